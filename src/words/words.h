/*
 * words: the words that the compiler itself makes ("Contents", "see also", "Table 3"), by language. The table is
 * words.def. Strings returned are constant or belong to the arena.
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

/* Has the language words of its own? English stands in for the others. */
bool words_known(const char *language);
const char *words_get(const char *language, enum word_id id);
/* The same with %1 and %2 replaced. `two` may be NULL. */
const char *words_fill(struct arena *arena, const char *language, enum word_id id, const char *one, const char *two);
/* "A", "A and B", "A, B and C". */
const char *words_list(struct arena *arena, const char *language, const char *const *items, size_t count);

#endif
