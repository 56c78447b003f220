/* blocks: the cells of a table as they are written in YAML, and their places in the grid. */
#include <string.h>

#include "blocks/table.h"

const char *const table_aligns[] = {"left", "center", "right", "decimal", NULL};

struct cell_block {
    struct record_head head;
    struct localized text;
    int columns, rows, align;
};
static const struct key keys[] = {
    {.name = "text", .type = KEY_MARKDOWN, .offset = offsetof(struct cell_block, text),
     .about = "What the cell holds."},
    {.name = "colspan", .type = KEY_INT, .offset = offsetof(struct cell_block, columns), .minimum = 1,
     .maximum = TABLE_COLUMNS, .about = "How many columns it takes."},
    {.name = "rowspan", .type = KEY_INT, .offset = offsetof(struct cell_block, rows), .minimum = 1,
     .maximum = TABLE_CELLS, .about = "How many rows it takes: they leave it out."},
    {.name = "align", .type = KEY_ENUM, .offset = offsetof(struct cell_block, align), .values = table_aligns,
     .about = "left, center, right or decimal, where it is not as its column."},
    {0},
};
static const struct record record = {"table cell", sizeof(struct cell_block), keys, NULL};

static struct cell_source plain_cell(const struct lowering *l, const struct node *node)
{
    return (struct cell_source){.node = node, .language = l->language, .pos = node->pos, .columns = 1, .rows = 1,
                                .align = CELL_AS_COLUMN};
}

/* A cell with keys of its own. */
static struct cell_source read_cell(struct lowering *l, const struct node *node)
{
    struct cell_source cell = plain_cell(l, node);
    struct reader reader = reader_of(l);
    const struct cell_block *block = reader_record(&reader, &record, node);
    if (!block)
        return cell;
    cell.node = localized_node(&block->text, l->language);
    if (cell.node)
        cell.language = text_language(l, &block->text);
    cell.columns = block->columns > 0 ? (uint32_t)block->columns : 1;
    cell.rows = block->rows > 0 ? (uint32_t)block->rows : 1;
    cell.align = block->align >= 0 ? (enum cell_align)block->align : CELL_AS_COLUMN;
    return cell;
}

static void read_row(struct lowering *l, const struct node *node, struct table_source *out)
{
    struct row_source row = {.pos = node->pos};
    for (size_t i = 0; i < node->count; i++) {
        const struct node *item = node->items[i];
        if (item->kind == NODE_LIST) {
            diag(l->diags, DIAG_TABLE_ROW, item->pos);
            out->bad = true;
        } else {
            vec_push(l->arena, &row.cells, item->kind == NODE_MAP ? read_cell(l, item) : plain_cell(l, item));
        }
    }
    vec_push(l->arena, &out->rows, row);
}

void table_read_rows(struct lowering *l, const struct node *rows, struct table_source *out)
{
    for (size_t i = 0; rows->kind == NODE_LIST && i < rows->count; i++) {
        if (rows->items[i]->kind == NODE_LIST) {
            read_row(l, rows->items[i], out);
            continue;
        }
        diag(l->diags, DIAG_TABLE_ROW, rows->items[i]->pos);
        out->bad = true;
    }
    if (rows->kind != NODE_LIST) {
        diag(l->diags, DIAG_TABLE_ROW, rows->pos);
        out->bad = true;
    }
}

void table_read_columns(const struct lowering *l, const struct node *columns, struct table_source *out)
{
    struct row_source row = {.pos = columns->pos};
    for (size_t i = 0; i < columns->count; i++)
        vec_push(l->arena, &row.cells, plain_cell(l, columns->items[i]));
    vec_push(l->arena, &out->rows, row);
}

/* The table while its cells find their places. */
struct placing {
    struct lowering *l;
    struct table_source *source;
    struct placed_cell *places;
    struct {
        const struct cell_source *cell; /* that reaches down here */
        uint32_t end;                   /* the first row that it leaves free */
    } *above;                           /* by column */
    bool bad, stopped;                  /* stopped: after a wrong span nothing below has a place */
};

static const char *number(const struct placing *p, uint32_t value)
{
    return arena_format(p->l->arena, "%u", value);
}

static void complain(struct placing *p, enum diag_id id, struct pos pos, uint32_t one, uint32_t two, uint32_t three)
{
    diag(p->l->diags, id, pos, number(p, one), number(p, two), number(p, three));
    p->bad = true;
}

