/* volume: key tables of persons and index terms. */
#include "volume/internal.h"

static const char *const orders[] = {
    [ORDER_GIVEN_FIRST] = "given-first", [ORDER_FAMILY_FIRST] = "family-first", NULL,
};

#define AT(field) offsetof(struct person, field)
static const struct key person_keys[] = {
    {.name = "id", .type = KEY_TEXT, .offset = AT(id),
     .about = "The word by which other keys refer to this person."},
    {.name = "title", .type = KEY_TEXT, .offset = AT(title),
     .about = "Title or form of address, printed before the name: Mr, Dr, HE."},
    {.name = "given", .type = KEY_TEXT, .offset = AT(given), .about = "Given names."},
    {.name = "particle", .type = KEY_TEXT, .offset = AT(particle),
     .about = "Particle of the family name, set after the given name in the index: van den, von, da."},
    {.name = "family", .type = KEY_TEXT, .offset = AT(family),
     .about = "Family name, exactly as it is spelt."},
    {.name = "suffix", .type = KEY_TEXT, .offset = AT(suffix), .about = "What follows the name: Jr, III."},
    {.name = "name", .type = KEY_TEXT, .offset = AT(name),
     .about = "An organization, or a name that is not made of given and family name; printed and indexed as "
              "it stands."},
    {.name = "native", .type = KEY_TEXT, .offset = AT(native),
     .about = "The name in its own script, printed beside the other."},
    {.name = "native-sort", .type = KEY_TEXT, .offset = AT(native_sort),
     .about = "What the native name is filed by in the author index, where it leads to the other."},
    {.name = "lang", .type = KEY_LANGUAGE, .offset = AT(language),
     .about = "Language of the name: it says how an index enters it, and how it is read aloud."},
    {.name = "order", .type = KEY_ENUM, .values = orders, .offset = AT(order),
     .about = "family-first prints the family name before the given name, and without a comma in the index."},
    {.name = "sort", .type = KEY_TEXT, .offset = AT(sort),
     .about = "What the name is sorted by in the index."},
    {.name = "role", .type = KEY_LOCALIZED, .offset = AT(role),
     .about = "Office or function: Director, Chair of Study Group 17."},
    {.name = "affiliation", .type = KEY_LOCALIZED, .offset = AT(affiliation),
     .about = "Organization the person belongs to."},
    {.name = "country", .type = KEY_TEXT, .offset = AT(country),
     .about = "Country: an ISO 3166 code (VN) or a name as it shall be printed."},
    {.name = "email", .type = KEY_TEXT, .offset = AT(email),
     .about = "E-mail address; printed only where public is true."},
    {.name = "orcid", .type = KEY_TEXT, .offset = AT(orcid),
     .about = "ORCID iD; its check digit is verified."},
    {.name = "public", .type = KEY_BOOL, .offset = AT(is_public),
     .about = "Whether the e-mail address may be printed."},
    {0},
};
#undef AT

const struct record person_record = {.name = "person", .size = sizeof(struct person), .keys = person_keys};

static const struct key text_item = {.type = KEY_TEXT};

#define AT(field) offsetof(struct term, field)
static const struct key term_keys[] = {
    {.name = "term", .type = KEY_TEXT, .offset = AT(term), .required = true,
     .about = "Heading in the subject index; “A > B” is the sub-entry B of A."},
    {.name = "match", .type = KEY_LIST, .item = &text_item, .lenient = true, .offset = AT(match),
     .about = "Other words that are indexed under this term."},
    {.name = "see", .type = KEY_TEXT, .offset = AT(see),
     .about = "The term to look under instead; this one then has no pages of its own."},
    {.name = "see-also", .type = KEY_LIST, .item = &text_item, .lenient = true, .offset = AT(see_also),
     .about = "Related terms, named after the pages."},
    {0},
};
#undef AT

const struct record term_record = {
    .name = "term", .size = sizeof(struct term), .keys = term_keys, .shorthand = "term",
};
