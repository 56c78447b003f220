/* blocks: THE table of block kinds, and a body in either form. */
#include "blocks/blocks.h"

#include <string.h>

#include "blocks/internal.h"

static const struct block_kind *const kinds[] = {
    &block_text, &block_heading, &block_figure, &block_table, &block_quote, &block_epigraph, &block_code, &block_note,
    &block_definitions, &block_lines, &block_signatures, &block_recommendation, &block_page_break,
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
    struct reader reader = reader_of(l);
    reader_unknown(&reader, DIAG_UNKNOWN_BLOCK, at->pos, word, "a body", names, KIND_COUNT);
}

static const struct key *shorthand_key(const struct record *record)
{
    const struct key *key = record->shorthand ? record->keys : NULL;
    while (key && strcmp(key->name, record->shorthand))
        key++;
    return key;
}

static bool has_key(const struct record *record, const char *name)
{
    for (const struct key *key = record->keys; key->name; key++)
        if (strcmp(key->name, name) == 0)
            return true;
    return false;
}

/* `- text: {en: …, fr: …}` is the text itself in two languages, not a map of the kind's keys. */
static bool is_versions(const struct record *record, const struct node *value)
{
    const struct key *key = shorthand_key(record);
    if (!key || (key->type != KEY_LOCALIZED && key->type != KEY_MARKDOWN) || !value->count)
        return false;
    for (size_t i = 0; i < value->count; i++)
        if (has_key(record, value->keys[i]->text) || !unicode_language_valid(value->keys[i]->text))
            return false;
    return true;
}

static struct node *new_map(struct arena *arena, struct pos pos, size_t room)
{
    struct node *map = arena_alloc(arena, sizeof *map);
    *map = (struct node){.kind = NODE_MAP, .pos = pos};
    map->keys = arena_alloc(arena, room * sizeof *map->keys);
    map->items = arena_alloc(arena, room * sizeof *map->items);
    return map;
}

static void add_pair(struct node *map, struct node *key, struct node *value)
{
    map->keys[map->count] = key;
    map->items[map->count++] = value;
}

/* What stands beside the kind's name. A value that is there already is reported. */
static void add_beside(struct lowering *l, struct node *keys, const struct node *block, size_t kind_at)
{
    const struct node *kind = block->keys[kind_at];
    size_t inside = keys->count;
    for (size_t i = 0; i < block->count; i++) {
        struct node *key = block->keys[i];
        size_t at = 0;
        while (at < inside && strcmp(keys->keys[at]->text, key->text))
            at++;
        if (i == kind_at)
            continue;
        if (at == inside)
            add_pair(keys, key, block->items[i]);
        else if (keys->items[at] == block->items[kind_at])
            diag(l->diags, DIAG_BLOCK_SAID_TWICE, key->pos, kind->text, key->text);
        else
            diag(l->diags, DIAG_YAML_DUPLICATE_KEY, key->pos, key->text,
                 arena_format(l->arena, "%u", keys->keys[at]->pos.line));
    }
}

/*
 * `- heading: Words` with `id: x` beside it, and `- figure: {image: …, id: x}`, are the same to the reader: one map
 * of the kind's keys.
 */
static struct node *block_keys(struct lowering *l, const struct node *block, size_t kind_at,
                               const struct block_kind *kind)
{
    struct node *value = block->items[kind_at], *name = block->keys[kind_at];
    bool map = value->kind == NODE_MAP && !is_versions(kind->record, value);
    struct node *keys = new_map(l->arena, name->pos, block->count + (map ? value->count : 1));
    if (map) {
        for (size_t i = 0; i < value->count; i++)
            add_pair(keys, value->keys[i], value->items[i]);
    } else if (!node_is_null(value)) {
        struct node *key = arena_copy(l->arena, name, sizeof *name);
        key->text = kind->record->shorthand;
        key->size = strlen(key->text);
        add_pair(keys, key, value);
    }
    add_beside(l, keys, block, kind_at);
    return keys;
}

