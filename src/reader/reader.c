/* reader: checks a node against a key table and fills the record's struct. */
#include <string.h>

#include "reader/internal.h"

static void *field(void *record, const struct key *key)
{
    return (char *)record + key->offset;
}

static size_t value_size(const struct key *key)
{
    switch (key->type) {
    case KEY_TEXT:
    case KEY_LANGUAGE: return sizeof(const char *);
    case KEY_LOCALIZED:
    case KEY_MARKDOWN: return sizeof(struct localized);
    case KEY_BOOL: return sizeof(enum tristate);
    case KEY_INT:
    case KEY_ENUM: return sizeof(int);
    case KEY_LENGTH: return sizeof(sp);
    case KEY_COLOR: return sizeof(int32_t);
    case KEY_DATE: return sizeof(struct date);
    case KEY_PATH: return sizeof(struct path_value);
    case KEY_RECORD: return sizeof(void *);
    case KEY_LIST: return sizeof(struct list);
    case KEY_MAP: return sizeof(struct map_value);
    case KEY_NODE: return sizeof(const struct node *);
    }
    return 0;
}

struct wording {
    const char *expected, *remedy;
};

static struct wording wording_of(const struct key *key)
{
    switch (key->type) {
    case KEY_LOCALIZED:
    case KEY_MARKDOWN:
        return (struct wording){"text",
                                "write text (in quotes if it begins with [ or {), or a map “language: text”"};
    case KEY_BOOL: return (struct wording){"true or false", "write true or false"};
    case KEY_INT: return (struct wording){"a whole number", "write digits only"};
    case KEY_LENGTH: return (struct wording){"a length", "write a number and mm, cm, in or pt: 12.5mm"};
    case KEY_COLOR:
        return (struct wording){"a colour",
                                "write it in quotes as \"#1a4b8c\": an unquoted # begins a comment"};
    case KEY_DATE:
        if (key->with_time)
            return (struct wording){"a date and time", "write 2007-08-28 09:00, or 2007-08-28 alone"};
        return (struct wording){"a date", "write 2007-08-28, 2007-08 or 2007"};
    case KEY_LANGUAGE: return (struct wording){"a language tag", "write a tag such as en, fr or zh-Hant"};
    case KEY_PATH:
        return (struct wording){"a file's path", "write one path, taken from the folder of this file"};
    case KEY_ENUM: return (struct wording){"a word", "write one of the words that the reference lists"};
    case KEY_RECORD: return (struct wording){"a mapping", "write “key: value” lines below it, indented"};
    case KEY_LIST: return (struct wording){"a list", "write [one, two], or lines that begin with “- ”"};
    case KEY_MAP: return (struct wording){"a mapping", "write “name: text” lines below it, indented"};
    case KEY_TEXT:
    case KEY_NODE: break;
    }
    return (struct wording){"text", "write text, in quotes if it begins with [ or {"};
}

static const char *describe(struct arena *arena, const struct node *node)
{
    if (node_is_null(node))
        return "nothing";
    if (node->kind == NODE_SCALAR)
        return arena_format(arena, "“%s”", excerpt(arena, node->text));
    return node->kind == NODE_LIST ? "a list" : "a mapping";
}

bool wrong_type(struct reader *reader, const struct key *key, const struct node *node)
{
    struct wording wording = wording_of(key);
    diag(reader->diags, DIAG_READER_WRONG_TYPE, node->pos, key->name, wording.expected,
         describe(reader->arena, node), wording.remedy);
    return false;
}

void reader_unknown(struct reader *reader, enum diag_id id, struct pos pos, const char *word,
                    const char *where, const char *const *names, size_t count)
{
    enum { MOST_LISTED = 30 };
    /* The nearest of two-letter words is no slip but another word: A3, A4. */
    const char *nearest = strlen(word) > 2 ? base_nearest(word, names, count) : NULL,
               *remedy = "check the spelling";
    if (nearest) {
        remedy = arena_format(reader->arena, "write “%s”", nearest);
    } else if (count <= MOST_LISTED) {
        struct buf list = {0};
        for (size_t i = 0; i < count; i++)
            buf_format(&list, "%s%s", i == 0 ? "use one of " : ", ", names[i]);
        remedy = arena_string(reader->arena, list.at ? list.at : "", list.n);
        buf_free(&list);
    }
    diag(reader->diags, id, pos, excerpt(reader->arena, word), where, remedy);
}

