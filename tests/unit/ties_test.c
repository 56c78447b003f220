/* Words that stay on one line. In the examples ~ stands for a space that binds. */
#include "words/tie_table.h"
#include "words/words.h"

#include "unicode/unicode.h"
#include "world.h"

static bool binds_as(const char *language, const char *example)
{
    char text[200];
    size_t size = strlen(example);
    bool good = true;
    for (size_t i = 0; i <= size; i++)
        text[i] = example[i] == '~' ? ' ' : example[i];
    for (size_t i = 0; i < size; i++)
        if (text[i] == ' ' && words_tie(language, text, size, i + 1) != (example[i] == '~')) {
            printf("# %s: %s: the space before byte %zu\n", language, example, i + 1);
            good = false;
        }
    return good;
}

static void test_table(void)
{
    static const struct {
        const char *name, *language, *example;
    } rows[] = {
        {"units", "en", "It rose 45~km and 3.5~% at 20~°C, or 10~Mbit/s (12~kHz), on 5 islands"},
        {"money", "en-GB", "for US$~5~million, CHF~20 or about €~300; in the fund 5 were"},
        {"references", "en", "see pp.~12, No.~5 and Art.~4 (Fig.~3, Table~3) of Resolution~58, with Recommendation~7"},
        {"numbers of things", "en", "RFC~2350, Study Group~17, Session~3, Question~10/17 and the ISO~27001 standard"},
        {"letters", "en", "Annex~B, Part~II, Recommendation~X.509; in part A of a group B was read"},
        {"dates", "en", "on 28~August~2007, August~28, 2007 and 1st~May to 3 of July"},
        {"names", "en", "J.~K.~Smith, Mr~Le, Dr.~Raikadroka, Ms~Losalini and J.-P.~Martin saw the doctor Smith"},
        {"dashes", "en", "the cable~– an old one~– broke; from Suva to –5 degrees"},
        {"large numbers", "en", "some 300~000 and 12~500 users, +41 22 of 2007 300~km"},
        {"plain words", "en", "We took a ship. The island had 3 cables, and in 2007 no others came by"},
        {"French", "fr", "le 28~août~2007, le 1er~mars, art.~4, p.~12, n°~5, M.~Le, Mme~Martin, à 14~h~30, 5~€"},
        {"German", "de", "am 28.~August~2007, S.~12, Nr.~5, Abb.~3, z.~B. am Tag, Herr~Meier, 14~Uhr, 5~Mio."},
        {"Spanish", "es", "el 28~de agosto de~2007, pág.~12, núm.~5, Sr.~López, la resolución~58"},
        {"Russian", "ru", "28~августа~2007~г., с.~12, рис.~3, г-н~Иванов, 5~км"},
        {"Vietnamese", "vi", "ngày~28 tháng~8 năm~2007, Điều~4, Bảng~3, Ông~Lê"},
        {"each language its own", "de", "on p. 12 and Mr Le in table 3"},
        {"nothing", "", "The 3 cables of table 3, p. 12"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        ok(binds_as(rows[i].language, rows[i].example), rows[i].name);
    ok(!words_tie("en", "", 0, 0) && !words_tie("en", " ", 1, 1) && !words_tie("en", " 5", 2, 1) &&
           !words_tie("en", "5 ", 2, 2),
       "the edges of the text");
}

/* The rows as they are written, a word in quotation marks, for the plainest of searches. */
#define BEFORE(...) [TIE_BEFORE] = #__VA_ARGS__
#define AFTER(...) [TIE_AFTER] = #__VA_ARGS__
#define MONTH(...) [TIE_MONTH] = #__VA_ARGS__
#define TITLE(...) [TIE_TITLE] = #__VA_ARGS__
#define TIES(language, ...) {language, {__VA_ARGS__}},
static const struct written {
    const char *language, *lists[TIE_KINDS];
} written[] = {
#include "words/ties.def"
};
enum { WRITTEN = sizeof written / sizeof *written };

static bool is_written(const struct written *row, enum tie_kind kind, const char *word)
{
    char quoted[80];
    snprintf(quoted, sizeof quoted, "\"%s\"", word);
    return (written->lists[kind] && strstr(written->lists[kind], quoted)) ||
           (row->lists[kind] && strstr(row->lists[kind], quoted));
}

/* With its first letter as it is, capital or small. */
static bool should_stand(const struct written *row, enum tie_kind kind, const char *word)
{
    char small[80];
    const char *rest = word;
    uint32_t first = utf8_next(&rest, word + strlen(word));
    if (!unicode_is_upper(first))
        return is_written(row, kind, word);
    snprintf(small + utf8_put(small, unicode_to_lower(first)), 60, "%s", rest);
    return is_written(row, kind, word) || is_written(row, kind, small);
}

static bool stands_as_written(const char *word)
{
    bool good = true;
    for (const struct written *row = written; row < written + WRITTEN; row++)
        for (enum tie_kind kind = 0; kind < TIE_KINDS; kind++)
            if (tie_row_has(tie_row_of(row->language), kind, word, strlen(word)) != should_stand(row, kind, word)) {
                printf("# %s, list %d: %s: are the words sorted?\n", row->language, (int)kind, word);
                good = false;
            }
    return good;
}

static uint32_t capital_of(uint32_t letter)
{
    return letter > 32 && unicode_to_lower(letter - 32) == letter ? letter - 32 : letter;
}

/* The word, it with a capital, with a full stop more, and without its last byte. */
static bool variants_stand(const char *word, size_t size)
{
    char text[80];
    const char *rest = word;
    uint32_t first = utf8_next(&rest, word + size);
    snprintf(text, sizeof text, "%.*s", (int)size, word);
    bool good = stands_as_written(text);
    snprintf(text + size, 2, ".");
    good &= stands_as_written(text);
    text[size - 1] = '\0';
    good &= size == 1 || stands_as_written(text);
    snprintf(text + utf8_put(text, capital_of(first)), 60, "%.*s", (int)(word + size - rest), rest);
    return good && stands_as_written(text);
}

/* Every word of every row, asked of every list, is found where it is written and nowhere else. */
static void test_rows(void)
{
    bool good = true;
    size_t count = 0;
    for (size_t i = 0; i < WRITTEN * TIE_KINDS; i++) {
        const char *at = written[i / TIE_KINDS].lists[i % TIE_KINDS];
        for (; at && (at = strchr(at, '"')); count++) {
            size_t size = strcspn(at + 1, "\"");
            good &= variants_stand(at + 1, size);
            at += size + 2;
        }
    }
    ok(good && count > 800, "each word stands in its own lists");
    ok(tie_row_of("en-GB") == tie_row_of("en") && tie_row_of("en") && !tie_row_of("enm") && !tie_row_of("") &&
           !tie_row_of("sv"),
       "the rows of languages");
}

static bool ends_with(const struct set_line *line, const char *words)
{
    size_t size = strlen(words), end = line->extra->record->text_size;
    while (end > 0 && line->extra->record->text[end - 1] == ' ')
        end--;
    return end >= size && memcmp(line->extra->record->text + end - size, words, size) == 0;
}

static struct set_paragraph *set_cell(struct world *world, sp width, const struct para *para)
{
    struct paragraph_request request = world->request;
    request.style = STYLE_TABLE_CELL;
    request.width = width;
    request.para = para;
    return paragraph_set(&world->setter, &world->tags, &request);
}

/* However the lines fall, none ends between the words; in a cell one may where they are wider than it. */
static void test_lines(struct world *world)
{
    bool parted = false, cell = false;
    for (int words = 0; words < 60; words++) {
        struct buf text = {0};
        for (int i = 0; i < words; i++)
            buf_puts(&text, i % 3 ? "of " : "paper ");
        buf_puts(&text, "on 28 August 2007 at p. 12");
        struct set_paragraph *set = set_words(world, STYLE_BODY, "en", arena_strdup(world->arena, text.at));
        for (size_t i = 0; i + 1 < set->line_count; i++)
            parted |= ends_with(&set->lines[i], "28") || ends_with(&set->lines[i], "August") ||
                      ends_with(&set->lines[i], "p.");
        buf_free(&text);
    }
    ok(!parted, "no line ends between them");
    const struct para *date = para_of(world->arena, "en", "28 August 2007", POS_NONE);
    struct set_paragraph *set = set_cell(world, 45 * SP_POINT, date);
    cell = set->line_count == 2 && findings(world) == 0;
    ok(cell, "but where the room is too small");
    parted = false;
    for (sp width = 95 * SP_POINT; width < 160 * SP_POINT; width += SP_POINT) {
        set = set_cell(world, width, para_of(world->arena, "en", "The station was ready on 28 August 2007", POS_NONE));
        for (size_t i = 0; i + 1 < set->line_count; i++)
            parted |= ends_with(&set->lines[i], "28") || ends_with(&set->lines[i], "August");
    }
    ok(!parted, "and a cell that has the room keeps them together");
}

/* "Ana María Ruiz del Campo and Ana María Ruiz del Campo", with spans over the names. */
static struct para *two_names(struct world *world)
{
    struct text_builder *builder = text_builder_new(world->arena, "en");
    for (int i = 0; i < 2; i++) {
        text_puts(builder, i ? " and " : "");
        text_open(builder, (struct span){.kind = SPAN_NAME});
        text_puts(builder, "Ana María Ruiz del Campo");
        text_close(builder);
    }
    return text_finish(builder);
}

static void test_names(struct world *world)
{
    bool whole = true, narrow = true;
    for (sp width = 160 * SP_POINT; width < 210 * SP_POINT; width += 5 * SP_POINT) {
        struct set_paragraph *set = set_cell(world, width, two_names(world));
        whole &= set->line_count == 2 && (ends_with(&set->lines[0], "Campo") || ends_with(&set->lines[0], "and"));
    }
    ok(whole, "a line ends between two names");
    struct set_paragraph *set = set_cell(world, 60 * SP_POINT, two_names(world));
    for (size_t i = 0; i < set->line_count; i++)
        narrow &= set->lines[i].extra->record->text_size > 4;
    ok(set->line_count > 2 && narrow && findings(world) == 0, "in one it ends where there is no room, between words");
}

int main(void)
{
    struct world world;
    if (!world_open(&world))
        return 1;
    test_table();
    test_rows();
    test_lines(&world);
    test_names(&world);
    world_close(&world);
    printf("1..%d\n", tests);
    return failures > 0;
}
