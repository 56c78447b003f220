/*
 * yaml: libyaml's events → nodes. Events come one at a time, so depth and number of values are limited before
 * anything grows; an alias counts as much as what it stands for ("billion laughs").
 */
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "yaml/internal.h"

enum { DEEPEST = 64, MOST_NODES = 1000000, MOST_ANCHORS = 100 };

/* How much a node is with everything in it, aliases followed. */
struct extent {
    size_t count;
    int height;
};

struct anchor {
    const char *name;
    struct node *node; /* NULL until it is complete: an alias inside its own anchor stands for nothing */
    struct extent extent;
};

struct loader {
    struct arena *arena;
    const struct sources *sources;
    struct diags *diags;
    uint32_t file;
    yaml_parser_t parser;
    struct excerpt excerpt; /* empty when the file is read whole */
    VEC(struct anchor) anchors;
    size_t count; /* nodes so far, aliases followed */
    struct pos bracket; /* the innermost [ or { that is open */
    bool stopped; /* the rest of the file cannot be read; reported, unless an excerpt was read */
};

typedef VEC(struct node *) node_list;

static struct pos pos_of(const struct loader *loader, yaml_mark_t mark)
{
    return (struct pos){loader->file, excerpt_line(&loader->excerpt, (uint32_t)mark.line) + 1,
                        (uint32_t)mark.column + 1};
}

static void stop(struct loader *loader, enum diag_id id, struct pos pos, const char *word)
{
    diag(loader->diags, id, pos, word);
    loader->stopped = true;
}

static bool next_event(struct loader *loader, yaml_event_t *event)
{
    yaml_parser_t *parser = &loader->parser;
    if (loader->stopped)
        return false;
    if (yaml_parser_parse(parser, event))
        return true;
    loader->stopped = true;
    if (loader->excerpt.literals.n) /* the whole will say it better */
        return false;
    struct syntax_problem problem = {.problem = parser->problem,
                                     .context = parser->context,
                                     .line = (int64_t)parser->problem_mark.line,
                                     .column = (int64_t)parser->problem_mark.column,
                                     .context_line =
                                         parser->context ? (int64_t)parser->context_mark.line : -1,
                                     .context_column = (int64_t)parser->context_mark.column,
                                     .bracket = loader->bracket};
    report_syntax(loader->arena, loader->sources, loader->file, loader->diags, &problem);
    return false;
}

static const char *anchor_of(const yaml_event_t *event)
{
    yaml_char_t *name = event->type == YAML_SCALAR_EVENT           ? event->data.scalar.anchor
                        : event->type == YAML_SEQUENCE_START_EVENT ? event->data.sequence_start.anchor
                        : event->type == YAML_MAPPING_START_EVENT  ? event->data.mapping_start.anchor
                                                                   : NULL;
    return (const char *)name;
}

/* libyaml's mark is at the anchor where there is one; the value stands behind it, perhaps on another line. */
static struct pos value_pos(const struct loader *loader, const yaml_event_t *event)
{
    struct pos pos = pos_of(loader, event->start_mark);
    if (!anchor_of(event))
        return pos;
    struct cursor cursor = cursor_at(loader->sources, pos);
    while (cursor.at < cursor.end && !strchr(" \t\r\n,]}", *cursor.at))
        cursor_step(&cursor);
    for (;;) {
        while (cursor.at < cursor.end && strchr(" \t\r\n", *cursor.at))
            cursor_step(&cursor);
        if (cursor.at == cursor.end || *cursor.at != '#')
            return cursor.pos;
        while (!cursor_at_line_end(&cursor))
            cursor_step(&cursor);
    }
}

/* Finds the indent of a `|` scalar: what a source line has more than its line of text. */
static void place_literal(const struct loader *loader, struct node *node)
{
    const char *text = node->text, *end = text + node->size, *source;
    uint32_t line = node->pos.line + 1;
    size_t size;
    for (; text < end && *text == '\n'; text++)
        line++;
    const char *line_end = memchr(text, '\n', (size_t)(end - text));
    size_t text_size = (size_t)((line_end ? line_end : end) - text);
    source = sources_line(loader->sources, loader->file, line, &size);
    if (source && size >= text_size && text_size > 0)
        node->indent = (uint32_t)(size - text_size);
    if (node->size)
        node->pos = (struct pos){loader->file, node->pos.line + 1, node->indent + 1};
}

