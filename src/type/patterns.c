/*
 * Hyphenation patterns, a line each: "1tion", "f1f/ff=f,1,2"; a line NEXTLEVEL begins a second set. Words are broken
 * where libhyphen 2.8.8 breaks them, by tables that are made in a fraction of its time; it is asked itself where words
 * are spelt anew.
 */
#include "type/patterns.h"
#include "type/respelling.h"
#include "type/trie.h"

#include <stdlib.h>
#include <string.h>

enum { LEVELS = 2, LONGEST_LINE = 97 /* longer ones libhyphen takes to pieces */ };
_Static_assert(LONGEST_LINE < (int)TRIE_LONGEST, "a pattern is no longer than a trie takes");

struct patterns {
    const char *charset;
    bool utf8;
    int least_before, least_after;              /* characters beside a break: what the caller asks for */
    int before, after, seam_before, seam_after; /* that or more: of a word; of a part, beside a compound's seam */
    struct trie levels[LEVELS];                 /* the first of two breaks compounds, the last their parts */
    size_t level_count;
    HyphenDict *respelling; /* in the place of levels; else NULL */
};

static bool begins_with(const char *line, const char *word)
{
    return strncmp(line, word, strlen(word)) == 0;
}

/* Words that are not patterns. Only the first level's have an effect. */
static bool read_setting(struct patterns *patterns, const char *line)
{
    const struct {
        const char *word;
        int *number;
    } settings[] = {{"LEFTHYPHENMIN", &patterns->before},
                    {"RIGHTHYPHENMIN", &patterns->after},
                    {"COMPOUNDLEFTHYPHENMIN", &patterns->seam_before},
                    {"COMPOUNDRIGHTHYPHENMIN", &patterns->seam_after}};
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
        if (!begins_with(line, settings[i].word))
            continue;
        int number = atoi(line + strlen(settings[i].word));
        if (patterns->level_count == 1 && number > *settings[i].number)
            *settings[i].number = number;
        return true;
    }
    return false;
}

/* "NOHYPHEN -,'": where no break is. None of it stands among the letters of a word. */
static bool is_without_letters(const char *line, size_t size)
{
    for (size_t i = strlen("NOHYPHEN"); i < size; i++)
        if ((unsigned char)line[i] >= 'A')
            return false;
    return true;
}

/* False: only libhyphen itself should read it: words spelt otherwise where they are broken, and very long lines. */
static bool add_line(struct patterns *patterns, const char *bytes, size_t from, size_t size)
{
    const char *line = bytes + from;
    if (size == 0 || *line == '%' || *line == '#' || (*line >= 'A' && *line <= 'Z' && read_setting(patterns, line)))
        return true;
    if (begins_with(line, "NOHYPHEN"))
        return is_without_letters(line, size);
    if (size > LONGEST_LINE || memchr(line, '/', size))
        return false;
    trie_add(&patterns->levels[patterns->level_count - 1], from);
    return true;
}

/* False when libhyphen should read the file. */
static bool add_lines(struct patterns *patterns, const char *bytes, size_t size)
{
    if (size >= TRIE_LARGEST_FILE)
        return false;
    trie_init(&patterns->levels[patterns->level_count++], bytes, size);
    for (size_t at = strcspn(bytes, "\n") + 1; at < size;) {
        const char *newline = memchr(bytes + at, '\n', size - at);
        size_t end = newline ? (size_t)(newline - bytes) : size;
        bool next_level = begins_with(bytes + at, "NEXTLEVEL");
        if (next_level && patterns->level_count < LEVELS)
            trie_init(&patterns->levels[patterns->level_count++], bytes, size - end);
        else if (next_level || !add_line(patterns, bytes, at, end - at))
            return false;
        at = end + 1;
    }
    return true;
}

static void free_levels(struct patterns *patterns)
{
    while (patterns->level_count)
        trie_free(&patterns->levels[--patterns->level_count]);
}

