/*
 * type, inside: reading hyphenation patterns. Not for other folders.
 */
#ifndef TYPE_PATTERNS_H
#define TYPE_PATTERNS_H

#include "base/base.h"

#include <hyphen.h>

/*
 * Loads a libhyphen dictionary; NULL when it cannot be read. Of patterns for the same letters only the last
 * reaches the library, which takes the last in any case but loses the memory of the others (2.8.8).
 */
HyphenDict *patterns_load(struct arena *scratch, const char *path);

#endif
