#pragma once
#include <stddef.h>
#include <stdint.h>

// HTML to a flat tree, by libxml2's tag-soup parser.
//
// The tree is built from the parser's events, in arrays: no recursion anywhere, so that the depth of a page can't exhaust the stack, and
// libxml2's headers (which clash with Foundation's) stay inside the one C file.

/// A stretch of the tree's text storage.
typedef struct {
  uint32_t offset;
  uint32_t length;
} ng_html_string;

typedef struct {
  /// Index of the parent; -1 for the first node.
  int32_t parent;
  /// Index after the last node below this one; nodes come in document order.
  int32_t end;
  /// Line in the input, from 1.
  uint32_t line;
  /// Number of attributes, and the first one's index.
  uint32_t attribute_count;
  uint32_t first_attribute;
  /// Whether this is text; then `content` is the text, otherwise the element's name in lower case.
  uint32_t is_text;
  ng_html_string content;
} ng_html_node;

typedef struct {
  ng_html_string name;
  ng_html_string value;
} ng_html_attribute;

typedef enum {
  NG_HTML_OK = 0,
  NG_HTML_OUT_OF_MEMORY,
  NG_HTML_TOO_DEEP,
  NG_HTML_TOO_MANY_NODES,
  NG_HTML_TOO_MANY_ATTRIBUTES,
  NG_HTML_NOT_PARSED,
} ng_html_status;

typedef struct {
  ng_html_status status;
  /// Where the parser stopped, if it did.
  uint32_t line;
  const ng_html_node *nodes;
  size_t node_count;
  const ng_html_attribute *attributes;
  size_t attribute_count;
  const char *text;
  size_t text_length;
} ng_html_tree;

/// Parses UTF-8. Elements deeper than `kept_depth` are read as if they stood there; deeper than `max_depth`, parsing stops.
///
/// The result is never NULL except when memory is short; free it with `ng_html_free`.
ng_html_tree *ng_html_parse(const char *bytes, size_t count, size_t kept_depth, size_t max_depth,
                            size_t max_nodes);

void ng_html_free(ng_html_tree *tree);

/// The code point that a named character reference of HTML 4 stands for ("amp", without marks); 0 for other names.
uint32_t ng_html_entity(const char *name);
