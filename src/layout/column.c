/*
 * layout: two columns. Columns that go on over the page are filled one after the other; the last ones are
 * balanced: the split is chosen that makes the taller column shortest. Floats of a column's width stand where they
 * were met if they have room there, else at the head of the next column.
 */
#include "layout/pager.h"

/* A few ways to end the first column are tried on. */
#define FIRST_COLUMN_CHOICES 4
/* For each line by which the second column ends below the first; between ways that are as good otherwise. */
#define COST_LOW_SECOND 250

/* Running text in columns stands on the page's grid. */
sp columns_top(const struct pager *pager, const struct fill *page, const struct vbox *first)
{
    if (page->count == 0)
        return page->y + (first->start != BOX_ANYWHERE ? first->kept : 0);
    sp space = page->joins || page->below ? first->joined : first->space;
    sp top = page->y + (page->below > space ? page->below : space);
    sp over = first->height == pager->leading ? top % pager->leading : 0;
    return over ? top + pager->leading - over : top;
}

static bool same_spot(struct spot a, struct spot b)
{
    return a.box == b.box && a.floats == b.floats;
}

size_t column_open(const struct pager *pager, struct fill *column, struct spot spot)
{
    size_t met = pager->float_from[spot.box];
    for (; spot.floats < met; spot.floats++) {
        const struct vfloat *item = &pager->floats.at[spot.floats];
        if (item->wide || !pager->list->boxes.at[item->from].section || !float_add(pager, column, item, true))
            break;
    }
    return spot.floats;
}

bool column_step(const struct pager *pager, struct fill *column, struct spot *spot)
{
    const struct vfloat *item = float_at(pager, spot->box);
    if (!item) {
        if (!fill_add(pager, column, &pager->list->boxes.at[spot->box]))
            return false;
        spot->box++;
        return true;
    }
    bool waits = item->wide || floats_waiting(pager, *spot);
    if (!waits && float_add(pager, column, item, false)) {
        *spot = (struct spot){item->to, spot->floats + 1};
        return true;
    }
    if (!float_may_wait(pager, *spot))
        return false;
    fill_skip(column);
    spot->box = item->to;
    return true;
}

static struct fill start(const struct pager *pager, const struct fill *page, sp top, struct spot *spot, size_t to,
                         const struct queue *carry)
{
    bool goes_on = spot->box < to && !floats_waiting(pager, *spot);
    struct fill column = fill_start_column(pager, page, top,
                                           goes_on ? &pager->list->boxes.at[spot->box] : NULL, carry);
    spot->floats = column_open(pager, &column, *spot);
    return column;
}

static int64_t spot_cost(const struct pager *pager, struct spot spot)
{
    const struct vbox *box = &pager->list->boxes.at[spot.box];
    return box->cost + (box->after_hyphen ? COST_HYPHEN_COLUMN : 0);
}

static int64_t low_second(const struct pager *pager, sp first, sp second)
{
    return second > first ? (second - first) * COST_LOW_SECOND / pager->leading : 0;
}

static int64_t split_cost(const struct pager *pager, const struct column_split *split, size_t to)
{
    int64_t cost = split->at.box < to ? spot_cost(pager, split->at) : 0;
    return cost + split->uneven + (split->bottom - split->top + split->notes) * 1000 / pager->leading;
}

/* So high, or higher, is what stands between two places where no floats are met. */
static bool is_higher(const struct pager *pager, struct spot from, size_t to, sp room)
{
    return from.floats == pager->float_from[to] && pager->heights[to] - pager->heights[from.box] > room;
}

/* Is splitting at `at` possible? `first` is the first column, filled so far. */
static bool try_split(const struct pager *pager, const struct fill *page, const struct fill *first, struct spot at,
                      size_t to, struct column_split *split)
{
    struct spot spot = at;
    if (fill_is_cut(first) || is_higher(pager, at, to, first->limit - split->top))
        return false;
    struct fill second = start(pager, page, split->top, &spot, to, NULL);
    while (spot.box < to)
        if (!column_step(pager, &second, &spot))
            return false;
    if (fill_is_cut(&second))
        return false;
    if (floats_waiting(pager, spot) && !pager->floats.at[spot.floats].wide)
        return false;
    split->at = at;
    split->to = spot;
    split->bottom = first->y > second.y ? first->y : second.y;
    split->uneven = low_second(pager, first->y, second.y);
    split->notes = first->notes > second.notes ? first->notes : second.notes;
    return split->bottom + split->notes <= first->limit;
}

