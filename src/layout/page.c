/*
 * layout: page breaks. Dynamic programming over the boxes of a chain, as Plass, Optimal Pagination Techniques
 * for Automatic Typesetting Systems (1981), for pages whose depth may vary: for each break, with the floats that wait
 * there and the side of the page that begins there, the best way to reach it is kept; from each the following page is
 * filled in every way it can be. Footnotes that go on over a break, and the depth of the page before, belong to that
 * best way, so the result is optimal but for them. Emptiness is not spread: a page takes what it has room for, and a
 * hole stays where what comes next is too large for it and may not wait.
 */
#include "layout/pager.h"

/* A last page of fewer lines is avoided: rather leave some of the page before behind. */
#define SHORT_LAST_PAGE 5
#define MISSING_LINE_COST 1000
/* For each page over which a float waits, and for a break in one that could have waited. */
#define COST_WAITING ((int64_t)800)
#define COST_BROKEN_FLOAT ((int64_t)4000)
/* Text of fewer lines below floats at the head, or above the first float that waits. */
#define FEW_LINES 4
#define COST_FEW_LINES ((int64_t)300)
/* Text that goes on though more lines have room than make facing pages even, whatever later pages gain by that. */
#define COST_TORN_EARLY ((int64_t)20000)
/* For each line by which one of two facing pages ends above the other, up to so many. */
#define COST_UNEVEN ((int64_t)350)
#define MOST_UNEVEN 2
/* A way that costs so much more than another to the same spot is not followed for the side that it ends on. */
#define MOST_FOR_SIDE ((int64_t)4000)
/*
 * Nor is one that costs so much more than one to a spot further on, at most so many boxes: a page that ends so early
 * does not pay. When no good way is left, or one with a page that costs so much, all are followed: what was given up
 * may be what spares that page.
 */
#define MOST_FOR_EARLY ((int64_t)6000)
#define EARLY_BOXES 30
#define MOST_FOR_PAGE ((int64_t)4000)

static int64_t end_cost(const struct pager *pager, const struct level *level, size_t from)
{
    if (level_is_cut(level))
        return level_cost(pager, level, level->limit);
    bool first = page_is_end(pager, from);
    return first || level->lines >= SHORT_LAST_PAGE ? 0 : (SHORT_LAST_PAGE - level->lines) * MISSING_LINE_COST;
}

static struct page_node *node_at(const struct pager *pager, struct spot at, bool recto)
{
    struct page_node **link = &pager->nodes[at.box];
    while (*link && ((*link)->at.floats != at.floats || (*link)->recto != recto))
        link = &(*link)->next;
    if (!*link) {
        *link = arena_alloc(pager->arena, sizeof **link);
        **link = (struct page_node){.at = at, .recto = recto, .cost = -1};
    }
    return *link;
}

/* What it costs to break before a box, whatever the page. */
static int64_t break_cost(const struct pager *pager, struct spot to, bool recto)
{
    const struct vbox *box = &pager->list->boxes.at[to.box];
    int64_t cost = box->cost;
    if (box->after_hyphen)
        cost += recto ? COST_HYPHEN_LEAF : COST_HYPHEN_COLUMN;
    if (to.floats == pager->float_from[to.box] && to.floats > 0) {
        const struct vfloat *last = &pager->floats.at[to.floats - 1];
        if (to.box > last->from && to.box < last->to && box->cost < COST_TOGETHER)
            cost += COST_BROKEN_FLOAT;
    }
    return cost;
}

/* Two facing pages are to end at one depth. */
static int64_t uneven_cost(const struct pager *pager, const struct page_node *from, sp gap)
{
    if (!from->recto || !from->before || page_is_end(pager, from->at.box))
        return 0;
    sp by = gap > from->gap ? gap - from->gap : from->gap - gap;
    sp lines = (by + pager->leading / 2) / pager->leading;
    return COST_UNEVEN * (lines < MOST_UNEVEN ? lines : MOST_UNEVEN);
}

struct ending {
    struct spot to, split;
    int64_t cost;
    sp gap;
    struct queue carry;
};

