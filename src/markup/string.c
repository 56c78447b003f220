/* markup: characters that are left out, and cmark's strings without them. */
#include <string.h>

#include "markup/parse.h"
#include "unicode/unicode.h"

uint32_t string_next(const char **at, const char *end)
{
    unsigned char byte = (unsigned char)**at;
    if (byte < 0xFE)
        return utf8_next(at, end);
    ++*at;
    return 0xFF00u | byte;
}

bool string_keeps(uint32_t c)
{
    bool control = c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2029;
    bool noncharacter = (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
    return !control && !noncharacter && c != 0xFFFC;
}

void string_report(struct parse *parse, uint32_t character, struct pos pos)
{
    char word[16];
    snprintf(word, sizeof word, "U+%04X", (unsigned)character);
    diag(parse->diags, DIAG_MARKUP_CONTROL, pos, word);
}

const char *string_clean(struct parse *parse, const char *text, struct pos pos)
{
    struct buf out = {0};
    for (const char *at = text, *end = text + strlen(text); at < end;) {
        const char *from = at;
        uint32_t c = string_next(&at, end);
        if (c == '\t' || c == '\n' || c == '\r')
            buf_putc(&out, ' ');
        else if (string_keeps(c))
            buf_append(&out, from, (size_t)(at - from));
        else
            string_report(parse, c, pos);
    }
    size_t size;
    const char *normal = unicode_nfc(parse->arena, out.at ? out.at : "", out.n, &size);
    const char *result = arena_string(parse->arena, normal, size);
    buf_free(&out);
    return result;
}
