/*
 * layout: page breaks. Dynamic programming over the boxes of a chain, as Plass, Optimal Pagination Techniques
 * for Automatic Typesetting Systems (1981), for pages whose depth may vary: each break remembers the best way
 * to reach it; from each the following page is filled in every way it can be. Footnotes that go on over a
 * break belong to that best way, so the result is optimal but for them. Emptiness is not spread: a page takes
 * what it has room for, and a hole stays where what comes next is too large for it.
 */
#include "layout/pager.h"

/* A last page of fewer lines is avoided: rather leave some of the page before behind. */
#define SHORT_LAST_PAGE 5
#define MISSING_LINE_COST 1000

static bool is_end(const struct pager *pager, size_t at)
{
    return at == pager->list->boxes.n || pager->list->boxes.at[at].start != BOX_ANYWHERE;
}

static int64_t end_cost(const struct pager *pager, const struct fill *fill, size_t from)
{
    if (fill_is_cut(fill))
        return fill_cost(pager, fill, fill->limit);
    bool first = pager->list->boxes.at[from].start != BOX_ANYWHERE;
    return first || fill->lines >= SHORT_LAST_PAGE ? 0 : (SHORT_LAST_PAGE - fill->lines) * MISSING_LINE_COST;
}

static void relax(const struct pager *pager, size_t from, size_t to, size_t split, int64_t cost,
                  struct queue carry)
{
    const struct page_node *before = &pager->nodes[from];
    struct page_node *node = &pager->nodes[to];
    cost += before->cost + (is_end(pager, to) ? 0 : pager->list->boxes.at[to].cost);
    if (node->cost >= 0 && cost >= node->cost)
        return;
    /* Before a forced page start, footnotes that go on get pages of their own. */
    if (is_end(pager, to))
        carry = (struct queue){NULL, 0};
    *node = (struct page_node){cost, from, split, carry};
}

/* The page [from, to), filled as `fill` says. */
static void relax_page(const struct pager *pager, const struct fill *fill, size_t from, size_t to,
                       sp reach, bool forced)
{
    int64_t cost = is_end(pager, to) ? end_cost(pager, fill, from) : fill_cost(pager, fill, reach);
    struct queue carry = {NULL, 0};
    if (fill_is_cut(fill) || forced) {
        struct queue all = notes_of(pager, &pager->nodes[from].carry, from, to,
                                   forced && pager->list->boxes.at[from].section);
        carry = notes_rest(pager, &all, fill->limit - fill->y, false);
    }
    relax(pager, from, to, 0, cost, carry);
}

struct visit {
    const struct pager *pager;
    size_t from;
    bool any;
};

static void visit_columns(void *context, size_t split, size_t end, int64_t cost, const struct queue *carry)
{
    struct visit *visit = context;
    visit->any = true;
    relax(visit->pager, visit->from, end, split, cost, *carry);
}

/* Columns that begin at `at`. Returns where the page goes on below them; 0 when it ends in them. */
static size_t scan_columns(const struct pager *pager, struct fill *fill, size_t from, size_t at, bool *any)
{
    const struct vbox *box = &pager->list->boxes.at[at];
    size_t end = pager->list->sections.at[box->section].to;
    struct column_split split;
    if (fill_is_cut(fill))
        return 0;
    if (columns_balance(pager, fill, at, end, &split)) {
        fill_add_columns(fill, box, &split);
        return end;
    }
    struct visit visit = {pager, from, false};
    columns_fill(pager, fill, at, end, visit_columns, &visit);
    *any |= visit.any;
    return 0;
}

static void relax_tries(const struct pager *pager, size_t from, sp reach)
{
    for (size_t i = 0; i < pager->tries.n; i++) {
        const struct page_try *way = &pager->tries.at[i];
        if (fill_counts(pager, way->to) && fill_depth(&way->fill) > reach)
            reach = fill_depth(&way->fill);
    }
    for (size_t i = 0; i < pager->tries.n; i++)
        relax_page(pager, &pager->tries.at[i].fill, from, pager->tries.at[i].to, reach, false);
}

/* All pages that begin with box `from`. */
static void scan_page(struct pager *pager, size_t from)
{
    const struct vbox *boxes = pager->list->boxes.at;
    struct fill fill = fill_start(pager, pager->height, &boxes[from], &pager->nodes[from].carry);
    bool any = false;
    size_t at = from;
    pager->tries.n = 0;
    do {
        size_t next = at + 1;
        if (boxes[at].section)
            next = scan_columns(pager, &fill, from, at, &any);
        else if (!fill_add(pager, &fill, &boxes[at]))
            next = 0;
        if (!next)
            break;
        at = next;
        vec_push(pager->arena, &pager->tries, ((struct page_try){fill, at}));
    } while (!is_end(pager, at));
    /* Columns that go on over the page fill it. */
    relax_tries(pager, from, any ? pager->height : 0);
    if (any || pager->tries.n)
        return;
    fill = fill_start(pager, pager->height, &boxes[from], &pager->nodes[from].carry);
    fill_force(pager, &fill, &boxes[from]);
    relax_page(pager, &fill, from, from + 1, fill.limit, true);
}

/* The way back from the end, as [from, to) of each page. */
static struct chain_pages place_all(const struct pager *pager)
{
    size_t count = 0, end = pager->list->boxes.n;
    for (size_t at = end; at > 0; at = pager->nodes[at].from)
        count++;
    size_t *ends = arena_alloc(pager->arena, (count + 1) * sizeof *ends);
    for (size_t at = end, i = count; at > 0; at = pager->nodes[at].from)
        ends[--i] = at;
    VEC(struct chain_page) pages = {0};
    struct queue carry = {NULL, 0};
    for (size_t i = 0; i < count; i++) {
        struct chain_page page = {.piece = 0};
        carry = page_place(pager, &page, i ? ends[i - 1] : 0, ends[i]);
        vec_push(pager->arena, &pages, page);
        while (carry.n && is_end(pager, ends[i])) {
            struct chain_page rest = {.piece = page.piece};
            carry = page_place_notes(pager, &rest, &carry);
            vec_push(pager->arena, &pages, rest);
        }
    }
    return (struct chain_pages){pages.at, pages.n};
}

struct chain_pages pages_make(struct arena *arena, const struct design *design, const struct vlist *list,
                              struct diags *diags)
{
    sp height = design->page_height - design->margin_top - design->margin_bottom;
    const struct style *note = &design->styles[STYLE_FOOTNOTE];
    struct pager pager = {.arena = arena, .design = design, .list = list, .diags = diags,
                          .leading = design->body_leading};
    pager.height = height - height % pager.leading;
    pager.separator = pager.leading;
    pager.note_gap = note->before > note->after ? note->before : note->after;
    pager.measure = design->page_width - design->margin_inner - design->margin_outer;
    pager.column_step = (pager.measure - design->column_gap) / 2 + design->column_gap;
    pager.nodes = arena_alloc(arena, (list->boxes.n + 1) * sizeof *pager.nodes);
    for (size_t i = 1; i <= list->boxes.n; i++)
        pager.nodes[i].cost = -1;
    for (size_t i = 0; i < list->boxes.n; i++)
        if (pager.nodes[i].cost >= 0)
            scan_page(&pager, i);
    return place_all(&pager);
}
