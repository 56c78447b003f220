/*
 * Dictionaries for libhyphen. Of patterns for the same letters only the last reaches the library, which takes the last
 * in any case but loses the memory of the others (2.8.8).
 */
#include "type/respelling.h"

#include <stdlib.h>
#include <string.h>

struct line {
    const char *at;
    size_t size, order, level;
    const char *letters; /* without the digits */
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
        level += strncmp(bytes + at, "NEXTLEVEL", 9) == 0;
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

static HyphenDict *load_lines(const line_list *lines)
{
    struct buf kept = {0};
    for (size_t i = 0; i < lines->n; i++)
        if (!lines->at[i].dropped) {
            buf_append(&kept, lines->at[i].at, lines->at[i].size);
            buf_putc(&kept, '\n');
        }
    FILE *file = fmemopen(kept.at, kept.n, "r");
    HyphenDict *dictionary = file ? hnj_hyphen_load_file(file) : NULL;
    if (file)
        fclose(file);
    buf_free(&kept);
    return dictionary;
}

HyphenDict *respelling_load(const char *bytes, size_t size)
{
    struct arena *scratch = arena_new();
    line_list lines = {0};
    split_lines(scratch, bytes, size, &lines);
    drop_repeated(scratch, &lines);
    HyphenDict *dictionary = load_lines(&lines);
    arena_free(scratch);
    return dictionary;
}

/* libhyphen's result is a digit for each character, odd where the word may be broken, and what is spelt anew there. */
void respelling_find(HyphenDict *dictionary, const char *word, size_t size, int before, int after, bool *points)
{
    struct arena *scratch = arena_new();
    char *digits = arena_alloc(scratch, size + 8), **spelt = NULL;
    int *positions = NULL, *cuts = NULL;
    int failed = hnj_hyphen_hyphenate3(dictionary, word, (int)size, digits, NULL, &spelt, &positions, &cuts, before,
                                       after, before, after);
    for (size_t i = 0; i < size; i++)
        points[i] = !failed && (digits[i] & 1) && !(spelt && spelt[i]); /* Schiff-fahrt stands there with two f */
    for (size_t i = 0; spelt && i < size; i++)
        free(spelt[i]);
    free(spelt);
    free(positions);
    free(cuts);
    arena_free(scratch);
}
