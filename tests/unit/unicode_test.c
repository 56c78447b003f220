/* Unit tests of unicode/: one line a test, in TAP's form. */
#include "unicode/unicode.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"

static void test_normal(struct arena *arena)
{
    size_t size;
    const char *composed = "Việt Nam, Hà Nội";
    check(unicode_nfc(arena, composed, strlen(composed), &size) == composed, "text in NFC comes back itself");
    const char *split = "Vie\xCC\xA3\xCC\x82t";
    same(unicode_nfc(arena, split, strlen(split), &size), "Việt", "marks compose");
    check(size == strlen("Việt"), "size after composing");
    const char *disordered = "e\xCC\x82\xCC\xA3";
    same(unicode_nfc(arena, disordered, strlen(disordered), &size), "ệ", "marks are reordered and composed");
    same(unicode_nfc(arena, "\xE2\x84\xAB", 3, &size), "Å", "the angstrom sign becomes the letter");
    same(unicode_nfc(arena, "\xF0\x9D\x85\x9E", 4, &size), "\xF0\x9D\x85\x97\xF0\x9D\x85\xA5",
         "composition exclusions beyond the BMP decompose");
    check(unicode_nfc(arena, "", 0, &size) && size == 0, "empty text");
}

static void test_fold(struct arena *arena)
{
    size_t size;
    char folded[UNICODE_FOLD_ROOM];
    same(unicode_fold(arena, "Straße X", strlen("Straße X"), &size), "strasse x", "full case folding");
    check(size == 9, "the size of what is folded");
    check(unicode_fold_character(0xDF, folded) == 2 && memcmp(folded, "ss", 2) == 0, "one character may become two");
    same(unicode_fold(arena, "ĐỊNH", strlen("ĐỊNH"), &size), "định", "Vietnamese folds");
    same(unicode_fold(arena, "𐐀", 4, &size), "𐐨", "folds beyond the BMP");
    same(unicode_fold(arena, "ΣΑΣ", strlen("ΣΑΣ"), &size), "σασ", "final sigma folds to sigma");
}

static void test_properties(void)
{
    check(unicode_is_letter(0x110) && unicode_is_letter('z') && !unicode_is_letter('[') &&
              !unicode_is_letter('1'),
          "letters");
    check(unicode_is_digit('7') && unicode_is_digit(0x0663) && !unicode_is_digit(0xB2), "digits");
    check(unicode_is_mark(0x301) && unicode_is_mark(0x0903) && !unicode_is_mark('a'), "marks");
    check(unicode_is_space(' ') && unicode_is_space(0xA0) && unicode_is_space(0x3000) &&
              !unicode_is_space('x'),
          "spaces");
    check(unicode_is_upper(0x110) && !unicode_is_upper(0x111), "capitals");
    check(unicode_to_lower(0x110) == 0x111 && unicode_to_lower('Q') == 'q' && unicode_to_lower('-') == '-',
          "lower case");
    check(unicode_is_ignorable(0xAD) && unicode_is_ignorable(0x200D) && unicode_is_ignorable(0xFE0F) &&
              unicode_is_ignorable(7) && !unicode_is_ignorable('a') && !unicode_is_ignorable(0xA0),
          "ignorable characters");
    check(unicode_script('a') == SCRIPT_TAG('L', 'a', 't', 'n') &&
              unicode_script(0x4E2D) == SCRIPT_TAG('H', 'a', 'n', 'i') &&
              unicode_script('.') == SCRIPT_TAG('Z', 'y', 'y', 'y') &&
              unicode_script(0x301) == SCRIPT_TAG('Z', 'i', 'n', 'h'),
          "scripts");
    uint32_t latin = SCRIPT_TAG('L', 'a', 't', 'n');
    check(unicode_written_in("vi", latin) && unicode_written_in("zh-Latn", latin) &&
              unicode_written_in("nl-BE", latin) && !unicode_written_in("zh", latin) &&
              !unicode_written_in("ar", latin) && unicode_written_in("ar", SCRIPT_TAG('A', 'r', 'a', 'b')),
          "scripts of languages");
    check(unicode_width('a') == 1 && unicode_width(0x4E2D) == 2 && unicode_width(0x301) == 0 &&
              unicode_width(0x200B) == 0 && unicode_width(0x1F600) == 2 && unicode_width(0xFF76) == 1,
          "widths");
    check(unicode_width(0x378) == 1 && unicode_width(0xE0FFF) == 1 && unicode_width(0x2FFFD) == 2, "unassigned");
    check(unicode_text_width("Hà Nội 中文", strlen("Hà Nội 中文")) == 11, "width of a text");
}

