/*
 * blocks: a document's texts in languages that are set nowhere: read for their mistakes alone. What is made of them is
 * not kept in the book.
 */
#include "blocks/internal.h"

static void read_unset(struct lowering *l, const struct node *body, uint32_t source_file, const char *language)
{
    struct gathering unused = {0};
    struct lowering other = *l;
    other.language = language;
    other.terms = NULL;
    other.gathering = &unused;
    other.note_prefix = arena_format(l->arena, "%s.%s", l->note_prefix, language);
    blocks_lower_version(&other, new_group(l, NULL, ROLE_NONE, POS_NONE), body, source_file);
}

/* Text by language: {en: …, fr: …}, of which `id: …` alone, a language, too, is none. */
static bool is_text_by_language(const struct node *node)
{
    for (size_t i = 0; i < node->count; i++)
        if (node->items[i]->kind != NODE_SCALAR || !unicode_language_valid(node->keys[i]->text))
            return false;
    return node->count > 1;
}

/* Reads the blocks once more in each language that some text in them has and none is set in. */
static void find_languages(struct lowering *l, const struct node *node, struct name_set *seen, int depth)
{
    enum { DEEPEST = 6 };
    bool map = node->kind == NODE_MAP, texts = map && is_text_by_language(node);
    for (size_t i = 0; node->kind != NODE_SCALAR && depth < DEEPEST && i < node->count; i++) {
        const char *language = texts ? node->keys[i]->text : NULL;
        if (!language)
            find_languages(l, node->items[i], seen, depth + 1);
        else if (volume_leaves_unset(l->volume, l->document, language) && name_set_add(l->arena, seen, language))
            read_unset(l, l->document->body, 0, language);
    }
}

void blocks_read_unset(struct lowering *l)
{
    const struct document *document = l->document;
    const struct version *versions = document->versions.at;
    struct name_set seen = {0};
    for (size_t i = 0; i < document->versions.count; i++)
        if (volume_leaves_unset(l->volume, document, versions[i].language))
            read_unset(l, versions[i].body, versions[i].source_file, versions[i].language);
    if (document->body && document->body->kind == NODE_LIST)
        find_languages(l, document->body, &seen, 0);
}
