/* Block kind `text`: Markdown, and the dispatch of its blocks. */
#include "blocks/internal.h"

#include <string.h>

struct text_block {
    struct record_head head;
    struct localized text;
    const char *id;
};

static const struct key keys[] = {
    {.name = "text", .type = KEY_MARKDOWN, .offset = offsetof(struct text_block, text), .required = true,
     .about = "Markdown."},
    {.name = "id", .type = KEY_TEXT, .offset = offsetof(struct text_block, id), .about = "Reference target."},
    {0},
};
static const struct record record = {"text block", sizeof(struct text_block), keys, "text"};

static void lower_text_block(struct lowering *l, struct flow *parent, const void *given)
{
    const struct text_block *block = given;
    if (block->id) {
        struct flow *anchor = flow_new(l->arena, parent, FLOW_ANCHOR, ROLE_NONE, block->head.pos);
        anchor->anchor.id = block->id;
    }
    blocks_lower_text(l, parent, localized_node(&block->text, l->language), l->language, STYLE_BODY);
}

const struct block_kind block_text = {"text", &record, lower_text_block};

struct flow *new_group(struct lowering *l, struct flow *parent, enum role role, struct pos pos)
{
    struct flow *group = flow_group(l->arena, parent, role);
    group->pos = pos;
    return group;
}

sp half_line(const struct lowering *l)
{
    return l->volume->design->body_leading / 2;
}

/* An address that is also the last on its line would need it; here a number stands in a box of its own. */
static struct para *number_label(struct lowering *l, int number)
{
    return para_of(l->arena, l->language, arena_format(l->arena, "%d.", number), POS_NONE);
}

void lower_paragraph(struct lowering *l, struct flow *parent, struct para *para)
{
    enum style_id style = l->text_style;
    prepare_para(l, para);
    bool numbered = l->number_paragraphs && style == STYLE_BODY;
    if (numbered)
        style = STYLE_NUMBERED;
    else if (style == STYLE_BODY && !l->follows_text)
        style = STYLE_BODY_FIRST;
    struct flow *item = flow_paragraph(l->arena, parent, style, ROLE_P, para);
    if (numbered) {
        item->paragraph.label = number_label(l, ++l->paragraph_count);
        item->paragraph.label_run_in = true;
    }
    l->follows_text = true;
}

static void lower_division(struct lowering *l, struct flow *parent, const struct md_block *block)
{
    struct flow *group = new_group(l, parent, ROLE_NONE, block->pos);
    const char *language = l->language;
    group->language = block->language;
    if (block->language)
        l->language = block->language;
    lower_blocks(l, group, block->first);
    l->language = language;
}

static void lower_rule(struct lowering *l, struct flow *parent, struct pos pos)
{
    struct flow *rule = flow_new(l->arena, parent, FLOW_RULE, ROLE_NONE, pos);
    rule->rule.width = 12 * half_line(l);
    rule->rule.thickness = SP_PT(0.4);
    rule->rule.before = rule->rule.after = 2 * half_line(l);
}

static void lower_one(struct lowering *l, struct flow *parent, const struct md_block *block)
{
    bool text = block->kind == MD_PARAGRAPH || block->kind == MD_NOTE;
    switch (block->kind) {
    case MD_PARAGRAPH: lower_paragraph(l, parent, block->para); break;
    case MD_HEADING: lower_heading(l, parent, block->level, block->para, block->id, block->pos); break;
    case MD_LIST: lower_list(l, parent, block); break;
    case MD_QUOTE: lower_quote(l, parent, block->first); break;
    case MD_CODE: lower_code(l, parent, block->para, block->pos); break;
    case MD_RULE: lower_rule(l, parent, block->pos); break;
    case MD_TABLE: lower_markdown_table(l, parent, block); break;
    case MD_FIGURE:
        lower_figure(l, parent, block->image, block->caption, block->alt, block->id, block->width, block->pos);
        break;
    case MD_DIVISION: lower_division(l, parent, block); break;
    case MD_NOTE: lower_note(l, parent, block); break;
    case MD_ROOT: case MD_ITEM: case MD_ROW: case MD_CELL: lower_blocks(l, parent, block->first); break;
    }
    if (!text)
        l->follows_text = false;
}

void lower_blocks(struct lowering *l, struct flow *parent, const struct md_block *first)
{
    for (const struct md_block *block = first; block; block = block->next)
        lower_one(l, parent, block);
}
