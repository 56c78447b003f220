/*
 * layout: floats. Those met on a page and not set there wait, in their order, for the head of the next page or
 * column. A page sets floats without a gap in their order; so the first that waits says which do.
 */
#include "layout/pager.h"

/* More do not wait while text goes on. */
#define MOST_WAITING 8

/* Height on a page of its own, with the least of its footnotes that must stand there. */
static sp float_height(const struct pager *pager, const struct vfloat *item)
{
    sp height = 0, notes = 0;
    for (size_t i = item->from; i < item->to; i++) {
        const struct vbox *box = &pager->list->boxes.at[i];
        height += box->height + (i > item->from ? box->space : 0);
        for (size_t k = 0; k < box->extra->note_count; k++)
            if (box->extra->notes[k]->note)
                notes += note_height(box->extra->notes[k]->note, 0, note_least(box->extra->notes[k]->note, 0)) +
                         (notes ? pager->note_gap : pager->separator);
    }
    return height + notes;
}

static bool may_wait(const struct pager *pager, const struct vfloat *item)
{
    for (size_t i = item->from; i < item->to; i++)
        if (pager->list->boxes.at[i].start != BOX_ANYWHERE || pager->list->boxes.at[i].fills)
            return false;
    /* Across columns it never stands where it was met; one too tall for a page was not made a float. */
    return item->wide || float_height(pager, item) <= pager->height;
}

void floats_find(struct pager *pager)
{
    const struct vlist *list = pager->list;
    for (size_t i = 0; i < list->floats.n; i++)
        if (may_wait(pager, &list->floats.at[i]))
            vec_push(pager->arena, &pager->floats, list->floats.at[i]);
    size_t *by_box = arena_alloc(pager->arena, (list->boxes.n + 1) * sizeof *by_box);
    pager->float_from = by_box;
    size_t next = 0;
    for (size_t at = 0; at <= list->boxes.n; at++) {
        while (next < pager->floats.n && pager->floats.at[next].from < at)
            next++;
        by_box[at] = next;
    }
}

const struct vfloat *float_at(const struct pager *pager, size_t box)
{
    size_t index = pager->float_from[box];
    return index < pager->floats.n && pager->floats.at[index].from == box ? &pager->floats.at[index] : NULL;
}

size_t floats_waiting(const struct pager *pager, struct spot spot)
{
    size_t met = pager->float_from[spot.box];
    return met > spot.floats ? met - spot.floats : 0;
}

bool float_may_wait(const struct pager *pager, struct spot spot)
{
    return floats_waiting(pager, spot) < MOST_WAITING;
}

bool float_add(const struct pager *pager, struct fill *fill, const struct vfloat *item, bool at_head)
{
    struct fill next = *fill;
    for (size_t i = item->from; i < item->to; i++)
        if (!fill_add(pager, &next, &pager->list->boxes.at[i]))
            return false;
    if (fill_is_cut(&next) && !fill_is_cut(fill) && fill->count)
        return false;
    if (at_head)
        next.below = item->after;
    *fill = next;
    return true;
}

size_t floats_open_page(const struct pager *pager, struct fill *fill, struct spot spot)
{
    size_t met = pager->float_from[spot.box], at = spot.floats;
    bool columns = spot.box < pager->list->boxes.n && pager->list->boxes.at[spot.box].section;
    for (; at < met; at++) {
        const struct vfloat *item = &pager->floats.at[at];
        bool in_column = pager->list->boxes.at[item->from].section != 0;
        if ((columns && in_column) || !float_add(pager, fill, item, true))
            break;
    }
    return at;
}
