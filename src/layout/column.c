/*
 * layout: two columns. Columns that go on over the page are filled one after the other; the last ones are
 * balanced: the split is chosen that makes the taller column shortest.
 */
#include "layout/pager.h"

/* A few ways to end the first column are tried on. */
#define FIRST_COLUMN_CHOICES 4

sp columns_top(const struct fill *page, const struct vbox *first)
{
    if (page->count == 0)
        return page->y + (first->start != BOX_ANYWHERE ? first->kept : 0);
    return page->y + first->space;
}

/* Fills a column with [from, to). Returns the first box that does not fit, or `to`. */
static size_t fill_range(const struct pager *pager, struct fill *column, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (!fill_add(pager, column, &pager->list->boxes.at[i]))
            return i;
    return to;
}

static int64_t split_cost(const struct pager *pager, const struct column_split *split, size_t to)
{
    int64_t cost = split->at < to ? pager->list->boxes.at[split->at].cost : 0;
    return cost + (split->bottom - split->top + split->notes) * 1000 / pager->leading;
}

/* Is splitting at `at` possible? `first` is the first column, filled so far. */
static bool try_split(const struct pager *pager, const struct fill *page, const struct fill *first, size_t at,
                      size_t to, struct column_split *split)
{
    struct fill second = fill_start_column(pager, page, split->top,
                                           at < to ? &pager->list->boxes.at[at] : NULL, NULL);
    if (fill_is_cut(first) || fill_range(pager, &second, at, to) < to || fill_is_cut(&second))
        return false;
    split->at = at;
    split->bottom = first->y > second.y ? first->y : second.y;
    split->notes = first->notes > second.notes ? first->notes : second.notes;
    return split->bottom + split->notes <= first->limit;
}

bool columns_balance(const struct pager *pager, const struct fill *page, size_t from, size_t to,
                     struct column_split *split)
{
    const struct vbox *boxes = pager->list->boxes.at;
    struct column_split now = {.top = columns_top(page, &boxes[from])};
    struct fill longest = fill_start_column(pager, page, now.top, &boxes[from], NULL);
    size_t reached = fill_range(pager, &longest, from, to);
    if (reached == from || !try_split(pager, page, &longest, reached, to, &now)) {
        /* Two full columns do not hold it, unless a footnote alone stands in the way of this split. */
        if (longest.notes == 0)
            return false;
    }
    int64_t best = -1;
    struct fill first = fill_start_column(pager, page, now.top, &boxes[from], NULL);
    for (size_t at = from + 1; at <= reached; at++) {
        if (!fill_add(pager, &first, &boxes[at - 1]))
            break;
        if (!try_split(pager, page, &first, at, to, &now))
            continue;
        int64_t cost = split_cost(pager, &now, to);
        if (best < 0 || cost < best) {
            best = cost;
            *split = now;
        }
    }
    /* Rather one more page than a column that begins in mid-entry. */
    return best >= 0 && best < COST_FORBIDDEN;
}

struct choice {
    size_t at;
    int64_t cost;
    struct queue carry;
};

static struct queue rest_of(const struct pager *pager, const struct fill *fill, const struct queue *carry,
                            size_t from, size_t to)
{
    if (!fill_is_cut(fill))
        return (struct queue){NULL, 0};
    struct queue all = notes_of(pager, carry, from, to, true);
    return notes_rest(pager, &all, fill->limit - fill->y, false);
}

/* Keeps the cheapest ways to end the first column, in the order found. */
static void keep_choice(struct choice *choices, size_t *count, struct choice choice)
{
    if (*count < FIRST_COLUMN_CHOICES) {
        choices[(*count)++] = choice;
        return;
    }
    size_t worst = 0;
    for (size_t i = 1; i < *count; i++)
        if (choices[i].cost >= choices[worst].cost)
            worst = i;
    if (choice.cost <= choices[worst].cost)
        choices[worst] = choice;
}

/* The greatest depth at which a column that begins with box `from` could end. */
static sp column_reach(const struct pager *pager, struct fill fill, size_t from, size_t to)
{
    sp reach = 0;
    for (size_t at = from + 1; at <= to && fill_add(pager, &fill, &pager->list->boxes.at[at - 1]); at++)
        if (fill_counts(pager, at) && fill_depth(&fill) > reach)
            reach = fill_depth(&fill);
    return reach;
}

static size_t choose_first(const struct pager *pager, const struct fill *page, size_t from, size_t to, sp top,
                           struct choice *choices)
{
    const struct vbox *boxes = pager->list->boxes.at;
    struct fill first = fill_start_column(pager, page, top, &boxes[from], NULL);
    size_t count = 0;
    sp reach = column_reach(pager, first, from, to - 1);
    for (size_t at = from + 1; at < to && fill_add(pager, &first, &boxes[at - 1]); at++)
        keep_choice(choices, &count,
                    (struct choice){at, fill_cost(pager, &first, reach) + boxes[at].cost,
                                    rest_of(pager, &first, NULL, from, at)});
    return count;
}

void columns_fill(const struct pager *pager, const struct fill *page, size_t from, size_t to,
                  column_visit *visit, void *context)
{
    const struct vbox *boxes = pager->list->boxes.at;
    struct choice choices[FIRST_COLUMN_CHOICES];
    sp top = columns_top(page, &boxes[from]);
    size_t count = choose_first(pager, page, from, to, top, choices);
    for (size_t c = 0; c < count; c++) {
        size_t split = choices[c].at;
        struct fill second = fill_start_column(pager, page, top, &boxes[split], &choices[c].carry);
        sp reach = column_reach(pager, second, split, to);
        for (size_t at = split + 1; at <= to && fill_add(pager, &second, &boxes[at - 1]); at++) {
            struct queue carry = rest_of(pager, &second, &choices[c].carry, split, at);
            visit(context, split, at, choices[c].cost + fill_cost(pager, &second, reach), &carry);
        }
    }
}
