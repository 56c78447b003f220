/*
 * layout: the widths of a grid's columns from the least and the preferred widths of their content, cells that span
 * several columns distributed over them (CSS 2.1, 17.5.2.2, automatic table layout; CSS Tables Module Level 3, 3.8).
 * Columns that fit an equal share get what they ask for, the others their least width and a part of the rest.
 */
#include "layout/grid.h"

#include <stdlib.h>

/* Content exactly as wide as its column must not wrap by a rounding. */
#define SLACK (SP_POINT / 16)

/* Tables are as wide as so many parts of the measure, the least that holds them; gaps grow up to so much for it. */
#define TABLE_PARTS 3
#define WIDEST_GAP 2

static sp larger(sp a, sp b)
{
    return a > b ? a : b;
}

static sp smaller(sp a, sp b)
{
    return a < b ? a : b;
}

/* A cell over several columns. */
struct wide_cell {
    uint32_t row, column, columns;
};
struct wide_cells {
    VEC(struct wide_cell) all;
    struct wrapping narrow; /* the others */
};

static int by_columns(const void *left, const void *right)
{
    const struct wide_cell *a = left, *b = right;
    if (a->columns != b->columns)
        return a->columns < b->columns ? -1 : 1;
    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    return (a->column > b->column) - (a->column < b->column);
}

/* What cells of one column want; numbers to be aligned take what stands before and after their decimal signs. */
static void add_cell(struct builder *builder, const struct flow *grid, uint32_t row, uint32_t column,
                     struct wish *wish, struct wrapping *sizes)
{
    const struct flow *cell = flow_cell(grid, row, column);
    sp low, high, before, after;
    enum cell_align align = flow_span(grid, row, column).align;
    if (row >= grid->grid.header_rows && measure_number(builder, grid, cell, align, &before, &after)) {
        wish->before = larger(wish->before, before);
        wish->after = larger(wish->after, after);
        return;
    }
    measure_item(builder, cell, &low, &high);
    wish->min = larger(wish->min, low + SLACK);
    wish->max = larger(wish->max, high + SLACK);
    vec_push(builder->arena, sizes, ((struct cell_size){row, column, high}));
}

/* Adds what is missing to the open columns of a spanning cell by their weights, or evenly where they have none. */
static void distribute(struct wish *wishes, const struct wide_cell *cell, sp missing, bool least)
{
    double weights = 0;
    uint32_t open = 0;
    for (uint32_t c = cell->column; c < cell->column + cell->columns; c++) {
        weights += wishes[c].settled ? 0 : (double)(least ? wishes[c].max - wishes[c].min : wishes[c].max);
        open += !wishes[c].settled;
    }
    for (uint32_t c = cell->column; c < cell->column + cell->columns; c++) {
        struct wish *wish = &wishes[c];
        if (wish->settled)
            continue;
        double weight = least ? (double)(wish->max - wish->min) : (double)wish->max;
        sp more = (sp)((double)missing * (weights > 0 ? weight / weights : 1.0 / open)) + 1;
        *(least ? &wish->min : &wish->max) += more;
    }
}

static void add_wide_cell(struct builder *builder, const struct flow *grid, const struct wide_cell *cell,
                          struct wish *wishes)
{
    sp low, high, least = (sp)(cell->columns - 1) * grid->grid.gap, most = least;
    measure_item(builder, flow_cell(grid, cell->row, cell->column), &low, &high);
    for (uint32_t c = cell->column; c < cell->column + cell->columns; c++) {
        least += wishes[c].settled ? wishes[c].width : wishes[c].min;
        most += wishes[c].settled ? wishes[c].width : wishes[c].max;
    }
    if (high + SLACK > most)
        distribute(wishes, cell, high + SLACK - most, false);
    if (low + SLACK > least)
        distribute(wishes, cell, low + SLACK - least, true);
    for (uint32_t c = cell->column; c < cell->column + cell->columns; c++)
        wishes[c].max = larger(wishes[c].max, wishes[c].min);
}

static void add_cells(struct builder *builder, const struct flow *grid, struct wish *wishes, struct wide_cells *wide)
{
    for (uint32_t r = 0; r < grid->grid.row_count; r++)
        for (uint32_t c = 0; c < grid->grid.column_count; c++) {
            uint32_t columns = flow_span(grid, r, c).columns;
            if (columns > 1)
                vec_push(builder->arena, &wide->all, ((struct wide_cell){r, c, columns}));
            else if (columns == 1)
                add_cell(builder, grid, r, c, &wishes[c], &wide->narrow);
        }
}

