/*
 * layout, inside: the columns of a grid, between measuring (measure.c) and setting (table.c).
 * Not for other folders.
 */
#ifndef LAYOUT_GRID_H
#define LAYOUT_GRID_H

#include "layout/vertical.h"

/* Not even the longest words have room, or not even a few letters of them. */
enum grid_room { GRID_FITS, GRID_NARROW, GRID_TOO_MANY };
struct grid_plan {
    sp *x, *width; /* by column; x from the grid's left edge */
    sp total;      /* with the gaps */
    enum grid_room room;
};
/* Fixed widths as given, the others from their content (CSS 2.1, 17.5.2.2, automatic table layout). */
struct grid_plan grid_plan(struct builder *builder, const struct scope *scope, const struct flow *grid);

#endif
