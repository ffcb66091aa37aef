#include "pulumi.h"
