/* layout: the boxes of a page in place: columns side by side, footnotes at the foot, what room is left given to spaces. */
#include "layout/pager.h"

#define NOTE_RULE SP_PT(0.4)

/* A part of a page as it is placed: the page itself or one of its columns. */
struct part {
    const struct pager *pager;
    struct chain_page *page;
    struct fill fill;
    sp x;
    VEC(size_t) starts; /* by the fill's count: the first placement of that box (or of those columns) */
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
    const struct repeat *repeat = next < end ? pager->list->boxes.at[next].repeat : NULL;
    if (!repeat || !repeat->width)
        return;
    struct fragment *rule = arena_alloc(pager->arena, sizeof *rule);
    *rule = rule_fragment(pager->arena, repeat->x, SP_PT(3), repeat->width, SP_PT(0.4));
    place_fragments(part, rule, 1, part->fill.y);
}

/* Moves what stands between the gap and box `count` by half of what the grid asks for; a heading by all of it. */
static void move_block(struct part *part, bool tight)
{
    struct fill *fill = &part->fill;
    size_t count = fill->count - 1;
    if (!fill->moved || (!fill->gap_known && !(tight && fill->moved > 0)))
        return;
    size_t first = fill->gap_known ? fill->gap : 0;
    if (first >= count)
        return;
    sp by = tight ? fill->moved : fill->moved / 2;
    for (size_t i = part->starts.at[first]; i < part->starts.at[count]; i++)
        part->page->placed.at[i].y += by;
}

static void place_box(struct part *part, size_t index, bool force)
{
    const struct pager *pager = part->pager;
    const struct vbox *box = &pager->list->boxes.at[index];
    struct fill before = part->fill;
    vec_push(pager->arena, &part->starts, part->page->placed.n);
    if (force)
        fill_force(pager, &part->fill, box);
    else
        fill_add(pager, &part->fill, box);
    bool settled = part->fill.gap_known;
    /* fill_add forgets the gap behind running text: the move still needs it. */
    part->fill.gap_known = before.gap_known;
    move_block(part, index > 0 && pager->list->boxes.at[index - 1].tight);
    part->fill.gap_known = settled;
    struct placement placement = {
        .fragments = box->fragments,
        .fragment_count = box->fragment_count,
        .box = box,
        .x = part->x,
        .y = part->fill.top,
        .stretch = before.count ? box->stretch : 0,
        .fills = box->fills,
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
        weight += fill->fills ? placement->fills : placement->stretch;
        placement->y += (sp)((double)room * (double)weight / (double)whole);
    }
}

static void place_notes(struct part *part, const struct queue *queue, const struct queue *rest, sp y)
{
    const struct pager *pager = part->pager;
    size_t whole = queue->n - rest->n;
    struct fragment *rule = arena_alloc(pager->arena, sizeof *rule);
    sp measure = part->fill.column ? pager->column_step - pager->design->column_gap : pager->column_step * 2;
    *rule = rule_fragment(pager->arena, 0, pager->separator / 2, measure / 3, NOTE_RULE);
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
            height += (height ? pager->note_gap : pager->separator) + note_height(queue->at[i].note, queue->at[i].from, to);
    }
    return height;
}

/* Sets the part's footnotes so that they end at `foot`. Returns those that go on. */
static struct queue finish_notes(struct part *part, const struct queue *carry, size_t from, size_t to, sp foot)
{
    const struct pager *pager = part->pager;
    struct queue all = notes_of(pager, carry, from, to);
    struct queue rest = notes_rest(pager, &all, part->fill.limit - part->fill.y, false);
    sp height = notes_height(pager, &all, &rest);
    if (height)
        place_notes(part, &all, &rest, foot - height);
    return rest;
}

struct columns {
    struct part parts[2];
    size_t from[3];   /* first boxes of the columns, and the end */
    size_t placed[3]; /* first placements of the columns, and the end */
    bool balanced;
};

static struct part place_column(struct part *part, size_t from, size_t to, sp top, sp x, const struct queue *carry)
{
    const struct pager *pager = part->pager;
    const struct vbox *boxes = pager->list->boxes.at;
    struct part column = {.pager = pager, .page = part->page, .x = x};
    if (from == to) {
        column.fill = (struct fill){.y = top, .limit = part->fill.limit - part->fill.notes, .column = true};
        return column;
    }
    place_repeat(&column, boxes[from].repeat, top);
    column.fill = fill_start_column(pager, &part->fill, top, &boxes[from], carry);
    for (size_t i = from; i < to; i++)
        place_box(&column, i, false);
    place_table_foot(&column, to, pager->list->sections.at[boxes[from].section].to);
    return column;
}

