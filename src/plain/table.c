/*
 * Grids drawn with characters: rules of hyphens, cells side by side. Where not even the words fit beside each other,
 * each row is set as a record of "Head: value" lines.
 */
#include "plain/grid.h"

#include <string.h>

#define LEAST_GAP 2
#define WIDEST_CELL 1000
#define SHORT_TABLE 16 /* lines: such a table is not parted */

/* Rows of a cell as lines: blank lines between its paragraphs are lines, too. */
static size_t cell_height(const struct galley *cell)
{
    size_t height = 0;

    for (size_t i = 0; i < cell->rows.n; i++)
        height += 1 + (i > 0 ? (size_t)cell->rows.at[i].blanks : 0);
    return height;
}

static struct galley *cell_at(const struct table *table, uint32_t row, uint32_t column)
{
    return &table->cells[(size_t)row * table->grid->grid.column_count + column];
}

static bool is_ruled(const struct table *table)
{
    return table->grid->grid.rules == GRID_TABLE;
}

/* The row in which the cell begins that goes through a place; `left` of it is 0. */
static uint32_t first_row(const struct table *table, uint32_t row, uint32_t column)
{
    return row - flow_span(table->grid, row, column).up;
}

/* Where a number begins in its cell, so that decimal signs meet: it is written from the left in any text. */
static int number_left(const struct table *table, uint32_t c, enum cell_align align, const struct number *number)
{
    int free = table->width[c] - table->before[c] - table->after[c];
    int left = number->rtl ? table->after[c] - number->after : table->before[c] - number->before;

    return left + (align == CELL_DECIMAL ? free / 2 : free);
}

static struct galley set_one(struct table *table, uint32_t r, uint32_t c, const struct grid_span *span)
{
    static const int aligns[] = {ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT, ALIGN_CENTER};
    const struct flow *cell = flow_cell(table->grid, r, c);
    int width = plain_grid_span(table, c, span->columns);
    struct frame frame = {.right = width, .align = aligns[span->align]};
    struct number number;

    if (span->columns == 1 && r >= table->grid->grid.header_rows && table->before[c] + table->after[c] <= width
        && plain_grid_number(table, cell, span->align, &number)) {
        frame.align = ALIGN_LEFT;
        frame.left = number_left(table, c, span->align, &number);
    }
    return plain_grid_cell(table, cell, &frame);
}

/* Lines of the rows from `first` to before `end`. */
static int rows_height(const struct table *table, uint32_t first, uint32_t end)
{
    return table->tops[end] - table->tops[first];
}

/* Does a cell reach into the row from above, or from it on down? */
static bool is_reached(const struct table *table, uint32_t r)
{
    for (uint32_t c = 0; c < table->grid->grid.column_count; c++)
        if (flow_span(table->grid, r, c).up > 0 || flow_span(table->grid, r, c).rows > 1)
            return true;
    return false;
}

/*
 * A row is as tall as the cells in it alone, one with nothing in it as a line; a cell that reaches down makes its last
 * row taller.
 */
static void find_heights(struct table *table)
{
    uint32_t columns = table->grid->grid.column_count, rows = table->grid->grid.row_count;

    table->tops = arena_alloc(table->setter->arena, (rows + 1) * sizeof *table->tops);
    for (uint32_t r = 0; r < rows; r++) {
        table->tops[r + 1] = table->tops[r];
        for (uint32_t c = 0; c < columns; c++) {
            if (flow_span(table->grid, r, c).left > 0)
                continue;
            uint32_t first = first_row(table, r, c);
            if (first + flow_span(table->grid, first, c).rows != r + 1)
                continue;
            int end = table->tops[first] + (int)cell_height(cell_at(table, first, c));
            table->tops[r + 1] = end > table->tops[r + 1] ? end : table->tops[r + 1];
        }
        if (is_ruled(table) && table->tops[r + 1] == table->tops[r] && !is_reached(table, r))
            table->tops[r + 1]++;
    }
}

