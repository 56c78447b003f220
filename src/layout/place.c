/* layout: the boxes of a page in place: columns side by side, footnotes at the foot, spaces stretched. */
#include "layout/pager.h"

#define NOTE_RULE SP_PT(0.4)

/* A part of a page as it is placed: the page itself or one of its columns. */
struct part {
    const struct pager *pager;
    struct chain_page *page;
    struct fill fill;
    sp x;
    bool only_heads; /* nothing but headings so far */
    VEC(size_t) starts; /* by the fill's count: the first placement of that box (or of those columns) */
};

/*
 * Footnotes of two columns: they are placed last, above those of the text across the page, which may follow
 * the columns.
 */
struct column_notes {
    struct part columns[2];
    struct queue all[2];
    sp foot;  /* where they end as long as no more footnotes follow */
    sp limit; /* and where what the page has above and below the columns ends */
};

static void place_fragments(struct part *part, const struct fragment *fragments, size_t count, sp y)
{
    struct placement placement = {.fragments = fragments, .fragment_count = count, .x = part->x, .y = y};
    vec_push(part->pager->arena, &part->page->placed, placement);
}

static void place_repeat(struct part *part, const struct repeat *repeat, sp y)
{
    if (repeat)
        place_fragments(part, repeat->fragments, repeat->fragment_count, y);
}

/* A table that goes on over the break gets a light rule below its last row. */
static void place_table_foot(struct part *part, size_t next, size_t end)
{
    const struct pager *pager = part->pager;
    const struct repeat *repeat = next < end ? pager->list->boxes.at[next].extra->repeat : NULL;
    if (!repeat || !repeat->width)
        return;
    struct fragment *rule = arena_alloc(pager->arena, sizeof *rule);
    *rule = rule_fragment(pager->arena, repeat->x, SP_PT(3), repeat->width, SP_PT(0.4));
    place_fragments(part, rule, 1, part->fill.y);
}

/*
 * Moves what stands between the gap and the last box by half of what the grid asks for; a heading by all. Titles that
 * open a page keep their height.
 */
static void move_block(struct part *part, const struct fill *before, bool tight)
{
    sp moved = part->fill.moved;
    bool at_head = !before->gap_known && part->only_heads && moved > 0;
    if (!moved || (!before->gap_known && !at_head))
        return;
    size_t first = part->starts.at[before->gap_known ? before->gap : 0];
    for (size_t i = first; i < part->starts.at[before->count]; i++)
        part->page->placed.at[i].y += tight ? moved : moved / 2;
}

static void place_box(struct part *part, size_t index)
{
    const struct pager *pager = part->pager;
    const struct vbox *box = &pager->list->boxes.at[index];
    struct fill before = part->fill;
    vec_push(pager->arena, &part->starts, part->page->placed.n);
    if (!fill_add(pager, &part->fill, box))
        fill_force(pager, &part->fill, box);
    move_block(part, &before, index > 0 && pager->list->boxes.at[index - 1].tight);
    bool head = before.count == 0 && box->start == BOX_ANYWHERE && index > 0;
    part->only_heads = box->tight && (part->only_heads || head);
    struct placement placement = {
        .fragments = box->fragments,
        .fragment_count = box->fragment_count,
        .box = box,
        .x = part->x,
        .y = part->fill.top,
        .stretch = part->fill.stretched,
        .fills = before.count || !before.column ? box->fills : 0,
        .in_column = part->fill.column,
    };
    vec_push(pager->arena, &part->page->placed, placement);
}

/* Gives `room` to the spaces from placement `first` on: to fills if there are any, else to what stretches. */
static void spread(struct part *part, size_t first, sp room)
{
    const struct fill *fill = &part->fill;
    if (room <= 0 || (!fill->fills && (!fill->stretch || room > fill->stretch)))
        return;
    sp weight = 0, whole = fill->fills ? fill->fills : fill->stretch;
    for (size_t i = first; i < part->page->placed.n; i++) {
        struct placement *placement = &part->page->placed.at[i];
        if (placement->in_column == fill->column)
            weight += fill->fills ? placement->fills : placement->stretch;
        placement->y += (sp)((double)room * (double)weight / (double)whole);
    }
}

