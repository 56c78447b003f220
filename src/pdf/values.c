/* pdf: numbers, strings and references as they stand in the file (ISO 32000-1 7.3). */
#include <string.h>

#include "pdf/writer.h"

void put_fixed(struct buf *out, int64_t value, int decimals)
{
    char digits[32], *end = digits + sizeof digits, *at = end; /* from the last one on */
    uint64_t left = (uint64_t)(value < 0 ? -value : value);
    while (decimals && left % 10 == 0) {
        left /= 10;
        decimals--;
    }
    for (int i = decimals; i > 0 || left; left /= 10) {
        *--at = (char)('0' + left % 10);
        if (--i == 0)
            *--at = '.';
    }
    if (at == end)
        *--at = '0';
    if (value < 0)
        *--at = '-';
    buf_append(out, at, (size_t)(end - at));
}

void put_reference(struct buf *out, size_t number)
{
    buf_number(out, number);
    buf_puts(out, " 0 R");
}

void put_section_reference(struct buf *out, const struct pdf *pdf, enum section section, size_t index)
{
    put_reference(out, pdf->section[section].first + index);
}

bool is_plain_text(const char *text)
{
    for (; *text; text++)
        if (*text < 0x20 || *text > 0x7E)
            return false;
    return true;
}

int utf16_units(uint32_t character, uint16_t *units)
{
    if (character < 0x10000) {
        units[0] = (uint16_t)character;
        return 1;
    }
    units[0] = (uint16_t)(0xD800 + ((character - 0x10000) >> 10));
    units[1] = (uint16_t)(0xDC00 + ((character - 0x10000) & 0x3FF));
    return 2;
}

static void put_utf16_string(struct buf *out, const char *text)
{
    uint16_t units[2];
    buf_puts(out, "\xFE\xFF");
    for (const char *at = text, *end = at + strlen(at); at < end;) {
        int count = utf16_units(utf8_next(&at, end), units);
        for (int i = 0; i < count; i++) {
            put_string_byte(out, (char)(units[i] >> 8));
            put_string_byte(out, (char)units[i]);
        }
    }
}

void put_text_string(struct buf *out, const char *text)
{
    buf_putc(out, '(');
    if (is_plain_text(text))
        for (; *text; text++)
            put_string_byte(out, *text);
    else
        put_utf16_string(out, text);
    buf_putc(out, ')');
}

void put_utf16_hex(struct buf *out, const char *text, size_t size)
{
    static const char digits[] = "0123456789ABCDEF";
    uint16_t units[2];
    for (const char *at = text, *end = text + size; at < end;) {
        int count = utf16_units(utf8_next(&at, end), units);
        for (int i = 0; i < count; i++)
            for (int shift = 12; shift >= 0; shift -= 4)
                buf_putc(out, digits[units[i] >> shift & 15]);
    }
}
