/* Hyphenation patterns, a line each: "1tion", "f1f/ff=f,1,2"; a line NEXTLEVEL begins a second set. */
#include "type/patterns.h"

#include <stdlib.h>
#include <string.h>

struct line {
    const char *at;
    size_t size;
    const char *letters; /* without the digits */
    size_t order, level;
    bool dropped;
};
typedef VEC(struct line) line_list;

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

static void split_lines(struct arena *arena, const char *bytes, size_t size, line_list *lines)
{
    size_t level = 0;
    for (size_t at = 0; at < size;) {
        const char *newline = memchr(bytes + at, '\n', size - at);
        size_t end = newline ? (size_t)(newline - bytes) : size;
        struct line line = {.at = bytes + at, .size = end - at, .order = lines->n};
        line.letters = letters_of(arena, line.at, line.size);
        if (strncmp(line.letters, "NEXTLEVEL", 9) == 0)
            level++;
        line.level = level;
        vec_push(arena, lines, line);
        at = end + 1;
    }
}

HyphenDict *patterns_load(struct arena *scratch, const char *path)
{
    char *bytes;
    size_t size;
    line_list lines = {0};
    if (file_read(scratch, path, &bytes, &size) != FILE_OK || size == 0)
        return NULL;
    split_lines(scratch, bytes, size, &lines);
    qsort(lines.at, lines.n, sizeof *lines.at, compare_lines);
    for (size_t i = 0; i + 1 < lines.n; i++)
        lines.at[i].dropped = lines.at[i].level == lines.at[i + 1].level &&
                              strcmp(lines.at[i].letters, lines.at[i + 1].letters) == 0;
    qsort(lines.at, lines.n, sizeof *lines.at, compare_places);
    struct buf kept = {0};
    for (size_t i = 0; i < lines.n; i++)
        if (!lines.at[i].dropped || i == 0) {
            buf_append(&kept, lines.at[i].at, lines.at[i].size);
            buf_putc(&kept, '\n');
        }
    FILE *file = fmemopen(kept.at, kept.n, "r");
    HyphenDict *dictionary = file ? hnj_hyphen_load_file(file) : NULL;
    if (file)
        fclose(file);
    buf_free(&kept);
    return dictionary;
}
