/*
 * plain, inside: a grid between finding the widths of its columns (columns.c) and setting it (table.c). Not for other
 * folders.
 */
#ifndef PLAIN_GRID_H
#define PLAIN_GRID_H

#include "plain/galley.h"

struct table {
    struct setter *setter;
    struct galley *galley;
    const struct flow *grid;
    struct frame frame;
    int gap;
    int *least, *most, *width; /* by column: the longest word, all in one line, what it gets */
    int *before, *after;       /* of numbers to be aligned: up to their decimal signs, and from there on */
    struct galley *cells;      /* once set */
    int *tops;                 /* by row: lines above it; one more for the end; once set */
    bool airy;                 /* blank lines between rows */
    bool rtl;                  /* its first column is on the right */
};
/* Finds the widths. False: the columns do not fit beside each other. */
bool plain_grid_columns(struct table *table);
/* A cell in a galley of its own. */
struct galley plain_grid_cell(struct table *table, const struct flow *cell, const struct frame *frame);
/* A number to be aligned in its column: characters before its decimal sign and from there on. */
struct number {
    int before, after;
    bool rtl; /* of the words beside it */
};
/* False for a cell that holds no number, or not only, or is not to be aligned so. */
bool plain_grid_number(struct table *table, const struct flow *cell, enum cell_align align, struct number *number);
/* From one column's left edge to the right edge of another one some columns on. */
int plain_grid_span(const struct table *table, uint32_t column, uint32_t columns);

#endif
