/*
 * layout: a list of boxes → pages. Where they break is searched (page.c), or known from a list alike, which another
 * round has made pages of; then what stands between two breaks is put in place (place.c).
 */
#include "layout/pager.h"

bool page_ends(const struct pager *pager, struct spot spot)
{
    return page_is_end(pager, spot.box) && !floats_waiting(pager, spot);
}

struct fill page_start(const struct pager *pager, struct spot at, const struct queue *carry)
{
    bool goes_on = at.box < pager->list->boxes.n && !floats_waiting(pager, at);
    return fill_start(pager, pager->height, goes_on ? &pager->list->boxes.at[at.box] : NULL, carry);
}

/* A line of text before which nothing begins. */
static bool is_inner_line(const struct pager *pager, size_t index)
{
    const struct vbox *box = &pager->list->boxes.at[index];
    return box->start == BOX_ANYWHERE && !box->section && !box->opens_piece && !float_at(pager, index);
}

/* What does not depend on how pages are filled. */
static void prepare(struct pager *pager)
{
    size_t count = pager->list->boxes.n;
    size_t *text_to = arena_alloc(pager->arena, (count + 1) * sizeof *text_to);
    sp *heights = arena_alloc(pager->arena, (count + 1) * sizeof *heights);
    floats_find(pager);
    text_to[count] = count;
    for (size_t i = count; i-- > 0;)
        text_to[i] = is_inner_line(pager, i) ? text_to[i + 1] : i;
    for (size_t i = 0; i < count; i++)
        heights[i + 1] = heights[i] + pager->list->boxes.at[i].height;
    pager->text_to = text_to;
    pager->heights = heights;
}

/* The breaks of the best sequence, the beginning of the first page and the end of the last among them. */
static struct page_breaks find_breaks(struct pager *pager, bool recto, struct arena *arena)
{
    const struct page_node *end = page_search(pager, recto);
    struct page_breaks breaks = {NULL, 0};
    for (const struct page_node *node = end; node; node = node->before)
        breaks.count++;
    breaks.at = arena_alloc(arena, breaks.count * sizeof *breaks.at);
    size_t i = breaks.count;
    for (const struct page_node *node = end; node; node = node->before)
        breaks.at[--i] = (struct page_break){node->at, node->split};
    return breaks;
}

/* Pages as they are put in place, with the footnotes that go on. */
struct placing {
    const struct pager *pager;
    VEC(struct chain_page) pages;
    struct queue carry;
};

static void put_notes(struct placing *placing, uint32_t piece)
{
    while (placing->carry.n) {
        struct chain_page page = {.piece = piece};
        placing->carry = page_place_notes(placing->pager, &page, &placing->carry);
        vec_push(placing->pager->arena, &placing->pages, page);
    }
}

/* Instead of a page whose box stands for turned ones. */
static void put_turned(struct placing *placing, struct spot at, const struct chain_page *page)
{
    const struct pager *pager = placing->pager;
    const struct vbox *box = page_first_box(pager, at);
    put_notes(placing, page->piece);
    struct chain_pages turned = pages_turned(pager, box);
    for (size_t i = 0; i < turned.count; i++) {
        if (i == 0)
            vec_push(pager->arena, &turned.at[i].placed, ((struct placement){.box = box}));
        turned.at[i].recto = page->recto && i == 0;
        vec_push(pager->arena, &placing->pages, turned.at[i]);
    }
}

static void put_page(struct placing *placing, const struct page_break *from, const struct page_break *to)
{
    const struct pager *pager = placing->pager;
    struct chain_page page = {.piece = 0};
    struct queue rest = page_place(pager, &page, from->at, &placing->carry, to);
    if (page.turned) {
        put_turned(placing, from->at, &page);
        return;
    }
    vec_push(pager->arena, &placing->pages, page);
    placing->carry = rest;
    /* Before a forced page start, footnotes that go on get pages of their own. */
    if (page_ends(pager, to->at))
        put_notes(placing, page.piece);
}

static struct chain_pages put_pages(const struct pager *pager, const struct page_breaks *breaks)
{
    struct placing placing = {.pager = pager};
    for (size_t i = 1; i < breaks->count; i++)
        put_page(&placing, &breaks->at[i - 1], &breaks->at[i]);
    return (struct chain_pages){placing.pages.at, placing.pages.n, *breaks};
}

static struct pager open_pager(const struct design *design, const struct vlist *list, struct diags *diags)
{
    sp height = design->page_height - design->margin_top - design->margin_bottom;
    const struct style *note = &design->styles[STYLE_FOOTNOTE];
    struct pager pager = {.arena = arena_new(), .design = design, .list = list, .diags = diags,
                          .leading = design->body_leading};
    pager.height = height - height % pager.leading;
    pager.separator = pager.leading;
    pager.note_gap = note->before > note->after ? note->before : note->after;
    pager.measure = design->page_width - design->margin_inner - design->margin_outer;
    pager.column_step = (pager.measure - design->column_gap) / 2 + design->column_gap;
    return pager;
}

struct chain_pages pages_make(struct arena *arena, const struct design *design, const struct vlist *list,
                              bool recto, const struct page_breaks *known, struct diags *diags)
{
    struct pager pager = open_pager(design, list, diags);
    struct arena *scratch = pager.arena;
    struct page_breaks breaks = {NULL, 0};
    prepare(&pager);
    if (known)
        breaks = (struct page_breaks){arena_copy(arena, known->at, known->count * sizeof *known->at), known->count};
    else
        breaks = find_breaks(&pager, recto, arena);
    pager.arena = arena;
    struct chain_pages pages = put_pages(&pager, &breaks);
    arena_free(scratch);
    return pages;
}
