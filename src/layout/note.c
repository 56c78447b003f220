/* layout: footnotes: the marks on lines of text, and the notes as vertical material of their own. */
#include "layout/vertical.h"

#include <string.h>

void note_collect_marks(struct builder *builder, struct vlist *list, struct vbox *box, const struct set_line *line)
{
    if (!line->extra->note_count)
        return;
    if (builder->after_note)
        builder->marks_of_block = builder->marks.n;
    builder->after_note = false;
    struct box_extra *extra = vlist_extra(list, box);
    extra->notes = arena_alloc(builder->arena, line->extra->note_count * sizeof *extra->notes);
    for (size_t i = 0; i < line->extra->note_count; i++) {
        struct note_mark *mark = arena_alloc(builder->arena, sizeof *mark);
        mark->label = line->extra->notes[i];
        extra->notes[extra->note_count++] = mark;
        vec_push(builder->arena, &builder->marks, mark);
    }
}

/*
 * The mark that a footnote belongs to: the first with its label in the text since the footnote before, else
 * the first in the piece. Takes all marks of that label away.
 */
static struct note_mark *find_mark(struct builder *builder, const char *label)
{
    struct note_mark *early = NULL, *late = NULL;
    size_t kept = 0, of_block = builder->marks_of_block;
    for (size_t i = 0; i < builder->marks.n; i++) {
        struct note_mark *mark = builder->marks.at[i];
        bool same = strcmp(mark->label, label) == 0;
        if (same && i < of_block && !early)
            early = mark;
        if (same && i >= of_block && !late)
            late = mark;
        if (same && i < of_block)
            builder->marks_of_block--;
        if (!same)
            builder->marks.at[kept++] = mark;
    }
    builder->marks.n = kept;
    return late ? late : early;
}

/* A footnote whose mark is nowhere is set all the same: below the text before it. */
static struct note_mark *mark_of_last_box(struct builder *builder, const char *label)
{
    struct vlist *list = builder->list;
    if (!list->boxes.n)
        vlist_box(list, builder->design, 0, POS_NONE);
    struct vbox *box = &list->boxes.at[list->boxes.n - 1];
    struct note_mark *mark = arena_alloc(builder->arena, sizeof *mark);
    mark->label = label;
    struct box_extra *extra = vlist_extra(list, box);
    struct note_mark **all = arena_alloc(builder->arena, (extra->note_count + 1) * sizeof *all);
    for (size_t i = 0; i < extra->note_count; i++)
        all[i] = extra->notes[i];
    all[extra->note_count++] = mark;
    extra->notes = all;
    return mark;
}

/* A note below its table. */
static void build_table_note(struct builder *builder, const struct scope *outer, const struct flow *item)
{
    struct scope scope = scope_enter(builder, outer, item);
    tags_join_note(builder, scope.tag);
    build_children(builder, &scope, item);
}

void build_footnote(struct builder *builder, const struct scope *outer, const struct flow *item)
{
    if (item->footnote.in_place) {
        build_table_note(builder, outer, item);
        return;
    }
    struct scope scope = scope_enter(builder, outer, item);
    tags_join_note(builder, scope.tag);
    struct note *note = arena_alloc(builder->arena, sizeof *note);
    note->list = vlist_new(builder->arena, builder->list->measure);
    note->list->turned = item_runs_from_right(item);
    scope.list = note->list;
    scope.left = builder->design->text_left;
    scope.right = builder->design->text_right;
    scope.align = -1;
    build_children(builder, &scope, item);
    vlist_finish(note->list, builder->design);
    note->tops = vlist_tops(note->list);
    struct note_mark *mark = find_mark(builder, item->footnote.note);
    if (!mark)
        mark = mark_of_last_box(builder, item->footnote.note);
    mark->note = note;
    builder->after_note = true;
}
