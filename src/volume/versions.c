/*
 * volume: a document's text in several languages: which of them is set, what stands side by side in a parallel
 * setting, and what is missing or older than its original.
 */
#include <string.h>

#include "volume/internal.h"

static bool is_tag(struct loader *loader, const struct node *tag, const char *key)
{
    if (unicode_language_valid(tag->text))
        return true;
    diag(loader->diags, DIAG_READER_TEXT_LANGUAGE, tag->pos, tag->text, key);
    return false;
}

static bool is_blank(const struct node *node)
{
    return node_is_null(node) || (node->kind == NODE_SCALAR && reader_is_blank(node->text, node->size));
}

/* The text of one language in `body` or `source`. False after a mistake, which was reported. */
static bool read_version(struct loader *loader, const struct node *value, bool is_body, struct version *version)
{
    const struct key path = {.name = version->language, .type = KEY_PATH};
    const struct key text = {.name = version->language, .type = KEY_TEXT};
    const char *nothing;
    if (!is_body)
        return reader_value(&loader->reader, &path, value, &version->source);
    version->body = value;
    return value->kind != NODE_MAP || reader_value(&loader->reader, &text, value, &nothing);
}

/* What is blank counts as missing. */
static void read_map(struct loader *loader, const struct node *map, bool is_body, struct list *out)
{
    struct version *versions = arena_alloc(loader->arena, map->count * sizeof *versions);
    out->at = versions;
    out->node = map;
    for (size_t i = 0; i < map->count; i++) {
        struct version version = {.language = map->keys[i]->text, .pos = map->items[i]->pos};
        if (is_tag(loader, map->keys[i], is_body ? "body" : "source") && !is_blank(map->items[i]) &&
            read_version(loader, map->items[i], is_body, &version))
            versions[out->count++] = version;
    }
}

static const struct version *find_version(const struct document *document, const char *language)
{
    const struct version *versions = document->versions.at, *found = NULL;
    for (size_t i = 0; language && i < document->versions.count; i++) {
        if (!reader_same_language(versions[i].language, language))
            continue;
        if (strcmp(versions[i].language, language) == 0)
            return &versions[i];
        found = found ? found : &versions[i];
    }
    return found;
}

/* "en" for a text in en-GB is that language, as the volume's is. */
static const char *narrower(const char *found, const char *wanted)
{
    return strlen(wanted) > strlen(found) ? wanted : found;
}

static void report_missing(struct loader *loader, struct pos pos, const char *wanted, const char *instead)
{
    diag(loader->diags, DIAG_DOCUMENT_UNTRANSLATED, pos, wanted, instead);
}

/* The text in the language that is wanted; else in that of the original. */
static void choose_version(struct loader *loader, struct document *document, const char *wanted)
{
    const struct version *found = find_version(document, wanted);
    const char *const others[] = {document->original, document->language, loader->own_language};
    bool missing = !found;
    for (size_t i = 0; !found && i < sizeof others / sizeof *others; i++)
        found = find_version(document, others[i]);
    found = found ? found : document->versions.at;
    if (missing)
        report_missing(loader, document->versions.node->pos, wanted, found->language);
    document->body = found->body;
    document->source = found->source;
    document->text_pos = found->pos;
    document->language = missing ? found->language : narrower(found->language, wanted);
}

/* Is some text in these blocks given by language, with this one among them? */
static bool has_text_in(const struct node *node, const char *language, int depth)
{
    enum { DEEPEST = 6 };
    if (node->kind == NODE_SCALAR || depth > DEEPEST)
        return false;
    for (size_t i = 0; i < node->count; i++) {
        bool tag = node->kind == NODE_MAP && reader_same_language(node->keys[i]->text, language);
        if (tag || has_text_in(node->items[i], language, depth + 1))
            return true;
    }
    return false;
}

/* A text that is given once is in the document's language, or where that is not said in the volume's own. */
static void place_single(struct loader *loader, struct document *document, const char *wanted)
{
    const char *own = document->language ? document->language : loader->own_language;
    bool text = document->body || document->source.path;
    bool translated = (!text && !document->language) || reader_same_language(own, wanted) ||
                      (document->body && document->body->kind == NODE_LIST && has_text_in(document->body, wanted, 0));
    document->text_pos = document->body ? document->body->pos : document->head.pos;
    document->language = translated ? wanted : own;
    if (!translated && loader->volume->edition_language)
        report_missing(loader, document->text_pos, wanted, own);
}

