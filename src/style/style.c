/*
 * style: the default design.
 *
 * The page is divided into fifteenths of its width: margins of 2 (inner, top) and 3 (outer, bottom) leave a type area
 * of 10; on A4 that is 140 × 227 mm, the golden section within half a per cent, and some 75 characters a line. The
 * scale of sizes is 9, 11, 13, 16, 20, 26; vertical space counts in halves of the body's leading.
 */
#include "style/style.h"

#include <string.h>

#define BODY_SIZE 11.0
#define LEADING 14.5
#define HALF (LEADING / 2)
#define INK 0x000000
#define QUIET 0x4A4A4A
#define ACCENT (-2) /* the design's accent */

struct row {
    const char *name;
    enum font_role font;
    const char *face; /* b bold, i italic, s small caps */
    double size, leading;
    enum alignment align;
    double first_indent, left, right, before, after, label_width;
    const char *flags; /* h hyphenate, l leader, k keep with next, c lines kept */
    int32_t color;
};

/* Points at a body size of 11. */
static const struct row rows[STYLE_COUNT] = {
    [STYLE_BODY] = {"body", FONT_BODY, "", 11, LEADING, ALIGN_JUSTIFY, 15, 0, 0, 0, 0, 0, "h", INK},
    [STYLE_BODY_FIRST] = {"body-first", FONT_BODY, "", 11, LEADING, ALIGN_JUSTIFY, 0, 0, 0, 0, 0, 0, "h", INK},
    [STYLE_NUMBERED] = {"numbered", FONT_BODY, "", 11, LEADING, ALIGN_JUSTIFY, 0, 0, 0, HALF, HALF, 30,
        "h", INK},
    [STYLE_LIST] = {"list", FONT_BODY, "", 11, LEADING, ALIGN_JUSTIFY, 0, 0, 0, 0, 0, 18, "h", INK},
    [STYLE_QUOTE] = {"quote", FONT_BODY, "", 10, LEADING, ALIGN_JUSTIFY, 0, 0, 0, 0, 0, 0, "h", INK},
    [STYLE_CODE] = {"code", FONT_MONO, "", 8.5, 12, ALIGN_LEFT, 0, 10, 0, HALF, HALF, 0, "c", INK},
    [STYLE_HEADING_1] = {"heading-1", FONT_HEADING, "b", 13, 17, ALIGN_LEFT, 0, 0, 0, LEADING * 1.5, HALF,
        26, "k", INK},
    [STYLE_HEADING_2] = {"heading-2", FONT_HEADING, "b", 11, LEADING, ALIGN_LEFT, 0, 0, 0, 18,
        HALF / 2, 30, "k", INK},
    [STYLE_HEADING_3] = {"heading-3", FONT_BODY, "i", 11, LEADING, ALIGN_LEFT, 0, 0, 0, LEADING, 0, 34,
        "k", INK},
    [STYLE_HEADING_4] = {"heading-4", FONT_BODY, "i", 11, LEADING, ALIGN_LEFT, 0, 0, 0, HALF, 0, 38, "k", INK},
    [STYLE_CAPTION] = {"caption", FONT_HEADING, "", 9, 12, ALIGN_LEFT, 0, 0, 0, 0, 5, 0, "", INK},
    [STYLE_TABLE_CELL] = {"table-cell", FONT_BODY, "", 9.5, 12.5, ALIGN_LEFT, 0, 0, 0, 0, 0, 0, "h", INK},
    [STYLE_TABLE_HEAD] = {"table-head", FONT_HEADING, "b", 9, 12.5, ALIGN_LEFT, 0, 0, 0, 0, 0, 0, "", INK},
    [STYLE_FOOTNOTE] = {"footnote", FONT_BODY, "", 9, 12, ALIGN_JUSTIFY, 0, 0, 0, 0, 0, 12, "h", INK},
    [STYLE_DOCUMENT_TITLE] = {"document-title", FONT_HEADING, "b", 20, 25, ALIGN_LEFT, 0, 0, 40, LEADING,
        HALF, 0, "k", INK},
    [STYLE_DOCUMENT_SUBTITLE] = {"document-subtitle", FONT_HEADING, "", 13, 17, ALIGN_LEFT, 0, 0, 40, 0,
        HALF, 0, "k", QUIET},
    [STYLE_MASTHEAD] = {"masthead", FONT_HEADING, "", 9, 12, ALIGN_LEFT, 0, 0, 0, 0, 0, 0, "k", QUIET},
    [STYLE_AUTHOR] = {"author", FONT_BODY, "b", 11, LEADING, ALIGN_LEFT, 0, 0, 0, HALF, 0, 0, "k", INK},
    [STYLE_AFFILIATION] = {"affiliation", FONT_BODY, "i", 10, 13, ALIGN_LEFT, 0, 0, 0, 0, 0, 0, "k", INK},
    [STYLE_ADDRESSED] = {"addressed", FONT_BODY, "i", 10, 13, ALIGN_LEFT, 0, 0, 0, 0, 0, 0, "", INK},
    [STYLE_KEYWORDS] = {"keywords", FONT_BODY, "", 9.5, 12.5, ALIGN_LEFT, 0, 0, 0, HALF, HALF, 0, "k", INK},
    [STYLE_ABSTRACT_HEAD] = {"abstract-head", FONT_HEADING, "b", 9, 12, ALIGN_LEFT, 0, 22, 22, LEADING, 2,
        0, "k", INK},
    [STYLE_ABSTRACT] = {"abstract", FONT_BODY, "", 9.5, 12.5, ALIGN_JUSTIFY, 0, 22, 22, 0, HALF, 0, "h", INK},
    [STYLE_SESSION_NUMBER] = {"session-number", FONT_HEADING, "", 13, 17, ALIGN_LEFT, 0, 0, 0, 0, HALF, 0,
        "k", ACCENT},
    [STYLE_SESSION_TITLE] = {"session-title", FONT_HEADING, "b", 26, 31, ALIGN_LEFT, 0, 0, 30, 0, LEADING,
        0, "k", INK},
    [STYLE_SESSION_DETAIL] = {"session-detail", FONT_BODY, "", 10, 13, ALIGN_LEFT, 0, 0, 0, 0, 0, 0,
        "", INK},
    [STYLE_PART_TITLE] = {"part-title", FONT_HEADING, "b", 20, 25, ALIGN_LEFT, 0, 0, 0, 0, LEADING * 1.5,
        0, "k", INK},
    [STYLE_PART_HEAD] = {"part-head", FONT_HEADING, "b", 10, 13, ALIGN_LEFT, 0, 0, 0, 10, 2, 0, "k", INK},
    [STYLE_PART_TEXT] = {"part-text", FONT_BODY, "", 10, 13, ALIGN_LEFT, -15, 15, 0, 0, 2, 0, "", INK},
    [STYLE_PROGRAMME_TIME] = {"programme-time", FONT_HEADING, "", 9, 13, ALIGN_LEFT, 0, 0, 0, 0, 0, 0, "",
        QUIET},
    [STYLE_PROGRAMME_TITLE] = {"programme-title", FONT_BODY, "", 10.5, 13, ALIGN_LEFT, 0, 0, 0, 0, 0, 0,
        "", INK},
    [STYLE_PROGRAMME_DETAIL] = {"programme-detail", FONT_BODY, "i", 9.5, 12, ALIGN_LEFT, 0, 0, 0, 0, 0, 0,
        "", INK},
    [STYLE_CONTENTS_1] = {"contents-1", FONT_HEADING, "b", 10.5, LEADING, ALIGN_LEFT, 0, 0, 0, HALF, 0, 0,
        "k", INK},
    [STYLE_CONTENTS_2] = {"contents-2", FONT_BODY, "", 11, LEADING, ALIGN_LEFT, -15, 15, 0, 0, 0, 0, "l", INK},
    [STYLE_CONTENTS_3] = {"contents-3", FONT_BODY, "", 10, 13, ALIGN_LEFT, -15, 33, 0, 0, 0, 0, "l", QUIET},
    [STYLE_INDEX_LETTER] = {"index-letter", FONT_HEADING, "b", 11, LEADING, ALIGN_LEFT, 0, 0, 0, 9, 1, 0, "k", ACCENT},
    [STYLE_INDEX_ENTRY] = {"index-entry", FONT_BODY, "", 9.5, 12, ALIGN_LEFT, -24, 24, 0, 0, 0, 0, "", INK},
    [STYLE_INDEX_SUBENTRY] = {"index-subentry", FONT_BODY, "", 9.5, 12, ALIGN_LEFT, -24, 36, 0, 0, 0, 0,
        "", INK},
    [STYLE_TITLE_SERIES] = {"title-series", FONT_HEADING, "", 13, 17, ALIGN_LEFT, 0, 0, 0, 0, HALF, 0, "",
        ACCENT},
    [STYLE_TITLE_MAIN] = {"title-main", FONT_HEADING, "b", 26, 32, ALIGN_LEFT, 0, 0, 20, LEADING, LEADING,
        0, "k", INK},
    [STYLE_TITLE_SUB] = {"title-sub", FONT_HEADING, "", 16, 21, ALIGN_LEFT, 0, 0, 20, 0, LEADING, 0, "", QUIET},
    [STYLE_TITLE_DETAIL] = {"title-detail", FONT_BODY, "", 11, LEADING, ALIGN_LEFT, 0, 0, 0, 0, 2, 0, "", INK},
    [STYLE_IMPRINT] = {"imprint", FONT_BODY, "", 9.5, 12.5, ALIGN_LEFT, 0, 0, 60, 0, HALF, 0, "", INK},
    [STYLE_RUNNING_HEAD] = {"running-head", FONT_HEADING, "", 8.5, 12, ALIGN_LEFT, 0, 0, 0, 0, 0, 0, "", QUIET},
    [STYLE_FOLIO] = {"folio", FONT_HEADING, "", 9.5, 12, ALIGN_LEFT, 0, 0, 0, 0, 0, 0, "", INK},
};