/* Escapes in double quotes may make characters that no file may hold. */
static void check_escapes(struct loader *loader, const struct node *node)
{
    const char *at = node->text, *end = at + node->size;
    char word[16];
    while (at < end) {
        size_t offset = (size_t)(at - node->text);
        uint32_t c = utf8_next(&at, end);
        if (c == '\t' || c == '\n' || (c >= 0x20 && c < 0x7F) ||
            (c >= 0xA0 && c != 0x2029 && c != 0xFFFE && c != 0xFFFF))
            continue;
        snprintf(word, sizeof word, "U+%04X", (unsigned)c);
        diag(loader->diags, DIAG_YAML_BAD_CHARACTER, node_pos(loader->sources, node, offset), word);
        return;
    }
}

static struct node *new_node(struct loader *loader, enum node_kind kind, const yaml_event_t *event)
{
    struct node *node = arena_alloc(loader->arena, sizeof *node);
    node->kind = kind;
    node->pos = value_pos(loader, event);
    node->text = "";
    return node;
}

static struct node *read_scalar(struct loader *loader, const yaml_event_t *event)
{
    struct node *node = new_node(loader, NODE_SCALAR, event);
    const char *value = (const char *)event->data.scalar.value;
    yaml_scalar_style_t style = event->data.scalar.style;
    const struct literal *literal = NULL;
    node->size = event->data.scalar.length;
    node->plain = style == YAML_PLAIN_SCALAR_STYLE;
    node->literal = style == YAML_LITERAL_SCALAR_STYLE;
    if (node->literal)
        literal = excerpt_next(&loader->excerpt, (uint32_t)event->start_mark.line, value, node->size);
    if (literal)
        node->size = literal->size;
    node->text = literal ? literal->text : arena_string(loader->arena, value, node->size);
    if (node->literal)
        place_literal(loader, node);
    if (style == YAML_DOUBLE_QUOTED_SCALAR_STYLE)
        check_escapes(loader, node);
    return node;
}

static void check_tag(struct loader *loader, const yaml_event_t *event)
{
    yaml_char_t *tag = event->type == YAML_SCALAR_EVENT           ? event->data.scalar.tag
                       : event->type == YAML_SEQUENCE_START_EVENT ? event->data.sequence_start.tag
                       : event->type == YAML_MAPPING_START_EVENT  ? event->data.mapping_start.tag
                                                                  : NULL;
    if (tag)
        diag(loader->diags, DIAG_YAML_TAG, pos_of(loader, event->start_mark));
}

/* Number of the new anchor from 1; 0: the node has none. */
static size_t open_anchor(struct loader *loader, const yaml_event_t *event)
{
    const char *name = anchor_of(event);
    if (!name)
        return 0;
    if (loader->anchors.n == MOST_ANCHORS) {
        stop(loader, DIAG_YAML_TOO_MANY_ANCHORS, pos_of(loader, event->start_mark), "100");
        return 0;
    }
    struct anchor anchor = {.name = arena_strdup(loader->arena, name)};
    vec_push(loader->arena, &loader->anchors, anchor);
    return loader->anchors.n;
}

static void close_anchor(struct loader *loader, size_t number, struct node *node, struct extent extent)
{
    if (!number)
        return;
    loader->anchors.at[number - 1].node = node;
    loader->anchors.at[number - 1].extent = extent;
}

/* An unknown alias becomes the text that stands there, so that it is reported once. */
static struct node *read_alias(struct loader *loader, const yaml_event_t *event, struct extent *extent)
{
    const char *name = (const char *)event->data.alias.anchor;
    for (size_t i = loader->anchors.n; i > 0; i--) {
        const struct anchor *anchor = &loader->anchors.at[i - 1];
        if (!anchor->node || strcmp(anchor->name, name) != 0)
            continue;
        *extent = anchor->extent;
        return anchor->node;
    }
    struct node *node = new_node(loader, NODE_SCALAR, event);
    diag(loader->diags, DIAG_YAML_UNKNOWN_ALIAS, node->pos, name);
    node->text = arena_format(loader->arena, "*%s", name);
    node->size = strlen(node->text);
    return node;
}

