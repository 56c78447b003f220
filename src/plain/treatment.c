/*
 * How each style looks in fixed pitch. Model: the page of the classic RFC (RFC 2223): text is set in from a
 * margin, headings hang out into it, blank lines part paragraphs, titles are underlined. Words are never
 * re-cased.
 */
#include "plain/galley.h"

static const struct treatment treatments[STYLE_COUNT] = {
    [STYLE_BODY] = {.before = 1, .after = 1},
    [STYLE_BODY_FIRST] = {.before = 1, .after = 1},
    [STYLE_NUMBERED] = {.before = 1, .after = 1},
    [STYLE_LIST] = {.before = 1, .after = 1},
    [STYLE_TERM] = {.before = 1, .keep_next = 1},
    [STYLE_DEFINITION] = {.after = 1},
    [STYLE_LINES] = {.hang = 3},
    [STYLE_QUOTE] = {.before = 1, .after = 1},
    [STYLE_CODE] = {.indent = 4, .before = 1, .after = 1},
    [STYLE_HEADING_1] = {.before = 2, .after = 1, .underline = '-', .title = true, .keep_next = 2},
    [STYLE_HEADING_2] = {.before = 2, .after = 1, .title = true, .keep_next = 2},
    [STYLE_HEADING_3] = {.before = 1, .after = 1, .title = true, .keep_next = 2},
    [STYLE_HEADING_4] = {.before = 1, .after = 1, .title = true, .keep_next = 2},
    [STYLE_EPIGRAPH] = {.before = 1, .after = 1},
    [STYLE_SOURCE] = {.align = ALIGN_RIGHT, .keep_before = true, .close = true},
    [STYLE_NOTE_TITLE] = {.keep_next = 1},
    [STYLE_SIGNATURE] = {0},
    [STYLE_SIGNATURE_NAME] = {0},
    [STYLE_CAPTION] = {.before = 1, .after = 1},
    [STYLE_TABLE_CELL] = {0},
    [STYLE_TABLE_HEAD] = {0},
    [STYLE_TABLE_NOTE] = {0},
    [STYLE_FOOTNOTE] = {.before = 1, .after = 1},
    [STYLE_DOCUMENT_LABEL] = {.before = 2, .after = 1, .wide = true, .keep_next = 2},
    [STYLE_DOCUMENT_TITLE] = {.before = 2, .after = 1, .underline = '=', .title = true, .keep_next = 2},
    [STYLE_DOCUMENT_SUBTITLE] = {.after = 1, .keep_next = 2},
    [STYLE_MASTHEAD] = {.align = ALIGN_RIGHT, .keep_next = 1},
    [STYLE_MEETING_ORGANIZATION] = {.keep_next = 1},
    [STYLE_MEETING_SYMBOL] = {.align = ALIGN_RIGHT, .keep_next = 1},
    [STYLE_MEETING_ORGAN] = {.keep_next = 1},
    [STYLE_MEETING_SESSION] = {.wide = true, .keep_next = 1},
    [STYLE_MEETING_DETAIL] = {.wide = true, .keep_next = 1},
    [STYLE_AUTHOR] = {.before = 1, .byline = true, .keep_next = 1},
    [STYLE_AFFILIATION] = {.hang = 3, .byline = true, .keep_before = true},
    [STYLE_KEYWORDS] = {.hang = 3, .before = 1, .after = 1, .byline = true, .keep_next = 2},
    [STYLE_ADDRESSED] = {.hang = 3, .keep_before = true},
    [STYLE_ABSTRACT_HEAD] = {.before = 1, .after = 1, .keep_next = 2},
    [STYLE_ABSTRACT] = {.indent = 3, .indent_right = 3, .before = 1, .after = 1},
    [STYLE_SESSION_NUMBER] = {.after = 1, .wide = true, .keep_next = 2},
    [STYLE_SESSION_TITLE] = {.before = 1, .after = 1, .underline = '=', .title = true, .keep_next = 2},
    [STYLE_SESSION_DETAIL] = {.hang = 3},
    [STYLE_PART_TITLE] = {.before = 2, .after = 1, .underline = '=', .title = true, .keep_next = 2},
    [STYLE_PART_HEAD] = {.before = 1, .underline = '-', .title = true, .keep_next = 2},
    [STYLE_PART_TEXT] = {.hang = 3},
    [STYLE_PROGRAMME_TIME] = {0},
    [STYLE_PROGRAMME_TITLE] = {.wide = true},
    [STYLE_PROGRAMME_DETAIL] = {.hang = 3},
    [STYLE_CONTENTS_1] = {.hang = 3, .before = 1, .wide = true, .keep_next = 1},
    [STYLE_CONTENTS_2] = {.hang = 6},
    [STYLE_CONTENTS_3] = {.indent = 3, .hang = 6},
    [STYLE_INDEX_LETTER] = {.before = 1, .wide = true, .keep_next = 2},
    [STYLE_INDEX_ENTRY] = {.hang = 6},
    [STYLE_INDEX_SUBENTRY] = {.indent = 3, .hang = 6},
    [STYLE_TITLE_SERIES] = {.after = 2, .align = ALIGN_CENTER, .wide = true},
    [STYLE_TITLE_MAIN] = {.before = 1, .after = 1, .align = ALIGN_CENTER, .wide = true},
    [STYLE_TITLE_SUB] = {.before = 1, .after = 1, .align = ALIGN_CENTER, .wide = true},
    [STYLE_TITLE_DETAIL] = {.align = ALIGN_CENTER, .wide = true},
    [STYLE_IMPRINT] = {.hang = 3},
    [STYLE_RUNNING_HEAD] = {.wide = true},
    [STYLE_FOLIO] = {.align = ALIGN_RIGHT, .wide = true},
};

const struct treatment *plain_treatment(enum style_id style)
{
    return &treatments[(unsigned)style < STYLE_COUNT ? style : STYLE_BODY];
}
