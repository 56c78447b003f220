/*
 * Words that stay on one line although a space stands between them: what TeX's users write a ~ for (The TeXbook,
 * chapter 14), by the table in ties.def. Most spaces stand before a small letter and after another, and are passed
 * over at once.
 */
#include "unicode/unicode.h"
#include "words/words.h"

#include <string.h>

enum tie_kind { TIE_BEFORE, TIE_AFTER, TIE_MONTH, TIE_TITLE, TIE_KINDS };
static const struct row {
    const char *language;
    size_t language_size;
    const char *words[TIE_KINDS]; /* with a space on either side of each; NULL: none */
} rows[] = {
#define BEFORE(words) [TIE_BEFORE] = " " words " "
#define AFTER(words) [TIE_AFTER] = " " words " "
#define MONTH(words) [TIE_MONTH] = " " words " "
#define TITLE(words) [TIE_TITLE] = " " words " "
#define TIES(language, ...) {language, sizeof language - 1, {__VA_ARGS__}},
#include "words/ties.def"
#undef BEFORE
#undef AFTER
#undef MONTH
#undef TITLE
#undef TIES
};

struct token {
    const char *at;
    size_t size;
};
enum { WORD_MOST = 40 };

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_small(char byte)
{
    return byte >= 'a' && byte <= 'z';
}

static bool row_speaks(const struct row *row, const char *language)
{
    char after = row->language_size > 0 && row->language[0] == language[0] &&
                 strncmp(row->language, language, row->language_size) == 0 ? language[row->language_size] : ' ';
    return after == '\0' || after == '-';
}

/* `key` is a word with a space on either side. The first row is that of all languages. */
static bool in_rows(const char *language, enum tie_kind kind, const char *key)
{
    if (rows->words[kind] && strstr(rows->words[kind], key))
        return true;
    for (const struct row *row = rows + 1; row < rows + sizeof rows / sizeof *rows; row++)
        if (row_speaks(row, language))
            return row->words[kind] && strstr(row->words[kind], key);
    return false;
}

/* Small letters of the table stand for a capital, too. */
static bool in_table(const char *language, enum tie_kind kind, struct token word)
{
    char key[WORD_MOST + 8] = " ";
    if (word.size == 0 || word.size > WORD_MOST || memchr(word.at, ' ', word.size))
        return false;
    memcpy(key + 1, word.at, word.size);
    memcpy(key + 1 + word.size, " ", 2);
    if (in_rows(language, kind, key))
        return true;
    const char *at = word.at;
    uint32_t first = utf8_next(&at, word.at + word.size);
    if (!unicode_is_upper(first))
        return false;
    size_t rest = word.size - (size_t)(at - word.at), size = (size_t)utf8_put(key + 1, unicode_to_lower(first));
    memcpy(key + 1 + size, at, rest);
    memcpy(key + 1 + size + rest, " ", 2);
    return in_rows(language, kind, key);
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

/* Without the brackets and quotation marks before it. */
static struct token opened(struct token token)
{
    if (is_plain(token.at[0]))
        return token;
    static const char *const signs[] = {"(", "[", "\"", "'", "“", "‘", "«", "„", "‹", "¿", "¡"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (cut_prefix(&token, signs[i]))
            i = (size_t)-1;
    return token;
}

/* Without what may follow a word. */
static struct token closed(struct token token)
{
    if (is_plain(token.at[token.size - 1]))
        return token;
    static const char *const signs[] = {".", ",", ";", ":", "!", "?", ")", "]", "\"", "'", "”", "’", "»", "›", "…"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (cut_suffix(&token, signs[i]))
            i = (size_t)-1;
    return token;
}

/* As it stands, or without the signs that follow it. */
static bool fits(const char *language, enum tie_kind kind, struct token word)
{
    return in_table(language, kind, word) || in_table(language, kind, closed(word));
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

static bool binds(const char *language, struct token left, struct token right)
{
    if (is_dash(right) || is_lone_sign(left, right))
        return true;
    left = opened(left);
    right = opened(right);
    if (ends_with_digit(left) && (fits(language, TIE_AFTER, right) || is_thousands(left, right)))
        return true;
    if ((ends_with_digit(left) || is_ordinal(left)) && fits(language, TIE_MONTH, right))
        return true;
    if (starts_with_digit(right))
        return in_table(language, TIE_BEFORE, left) || in_table(language, TIE_MONTH, left);
    if (is_initial(left) && (starts_with_capital(right) || is_initial(right)))
        return true;
    if (!starts_with_capital(right))
        return false;
    return in_table(language, TIE_TITLE, left) ||
           (starts_with_capital(left) && is_letter_number(right) && in_table(language, TIE_BEFORE, left));
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
    while (start > 0 && end - start <= WORD_MOST && (unsigned char)text[start - 1] > ' ')
        start--;
    while (stop < size && stop - at <= WORD_MOST && (unsigned char)text[stop] > ' ')
        stop++;
    return start < end && binds(language, (struct token){text + start, end - start},
                                (struct token){text + at, stop - at});
}