/* A block of a body as it was read. */
struct read_block {
    const struct block_kind *kind; /* NULL: a mistake, which has been reported */
    void *record;                  /* NULL for a page break written as one word */
};

static const struct block_kind *read_word(struct lowering *l, const struct node *block)
{
    const struct block_kind *kind = find_kind(block->text);
    if (kind == &block_page_break)
        return kind;
    report_kind(l, block, block->text);
    return NULL;
}

static struct read_block read_map(struct lowering *l, const struct node *block)
{
    struct reader reader = reader_of(l);
    size_t at = 0;
    while (at < block->count && !find_kind(block->keys[at]->text))
        at++;
    if (at == block->count) {
        report_kind(l, block->keys[0], block->keys[0]->text);
        return (struct read_block){0};
    }
    const struct block_kind *kind = find_kind(block->keys[at]->text);
    const struct node *value = block->items[at];
    bool takes_map = !kind->record->shorthand && value->kind != NODE_MAP && !node_is_null(value);
    if (takes_map && !kind->record->keys->name) {
        diag(l->diags, DIAG_BLOCK_NO_VALUE, value->pos, kind->name);
        return (struct read_block){0};
    }
    void *record = reader_record(&reader, kind->record, takes_map ? value : block_keys(l, block, at, kind));
    return (struct read_block){record ? kind : NULL, record};
}

static struct read_block read_block(struct lowering *l, const struct node *block)
{
    if (block->kind == NODE_SCALAR)
        return (struct read_block){read_word(l, block), NULL};
    if (block->kind == NODE_MAP && block->count)
        return read_map(l, block);
    diag(l->diags, DIAG_BLOCK_NOT_MAP, block->pos);
    return (struct read_block){0};
}

/* The level of the first headings is that of the whole body: its blocks are parsed before one is lowered. */
static void lower_list_body(struct lowering *l, struct flow *parent, const struct node *body)
{
    struct read_block *blocks = arena_alloc(l->arena, body->count * sizeof *blocks);
    int base = NO_LEVEL;
    for (size_t i = 0; i < body->count; i++) {
        blocks[i] = read_block(l, body->items[i]);
        int level = blocks[i].kind && blocks[i].kind->parse ? blocks[i].kind->parse(l, blocks[i].record) : NO_LEVEL;
        base = level < base ? level : base;
    }
    l->heading_base = base;
    for (size_t i = 0; i < body->count; i++)
        if (blocks[i].kind)
            blocks[i].kind->lower(l, parent, blocks[i].record);
}

void blocks_lower_text(struct lowering *l, struct flow *parent, const struct node *scalar, const char *language,
                       enum style_id style)
{
    if (!scalar)
        return;
    struct md_block *first = parse_markdown(l, scalar, language);
    enum style_id style_before = l->text_style;
    const char *language_before = l->language;
    bool numbered = l->number_paragraphs;
    l->text_style = style;
    l->language = language;
    l->number_paragraphs = numbered && style == STYLE_BODY;
    l->heading_base = first_level(first);
    lower_blocks(l, parent, first);
    l->text_style = style_before;
    l->language = language_before;
    l->number_paragraphs = numbered;
}

void blocks_lower_version(struct lowering *l, struct flow *parent, const struct node *body, uint32_t source_file)
{
    if (source_file)
        body = markup_file_node(l->arena, l->sources, source_file);
    if (!body)
        return;
    if (body->kind == NODE_SCALAR)
        blocks_lower_text(l, parent, body, l->language, STYLE_BODY);
    else
        lower_list_body(l, parent, body);
}

void blocks_lower_body(struct lowering *l, struct flow *parent)
{
    if (l->document->parallel[0])
        blocks_lower_parallel(l, parent);
    else
        blocks_lower_version(l, parent, l->document->body, l->document->source_file);
}
