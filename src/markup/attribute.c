/*
 * markup: attributes, {#id .class key=value key="value with spaces"}, after Pandoc's syntax. Each place where
 * they may stand has a list of the names known there; anything else is an error with the nearest name.
 */
#include <ctype.h>
#include <string.h>

#include "markup/parse.h"
#include "unicode/unicode.h"

#define EXTENT_LIMIT 4096

static const char *const heading_names[] = {"#id"};
static const char *const span_names[] = {".index", "term", "lang", ".smallcaps", "#id"};
static const char *const figure_names[] = {"#id", "width", "alt", ".decorative"};
static const char *const division_names[] = {"lang", ".note", ".warning", ".epigraph", "title", "#id"};

static const struct place_names {
    const char *what; /* for messages */
    const char *const *names;
    size_t count;
} places[] = {
    [ATTRIBUTES_HEADING] = {"a heading", heading_names, 1},
    [ATTRIBUTES_SPAN] = {"words in brackets", span_names, 5},
    [ATTRIBUTES_FIGURE] = {"an image", figure_names, 4},
    [ATTRIBUTES_CAPTION] = {"a caption", heading_names, 1},
    [ATTRIBUTES_DIVISION] = {"a division", division_names, 6},
};

size_t attribute_extent(const char *text, size_t size, size_t at)
{
    size_t end = at + EXTENT_LIMIT < size ? at + EXTENT_LIMIT : size;
    char quote = 0;
    for (size_t i = at + 1; i < end; i++) {
        if (quote && text[i] == '\\')
            i++;
        else if (quote)
            quote = text[i] == quote ? 0 : quote;
        else if ((text[i] == '"' || text[i] == '\'') && text[i - 1] == '=')
            quote = text[i];
        else if (text[i] == '}')
            return i + 1 - at;
    }
    return 0;
}

struct scan {
    struct parse *parse;
    const char *text; /* the leaf's */
    size_t at, end;
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static const char *normal(struct parse *parse, const char *text, size_t size)
{
    const char *bytes = unicode_nfc(parse->arena, text, size, &size);
    return arena_string(parse->arena, bytes, size);
}

/* A word up to white space, or up to = where that ends it. */
static size_t word_size(const struct scan *scan, bool is_key)
{
    size_t at = scan->at;
    while (at < scan->end && !is_blank(scan->text[at]) && !(is_key && scan->text[at] == '='))
        at++;
    return at - scan->at;
}

static const char *read_quoted(struct scan *scan)
{
    char quote = scan->text[scan->at++];
    struct buf value = {0};
    while (scan->at < scan->end && scan->text[scan->at] != quote) {
        if (scan->text[scan->at] == '\\' && scan->at + 1 < scan->end)
            scan->at++;
        char c = scan->text[scan->at++];
        buf_putc(&value, is_blank(c) ? ' ' : c);
    }
    scan->at++;
    const char *result = normal(scan->parse, value.at ? value.at : "", value.n);
    buf_free(&value);
    return result;
}

static const char *read_value(struct scan *scan)
{
    if (scan->at < scan->end && (scan->text[scan->at] == '"' || scan->text[scan->at] == '\''))
        return read_quoted(scan);
    size_t size = word_size(scan, false);
    const char *value = normal(scan->parse, scan->text + scan->at, size);
    scan->at += size;
    return value;
}

/* One attribute; name NULL where there is none to be seen. */
static struct attribute read_one(struct scan *scan)
{
    struct attribute attribute = {.at = scan->at};
    char first = scan->text[scan->at];
    size_t size = word_size(scan, first != '#' && first != '.');
    const char *word = normal(scan->parse, scan->text + scan->at, size);
    scan->at += size;
    if (first == '#' && size > 1) {
        attribute.name = "#id";
        attribute.value = word + 1;
    } else if (first == '.' && size > 1) {
        attribute.name = word;
        attribute.value = "";
    } else if (isalpha((unsigned char)first) && scan->at < scan->end && scan->text[scan->at] == '=') {
        scan->at++;
        attribute.name = word;
        attribute.value = read_value(scan);
    }
    return attribute;
}

static const char *known_here(struct parse *parse, const struct place_names *place, const char *name)
{
    const char *nearest = base_nearest(name, place->names, place->count);
    if (nearest)
        return arena_format(parse->scratch, "write %s", nearest);
    const char *list = place->names[0];
    for (size_t i = 1; i < place->count; i++)
        list = arena_format(parse->scratch, "%s, %s", list, place->names[i]);
    return arena_format(parse->scratch, "known here: %s", list);
}

static bool is_known(const struct place_names *place, const char *name)
{
    for (size_t i = 0; i < place->count; i++)
        if (strcmp(place->names[i], name) == 0)
            return true;
    return false;
}

/* Reports what is wrong with an attribute, and says whether it can be kept. */
static bool check_one(struct parse *parse, const struct leaf *leaf, const struct attributes *before,
                      const struct attribute *one, const struct place_names *place)
{
    struct pos pos = leaf_pos(parse, leaf, one->at);
    if (!is_known(place, one->name)) {
        const char *name = shown(parse, one->name, strlen(one->name));
        const char *known = known_here(parse, place, one->name);
        diag(parse->diags, DIAG_MARKUP_ATTRIBUTE_UNKNOWN, pos, name, place->what, known);
        return false;
    }
    if (attribute_find(before, one->name)) {
        diag(parse->diags, DIAG_MARKUP_ATTRIBUTE_TWICE, pos, one->name);
        return false;
    }
    if (strcmp(one->name, "lang") == 0 && !unicode_language_valid(one->value)) {
        diag(parse->diags, DIAG_MARKUP_LANGUAGE, pos, shown(parse, one->value, strlen(one->value)));
        return false;
    }
    return true;
}

struct attributes attribute_read(struct parse *parse, const struct leaf *leaf, size_t at, size_t size,
                                 enum attribute_place place)
{
    struct attributes attributes = {0};
    struct scan scan = {parse, leaf->content, at, at + size};
    while (scan.at < scan.end) {
        if (is_blank(scan.text[scan.at])) {
            scan.at++;
            continue;
        }
        struct attribute one = read_one(&scan);
        if (!one.name)
            diag(parse->diags, DIAG_MARKUP_ATTRIBUTE_SYNTAX, leaf_pos(parse, leaf, one.at),
                 shown(parse, scan.text + one.at, scan.at - one.at));
        else if (check_one(parse, leaf, &attributes, &one, &places[place]))
            vec_push(parse->scratch, &attributes.list, one);
        if (!one.name && scan.at == one.at)
            scan.at++;
    }
    return attributes;
}

const struct attribute *attribute_find(const struct attributes *attributes, const char *name)
{
    for (size_t i = 0; i < attributes->list.n; i++)
        if (strcmp(attributes->list.at[i].name, name) == 0)
            return &attributes->list.at[i];
    return NULL;
}

const char *attribute_value(const struct attributes *attributes, const char *name)
{
    const struct attribute *found = attribute_find(attributes, name);
    return found ? found->value : NULL;
}
