/*
 * style: the design of a meeting document, after those of the United Nations (UN Editorial Manual, format of official
 * documents): a head with organization, symbol, organ, distribution and date between rules, the text in one column set
 * in from it, one family of serif type, the symbol over every page but the first.
 *
 * The page is divided into eighteenths of its width: side margins of 2, top and bottom of 3; the head is 14 wide, the
 * text begins 1.75 and ends 1.25 inside it: on A4 128 mm, some 70 characters a line. The scale of sizes is 9, 10, 11,
 * 13, 16; vertical space counts in halves of the body's leading. Rows left out are the book's.
 */
#include "style/internal.h"

#define LEADING 14
#define HALF (LEADING / 2.0)

/* Points at a body size of 11. */
static const struct style_row rows[STYLE_COUNT] = {
    [STYLE_BODY] = {"body", FONT_BODY, "", 11, LEADING, ALIGN_JUSTIFY, 0, 0, 0, HALF, HALF, 0, "h", INK},
    [STYLE_BODY_FIRST] = {"body-first", FONT_BODY, "", 11, LEADING, ALIGN_JUSTIFY, 0, 0, 0, HALF, HALF, 0, "h", INK},
    [STYLE_NUMBERED] = {"numbered", FONT_BODY, "", 11, LEADING, ALIGN_JUSTIFY, 0, 0, 0, HALF, HALF, 30, "h", INK},
    [STYLE_LIST] = {"list", FONT_BODY, "", 11, LEADING, ALIGN_JUSTIFY, 0, 0, 0, 0, 0, 24, "h", INK},
    [STYLE_QUOTE] = {"quote", FONT_BODY, "", 10, LEADING, ALIGN_JUSTIFY, 0, 0, 0, 0, 0, 0, "h", INK},
    [STYLE_HEADING_1] = {"heading-1", FONT_HEADING, "b", 13, 17, ALIGN_LEFT, 0, 0, 20, 25, HALF, 30, "k",
        INK},
    [STYLE_HEADING_2] = {"heading-2", FONT_HEADING, "b", 11, LEADING, ALIGN_LEFT, 0, 0, 20, 16, 5, 30, "k",
        INK},
    [STYLE_HEADING_3] = {"heading-3", FONT_HEADING, "i", 11, LEADING, ALIGN_LEFT, 0, 0, 20, LEADING, HALF, 34, "k",
        INK},
    [STYLE_HEADING_4] = {"heading-4", FONT_HEADING, "", 11, LEADING, ALIGN_LEFT, 0, 0, 20, HALF, HALF, 38, "k", INK},
    [STYLE_CAPTION] = {"caption", FONT_HEADING, "", 10, 13, ALIGN_LEFT, 0, 0, 0, 0, 5, 0, "", INK},
    [STYLE_TABLE_CELL] = {"table-cell", FONT_BODY, "", 9, 12, ALIGN_LEFT, 0, 0, 0, 0, 0, 0, "ht", INK},
    [STYLE_TABLE_HEAD] = {"table-head", FONT_HEADING, "i", 9, 12, ALIGN_LEFT, 0, 0, 0, 0, 0, 0, "", INK},
    [STYLE_TABLE_NOTE] = {"table-note", FONT_BODY, "", 8.5, 11, ALIGN_LEFT, 0, 0, 0, 0, 1.5, 6, "ht", INK},
    [STYLE_DOCUMENT_LABEL] = {"document-label", FONT_HEADING, "b", 16, 21, ALIGN_LEFT, 0, 0, 20, LEADING * 2, 0, 0, "k",
        INK},
    [STYLE_DOCUMENT_TITLE] = {"document-title", FONT_HEADING, "b", 16, 21, ALIGN_LEFT, 0, 0, 20, LEADING * 2, HALF, 0,
        "k", INK},
    [STYLE_DOCUMENT_SUBTITLE] = {"document-subtitle", FONT_HEADING, "b", 13, 17, ALIGN_LEFT, 0, 0, 20, HALF, HALF, 0,
        "k", INK},
    [STYLE_MASTHEAD] = {"masthead", FONT_HEADING, "", 10, 13, ALIGN_LEFT, 0, 0, 0, 0, 0, 0, "k", INK},
    [STYLE_AUTHOR] = {"author", FONT_HEADING, "b", 11, LEADING, ALIGN_LEFT, 0, 0, 0, HALF, 0, 0, "k", INK},
    [STYLE_ABSTRACT_HEAD] = {"abstract-head", FONT_HEADING, "i", 11, LEADING, ALIGN_CENTER, 0, 0, 0, 0, HALF, 0, "k",
        INK},
    [STYLE_ABSTRACT] = {"abstract", FONT_BODY, "", 10, 13, ALIGN_JUSTIFY, 0, 0, 0, HALF, HALF, 0, "h", INK},
    [STYLE_RUNNING_HEAD] = {"running-head", FONT_HEADING, "b", 10, 13, ALIGN_LEFT, 0, 0, 0, 0, 0, 0, "", INK},
    [STYLE_FOLIO] = {"folio", FONT_HEADING, "b", 10, 13, ALIGN_LEFT, 0, 0, 0, 0, 0, 0, "", INK},
};

const struct plan plan_report = {
    .name = "report",
    .base = &plan_book,
    .body_size = 11,
    .leading = LEADING,
    .divisions = 18,
    .margins = {2, 2, 3, 3},
    .column_margins = {2, 2, 3, 3},
    .text_left = 1.75,
    .text_right = 1.25,
    .accent = 0x1B4F8A,
    .document_head = DOCUMENT_HEAD_MEETING,
    .headings_in_body = true,
    .head_symbol = true,
    .folio_counts = true,
    .end_rule = true,
    .rows = rows,
};
