#include "CEmbedded.h"

static const unsigned char aws_schema[] = {
#embed "../../../schema/aws.json"
};

EmbeddedFile embedded_aws_schema(void) { return (EmbeddedFile){aws_schema, sizeof aws_schema}; }
