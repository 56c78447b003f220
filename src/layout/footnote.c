/* layout: footnotes in the order of their marks; where a note that has no room is cut and goes on. */
#include "layout/pager.h"

sp note_height(const struct note *note, size_t from, size_t to)
{
    return to > from ? note->tops[to - 1] + note->list->boxes.at[to - 1].height - note->tops[from] : 0;
}

size_t note_least(const struct note *note, size_t from)
{
    size_t to = from + 1;
    while (to < note->list->boxes.n && note->list->boxes.at[to].cost >= COST_FORBIDDEN)
        to++;
    return to;
}

static void collect_notes(const struct pager *pager, struct queue *all, size_t *cap, size_t box_index)
{
    const struct vbox *box = &pager->list->boxes.at[box_index];
    for (size_t k = 0; k < box->extra->note_count; k++) {
        const struct note *note = box->extra->notes[k]->note;
        if (!note || !note->list->boxes.n)
            continue;
        if (all->n == *cap) {
            *cap = *cap ? *cap * 2 : 4;
            struct cut *grown = arena_alloc(pager->arena, *cap * sizeof *grown);
            for (size_t i = 0; i < all->n; i++)
                grown[i] = all->at[i];
            all->at = grown;
        }
        all->at[all->n++] = (struct cut){note, 0};
    }
}

struct queue notes_of(const struct pager *pager, const struct queue *carry, struct spot from, size_t opened,
                      struct spot to, bool in_columns)
{
    const struct vbox *boxes = pager->list->boxes.at;
    struct queue all = {NULL, 0};
    size_t met = pager->float_from[from.box], cap = carry ? carry->n : 0;
    if (cap)
        all = (struct queue){arena_copy(pager->arena, carry->at, cap * sizeof *carry->at), cap};
    for (size_t f = from.floats; f < met && f < to.floats; f++)
        for (size_t i = pager->floats.at[f].from; i < pager->floats.at[f].to; i++)
            if (f < opened ? !in_columns : in_columns == (boxes[i].section != 0))
                collect_notes(pager, &all, &cap, i);
    for (size_t i = from.box; i < to.box; i++) {
        const struct vfloat *item = float_at(pager, i);
        if (item && pager->float_from[i] >= to.floats)
            i = item->to - 1;
        else if (in_columns == (boxes[i].section != 0))
            collect_notes(pager, &all, &cap, i);
    }
    return all;
}

/* Where to cut a note so that it ends within `room`: at a break that is allowed, if there is one. */
static size_t last_fitting(const struct note *note, size_t from, sp room, bool some)
{
    size_t any = from, allowed = from, count = note->list->boxes.n;
    for (size_t to = from + 1; to <= count && note_height(note, from, to) <= room; to++) {
        any = to;
        if (to == count || note->list->boxes.at[to].cost < COST_FORBIDDEN)
            allowed = to;
    }
    if (allowed > from)
        return allowed;
    return any == from && some ? from + 1 : any;
}

struct queue notes_rest(const struct pager *pager, const struct queue *queue, sp room, bool some)
{
    room -= pager->separator;
    for (size_t i = 0; i < queue->n; i++) {
        const struct cut *cut = &queue->at[i];
        size_t count = cut->note->list->boxes.n;
        size_t to = last_fitting(cut->note, cut->from, room, some && i == 0);
        if (to < count) {
            struct queue rest = {arena_copy(pager->arena, cut, (queue->n - i) * sizeof *cut), queue->n - i};
            rest.at[0].from = to;
            return rest;
        }
        room -= note_height(cut->note, cut->from, count) + pager->note_gap;
    }
    return (struct queue){NULL, 0};
}
