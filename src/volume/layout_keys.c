/* volume: key tables of the layout and the editions. */
#include "volume/internal.h"

static const char *const starts[] = {
    [START_RECTO] = "recto", [START_PAGE] = "page", [START_RUN_ON] = "run-on", NULL,
};

static const char *const numberings[] = {
    [NUMBERING_DOCUMENT] = "document", [NUMBERING_VOLUME] = "volume", NULL,
};

#define AT(field) offsetof(struct margins_input, field)
static const struct key margins_keys[] = {
    {.name = "inner", .type = KEY_NODE, .schema = "@length", .offset = AT(inner), .about = "At the spine."},
    {.name = "outer", .type = KEY_NODE, .schema = "@length", .offset = AT(outer),
     .about = "At the open edge."},
    {.name = "top", .type = KEY_NODE, .schema = "@length", .offset = AT(top),
     .about = "Above the text, with the running head in it."},
    {.name = "bottom", .type = KEY_NODE, .schema = "@length", .offset = AT(bottom),
     .about = "Below the text, with the page number in it."},
    {0},
};
#undef AT
const struct record margins_record = {
    .name = "margin-choice", .size = sizeof(struct margins_input), .keys = margins_keys,
};

#define AT(field) offsetof(struct fonts_input, field)
static const struct key fonts_keys[] = {
    {.name = "body", .type = KEY_TEXT, .offset = AT(body), .about = "Family of the text."},
    {.name = "heading", .type = KEY_TEXT, .offset = AT(heading),
     .about = "Family of headings and running heads."},
    {.name = "mono", .type = KEY_TEXT, .offset = AT(mono),
     .about = "Family of code, with one width for all characters."},
    {0},
};
#undef AT
static const struct record fonts_record = {
    .name = "font-choice", .size = sizeof(struct fonts_input), .keys = fonts_keys,
};

static const struct key color_keys[] = {
    {.name = "accent", .type = KEY_COLOR, .offset = offsetof(struct color_input, accent),
     .about = "Colour of links, session numbers and rules, in quotes: \"#1b4f8a\"."},
    {0},
};
static const struct record color_record = {
    .name = "color-choice", .size = sizeof(struct color_input), .keys = color_keys, .shorthand = "accent",
};

static const char *const figures[] = {"lining", "old-style", NULL};
static const char *const acronyms[] = {"small-caps", NULL};

#define AT(field) offsetof(struct layout_input, field)
#define OF(field) offsetof(struct layout_input, layout.field)
static const struct key layout_keys[] = {
    {.name = "design", .type = KEY_ENUM, .values = design_names, .offset = OF(design),
     .about = "The design: book (when left out), or report for the documents of a meeting."},
    {.name = "paper", .type = KEY_NODE, .schema = "@paper", .offset = OF(paper),
     .about = "A4 (when left out), A5, B5, letter, legal, or [width, height]."},
    {.name = "columns", .type = KEY_INT, .minimum = 1, .maximum = 2, .offset = OF(columns),
     .about = "Columns of text on a page."},
    {.name = "font-size", .type = KEY_LENGTH, .minimum = 6, .maximum = 24, .offset = OF(font_size),
     .about = "Size of the text; all other sizes follow it: 11pt."},
    {.name = "margins", .type = KEY_NODE, .schema = "@margins", .record = &margins_record,
     .offset = OF(margins),
     .about = "One length for all, or inner, outer, top and bottom."},
    {.name = "fonts", .type = KEY_RECORD, .record = &fonts_record, .offset = AT(fonts),
     .about = "Families of the fonts table."},
    {.name = "color", .type = KEY_RECORD, .record = &color_record, .offset = AT(color), .about = "Colours."},
    {.name = "figures", .type = KEY_ENUM, .values = figures, .offset = OF(figures),
     .about = "Figures of running text: lining (when left out) or old-style. Those of tables and contents are lining."},
    {.name = "acronyms", .type = KEY_ENUM, .values = acronyms, .offset = OF(acronyms),
     .about = "small-caps: words in capitals are set in small capitals in running text."},
    {.name = "number-headings", .type = KEY_BOOL, .offset = OF(number_headings),
     .about = "Whether the headings in documents are numbered; false when left out."},
    {.name = "numbered-paragraphs", .type = KEY_ENUM, .values = numberings, .offset = OF(numbered_paragraphs),
     .about = "Paragraphs of all documents but those that say false are numbered: from 1 in each document, or through "
              "the volume. Left out, each document says whether its are."},
    {.name = "start-documents", .type = KEY_ENUM, .values = starts, .offset = OF(start_documents),
     .about = "Where documents begin: on a right-hand page, a new page, or on the same page. Left out, the first "
              "of a session stands under its opener and the others begin on a new page."},
    {.name = "parallel", .type = KEY_NODE, .schema = "@parallel", .offset = AT(parallel),
     .about = "Two languages in which the documents that have both are set side by side, paragraph by paragraph."},
    {.name = "link-pages", .type = KEY_BOOL, .offset = OF(link_pages),
     .about = "Whether the page is shown after a cross-reference; true when left out."},
    {.name = "header", .type = KEY_LOCALIZED, .offset = OF(header),
     .about = "Running head instead of the session's and document's titles."},
    {.name = "footer", .type = KEY_LOCALIZED, .offset = OF(footer),
     .about = "Line at the foot of each page."},
    {0},
};
#undef AT
#undef OF
const struct record layout_record = {
    .name = "layout", .size = sizeof(struct layout_input), .keys = layout_keys,
};

static const struct key screen_keys[] = {
    {.name = "accessible", .type = KEY_BOOL, .offset = offsetof(struct screen_input, accessible),
     .about = "true: what keeps the PDF from PDF/UA-1 and PDF/A-2a is an error; false: neither is claimed."},
    {0},
};
const struct record screen_record = {
    .name = "screen-edition", .size = sizeof(struct screen_input), .keys = screen_keys,
};

#define AT(field) offsetof(struct text_edition, field)
static const struct key text_edition_keys[] = {
    {.name = "width", .type = KEY_INT, .minimum = 40, .maximum = 200, .offset = AT(width),
     .about = "Columns of a line; 72 when left out."},
    {.name = "page-length", .type = KEY_INT, .minimum = 20, .maximum = 400, .offset = AT(page_length),
     .about = "Lines of a page, head and foot included; 58 when left out."},
    {.name = "pages", .type = KEY_BOOL, .offset = AT(pages),
     .about = "Whether the text is paginated; false gives one continuous text."},
    {0},
};
#undef AT
const struct record text_edition_record = {
    .name = "text-edition", .size = sizeof(struct text_edition), .keys = text_edition_keys,
};

/* For the schema; the names themselves are checked against the table of editions. */
static const struct key editions_keys[] = {
    {.name = "screen", .type = KEY_NODE, .schema = "@screen-edition-or-wish", .record = &screen_record,
     .about = "The PDF that is distributed, with links and bookmarks; false: none."},
    {.name = "text", .type = KEY_NODE, .schema = "@text-edition-or-wish", .record = &text_edition_record,
     .about = "The plain text; false: none."},
    {.name = "languages", .type = KEY_NODE, .schema = "@languages",
     .about = "Languages in which each edition is written: NAME.en.pdf, NAME.fr.pdf …"},
    {0},
};
const struct record editions_record = {
    .name = "editions", .size = sizeof(struct record_head), .keys = editions_keys,
};
