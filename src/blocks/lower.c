/* blocks: the blocks of Markdown into flow: the dispatch, and those that no other file has. */
#include <string.h>

#include "blocks/internal.h"

static struct para *number_label(struct lowering *l, int number)
{
    return para_of(l->arena, l->language, arena_format(l->arena, "%d.", number), POS_NONE);
}

/* Where paragraphs have no indent, one that follows another stands off from it. */
static struct flow *stand_off(struct lowering *l, struct flow *parent, struct pos pos)
{
    enum style_id style = l->text_style;
    bool plain = style == STYLE_LIST || style == STYLE_QUOTE || style == STYLE_DEFINITION || style == STYLE_FOOTNOTE;
    if (!plain || !l->follows_text)
        return parent;
    struct flow *group = new_group(l, parent, ROLE_NONE, pos);
    group->group.before = style == STYLE_FOOTNOTE ? half_line(l) / 2 : half_line(l);
    return group;
}

static void lower_paragraph(struct lowering *l, struct flow *parent, struct para *para)
{
    enum style_id style = l->text_style;
    prepare_para(l, para);
    parent = stand_off(l, parent, para_pos(para, 0));
    bool numbered = l->number_paragraphs && style == STYLE_BODY;
    if (numbered)
        style = STYLE_NUMBERED;
    else if (style == STYLE_BODY && !l->follows_text)
        style = STYLE_BODY_FIRST;
    struct flow *item = flow_paragraph(l->arena, parent, style, ROLE_P, para);
    if (numbered) {
        item->paragraph.label = number_label(l, ++l->paragraph_count);
        item->paragraph.label_run_in = true;
        l->paragraph_number = arena_format(l->arena, "%d", l->paragraph_count);
    }
    item->paragraph.number = l->paragraph_number;
    l->follows_text = true;
}

static void lower_division(struct lowering *l, struct flow *parent, const struct md_block *block)
{
    const char *language = l->language;
    bool box = block->division && strcmp(block->division, "epigraph");
    if (!box)
        lower_anchor(l, parent, block->id, block->pos);
    if (block->language)
        l->language = block->language;
    if (!block->division) {
        struct flow *group = new_group(l, parent, ROLE_NONE, block->pos);
        group->language = block->language;
        lower_blocks(l, group, block->first);
    } else if (!box) {
        lower_epigraph(l, parent, block);
    } else {
        lower_box(l, parent, block, strcmp(block->division, "warning") == 0);
    }
    l->language = language;
}

static void lower_rule(struct lowering *l, struct flow *parent, struct pos pos)
{
    struct flow *rule = flow_new(l->arena, parent, FLOW_RULE, ROLE_NONE, pos);
    rule->rule.width = 12 * half_line(l);
    rule->rule.thickness = SP_PT(0.4);
    rule->rule.before = rule->rule.after = 2 * half_line(l);
}

static struct flow *lower_markdown_figure(struct lowering *l, struct flow *parent, const struct md_block *block)
{
    struct figure figure = {.caption = block->caption, .alt = block->alt, .id = block->id, .width = block->width,
                            .decorative = block->decorative, .pos = block->pos};
    return lower_figure(l, parent, block->image, &figure);
}

static void lower_one(struct lowering *l, struct flow *parent, const struct md_block *block)
{
    bool text = block->kind == MD_PARAGRAPH || block->kind == MD_NOTE, followed = l->follows_text;
    const struct flow *display = NULL;
    switch (block->kind) {
    case MD_PARAGRAPH: lower_paragraph(l, parent, block->para); break;
    case MD_HEADING: lower_heading(l, parent, block->level, block->para, block->id, block->pos); break;
    case MD_LIST: lower_list(l, parent, block); break;
    case MD_DEFINITIONS: lower_definitions(l, parent, block); break;
    case MD_LINES: lower_lines(l, parent, block); break;
    case MD_QUOTE: lower_quote(l, parent, block); break;
    case MD_CODE: lower_code(l, parent, block->para, block->pos); break;
    case MD_RULE: lower_rule(l, parent, block->pos); break;
    case MD_TABLE: display = lower_markdown_table(l, parent, block); break;
    case MD_FIGURE: display = lower_markdown_figure(l, parent, block); break;
    case MD_DIVISION: lower_division(l, parent, block); break;
    case MD_NOTE: lower_note(l, parent, block); break;
    case MD_ROOT: case MD_ITEM: case MD_TERM: case MD_DEFINITION: case MD_LINE: case MD_ROW: case MD_CELL:
        lower_blocks(l, parent, block->first);
        break;
    }
    if (display)
        l->follows_text = followed && display->group.floats;
    else if (!text)
        l->follows_text = false;
}

void lower_blocks(struct lowering *l, struct flow *parent, const struct md_block *first)
{
    for (const struct md_block *block = first; block; block = block->next)
        lower_one(l, parent, block);
}