/* The text with | where a line may break and ! where it must. */
static const char *broken(struct arena *arena, struct breaker *breaker, const char *text,
                          const char *language)
{
    size_t size = strlen(text);
    uint8_t *breaks = arena_alloc(arena, size + 1);
    struct buf out = {0};
    unicode_line_breaks(breaker, text, size, language, breaks);
    for (size_t i = 0; i <= size; i++) {
        if (breaks[i] != BREAK_NONE)
            buf_putc(&out, breaks[i] == BREAK_FORCED ? '!' : '|');
        if (i < size)
            buf_putc(&out, text[i]);
    }
    const char *result = arena_strdup(arena, out.at);
    buf_free(&out);
    return result;
}

static void test_breaks(struct arena *arena)
{
    struct breaker *breaker = breaker_open();
    same(broken(arena, breaker, "a well-known “quote” or (12 km), x.", "en"),
         "a |well-|known |“quote” |or |(12 |km), |x.!", "breaks at spaces and hyphens");
    same(broken(arena, breaker, "one\xC2\xA0two", "en"), "one\xC2\xA0two!", "none at a no-break space");
    same(broken(arena, breaker,
                "a\xE2\x80\xA8"
                "b\nc",
                "en"),
         "a\xE2\x80\xA8!b\n!c!", "forced breaks");
    same(broken(arena, breaker, "中文字。", "zh"), "中|文|字。!", "between ideographs");
    same(broken(arena, breaker, "สวัสดีครับ", "th"), "สวัสดี|ครับ!", "Thai by dictionary");
    same(broken(arena, breaker, "", "en"), "!", "empty text");
    for (int i = 0; i < 40; i++) {
        char language[8] = {(char)('a' + i % 26), (char)('a' + i * 7 % 26), 0};
        broken(arena, breaker, "a b", language);
    }
    same(broken(arena, breaker, "a b", "no such language at all, and a long one"), "a |b!", "odd languages");
    same(broken(arena, breaker, "a\xFF\xC3 b", "en"), "a\xFF\xC3 |b!", "bad UTF-8 is harmless");
    bool starts[16];
    unicode_graphemes(breaker, "e\xCC\x81g", 4, starts);
    check(starts[0] && !starts[1] && !starts[2] && starts[3] && starts[4], "graphemes keep marks");
    unicode_graphemes(breaker, "a\r\nb", 4, starts);
    check(starts[0] && starts[1] && !starts[2] && starts[3] && starts[4], "graphemes keep CR LF");
    unicode_graphemes(breaker, "“a\u00E9–", 9, starts);
    check(starts[0] && !starts[1] && !starts[2] && starts[3] && starts[4] && !starts[5] && starts[6] && starts[9],
          "quotation marks and dashes are graphemes of their own");
    unicode_graphemes(breaker, "–\xCC\x81", 5, starts);
    check(starts[0] && !starts[3] && starts[5], "but keep marks");
    breaker_close(breaker);
}

