/*
 * Line breaks (UAX #14), grapheme clusters and words (UAX #29) by ICU's iterators, which read UTF-8 in place through
 * a UText: their indexes are byte offsets.
 */
#include "unicode/unicode.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

/* A volume has a handful of languages; when there are more, the oldest iterator makes room. */
enum { LANGUAGES = 8, LANGUAGE_ROOM = 32, READINGS = 1024, READ_MOST = 48 };
struct line_reader {
    char language[LANGUAGE_ROOM];
    UBreakIterator *iterator;
    unsigned number; /* from 1, never given twice */
};

/* What ICU has said of a short text, which is likely to come again. */
struct reading {
    uint64_t allowed, forced; /* bit i: a line may, must end before byte i */
    unsigned reader;          /* its number; 0: there is no reading here */
    uint32_t size;
    char text[READ_MOST];
};

struct breaker {
    struct line_reader lines[LANGUAGES];
    unsigned line_count, oldest, numbers;
    struct reading *readings; /* by hash, the last one of each; NULL: none yet */
    UBreakIterator *graphemes, *words;
};

struct breaker *breaker_open(void)
{
    struct breaker *breaker = base_malloc(sizeof *breaker);
    memset(breaker, 0, sizeof *breaker);
    return breaker;
}

void breaker_close(struct breaker *breaker)
{
    if (!breaker)
        return;
    for (unsigned i = 0; i < breaker->line_count; i++)
        ubrk_close(breaker->lines[i].iterator);
    ubrk_close(breaker->graphemes);
    ubrk_close(breaker->words);
    free(breaker->readings);
    free(breaker);
}

static UBreakIterator *open_iterator(UBreakIteratorType type, const char *language)
{
    UErrorCode status = U_ZERO_ERROR;
    UBreakIterator *iterator = ubrk_open(type, language, NULL, 0, &status);
    if (U_SUCCESS(status))
        return iterator;
    status = U_ZERO_ERROR;
    iterator = ubrk_open(type, "", NULL, 0, &status);
    return U_SUCCESS(status) ? iterator : NULL;
}

static const struct line_reader *line_reader(struct breaker *breaker, const char *language)
{
    if (!language || strlen(language) >= LANGUAGE_ROOM)
        language = "";
    for (unsigned i = 0; i < breaker->line_count; i++)
        if (strcmp(breaker->lines[i].language, language) == 0)
            return &breaker->lines[i];
    unsigned slot = breaker->line_count;
    if (slot < LANGUAGES) {
        breaker->line_count++;
    } else {
        slot = breaker->oldest;
        breaker->oldest = (breaker->oldest + 1) % LANGUAGES;
        ubrk_close(breaker->lines[slot].iterator);
    }
    strcpy(breaker->lines[slot].language, language);
    breaker->lines[slot].number = ++breaker->numbers;
    bool japanese = strncmp(language, "ja", 2) == 0 && (language[2] == '\0' || language[2] == '-');
    breaker->lines[slot].iterator = open_iterator(UBRK_LINE, japanese ? "ja@lb=strict" : language);
    return &breaker->lines[slot];
}

/* Sets the iterator on the text; false when ICU will not have it. */
static bool start(UBreakIterator *iterator, UText *view, const char *text, size_t size)
{
    UErrorCode status = U_ZERO_ERROR;
    utext_openUTF8(view, text, (int64_t)size, &status);
    if (!iterator || U_FAILURE(status))
        return false;
    ubrk_setUText(iterator, view, &status);
    return U_SUCCESS(status);
}

enum { PLAIN = 1, STOP = 2 };
/* Letters and digits of ASCII, and the stops that may follow them. */
static const uint8_t kinds[256] = {
    ['0' ... '9'] = PLAIN, ['A' ... 'Z'] = PLAIN, ['a' ... 'z'] = PLAIN,
    [','] = STOP, ['.'] = STOP, [':'] = STOP, [';'] = STOP,
};

