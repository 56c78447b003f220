/*
 * unicode, inside: BCP 47 tags as ICU's locale names. Not for other folders.
 */
#ifndef UNICODE_LOCALE_H
#define UNICODE_LOCALE_H

#include "base/base.h"

#include <unicode/uloc.h>

struct locale {
    char name[ULOC_FULLNAME_CAPACITY];
};
/* The root locale when the tag is not well-formed. */
struct locale locale_of(const char *language);
/* Is the language subtag `subtag` ("en"), whatever follows? */
bool locale_is(const char *language, const char *subtag);

#endif
