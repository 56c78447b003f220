/*
 * layout, inside: the columns of a grid, between measuring (measure.c) and setting (table.c).
 * Not for other folders.
 */
#ifndef LAYOUT_GRID_H
#define LAYOUT_GRID_H

#include "layout/vertical.h"

struct grid_plan {
    sp *x, *width; /* by column; x from the grid's left edge */
    sp total;      /* with the gaps */
};
/* Fixed widths as given, the others from their content (CSS 2.1, 17.5.2.2, automatic table layout). */
struct grid_plan grid_plan(struct builder *builder, const struct scope *scope, const struct flow *grid);

#endif
