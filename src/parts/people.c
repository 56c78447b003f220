/* Parts `participants` (the registry by country or organization) and `committees`. */
#include <stdlib.h>
#include <string.h>

#include "parts/internal.h"

struct entry {
    const struct person *person;
    const char *group;
    const uint8_t *group_key, *name_key;
    size_t group_size, name_size, place;
    bool is_country;
};

static int by_group(const void *left, const void *right)
{
    const struct entry *a = left, *b = right;
    if (!a->group != !b->group)
        return a->group ? -1 : 1;
    if (a->is_country != b->is_country)
        return a->is_country ? -1 : 1;
    int order = a->group ? collator_compare(a->group_key, a->group_size, b->group_key, b->group_size) : 0;
    order = order || !a->group ? order : strcmp(a->group, b->group);
    order = order ? order : collator_compare(a->name_key, a->name_size, b->name_key, b->name_size);
    return order ? order : (a->place > b->place) - (a->place < b->place);
}

/* An organization that stands in the registry as an author or a host, a name alone, is no participant. */
static bool is_participant(const struct person *person)
{
    return person->family || person->given || person->title || person->role.count || person->affiliation.count ||
           person->country;
}

/* Country by name, else the organization; NULL: neither is known. */
static const char *group_of(struct making *making, const struct person *person)
{
    if (!person->country)
        return local(making, &person->affiliation);
    const char *country = unicode_country(making->arena, making->language, person->country);
    return country ? country : person->country;
}

/* States first, then organizations, each in the order of the language. */
static struct entry *sorted_people(struct making *making, const struct person_list *people, size_t *count)
{
    struct entry *entries = arena_alloc(making->arena, (people->count + 1) * sizeof *entries);
    struct collator *collator = collator_open(making->language);
    size_t n = 0;
    for (size_t i = 0; i < people->count; i++) {
        if (!is_participant(people->at[i]))
            continue;
        struct entry *entry = &entries[n++];
        entry->person = people->at[i];
        entry->place = i;
        entry->is_country = entry->person->country != NULL;
        entry->group = group_of(making, entry->person);
        if (entry->group)
            entry->group_key = collator_key(making->arena, collator, entry->group, &entry->group_size);
        const char *sort = person_sort_name(making->arena, entry->person);
        entry->name_key = collator_key(making->arena, collator, sort, &entry->name_size);
    }
    collator_close(collator);
    if (n)
        qsort(entries, n, sizeof *entries, by_group);
    *count = n;
    return entries;
}

static void put_person(struct making *making, struct flow *parent, const struct person *person, bool grouped_by_country)
{
    struct text_builder *builder = text_builder_new(making->arena, making->language);
    text_open(builder, (struct span){.kind = SPAN_STRONG});
    append_person(making->arena, builder, person, making->language);
    text_close(builder);
    append_native(builder, person);
    const char *comma = words_get(making->language, WORD_COMMA);
    const char *role = local(making, &person->role), *affiliation = local(making, &person->affiliation);
    if (role)
        text_format(builder, "%s%s", comma, role);
    if (affiliation && grouped_by_country)
        text_format(builder, "%s%s", comma, affiliation);
    if (person->email && person->is_public == TRISTATE_TRUE) {
        text_puts(builder, comma);
        text_open(builder, (struct span){.kind = SPAN_LINK,
                                         .url = arena_format(making->arena, "mailto:%s", person->email)});
        text_puts(builder, person->email);
        text_close(builder);
    }
    flow_paragraph(making->arena, parent, STYLE_PART_TEXT, ROLE_LI, text_finish(builder))->pos = person->head.pos;
}

static void make_participants(struct making *making)
{
    const struct person_list *people = &making->volume->people;
    size_t count;
    const struct entry *entries = sorted_people(making, people, &count);
    const char *group = NULL;
    struct flow *parent = NULL;
    for (size_t i = 0; i < count; i++) {
        const char *name = entries[i].group ? entries[i].group : words_get(making->language, WORD_OTHERS);
        if (!group || strcmp(group, name)) {
            group = name;
            parent = flow_group(making->arena, making->root, ROLE_NONE);
            put(making, parent, STYLE_PART_HEAD, name)->role = ROLE_H2;
            parent = flow_group(making->arena, parent, ROLE_L);
        }
        put_person(making, parent, entries[i].person, entries[i].person->country != NULL);
    }
    if (!count)
        report_empty(making);
}

const struct part part_participants = {"participants", WORD_PARTICIPANTS, false, false, make_participants, NULL, NULL};

static void make_committees(struct making *making)
{
    for (size_t i = 0; i < making->volume->committee_count; i++) {
        const struct committee *committee = &making->volume->committees[i];
        struct flow *parent = flow_group(making->arena, making->root, ROLE_NONE);
        const char *name = local(making, &committee->name);
        if (name)
            put(making, parent, STYLE_PART_HEAD, name)->role = ROLE_H2;
        parent = flow_group(making->arena, parent, ROLE_L);
        for (size_t k = 0; k < committee->members.count; k++)
            put_person(making, parent, committee->members.at[k], true);
    }
}

const struct part part_committees = {"committees", WORD_COMMITTEES, false, false, make_committees, NULL, NULL};
