/*
 * type, inside: hyphenation patterns in the files that libhyphen reads, and where they break a word. Not for other
 * folders.
 */
#ifndef TYPE_PATTERNS_H
#define TYPE_PATTERNS_H

#include "base/base.h"

enum { PATTERNS_LONGEST_WORD = 320 }; /* bytes */

/* A language's patterns. They live as long as the arena, and are to be closed before it is freed. */
struct patterns;
/* At least so many characters stay before and after each break, more where they say so. NULL: cannot be read. */
struct patterns *patterns_load(struct arena *arena, const char *path, int before, int after);
void patterns_close(struct patterns *patterns);
/* The name of the character set in which they are written. */
const char *patterns_charset(const struct patterns *patterns);
/*
 * A word of letters alone, in lower case and in the patterns' character set, not longer than PATTERNS_LONGEST_WORD, NUL
 * after it: points[i] tells whether it may be broken after its character i; there is room for a point a byte. Where it
 * would then be spelt in another way it may not.
 */
void patterns_find(const struct patterns *patterns, const char *word, size_t size, bool *points);

#endif