/* Does the cell fit where it begins? */
static bool check_span(struct placing *p, const struct cell_source *cell, uint32_t row, uint32_t column)
{
    uint32_t columns = p->source->columns, rows = (uint32_t)p->source->rows.n, heads = p->source->heads;
    if (cell->columns > columns - column) {
        complain(p, DIAG_TABLE_SPAN_EDGE, cell->pos, cell->columns, column + 1, columns);
        return false;
    }
    if (cell->rows > rows - row) {
        complain(p, DIAG_TABLE_SPAN_FOOT, cell->pos, cell->rows, rows - row, 0);
        return false;
    }
    if (row < heads && cell->rows > heads - row) {
        complain(p, DIAG_TABLE_SPAN_HEAD, cell->pos, cell->rows, heads - row, 0);
        return false;
    }
    for (uint32_t c = column + 1; c < column + cell->columns; c++) {
        if (p->above[c].end <= row)
            continue;
        diag(p->l->diags, DIAG_TABLE_SPAN_OVERLAP, cell->pos, number(p, cell->columns), number(p, column + 1),
             diags_place(p->l->arena, p->l->diags, p->above[c].cell->pos));
        p->bad = true;
        return false;
    }
    return true;
}

static void put_cell(struct placing *p, const struct cell_source *cell, uint32_t row, uint32_t column)
{
    uint32_t columns = p->source->columns;
    for (uint32_t r = row; r < row + cell->rows; r++)
        for (uint32_t c = column; c < column + cell->columns; c++)
            p->places[(size_t)r * columns + c] = (struct placed_cell){NULL, c - column, r - row};
    p->places[(size_t)row * columns + column] = (struct placed_cell){cell, 0, 0};
    for (uint32_t c = column; c < column + cell->columns; c++) {
        p->above[c].cell = cell;
        p->above[c].end = row + cell->rows;
    }
}

static uint32_t next_free(const struct placing *p, uint32_t row, uint32_t column)
{
    while (column < p->source->columns && p->above[column].end > row)
        column++;
    return column;
}

/* Columns that the row's own cells take, and those that cells above it reach into. */
static uint32_t row_width(const struct placing *p, uint32_t row)
{
    const struct row_source *source = &p->source->rows.at[row];
    uint32_t width = 0;
    for (uint32_t c = 0; c < p->source->columns; c++)
        width += p->above[c].end > row;
    for (size_t i = 0; i < source->cells.n; i++)
        width += source->cells.at[i].columns;
    return width;
}

static bool place_row(struct placing *p, uint32_t row)
{
    const struct row_source *source = &p->source->rows.at[row];
    uint32_t columns = p->source->columns, width = row_width(p, row), at = next_free(p, row, 0);
    enum diag_id mistake = p->source->csv                ? DIAG_CSV_CELLS
                           : width == source->cells.n ? DIAG_TABLE_CELLS
                                                      : DIAG_TABLE_SPAN_CELLS;
    for (size_t i = 0; i < source->cells.n && at < columns; i++) {
        const struct cell_source *cell = &source->cells.at[i];
        p->stopped = !check_span(p, cell, row, at);
        if (p->stopped)
            return false;
        put_cell(p, cell, row, at);
        at = next_free(p, row, at + cell->columns);
    }
    if (width != columns)
        complain(p, mistake, source->pos, width, columns, 0);
    return width == columns;
}

static bool check_size(struct placing *p)
{
    struct table_source *source = p->source;
    if (!source->columns && source->rows.n)
        source->columns = row_width(p, 0);
    if (source->columns > TABLE_COLUMNS)
        complain(p, DIAG_TABLE_WIDE, source->rows.at[0].pos, source->columns, TABLE_COLUMNS, 0);
    else if (source->columns && source->rows.n > TABLE_CELLS / source->columns)
        complain(p, DIAG_TABLE_LONG, source->rows.at[TABLE_CELLS / source->columns].pos, TABLE_CELLS, 0, 0);
    return source->columns && !p->bad;
}

bool table_place_cells(struct lowering *l, struct table_source *source, struct placed_cell **places)
{
    enum { MISTAKES = 20 }; /* after so many the rest of a table tells no more */
    struct placing p = {.l = l, .source = source};
    int mistakes = 0;
    if (!check_size(&p))
        return false;
    p.places = arena_alloc(l->arena, source->columns * source->rows.n * sizeof *p.places);
    p.above = arena_alloc(l->arena, source->columns * sizeof *p.above);
    for (uint32_t r = 0; r < source->rows.n && mistakes < MISTAKES && !p.stopped; r++)
        mistakes += !place_row(&p, r);
    *places = p.places;
    return !p.bad;
}