/* The direction of the first words in the grid is that of its rows, as on pages. */
static bool first_direction(const struct table *table, bool otherwise)
{
    for (uint32_t i = 0; i < table->grid->grid.row_count * table->grid->grid.column_count; i++)
        if (table->cells[i].rows.n > 0)
            return table->cells[i].rows.at[0].rtl;
    return otherwise;
}

/* Between rules any row of several lines parts the rows. */
static void set_cells(struct table *table)
{
    uint32_t columns = table->grid->grid.column_count, rows = table->grid->grid.row_count;
    size_t tall = 0;

    table->cells = arena_alloc(table->setter->arena, (size_t)columns * rows * sizeof *table->cells);
    for (uint32_t r = 0; r < rows; r++) {
        bool is_tall = false;
        for (uint32_t c = 0; c < columns; c++) {
            struct grid_span span = flow_span(table->grid, r, c);
            if (span.columns == 0)
                continue;
            struct galley *cell = cell_at(table, r, c);
            *cell = set_one(table, r, c, &span);
            is_tall = is_tall || cell_height(cell) > span.rows;
        }
        tall += is_tall && r >= table->grid->grid.header_rows;
    }
    find_heights(table);
    table->rtl = first_direction(table, table->rtl);
    table->airy = is_ruled(table) ? tall > 0 : rows > 1 && plain_is_airy(tall, rows);
}

/* The line of a cell that stands `index` lines below its top; NULL for a blank one. `row` gets its number. */
static const struct row *cell_line(const struct galley *cell, size_t index, size_t *row)
{
    size_t at = 0;

    for (size_t i = 0; i < cell->rows.n; i++) {
        at += i > 0 ? (size_t)cell->rows.at[i].blanks : 0;
        if (at >= index) {
            *row = i;
            return at == index ? &cell->rows.at[i] : NULL;
        }
        at++;
    }
    return NULL;
}

/* Anchors in the rows [first, end) of a cell go to the row that comes next. */
static void move_anchors(struct table *table, const struct galley *cell, size_t first, size_t end)
{
    for (size_t i = 0; i < cell->anchors.n; i++) {
        const struct placed *placed = &cell->anchors.at[i];
        if (placed->row >= first && placed->row < end)
            vec_push(table->setter->arena, &table->galley->anchors,
                     ((struct placed){(uint32_t)table->galley->rows.n, placed->anchor}));
    }
}

/* Which of its lines the cell in a place has in line `index` of the row; heads stand at the foot of their rows. */
static int line_of(const struct table *table, uint32_t r, uint32_t c, int index)
{
    uint32_t first = first_row(table, r, c), rows = flow_span(table->grid, first, c).rows;
    int line = rows_height(table, first, r) + index;

    if (is_ruled(table) && first < table->grid->grid.header_rows)
        line -= rows_height(table, first, first + rows) - (int)cell_height(cell_at(table, first, c));
    return line;
}

/* A line that runs against the grid's direction ends where its cell does: there it begins to be read. */
static int turned_indent(const struct table *table, const struct row *line, uint32_t r, uint32_t c)
{
    int free = plain_grid_span(table, c, flow_span(table->grid, first_row(table, r, c), c).columns) - line->width;

    return line->rtl != table->rtl && free > 0 ? free : 0;
}

static void join_line(struct table *table, uint32_t r, int index, struct ordered *out)
{
    int x = 0;

    for (uint32_t c = 0; c < table->grid->grid.column_count; c++, x += table->gap) {
        const struct galley *cell = cell_at(table, first_row(table, r, c), c);
        int line_number = flow_span(table->grid, r, c).left == 0 ? line_of(table, r, c, index) : -1;
        size_t number = 0;
        const struct row *line = line_number >= 0 ? cell_line(cell, (size_t)line_number, &number) : NULL;
        if (line)
            move_anchors(table, cell, number, number + 1 < cell->rows.n ? number + 1 : SIZE_MAX);
        if (line) {
            ordered_fill(out, x + turned_indent(table, line, r, c));
            ordered_put_isolate(out, line->text, line->size, line->rtl, plain_row_levels(line));
        }
        x += table->width[c];
    }
}

