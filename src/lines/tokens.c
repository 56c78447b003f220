/*
 * A paragraph cut at its white space, once for all who ask what its words are: where lines may end in them, which of
 * them are hyphenated, what is shaped whole.
 */
#include "lines/inline.h"

/* By byte: what the signs of ASCII tell about a word. Letters tell nothing. */
static const uint8_t signs[128] = {
    ['!'] = TOKEN_OTHER, ['"'] = TOKEN_OTHER, ['#'] = TOKEN_OTHER, ['$'] = TOKEN_OTHER, ['%'] = TOKEN_OTHER,
    ['&'] = TOKEN_OTHER, ['\''] = TOKEN_OTHER, ['('] = TOKEN_OTHER, [')'] = TOKEN_OTHER, ['*'] = TOKEN_OTHER,
    ['+'] = TOKEN_OTHER, [','] = TOKEN_OTHER, ['-'] = TOKEN_HYPHEN, ['.'] = TOKEN_OTHER, ['/'] = TOKEN_SLASH,
    ['0'] = TOKEN_FIGURE, ['1'] = TOKEN_FIGURE, ['2'] = TOKEN_FIGURE, ['3'] = TOKEN_FIGURE, ['4'] = TOKEN_FIGURE,
    ['5'] = TOKEN_FIGURE, ['6'] = TOKEN_FIGURE, ['7'] = TOKEN_FIGURE, ['8'] = TOKEN_FIGURE, ['9'] = TOKEN_FIGURE,
    [':'] = TOKEN_COLON, [';'] = TOKEN_OTHER, ['<'] = TOKEN_OTHER, ['='] = TOKEN_OTHER, ['>'] = TOKEN_OTHER,
    ['?'] = TOKEN_OTHER, ['@'] = TOKEN_AT, ['['] = TOKEN_OTHER, ['\\'] = TOKEN_OTHER, [']'] = TOKEN_OTHER,
    ['^'] = TOKEN_OTHER, ['_'] = TOKEN_UNDERSCORE, ['`'] = TOKEN_OTHER, ['{'] = TOKEN_OTHER, ['|'] = TOKEN_OTHER,
    ['}'] = TOKEN_OTHER, ['~'] = TOKEN_OTHER,
};

/* Where the character at byte `at` ends if it belongs to a word; else `at`. */
static uint32_t wide_end(const struct inlines *text, uint32_t at)
{
    uint32_t end, character = inlines_character(text, at, &end);
    return inlines_kind(text, character) == ATOM_WORD ? end : at;
}

void inlines_find_tokens(struct inlines *text)
{
    struct arena *scratch = text->setter->scratch;
    const uint32_t length = text->para->length;
    for (uint32_t at = 0, end; at < length; at = end) {
        struct token token = {.start = at};
        for (end = at; end < length;) {
            if (inlines_is_ascii_word(text, end)) {
                token.signs |= signs[(unsigned char)text->para->text[end++]];
                continue;
            }
            uint32_t next = text->para->text[end] == ' ' ? end : wide_end(text, end);
            if (next == end)
                break;
            token.signs |= TOKEN_WIDE;
            end = next;
        }
        token.end = end;
        if (end > at)
            vec_push(scratch, &text->tokens, token);
        else
            inlines_character(text, at, &end);
    }
}
