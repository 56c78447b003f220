/* blocks: the JSON Schema of a body, made from the table of kinds. */
#include <string.h>

#include "blocks/internal.h"

/* A name that an earlier kind, or one of its keys, has already. */
static bool seen(const struct block_kind *const *kinds, size_t before, const char *name)
{
    for (size_t i = 0; i < before; i++) {
        if (strcmp(kinds[i]->name, name) == 0)
            return true;
        for (const struct key *key = kinds[i]->record->keys; key->name; key++)
            if (strcmp(key->name, name) == 0)
                return true;
    }
    return false;
}

/* The kind's name, and its keys, which may stand beside it. */
static void put_properties(struct buf *out, const struct block_kind *const *kinds, size_t at)
{
    if (!seen(kinds, at, kinds[at]->name))
        buf_format(out, "%s\"%s\":{}", at ? "," : "", kinds[at]->name);
    for (const struct key *key = kinds[at]->record->keys; key->name; key++)
        if (!seen(kinds, at, key->name) && strcmp(key->name, kinds[at]->name))
            buf_format(out, ",\"%s\":{}", key->name);
}

const char *blocks_schema(struct arena *arena)
{
    struct buf out = {0};
    size_t count;
    const struct block_kind *const *kinds = blocks_kinds(&count);
    buf_puts(&out, "{\"anyOf\":[{\"type\":\"string\"},{\"type\":\"null\"},"
                   "{\"type\":\"object\",\"additionalProperties\":{\"type\":\"string\"}},"
                   "{\"type\":\"array\",\"items\":{\"anyOf\":[{\"const\":\"page-break\"},{\"type\":\"object\",\"anyOf\":[");
    for (size_t i = 0; i < count; i++)
        buf_format(&out, "%s{\"required\":[\"%s\"]}", i ? "," : "", kinds[i]->name);
    buf_puts(&out, "],\"additionalProperties\":false,\"properties\":{");
    for (size_t i = 0; i < count; i++)
        put_properties(&out, kinds, i);
    buf_puts(&out, "}}]}}]}");
    const char *text = arena_string(arena, out.at, out.n);
    buf_free(&out);
    return text;
}
