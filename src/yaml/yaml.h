/*
 * yaml: YAML bytes → nodes with positions. Hides libyaml. Scalars are text, never guessed at (`NO` is "NO");
 * aliases are followed; merge keys, tags, several documents in one file, tabs in indentation, invalid UTF-8,
 * duplicate keys are errors. Depth, number of nodes and alias expansion are limited.
 * Nodes belong to the arena.
 */
#ifndef YAML_READ_H
#define YAML_READ_H

#include "base/base.h"

enum node_kind { NODE_SCALAR, NODE_LIST, NODE_MAP };

struct node {
    enum node_kind kind;
    struct pos pos;       /* first character of the value; of a `|` scalar: of its first line of text */
    bool plain;           /* a scalar without quotes or block mark: the only one that may mean null, true, false */
    bool literal;         /* a `|` scalar: lines map exactly */
    uint32_t indent;      /* of a literal scalar: characters that every source line has before its text */
    const char *text;     /* scalar: its characters, NUL-terminated */
    size_t size;
    struct node **items;  /* list: items; map: values */
    struct node **keys;   /* map: scalar nodes */
    size_t count;
};

/*
 * Reads one file that is already among `sources`. Returns NULL after an error that ends the reading of this file
 * (it has been reported); other errors are reported and the tree is complete. An empty file gives an empty map.
 */
struct node *yaml_read(struct arena *arena, const struct sources *sources, uint32_t file, struct diags *diags);

/*
 * Is the file, whatever it holds, valid UTF-8 without control characters and without line ends that editors do not
 * count? Reports the first that is not. yaml_read asks this by itself; sources of Markdown need it.
 */
bool yaml_check_bytes(const struct sources *sources, uint32_t file, struct diags *diags);

/* Where byte `offset` of a scalar's text stands in its file: exact for literal and one-line plain scalars, else the
 * line where it is known, else the scalar's start. */
struct pos node_pos(const struct sources *sources, const struct node *scalar, size_t offset);
/* The same for offsets of one scalar in rising order: each look goes on where the last one came to. `{0}` at first. */
struct node_walk {
    const char *text, *source;
    struct pos pos;
};
struct pos node_pos_next(const struct sources *sources, const struct node *scalar, size_t offset,
                         struct node_walk *walk);
/* Is it an absent value: no node, or a plain `null`, `~` or nothing? */
bool node_is_null(const struct node *node);
/* The value of a key in a map; NULL when absent or not a map. */
struct node *node_get(const struct node *map, const char *key);
/* Stable text for --dump=nodes. */
void node_dump(const struct node *node, struct buf *out);

#endif
