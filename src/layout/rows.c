/*
 * layout: the rows of a grid as boxes. A row is one box made of its cells' lines, so that pages break between rows;
 * so are rows that a spanning cell joins. What is too tall for that becomes slices: side by side the next box of
 * every cell, and as many more as fit beside the tallest.
 */
#include "layout/grid.h"

/* Above and below the rule that ties a spanning head to the heads below it. */
#define SPANNER_PAD SP_PT(2)

static struct table_cell *cell_at(const struct table *table, const struct row_group *group, uint32_t row,
                                  uint32_t column)
{
    return &table->cells[(size_t)(row - group->first) * table->flow->grid.column_count + column];
}

/* Rows from `first` on that cells join. */
static uint32_t group_end(const struct flow *grid, uint32_t first)
{
    uint32_t end = first + 1;
    for (uint32_t r = first; grid->grid.spans && r < end; r++)
        for (uint32_t c = 0; c < grid->grid.column_count; c++) {
            uint32_t below = r + flow_span(grid, r, c).rows;
            end = below > end ? below : end;
        }
    return end < grid->grid.row_count ? end : grid->grid.row_count;
}

static bool is_head(const struct table *table, uint32_t row)
{
    return row < table->flow->grid.header_rows;
}

static uint32_t add_row_tag(struct table *table, uint32_t row)
{
    struct tag_list *tags = table->builder->tags;
    uint32_t heads = table->flow->grid.header_rows;
    if (table->scope->role == ROLE_L) /* its rows are items, its cells say that they are label and body */
        return tag_add(tags, table->scope->tag, ROLE_LI, flow_cell(table->flow, row, 0)->pos);
    if (!table->tag)
        return table->scope->tag;
    if (row == 0 || row == heads)
        table->body_tag = tag_add(tags, table->tag, row < heads ? ROLE_THEAD : ROLE_TBODY, table->flow->pos);
    return tag_add(tags, table->body_tag, ROLE_TR, flow_cell(table->flow, row, 0)->pos);
}

/* What the element of a cell says of it besides its role. */
static void describe_cell(struct table *table, uint32_t row, const struct grid_span *span, size_t tag)
{
    struct tag *element = &table->builder->tags->tags.at[tag];
    element->colspan = span->columns;
    element->rowspan = span->rows;
    if (element->role == ROLE_TH)
        element->scope = is_head(table, row) ? SCOPE_COLUMN : SCOPE_ROW;
}

/* Where a number stands in its column, so that decimal signs meet. False for other content. */
static bool align_number(struct table *table, const struct flow *cell, uint32_t column, enum cell_align align,
                         sp *indent)
{
    const struct wish *wish = &table->plan.wishes[column];
    sp before, after, room = table->plan.width[column] - wish->before - wish->after;
    if (room < 0 || !measure_number(table->builder, table->flow, cell, align, &before, &after))
        return false;
    *indent = (align == CELL_DECIMAL ? room / 2 : 0) + wish->before - before;
    return true;
}

bool item_runs_from_right(const struct flow *item)
{
    const struct flow *text = item_first_paragraph(item);
    return text && unicode_is_right_to_left(text->paragraph.para->language);
}

static int cell_alignment(enum cell_align align)
{
    return align == CELL_CENTER || align == CELL_DECIMAL ? ALIGN_CENTER : align == CELL_RIGHT ? ALIGN_RIGHT : -1;
}

static sp span_width(const struct table *table, uint32_t column, uint32_t columns)
{
    uint32_t last = column + columns - 1;
    uint32_t left = table->plan.mirrored ? last : column, right = table->plan.mirrored ? column : last;
    return table->plan.x[right] + table->plan.width[right] - table->plan.x[left];
}

/* Cells of a grid that is a Table have elements of their own; in another grid only where the flow says so. */
static void build_cell(struct table *table, uint32_t row, uint32_t column, uint32_t row_tag, struct table_cell *out)
{
    struct builder *builder = table->builder;
    struct grid_span span = flow_span(table->flow, row, column);
    const struct flow *cell = flow_cell(table->flow, row, column);
    struct flow content = *cell;
    struct scope scope = *table->scope;
    scope.list = out->list = vlist_new(table->passing, span_width(table, column, span.columns));
    out->row = row;
    out->columns = span.columns;
    out->rows = span.rows;
    scope.left = scope.right = 0;
    scope.tag = row_tag;
    scope.align = cell_alignment(span.align);
    if (!is_head(table, row) && table->ruled)
        scope.image_limit = builder->page_height - table->head_height - 2 * (table->pad + HEAVY_RULE);
    if (span.columns == 1 && !is_head(table, row) && align_number(table, cell, column, span.align, &out->indent))
        scope.align = item_runs_from_right(cell) ? ALIGN_RIGHT : ALIGN_LEFT;
    if (table->tag && content.role == ROLE_NONE)
        content.role = is_head(table, row) || column < table->flow->grid.row_headers ? ROLE_TH : ROLE_TD;
    size_t tag = builder->tags->tags.n;
    build_item(builder, &scope, &content);
    if (content.role == ROLE_TH || content.role == ROLE_TD)
        describe_cell(table, row, &span, tag);
    vlist_finish(out->list, builder->design);
    out->tops = vlist_tops(out->list);
    /* An anchor in a cell without text belongs to the row. */
    for (size_t i = 0; i < out->list->pending.anchors.n; i++)
        vec_push(builder->arena, &table->scope->list->pending.anchors, out->list->pending.anchors.at[i]);
}

