/*
 * layout: grids. A row is one box made of its cells' lines, so that pages break between rows; a row too tall
 * for that becomes a box per line. Header rows are kept as an artifact that further pages repeat.
 */
#include "layout/grid.h"

#define HEAVY_RULE SP_PT(0.8)
#define LIGHT_RULE SP_PT(0.4)

struct table {
    struct builder *builder;
    const struct scope *scope;
    const struct flow *flow;
    struct grid_plan plan;
    sp pad;            /* between a rule and the text beside it */
    bool ruled;
    uint32_t tag;      /* of the Table */
    uint32_t body_tag; /* of the THead or TBody that rows are added to */
    struct vlist **cells; /* of the row at work */
    sp *shifts;        /* what aligns the first baselines of its cells */
};

static sp x_of(const struct table *table, uint32_t column)
{
    return scope_x(table->scope) + table->plan.x[column];
}

static int cell_alignment(enum cell_align align)
{
    return align == CELL_CENTER ? ALIGN_CENTER : align == CELL_RIGHT ? ALIGN_RIGHT : -1;
}

/* Cells of a grid that is a Table have elements of their own; in another grid only where the flow says so. */
static void build_cell(struct table *table, uint32_t row, uint32_t column, uint32_t row_tag)
{
    struct builder *builder = table->builder;
    const struct flow *cell = flow_cell(table->flow, row, column);
    struct flow content = *cell;
    struct scope scope = *table->scope;
    scope.list = table->cells[column] = vlist_new(builder->arena, table->plan.width[column]);
    scope.left = scope.right = 0;
    scope.tag = row_tag;
    scope.align = cell_alignment(table->flow->grid.columns[column].align);
    if (table->tag && content.role == ROLE_NONE)
        content.role = row < table->flow->grid.header_rows ? ROLE_TH : ROLE_TD;
    build_item(builder, &scope, &content);
    vlist_finish(scope.list, builder->design);
    /* An anchor in a cell without text belongs to the row. */
    for (size_t i = 0; i < scope.list->pending.anchors.n; i++)
        vec_push(builder->arena, &table->scope->list->pending.anchors, scope.list->pending.anchors.at[i]);
}

static uint32_t add_row_tag(struct table *table, uint32_t row)
{
    struct tag_list *tags = table->builder->tags;
    uint32_t heads = table->flow->grid.header_rows;
    if (!table->tag)
        return table->scope->tag;
    if (row == 0 || row == heads)
        table->body_tag = tag_add(tags, table->tag, row < heads ? ROLE_THEAD : ROLE_TBODY, table->flow->pos);
    return tag_add(tags, table->body_tag, ROLE_TR, flow_cell(table->flow, row, 0)->pos);
}

/* First lines of the cells share a baseline. */
static void align_baselines(struct table *table)
{
    sp lowest = 0;
    for (uint32_t c = 0; c < table->flow->grid.column_count; c++) {
        const struct vlist *cell = table->cells[c];
        if (cell->boxes.n && cell->boxes.at[0].baseline > lowest)
            lowest = cell->boxes.at[0].baseline;
    }
    for (uint32_t c = 0; c < table->flow->grid.column_count; c++) {
        const struct vlist *cell = table->cells[c];
        bool text = cell->boxes.n && cell->boxes.at[0].baseline >= 0;
        table->shifts[c] = text ? lowest - cell->boxes.at[0].baseline : 0;
    }
}

/* Moves the content of one cell's box into the row's box. */
static void absorb(struct table *table, struct vbox *row, const struct vbox *box, sp x, sp y)
{
    struct arena *arena = table->builder->arena;
    for (size_t i = 0; i < box->fragment_count; i++) {
        struct fragment fragment = box->fragments[i];
        fragment.x += x;
        fragment.y += y;
        vlist_fragment(table->scope->list, row, fragment);
    }
    if (box->note_count) {
        struct note_mark **notes = arena_alloc(arena, (row->note_count + box->note_count) * sizeof *notes);
        for (size_t i = 0; i < row->note_count + box->note_count; i++)
            notes[i] = i < row->note_count ? row->notes[i] : box->notes[i - row->note_count];
        row->notes = notes;
        row->note_count += box->note_count;
    }
    if (box->anchor_count) {
        struct box_anchor *anchors = arena_alloc(arena,
                                                 (row->anchor_count + box->anchor_count) * sizeof *anchors);
        for (size_t i = 0; i < row->anchor_count; i++)
            anchors[i] = row->anchors[i];
        for (size_t i = 0; i < box->anchor_count; i++)
            anchors[row->anchor_count + i] = (struct box_anchor){box->anchors[i].anchor,
                                                                 box->anchors[i].y + y};
        row->anchors = anchors;
        row->anchor_count += box->anchor_count;
    }
}

