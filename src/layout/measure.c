/*
 * layout: how wide content wants to be, and the widths of a grid's columns: those that fit an equal share get
 * what they ask for, the others their least width and a part of the rest (after CSS 2.1, 17.5.2.2).
 */
#include "layout/grid.h"

/* Content exactly as wide as its column must not wrap by a rounding. */
#define SLACK (SP_POINT / 16)

static sp larger(sp a, sp b)
{
    return a > b ? a : b;
}

static sp smaller(sp a, sp b)
{
    return a < b ? a : b;
}

static void measure_paragraph(struct builder *builder, const struct flow *item, sp *min_width, sp *max_width)
{
    struct paragraph_request request = {
        .para = refs_resolve(builder->arena, builder->setter->refs, builder->map, item->paragraph.para),
        .label = item->paragraph.label,
        .label_run_in = item->paragraph.label_run_in,
        .style = item->paragraph.style,
        .width = builder->page_width,
        .align = -1,
        .pos = item->pos,
    };
    paragraph_measure(builder->setter, &request, min_width, max_width);
}

static void measure_grid(struct builder *builder, const struct flow *item, sp *min_width, sp *max_width)
{
    uint32_t columns = item->grid.column_count;
    *min_width = *max_width = columns ? (sp)(columns - 1) * item->grid.gap : 0;
    for (uint32_t c = 0; c < columns; c++) {
        sp least = item->grid.columns[c].width, most = least;
        for (uint32_t r = 0; !item->grid.columns[c].width && r < item->grid.row_count; r++) {
            sp low, high;
            measure_item(builder, flow_cell(item, r, c), &low, &high);
            least = larger(least, low);
            most = larger(most, high);
        }
        *min_width += least;
        *max_width += most;
    }
}

static void measure_children(struct builder *builder, const struct flow *item, sp *min_width, sp *max_width)
{
    *min_width = *max_width = 0;
    for (const struct flow *child = item->first; child; child = child->next) {
        sp low, high;
        measure_item(builder, child, &low, &high);
        *min_width = larger(*min_width, low);
        *max_width = larger(*max_width, high);
    }
}

void measure_item(struct builder *builder, const struct flow *item, sp *min_width, sp *max_width)
{
    sp height;
    *min_width = *max_width = 0;
    switch (item->kind) {
    case FLOW_PARAGRAPH:
        measure_paragraph(builder, item, min_width, max_width);
        break;
    case FLOW_GRID:
        measure_grid(builder, item, min_width, max_width);
        break;
    case FLOW_GROUP:
    case FLOW_FIGURE:
        measure_children(builder, item, min_width, max_width);
        *min_width += item->group.left + item->group.right;
        *max_width += item->group.left + item->group.right;
        break;
    case FLOW_IMAGE:
        image_size(item, builder->page_width, builder->page_height, max_width, &height);
        *min_width = item->image.width ? *max_width : *max_width / 4;
        break;
    case FLOW_RULE:
        *min_width = *max_width = item->rule.width;
        break;
    default:
        break;
    }
}

struct wish {
    sp min, max, width;
    bool settled;
};

/*
 * Settles the columns that want no more than an equal share, as long as the others keep their least widths;
 * returns what is left for those.
 */
static sp settle_modest(struct wish *wishes, uint32_t count, sp room)
{
    sp least = 0;
    uint32_t open = 0;
    for (uint32_t c = 0; c < count; c++) {
        least += wishes[c].settled ? 0 : wishes[c].min;
        open += !wishes[c].settled;
    }
    for (bool again = true; again && open;) {
        again = false;
        for (uint32_t c = 0; c < count && open; c++) {
            struct wish *wish = &wishes[c];
            if (wish->settled || wish->max > room / open || room - wish->max < least - wish->min)
                continue;
            wish->settled = again = true;
            wish->width = wish->max;
            room -= wish->max;
            least -= wish->min;
            open--;
        }
    }
    return room;
}

