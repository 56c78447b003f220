/*
 * layout: the widths of a table's columns made better where its cells must wrap: width goes from column to column in
 * small steps as long as that makes the table shorter. What a cell takes is reckoned from its width in one line, so
 * that nothing is set for trial.
 */
#include "layout/grid.h"

#define STEPS 64         /* of the room that the columns share */
#define ROUNDS 48
#define MOST_WORK 400000 /* cells reckoned in a round: beyond that widths stay as they are */
#define HEAD_WEIGHT 2    /* a line more in a head is as bad as so many in a row */
#define RAGGED 21 / 20   /* what ragged lines need more than the text's width */

struct balance {
    const struct wrapping *cells;
    const sp *least;
    sp *width;
    uint32_t columns, heads;
};

/* Lines of all rows, and one more for each cell that wraps. Cells stand row by row. */
static int64_t table_lines(const struct balance *balance)
{
    int64_t lines = 0, row_lines = 0;
    for (size_t i = 0; i < balance->cells->n; i++) {
        const struct cell_size *cell = &balance->cells->at[i];
        sp width = balance->width[cell->column];
        int64_t own = cell->width <= width ? 1 : (cell->width * RAGGED + width - 1) / width;
        bool begins = i == 0 || cell->row != balance->cells->at[i - 1].row;
        lines += (begins ? row_lines : 0) + (own > 1);
        row_lines = begins ? 0 : row_lines;
        own *= cell->row < balance->heads ? HEAD_WEIGHT : 1;
        row_lines = own > row_lines ? own : row_lines;
    }
    return lines + row_lines;
}

/* The lines of the table when `amount` goes from one column to another; -1 where the one cannot give it. */
static int64_t try_move(struct balance *balance, uint32_t from, uint32_t to, sp amount)
{
    bool given = balance->least[from] < 0 || balance->least[to] < 0;
    if (given || from == to || balance->width[from] - amount < balance->least[from])
        return -1;
    balance->width[from] -= amount;
    balance->width[to] += amount;
    int64_t lines = table_lines(balance);
    balance->width[from] += amount;
    balance->width[to] -= amount;
    return lines;
}

/* Makes the best of all moves; false when none makes the table shorter. */
static bool improve(struct balance *balance, sp step, int64_t *lines)
{
    uint32_t best_from = 0, best_to = 0;
    sp best = 0;
    for (uint32_t from = 0; from < balance->columns; from++)
        for (uint32_t to = 0; to < balance->columns; to++)
            for (sp amount = step; amount <= 8 * step; amount *= 2) {
                int64_t now = try_move(balance, from, to, amount);
                if (now < 0 || now >= *lines)
                    continue;
                *lines = now;
                best = amount;
                best_from = from;
                best_to = to;
            }
    balance->width[best_from] -= best;
    balance->width[best_to] += best;
    return best > 0;
}

void grid_balance(const struct wrapping *cells, uint32_t columns, uint32_t heads, const sp *least, sp *width, sp room)
{
    struct balance balance = {cells, least, width, columns, heads};
    if ((uint64_t)cells->n * columns * columns * 4 > MOST_WORK || room < STEPS)
        return;
    int64_t lines = table_lines(&balance);
    for (int i = 0; i < ROUNDS && improve(&balance, room / STEPS, &lines); i++)
        ;
}
