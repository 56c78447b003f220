/*
 * Where lines may end: by UAX #14, changed in addresses of the web (The Chicago Manual of Style, 7.46: after
 * a slash, before other signs, never a hyphen added); inside words at soft hyphens.
 */
#include "lines/inline.h"
#include "words/words.h"

#include <string.h>

enum {
    ADDRESS_MARGIN = 3, /* bytes of an address that stay together at both ends */
    SYMBOL_LIMIT = 32   /* bytes of a document symbol; what is longer is a path */
};

static bool contains(const char *text, uint32_t size, const char *word)
{
    return memmem(text, size, word, strlen(word)) != NULL;
}

/* Neither an address nor a symbol, whose sign "www." or one of these is. */
static bool is_plain(const struct inlines *text, const struct token *token)
{
    return !(token->signs & (TOKEN_SLASH | TOKEN_AT | TOKEN_COLON)) && text->para->text[token->start] != 'w';
}

bool inlines_is_address(const struct inlines *text, const struct token *token)
{
    const char *bytes = text->para->text + token->start;
    uint32_t size = token->end - token->start;
    if (size > 4 && memcmp(bytes, "www.", 4) == 0)
        return true;
    if (token->signs & TOKEN_COLON && token->signs & TOKEN_SLASH && contains(bytes, size, "://"))
        return true;
    const char *at = token->signs & TOKEN_AT ? memchr(bytes, '@', size) : NULL;
    return at && at > bytes && memchr(at, '.', size - (size_t)(at - bytes));
}

static void mark_address(struct inlines *text, const struct token *token)
{
    const char *bytes = text->para->text;
    uint32_t start = token->start, end = token->end;
    for (uint32_t i = start + 1; i < end; i++) {
        bool after_slash = bytes[i - 1] == '/' && bytes[i] != '/';
        bool before_sign = strchr(".?&=#%_~@", bytes[i]) != NULL;
        bool inside = i >= start + ADDRESS_MARGIN && i + ADDRESS_MARGIN <= end;
        text->chances[i] = inside && (after_slash || before_sign) ? CHANCE_ADDRESS : CHANCE_NONE;
    }
}

/* The symbol of a document (RWH/2007/01-E), a fraction, a date stay whole. */
static void bind_symbol(struct inlines *text, const struct token *token)
{
    unsigned both = TOKEN_SLASH | TOKEN_FIGURE;
    if (token->end - token->start > SYMBOL_LIMIT || (token->signs & both) != both)
        return;
    for (uint32_t i = token->start + 1; i < token->end; i++)
        if (text->chances[i] == CHANCE_EXPLICIT || text->para->text[i - 1] == '/')
            text->chances[i] = CHANCE_NONE;
}

/* A digit or a letter of the text's own hyphen: "well-known" may be broken after it. */
static bool after_hyphen(const char *bytes, uint32_t at)
{
    return bytes[at - 1] == '-' || (at >= 3 && memcmp(bytes + at - 3, "\xE2\x80\x90", 3) == 0);
}

/* The mark of a note stays with the word before it. */
static void bind_notes(struct inlines *text)
{
    for (uint32_t i = 0; i < text->para->span_count; i++)
        if (text->para->spans[i].kind == SPAN_NOTE)
            text->chances[text->para->spans[i].start] = CHANCE_NONE;
}

/* A name is parted where lines cannot be broken well around it. */
static void bind_names(struct inlines *text)
{
    for (uint32_t i = 0; i < text->para->span_count; i++) {
        const struct span *span = &text->para->spans[i];
        for (uint32_t at = span->start + 1; span->kind == SPAN_NAME && at < span->end; at++)
            if (text->chances[at] == CHANCE_BREAK)
                text->chances[at] = CHANCE_TIE;
    }
}

/* Code is broken after white space only, not after a no-break space. */
static void find_code_chances(struct inlines *text)
{
    for (uint32_t at = 0, next; at < text->para->length; at = next) {
        uint32_t character = inlines_character(text, at, &next);
        if (inlines_kind(text, character) == ATOM_SPACE && character != 0xA0 && character != 0x202F)
            text->chances[next] = CHANCE_BREAK;
    }
}

/* Words that stay together: in a cell or a column as narrow as one only if they can. */
static void bind_words(struct inlines *text)
{
    enum { NARROW = 16 };
    const struct para *para = text->para;
    enum style_id style = text->request->style;
    bool narrow = style == STYLE_TABLE_CELL || style == STYLE_TABLE_HEAD ||
                  text->request->width < NARROW * text->style->size;
    size_t cursor = 0;
    for (size_t i = 0; i < text->tokens.n; i++) {
        uint32_t at = text->tokens.at[i].start;
        if (text->chances[at] != CHANCE_BREAK || !words_may_tie(para->text, at))
            continue;
        const struct look *look = inlines_run_at(text, &cursor, at)->look;
        if (look->font != FONT_MONO && words_tie(look->language, para->text, para->length, at))
            text->chances[at] = narrow ? CHANCE_TIE : CHANCE_NONE;
    }
}

/* From enum break_kind to enum chance, between two bytes. */
static void name_chances(struct inlines *text, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++)
        if (text->chances[i] != BREAK_NONE)
            text->chances[i] = after_hyphen(text->para->text, i) ? CHANCE_EXPLICIT : CHANCE_BREAK;
}

/* In words of letters and figures there are none. */
static void find_text_chances(struct inlines *text)
{
    const struct para *para = text->para;
    unicode_line_breaks(text->setter->breaker, para->text, para->length, para->language, text->chances);
    uint32_t done = 1; /* no line ends before the first byte */
    for (size_t i = 0; i < text->tokens.n; i++) {
        const struct token *token = &text->tokens.at[i];
        name_chances(text, done, token->signs & ~(unsigned)TOKEN_FIGURE ? token->end : token->start + 1);
        done = token->end;
    }
    name_chances(text, done, para->length);
}

void inlines_find_chances(struct inlines *text)
{
    const struct para *para = text->para;
    text->chances = arena_alloc(text->setter->scratch, para->length + 1 + CHANCES_BEHIND);
    if (text->style->lines_kept) {
        find_code_chances(text);
        return;
    }
    find_text_chances(text);
    for (uint32_t i = 1; text->soft && i < para->length; i++)
        if (text->soft[i])
            text->chances[i] = CHANCE_HYPHEN;
    for (size_t i = 0; i < text->tokens.n; i++) {
        const struct token *token = &text->tokens.at[i];
        if (is_plain(text, token))
            continue;
        if (inlines_is_address(text, token))
            mark_address(text, token);
        else
            bind_symbol(text, token);
    }
    text->chances[para->length] = CHANCE_NONE;
    bind_names(text);
    bind_words(text);
    bind_notes(text);
}

static bool is_word_byte(const struct inlines *text, uint32_t at, uint32_t *end)
{
    if (inlines_is_ascii_word(text, at)) {
        *end = at + 1;
        return true;
    }
    return inlines_kind(text, inlines_character(text, at, end)) == ATOM_WORD;
}

bool inlines_rescue(struct inlines *text, uint32_t start, uint32_t end)
{
    bool any = false;
    for (uint32_t at = start, next; at < end; at = next) {
        bool held = text->chances[at] != CHANCE_NONE || (text->gaps && text->gaps[at]);
        if (!is_word_byte(text, at, &next) || at == start || !inlines_begins_cluster(text, at) || held)
            continue;
        text->chances[at] = CHANCE_RESCUE;
        any = true;
    }
    text->is_rescued |= any;
    return any;
}
