/* Unit tests of words/: every language has every word, with the same blanks. */
#include "words/words.h"

#include <stdio.h>
#include <string.h>

#include "unicode/unicode.h"

#include "check.h"

static const char *const names[] = {
#define WORD(id, english) #id,
#include "words/words.def"
#undef WORD
};

/* The number of blanks: 1 for %1, 2 for %2. */
static int blanks(const char *text)
{
    return (strstr(text, "%1") != NULL) | (strstr(text, "%2") != NULL) << 1;
}

static void test_complete(struct arena *arena, const char *language)
{
    const char *wrong = NULL;
    for (int i = 0; i < WORD_COUNT; i++) {
        enum word_id id = (enum word_id)i;
        bool good = words_has(language, id) && blanks(words_get(language, id)) == blanks(words_get("en", id));
        if (!good && !wrong)
            wrong = names[i];
    }
    same(wrong, NULL, arena_format(arena, "%s has every word, with its blanks", language));
}

static void test_choice(void)
{
    same(words_get("fr-CH", WORD_PROGRAMME), "Programme", "a region speaks its language");
    same(words_get("fr", WORD_CONTENTS), "Table des matières", "French");
    same(words_get("zh", WORD_CONTENTS), "目录", "Chinese is simplified");
    same(words_get("zh-Hant-HK", WORD_CONTENTS), "目錄", "or traditional, by script");
    same(words_get("zh-TW", WORD_CONTENTS), "目錄", "or by region");
    same(words_get("ZH-hant", WORD_CONTENTS), "目錄", "tags are read in any case");
    same(words_get("fy", WORD_CONTENTS), "Contents", "English stands in");
    check(!words_known("fy") && !words_known("fra") && words_known("fr"), "known and unknown languages");
}

static void test_lists(struct arena *arena)
{
    static const char *const three[] = {"A", "B", "C"}, *const tongues[] = {"español", "inglés"};
    same(words_list(arena, "en", three, 0), "", "an empty list");
    same(words_list(arena, "en", three, 1), "A", "one");
    same(words_list(arena, "en", three, 2), "A and B", "two");
    same(words_list(arena, "en", three, 3), "A, B and C", "three, without a serial comma");
    same(words_list(arena, "fr", three, 3), "A, B et C", "French");
    same(words_list(arena, "zh", three, 3), "A、B和C", "Chinese");
    same(words_fill(arena, "zh", WORD_LABELLED, "A", "B"), "A：B", "a colon of Chinese");
    same(words_fill(arena, "fr", WORD_LABELLED, "A", "B"), "A\u00A0: B", "of French");
    same(words_list(arena, "ar", three, 3), "A وB وC", "Arabic");
    same(words_list(arena, "es", tongues, 2), "español e inglés", "Spanish “e” before an i");
}

int main(void)
{
    struct arena *arena = arena_new();
    for (size_t i = 0; words_language(i); i++)
        test_complete(arena, words_language(i));
    test_choice();
    test_lists(arena);
    arena_free(arena);
    unicode_cleanup();
    printf("1..%d\n", number);
    return failures != 0;
}
