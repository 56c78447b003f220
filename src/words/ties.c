/*
 * Words that stay on one line although a space stands between them: what TeX's users write a ~ for (The TeXbook,
 * chapter 14), by the table in ties.def. Most spaces stand before a small letter and after another, and are passed
 * over at once.
 */
#include "unicode/unicode.h"
#include "words/tie_table.h"
#include "words/words.h"

#include <string.h>

struct token {
    const char *at;
    size_t size;
};

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_small(char byte)
{
    return byte >= 'a' && byte <= 'z';
}

static bool in_table(const struct tie_row *row, enum tie_kind kind, struct token word)
{
    return tie_row_has(row, kind, word.at, word.size);
}

static bool cut_prefix(struct token *token, const char *sign)
{
    size_t size = strlen(sign);
    if (token->size <= size || memcmp(token->at, sign, size) != 0)
        return false;
    *token = (struct token){token->at + size, token->size - size};
    return true;
}

static bool cut_suffix(struct token *token, const char *sign)
{
    size_t size = strlen(sign);
    if (token->size <= size || memcmp(token->at + token->size - size, sign, size) != 0)
        return false;
    token->size -= size;
    return true;
}

static bool is_plain(char byte)
{
    return is_small(byte) || is_digit(byte) || (byte >= 'A' && byte <= 'Z');
}

static struct token cut_opening_signs(struct token token)
{
    static const char *const signs[] = {"(", "[", "\"", "'", "“", "‘", "«", "„", "‹", "¿", "¡"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (cut_prefix(&token, signs[i]))
            i = (size_t)-1;
    return token;
}

/* Without the brackets and quotation marks before it. */
static inline struct token opened(struct token token)
{
    return is_plain(token.at[0]) ? token : cut_opening_signs(token);
}

static struct token cut_closing_signs(struct token token)
{
    static const char *const signs[] = {".", ",", ";", ":", "!", "?", ")", "]", "\"", "'", "”", "’", "»", "›", "…"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (cut_suffix(&token, signs[i]))
            i = (size_t)-1;
    return token;
}

/* Without what may follow a word. */
static inline struct token closed(struct token token)
{
    return is_plain(token.at[token.size - 1]) ? token : cut_closing_signs(token);
}

/* As it stands, or without the signs that follow it. */
static bool fits(const struct tie_row *row, enum tie_kind kind, struct token word)
{
    if (in_table(row, kind, word))
        return true;
    struct token bare = closed(word);
    return bare.size < word.size && in_table(row, kind, bare);
}

static bool starts_with_digit(struct token token)
{
    const char *at = token.at, *end = token.at + token.size;
    return is_digit(*at) || ((unsigned char)*at >= 0x80 && unicode_is_digit(utf8_next(&at, end)));
}

static bool starts_with_capital(struct token token)
{
    const char *at = token.at;
    return unicode_is_upper(utf8_next(&at, token.at + token.size));
}

static bool ends_with_digit(struct token token)
{
    const char *at = token.at + token.size - 1;
    if ((unsigned char)*at < 0x80)
        return is_digit(*at);
    while (at > token.at && ((unsigned char)*at & 0xC0) == 0x80)
        at--;
    return unicode_is_digit(utf8_next(&at, token.at + token.size));
}

static size_t count_digits(struct token token)
{
    size_t digits = 0;
    while (digits < token.size && is_digit(token.at[digits]))
        digits++;
    return digits;
}

/* "28.", "1er", "1st": a day before its month. */
static bool is_ordinal(struct token token)
{
    size_t digits = count_digits(token);
    return digits > 0 && digits <= 2 && token.size - digits <= 3;
}

/* "J.", "É.", "J.-P.", "z.": letters with a full stop each. */
static bool is_initial(struct token token)
{
    if (is_plain(token.at[token.size - 1]))
        return false;
    const char *at = token.at, *end = token.at + token.size;
    while (at < end) {
        uint32_t letter = utf8_next(&at, end);
        if (!unicode_is_letter(letter) || at >= end || *at++ != '.')
            return false;
        if (at < end && *at == '-')
            at++;
    }
    return token.size > 0;
}

/* "B", "II", "X.509": what numbers an annex, a part, a recommendation. */
static bool is_letter_number(struct token token)
{
    token = closed(token);
    if (token.at[0] < 'A' || token.at[0] > 'Z')
        return false;
    size_t romans = strspn(token.at, "IVXLC");
    return token.size == 1 || romans >= token.size || token.at[1] == '.' || is_digit(token.at[1]);
}

/* Three figures after three or fewer: 300 000. */
static bool is_thousands(struct token left, struct token right)
{
    right = closed(right);
    return left.size <= 3 && count_digits(left) == left.size && count_digits(right) == 3 &&
           (right.size == 3 || right.at[3] == '.' || right.at[3] == ',');
}

/* A dash between spaces belongs to what stands before it. */
static bool is_dash(struct token token)
{
    return token.size == 3 && (memcmp(token.at, "–", 3) == 0 || memcmp(token.at, "—", 3) == 0);
}

/* "« word", "word »", "word :", as in French. */
static bool is_lone_sign(struct token left, struct token right)
{
    static const char opening[] = "«", closing[] = "»";
    bool closes = right.size >= 2 && memcmp(right.at, closing, 2) == 0;
    bool opens = left.size >= 2 && memcmp(left.at + left.size - 2, opening, 2) == 0;
    return opens || closes || (right.size == 1 && memchr(":;!?", right.at[0], 4));
}

static bool binds(const struct tie_row *row, struct token left, struct token right)
{
    if (is_dash(right) || is_lone_sign(left, right))
        return true;
    left = opened(left);
    right = opened(right);
    bool number = ends_with_digit(left);
    if (number && (fits(row, TIE_AFTER, right) || is_thousands(left, right)))
        return true;
    if ((number || is_ordinal(left)) && fits(row, TIE_MONTH, right))
        return true;
    if (starts_with_digit(right))
        return in_table(row, TIE_BEFORE, left) || in_table(row, TIE_MONTH, left);
    if (is_initial(left) && (starts_with_capital(right) || is_initial(right)))
        return true;
    if (!starts_with_capital(right))
        return false;
    return in_table(row, TIE_TITLE, left) ||
           (starts_with_capital(left) && is_letter_number(right) && in_table(row, TIE_BEFORE, left));
}

bool words_tie(const char *language, const char *text, size_t size, size_t at)
{
    size_t end = at;
    while (end > 0 && text[end - 1] == ' ')
        end--;
    if (end == at || end == 0 || at >= size || text[at] == ' ')
        return false;
    char last = text[end - 1], first = text[at];
    if (is_small(first) && (is_small(last) || last == ',') && !(end > 2 && is_digit(text[end - 3])))
        return false;
    size_t start = end, stop = at;
    while (start > 0 && end - start <= TIE_WORD_MOST && (unsigned char)text[start - 1] > ' ')
        start--;
    while (stop < size && stop - at <= TIE_WORD_MOST && (unsigned char)text[stop] > ' ')
        stop++;
    return start < end && binds(tie_row_of(language), (struct token){text + start, end - start},
                                (struct token){text + at, stop - at});
}
