/* volume: the layout's settings → the design, and whether a page of it can hold text. */
#include <string.h>

#include "volume/internal.h"

static const struct {
    const char *name;
    sp width, height;
} papers[] = {
    {"A4", SP_MM(210), SP_MM(297)}, {"A5", SP_MM(148), SP_MM(210)}, {"B5", SP_MM(176), SP_MM(250)},
    {"letter", 612 * SP_POINT, 792 * SP_POINT}, {"legal", 612 * SP_POINT, 1008 * SP_POINT},
};
enum { PAPER_COUNT = sizeof papers / sizeof *papers };

static void read_paper_name(struct loader *loader, const struct node *node, struct design_request *request)
{
    const char *names[PAPER_COUNT];
    for (size_t i = 0; i < PAPER_COUNT; i++) {
        names[i] = papers[i].name;
        if (strcmp(node->text, papers[i].name) != 0)
            continue;
        request->page_width = papers[i].width;
        request->page_height = papers[i].height;
        return;
    }
    reader_unknown(&loader->reader, DIAG_READER_UNKNOWN_VALUE, node->pos, node->text, "paper", names,
                   PAPER_COUNT);
}

static void read_paper(struct loader *loader, const struct node *node, struct design_request *request)
{
    static const struct key length = {.name = "paper", .type = KEY_LENGTH};
    if (node->kind == NODE_SCALAR)
        read_paper_name(loader, node, request);
    else if (node->kind == NODE_MAP || node->count != 2)
        diag(loader->diags, DIAG_VOLUME_PAPER, node->pos);
    else {
        reader_value(&loader->reader, &length, node->items[0], &request->page_width);
        reader_value(&loader->reader, &length, node->items[1], &request->page_height);
    }
}

/* The smallest edge that printers leave blank. */
enum { LEAST_MARGIN_MM = 5 };

static void read_margin(struct loader *loader, const char *name, const struct node *node, sp *out)
{
    struct key key = {.name = name, .type = KEY_LENGTH};
    if (!node || !reader_value(&loader->reader, &key, node, out))
        return;
    if (*out >= SP_MM(LEAST_MARGIN_MM))
        return;
    diag(loader->diags, DIAG_VOLUME_MARGIN, node->pos, node->text);
    *out = 0;
}

static void read_margins(struct loader *loader, const struct node *node, struct design_request *request)
{
    if (node->kind != NODE_MAP) {
        read_margin(loader, "margins", node, &request->margin_inner);
        request->margin_outer = request->margin_top = request->margin_bottom = request->margin_inner;
        return;
    }
    const struct margins_input *margins = reader_record(&loader->reader, &margins_record, node);
    read_margin(loader, "inner", margins->inner, &request->margin_inner);
    read_margin(loader, "outer", margins->outer, &request->margin_outer);
    read_margin(loader, "top", margins->top, &request->margin_top);
    read_margin(loader, "bottom", margins->bottom, &request->margin_bottom);
}

static const char *in_mm(struct arena *arena, sp length)
{
    int64_t tenths = length > 0 ? (length * 2540 / 72 + SP_POINT * 5) / (SP_POINT * 10) : 0;
    return arena_format(arena, "%lld.%lld mm", (long long)(tenths / 10), (long long)(tenths % 10));
}

static void check_design(struct loader *loader, const struct layout_settings *layout,
                         const struct design *design)
{
    struct pos pos = layout->margins ? layout->margins->pos
                     : layout->paper ? layout->paper->pos
                                     : layout->head.pos;
    sp width = design->page_width - design->margin_inner - design->margin_outer;
    sp height = design->page_height - design->margin_top - design->margin_bottom;
    struct arena *arena = loader->arena;
    if (width < SP_MM(60) || height < SP_MM(100))
        diag(loader->diags, DIAG_VOLUME_TYPE_AREA, pos, in_mm(arena, width), in_mm(arena, height));
    else if (design->head_baseline < design->body_leading)
        diag(loader->diags, DIAG_VOLUME_NO_ROOM, pos, "top", "running head",
             in_mm(arena, design->margin_top - design->head_baseline + design->body_leading));
    else if (design->folio_baseline + design->body_leading / 2 > design->page_height)
        diag(loader->diags, DIAG_VOLUME_NO_ROOM, pos, "bottom", "page number",
             in_mm(arena, design->folio_baseline + design->body_leading / 2 - design->page_height +
                              design->margin_bottom));
}

void read_layout(struct loader *loader, const struct layout_input *input)
{
    struct volume *volume = loader->volume;
    struct design_request request = {.accent = -1};
    struct layout_settings *layout = arena_alloc(loader->arena, sizeof *layout);
    *layout = (struct layout_settings){.head = volume->head, .design = -1, .accent = -1,
                                        .figures = -1, .acronyms = -1, .start_documents = -1,
                                        .numbered_paragraphs = -1};
    if (input)
        *layout = input->layout;
    layout->accent = input && input->color ? input->color->accent : -1;
    if (input && input->fonts) {
        layout->font_body = input->fonts->body;
        layout->font_heading = input->fonts->heading;
        layout->font_mono = input->fonts->mono;
    }
    if (layout->paper)
        read_paper(loader, layout->paper, &request);
    if (layout->margins)
        read_margins(loader, layout->margins, &request);
    request.plan = layout->design > 0 ? layout->design : 0;
    request.font_size = layout->font_size;
    request.columns = layout->columns;
    request.accent = layout->accent;
    request.figures = layout->figures == 1 ? FIGURES_OLD_STYLE : FIGURES_USUAL;
    request.small_acronyms = layout->acronyms == 0;
    request.font_names[FONT_BODY] = layout->font_body;
    request.font_names[FONT_HEADING] = layout->font_heading;
    request.font_names[FONT_MONO] = layout->font_mono;
    volume->layout = layout;
    volume->design = design_new(loader->arena, &request);
    check_design(loader, layout, volume->design);
}
