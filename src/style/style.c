/* style: THE table of designs, and how a design and what a volume asks for become styles and a page. */
#include "style/internal.h"

#include <string.h>

static const struct plan *const plans[] = {&plan_book, &plan_report};

/* In the order of `plans`. */
const char *const design_names[] = {"book", "report", NULL};

static void fill_style(struct style *style, const struct style_row *row, double scale, int32_t accent)
{
    *style = (struct style){
        .name = row->name,
        .font = row->font,
        .bold = strchr(row->face, 'b') != NULL,
        .italic = strchr(row->face, 'i') != NULL,
        .small_caps = strchr(row->face, 's') != NULL,
        .size = SP_PT(row->size * scale),
        .leading = SP_PT(row->leading * scale),
        .align = row->align,
        .first_indent = SP_PT(row->first_indent * scale),
        .left = SP_PT(row->left * scale),
        .right = SP_PT(row->right * scale),
        .before = SP_PT(row->before * scale),
        .after = SP_PT(row->after * scale),
        .label_width = SP_PT(row->label_width * scale),
        .hyphenate = strchr(row->flags, 'h') != NULL,
        .leader = strchr(row->flags, 'l') != NULL,
        .lines_kept = strchr(row->flags, 'c') != NULL,
        .tabular = strchr(row->flags, 't') != NULL,
        .keep_with_next = strchr(row->flags, 'k') != NULL,
        .balanced = row->font == FONT_HEADING && strchr(row->flags, 'k') && row->align != ALIGN_JUSTIFY,
        .color = row->color == ACCENT ? accent : row->color,
        .label_color = row->color == ACCENT || strchr(row->flags, 'a') ? accent : row->color,
    };
}

static sp either(sp asked, sp usual)
{
    return asked ? asked : usual;
}

/* The type area holds a whole number of body lines; what is left over goes to the bottom margin. */
static void fill_geometry(struct design *design, const struct plan *plan, const struct design_request *request)
{
    design->page_width = either(request->page_width, SP_MM(210));
    design->page_height = either(request->page_height, SP_MM(297));
    double unit = (double)(design->page_width / plan->divisions);
    const struct margins *margins = request->columns == 2 ? &plan->column_margins : &plan->margins;
    design->margin_inner = either(request->margin_inner, (sp)(unit * margins->inner));
    design->margin_outer = either(request->margin_outer, (sp)(unit * margins->outer));
    design->margin_top = either(request->margin_top, (sp)(unit * margins->top));
    design->margin_bottom = either(request->margin_bottom, (sp)(unit * margins->bottom));
    sp height = design->page_height - design->margin_top - design->margin_bottom;
    if (height > design->body_leading)
        design->margin_bottom += height % design->body_leading;
    design->head_baseline = design->margin_top - design->body_leading * 3 / 2;
    design->folio_baseline = design->page_height - design->margin_bottom + design->body_leading * 5 / 2;
    design->columns = request->columns ? request->columns : 1;
    design->column_gap = design->body_leading * 3 / 2;
    if (design->columns == 1) {
        design->text_left = (sp)(unit * plan->text_left);
        design->text_right = (sp)(unit * plan->text_right);
    }
}

static const struct style_row *row_of(const struct plan *plan, int style)
{
    while (!plan->rows[style].name && plan->base)
        plan = plan->base;
    return &plan->rows[style];
}

struct design *design_new(struct arena *arena, const struct design_request *request)
{
    struct design *design = arena_alloc(arena, sizeof *design);
    const struct plan *plan = plans[request->plan];
    double scale = request->font_size ? (double)request->font_size / 65536.0 / plan->body_size : 1.0;
    design->accent = request->accent >= 0 ? request->accent : plan->accent;
    design->body_leading = SP_PT(plan->leading * scale);
    design->document_head = plan->document_head;
    design->is_book = plan->is_book;
    design->head_symbol = plan->head_symbol;
    design->folio_counts = plan->folio_counts;
    design->end_rule = plan->end_rule;
    for (int i = 0; i < STYLE_COUNT; i++) {
        struct style *style = &design->styles[i];
        fill_style(style, row_of(plan, i), scale, design->accent);
        if (style->font == FONT_HEADING && plan->headings_in_body && !request->font_names[FONT_HEADING])
            style->font = FONT_BODY;
        /* Running text is what is hyphenated, but for tables. */
        if (style->hyphenate && !style->tabular) {
            style->figures = request->figures;
            style->small_acronyms = request->small_acronyms;
        }
    }
    fill_geometry(design, plan, request);
    for (int i = 0; i < FONT_ROLE_COUNT; i++)
        design->font_names[i] = request->font_names[i];
    return design;
}

/* By their bytes: two that differ only where nothing stands between members are taken for different ones. */
bool design_is_same(const struct design *a, const struct design *b)
{
    struct design one, other;
    memcpy(&one, a, sizeof one);
    memcpy(&other, b, sizeof other);
    memset(one.font_names, 0, sizeof one.font_names);
    memset(other.font_names, 0, sizeof other.font_names);
    return memcmp(&one, &other, sizeof one) == 0;
}
