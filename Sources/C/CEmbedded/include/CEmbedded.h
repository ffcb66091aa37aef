// Files that are part of the binary: their bytes stand in its read-only data, and nothing is parsed at start-up.
#ifndef C_EMBEDDED_H
#define C_EMBEDDED_H

#include <stddef.h>

/// The bytes of one embedded file, which live as long as the process.
typedef struct {
    const unsigned char *bytes;
    size_t count;
} EmbeddedFile;

/// `schema.json`: package `awsx` in Pulumi's package-schema format.
EmbeddedFile embedded_awsx_schema(void);

/// AWS's model of a service by botocore's name, such as `ecs`; no bytes (`NULL`) if there is none.
EmbeddedFile embedded_aws_model(const char *service);

/// `schema/aws.json`: the implemented part of package `aws`, in Pulumi's package-schema format.
EmbeddedFile embedded_aws_schema(void);

/// `schema/docker-build.json`: the implemented part of package `docker-build`, in Pulumi's package-schema format.
EmbeddedFile embedded_docker_build_schema(void);

/// `schema/docker.json`: the implemented part of package `docker`, in Pulumi's package-schema format.
EmbeddedFile embedded_docker_schema(void);

/// A file of one folder of `examples/`, from which `awsx new` makes projects.
typedef struct {
    /// The folder's name.
    const char *name;
    /// The file's path in the folder.
    const char *path;
    EmbeddedFile file;
} EmbeddedTemplateFile;

/// A file of a template by its index from 0, those of one template together; without a name (`NULL`) after the last.
EmbeddedTemplateFile embedded_template_file(size_t index);

#endif
