/* layout: how wide content wants to be; where the decimal sign of a cell's number stands. */
#include "layout/grid.h"

#include <string.h>

static sp larger(sp a, sp b)
{
    return a > b ? a : b;
}

static void measure_paragraph(struct builder *builder, const struct flow *item, sp *min_width, sp *max_width)
{
    struct arena *passing = arena_borrow(builder->setter->scratch);
    struct paragraph_request request = {
        .para = refs_resolve(passing, builder->setter->refs, builder->map, item->paragraph.para),
        .label = item->paragraph.label,
        .label_run_in = item->paragraph.label_run_in,
        .style = item->paragraph.style,
        .width = builder->page_width,
        .align = -1,
        .pos = item->pos,
    };
    memo_measure(builder->memo, builder->setter, item, &request, min_width, max_width);
    arena_give_back(builder->setter->scratch);
}

static void measure_grid(struct builder *builder, const struct flow *item, sp *min_width, sp *max_width)
{
    uint32_t columns = item->grid.column_count;
    *min_width = *max_width = columns ? (sp)(columns - 1) * item->grid.gap : 0;
    const struct wish *wishes = grid_wishes(builder, item, builder->page_width);
    for (uint32_t c = 0; c < columns; c++) {
        *min_width += wishes[c].settled ? wishes[c].width : wishes[c].min;
        *max_width += wishes[c].settled ? wishes[c].width : wishes[c].max;
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

/* The paragraph's first bytes, for measuring. */
static const struct para *beginning_of(struct arena *arena, const struct para *para, uint32_t length)
{
    struct para *part = arena_copy(arena, para, sizeof *para);
    struct span *spans = arena_alloc(arena, (para->span_count + 1) * sizeof *spans);
    part->text = arena_string(arena, para->text, length);
    part->length = length;
    part->span_count = part->mark_count = 0;
    for (uint32_t i = 0; i < para->span_count && para->spans[i].start < length; i++) {
        spans[part->span_count] = para->spans[i];
        if (spans[part->span_count].end > length)
            spans[part->span_count].end = length;
        part->span_count++;
    }
    part->spans = spans;
    return part;
}

/* The one paragraph of a cell; NULL when it has more, or other things. */
static const struct flow *only_paragraph(const struct flow *cell)
{
    const struct flow *text = cell->first;
    return text && !text->next && text->kind == FLOW_PARAGRAPH && !text->paragraph.label ? text : NULL;
}

/* In text from right to left numbers still are written from the left: at the end of a column their units would part. */
static bool is_aligned(const struct para *para, enum cell_align align)
{
    return align == CELL_DECIMAL || (align == CELL_RIGHT && unicode_is_right_to_left(para->language));
}

bool measure_number(struct builder *builder, const struct flow *grid, const struct flow *cell, enum cell_align align,
                    sp *before, sp *after)
{
    const struct flow *text = only_paragraph(cell);
    if (!text || !is_aligned(text->paragraph.para, align))
        return false;
    const struct para *para = refs_resolve(builder->arena, builder->setter->refs, builder->map, text->paragraph.para);
    uint32_t point = text_decimal_point(para->text, para->length, grid->grid.decimal_sign);
    if (point == TEXT_NO_NUMBER || strstr(para->text, "\xE2\x80\xA8"))
        return false;
    struct paragraph_request request = {.para = para, .style = text->paragraph.style, .width = builder->page_width,
                                        .align = ALIGN_LEFT, .pos = text->pos};
    sp least, whole;
    paragraph_measure(builder->setter, &request, &least, &whole);
    *before = whole;
    if (point < para->length) {
        request.para = beginning_of(builder->arena, para, point);
        paragraph_measure(builder->setter, &request, &least, before);
    }
    *after = whole - *before;
    return true;
}
