/* layout: the list of boxes that pages are made of: spaces merged, keeps turned into costs of breaks. */
#include "layout/vertical.h"

struct vlist *vlist_new(struct arena *arena, sp measure)
{
    struct vlist *list = arena_alloc(arena, sizeof *list);
    list->arena = arena;
    list->measure = measure;
    list->sections.at = arena_alloc(arena, sizeof *list->sections.at); /* most lists have no columns */
    list->sections.n = list->sections.cap = 1;
    return list;
}

void vlist_space(struct vlist *list, sp amount)
{
    if (amount > list->pending.space)
        list->pending.space = amount;
    if (amount > list->pending.joined)
        list->pending.joined = amount;
}

void vlist_stretch(struct vlist *list)
{
    list->pending.stretches |= !list->bound && !(list->rigid && list->rigid_begun);
}

void vlist_open_rigid(struct vlist *list)
{
    vlist_stretch(list);
    if (!list->rigid++)
        list->rigid_begun = false;
}

void vlist_close_rigid(struct vlist *list)
{
    list->rigid--;
    vlist_stretch(list);
}

/* Of floats that follow each other each asks for what the text above the first asks for. */
void vlist_open_float(struct vlist *list, bool wide)
{
    struct pending *pending = &list->pending;
    const struct vfloat *last = list->floats.n ? &list->floats.at[list->floats.n - 1] : NULL;
    bool adjacent = pending->joins && last;
    vec_push(list->arena, &list->floats, ((struct vfloat){
        .from = list->boxes.n,
        .joined = adjacent ? pending->joined : pending->space,
        .need = adjacent ? last->need : list->need,
        .wide = wide,
    }));
}

void vlist_close_float(struct vlist *list, sp after)
{
    struct vfloat *opened = &list->floats.at[list->floats.n - 1];
    vlist_space(list, after);
    opened->to = list->boxes.n;
    opened->after = after;
    list->pending.joined = opened->joined;
    list->pending.joins = true;
    if (opened->from == opened->to)
        list->floats.n--;
}

static int64_t break_cost(struct vlist *list)
{
    if (list->need > 0)
        return COST_FORBIDDEN;
    return list->together && list->together_begun ? COST_TOGETHER : 0;
}

/* A page start inside columns ends them: each page's columns are filled or balanced for themselves. */
void vlist_renew_section(struct vlist *list)
{
    if (!list->section || list->sections.at[list->section].from == list->boxes.n)
        return;
    vec_push(list->arena, &list->sections, ((struct section){list->boxes.n, list->boxes.n}));
    list->section = (uint32_t)list->sections.n - 1;
}

static const struct box_extra nothing;

struct box_extra *vlist_extra(struct vlist *list, struct vbox *box)
{
    if (box->extra == &nothing)
        box->extra = arena_alloc(list->arena, sizeof *box->extra);
    return (struct box_extra *)box->extra;
}

static void take_anchors(struct vlist *list, struct vbox *box, sp y)
{
    uint32_t count = (uint32_t)list->pending.anchors.n;
    if (!count)
        return;
    struct box_extra *extra = vlist_extra(list, box);
    struct box_anchor *all = arena_alloc(list->arena, (extra->anchor_count + count) * sizeof *all);
    for (size_t i = 0; i < extra->anchor_count; i++)
        all[i] = extra->anchors[i];
    for (size_t i = 0; i < count; i++)
        all[extra->anchor_count + i] = (struct box_anchor){list->pending.anchors.at[i], y};
    extra->anchors = all;
    extra->anchor_count += count;
    list->pending.anchors.n = 0;
}

struct vbox *vlist_box(struct vlist *list, const struct design *design, sp height, struct pos pos)
{
    struct pending *pending = &list->pending;
    sp half = design->body_leading / 2;
    if (pending->start != BOX_ANYWHERE)
        vlist_renew_section(list);
    struct vbox box = {
        .extra = &nothing,
        .space = pending->space + pending->kept,
        .joined = (pending->joins ? pending->joined : pending->space) + pending->kept,
        .kept = pending->kept,
        .stretch = !pending->stretches ? 0 : pending->space / 2 < half ? pending->space / 2 : half,
        .rigid = list->bound || (list->rigid && list->rigid_begun),
        .fills = pending->fills,
        .start = pending->start,
        .cost = break_cost(list),
        .height = height,
        .baseline = -1,
        .section = list->section,
        .piece = list->piece,
        .opens_piece = !list->piece_begun,
        .pos = pos,
    };
    take_anchors(list, &box, 0);
    vec_push(list->growing ? list->growing : list->arena, &list->boxes, box);
    list->sections.at[list->section].to = list->boxes.n;
    list->piece_begun = list->together_begun = list->rigid_begun = true;
    list->bound = list->headed = false;
    pending->space = pending->joined = pending->kept = 0;
    pending->fills = 0;
    pending->stretches = pending->joins = false;
    pending->start = BOX_ANYWHERE;
    return &list->boxes.at[list->boxes.n - 1];
}

