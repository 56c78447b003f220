/*
 * layout: what each worker sets with, from layout to layout. Words that one of them has shaped and hyphenated the
 * others find.
 */
#include "layout/kept.h"

#include <stdlib.h>
#include <string.h>

struct layout_tools {
    const struct fonts *fonts;
    int count;
    struct setter *workers; /* without a shaper: not opened yet; the first is */
    struct kept_chains **kept; /* by edition; made of words that the shapers remember */
    size_t kept_count;
};

static struct setter open_setter(const struct fonts *fonts, const struct setter *first)
{
    return (struct setter){
        .scratch = arena_new(),
        .fonts = fonts,
        .shaper = first ? shaper_open_beside(first->shaper) : shaper_open(fonts),
        .hyphens = first ? first->hyphens : hyphens_open(),
        .breaker = breaker_open(),
        .syllables = first ? first->syllables : syllables_open(),
    };
}

struct layout_tools *layout_tools_new(const struct fonts *fonts, int workers)
{
    struct layout_tools *tools = base_malloc(sizeof *tools);
    *tools = (struct layout_tools){.fonts = fonts, .count = workers > 1 ? workers : 1};
    tools->workers = base_malloc((size_t)tools->count * sizeof *tools->workers);
    memset(tools->workers, 0, (size_t)tools->count * sizeof *tools->workers);
    tools->workers[0] = open_setter(fonts, NULL);
    return tools;
}

static void drop_kept(struct layout_tools *tools)
{
    for (size_t i = 0; i < tools->kept_count; i++)
        kept_chains_free(tools->kept[i]);
    free(tools->kept);
    tools->kept = NULL;
    tools->kept_count = 0;
}

void layout_tools_free(struct layout_tools *tools)
{
    struct setter *first = &tools->workers[0];
    drop_kept(tools);
    for (int i = tools->count - 1; i >= 0; i--) {
        struct setter *worker = &tools->workers[i];
        if (!worker->shaper)
            continue;
        shaper_close(worker->shaper);
        breaker_close(worker->breaker);
        arena_free(worker->scratch);
    }
    hyphens_close(first->hyphens);
    syllables_close(first->syllables);
    free(tools->workers);
    free(tools);
}

void tools_begin(struct layout_tools *tools)
{
    if (setter_forget(&tools->workers[0]))
        drop_kept(tools);
}

struct kept_chains *tools_kept(struct layout_tools *tools, size_t edition)
{
    if (edition >= tools->kept_count)
        tools->kept = base_realloc(tools->kept, (edition + 1) * sizeof *tools->kept);
    while (tools->kept_count <= edition)
        tools->kept[tools->kept_count++] = kept_chains_new();
    return tools->kept[edition];
}

const struct setter *tools_of_worker(struct layout_tools *tools, int index)
{
    struct setter *worker = &tools->workers[index];
    if (!worker->shaper)
        *worker = open_setter(tools->fonts, &tools->workers[0]);
    return worker;
}