static struct row *add_line(struct table *table, struct ordered *line)
{
    struct row_parts parts = {.text = line->text.at, .text_size = (uint32_t)line->text.n, .x = table->frame.left,
                              .rtl = line->rtl, .levels = ordered_levels(line)};
    struct row *row = plain_row(table->setter, &parts);
    ordered_free(line);
    return row;
}

static void add_grid_row(struct table *table, uint32_t r)
{
    int height = rows_height(table, r, r + 1);
    bool joined = false;

    for (uint32_t c = 0; c < table->grid->grid.column_count; c++) {
        struct grid_span span = flow_span(table->grid, r, c);
        joined = joined || span.up > 0;
        if (span.columns > 0 && cell_at(table, r, c)->rows.n == 0)
            move_anchors(table, cell_at(table, r, c), 0, SIZE_MAX);
    }
    for (int i = 0; i < height; i++) {
        struct ordered line = {.rtl = table->rtl};
        join_line(table, r, i, &line);
        struct row *row = add_line(table, &line);
        if ((i > 0 || joined) && row->keep < KEEP_SOFT)
            row->keep = KEEP_SOFT;
    }
}

/* A rule over the whole table, or (`parted`) a piece over each column. */
static void add_rule(struct table *table, bool parted)
{
    uint32_t columns = table->grid->grid.column_count;
    struct ordered line = {.rtl = table->rtl};

    for (uint32_t c = 0; c < columns; c++) {
        for (int i = 0; i < table->width[c]; i++)
            buf_putc(&line.text, '-');
        for (int i = 0; c + 1 < columns && i < table->gap; i++)
            buf_putc(&line.text, parted ? ' ' : '-');
    }
    add_line(table, &line);
}

/* Hyphens below the heads that end in a row and span columns: they tie the heads below together. */
static void add_spanner_rule(struct table *table, uint32_t r)
{
    struct ordered line = {.rtl = table->rtl};
    int x = 0, at = 0;

    for (uint32_t c = 0; c < table->grid->grid.column_count; c++, x += table->gap) {
        uint32_t first = first_row(table, r, c);
        struct grid_span span = flow_span(table->grid, first, c);
        bool spanner = span.columns > 1 && first + span.rows == r + 1 && cell_at(table, first, c)->rows.n > 0;
        for (; spanner && at < x; at++)
            buf_putc(&line.text, ' ');
        for (int end = x + (spanner ? plain_grid_span(table, c, span.columns) : 0); at < end && spanner; at++)
            buf_putc(&line.text, '-');
        x += table->width[c];
    }
    if (line.text.n > 0)
        add_line(table, &line);
    else
        ordered_free(&line);
}

/* "Table 3 (continued)", as a row of its own; NULL for none. */
static const struct row *continued_row(struct table *table)
{
    struct flow item = {.pos = table->grid->pos, .paragraph = {.style = STYLE_CAPTION}};

    if (!table->grid->grid.continued)
        return NULL;
    item.paragraph.para = (struct para *)table->grid->grid.continued;
    struct galley galley = plain_grid_cell(table, &item, &table->frame);
    return galley.rows.n ? &galley.rows.at[0] : NULL;
}

/* Rule, head, rule: not parted from each other nor from the first row. */
static uint32_t add_head(struct table *table)
{
    struct galley *galley = table->galley;
    uint32_t first = (uint32_t)galley->rows.n, header_rows = table->grid->grid.header_rows;

    add_rule(table, false);
    galley->gap = 0;
    for (uint32_t r = 0; r < header_rows; r++) {
        add_grid_row(table, r);
        if (r + 1 < header_rows)
            add_spanner_rule(table, r);
    }
    if (header_rows > 0)
        add_rule(table, true);
    for (size_t i = first + 1; i < galley->rows.n; i++)
        galley->rows.at[i].keep = KEEP_FIRM;
    plain_keep_next(galley, 1);
    const struct row *lead = continued_row(table);
    if (header_rows == 0 && !lead)
        return 0;
    vec_push(table->setter->arena, &galley->repeats,
             ((struct repeat){first, header_rows ? (uint32_t)galley->rows.n - first : 0, lead}));
    return (uint32_t)galley->repeats.n;
}

