/* volume: key tables of the volume and of the small mappings in it. */
#include "volume/internal.h"

static const struct key text_item = {.type = KEY_TEXT};
static const struct key path_item = {.type = KEY_PATH};
static const struct key localized_item = {.type = KEY_LOCALIZED};

#define AT(field) offsetof(struct event, field)
static const struct key event_keys[] = {
    {.name = "name", .type = KEY_LOCALIZED, .offset = AT(name), .about = "Name of the meeting."},
    {.name = "acronym", .type = KEY_TEXT, .offset = AT(acronym), .about = "Short name or code."},
    {.name = "place", .type = KEY_LOCALIZED, .offset = AT(place), .about = "Where it was held."},
    {.name = "start", .type = KEY_DATE, .offset = AT(start), .about = "First day."},
    {.name = "end", .type = KEY_DATE, .offset = AT(end), .about = "Last day."},
    {.name = "host", .type = KEY_LOCALIZED, .offset = AT(host), .about = "Who hosted it."},
    {.name = "organizers", .type = KEY_LIST, .item = &localized_item, .lenient = true,
     .offset = AT(organizers),
     .about = "Who organized it."},
    {.name = "url", .type = KEY_TEXT, .offset = AT(url), .about = "Its web page."},
    {0},
};
#undef AT
const struct record event_record = {.name = "event", .size = sizeof(struct event), .keys = event_keys};

#define AT(field) offsetof(struct imprint, field)
static const struct key imprint_keys[] = {
    {.name = "publisher", .type = KEY_LOCALIZED, .offset = AT(publisher), .about = "Publisher."},
    {.name = "place", .type = KEY_LOCALIZED, .offset = AT(place), .about = "Place of publication."},
    {.name = "year", .type = KEY_TEXT, .offset = AT(year), .about = "Year of publication."},
    {.name = "edition", .type = KEY_LOCALIZED, .offset = AT(edition), .about = "Edition or revision."},
    {.name = "isbn", .type = KEY_TEXT, .offset = AT(isbn), .about = "ISBN; its check digit is verified."},
    {.name = "issn", .type = KEY_TEXT, .offset = AT(issn), .about = "ISSN; its check digit is verified."},
    {.name = "doi", .type = KEY_TEXT, .offset = AT(doi), .about = "DOI: 10.…/…"},
    {.name = "rights", .type = KEY_LOCALIZED, .offset = AT(rights),
     .about = "Copyright notice and disclaimers."},
    {.name = "license", .type = KEY_LOCALIZED, .offset = AT(license), .about = "Licence."},
    {.name = "printer", .type = KEY_LOCALIZED, .offset = AT(printer), .about = "Printer."},
    {0},
};
#undef AT
const struct record imprint_record = {
    .name = "imprint", .size = sizeof(struct imprint), .keys = imprint_keys,
};

static const struct key committee_keys[] = {
    {.name = "name", .type = KEY_LOCALIZED, .offset = offsetof(struct committee_input, committee.name),
     .required = true,
     .about = "Name of the committee."},
    {.name = "members", .type = KEY_NODE, .schema = "@person-list",
     .offset = offsetof(struct committee_input, members),
     .about = "Its members."},
    {0},
};
const struct record committee_record = {
    .name = "committee", .size = sizeof(struct committee_input), .keys = committee_keys,
};

#define AT(field) offsetof(struct sponsor_tier, field)
static const struct key sponsor_keys[] = {
    {.name = "tier", .type = KEY_LOCALIZED, .offset = AT(tier),
     .about = "Heading of this group of sponsors."},
    {.name = "names", .type = KEY_LIST, .item = &text_item, .lenient = true, .offset = AT(names),
     .required = true,
     .about = "Names of the sponsors."},
    {.name = "logos", .type = KEY_LIST, .item = &path_item, .lenient = true, .offset = AT(logos),
     .about = "Their logos: image files."},
    {0},
};
#undef AT
const struct record sponsor_record = {
    .name = "sponsor-tier", .size = sizeof(struct sponsor_tier), .keys = sponsor_keys,
};

static const struct key committee_item = {.type = KEY_RECORD, .record = &committee_record};
static const struct key sponsor_item = {.type = KEY_RECORD, .record = &sponsor_record};
static const struct key session_item = {.type = KEY_RECORD, .record = &session_record};

