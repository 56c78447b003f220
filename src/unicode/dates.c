/*
 * Dates in words. English as the United Nations Editorial Manual has it (17 September 2007; 28–31 August
 * 2007), French with its 1er; others where CLDR's patterns for a day and for a range do not fit each other, by a
 * table; every other language by CLDR's patterns (UTS #35, part 4), always in the Gregorian calendar and with the
 * digits that folios have, unless the tag asks for others (ar-u-nu-arab).
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

static const char *format_in(struct arena *arena, const char *language, const UChar *pattern, struct date date,
                             bool begins_line)
{
    UErrorCode status = U_ZERO_ERROR;
    struct locale locale = gregorian_locale(language);
    UChar text[TEXT_ROOM];
    UDateFormat *format = udat_open(UDAT_PATTERN, UDAT_PATTERN, locale.name, UTC, -1, pattern, -1, &status);
    int32_t n = 0;
    if (U_SUCCESS(status)) {
        use_proleptic(format);
        if (begins_line)
            udat_setContext(format, UDISPCTX_CAPITALIZATION_FOR_BEGINNING_OF_SENTENCE, &status);
        n = udat_format(format, date_instant(date), text, TEXT_ROOM, NULL, &status);
    }
    udat_close(format);
    if (U_FAILURE(status))
        return arena_format(arena, "%04d-%02d-%02d", date.year, date.month, date.day);
    return wide_to_utf8(arena, text, n, NULL);
}

static const char *format_pattern(struct arena *arena, const char *language, const UChar *pattern,
                                  struct date date)
{
    return format_in(arena, language, pattern, date, false);
}

static void widen(const char *pattern, UChar wide[PATTERN_ROOM])
{
    UErrorCode status = U_ZERO_ERROR;
    u_strFromUTF8(wide, PATTERN_ROOM, NULL, pattern, -1, &status);
    wide[U_FAILURE(status) ? 0 : PATTERN_ROOM - 1] = 0;
}

/* Formats by a pattern in UTF-8. */
static const char *format_plain(struct arena *arena, const char *language, const char *pattern,
                                struct date date)
{
    UChar wide[PATTERN_ROOM];
    widen(pattern, wide);
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

/* Languages that write day, month and year in this order, with what stands before the latter two. */
struct day_first {
    const char *language, *month, *year;
    const char *weekday; /* with the day, before the month; NULL: CLDR's */
};
static const struct day_first day_first_languages[] = {
    {"ar", " MMMM", " y", NULL}, /* CLDR: 28–31 August, 2007 */
    {"en", " MMMM", " y", "EEEE, d"},
    {"fr", " MMMM", " y", "EEEE d"},
    {"it", " MMMM", " y", NULL}, /* CLDR: 31 agosto – 02 settembre */
    {"pt", " 'de' MMMM", " 'de' y", NULL}, /* CLDR: 28 – 31 de agosto */
    {"th", " MMMM", " G y", NULL}, /* CLDR: a range without its era */
    {"vi", " 'tháng' M", " 'năm' y", "EEEE, 'ngày' d"}, /* CLDR: 28 tháng 8, 2007 - Ngày 02 tháng 1 */
};

static const struct day_first *day_first(const char *language)
{
    for (size_t i = 0; i < sizeof day_first_languages / sizeof *day_first_languages; i++)
        if (locale_is(language, day_first_languages[i].language))
            return &day_first_languages[i];
    return NULL;
}

/* The pattern of a day: French writes 1er. */
static const char *day_pattern(const char *language, struct date date)
{
    return date.day == 1 && locale_is(language, "fr") ? "d'er'" : "d";
}

/* A pattern of what is known of a date, with or without the year; nothing stands before its first word. */
static const char *day_first_pattern(struct arena *arena, const struct day_first *order, struct date date,
                                     bool with_year)
{
    const char *month = order->month + 1, *year = order->year + 1;
    if (!date.month)
        return year[0] == '\'' ? "y" : year;
    if (strncmp(month, "'de' ", 5) == 0)
        month += 5;
    const char *day = date.day ? day_pattern(order->language, date) : "";
    return arena_format(arena, "%s%s%s", day, date.day ? order->month : month, with_year ? order->year : "");
}

const char *unicode_date(struct arena *arena, const char *language, struct date date)
{
    UChar pattern[PATTERN_ROOM];
    const struct day_first *order = day_first(language);
    if (date.year == 0)
        return "";
    if (order)
        return format_plain(arena, language, day_first_pattern(arena, order, date, true), date);
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
    const struct day_first *order = day_first(language);
    if (date.month == 0 || date.day == 0)
        return unicode_date(arena, language, date);
    if (order && order->weekday) {
        const char *first = date.day == 1 && locale_is(language, "fr") ? "'er'" : "";
        widen(arena_format(arena, "%s%s%s%s", order->weekday, first, order->month, order->year), pattern);
    } else {
        style_pattern(language, UDAT_FULL, pattern);
    }
    return format_in(arena, language, pattern, date, true);
}

/* A range in a day-first language: what both ends share is written once. */
static const char *day_first_range(struct arena *arena, const char *language, struct date from,
                                   struct date to)
{
    const struct day_first *order = day_first(language);
    bool same_year = from.year == to.year, same_month = same_year && from.month == to.month;
    bool one_word = from.day ? same_month : !from.month || (same_year && strstr(order->month, "MMMM"));
    const char *pattern = from.day && same_month ? day_pattern(language, from)
                                                 : day_first_pattern(arena, order, from, !same_year);
    return arena_format(arena, "%s%s%s", format_plain(arena, language, pattern, from),
                        one_word ? EN_DASH : " " EN_DASH " ", unicode_date(arena, language, to));
}

/* CLDR's interval patterns put thin spaces round the dash: words of a text have plain ones. */
static void plain_spaces(UChar *text, int32_t length)
{
    for (int32_t i = 0; i < length; i++)
        text[i] = text[i] == 0x2009 ? ' ' : text[i] == 0x202F ? 0xA0 : text[i];
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
