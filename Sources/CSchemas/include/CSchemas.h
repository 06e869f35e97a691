#ifndef NEWSGRAPH_SCHEMAS_H
#define NEWSGRAPH_SCHEMAS_H

#include <stddef.h>

/// One file of the top-level folder Schemas, as built into the program.
typedef struct {
  const char *_Nonnull name;  // path below Schemas, with slashes
  const unsigned char *_Nonnull bytes;
  size_t count;
} ng_schema_file;

/// How many files there are.
size_t ng_schema_count(void);

/// The file with the given index, below `ng_schema_count()`; sorted by name.
ng_schema_file ng_schema_at(size_t index);

#endif
