/* kit: fonts with the tools of the workers that use them. */
#include "kit.h"

#include <stdlib.h>
#include <string.h>

struct kit {
    struct arena *arena;
    struct inputs *inputs; /* behind the fonts and patterns; NULL: nothing is open */
    const char *names[FONT_ROLE_COUNT], *table;
    struct fonts *fonts;
    struct layout_tools *tools;
    int workers;
};

struct kit *kit_new(void)
{
    struct kit *kit = base_malloc(sizeof *kit);
    *kit = (struct kit){.arena = arena_new()};
    return kit;
}

static void empty(struct kit *kit)
{
    if (kit->tools)
        layout_tools_free(kit->tools);
    if (kit->fonts)
        fonts_close(kit->fonts);
    inputs_free(kit->inputs);
    arena_reset(kit->arena);
    *kit = (struct kit){.arena = kit->arena};
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

static void fill(struct kit *kit, const char *table, const char *const names[FONT_ROLE_COUNT], int workers,
                 struct diags *diags)
{
    struct diags *own = diags_new(kit->arena, NULL);
    kit->inputs = inputs_new();
    kit->workers = workers;
    kit->table = table ? arena_strdup(kit->arena, table) : NULL;
    for (int role = 0; role < FONT_ROLE_COUNT; role++)
        kit->names[role] = names[role] ? arena_strdup(kit->arena, names[role]) : NULL;
    diags_take_inputs(own, kit->inputs);
    diags_note_input(own, hyphens_folder());
    kit->fonts = fonts_open(kit->arena, table ? kit->table : "fonts/fonts.table", kit->names, own);
    if (kit->fonts)
        kit->tools = layout_tools_new(kit->fonts, workers);
    diags_merge(diags, own);
    diags_free(own);
}

struct layout_tools *kit_open(struct kit *kit, const char *const fonts[FONT_ROLE_COUNT], int workers,
                              struct inputs *inputs, struct diags *diags)
{
    struct arena *scratch = arena_new();
    const char *table = fonts_table_path(scratch);
    if (!serves(kit, table, fonts, workers)) {
        empty(kit);
        fill(kit, table, fonts, workers, diags);
    }
    inputs_join(inputs, kit->inputs);
    arena_free(scratch);
    return kit->tools;
}
