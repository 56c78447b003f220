/*
 * yaml: what is checked in a file's bytes before anything reads them: UTF-8, control characters, line ends.
 * YAML 1.1 takes U+0085, U+2028, U+2029 and a lone CR for line ends too; no editor does, so lines would be
 * counted differently here and there.
 */
#include <string.h>

#include "yaml/internal.h"

struct cursor cursor_at(const struct sources *sources, struct pos pos)
{
    size_t size;
    const char *bytes = sources_bytes(sources, pos.file, &size), *at = sources_at(sources, pos);
    return (struct cursor){at ? at : bytes + size, bytes + size, pos};
}

bool cursor_at_line_end(const struct cursor *cursor)
{
    const char *at = cursor->at;
    return at == cursor->end || *at == '\n' || (*at == '\r' && at + 1 < cursor->end && at[1] == '\n');
}

void cursor_step(struct cursor *cursor)
{
    if (cursor->at == cursor->end)
        return;
    if (*cursor->at == '\r' && cursor_at_line_end(cursor))
        cursor->at++;
    if (*cursor->at == '\n') {
        cursor->pos.line++;
        cursor->pos.column = 1;
        cursor->at++;
        return;
    }
    utf8_next(&cursor->at, cursor->end);
    cursor->pos.column++;
}

size_t leading_spaces(const char *bytes, size_t size)
{
    size_t n = 0;
    while (n < size && bytes[n] == ' ')
        n++;
    return n;
}

static struct pos pos_of_byte(uint32_t file, const char *bytes, size_t offset)
{
    struct pos pos = {file, 1, 1};
    const char *line = bytes;
    for (const char *at = bytes; (at = memchr(at, '\n', offset - (size_t)(at - bytes))); line = at)
        pos.line++, at++;
    pos.column += (uint32_t)utf8_count(line, (size_t)(bytes + offset - line));
    return pos;
}

static bool is_line_end(uint32_t c)
{
    return c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

static bool is_allowed(uint32_t c)
{
    if (c < 0x20)
        return c == '\t' || c == '\n';
    return c < 0x7F || (c >= 0xA0 && c != 0x2028 && c != 0x2029 && c != 0xFFFE && c != 0xFFFF);
}

/* The offset of the first character that may not stand in a text file, or `size`. */
static size_t find_forbidden(const char *bytes, size_t size, uint32_t *character)
{
    const char *at = bytes, *end = bytes + size;
    while ((at += utf8_plain(at, (size_t)(end - at))) < end) {
        const char *start = at;
        uint32_t c = utf8_next(&at, end);
        if (c == '\r' && at < end && *at == '\n')
            continue;
        if (is_allowed(c))
            continue;
        *character = c;
        return (size_t)(start - bytes);
    }
    return size;
}

bool yaml_check_bytes(const struct sources *sources, uint32_t file, struct diags *diags)
{
    size_t size;
    const char *bytes = sources_bytes(sources, file, &size);
    size_t bad = utf8_check(bytes, size);
    char word[16];
    if (bad < size) {
        snprintf(word, sizeof word, "%02X", (unsigned char)bytes[bad]);
        diag(diags, DIAG_YAML_BAD_UTF8, pos_of_byte(file, bytes, bad), word);
        return false;
    }
    uint32_t character = 0;
    bad = find_forbidden(bytes, size, &character);
    if (bad == size)
        return true;
    snprintf(word, sizeof word, "U+%04X", (unsigned)character);
    diag(diags, is_line_end(character) ? DIAG_YAML_LINE_END : DIAG_YAML_BAD_CHARACTER,
         pos_of_byte(file, bytes, bad), word);
    return false;
}
