/*
 * Direction marks of the text edition: a program that orders each line by itself (UAX #9) shows it as it stands in its
 * paragraph; lines that need no marks have none.
 */
#include "plain_trial.h"

/* Marks written as letters: < LRM, > RLM, { LRI, } RLI, | PDI. */
static const char *spell(struct arena *arena, const char *text, size_t size)
{
    static const char *const marks[] = {"\u200E", "\u200F", "\u2066", "\u2067", "\u2069"};
    struct buf out = {0};
    for (size_t i = 0; i < size;) {
        size_t k = 0;
        while (k < 5 && (size - i < 3 || memcmp(text + i, marks[k], 3) != 0))
            k++;
        buf_putc(&out, k < 5 ? "<>{}|"[k] : text[i]);
        i += k < 5 ? 3 : 1;
    }
    const char *result = arena_string(arena, out.at ? out.at : "", out.n);
    buf_free(&out);
    return result;
}

/* A whole paragraph on one line; [ and ] hold words of the other direction. */
static const struct {
    bool rtl;
    const char *text, *marked, *why;
} lines[] = {
    {false, "Latin, 12 (3).", "Latin, 12 (3).", "Latin"},
    {true, "جلسة أولى، 12 (3).", "جلسة أولى، 12 (3).", "Arabic with figures"},
    {true, "كتب Jane Doe رسالة.", "كتب Jane Doe رسالة.", "Latin inside Arabic"},
    {false, "The word شارع means street.", "The word شارع means street.", "Arabic inside Latin"},
    {false, "شارع means street", "<شارع means street", "an English line that begins with Arabic"},
    {true, "Jane Doe كتبت", ">Jane Doe كتبت", "an Arabic line that begins with Latin"},
    {false, "شارع", "<شارع", "an English line of one Arabic word"},
    {true, "2007", ">2007", "an Arabic line of a number"},
    {true, "====", ">====", "an Arabic line of signs"},
    {false, "a [شارع 12] 34 b", "a }شارع 12| 34 b", "a number after Arabic words that are marked as such"},
    {true, "قال [C++!] ثم", "قال {C++!| ثم", "signs after Latin words that are marked as such"},
    {false, "[أحمد], 3, 7", "}أحمد|, 3, 7", "a name with numbers after it"},
    {true, "[Doe]، 3", ">Doe، {3|", "a Latin name before an Arabic comma"},
    {true, "[Jane Doe] (3)", ">Jane Doe ({3|)", "a number in brackets after a Latin name"},
};

static void test_lines(void)
{
    struct arena *arena = arena_new();
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        struct bidi_isolate isolate = {.rtl = !lines[i].rtl};
        char text[128];
        size_t size = 0, marked;
        for (const char *at = lines[i].text; *at; at++)
            if (*at == '[')
                isolate.start = (uint32_t)size;
            else if (*at == ']')
                isolate.end = (uint32_t)size;
            else
                text[size++] = *at;
        uint8_t levels[128];
        unicode_bidi_isolates(arena, text, size, lines[i].rtl, &isolate, isolate.end > 0, levels);
        const char *line = unicode_mark_line(arena, text, size, lines[i].rtl, levels, &marked);
        const char *spelt = spell(arena, line, marked);
        check(strcmp(spelt, lines[i].marked) == 0, lines[i].why);
        if (strcmp(spelt, lines[i].marked) != 0)
            printf("# %s\n", spelt);
    }
    arena_free(arena);
}

/* What is seen from left to right, without blanks at both ends; a sign that is turned round has a tilde after it. */
static const char *seen(struct arena *arena, const char *text, size_t size, const uint8_t *levels)
{
    const char *starts[1024];
    uint8_t of_character[1024];
    uint32_t order[1024];
    size_t n = 0;
    for (const char *at = text; at < text + size && n < 1024;) {
        const char *start = at;
        if (unicode_is_ignorable(utf8_next(&at, text + size)))
            continue;
        of_character[n] = levels[start - text];
        starts[n++] = start;
    }
    unicode_bidi_reorder(of_character, n, order);
    struct buf out = {0};
    for (size_t i = 0; i < n; i++) {
        const char *at = starts[order[i]], *end = at;
        utf8_next(&end, text + size);
        if (*at == ' ' && out.n == 0)
            continue;
        buf_append(&out, at, (size_t)(end - at));
        if (strchr("()<>[]", *at) && (of_character[order[i]] & 1))
            buf_putc(&out, '~');
    }
    while (out.n > 0 && out.at[out.n - 1] == ' ')
        out.n--;
    const char *result = arena_string(arena, out.at ? out.at : "", out.n);
    buf_free(&out);
    return result;
}

