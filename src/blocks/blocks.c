/* blocks: THE table of block kinds, and a body in either form. */
#include "blocks/blocks.h"

#include <string.h>

#include "blocks/internal.h"

static const struct block_kind *const kinds[] = {
    &block_text, &block_heading, &block_figure, &block_table, &block_quote, &block_code, &block_note,
    &block_recommendation, &block_page_break,
};
enum { KIND_COUNT = sizeof kinds / sizeof *kinds };

const struct block_kind *const *blocks_kinds(size_t *count)
{
    *count = KIND_COUNT;
    return kinds;
}

static const struct block_kind *find_kind(const char *name)
{
    for (size_t i = 0; i < KIND_COUNT; i++)
        if (strcmp(kinds[i]->name, name) == 0)
            return kinds[i];
    return NULL;
}

static void report_kind(struct lowering *l, const struct node *at, const char *word)
{
    const char *names[KIND_COUNT];
    for (size_t i = 0; i < KIND_COUNT; i++)
        names[i] = kinds[i]->name;
    struct reader reader = {l->arena, l->sources, l->diags};
    reader_unknown(&reader, DIAG_UNKNOWN_BLOCK, at->pos, word, "a body", names, KIND_COUNT);
}

static void add_pair(struct arena *arena, struct node *map, struct node *key, struct node *value)
{
    size_t n = map->count;
    struct node **keys = arena_alloc(arena, (n + 1) * sizeof *keys);
    struct node **items = arena_alloc(arena, (n + 1) * sizeof *items);
    if (n) {
        memcpy(keys, map->keys, n * sizeof *keys);
        memcpy(items, map->items, n * sizeof *items);
    }
    keys[n] = key;
    items[n] = value;
    map->keys = keys;
    map->items = items;
    map->count = n + 1;
}

/*
 * `- heading: Words` with `id: x` beside it, and `- figure: {image: …, id: x}`, are the same to the reader: one map
 * of the kind's keys.
 */
static struct node *block_keys(struct lowering *l, const struct node *block, size_t kind_at,
                               const struct block_kind *kind)
{
    struct node *value = block->items[kind_at];
    struct node *keys = arena_alloc(l->arena, sizeof *keys);
    *keys = (struct node){.kind = NODE_MAP, .pos = block->keys[kind_at]->pos};
    if (value->kind == NODE_MAP)
        for (size_t i = 0; i < value->count; i++)
            add_pair(l->arena, keys, value->keys[i], value->items[i]);
    else if (!node_is_null(value) && kind->record->shorthand) {
        struct node *key = arena_alloc(l->arena, sizeof *key);
        *key = *block->keys[kind_at];
        key->text = kind->record->shorthand;
        key->size = strlen(key->text);
        add_pair(l->arena, keys, key, value);
    }
    for (size_t i = 0; i < block->count; i++)
        if (i != kind_at)
            add_pair(l->arena, keys, block->keys[i], block->items[i]);
    return keys;
}

static void lower_block(struct lowering *l, struct flow *parent, const struct node *block)
{
    struct reader reader = {l->arena, l->sources, l->diags};
    if (block->kind == NODE_SCALAR) {
        const struct block_kind *kind = find_kind(block->text);
        if (kind == &block_page_break)
            kind->lower(l, parent, NULL);
        else
            report_kind(l, block, block->text);
        return;
    }
    if (block->kind == NODE_LIST || !block->count) {
        diag(l->diags, DIAG_BLOCK_NOT_MAP, block->pos);
        return;
    }
    size_t at = 0;
    while (at < block->count && !find_kind(block->keys[at]->text))
        at++;
    if (at == block->count) {
        report_kind(l, block->keys[0], block->keys[0]->text);
        return;
    }
    const struct block_kind *kind = find_kind(block->keys[at]->text);
    void *read = reader_record(&reader, kind->record, block_keys(l, block, at, kind));
    if (read)
        kind->lower(l, parent, read);
}

static int lowest_level(const struct md_block *block, int least)
{
    for (; block; block = block->next) {
        if (block->kind == MD_HEADING && block->level < least)
            least = block->level;
        least = lowest_level(block->first, least);
    }
    return least;
}

const char *note_label(struct lowering *l, const char *label)
{
    return arena_format(l->arena, "%s:%s", l->note_prefix, label);
}

void prepare_para(struct lowering *l, struct para *para)
{
    struct span *spans = (struct span *)para->spans; /* fresh from markup, not yet shared */
    for (uint32_t i = 0; i < para->span_count; i++)
        if (spans[i].kind == SPAN_NOTE)
            spans[i].note = note_label(l, spans[i].note);
    if (l->terms)
        terms_mark(l->arena, l->terms, para);
}

struct md_block *parse_markdown(struct lowering *l, const struct node *scalar, const char *language)
{
    struct md_options options = {language, l->note_count + 1};
    struct md_block *root = markup_parse(l->arena, l->sources, scalar, &options, l->diags);
    l->note_count += markup_note_count(root);
    return root;
}

struct para *blocks_inline(struct lowering *l, const struct node *scalar, const char *language)
{
    struct md_options options = {language, l->note_count + 1};
    if (!scalar)
        return NULL;
    struct para *para = markup_parse_inline(l->arena, l->sources, scalar, &options, l->diags);
    if (!para || !para->length)
        return NULL;
    prepare_para(l, para);
    return para;
}

/* Each text has its own notes: labels are made unique by a prefix that counts. */
static void next_notes(struct lowering *l)
{
    l->note_prefix = arena_format(l->arena, "%s+", l->note_prefix);
}

void blocks_lower_text(struct lowering *l, struct flow *parent, const struct node *scalar, const char *language,
                       enum style_id style)
{
    if (!scalar)
        return;
    struct md_block *root = parse_markdown(l, scalar, language);
    enum style_id style_before = l->text_style;
    bool numbered = l->number_paragraphs;
    l->text_style = style;
    l->number_paragraphs = numbered && style == STYLE_BODY;
    l->heading_base = lowest_level(root->first, 6);
    next_notes(l);
    lower_blocks(l, parent, root->first);
    l->text_style = style_before;
    l->number_paragraphs = numbered;
}

/* The version for a language: its exact tag, else its primary subtag, else the first. */
static const struct node *body_in(const struct node *versions, const char *language)
{
    const struct node *version = node_get(versions, language);
    size_t primary = strcspn(language, "-");
    for (size_t i = 0; i < versions->count && !version; i++)
        if (strncmp(versions->keys[i]->text, language, primary) == 0 && !versions->keys[i]->text[primary])
            version = versions->items[i];
    return version ? version : versions->count ? versions->items[0] : NULL;
}

void blocks_lower_body(struct lowering *l, struct flow *parent)
{
    const struct document *document = l->document;
    if (document->source_file) {
        struct node *whole = markup_file_node(l->arena, l->sources, document->source_file);
        blocks_lower_text(l, parent, whole, l->language, STYLE_BODY);
        return;
    }
    const struct node *body = document->body;
    if (body && body->kind == NODE_MAP) {
        body = body_in(body, l->language);
    }
    if (!body)
        return;
    if (body->kind == NODE_SCALAR)
        blocks_lower_text(l, parent, body, l->language, STYLE_BODY);
    else if (body->kind == NODE_LIST)
        for (size_t i = 0; i < body->count; i++)
            lower_block(l, parent, body->items[i]);
}