static void fill_style(struct style *style, const struct row *row, double scale, int32_t accent)
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
        .keep_with_next = strchr(row->flags, 'k') != NULL,
        .color = row->color == ACCENT ? accent : row->color,
    };
}

static sp either(sp asked, sp usual)
{
    return asked ? asked : usual;
}

/* The type area holds a whole number of body lines; what is left over goes to the bottom margin. */
static void fill_geometry(struct design *design, const struct design_request *request)
{
    design->page_width = either(request->page_width, SP_MM(210));
    design->page_height = either(request->page_height, SP_MM(297));
    sp unit = design->page_width / 15;
    design->margin_inner = either(request->margin_inner, unit * 2);
    design->margin_outer = either(request->margin_outer, unit * 3);
    design->margin_top = either(request->margin_top, unit * 2);
    design->margin_bottom = either(request->margin_bottom, unit * 3);
    sp height = design->page_height - design->margin_top - design->margin_bottom;
    if (height > design->body_leading)
        design->margin_bottom += height % design->body_leading;
    design->head_baseline = design->margin_top - design->body_leading * 3 / 2;
    design->folio_baseline = design->page_height - design->margin_bottom + design->body_leading * 5 / 2;
    design->columns = request->columns ? request->columns : 1;
    design->column_gap = design->body_leading * 3 / 2;
}

struct design *design_new(struct arena *arena, const struct design_request *request)
{
    struct design *design = arena_alloc(arena, sizeof *design);
    double scale = request->font_size ? (double)request->font_size / 65536.0 / BODY_SIZE : 1.0;
    design->accent = request->accent >= 0 ? request->accent : 0x1B4F8A;
    design->body_leading = SP_PT(LEADING * scale);
    for (int i = 0; i < STYLE_COUNT; i++)
        fill_style(&design->styles[i], &rows[i], scale, design->accent);
    fill_geometry(design, request);
    for (int i = 0; i < FONT_ROLE_COUNT; i++)
        design->font_names[i] = request->font_names[i];
    return design;
}
