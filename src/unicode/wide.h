/*
 * unicode, inside: UTF-16 for the calls of ICU that want it. Not for other folders.
 */
#ifndef UNICODE_WIDE_H
#define UNICODE_WIDE_H

#include "base/base.h"

#include <unicode/utypes.h>

/* A text in UTF-16, NUL-terminated; bad UTF-8 became U+FFFD. Short texts need no heap. */
struct wide {
    UChar *at;
    int32_t n;
    UChar room[256];
};
/* Texts of more than 2^30 bytes are cut there: ICU counts in int32_t. */
void wide_open(struct wide *wide, const char *text, size_t size);
void wide_close(struct wide *wide);
/* UTF-16 back to UTF-8 with a NUL after it. */
char *wide_to_utf8(struct arena *arena, const UChar *text, int32_t length, size_t *size);

#endif
