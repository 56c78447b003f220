/* Signs at the edges of lines hang into the margin. */
#include "world.h"

static sp width_of(struct world *world, enum style_id style, const char *sign)
{
    struct set_paragraph *set = set_words(world, style, "en", sign);
    return item_glyph(&set->lines[0].items[0], 0).advance;
}

/* How far a line's text stands out before the measure. */
static sp before(const struct set_line *line)
{
    return -line->items[0].x;
}

static void test_start(struct world *world)
{
    sp quote = width_of(world, STYLE_BODY_FIRST, "“");
    struct set_paragraph *set = set_words(world, STYLE_BODY_FIRST, "en", "“We took a ship”, she said.");
    ok(before(&set->lines[0]) == quote * 300 / 1000, "an opening quotation mark");
    set = set_words(world, STYLE_BODY_FIRST, "en", "We took a ship");
    ok(before(&set->lines[0]) == 0, "but no letter");
    set = set_words(world, STYLE_TABLE_CELL, "en", "“We took a ship”");
    ok(before(&set->lines[0]) == 0, "nor in a cell");
    set = set_words(world, STYLE_CONTENTS_2, "en", "“We took a ship”\t12");
    ok(before(&set->lines[0]) == world->setter.design->styles[STYLE_CONTENTS_2].left * -1 -
                                    world->setter.design->styles[STYLE_CONTENTS_2].first_indent,
       "nor before a TAB");
    struct paragraph_request request = world->request;
    request.label = para_of(world->arena, "en", "1.", POS_NONE);
    request.label_run_in = true;
    request.style = STYLE_NUMBERED;
    request.para = para_of(world->arena, "en", "“We took a ship”", POS_NONE);
    set = paragraph_set(&world->setter, &world->tags, &request);
    sp first = find_item(&set->lines[0], ITEM_GLYPHS, ARTIFACT_NONE)[1].x;
    ok(first == world->setter.design->styles[STYLE_NUMBERED].label_width, "nor after a number on the line");
}

/* Lines of a measure that is made for them. */
static void test_end(struct world *world)
{
    static const char words[] = "it rained; it rained; it rained; it rained; it rained; it rained; it rained";
    sp sign = width_of(world, STYLE_BODY_FIRST, ";");
    struct set_paragraph *set = set_words(world, STYLE_BODY_FIRST, "en", words);
    bool hangs = set->line_count > 1;
    for (size_t i = 0; i + 1 < set->line_count; i++) {
        size_t size = set->lines[i].extra->record->text_size;
        bool semicolon = set->lines[i].extra->record->text[size - 2] == ';';
        hangs &= right_edge(last_run(&set->lines[i])) == MEASURE + (semicolon ? sign * 300 / 1000 : 0);
    }
    ok(hangs, "what ends a justified line stands out by its share");
    struct paragraph_request request = world->request;
    request.para = para_of(world->arena, "en", "a way of national telecommunications", POS_NONE);
    request.width = 160 * SP_POINT;
    set = paragraph_set(&world->setter, &world->tags, &request);
    sp hyphen = width_of(world, STYLE_BODY_FIRST, "-");
    ok(set->lines[0].hyphenated && right_edge(last_run(&set->lines[0])) == request.width + hyphen / 2,
       "an added hyphen by half of it");
    findings(world);
}

/* Where lines begin at the right: the first sign stands out there. */
static void test_right_to_left(struct world *world)
{
    struct set_paragraph *set = set_words(world, STYLE_BODY_FIRST, "ar", "«سلام عليكم» قال.");
    const struct page_item *item = &set->lines[0].items[0];
    sp edge = right_edge(item);
    ok(edge > MEASURE && edge < MEASURE + item->glyphs.size / 3, "to the right in Arabic");
}

int main(void)
{
    struct world world;
    if (!world_open(&world))
        return 1;
    test_start(&world);
    test_end(&world);
    test_right_to_left(&world);
    world_close(&world);
    printf("1..%d\n", tests);
    return failures > 0;
}
