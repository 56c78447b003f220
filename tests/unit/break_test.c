/* Where paragraphs and titles may be broken. */
#include "world.h"

/* Does a line end with these words? */
static bool a_line_ends(const struct set_paragraph *set, const char *words)
{
    size_t size = strlen(words);
    for (size_t i = 0; i + 1 < set->line_count; i++) {
        const struct line_record *line = set->lines[i].extra->record;
        size_t end = line->text_size;
        while (end > 0 && line->text[end - 1] == ' ')
            end--;
        if (end >= size && memcmp(line->text + end - size, words, size) == 0)
            return true;
    }
    return false;
}

static void test_breaks(struct world *world)
{
    bool whole = true, code = true, fragment = false, hyphens = false;
    for (int words = 0; words < 40; words++) {
        struct buf text = {0};
        for (int i = 0; i < words; i++)
            buf_puts(&text, i % 3 ? "of " : "paper ");
        char *head = arena_strdup(world->arena, text.at ? text.at : "");
        buf_free(&text);
        struct set_paragraph *set = set_words(world, STYLE_BODY, "en-GB",
                                              arena_format(world->arena, "%sin RWH/2007/01-E, and 8/7/2007", head));
        whole &= !a_line_ends(set, "/") && !a_line_ends(set, "01-");
        struct span span = {.kind = SPAN_CODE, .start = (uint32_t)strlen(head) + 1};
        struct para para = {.text = arena_format(world->arena, "%s(telecommunications) and so on", head),
                            .language = "en-GB", .spans = &span, .span_count = 1};
        para.length = (uint32_t)strlen(para.text);
        span.end = span.start + 18;
        set = set_para(world, STYLE_BODY, &para);
        bool found = false;
        for (size_t i = 0; i < set->line_count; i++) {
            const struct line_record *record = set->lines[i].extra->record;
            found |= memmem(record->text, record->text_size, "(telecommunications)", 20) != NULL;
        }
        code &= found;
        set = set_words(world, STYLE_BODY, "en-GB", arena_format(world->arena, "%sthe international singers.", head));
        for (size_t i = 0; i + 1 < set->line_count; i++) {
            hyphens |= set->lines[i].hyphenated;
            fragment |= set->lines[i].hyphenated && i + 2 == set->line_count &&
                        !memchr(set->lines[i + 1].extra->record->text, ' ', set->lines[i + 1].extra->record->text_size);
        }
    }
    ok(whole, "document symbols and dates stay whole");
    ok(code, "code in brackets is not hyphenated");
    ok(!fragment && hyphens, "no last line is the end of a word");
}

static void test_titles(struct world *world)
{
    struct set_paragraph *set = set_words(world, STYLE_DOCUMENT_TITLE, "en",
                                          "The first address: a note by the chair");
    ok(set->line_count == 2 && a_line_ends(set, "address:"), "a title breaks after its colon");
    set = set_words(world, STYLE_DOCUMENT_TITLE, "en", "Fifteen lessons of a national agency");
    ok(a_line_ends(set, "lessons"), "not after small words");
}

int main(void)
{
    struct world world;
    if (!world_open(&world))
        return 1;
    test_breaks(&world);
    test_titles(&world);
    world_close(&world);
    printf("1..%d\n", tests);
    return failures > 0;
}