static void test_runs(void)
{
    static const char *const turning[] = {"a\u200F", "\u202B", "\u2067b", "שלום", "a ۱", "\uFB1D", "\uFEFC", "\u08A0",
                                          "\U00010800", "\u061C"};
    bool good = true;
    for (size_t i = 0; i < sizeof turning / sizeof *turning; i++)
        good &= !unicode_runs_left_to_right(turning[i], strlen(turning[i]));
    check(good, "letters from right to left and controls of direction are seen");
    const char *plain = "“Việt Nam” – один · हिन्दी · ไทย · 中文 · € …";
    check(unicode_runs_left_to_right(plain, strlen(plain)), "quotation marks and other scripts do not turn a text");
}

static void test_bidi(void)
{
    uint8_t levels[64];
    const char *hebrew = "a אב 12";
    check(unicode_bidi_levels("plain", 5, -1, levels) == 0 && levels[4] == 0, "left-to-right text");
    check(unicode_bidi_levels(hebrew, strlen(hebrew), -1, levels) == 0 && levels[0] == 0 && levels[2] == 1 &&
              levels[5] == 1 && levels[7] == 2,
          "Hebrew in a left-to-right paragraph");
    check(unicode_bidi_levels("אב", 4, -1, levels) == 1 && levels[3] == 1,
          "the first strong character decides");
    check(unicode_bidi_levels("abc", 3, 1, levels) == 1 && levels[0] == 2,
          "Latin in a right-to-left paragraph");
    uint8_t runs[] = {0, 1, 2, 1, 0};
    uint32_t order[5];
    unicode_bidi_reorder(runs, 5, order);
    check(order[0] == 0 && order[1] == 3 && order[2] == 2 && order[3] == 1 && order[4] == 4,
          "runs are reordered");
    uint8_t flat[] = {2, 2, 1};
    unicode_bidi_reorder(flat, 3, order);
    check(order[0] == 2 && order[1] == 0 && order[2] == 1,
          "numbers in a right-to-left line keep their order");
}

static int collate(struct arena *arena, struct collator *collator, const char *a, const char *b)
{
    size_t a_size, b_size;
    const uint8_t *left = collator_key(arena, collator, a, &a_size);
    const uint8_t *right = collator_key(arena, collator, b, &b_size);
    int order = memcmp(left, right, a_size < b_size ? a_size : b_size);
    return order ? order : (a_size > b_size) - (a_size < b_size);
}

static void letter(struct arena *arena, const char *language, const char *text, const char *want)
{
    struct collator *collator = collator_open(language);
    same(collator_letter(arena, collator, text), want,
         arena_format(arena, "letter of %s in %s", text, language));
    collator_close(collator);
}

static void test_collation(struct arena *arena)
{
    struct collator *english = collator_open("en"), *vietnamese = collator_open("vi");
    check(collate(arena, english, "New York", "Newark") < 0, "word by word: New York before Newark");
    check(collate(arena, english, "cote", "côté") < 0 && collate(arena, english, "côté", "cotf") < 0,
          "accents second");
    check(collate(arena, vietnamese, "Du", "Đa") < 0, "Vietnamese: Đ after D");
    check(collate(arena, english, "", "a") < 0, "the empty text first");
    collator_close(english);
    collator_close(vietnamese);
    letter(arena, "en", "apple", "A");
    letter(arena, "en", "Đặng", "D");
    letter(arena, "vi", "Đặng", "Đ");
    letter(arena, "vi", "Wang", "W");
    letter(arena, "fr", "École", "E");
    letter(arena, "sv", "Ångström", "Å");
    letter(arena, "cs", "Chaloupka", "CH");
    letter(arena, "es", "ñandú", "Ñ");
    letter(arena, "en", "Яковлев", "Я");
    letter(arena, "ru", "Smith", "S");
    letter(arena, "en", "Þorsson", "Þ");
    letter(arena, "en", "3G", "#");
    letter(arena, "en", "“quoted”", "#");
    letter(arena, "en", "", "#");
    letter(arena, "zh", "赵厚麟", "Z");
    letter(arena, "ja", "カナ", "か");
    letter(arena, "en", "赵厚麟", "赵");
    letter(arena, "ar", "محمد", "م");
    letter(arena, "not a tag", "Xenon", "X");
}

