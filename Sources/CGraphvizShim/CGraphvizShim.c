// Asks for srandom and srand48, which strict C leaves out.
#define _DEFAULT_SOURCE 1

#include "CGraphvizShim.h"

#include <gvc.h>
#include <stdlib.h>
#include <string.h>

static GVC_t *context;

// Messages arrive in pieces ("Error", ": ", the text); what doesn't fit is left out.
static char messages[16384];
static size_t messages_count;

static int keep_message(char *piece) {
  size_t count = strlen(piece);
  size_t room = sizeof messages - 1 - messages_count;
  if (count > room) count = room;
  memcpy(messages + messages_count, piece, count);
  messages_count += count;
  messages[messages_count] = 0;
  return 0;
}

bool ng_gv_start(void) {
  if (!context) {
    agseterrf(keep_message);
    context = gvContext();
  }
  return context != NULL;
}

static Agraph_t *graph_of(ng_gv_graph *graph) { return (Agraph_t *)graph; }

ng_gv_graph *ng_gv_open(const char *name) {
  return (ng_gv_graph *)agopen((char *)name, Agdirected, NULL);
}

void ng_gv_close(ng_gv_graph *graph) { agclose(graph_of(graph)); }

ng_gv_object *ng_gv_root(ng_gv_graph *graph) { return (ng_gv_object *)graph; }

ng_gv_object *ng_gv_node(ng_gv_graph *graph, const char *name) {
  return (ng_gv_object *)agnode(graph_of(graph), (char *)name, 1);
}

ng_gv_object *ng_gv_edge(ng_gv_graph *graph, ng_gv_object *tail, ng_gv_object *head, const char *key) {
  return (ng_gv_object *)agedge(graph_of(graph), (Agnode_t *)tail, (Agnode_t *)head, (char *)key, 1);
}

ng_gv_object *ng_gv_subgraph(ng_gv_graph *graph, const char *name) {
  return (ng_gv_object *)agsubg(graph_of(graph), (char *)name, 1);
}

void ng_gv_include(ng_gv_object *subgraph, ng_gv_object *node) {
  agsubnode((Agraph_t *)subgraph, (Agnode_t *)node, 1);
}

bool ng_gv_set(ng_gv_object *object, const char *name, const char *value) {
  return agsafeset(object, (char *)name, (char *)value, "") == 0;
}

const char *ng_gv_get(ng_gv_object *object, const char *name) { return agget(object, (char *)name); }

void ng_gv_seed(unsigned seed) {
  srand(seed);
  srandom(seed);
  srand48(seed);
}

bool ng_gv_layout(ng_gv_graph *graph, const char *engine) {
  if (!context || gvLayout(context, graph_of(graph), engine) != 0) return false;
  attach_attrs(graph_of(graph));
  return true;
}

void ng_gv_free_layout(ng_gv_graph *graph) {
  if (context) gvFreeLayout(context, graph_of(graph));
}

bool ng_gv_render(ng_gv_graph *graph, const char *format, char **bytes, size_t *count) {
  unsigned length = 0;
  *bytes = NULL;
  *count = 0;
  if (!context || gvRenderData(context, graph_of(graph), format, bytes, &length) != 0) return false;
  *count = length;
  return true;
}

void ng_gv_free(char *bytes) {
  if (bytes) gvFreeRenderData(bytes);
}

void ng_gv_clear_messages(void) {
  agreseterrors();
  messages_count = 0;
  messages[0] = 0;
}

const char *ng_gv_messages(void) { return messages; }

bool ng_gv_failed(void) { return agerrors() >= AGERR; }