/* Two columns; filled ones to the page's foot, balanced ones to the depth of the taller. Returns notes that go on. */
static struct queue place_columns(struct part *part, size_t from, size_t to, const struct column_split *split,
                                  bool balanced)
{
    const struct pager *pager = part->pager;
    struct queue carry = {NULL, 0};
    size_t bounds[3] = {from, split->at, to};
    vec_push(pager->arena, &part->starts, part->page->placed.n);
    for (int c = 0; c < 2; c++) {
        size_t first = part->page->placed.n;
        struct part column = place_column(part, bounds[c], bounds[c + 1], split->top, c * pager->column_step, &carry);
        sp bottom = balanced ? split->bottom : column.fill.limit - column.fill.notes;
        spread(&column, first, bottom - column.fill.y);
        carry = finish_notes(&column, &carry, bounds[c], bounds[c + 1], column.fill.limit);
    }
    if (balanced) {
        part->fill.y = split->bottom;
        part->fill.limit -= split->notes;
    }
    part->fill.count++;
    return carry;
}

/* Places the columns that begin at `at`; returns where the page goes on, `to` at the latest. */
static size_t place_section(struct part *part, size_t at, size_t to, struct queue *carry)
{
    const struct pager *pager = part->pager;
    size_t end = pager->list->sections.at[pager->list->boxes.at[at].section].to;
    struct column_split split = {.at = pager->nodes[to].split};
    if (split.at > at && split.at < to) {
        split.top = columns_top(&part->fill, &pager->list->boxes.at[at]);
        *carry = place_columns(part, at, to, &split, false);
        return to;
    }
    if (end <= to && columns_balance(pager, &part->fill, at, end, &split)) {
        place_columns(part, at, end, &split, true);
        return end;
    }
    place_box(part, at, true);
    return at + 1;
}

static void report_tall(const struct pager *pager, const struct vbox *box)
{
    if (pager->diags && box->height > pager->height)
        diag(pager->diags, DIAG_BLOCK_TOO_TALL, box->pos,
             arena_format(pager->arena, "%d", (int)((double)box->height * 25.4 / 72 / 65536 + 0.5)),
             arena_format(pager->arena, "%d", (int)((double)pager->height * 25.4 / 72 / 65536)));
}

struct queue page_place(const struct pager *pager, struct chain_page *page, size_t from, size_t to)
{
    const struct vbox *boxes = pager->list->boxes.at;
    const struct queue *before = &pager->nodes[from].carry;
    struct part part = {.pager = pager, .page = page};
    struct queue column_carry = {NULL, 0};
    bool full = true;
    page->piece = boxes[from].piece;
    page->opens_piece = boxes[from].opens_piece;
    page->recto = boxes[from].start == BOX_RECTO;
    place_repeat(&part, boxes[from].section ? NULL : boxes[from].repeat, 0);
    part.fill = fill_start(pager, pager->height, &boxes[from], before);
    for (size_t at = from; at < to;) {
        report_tall(pager, &boxes[at]);
        if (boxes[at].section) {
            at = place_section(&part, at, to, &column_carry);
            full = false;
        } else {
            place_box(&part, at, from + 1 == to);
            at++;
        }
    }
    place_table_foot(&part, to, pager->list->boxes.n);
    bool end = to == pager->list->boxes.n || boxes[to].start != BOX_ANYWHERE;
    sp room = part.fill.limit - part.fill.y - part.fill.notes;
    if (part.fill.fills || (full && !end && (!part.fill.notes || room >= pager->leading)))
        spread(&part, 0, room);
    struct queue rest = finish_notes(&part, before, from, to, pager->height);
    return column_carry.n ? column_carry : rest;
}

struct queue page_place_notes(const struct pager *pager, struct chain_page *page, const struct queue *carry)
{
    struct part part = {.pager = pager, .page = page};
    struct queue rest = notes_rest(pager, carry, pager->height, true);
    place_notes(&part, carry, &rest, 0);
    return rest;
}