/* What the last row's cells ask to be kept with: a masthead stays with the title below it. */
static int last_keep(const struct table *table)
{
    uint32_t columns = table->grid->grid.column_count;
    const struct galley *cells = &table->cells[(size_t)(table->grid->grid.row_count - 1) * columns];
    int keep = 0;

    for (uint32_t c = 0; c < columns; c++)
        keep = cells[c].rows.n > 0 && cells[c].keep_next > keep ? cells[c].keep_next : keep;
    return keep;
}

static void keep_row(struct galley *galley, size_t row)
{
    if (row < galley->rows.n && galley->rows.at[row].keep < KEEP_SOFT)
        galley->rows.at[row].keep = KEEP_SOFT;
}

/* Short tables stay whole; of others two rows at least stand on each side of a break. */
static void keep_rows(struct table *table, size_t top, const size_t *starts)
{
    struct galley *galley = table->galley;
    uint32_t first = table->grid->grid.header_rows, end = table->grid->grid.row_count;
    size_t height = 0;

    for (size_t i = top; i < galley->rows.n; i++)
        height += 1 + (i > top ? (size_t)galley->rows.at[i].blanks : 0);
    if (height <= SHORT_TABLE)
        plain_keep_rows(galley, top);
    if (end - first < 2)
        return;
    keep_row(galley, starts[first + 1]);
    keep_row(galley, starts[end - 1]);
}

/* A thin rule below a row, which it stays with. Returns the blank lines before the next row. */
static int add_rule_after(struct table *table, uint32_t r, int between)
{
    const bool *rules = table->grid->grid.rule_after;

    if (!rules || !rules[r] || r + 1 == table->grid->grid.row_count)
        return between;
    plain_keep_next(table->galley, 1);
    add_rule(table, true);
    table->galley->keep_next = 0;
    return 0;
}

static void set_table(struct table *table)
{
    struct galley *galley = table->galley;
    size_t top = galley->rows.n;
    bool ruled = is_ruled(table);
    uint32_t header_rows = ruled ? table->grid->grid.header_rows : 0;
    uint32_t repeat = ruled ? add_head(table) : 0;
    int between = table->airy ? 1 : plain_lines(table->setter, table->grid->grid.row_gap), gap = between;
    size_t *starts = arena_alloc(table->setter->arena, (table->grid->grid.row_count + 1) * sizeof *starts);

    for (uint32_t r = header_rows; r < table->grid->grid.row_count; r++) {
        size_t first = galley->rows.n;
        if (r > header_rows)
            galley->gap = gap;
        starts[r] = first;
        add_grid_row(table, r);
        gap = add_rule_after(table, r, between);
        for (size_t i = first; i < galley->rows.n; i++)
            galley->rows.at[i].repeat = repeat;
    }
    if (!ruled) {
        plain_keep_next(galley, last_keep(table));
        return;
    }
    galley->gap = 0;
    plain_keep_next(galley, 1);
    add_rule(table, false);
    galley->keep_next = 0;
    keep_rows(table, top, starts);
}

/* The head of a column, in the table's arena; NULL where the column has no head. */
static const char *head_words(struct table *table, uint32_t column)
{
    struct buf words = {0};
    const char *result = NULL;

    for (uint32_t r = 0; r < table->grid->grid.header_rows; r++) {
        struct grid_span span = flow_span(table->grid, r, column);
        struct frame frame = {.right = WIDEST_CELL, .align = ALIGN_LEFT};
        if (span.up > 0)
            continue;
        struct galley head = plain_grid_cell(table, flow_cell(table->grid, r, column - span.left), &frame);
        if (span.left == 0)
            move_anchors(table, &head, 0, SIZE_MAX);
        for (size_t i = 0; i < head.rows.n; i++) {
            buf_puts(&words, words.n > 0 ? " " : "");
            buf_append(&words, head.rows.at[i].text, head.rows.at[i].size);
        }
    }
    if (words.n > 0)
        result = arena_strdup(table->setter->arena, words.at);
    buf_free(&words);
    return result;
}

