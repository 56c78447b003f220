/* Block kinds `code` and `page-break`. */
#include "blocks/internal.h"

struct code_block {
    struct record_head head;
    const struct node *code;
    const char *language, *id;
};

static const struct key code_keys[] = {
    {.name = "code", .type = KEY_NODE, .schema = "{\"type\":[\"string\",\"number\"]}",
     .offset = offsetof(struct code_block, code), .required = true, .about = "The lines, kept as they are."},
    {.name = "language", .type = KEY_TEXT, .offset = offsetof(struct code_block, language),
     .about = "Name of the programming language."},
    {.name = "id", .type = KEY_TEXT, .offset = offsetof(struct code_block, id), .about = "Reference target."},
    {0},
};
static const struct record code_record = {"code block", sizeof(struct code_block), code_keys, "code"};

void lower_code(struct lowering *l, struct flow *parent, struct para *lines, struct pos pos)
{
    struct flow *item = flow_paragraph(l->arena, parent, STYLE_CODE, ROLE_CODE, lines);
    item->pos = pos;
    l->follows_text = false;
}

static void lower_code_block(struct lowering *l, struct flow *parent, const void *given)
{
    const struct code_block *block = given;
    lower_anchor(l, parent, block->id, block->head.pos);
    if (block->code && block->code->kind == NODE_SCALAR)
        lower_code(l, parent, markup_code(l->arena, l->sources, block->code, l->language, l->diags), block->code->pos);
    else if (block->code)
        diag(l->diags, DIAG_CODE_NOT_TEXT, block->code->pos);
}

const struct block_kind block_code = {"code", &code_record, NULL, lower_code_block};

static const struct key no_keys[] = {{0}};
static const struct record break_record = {"page-break", sizeof(struct record_head), no_keys, NULL};

static void lower_page_break(struct lowering *l, struct flow *parent, const void *given)
{
    (void)given;
    struct flow *item = flow_new(l->arena, parent, FLOW_BREAK, ROLE_NONE, POS_NONE);
    item->page_break = FLOW_BREAK_PAGE;
    l->follows_text = false;
}

const struct block_kind block_page_break = {"page-break", &break_record, NULL, lower_page_break};