static void place_notes(struct part *part, const struct queue *queue, const struct queue *rest, sp y)
{
    const struct pager *pager = part->pager;
    size_t whole = queue->n - rest->n;
    struct fragment *rule = arena_alloc(pager->arena, sizeof *rule);
    sp column = pager->column_step - pager->design->column_gap, left = pager->design->text_left;
    sp measure = part->fill.column ? column : pager->measure, width = pager->measure / (part->fill.column ? 6 : 3);
    left = queue->at[0].note->list->turned ? measure - left - width : left;
    *rule = rule_fragment(pager->arena, left, pager->separator / 2, width, NOTE_RULE);
    place_fragments(part, rule, 1, y);
    y += pager->separator;
    for (size_t i = 0; i < whole || (i == whole && rest->n); i++) {
        const struct cut *cut = &queue->at[i];
        size_t to = i < whole ? cut->note->list->boxes.n : rest->at[0].from;
        for (size_t k = cut->from; k < to; k++) {
            const struct vbox *box = &cut->note->list->boxes.at[k];
            struct placement placement = {.fragments = box->fragments, .fragment_count = box->fragment_count,
                                          .box = box, .x = part->x,
                                          .y = y + cut->note->tops[k] - cut->note->tops[cut->from]};
            vec_push(pager->arena, &part->page->placed, placement);
        }
        y += note_height(cut->note, cut->from, to) + pager->note_gap;
    }
}

/* Height of what is set of the queue, with the rule above. */
static sp notes_height(const struct pager *pager, const struct queue *queue, const struct queue *rest)
{
    sp height = 0;
    size_t whole = queue->n - rest->n;
    for (size_t i = 0; i < whole || (i == whole && rest->n); i++) {
        size_t to = i < whole ? queue->at[i].note->list->boxes.n : rest->at[0].from;
        if (to > queue->at[i].from)
            height += (height ? pager->note_gap : pager->separator) +
                      note_height(queue->at[i].note, queue->at[i].from, to);
    }
    return height;
}

/* Sets the part's footnotes so that they end at `foot`. Returns those that go on. */
static struct queue finish_notes(struct part *part, const struct queue *all, sp foot)
{
    const struct pager *pager = part->pager;
    struct queue rest = notes_rest(pager, all, part->fill.limit - part->fill.y, false);
    sp height = notes_height(pager, all, &rest);
    if (height)
        place_notes(part, all, &rest, foot - height);
    return rest;
}

static void place_float(struct part *part, const struct vfloat *item, bool at_head)
{
    sp x = part->x;
    bool narrow = part->pager->list->boxes.at[item->from].section != 0 && !part->fill.column;
    if (narrow)
        part->x += part->pager->column_step / 2;
    for (size_t i = item->from; i < item->to; i++)
        place_box(part, i);
    part->x = x;
    if (at_head)
        part->fill.below = item->after;
}

/* The column between two spots. */
static struct part place_column(struct part *part, struct spot from, struct spot to, sp top, sp x,
                                const struct queue *carry)
{
    const struct pager *pager = part->pager;
    const struct vbox *boxes = pager->list->boxes.at;
    struct part column = {.pager = pager, .page = part->page, .x = x};
    bool empty = from.box == to.box && from.floats == to.floats;
    bool goes_on = !empty && from.box < to.box && !floats_waiting(pager, from);
    if (goes_on)
        place_repeat(&column, boxes[from.box].extra->repeat, top);
    column.fill = fill_start_column(pager, &part->fill, top, goes_on ? &boxes[from.box] : NULL, carry);
    if (empty)
        return column;
    struct fill trial = column.fill;
    for (size_t opened = column_open(pager, &trial, from); from.floats < opened; from.floats++)
        place_float(&column, &pager->floats.at[from.floats], true);
    while (from.box < to.box) {
        const struct vfloat *item = float_at(pager, from.box);
        size_t box = from.box, floats = from.floats;
        trial = column.fill;
        if (!column_step(pager, &trial, &from))
            from.box++;
        if (!item)
            place_box(&column, box);
        else if (from.floats > floats)
            place_float(&column, item, false);
        else
            fill_skip(&column.fill);
    }
    if (goes_on || !floats_waiting(pager, to))
        place_table_foot(&column, to.box, pager->list->sections.at[boxes[to.box - 1].section].to);
    return column;
}

