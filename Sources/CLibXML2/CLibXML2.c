#include "CLibXML2.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>

typedef struct {
  ng_html_tree tree;
  ng_html_node *nodes;
  size_t node_capacity;
  ng_html_attribute *attributes;
  size_t attribute_capacity;
  char *text;
  size_t text_capacity;
  /// Indices of the elements that are open, as far as they are kept.
  int32_t *open;
  size_t kept_depth;
  size_t max_depth;
  size_t max_nodes;
  size_t depth;
  /// Whether the last node is text that may grow.
  int can_grow;
  htmlParserCtxtPtr parser;
} builder;

static void stop(builder *b, ng_html_status status) {
  if (b->tree.status != NG_HTML_OK) return;
  b->tree.status = status;
  b->tree.line = b->parser && b->parser->input ? (uint32_t)b->parser->input->line : 0;
  if (b->parser) xmlStopParser(b->parser);
}

/// Makes room for one more element of an array that doubles.
static int grow(builder *b, void **array, size_t *capacity, size_t needed, size_t size) {
  if (needed <= *capacity) return 1;
  size_t wanted = *capacity ? *capacity * 2 : 256;
  while (wanted < needed) wanted *= 2;
  void *grown = wanted > SIZE_MAX / size ? NULL : realloc(*array, wanted * size);
  if (!grown) {
    stop(b, NG_HTML_OUT_OF_MEMORY);
    return 0;
  }
  *array = grown;
  *capacity = wanted;
  return 1;
}

static int add_text(builder *b, const char *bytes, size_t length, ng_html_string *result) {
  if (b->tree.text_length + length > UINT32_MAX) {
    stop(b, NG_HTML_OUT_OF_MEMORY);
    return 0;
  }
  if (!grow(b, (void **)&b->text, &b->text_capacity, b->tree.text_length + length, 1)) return 0;
  if (length) memcpy(b->text + b->tree.text_length, bytes, length);
  result->offset = (uint32_t)b->tree.text_length;
  result->length = (uint32_t)length;
  b->tree.text_length += length;
  return 1;
}

static ng_html_node *add_node(builder *b) {
  size_t count = b->tree.node_count;
  if (count >= b->max_nodes || count >= INT32_MAX) {
    stop(b, NG_HTML_TOO_MANY_NODES);
    return NULL;
  }
  if (!grow(b, (void **)&b->nodes, &b->node_capacity, count + 1, sizeof *b->nodes)) return NULL;
  ng_html_node *node = &b->nodes[count];
  memset(node, 0, sizeof *node);
  size_t kept = b->depth < b->kept_depth ? b->depth : b->kept_depth;
  node->parent = kept ? b->open[kept - 1] : -1;
  node->end = (int32_t)count + 1;
  node->line = b->parser->input ? (uint32_t)b->parser->input->line : 0;
  b->tree.node_count = count + 1;
  b->can_grow = 0;
  return node;
}

static void add_attributes(builder *b, size_t node, const xmlChar **attributes) {
  b->nodes[node].first_attribute = (uint32_t)b->tree.attribute_count;
  for (; attributes && attributes[0]; attributes += 2) {
    size_t count = b->tree.attribute_count;
    if (count >= UINT32_MAX) return stop(b, NG_HTML_TOO_MANY_NODES);
    if (!grow(b, (void **)&b->attributes, &b->attribute_capacity, count + 1,
              sizeof *b->attributes))
      return;
    const char *value = attributes[1] ? (const char *)attributes[1] : "";
    ng_html_attribute attribute;
    if (!add_text(b, (const char *)attributes[0], strlen((const char *)attributes[0]),
                  &attribute.name) ||
        !add_text(b, value, strlen(value), &attribute.value))
      return;
    b->attributes[count] = attribute;
    b->tree.attribute_count = count + 1;
    b->nodes[node].attribute_count += 1;
  }
}

static void on_start(void *context, const xmlChar *name, const xmlChar **attributes) {
  builder *b = context;
  if (b->tree.status != NG_HTML_OK) return;
  b->depth += 1;
  if (b->depth > b->max_depth) return stop(b, NG_HTML_TOO_DEEP);
  if (b->depth > b->kept_depth) {
    b->can_grow = 0;
    return;
  }
  b->depth -= 1;
  size_t index = b->tree.node_count;
  ng_html_node *node = add_node(b);
  b->depth += 1;
  if (!node) return;
  if (!add_text(b, (const char *)name, strlen((const char *)name), &node->content)) return;
  b->open[b->depth - 1] = (int32_t)index;
  add_attributes(b, index, attributes);
}

