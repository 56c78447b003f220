/* refs, inside: the collected state. Not for other folders. */
#ifndef REFS_INTERNAL_H
#define REFS_INTERNAL_H

#include "refs/refs.h"

enum { MOST_LEVELS = 6 };

struct refs {
    struct arena *arena;
    const struct volume *volume;
    struct diags *diags;
    VEC(struct target) targets; /* by anchor; [0] is none */
    uint32_t *slots;            /* open hash of ids → anchors */
    uint32_t slot_count, id_count;
    const struct piece *piece;  /* of the walk */
    const char *flow_number;
    int counters[MOST_LEVELS];
};

#endif