struct passage {
    const char *language, *other; /* of the words in [ ] */
    const char *text;
};
static const struct passage passages[] = {
    {"ar", "en",
     "كتب المندوب [Is it over?] ثم جلس. وذكر [C++ 17, 2 pages!] خمس مرات (انظر [RFC 2223 (1997)]، ص. 12) واقتبس من "
     "[the report on laws, harmonized (2007) and compared,] ثم قال: 10–12، لا 15."},
    {"en", "ar",
     "The parties named the place [شارع 12] 34 times; “[هل انتهينا؟]” was the question that [أحمد الحكيم], 3, 7 and "
     "[ليلى حداد (الأردن)], 12 asked of [هيئة الاتصالات، وهي تنظم القطاع كله في البلاد] (2007) in the end."},
    {"he", "en",
     "הוועדה קבעה כי [the Framework (2007), 3rd edition,] יפורסם ב-28 באוגוסט 2007, וכי 12–15 נציגים יגיעו [A, B] 3."},
};

static struct para *passage_para(struct arena *arena, const struct passage *passage)
{
    struct text_builder *builder = text_builder_new(arena, passage->language);
    for (const char *at = passage->text; *at; at++)
        if (*at == '[')
            text_open(builder, (struct span){.kind = SPAN_LANGUAGE, .language = passage->other});
        else if (*at == ']')
            text_close(builder);
        else
            text_append(builder, at, 1, POS_NONE);
    return text_finish(builder);
}

static const uint8_t *para_levels(struct arena *arena, const struct para *para, bool rtl)
{
    struct bidi_isolate *isolates = arena_alloc(arena, para->span_count * sizeof *isolates);
    uint8_t *levels = arena_alloc(arena, para->length);
    for (uint32_t i = 0; i < para->span_count; i++)
        isolates[i] = (struct bidi_isolate){para->spans[i].start, para->spans[i].end, !rtl};
    unicode_bidi_isolates(arena, para->text, para->length, rtl, isolates, para->span_count, levels);
    return levels;
}

/* A line of the edition, without marks and the blanks it begins with. */
static size_t bare_line(const char *line, size_t size, char *out)
{
    size_t n = 0;
    for (const char *at = line, *end = line + size; at < end;) {
        const char *start = at;
        uint32_t c = utf8_next(&at, end);
        if (unicode_is_ignorable(c) || (c == ' ' && n == 0))
            continue;
        memcpy(out + n, start, (size_t)(at - start));
        n += (size_t)(at - start);
    }
    return n;
}

/* Is each line of the text, seen alone, as it is in the paragraph? *marked: how many lines have marks. */
static bool orders_agree(struct arena *arena, const char *text, const struct para *para, bool rtl, int *marked)
{
    const uint8_t *levels = para_levels(arena, para, rtl);
    size_t passed = 0;
    bool good = true;
    for (size_t size; *text; text += size + (text[size] == '\n')) {
        char bare[1024];
        uint8_t alone[1024];
        size = strcspn(text, "\n");
        size_t n = bare_line(text, size, bare);
        if (n == 0)
            continue;
        while (para->text[passed] == ' ')
            passed++;
        int base = unicode_bidi_levels(text, size, -1, alone);
        const char *is = seen(arena, text, size, alone);
        const char *wanted = seen(arena, para->text + passed, n, levels + passed);
        if (memcmp(bare, para->text + passed, n) != 0 || base != rtl || strcmp(is, wanted) != 0) {
            printf("# is     %s\n# wanted %s\n", is, wanted);
            good = false;
        }
        *marked += strlen(spell(arena, text, size)) != size;
        passed += n;
    }
    return good && passed == para->length;
}

static void test_paragraphs(void)
{
    for (size_t i = 0; i < sizeof passages / sizeof passages[0]; i++) {
        bool rtl = unicode_is_right_to_left(passages[i].language), good = true;
        int marked = 0;
        for (int width = 24; width <= 80; width++) {
            struct trial *trial = open_trial(width, 58, false);
            struct para *para = passage_para(trial->arena, &passages[i]);
            flow_paragraph(trial->arena, trial->root, STYLE_BODY, ROLE_P, para);
            const char *text = set(trial);
            good &= orders_agree(trial->arena, text, para, rtl, &marked) && lines_good(text, width);
            close_trial(trial);
        }
        check(good && marked > 0, passages[i].language);
    }
}

static void test_edges(void)
{
    struct arena *arena = arena_new();
    const char *wide = "";
    for (int i = 0; i < 200; i++)
        wide = arena_format(arena, "%sאa", wide);
    uint8_t *levels = arena_alloc(arena, strlen(wide) + 2000);
    size_t size;
    unicode_bidi_levels(wide, strlen(wide), 1, levels);
    const char *line = unicode_mark_line(arena, wide, strlen(wide), true, levels, &size);
    check(line == wide, "letters of both directions in turns are a line like others");
    levels[0] = levels[1] = 2;
    line = unicode_mark_line(arena, wide, strlen(wide), true, levels, &size);
    check(size > 0 && line[0] != '\0', "levels that no text has end all the same");
    arena_free(arena);
}

int main(void)
{
    test_lines();
    test_paragraphs();
    test_edges();
    unicode_cleanup();
    printf("1..%d\n", number);
    return failures > 0;
}
