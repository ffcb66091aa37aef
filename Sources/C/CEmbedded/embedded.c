#include "CEmbedded.h"

static const unsigned char awsx_schema[] = {
#embed "../../../schema.json"
};

EmbeddedFile embedded_awsx_schema(void) { return (EmbeddedFile){awsx_schema, sizeof awsx_schema}; }
