/* Patterns: the automaton that is built here says what libhyphen's own does. */
#include "type/patterns.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "check.h"

static uint32_t seed = 7;

static uint32_t chance(uint32_t below)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

/* Patterns of so many letters, each with its chance; a full stop stands at the edges only. */
static void put_patterns(FILE *out, int size, uint32_t of)
{
    int words = 1;
    for (int i = 0; i < size; i++)
        words *= 4;
    for (int word = 0; word < words; word++) {
        char letters[8] = "";
        for (int i = 0, rest = word; i < size; i++, rest /= 4)
            letters[i] = "abc."[rest % 4];
        if (chance(of) || memchr(letters + 1, '.', (size_t)size - 2))
            continue;
        for (int i = 0; i < size; i++)
            fprintf(out, "%c%s", letters[i], chance(3) ? "" : chance(2) ? "1" : "2");
        fputc('\n', out);
    }
}

static const char *write_dictionary(struct arena *arena, const char *set, bool levels)
{
    char name[] = "/tmp/patterns-XXXXXX";
    int file = mkstemp(name);
    FILE *out = file >= 0 ? fdopen(file, "w") : NULL;
    if (!out)
        return NULL;
    fprintf(out, "%s\nLEFTHYPHENMIN 2\n", set);
    put_patterns(out, 3, 2);
    if (levels) {
        fputs("NOHYPHEN -\n1-1\nNEXTLEVEL\n", out);
        put_patterns(out, 4, 3);
        put_patterns(out, 2, 2);
    }
    fclose(out);
    return arena_strdup(arena, name);
}

static bool hyphenates_alike(HyphenDict *one, HyphenDict *other, const char *word)
{
    int size = (int)strlen(word);
    char points[2][64] = {{0}, {0}};
    HyphenDict *dictionaries[2] = {one, other};
    for (int i = 0; i < 2; i++) {
        char **spelt = NULL;
        int *at = NULL, *cut = NULL;
        hnj_hyphen_hyphenate3(dictionaries[i], word, size, points[i], NULL, &spelt, &at, &cut, 2, 2, 2, 2);
        for (int k = 0; spelt && k < size; k++)
            free(spelt[k]);
        free(spelt);
        free(at);
        free(cut);
    }
    return memcmp(points[0], points[1], (size_t)size) == 0;
}

static void test_dictionary(const char *set, bool levels, const char *name)
{
    struct arena *arena = arena_new();
    const char *path = write_dictionary(arena, set, levels);
    HyphenDict *own = patterns_load(arena, path), *theirs = hnj_hyphen_load(path);
    int alike = 0, words = 4000;
    for (int i = 0; i < words; i++) {
        char word[24] = "";
        uint32_t size = 3 + chance(16);
        for (uint32_t k = 0; k < size; k++)
            word[k] = "abc-d"[chance(k ? 5 : 3)];
        alike += own && theirs && hyphenates_alike(own, theirs, word);
    }
    check(alike == words, name);
    hnj_hyphen_free(own);
    hnj_hyphen_free(theirs);
    unlink(path);
    arena_free(arena);
}

int main(void)
{
    test_dictionary("UTF-8", false, "patterns of one level in UTF-8");
    test_dictionary("ISO8859-1", false, "patterns of one level in Latin-1");
    test_dictionary("UTF-8", true, "patterns of two levels in UTF-8");
    test_dictionary("ISO8859-1", true, "patterns of two levels in Latin-1");
    printf("1..%d\n", number);
    return failures > 0;
}
