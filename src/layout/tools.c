/* layout: what each worker sets with, from layout to layout. */
#include "layout/chain.h"

#include <stdlib.h>
#include <string.h>

struct layout_tools {
    const struct fonts *fonts;
    int count;
    struct setter *workers; /* without a shaper: not opened yet */
};

struct layout_tools *layout_tools_new(const struct fonts *fonts, int workers)
{
    struct layout_tools *tools = base_malloc(sizeof *tools);
    *tools = (struct layout_tools){.fonts = fonts, .count = workers > 1 ? workers : 1};
    tools->workers = base_malloc((size_t)tools->count * sizeof *tools->workers);
    memset(tools->workers, 0, (size_t)tools->count * sizeof *tools->workers);
    return tools;
}

void layout_tools_free(struct layout_tools *tools)
{
    for (int i = 0; i < tools->count; i++) {
        struct setter *worker = &tools->workers[i];
        if (!worker->shaper)
            continue;
        shaper_close(worker->shaper);
        hyphens_close(worker->hyphens);
        breaker_close(worker->breaker);
        syllables_close(worker->syllables);
        arena_free(worker->scratch);
    }
    free(tools->workers);
    free(tools);
}

void tools_begin(struct layout_tools *tools)
{
    for (int i = 0; i < tools->count; i++)
        if (tools->workers[i].shaper)
            setter_forget(&tools->workers[i]);
}

int tools_count(const struct layout_tools *tools)
{
    return tools->count;
}

const struct setter *tools_of_worker(struct layout_tools *tools, int index)
{
    struct setter *worker = &tools->workers[index];
    if (!worker->shaper)
        *worker = (struct setter){
            .scratch = arena_new(),
            .fonts = tools->fonts,
            .shaper = shaper_open(tools->fonts),
            .hyphens = hyphens_open(),
            .breaker = breaker_open(),
            .syllables = syllables_open(),
        };
    return worker;
}
