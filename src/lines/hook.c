/*
 * The mark of a line of code that had to be broken: a hook before what goes on. It is drawn by two rules outside the
 * structure, not written, so that what is copied from the page is what was typed.
 */
#include "lines/inline.h"

#include <string.h>

#define THICKNESS SP_PT(0.4)

void hook_add(struct arena *arena, struct set_line *line, const struct style *style, sp room)
{
    if (!style || room < 4 * THICKNESS)
        return;
    sp left = style->left + room / 4, right = style->left + room * 3 / 4, rise = style->size / 4;
    struct page_item rule = {.kind = ITEM_RULE, .artifact = ARTIFACT_RULE, .x = left, .y = -2 * rise};
    rule.rule.width = THICKNESS;
    rule.rule.height = rise;
    rule.rule.color = style->color;
    struct page_item *all = arena_alloc(arena, (line->item_count + 2) * sizeof *all);
    if (line->item_count)
        memcpy(all, line->items, line->item_count * sizeof *all);
    all[line->item_count++] = rule;
    rule.y = -rise;
    rule.rule.width = right - left;
    rule.rule.height = THICKNESS;
    all[line->item_count++] = rule;
    line->items = all;
}