/* The first lines of the cells that begin in a row share a baseline. */
static void align_baselines(struct table *table, const struct row_group *group, uint32_t row)
{
    uint32_t columns = table->flow->grid.column_count;
    sp lowest = 0;
    for (uint32_t c = 0; c < columns; c++) {
        const struct table_cell *cell = cell_at(table, group, row, c);
        if (cell->list && cell->list->boxes.n && cell->list->boxes.at[0].baseline > lowest)
            lowest = cell->list->boxes.at[0].baseline;
    }
    for (uint32_t c = 0; c < columns; c++) {
        struct table_cell *cell = cell_at(table, group, row, c);
        bool text = cell->list && cell->list->boxes.n && cell->list->boxes.at[0].baseline >= 0;
        cell->shift = text ? lowest - cell->list->boxes.at[0].baseline : 0;
    }
}

static void build_cells(struct table *table, const struct row_group *group)
{
    uint32_t columns = table->flow->grid.column_count;
    size_t count = (size_t)columns * (group->end - group->first);
    table->cells = arena_alloc(table->passing, count * sizeof *table->cells);
    for (uint32_t r = group->first; r < group->end; r++) {
        uint32_t tag = add_row_tag(table, r);
        for (uint32_t c = 0; c < columns; c++)
            if (flow_span(table->flow, r, c).columns > 0)
                build_cell(table, r, c, tag, cell_at(table, group, r, c));
        align_baselines(table, group, r);
    }
}

/* Does a head that spans columns, with other heads below it, end in the row? It has a rule below. */
static bool is_spanner(const struct table *table, const struct row_group *group, uint32_t row, uint32_t column)
{
    const struct table_cell *cell = cell_at(table, group, row, column);
    return table->ruled && cell->list && cell->columns > 1 && cell->list->boxes.n &&
        row + cell->rows < table->flow->grid.header_rows;
}

static sp spanner_room(const struct table *table, const struct row_group *group, uint32_t row)
{
    if (row + 1 >= table->flow->grid.header_rows)
        return 0;
    for (uint32_t r = group->first; r <= row; r++)
        for (uint32_t c = 0; c < table->flow->grid.column_count; c++)
            if (is_spanner(table, group, r, c) && r + cell_at(table, group, r, c)->rows == row + 1)
                return SPANNER_PAD + LIGHT_RULE;
    return 0;
}

/* The cells that the row goes through, each at its first column. */
static void enter_row(struct table *table, const struct row_group *group, uint32_t row)
{
    for (uint32_t c = 0; c < table->flow->grid.column_count; c++) {
        struct table_cell *cell = cell_at(table, group, row, c);
        if (cell->list || flow_span(table->flow, row, c).left)
            table->live[c] = cell->list ? cell : NULL;
    }
}

static bool ends_in(const struct table_cell *cell, uint32_t row)
{
    return cell && cell->row + cell->rows == row + 1;
}

/* Of a row with nothing in it: in a table it is as high as a line. */
static sp empty_height(const struct table *table, uint32_t row)
{
    for (uint32_t c = 0; c < table->flow->grid.column_count; c++)
        if (table->live[c] && (table->live[c]->list->boxes.n || !ends_in(table->live[c], row)))
            return 0;
    return table->ruled ? table->builder->design->styles[STYLE_TABLE_CELL].leading : 0;
}

static sp rows_height(const struct table *table, const struct row_group *group, uint32_t first, uint32_t end)
{
    uint32_t top = first - group->first, last = end - 1 - group->first;
    return table->tops[last] + table->heights[last] - table->tops[top];
}