/* What the least widths leave goes to each column by how much more it wants. They have room. */
static void share_out(struct wish *wishes, uint32_t count, sp room)
{
    double least = 0, more = 0;
    for (uint32_t c = 0; c < count; c++)
        if (!wishes[c].settled) {
            least += (double)wishes[c].min;
            more += (double)(wishes[c].max - wishes[c].min);
        }
    double share = more > 0 ? ((double)room - least) / more : 0;
    for (uint32_t c = 0; c < count; c++)
        if (!wishes[c].settled)
            wishes[c].width = wishes[c].min + (sp)((double)(wishes[c].max - wishes[c].min) * share);
}

/* Heads of so many words are kept in one line. */
#define FEW_WORDS 2

/* A column narrower than this is of no use: in parts of the size of its text. */
#define USEFUL_EMS 2

/* How many columns have room, if not even a few letters of each word have it; else 0. */
static uint32_t columns_that_fit(const struct builder *builder, const struct flow *grid, const struct wish *wishes,
                                 sp room)
{
    sp useful = builder->design->styles[STYLE_TABLE_CELL].size * USEFUL_EMS, needed = 0;
    uint32_t count = grid->grid.column_count;
    for (uint32_t c = 0; c < count; c++)
        needed += smaller(wishes[c].settled ? wishes[c].width : wishes[c].min, useful);
    if (needed <= room)
        return 0;
    sp gap = grid->grid.gap, measure = room + (sp)(count - 1) * gap;
    sp fit = (measure + gap) / (needed / count + gap + 1);
    return (uint32_t)larger(smaller(fit, (sp)count - 1), 1);
}

static void report_columns(struct builder *builder, const struct flow *grid, uint32_t fit)
{
    if (setter_may_report(builder->setter))
        diag(builder->setter->diags, DIAG_TABLE_COLUMNS, grid->pos,
             arena_format(builder->arena, "%u", grid->grid.column_count),
             arena_format(builder->arena, "%u", fit));
}

static void report_narrow(struct builder *builder, const struct flow *grid, sp least, sp room)
{
    if (!setter_may_report(builder->setter))
        return;
    diag(builder->setter->diags, DIAG_TABLE_TOO_WIDE, grid->pos,
         arena_format(builder->arena, "%d", (int)((double)least * 25.4 / 72 / 65536 + 1)),
         arena_format(builder->arena, "%d", (int)((double)larger(room, 0) * 25.4 / 72 / 65536)));
}

/* Fixed and least widths together. */
static sp least_width(const struct wish *wishes, uint32_t count)
{
    sp least = 0;
    for (uint32_t c = 0; c < count; c++)
        least += wishes[c].settled ? wishes[c].width : wishes[c].min;
    return least;
}

/*
 * Not even the least widths have room: columns, those of fixed width too, whose words are wider than an equal share
 * get that to begin with, so that one long word does not squeeze the others.
 */
static void squeeze(struct wish *wishes, uint32_t count, sp room)
{
    sp most = larger(room, 0) / count;
    for (uint32_t c = 0; c < count; c++) {
        if (wishes[c].settled)
            wishes[c].min = wishes[c].max = wishes[c].width;
        wishes[c].min = smaller(wishes[c].min, most);
        wishes[c].settled = false;
    }
    share_out(wishes, count, settle_modest(wishes, count, larger(room, 0)));
}

/* The table is reported, and few of its words besides: they are broken for want of room, not for their length. */
static enum grid_room give_way(struct builder *builder, const struct flow *grid, struct wish *wishes, sp least, sp room)
{
    uint32_t count = grid->grid.column_count;
    uint32_t fit = count > 1 && grid->grid.rules == GRID_TABLE ? columns_that_fit(builder, grid, wishes, room) : 0;
    if (fit)
        report_columns(builder, grid, fit);
    else
        report_narrow(builder, grid, least, room);
    squeeze(wishes, count, room);
    return fit ? GRID_TOO_MANY : GRID_NARROW;
}

