/* Lists and footnotes of Markdown. UN practice: 1. then (a) then (i); below numbered paragraphs (a) first; • then –. */
#include "blocks/internal.h"

static struct para *item_label(struct lowering *l, const struct md_block *list, int number)
{
    const char *text;
    bool below_number = l->document && l->document->numbered_paragraphs == TRISTATE_TRUE;
    int depth = l->list_depth + below_number;
    if (!list->ordered)
        text = l->list_depth % 2 ? "•" : "–";
    else if (depth == 2 && number >= 1 && number <= 26)
        text = arena_format(l->arena, "(%c)", 'a' + number - 1);
    else if (depth >= 3)
        text = arena_format(l->arena, "(%s)", base_roman(l->arena, number));
    else
        text = arena_format(l->arena, "%d.", number);
    return para_of(l->arena, l->language, text, POS_NONE);
}

static struct flow *first_paragraph(struct flow *item)
{
    return item->first && item->first->kind == FLOW_PARAGRAPH ? item->first : NULL;
}

/* A label needs a line to stand on: an item that begins with a table or a list gets an empty one. */
static void give_label(struct lowering *l, struct flow *item, const struct para *label, struct pos pos)
{
    struct flow *paragraph = first_paragraph(item);
    if (!paragraph) {
        struct flow *rest = item->first;
        struct para *nothing = para_of(l->arena, l->language, "", pos);
        item->first = item->last = NULL;
        paragraph = flow_paragraph(l->arena, item, l->text_style, ROLE_P, nothing);
        paragraph->paragraph.keep_with_next = rest != NULL;
        paragraph->next = rest;
        for (struct flow *at = rest; at; at = at->next)
            item->last = at;
    }
    paragraph->paragraph.label = label;
}

/* "… is this:" stays with the list that it announces. */
static void keep_introduction(struct flow *parent)
{
    struct flow *before = parent->last;
    if (!before || before->kind != FLOW_PARAGRAPH)
        return;
    const struct para *para = before->paragraph.para;
    if (para->length && para->text[para->length - 1] == ':')
        before->paragraph.keep_with_next = true;
}

void lower_list(struct lowering *l, struct flow *parent, const struct md_block *list)
{
    sp indent = l->volume->design->styles[STYLE_LIST].label_width;
    keep_introduction(parent);
    struct flow *group = new_group(l, parent, ROLE_L, list->pos);
    enum style_id style = l->text_style;
    bool numbered = l->number_paragraphs;
    bool inner = l->list_depth++ > 0;
    group->group.before = group->group.after = inner ? 0 : half_line(l);
    if (style == STYLE_BODY)
        l->text_style = STYLE_LIST;
    l->number_paragraphs = false;
    int number = list->first_number;
    for (const struct md_block *at = list->first; at; at = at->next) {
        struct flow *item = new_group(l, group, ROLE_LI, at->pos);
        item->group.left = indent;
        item->group.after = list->tight ? 0 : half_line(l) / 2;
        l->follows_text = false;
        lower_blocks(l, item, at->first);
        give_label(l, item, item_label(l, list, number++), at->pos);
    }
    l->list_depth--;
    l->text_style = style;
    l->number_paragraphs = numbered;
}

void lower_note(struct lowering *l, struct flow *parent, const struct md_block *note)
{
    struct flow *item = flow_new(l->arena, parent, FLOW_FOOTNOTE, ROLE_NOTE, note->pos);
    enum style_id style = l->text_style;
    bool numbered = l->number_paragraphs, follows = l->follows_text;
    int depth = l->list_depth;
    item->footnote.note = note->label;
    item->footnote.number = note->number;
    item->footnote.in_place = l->table_notes != NULL;
    l->text_style = item->footnote.in_place ? STYLE_TABLE_NOTE : STYLE_FOOTNOTE;
    l->number_paragraphs = false;
    l->list_depth = 0;
    lower_blocks(l, item, note->first);
    struct para *label = para_of(l->arena, l->language, arena_format(l->arena, "%d", note->number), POS_NONE);
    if (item->footnote.in_place)
        label = para_of_span(l->arena, l->language, base_letters(l->arena, note->number), SPAN_SUPERSCRIPT);
    give_label(l, item, label, note->pos);
    item->first->paragraph.label_run_in = true;
    l->text_style = style;
    l->number_paragraphs = numbered;
    l->follows_text = follows;
    l->list_depth = depth;
}
