/* Block kind `text`: Markdown. */
#include "blocks/internal.h"

struct text_block {
    struct record_head head;
    struct localized text;
    const char *id;
    const struct md_block *parsed; /* not a key */
};

static const struct key keys[] = {
    {.name = "text", .type = KEY_MARKDOWN, .offset = offsetof(struct text_block, text), .required = true,
     .about = "Markdown."},
    {.name = "id", .type = KEY_TEXT, .offset = offsetof(struct text_block, id), .about = "Reference target."},
    {0},
};
static const struct record record = {"text block", sizeof(struct text_block), keys, "text"};

static int parse_text_block(struct lowering *l, void *given)
{
    struct text_block *block = given;
    block->parsed = parse_localized(l, &block->text);
    return first_level(block->parsed);
}

static void lower_text_block(struct lowering *l, struct flow *parent, const void *given)
{
    const struct text_block *block = given;
    const char *language = l->language;
    lower_anchor(l, parent, block->id, block->head.pos);
    struct flow *place = open_language(l, parent, text_language(l, &block->text));
    lower_blocks(l, place, block->parsed);
    l->language = language;
}

const struct block_kind block_text = {"text", &record, parse_text_block, lower_text_block};
