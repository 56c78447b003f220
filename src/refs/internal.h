/* refs, inside: the collected state. Not for other folders. */
#ifndef REFS_INTERNAL_H
#define REFS_INTERNAL_H

#include "refs/refs.h"

enum { INNER_LEVELS = 4, TARGETS_A_BLOCK = 64 };

/* A piece's part of refs->reads. */
struct piece_reads {
    uint32_t from, count;
};

struct refs {
    struct arena *arena;
    const struct volume *volume;
    struct diags *diags;
    VEC(struct target *) targets; /* by anchor, TARGETS_A_BLOCK together; the first is none */
    bool leaves_room;           /* some numbers are free behind those of a piece */
    uint32_t target_count;
    uint32_t *slots;            /* open hash of ids → anchors */
    uint32_t slot_count, id_count;
    struct piece_reads *piece_reads; /* by piece */
    VEC(uint32_t) reads;        /* anchors whose locators are printed in pieces that are no by_map ones */
    uint32_t piece;             /* of the walk */
    uint32_t waiting;           /* the anchor last met, while the next paragraph may give it a label; 0: none */
    const char *piece_number;   /* of the session or document of the walk; NULL: none */
    const char *flow_number;    /* of the heading last met in it; NULL: none */
    int sessions, documents, inner[INNER_LEVELS];
    VEC(const char *) ids;      /* to suggest from; made when first needed */
    int undefined;              /* references so far to ids that nothing has */
};

static inline struct target *refs_target_at(const struct refs *refs, uint32_t anchor)
{
    return &refs->targets.at[anchor / TARGETS_A_BLOCK][anchor % TARGETS_A_BLOCK];
}

/* Are the words of the span made with the map? */
static inline bool refs_reads_map(const struct span *span)
{
    return span->kind == SPAN_REFERENCE && span->ref->form != REF_NUMBER;
}

/* Where what is looked for in running text may begin and end. One serves one thread. */
struct edges {
    struct breaker *breaker;
    struct arena *scratch;
    const char *text;
    size_t size;
    bool *words, *clusters; /* by byte, made when first asked for; NULL before */
};
struct edges *edges_open(struct arena *arena);
void edges_close(struct edges *edges);
/* The text that is searched from now on. */
void edges_start(struct edges *edges, struct arena *scratch, const char *text, size_t size);

/* Is it no part of words, a letter or digit, a hyphen or mark, or of a script without spaces between words? */
enum edge_kind { EDGE_NONE, EDGE_WORD, EDGE_JOINT, EDGE_UNSPACED };
enum edge_kind edges_kind_long(uint32_t character); /* the same for what is not ASCII */
static inline enum edge_kind edges_kind(uint32_t character)
{
    if (character >= 0x80)
        return edges_kind_long(character);
    bool letter = (character | 32) >= 'a' && (character | 32) <= 'z';
    return letter || (character >= '0' && character <= '9') ? EDGE_WORD : character == '-' ? EDGE_JOINT : EDGE_NONE;
}
enum edge_kind edges_last_kind(const char *text, size_t size);
/* May a match begin or end between a character outside it and one inside? EDGE_ASK: only if edges_fit. */
enum edge { EDGE_CLOSED, EDGE_ASK, EDGE_FREE };
static inline enum edge edges_between(enum edge_kind outside, enum edge_kind inside)
{
    if (outside == EDGE_NONE)
        return EDGE_FREE;
    if (outside == EDGE_UNSPACED && inside == EDGE_UNSPACED)
        return EDGE_ASK;
    bool letters = outside != EDGE_JOINT && inside != EDGE_JOINT && inside != EDGE_NONE;
    return letters && outside != inside ? EDGE_FREE : EDGE_CLOSED;
}
/* Is text[start, end) a word of its own, or a part that counts as one? An end that is free needs no asking. */
bool edges_fit(struct edges *edges, size_t start, size_t end, bool start_free, bool end_free);
/* Does a Korean noun stand at text[start, end), and nothing but particles behind it, to the end of the word? */
bool edges_particles(const char *text, size_t start, size_t end, size_t size);

#endif
