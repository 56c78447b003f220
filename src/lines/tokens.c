/*
 * A paragraph cut at its white space, once for all who ask what its words are: where lines may end in them, which of
 * them are hyphenated, what is shaped whole.
 */
#include "lines/inline.h"

/* By byte: what the signs of ASCII tell about a word. Letters tell nothing. */
static const uint8_t signs[128] = {
    ['!' ... ','] = TOKEN_OTHER, ['-'] = TOKEN_HYPHEN, ['.'] = TOKEN_OTHER, ['/'] = TOKEN_SLASH,
    ['0' ... '9'] = TOKEN_FIGURE, [':'] = TOKEN_COLON, [';' ... '?'] = TOKEN_OTHER, ['@'] = TOKEN_AT,
    ['[' ... '^'] = TOKEN_OTHER, ['_'] = TOKEN_UNDERSCORE, ['`'] = TOKEN_OTHER, ['{' ... '~'] = TOKEN_OTHER,
};

/* Where the character at byte `at` ends if it belongs to a word; else `at`. */
static uint32_t wide_end(const struct inlines *text, uint32_t at)
{
    uint32_t end, character = inlines_character(text, at, &end);
    return inlines_kind(text, character) == ATOM_WORD ? end : at;
}

/* The word that begins at byte `at`; empty where white space does. */
static struct token token_at(const struct inlines *text, uint32_t at)
{
    const char *bytes = text->para->text;
    struct token token = {.start = at, .end = at};
    for (;;) {
        for (; bytes[token.end] > ' ' && bytes[token.end] < 0x7F; token.end++)
            token.signs |= signs[(unsigned char)bytes[token.end]];
        uint32_t end = (unsigned char)bytes[token.end] <= 0x7F ? token.end : wide_end(text, token.end);
        if (end == token.end)
            return token;
        token.signs |= TOKEN_WIDE;
        token.end = end;
    }
}

void inlines_find_tokens(struct inlines *text)
{
    enum { BYTES = 5, MORE = 8 }; /* of a word and the space after it, in most texts at least */
    struct arena *scratch = text->setter->scratch;
    text->tokens.cap = text->para->length / BYTES + MORE;
    text->tokens.at = arena_take(scratch, text->tokens.cap * sizeof *text->tokens.at);
    for (uint32_t at = 0; at < text->para->length;) {
        struct token token = token_at(text, at); /* the NUL behind the text ends the last one */
        at = token.end;
        if (at > token.start)
            vec_push(scratch, &text->tokens, token);
        if (at < text->para->length)
            inlines_character(text, at, &at);
    }
}
