/* flow: the builder, the walk, the dump. */
#include "flow/flow.h"

const char *role_name(enum role role)
{
    static const char *const names[ROLE_COUNT] = {
        [ROLE_NONE] = "None", [ROLE_DOCUMENT] = "Document", [ROLE_PART] = "Part", [ROLE_SECT] = "Sect",
        [ROLE_H1] = "H1", [ROLE_H2] = "H2", [ROLE_H3] = "H3", [ROLE_H4] = "H4",
        [ROLE_H5] = "H5", [ROLE_H6] = "H6", [ROLE_P] = "P", [ROLE_L] = "L", [ROLE_LI] = "LI", [ROLE_LBL] = "Lbl",
        [ROLE_LBODY] = "LBody", [ROLE_TABLE] = "Table", [ROLE_THEAD] = "THead", [ROLE_TBODY] = "TBody",
        [ROLE_TR] = "TR", [ROLE_TH] = "TH", [ROLE_TD] = "TD", [ROLE_FIGURE] = "Figure", [ROLE_CAPTION] = "Caption",
        [ROLE_NOTE] = "Note", [ROLE_BLOCKQUOTE] = "BlockQuote", [ROLE_CODE] = "Code", [ROLE_TOC] = "TOC",
        [ROLE_TOCI] = "TOCI", [ROLE_INDEX] = "Index", [ROLE_LINK] = "Link", [ROLE_REFERENCE] = "Reference",
        [ROLE_SPAN] = "Span", [ROLE_DIV] = "Div", [ROLE_QUOTE] = "Quote", [ROLE_FORMULA] = "Formula",
    };
    return (unsigned)role < ROLE_COUNT && names[role] ? names[role] : "?";
}

struct flow *flow_new(struct arena *arena, struct flow *parent, enum flow_kind kind, enum role role, struct pos pos)
{
    struct flow *item = arena_alloc(arena, sizeof *item);
    item->kind = kind;
    item->role = role;
    item->pos = pos;
    if (!parent)
        return item;
    if (parent->last)
        parent->last->next = item;
    else
        parent->first = item;
    parent->last = item;
    return item;
}

/* Where its words begin that somebody wrote: the compiler's own may stand before them. */
static struct pos first_written(const struct para *para)
{
    for (uint32_t i = 0; i < para->origin_count; i++)
        if (para->origins[i].pos.file)
            return para->origins[i].pos;
    return POS_NONE;
}

struct flow *flow_paragraph(struct arena *arena, struct flow *parent, enum style_id style, enum role role,
                            struct para *para)
{
    struct flow *item = flow_new(arena, parent, FLOW_PARAGRAPH, role, first_written(para));
    item->paragraph.style = style;
    item->paragraph.para = para;
    return item;
}

struct flow *flow_group(struct arena *arena, struct flow *parent, enum role role)
{
    return flow_new(arena, parent, FLOW_GROUP, role, POS_NONE);
}

struct flow *flow_space(struct arena *arena, struct flow *parent, sp amount)
{
    struct flow *item = flow_new(arena, parent, FLOW_SPACE, ROLE_NONE, POS_NONE);
    item->space.amount = amount;
    return item;
}

struct flow *flow_grid(struct arena *arena, struct flow *parent, uint32_t columns, uint32_t rows)
{
    struct flow *grid = flow_new(arena, parent, FLOW_GRID, ROLE_NONE, POS_NONE);
    size_t count = (size_t)columns * rows;
    grid->grid.columns = arena_alloc(arena, columns * sizeof *grid->grid.columns);
    grid->grid.column_count = columns;
    grid->grid.row_count = rows;
    grid->grid.cells = arena_alloc(arena, count * sizeof *grid->grid.cells);
    for (size_t i = 0; i < count; i++)
        grid->grid.cells[i] = flow_group(arena, NULL, ROLE_NONE);
    return grid;
}

struct flow *flow_cell(const struct flow *grid, uint32_t row, uint32_t column)
{
    return grid->grid.cells[(size_t)row * grid->grid.column_count + column];
}

