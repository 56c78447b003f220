/* flow: a tree kept beyond the memory that it was made in, and compared with the one that comes in its place. */
#include "flow/flow.h"

static const char *kept(struct arena *arena, const char *words)
{
    return words ? arena_strdup(arena, words) : NULL;
}

static struct para *kept_para(struct arena *arena, const struct para *para)
{
    return para ? para_copy(arena, para) : NULL;
}

static const struct image *copy_image(struct arena *arena, const struct image *image)
{
    struct image *copy = arena_copy(arena, image, sizeof *image);
    copy->path = kept(arena, image->path);
    copy->bytes = arena_copy(arena, image->bytes, image->size);
    copy->alpha = image->alpha ? arena_copy(arena, image->alpha, (size_t)image->width * image->height) : NULL;
    return copy;
}

static void copy_grid(struct arena *arena, struct flow *grid)
{
    size_t count = (size_t)grid->grid.column_count * grid->grid.row_count;
    grid->grid.columns = arena_copy(arena, grid->grid.columns, grid->grid.column_count * sizeof *grid->grid.columns);
    grid->grid.cells = arena_copy(arena, grid->grid.cells, count * sizeof *grid->grid.cells);
    for (size_t i = 0; i < count; i++)
        grid->grid.cells[i] = flow_copy(arena, grid->grid.cells[i]);
    if (grid->grid.spans)
        grid->grid.spans = arena_copy(arena, grid->grid.spans, count * sizeof *grid->grid.spans);
    if (grid->grid.rule_after)
        grid->grid.rule_after =
            arena_copy(arena, grid->grid.rule_after, grid->grid.row_count * sizeof *grid->grid.rule_after);
    grid->grid.continued = kept_para(arena, grid->grid.continued);
}

static void copy_heading(struct arena *arena, struct flow *heading)
{
    heading->heading.title = kept(arena, heading->heading.title);
    heading->heading.para = kept_para(arena, heading->heading.para);
    heading->heading.number = kept(arena, heading->heading.number);
    heading->heading.label = kept(arena, heading->heading.label);
    heading->heading.id = kept(arena, heading->heading.id);
    heading->heading.beside = kept(arena, heading->heading.beside);
    heading->heading.beside_language = kept(arena, heading->heading.beside_language);
}

/* What the item points to, but for those below it. */
static void copy_content(struct arena *arena, struct flow *item)
{
    switch (item->kind) {
    case FLOW_PARAGRAPH:
        item->paragraph.para = kept_para(arena, item->paragraph.para);
        item->paragraph.label = kept_para(arena, item->paragraph.label);
        item->paragraph.number = kept(arena, item->paragraph.number);
        item->paragraph.continued = kept_para(arena, item->paragraph.continued);
        break;
    case FLOW_GRID:
        copy_grid(arena, item);
        break;
    case FLOW_FOOTNOTE:
        item->footnote.note = kept(arena, item->footnote.note);
        break;
    case FLOW_IMAGE:
        item->image.image = copy_image(arena, item->image.image);
        item->image.alt = kept(arena, item->image.alt);
        break;
    case FLOW_HEADING:
        copy_heading(arena, item);
        break;
    case FLOW_ANCHOR:
        item->anchor.id = kept(arena, item->anchor.id);
        item->anchor.label = kept(arena, item->anchor.label);
        item->anchor.title = kept_para(arena, item->anchor.title);
        break;
    case FLOW_GROUP:
    case FLOW_FIGURE:
    case FLOW_RULE:
    case FLOW_SPACE:
    case FLOW_BREAK:
        break;
    }
}

struct flow *flow_copy(struct arena *arena, const struct flow *root)
{
    struct flow *copy = arena_copy(arena, root, sizeof *root);
    copy->language = kept(arena, root->language);
    copy->first = copy->last = copy->next = NULL;
    copy_content(arena, copy);
    for (const struct flow *child = root->first; child; child = child->next) {
        struct flow *below = flow_copy(arena, child);
        if (copy->last)
            copy->last->next = below;
        else
            copy->first = below;
        copy->last = below;
    }
    return copy;
}

static bool same_para(const struct para *a, const struct para *b)
{
    return a == b || (a && b && para_is_same(a, b));
}

static bool same_pos(struct pos a, struct pos b)
{
    return a.file == b.file && a.line == b.line && a.column == b.column;
}

static bool same_image(const struct image *a, const struct image *b)
{
    return strings_equal(a->path, b->path) && same_pos(a->pos, b->pos) && a->width == b->width &&
           a->height == b->height &&
           a->dpi_x == b->dpi_x && a->dpi_y == b->dpi_y && a->color == b->color && a->is_jpeg == b->is_jpeg &&
           a->inverted == b->inverted && a->orientation == b->orientation && a->size == b->size &&
           memcmp(a->bytes, b->bytes, a->size) == 0 && !a->alpha == !b->alpha &&
           (!a->alpha || memcmp(a->alpha, b->alpha, (size_t)a->width * a->height) == 0);
}

static bool same_columns(const struct flow *a, const struct flow *b)
{
    for (uint32_t i = 0; i < a->grid.column_count; i++) {
        const struct grid_column *one = &a->grid.columns[i], *other = &b->grid.columns[i];
        if (one->width != other->width || one->percent != other->percent || one->align != other->align)
            return false;
    }
    return true;
}

