/* layout: a page or a column as it fills: space, the grid of lines, stretch, room for the footnotes. */
#include "layout/pager.h"

/* In lines: what a footnote that goes on over the page costs, as if the page were so much too short. */
#define CUT_LINES 12
#define LINE_COST 100
/* What room costs a line that nothing can fill, or that spaces are stretched over. */
#define HOLE_COST 20
/* Columns count for so many lines where a page must not have too few. */
#define COLUMN_LINES 4

static void add_note(const struct pager *pager, struct fill *fill, const struct note *note, size_t from)
{
    size_t count = note->list->boxes.n;
    if (count <= from)
        return;
    fill->notes += fill->notes ? pager->note_gap : pager->separator;
    fill->notes_here = fill->notes + note_height(note, from, note_least(note, from));
    fill->notes += note_height(note, from, count);
}

static void begin(const struct pager *pager, struct fill *fill, const struct vbox *first,
                  const struct queue *carry)
{
    for (size_t i = 0; carry && i < carry->n; i++)
        add_note(pager, fill, carry->at[i].note, carry->at[i].from);
    if (first && first->extra->repeat && (fill->column || !first->section))
        fill->y += first->extra->repeat->height;
}

void fill_skip(struct fill *fill)
{
    fill->joins = true;
}

struct fill fill_start(const struct pager *pager, sp limit, const struct vbox *first,
                       const struct queue *carry)
{
    struct fill fill = {.limit = limit};
    begin(pager, &fill, first, carry);
    return fill;
}

struct fill fill_start_column(const struct pager *pager, const struct fill *page, sp y,
                              const struct vbox *first, const struct queue *carry)
{
    struct fill fill = {.limit = page->limit - page->notes, .y = y, .column = true};
    begin(pager, &fill, first, carry);
    return fill;
}

/*
 * By how much running text at `y` is moved to stand on the grid: to the nearest line where the space above
 * gives way. A half line will do unless a heading stands above, which hides the move best, but not at the head of a
 * page; a whole one is taken when it is near.
 */
static sp grid_move(const struct pager *pager, sp y, sp slack, bool whole)
{
    sp leading = pager->leading, half = leading / 2, near = leading * 3 / 10;
    sp over = y % leading;
    if (over == 0 || (!whole && over == half))
        return 0;
    if (whole)
        return over <= half && over <= slack ? -over : leading - over;
    bool back = over > half ? leading - over > near : over <= near;
    sp past = over > half ? over - half : over;
    return back && past <= slack ? -past : half - past;
}

/* A box as it would stand. */
struct step {
    sp top;
    sp moved;        /* by how much that is moved to stand on the grid */
    sp stretch;      /* by how much the space above may grow */
    bool on_grid, gap_known;
    sp slack;
};

static sp space_above(const struct fill *fill, const struct vbox *box)
{
    if (fill->count == 0)
        return !fill->column && box->start != BOX_ANYWHERE ? box->kept : 0;
    sp space = fill->joins || fill->below ? box->joined : box->space;
    return fill->below > space ? fill->below : space;
}

/* How much the space above a box may grow: below floats at the head by as much as above what stands in its place. */
static sp stretch_above(const struct pager *pager, const struct fill *fill, const struct vbox *box)
{
    if (fill->count == 0)
        return 0;
    if (fill->below)
        return pager->leading / 2;
    return fill->joins && box->stretch > box->joined / 2 ? box->joined / 2 : box->stretch;
}

/* Text that goes on below floats stands on the grid though it be in mid-paragraph. */
static enum box_grid grid_of(const struct pager *pager, const struct fill *fill, const struct vbox *box)
{
    bool goes_on = fill->below && box->baseline >= 0 && box->height == pager->leading;
    return goes_on ? GRID_WHOLE : box->grid;
}

static struct step step_to(const struct pager *pager, const struct fill *fill, const struct vbox *box)
{
    enum box_grid grid = grid_of(pager, fill, box);
    sp space = space_above(fill, box);
    struct step step = {.top = fill->y + space, .stretch = stretch_above(pager, fill, box),
                        .on_grid = grid != GRID_FREE, .gap_known = fill->gap_known, .slack = fill->slack};
    /* The first space since the text last stood on the grid. */
    if (!step.gap_known && space > 0 && !box->rigid && fill->count) {
        step.gap_known = true;
        step.slack = (space - box->kept) / 2;
    }
    if (step.on_grid && fill->count) {
        bool whole = grid == GRID_WHOLE && step.gap_known;
        step.moved = grid_move(pager, step.top, step.gap_known ? step.slack : (box->space - box->kept) / 2, whole);
        step.top += step.moved;
    }
    return step;
}

