/* volume: the registry of people, and lists that refer to it or name persons in place. */
#include <string.h>

#include "volume/internal.h"

static bool has_name(const struct person *person)
{
    return person->name || person->family || person->given;
}

static void check_person(struct loader *loader, const struct person *person)
{
    if (!has_name(person))
        diag(loader->diags, DIAG_VOLUME_PERSON_NO_NAME, person->head.pos);
    else if (person->name && (person->family || person->given))
        diag(loader->diags, DIAG_VOLUME_PERSON_TWO_NAMES, node_get(person->head.node, "name")->pos);
    const char *fault = person->orcid ? orcid_fault(loader->arena, person->orcid) : NULL;
    if (fault)
        diag(loader->diags, DIAG_VOLUME_NUMBER, node_get(person->head.node, "orcid")->pos, "ORCID iD",
             person->orcid, fault);
}

static const struct person *find_person(const struct loader *loader, const char *id)
{
    const struct name *found = names_find(&loader->person_ids, id);
    return found ? loader->volume->people.at[found->index] : NULL;
}

static void report_duplicate_person(struct loader *loader, const struct name *again, const struct name *first)
{
    diag(loader->diags, DIAG_VOLUME_DUPLICATE_PERSON, again->pos, again->name,
         place_words(loader, first->pos));
}

static void fill_registry(struct loader *loader, const struct list *list)
{
    const struct person **people = arena_alloc(loader->arena, list->count * sizeof *people);
    for (size_t i = 0; i < list->count; i++) {
        const struct person *person = people[i] = &((const struct person *)list->at)[i];
        check_person(loader, person);
        if (person->id)
            names_add(loader->arena, &loader->person_ids, person->id, node_get(person->head.node, "id")->pos,
                      i);
    }
    names_sort(&loader->person_ids);
    names_repeated(loader, &loader->person_ids, report_duplicate_person);
    loader->volume->people.at = people;
    loader->volume->people.count = list->count;
}

void read_registry(struct loader *loader, const struct node *node)
{
    static const struct key item = {.type = KEY_RECORD, .record = &person_record};
    static const struct key key = {.name = "people", .type = KEY_LIST, .item = &item};
    struct list list = {0};
    if (!read_list_or_file(loader, &key, node, &list))
        return;
    fill_registry(loader, &list);
}

static void report_unknown_person(struct loader *loader, const struct node *node, const char *id)
{
    const char *nearest = names_nearest(loader->arena, &loader->person_ids, id);
    const char *remedy = "add the person to the volume's “people”, or write {given: …, family: …} in place";
    if (nearest)
        remedy =
            arena_format(loader->arena, "write “%s”, or add the person to the volume's “people”", nearest);
    diag(loader->diags, DIAG_VOLUME_UNKNOWN_PERSON, node->pos, id, remedy);
}

static const struct person *refer_to_person(struct loader *loader, const struct node *node)
{
    static const struct key key = {.name = "id", .type = KEY_TEXT};
    const char *id = NULL;
    if (!reader_value(&loader->reader, &key, node, &id) || !id)
        return NULL;
    const struct person *person = find_person(loader, id);
    if (!person)
        report_unknown_person(loader, node, id);
    return person;
}

/* A person written in place; `{id: johnson}` alone refers to the registry. */
static const struct person *read_person(struct loader *loader, const struct node *node)
{
    if (node->count == 1 && strcmp(node->keys[0]->text, "id") == 0)
        return refer_to_person(loader, node->items[0]);
    const struct person *person = reader_record(&loader->reader, &person_record, node);
    if (!person)
        return NULL;
    if (person->id)
        diag(loader->diags, DIAG_VOLUME_PERSON_ID_IN_PLACE, node_get(node, "id")->pos);
    check_person(loader, person);
    return person;
}

void read_people(struct loader *loader, const struct node *node, const char *key, struct person_list *out)
{
    VEC(const struct person *) people = {0};
    size_t count = !node ? 0 : node->kind == NODE_LIST ? node->count : 1;
    for (size_t i = 0; i < count; i++) {
        const struct node *item = node->kind == NODE_LIST ? node->items[i] : node;
        const struct person *person = NULL;
        if (node_is_null(item))
            diag(loader->diags, DIAG_READER_EMPTY_ITEM, item->pos, key);
        else if (item->kind == NODE_LIST)
            diag(loader->diags, DIAG_READER_WRONG_TYPE, item->pos, key, "ids and persons", "a list in a list",
                 "delete one pair of brackets");
        else
            person = item->kind == NODE_MAP ? read_person(loader, item) : refer_to_person(loader, item);
        if (person)
            vec_push(loader->arena, &people, person);
    }
    out->at = people.at;
    out->count = people.n;
}