bool columns_balance(const struct pager *pager, const struct fill *page, struct spot from, size_t to,
                     struct column_split *split)
{
    struct column_split now = {.top = columns_top(pager, page, &pager->list->boxes.at[from.box])};
    struct spot reached = from;
    if (is_higher(pager, from, to, 2 * (page->limit - page->notes - now.top)))
        return false;
    struct fill longest = start(pager, page, now.top, &reached, to, NULL);
    while (reached.box < to && column_step(pager, &longest, &reached))
        continue;
    if (same_spot(reached, from) || !try_split(pager, page, &longest, reached, to, &now)) {
        /* Two full columns do not hold it, unless a footnote alone stands in the way of this split. */
        if (longest.notes == 0)
            return false;
    }
    int64_t best = -1;
    struct spot at = from;
    struct fill first = start(pager, page, now.top, &at, to, NULL);
    while (at.box < reached.box && column_step(pager, &first, &at)) {
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

void columns_close(const struct pager *pager, struct fill *page, struct spot *spot,
                   const struct column_split *split)
{
    size_t met = pager->float_from[spot->box];
    bool own = spot->floats == met;
    fill_add_columns(page, &pager->list->boxes.at[spot->box], split);
    *spot = split->to;
    while (own && floats_waiting(pager, *spot) && float_add(pager, page, &pager->floats.at[spot->floats], false))
        spot->floats++;
}

/* A way to end the first column. */
struct choice {
    struct spot at;
    struct level level;
    int64_t cost;
    struct queue carry;
};

static struct queue rest_of(const struct pager *pager, const struct level *level, const struct queue *carry,
                            struct spot from, struct spot to)
{
    if (!level_is_cut(level))
        return (struct queue){NULL, 0};
    struct queue all = notes_of(pager, carry, from, from.floats, to, true);
    return notes_rest(pager, &all, level->limit - level->y, false);
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

/* Finds all ways to end the column before `to`, and the greatest depth at which it could end. */
static sp try_column(struct pager *pager, struct fill fill, struct spot spot, size_t to)
{
    sp reach = 0;
    pager->column_tries.n = 0;
    while (spot.box < to && column_step(pager, &fill, &spot)) {
        struct page_try way = {.level = fill_level(&fill), .to = spot};
        vec_push(pager->arena, &pager->column_tries, way);
        if (level_depth(&way.level) > reach && break_counts(pager, spot.box))
            reach = level_depth(&way.level);
    }
    return reach;
}

static size_t choose_first(struct pager *pager, const struct fill *page, struct spot from, size_t to, sp top,
                           struct choice *choices)
{
    struct spot at = from;
    struct fill first = start(pager, page, top, &at, to, NULL);
    size_t count = 0;
    sp reach = try_column(pager, first, at, to - 1);
    for (size_t i = 0; i < pager->column_tries.n; i++) {
        const struct page_try *way = &pager->column_tries.at[i];
        if (way->to.box < to)
            keep_choice(choices, &count,
                        (struct choice){way->to, way->level, level_cost(pager, &way->level, reach) +
                                        spot_cost(pager, way->to), rest_of(pager, &way->level, NULL, from, way->to)});
    }
    return count;
}

/* All ways to fill the second column; those that end it so early that they are no good cost too much to visit. */
static void visit_second(struct pager *pager, const struct choice *first, sp reach, column_visit *visit, void *context)
{
    int64_t cheapest = -1;
    for (size_t i = pager->column_tries.n; i-- > 0;) {
        const struct page_try *way = &pager->column_tries.at[i];
        int64_t level = level_cost(pager, &way->level, reach);
        if (way_is_too_early(pager, way, level, cheapest))
            continue;
        struct queue carry = rest_of(pager, &way->level, &first->carry, first->at, way->to);
        level += low_second(pager, first->level.y, way->level.y);
        int64_t cost = visit(context, first->at, way->to, first->cost + level, &carry);
        if (cheapest < 0 || cost < cheapest)
            cheapest = cost;
    }
}

void columns_fill(struct pager *pager, const struct fill *page, struct spot from, size_t to,
                  column_visit *visit, void *context)
{
    struct choice choices[FIRST_COLUMN_CHOICES];
    sp top = columns_top(pager, page, &pager->list->boxes.at[from.box]);
    size_t count = choose_first(pager, page, from, to, top, choices);
    for (size_t c = 0; c < count; c++) {
        struct spot at = choices[c].at;
        struct fill second = start(pager, page, top, &at, to, &choices[c].carry);
        visit_second(pager, &choices[c], try_column(pager, second, at, to), visit, context);
    }
}