/* Returns what the page costs. */
static int64_t relax(const struct pager *pager, struct page_node *from, struct ending end)
{
    bool last = page_ends(pager, end.to);
    int64_t cost = end.cost + COST_WAITING * (int64_t)floats_waiting(pager, end.to);
    if (!last) {
        if (end.to.box != from->at.box && !page_is_end(pager, end.to.box))
            cost += break_cost(pager, end.to, from->recto);
        cost += uneven_cost(pager, from, end.gap);
    }
    bool forced = last && end.to.box < pager->list->boxes.n &&
                  pager->list->boxes.at[end.to.box].start == BOX_RECTO;
    struct page_node *node = node_at(pager, end.to, forced || !from->recto);
    if (node->cost >= 0 && from->cost + cost >= node->cost)
        return cost;
    /* Before a forced page start, footnotes that go on get pages of their own. */
    node->carry = last ? (struct queue){NULL, 0} : end.carry;
    node->cost = from->cost + cost;
    node->gap = end.gap;
    node->before = from;
    node->split = end.split;
    return cost;
}

/* All ways to fill the page that begins at a node. */
struct scan {
    struct pager *pager;
    struct page_node *from;
    size_t opened;  /* floats before this one stand at the head */
    size_t bound;   /* of the tries to come */
    bool any;       /* the page ended in columns */
};

static bool has_few_lines(const struct scan *scan, const struct page_try *way)
{
    return scan->opened > scan->from->at.floats && way->to.box > scan->from->at.box &&
           way->to.box < scan->from->at.box + FEW_LINES;
}

/* Does the page end in mid-paragraph, further up than makes it even with the one that faces it? Notes hide its end. */
static bool is_torn_early(const struct pager *pager, const struct page_try *way, sp reach)
{
    const struct vbox *next = &pager->list->boxes.at[way->to.box];
    bool is_box = way->to.box < pager->list->boxes.n;
    bool goes_on = is_box && !next->space && next->grid == GRID_FREE && next->baseline >= 0 && next->lines == 1;
    sp most = pager->leading * (way->level.notes ? 1 : MOST_UNEVEN);
    return goes_on && reach - level_depth(&way->level) > most;
}

static int64_t relax_page(const struct scan *scan, const struct page_try *way, sp reach, bool forced)
{
    struct pager *pager = scan->pager;
    struct page_node *from = scan->from;
    const struct level *level = &way->level;
    struct ending end = {.to = way->to, .gap = level_gap(level)};
    bool last = page_ends(pager, way->to);
    end.cost = last ? end_cost(pager, level, from->at.box) : level_cost(pager, level, reach);
    if (way->to.box < way->bound && !last)
        end.cost += COST_FORBIDDEN;
    if (has_few_lines(scan, way))
        end.cost += COST_FEW_LINES;
    if (!last && is_torn_early(pager, way, reach))
        end.cost += COST_TORN_EARLY;
    if (level_is_cut(level) || forced) {
        bool torn = forced && from->at.box < pager->list->boxes.n && pager->list->boxes.at[from->at.box].section;
        struct queue all = notes_of(pager, &from->carry, from->at, scan->opened, way->to, torn);
        end.carry = notes_rest(pager, &all, level->limit - level->y, false);
    }
    return relax(pager, from, end);
}

static int64_t visit_columns(void *context, struct spot split, struct spot to, int64_t cost, const struct queue *carry)
{
    struct scan *scan = context;
    scan->any = true;
    return relax(scan->pager, scan->from, (struct ending){.to = to, .split = split, .cost = cost, .carry = *carry});
}

/* Columns that begin at the spot, which moves to where the page goes on below them. False: it ends in them. */
static bool scan_columns(struct scan *scan, struct fill *fill, struct spot *spot)
{
    struct pager *pager = scan->pager;
    const struct vbox *box = &pager->list->boxes.at[spot->box];
    size_t end = pager->list->sections.at[box->section].to;
    struct column_split split;
    if (fill_is_cut(fill))
        return false;
    if (columns_balance(pager, fill, *spot, end, &split)) {
        columns_close(pager, fill, spot, &split);
        return true;
    }
    columns_fill(pager, fill, *spot, end, visit_columns, scan);
    return false;
}