static sp row_height(const struct table *table)
{
    sp height = 0;
    for (uint32_t c = 0; c < table->flow->grid.column_count; c++) {
        sp bottom = vlist_tops(table->cells[c])[table->cells[c]->boxes.n] + table->shifts[c];
        if (bottom > height)
            height = bottom;
    }
    return height;
}

static struct vbox *add_whole_row(struct table *table, sp height, struct pos pos)
{
    struct vbox *row = vlist_box(table->scope->list, table->builder->design, height, pos);
    row->lines = 2;
    for (uint32_t c = 0; c < table->flow->grid.column_count; c++) {
        const struct vlist *cell = table->cells[c];
        const sp *tops = vlist_tops(cell);
        for (size_t i = 0; i < cell->boxes.n; i++)
            absorb(table, row, &cell->boxes.at[i], x_of(table, c), tops[i] + table->shifts[c]);
        if (cell->boxes.n && cell->boxes.at[0].baseline >= 0 && row->baseline < 0)
            row->baseline = cell->boxes.at[0].baseline + table->shifts[c];
    }
    return row;
}

/* One slice of a tall row: the next box of every cell, side by side. */
static void add_slice(struct table *table, size_t index, struct pos pos)
{
    struct vlist *list = table->scope->list;
    struct vbox *slice = vlist_box(list, table->builder->design, 0, pos);
    slice->lines = 1;
    for (uint32_t c = 0; c < table->flow->grid.column_count; c++) {
        const struct vlist *cell = table->cells[c];
        if (index >= cell->boxes.n)
            continue;
        const struct vbox *box = &cell->boxes.at[index];
        sp y = index ? box->space : box->kept + table->shifts[c];
        absorb(table, slice, box, x_of(table, c), y);
        if (y + box->height <= slice->height)
            continue;
        slice->height = y + box->height;
        slice->pos = box->pos.file ? box->pos : pos;
    }
}

static void add_tall_row(struct table *table, struct pos pos)
{
    size_t count = 0;
    for (uint32_t c = 0; c < table->flow->grid.column_count; c++)
        if (table->cells[c]->boxes.n > count)
            count = table->cells[c]->boxes.n;
    for (size_t i = 0; i < count; i++) {
        add_slice(table, i, pos);
        struct vlist *list = table->scope->list;
        bool near_end = i == 1 || i + 1 == count;
        if (i > 0)
            list->boxes.at[list->boxes.n - 1].cost += near_end ? COST_ROW * 4 : COST_ROW;
    }
}

/* A row whose cells end in text that belongs to what follows does so, too. */
static void keep_row(struct table *table)
{
    struct vlist *list = table->scope->list;
    for (uint32_t c = 0; c < table->flow->grid.column_count; c++) {
        const struct vlist *cell = table->cells[c];
        if (!cell->boxes.n || !cell->boxes.at[cell->boxes.n - 1].tight)
            continue;
        list->boxes.at[list->boxes.n - 1].tight = true;
        vlist_keep_with_next(list, 2);
    }
}

/* Adds the row's box, or boxes when it is tall. */
static void build_row(struct table *table, uint32_t row)
{
    struct vlist *list = table->scope->list;
    uint32_t row_tag = add_row_tag(table, row);
    struct pos pos = table->flow->pos;
    bool after_heads = row == table->flow->grid.header_rows;
    for (uint32_t c = 0; c < table->flow->grid.column_count; c++)
        build_cell(table, row, c, row_tag);
    align_baselines(table);
    if (row > 0)
        vlist_space(list, after_heads && table->ruled ? table->pad : table->flow->grid.row_gap);
    sp height = row_height(table);
    if (height > table->builder->page_height / 2)
        add_tall_row(table, pos);
    else
        add_whole_row(table, height, pos);
    list->need = list->need > 2 ? list->need - 2 : 0;
    keep_row(table);
}

