/*
 * type, inside: libhyphen, for languages that spell some words in another way when they are broken. Not for other
 * folders.
 */
#ifndef TYPE_RESPELLING_H
#define TYPE_RESPELLING_H

#include "base/base.h"

#include <hyphen.h>

/* From the bytes of a dictionary. To be freed with hnj_hyphen_free. NULL when libhyphen does not take it. */
HyphenDict *respelling_load(const char *bytes, size_t size);
/* As patterns_find; so many characters stay before and after each break, more where the dictionary says so. */
void respelling_find(HyphenDict *dictionary, const char *word, size_t size, int before, int after, bool *points);

#endif
