/*
 * Dates in words. English as the United Nations Editorial Manual has it (17 September 2007; 28–31 August
 * 2007), French with its 1er; every other language by CLDR's patterns (UTS #35, part 4), always in the
 * Gregorian calendar and with the digits that folios have, unless the tag asks for others (ar-u-nu-arab).
 */
#include "unicode/locale.h"
#include "unicode/unicode.h"
#include "unicode/wide.h"

#include <string.h>
#include <unicode/ucal.h>
#include <unicode/udat.h>
#include <unicode/udateintervalformat.h>
#include <unicode/udatpg.h>
#include <unicode/ustring.h>

enum { PATTERN_ROOM = 128, TEXT_ROOM = 256 };
static const UChar UTC[] = {'U', 'T', 'C', 0};
#define EN_DASH "\xE2\x80\x93"

int date_compare(struct date a, struct date b)
{
    int left[] = {a.year, a.month, a.day, a.hour, a.minute};
    int right[] = {b.year, b.month, b.day, b.hour, b.minute};
    for (int i = 0; i < 5; i++) {
        if (left[i] != right[i])
            return left[i] < right[i] ? -1 : 1;
        if (left[i] < 0) /* neither has a time */
            return 0;
    }
    return 0;
}

/* Milliseconds from 1970 to noon of the day (Howard Hinnant, chrono-Compatible Low-Level Date Algorithms). */
static UDate date_instant(struct date date)
{
    int month = date.month ? date.month : 1, day = date.day ? date.day : 1;
    int64_t year = date.year - (month <= 2);
    int64_t era = (year >= 0 ? year : year - 399) / 400;
    int64_t year_of_era = year - era * 400;
    int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return (double)(era * 146097 + day_of_era - 719468) * 86400000.0 + 43200000.0;
}

static struct locale gregorian_locale(const char *language)
{
    struct locale locale = locale_of(language);
    UErrorCode status = U_ZERO_ERROR;
    char digits[ULOC_KEYWORDS_CAPACITY];
    uloc_setKeywordValue("calendar", "gregorian", locale.name, sizeof locale.name, &status);
    if (uloc_getKeywordValue(locale.name, "numbers", digits, sizeof digits, &status) <= 0)
        uloc_setKeywordValue("numbers", "latn", locale.name, sizeof locale.name, &status);
    return locale;
}

/* ICU's formatters set the Julian calendar before 1582 unless told otherwise. */
static void use_proleptic(UDateFormat *format)
{
    UErrorCode status = U_ZERO_ERROR;
    UCalendar *calendar = ucal_clone(udat_getCalendar(format), &status);
    ucal_setGregorianChange(calendar, -8.64e15, &status);
    if (U_SUCCESS(status))
        udat_setCalendar(format, calendar);
    ucal_close(calendar);
}

static const char *format_pattern(struct arena *arena, const char *language, const UChar *pattern,
                                  struct date date)
{
    UErrorCode status = U_ZERO_ERROR;
    struct locale locale = gregorian_locale(language);
    UChar text[TEXT_ROOM];
    UDateFormat *format = udat_open(UDAT_PATTERN, UDAT_PATTERN, locale.name, UTC, -1, pattern, -1, &status);
    int32_t n = 0;
    if (U_SUCCESS(status)) {
        use_proleptic(format);
        n = udat_format(format, date_instant(date), text, TEXT_ROOM, NULL, &status);
    }
    udat_close(format);
    if (U_FAILURE(status))
        return arena_format(arena, "%04d-%02d-%02d", date.year, date.month, date.day);
    return wide_to_utf8(arena, text, n, NULL);
}

/* Formats by a pattern in plain ASCII. */
static const char *format_plain(struct arena *arena, const char *language, const char *pattern,
                                struct date date)
{
    UChar wide[PATTERN_ROOM];
    u_charsToUChars(pattern, wide, (int32_t)strlen(pattern) + 1);
    return format_pattern(arena, language, wide, date);
}

/* CLDR's pattern of a language for these fields ("yMMMM"). */
static void best_pattern(const char *language, const char *skeleton, UChar *out)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar wide[PATTERN_ROOM];
    u_charsToUChars(skeleton, wide, (int32_t)strlen(skeleton) + 1);
    UDateTimePatternGenerator *generator = udatpg_open(gregorian_locale(language).name, &status);
    int32_t n = udatpg_getBestPattern(generator, wide, -1, out, PATTERN_ROOM - 1, &status);
    udatpg_close(generator);
    if (U_FAILURE(status))
        u_strcpy(out, wide);
    else
        out[n] = 0;
}