static bool is_plain(char byte)
{
    return kinds[(unsigned char)byte] == PLAIN;
}

static bool is_stop(char byte)
{
    return kinds[(unsigned char)byte] == STOP;
}

/*
 * Where a space parts a letter or digit, perhaps with a stop behind it, from another, a line may end whatever the
 * language (LB 18), and nothing before it matters to what follows.
 */
static bool begins_word(const char *text, size_t at)
{
    if (at < 2 || text[at - 1] != ' ' || !is_plain(text[at]))
        return false;
    return is_plain(text[at - 2]) || (at > 2 && is_stop(text[at - 2]) && is_plain(text[at - 3]));
}

/*
 * Does a sign end before byte `at` that makes the next letter a part of the cluster: a virama that forms conjuncts
 * (UAX #29 GB9c, of Unicode 15.1), a stacker of Myanmar, Khmer or Tai Tham?
 */
static bool is_linked(const char *text, size_t at)
{
    static const char signs[][4] = {
        "\xE0\xA5\x8D", "\xE0\xA7\x8D", "\xE0\xAB\x8D", "\xE0\xAD\x8D", "\xE0\xB1\x8D", "\xE0\xB5\x8D",
        "\xE1\x80\xB9", "\xE1\x9F\x92", "\xE1\xA9\xA0",
    };
    if (at < 3 || ((unsigned char)text[at - 3] & 0xFE) != 0xE0 || ((unsigned char)text[at] & 0xFE) != 0xE0)
        return false;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (memcmp(text + at - 3, signs[i], 3) == 0)
            return true;
    return false;
}

static void read_iterator(UBreakIterator *iterator, const char *text, size_t size, uint8_t *out)
{
    UText view = UTEXT_INITIALIZER;
    if (start(iterator, &view, text, size)) {
        int32_t at;
        while ((at = ubrk_next(iterator)) != UBRK_DONE)
            if (!is_linked(text, (size_t)at) || (size_t)at == size)
                out[at] = ubrk_getRuleStatus(iterator) >= UBRK_LINE_HARD ? BREAK_FORCED : BREAK_ALLOWED;
    }
    utext_close(&view);
}

/* By eight bytes at a time, the last of them filled up with zeros. */
static uint64_t hash_text(uint64_t hash, const char *text, size_t size)
{
    for (size_t i = 0; i < size; i += 8) {
        char last[8] = "";
        bool whole = i + 8 <= size;
        if (!whole)
            memcpy(last, text + i, size - i);
        hash = (hash ^ utf8_eight(whole ? text + i : last)) * 0x9E3779B97F4A7C15u;
        hash ^= hash >> 32;
    }
    return hash;
}

static struct reading *reading_of(struct breaker *breaker, const struct line_reader *reader, const char *text,
                                  size_t size)
{
    if (!breaker->readings) {
        breaker->readings = base_malloc(READINGS * sizeof *breaker->readings);
        memset(breaker->readings, 0, READINGS * sizeof *breaker->readings);
    }
    return &breaker->readings[hash_text(reader->number, text, size) % READINGS];
}

static void keep_reading(struct reading *reading, const struct line_reader *reader, const char *text, size_t size,
                         const uint8_t *out)
{
    *reading = (struct reading){.reader = reader->number, .size = (uint32_t)size};
    memcpy(reading->text, text, size);
    for (size_t i = 1; i <= size; i++) {
        reading->allowed |= (uint64_t)(out[i] == BREAK_ALLOWED) << i;
        reading->forced |= (uint64_t)(out[i] == BREAK_FORCED) << i;
    }
}

