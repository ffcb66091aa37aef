#include "CEmbedded.h"

static const unsigned char load_balanced_fargate_nginx[] = {
#embed "../../../examples/load-balanced-fargate-nginx/Pulumi.yaml"
};

static const unsigned char fargate_image_from_dockerfile[] = {
#embed "../../../examples/fargate-image-from-dockerfile/Pulumi.yaml"
};

static const unsigned char fargate_image_from_dockerfile_local_settings[] = {
#embed "../../../examples/fargate-image-from-dockerfile/Pulumi.local.yaml"
};

static const unsigned char fargate_image_from_dockerfile_dockerfile[] = {
#embed "../../../examples/fargate-image-from-dockerfile/app/Dockerfile"
};

static const unsigned char fargate_image_from_dockerfile_index_html[] = {
#embed "../../../examples/fargate-image-from-dockerfile/app/index.html"
};

static const unsigned char network_load_balanced_fargate[] = {
#embed "../../../examples/network-load-balanced-fargate/Pulumi.yaml"
};

static const unsigned char fargate_worker[] = {
#embed "../../../examples/fargate-worker/Pulumi.yaml"
};

static const unsigned char ecr_lifecycle[] = {
#embed "../../../examples/ecr-lifecycle/Pulumi.yaml"
};

#define FILE_OF(name, path, bytes) {name, path, {bytes, sizeof bytes}}

// The files of a template stand together, its project file first.
static const EmbeddedTemplateFile files[] = {
    FILE_OF("load-balanced-fargate-nginx", "Pulumi.yaml", load_balanced_fargate_nginx),
    FILE_OF("fargate-image-from-dockerfile", "Pulumi.yaml", fargate_image_from_dockerfile),
    FILE_OF("fargate-image-from-dockerfile", "Pulumi.local.yaml", fargate_image_from_dockerfile_local_settings),
    FILE_OF("fargate-image-from-dockerfile", "app/Dockerfile", fargate_image_from_dockerfile_dockerfile),
    FILE_OF("fargate-image-from-dockerfile", "app/index.html", fargate_image_from_dockerfile_index_html),
    FILE_OF("network-load-balanced-fargate", "Pulumi.yaml", network_load_balanced_fargate),
    FILE_OF("fargate-worker", "Pulumi.yaml", fargate_worker),
    FILE_OF("ecr-lifecycle", "Pulumi.yaml", ecr_lifecycle),
};

EmbeddedTemplateFile embedded_template_file(size_t index) {
    if (index < sizeof files / sizeof files[0]) return files[index];
    return (EmbeddedTemplateFile){NULL, NULL, {NULL, 0}};
}