struct patterns *patterns_load(struct arena *arena, const char *path, int before, int after)
{
    char *bytes;
    size_t size;
    if (file_read(arena, path, &bytes, &size) != FILE_OK || size == 0)
        return NULL;
    struct patterns *patterns = arena_alloc(arena, sizeof *patterns);
    patterns->least_before = patterns->before = patterns->seam_before = before;
    patterns->least_after = patterns->after = patterns->seam_after = after;
    patterns->charset = arena_string(arena, bytes, strcspn(bytes, "\r\n"));
    patterns->utf8 = strcmp(patterns->charset, "UTF-8") == 0;
    if (add_lines(patterns, bytes, size)) {
        for (size_t i = 0; i < patterns->level_count; i++)
            trie_end(&patterns->levels[i]);
        return patterns;
    }
    free_levels(patterns);
    patterns->respelling = respelling_load(bytes, size);
    return patterns->respelling ? patterns : NULL;
}

void patterns_close(struct patterns *patterns)
{
    free_levels(patterns);
    if (patterns->respelling)
        hnj_hyphen_free(patterns->respelling);
}

const char *patterns_charset(const struct patterns *patterns)
{
    return patterns->charset;
}

static bool begins_character(const struct patterns *patterns, char byte)
{
    return !patterns->utf8 || ((unsigned char)byte & 0xC0) != 0x80;
}

static void clear_first(const struct patterns *patterns, const char *word, size_t size, int before, bool *points)
{
    int characters = 0;
    for (size_t i = 0; i < size; i++) {
        characters += begins_character(patterns, word[i]);
        if (characters >= before)
            break;
        points[i] = false;
    }
}

static void clear_last(const struct patterns *patterns, const char *word, size_t size, int after, bool *points)
{
    int characters = 0;
    for (size_t i = size; i-- > 0 && characters < after;) {
        points[i] = false;
        characters += begins_character(patterns, word[i]);
    }
}

/* points[i]: what the patterns of a level say of the place after byte i. */
static void weigh(const struct trie *level, const char *word, size_t size, bool *points)
{
    char text[PATTERNS_LONGEST_WORD + 2], values[PATTERNS_LONGEST_WORD + 3];
    text[0] = '.';
    memcpy(text + 1, word, size);
    text[size + 1] = '.';
    trie_weigh(level, text, size + 2, values);
    for (size_t i = 0; i + 1 < size; i++)
        points[i] = (values[i + 2] - '0') & 1;
    points[size - 1] = false;
}

/* A word whose parts stand at the beginning or the end of it keeps the distance from compounds' seams elsewhere. */
struct part {
    const char *at;
    size_t size;
    bool begins, ends; /* the word */
};

/*
 * Each part between the breaks of a level is broken by the same level again; what it leaves whole, by the next. The
 * place before a part's last byte stays what it was.
 */
static void divide(const struct patterns *patterns, size_t level, struct part part, bool *points)
{
    size_t begin = 0;
    weigh(&patterns->levels[level], part.at, part.size, points);
    if (level + 1 == patterns->level_count)
        return;
    for (size_t i = 0; i < part.size; i++) {
        bool kept[2] = {i > 0 && points[i - 1], points[i]};
        if (!points[i] && (begin == 0 || i + 1 < part.size))
            continue;
        if (i > begin) {
            divide(patterns, level,
                   (struct part){part.at + begin, i + 1 - begin, begin == 0 && part.begins, !points[i] && part.ends},
                   points + begin);
            memcpy(&points[i - 1], kept, sizeof kept);
        }
        begin = i + 1;
    }
    if (begin)
        return;
    divide(patterns, level + 1, part, points);
    if (!part.begins)
        clear_first(patterns, part.at, part.size, patterns->seam_before, points);
    if (!part.ends)
        clear_last(patterns, part.at, part.size, patterns->seam_after, points);
}

void patterns_find(const struct patterns *patterns, const char *word, size_t size, bool *points)
{
    if (size == 0 || size > PATTERNS_LONGEST_WORD)
        return;
    if (patterns->respelling) {
        respelling_find(patterns->respelling, word, size, patterns->least_before, patterns->least_after, points);
        return;
    }
    divide(patterns, 0, (struct part){word, size, true, true}, points);
    clear_first(patterns, word, size, patterns->before, points);
    clear_last(patterns, word, size, patterns->after, points);
    size_t characters = 0;
    for (size_t i = 0; i < size; i++)
        if (i + 1 == size || begins_character(patterns, word[i + 1]))
            points[characters++] = points[i];
}