static void on_end(void *context, const xmlChar *name) {
  (void)name;
  builder *b = context;
  if (b->tree.status != NG_HTML_OK || b->depth == 0) return;
  if (b->depth <= b->kept_depth) {
    b->nodes[b->open[b->depth - 1]].end = (int32_t)b->tree.node_count;
  }
  b->depth -= 1;
  b->can_grow = 0;
}

static void on_text(void *context, const xmlChar *text, int length) {
  builder *b = context;
  if (b->tree.status != NG_HTML_OK || length <= 0) return;
  ng_html_string piece;
  if (b->can_grow) {
    if (!add_text(b, (const char *)text, (size_t)length, &piece)) return;
    b->nodes[b->tree.node_count - 1].content.length += (uint32_t)length;
    return;
  }
  ng_html_node *node = add_node(b);
  if (!node || !add_text(b, (const char *)text, (size_t)length, &piece)) return;
  node->is_text = 1;
  node->content = piece;
  b->can_grow = 1;
}

static void on_problem(void *context, xmlErrorPtr error) {
  (void)context;
  (void)error;
}

/// The parser compares each attribute of an element with all before it, so that their number must have a limit. Looks for a tag with
/// more words than that; returns its line, 0 if there is none.
static uint32_t crowded_tag(const char *bytes, size_t count) {
  const size_t limit = 1000;
  uint32_t line = 1;
  size_t words = 0;
  int in_tag = 0;
  for (size_t index = 0; index < count; index++) {
    char byte = bytes[index];
    if (byte == '\n') line += 1;
    if (byte == '<') {
      char next = index + 1 < count ? (char)(bytes[index + 1] | 0x20) : 0;
      in_tag = next >= 'a' && next <= 'z';
      words = 0;
    } else if (byte == '>') {
      in_tag = 0;
    } else if (in_tag && (byte == ' ' || byte == '\n' || byte == '\t' || byte == '/' ||
                          byte == '"' || byte == '\'') &&
               ++words > 2 * limit) {
      return line;
    }
  }
  return 0;
}

ng_html_tree *ng_html_parse(const char *bytes, size_t count, size_t kept_depth, size_t max_depth,
                            size_t max_nodes) {
  builder *b = calloc(1, sizeof *b);
  if (!b) return NULL;
  b->kept_depth = kept_depth;
  b->max_depth = max_depth;
  b->max_nodes = max_nodes;
  b->open = calloc(kept_depth + 1, sizeof *b->open);
  b->tree.line = crowded_tag(bytes, count);
  if (b->tree.line) {
    b->tree.status = NG_HTML_TOO_MANY_ATTRIBUTES;
    return &b->tree;
  }
  xmlInitParser();
  b->parser = b->open && count < INT_MAX ? htmlNewParserCtxt() : NULL;
  if (!b->parser) {
    b->tree.status = NG_HTML_OUT_OF_MEMORY;
    return &b->tree;
  }
  xmlSAXHandler *sax = b->parser->sax;
  memset(sax, 0, sizeof *sax);
  sax->startElement = on_start;
  sax->endElement = on_end;
  sax->characters = on_text;
  sax->ignorableWhitespace = on_text;
  sax->cdataBlock = on_text;
  sax->serror = on_problem;
  sax->initialized = XML_SAX2_MAGIC;
  b->parser->userData = b;
  int options = HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC;
  // Without handlers for the document it makes no tree of its own.
  xmlDocPtr document = htmlCtxtReadMemory(b->parser, bytes, (int)count, NULL, "UTF-8", options);
  if (document) xmlFreeDoc(document);
  while (b->tree.status == NG_HTML_OK && b->depth > 0) on_end(b, NULL);
  // An end beyond what was stopped: every open element ends with the last node.
  if (b->tree.status == NG_HTML_OK && b->tree.node_count == 0) {
    b->tree.status = NG_HTML_NOT_PARSED;
  }
  htmlFreeParserCtxt(b->parser);
  b->parser = NULL;
  b->tree.nodes = b->nodes;
  b->tree.attributes = b->attributes;
  b->tree.text = b->text;
  return &b->tree;
}

void ng_html_free(ng_html_tree *tree) {
  if (!tree) return;
  // The tree is the builder's first member.
  builder *b = (builder *)tree;
  free(b->nodes);
  free(b->attributes);
  free(b->text);
  free(b->open);
  free(b);
}

uint32_t ng_html_entity(const char *name) {
  const htmlEntityDesc *entity = htmlEntityLookup((const xmlChar *)name);
  return entity ? entity->value : 0;
}
