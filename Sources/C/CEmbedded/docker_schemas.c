#include "CEmbedded.h"

static const unsigned char docker_build_schema[] = {
#embed "../../../schema/docker-build.json"
};

EmbeddedFile embedded_docker_build_schema(void) {
    return (EmbeddedFile){docker_build_schema, sizeof docker_build_schema};
}

static const unsigned char docker_schema[] = {
#embed "../../../schema/docker.json"
};

EmbeddedFile embedded_docker_schema(void) { return (EmbeddedFile){docker_schema, sizeof docker_schema}; }
