/* text: where the decimal sign of a number stands, so that a column of numbers can be aligned on it. */
#include "text/text.h"
#include "unicode/unicode.h"

/* Letters that may stand before a number: "US$ 12.50", "ca. 30". */
#define MOST_LETTERS 4

/* Byte of the first digit, or `size` when the text does not begin with a number. */
static uint32_t first_digit(const char *text, uint32_t size)
{
    const char *at = text, *end = text + size;
    int letters = 0;
    while (at < end) {
        const char *start = at;
        uint32_t character = utf8_next(&at, end);
        if (unicode_is_digit(character))
            return (uint32_t)(start - text);
        letters += unicode_is_letter(character);
        if (letters > MOST_LETTERS)
            return size;
    }
    return size;
}

static uint32_t digits_from(const char *at, const char *end)
{
    uint32_t count = 0;
    while (at < end && unicode_is_digit(utf8_next(&at, end)))
        count++;
    return count;
}

/* May the character part groups of digits? A space does so only before exactly three. */
static bool parts_groups(uint32_t character, uint32_t digits)
{
    if (unicode_is_space(character))
        return digits == 3;
    return digits > 0 && (character == ',' || character == '.' || character == '\'' || character == 0x2019 ||
                          character == 0x066C);
}

uint32_t text_decimal_point(const char *text, uint32_t size, uint32_t sign)
{
    const char *end = text + size, *at = text + first_digit(text, size);
    while (at < end) {
        const char *start = at;
        uint32_t character = utf8_next(&at, end);
        if (unicode_is_digit(character))
            continue;
        if (character == sign || !parts_groups(character, digits_from(at, end)))
            return (uint32_t)(start - text);
    }
    return first_digit(text, size) < size ? size : TEXT_NO_NUMBER;
}