/* The gap is used up once running text stands on the grid again. */
static void take_step(struct fill *fill, const struct vbox *box, const struct step *step)
{
    if (step->gap_known && !fill->gap_known) {
        fill->gap = fill->count;
        fill->slack = step->slack;
    }
    fill->gap_known = step->gap_known && !step->on_grid;
    fill->top = step->top;
    fill->moved = step->moved;
    fill->stretched = step->stretch;
    fill->y = step->top + box->height;
    fill->stretch += step->stretch;
    if (fill->count || !fill->column)
        fill->fills += box->fills;
    fill->lines += box->lines;
    fill->count++;
    fill->joins = false;
    fill->below = 0;
}

static void add_notes(const struct pager *pager, struct fill *fill, const struct vbox *box)
{
    for (size_t i = 0; i < box->extra->note_count; i++)
        if (box->extra->notes[i]->note)
            add_note(pager, fill, box->extra->notes[i]->note, 0);
}

/* A line in mid-paragraph stands directly below the one before. */
static bool goes_on(const struct fill *fill, const struct vbox *box)
{
    return fill->count && !fill->joins && !fill->below && !box->space && !box->stretch && !box->fills &&
           box->grid == GRID_FREE && !box->extra->note_count;
}

static bool add_line(struct fill *fill, const struct vbox *box)
{
    sp bottom = fill->y + box->height;
    if (bottom + fill->notes_here > fill->limit)
        return false;
    fill->top = fill->y;
    fill->y = bottom;
    fill->moved = fill->stretched = 0;
    fill->lines += box->lines;
    fill->count++;
    return true;
}

bool fill_add(const struct pager *pager, struct fill *fill, const struct vbox *box)
{
    if (goes_on(fill, box))
        return add_line(fill, box);
    struct step step = step_to(pager, fill, box);
    sp bottom = step.top + box->height;
    if (box->extra->note_count) {
        struct fill noted = *fill;
        add_notes(pager, &noted, box);
        if ((noted.notes > fill->notes && fill_is_cut(fill)) || bottom + noted.notes_here > fill->limit)
            return false;
        *fill = noted;
    } else if (bottom + fill->notes_here > fill->limit) {
        return false;
    }
    take_step(fill, box, &step);
    return true;
}

void fill_force(const struct pager *pager, struct fill *fill, const struct vbox *box)
{
    struct step step = step_to(pager, fill, box);
    add_notes(pager, fill, box);
    take_step(fill, box, &step);
}

void fill_add_columns(struct fill *fill, const struct vbox *first, const struct column_split *split)
{
    fill->y = split->bottom;
    fill->limit -= split->notes;
    if (fill->count)
        fill->stretch += first->stretch;
    fill->fills += first->fills;
    fill->lines += COLUMN_LINES;
    fill->count++;
    fill->joins = false;
    fill->below = 0;
}

sp level_gap(const struct level *level)
{
    sp room = level->limit - level->y;
    return room <= level->stretch || level->notes || level->fills ? 0 : room;
}

bool break_counts(const struct pager *pager, size_t to)
{
    return to == pager->list->boxes.n || pager->list->boxes.at[to].cost < COST_TOGETHER;
}

int64_t level_cost(const struct pager *pager, const struct level *level, sp reach)
{
    sp room = level->limit - level->y - level->notes;
    if (room < 0)
        return LINE_COST * (CUT_LINES * CUT_LINES - room / pager->leading);
    if (level->fills)
        return 0;
    /* A page that cannot be stretched to its foot is not stretched. */
    sp short_by = room > level->stretch ? room : 0, behind = reach - level_depth(level);
    behind = behind < short_by ? behind : short_by;
    int64_t lines = behind > 0 ? behind / pager->leading : 0;
    return LINE_COST * lines * (lines + 1) + room * HOLE_COST / pager->leading;
}
