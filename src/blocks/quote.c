/* Block kinds `quote` and `epigraph`, and the same in Markdown. Whose words they are stands below, behind a dash. */
#include "blocks/internal.h"

struct quote_block {
    struct record_head head;
    struct localized text, source;
    const char *id;
    const struct md_block *parsed; /* not a key */
};

static const struct key keys[] = {
    {.name = "text", .type = KEY_MARKDOWN, .offset = offsetof(struct quote_block, text), .required = true,
     .about = "The words quoted."},
    {.name = "source", .type = KEY_MARKDOWN, .offset = offsetof(struct quote_block, source),
     .about = "Whose words they are: set under the quotation."},
    {.name = "id", .type = KEY_TEXT, .offset = offsetof(struct quote_block, id),
     .about = "Reference target."},
    {0},
};
static const struct record quote_record = {"quote block", sizeof(struct quote_block), keys, "text"};
static const struct record epigraph_record = {"epigraph block", sizeof(struct quote_block), keys, "text"};

static struct flow *new_quote(struct lowering *l, struct flow *parent, struct pos pos)
{
    struct flow *group = new_group(l, parent, ROLE_BLOCKQUOTE, pos);
    group->group.left = group->group.right = l->volume->design->styles[STYLE_LIST].label_width;
    group->group.before = group->group.after = half_line(l);
    return group;
}

/* In the right-hand three fifths of the column. */
static struct flow *new_epigraph(struct lowering *l, struct flow *parent, struct pos pos)
{
    struct flow *group = new_group(l, parent, ROLE_BLOCKQUOTE, pos);
    group->group.left = column_measure(l) * 2 / 5;
    group->group.before = half_line(l);
    group->group.after = half_line(l) * 2;
    return group;
}

void lower_in_style(struct lowering *l, struct flow *group, const struct md_block *first, enum style_id inside)
{
    enum style_id style = l->text_style;
    bool numbered = l->number_paragraphs;
    if (style == STYLE_BODY || style == STYLE_LIST || style == STYLE_DEFINITION || inside == STYLE_EPIGRAPH)
        l->text_style = inside;
    l->number_paragraphs = false;
    l->follows_text = false;
    lower_blocks(l, group, first);
    l->text_style = style;
    l->number_paragraphs = numbered;
}

/* The last paragraph of what has been set. */
static struct flow *last_paragraph(struct flow *item)
{
    while (item && item->kind != FLOW_PARAGRAPH)
        item = item->kind == FLOW_GROUP ? item->last : NULL;
    return item;
}

void lower_source(struct lowering *l, struct flow *group, struct para *source, const char *language)
{
    if (!source || !source->length)
        return;
    struct flow *before = last_paragraph(group);
    struct text_builder *builder = text_builder_new(l->arena, language);
    prepare_para(l, source);
    text_puts(builder, "—\u00A0");
    text_join(builder, source);
    if (before)
        before->paragraph.keep_with_next = true;
    flow_paragraph(l->arena, group, STYLE_SOURCE, ROLE_P, text_finish(builder))->language =
        other_language(l, language);
}

void lower_quote(struct lowering *l, struct flow *parent, const struct md_block *quote)
{
    struct flow *group = new_quote(l, parent, quote->pos);
    lower_in_style(l, group, quote->first, STYLE_QUOTE);
    lower_source(l, group, quote->source, l->language);
}

void lower_epigraph(struct lowering *l, struct flow *parent, const struct md_block *epigraph)
{
    struct flow *group = new_epigraph(l, parent, epigraph->pos);
    group->language = epigraph->language;
    lower_in_style(l, group, epigraph->first, STYLE_EPIGRAPH);
    lower_source(l, group, epigraph->source, l->language);
}

static int parse_quote_block(struct lowering *l, void *given)
{
    struct quote_block *block = given;
    block->parsed = parse_localized(l, &block->text);
    return NO_LEVEL;
}

static void set_block(struct lowering *l, struct flow *group, const struct quote_block *block, enum style_id style)
{
    const char *language = l->language;
    struct flow *place = open_language(l, group, text_language(l, &block->text));
    lower_in_style(l, place, block->parsed, style);
    l->language = language;
    lower_source(l, group, parse_words(l, &block->source), text_language(l, &block->source));
    l->follows_text = false;
}

static void lower_quote_block(struct lowering *l, struct flow *parent, const void *given)
{
    const struct quote_block *block = given;
    lower_anchor(l, parent, block->id, block->head.pos);
    set_block(l, new_quote(l, parent, block->head.pos), block, STYLE_QUOTE);
}

static void lower_epigraph_block(struct lowering *l, struct flow *parent, const void *given)
{
    const struct quote_block *block = given;
    lower_anchor(l, parent, block->id, block->head.pos);
    set_block(l, new_epigraph(l, parent, block->head.pos), block, STYLE_EPIGRAPH);
}

const struct block_kind block_quote = {"quote", &quote_record, parse_quote_block, lower_quote_block};
const struct block_kind block_epigraph = {"epigraph", &epigraph_record, parse_quote_block, lower_epigraph_block};
