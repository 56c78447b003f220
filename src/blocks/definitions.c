/* Block kind `definitions`, and Markdown's definition lists: each term above what it means, which is set in. */
#include "blocks/internal.h"

struct definition {
    struct record_head head;
    struct localized term, text;
    const char *id;
    const struct md_block *parsed; /* not a key */
};
struct definitions_block {
    struct record_head head;
    struct list items; /* struct definition */
    const char *id;
};

#define AT(field) offsetof(struct definition, field)
static const struct key item_keys[] = {
    {.name = "term", .type = KEY_MARKDOWN, .offset = AT(term), .required = true, .about = "What is defined."},
    {.name = "text", .type = KEY_MARKDOWN, .offset = AT(text), .required = true, .about = "What it means."},
    {.name = "id", .type = KEY_TEXT, .offset = AT(id), .about = "Reference target."},
    {0},
};
#undef AT
static const struct record item_record = {"definition", sizeof(struct definition), item_keys, NULL};
static const struct key item = {.type = KEY_RECORD, .record = &item_record};

static const struct key keys[] = {
    {.name = "items", .type = KEY_LIST, .item = &item, .lenient = true, .required = true,
     .offset = offsetof(struct definitions_block, items), .about = "Terms, each with its text."},
    {.name = "id", .type = KEY_TEXT, .offset = offsetof(struct definitions_block, id), .about = "Reference target."},
    {0},
};
static const struct record record = {"definitions block", sizeof(struct definitions_block), keys, "items"};

/* What is restored behind a list. */
struct outside {
    enum style_id style;
    bool numbered;
};

static struct outside enter(struct lowering *l)
{
    struct outside outside = {l->text_style, l->number_paragraphs};
    if (l->text_style == STYLE_BODY || l->text_style == STYLE_LIST)
        l->text_style = STYLE_DEFINITION;
    l->number_paragraphs = false;
    return outside;
}

static void leave(struct lowering *l, struct outside outside)
{
    l->text_style = outside.style;
    l->number_paragraphs = outside.numbered;
    l->follows_text = false;
}

static struct flow *new_list(struct lowering *l, struct flow *parent, struct pos pos)
{
    keep_introduction(parent);
    struct flow *list = new_group(l, parent, ROLE_L, pos);
    list->group.before = list->group.after = half_line(l);
    return list;
}

static struct flow *new_entry(struct lowering *l, struct flow *list, struct para *term, struct pos pos)
{
    struct flow *entry = new_group(l, list, ROLE_LI, pos);
    entry->group.before = !list->first->next ? 0 : half_line(l);
    if (term) {
        prepare_para(l, term);
        flow_paragraph(l->arena, entry, STYLE_TERM, ROLE_LBL, term);
    }
    return entry;
}

static void set_definition(struct lowering *l, struct flow *entry, const struct md_block *first, struct pos pos)
{
    struct flow *body = new_group(l, entry, ROLE_LBODY, pos);
    body->group.left = l->volume->design->styles[STYLE_LIST].label_width;
    l->follows_text = false;
    lower_blocks(l, body, first);
}

void lower_definitions(struct lowering *l, struct flow *parent, const struct md_block *list)
{
    struct flow *group = new_list(l, parent, list->pos), *entry = NULL;
    struct outside outside = enter(l);
    for (const struct md_block *at = list->first; at; at = at->next) {
        if (at->kind == MD_TERM || !entry)
            entry = new_entry(l, group, at->para, at->pos);
        if (at->kind == MD_DEFINITION)
            set_definition(l, entry, at->first, at->pos);
    }
    leave(l, outside);
}

static int parse_definitions_block(struct lowering *l, void *given)
{
    struct definitions_block *block = given;
    struct definition *definitions = block->items.at;
    for (size_t i = 0; i < block->items.count; i++)
        definitions[i].parsed = parse_localized(l, &definitions[i].text);
    return NO_LEVEL;
}

static void lower_definitions_block(struct lowering *l, struct flow *parent, const void *given)
{
    const struct definitions_block *block = given;
    const struct definition *definitions = block->items.at;
    lower_anchor(l, parent, block->id, block->head.pos);
    struct flow *list = new_list(l, parent, block->head.pos);
    struct outside outside = enter(l);
    for (size_t i = 0; i < block->items.count; i++) {
        struct para *term = parse_words(l, &definitions[i].term);
        lower_titled_anchor(l, list, definitions[i].id, term, definitions[i].head.pos);
        struct flow *entry = new_entry(l, list, term, definitions[i].head.pos);
        const char *language = l->language;
        struct flow *place = open_language(l, entry, text_language(l, &definitions[i].text));
        set_definition(l, place, definitions[i].parsed, definitions[i].head.pos);
        l->language = language;
    }
    leave(l, outside);
}

const struct block_kind block_definitions = {"definitions", &record, parse_definitions_block,
                                             lower_definitions_block};
