/* reader: numbers, words from a list, lengths, colours, paths. Decimals are read without the locale. */
#include <string.h>

#include "reader/internal.h"

bool read_bool(struct reader *reader, const struct key *key, const struct node *node, void *out)
{
    static const struct {
        const char *word;
        enum tristate value;
    } words[] = {{"true", TRISTATE_TRUE}, {"True", TRISTATE_TRUE}, {"TRUE", TRISTATE_TRUE},
                 {"false", TRISTATE_FALSE}, {"False", TRISTATE_FALSE}, {"FALSE", TRISTATE_FALSE}};
    for (size_t i = 0; node->kind == NODE_SCALAR && i < sizeof words / sizeof *words; i++) {
        if (strcmp(node->text, words[i].word) == 0) {
            *(enum tristate *)out = words[i].value;
            return true;
        }
    }
    return wrong_type(reader, key, node);
}

static bool out_of_range(struct reader *reader, const struct key *key, const struct node *node,
                         const char *low, const char *high)
{
    diag(reader->diags, DIAG_READER_RANGE, node->pos, key->name, low, high,
         excerpt(reader->arena, node->text));
    return false;
}

bool read_int(struct reader *reader, const struct key *key, const struct node *node, void *out)
{
    const char *at = node->text;
    bool negative = *at == '-';
    int64_t value = 0;
    at += negative;
    if (node->kind != NODE_SCALAR || !*at || strspn(at, "0123456789") != strlen(at))
        return wrong_type(reader, key, node);
    for (; *at; at++)
        value = value > INT32_MAX ? value : value * 10 + (*at - '0');
    value = negative ? -value : value;
    if (value < key->minimum || value > key->maximum)
        return out_of_range(reader, key, node, arena_format(reader->arena, "%d", key->minimum),
                            arena_format(reader->arena, "%d", key->maximum));
    *(int *)out = (int)value;
    return true;
}

/* Reads "12.75" as 12,750,000 and moves on; false when there is no number. Six decimals count. */
static bool read_decimal(const char **text, int64_t *millionths)
{
    const char *at = *text;
    int64_t value = 0, unit = 100000;
    if (*at < '0' || *at > '9')
        return false;
    for (; *at >= '0' && *at <= '9'; at++)
        value = value > 1000000 ? value : value * 10 + (*at - '0');
    value *= 1000000;
    if (*at == '.') {
        at++;
        if (*at < '0' || *at > '9')
            return false;
        for (; *at >= '0' && *at <= '9'; at++, unit /= 10)
            value += (*at - '0') * unit;
    }
    *text = at;
    *millionths = value;
    return true;
}

enum { LONGEST_POINTS = 14400 }; /* ISO 32000-1, annex C: the largest page of a PDF */

bool read_length(struct reader *reader, const struct key *key, const struct node *node, void *out)
{
    /* Points are value * over / under. */
    static const struct {
        const char *name;
        int64_t over, under;
    } units[] = {{"pt", 1, 1}, {"mm", 720, 254}, {"cm", 7200, 254}, {"in", 72, 1}};
    const char *at = node->text;
    int64_t value;
    if (node->kind != NODE_SCALAR || !read_decimal(&at, &value))
        return wrong_type(reader, key, node);
    at += strspn(at, " ");
    if (!*at) {
        diag(reader->diags, DIAG_READER_LENGTH_UNIT, node->pos, node->text,
             key->maximum && key->maximum < 100 ? "pt" : "mm");
        return false;
    }
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (strcmp(at, units[i].name) != 0)
            continue;
        /* Points, roughly, before anything can overflow. */
        int64_t scaled = value / units[i].under * units[i].over / 1000000;
        if (scaled > LONGEST_POINTS)
            return out_of_range(reader, key, node, "0mm", "5080mm");
        int64_t numerator = value * units[i].over;
        int64_t denominator = units[i].under * 1000000;
        int64_t whole = numerator / denominator, rest = numerator % denominator;
        sp length = whole * SP_POINT + (rest * SP_POINT + denominator / 2) / denominator;
        if (key->maximum && (length < key->minimum * SP_POINT || length > key->maximum * SP_POINT))
            return out_of_range(reader, key, node, arena_format(reader->arena, "%dpt", key->minimum),
                                arena_format(reader->arena, "%dpt", key->maximum));
        *(sp *)out = length;
        return true;
    }
    return wrong_type(reader, key, node);
}

bool read_color(struct reader *reader, const struct key *key, const struct node *node, void *out)
{
    const char *at = node->text;
    if (node->kind != NODE_SCALAR)
        return wrong_type(reader, key, node);
    at += *at == '#';
    if (strlen(at) != 6 || strspn(at, "0123456789abcdefABCDEF") != 6)
        return wrong_type(reader, key, node);
    int32_t value = 0;
    for (; *at; at++)
        value = value * 16 + (*at <= '9' ? *at - '0' : (*at | 32) - 'a' + 10);
    *(int32_t *)out = value;
    return true;
}

bool read_enum(struct reader *reader, const struct key *key, const struct node *node, void *out)
{
    size_t count = 0;
    if (node->kind != NODE_SCALAR)
        return wrong_type(reader, key, node);
    for (; key->values[count]; count++) {
        if (strcmp(node->text, key->values[count]) == 0) {
            *(int *)out = (int)count;
            return true;
        }
    }
    reader_unknown(reader, DIAG_READER_UNKNOWN_VALUE, node->pos, node->text, key->name, key->values, count);
    return false;
}

bool read_language(struct reader *reader, const struct key *key, const struct node *node, void *out)
{
    if (node->kind != NODE_SCALAR)
        return wrong_type(reader, key, node);
    if (!unicode_language_valid(node->text)) {
        diag(reader->diags, DIAG_READER_LANGUAGE, node->pos, excerpt(reader->arena, node->text));
        return false;
    }
    *(const char **)out = node->text;
    return true;
}

bool read_path(struct reader *reader, const struct key *key, const struct node *node, void *out)
{
    struct path_value *path = out;
    size_t size;
    if (node->kind != NODE_SCALAR)
        return wrong_type(reader, key, node);
    const char *name = clean_text(reader, node, &size);
    if (!size)
        return wrong_type(reader, key, node);
    path->name = name;
    path->path = path_beside(reader->arena, sources_name(reader->sources, node->pos.file), name);
    path->pos = node->pos;
    return true;
}
