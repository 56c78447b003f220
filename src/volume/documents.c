/* volume: reading a document's file, and what one document alone can tell about its mistakes. */
#include <string.h>

#include "volume/internal.h"

static void remember_id(struct loader *loader, const char **id, struct pos pos)
{
    names_add(loader->arena, &loader->ids, *id, pos, loader->id_slots.n);
    vec_push(loader->arena, &loader->id_slots, id);
}

void add_id(struct loader *loader, const char **id, struct pos pos)
{
    for (const char *at = *id; *at; at++) {
        if ((unsigned char)*at > ' ' && !strchr("#\"'()<>[]{}\\`,", *at))
            continue;
        diag(loader->diags, DIAG_VOLUME_BAD_ID, pos, *id,
             *at == ' ' ? "a space" : arena_format(loader->arena, "“%c”", *at));
        return;
    }
    remember_id(loader, id, pos);
}

/* The position of a key's value; of the mapping where the key is absent. */
static struct pos value_pos(const struct node *map, const char *key)
{
    const struct node *value = node_get(map, key);
    return value ? value->pos : map->pos;
}

static void read_recommendations(struct loader *loader, struct document *document)
{
    struct recommendation *list = document->recommendations.at;
    for (size_t i = 0; i < document->recommendations.count; i++) {
        list[i].number = ++loader->recommendation_count;
        if (list[i].id)
            add_id(loader, &list[i].id, value_pos(list[i].head.node, "id"));
    }
}

static uint32_t read_source(struct loader *loader, struct document *document, const struct path_value *source)
{
    const char *own = real_path(loader->arena, document->path),
               *other = real_path(loader->arena, source->path);
    if (strcmp(own, other) == 0 || strcmp(other, loader->volume_file) == 0) {
        diag(loader->diags, DIAG_VOLUME_INCLUDES_ITSELF, source->pos, source->path);
        return 0;
    }
    const char *ending = strrchr(path_base(source->path), '.');
    if (!ending || (strcmp(ending, ".md") != 0 && strcmp(ending, ".txt") != 0)) {
        diag(loader->diags, DIAG_VOLUME_SOURCE_KIND, source->pos, source->name);
        return 0;
    }
    uint32_t file = load_file(loader, source);
    return file && yaml_check_bytes(loader->sources, file, loader->diags) ? file : 0;
}

/* The files of what is set, here or nowhere: those of the other editions are opened there. */
static void read_sources(struct loader *loader, struct document *document)
{
    struct version *versions = document->versions.at;
    for (size_t i = 0; i < document->versions.count; i++)
        if (versions[i].source.path && volume_leaves_unset(loader->volume, document, versions[i].language))
            versions[i].source_file = read_source(loader, document, &versions[i].source);
    for (int i = 0; i < 2; i++) {
        struct version *version = (struct version *)document->parallel[i];
        if (version && version->source.path)
            version->source_file = read_source(loader, document, &version->source);
    }
    if (document->parallel[0])
        document->source_file = document->parallel[0]->source_file;
    else if (document->source.path)
        document->source_file = read_source(loader, document, &document->source);
}

/* Text, or blocks, of which a page break alone shows nothing. */
static bool is_blank_body(const struct node *body)
{
    if (body->kind == NODE_SCALAR)
        return reader_is_blank(body->text, body->size) || strcmp(body->text, "page-break") == 0;
    for (size_t i = 0; i < body->count; i++)
        if (body->items[i]->kind != NODE_SCALAR || !is_blank_body(body->items[i]))
            return false;
    return true;
}

/* A body that is given but holds nothing: an author's text that has not come yet, or got lost. */
static void check_blank(struct loader *loader, const struct document *document)
{
    size_t size;
    const char *bytes = sources_bytes(loader->sources, document->source_file, &size);
    if (document->recommendations.count)
        return;
    if (document->body && is_blank_body(document->body))
        diag(loader->diags, DIAG_DOCUMENT_EMPTY, document->body->pos);
    else if (!document->body && bytes && reader_is_blank(bytes, size))
        diag(loader->diags, DIAG_DOCUMENT_EMPTY, document->source.pos);
}

static void check_body(struct loader *loader, struct document *document)
{
    const struct node *node = document->head.node;
    if (node_is_null(node_get(node, "body")) && node_is_null(node_get(node, "source")) &&
             !document->recommendations.count && !document->abstract.count)
        diag(loader->diags, DIAG_VOLUME_NO_BODY, document->head.pos);
    if (document->versions.node && !document->versions.count)
        diag(loader->diags, DIAG_DOCUMENT_EMPTY, document->versions.node->pos);
    read_sources(loader, document);
    check_blank(loader, document);
}

static void fill_document(struct loader *loader, struct document_input *input, const struct path_value *path)
{
    struct document *document = &input->document;
    document->path = path->path;
    if (document->id) {
        add_id(loader, &document->id, value_pos(document->head.node, "id"));
    } else {
        document->id = path_stem(loader->arena, path->path);
        remember_id(loader, &document->id, path->pos);
    }
    read_versions(loader, input);
    choose_versions(loader, input);
    read_people(loader, input->authors, "authors", &document->authors);
    read_people(loader, input->presenter, "presenter", &document->presenter);
    read_people(loader, input->on_behalf_of, "on-behalf-of", &document->on_behalf_of);
    read_recommendations(loader, document);
    check_body(loader, document);
}

/* A text or office file where a document's YAML is asked for: better said at once than by a YAML error. */
static bool is_of_other_kind(const char *path)
{
    static const char *const endings[] = {".md",  ".txt", ".pdf",  ".doc", ".docx",
                                          ".odt", ".rtf", ".html", ".tex"};
    const char *ending = strrchr(path_base(path), '.');
    for (size_t i = 0; ending && i < sizeof endings / sizeof *endings; i++)
        if (strcmp(ending, endings[i]) == 0)
            return true;
    return false;
}

/* Reports a document that the volume lists twice; else takes note of it. */
static bool is_new_document(struct loader *loader, const struct path_value *path)
{
    const char *name = real_path(loader->arena, path->path);
    for (size_t i = 0; i < loader->document_files.n; i++) {
        if (strcmp(loader->document_files.at[i].real_path, name) != 0)
            continue;
        diag(loader->diags, DIAG_VOLUME_DOCUMENT_TWICE, path->pos, path->name,
             place_words(loader, loader->document_files.at[i].pos));
        return false;
    }
    struct known_file file = {name, path->pos};
    vec_push(loader->arena, &loader->document_files, file);
    return true;
}

struct document *read_document(struct loader *loader, const struct path_value *path)
{
    if (is_of_other_kind(path->path)) {
        diag(loader->diags, DIAG_VOLUME_DOCUMENT_KIND, path->pos, path->name);
        return NULL;
    }
    if (!is_new_document(loader, path))
        return NULL;
    const struct node *root = load_yaml(loader, path);
    struct document_input *input = root ? reader_record(&loader->reader, &document_record, root) : NULL;
    if (!input)
        return NULL;
    fill_document(loader, input, path);
    vec_push(loader->arena, &loader->documents, &input->document);
    return &input->document;
}
