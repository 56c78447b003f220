/*
 * type, inside: the hyphenation patterns of one level as a tree of their letters, and what they say of a word (Franklin
 * Mark Liang, Word Hy-phen-a-tion by Com-put-er, 1983). Not for other folders.
 */
#ifndef TYPE_TRIE_H
#define TYPE_TRIE_H

#include "base/base.h"

#include <stdlib.h>

enum { TRIE_LONGEST = 128, TRIE_LARGEST_FILE = 1 << 24 };
/* A letter, and the letters that may follow it in a pattern. */
struct trie_node {
    uint32_t child, next;              /* the first of those; another that may stand in its place; 0: none */
    unsigned pattern : 24, letter : 8; /* where the pattern that ends here stands; 0: none does */
};
struct trie {
    const char *bytes;       /* the file of the patterns */
    struct trie_node *nodes; /* 0 is not used */
    uint32_t count, depth;
    uint32_t first[256];         /* by letter: the node of patterns that begin with it; 0: none does */
    uint32_t path[TRIE_LONGEST]; /* `depth` nodes: those of the pattern that was added last */
};

/* Patterns stand in `bytes`, which lives as long as the trie, and have so many letters at most. To be freed. */
void trie_init(struct trie *trie, const char *bytes, size_t letters);
/*
 * The pattern at `offset` (not 0), up to the first blank, of less than TRIE_LONGEST bytes: "1tion". Of several for the
 * same letters the last one counts.
 */
void trie_add(struct trie *trie, size_t offset);
/* No pattern is added any more. */
void trie_end(struct trie *trie);
static inline void trie_free(struct trie *trie)
{
    free(trie->nodes);
}
/*
 * values[i]: the largest digit, '0' or more, that patterns have before text[i]; there are size + 1 of them. Where
 * several patterns end at the same letter, the longest beginning of any pattern that ends there counts and no other:
 * files of patterns for libhyphen are made so.
 */
void trie_weigh(const struct trie *trie, const char *text, size_t size, char *values);

#endif