/* A row is as tall as the cells in it alone; a spanning cell that needs more makes its last row taller. */
static void find_heights(struct table *table, const struct row_group *group)
{
    uint32_t rows = group->end - group->first;
    table->heights = arena_alloc(table->passing, rows * sizeof *table->heights);
    table->tops = arena_alloc(table->passing, rows * sizeof *table->tops);
    for (uint32_t i = 0; i < rows; i++) {
        uint32_t row = group->first + i;
        if (i)
            table->tops[i] = table->tops[i - 1] + table->heights[i - 1] + table->flow->grid.row_gap +
                spanner_room(table, group, row - 1);
        enter_row(table, group, row);
        table->heights[i] = empty_height(table, row);
        for (uint32_t c = 0; c < table->flow->grid.column_count; c++) {
            const struct table_cell *cell = table->live[c];
            if (!ends_in(cell, row))
                continue;
            sp missing = cell->shift + cell->tops[cell->list->boxes.n] - rows_height(table, group, cell->row, row + 1);
            table->heights[i] += missing > 0 ? missing : 0;
        }
    }
}

static void absorb_extra(struct arena *arena, struct box_extra *row, const struct box_extra *box, sp y)
{
    uint32_t note_count = row->note_count + box->note_count, anchor_count = row->anchor_count + box->anchor_count;
    struct note_mark **notes = arena_alloc(arena, note_count * sizeof *notes);
    struct box_anchor *anchors = arena_alloc(arena, anchor_count * sizeof *anchors);
    for (uint32_t i = 0; i < note_count; i++)
        notes[i] = i < row->note_count ? row->notes[i] : box->notes[i - row->note_count];
    for (uint32_t i = 0; i < row->anchor_count; i++)
        anchors[i] = row->anchors[i];
    for (uint32_t i = 0; i < box->anchor_count; i++)
        anchors[row->anchor_count + i] = (struct box_anchor){box->anchors[i].anchor, box->anchors[i].y + y};
    row->notes = notes;
    row->note_count = note_count;
    row->anchors = anchors;
    row->anchor_count = anchor_count;
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
    if (box->extra->note_count || box->extra->anchor_count)
        absorb_extra(arena, vlist_extra(table->scope->list, row), box->extra, y);
}

/* Heads stand at the foot of their rows, on the rule. */
static sp cell_top(const struct table *table, const struct row_group *group, uint32_t row,
                   const struct table_cell *cell)
{
    sp top = table->tops[row - group->first];
    if (!table->ruled || !is_head(table, row))
        return top + cell->shift;
    return top + rows_height(table, group, row, row + cell->rows) - cell->tops[cell->list->boxes.n];
}

static void add_spanner_rule(struct table *table, const struct row_group *group, struct vbox *box, uint32_t row,
                             uint32_t column)
{
    const struct table_cell *cell = cell_at(table, group, row, column);
    sp y = table->tops[row - group->first] + rows_height(table, group, row, row + cell->rows) + SPANNER_PAD;
    vlist_fragment(table->scope->list, box,
                   rule_fragment(table->builder->arena, table_x(table, column, cell->columns), y,
                                 span_width(table, column, cell->columns), LIGHT_RULE));
}

/* All rows of the group in one box. */
static void add_whole(struct table *table, const struct row_group *group)
{
    sp height = rows_height(table, group, group->first, group->end) + spanner_room(table, group, group->end - 1);
    struct vbox *box = vlist_box(table->scope->list, table->builder->design, height, table->flow->pos);
    box->lines = 2;
    for (uint32_t r = group->first; r < group->end; r++)
        for (uint32_t c = 0; c < table->flow->grid.column_count; c++) {
            const struct table_cell *cell = cell_at(table, group, r, c);
            if (!cell->list)
                continue;
            sp top = cell_top(table, group, r, cell), x = table_x(table, c, cell->columns) + cell->indent;
            for (size_t i = 0; i < cell->list->boxes.n; i++)
                absorb(table, box, &cell->list->boxes.at[i], x, top + cell->tops[i]);
            if (cell->list->boxes.n && cell->list->boxes.at[0].baseline >= 0 && box->baseline < 0)
                box->baseline = cell->list->boxes.at[0].baseline + top;
            if (is_spanner(table, group, r, c))
                add_spanner_rule(table, group, box, r, c);
        }
}

/* A slice of tall rows while it is filled. */
struct slice {
    struct vbox *box;
    uint32_t row;
    bool begins_row;
};

/* Adds the next box of a cell to the slice, at y. */
static void take_box(struct table *table, struct slice *slice, struct table_cell *cell, uint32_t column, sp y)
{
    const struct vbox *box = &cell->list->boxes.at[cell->next++];
    absorb(table, slice->box, box, table_x(table, column, cell->columns) + cell->indent, y);
    if (y + box->height <= slice->box->height)
        return;
    slice->box->height = y + box->height;
    if (box->pos.file)
        slice->box->pos = box->pos;
}

