/* Normalization form C (UAX #15) and full case folding. */
#include "unicode/unicode.h"
#include "unicode/wide.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/uclean.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

void unicode_cleanup(void)
{
    u_cleanup();
}

/* A starter that is in normal form: all below U+0300, spaces, punctuation and currencies, the sign for references. */
static bool is_inert(uint32_t c)
{
    return c < 0x300 || (c >= 0x2002 && c <= 0x20CF) || c == 0xFFFC;
}

/* The quick check of UAX #15, section 9: false where normalizing might change something. */
static bool surely_nfc(const char *text, size_t size)
{
    const char *at = text, *end = text + size;
    int last_class = 0;
    for (size_t plain; at < end;) {
        if ((plain = utf8_plain(at, (size_t)(end - at)))) {
            at += plain;
            last_class = 0;
            continue;
        }
        uint32_t c = utf8_next(&at, end);
        if (is_inert(c)) {
            last_class = 0;
            continue;
        }
        int class = u_getCombiningClass((UChar32)c);
        if (class != 0 && last_class > class)
            return false;
        if (u_getIntPropertyValue((UChar32)c, UCHAR_NFC_QUICK_CHECK) != UNORM_YES)
            return false;
        last_class = class;
    }
    return true;
}

const char *unicode_nfc(struct arena *arena, const char *text, size_t size, size_t *out_size)
{
    *out_size = size;
    if (surely_nfc(text, size))
        return text;
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
    struct wide wide;
    wide_open(&wide, text, size);
    int32_t cap = wide.n + 1;
    UChar *out = base_malloc((size_t)cap * sizeof(UChar));
    int32_t n = unorm2_normalize(nfc, wide.at, wide.n, out, cap, &status);
    if (status == U_BUFFER_OVERFLOW_ERROR) {
        status = U_ZERO_ERROR;
        cap = n + 1;
        out = base_realloc(out, (size_t)cap * sizeof(UChar));
        n = unorm2_normalize(nfc, wide.at, wide.n, out, cap, &status);
    }
    const char *result = U_FAILURE(status) ? text : wide_to_utf8(arena, out, n, out_size);
    free(out);
    wide_close(&wide);
    return result;
}

bool unicode_decompose(uint32_t character, uint32_t parts[2])
{
    UErrorCode status = U_ZERO_ERROR;
    UChar raw[4];
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
    int32_t n = U_FAILURE(status) ? -1 : unorm2_getRawDecomposition(nfc, (UChar32)character, raw, 4, &status);
    if (n != 2 || U_FAILURE(status) || U16_IS_SURROGATE(raw[0]))
        return false;
    parts[0] = raw[0];
    parts[1] = raw[1];
    return true;
}

int unicode_fold_character(uint32_t c, char out[UNICODE_FOLD_ROOM])
{
    UErrorCode status = U_ZERO_ERROR;
    UChar from[2], to[8];
    int32_t from_size = 0, size = 0;
    U16_APPEND_UNSAFE(from, from_size, c);
    int32_t n = u_strFoldCase(to, 8, from, from_size, U_FOLD_CASE_DEFAULT, &status);
    u_strToUTF8(out, UNICODE_FOLD_ROOM, &size, to, n, &status);
    return U_FAILURE(status) ? utf8_put(out, c) : size;
}

/* Bytes that a text may become: at most three times as many (The Unicode Standard, 5.18), and room for one call. */
static size_t fold_room(const char *text, size_t size)
{
    size_t wide = 0;
    for (size_t i = 0; i < size; i++)
        wide += (unsigned char)text[i] >= 0x80;
    return size + 2 * wide + UNICODE_FOLD_ROOM;
}

const char *unicode_fold(struct arena *arena, const char *text, size_t size, size_t *out_size)
{
    char *bytes = arena_take(arena, fold_room(text, size) + 1);
    const char *at = text, *end = text + size;
    size_t n = 0;
    while (at < end) {
        char byte = *at;
        if ((unsigned char)byte < 0x80) {
            bytes[n++] = byte >= 'A' && byte <= 'Z' ? byte + 32 : byte;
            at++;
        } else {
            n += (size_t)unicode_fold_character(utf8_next(&at, end), bytes + n);
        }
    }
    bytes[n] = '\0';
    *out_size = n;
    return bytes;
}
