/* refs: whether the texts of a document in two languages have the same ids, headings and numbered paragraphs. */
#include <string.h>

#include "refs/refs.h"

struct outline_walk {
    struct arena *arena;
    const struct diags *diags;
    struct outline *outline;
};

static void add_id(struct outline_walk *walk, const char *id, struct pos pos)
{
    struct outlined entry = {arena_strdup(walk->arena, id), diags_place(walk->arena, walk->diags, pos), pos};
    vec_push(walk->arena, &walk->outline->ids, entry);
}

static void visit(void *context, const struct flow *item)
{
    struct outline_walk *walk = context;
    if (item->kind == FLOW_HEADING) {
        walk->outline->headings += item->heading.kind == HEADING_INNER;
        if (item->heading.id)
            add_id(walk, item->heading.id, item->pos);
    } else if (item->kind == FLOW_ANCHOR && item->anchor.id) {
        add_id(walk, item->anchor.id, item->pos);
    } else if (item->kind == FLOW_PARAGRAPH) {
        const struct para *para = item->paragraph.para;
        walk->outline->paragraphs += item->paragraph.style == STYLE_NUMBERED;
        for (uint32_t i = 0; i < para->mark_count; i++)
            if (para->marks[i].kind == MARK_ANCHOR && para->marks[i].id)
                add_id(walk, para->marks[i].id, para_pos(para, para->marks[i].at));
    }
}

struct outline *refs_outline(struct arena *arena, const struct diags *diags, const struct flow *root,
                             const char *language, struct pos pos)
{
    struct outline *outline = arena_alloc(arena, sizeof *outline);
    struct outline_walk walk = {arena, diags, outline};
    outline->language = arena_strdup(arena, language);
    outline->pos = pos;
    flow_walk(root, visit, &walk);
    return outline;
}

/* Ids of `having` that `lacking` has not, each reported in the translation: at the id, else where its text begins. */
static void compare_ids(struct arena *arena, struct diags *diags, const struct outline *lacking,
                        const struct outline *having, const struct pos *place)
{
    struct name_set known = {0};
    for (size_t i = 0; i < lacking->ids.n; i++)
        name_set_add(arena, &known, lacking->ids.at[i].id);
    for (size_t i = 0; i < having->ids.n; i++) {
        const struct outlined *id = &having->ids.at[i];
        if (name_set_add(arena, &known, id->id))
            diag(diags, DIAG_DOCUMENT_ID_MISSING, place ? *place : id->pos, lacking->language, id->id, having->language,
                 place ? arena_format(arena, " in %s", id->place) : "");
    }
}

static void compare_counts(struct arena *arena, struct diags *diags, const struct outline *original,
                           const struct outline *translation, int first, int second, const char *one,
                           const char *many)
{
    if (first == second)
        return;
    diag(diags, DIAG_DOCUMENT_COUNT, translation->pos, translation->language,
         arena_format(arena, "%d %s", second, second == 1 ? one : many), original->language,
         arena_format(arena, "%d", first));
}

void refs_compare_outlines(struct arena *arena, struct diags *diags, const struct outline *original,
                           const struct outline *translation)
{
    compare_ids(arena, diags, translation, original, &translation->pos);
    compare_ids(arena, diags, original, translation, NULL);
    compare_counts(arena, diags, original, translation, original->headings, translation->headings, "heading",
                   "headings");
    compare_counts(arena, diags, original, translation, original->paragraphs, translation->paragraphs,
                   "numbered paragraph", "numbered paragraphs");
}
