/* Hyphenation patterns, a line each: "1tion", "f1f/ff=f,1,2"; a line NEXTLEVEL begins a second set. */
#include "type/automaton.h"
#include "type/patterns.h"

#include <stdlib.h>
#include <string.h>

struct line {
    const char *at;
    size_t size, order, level;
    const char *letters; /* without the digits; NULL: nobody has asked */
    bool dropped;
};
typedef VEC(struct line) line_list;

enum { LEVELS = 2 };
/* A pattern that stands for those of a level, of so many letters as has no level of libhyphen's own. */
static const char *const markers[LEVELS] = {"\n1zqzqzqzqzqzqzqzqzqzqzq\n", "\n1zqzqzqzqzqzqzqzqzqzqzqzqzq\n"};

/* By level, letters, then place in the file. */
static int compare_lines(const void *left, const void *right)
{
    const struct line *a = left, *b = right;
    if (a->level != b->level)
        return a->level < b->level ? -1 : 1;
    int order = strcmp(a->letters, b->letters);
    return order ? order : (a->order > b->order) - (a->order < b->order);
}

static int compare_places(const void *left, const void *right)
{
    const struct line *a = left, *b = right;
    return (a->order > b->order) - (a->order < b->order);
}

/* The pattern without its digits and without what follows a slash. */
static const char *letters_of(struct arena *arena, const char *at, size_t size)
{
    char *letters = arena_alloc(arena, size + 1);
    size_t n = 0;
    for (size_t i = 0; i < size && at[i] != '/' && at[i] != '\r'; i++)
        if (at[i] < '0' || at[i] > '9')
            letters[n++] = at[i];
    return letters;
}

static bool is_level(const char *line)
{
    return strncmp(line, "NEXTLEVEL", 9) == 0;
}

static void split_lines(struct arena *arena, const char *bytes, size_t size, line_list *lines)
{
    size_t level = 0;
    for (size_t at = 0; at < size;) {
        const char *newline = memchr(bytes + at, '\n', size - at);
        size_t end = newline ? (size_t)(newline - bytes) : size;
        level += is_level(bytes + at);
        struct line line = {.at = bytes + at, .size = end - at, .order = lines->n, .level = level};
        vec_push(arena, lines, line);
        at = end + 1;
    }
}

/* Of lines for the same letters the last stays. */
static void drop_repeated(struct arena *arena, line_list *lines)
{
    for (size_t i = 0; i < lines->n; i++)
        lines->at[i].letters = letters_of(arena, lines->at[i].at, lines->at[i].size);
    qsort(lines->at, lines->n, sizeof *lines->at, compare_lines);
    for (size_t i = 0; i + 1 < lines->n; i++) {
        struct line *line = &lines->at[i];
        line->dropped = line->order > 0 && line->level == line[1].level && strcmp(line->letters, line[1].letters) == 0;
    }
    qsort(lines->at, lines->n, sizeof *lines->at, compare_places);
}

static HyphenDict *load_bytes(const struct buf *bytes)
{
    FILE *file = fmemopen(bytes->at, bytes->n, "r");
    HyphenDict *dictionary = file ? hnj_hyphen_load_file(file) : NULL;
    if (file)
        fclose(file);
    return dictionary;
}

static HyphenDict *load_lines(const line_list *lines)
{
    struct buf kept = {0};
    for (size_t i = 0; i < lines->n; i++)
        if (!lines->at[i].dropped) {
            buf_append(&kept, lines->at[i].at, lines->at[i].size);
            buf_putc(&kept, '\n');
        }
    HyphenDict *dictionary = load_bytes(&kept);
    buf_free(&kept);
    return dictionary;
}

/* Words of a dictionary that are not patterns. */
static bool is_setting(const struct line *line)
{
    static const char *const words[] = {"LEFTHYPHENMIN", "RIGHTHYPHENMIN", "COMPOUNDLEFTHYPHENMIN",
                                        "COMPOUNDRIGHTHYPHENMIN", "NOHYPHEN", "NEXTLEVEL"};
    if (line->order == 0) /* the character set */
        return true;
    bool capital = line->at[0] >= 'A' && line->at[0] <= 'Z';
    for (size_t i = 0; capital && i < sizeof words / sizeof *words; i++)
        if (strncmp(line->at, words[i], strlen(words[i])) == 0)
            return true;
    return false;
}

static bool is_pattern(const struct line *line)
{
    return line->size > 0 && line->at[0] != '%' && !is_setting(line);
}

/* Lines that only libhyphen itself should read: words spelt otherwise where they are broken, and very long ones. */
static bool is_simple(const struct line *line)
{
    return line->size < MAX_CHARS - 2 && line->level < LEVELS &&
           (!is_pattern(line) || line->at[0] == '#' || !memchr(line->at, '/', line->size));
}

/* The dictionary without its patterns; by a marker in each level it is known which is which. */
static HyphenDict *load_settings(const line_list *lines)
{
    struct buf stub = {0};
    for (size_t i = 0; i < lines->n; i++) {
        const struct line *line = &lines->at[i];
        if (is_level(line->at))
            buf_puts(&stub, markers[0]);
        if (is_setting(line)) {
            buf_append(&stub, line->at, line->size);
            buf_putc(&stub, '\n');
        }
    }
    buf_puts(&stub, markers[lines->at[lines->n - 1].level]);
    HyphenDict *dictionary = load_bytes(&stub);
    buf_free(&stub);
    return dictionary;
}

/* The level whose patterns were the marker alone. */
static HyphenDict *find_level(HyphenDict *dictionary, size_t level)
{
    for (; dictionary; dictionary = dictionary->nextlevel)
        if (dictionary->num_states == (int)strlen(markers[level]) - 2)
            return dictionary;
    return NULL;
}

static HyphenDict *load_patterns(struct arena *scratch, const line_list *lines)
{
    size_t levels = lines->at[lines->n - 1].level + 1;
    HyphenDict *dictionary = load_settings(lines), *found[LEVELS];
    for (size_t level = 0; level < levels; level++)
        found[level] = find_level(dictionary, level);
    for (size_t level = 0; level < levels; level++) {
        if (!found[level])
            continue;
        struct automaton *automaton = automaton_new(scratch);
        for (size_t i = 0; i < lines->n; i++)
            if (lines->at[i].level == level && is_pattern(&lines->at[i]))
                automaton_add(automaton, lines->at[i].at, lines->at[i].size);
        automaton_give(automaton, found[level]);
    }
    return dictionary;
}

HyphenDict *patterns_load(struct arena *scratch, const char *path)
{
    char *bytes;
    size_t size;
    line_list lines = {0};
    bool simple = true;
    if (file_read(scratch, path, &bytes, &size) != FILE_OK || size == 0)
        return NULL;
    split_lines(scratch, bytes, size, &lines);
    for (size_t i = 0; i < lines.n; i++)
        simple = simple && is_simple(&lines.at[i]);
    if (simple)
        return load_patterns(scratch, &lines);
    drop_repeated(scratch, &lines);
    return load_lines(&lines);
}