static void add_try(struct scan *scan, const struct fill *fill, struct spot to)
{
    vec_push(scan->pager->arena, &scan->pager->tries, ((struct page_try){fill_level(fill), to, scan->bound}));
}

/* Text goes on after the float that begins at the spot, as if that were not there. */
static struct spot skip_float(struct scan *scan, struct fill *fill, struct spot spot)
{
    const struct vfloat *item = float_at(scan->pager, spot.box);
    fill_skip(fill);
    if (item->need)
        scan->bound = item->to + (size_t)item->need;
    return (struct spot){item->to, spot.floats};
}

/* No text of the next document stands above a float of this one. */
static bool is_barrier(const struct scan *scan, struct spot spot)
{
    const struct pager *pager = scan->pager;
    if (page_is_end(pager, spot.box))
        return spot.box == pager->list->boxes.n || spot.box != scan->from->at.box ||
               floats_waiting(pager, scan->from->at);
    return floats_waiting(pager, spot) && pager->list->boxes.at[spot.box].opens_piece;
}

/* Adds lines up to the next place where there is more to choose than to end. False: the page is full. */
static bool scan_lines(struct scan *scan, struct fill *fill, struct spot *spot)
{
    const struct pager *pager = scan->pager;
    for (size_t end = pager->text_to[spot->box]; spot->box < end;) {
        if (!fill_add(pager, fill, &pager->list->boxes.at[spot->box]))
            return false;
        spot->box++;
        add_try(scan, fill, *spot);
    }
    return true;
}

static void scan_text(struct scan *scan, struct fill fill, struct spot spot, bool skipping)
{
    struct pager *pager = scan->pager;
    while (scan_lines(scan, &fill, &spot) && !is_barrier(scan, spot)) {
        const struct vbox *box = &pager->list->boxes.at[spot.box];
        const struct vfloat *item = box->section ? NULL : float_at(pager, spot.box);
        bool waits = floats_waiting(pager, spot) > 0;
        if (item && fill.count && float_may_wait(pager, spot)) {
            struct fill without = fill;
            size_t bound = scan->bound;
            struct spot past = skip_float(scan, &without, spot);
            add_try(scan, &without, past);
            if (waits) {
                fill = without;
                spot = past;
                continue;
            }
            if (!skipping)
                scan_text(scan, without, past, true);
            scan->bound = bound;
        }
        if (item && waits)
            return;
        if (box->section) {
            if (!scan_columns(scan, &fill, &spot))
                return;
        } else {
            if (!fill_add(pager, &fill, box))
                return;
            spot = (struct spot){spot.box + 1, spot.floats + (item != NULL)};
        }
        add_try(scan, &fill, spot);
    }
}

bool way_is_too_early(const struct pager *pager, const struct page_try *way, int64_t cost, int64_t cheapest)
{
    return !pager->thorough && cheapest >= 0 && cost > cheapest + MOST_FOR_EARLY && !page_ends(pager, way->to) &&
           !level_is_cut(&way->level);
}

static void relax_tries(const struct scan *scan)
{
    const struct pager *pager = scan->pager;
    /* Columns that go on over the page fill it. */
    sp reach = scan->any ? pager->height : 0;
    int64_t cheapest = -1;
    for (size_t i = 0; i < pager->tries.n; i++) {
        const struct page_try *way = &pager->tries.at[i];
        sp depth = level_depth(&way->level);
        if (depth > reach && way->to.box >= way->bound && break_counts(pager, way->to.box))
            reach = depth;
    }
    for (size_t i = pager->tries.n; i-- > 0;) {
        const struct page_try *way = &pager->tries.at[i];
        if (way_is_too_early(pager, way, level_cost(pager, &way->level, reach), cheapest))
            continue;
        int64_t cost = relax_page(scan, way, reach, false);
        if (cheapest < 0 || cost < cheapest)
            cheapest = cost;
    }
}

