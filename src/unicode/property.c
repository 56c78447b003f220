/* Properties of characters, and their width in fixed-pitch text (UAX #11). */
#include "unicode/unicode.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/uloc.h>
#include <unicode/uscript.h>

bool unicode_is_letter(uint32_t character)
{
    if (character < 0x80)
        return (character | 32) >= 'a' && (character | 32) <= 'z';
    return u_isalpha((UChar32)character);
}

bool unicode_is_digit(uint32_t character)
{
    if (character < 0x80)
        return character >= '0' && character <= '9';
    return u_isdigit((UChar32)character);
}

bool unicode_is_mark(uint32_t character)
{
    return character >= 0x300 && (U_GET_GC_MASK((UChar32)character) & U_GC_M_MASK) != 0;
}

bool unicode_is_space(uint32_t character)
{
    if (character < 0x80)
        return character == ' ' || (character >= '\t' && character <= '\r');
    return u_isUWhiteSpace((UChar32)character);
}

bool unicode_is_upper(uint32_t character)
{
    if (character < 0x80)
        return character >= 'A' && character <= 'Z';
    return u_isUUppercase((UChar32)character);
}

uint32_t unicode_to_lower(uint32_t character)
{
    if (character < 0x80)
        return character >= 'A' && character <= 'Z' ? character + 32 : character;
    return (uint32_t)u_tolower((UChar32)character);
}

bool unicode_is_ignorable(uint32_t character)
{
    if (character < 0xA0)
        return character < 0x20 || character >= 0x7F;
    return u_hasBinaryProperty((UChar32)character, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

bool unicode_is_unspaced(uint32_t character)
{
    if (character < 0xE00)
        return false;
    switch (ublock_getCode((UChar32)character)) {
    case UBLOCK_THAI: case UBLOCK_LAO: case UBLOCK_KHMER:
    case UBLOCK_MYANMAR: case UBLOCK_MYANMAR_EXTENDED_A: case UBLOCK_MYANMAR_EXTENDED_B:
    case UBLOCK_HIRAGANA: case UBLOCK_KATAKANA:
        return true;
    default:
        break;
    }
    return u_hasBinaryProperty((UChar32)character, UCHAR_IDEOGRAPHIC) || character == 0x3005;
}

uint32_t unicode_script(uint32_t character)
{
    if (character < 0x80)
        return unicode_is_letter(character) ? SCRIPT_TAG('L', 'a', 't', 'n') : SCRIPT_TAG('Z', 'y', 'y', 'y');
    UErrorCode status = U_ZERO_ERROR;
    UScriptCode code = uscript_getScript((UChar32)character, &status);
    const char *name = U_FAILURE(status) ? NULL : uscript_getShortName(code);
    if (!name || !name[0] || !name[1] || !name[2] || !name[3])
        return SCRIPT_TAG('Z', 'z', 'z', 'z');
    return SCRIPT_TAG((unsigned char)name[0], (unsigned char)name[1], (unsigned char)name[2],
                      (unsigned char)name[3]);
}

int unicode_width(uint32_t character)
{
    if (character < 0x7F)
        return character >= 0x20;
    bool assigned = character < 0xA0 || u_isdefined((UChar32)character);
    if (unicode_is_mark(character) || (assigned && unicode_is_ignorable(character)))
        return 0;
    if (character == 0x2028 || character == 0x2029) /* line and paragraph separator */
        return 0;
    int jamo = u_getIntPropertyValue((UChar32)character, UCHAR_HANGUL_SYLLABLE_TYPE);
    if (jamo == U_HST_VOWEL_JAMO || jamo == U_HST_TRAILING_JAMO)
        return 0;
    int width = u_getIntPropertyValue((UChar32)character, UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_FULLWIDTH || width == U_EA_WIDE ? 2 : 1;
}

int unicode_text_width(const char *text, size_t size)
{
    int width = 0;
    const char *at = text, *end = text + size;
    while (at < end) {
        size_t plain = utf8_plain(at, (size_t)(end - at));
        width += (int)plain;
        at += plain;
        if (at < end)
            width += unicode_width(utf8_next(&at, end));
    }
    return width;
}

bool unicode_written_in(const char *tag, uint32_t script)
{
    char likely[ULOC_FULLNAME_CAPACITY] = "", own[16] = "";
    UErrorCode status = U_ZERO_ERROR;
    uloc_forLanguageTag(tag, likely, sizeof likely - 1, NULL, &status);
    char said[ULOC_FULLNAME_CAPACITY];
    snprintf(said, sizeof said, "%s", likely);
    uloc_addLikelySubtags(said, likely, sizeof likely - 1, &status);
    uloc_getScript(likely, own, sizeof own - 1, &status);
    return U_SUCCESS(status) && strlen(own) == 4 && SCRIPT_TAG(own[0], own[1], own[2], own[3]) == script;
}
