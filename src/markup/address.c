/*
 * markup: bare web and mail addresses, found in the finished string after GitHub's rules (GFM 6.9): what may
 * stand before one, which trailing punctuation is not part of it. Not in code, links or references, nor
 * across the border of any span.
 */
#include <string.h>
#include <strings.h>

#include "text/text.h"
#include "unicode/unicode.h"

#include "markup/parse.h"

/* The stretch of text around `at` that no span begins or ends in; false where links are not looked for. */
static bool stretch_around(const struct para *para, uint32_t at, uint32_t *start, uint32_t *end)
{
    *start = 0;
    *end = para->length;
    for (uint32_t i = 0; i < para->span_count; i++) {
        const struct span *span = &para->spans[i];
        bool closed = span->kind == SPAN_CODE || span->kind == SPAN_LINK || span->kind == SPAN_JUMP ||
                      span->kind == SPAN_REFERENCE || span->kind == SPAN_NOTE;
        if (closed && span->start <= at && at < span->end)
            return false;
        uint32_t borders[2] = {span->start, span->end};
        for (int b = 0; b < 2; b++) {
            if (borders[b] <= at && borders[b] > *start)
                *start = borders[b];
            if (borders[b] > at && borders[b] < *end)
                *end = borders[b];
        }
    }
    return true;
}

static bool is_word_character(uint32_t c)
{
    return unicode_is_letter(c) || unicode_is_digit(c) || unicode_is_mark(c);
}

/* Does a letter, digit or mark stand directly before byte `at`? */
static bool is_inside_word(const char *text, uint32_t at)
{
    if (!at)
        return false;
    const char *before = text + at - 1;
    while (before > text && (*before & 0xC0) == 0x80)
        before--;
    return is_word_character(utf8_next(&before, text + at));
}

static bool is_address_character(uint32_t c)
{
    if (c >= 0x80)
        return is_word_character(c);
    return c > 0x20 && c < 0x7F && !strchr("<>\"{}|\\^`[]", (int)c);
}

/* Takes punctuation off the end, and closing parentheses that were not opened in the address. */
static uint32_t trim_address(const char *text, uint32_t start, uint32_t end)
{
    int open = 0;
    for (uint32_t i = start; i < end; i++)
        open += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
    while (end > start) {
        char last = text[end - 1];
        if (last == ')' && open < 0)
            open++;
        else if (!strchr("?!.,:*_~';", last))
            break;
        end--;
    }
    return end;
}

/* The end of the web address that begins at `at`, or `at`. */
static uint32_t web_end(const char *text, uint32_t at, uint32_t limit)
{
    static const char *const starts[] = {"https://", "http://", "www."};
    size_t start = 0;
    for (size_t i = 0; i < sizeof starts / sizeof *starts && !start; i++)
        if (limit - at > strlen(starts[i]) && strncasecmp(text + at, starts[i], strlen(starts[i])) == 0)
            start = strlen(starts[i]);
    if (!start || is_inside_word(text, at))
        return at;
    const char *next = text + at + start, *stop = text + limit, *end = next;
    const char *host = next;
    if (!is_word_character(utf8_next(&host, stop)))
        return at;
    while (next < stop && is_address_character(utf8_next(&next, stop)))
        end = next;
    return trim_address(text, at, (uint32_t)(end - text));
}

static bool is_mail_character(char c, const char *marks)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c && strchr(marks, c));
}

/* The mail address around the @ at `at`: false where there is none. */
static bool find_mail(const char *text, uint32_t at, uint32_t low, uint32_t limit, struct span *span)
{
    uint32_t start = at, end = at + 1;
    while (start > low && is_mail_character(text[start - 1], ".+-_"))
        start--;
    while (start < at && text[start] == '.')
        start++;
    while (end < limit && is_mail_character(text[end], ".-_"))
        end++;
    while (end > at && strchr(".", text[end - 1]))
        end--;
    if (start == at || end < at + 2 || text[at + 1] == '.' || strchr("-_", text[end - 1]) ||
        !memchr(text + at + 1, '.', end - at - 1) || is_inside_word(text, start))
        return false;
    *span = (struct span){.start = start, .end = end, .kind = SPAN_LINK};
    return true;
}

/* Might an address begin here, or stand around this @? */
static bool is_hint(const char *text)
{
    char next = text[0] ? text[1] | 0x20 : '\0';
    switch (text[0]) {
    case 'h': case 'H':
        return next == 't';
    case 'w': case 'W':
        return next == 'w';
    default:
        return text[0] == '@';
    }
}

static bool find_at(const struct para *para, uint32_t at, struct span *span)
{
    uint32_t low, limit;
    if (!is_hint(para->text + at) || !stretch_around(para, at, &low, &limit))
        return false;
    if (para->text[at] == '@')
        return find_mail(para->text, at, low, limit, span);
    *span = (struct span){.start = at, .end = web_end(para->text, at, limit), .kind = SPAN_LINK};
    return span->end > at;
}

static const char *address_of(struct arena *arena, const struct para *para, const struct span *span)
{
    const char *words = arena_string(arena, para->text + span->start, span->end - span->start);
    if (!strncasecmp(words, "http://", 7) || !strncasecmp(words, "https://", 8))
        return words;
    bool web = strncasecmp(words, "www.", 4) == 0 && !strchr(words, '@');
    return arena_format(arena, "%s%s", web ? "http://" : "mailto:", words);
}

/* Is there an @, a :// or a www. in the text? In most there is none. */
static bool has_hint(const char *text, size_t size)
{
    const char *end = text + size;
    if (memchr(text, '@', size))
        return true;
    for (const char *at = text; (at = memchr(at, ':', (size_t)(end - at))); at++)
        if (strncmp(at + 1, "//", 2) == 0)
            return true;
    for (const char *at = text; (at = memchr(at, '.', (size_t)(end - at))); at++)
        if (at > text && (at[-1] | 0x20) == 'w')
            return true;
    return false;
}

void address_find(struct arena *arena, struct para *para)
{
    VEC(struct span) found = {0};
    uint32_t done = 0;
    if (!has_hint(para->text, para->length))
        return;
    for (uint32_t at = 0; at < para->length; at++) {
        struct span span;
        if (!find_at(para, at, &span) || span.start < done)
            continue;
        span.url = address_of(arena, para, &span);
        vec_push(arena, &found, span);
        done = span.end;
        at = span.end - 1;
    }
    para_add_spans(arena, para, found.at, found.n);
}
