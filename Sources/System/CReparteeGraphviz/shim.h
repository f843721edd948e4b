#pragma once
// What Swift cannot call as it stands: macros, `const`-less strings, and constants that are not Sendable.
// Only Sources/ReparteeFigures/Graphviz includes this. Graphviz is not thread-safe: its caller holds one lock.
#include <graphviz/gvc.h>
#include <locale.h>
#if __has_include(<xlocale.h>)
#include <xlocale.h>
#endif
#include <stdlib.h>

// Without the library's own `Agundirected`: a program that looks the library up at run time can call its functions, and has
// no address of its data.
static inline Agraph_t *figures_graph_open(void) {
  Agdesc_t undirected = {0};
  undirected.maingraph = 1;
  return agopen((char *)"figure", undirected, NULL);
}

static inline void figures_graph_default(Agraph_t *graph, const char *name, const char *value) {
  agattr(graph, AGRAPH, (char *)name, (char *)value);
}

static inline void figures_node_default(Agraph_t *graph, const char *name, const char *value) {
  agattr(graph, AGNODE, (char *)name, (char *)value);
}

static inline void figures_edge_default(Agraph_t *graph, const char *name, const char *value) {
  agattr(graph, AGEDGE, (char *)name, (char *)value);
}

static inline Agnode_t *figures_node(Agraph_t *graph, const char *name) { return agnode(graph, (char *)name, 1); }

static inline void figures_node_set(Agnode_t *node, const char *name, const char *value) {
  agset(node, (char *)name, (char *)value);
}

static inline void figures_edge(Agraph_t *graph, Agnode_t *from, Agnode_t *to, const char *weight) {
  Agedge_t *edge = agedge(graph, from, to, NULL, 1);
  if (edge) agset(edge, (char *)"weight", (char *)weight);
}

static inline double figures_node_x(Agnode_t *node) { return ND_coord(node).x; }
static inline double figures_node_y(Agnode_t *node) { return ND_coord(node).y; }

// Graphviz reads and writes numbers by the locale: the calling thread counts in C's while a layout runs.
static inline locale_t figures_locale_enter(void) {
  locale_t plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
  return plain ? uselocale(plain) : (locale_t)0;
}

static inline void figures_locale_leave(locale_t previous) {
  if (!previous) return;
  locale_t plain = uselocale(previous);
  if (plain && plain != previous) freelocale(plain);
}