/* Adds to `out` where lines may end in a text that stands by itself. */
static void read_breaks(struct breaker *breaker, const struct line_reader *reader, const char *text, size_t size,
                        uint8_t *out)
{
    if (size == 0)
        return;
    if (size > READ_MOST) {
        read_iterator(reader->iterator, text, size, out);
        return;
    }
    struct reading *reading = reading_of(breaker, reader, text, size);
    if (reading->reader != reader->number || reading->size != size || memcmp(reading->text, text, size) != 0) {
        read_iterator(reader->iterator, text, size, out);
        keep_reading(reading, reader, text, size, out);
        return;
    }
    for (uint64_t breaks = reading->allowed | reading->forced; breaks; breaks &= breaks - 1) {
        int i = __builtin_ctzll(breaks);
        out[i] = reading->forced >> i & 1 ? BREAK_FORCED : BREAK_ALLOWED;
    }
}

static size_t after_space(const char *text, size_t size, size_t at)
{
    const char *space = memchr(text + at, ' ', size - at);
    return space ? (size_t)(space - text) + 1 : size;
}

/* Where the word after a plain one begins, or the text ends; `at` when the word there is none. */
static size_t after_plain_word(const char *text, size_t size, size_t at)
{
    size_t end = at;
    while (end < size && is_plain(text[end]))
        end++;
    if (end == at)
        return at;
    end += end < size && is_stop(text[end]);
    end += end < size && text[end] == ' ';
    return end == size || (text[end - 1] == ' ' && is_plain(text[end])) ? end : at;
}

/*
 * ICU reads only what is not a plain word. What is unread ends where a plain word begins, or with the text; a word
 * begins after each space that begins_word finds.
 */
void unicode_line_breaks(struct breaker *breaker, const char *text, size_t size, const char *language,
                         uint8_t *out)
{
    const struct line_reader *reader = line_reader(breaker, language);
    memset(out, BREAK_NONE, size + 1);
    size_t unread = 0, at = 0;
    while (at < size) {
        size_t next = after_plain_word(text, size, at);
        if (next > at) {
            read_breaks(breaker, reader, text + unread, at - unread, out + unread);
            unread = next;
        } else {
            do
                next = after_space(text, size, next);
            while (next < size && !begins_word(text, next));
        }
        out[next] = BREAK_ALLOWED;
        at = next;
    }
    read_breaks(breaker, reader, text + unread, size - unread, out + unread);
    out[0] = BREAK_NONE;
    out[size] = BREAK_FORCED;
}

/* All below U+0300 stand alone, but for CR before LF, and the dashes and quotation marks from U+2010 to U+2027. */
bool unicode_stands_alone(const char *text, size_t size)
{
    for (size_t i = 0; i < size;) {
        const unsigned char *at = (const unsigned char *)text + i;
        if (*at >= ' ' && *at < 0x7F)
            i += utf8_plain(text + i, size - i);
        else if (*at < 0xCC && *at != '\r')
            i++;
        else if (*at == 0xE2 && size - i > 2 && at[1] == 0x80 && at[2] >= 0x90 && at[2] <= 0xA7)
            i += 3;
        else
            return false;
    }
    return true;
}

static void mark_boundaries(UBreakIterator *iterator, const char *text, size_t size, bool *out)
{
    UText view = UTEXT_INITIALIZER;
    memset(out, 0, size + 1);
    if (start(iterator, &view, text, size)) {
        int32_t at;
        while ((at = ubrk_next(iterator)) != UBRK_DONE)
            out[at] = !is_linked(text, (size_t)at);
    }
    utext_close(&view);
    out[0] = out[size] = true;
}

void unicode_graphemes(struct breaker *breaker, const char *text, size_t size, bool *out)
{
    if (unicode_stands_alone(text, size)) {
        for (size_t i = 0; i < size; i++)
            out[i] = i == 0 || (text[i] & 0xC0) != 0x80;
        out[size] = true;
        return;
    }
    if (!breaker->graphemes)
        breaker->graphemes = open_iterator(UBRK_CHARACTER, "");
    mark_boundaries(breaker->graphemes, text, size, out);
}

void unicode_words(struct breaker *breaker, const char *text, size_t size, bool *out)
{
    if (!breaker->words)
        breaker->words = open_iterator(UBRK_WORD, "");
    mark_boundaries(breaker->words, text, size, out);
}
