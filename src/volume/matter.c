/* volume: what stands before and after the sessions: built-in parts and documents. */
#include <string.h>

#include "volume/internal.h"

typedef VEC(struct matter) matter_list;

/* Parts of the format that this version does not have yet. Those that it has are handed in. */
static const char *const later_parts[] = {"cover", "bibliography"};

static bool is_among(const char *name, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

static bool is_part(const struct loader *loader, const char *name)
{
    return is_among(name, loader->names->parts, loader->names->part_count);
}

static const struct matter *find_part(const struct matter *list, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (list[i].part && strcmp(list[i].part, name) == 0)
            return &list[i];
    return NULL;
}

static void add_part(struct loader *loader, const struct node *name, const struct node *options,
                     const char *where, matter_list *out)
{
    if (!is_part(loader, name->text)) {
        if (is_among(name->text, later_parts, sizeof later_parts / sizeof *later_parts))
            diag(loader->diags, DIAG_READER_NOT_SUPPORTED, name->pos, name->text);
        else
            reader_unknown(&loader->reader, DIAG_VOLUME_UNKNOWN_PART, name->pos, name->text, where,
                           loader->names->parts, loader->names->part_count);
        return;
    }
    const struct volume *volume = loader->volume;
    const struct matter *first = find_part(volume->front, volume->front_count, name->text);
    if (first && node_is_null(node_get(volume->head.node, "front"))) {
        diag(loader->diags, DIAG_VOLUME_PART_IN_FRONT, name->pos, name->text);
        return;
    }
    first = first ? first : find_part(out->at, out->n, name->text);
    if (first) {
        diag(loader->diags, DIAG_VOLUME_PART_TWICE, name->pos, name->text, place_words(loader, first->pos));
        return;
    }
    struct matter matter = {.pos = name->pos, .part = name->text, .options = options};
    vec_push(loader->arena, out, matter);
}

static void add_document(struct loader *loader, const struct node *node, matter_list *out)
{
    static const struct key key = {.name = "document", .type = KEY_PATH};
    struct path_value path = {0};
    if (!reader_value(&loader->reader, &key, node, &path))
        return;
    struct matter matter = {.pos = node->pos, .document = read_document(loader, &path)};
    if (matter.document)
        vec_push(loader->arena, out, matter);
}

/* An entry `{built-in: {options}}`. */
static void add_part_with_options(struct loader *loader, const struct node *node, const char *where,
                                  matter_list *out)
{
    const struct node *options = node->count ? node->items[0] : NULL;
    if (node->count != 1) {
        diag(loader->diags, DIAG_VOLUME_MATTER_KEYS, node->pos, where);
        return;
    }
    if (!node_is_null(options) && options->kind != NODE_MAP) {
        diag(loader->diags, DIAG_READER_WRONG_TYPE, options->pos, node->keys[0]->text, "a mapping of options",
             options->kind == NODE_LIST ? "a list" : "text",
             "write {option: value}, or the part's name alone");
        return;
    }
    add_part(loader, node->keys[0], node_is_null(options) ? NULL : options, where, out);
}

static void read_matter(struct loader *loader, const struct node *node, const char *where, matter_list *out)
{
    static const struct key item = {.type = KEY_TEXT};
    if (node->kind != NODE_LIST) {
        struct key key = {.name = where, .type = KEY_LIST, .item = &item};
        struct list unused;
        reader_value(&loader->reader, &key, node, &unused);
        return;
    }
    for (size_t i = 0; i < node->count; i++) {
        const struct node *entry = node->items[i];
        if (node_is_null(entry) || entry->kind == NODE_LIST)
            diag(loader->diags, DIAG_READER_EMPTY_ITEM, entry->pos, where);
        else if (entry->kind == NODE_MAP)
            add_part_with_options(loader, entry, where, out);
        else if (strpbrk(entry->text, "./"))
            add_document(loader, entry, out);
        else
            add_part(loader, entry, NULL, where, out);
    }
}

static void add_default(struct loader *loader, const char *part, bool wanted, matter_list *out)
{
    struct matter matter = {.pos = loader->volume->head.pos, .part = part};
    if (wanted && is_part(loader, part))
        vec_push(loader->arena, out, matter);
}

void read_front(struct loader *loader, const struct node *node, bool has_sessions)
{
    struct volume *volume = loader->volume;
    matter_list out = {0};
    if (node) {
        read_matter(loader, node, "front", &out);
    } else if (volume->design->is_book) {
        add_default(loader, "title-page", true, &out);
        add_default(loader, "imprint", volume->imprint != NULL, &out);
        add_default(loader, "contents", true, &out);
        add_default(loader, "committees", volume->committee_count > 0, &out);
        add_default(loader, "programme", has_sessions, &out);
    }
    volume->front = out.at;
    volume->front_count = out.n;
}

void read_loose(struct loader *loader, const struct list *documents)
{
    const struct path_value *paths = documents->at;
    matter_list out = {0};
    for (size_t i = 0; i < documents->count; i++) {
        struct matter matter = {.pos = paths[i].pos, .document = read_document(loader, &paths[i])};
        if (matter.document)
            vec_push(loader->arena, &out, matter);
    }
    loader->volume->loose = out.at;
    loader->volume->loose_count = out.n;
}

static bool any_document(const struct loader *loader, bool (*has)(const struct document *document))
{
    for (size_t i = 0; i < loader->documents.n; i++)
        if (has(loader->documents.at[i]))
            return true;
    return false;
}

static bool has_authors(const struct document *document)
{
    return document->authors.count > 0;
}

static bool has_keywords(const struct document *document)
{
    return document->keywords.count > 0;
}

void read_back(struct loader *loader, const struct node *node)
{
    struct volume *volume = loader->volume;
    matter_list out = {0};
    if (node) {
        read_matter(loader, node, "back", &out);
    } else if (volume->design->is_book) {
        add_default(loader, "recommendations", loader->recommendation_count > 0, &out);
        add_default(loader, "sponsors", volume->sponsor_count > 0, &out);
        add_default(loader, "acronyms", volume->acronyms.count > 0, &out);
        add_default(loader, "author-index", any_document(loader, has_authors), &out);
        add_default(loader, "subject-index", volume->term_count > 0 || any_document(loader, has_keywords),
                    &out);
    }
    volume->back = out.at;
    volume->back_count = out.n;
}
