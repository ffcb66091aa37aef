#include "CEmbedded.h"

static const unsigned char load_balanced_fargate_nginx[] = {
#embed "../../../examples/load-balanced-fargate-nginx/Pulumi.yaml"
};

static const unsigned char network_load_balanced_fargate[] = {
#embed "../../../examples/network-load-balanced-fargate/Pulumi.yaml"
};

static const unsigned char fargate_worker[] = {
#embed "../../../examples/fargate-worker/Pulumi.yaml"
};

#define TEMPLATE(name, bytes) {name, {bytes, sizeof bytes}}

static const EmbeddedTemplate templates[] = {
    TEMPLATE("load-balanced-fargate-nginx", load_balanced_fargate_nginx),
    TEMPLATE("network-load-balanced-fargate", network_load_balanced_fargate),
    TEMPLATE("fargate-worker", fargate_worker),
};

EmbeddedTemplate embedded_template(size_t index) {
    if (index < sizeof templates / sizeof templates[0]) return templates[index];
    return (EmbeddedTemplate){NULL, {NULL, 0}};
}