static struct node *read_node(struct loader *loader, yaml_event_t *event, int depth, struct extent *extent);

static void add_extent(struct extent *whole, struct extent part)
{
    whole->count += part.count;
    if (whole->height < part.height + 1)
        whole->height = part.height + 1;
}

static void read_list(struct loader *loader, struct node *list, int depth, struct extent *extent)
{
    node_list items = {0};
    yaml_event_t event;
    while (next_event(loader, &event) && event.type != YAML_SEQUENCE_END_EVENT) {
        struct extent part = {1, 1};
        struct node *item = read_node(loader, &event, depth + 1, &part);
        add_extent(extent, part);
        vec_push(loader->arena, &items, item);
    }
    if (!loader->stopped)
        yaml_event_delete(&event);
    list->items = items.at;
    list->count = items.n;
}

/* May the key stand in a mapping at all? Reports why not. */
static bool check_key(struct loader *loader, const struct node *key)
{
    if (key->kind != NODE_SCALAR) {
        diag(loader->diags, DIAG_YAML_KEY_NOT_TEXT, key->pos,
             key->kind == NODE_LIST ? "a list" : "a mapping");
        return false;
    }
    if (key->plain && strcmp(key->text, "<<") == 0) {
        diag(loader->diags, DIAG_YAML_MERGE_KEY, key->pos);
        return false;
    }
    return true;
}

static int by_place(struct pos a, struct pos b)
{
    if (a.line != b.line)
        return a.line < b.line ? -1 : 1;
    return (a.column > b.column) - (a.column < b.column);
}

static int by_key(const void *left, const void *right)
{
    const struct node *a = *(struct node *const *)left, *b = *(struct node *const *)right;
    int order = strcmp(a->text, b->text);
    return order ? order : by_place(a->pos, b->pos);
}

static void check_duplicate_keys(struct loader *loader, const struct node *map)
{
    if (map->count < 2)
        return;
    struct node **keys = arena_copy(loader->arena, map->keys, map->count * sizeof *keys);
    qsort(keys, map->count, sizeof *keys, by_key);
    size_t first = 0;
    char line[16];
    for (size_t i = 1; i < map->count; i++) {
        if (strcmp(keys[first]->text, keys[i]->text) != 0) {
            first = i;
            continue;
        }
        snprintf(line, sizeof line, "%u", keys[first]->pos.line);
        diag(loader->diags, DIAG_YAML_DUPLICATE_KEY, keys[i]->pos, keys[i]->text, line);
    }
}

static void read_map(struct loader *loader, struct node *map, int depth, struct extent *extent)
{
    node_list keys = {0}, values = {0};
    yaml_event_t event;
    while (next_event(loader, &event) && event.type != YAML_MAPPING_END_EVENT) {
        struct extent part = {1, 1}, value_part = {1, 1};
        struct node *key = read_node(loader, &event, depth + 1, &part);
        if (!next_event(loader, &event))
            break;
        struct node *value = read_node(loader, &event, depth + 1, &value_part);
        add_extent(extent, part);
        add_extent(extent, value_part);
        if (!check_key(loader, key))
            continue;
        vec_push(loader->arena, &keys, key);
        vec_push(loader->arena, &values, value);
    }
    if (!loader->stopped)
        yaml_event_delete(&event);
    map->keys = keys.at;
    map->items = values.at;
    map->count = keys.n;
    check_duplicate_keys(loader, map);
}

static bool is_bracket(const yaml_event_t *event)
{
    return event->type == YAML_SEQUENCE_START_EVENT
               ? event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE
               : event->type == YAML_MAPPING_START_EVENT &&
                     event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
}

