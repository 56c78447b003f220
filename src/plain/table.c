/*
 * Grids drawn with characters. Columns take the room their contents want; where that is too much, the
 * longest words have room and the rest is shared by want (as in CSS 2.1, 17.5.2.2); where even the words do
 * not fit, each row is set as a record of "Head: value" lines.
 */
#include "plain/galley.h"
#include "unicode/unicode.h"

#include <string.h>

#define WIDEST 1000   /* columns that count as enough for any cell */
#define LEAST_COLUMN 6
#define WORDS_COLUMN 12 /* words are split rather than set as records in columns at least this wide */
#define LEAST_GAP 2
#define SHORT_TABLE 16 /* lines: such a table is not parted */

struct table {
    struct setter *setter;
    struct galley *galley;
    const struct flow *grid;
    struct frame frame;
    int gap;
    int *least, *most, *width; /* by column: the longest word, all in one line, what it gets */
    struct galley *cells;      /* once set */
    bool airy;                 /* blank lines between rows */
};

/* Rows of a cell as lines: blank lines between its paragraphs are lines, too. */
static size_t cell_height(const struct galley *cell)
{
    size_t height = 0;

    for (size_t i = 0; i < cell->rows.n; i++)
        height += 1 + (i > 0 ? (size_t)cell->rows.at[i].blanks : 0);
    return height;
}

static int set_align(const struct grid_column *column)
{
    static const int aligns[] = {ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT};

    return aligns[column->align];
}

static struct galley set_cell(struct table *table, const struct flow *cell, int width, int align)
{
    struct galley galley = {.piece = table->galley->piece};
    struct frame frame = {.right = width, .align = align};

    table->setter->galley = &galley;
    plain_set_flow(table->setter, &frame, cell);
    table->setter->galley = table->galley;
    return galley;
}

static int cell_width(struct table *table, const struct flow *cell, int width)
{
    struct galley galley = set_cell(table, cell, width, ALIGN_LEFT);
    int widest = 0;

    for (size_t i = 0; i < galley.rows.n; i++)
        widest = galley.rows.at[i].width > widest ? galley.rows.at[i].width : widest;
    return widest;
}

static void measure_columns(struct table *table)
{
    struct setter *setter = table->setter;
    uint32_t columns = table->grid->grid.column_count;
    const char *number = setter->number;

    setter->measuring = true;
    for (uint32_t r = 0; r < table->grid->grid.row_count; r++)
        for (uint32_t c = 0; c < columns; c++) {
            const struct flow *cell = flow_cell(table->grid, r, c);
            setter->overhang = false;
            int most = cell_width(table, cell, WIDEST);
            setter->overhang = true;
            int least = cell_width(table, cell, 1);
            table->most[c] = most > table->most[c] ? most : table->most[c];
            table->least[c] = least > table->least[c] ? least : table->least[c];
        }
    setter->measuring = setter->overhang = false;
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
    for (uint32_t c = 0; c < table->grid->grid.column_count; c++) {
        int fixed = plain_columns(table->grid->grid.columns[c].width), generous = fixed + fixed / 4 + 1;
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

/* False: the columns do not fit beside each other. */
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
    int spare = room - least, want = most - least;
    for (uint32_t c = 0; c < columns; c++) {
        int more = (int)((int64_t)spare * (table->most[c] - table->least[c]) / want);
        table->width[c] = table->least[c] + more;
        if (table->width[c] < LEAST_COLUMN && table->width[c] < table->most[c])
            return false;
    }
    return true;
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
            struct galley *cell = &table->cells[(size_t)r * columns + c];
            int align = set_align(&table->grid->grid.columns[c]);
            *cell = set_cell(table, flow_cell(table->grid, r, c), table->width[c], align);
            is_tall = is_tall || cell_height(cell) > 1;
        }
        tall += is_tall && r >= table->grid->grid.header_rows;
    }
    table->airy = table->grid->grid.rules == GRID_TABLE ? tall > 0 : rows > 1 && plain_is_airy(tall, rows);
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

static void join_line(struct table *table, uint32_t r, size_t index, struct buf *out)
{
    uint32_t columns = table->grid->grid.column_count;
    int x = 0, at = 0;

    for (uint32_t c = 0; c < columns; c++) {
        const struct galley *cell = &table->cells[(size_t)r * columns + c];
        size_t number = 0;
        const struct row *line = cell_line(cell, index, &number);
        if (line)
            move_anchors(table, cell, number, number + 1 < cell->rows.n ? number + 1 : SIZE_MAX);
        for (; line && at < x; at++)
            buf_putc(out, ' ');
        if (line) {
            buf_append(out, line->text, line->size);
            at += line->width;
        }
        x += table->width[c] + table->gap;
    }
}

static struct row *add_line(struct table *table, const char *text, size_t size)
{
    return plain_row(table->setter, &(struct row_parts){.text = text, .text_size = (uint32_t)size,
                                                       .x = table->frame.left});
}

