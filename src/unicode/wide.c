/* UTF-8 to UTF-16 and back. */
#include "unicode/wide.h"

#include <stdlib.h>
#include <unicode/ustring.h>

#define WIDE_LIMIT ((size_t)1 << 30)

void wide_open(struct wide *wide, const char *text, size_t size)
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t bytes = (int32_t)(size < WIDE_LIMIT ? size : WIDE_LIMIT);
    int32_t cap = (int32_t)(sizeof wide->room / sizeof wide->room[0]);
    wide->at = wide->room;
    if (bytes >= cap) {
        cap = bytes + 1;
        wide->at = base_malloc((size_t)cap * sizeof(UChar));
    }
    wide->n = 0;
    u_strFromUTF8WithSub(wide->at, cap, &wide->n, text, bytes, 0xFFFD, NULL, &status);
    if (U_FAILURE(status))
        wide->n = 0;
    wide->at[wide->n] = 0;
}

void wide_close(struct wide *wide)
{
    if (wide->at != wide->room)
        free(wide->at);
    wide->at = NULL;
}

char *wide_to_utf8(struct arena *arena, const UChar *text, int32_t length, size_t *size)
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t need = 0;
    u_strToUTF8WithSub(NULL, 0, &need, text, length, 0xFFFD, NULL, &status);
    char *out = arena_alloc(arena, (size_t)need + 1);
    status = U_ZERO_ERROR;
    u_strToUTF8WithSub(out, need + 1, NULL, text, length, 0xFFFD, NULL, &status);
    if (size)
        *size = (size_t)need;
    return out;
}