static struct wish *gather_wishes(struct builder *builder, const struct flow *grid, sp room, struct wrapping *sizes)
{
    uint32_t count = grid->grid.column_count;
    struct wish *wishes = arena_alloc(builder->arena, (count + 1) * sizeof *wishes);
    struct wide_cells wide = {0};
    for (uint32_t c = 0; c < count; c++) {
        const struct grid_column *column = &grid->grid.columns[c];
        wishes[c].width = column->width ? column->width : larger(room, 0) * column->percent / 100;
        wishes[c].settled = wishes[c].width > 0;
    }
    add_cells(builder, grid, wishes, &wide);
    for (uint32_t c = 0; c < count; c++) {
        sp numbers = wishes[c].before + wishes[c].after;
        wishes[c].min = larger(wishes[c].min, numbers ? numbers + SLACK : 0);
        wishes[c].max = larger(wishes[c].max, wishes[c].min);
    }
    if (wide.all.n)
        qsort(wide.all.at, wide.all.n, sizeof *wide.all.at, by_columns);
    for (size_t i = 0; i < wide.all.n; i++)
        add_wide_cell(builder, grid, &wide.all.at[i], wishes);
    *sizes = wide.narrow;
    return wishes;
}

struct wish *grid_wishes(struct builder *builder, const struct flow *grid, sp room)
{
    struct wrapping sizes;
    return gather_wishes(builder, grid, room, &sizes);
}

/*
 * Settles the columns that want no more than an equal share, as long as the others keep their least widths;
 * returns what is left for those.
 */
static sp settle_modest(struct wish *wishes, uint32_t count, sp room)
{
    sp least = 0;
    uint32_t open = 0;
    for (uint32_t c = 0; c < count; c++) {
        least += wishes[c].settled ? 0 : wishes[c].min;
        open += !wishes[c].settled;
    }
    for (bool again = true; again && open;) {
        again = false;
        for (uint32_t c = 0; c < count && open; c++) {
            struct wish *wish = &wishes[c];
            if (wish->settled || wish->max > room / open || room - wish->max < least - wish->min)
                continue;
            wish->settled = again = true;
            wish->width = wish->max;
            room -= wish->max;
            least -= wish->min;
            open--;
        }
    }
    return room;
}

/* What the least widths leave goes to each column by how much more it wants. They have room. */
static void share_out(struct wish *wishes, uint32_t count, sp room)
{
    double least = 0, more = 0;
    for (uint32_t c = 0; c < count; c++)
        if (!wishes[c].settled) {
            least += (double)wishes[c].min;
            more += (double)(wishes[c].max - wishes[c].min);
        }
    double share = more > 0 ? ((double)room - least) / more : 0;
    for (uint32_t c = 0; c < count; c++)
        if (!wishes[c].settled)
            wishes[c].width = wishes[c].min + (sp)((double)(wishes[c].max - wishes[c].min) * share);
}

/* Heads of so many words are kept in one line. */
#define FEW_WORDS 2

/* A column narrower than this is of no use: in parts of the size of its text. */
#define USEFUL_EMS 2

/* How many columns have room, if not even a few letters of each word have it; else 0. */
static uint32_t columns_that_fit(const struct builder *builder, const struct flow *grid, const struct wish *wishes,
                                 sp room)
{
    sp useful = builder->design->styles[STYLE_TABLE_CELL].size * USEFUL_EMS, needed = 0;
    uint32_t count = grid->grid.column_count;
    for (uint32_t c = 0; c < count; c++)
        needed += smaller(wishes[c].settled ? wishes[c].width : wishes[c].min, useful);
    if (needed <= room)
        return 0;
    sp gap = grid->grid.gap, measure = room + (sp)(count - 1) * gap;
    sp fit = (measure + gap) / (needed / count + gap + 1);
    return (uint32_t)larger(smaller(fit, (sp)count - 1), 1);
}

static void report_columns(struct builder *builder, const struct flow *grid, uint32_t fit)
{
    if (setter_may_report(builder->setter))
        diag(builder->setter->diags, DIAG_TABLE_COLUMNS, grid->pos,
             arena_format(builder->arena, "%u", grid->grid.column_count),
             arena_format(builder->arena, "%u", fit));
}

