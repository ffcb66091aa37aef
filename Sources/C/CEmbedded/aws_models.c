// The models of AWS's services, one file a service; written by scripts/generate-models.
#include <string.h>

#include "CEmbedded.h"

static const unsigned char acm[] = {
#embed "../../../schema/models/acm.json"
};

static const unsigned char application_autoscaling[] = {
#embed "../../../schema/models/application-autoscaling.json"
};

static const unsigned char autoscaling[] = {
#embed "../../../schema/models/autoscaling.json"
};

static const unsigned char cloudtrail[] = {
#embed "../../../schema/models/cloudtrail.json"
};

static const unsigned char cloudwatch[] = {
#embed "../../../schema/models/cloudwatch.json"
};

static const unsigned char ec2[] = {
#embed "../../../schema/models/ec2.json"
};

static const unsigned char ecr[] = {
#embed "../../../schema/models/ecr.json"
};

static const unsigned char ecs[] = {
#embed "../../../schema/models/ecs.json"
};

static const unsigned char efs[] = {
#embed "../../../schema/models/efs.json"
};

static const unsigned char elbv2[] = {
#embed "../../../schema/models/elbv2.json"
};

static const unsigned char events[] = {
#embed "../../../schema/models/events.json"
};

static const unsigned char iam[] = {
#embed "../../../schema/models/iam.json"
};

static const unsigned char kms[] = {
#embed "../../../schema/models/kms.json"
};

static const unsigned char lambda[] = {
#embed "../../../schema/models/lambda.json"
};

static const unsigned char logs[] = {
#embed "../../../schema/models/logs.json"
};

static const unsigned char route53[] = {
#embed "../../../schema/models/route53.json"
};

static const unsigned char s3[] = {
#embed "../../../schema/models/s3.json"
};

static const unsigned char scheduler[] = {
#embed "../../../schema/models/scheduler.json"
};

static const unsigned char secretsmanager[] = {
#embed "../../../schema/models/secretsmanager.json"
};

static const unsigned char servicediscovery[] = {
#embed "../../../schema/models/servicediscovery.json"
};

static const unsigned char sqs[] = {
#embed "../../../schema/models/sqs.json"
};

static const unsigned char ssm[] = {
#embed "../../../schema/models/ssm.json"
};

static const unsigned char sts[] = {
#embed "../../../schema/models/sts.json"
};

#define MODEL(name, bytes) {name, {bytes, sizeof bytes}}

static const struct {
    const char *service;
    EmbeddedFile file;
} models[] = {
    MODEL("acm", acm),
    MODEL("application-autoscaling", application_autoscaling),
    MODEL("autoscaling", autoscaling),
    MODEL("cloudtrail", cloudtrail),
    MODEL("cloudwatch", cloudwatch),
    MODEL("ec2", ec2),
    MODEL("ecr", ecr),
    MODEL("ecs", ecs),
    MODEL("efs", efs),
    MODEL("elbv2", elbv2),
    MODEL("events", events),
    MODEL("iam", iam),
    MODEL("kms", kms),
    MODEL("lambda", lambda),
    MODEL("logs", logs),
    MODEL("route53", route53),
    MODEL("s3", s3),
    MODEL("scheduler", scheduler),
    MODEL("secretsmanager", secretsmanager),
    MODEL("servicediscovery", servicediscovery),
    MODEL("sqs", sqs),
    MODEL("ssm", ssm),
    MODEL("sts", sts),
};

EmbeddedFile embedded_aws_model(const char *service) {
    for (size_t i = 0; i < sizeof models / sizeof models[0]; i++)
        if (strcmp(models[i].service, service) == 0) return models[i].file;
    return (EmbeddedFile){NULL, 0};
}
