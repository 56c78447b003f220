/* yaml: questions to nodes, and their dump. */
#include <string.h>

#include "yaml/internal.h"

bool node_is_null(const struct node *node)
{
    if (!node)
        return true;
    if (node->kind != NODE_SCALAR || !node->plain)
        return false;
    static const char *const nulls[] = {"", "~", "null", "Null", "NULL"};
    for (size_t i = 0; i < sizeof nulls / sizeof *nulls; i++)
        if (strcmp(node->text, nulls[i]) == 0)
            return true;
    return false;
}

struct node *node_get(const struct node *map, const char *key)
{
    if (!map || map->kind != NODE_MAP)
        return NULL;
    for (size_t i = 0; i < map->count; i++)
        if (strcmp(map->keys[i]->text, key) == 0)
            return map->items[i];
    return NULL;
}

static void dump_text(const char *text, size_t size, struct buf *out)
{
    buf_putc(out, '"');
    for (size_t i = 0; i < size; i++) {
        char c = text[i];
        if (c == '\n')
            buf_puts(out, "\\n");
        else if (c == '\t')
            buf_puts(out, "\\t");
        else {
            if (c == '"' || c == '\\')
                buf_putc(out, '\\');
            buf_putc(out, c);
        }
    }
    buf_putc(out, '"');
}

static void dump(const struct node *node, int depth, struct buf *out)
{
    static const char *const names[] = {"scalar", "list", "map"};
    const char *style = node->plain ? "plain" : node->literal ? "literal" : "quoted";
    buf_format(out, "%s %u:%u", node->kind == NODE_SCALAR ? style : names[node->kind], node->pos.line,
               node->pos.column);
    if (node->kind == NODE_SCALAR) {
        if (node->literal)
            buf_format(out, " indent %u", node->indent);
        buf_putc(out, ' ');
        dump_text(node->text, node->size, out);
    }
    buf_putc(out, '\n');
    for (size_t i = 0; i < node->count; i++) {
        buf_format(out, "%*s", 2 * (depth + 1), "");
        if (node->kind == NODE_MAP) {
            dump_text(node->keys[i]->text, node->keys[i]->size, out);
            buf_format(out, " %u:%u: ", node->keys[i]->pos.line, node->keys[i]->pos.column);
        } else {
            buf_puts(out, "- ");
        }
        dump(node->items[i], depth + 1, out);
    }
}

void node_dump(const struct node *node, struct buf *out)
{
    if (node)
        dump(node, 0, out);
}
