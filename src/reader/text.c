/* reader: plain and localized text. Names and texts are never changed but for NFC and white space. */
#include <string.h>

#include "reader/internal.h"

static bool is_white(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

const char *clean_text(struct reader *reader, const struct node *node, size_t *size)
{
    const char *start = node->text, *end = start + node->size;
    while (start < end && is_white(*start))
        start++;
    while (end > start && is_white(end[-1]))
        end--;
    const char *text = unicode_nfc(reader->arena, start, (size_t)(end - start), size);
    return arena_string(reader->arena, text, *size);
}

bool reader_is_blank(const char *text, size_t size)
{
    const char *at = text, *end = text + size;
    while (at < end) {
        uint32_t c = utf8_next(&at, end);
        if (!unicode_is_space(c) && !unicode_is_ignorable(c))
            return false;
    }
    return true;
}

const char *excerpt(struct arena *arena, const char *text)
{
    enum { LONGEST = 40 };
    const char *at = text, *end = text + strlen(text);
    for (int i = 0; i < LONGEST && at < end; i++)
        utf8_next(&at, end);
    char *copy = arena_format(arena, "%.*s%s", (int)(at - text), text, at < end ? "…" : "");
    for (char *c = copy; *c; c++)
        if (is_white(*c))
            *c = ' ';
    return copy;
}

bool read_text(struct reader *reader, const struct key *key, const struct node *node, void *out)
{
    size_t size;
    if (node->kind != NODE_SCALAR)
        return wrong_type(reader, key, node);
    const char *text = clean_text(reader, node, &size);
    char *squeezed = arena_alloc(reader->arena, size + 1), *to = squeezed;
    for (const char *at = text; *at; at++)
        if (!is_white(*at) || !is_white(at[1]))
            *to++ = is_white(*at) ? ' ' : *at;
    *(const char **)out = reader_is_blank(text, size) ? NULL : squeezed;
    return true;
}

static void add_text(struct reader *reader, const struct key *key, const char *language,
                     const struct node *node, struct localized *localized)
{
    size_t size;
    const char *text = clean_text(reader, node, &size);
    if (reader_is_blank(text, size))
        return;
    if (key->type != KEY_MARKDOWN && strchr(text, '\t')) {
        char *copy = arena_strdup(reader->arena, text);
        for (char *tab; (tab = strchr(copy, '\t'));)
            *tab = ' ';
        text = copy;
    }
    localized->items[localized->count].language = language;
    localized->items[localized->count].node = node;
    localized->items[localized->count].pos = node_pos(reader->sources, node, strspn(node->text, " \t\n\r"));
    localized->items[localized->count++].text = text;
}

/* Tags are ASCII and case does not count in them; the C library's comparison would follow the locale. */
static bool same_tag(const char *a, const char *b, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        char x = a[i] >= 'A' && a[i] <= 'Z' ? (char)(a[i] | 32) : a[i];
        char y = b[i] >= 'A' && b[i] <= 'Z' ? (char)(b[i] | 32) : b[i];
        if (x != y)
            return false;
    }
    return true;
}

bool reader_same_language(const char *a, const char *b)
{
    size_t a_size = strlen(a), b_size = strlen(b), size = a_size < b_size ? a_size : b_size;
    return same_tag(a, b, size) && (!a[size] || a[size] == '-') && (!b[size] || b[size] == '-');
}

/* A map of texts that has none in the language that is set. */
static void report_untranslated(struct reader *reader, const struct key *key, const struct node *node,
                                const struct localized *localized)
{
    for (size_t i = 0; i < localized->count; i++)
        if (reader_same_language(localized->items[i].language, reader->language))
            return;
    if (localized->count)
        diag(reader->diags, DIAG_READER_UNTRANSLATED, node->pos, key->name, reader->language,
             localized_language(localized, reader->language));
}

bool read_localized(struct reader *reader, const struct key *key, const struct node *node, void *out)
{
    struct localized *localized = out;
    *localized = (struct localized){0};
    if (node->kind == NODE_LIST)
        return wrong_type(reader, key, node);
    size_t count = node->kind == NODE_MAP ? node->count : 1;
    localized->items = arena_alloc(reader->arena, count * sizeof *localized->items);
    if (node->kind == NODE_SCALAR) {
        add_text(reader, key, NULL, node, localized);
        return true;
    }
    bool good = true;
    for (size_t i = 0; i < count; i++) {
        const struct node *tag = node->keys[i], *text = node->items[i];
        if (!unicode_language_valid(tag->text)) {
            diag(reader->diags, DIAG_READER_TEXT_LANGUAGE, tag->pos, excerpt(reader->arena, tag->text),
                 key->name);
            good = false;
        } else if (text->kind != NODE_SCALAR) {
            struct key part = {.name = tag->text, .type = KEY_TEXT};
            good = wrong_type(reader, &part, text);
        } else if (!node_is_null(text)) {
            add_text(reader, key, tag->text, text, localized);
        }
    }
    if (reader->language && key->name)
        report_untranslated(reader, key, node, localized);
    return good;
}

static size_t primary_size(const char *tag)
{
    return strcspn(tag, "-");
}

/* The index of the entry for a language; count when there is none at all. */
static size_t find_entry(const struct localized *text, const char *language)
{
    size_t primary = text->count, related = text->count;
    if (!text->count || !language || !text->items[0].language)
        return 0;
    size_t size = primary_size(language);
    for (size_t i = text->count; i > 0; i--) {
        const char *tag = text->items[i - 1].language;
        if (strlen(tag) == strlen(language) && same_tag(tag, language, strlen(tag)))
            return i - 1;
        if (primary_size(tag) != size || !same_tag(tag, language, size))
            continue;
        related = i - 1;
        if (strlen(tag) == size)
            primary = i - 1;
    }
    return primary < text->count ? primary : related < text->count ? related : 0;
}

const char *localized_text(const struct localized *text, const char *language)
{
    return text->count ? text->items[find_entry(text, language)].text : NULL;
}

const struct node *localized_node(const struct localized *text, const char *language)
{
    return text->count ? text->items[find_entry(text, language)].node : NULL;
}

struct pos localized_pos(const struct localized *text, const char *language)
{
    return text->count ? text->items[find_entry(text, language)].pos : POS_NONE;
}

const char *localized_language(const struct localized *text, const char *language)
{
    const char *found = text->count ? text->items[find_entry(text, language)].language : NULL;
    return found ? found : language;
}
