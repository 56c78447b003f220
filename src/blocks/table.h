/*
 * blocks, inside: tables on their way to flow. A source of rows (YAML, a CSV file) gives each row's own cells in order;
 * table_cells.c finds their places as HTML does, each cell in the first place that is free. Not for other folders.
 */
#ifndef BLOCKS_TABLE_H
#define BLOCKS_TABLE_H

#include "blocks/internal.h"

/* More cells than any table holds that is meant to be read; and columns: as in Markdown's tables. */
#define TABLE_CELLS 200000
#define TABLE_COLUMNS 64

struct cell_source {
    const struct node *node;  /* Markdown; NULL: `para` */
    struct para *para;        /* the cell's text as it is, or NULL when empty */
    const char *language;     /* of the node's text */
    struct pos pos;
    uint32_t columns, rows;
    enum cell_align align;
};
struct row_source {
    VEC(struct cell_source) cells;
    struct pos pos;
};
struct table_source {
    VEC(struct row_source) rows;
    uint32_t columns, heads;  /* columns 0: as many as the first row fills */
    bool csv;                 /* its rows are lines of a file */
    bool bad;                 /* a mistake was reported */
};

/* Reads the rows of a list of lists. */
void table_read_rows(struct lowering *l, const struct node *rows, struct table_source *out);
/* The heads of `columns:` as the first row. */
void table_read_columns(const struct lowering *l, const struct node *columns, struct table_source *out);
/* Reads a file of comma-separated values (RFC 4180); `delimiter` is what parts its fields. */
void table_read_csv(struct lowering *l, const struct path_value *file, char delimiter, struct table_source *out);

/*
 * Where the cells stand: by place (row by row) the cell that begins there, or NULL where one is covered. Checks spans
 * and the rows' lengths, and sets source->columns. False after mistakes, which were reported.
 */
struct placed_cell {
    const struct cell_source *cell; /* NULL: covered … */
    uint32_t left, up;              /* … by the cell so far away */
};
bool table_place_cells(struct lowering *l, struct table_source *source, struct placed_cell **places);

extern const char *const table_aligns[]; /* in the order of enum cell_align */

#endif
