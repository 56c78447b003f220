/*
 * The spaces of French before ; : ! ? and inside guillemets (Lexique des règles typographiques en usage à
 * l’Imprimerie nationale): thin before ; ! ?, as wide as between words before : and inside « ». They are glue that is
 * never broken, whatever space was typed there. Where none was typed all are thin, so thin that programs which read
 * the PDF find none: what is copied is what was typed.
 */
#include "lines/inline.h"

#include <string.h>

static bool is_french(const char *language)
{
    return language[0] == 'f' && language[1] == 'r' && (language[2] == '\0' || language[2] == '-');
}

static bool any_french(const struct inlines *text)
{
    for (size_t i = 0; i < text->runs.n; i++)
        if (is_french(text->runs.at[i].look->language))
            return true;
    return false;
}

static bool is_blank(uint32_t c)
{
    return c == ' ' || c == 0xA0 || c == 0x202F || c == 0x2009;
}

/* The character before byte `at`, blanks passed over; 0 at the beginning. */
static uint32_t character_before(const struct inlines *text, uint32_t at)
{
    const char *bytes = text->para->text;
    while (at > 0) {
        do
            at--;
        while (at > 0 && ((unsigned char)bytes[at] & 0xC0) == 0x80);
        uint32_t end, character = inlines_character(text, at, &end);
        if (!is_blank(character))
            return character;
    }
    return 0;
}

/* A sign inside a time, an address, a name of a file: something goes on right after it. */
static bool goes_on(const struct inlines *text, uint32_t at)
{
    if (at >= text->para->length)
        return false;
    uint32_t end, next = inlines_character(text, at, &end);
    return unicode_is_letter(next) || unicode_is_digit(next) || strchr("/&=%_#@-", (int)(next < 0x80 ? next : ' '));
}

static enum gap gap_before(const struct inlines *text, uint32_t character, uint32_t at, uint32_t end)
{
    uint32_t before = character_before(text, at);
    if (before == 0 || before == '\n' || before == '\t' || before == 0x2028)
        return GAP_NONE;
    if (before == 0xAB) /* « */
        return character == 0xBB ? GAP_NONE : GAP_WORD;
    if (character == 0xBB)
        return GAP_WORD;
    bool high = character == ';' || character == '!' || character == '?' || character == ':';
    if (!high || strchr("([{!?;:", (int)(before < 0x80 ? before : 'a')) || goes_on(text, end))
        return GAP_NONE;
    return character == ':' ? GAP_WORD : GAP_THIN;
}

void inlines_find_gaps(struct inlines *text)
{
    if (text->style->lines_kept || !any_french(text))
        return;
    uint8_t *gaps = arena_alloc(text->setter->scratch, text->para->length + 1);
    for (size_t i = 0; i < text->runs.n; i++) {
        const struct run *run = &text->runs.at[i];
        if (!is_french(run->look->language) || run->look->font == FONT_MONO || run->level & 1)
            continue;
        for (uint32_t at = run->start, end; at < run->end; at = end) {
            uint32_t character = inlines_character(text, at, &end);
            if (!is_blank(character))
                gaps[at] = (uint8_t)gap_before(text, character, at, end);
            if (gaps[at] != GAP_NONE)
                text->chances[at] = CHANCE_NONE;
        }
    }
    text->gaps = gaps;
}

bool inlines_wants_gap(const struct inlines *text, uint32_t at)
{
    if (!text->gaps || text->gaps[at] == GAP_NONE || at == 0)
        return false;
    uint32_t start = at - 1, end;
    while (start > 0 && !inlines_begins_cluster(text, start))
        start--;
    return !is_blank(inlines_character(text, start, &end));
}

enum gap inlines_gap_after(const struct inlines *text, uint32_t end, bool *last)
{
    uint32_t at = end, next = end;
    if (!text->gaps)
        return GAP_NONE;
    while (at < text->para->length && is_blank(inlines_character(text, at, &next)))
        at = next;
    *last = at == end;
    return (enum gap)text->gaps[at];
}