static struct date day(int year, int month, int day_of_month)
{
    return (struct date){year, month, day_of_month, -1, 0};
}

static void test_directions(void)
{
    check(unicode_is_right_to_left("ar-EG") && unicode_is_right_to_left("az-Arab") &&
              unicode_is_right_to_left("und-Hebr"),
          "languages and scripts from right to left");
    check(!unicode_is_right_to_left("az") && !unicode_is_right_to_left("ar-Latn") &&
              !unicode_is_right_to_left("en-1994"),
          "from left to right");
}

static void test_dates(struct arena *arena)
{
    same(unicode_date(arena, "en", day(2007, 9, 17)), "17 September 2007", "English date");
    same(unicode_date(arena, "en", day(2007, 9, 0)), "September 2007", "month and year");
    same(unicode_date(arena, "en", day(2007, 0, 0)), "2007", "year only");
    same(unicode_date(arena, "en", day(0, 0, 0)), "", "no date");
    same(unicode_date(arena, "fr", day(2007, 8, 28)), "28 août 2007", "French date");
    same(unicode_date(arena, "fr", day(2007, 9, 1)), "1er septembre 2007", "French first of the month");
    same(unicode_date(arena, "zh", day(2007, 8, 28)), "2007年8月28日", "Chinese date");
    same(unicode_date(arena, "es", day(2007, 8, 28)), "28 de agosto de 2007", "Spanish date");
    same(unicode_date(arena, "vi", day(2007, 8, 28)), "28 tháng 8 năm 2007", "Vietnamese date");
    same(unicode_date(arena, "th", day(2007, 8, 28)), "28 สิงหาคม ค.ศ. 2007",
         "Thai date in the Gregorian calendar");
    same(unicode_date(arena, "en", day(1500, 3, 1)), "1 March 1500", "proleptic Gregorian");
    same(unicode_date_range(arena, "en", day(2007, 8, 28), day(2007, 8, 31)), "28–31 August 2007",
         "range in a month");
    same(unicode_date_range(arena, "en", day(2007, 8, 31), day(2007, 9, 2)), "31 August – 2 September 2007",
         "range over months");
    same(unicode_date_range(arena, "en", day(2007, 12, 31), day(2008, 1, 2)),
         "31 December 2007 – 2 January 2008", "range over years");
    same(unicode_date_range(arena, "en", day(2007, 8, 0), day(2007, 9, 0)), "August–September 2007",
         "months");
    same(unicode_date_range(arena, "en", day(2006, 0, 0), day(2007, 0, 0)), "2006–2007", "years");
    same(unicode_date_range(arena, "en", day(2007, 8, 28), day(2007, 8, 28)), "28 August 2007", "one day");
    same(unicode_date_range(arena, "en", day(2007, 8, 28), day(0, 0, 0)), "28 August 2007", "no end");
    same(unicode_date_range(arena, "fr", day(2007, 8, 28), day(2007, 8, 31)), "28–31 août 2007",
         "French range");
    same(unicode_date_range(arena, "es", day(2007, 8, 28), day(2007, 8, 31)), "28–31 de agosto de 2007",
         "Spanish range");
    same(unicode_weekday_date(arena, "en", day(2007, 8, 28)), "Tuesday, 28 August 2007", "weekday");
    same(unicode_weekday_date(arena, "fr", day(2007, 8, 28)), "Mardi 28 août 2007", "French weekday");
    same(unicode_weekday_date(arena, "vi", day(2007, 8, 28)), "Thứ Ba, ngày 28 tháng 8 năm 2007", "Vietnamese weekday");
    same(unicode_weekday_date(arena, "ru", day(2007, 8, 28)), "Вторник, 28 августа 2007\u202Fг.", "Russian weekday");
    same(unicode_weekday_date(arena, "fr", day(2007, 9, 1)), "Samedi 1er septembre 2007", "French weekday, first");
    same(unicode_date_range(arena, "ru", day(2007, 8, 28), day(2007, 8, 31)), "28–31 августа 2007\u00A0г.", "Russian");
    static const char *const ranges[][4] = {
        /* language; in a month; in a year; months */
        {"ar", "28–31 أغسطس 2007", "31 أغسطس – 2 سبتمبر 2007", "أغسطس–سبتمبر 2007"},
        {"it", "28–31 agosto 2007", "31 agosto – 2 settembre 2007", "agosto–settembre 2007"},
        {"pt", "28–31 de agosto de 2007", "31 de agosto – 2 de setembro de 2007", "agosto–setembro de 2007"},
        {"th", "28–31 สิงหาคม ค.ศ. 2007", "31 สิงหาคม – 2 กันยายน ค.ศ. 2007", "สิงหาคม–กันยายน ค.ศ. 2007"},
        {"vi", "28–31 tháng 8 năm 2007", "31 tháng 8 – 2 tháng 9 năm 2007", "tháng 8 – tháng 9 năm 2007"},
    };
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        const char *language = ranges[i][0];
        same(unicode_date_range(arena, language, day(2007, 8, 28), day(2007, 8, 31)), ranges[i][1], language);
        same(unicode_date_range(arena, language, day(2007, 8, 31), day(2007, 9, 2)), ranges[i][2], language);
        same(unicode_date_range(arena, language, day(2007, 8, 0), day(2007, 9, 0)), ranges[i][3], language);
    }
    check(date_compare(day(2007, 8, 28), day(2007, 8, 29)) < 0 &&
              date_compare(day(2007, 9, 1), day(2007, 8, 29)) > 0 &&
              date_compare(day(2007, 8, 28), day(2007, 8, 28)) == 0,
          "dates compare");
    struct date nine = {2007, 8, 28, 9, 0}, ten = {2007, 8, 28, 10, 0};
    check(date_compare(nine, ten) < 0 && date_compare(day(2007, 8, 28), nine) < 0, "times compare");
}