static void report_narrow(struct builder *builder, const struct flow *grid, sp least, sp room)
{
    if (!setter_may_report(builder->setter))
        return;
    diag(builder->setter->diags, DIAG_TABLE_TOO_WIDE, grid->pos,
         arena_format(builder->arena, "%d", (int)((double)least * 25.4 / 72 / 65536 + 1)),
         arena_format(builder->arena, "%d", (int)((double)larger(room, 0) * 25.4 / 72 / 65536)));
}

/* Fixed and least widths together. */
static sp least_width(const struct wish *wishes, uint32_t count)
{
    sp least = 0;
    for (uint32_t c = 0; c < count; c++)
        least += wishes[c].settled ? -1 : wishes[c].min;
    return least;
}

/*
 * Not even the least widths have room: columns, those of fixed width too, whose words are wider than an equal share
 * get that to begin with, so that one long word does not squeeze the others.
 */
static void squeeze(struct wish *wishes, uint32_t count, sp room)
{
    sp most = larger(room, 0) / count;
    for (uint32_t c = 0; c < count; c++) {
        if (wishes[c].settled)
            wishes[c].min = wishes[c].max = wishes[c].width;
        wishes[c].min = smaller(wishes[c].min, most);
        wishes[c].settled = false;
    }
    share_out(wishes, count, settle_modest(wishes, count, larger(room, 0)));
}

/* The table is reported, and few of its words besides: they are broken for want of room, not for their length. */
static enum grid_room give_way(struct builder *builder, const struct flow *grid, struct wish *wishes, sp least, sp room)
{
    uint32_t count = grid->grid.column_count;
    uint32_t fit = count > 1 && grid->grid.rules == GRID_TABLE ? columns_that_fit(builder, grid, wishes, room) : 0;
    if (fit)
        report_columns(builder, grid, fit);
    else
        report_narrow(builder, grid, least, room);
    squeeze(wishes, count, room);
    return fit ? GRID_TOO_MANY : GRID_NARROW;
}

static enum grid_room choose_widths(struct builder *builder, const struct flow *grid, struct wish *wishes, sp room)
{
    uint32_t count = grid->grid.column_count, last = count;
    sp wanted = 0, least = least_width(wishes, count);
    if (least > room)
        return give_way(builder, grid, wishes, least, room);
    for (uint32_t c = 0; c < count; c++) {
        wanted += wishes[c].settled ? 0 : wishes[c].max;
        room -= wishes[c].settled ? wishes[c].width : 0;
        last = wishes[c].settled ? last : c;
    }
    if (wanted > room) {
        share_out(wishes, count, settle_modest(wishes, count, room));
        return GRID_FITS;
    }
    for (uint32_t c = 0; c < count; c++)
        if (!wishes[c].settled)
            wishes[c].width = wishes[c].max;
    if (grid->grid.rules == GRID_PLAIN && last < count)
        wishes[last].width += room - wanted;
    return GRID_FITS;
}

/* The heads of a table in one line, if they are of few words. */
static sp head_width(struct builder *builder, const struct flow *grid, uint32_t column)
{
    sp width = 0;
    for (uint32_t r = 0; grid->grid.rules == GRID_TABLE && r < grid->grid.header_rows; r++) {
        const struct flow *text = flow_cell(grid, r, column)->first;
        sp low, high;
        int blanks = 0;
        if (!text || text->kind != FLOW_PARAGRAPH || flow_span(grid, r, column).columns != 1)
            continue;
        for (uint32_t i = 0; i < text->paragraph.para->length; i++)
            blanks += text->paragraph.para->text[i] == ' ';
        measure_item(builder, flow_cell(grid, r, column), &low, &high);
        if (blanks < FEW_WORDS)
            width = larger(width, high + SLACK);
    }
    return width;
}

/* Short heads stay in one line where that leaves enough for what the cells hold: those wrap first. */
static void widen_for_heads(struct builder *builder, const struct flow *grid, struct wish *wishes, sp room)
{
    uint32_t count = grid->grid.column_count;
    sp *more = arena_alloc(builder->arena, (count + 1) * sizeof *more);
    sp spare = room - room / 8 - least_width(wishes, count);
    for (uint32_t c = 0; c < count; c++)
        more[c] = wishes[c].settled ? 0 : head_width(builder, grid, c) - wishes[c].min;
    for (;;) {
        uint32_t least = count;
        for (uint32_t c = 0; c < count; c++)
            if (more[c] > 0 && (least == count || more[c] < more[least]))
                least = c;
        if (least == count || more[least] > spare)
            return;
        wishes[least].min += more[least];
        spare -= more[least];
        more[least] = 0;
    }
}