static enum grid_room choose_widths(struct builder *builder, const struct flow *grid, struct wish *wishes, sp room)
{
    uint32_t count = grid->grid.column_count, last = count;
    sp wanted = 0, least = least_width(wishes, count);
    if (least > room)
        return give_way(builder, grid, wishes, least, room);
    for (uint32_t c = 0; c < count; c++) {
        wanted += wishes[c].settled ? 0 : wishes[c].max;
        room -= wishes[c].settled ? wishes[c].width : 0;
        last = wishes[c].settled ? last : c;
    }
    if (wanted > room) {
        share_out(wishes, count, settle_modest(wishes, count, room));
        return GRID_FITS;
    }
    for (uint32_t c = 0; c < count; c++)
        if (!wishes[c].settled)
            wishes[c].width = wishes[c].max;
    if (grid->grid.rules == GRID_PLAIN && last < count)
        wishes[last].width += room - wanted;
    return GRID_FITS;
}

/* The heads of a table in one line, if they are of few words. */
static sp head_width(struct builder *builder, const struct flow *grid, uint32_t column)
{
    sp width = 0;
    for (uint32_t r = 0; grid->grid.rules == GRID_TABLE && r < grid->grid.header_rows; r++) {
        const struct flow *text = flow_cell(grid, r, column)->first;
        sp low, high;
        int blanks = 0;
        if (!text || text->kind != FLOW_PARAGRAPH)
            continue;
        for (uint32_t i = 0; i < text->paragraph.para->length; i++)
            blanks += text->paragraph.para->text[i] == ' ';
        measure_item(builder, flow_cell(grid, r, column), &low, &high);
        if (blanks < FEW_WORDS)
            width = larger(width, high + SLACK);
    }
    return width;
}

/* Short heads stay in one line where that leaves enough for what the cells hold: those wrap first. */
static void widen_for_heads(struct builder *builder, const struct flow *grid, struct wish *wishes, sp room)
{
    uint32_t count = grid->grid.column_count;
    sp *more = arena_alloc(builder->arena, (count + 1) * sizeof *more);
    sp spare = room - room / 8 - least_width(wishes, count);
    for (uint32_t c = 0; c < count; c++)
        more[c] = wishes[c].settled ? 0 : head_width(builder, grid, c) - wishes[c].min;
    for (;;) {
        uint32_t least = count;
        for (uint32_t c = 0; c < count; c++)
            if (more[c] > 0 && (least == count || more[c] < more[least]))
                least = c;
        if (least == count || more[least] > spare)
            return;
        wishes[least].min += more[least];
        spare -= more[least];
        more[least] = 0;
    }
}

struct grid_plan grid_plan(struct builder *builder, const struct scope *scope, const struct flow *grid)
{
    uint32_t count = grid->grid.column_count;
    struct wish *wishes = arena_alloc(builder->arena, (count + 1) * sizeof *wishes);
    for (uint32_t c = 0; c < count; c++) {
        wishes[c].width = grid->grid.columns[c].width;
        wishes[c].settled = wishes[c].width > 0;
        for (uint32_t r = 0; !wishes[c].settled && r < grid->grid.row_count; r++) {
            sp low, high;
            measure_item(builder, flow_cell(grid, r, c), &low, &high);
            wishes[c].min = larger(wishes[c].min, low + SLACK);
            wishes[c].max = larger(wishes[c].max, high + SLACK);
        }
        wishes[c].max = larger(wishes[c].max, wishes[c].min);
    }
    sp gaps = count ? (sp)(count - 1) * grid->grid.gap : 0;
    struct grid_plan plan = {arena_alloc(builder->arena, (count + 1) * sizeof(sp)),
                             arena_alloc(builder->arena, (count + 1) * sizeof(sp)), 0, GRID_FITS};
    widen_for_heads(builder, grid, wishes, scope_width(scope) - gaps);
    plan.room = choose_widths(builder, grid, wishes, scope_width(scope) - gaps);
    for (uint32_t c = 0; c < count; c++) {
        plan.x[c] = plan.total + (c ? grid->grid.gap : 0);
        plan.width[c] = larger(wishes[c].width, SP_POINT);
        plan.total = plan.x[c] + plan.width[c];
    }
    return plan;
}
