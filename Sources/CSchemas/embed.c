// Made by Scripts/embed-schemas.sh: do not edit.
#include "CSchemas.h"


static const ng_schema_file files[] = {
};

size_t ng_schema_count(void) { return sizeof files / sizeof files[0]; }

ng_schema_file ng_schema_at(size_t index) { return files[index]; }