/*
 * A table is a third, two thirds or the whole of its measure wide, so that the tables of a book have three widths and
 * not as many as there are tables. What that adds goes to the gaps first, then to the columns that have no width of
 * their own, by what they hold.
 */
static sp widen_table(const struct flow *grid, struct wish *wishes, sp measure)
{
    uint32_t count = grid->grid.column_count;
    sp gap = grid->grid.gap, total = (sp)(count - 1) * gap, target = measure;
    double weights = 0;
    for (uint32_t c = 0; c < count; c++) {
        total += wishes[c].width;
        weights += wishes[c].settled ? 0 : (double)wishes[c].max;
    }
    for (int part = TABLE_PARTS; part > 0 && measure * part / TABLE_PARTS >= total; part--)
        target = measure * part / TABLE_PARTS;
    if (weights <= 0 || total >= target)
        return gap;
    sp spare = target - total;
    sp more = count > 1 ? smaller(spare / (sp)(count - 1), gap * (WIDEST_GAP - 1)) : 0;
    spare -= more * (sp)(count - 1);
    for (uint32_t c = 0; c < count; c++)
        if (!wishes[c].settled)
            wishes[c].width += (sp)((double)spare * ((double)wishes[c].max / weights));
    return gap + more;
}

/* What each column must have at least; -1 where its width is given. */
static sp *least_widths(struct builder *builder, const struct flow *grid, const struct wish *wishes)
{
    sp *least = arena_alloc(builder->arena, (grid->grid.column_count + 1) * sizeof *least);
    for (uint32_t c = 0; c < grid->grid.column_count; c++)
        least[c] = wishes[c].settled ? wishes[c].width : wishes[c].min;
    return least;
}

/* Do the words in it run from right to left? */
static bool is_mirrored(const struct flow *grid)
{
    for (uint32_t i = 0; i < grid->grid.column_count * grid->grid.row_count; i++) {
        const struct flow *text = item_first_paragraph(grid->grid.cells[i]);
        if (text)
            return unicode_is_right_to_left(text->paragraph.para->language);
    }
    return false;
}

/* The first column stands at the right end of the measure. */
static void mirror(struct grid_plan *plan, uint32_t count, sp measure)
{
    for (uint32_t c = 0; c < count; c++)
        plan->x[c] = plan->total - plan->x[c] - plan->width[c];
    plan->left = measure > plan->total ? measure - plan->total : 0;
    plan->mirrored = true;
}

struct grid_plan grid_plan(struct builder *builder, const struct scope *scope, const struct flow *grid)
{
    uint32_t count = grid->grid.column_count;
    sp gap = grid->grid.gap, room = scope_width(scope) - (count ? (sp)(count - 1) * gap : 0);
    struct wrapping sizes;
    struct wish *wishes = gather_wishes(builder, grid, room, &sizes);
    sp *least = least_widths(builder, grid, wishes);
    struct grid_plan plan = {.x = arena_alloc(builder->arena, (count + 1) * sizeof(sp)),
                             .width = arena_alloc(builder->arena, (count + 1) * sizeof(sp)), .wishes = wishes};
    widen_for_heads(builder, grid, wishes, room);
    plan.room = choose_widths(builder, grid, wishes, room);
    if (grid->grid.rules == GRID_TABLE && plan.room == GRID_FITS)
        gap = widen_table(grid, wishes, scope_width(scope));
    for (uint32_t c = 0; c < count; c++)
        plan.width[c] = larger(wishes[c].width, SP_POINT);
    if (grid->grid.rules == GRID_TABLE && plan.room == GRID_FITS)
        grid_balance(&sizes, count, grid->grid.header_rows, least, plan.width, room);
    for (uint32_t c = 0; c < count; c++) {
        plan.x[c] = plan.total + (c ? gap : 0);
        plan.total = plan.x[c] + plan.width[c];
    }
    if (is_mirrored(grid))
        mirror(&plan, count, scope_width(scope));
    return plan;
}