static void test_names(struct arena *arena)
{
    same(unicode_country(arena, "en", "NO"), "Norway", "country");
    same(unicode_country(arena, "en", "vn"), "Viet Nam", "country by the United Nations' name");
    same(unicode_country(arena, "fr", "DE"), "Allemagne", "country in French");
    same(unicode_country(arena, "en", "QX"), NULL, "unknown country");
    same(unicode_country(arena, "en", "N"), NULL, "no country code");
    same(unicode_language_name(arena, "en", "en"), "English", "language");
    same(unicode_language_name(arena, "fr", "fr"), "français", "language in itself");
    same(unicode_language_name(arena, "zh", "en"), "英文", "written language in Chinese");
    same(unicode_language_name(arena, "en", "qqx"), NULL, "unknown language");
    check(unicode_language_valid("en") && unicode_language_valid("en-GB") &&
              unicode_language_valid("zh-Hans-CN") && unicode_language_valid("vi") &&
              unicode_language_valid("haw"),
          "valid tags");
    check(!unicode_language_valid("en_GB") && !unicode_language_valid("english!") &&
              !unicode_language_valid("") && !unicode_language_valid("qqx") &&
              !unicode_language_valid("xq") && !unicode_language_valid("en-") &&
              !unicode_language_valid("vietnamese"),
          "invalid tags");
}

int main(void)
{
    struct arena *arena = arena_new();
    test_normal(arena);
    test_fold(arena);
    test_properties();
    test_breaks(arena);
    test_runs();
    test_bidi();
    test_collation(arena);
    test_dates(arena);
    test_directions();
    test_names(arena);
    printf("1..%d\n", number);
    arena_free(arena);
    unicode_cleanup();
    return failures > 0;
}