/* Reads the value that `event` begins and deletes the event. Never NULL; incomplete when reading stopped. */
static struct node *read_node(struct loader *loader, yaml_event_t *event, int depth, struct extent *extent)
{
    struct node *node;
    check_tag(loader, event);
    size_t anchor = open_anchor(loader, event);
    if (event->type == YAML_ALIAS_EVENT) {
        node = read_alias(loader, event, extent);
        loader->count += extent->count;
    } else if (event->type == YAML_SCALAR_EVENT) {
        node = read_scalar(loader, event);
        loader->count++;
    } else {
        bool list = event->type == YAML_SEQUENCE_START_EVENT;
        node = new_node(loader, list ? NODE_LIST : NODE_MAP, event);
        loader->count++;
        struct pos outer = loader->bracket;
        if (is_bracket(event))
            loader->bracket = node->pos;
        if (depth < DEEPEST)
            (list ? read_list : read_map)(loader, node, depth, extent);
        loader->bracket = outer;
    }
    struct pos pos = pos_of(loader, event->start_mark);
    yaml_event_delete(event);
    if (!loader->stopped && depth + extent->height > DEEPEST)
        stop(loader, DIAG_YAML_TOO_DEEP, pos, "64");
    if (!loader->stopped && loader->count > MOST_NODES)
        stop(loader, DIAG_YAML_TOO_MANY_NODES, pos, "1,000,000");
    close_anchor(loader, anchor, node, *extent);
    return node;
}

static struct node *read_stream(struct loader *loader)
{
    yaml_event_t event;
    struct node *root = NULL;
    for (bool more = true; more && next_event(loader, &event);) {
        more = event.type != YAML_STREAM_END_EVENT;
        struct extent extent = {1, 1};
        if (event.type == YAML_DOCUMENT_START_EVENT && root)
            stop(loader, DIAG_YAML_SEVERAL_DOCUMENTS, pos_of(loader, event.start_mark), NULL);
        bool is_value = event.type == YAML_SCALAR_EVENT || event.type == YAML_SEQUENCE_START_EVENT ||
                        event.type == YAML_MAPPING_START_EVENT || event.type == YAML_ALIAS_EVENT;
        if (is_value)
            root = read_node(loader, &event, 0, &extent);
        else
            yaml_event_delete(&event);
    }
    if (loader->stopped)
        return NULL;
    if (!root || node_is_null(root)) {
        root = arena_alloc(loader->arena, sizeof *root);
        *root = (struct node){.kind = NODE_MAP, .pos = {loader->file, 1, 1}, .text = ""};
    }
    return root;
}

static struct node *read_bytes(struct loader *loader, const char *bytes, size_t size)
{
    if (!yaml_parser_initialize(&loader->parser)) {
        stop(loader, DIAG_YAML_SYNTAX, (struct pos){loader->file, 0, 0}, "no memory");
        return NULL;
    }
    yaml_parser_set_encoding(&loader->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&loader->parser, (const unsigned char *)bytes, size);
    struct node *root = read_stream(loader);
    yaml_parser_delete(&loader->parser);
    return root;
}

/* Reads the file's excerpt, if it has one that is one. What was found wrong counts only then. */
static struct node *read_excerpt(const struct loader *whole, const char *bytes, size_t size)
{
    struct loader loader = *whole;
    struct node *root = NULL;
    if (!excerpt_make(loader.arena, &loader.excerpt, bytes, size))
        return NULL;
    loader.diags = diags_new(loader.arena, loader.sources);
    root = read_bytes(&loader, loader.excerpt.bytes.at, loader.excerpt.bytes.n);
    if (!excerpt_holds(&loader.excerpt))
        root = NULL;
    if (root)
        diags_merge(whole->diags, loader.diags);
    diags_free(loader.diags);
    excerpt_free(&loader.excerpt);
    return root;
}

struct node *yaml_read(struct arena *arena, const struct sources *sources, uint32_t file, struct diags *diags)
{
    struct loader loader = {.arena = arena, .sources = sources, .diags = diags, .file = file};
    if (!yaml_check_bytes(sources, file, diags))
        return NULL;
    size_t size;
    const char *bytes = sources_bytes(sources, file, &size);
    if (size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
        bytes += 3;
        size -= 3;
    }
    struct node *root = read_excerpt(&loader, bytes, size);
    return root ? root : read_bytes(&loader, bytes, size);
}