/* The next box of each cell that must end in the row, and the first of each that begins in it. */
static void take_next(struct table *table, struct slice *slice, sp *bottoms)
{
    for (uint32_t c = 0; c < table->flow->grid.column_count; c++) {
        struct table_cell *cell = table->live[c];
        bool begins = cell && cell->row == slice->row && cell->next == 0;
        if (!cell || cell->next == cell->list->boxes.n || (!begins && !ends_in(cell, slice->row)))
            continue;
        const struct vbox *box = &cell->list->boxes.at[cell->next];
        sp y = begins ? box->kept + cell->shift : slice->begins_row ? 0 : box->space;
        take_box(table, slice, cell, c, y);
        bottoms[c] = y + box->height;
    }
}

/* What fits beside it, of these and of the cells that reach further down. */
static void fill_beside(struct table *table, struct slice *slice, const sp *bottoms)
{
    for (uint32_t c = 0; c < table->flow->grid.column_count; c++) {
        struct table_cell *cell = table->live[c];
        sp y = bottoms[c];
        while (cell && cell->next < cell->list->boxes.n) {
            const struct vbox *box = &cell->list->boxes.at[cell->next];
            sp top = y + (y ? box->space : 0);
            if (top + box->height > slice->box->height)
                break;
            take_box(table, slice, cell, c, top);
            y = top + box->height;
        }
    }
}

static bool is_finished(const struct table *table, uint32_t row)
{
    for (uint32_t c = 0; c < table->flow->grid.column_count; c++)
        if (ends_in(table->live[c], row) && table->live[c]->next < table->live[c]->list->boxes.n)
            return false;
    return true;
}

static void add_tall_row(struct table *table, const struct row_group *group, uint32_t row)
{
    struct vlist *list = table->scope->list;
    size_t first = list->boxes.n;
    enter_row(table, group, row);
    do {
        bool begins = list->boxes.n == first;
        struct slice slice = {vlist_box(list, table->builder->design, 0, table->flow->pos), row, begins};
        sp *bottoms = arena_alloc(table->passing, table->flow->grid.column_count * sizeof *bottoms);
        slice.box->lines = 1;
        take_next(table, &slice, bottoms);
        fill_beside(table, &slice, bottoms);
    } while (!is_finished(table, row));
    for (size_t i = first + 1; i < list->boxes.n; i++) {
        bool near_end = i == first + 1 || i + 1 == list->boxes.n;
        list->boxes.at[i].cost += near_end ? COST_ROW * 4 : COST_ROW;
    }
    if (row > group->first)
        list->boxes.at[first].cost += COST_ROW / 2;
}

/* A row whose cells end in text that belongs to what follows does so, too. */
static void keep_row(struct table *table, const struct row_group *group)
{
    struct vlist *list = table->scope->list;
    for (uint32_t c = 0; c < table->flow->grid.column_count; c++) {
        const struct table_cell *cell = cell_at(table, group, group->end - 1, c);
        if (!cell->list || !cell->list->boxes.n || !cell->list->boxes.at[cell->list->boxes.n - 1].tight)
            continue;
        list->boxes.at[list->boxes.n - 1].tight = true;
        vlist_keep_with_next(list, 2);
    }
}

static sp space_above(const struct table *table, uint32_t row)
{
    const bool *rule_after = table->flow->grid.rule_after;
    bool below_rule = row == table->flow->grid.header_rows || (rule_after && rule_after[row - 1]);
    return table->ruled && below_rule ? table->pad : table->flow->grid.row_gap;
}

uint32_t table_build_rows(struct table *table, uint32_t first)
{
    struct vlist *list = table->scope->list;
    struct row_group group = {.first = first, .end = group_end(table->flow, first), .box = list->boxes.n};
    table->passing = arena_borrow(table->builder->setter->scratch);
    build_cells(table, &group);
    find_heights(table, &group);
    if (first > 0)
        vlist_space(list, space_above(table, first));
    if (rows_height(table, &group, first, group.end) <= table->builder->page_height / 2)
        add_whole(table, &group);
    else
        for (uint32_t r = first; r < group.end; r++) {
            if (r > first)
                vlist_space(list, space_above(table, r));
            add_tall_row(table, &group, r);
        }
    list->need = list->need > 2 ? list->need - 2 : 0;
    keep_row(table, &group);
    arena_give_back(table->builder->setter->scratch);
    group.box_end = list->boxes.n;
    vec_push(table->builder->arena, &table->groups, group);
    if (group.end == table->flow->grid.header_rows)
        for (size_t i = 0; i < list->boxes.n - table->groups.at[0].box; i++)
            table->head_height += list->boxes.at[table->groups.at[0].box + i].height;
    return group.end;
}
