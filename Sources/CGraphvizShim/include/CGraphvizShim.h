#ifndef NEWSGRAPH_GRAPHVIZ_SHIM_H
#define NEWSGRAPH_GRAPHVIZ_SHIM_H

// The part of libgvc and libcgraph that drawings need, without their global variables, macros and variadic functions, none of which
// Swift 6 can use. Neither library is thread-safe, not even for reading: the caller holds one lock around every call.

#include <stdbool.h>
#include <stddef.h>

typedef struct ng_gv_graph ng_gv_graph;
/// A graph, node or edge, as the library sees it.
typedef struct ng_gv_object ng_gv_object;

/// Makes the process's one context; later calls do nothing. It is never freed: the text plug-in remembers font names of the first
/// context, so that a second one would read freed memory.
bool ng_gv_start(void);

/// A directed graph that may have loops and parallel edges; NULL when memory is short.
ng_gv_graph *_Nullable ng_gv_open(const char *_Nonnull name);
void ng_gv_close(ng_gv_graph *_Nonnull graph);

ng_gv_object *_Nonnull ng_gv_root(ng_gv_graph *_Nonnull graph);
ng_gv_object *_Nullable ng_gv_node(ng_gv_graph *_Nonnull graph, const char *_Nonnull name);
/// Each call makes a new edge; key tells parallel ones apart.
ng_gv_object *_Nullable ng_gv_edge(
    ng_gv_graph *_Nonnull graph, ng_gv_object *_Nonnull tail, ng_gv_object *_Nonnull head, const char *_Nonnull key);
/// A subgraph with the given nodes added one by one; its name must not start with "cluster".
ng_gv_object *_Nullable ng_gv_subgraph(ng_gv_graph *_Nonnull graph, const char *_Nonnull name);
void ng_gv_include(ng_gv_object *_Nonnull subgraph, ng_gv_object *_Nonnull node);

/// Sets an attribute; the text is copied. Never taken for an HTML-like label.
bool ng_gv_set(ng_gv_object *_Nonnull object, const char *_Nonnull name, const char *_Nonnull value);
/// An attribute's value, valid until the next call; NULL when it was never set.
const char *_Nullable ng_gv_get(ng_gv_object *_Nonnull object, const char *_Nonnull name);

/// Starts every random source that layouts use anew, so that a layout doesn't depend on those before.
void ng_gv_seed(unsigned seed);
/// Places nodes and edges, and writes the places into the attributes pos, lp, bb, width and height. Must be paired with
/// ng_gv_free_layout, also after a failure.
bool ng_gv_layout(ng_gv_graph *_Nonnull graph, const char *_Nonnull engine);
void ng_gv_free_layout(ng_gv_graph *_Nonnull graph);

/// Draws a placed graph into memory; the bytes are freed by ng_gv_free.
bool ng_gv_render(
    ng_gv_graph *_Nonnull graph, const char *_Nonnull format, char *_Nullable *_Nonnull bytes, size_t *_Nonnull count);
void ng_gv_free(char *_Nullable bytes);

/// Forgets earlier messages.
void ng_gv_clear_messages(void);
/// What the library complained of since, with line breaks; empty when nothing.
const char *_Nonnull ng_gv_messages(void);
/// Whether one of the messages is an error: the library's return codes don't tell.
bool ng_gv_failed(void);

#endif
