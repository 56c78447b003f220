/* volume: key tables of documents and their recommendations. */
#include "volume/internal.h"

static const char *const types[] = {
    [TYPE_PAPER] = "paper", [TYPE_STATEMENT] = "statement", [TYPE_KEYNOTE] = "keynote",
    [TYPE_PRESENTATION] = "presentation", [TYPE_REPORT] = "report", [TYPE_RECOMMENDATION] = "recommendation",
    [TYPE_ANNEX] = "annex", NULL,
};
static const char *const starts[] = {
    [START_RECTO] = "recto", [START_PAGE] = "page", [START_RUN_ON] = "run-on", NULL,
};

static const struct key text_item = {.type = KEY_TEXT};
static const struct key localized_item = {.type = KEY_LOCALIZED};

#define AT(field) offsetof(struct recommendation, field)
static const struct key recommendation_keys[] = {
    {.name = "id", .type = KEY_TEXT, .offset = AT(id), .about = "Target for cross-references."},
    {.name = "text", .type = KEY_MARKDOWN, .offset = AT(text), .required = true,
     .about = "What is recommended, in Markdown."},
    {.name = "addressed-to", .type = KEY_LIST, .item = &text_item, .lenient = true,
     .offset = AT(addressed_to),
     .about = "Bodies to which it is addressed."},
    {0},
};
#undef AT

const struct record recommendation_record = {
    .name = "recommendation", .size = sizeof(struct recommendation), .keys = recommendation_keys,
    .shorthand = "text",
};

static const struct key recommendation_item = {.type = KEY_RECORD, .record = &recommendation_record};

#define AT(field) offsetof(struct document_input, field)
#define OF(field) offsetof(struct document_input, document.field)
static const struct key document_keys[] = {
    {.name = "title", .type = KEY_LOCALIZED, .offset = OF(title), .required = true,
     .about = "Title of the document."},
    {.name = "subtitle", .type = KEY_LOCALIZED, .offset = OF(subtitle), .about = "Subtitle."},
    {.name = "short-title", .type = KEY_LOCALIZED, .offset = OF(short_title),
     .about = "Title for running heads."},
    {.name = "id", .type = KEY_TEXT, .offset = OF(id),
     .about = "Target for cross-references; the file's name without its ending when left out."},
    {.name = "type", .type = KEY_ENUM, .values = types, .offset = OF(type),
     .about = "What kind of document it is."},
    {.name = "symbol", .type = KEY_TEXT, .offset = OF(symbol),
     .about = "Document symbol for the masthead: RWH/2007/01-E."},
    {.name = "revision", .type = KEY_TEXT, .offset = OF(revision),
     .about = "Revision for the masthead: Rev 1.0."},
    {.name = "distribution", .type = KEY_LOCALIZED, .offset = OF(distribution),
     .about = "Who may see it, as a meeting document says it: General, Limited."},
    {.name = "agenda-item", .type = KEY_LOCALIZED, .offset = OF(agenda_item),
     .about = "Item of the agenda under which it is submitted, for the head of a meeting document."},
    {.name = "date", .type = KEY_DATE, .offset = OF(date), .about = "Date of the document."},
    {.name = "place", .type = KEY_LOCALIZED, .offset = OF(place), .about = "Place, printed before the date."},
    {.name = "original", .type = KEY_LANGUAGE, .offset = OF(original),
     .about = "Language in which it was first written: “Original: English”."},
    {.name = "language", .type = KEY_LANGUAGE, .offset = OF(language),
     .about = "Language of this text; the volume's when left out."},
    {.name = "authors", .type = KEY_NODE, .schema = "@person-list", .record = &person_record,
     .offset = AT(authors),
     .about = "Authors: ids of the registry, or persons written in place."},
    {.name = "presenter", .type = KEY_NODE, .schema = "@person-list", .offset = AT(presenter),
     .about = "Who presented it at the meeting."},
    {.name = "on-behalf-of", .type = KEY_NODE, .schema = "@person-list", .offset = AT(on_behalf_of),
     .about = "On whose behalf it was delivered."},
    {.name = "keywords", .type = KEY_LIST, .item = &localized_item, .lenient = true, .offset = OF(keywords),
     .about = "Printed under the authors; indexed at the document's first page."},
    {.name = "start", .type = KEY_ENUM, .values = starts, .offset = OF(start),
     .about = "Where the document begins; overrides the layout's start-documents."},
    {.name = "numbered-paragraphs", .type = KEY_BOOL, .offset = OF(numbered_paragraphs),
     .about = "Whether the paragraphs are numbered through the document."},
    {.name = "abstract", .type = KEY_MARKDOWN, .offset = OF(abstract), .about = "Abstract, in Markdown."},
    {.name = "body", .type = KEY_NODE, .schema = "@body", .offset = OF(body),
     .about = "The text, in Markdown, or a list of blocks; or a map from language to one of these."},
    {.name = "source", .type = KEY_NODE, .schema = "@source", .offset = AT(source),
     .about = "Instead of body: a file of Markdown (.md or .txt), or a map from language to file."},
    {.name = "parallel", .type = KEY_NODE, .schema = "@parallel", .offset = AT(parallel),
     .about = "Two languages of the text that are set side by side, paragraph by paragraph; overrides the layout's."},
    {.name = "revised", .type = KEY_NODE, .schema = "@revised", .offset = AT(revised),
     .about = "When the text in each language was last revised: what is older than the original is reported."},
    {.name = "recommendations", .type = KEY_LIST, .item = &recommendation_item,
     .offset = OF(recommendations),
     .about = "Recommendations, numbered through the volume."},
    {.name = "slides", .later = true},
    {.name = "attachments", .later = true},
    {0},
};
#undef AT
#undef OF

const struct record document_record = {
    .name = "document", .size = sizeof(struct document_input), .keys = document_keys,
};
