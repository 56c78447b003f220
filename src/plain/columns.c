/*
 * The columns of a grid in characters. They take the room their contents want; where that is too much, the longest
 * words have room and the rest is shared by want; cells over several columns are distributed over them (as in CSS 2.1,
 * 17.5.2.2).
 */
#include "plain/grid.h"
#include "unicode/unicode.h"

#include <string.h>

#define WIDEST 1000   /* columns that count as enough for any cell */
#define LEAST_COLUMN 6
#define WORDS_COLUMN 12 /* words are split rather than set as records in columns at least this wide */

struct galley plain_grid_cell(struct table *table, const struct flow *cell, const struct frame *frame)
{
    struct galley galley = {.piece = table->galley->piece};

    table->setter->galley = &galley;
    plain_set_flow(table->setter, frame, cell);
    table->setter->galley = table->galley;
    return galley;
}

static int cell_width(struct table *table, const struct flow *cell, int width)
{
    struct frame frame = {.right = width, .align = ALIGN_LEFT};
    struct galley galley = plain_grid_cell(table, cell, &frame);
    int widest = 0;

    for (size_t i = 0; i < galley.rows.n; i++)
        widest = galley.rows.at[i].width > widest ? galley.rows.at[i].width : widest;
    return widest;
}

int plain_grid_span(const struct table *table, uint32_t column, uint32_t columns)
{
    int width = table->gap * (int)(columns - 1);

    for (uint32_t c = column; c < column + columns; c++)
        width += table->width[c];
    return width;
}

bool plain_grid_number(struct table *table, const struct flow *cell, enum cell_align align, struct number *number)
{
    const struct flow *text = cell->first;
    struct frame frame = {.right = WIDEST, .align = ALIGN_LEFT};
    bool measuring = table->setter->measuring;

    if (!text || text->next || text->kind != FLOW_PARAGRAPH || (align != CELL_DECIMAL && align != CELL_RIGHT))
        return false;
    number->rtl = unicode_is_right_to_left(text->paragraph.para->language);
    if (align == CELL_RIGHT && !number->rtl)
        return false;
    table->setter->measuring = true;
    struct galley galley = plain_grid_cell(table, cell, &frame);
    table->setter->measuring = measuring;
    if (galley.rows.n != 1)
        return false;
    const struct row *row = &galley.rows.at[0];
    uint32_t point = text_decimal_point(row->text, row->size, table->grid->grid.decimal_sign);
    if (point == TEXT_NO_NUMBER)
        return false;
    number->before = unicode_text_width(row->text, point);
    number->after = row->width - number->before;
    return true;
}

static int larger(int a, int b)
{
    return a > b ? a : b;
}

static void measure_cell(struct table *table, uint32_t r, uint32_t c, int *least, int *most)
{
    struct setter *setter = table->setter;
    const struct flow *cell = flow_cell(table->grid, r, c);

    setter->overhang = false;
    *most = cell_width(table, cell, WIDEST);
    setter->overhang = true;
    *least = cell_width(table, cell, 1);
    setter->overhang = false;
}

static void add_cell(struct table *table, uint32_t r, uint32_t c)
{
    int least, most;
    struct number number;

    if (r >= table->grid->grid.header_rows
        && plain_grid_number(table, flow_cell(table->grid, r, c), flow_span(table->grid, r, c).align, &number)) {
        table->before[c] = larger(table->before[c], number.before);
        table->after[c] = larger(table->after[c], number.after);
        least = most = table->before[c] + table->after[c];
    } else {
        measure_cell(table, r, c, &least, &most);
    }
    table->most[c] = larger(table->most[c], most);
    table->least[c] = larger(table->least[c], least);
}

/* Makes columns [first, end) together at least so wide, one character at a time, the narrowest first. */
static void widen(int *widths, uint32_t first, uint32_t end, int missing)
{
    for (; missing > 0; missing--) {
        uint32_t narrowest = first;
        for (uint32_t c = first; c < end; c++)
            narrowest = widths[c] < widths[narrowest] ? c : narrowest;
        widths[narrowest]++;
    }
}

static void add_wide_cell(struct table *table, uint32_t r, uint32_t c, uint32_t columns)
{
    int least, most, gaps = table->gap * (int)(columns - 1), has_least = gaps, has_most = gaps;

    measure_cell(table, r, c, &least, &most);
    for (uint32_t i = c; i < c + columns; i++) {
        has_least += table->least[i];
        has_most += table->most[i];
    }
    widen(table->least, c, c + columns, least - has_least);
    widen(table->most, c, c + columns, most - has_most);
    for (uint32_t i = c; i < c + columns; i++)
        table->most[i] = larger(table->most[i], table->least[i]);
}

