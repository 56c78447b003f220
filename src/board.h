/* board: text on a terminal that is replaced in place. */
#ifndef BOARD_H
#define BOARD_H

#include "base/base.h"

struct board {
    FILE *out;
    struct buf shown; /* ends with a line end, or is empty */
};

/* Can the terminal move its cursor? */
bool board_possible(FILE *out);
/* Shows `text`, lines with their ends, where the text before stood. */
void board_show(struct board *board, const struct buf *text);
void board_free(struct board *board);

#endif
