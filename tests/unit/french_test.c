/* Spaces of French before high punctuation and inside guillemets. */
#include "world.h"

/* Where the character at `sign` begins, counted from the end of the letter before it. */
static sp gap_before(const struct set_paragraph *set, const char *text, const char *sign)
{
    uint32_t at = (uint32_t)(strstr(text, sign) - text), letter = at;
    while (letter > 0 && (text[letter - 1] == ' ' || (unsigned char)text[letter - 1] >= 0x80))
        letter--;
    const struct page_item *item = &set->lines[0].items[0];
    sp x = 0, end = 0;
    for (uint32_t i = 0; i < item->glyphs.count; i++) {
        struct glyph glyph = item_glyph(item, i);
        if (glyph.cluster == at)
            return x + glyph.dx - end;
        x += glyph.advance;
        if (glyph.cluster < letter)
            end = x;
    }
    return -1;
}

static sp gap_in(struct world *world, const char *language, const char *text, const char *sign)
{
    struct set_paragraph *set = set_words(world, STYLE_TABLE_CELL, language, text);
    bool copied = copies_as(set, text);
    return copied && findings(world) == 0 ? gap_before(set, text, sign) : -1;
}

static void test_widths(struct world *world)
{
    sp em = world->setter.design->styles[STYLE_TABLE_CELL].size;
    sp word = gap_in(world, "fr", "mot a", "a"), thin = em * 4 / 25, none = em * 9 / 100;
    ok(gap_in(world, "fr", "mot !", "!") == thin && gap_in(world, "fr", "mot\xC2\xA0;", ";") == thin &&
           gap_in(world, "fr-CH", "mot\xE2\x80\xAF?", "?") == thin,
       "a thin space before ; ! ?, whatever was typed");
    ok(gap_in(world, "fr", "mot :", ":") == word && gap_in(world, "fr", "mot\xE2\x80\xAF:", ":") == word,
       "as wide as between words before :");
    ok(gap_in(world, "fr", "mot!", "!") == none && gap_in(world, "fr", "mot: a", ":") == none,
       "less where nothing was typed");
    ok(gap_in(world, "fr", "12:30", ":") <= 0 && gap_in(world, "fr", "a?b", "?") <= 0 &&
           gap_in(world, "fr", "http://a", ":") <= 0,
       "not in times and addresses");
    ok(gap_in(world, "en", "mot!", "!") <= 0 && gap_in(world, "en", "mot !", "!") == word, "nor in English");
}

/* However the lines fall, none begins with such a sign or ends with a guillemet that opens. */
static void test_breaks(struct world *world)
{
    bool good = true;
    for (int words = 0; words < 40; words++) {
        struct buf text = {0};
        for (int i = 0; i < words; i++)
            buf_puts(&text, i % 3 ? "le " : "papier ");
        buf_puts(&text, "« mot » : dit ; que ! Quoi ?");
        struct set_paragraph *set = set_words(world, STYLE_BODY_FIRST, "fr", arena_strdup(world->arena, text.at));
        for (size_t i = 1; i < set->line_count; i++) {
            const struct line_record *before = set->lines[i - 1].extra->record, *line = set->lines[i].extra->record;
            good &= !strchr(":;!?", line->text[0]) && memcmp(line->text, "»", 2) != 0;
            good &= memcmp(before->text + before->text_size - 3, "« ", 3) != 0;
        }
        buf_free(&text);
    }
    ok(good, "no line is broken there");
}

int main(void)
{
    struct world world;
    if (!world_open(&world))
        return 1;
    test_widths(&world);
    test_breaks(&world);
    world_close(&world);
    printf("1..%d\n", tests);
    return failures > 0;
}
