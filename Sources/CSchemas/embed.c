// Made by Scripts/embed-schemas.sh: do not edit.
#include "CSchemas.h"

static const unsigned char file0[] = {
#embed "../../Schemas/context/newsgraph.jsonld" suffix(,)
  0};
static const unsigned char file1[] = {
#embed "../../Schemas/extraction/first-version.json" suffix(,)
  0};
static const unsigned char file2[] = {
#embed "../../Schemas/lexicon/dates.json" suffix(,)
  0};
static const unsigned char file3[] = {
#embed "../../Schemas/ontology/events.json" suffix(,)
  0};
static const unsigned char file4[] = {
#embed "../../Schemas/ontology/nodes.json" suffix(,)
  0};
static const unsigned char file5[] = {
#embed "../../Schemas/ontology/relations.json" suffix(,)
  0};
static const unsigned char file6[] = {
#embed "../../Schemas/ontology/roles.json" suffix(,)
  0};
static const unsigned char file7[] = {
#embed "../../Schemas/ontology/vocabulary.json" suffix(,)
  0};
static const unsigned char file8[] = {
#embed "../../Schemas/reading/segmentation.json" suffix(,)
  0};
static const unsigned char file9[] = {
#embed "../../Schemas/style/default.json" suffix(,)
  0};

static const ng_schema_file files[] = {
  {"context/newsgraph.jsonld", file0, sizeof file0 - 1},
  {"extraction/first-version.json", file1, sizeof file1 - 1},
  {"lexicon/dates.json", file2, sizeof file2 - 1},
  {"ontology/events.json", file3, sizeof file3 - 1},
  {"ontology/nodes.json", file4, sizeof file4 - 1},
  {"ontology/relations.json", file5, sizeof file5 - 1},
  {"ontology/roles.json", file6, sizeof file6 - 1},
  {"ontology/vocabulary.json", file7, sizeof file7 - 1},
  {"reading/segmentation.json", file8, sizeof file8 - 1},
  {"style/default.json", file9, sizeof file9 - 1},
};

size_t ng_schema_count(void) { return sizeof files / sizeof files[0]; }

ng_schema_file ng_schema_at(size_t index) { return files[index]; }