/* "Head: " of a cell; "Head; head: " of one over columns that have several. NULL where they have none. */
static const char *record_words(const struct table *table, const char *const *heads, uint32_t column, uint32_t count)
{
    struct buf words = {0};
    const char *last = "", *result = NULL;

    for (uint32_t c = column; c < column + count; c++) {
        if (!heads[c] || strcmp(heads[c], last) == 0)
            continue;
        buf_format(&words, words.n > 0 ? "; %s" : "%s", heads[c]);
        last = heads[c];
    }
    if (words.n > 0)
        result = arena_format(table->setter->arena, "%s: ", words.at);
    buf_free(&words);
    return result;
}

/* A cell that reaches down stands in each record: only in the first of them with the places that it marks. */
static void set_record(struct table *table, uint32_t r, const char *const *heads)
{
    struct setter *setter = table->setter;
    struct frame frame = table->frame;

    frame.align = ALIGN_LEFT;
    for (uint32_t c = 0; c < table->grid->grid.column_count; c++) {
        struct grid_span span = flow_span(table->grid, r, c);
        size_t anchors = table->galley->anchors.n;
        if (span.left > 0)
            continue;
        setter->prefix = record_words(table, heads, c, flow_span(table->grid, r - span.up, c).columns);
        plain_set_flow(setter, &frame, flow_cell(table->grid, r - span.up, c));
        setter->prefix = NULL;
        table->galley->gap = 0;
        if (span.up > 0)
            table->galley->anchors.n = anchors;
    }
}

static void set_records(struct table *table)
{
    struct galley *galley = table->galley;
    uint32_t columns = table->grid->grid.column_count, header_rows = table->grid->grid.header_rows;
    const char **heads = arena_alloc(table->setter->arena, columns * sizeof *heads);
    bool ruled = table->grid->grid.rules == GRID_TABLE;
    int room = table->frame.right - table->frame.left;

    for (uint32_t c = 0; c < columns; c++)
        heads[c] = head_words(table, c);
    for (uint32_t c = 0; c < columns; c++)
        table->width[c] = c == 0 ? room - table->gap * (int)(columns - 1) : 0;
    if (ruled && room > table->gap * (int)columns)
        add_rule(table, false);
    galley->gap = 0;
    for (uint32_t r = header_rows; r < table->grid->grid.row_count; r++) {
        size_t first = galley->rows.n;
        galley->gap = r > header_rows;
        set_record(table, r, heads);
        plain_keep_rows(galley, first);
    }
    galley->gap = 0;
    plain_keep_next(galley, ruled);
    if (ruled && room > table->gap * (int)columns)
        add_rule(table, false);
    galley->keep_next = 0;
}

void plain_set_grid(struct setter *setter, const struct frame *frame, const struct flow *grid)
{
    struct table table = {.setter = setter, .galley = setter->galley, .grid = grid, .frame = *frame,
                          .rtl = unicode_is_right_to_left(setter->language)};
    uint32_t columns = grid->grid.column_count;
    bool ruled = grid->grid.rules == GRID_TABLE;

    if (columns == 0 || grid->grid.row_count == 0)
        return;
    table.gap = plain_columns(grid->grid.gap);
    table.gap = table.gap > LEAST_GAP ? table.gap : LEAST_GAP;
    bool fits = plain_grid_columns(&table);
    plain_gap(setter, ruled || columns > 1 || grid->grid.row_count > 1);
    if (fits) {
        set_cells(&table);
        set_table(&table);
    } else {
        set_records(&table);
    }
    plain_gap(setter, ruled ? 1 : 0);
}
