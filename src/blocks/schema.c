/* blocks: the JSON Schema of a body, made from the table of kinds. */
#include "blocks/internal.h"

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
    buf_puts(&out, "],\"properties\":{");
    for (size_t i = 0; i < count; i++)
        buf_format(&out, "%s\"%s\":{}", i ? "," : "", kinds[i]->name);
    buf_puts(&out, "}}]}}]}");
    const char *text = arena_string(arena, out.at, out.n);
    buf_free(&out);
    return text;
}
