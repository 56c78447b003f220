/* Block kinds `quote` and `note`, and Markdown's quotations. */
#include "blocks/internal.h"

struct quote_block {
    struct record_head head;
    struct localized text, source;
    const char *id;
    const struct md_block *parsed; /* not a key */
};

static const struct key quote_keys[] = {
    {.name = "text", .type = KEY_MARKDOWN, .offset = offsetof(struct quote_block, text), .required = true,
     .about = "The words quoted."},
    {.name = "source", .type = KEY_MARKDOWN, .offset = offsetof(struct quote_block, source),
     .about = "Whose words they are: set under the quotation."},
    {.name = "id", .type = KEY_TEXT, .offset = offsetof(struct quote_block, id),
     .about = "Reference target."},
    {0},
};
static const struct record quote_record = {"quote block", sizeof(struct quote_block), quote_keys, "text"};

static struct flow *indented(struct lowering *l, struct flow *parent, enum role role, struct pos pos)
{
    struct flow *group = new_group(l, parent, role, pos);
    sp indent = l->volume->design->styles[STYLE_LIST].label_width;
    group->group.left = group->group.right = indent;
    group->group.before = group->group.after = half_line(l);
    return group;
}

static void set_in_style(struct lowering *l, struct flow *group, const struct md_block *first)
{
    enum style_id style = l->text_style;
    bool numbered = l->number_paragraphs;
    if (style == STYLE_BODY || style == STYLE_LIST)
        l->text_style = STYLE_QUOTE;
    l->number_paragraphs = false;
    l->follows_text = false;
    lower_blocks(l, group, first);
    l->text_style = style;
    l->number_paragraphs = numbered;
}

void lower_quote(struct lowering *l, struct flow *parent, const struct md_block *first)
{
    struct pos pos = first ? first->pos : POS_NONE;
    set_in_style(l, indented(l, parent, ROLE_BLOCKQUOTE, pos), first);
}

static int parse_quote_block(struct lowering *l, void *given)
{
    struct quote_block *block = given;
    block->parsed = parse_localized(l, &block->text);
    return NO_LEVEL;
}

static void set_words(struct lowering *l, struct flow *group, const struct quote_block *block)
{
    const char *language = l->language;
    struct flow *place = open_language(l, group, text_language(l, &block->text));
    set_in_style(l, place, block->parsed);
    l->language = language;
}

static void lower_quote_block(struct lowering *l, struct flow *parent, const void *given)
{
    const struct quote_block *block = given;
    lower_anchor(l, parent, block->id, block->head.pos);
    struct flow *group = indented(l, parent, ROLE_BLOCKQUOTE, block->head.pos);
    set_words(l, group, block);
    const char *language = text_language(l, &block->source);
    struct para *source = blocks_inline(l, localized_node(&block->source, l->language), language);
    if (source)
        flow_paragraph(l->arena, group, STYLE_ADDRESSED, ROLE_P, source)->language = other_language(l, language);
    l->follows_text = false;
}

const struct block_kind block_quote = {"quote", &quote_record, parse_quote_block, lower_quote_block};

static const struct record note_record = {"note block", sizeof(struct quote_block), quote_keys, "text"};

/* Set off by rules above and below. */
static void lower_note_block(struct lowering *l, struct flow *parent, const void *given)
{
    const struct quote_block *block = given;
    lower_anchor(l, parent, block->id, block->head.pos);
    struct flow *group = new_group(l, parent, ROLE_NONE, block->head.pos);
    group->group.before = group->group.after = half_line(l);
    group->group.keep_together = true;
    for (int side = 0; side < 2; side++) {
        struct flow *rule = flow_new(l->arena, group, FLOW_RULE, ROLE_NONE, block->head.pos);
        rule->rule.thickness = SP_PT(0.4);
        rule->rule.before = rule->rule.after = half_line(l) / 2;
        if (!side)
            set_words(l, group, block);
    }
    l->follows_text = false;
}

const struct block_kind block_note = {"note", &note_record, parse_quote_block, lower_note_block};
