/*
 * layout: tables: the rules, the page breaks between rows and what they cost. Header rows are kept as an artifact
 * that further pages repeat.
 */
#include "layout/grid.h"

/* Moves all that is in a box down, to make room for a rule above. */
static void lower_box(struct vbox *box, sp by)
{
    for (size_t i = 0; i < box->fragment_count; i++)
        box->fragments[i].y += by;
    for (size_t i = 0; i < box->extra->anchor_count; i++)
        box->extra->anchors[i].y += by;
    if (box->baseline >= 0)
        box->baseline += by;
    box->height += by;
}

/* A light rule below a box that the table goes on after. */
static void rule_below(struct table *table, struct vbox *box)
{
    sp x = table_left(table), y = box->height + table->pad;
    vlist_fragment(table->scope->list, box,
                   rule_fragment(table->builder->arena, x, y, table->plan.total, LIGHT_RULE));
    box->height += table->pad + LIGHT_RULE;
}

static bool has_rule_after(const struct table *table, const struct row_group *group)
{
    const struct flow *grid = table->flow;
    if (group->end == grid->grid.header_rows)
        return true;
    return grid->grid.rule_after && grid->grid.rule_after[group->end - 1];
}

static void add_rules(struct table *table)
{
    struct vlist *list = table->scope->list;
    struct arena *arena = table->builder->arena;
    size_t count = table->groups.n;
    sp x = table_left(table), width = table->plan.total;
    struct vbox *top = &list->boxes.at[table->groups.at[0].box];
    lower_box(top, HEAVY_RULE + table->pad);
    vlist_fragment(list, top, rule_fragment(arena, x, 0, width, HEAVY_RULE));
    for (size_t g = 0; g + 1 < count; g++)
        if (has_rule_after(table, &table->groups.at[g]))
            rule_below(table, &list->boxes.at[table->groups.at[g].box_end - 1]);
    struct vbox *last = &list->boxes.at[table->groups.at[count - 1].box_end - 1];
    vlist_fragment(list, last, rule_fragment(arena, x, last->height + table->pad, width, HEAVY_RULE));
    last->height += table->pad + HEAVY_RULE;
}

/* A copy of the items that belongs to no element and leads nowhere. */
static struct fragment repeated(struct arena *arena, const struct fragment *from, sp y)
{
    struct page_item *items = arena_alloc(arena, (from->item_count + 1) * sizeof *items);
    size_t count = 0;
    for (size_t i = 0; i < from->item_count; i++) {
        if (from->items[i].kind == ITEM_LINK || from->items[i].kind == ITEM_ANCHOR)
            continue;
        items[count] = from->items[i];
        items[count].tag = 0;
        if (items[count].artifact == ARTIFACT_NONE)
            items[count].artifact = ARTIFACT_REPEATED;
        count++;
    }
    return (struct fragment){.items = items, .item_count = (uint32_t)count, .x = from->x, .y = from->y + y};
}

/* "Table 3 (continued)" above a repeated head; returns its height. */
static sp add_continued(struct table *table, struct repeat *repeat)
{
    struct builder *builder = table->builder;
    const struct style *style = &builder->design->styles[STYLE_CAPTION];
    VEC(struct fragment) all = {0};
    if (!table->flow->grid.continued)
        return 0;
    struct paragraph_request request = {.para = table->flow->grid.continued, .style = STYLE_CAPTION,
                                        .width = scope_width(table->scope), .artifact = ARTIFACT_HEADER, .align = -1,
                                        .pos = table->flow->pos};
    const struct set_paragraph *set = paragraph_set(builder->setter, builder->tags, &request);
    sp height = 0;
    for (size_t i = 0; i < set->line_count; i++, height += style->leading) {
        sp y = height + LINE_BASELINE(style->leading);
        vec_push(builder->arena, &all, line_fragment(&set->lines[i], scope_x(table->scope), y));
    }
    height += style->after;
    for (size_t i = 0; i < repeat->fragment_count; i++) {
        repeat->fragments[i].y += height;
        vec_push(builder->arena, &all, repeat->fragments[i]);
    }
    repeat->fragments = all.at;
    repeat->fragment_count = all.n;
    return height;
}

static struct repeat *repeat_new(struct table *table, size_t first, size_t body)
{
    struct vlist *list = table->scope->list;
    struct arena *arena = table->builder->arena;
    struct repeat *repeat = arena_alloc(arena, sizeof *repeat);
    VEC(struct fragment) all = {0};
    for (size_t i = first; i < body; i++) {
        const struct vbox *box = &list->boxes.at[i];
        repeat->height += i > first ? box->space : 0;
        for (size_t k = 0; k < box->fragment_count; k++)
            vec_push(arena, &all, repeated(arena, &box->fragments[k], repeat->height));
        repeat->height += box->height;
    }
    if (repeat->height > table->builder->page_height / 3 || body == first) {
        all.n = 0;
        repeat->height = 0;
        if (table->ruled) {
            vec_push(arena, &all, rule_fragment(arena, table_left(table), 0, table->plan.total, HEAVY_RULE));
            repeat->height = HEAVY_RULE;
        }
    }
    if (table->ruled) {
        repeat->height += table->pad;
        repeat->width = table->plan.total;
    }
    repeat->fragments = all.at;
    repeat->fragment_count = all.n;
    repeat->x = table_left(table);
    repeat->height += add_continued(table, repeat);
    return repeat;
}

