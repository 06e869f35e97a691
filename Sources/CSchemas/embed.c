// Made by Scripts/embed-schemas.sh: do not edit.
#include "CSchemas.h"

static const unsigned char file0[] = {
#embed "../../Schemas/context/mapping.json" suffix(,)
  0};
static const unsigned char file1[] = {
#embed "../../Schemas/context/newsgraph.jsonld" suffix(,)
  0};
static const unsigned char file2[] = {
#embed "../../Schemas/extraction/first-version.json" suffix(,)
  0};
static const unsigned char file3[] = {
#embed "../../Schemas/graph.schema.json" suffix(,)
  0};
static const unsigned char file4[] = {
#embed "../../Schemas/lexicon/abbreviations.txt" suffix(,)
  0};
static const unsigned char file5[] = {
#embed "../../Schemas/lexicon/ambiguousnames.txt" suffix(,)
  0};
static const unsigned char file6[] = {
#embed "../../Schemas/lexicon/ambiguousplaces.txt" suffix(,)
  0};
static const unsigned char file7[] = {
#embed "../../Schemas/lexicon/capitals.json" suffix(,)
  0};
static const unsigned char file8[] = {
#embed "../../Schemas/lexicon/cities.txt" suffix(,)
  0};
static const unsigned char file9[] = {
#embed "../../Schemas/lexicon/countries.txt" suffix(,)
  0};
static const unsigned char file10[] = {
#embed "../../Schemas/lexicon/countrynames.json" suffix(,)
  0};
static const unsigned char file11[] = {
#embed "../../Schemas/lexicon/dates.json" suffix(,)
  0};
static const unsigned char file12[] = {
#embed "../../Schemas/lexicon/demonyms.json" suffix(,)
  0};
static const unsigned char file13[] = {
#embed "../../Schemas/lexicon/factuality.json" suffix(,)
  0};
static const unsigned char file14[] = {
#embed "../../Schemas/lexicon/givennames.txt" suffix(,)
  0};
static const unsigned char file15[] = {
#embed "../../Schemas/lexicon/honorifics.txt" suffix(,)
  0};
static const unsigned char file16[] = {
#embed "../../Schemas/lexicon/months.json" suffix(,)
  0};
static const unsigned char file17[] = {
#embed "../../Schemas/lexicon/namegenders.json" suffix(,)
  0};
static const unsigned char file18[] = {
#embed "../../Schemas/lexicon/numbers.json" suffix(,)
  0};
static const unsigned char file19[] = {
#embed "../../Schemas/lexicon/regions.txt" suffix(,)
  0};
static const unsigned char file20[] = {
#embed "../../Schemas/lexicon/relations.json" suffix(,)
  0};
static const unsigned char file21[] = {
#embed "../../Schemas/lexicon/reporting.json" suffix(,)
  0};
static const unsigned char file22[] = {
#embed "../../Schemas/lexicon/triggers.json" suffix(,)
  0};
static const unsigned char file23[] = {
#embed "../../Schemas/lexicon/typecues.json" suffix(,)
  0};
static const unsigned char file24[] = {
#embed "../../Schemas/lexicon/verbforms.json" suffix(,)
  0};
static const unsigned char file25[] = {
#embed "../../Schemas/lexicon/weekdays.json" suffix(,)
  0};
static const unsigned char file26[] = {
#embed "../../Schemas/ontology/events.json" suffix(,)
  0};
static const unsigned char file27[] = {
#embed "../../Schemas/ontology/nodes.json" suffix(,)
  0};
static const unsigned char file28[] = {
#embed "../../Schemas/ontology/relations.json" suffix(,)
  0};
static const unsigned char file29[] = {
#embed "../../Schemas/ontology/roles.json" suffix(,)
  0};
static const unsigned char file30[] = {
#embed "../../Schemas/ontology/vocabulary.json" suffix(,)
  0};
static const unsigned char file31[] = {
#embed "../../Schemas/reading/html.json" suffix(,)
  0};
static const unsigned char file32[] = {
#embed "../../Schemas/reading/segmentation.json" suffix(,)
  0};
static const unsigned char file33[] = {
#embed "../../Schemas/reading/text.json" suffix(,)
  0};
static const unsigned char file34[] = {
#embed "../../Schemas/style/default.json" suffix(,)
  0};

static const ng_schema_file files[] = {
  {"context/mapping.json", file0, sizeof file0 - 1},
  {"context/newsgraph.jsonld", file1, sizeof file1 - 1},
  {"extraction/first-version.json", file2, sizeof file2 - 1},
  {"graph.schema.json", file3, sizeof file3 - 1},
  {"lexicon/abbreviations.txt", file4, sizeof file4 - 1},
  {"lexicon/ambiguousnames.txt", file5, sizeof file5 - 1},
  {"lexicon/ambiguousplaces.txt", file6, sizeof file6 - 1},
  {"lexicon/capitals.json", file7, sizeof file7 - 1},
  {"lexicon/cities.txt", file8, sizeof file8 - 1},
  {"lexicon/countries.txt", file9, sizeof file9 - 1},
  {"lexicon/countrynames.json", file10, sizeof file10 - 1},
  {"lexicon/dates.json", file11, sizeof file11 - 1},
  {"lexicon/demonyms.json", file12, sizeof file12 - 1},
  {"lexicon/factuality.json", file13, sizeof file13 - 1},
  {"lexicon/givennames.txt", file14, sizeof file14 - 1},
  {"lexicon/honorifics.txt", file15, sizeof file15 - 1},
  {"lexicon/months.json", file16, sizeof file16 - 1},
  {"lexicon/namegenders.json", file17, sizeof file17 - 1},
  {"lexicon/numbers.json", file18, sizeof file18 - 1},
  {"lexicon/regions.txt", file19, sizeof file19 - 1},
  {"lexicon/relations.json", file20, sizeof file20 - 1},
  {"lexicon/reporting.json", file21, sizeof file21 - 1},
  {"lexicon/triggers.json", file22, sizeof file22 - 1},
  {"lexicon/typecues.json", file23, sizeof file23 - 1},
  {"lexicon/verbforms.json", file24, sizeof file24 - 1},
  {"lexicon/weekdays.json", file25, sizeof file25 - 1},
  {"ontology/events.json", file26, sizeof file26 - 1},
  {"ontology/nodes.json", file27, sizeof file27 - 1},
  {"ontology/relations.json", file28, sizeof file28 - 1},
  {"ontology/roles.json", file29, sizeof file29 - 1},
  {"ontology/vocabulary.json", file30, sizeof file30 - 1},
  {"reading/html.json", file31, sizeof file31 - 1},
  {"reading/segmentation.json", file32, sizeof file32 - 1},
  {"reading/text.json", file33, sizeof file33 - 1},
  {"style/default.json", file34, sizeof file34 - 1},
};

size_t ng_schema_count(void) { return sizeof files / sizeof files[0]; }

ng_schema_file ng_schema_at(size_t index) { return files[index]; }
