#include <libxml/xmlversion.h>
// The system's ICU types clash with Foundation's; nothing here needs them.
#undef LIBXML_ICU_ENABLED
