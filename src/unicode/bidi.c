/* Bidirectional text (UAX #9). */
#include "unicode/unicode.h"
#include "unicode/wide.h"

#include <string.h>
#include <strings.h>
#include <unicode/ubidi.h>
#include <unicode/uchar.h>

/* The size of the part of a tag that begins here. */
static size_t part_size(const char *at)
{
    size_t size = 0;
    while (at[size] && at[size] != '-')
        size++;
    return size;
}

/* The script that a tag names, "Arab" of "az-Arab-IR", behind its language; NULL: none. */
static const char *script_of_tag(const char *at)
{
    while (*at == '-') {
        size_t size = part_size(++at);
        if (size == 4 && (*at < '0' || *at > '9'))
            return at;
        at += size;
    }
    return NULL;
}

/* Most languages have another first letter than these, and a tag too short for a script, as "en-GB". */
static bool is_left_to_right(const char *language)
{
    enum { SHORTEST = 7 }; /* with a script */
    switch (*language) {
    case 'a': case 'h': case 'f': case 'u': case 'y': case 'p': case 's': case 'd': case 'c':
        return false;
    default:
        return strnlen(language, SHORTEST) < SHORTEST;
    }
}

bool unicode_is_right_to_left(const char *language)
{
    if (is_left_to_right(language))
        return false;
    static const char *const languages[] = {"ar", "he", "fa", "ur", "yi", "ps", "sd", "ug", "dv", "ckb"};
    static const char *const scripts[] = {"Arab", "Hebr", "Thaa", "Syrc", "Nkoo", "Adlm"};
    size_t size = part_size(language);
    const char *script = script_of_tag(language + size);
    for (size_t i = 0; script && i < sizeof scripts / sizeof *scripts; i++)
        if (strncasecmp(script, scripts[i], 4) == 0)
            return true;
    if (script)
        return false;
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
        if (strlen(languages[i]) == size && memcmp(languages[i], language, size) == 0)
            return true;
    return false;
}

/*
 * Can a character of these bytes run from right to left, or change the direction? None below U+0590 does, and from
 * U+0900 to U+EFFF only the controls.
 */
static bool may_turn(const unsigned char *at, size_t size)
{
    if (*at < 0xD6)
        return false;
    if (*at == 0xE0 && size > 1)
        return at[1] < 0xA4;
    if (*at == 0xE2 && size > 2)
        return (at[1] == 0x80 && (at[2] <= 0x8F || (at[2] >= 0xA8 && at[2] <= 0xAE))) || at[1] == 0x81;
    return *at < 0xE1 || *at > 0xEE;
}

bool unicode_runs_left_to_right(const char *text, size_t size)
{
    const unsigned char *bytes = (const unsigned char *)text;
    for (size_t i = utf8_plain(text, size); i < size; i += 1 + utf8_plain(text + i + 1, size - i - 1))
        if (may_turn(bytes + i, size - i))
            return false;
    return true;
}

/* ICU's levels stand by UTF-16 unit: gives each byte of a character the level of its first unit. */
static void spread_levels(const char *text, size_t size, const UBiDiLevel *wide, int32_t wide_size,
                          uint8_t *levels)
{
    const char *at = text, *end = text + size;
    int32_t unit = 0;
    while (at < end) {
        const char *from = at;
        uint32_t c = utf8_next(&at, end);
        memset(levels + (from - text), unit < wide_size ? wide[unit] : 0, (size_t)(at - from));
        unit += c >= 0x10000 ? 2 : 1;
    }
}

/*
 * Marks after a bracket that rule N0 gave a direction go with it; ICU 72 leaves them behind, and a letter's marks would
 * come to stand in another run than the letter.
 */
static void keep_marks(const char *text, size_t size, uint8_t *levels)
{
    const char *at = text, *end = text + size;
    uint8_t bracket = 0;
    bool follows = false;
    while (at < end) {
        const char *from = at;
        UChar32 c = (UChar32)utf8_next(&at, end);
        UCharDirection direction = u_charDirection(c);
        if (follows && direction == U_DIR_NON_SPACING_MARK)
            memset(levels + (from - text), bracket, (size_t)(at - from));
        else if (direction != U_BOUNDARY_NEUTRAL)
            follows = u_getIntPropertyValue(c, UCHAR_BIDI_PAIRED_BRACKET_TYPE) != U_BPT_NONE;
        if (follows && direction != U_DIR_NON_SPACING_MARK && direction != U_BOUNDARY_NEUTRAL)
            bracket = levels[from - text];
    }
}

int unicode_bidi_levels(const char *text, size_t size, int base, uint8_t *levels)
{
    memset(levels, base == 1 ? 1 : 0, size);
    if (size == 0 || (base != 1 && unicode_runs_left_to_right(text, size)))
        return base == 1;
    UErrorCode status = U_ZERO_ERROR;
    UBiDiLevel level = base < 0 ? UBIDI_DEFAULT_LTR : (UBiDiLevel)base;
    struct wide wide;
    wide_open(&wide, text, size);
    UBiDi *bidi = ubidi_openSized(wide.n, 0, &status);
    ubidi_setPara(bidi, wide.at, wide.n, level, NULL, &status);
    const UBiDiLevel *found = ubidi_getLevels(bidi, &status);
    int result = base == 1;
    if (U_SUCCESS(status)) {
        result = ubidi_getParaLevel(bidi);
        spread_levels(text, size, found, wide.n, levels);
        keep_marks(text, size, levels);
    }
    ubidi_close(bidi);
    wide_close(&wide);
    return result;
}

void unicode_bidi_isolates(struct arena *scratch, const char *text, size_t size, bool rtl,
                           const struct bidi_isolate *isolates, size_t count, uint8_t *levels)
{
    bool any_rtl = rtl;
    for (size_t i = 0; i < count; i++)
        any_rtl |= isolates[i].rtl;
    if (!any_rtl && unicode_runs_left_to_right(text, size))
        count = 0;
    char *outside = count > 0 ? arena_copy(scratch, text, size) : NULL;
    for (size_t i = 0; i < count; i++)
        memset(outside + isolates[i].start, '|', isolates[i].end - isolates[i].start);
    unicode_bidi_levels(outside ? outside : text, size, rtl, levels);
    uint32_t done = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t start = isolates[i].start, end = isolates[i].end;
        if (start < done || end <= start)
            continue;
        unicode_bidi_levels(text + start, end - start, isolates[i].rtl, levels + start);
        for (uint32_t at = start; rtl && !isolates[i].rtl && at < end; at++)
            levels[at] += 2;
        done = end;
    }
}

void unicode_bidi_reorder(const uint8_t *run_levels, size_t count, uint32_t *order)
{
    uint8_t highest = 0, lowest_odd = 255;
    for (size_t i = 0; i < count; i++) {
        order[i] = (uint32_t)i;
        if (run_levels[i] > highest)
            highest = run_levels[i];
        if ((run_levels[i] & 1) && run_levels[i] < lowest_odd)
            lowest_odd = run_levels[i];
    }
    for (int level = highest; level >= lowest_odd; level--) {
        for (size_t i = 0; i < count;) {
            size_t end = i;
            while (end < count && run_levels[order[end]] >= level)
                end++;
            for (size_t a = i, b = end; a + 1 < b; a++, b--) {
                uint32_t swap = order[a];
                order[a] = order[b - 1];
                order[b - 1] = swap;
            }
            i = end > i ? end : i + 1;
        }
    }
}
