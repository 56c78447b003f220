/* kept: the parts that are kept of each edition of a volume. */
#include "kept.h"

#include <stdlib.h>

struct kept {
    struct arena *arena;
    VEC(struct kept_edition) editions;
};

struct kept *kept_new(void)
{
    struct kept *kept = base_malloc(sizeof *kept);
    *kept = (struct kept){.arena = arena_new()};
    return kept;
}

void kept_free(struct kept *kept)
{
    for (size_t i = 0; i < kept->editions.n; i++)
        pdf_kept_free(kept->editions.at[i].pdf);
    arena_free(kept->arena);
    free(kept);
}

const struct kept_edition *kept_edition(struct kept *kept, size_t number)
{
    while (kept->editions.n <= number)
        vec_push(kept->arena, &kept->editions, (struct kept_edition){.pdf = pdf_kept_new()});
    return &kept->editions.at[number];
}