static bool is_empty_text(const struct key *key, const void *value)
{
    if (key->type == KEY_TEXT)
        return !*(const char *const *)value;
    if (key->type == KEY_LOCALIZED || key->type == KEY_MARKDOWN)
        return !((const struct localized *)value)->count;
    return false;
}

static bool read_list(struct reader *reader, const struct key *key, const struct node *node, void *out)
{
    struct list *list = out;
    struct key item = *key->item;
    item.name = key->name;
    bool single = node->kind != NODE_LIST, good = true;
    if (single && !key->lenient)
        return wrong_type(reader, key, node);
    size_t size = value_size(&item), count = single ? 1 : node->count;
    if (item.type == KEY_RECORD)
        size = item.record->size;
    list->at = arena_alloc(reader->arena, count * size);
    list->node = node;
    for (size_t i = 0; i < count; i++) {
        const struct node *value = single ? node : node->items[i];
        void *place = (char *)list->at + list->count * size;
        if (node_is_null(value) && key->blanks) {
            list->count++;
        } else if (node_is_null(value)) {
            diag(reader->diags, DIAG_READER_EMPTY_ITEM, value->pos, key->name);
            good = false;
        } else if (item.type == KEY_RECORD) {
            const void *record = reader_record(reader, item.record, value);
            if (record)
                memcpy(place, record, size);
            list->count += record != NULL;
        } else if (reader_value(reader, &item, value, place)) {
            bool empty = !key->blanks && is_empty_text(&item, place);
            if (empty)
                diag(reader->diags, DIAG_READER_EMPTY_ITEM, value->pos, key->name);
            list->count += !empty;
        } else {
            memset(place, 0, size);
            good = false;
        }
    }
    return good;
}

static bool read_map(struct reader *reader, const struct key *key, const struct node *node, void *out)
{
    struct map_value *map = out;
    if (node->kind != NODE_MAP)
        return wrong_type(reader, key, node);
    map->items = arena_alloc(reader->arena, node->count * sizeof *map->items);
    for (size_t i = 0; i < node->count; i++) {
        size_t size;
        struct key value = {.name = clean_text(reader, node->keys[i], &size), .type = KEY_LOCALIZED};
        if (!size || node_is_null(node->items[i])) {
            diag(reader->diags, DIAG_READER_EMPTY, node->keys[i]->pos, value.name, key->name);
            continue;
        }
        if (!read_localized(reader, &value, node->items[i], &map->items[map->count].value))
            continue;
        map->items[map->count].key = value.name;
        map->items[map->count++].key_pos = node->keys[i]->pos;
    }
    return true;
}

bool reader_value(struct reader *reader, const struct key *key, const struct node *node, void *out)
{
    switch (key->type) {
    case KEY_TEXT: return read_text(reader, key, node, out);
    case KEY_LOCALIZED:
    case KEY_MARKDOWN: return read_localized(reader, key, node, out);
    case KEY_BOOL: return read_bool(reader, key, node, out);
    case KEY_INT: return read_int(reader, key, node, out);
    case KEY_LENGTH: return read_length(reader, key, node, out);
    case KEY_COLOR: return read_color(reader, key, node, out);
    case KEY_DATE: return read_date(reader, key, node, out);
    case KEY_LANGUAGE: return read_language(reader, key, node, out);
    case KEY_PATH: return read_path(reader, key, node, out);
    case KEY_ENUM: return read_enum(reader, key, node, out);
    case KEY_LIST: return read_list(reader, key, node, out);
    case KEY_MAP: return read_map(reader, key, node, out);
    case KEY_NODE: *(const struct node **)out = node; return true;
    case KEY_RECORD: break;
    }
    void *record = reader_record(reader, key->record, node);
    *(const void **)out = record;
    return record != NULL;
}

static const struct key *find_key(const struct record *record, const char *name)
{
    for (const struct key *key = record->keys; key->name; key++)
        if (strcmp(key->name, name) == 0)
            return key;
    return NULL;
}

static size_t key_count(const struct record *record)
{
    size_t count = 0;
    while (record->keys[count].name)
        count++;
    return count;
}