void vlist_fragment(struct vlist *list, struct vbox *box, struct fragment fragment)
{
    uint32_t count = box->fragment_count;
    if ((count & (count - 1)) == 0) {
        struct fragment *grown = arena_take(list->arena, (count ? count * 2 : 1) * sizeof *grown);
        for (size_t i = 0; i < count; i++)
            grown[i] = box->fragments[i];
        box->fragments = grown;
    }
    box->fragments[box->fragment_count++] = fragment;
}

void vlist_keep_with_next(struct vlist *list, int lines)
{
    list->need = lines;
    list->bound = true;
}

sp *vlist_tops(const struct vlist *list)
{
    sp *tops = arena_alloc(list->arena, (list->boxes.n + 1) * sizeof *tops);
    sp y = 0;
    for (size_t i = 0; i < list->boxes.n; i++) {
        const struct vbox *box = &list->boxes.at[i];
        y += i ? box->space : box->kept;
        tops[i] = y;
        y += box->height;
    }
    tops[list->boxes.n] = y;
    return tops;
}

void vlist_open_columns(struct vlist *list, const struct design *design)
{
    vec_push(list->arena, &list->sections, ((struct section){list->boxes.n, list->boxes.n}));
    list->section = (uint32_t)list->sections.n - 1;
    list->measure = (list->measure - design->column_gap) / 2;
}

void vlist_close_columns(struct vlist *list, sp measure)
{
    list->section = 0;
    list->measure = measure;
}

void vlist_finish(struct vlist *list, const struct design *design)
{
    bool empty = list->is_main ? !list->piece_begun : false;
    if (empty || list->pending.fills)
        vlist_box(list, design, 0, POS_NONE);
    if (list->boxes.n) {
        struct vbox *last = &list->boxes.at[list->boxes.n - 1];
        take_anchors(list, last, last->height);
    }
}

/* Do two notes fill a page in the same way? */
static bool same_note(const struct note *a, const struct note *b)
{
    if (!a || !b || a->list->boxes.n != b->list->boxes.n)
        return a == b;
    for (size_t i = 0; i < a->list->boxes.n; i++) {
        const struct vbox *x = &a->list->boxes.at[i], *y = &b->list->boxes.at[i];
        if (a->tops[i] != b->tops[i] || x->height != y->height || x->cost != y->cost)
            return false;
    }
    return true;
}

static bool same_notes(const struct box_extra *a, const struct box_extra *b)
{
    if (a->note_count != b->note_count)
        return false;
    for (uint32_t i = 0; i < a->note_count; i++)
        if (!same_note(a->notes[i]->note, b->notes[i]->note))
            return false;
    return true;
}

static bool same_room(const struct vbox *a, const struct vbox *b)
{
    return a->height == b->height && a->baseline == b->baseline && a->space == b->space && a->joined == b->joined &&
           a->kept == b->kept && a->stretch == b->stretch && a->rigid == b->rigid && a->fills == b->fills &&
           a->grid == b->grid && a->lines == b->lines &&
           (a->extra->repeat ? a->extra->repeat->height : -1) == (b->extra->repeat ? b->extra->repeat->height : -1);
}

static bool same_breaks(const struct vbox *a, const struct vbox *b)
{
    return a->cost == b->cost && a->start == b->start && a->after_hyphen == b->after_hyphen &&
           a->opens_piece == b->opens_piece && a->section == b->section;
}

static bool same_floats(const struct vlist *a, const struct vlist *b)
{
    if (a->floats.n != b->floats.n)
        return false;
    for (size_t i = 0; i < a->floats.n; i++) {
        const struct vfloat *x = &a->floats.at[i], *y = &b->floats.at[i];
        if (x->from != y->from || x->to != y->to || x->after != y->after || x->need != y->need || x->wide != y->wide)
            return false;
    }
    return true;
}

bool vlist_is_like(const struct vlist *a, const struct vlist *b)
{
    if (a->boxes.n != b->boxes.n || a->sections.n != b->sections.n || !same_floats(a, b))
        return false;
    for (size_t i = 0; i < a->sections.n; i++)
        if (a->sections.at[i].from != b->sections.at[i].from || a->sections.at[i].to != b->sections.at[i].to)
            return false;
    for (size_t i = 0; i < a->boxes.n; i++) {
        const struct vbox *x = &a->boxes.at[i], *y = &b->boxes.at[i];
        if (!same_room(x, y) || !same_breaks(x, y) || !same_notes(x->extra, y->extra))
            return false;
    }
    return true;
}
