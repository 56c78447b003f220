/*
 * style: the design of a book.
 *
 * Canon: the page is divided into fifteenths of its width. Margins of 2 (inner, top) and 3 (outer, bottom) leave a
 * type area of 10; on A4 that is 140 × 227 mm, the golden section within half a per cent, and some 75 characters a
 * line. Around two columns they are 1.5, 2, 2 and 2.5: on A4 a column is 77 mm wide, some 42 characters.
 *
 * Scale: 8, 9, 10, 11, 13, 16, 20, 26, each step no smaller than the one before, each size with one leading: 12, 12,
 * 13, 14.5, 17, 21, 25, 31. Text is 11, what accompanies it 10, notes and indexes 9; the sans of heads and captions
 * and the code, whose small letters are taller, are a step smaller. 72 columns of code fill the measure of A4.
 * Vertical space counts in halves of the text's leading; a heading with the space around it takes whole halves.
 */
#include "style/internal.h"

#define LEADING 14.5
#define HALF (LEADING / 2)

/* Points at a body size of 11. */
static const struct style_row rows[STYLE_COUNT] = {
    [STYLE_BODY] = {"body", FONT_BODY, "", 11, LEADING, ALIGN_JUSTIFY, 15, 0, 0, 0, 0, 0, "h", INK},
    [STYLE_BODY_FIRST] = {"body-first", FONT_BODY, "", 11, LEADING, ALIGN_JUSTIFY, 0, 0, 0, 0, 0, 0, "h", INK},
    [STYLE_NUMBERED] = {"numbered", FONT_BODY, "", 11, LEADING, ALIGN_JUSTIFY, 0, 0, 0, HALF, HALF, 30,
        "h", INK},
    [STYLE_LIST] = {"list", FONT_BODY, "", 11, LEADING, ALIGN_JUSTIFY, 0, 0, 0, 0, 0, 18, "h", INK},
    [STYLE_TERM] = {"term", FONT_BODY, "b", 11, LEADING, ALIGN_LEFT, 0, 0, 0, 0, 0, 0, "k", INK},
    [STYLE_DEFINITION] = {"definition", FONT_BODY, "", 11, LEADING, ALIGN_JUSTIFY, 0, 0, 0, 0, 0, 18, "h", INK},
    [STYLE_LINES] = {"lines", FONT_BODY, "", 11, LEADING, ALIGN_LEFT, -18, 18, 0, 0, 0, 0, "", INK},
    [STYLE_QUOTE] = {"quote", FONT_BODY, "", 10, LEADING, ALIGN_JUSTIFY, 0, 0, 0, 0, 0, 0, "h", INK},
    [STYLE_CODE] = {"code", FONT_MONO, "", 9, 12, ALIGN_LEFT, 0, HALF, 0, 11, 11, 0, "c", INK},
    [STYLE_HEADING_1] = {"heading-1", FONT_HEADING, "b", 13, 17, ALIGN_LEFT, 0, 0, 0, LEADING * 1.5 - 2.5, HALF,
        26, "ka", INK},
    [STYLE_HEADING_2] = {"heading-2", FONT_HEADING, "b", 11, LEADING, ALIGN_LEFT, 0, 0, 0, HALF * 1.5,
        HALF / 2, 30, "ka", INK},
    [STYLE_HEADING_3] = {"heading-3", FONT_BODY, "i", 11, LEADING, ALIGN_LEFT, 0, 0, 0, LEADING, 0, 34,
        "ka", INK},
    [STYLE_HEADING_4] = {"heading-4", FONT_BODY, "i", 11, LEADING, ALIGN_LEFT, 0, 0, 0, HALF, 0, 38, "ka", INK},
    [STYLE_EPIGRAPH] = {"epigraph", FONT_BODY, "i", 10, 13, ALIGN_LEFT, 0, 0, 0, 0, 2, 0, "", INK},
    [STYLE_SOURCE] = {"source", FONT_BODY, "", 10, 13, ALIGN_RIGHT, 0, 0, 0, 2, 0, 0, "", INK},
    [STYLE_NOTE_TITLE] = {"note-title", FONT_HEADING, "b", 9, 12, ALIGN_LEFT, 0, 0, 0, 0, 2, 0, "k", INK},
    [STYLE_SIGNATURE] = {"signature", FONT_BODY, "", 10, 13, ALIGN_LEFT, 0, 0, 0, 0, 0, 0, "h", INK},
    [STYLE_SIGNATURE_NAME] = {"signature-name", FONT_BODY, "b", 10, 13, ALIGN_LEFT, 0, 0, 0, 2, 0, 0, "k", INK},
    [STYLE_CAPTION] = {"caption", FONT_HEADING, "", 9, 12, ALIGN_LEFT, 0, 0, 0, 0, 5, 0, "", INK},
    [STYLE_TABLE_CELL] = {"table-cell", FONT_BODY, "", 10, 13, ALIGN_LEFT, 0, 0, 0, 0, 0, 0, "ht", INK},
    [STYLE_TABLE_HEAD] = {"table-head", FONT_HEADING, "b", 9, 13, ALIGN_LEFT, 0, 0, 0, 0, 0, 0, "", INK},
    [STYLE_TABLE_NOTE] = {"table-note", FONT_BODY, "", 9, 12, ALIGN_LEFT, 0, 0, 0, 0, 1.5, 6, "ht", INK},
    [STYLE_FOOTNOTE] = {"footnote", FONT_BODY, "", 9, 12, ALIGN_JUSTIFY, 0, 0, 0, 0, 0, 12, "h", INK},
    [STYLE_DOCUMENT_LABEL] = {"document-label", FONT_HEADING, "", 13, 17, ALIGN_LEFT, 0, 0, 40, LEADING, 0, 0, "k",
        ACCENT},
    [STYLE_DOCUMENT_TITLE] = {"document-title", FONT_HEADING, "b", 20, 25, ALIGN_LEFT, 0, 0, 40, HALF,
        HALF, 0, "k", INK},
    [STYLE_DOCUMENT_SUBTITLE] = {"document-subtitle", FONT_HEADING, "", 13, 17, ALIGN_LEFT, 0, 0, 40, 0,
        HALF, 0, "k", QUIET},
    [STYLE_MASTHEAD] = {"masthead", FONT_HEADING, "", 9, 12, ALIGN_LEFT, 0, 0, 0, 0, 0, 0, "k", QUIET},
    [STYLE_MEETING_ORGANIZATION] = {"meeting-organization", FONT_HEADING, "", 11, LEADING, ALIGN_LEFT, 0, 0, 0, 0, 0,
        0, "k", INK},
    [STYLE_MEETING_SYMBOL] = {"meeting-symbol", FONT_HEADING, "b", 13, LEADING, ALIGN_RIGHT, 0, 0, 0, 0, 0, 0, "k",
        INK},
    [STYLE_MEETING_ORGAN] = {"meeting-organ", FONT_HEADING, "b", 16, 21, ALIGN_LEFT, 0, 0, 0, 0, 0, 0, "k", INK},
    [STYLE_MEETING_SESSION] = {"meeting-session", FONT_HEADING, "b", 10, 13, ALIGN_LEFT, 0, 0, 0, 0, 0, 0, "k", INK},
    [STYLE_MEETING_DETAIL] = {"meeting-detail", FONT_HEADING, "", 10, 13, ALIGN_LEFT, 0, 0, 0, 0, 0, 0, "k", INK},
    [STYLE_AUTHOR] = {"author", FONT_BODY, "b", 11, LEADING, ALIGN_LEFT, 0, 0, 0, HALF, 0, 0, "k", INK},
    [STYLE_AFFILIATION] = {"affiliation", FONT_BODY, "i", 10, 13, ALIGN_LEFT, 0, 0, 0, 0, 0, 0, "k", INK},
    [STYLE_ADDRESSED] = {"addressed", FONT_BODY, "i", 10, 13, ALIGN_LEFT, 0, 0, 0, 0, 0, 0, "", INK},
    [STYLE_KEYWORDS] = {"keywords", FONT_BODY, "", 10, 13, ALIGN_LEFT, 0, 0, 0, HALF, HALF, 0, "k", INK},
    [STYLE_ABSTRACT_HEAD] = {"abstract-head", FONT_HEADING, "b", 9, 12, ALIGN_LEFT, 0, 22, 22, LEADING, 2,
        0, "k", INK},
    [STYLE_ABSTRACT] = {"abstract", FONT_BODY, "", 10, 13, ALIGN_JUSTIFY, 0, 22, 22, 0, HALF, 0, "h", INK},
    [STYLE_SESSION_NUMBER] = {"session-number", FONT_HEADING, "", 13, 17, ALIGN_LEFT, 0, 0, 0, 0, HALF, 0,
        "k", ACCENT},
    [STYLE_SESSION_TITLE] = {"session-title", FONT_HEADING, "b", 26, 31, ALIGN_LEFT, 0, 0, 30, 0, LEADING,
        0, "k", INK},
    [STYLE_SESSION_DETAIL] = {"session-detail", FONT_BODY, "", 10, 13, ALIGN_LEFT, -12, 12, 0, 0, 0, 0,
        "", INK},
    [STYLE_PART_TITLE] = {"part-title", FONT_HEADING, "b", 20, 25, ALIGN_LEFT, 0, 0, 0, 0, LEADING * 1.5,
        0, "k", INK},
    [STYLE_PART_HEAD] = {"part-head", FONT_HEADING, "b", 10, 13, ALIGN_LEFT, 0, 0, 0, 10, 2, 0, "k", INK},
    [STYLE_PART_TEXT] = {"part-text", FONT_BODY, "", 10, 13, ALIGN_LEFT, -15, 15, 0, 0, 2, 0, "", INK},
    [STYLE_PROGRAMME_TIME] = {"programme-time", FONT_HEADING, "", 9, 13, ALIGN_LEFT, 0, 0, 0, 0, 0, 0, "t",
        QUIET},
    [STYLE_PROGRAMME_TITLE] = {"programme-title", FONT_BODY, "", 10, 13, ALIGN_LEFT, 0, 0, 0, 0, 0, 0,
        "", INK},
    [STYLE_PROGRAMME_DETAIL] = {"programme-detail", FONT_BODY, "i", 9, 12, ALIGN_LEFT, 0, 0, 0, 0, 0, 0,
        "", INK},
    [STYLE_CONTENTS_1] = {"contents-1", FONT_HEADING, "b", 10, LEADING, ALIGN_LEFT, 0, 0, 0, HALF, 0, 0,
        "kt", INK},
    [STYLE_CONTENTS_2] = {"contents-2", FONT_BODY, "", 11, LEADING, ALIGN_LEFT, -15, 15, 0, 0, 0, 0, "lt", INK},
    [STYLE_CONTENTS_3] = {"contents-3", FONT_BODY, "", 10, 13, ALIGN_LEFT, -15, 33, 0, 0, 0, 0, "lt", QUIET},
    [STYLE_INDEX_LETTER] = {"index-letter", FONT_HEADING, "b", 11, LEADING, ALIGN_LEFT, 0, 0, 0, 9, 1, 0, "k", ACCENT},
    [STYLE_INDEX_ENTRY] = {"index-entry", FONT_BODY, "", 9, 12, ALIGN_LEFT, -24, 24, 0, 0, 0, 0, "", INK},
    [STYLE_INDEX_SUBENTRY] = {"index-subentry", FONT_BODY, "", 9, 12, ALIGN_LEFT, -24, 36, 0, 0, 0, 0,
        "", INK},
    [STYLE_TITLE_SERIES] = {"title-series", FONT_HEADING, "", 13, 17, ALIGN_LEFT, 0, 0, 0, 0, HALF, 0, "",
        ACCENT},
    [STYLE_TITLE_MAIN] = {"title-main", FONT_HEADING, "b", 26, 31, ALIGN_LEFT, 0, 0, 20, LEADING, LEADING,
        0, "k", INK},
    [STYLE_TITLE_SUB] = {"title-sub", FONT_HEADING, "", 16, 21, ALIGN_LEFT, 0, 0, 20, 0, LEADING, 0, "", QUIET},
    [STYLE_TITLE_DETAIL] = {"title-detail", FONT_BODY, "", 11, LEADING, ALIGN_LEFT, 0, 0, 0, 0, 2, 0, "", INK},
    [STYLE_IMPRINT] = {"imprint", FONT_BODY, "", 9, 12, ALIGN_LEFT, 0, 0, 60, 0, HALF, 0, "", INK},
    [STYLE_RUNNING_HEAD] = {"running-head", FONT_HEADING, "", 8, 12, ALIGN_LEFT, 0, 0, 0, 0, 0, 0, "", QUIET},
    [STYLE_FOLIO] = {"folio", FONT_HEADING, "", 9, 12, ALIGN_LEFT, 0, 0, 0, 0, 0, 0, "", INK},
};

const struct plan plan_book = {
    .name = "book",
    .body_size = 11,
    .leading = LEADING,
    .divisions = 15,
    .margins = {2, 3, 2, 3},
    .column_margins = {1.5, 2, 2, 2.5},
    .accent = 0x1B4F8A,
    .document_head = DOCUMENT_HEAD_PAPER,
    .is_book = true,
    .rows = rows,
};