/* Moves all that is in a box down, to make room for a rule above. */
static void lower_box(struct vbox *box, sp by)
{
    for (size_t i = 0; i < box->fragment_count; i++)
        box->fragments[i].y += by;
    for (size_t i = 0; i < box->anchor_count; i++)
        box->anchors[i].y += by;
    if (box->baseline >= 0)
        box->baseline += by;
    box->height += by;
}

static void add_rules(struct table *table, size_t first, size_t body, size_t end)
{
    struct vlist *list = table->scope->list;
    struct arena *arena = table->builder->arena;
    sp x = x_of(table, 0), width = table->plan.total;
    struct vbox *top = &list->boxes.at[first];
    lower_box(top, HEAVY_RULE + table->pad);
    vlist_fragment(list, top, rule_fragment(arena, x, 0, width, HEAVY_RULE));
    if (body > first && body < end) {
        struct vbox *head = &list->boxes.at[body - 1];
        vlist_fragment(list, head, rule_fragment(arena, x, head->height + table->pad, width, LIGHT_RULE));
        head->height += table->pad + LIGHT_RULE;
    }
    struct vbox *last = &list->boxes.at[end - 1];
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
    return (struct fragment){.items = items, .item_count = count, .x = from->x, .y = from->y + y};
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
            vec_push(arena, &all, rule_fragment(arena, x_of(table, 0), 0, table->plan.total, HEAVY_RULE));
            repeat->height = HEAVY_RULE;
        }
    }
    if (table->ruled) {
        repeat->height += table->pad;
        repeat->width = table->plan.total;
    }
    repeat->fragments = all.at;
    repeat->fragment_count = all.n;
    repeat->x = x_of(table, 0);
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

/* Costs of page breaks between rows; what to repeat after them. */
static void finish_rows(struct table *table, const size_t *row_starts)
{
    struct vlist *list = table->scope->list;
    uint32_t rows = table->flow->grid.row_count, heads = table->flow->grid.header_rows;
    size_t first = row_starts[0], body = row_starts[heads < rows ? heads : rows], end = row_starts[rows];
    if (table->ruled)
        add_rules(table, first, body, end);
    if (table->ruled)
        relax_rows(table, body, first, end);
    const struct repeat *repeat = table->ruled || body > first ? repeat_new(table, first, body) : NULL;
    for (uint32_t r = 1; r < rows; r++) {
        struct vbox *box = &list->boxes.at[row_starts[r]];
        if (r <= heads)
            box->cost = COST_FORBIDDEN;
        else if (r == heads + 1 || r + 1 == rows)
            box->cost += table->ruled ? COST_LONE_TABLE_ROW : COST_LONE_ROW;
        else if (table->ruled)
            box->cost += COST_TABLE;
    }
    for (size_t i = body + 1; i < end; i++)
        list->boxes.at[i].repeat = repeat;
}

/* What is wrong with a table that has no room is said once, with one of its words if that helps. */
static void build_rows(struct table *table, size_t *row_starts)
{
    struct setter *setter = table->builder->setter;
    int few = table->plan.room == GRID_NARROW ? 1 : 0, *outer = setter->findings_left;
    if (table->plan.room != GRID_FITS && !outer)
        setter->findings_left = &few;
    for (uint32_t r = 0; r < table->flow->grid.row_count; r++) {
        row_starts[r] = table->scope->list->boxes.n;
        build_row(table, r);
    }
    row_starts[table->flow->grid.row_count] = table->scope->list->boxes.n;
    setter->findings_left = outer;
}

void build_grid(struct builder *builder, const struct scope *outer, const struct flow *item)
{
    uint32_t columns = item->grid.column_count, rows = item->grid.row_count;
    if (!columns || !rows)
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
    table.cells = arena_alloc(builder->arena, columns * sizeof *table.cells);
    table.shifts = arena_alloc(builder->arena, columns * sizeof *table.shifts);
    size_t *row_starts = arena_alloc(builder->arena, (rows + 1) * sizeof *row_starts);
    build_rows(&table, row_starts);
    if (row_starts[rows] > row_starts[0])
        finish_rows(&table, row_starts);
}
