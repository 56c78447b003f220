/* refs, inside: the collected state. Not for other folders. */
#ifndef REFS_INTERNAL_H
#define REFS_INTERNAL_H

#include "refs/refs.h"

enum { INNER_LEVELS = 4 };

struct refs {
    struct arena *arena;
    const struct volume *volume;
    struct diags *diags;
    VEC(struct target) targets; /* by anchor; [0] is none */
    uint32_t *slots;            /* open hash of ids → anchors */
    uint32_t slot_count, id_count;
    uint32_t piece;             /* of the walk */
    uint32_t waiting;           /* the anchor last met, while the next paragraph may give it a label; 0: none */
    const char *piece_number;   /* of the session or document of the walk; NULL: none */
    const char *flow_number;    /* of the heading last met in it; NULL: none */
    int sessions, documents, inner[INNER_LEVELS];
    VEC(const char *) ids;      /* to suggest from; made when first needed */
    int undefined;              /* references so far to ids that nothing has */
};

#endif
