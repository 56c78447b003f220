/* blocks: the JSON Schema of a body, made from the table of kinds. */
#include <string.h>

#include "blocks/internal.h"

/* A name that a kind has, or a key of an earlier one. */
static bool seen(const struct block_kind *const *kinds, size_t count, size_t before, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(kinds[i]->name, name) == 0)
            return true;
    for (size_t i = 0; i < before; i++)
        for (const struct key *key = kinds[i]->record->keys; key->name; key++)
            if (strcmp(key->name, name) == 0)
                return true;
    return false;
}

/* May the kind's value be given by language? */
static bool has_versions(const struct record *record)
{
    for (const struct key *key = record->keys; key->name; key++)
        if (record->shorthand && strcmp(key->name, record->shorthand) == 0)
            return key->type == KEY_LOCALIZED || key->type == KEY_MARKDOWN;
    return false;
}

/* May the kind's value be a list? */
static bool has_items(const struct record *record)
{
    for (const struct key *key = record->keys; key->name; key++)
        if (record->shorthand && strcmp(key->name, record->shorthand) == 0)
            return key->type == KEY_LIST;
    return false;
}

/* The kind's value: its shorthand, perhaps in several languages, or a map of its keys. */
static void put_kind(struct buf *out, const struct block_kind *kind)
{
    const char *alone = kind->record->shorthand ? "[\"string\",\"number\",\"boolean\",\"null\"]" : "\"null\"";
    buf_format(out, "\"%s\":{\"anyOf\":[{\"type\":%s},"
                    "{\"type\":\"object\",\"additionalProperties\":false,\"properties\":{", kind->name, alone);
    for (const struct key *key = kind->record->keys; key->name; key++)
        buf_format(out, "%s\"%s\":{}", key == kind->record->keys ? "" : ",", key->name);
    if (has_items(kind->record))
        buf_puts(out, "}},{\"type\":\"array\"}]}");
    else
        buf_puts(out, has_versions(kind->record) ? "}},{\"$ref\":\"#/$defs/localized\"}]}" : "}}]}");
}

/* The kind's name, and its keys, which may stand beside it. */
static void put_properties(struct buf *out, const struct block_kind *const *kinds, size_t count, size_t at)
{
    if (at)
        buf_putc(out, ',');
    put_kind(out, kinds[at]);
    for (const struct key *key = kinds[at]->record->keys; key->name; key++)
        if (!seen(kinds, count, at, key->name))
            buf_format(out, ",\"%s\":{}", key->name);
}

const char *blocks_schema(struct arena *arena)
{
    struct buf out = {0};
    size_t count;
    const struct block_kind *const *kinds = blocks_kinds(&count);
    buf_puts(&out, "{\"anyOf\":[{\"type\":\"string\"},{\"type\":\"null\"},"
                   "{\"type\":\"object\",\"additionalProperties\":{\"anyOf\":[{\"type\":[\"string\",\"null\"]},"
                   "{\"$ref\":\"#/$defs/body/anyOf/3\"}]}},"
                   "{\"type\":\"array\",\"items\":{\"anyOf\":[{\"const\":\"page-break\"},"
                   "{\"type\":\"object\",\"anyOf\":[");
    for (size_t i = 0; i < count; i++)
        buf_format(&out, "%s{\"required\":[\"%s\"]}", i ? "," : "", kinds[i]->name);
    buf_puts(&out, "],\"additionalProperties\":false,\"properties\":{");
    for (size_t i = 0; i < count; i++)
        put_properties(&out, kinds, count, i);
    buf_puts(&out, "}}]}}]}");
    const char *text = arena_string(arena, out.at, out.n);
    buf_free(&out);
    return text;
}
