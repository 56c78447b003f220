/*
 * words: the words that the compiler itself makes ("Contents", "see also", "Table 3"), by language. words.def says
 * which there are, and has them in English; every other language is a file of the same form, such as fr.def, which a
 * translator can read and send back. Strings returned are constant or belong to the arena.
 */
#ifndef WORDS_H
#define WORDS_H

#include "base/base.h"

enum word_id {
#define WORD(id, english) WORD_##id,
#include "words/words.def"
#undef WORD
    WORD_COUNT
};

/* Has the language (BCP 47) words of its own? English stands in for the others. */
bool words_known(const char *language);
/* Does its own file have this word? */
bool words_has(const char *language, enum word_id id);
/* The languages there are, by number; NULL after the last one. */
const char *words_language(size_t index);
const char *words_get(const char *language, enum word_id id);
/* The same with %1 and %2 replaced. `two` may be NULL. */
const char *words_fill(struct arena *arena, const char *language, enum word_id id, const char *one, const char *two);
/* "A, B", with a comma as the language writes it. */
const char *words_pair(struct arena *arena, const char *language, const char *first, const char *second);
/* "A", "A and B", "A, B and C"; in other languages as CLDR has it. */
const char *words_list(struct arena *arena, const char *language, const char *const *items, size_t count);

/*
 * Do the words on both sides of the space that ends before byte `at` stay together: a number and its unit, "p. 12",
 * a day and its month, initials and a name? The table is ties.def.
 */
bool words_tie(const char *language, const char *text, size_t size, size_t at);
/*
 * Worth asking before the language is known: most spaces stand before a small letter, which only a number, an ordinal,
 * an initial or a sign outside ASCII ties.
 */
static inline bool words_may_tie(const char *text, size_t at)
{
    if (at < 2 || text[at - 1] != ' ')
        return false;
    if (text[at] < 'a' || text[at] > 'z')
        return true;
    char last = text[at - 2];
    if (last == '.' || last == '-' || last == ' ' || (unsigned char)last >= 0x80)
        return true;
    if ((last >= 'a' && last <= 'z') || last == ',')
        return at > 3 && text[at - 4] >= '0' && text[at - 4] <= '9';
    for (size_t i = at - 1; i > 0 && i + 4 >= at; i--)
        if (text[i - 1] >= '0' && text[i - 1] <= '9')
            return true;
    return false;
}

#endif
