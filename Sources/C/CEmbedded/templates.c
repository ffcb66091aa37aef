#include "CEmbedded.h"

static const unsigned char load_balanced_fargate_nginx[] = {
#embed "../../../examples/load-balanced-fargate-nginx/Pulumi.yaml"
};

static const unsigned char fargate_in_own_vpc[] = {
#embed "../../../examples/fargate-in-own-vpc/Pulumi.yaml"
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

static const unsigned char https_domain[] = {
#embed "../../../examples/https-domain/Pulumi.yaml"
};

static const unsigned char network_load_balanced_fargate[] = {
#embed "../../../examples/network-load-balanced-fargate/Pulumi.yaml"
};

static const unsigned char existing_cluster_and_roles[] = {
#embed "../../../examples/existing-cluster-and-roles/Pulumi.yaml"
};

static const unsigned char fargate_worker[] = {
#embed "../../../examples/fargate-worker/Pulumi.yaml"
};

static const unsigned char secrets_from_ssm_and_secrets_manager[] = {
#embed "../../../examples/secrets-from-ssm-and-secrets-manager/Pulumi.yaml"
};

static const unsigned char efs_volume[] = {
#embed "../../../examples/efs-volume/Pulumi.yaml"
};

static const unsigned char service_connect[] = {
#embed "../../../examples/service-connect/Pulumi.yaml"
};

static const unsigned char service_with_scaling[] = {
#embed "../../../examples/service-with-scaling/Pulumi.yaml"
};

static const unsigned char one_off_task[] = {
#embed "../../../examples/one-off-task/Pulumi.yaml"
};

static const unsigned char trail[] = {
#embed "../../../examples/trail/Pulumi.yaml"
};

static const unsigned char scheduled_task[] = {
#embed "../../../examples/scheduled-task/Pulumi.yaml"
};

static const unsigned char fargate_spot[] = {
#embed "../../../examples/fargate-spot/Pulumi.yaml"
};

static const unsigned char firelens_sidecar[] = {
#embed "../../../examples/firelens-sidecar/Pulumi.yaml"
};

static const unsigned char services_behind_listener_rules[] = {
#embed "../../../examples/services-behind-listener-rules/Pulumi.yaml"
};

static const unsigned char blue_green[] = {
#embed "../../../examples/blue-green/Pulumi.yaml"
};

static const unsigned char load_balancer_with_rules[] = {
#embed "../../../examples/load-balancer-with-rules/Pulumi.yaml"
};

static const unsigned char load_balancer_with_access_logs[] = {
#embed "../../../examples/load-balancer-with-access-logs/Pulumi.yaml"
};

static const unsigned char network_load_balancer_with_elastic_ips[] = {
#embed "../../../examples/network-load-balancer-with-elastic-ips/Pulumi.yaml"
};

static const unsigned char ec2_behind_load_balancer[] = {
#embed "../../../examples/ec2-behind-load-balancer/Pulumi.yaml"
};

static const unsigned char ec2_service_on_capacity_provider[] = {
#embed "../../../examples/ec2-service-on-capacity-provider/Pulumi.yaml"
};

static const unsigned char vpc_subnet_layout[] = {
#embed "../../../examples/vpc-subnet-layout/Pulumi.yaml"
};

static const unsigned char vpc_endpoints[] = {
#embed "../../../examples/vpc-endpoints/Pulumi.yaml"
};

static const unsigned char vpc_without_nat[] = {
#embed "../../../examples/vpc-without-nat/Pulumi.yaml"
};

static const unsigned char ecr_lifecycle[] = {
#embed "../../../examples/ecr-lifecycle/Pulumi.yaml"
};

static const unsigned char registry_image[] = {
#embed "../../../examples/registry-image/Pulumi.yaml"
};

static const unsigned char registry_image_dockerfile[] = {
#embed "../../../examples/registry-image/app/Dockerfile"
};

static const unsigned char registry_image_index_html[] = {
#embed "../../../examples/registry-image/app/index.html"
};

#define FILE_OF(name, path, bytes) {name, path, {bytes, sizeof bytes}}

// The files of a template stand together, its project file first.
static const EmbeddedTemplateFile files[] = {
    FILE_OF("load-balanced-fargate-nginx", "Pulumi.yaml", load_balanced_fargate_nginx),
    FILE_OF("fargate-in-own-vpc", "Pulumi.yaml", fargate_in_own_vpc),
    FILE_OF("fargate-image-from-dockerfile", "Pulumi.yaml", fargate_image_from_dockerfile),
    FILE_OF("fargate-image-from-dockerfile", "Pulumi.local.yaml", fargate_image_from_dockerfile_local_settings),
    FILE_OF("fargate-image-from-dockerfile", "app/Dockerfile", fargate_image_from_dockerfile_dockerfile),
    FILE_OF("fargate-image-from-dockerfile", "app/index.html", fargate_image_from_dockerfile_index_html),
    FILE_OF("https-domain", "Pulumi.yaml", https_domain),
    FILE_OF("network-load-balanced-fargate", "Pulumi.yaml", network_load_balanced_fargate),
    FILE_OF("fargate-worker", "Pulumi.yaml", fargate_worker),
    FILE_OF("existing-cluster-and-roles", "Pulumi.yaml", existing_cluster_and_roles),
    FILE_OF("secrets-from-ssm-and-secrets-manager", "Pulumi.yaml", secrets_from_ssm_and_secrets_manager),
    FILE_OF("efs-volume", "Pulumi.yaml", efs_volume),
    FILE_OF("service-connect", "Pulumi.yaml", service_connect),
    FILE_OF("service-with-scaling", "Pulumi.yaml", service_with_scaling),
    FILE_OF("one-off-task", "Pulumi.yaml", one_off_task),
    FILE_OF("trail", "Pulumi.yaml", trail),
    FILE_OF("scheduled-task", "Pulumi.yaml", scheduled_task),
    FILE_OF("fargate-spot", "Pulumi.yaml", fargate_spot),
    FILE_OF("firelens-sidecar", "Pulumi.yaml", firelens_sidecar),
    FILE_OF("services-behind-listener-rules", "Pulumi.yaml", services_behind_listener_rules),
    FILE_OF("blue-green", "Pulumi.yaml", blue_green),
    FILE_OF("load-balancer-with-rules", "Pulumi.yaml", load_balancer_with_rules),
    FILE_OF("load-balancer-with-access-logs", "Pulumi.yaml", load_balancer_with_access_logs),
    FILE_OF("network-load-balancer-with-elastic-ips", "Pulumi.yaml", network_load_balancer_with_elastic_ips),
    FILE_OF("ec2-behind-load-balancer", "Pulumi.yaml", ec2_behind_load_balancer),
    FILE_OF("ec2-service-on-capacity-provider", "Pulumi.yaml", ec2_service_on_capacity_provider),
    FILE_OF("vpc-subnet-layout", "Pulumi.yaml", vpc_subnet_layout),
    FILE_OF("vpc-endpoints", "Pulumi.yaml", vpc_endpoints),
    FILE_OF("vpc-without-nat", "Pulumi.yaml", vpc_without_nat),
    FILE_OF("ecr-lifecycle", "Pulumi.yaml", ecr_lifecycle),
    FILE_OF("registry-image", "Pulumi.yaml", registry_image),
    FILE_OF("registry-image", "app/Dockerfile", registry_image_dockerfile),
    FILE_OF("registry-image", "app/index.html", registry_image_index_html),
};

EmbeddedTemplateFile embedded_template_file(size_t index) {
    if (index < sizeof files / sizeof files[0]) return files[index];
    return (EmbeddedTemplateFile){NULL, NULL, {NULL, 0}};
}
