/* volume: key tables of sessions and their items. */
#include "volume/internal.h"

#define AT(field) offsetof(struct item_input, field)
#define OF(field) offsetof(struct item_input, item.field)
static const struct key item_keys[] = {
    {.name = "document", .type = KEY_PATH, .offset = OF(document_path), .about = "A document's file."},
    {.name = "title", .type = KEY_LOCALIZED, .offset = OF(title),
     .about = "Title of a talk without a paper."},
    {.name = "break", .type = KEY_LOCALIZED, .offset = OF(break_name),
     .about = "A break in the programme: Coffee, Lunch."},
    {.name = "start", .type = KEY_DATE, .with_time = true, .offset = OF(start),
     .about = "When it begins, in local time."},
    {.name = "end", .type = KEY_DATE, .with_time = true, .offset = OF(end), .about = "When it ends."},
    {.name = "presenter", .type = KEY_NODE, .schema = "@person-list", .offset = AT(presenter),
     .about = "Who presents the document."},
    {.name = "speakers", .type = KEY_NODE, .schema = "@person-list", .offset = AT(speakers),
     .about = "Who gives the talk."},
    {.name = "abstract", .type = KEY_MARKDOWN, .offset = OF(abstract),
     .about = "Abstract of a talk without a paper, in Markdown."},
    {0},
};
#undef AT
#undef OF

const struct record item_record = {
    .name = "item", .size = sizeof(struct item_input), .keys = item_keys, .shorthand = "document",
};

static const struct key item = {.type = KEY_RECORD, .record = &item_record};

#define AT(field) offsetof(struct session_input, field)
#define OF(field) offsetof(struct session_input, session.field)
static const struct key session_keys[] = {
    {.name = "id", .type = KEY_TEXT, .offset = OF(id), .about = "Target for cross-references."},
    {.name = "title", .type = KEY_LOCALIZED, .offset = OF(title), .required = true,
     .about = "Title of the session."},
    {.name = "start", .type = KEY_DATE, .with_time = true, .offset = OF(start),
     .about = "When it begins, in local time: 2007-08-28 09:00."},
    {.name = "end", .type = KEY_DATE, .with_time = true, .offset = OF(end), .about = "When it ends."},
    {.name = "room", .type = KEY_LOCALIZED, .offset = OF(room), .about = "Room."},
    {.name = "chair", .type = KEY_NODE, .schema = "@person-list", .offset = AT(chair),
     .about = "Who chairs it."},
    {.name = "panel", .type = KEY_NODE, .schema = "@person-list", .offset = AT(panel),
     .about = "Members of the panel."},
    {.name = "summary", .type = KEY_MARKDOWN, .offset = OF(summary),
     .about = "Summary of the session, in Markdown."},
    {.name = "items", .type = KEY_LIST, .item = &item, .lenient = true, .offset = AT(items),
     .about = "What happens, in order: a document's file, a talk, or a break."},
    {0},
};
#undef AT
#undef OF

const struct record session_record = {
    .name = "session", .size = sizeof(struct session_input), .keys = session_keys,
};
