/* Block kind `signatures`: who signs, two or three beside each other, each below a rule to sign on. */
#include "blocks/internal.h"
#include "words/words.h"

struct signature {
    struct record_head head;
    struct localized behalf, name, role, place;
    struct date date;
};
struct signatures_block {
    struct record_head head;
    struct list items; /* struct signature */
    const char *id;
};

#define AT(field) offsetof(struct signature, field)
static const struct key item_keys[] = {
    {.name = "name", .type = KEY_LOCALIZED, .offset = AT(name), .required = true, .about = "Who signs."},
    {.name = "role", .type = KEY_LOCALIZED, .offset = AT(role), .about = "Office: set under the name."},
    {.name = "for", .type = KEY_LOCALIZED, .offset = AT(behalf),
     .about = "On whose behalf: set above the rule, “For the host country”."},
    {.name = "place", .type = KEY_LOCALIZED, .offset = AT(place), .about = "Where it was signed."},
    {.name = "date", .type = KEY_DATE, .offset = AT(date), .about = "When it was signed."},
    {0},
};
#undef AT
static const struct record item_record = {"signature", sizeof(struct signature), item_keys, "name"};
static const struct key item = {.type = KEY_RECORD, .record = &item_record};

static const struct key keys[] = {
    {.name = "items", .type = KEY_LIST, .item = &item, .lenient = true, .required = true,
     .offset = offsetof(struct signatures_block, items), .about = "Who signs, in this order."},
    {.name = "id", .type = KEY_TEXT, .offset = offsetof(struct signatures_block, id), .about = "Reference target."},
    {0},
};
static const struct record record = {"signatures block", sizeof(struct signatures_block), keys, "items"};

enum { MOST_BESIDE = 3, MOST_IN_COLUMN = 2 };

static void put(struct lowering *l, struct flow *cell, enum style_id style, const struct localized *text)
{
    const char *words = localized_text(text, l->language);
    if (words)
        flow_paragraph(l->arena, cell, style, ROLE_P,
                       para_of(l->arena, localized_language(text, l->language), words,
                               localized_pos(text, l->language)));
}

static void put_place_and_date(struct lowering *l, struct flow *cell, const struct signature *signature)
{
    const char *place = localized_text(&signature->place, l->language), *date = NULL;
    if (date_is_set(signature->date))
        date = unicode_date(l->arena, l->language, signature->date);
    if (place && date)
        place = words_pair(l->arena, l->language, place, date);
    if (place || date)
        flow_paragraph(l->arena, cell, STYLE_SIGNATURE, ROLE_P,
                       para_of(l->arena, l->language, place ? place : date, signature->head.pos));
}

/* Above the rule for whom, below it the name: two rows, so that the rules stand on one line. */
static void put_signature(struct lowering *l, const struct flow *grid, uint32_t row, uint32_t column,
                          const struct signature *signature)
{
    struct flow *above = flow_cell(grid, row, column), *below = flow_cell(grid, row + 1, column);
    put(l, above, STYLE_SIGNATURE, &signature->behalf);
    flow_space(l->arena, below, half_line(l) * 5);
    struct flow *rule = flow_new(l->arena, below, FLOW_RULE, ROLE_NONE, signature->head.pos);
    rule->rule.thickness = SP_PT(0.4);
    put(l, below, STYLE_SIGNATURE_NAME, &signature->name);
    put(l, below, STYLE_SIGNATURE, &signature->role);
    put_place_and_date(l, below, signature);
}

/* Four stand two by two; else up to three stand in a row. */
static uint32_t beside(const struct lowering *l, size_t count)
{
    bool narrow = l->volume->design->columns > 1;
    if (narrow || count == 4)
        return count < MOST_IN_COLUMN ? 2 : MOST_IN_COLUMN;
    return count < MOST_BESIDE ? 2 : MOST_BESIDE;
}

static void put_row(struct lowering *l, struct flow *group, const struct signature *at, size_t count, uint32_t columns)
{
    sp gap = half_line(l) * 4;
    struct flow *row = new_group(l, group, ROLE_NONE, at->head.pos);
    row->group.before = group->first == row ? half_line(l) : half_line(l) * 4;
    row->group.keep_together = true;
    struct flow *grid = flow_grid(l->arena, row, columns, 2);
    grid->pos = at->head.pos;
    grid->grid.gap = gap;
    for (uint32_t c = 0; c < columns; c++)
        ((struct grid_column *)grid->grid.columns)[c].width = (column_measure(l) - gap * (columns - 1)) / columns;
    for (uint32_t c = 0; c < count; c++)
        put_signature(l, grid, 0, c, &at[c]);
}

static void lower_signatures_block(struct lowering *l, struct flow *parent, const void *given)
{
    const struct signatures_block *block = given;
    const struct signature *signatures = block->items.at;
    uint32_t columns = beside(l, block->items.count);
    keep_introduction(parent);
    lower_anchor(l, parent, block->id, block->head.pos);
    struct flow *group = new_group(l, parent, ROLE_NONE, block->head.pos);
    group->group.before = half_line(l) * 2;
    group->group.after = half_line(l) * 2;
    for (size_t i = 0; i < block->items.count; i += columns) {
        size_t rest = block->items.count - i;
        put_row(l, group, &signatures[i], rest < columns ? rest : columns, columns);
    }
    l->follows_text = false;
}

const struct block_kind block_signatures = {"signatures", &record, NULL, lower_signatures_block};
