/*
 * layout, inside: grids, between measuring (measure.c), the widths of columns (widths.c), the boxes of rows (rows.c)
 * and what makes a table of them (table.c). Not for other folders.
 */
#ifndef LAYOUT_GRID_H
#define LAYOUT_GRID_H

#include "layout/vertical.h"

#define HEAVY_RULE SP_PT(0.8)
#define LIGHT_RULE SP_PT(0.4)

/* What a column asks for. */
struct wish {
    sp min, max, width;
    sp before, after; /* of numbers to be aligned: up to their decimal signs, and from there on */
    bool settled;     /* `width` is given or found */
};
/* Wishes by column, `settled` where the flow says how wide; `room`: the measure without the gaps. */
struct wish *grid_wishes(struct builder *builder, const struct flow *grid, sp room);
/* A cell of one column: how wide it is in one line. Row by row. */
struct cell_size {
    uint32_t row, column;
    sp width;
};
struct wrapping {
    struct cell_size *at;
    size_t n, cap;
};
/*
 * balance.c: shares the widths out anew, none below its least, so that the table is shorter; their sum stays.
 * Columns of least width -1 keep theirs.
 */
void grid_balance(const struct wrapping *cells, uint32_t columns, uint32_t heads, const sp *least, sp *width, sp room);
/* Widths of a number before its decimal sign and from there on. False for a cell that holds no number, or not only. */
bool measure_number(struct builder *builder, const struct flow *grid, const struct flow *cell, enum cell_align align,
                    sp *before, sp *after);

/* Not even the longest words have room, or not even a few letters of them. */
enum grid_room { GRID_FITS, GRID_NARROW, GRID_TOO_MANY };
struct grid_plan {
    sp *x, *width; /* by column; x from the grid's left edge */
    sp left;       /* of that edge in the scope */
    bool mirrored; /* columns run from right to left, as the text of the cells */
    const struct wish *wishes;
    sp total;      /* with the gaps */
    enum grid_room room;
};
/* Fixed widths as given, the others from their content (CSS 2.1, 17.5.2.2, automatic table layout). */
struct grid_plan grid_plan(struct builder *builder, const struct scope *scope, const struct flow *grid);

/* A cell of the rows at work. */
struct table_cell {
    struct vlist *list; /* NULL: covered by another */
    const sp *tops;
    sp shift;           /* down: aligns its first line with that of its neighbours */
    sp indent;          /* right: aligns its number */
    uint32_t row, columns, rows;
    size_t next;        /* of a tall row: its box that comes next */
};
/* Rows that cells join: they are built together. */
struct row_group {
    uint32_t first, end;
    size_t box, box_end; /* their boxes in the list */
};
struct table {
    struct builder *builder;
    const struct scope *scope;
    const struct flow *flow;
    struct grid_plan plan;
    sp pad;                   /* between a rule and the text beside it */
    bool ruled;
    uint32_t tag;             /* of the Table */
    uint32_t body_tag;        /* of the THead or TBody that rows are added to */
    sp head_height;
    struct arena *passing;    /* of the group at work: its cells, and their boxes until they are the row's */
    struct table_cell *cells; /* of the group at work: row by row */
    struct table_cell **live; /* by column: the cell that the row at work goes through */
    sp *heights, *tops;       /* of its rows */
    VEC(struct row_group) groups;
};
static inline sp table_left(const struct table *table)
{
    return scope_x(table->scope) + table->plan.left;
}
/* Left edge of a cell over so many columns: the first, or the last where columns run from right to left. */
static inline sp table_x(const struct table *table, uint32_t column, uint32_t columns)
{
    return table_left(table) + table->plan.x[table->plan.mirrored ? column + columns - 1 : column];
}
/* Adds the boxes of the group that begins with row `first`; returns the row after it. */
uint32_t table_build_rows(struct table *table, uint32_t first);

#endif