/*
 * A table of up to a third of the page is kept whole, whatever its group asks for; a taller one may be broken between
 * its rows where it would leave a hole. In a group inside another that is kept together it stays whole, too.
 */
static void relax_rows(const struct table *table, size_t body, size_t first, size_t end)
{
    struct vlist *list = table->scope->list;
    sp height = 0;
    for (size_t i = first; i < end; i++)
        height += list->boxes.at[i].height + (i > first ? list->boxes.at[i].space : 0);
    bool whole = list->together > 1 || height <= table->builder->page_height / 3;
    for (size_t i = body + 1; i < end; i++) {
        struct vbox *box = &list->boxes.at[i];
        if (!whole && box->cost >= COST_TOGETHER && box->cost < COST_FORBIDDEN)
            box->cost -= COST_TOGETHER;
        else if (whole && box->cost < COST_TOGETHER)
            box->cost += COST_TOGETHER;
    }
}

/* A break between two groups of rows: none of a single row alone before or after it, if that can be. */
static int64_t group_cost(const struct table *table, size_t g)
{
    const struct row_group *groups = table->groups.at;
    uint32_t heads = table->flow->grid.header_rows, rows = table->flow->grid.row_count;
    bool lone_above = groups[g].first == heads + 1, lone_below = groups[g].first + 1 == rows;
    if (lone_above || lone_below)
        return table->ruled ? COST_LONE_TABLE_ROW : COST_LONE_ROW;
    if (!table->ruled)
        return 0;
    bool ruled = has_rule_after(table, &groups[g - 1]);
    return ruled ? COST_TABLE / 4 : COST_TABLE;
}

/* What to repeat after a break; no second rule where one stands above it already. */
static void set_repeats(struct table *table, size_t first, size_t body, size_t end)
{
    struct vlist *list = table->scope->list;
    const struct repeat *repeat = table->ruled || body > first ? repeat_new(table, first, body) : NULL;
    struct repeat *below_rule = arena_alloc(table->builder->arena, sizeof *below_rule);
    if (repeat)
        *below_rule = *repeat;
    below_rule->width = 0;
    for (size_t i = body + 1; i < end; i++)
        vlist_extra(list, &list->boxes.at[i])->repeat = repeat;
    for (size_t g = 1; g < table->groups.n; g++)
        if (repeat && table->groups.at[g].box > body && has_rule_after(table, &table->groups.at[g - 1]))
            vlist_extra(list, &list->boxes.at[table->groups.at[g].box])->repeat = below_rule;
}

/* Costs of page breaks between rows; what to repeat after them. */
static void finish_rows(struct table *table)
{
    struct vlist *list = table->scope->list;
    uint32_t heads = table->flow->grid.header_rows;
    size_t count = table->groups.n, first = table->groups.at[0].box, end = table->groups.at[count - 1].box_end;
    size_t body = end;
    for (size_t g = count; g-- > 0 && table->groups.at[g].first >= heads;)
        body = table->groups.at[g].box;
    if (table->ruled) {
        add_rules(table);
        relax_rows(table, body, first, end);
    }
    for (size_t g = 1; g < count; g++) {
        struct vbox *box = &list->boxes.at[table->groups.at[g].box];
        if (table->groups.at[g].first <= heads)
            box->cost = COST_FORBIDDEN;
        else
            box->cost += group_cost(table, g);
    }
    set_repeats(table, first, body, end);
}

/* What is wrong with a table that has no room is said once, with one of its words if that helps. */
static void build_rows(struct table *table)
{
    struct setter *setter = table->builder->setter;
    int few = table->plan.room == GRID_NARROW ? 1 : 0, *outer = setter->findings_left;
    if (table->plan.room != GRID_FITS && !outer)
        setter->findings_left = &few;
    for (uint32_t r = 0; r < table->flow->grid.row_count;)
        r = table_build_rows(table, r);
    setter->findings_left = outer;
}

void build_grid(struct builder *builder, const struct scope *outer, const struct flow *item)
{
    uint32_t columns = item->grid.column_count;
    if (!columns || !item->grid.row_count)
        return;
    struct flow grid = *item;
    if (grid.role == ROLE_NONE && grid.grid.rules == GRID_TABLE)
        grid.role = ROLE_TABLE;
    struct scope scope = scope_enter(builder, outer, &grid);
    struct table table = {.builder = builder, .scope = &scope, .flow = item,
                          .ruled = grid.grid.rules == GRID_TABLE};
    table.tag = grid.role == ROLE_TABLE ? scope.tag : 0;
    table.plan = grid_plan(builder, &scope, item);
    table.pad = item->grid.row_gap > SP_PT(3) ? item->grid.row_gap : SP_PT(3);
    table.live = arena_alloc(builder->arena, columns * sizeof *table.live);
    if (!scope.list->rigid++) /* all rows are as far apart */
        scope.list->rigid_begun = false;
    build_rows(&table);
    scope.list->rigid--;
    finish_rows(&table);
}