/* "text-edition" in a sentence: "text edition". */
static const char *spoken_name(struct arena *arena, const struct record *record)
{
    char *name = arena_strdup(arena, record->name);
    for (char *at = name; *at; at++)
        if (*at == '-')
            *at = ' ';
    return name;
}

/* Reports unknown keys. meant[i] becomes true where one of them looks like a slip for the table's key i. */
static void check_keys(struct reader *reader, const struct record *record, const struct node *node,
                       bool *meant)
{
    const char **names = arena_alloc(reader->arena, (key_count(record) + 1) * sizeof *names);
    size_t known = 0;
    for (const struct key *key = record->keys; key->name; key++)
        if (!key->later)
            names[known++] = key->name;
    for (size_t i = 0; i < node->count; i++) {
        const char *name = node->keys[i]->text;
        const struct key *key = find_key(record, name);
        if (key && key->later)
            diag(reader->diags, DIAG_READER_NOT_SUPPORTED, node->keys[i]->pos, key->name);
        if (key)
            continue;
        reader_unknown(reader, DIAG_READER_UNKNOWN_KEY, node->keys[i]->pos, name,
                       spoken_name(reader->arena, record), names, known);
        const char *nearest = base_nearest(name, names, known);
        if (nearest)
            meant[find_key(record, nearest) - record->keys] = true;
    }
}

static struct pos key_pos(const struct node *map, const char *name)
{
    for (size_t i = 0; i < map->count; i++)
        if (strcmp(map->keys[i]->text, name) == 0)
            return map->keys[i]->pos;
    return map->pos;
}

/* A value that is not there: an error for a required key, and where a # has made a colour a comment. */
static void read_absent(struct reader *reader, const struct record *record, const struct key *key,
                        const struct node *node, const struct node *value)
{
    if (value && key->type == KEY_COLOR)
        wrong_type(reader, key, value);
    else if (value && key->required)
        diag(reader->diags, DIAG_READER_EMPTY, key_pos(node, key->name), key->name,
             spoken_name(reader->arena, record));
    else if (key->required)
        diag(reader->diags, DIAG_READER_MISSING_KEY, node->pos, key->name,
             spoken_name(reader->arena, record));
}

static void read_key(struct reader *reader, const struct record *record, const struct key *key,
                     const struct node *node, void *out)
{
    const struct node *value = node_get(node, key->name);
    void *place = field(out, key);
    if (node_is_null(value))
        read_absent(reader, record, key, node, value);
    else if (reader_value(reader, key, value, place) && key->required && is_empty_text(key, place))
        diag(reader->diags, DIAG_READER_EMPTY, value->pos, key->name, spoken_name(reader->arena, record));
}

static void *new_record(struct reader *reader, const struct record *record, const struct node *node)
{
    struct record_head *head = arena_alloc(reader->arena, record->size);
    head->pos = node->pos;
    head->node = node;
    for (const struct key *key = record->keys; key->name; key++) {
        if (key->later)
            continue;
        if (key->type == KEY_ENUM)
            *(int *)field(head, key) = -1;
        if (key->type == KEY_COLOR)
            *(int32_t *)field(head, key) = -1;
        if (key->type == KEY_DATE)
            ((struct date *)field(head, key))->hour = -1;
    }
    return head;
}

void *reader_record(struct reader *reader, const struct record *record, const struct node *node)
{
    if (node->kind == NODE_SCALAR && record->shorthand && !node_is_null(node)) {
        void *out = new_record(reader, record, node);
        const struct key *key = find_key(record, record->shorthand);
        reader_value(reader, key, node, field(out, key));
        return out;
    }
    if (node->kind != NODE_MAP) {
        diag(reader->diags, DIAG_READER_NOT_MAPPING, node->pos, spoken_name(reader->arena, record),
             describe(reader->arena, node));
        return NULL;
    }
    void *out = new_record(reader, record, node);
    bool *meant = arena_alloc(reader->arena, key_count(record));
    check_keys(reader, record, node, meant);
    for (const struct key *key = record->keys; key->name; key++)
        if (!key->later && (!meant[key - record->keys] || node_get(node, key->name)))
            read_key(reader, record, key, node, out);
    return out;
}
