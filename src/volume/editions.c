/* volume: which outputs are asked for, and their options. */
#include <string.h>

#include "volume/internal.h"

/* Editions of the format that this version does not have yet. Those that it has are handed in. */
static const char *const later_editions[] = {"print", "offprints", "personal"};

static bool is_later_edition(const char *name)
{
    for (size_t i = 0; i < sizeof later_editions / sizeof *later_editions; i++)
        if (strcmp(later_editions[i], name) == 0)
            return true;
    return false;
}

static void fill_text(struct text_edition *text)
{
    text->width = text->width ? text->width : 72;
    text->page_length = text->page_length ? text->page_length : 58;
    text->pages = text->pages == TRISTATE_ABSENT ? TRISTATE_TRUE : text->pages;
}

/* Is the edition wanted? `name:`, `name: true` and a mapping of options say so, `name: false` does not. */
static bool read_wish(struct loader *loader, const struct node *name, const struct node *value)
{
    struct key key = {.name = name->text, .type = KEY_BOOL};
    enum tristate wish = TRISTATE_TRUE;
    if (node_is_null(value) || value->kind == NODE_MAP)
        return true;
    if (value->kind == NODE_LIST)
        diag(loader->diags, DIAG_READER_WRONG_TYPE, value->pos, name->text, "true, false or a mapping",
             "a list", "write its options as “key: value” lines, or nothing");
    else
        reader_value(&loader->reader, &key, value, &wish);
    return wish == TRISTATE_TRUE;
}

static void read_options(struct loader *loader, const char *name, const struct node *options)
{
    if (strcmp(name, "text") == 0) {
        loader->volume->text = reader_record(&loader->reader, &text_edition_record, options);
    } else if (strcmp(name, "screen") == 0) {
        const struct screen_input *screen = reader_record(&loader->reader, &screen_record, options);
        loader->volume->accessible = screen->accessible;
    }
}

size_t edition_languages(struct arena *arena, const struct node *root, const char *const **languages)
{
    const struct node *editions = root->kind == NODE_MAP ? node_get(root, "editions") : NULL;
    const struct node *node = editions && editions->kind == NODE_MAP ? node_get(editions, "languages") : NULL;
    if (node_is_null(node) || node->kind == NODE_MAP)
        return 0;
    size_t given = node->kind == NODE_LIST ? node->count : 1, count = 0;
    const char **tags = arena_alloc(arena, given * sizeof *tags);
    struct name_set seen = {0};
    for (size_t i = 0; i < given; i++) {
        const struct node *tag = node->kind == NODE_LIST ? node->items[i] : node;
        if (tag->kind == NODE_SCALAR && unicode_language_valid(tag->text) && name_set_add(arena, &seen, tag->text))
            tags[count++] = tag->text;
    }
    *languages = tags;
    return count;
}

static void check_languages(struct loader *loader, const struct node *node)
{
    static const struct key item = {.name = "languages", .type = KEY_LANGUAGE};
    static const struct key key = {.name = "languages", .type = KEY_LIST, .item = &item, .lenient = true};
    struct list list = {0};
    struct name_set seen = {0};
    if (!node_is_null(node))
        reader_value(&loader->reader, &key, node, &list);
    for (size_t i = 0; !node_is_null(node) && node->kind == NODE_LIST && i < node->count; i++)
        if (node->items[i]->kind == NODE_SCALAR && !name_set_add(loader->arena, &seen, node->items[i]->text))
            diag(loader->diags, DIAG_VOLUME_LANGUAGE_TWICE, node->items[i]->pos, node->items[i]->text);
}

/* Fills the choice for the edition at `index` of the known ones. */
static void read_edition(struct loader *loader, const struct node *editions, size_t i,
                         struct edition_choice *choices, bool *chosen)
{
    const struct known_names *names = loader->names;
    const struct node *name = editions->keys[i], *value = editions->items[i];
    for (size_t k = 0; k < names->edition_count; k++) {
        if (strcmp(names->editions[k], name->text) != 0)
            continue;
        chosen[k] = read_wish(loader, name, value);
        const struct node *options = !node_is_null(value) && value->kind == NODE_MAP ? value : NULL;
        choices[k] = (struct edition_choice){name->pos, names->editions[k], options};
        if (options)
            read_options(loader, name->text, options);
        return;
    }
    if (strcmp(name->text, "languages") == 0)
        check_languages(loader, value);
    else if (is_later_edition(name->text))
        diag(loader->diags, DIAG_READER_NOT_SUPPORTED, name->pos, name->text);
    else
        reader_unknown(&loader->reader, DIAG_VOLUME_UNKNOWN_EDITION, name->pos, name->text, "editions",
                       names->editions, names->edition_count);
}

void read_editions(struct loader *loader, const struct node *node)
{
    const struct known_names *names = loader->names;
    struct volume *volume = loader->volume;
    struct edition_choice *choices = arena_alloc(loader->arena, names->edition_count * sizeof *choices);
    bool *chosen = arena_alloc(loader->arena, names->edition_count * sizeof *chosen);
    bool all = !node || (node->kind == NODE_MAP && node->count == 1 && node_get(node, "languages"));
    for (size_t k = 0; k < names->edition_count; k++) {
        choices[k] = (struct edition_choice){volume->head.pos, names->editions[k], NULL};
        chosen[k] =
            all && (strcmp(names->editions[k], "screen") == 0 || strcmp(names->editions[k], "text") == 0);
    }
    if (node && node->kind != NODE_MAP)
        diag(loader->diags, DIAG_VOLUME_EDITIONS, node->pos);
    for (size_t i = 0; node && node->kind == NODE_MAP && i < node->count; i++)
        read_edition(loader, node, i, choices, chosen);
    for (size_t k = 0; k < names->edition_count; k++)
        if (chosen[k])
            choices[volume->edition_count++] = choices[k];
    volume->editions = choices;
    if (node && node->kind == NODE_MAP && !volume->edition_count)
        diag(loader->diags, DIAG_VOLUME_NO_EDITION, node->pos);
    if (!volume->text)
        volume->text = arena_alloc(loader->arena, sizeof *volume->text);
    fill_text(volume->text);
}