/* Two different languages in a list. False and nothing otherwise. */
static bool read_pair(struct loader *loader, const struct node *node, const char **pair)
{
    const struct key key = {.name = "parallel", .type = KEY_LANGUAGE};
    if (node->kind == NODE_SCALAR && strcmp(node->text, "false") == 0)
        return false;
    if (node->kind != NODE_LIST || node->count != 2) {
        diag(loader->diags, DIAG_VOLUME_PARALLEL, node->pos);
        return false;
    }
    bool wish = reader_value(&loader->reader, &key, node->items[0], &pair[0]);
    wish = reader_value(&loader->reader, &key, node->items[1], &pair[1]) && wish;
    if (wish && reader_same_language(pair[0], pair[1])) {
        diag(loader->diags, DIAG_VOLUME_PARALLEL, node->pos);
        return false;
    }
    return wish;
}

void check_parallel(struct loader *loader)
{
    const char *pair[2];
    if (loader->parallel)
        read_pair(loader, loader->parallel, pair);
}

/* Both texts of a parallel setting; where one is missing, the other stands alone. */
static void pair_versions(struct loader *loader, struct document *document, const struct node *node)
{
    const struct node *given = node_is_null(node) ? loader->parallel : node;
    const char *pair[2];
    if (!given || !(document->body || document->source.path || document->versions.count) ||
        !read_pair(loader, given, pair))
        return;
    const struct version *first = find_version(document, pair[0]), *second = find_version(document, pair[1]);
    if (first && second) {
        document->parallel[0] = first;
        document->parallel[1] = second;
        document->body = first->body;
        document->source = first->source;
        document->language = pair[0];
        return;
    }
    bool text = document->versions.count > 0;
    struct pos pos = text ? document->versions.node->pos : document->body ? document->body->pos : document->source.pos;
    for (int i = 0; i < 2; i++)
        if (text ? !find_version(document, pair[i]) : !reader_same_language(pair[i], document->language))
            report_missing(loader, pos, pair[i], document->language);
}

bool volume_leaves_unset(const struct volume *volume, const struct document *document, const char *language)
{
    if (volume->language_count && volume->edition_language != volume->languages[0])
        return false;
    for (size_t i = 0; i < volume->language_count; i++)
        if (reader_same_language(volume->languages[i], language))
            return false;
    for (int i = 0; i < 2; i++)
        if (document->parallel[i] && reader_same_language(document->parallel[i]->language, language))
            return false;
    return !reader_same_language(document->language, language);
}

/* A date by language. */
static void read_revised(struct loader *loader, const struct node *node, struct document *document)
{
    const char *original = document->original   ? document->original
                           : document->language ? document->language
                                                : loader->own_language;
    const struct key key = {.name = "revised", .type = KEY_DATE};
    struct date *dates = arena_alloc(loader->arena, (node->count + 1) * sizeof *dates);
    size_t of_original = node->count;
    if (node->kind != NODE_MAP) {
        diag(loader->diags, DIAG_VOLUME_REVISED, node->pos);
        return;
    }
    for (size_t i = 0; i < node->count; i++) {
        dates[i].hour = -1;
        if (is_tag(loader, node->keys[i], "revised") && !node_is_null(node->items[i]))
            reader_value(&loader->reader, &key, node->items[i], &dates[i]);
        if (date_is_set(dates[i]) && reader_same_language(node->keys[i]->text, original))
            of_original = i;
        if (date_is_set(dates[i]) && (!date_is_set(document->revised) || date_compare(document->revised, dates[i]) < 0))
            document->revised = dates[i];
    }
    for (size_t i = 0; of_original < node->count && i < node->count; i++)
        if (date_is_set(dates[i]) && dates_compare(dates[i], dates[of_original]) < 0)
            diag(loader->diags, DIAG_DOCUMENT_OUTDATED, node->items[i]->pos, node->keys[i]->text,
                 node->items[i]->text, node->keys[of_original]->text, node->items[of_original]->text);
}

/* Before choose_document_language: the model's `language` is then what the document says. */
void read_versions(struct loader *loader, struct document_input *input)
{
    static const struct key path = {.name = "source", .type = KEY_PATH};
    struct document *document = &input->document;
    const struct node *source = node_is_null(input->source) ? NULL : input->source;
    if (!node_is_null(input->revised))
        read_revised(loader, input->revised, document);
    if (document->body && source)
        diag(loader->diags, DIAG_VOLUME_BODY_AND_SOURCE, source->pos);
    if (document->body && document->body->kind == NODE_MAP) {
        read_map(loader, document->body, true, &document->versions);
        document->body = NULL;
    }
    if (source && source->kind == NODE_MAP && !document->versions.node && !document->body)
        read_map(loader, source, false, &document->versions);
    else if (source && source->kind != NODE_MAP)
        reader_value(&loader->reader, &path, source, &document->source);
}

void choose_versions(struct loader *loader, struct document_input *input)
{
    struct document *document = &input->document;
    const struct volume *volume = loader->volume;
    const char *wanted = volume->edition_language   ? volume->edition_language
                         : document->language ? document->language
                                              : volume->language;
    if (document->versions.count)
        choose_version(loader, document, wanted);
    else
        place_single(loader, document, wanted);
    pair_versions(loader, document, input->parallel);
}