/* What has no room on any page stands on one all the same. */
static void force_page(const struct scan *scan)
{
    const struct pager *pager = scan->pager;
    struct spot at = scan->from->at;
    struct fill fill = page_start(pager, at, &scan->from->carry);
    struct page_try way = {.bound = 0};
    if (floats_waiting(pager, at)) {
        const struct vfloat *item = &pager->floats.at[at.floats];
        for (size_t i = item->from; i < item->to; i++)
            fill_force(pager, &fill, &pager->list->boxes.at[i]);
        way.to = (struct spot){at.box, at.floats + 1};
    } else {
        fill_force(pager, &fill, &pager->list->boxes.at[at.box]);
        way.to = (struct spot){at.box + 1, pager->float_from[at.box + 1]};
    }
    way.level = fill_level(&fill);
    relax_page(scan, &way, fill.limit, true);
}

static void scan_page(struct pager *pager, struct page_node *from)
{
    struct scan scan = {.pager = pager, .from = from};
    struct fill fill = page_start(pager, from->at, &from->carry);
    struct spot spot = from->at;
    pager->tries.n = 0;
    spot.floats = scan.opened = floats_open_page(pager, &fill, spot);
    if (spot.floats > from->at.floats)
        add_try(&scan, &fill, spot);
    scan_text(&scan, fill, spot, false);
    relax_tries(&scan);
    if (!scan.any && !pager->tries.n)
        force_page(&scan);
}

/* Is it much better to begin the same page on the other side? */
static bool is_worse_side(const struct pager *pager, const struct page_node *node)
{
    for (const struct page_node *other = pager->nodes[node->at.box]; other; other = other->next)
        if (other->at.floats == node->at.floats && other->cost + MOST_FOR_SIDE < node->cost)
            return true;
    return false;
}

/* Is it much better to begin a page a little further on? */
static bool is_too_early(const struct pager *pager, const struct page_node *node)
{
    size_t last = node->at.box + EARLY_BOXES;
    for (size_t box = node->at.box + 1; box <= last && box <= pager->list->boxes.n; box++) {
        for (const struct page_node *other = pager->nodes[box]; other; other = other->next)
            if (other->at.floats == node->at.floats && other->cost + MOST_FOR_EARLY < node->cost)
                return true;
        if (page_is_end(pager, box))
            return false;
    }
    return false;
}

/* From a page with floats at the head only, the way goes on before the same box: fewer floats wait then. */
static void scan_box(struct pager *pager, size_t box)
{
    for (;;) {
        struct page_node *first = NULL;
        for (struct page_node *node = pager->nodes[box]; node; node = node->next)
            if (!node->done && (!first || node->at.floats < first->at.floats))
                first = node;
        if (!first)
            return;
        first->done = true;
        if (!pager->thorough && (is_worse_side(pager, first) || is_too_early(pager, first)))
            continue;
        if (box < pager->list->boxes.n || floats_waiting(pager, first->at))
            scan_page(pager, first);
    }
}

static const struct page_node *best_end(const struct pager *pager)
{
    const struct page_node *best = NULL;
    for (const struct page_node *node = pager->nodes[pager->list->boxes.n]; node; node = node->next)
        if (node->at.floats == pager->floats.n && (!best || node->cost < best->cost))
            best = node;
    return best;
}

/* The best way to the end; NULL when none that was followed leads there. */
static const struct page_node *search(struct pager *pager, bool recto, bool thorough)
{
    size_t count = pager->list->boxes.n;
    pager->thorough = thorough;
    pager->nodes = arena_alloc(pager->arena, (count + 1) * sizeof(struct page_node *));
    node_at(pager, (struct spot){0, 0}, recto)->cost = 0;
    for (size_t i = 0; i <= count; i++)
        scan_box(pager, i);
    return best_end(pager);
}

/* Has each page of the way what a page should have? There may be none that leads to the end. */
static bool is_good(const struct page_node *end)
{
    for (const struct page_node *node = end; node && node->before; node = node->before)
        if (node->cost - node->before->cost > MOST_FOR_PAGE)
            return false;
    return end;
}

const struct page_node *page_search(struct pager *pager, bool recto)
{
    const struct page_node *end = search(pager, recto, false);
    return is_good(end) ? end : search(pager, recto, true);
}