/* Two columns, stretched to the page's foot or, if balanced, to the taller one. Returns notes that go on. */
static struct queue place_columns(struct part *part, struct spot from, const struct column_split *split,
                                  bool balanced, struct column_notes *notes)
{
    const struct pager *pager = part->pager;
    struct queue carry = {NULL, 0};
    const struct vbox *first_box = &pager->list->boxes.at[from.box];
    struct placement space = {.stretch = part->fill.count ? first_box->stretch : 0, .fills = first_box->fills};
    struct spot bounds[3] = {from, split->at, split->to};
    vec_push(pager->arena, &part->starts, part->page->placed.n);
    vec_push(pager->arena, &part->page->placed, space);
    for (int c = 0; c < 2; c++) {
        struct part *column = &notes->columns[c];
        size_t first = part->page->placed.n;
        sp x = (pager->list->turned ? 1 - c : c) * pager->column_step;
        *column = place_column(part, bounds[c], bounds[c + 1], split->top, x, &carry);
        sp bottom = balanced ? split->bottom : column->fill.limit - column->fill.notes;
        spread(column, first, bottom - column->fill.y);
        notes->all[c] = notes_of(pager, &carry, bounds[c], bounds[c].floats, bounds[c + 1], true);
        carry = notes_rest(pager, &notes->all[c], column->fill.limit - column->fill.y, false);
    }
    notes->foot = part->fill.limit - part->fill.notes;
    return carry;
}

struct page_progress {
    struct part part;
    struct queue carry;    /* of columns that go on over the page */
    bool in_columns;       /* the page has columns */
    bool forced;           /* a box that columns have no room for stands alone */
    VEC(struct column_notes) notes;
};

/* What balanced columns left to wait stands below them. */
static struct spot close_columns(struct part *part, struct spot from, const struct column_split *split)
{
    const struct pager *pager = part->pager;
    struct fill trial = part->fill;
    struct spot spot = from, now = split->to;
    columns_close(pager, &trial, &spot, split);
    fill_add_columns(&part->fill, &pager->list->boxes.at[from.box], split);
    for (; now.floats < spot.floats; now.floats++)
        place_float(part, &pager->floats.at[now.floats], false);
    return spot;
}

/* Places the columns that begin at the spot; returns where the page goes on, `to` at the latest. */
static struct spot place_section(struct page_progress *page, struct spot at, const struct page_break *to)
{
    struct part *part = &page->part;
    const struct pager *pager = part->pager;
    size_t end = pager->list->sections.at[pager->list->boxes.at[at.box].section].to;
    struct column_split split = {.at = to->split, .to = to->at};
    struct column_notes notes;
    page->in_columns = true;
    if (to->split.box && to->split.box >= at.box && to->split.box < end) {
        split.top = columns_top(pager, &part->fill, &pager->list->boxes.at[at.box]);
        page->carry = place_columns(part, at, &split, false, &notes);
        part->fill.y = part->fill.limit - part->fill.notes;
        notes.limit = part->fill.y;
        vec_push(pager->arena, &page->notes, notes);
        return to->at;
    }
    if (end <= to->at.box && columns_balance(pager, &part->fill, at, end, &split)) {
        place_columns(part, at, &split, true, &notes);
        notes.limit = part->fill.limit - part->fill.notes - split.notes;
        at = close_columns(part, at, &split);
        vec_push(pager->arena, &page->notes, notes);
        return at;
    }
    page->forced = true;
    place_box(part, at.box);
    return (struct spot){at.box + 1, pager->float_from[at.box + 1]};
}

static void report_tall(const struct pager *pager, const struct vbox *box)
{
    if (pager->diags && box->height > pager->height)
        diag(pager->diags, DIAG_BLOCK_TOO_TALL, box->pos,
             arena_format(pager->arena, "%d", (int)((double)box->height * 25.4 / 72 / 65536 + 0.5)),
             arena_format(pager->arena, "%d", (int)((double)pager->height * 25.4 / 72 / 65536)));
}

/* Floats at the head. Returns the first that is still to be set. */
static size_t place_head(struct page_progress *page, struct spot from, size_t most)
{
    struct part *part = &page->part;
    struct fill trial = part->fill;
    size_t opened = floats_open_page(part->pager, &trial, from);
    if (opened > most)
        opened = most;
    for (size_t f = from.floats; f < opened; f++)
        place_float(part, &part->pager->floats.at[f], true);
    return opened;
}

