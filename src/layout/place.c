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
    const struct repeat *repeat = next < end ? pager->list->boxes.at[next].repeat : NULL;
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
        .stretch = before.count ? box->stretch : 0,
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
    *rule = rule_fragment(pager->arena, pager->design->text_left, pager->separator / 2,
                          pager->measure / (part->fill.column ? 6 : 3), NOTE_RULE);
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

static struct part place_column(struct part *part, size_t from, size_t to, sp top, sp x,
                                const struct queue *carry)
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
        place_box(&column, i);
    place_table_foot(&column, to, pager->list->sections.at[boxes[from].section].to);
    return column;
}

/* Two columns, stretched to the page's foot or, if balanced, to the taller one. Returns notes that go on. */
static struct queue place_columns(struct part *part, size_t from, size_t to, const struct column_split *split,
                                  bool balanced, struct column_notes *notes)
{
    const struct pager *pager = part->pager;
    struct queue carry = {NULL, 0};
    const struct vbox *first_box = &pager->list->boxes.at[from];
    struct placement space = {.stretch = part->fill.count ? first_box->stretch : 0, .fills = first_box->fills};
    size_t bounds[3] = {from, split->at, to};
    vec_push(pager->arena, &part->starts, part->page->placed.n);
    vec_push(pager->arena, &part->page->placed, space);
    for (int c = 0; c < 2; c++) {
        struct part *column = &notes->columns[c];
        size_t first = part->page->placed.n;
        *column = place_column(part, bounds[c], bounds[c + 1], split->top, c * pager->column_step, &carry);
        sp bottom = balanced ? split->bottom : column->fill.limit - column->fill.notes;
        spread(column, first, bottom - column->fill.y);
        notes->all[c] = notes_of(pager, &carry, bounds[c], bounds[c + 1], true);
        carry = notes_rest(pager, &notes->all[c], column->fill.limit - column->fill.y, false);
    }
    notes->foot = part->fill.limit - part->fill.notes;
    if (balanced)
        fill_add_columns(&part->fill, first_box, split);
    else
        part->fill.y = part->fill.limit - part->fill.notes;
    notes->limit = part->fill.limit - part->fill.notes;
    return carry;
}

struct page_progress {
    struct part part;
    struct queue carry;    /* of columns that go on over the page */
    bool in_columns;       /* the page has columns */
    bool forced;           /* a box that columns have no room for stands alone */
    VEC(struct column_notes) notes;
};

/* Places the columns that begin at `at`; returns where the page goes on, `to` at the latest. */
static size_t place_section(struct page_progress *page, size_t at, size_t to)
{
    struct part *part = &page->part;
    const struct pager *pager = part->pager;
    size_t end = pager->list->sections.at[pager->list->boxes.at[at].section].to;
    struct column_split split = {.at = pager->nodes[to].split};
    struct column_notes notes;
    page->in_columns = true;
    if (split.at > at && split.at < end) {
        split.top = columns_top(&part->fill, &pager->list->boxes.at[at]);
        page->carry = place_columns(part, at, to, &split, false, &notes);
        vec_push(pager->arena, &page->notes, notes);
        return to;
    }
    if (end <= to && columns_balance(pager, &part->fill, at, end, &split)) {
        place_columns(part, at, end, &split, true, &notes);
        vec_push(pager->arena, &page->notes, notes);
        return end;
    }
    page->forced = true;
    place_box(part, at);
    return at + 1;
}

static void report_tall(const struct pager *pager, const struct vbox *box)
{
    if (pager->diags && box->height > pager->height)
        diag(pager->diags, DIAG_BLOCK_TOO_TALL, box->pos,
             arena_format(pager->arena, "%d", (int)((double)box->height * 25.4 / 72 / 65536 + 0.5)),
             arena_format(pager->arena, "%d", (int)((double)pager->height * 25.4 / 72 / 65536)));
}

static void place_boxes(struct page_progress *page, size_t from, size_t to)
{
    const struct pager *pager = page->part.pager;
    for (size_t at = from; at < to;) {
        report_tall(pager, &pager->list->boxes.at[at]);
        if (pager->list->boxes.at[at].section) {
            at = place_section(page, at, to);
        } else {
            place_box(&page->part, at);
            at++;
        }
    }
    if (!page->in_columns)
        place_table_foot(&page->part, to, pager->list->boxes.n);
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

struct queue page_place(const struct pager *pager, struct chain_page *out, size_t from, size_t to)
{
    const struct vbox *boxes = pager->list->boxes.at;
    const struct queue *before = &pager->nodes[from].carry;
    struct page_progress page = {.part = {.pager = pager, .page = out}};
    struct part *part = &page.part;
    out->piece = boxes[from].piece;
    out->opens_piece = boxes[from].opens_piece;
    out->recto = boxes[from].start == BOX_RECTO;
    if (!boxes[from].section)
        place_repeat(part, boxes[from].repeat, 0);
    part->fill = fill_start(pager, pager->height, &boxes[from], before);
    place_boxes(&page, from, to);
    spread_page(&page, to == pager->list->boxes.n || boxes[to].start != BOX_ANYWHERE);
    for (size_t i = 0; i < page.notes.n; i++) {
        struct column_notes *notes = &page.notes.at[i];
        sp raised = notes->limit - (part->fill.limit - part->fill.notes);
        for (int c = 0; c < 2; c++)
            finish_notes(&notes->columns[c], &notes->all[c], notes->foot - raised);
    }
    struct queue all = notes_of(pager, before, from, to, page.forced);
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