#define AT(field) offsetof(struct volume_input, field)
#define OF(field) offsetof(struct volume_input, volume.field)
static const struct key volume_keys[] = {
    {.name = "title", .type = KEY_LOCALIZED, .offset = OF(title), .required = true,
     .about = "Title of the volume."},
    {.name = "subtitle", .type = KEY_LOCALIZED, .offset = OF(subtitle), .about = "Subtitle."},
    {.name = "series", .type = KEY_LOCALIZED, .offset = OF(series), .about = "Series the volume belongs to."},
    {.name = "number", .type = KEY_TEXT, .offset = OF(number),
     .about = "Number in the series, as it shall be printed."},
    {.name = "symbol", .type = KEY_TEXT, .offset = OF(symbol),
     .about = "Document symbol of the whole volume: RWH/2007/01-E."},
    {.name = "revision", .type = KEY_TEXT, .offset = OF(revision),
     .about = "Revision of the whole volume: Rev 1.0."},
    {.name = "original", .type = KEY_LANGUAGE, .offset = OF(original),
     .about = "Language in which the volume was first written."},
    {.name = "organization", .type = KEY_LOCALIZED, .offset = OF(organization),
     .about = "Organization, for the head of meeting documents."},
    {.name = "organ", .type = KEY_LOCALIZED, .offset = OF(organ),
     .about = "Organ of it that meets: Study Group 17."},
    {.name = "distribution", .type = KEY_LOCALIZED, .offset = OF(distribution),
     .about = "Who may see its meeting documents: General, Limited."},
    {.name = "language", .type = KEY_LANGUAGE, .offset = OF(language),
     .about = "Language of the volume (en when left out): hyphenation, quotation marks, dates, sorting, "
              "generated words."},
    {.name = "event", .type = KEY_RECORD, .record = &event_record, .offset = OF(event),
     .about = "The meeting."},
    {.name = "imprint", .type = KEY_RECORD, .record = &imprint_record, .offset = OF(imprint),
     .about = "Who published the volume, where and when."},
    {.name = "editors", .type = KEY_NODE, .schema = "@person-list", .record = &person_record,
     .offset = AT(editors),
     .about = "Editors of the volume."},
    {.name = "committees", .type = KEY_LIST, .item = &committee_item, .lenient = true,
     .offset = AT(committees),
     .about = "Committees and their members."},
    {.name = "people", .type = KEY_NODE, .schema = "@registry-or-file", .offset = AT(people),
     .about = "The registry of people that other keys refer to by id: a list, or a file that holds one."},
    {.name = "terms", .type = KEY_NODE, .schema = "@vocabulary-or-file", .record = &term_record,
     .offset = AT(terms),
     .about = "The vocabulary of the subject index: a list, or a file that holds one."},
    {.name = "acronyms", .type = KEY_MAP, .offset = OF(acronyms),
     .about = "Acronyms and what they stand for."},
    {.name = "sponsors", .type = KEY_LIST, .item = &sponsor_item, .lenient = true, .offset = AT(sponsors),
     .about = "Sponsors by tier."},
    {.name = "logo", .type = KEY_PATH, .offset = OF(logo), .about = "An image for the title page."},
    {.name = "layout", .type = KEY_RECORD, .record = &layout_record, .offset = AT(layout),
     .about = "How pages look."},
    {.name = "front", .type = KEY_NODE, .schema = "@matter-list", .offset = AT(front),
     .about = "Parts before the sessions: names of built-in parts, and documents (with . or /). Left out: "
              "title-page, imprint, contents, committees, programme, each where there is something in it; in "
              "the design report, nothing."},
    {.name = "documents", .type = KEY_LIST, .item = &path_item, .lenient = true, .offset = AT(documents),
     .about = "Documents that belong to no session, before the sessions."},
    {.name = "sessions", .type = KEY_LIST, .item = &session_item, .offset = AT(sessions),
     .about = "Sessions, in order; the programme is made from them."},
    {.name = "back", .type = KEY_NODE, .schema = "@matter-list", .offset = AT(back),
     .about = "Parts after the sessions. Left out, each where there is something in it: recommendations, "
              "sponsors, acronyms, author-index, subject-index. The list of participants must be asked for. In "
              "the design report, nothing."},
    {.name = "editions", .type = KEY_NODE, .schema = "@editions", .record = &editions_record,
     .offset = AT(editions),
     .about = "Which outputs to write; screen and text when left out."},
    {.name = "cover", .later = true},
    {.name = "references", .later = true},
    {0},
};
#undef AT
#undef OF

const struct record volume_record = {
    .name = "volume", .size = sizeof(struct volume_input), .keys = volume_keys,
};