struct grid_span flow_span(const struct flow *grid, uint32_t row, uint32_t column)
{
    struct grid_span span = {.columns = 1, .rows = 1, .align = CELL_AS_COLUMN};
    if (grid->grid.spans)
        span = grid->grid.spans[(size_t)row * grid->grid.column_count + column];
    if (span.align == CELL_AS_COLUMN)
        span.align = grid->grid.columns[column].align;
    return span;
}

/* Depth is bounded: markup and the reader limit nesting. */
const char *flow_bookmark(struct arena *arena, const struct flow *heading)
{
    const char *title = heading->heading.title, *beside = heading->heading.beside;
    return title && beside ? arena_format(arena, "%s / %s", title, beside) : title;
}

void flow_walk(const struct flow *root, void (*visit)(void *context, const struct flow *item), void *context)
{
    visit(context, root);
    if (root->kind == FLOW_GRID)
        for (uint32_t i = 0; i < root->grid.column_count * root->grid.row_count; i++)
            flow_walk(root->grid.cells[i], visit, context);
    for (const struct flow *child = root->first; child; child = child->next)
        flow_walk(child, visit, context);
}

static const char *kind_name(enum flow_kind kind)
{
    static const char *const names[] = {"paragraph", "group", "grid",  "figure",  "footnote", "rule",
                                        "image",     "space", "break", "heading", "anchor"};
    return names[kind];
}

static void dump_indent(struct buf *out, int depth)
{
    for (int i = 0; i < depth; i++)
        buf_puts(out, "  ");
}

static void dump_details(const struct flow *item, struct buf *out)
{
    switch (item->kind) {
    case FLOW_PARAGRAPH:
        buf_format(out, " style %d ", item->paragraph.style);
        if (item->paragraph.label) {
            buf_puts(out, "label ");
            para_dump(item->paragraph.label, out);
            buf_putc(out, ' ');
        }
        para_dump(item->paragraph.para, out);
        break;
    case FLOW_GROUP:
        if (item->group.columns > 1)
            buf_format(out, " columns %d", item->group.columns);
        if (item->group.left) {
            buf_puts(out, " left ");
            buf_points(out, item->group.left, 2);
        }
        break;
    case FLOW_GRID:
        buf_format(out, " %u rows, %u columns, %u head", item->grid.row_count, item->grid.column_count,
                   item->grid.header_rows);
        break;
    case FLOW_FOOTNOTE:
        buf_format(out, " %d", item->footnote.number);
        break;
    case FLOW_HEADING:
        buf_format(out, " level %d anchor %u %s", item->heading.level, item->heading.anchor, item->heading.title);
        break;
    case FLOW_ANCHOR:
        buf_format(out, " %u %s", item->anchor.anchor, item->anchor.id ? item->anchor.id : "");
        break;
    case FLOW_IMAGE:
        buf_format(out, " %s", item->image.image->path);
        break;
    default:
        break;
    }
}

static void dump_item(const struct flow *item, int depth, struct buf *out);

static void dump_cells(const struct flow *grid, int depth, struct buf *out)
{
    for (uint32_t i = 0; i < grid->grid.column_count * grid->grid.row_count; i++) {
        struct grid_span span = flow_span(grid, i / grid->grid.column_count, i % grid->grid.column_count);
        if (span.columns == 0)
            continue;
        if (span.columns > 1 || span.rows > 1) {
            dump_indent(out, depth);
            buf_format(out, "spans %u columns, %u rows\n", span.columns, span.rows);
        }
        dump_item(grid->grid.cells[i], depth, out);
    }
}

static void dump_item(const struct flow *item, int depth, struct buf *out)
{
    dump_indent(out, depth);
    buf_puts(out, kind_name(item->kind));
    if (item->role)
        buf_format(out, " %s", role_name(item->role));
    dump_details(item, out);
    buf_putc(out, '\n');
    if (item->kind == FLOW_GRID)
        dump_cells(item, depth + 1, out);
    for (const struct flow *child = item->first; child; child = child->next)
        dump_item(child, depth + 1, out);
}

void flow_dump(const struct flow *root, struct buf *out)
{
    dump_item(root, 0, out);
}
