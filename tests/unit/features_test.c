/* Figures, small capitals and ligatures that styles ask for. */
#include "world.h"

/* A style of the world's own: `change` is undone by the caller's copy of the design. */
static struct style *own_style(struct world *world, struct design *copy, enum style_id id)
{
    *copy = *world->setter.design;
    world->setter.design = copy;
    return &copy->styles[id];
}

static sp advance_at(const struct set_paragraph *set, size_t index)
{
    const struct page_item *item = &set->lines[0].items[0];
    return index < item->glyphs.count ? item_glyph(item, index).advance : 0;
}

static uint32_t glyph_at(const struct set_paragraph *set, const char *words, const char *letter)
{
    uint32_t at = (uint32_t)(strstr(words, letter) - words), base = 0;
    for (size_t i = 0; i < set->lines[0].item_count; i++) {
        const struct page_item *item = &set->lines[0].items[i];
        for (uint32_t g = 0; item->kind == ITEM_GLYPHS && g < item->glyphs.count; g++)
            if (base + item_glyph(item, g).cluster == at)
                return item_glyph(item, g).id;
        base += item->kind == ITEM_GLYPHS ? item->glyphs.text_size : 0;
    }
    return 0;
}

static void test_figures(struct world *world)
{
    const struct design *design = world->setter.design;
    struct design copy;
    struct style *style = own_style(world, &copy, STYLE_BODY_FIRST);
    uint32_t lining = glyph_at(set_words(world, STYLE_BODY_FIRST, "en", "2007"), "2007", "7");
    style->figures = FIGURES_OLD_STYLE;
    ok(glyph_at(set_words(world, STYLE_BODY_FIRST, "en", "2007"), "2007", "7") != lining, "old-style figures");
    static const char code[] = "X.2007 of 2007";
    struct set_paragraph *codes = set_words(world, STYLE_BODY_FIRST, "en", code);
    ok(glyph_at(codes, code, "7 of") == lining, "but lining ones beside capitals");
    style->figures = FIGURES_USUAL;
    struct set_paragraph *set = set_words(world, STYLE_BODY_FIRST, "en", "1017");
    ok(advance_at(set, 0) != advance_at(set, 1), "figures of text have their own width");
    style->tabular = true;
    set = set_words(world, STYLE_BODY_FIRST, "en", "1017");
    ok(advance_at(set, 0) == advance_at(set, 1), "figures of equal width");
    set = set_words(world, STYLE_BODY_FIRST, "en", "1017\t11");
    ok(advance_at(set, 0) != advance_at(set, 1), "only after the TAB where there is one");
    world->setter.design = design;
}

static void test_acronyms(struct world *world)
{
    static const char words[] = "An ITU-T CSIRT, the UNs; RWH/2007/01-E of I, Q";
    const struct design *design = world->setter.design;
    struct design copy;
    struct style *style = own_style(world, &copy, STYLE_BODY_FIRST);
    struct set_paragraph *plain = set_words(world, STYLE_BODY_FIRST, "en", words);
    style->small_acronyms = true;
    struct set_paragraph *set = set_words(world, STYLE_BODY_FIRST, "en", words);
    static const char *const small[] = {"U-T", "T CS", "CSIRT", "UNs"};
    static const char *const kept[] = {"An", "s;", "RWH", "E of", "I,", "Q"};
    bool good = true;
    for (size_t i = 0; i < sizeof small / sizeof *small; i++)
        good &= glyph_at(set, words, small[i]) != glyph_at(plain, words, small[i]);
    ok(good, "acronyms in small capitals");
    good = true;
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        good &= glyph_at(set, words, kept[i]) == glyph_at(plain, words, kept[i]);
    ok(good, "but neither words, symbols of documents nor letters alone");
    ok(copies_as(set, words), "and they are copied as they were typed");
    world->setter.design = design;
}

int main(void)
{
    struct world world;
    if (!world_open(&world))
        return 1;
    test_figures(&world);
    test_acronyms(&world);
    world_close(&world);
    printf("1..%d\n", tests);
    return failures > 0;
}
