/* kit: fonts with the tools of the workers that use them. */
#include "kit.h"

#include <stdlib.h>
#include <string.h>

struct kit {
    struct arena *arena;
    struct inputs *inputs; /* behind the fonts and patterns; NULL: nothing is open */
    const char *names[FONT_ROLE_COUNT], *table;
    struct fonts *fonts;
    struct layout_tools *tools; /* NULL: nothing is said of names, table, workers */
    int workers;
    struct diags *findings;  /* NULL: they are reported */
    struct request *request; /* from kit_begin to kit_end, for these alone; else NULL */
};

/* To open what serves a layout. */
struct request {
    struct kit *kit;
    struct workers *workers;
    const char *const *names;
    struct inputs *inputs;
    struct errand *errand;
};

struct kit *kit_new(void)
{
    struct kit *kit = base_malloc(sizeof *kit);
    *kit = (struct kit){.arena = arena_new()};
    return kit;
}

static void drop_findings(struct kit *kit)
{
    if (kit->findings)
        diags_free(kit->findings);
    kit->findings = NULL;
}

static void empty(struct kit *kit)
{
    drop_findings(kit);
    if (kit->tools)
        layout_tools_free(kit->tools);
    if (kit->fonts)
        fonts_close(kit->fonts);
    inputs_free(kit->inputs);
    arena_reset(kit->arena);
    kit->inputs = NULL;
    kit->fonts = NULL;
    kit->tools = NULL;
}

void kit_free(struct kit *kit)
{
    empty(kit);
    arena_free(kit->arena);
    free(kit);
}

static bool same_name(const char *a, const char *b)
{
    return !strcmp(a ? a : "", b ? b : "");
}

static bool serves(const struct kit *kit, const char *table, const char *const names[FONT_ROLE_COUNT], int workers)
{
    if (!kit->tools || kit->workers != workers || !same_name(kit->table, table) || inputs_changed(kit->inputs))
        return false;
    for (int role = 0; role < FONT_ROLE_COUNT; role++)
        if (!same_name(kit->names[role], names[role]))
            return false;
    return true;
}

static void fill(struct kit *kit, const char *table, const char *const names[FONT_ROLE_COUNT], int workers)
{
    kit->findings = diags_new(kit->arena, NULL);
    kit->inputs = inputs_new();
    kit->workers = workers;
    kit->table = table ? arena_strdup(kit->arena, table) : NULL;
    for (int role = 0; role < FONT_ROLE_COUNT; role++)
        kit->names[role] = names[role] ? arena_strdup(kit->arena, names[role]) : NULL;
    diags_take_inputs(kit->findings, kit->inputs);
    diags_note_input(kit->findings, hyphens_folder());
    kit->fonts = fonts_open(kit->arena, table ? kit->table : "fonts/fonts.table", kit->names, kit->findings);
    if (kit->fonts)
        kit->tools = layout_tools_new(kit->fonts, workers);
}

static void answer(void *context)
{
    struct request *request = context;
    struct kit *kit = request->kit;
    struct arena *scratch = arena_new();
    const char *table = fonts_table_path(scratch);
    int workers = workers_count(request->workers);
    if (!serves(kit, table, request->names, workers)) {
        empty(kit);
        fill(kit, table, request->names, workers);
    }
    inputs_join(request->inputs, kit->inputs);
    arena_free(scratch);
}

void kit_begin(struct kit *kit, struct workers *workers, const char *const fonts[FONT_ROLE_COUNT],
               struct inputs *inputs)
{
    struct request *request = base_malloc(sizeof *request);
    *request = (struct request){kit, workers, fonts, inputs, NULL};
    kit->request = request;
    request->errand = workers_begin(workers, answer, request);
}

void kit_end(struct kit *kit)
{
    struct request *request = kit->request;
    if (request)
        workers_end(request->workers, request->errand);
    kit->request = NULL;
    free(request);
}

struct layout_tools *kit_tools(struct kit *kit, struct diags *diags)
{
    if (kit->findings)
        diags_merge(diags, kit->findings);
    drop_findings(kit);
    return kit->tools;
}