/* Cells of one column first, then the others, those of few columns before those of many. */
static void measure_columns(struct table *table)
{
    struct setter *setter = table->setter;
    uint32_t columns = table->grid->grid.column_count, next = 1;
    const char *number = setter->number;

    setter->measuring = true;
    for (uint32_t span = 1; span && span <= columns; span = next) {
        next = 0;
        for (uint32_t r = 0; r < table->grid->grid.row_count; r++)
            for (uint32_t c = 0; c < columns; c++) {
                uint32_t takes = flow_span(table->grid, r, c).columns;
                if (takes == span && span == 1)
                    add_cell(table, r, c);
                else if (takes == span)
                    add_wide_cell(table, r, c, takes);
                else if (takes > span && (!next || takes < next))
                    next = takes;
            }
    }
    setter->measuring = false;
    setter->number = number;
}

static int sum(const int *values, uint32_t count)
{
    int total = 0;

    for (uint32_t i = 0; i < count; i++)
        total += values[i];
    return total;
}

/* A fixed column keeps its width, so that grids below each other line up, or gets a little more. */
static void fix_columns(struct table *table)
{
    int room = table->frame.right - table->frame.left - table->gap * (int)(table->grid->grid.column_count - 1);

    for (uint32_t c = 0; c < table->grid->grid.column_count; c++) {
        const struct grid_column *column = &table->grid->grid.columns[c];
        int fixed = column->width ? plain_columns(column->width) : room * column->percent / 100;
        int generous = fixed + fixed / 4 + 1;
        if (!fixed)
            continue;
        int width = table->most[c] <= generous ? table->most[c] : table->least[c];
        width = width > fixed ? width : fixed;
        table->least[c] = table->most[c] = width;
    }
}

/* The longest words are too wide: the widest columns are cut to one width. False where that is too little. */
static bool cut_columns(struct table *table, int room)
{
    uint32_t columns = table->grid->grid.column_count;

    for (int cap = room; cap >= WORDS_COLUMN; cap--) {
        int total = 0;
        for (uint32_t c = 0; c < columns; c++)
            total += table->least[c] < cap ? table->least[c] : cap;
        if (total > room)
            continue;
        for (uint32_t c = 0; c < columns; c++)
            table->width[c] = table->least[c] < cap ? table->least[c] : cap;
        return true;
    }
    return false;
}

/* Columns without rules fill the measure, as in print: the first that is not fixed takes what is left. */
static void spread(struct table *table, int spare)
{
    const struct flow *grid = table->grid;

    for (uint32_t c = 0; grid->grid.rules == GRID_PLAIN && c < grid->grid.column_count; c++) {
        if (grid->grid.columns[c].width)
            continue;
        table->width[c] += spare;
        return;
    }
}

/* Columns that want no more than an equal share get it as long as the others keep room for their words. */
static void settle_modest(struct table *table, int room)
{
    uint32_t columns = table->grid->grid.column_count;
    int least = sum(table->least, columns);

    for (uint32_t c = 0; c < columns; c++) {
        int more = table->most[c] - table->least[c];
        if (more <= 0 || table->most[c] > room / (int)columns || least + more > room)
            continue;
        table->least[c] = table->most[c];
        least += more;
    }
}

static bool share_room(struct table *table)
{
    uint32_t columns = table->grid->grid.column_count;
    int room = table->frame.right - table->frame.left - table->gap * (int)(columns - 1);
    int most = sum(table->most, columns), least = sum(table->least, columns);

    if (most <= room) {
        memcpy(table->width, table->most, columns * sizeof *table->width);
        spread(table, room - most);
        return true;
    }
    if (least > room)
        return cut_columns(table, room);
    settle_modest(table, room);
    most = sum(table->most, columns);
    least = sum(table->least, columns);
    int spare = room - least, want = most > least ? most - least : 1;
    for (uint32_t c = 0; c < columns; c++) {
        int more = (int)((int64_t)spare * (table->most[c] - table->least[c]) / want);
        table->width[c] = table->least[c] + more;
        if (table->width[c] < LEAST_COLUMN && table->width[c] < table->most[c])
            return false;
    }
    return true;
}

bool plain_grid_columns(struct table *table)
{
    uint32_t columns = table->grid->grid.column_count;

    table->least = arena_alloc(table->setter->arena, 5 * columns * sizeof(int));
    table->most = table->least + columns;
    table->width = table->most + columns;
    table->before = table->width + columns;
    table->after = table->before + columns;
    measure_columns(table);
    fix_columns(table);
    return share_room(table);
}