static void add_grid_row(struct table *table, uint32_t r)
{
    uint32_t columns = table->grid->grid.column_count;
    size_t height = 0;

    for (uint32_t c = 0; c < columns; c++) {
        const struct galley *cell = &table->cells[(size_t)r * columns + c];
        height = cell_height(cell) > height ? cell_height(cell) : height;
        if (cell->rows.n == 0)
            move_anchors(table, cell, 0, SIZE_MAX);
    }
    for (size_t i = 0; i < height; i++) {
        struct buf line = {0};
        join_line(table, r, i, &line);
        struct row *row = add_line(table, line.at ? line.at : "", line.n);
        if (i > 0 && row->keep < KEEP_SOFT)
            row->keep = KEEP_SOFT;
        buf_free(&line);
    }
}

/* A rule over the whole table, or (`parted`) a piece over each column. */
static void add_rule(struct table *table, bool parted)
{
    uint32_t columns = table->grid->grid.column_count;
    struct buf line = {0};

    for (uint32_t c = 0; c < columns; c++) {
        for (int i = 0; i < table->width[c]; i++)
            buf_putc(&line, '-');
        for (int i = 0; c + 1 < columns && i < table->gap; i++)
            buf_putc(&line, parted ? ' ' : '-');
    }
    add_line(table, line.at ? line.at : "", line.n);
    buf_free(&line);
}

/* Rule, head, rule: not parted from each other nor from the first row. */
static uint32_t add_head(struct table *table)
{
    struct galley *galley = table->galley;
    uint32_t first = (uint32_t)galley->rows.n, header_rows = table->grid->grid.header_rows;

    add_rule(table, false);
    galley->gap = 0;
    for (uint32_t r = 0; r < header_rows; r++)
        add_grid_row(table, r);
    if (header_rows > 0)
        add_rule(table, true);
    for (size_t i = first + 1; i < galley->rows.n; i++)
        galley->rows.at[i].keep = KEEP_FIRM;
    plain_keep_next(galley, 1);
    if (header_rows == 0)
        return 0;
    vec_push(table->setter->arena, &galley->repeats,
             ((struct repeat){first, (uint32_t)galley->rows.n - first}));
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

static void set_table(struct table *table)
{
    struct galley *galley = table->galley;
    size_t top = galley->rows.n;
    bool ruled = table->grid->grid.rules == GRID_TABLE;
    uint32_t header_rows = ruled ? table->grid->grid.header_rows : 0;
    uint32_t repeat = ruled ? add_head(table) : 0;
    int between = table->airy ? 1 : plain_lines(table->setter, table->grid->grid.row_gap);
    size_t *starts = arena_alloc(table->setter->arena, (table->grid->grid.row_count + 1) * sizeof *starts);

    for (uint32_t r = header_rows; r < table->grid->grid.row_count; r++) {
        size_t first = galley->rows.n;
        if (r > header_rows)
            galley->gap = between;
        starts[r] = first;
        add_grid_row(table, r);
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

/* "Head: " of a column, in the table's arena; NULL where the column has no head. */
static const char *head_words(struct table *table, uint32_t column)
{
    struct buf words = {0};
    const char *result = NULL;

    for (uint32_t r = 0; r < table->grid->grid.header_rows; r++) {
        struct galley head = set_cell(table, flow_cell(table->grid, r, column), WIDEST, ALIGN_LEFT);
        move_anchors(table, &head, 0, SIZE_MAX);
        for (size_t i = 0; i < head.rows.n; i++) {
            buf_puts(&words, words.n > 0 ? " " : "");
            buf_append(&words, head.rows.at[i].text, head.rows.at[i].size);
        }
    }
    if (words.n > 0)
        result = arena_format(table->setter->arena, "%s: ", words.at);
    buf_free(&words);
    return result;
}

static void set_record(struct table *table, uint32_t r, const char *const *heads)
{
    struct setter *setter = table->setter;
    struct frame frame = table->frame;

    frame.align = ALIGN_LEFT;
    for (uint32_t c = 0; c < table->grid->grid.column_count; c++) {
        setter->prefix = heads[c];
        plain_set_flow(setter, &frame, flow_cell(table->grid, r, c));
        setter->prefix = NULL;
        table->galley->gap = 0;
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
    struct table table = {.setter = setter, .galley = setter->galley, .grid = grid, .frame = *frame};
    uint32_t columns = grid->grid.column_count;
    bool ruled = grid->grid.rules == GRID_TABLE;

    if (columns == 0 || grid->grid.row_count == 0)
        return;
    table.gap = plain_columns(grid->grid.gap);
    table.gap = table.gap > LEAST_GAP ? table.gap : LEAST_GAP;
    table.least = arena_alloc(setter->arena, 3 * columns * sizeof(int));
    table.most = table.least + columns;
    table.width = table.most + columns;
    measure_columns(&table);
    fix_columns(&table);
    plain_gap(setter, ruled || columns > 1 || grid->grid.row_count > 1);
    if (share_room(&table)) {
        set_cells(&table);
        set_table(&table);
    } else {
        set_records(&table);
    }
    plain_gap(setter, ruled ? 1 : 0);
}
