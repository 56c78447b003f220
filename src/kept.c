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

static void free_edition(struct kept_edition *edition)
{
    parts_kept_free(edition->parts);
    flow_store_free(edition->flow);
    flow_store_free(edition->pages_flow);
    flow_store_free(edition->text_flow);
    pdf_kept_free(edition->pdf);
    plain_kept_free(edition->text);
}

void kept_free(struct kept *kept)
{
    for (size_t i = 0; i < kept->editions.n; i++)
        free_edition(&kept->editions.at[i]);
    arena_free(kept->arena);
    free(kept);
}

const struct kept_edition *kept_begin(struct kept *kept, size_t number)
{
    static const struct kept_edition nothing = {0};
    if (!kept)
        return &nothing;
    while (kept->editions.n <= number)
        vec_push(kept->arena, &kept->editions,
                 ((struct kept_edition){.parts = parts_kept_new(), .flow = flow_store_new(),
                                        .pages_flow = flow_store_new(), .text_flow = flow_store_new(),
                                        .pdf = pdf_kept_new(), .text = plain_kept_new()}));
    const struct kept_edition *edition = &kept->editions.at[number];
    flow_store_begin(edition->flow);
    flow_store_begin(edition->pages_flow);
    flow_store_begin(edition->text_flow);
    return edition;
}

void kept_end(const struct kept_edition *edition, bool well)
{
    if (!edition->flow || !well)
        return;
    flow_store_end(edition->flow);
    flow_store_end(edition->pages_flow);
    flow_store_end(edition->text_flow);
}