static bool same_spans(const struct grid_span *a, const struct grid_span *b, size_t count)
{
    if (!a || !b)
        return a == b;
    for (size_t i = 0; i < count; i++)
        if (a[i].columns != b[i].columns || a[i].rows != b[i].rows || a[i].left != b[i].left || a[i].up != b[i].up ||
            a[i].align != b[i].align)
            return false;
    return true;
}

static bool same_rules(const bool *a, const bool *b, uint32_t rows)
{
    return a == b || (a && b && memcmp(a, b, rows * sizeof *a) == 0);
}

static bool same_cells(const struct flow *a, const struct flow *b, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!flow_is_same(a->grid.cells[i], b->grid.cells[i]))
            return false;
    return true;
}

static bool same_grid(const struct flow *a, const struct flow *b)
{
    size_t count = (size_t)a->grid.column_count * a->grid.row_count;
    return a->grid.column_count == b->grid.column_count && a->grid.row_count == b->grid.row_count &&
           a->grid.header_rows == b->grid.header_rows && a->grid.row_headers == b->grid.row_headers &&
           a->grid.decimal_sign == b->grid.decimal_sign && a->grid.rules == b->grid.rules &&
           a->grid.gap == b->grid.gap && a->grid.row_gap == b->grid.row_gap && same_columns(a, b) &&
           same_spans(a->grid.spans, b->grid.spans, count) &&
           same_rules(a->grid.rule_after, b->grid.rule_after, a->grid.row_count) &&
           same_para(a->grid.continued, b->grid.continued) && same_cells(a, b, count);
}

static bool same_paragraph(const struct flow *a, const struct flow *b)
{
    return a->paragraph.style == b->paragraph.style && a->paragraph.label_run_in == b->paragraph.label_run_in &&
           a->paragraph.keep_with_next == b->paragraph.keep_with_next &&
           a->paragraph.may_part == b->paragraph.may_part && strings_equal(a->paragraph.number, b->paragraph.number) &&
           same_para(a->paragraph.para, b->paragraph.para) && same_para(a->paragraph.label, b->paragraph.label) &&
           same_para(a->paragraph.continued, b->paragraph.continued);
}

static bool same_group(const struct flow *a, const struct flow *b)
{
    return a->group.left == b->group.left && a->group.right == b->group.right &&
           a->group.paper_only == b->group.paper_only && a->group.before == b->group.before &&
           a->group.after == b->group.after && a->group.columns == b->group.columns &&
           a->group.keep_together == b->group.keep_together && a->group.keep_with_next == b->group.keep_with_next &&
           a->group.floats == b->group.floats && a->group.wide == b->group.wide && a->group.turned == b->group.turned;
}

static bool same_rule(const struct flow *a, const struct flow *b)
{
    return a->rule.width == b->rule.width && a->rule.thickness == b->rule.thickness &&
           a->rule.before == b->rule.before && a->rule.after == b->rule.after && a->rule.accent == b->rule.accent &&
           a->rule.paper_only == b->rule.paper_only;
}

static bool same_heading(const struct flow *a, const struct flow *b)
{
    return a->heading.kind == b->heading.kind && a->heading.level == b->heading.level &&
           a->heading.anchor == b->heading.anchor && a->heading.bookmark == b->heading.bookmark &&
           a->heading.contents == b->heading.contents && a->heading.again == b->heading.again &&
           strings_equal(a->heading.title, b->heading.title) && strings_equal(a->heading.number, b->heading.number) &&
           strings_equal(a->heading.label, b->heading.label) && strings_equal(a->heading.id, b->heading.id) &&
           strings_equal(a->heading.beside, b->heading.beside) &&
           strings_equal(a->heading.beside_language, b->heading.beside_language) &&
           same_para(a->heading.para, b->heading.para);
}

static bool same_content(const struct flow *a, const struct flow *b)
{
    switch (a->kind) {
    case FLOW_PARAGRAPH:
        return same_paragraph(a, b);
    case FLOW_GROUP:
    case FLOW_FIGURE:
        return same_group(a, b);
    case FLOW_GRID:
        return same_grid(a, b);
    case FLOW_FOOTNOTE:
        return a->footnote.number == b->footnote.number && a->footnote.in_place == b->footnote.in_place &&
               strings_equal(a->footnote.note, b->footnote.note);
    case FLOW_RULE:
        return same_rule(a, b);
    case FLOW_IMAGE:
        return a->image.width == b->image.width && a->image.percent == b->image.percent &&
               a->image.align == b->image.align && strings_equal(a->image.alt, b->image.alt) &&
               same_image(a->image.image, b->image.image);
    case FLOW_SPACE:
        return a->space.amount == b->space.amount && a->space.fill == b->space.fill;
    case FLOW_BREAK:
        return a->page_break == b->page_break;
    case FLOW_HEADING:
        return same_heading(a, b);
    case FLOW_ANCHOR:
        return a->anchor.kind == b->anchor.kind && a->anchor.anchor == b->anchor.anchor &&
               strings_equal(a->anchor.id, b->anchor.id) && strings_equal(a->anchor.label, b->anchor.label) &&
               same_para(a->anchor.title, b->anchor.title);
    }
    return false;
}

bool flow_is_same(const struct flow *a, const struct flow *b)
{
    if (a->kind != b->kind || a->role != b->role || !same_pos(a->pos, b->pos) ||
        !strings_equal(a->language, b->language) || !same_content(a, b))
        return false;
    const struct flow *one = a->first, *other = b->first;
    for (; one && other; one = one->next, other = other->next)
        if (!flow_is_same(one, other))
            return false;
    return !one && !other;
}