/* CLDR's long or full pattern of a language. */
static void style_pattern(const char *language, UDateFormatStyle style, UChar *out)
{
    UErrorCode status = U_ZERO_ERROR;
    struct locale locale = gregorian_locale(language);
    UDateFormat *format = udat_open(UDAT_NONE, style, locale.name, UTC, -1, NULL, 0, &status);
    int32_t n = U_SUCCESS(status) ? udat_toPattern(format, false, out, PATTERN_ROOM - 1, &status) : 0;
    udat_close(format);
    out[U_FAILURE(status) ? 0 : n] = 0;
    if (out[0] == 0)
        best_pattern(language, style == UDAT_FULL ? "yMMMMEEEEd" : "yMMMMd", out);
}

/* English and French: day, month, year with spaces. */
static bool day_first(const char *language)
{
    return locale_is(language, "en") || locale_is(language, "fr");
}

/* The pattern of a day in a day-first language: French writes 1er. */
static const char *day_pattern(const char *language, struct date date)
{
    return date.day == 1 && locale_is(language, "fr") ? "d'er'" : "d";
}

const char *unicode_date(struct arena *arena, const char *language, struct date date)
{
    UChar pattern[PATTERN_ROOM];
    if (date.year == 0)
        return "";
    if (day_first(language)) {
        const char *rest = date.month ? "MMMM y" : "y";
        const char *day = date.month && date.day ? day_pattern(language, date) : "";
        return format_plain(arena, language, arena_format(arena, "%s%s%s", day, *day ? " " : "", rest), date);
    }
    if (date.month == 0)
        best_pattern(language, "y", pattern);
    else if (date.day == 0)
        best_pattern(language, "yMMMM", pattern);
    else
        style_pattern(language, UDAT_LONG, pattern);
    return format_pattern(arena, language, pattern, date);
}

const char *unicode_weekday_date(struct arena *arena, const char *language, struct date date)
{
    UChar pattern[PATTERN_ROOM];
    if (date.month == 0 || date.day == 0)
        return unicode_date(arena, language, date);
    if (day_first(language)) {
        const char *comma = locale_is(language, "en") ? "," : "";
        const char *full = arena_format(arena, "EEEE%s %s MMMM y", comma, day_pattern(language, date));
        return format_plain(arena, language, full, date);
    }
    style_pattern(language, UDAT_FULL, pattern);
    return format_pattern(arena, language, pattern, date);
}

/* A range in a day-first language: what both ends share is written once. */
static const char *day_first_range(struct arena *arena, const char *language, struct date from,
                                   struct date to)
{
    const char *day = from.day ? day_pattern(language, from) : "", *pattern, *dash = " " EN_DASH " ";
    bool same_year = from.year == to.year, same_month = same_year && from.month == to.month;
    if (from.day && same_month) {
        pattern = day;
        dash = EN_DASH;
    } else if (from.day) {
        pattern = arena_format(arena, "%s MMMM%s", day, same_year ? "" : " y");
    } else {
        pattern = from.month && same_year ? "MMMM" : from.month ? "MMMM y" : "y";
        if (same_year || !from.month)
            dash = EN_DASH;
    }
    return arena_format(arena, "%s%s%s", format_plain(arena, language, pattern, from), dash,
                        unicode_date(arena, language, to));
}

/* CLDR's interval patterns put thin spaces round the dash: words of a text have plain ones. */
static void plain_spaces(UChar *text, int32_t length)
{
    for (int32_t i = 0; i < length; i++)
        if (text[i] == 0x2009 || text[i] == 0x202F)
            text[i] = ' ';
}

static const char *cldr_range(struct arena *arena, const char *language, struct date from, struct date to)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar skeleton[PATTERN_ROOM], text[TEXT_ROOM];
    const char *fields = from.day ? "yMMMMd" : from.month ? "yMMMM" : "y";
    u_charsToUChars(fields, skeleton, (int32_t)strlen(fields) + 1);
    UDateIntervalFormat *format =
        udtitvfmt_open(gregorian_locale(language).name, skeleton, -1, UTC, -1, &status);
    int32_t n =
        udtitvfmt_format(format, date_instant(from), date_instant(to), text, TEXT_ROOM, NULL, &status);
    udtitvfmt_close(format);
    if (U_FAILURE(status))
        return arena_format(arena, "%s " EN_DASH " %s", unicode_date(arena, language, from),
                            unicode_date(arena, language, to));
    plain_spaces(text, n);
    return wide_to_utf8(arena, text, n, NULL);
}

const char *unicode_date_range(struct arena *arena, const char *language, struct date from, struct date to)
{
    from.hour = to.hour = -1;
    if (to.year == 0 || date_compare(from, to) == 0)
        return unicode_date(arena, language, from);
    if (from.year == 0)
        return unicode_date(arena, language, to);
    bool alike = (from.month == 0) == (to.month == 0) && (from.day == 0) == (to.day == 0);
    if (!alike)
        return arena_format(arena, "%s " EN_DASH " %s", unicode_date(arena, language, from),
                            unicode_date(arena, language, to));
    if (day_first(language))
        return day_first_range(arena, language, from, to);
    return cldr_range(arena, language, from, to);
}