static void place_text(struct page_progress *page, struct spot spot, const struct page_break *to)
{
    const struct pager *pager = page->part.pager;
    while (spot.box < to->at.box) {
        const struct vbox *box = &pager->list->boxes.at[spot.box];
        const struct vfloat *item = box->section ? NULL : float_at(pager, spot.box);
        report_tall(pager, box);
        if (item && pager->float_from[spot.box] >= to->at.floats) {
            fill_skip(&page->part.fill);
            spot.box = item->to;
        } else if (box->section) {
            spot = place_section(page, spot, to);
        } else {
            place_box(&page->part, spot.box);
            spot = (struct spot){spot.box + 1, spot.floats + (item != NULL)};
        }
    }
    if (!page->in_columns && spot.floats >= pager->float_from[spot.box])
        place_table_foot(&page->part, spot.box, pager->list->boxes.n);
    /* One that no page has room for. */
    for (; page->part.fill.count == 0 && spot.floats < to->at.floats; spot.floats++) {
        page->forced = true;
        place_float(&page->part, &pager->floats.at[spot.floats], true);
    }
}

/* What a page has left: to the fills; a page that goes on is stretched to its foot where it can be. */
static void spread_page(struct page_progress *page, bool last)
{
    struct fill *fill = &page->part.fill;
    sp room = fill->limit - fill->y - fill->notes;
    bool stretches = !page->in_columns && !last && (!fill->notes || room >= page->part.pager->leading);
    if (fill->fills || stretches)
        spread(&page->part, 0, room);
}

const struct vbox *page_first_box(const struct pager *pager, struct spot spot)
{
    bool head = floats_waiting(pager, spot) > 0;
    return &pager->list->boxes.at[head ? pager->floats.at[spot.floats].from : spot.box];
}

static void name_page(const struct pager *pager, struct chain_page *page, struct spot from, bool head)
{
    const struct vbox *first = &pager->list->boxes.at[head ? pager->floats.at[from.floats].from : from.box];
    page->turned = first->extra->turned != NULL;
    page->piece = first->piece;
    page->opens_piece = !head && first->opens_piece;
    page->recto = !head && first->start == BOX_RECTO;
}

/* For the boxes of the text; floats, notes and rules may still ask for more. */
static void reserve_room(const struct pager *pager, struct chain_page *page, size_t boxes)
{
    size_t room = boxes + boxes / 8 + 2;
    page->placed.at = arena_alloc(pager->arena, room * sizeof *page->placed.at);
    page->placed.cap = room;
}

struct queue page_place(const struct pager *pager, struct chain_page *out, struct spot from,
                        const struct queue *carry, const struct page_break *to)
{
    struct spot spot = from;
    struct page_progress page = {.part = {.pager = pager, .page = out}};
    struct part *part = &page.part;
    reserve_room(pager, out, to->at.box > spot.box ? to->at.box - spot.box : 0);
    bool waits = floats_waiting(pager, spot) > 0;
    part->fill = page_start(pager, from, carry);
    size_t opened = place_head(&page, spot, to->at.floats);
    name_page(pager, out, spot, opened > spot.floats || spot.box == pager->list->boxes.n);
    spot.floats = opened;
    if (!waits && !pager->list->boxes.at[spot.box].section)
        place_repeat(part, pager->list->boxes.at[spot.box].extra->repeat, 0);
    place_text(&page, spot, to);
    spread_page(&page, page_ends(pager, to->at));
    for (size_t i = 0; i < page.notes.n; i++) {
        struct column_notes *notes = &page.notes.at[i];
        sp raised = notes->limit - (part->fill.limit - part->fill.notes);
        for (int c = 0; c < 2; c++)
            finish_notes(&notes->columns[c], &notes->all[c], notes->foot - raised);
    }
    struct queue all = notes_of(pager, carry, from, opened, to->at, page.forced);
    struct queue rest = finish_notes(part, &all, pager->height);
    return page.carry.n ? page.carry : rest;
}

struct queue page_place_notes(const struct pager *pager, struct chain_page *page, const struct queue *carry)
{
    struct part part = {.pager = pager, .page = page};
    struct queue rest = notes_rest(pager, carry, pager->height, true);
    place_notes(&part, carry, &rest, 0);
    return rest;
}
