/* The signs in numbers by CLDR. */
#include "unicode/locale.h"
#include "unicode/unicode.h"

#include <unicode/unum.h>
#include <unicode/utf16.h>

uint32_t unicode_decimal_sign(const char *language)
{
    UErrorCode status = U_ZERO_ERROR;
    char latin[ULOC_FULLNAME_CAPACITY];
    snprintf(latin, sizeof latin, "%s", locale_of(language).name);
    uloc_setKeywordValue("numbers", "latn", latin, sizeof latin, &status);
    UNumberFormat *format = unum_open(UNUM_DECIMAL, NULL, 0, latin, NULL, &status);
    UChar sign[8] = {'.', 0};
    if (U_SUCCESS(status))
        unum_getSymbol(format, UNUM_DECIMAL_SEPARATOR_SYMBOL, sign, 8, &status);
    unum_close(format);
    if (U_FAILURE(status) || !sign[0])
        return '.';
    uint32_t character;
    U16_GET(sign, 0, 0, -1, character);
    return character;
}
