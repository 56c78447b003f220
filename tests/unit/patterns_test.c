/* Patterns: words are broken where libhyphen breaks them. */
#include "type/patterns.h"

#include <hyphen.h>
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

static const char *write_dictionary(struct arena *arena, const char *set, bool levels, const char *extra)
{
    char name[] = "/tmp/patterns-XXXXXX";
    int file = mkstemp(name);
    FILE *out = file >= 0 ? fdopen(file, "w") : NULL;
    if (!out)
        return NULL;
    fprintf(out, "%s\nLEFTHYPHENMIN 2\n%s", set, extra);
    put_patterns(out, 3, 2);
    if (levels) {
        fputs("NOHYPHEN -\n1-1\nNEXTLEVEL\n", out);
        put_patterns(out, 4, 3);
        put_patterns(out, 2, 2);
    }
    fclose(out);
    return arena_strdup(arena, name);
}

enum { BEFORE = 2, AFTER = 2 };

static bool hyphenates_alike(const struct patterns *own, HyphenDict *theirs, const char *word)
{
    size_t size = strlen(word);
    char digits[64] = {0}, **spelt = NULL;
    int *at = NULL, *cut = NULL;
    bool points[64], alike = true;
    hnj_hyphen_hyphenate3(theirs, word, (int)size, digits, NULL, &spelt, &at, &cut, BEFORE, AFTER, BEFORE, AFTER);
    patterns_find(own, word, size, points);
    for (size_t i = 0; i < size; i++) {
        alike = alike && points[i] == ((digits[i] & 1) && !(spelt && spelt[i]));
        if (spelt)
            free(spelt[i]);
    }
    free(spelt);
    free(at);
    free(cut);
    return alike;
}

static void test_dictionary(const char *set, bool levels, const char *extra, const char *name)
{
    struct arena *arena = arena_new();
    const char *path = write_dictionary(arena, set, levels, extra);
    struct patterns *own = patterns_load(arena, path, BEFORE, AFTER);
    HyphenDict *theirs = hnj_hyphen_load(path);
    int alike = 0, words = 4000;
    for (int i = 0; i < words; i++) {
        char word[24] = "";
        uint32_t size = 3 + chance(16);
        for (uint32_t k = 0; k < size; k++)
            word[k] = "abcd"[chance(k ? 4 : 3)];
        alike += own && theirs && hyphenates_alike(own, theirs, word);
    }
    check(alike == words, name);
    if (own)
        patterns_close(own);
    hnj_hyphen_free(theirs);
    unlink(path);
    arena_free(arena);
}

int main(void)
{
    test_dictionary("UTF-8", false, "", "patterns of one level in UTF-8");
    test_dictionary("ISO8859-1", false, "", "patterns of one level in Latin-1");
    test_dictionary("UTF-8", true, "", "patterns of two levels in UTF-8");
    test_dictionary("ISO8859-1", true, "COMPOUNDLEFTHYPHENMIN 3\nRIGHTHYPHENMIN 4\n", "patterns that keep a distance");
    test_dictionary("UTF-8", false, "a1b/c=b,1,2\n", "patterns that spell anew");
    printf("1..%d\n", number);
    return failures > 0;
}
