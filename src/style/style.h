/*
 * style: the design of a volume: page geometry and one style per kind of paragraph. The only tables of sizes,
 * spaces and faces; layout reads them, blocks and parts name their rows. A design is a file here (its canon of margins
 * and its scale of sizes stand at its top) and a row in style.c.
 */
#ifndef STYLE_H
#define STYLE_H

#include "base/base.h"

enum font_role { FONT_BODY, FONT_HEADING, FONT_MONO, FONT_ROLE_COUNT };
/* Running figures: lining where the face has them; as asked for. */
enum figures { FIGURES_USUAL, FIGURES_LINING, FIGURES_OLD_STYLE };
enum alignment { ALIGN_JUSTIFY, ALIGN_LEFT, ALIGN_RIGHT, ALIGN_CENTER };

enum style_id {
    STYLE_BODY,          /* first-line indent */
    STYLE_BODY_FIRST,    /* after a heading, a list, a display: no indent */
    STYLE_NUMBERED,      /* a numbered paragraph: the number is its run-in label */
    STYLE_LIST,          /* a paragraph in a list item */
    STYLE_TERM, STYLE_DEFINITION,
    STYLE_LINES,         /* a line of a poem or an address: hanging */
    STYLE_QUOTE,
    STYLE_EPIGRAPH,
    STYLE_SOURCE,        /* whose words a quotation, an epigraph, a poem is */
    STYLE_CODE,          /* lines kept */
    STYLE_HEADING_1, STYLE_HEADING_2, STYLE_HEADING_3, STYLE_HEADING_4, /* inside documents */
    STYLE_NOTE_TITLE,    /* of a note set off by rules */
    STYLE_SIGNATURE, STYLE_SIGNATURE_NAME,
    STYLE_CAPTION,
    STYLE_TABLE_CELL, STYLE_TABLE_HEAD,
    STYLE_TABLE_NOTE,    /* source and notes below a table */
    STYLE_FOOTNOTE,
    STYLE_DOCUMENT_LABEL, /* "Annex A" */
    STYLE_DOCUMENT_TITLE, STYLE_DOCUMENT_SUBTITLE,
    STYLE_MASTHEAD,      /* symbol, date, original language: right of the page */
    STYLE_MEETING_ORGANIZATION, STYLE_MEETING_SYMBOL, STYLE_MEETING_ORGAN, /* head of a meeting document */
    STYLE_MEETING_SESSION, STYLE_MEETING_DETAIL,
    STYLE_AUTHOR, STYLE_AFFILIATION, STYLE_KEYWORDS,
    STYLE_ADDRESSED,     /* under a recommendation: whom it is for */
    STYLE_ABSTRACT_HEAD, STYLE_ABSTRACT,
    STYLE_SESSION_NUMBER, STYLE_SESSION_TITLE, STYLE_SESSION_DETAIL,
    STYLE_PART_TITLE,    /* "Contents", "Author index" */
    STYLE_PART_HEAD,     /* a sub-heading in a part: day of the programme, country, tier */
    STYLE_PART_TEXT,     /* entries in lists of participants, sponsors … */
    STYLE_PROGRAMME_TIME, STYLE_PROGRAMME_TITLE, STYLE_PROGRAMME_DETAIL,
    STYLE_CONTENTS_1, STYLE_CONTENTS_2, STYLE_CONTENTS_3, /* leader and page number at the TAB */
    STYLE_INDEX_LETTER, STYLE_INDEX_ENTRY, STYLE_INDEX_SUBENTRY, /* hanging */
    STYLE_TITLE_SERIES, STYLE_TITLE_MAIN, STYLE_TITLE_SUB, STYLE_TITLE_DETAIL, /* the title page */
    STYLE_IMPRINT,
    STYLE_RUNNING_HEAD, STYLE_FOLIO,
    STYLE_COUNT
};

struct style {
    const char *name;      /* for dumps: "body-first" */
    enum font_role font;
    bool bold, italic, small_caps;
    enum figures figures;
    bool tabular;          /* lining figures of equal width; where the paragraph has a TAB only those after it */
    bool small_acronyms;   /* words of two and more capitals are set in small capitals */
    sp size, leading;      /* leading: baseline to baseline */
    enum alignment align;
    sp first_indent;       /* of the first line; negative: hanging */
    sp left, right;        /* added to the group's indents */
    sp before, after;      /* space; between two paragraphs the larger of after and before is set */
    sp label_width;        /* room of a label (list number, paragraph number) */
    bool hyphenate;
    bool leader;           /* dots before what a TAB sets flush right */
    bool lines_kept;       /* code: U+000A is a forced break, spaces keep their width */
    bool keep_with_next;
    bool balanced;         /* a title: its lines are filled evenly */
    int32_t color;         /* 0xRRGGBB */
    int32_t label_color;   /* of its label: the number of a heading */
};

/* What stands over a document's title. */
enum document_head {
    DOCUMENT_HEAD_PAPER,   /* type and session at the left, symbol and date at the right, a rule */
    DOCUMENT_HEAD_MEETING, /* as on the documents of the UN: organization, symbol; organ, distribution, date; meeting */
};

struct design {
    sp page_width, page_height;
    sp margin_inner, margin_outer, margin_top, margin_bottom; /* to the type area */
    sp head_baseline, folio_baseline;                         /* from the page's top edge */
    sp column_gap;
    int columns;
    sp body_leading;
    int32_t accent;
    enum document_head document_head;
    sp text_left, text_right; /* indents of what stands below a document's head */
    bool is_book;             /* left out, `front` and `back` hold what a book has */
    bool head_symbol;         /* the document symbol is the running head, at the outer edge */
    bool folio_counts;        /* "3/24"; none on a document's first page */
    bool end_rule;            /* a short rule below a document */
    const char *font_names[FONT_ROLE_COUNT];                  /* family names in the fonts table */
    struct style styles[STYLE_COUNT];
};

/* What a volume asks for; 0, NULL and -1 leave the design's own. */
struct design_request {
    int plan; /* of design_names */
    sp page_width, page_height;
    sp margin_inner, margin_outer, margin_top, margin_bottom;
    sp font_size;
    int columns;
    const char *font_names[FONT_ROLE_COUNT];
    int32_t accent; /* 0xRRGGBB, -1: none asked for */
    enum figures figures;      /* of running text */
    bool small_acronyms;       /* in running text */
};
/* Names of the designs, the default first; ends with NULL. */
extern const char *const design_names[];
/* A design with the request applied: sizes, leadings and spaces scale with the font size. */
struct design *design_new(struct arena *arena, const struct design_request *request);

/* Are they the same but for the fonts? */
bool design_is_same(const struct design *a, const struct design *b);

/* Of a colour on white, 1 to 21; small text asks for LEAST_CONTRAST. */
double color_contrast(int32_t color);
#define LEAST_CONTRAST 4.5
/* The lightest colour of the same hue, no lighter than this one, that has the contrast. */
int32_t color_darker(int32_t color, double contrast);

#endif
