/* The table of words that stay on one line with what stands beside them, ties.def: asked at many spaces of a text. */
#ifndef WORDS_TIE_TABLE_H
#define WORDS_TIE_TABLE_H

#include <stdbool.h>
#include <stddef.h>

enum tie_kind { TIE_BEFORE, TIE_AFTER, TIE_MONTH, TIE_TITLE, TIE_KINDS };
enum { TIE_WORD_MOST = 40 }; /* bytes; a longer word stands in no row */

struct tie_row;
/* The row of a language ("en" for "en-GB"); NULL: it has none. */
const struct tie_row *tie_row_of(const char *language);
/*
 * Does a word stand in this row (NULL: none) or in that of all languages? Small letters of the table stand for a
 * capital, too.
 */
bool tie_row_has(const struct tie_row *row, enum tie_kind kind, const char *word, size_t size);

#endif
