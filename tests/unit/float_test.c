/* Unit tests of floats, of facing pages and of turned ones. */
#include "trial.h"

/* A block that may stand elsewhere: lines of a role that nothing else has. */
static struct flow *add_float(struct trial *trial, struct flow *root, int lines, const char *word)
{
    struct flow *group = flow_group(trial->arena, root, ROLE_NONE);
    group->group.keep_together = group->group.floats = true;
    group->group.before = group->group.after = trial->volume.design->body_leading;
    for (int i = 0; i < lines; i++)
        add_text(trial, group, STYLE_TABLE_CELL, ROLE_P, word);
    return group;
}

static const char *words_of(const struct trial *trial, const struct page_item *item)
{
    return arena_format(trial->arena, "%.*s", (int)item->glyphs.text_size, item->glyphs.text);
}

static bool begins(const struct page_item *item, const char *word)
{
    size_t size = strlen(word);
    return item->kind == ITEM_GLYPHS && !item->artifact && item->glyphs.text_size >= size &&
           memcmp(item->glyphs.text, word, size) == 0;
}

static bool is_float_line(const struct page_item *item)
{
    return begins(item, "float");
}

/* The lowest baseline of the text on a page. */
static sp depth_of(const struct pages *pages, size_t page)
{
    sp depth = 0;
    for (size_t i = 0; i < pages->at[page].item_count; i++) {
        const struct page_item *item = &pages->at[page].items[i];
        if (item->kind == ITEM_GLYPHS && !item->artifact && item->y > depth)
            depth = item->y;
    }
    return depth;
}

/* Each float is whole, on one page, and behind those before it. */
static bool are_in_order(const struct trial *trial, int count, int lines)
{
    const struct pages *pages = trial->pages;
    int seen = 0;
    for (size_t p = 0; p < pages->count; p++)
        for (size_t i = 0; i < pages->at[p].item_count; i++) {
            if (!is_float_line(&pages->at[p].items[i]))
                continue;
            const char *wanted = arena_format(trial->arena, "float%d", seen / lines);
            if (strcmp(words_of(trial, &pages->at[p].items[i]), wanted) != 0)
                return false;
            seen++;
            if (seen % lines && (i + 1 == pages->at[p].item_count ||
                                 (pages->at[p].items[i + 1].kind == ITEM_GLYPHS &&
                                  !is_float_line(&pages->at[p].items[i + 1]))))
                return false;
        }
    return seen == count * lines;
}

/* Wherever on the page three floats are met, no page but the last has a hole. */
static void test_holes(int columns)
{
    bool filled = true, ordered = true, moved = false, complete = true;
    for (uint32_t words = 40; words < 700; words += 45) {
        struct trial *trial = open_trial(columns);
        struct flow *root = add_piece(trial, FOLIO_ARABIC);
        const struct design *design = trial->volume.design;
        for (int i = 0; i < 3; i++) {
            add_words(trial, root, STYLE_BODY, ROLE_P, words);
            add_float(trial, root, 15, arena_format(trial->arena, "float%d", i));
        }
        for (int i = 0; i < 12; i++)
            add_words(trial, root, STYLE_BODY, ROLE_P, 90);
        const struct pages *pages = lay_out(trial, 1);
        sp foot = pages->height - design->margin_bottom - 4 * design->body_leading;
        for (size_t p = 0; p + 1 < pages->count; p++) {
            filled &= depth_of(pages, p) > foot;
            for (size_t i = 0; i < pages->at[p].item_count && i < 3; i++)
                moved |= p > 0 && is_float_line(&pages->at[p].items[i]);
        }
        ordered &= are_in_order(trial, 3, 15);
        complete &= is_complete(trial);
        close_trial(trial);
    }
    check(filled && moved, columns == 2 ? "columns are filled, floats stand at the head of the next"
                                        : "pages are filled, floats stand at the head of the next");
    check(ordered && complete, "floats stay whole and in order, and nothing is lost");
}

/* A float stands before the next document, though that begins on the same page. */
static void test_barrier(void)
{
    bool before = true;
    for (uint32_t words = 300; words < 600; words += 30) {
        struct trial *trial = open_trial(1);
        struct flow *root = add_piece(trial, FOLIO_ARABIC);
        add_words(trial, root, STYLE_BODY, ROLE_P, words);
        add_float(trial, root, 20, "float0");
        struct flow *next = add_piece(trial, FOLIO_ARABIC);
        trial->pieces[1].start = PIECE_RUN_ON;
        add_text(trial, next, STYLE_DOCUMENT_TITLE, ROLE_P, "Next");
        add_words(trial, next, STYLE_BODY, ROLE_P, 500);
        const struct pages *pages = lay_out(trial, 1);
        bool begun = false;
        for (size_t p = 0; p < pages->count; p++)
            for (size_t i = 0; i < pages->at[p].item_count; i++) {
                const struct page_item *item = &pages->at[p].items[i];
                if (item->kind != ITEM_GLYPHS || item->artifact)
                    continue;
                begun |= begins(item, "Next");
                before &= !begun || !is_float_line(item);
            }
        before &= begun;
        close_trial(trial);
    }
    check(before, "no float stands behind the title of the next document");
}

/* Many floats in a row take their pages, in their order. */
static void test_row(void)
{
    struct trial *trial = open_trial(1);
    struct flow *root = add_piece(trial, FOLIO_ARABIC);
    add_words(trial, root, STYLE_BODY, ROLE_P, 200);
    for (int i = 0; i < 120; i++)
        add_float(trial, root, 12, arena_format(trial->arena, "float%d", i));
    add_words(trial, root, STYLE_BODY, ROLE_P, 900);
    lay_out(trial, 1);
    check(are_in_order(trial, 120, 12) && is_complete(trial) && inside_the_page(trial->pages),
          "a hundred floats in a row stand in order");
    close_trial(trial);
}

/* A left page and the right one beside it end at one depth. */
static void test_facing(void)
{
    int even = 0, pairs = 0;
    for (uint32_t seed = 1; seed < 12; seed++) {
        struct trial *trial = open_trial(1);
        struct flow *root = add_piece(trial, FOLIO_ARABIC);
        trial->seed = seed;
        for (int i = 0; i < 60; i++)
            add_words(trial, root, STYLE_BODY, ROLE_P, 30 + chance(trial, 80));
        const struct pages *pages = lay_out(trial, 1);
        for (size_t p = 1; p + 2 < pages->count; p += 2) {
            pairs++;
            even += depth_of(pages, p) == depth_of(pages, p + 1);
        }
        close_trial(trial);
    }
    check(pairs > 20 && even * 10 >= pairs * 7, "facing pages end at one depth");
}

/* A turned group lies on a page of its own inside the margins of the sheet on its side; the text goes on before it. */
static void test_turned(void)
{
    struct trial *trial = open_trial(1);
    struct flow *root = add_piece(trial, FOLIO_ARABIC);
    add_words(trial, root, STYLE_BODY, ROLE_P, 100);
    add_float(trial, root, 50, "float0")->group.turned = true;
    for (int i = 0; i < 6; i++)
        add_words(trial, root, STYLE_BODY, ROLE_P, 150);
    const struct pages *pages = lay_out(trial, 1);
    const struct design *design = trial->volume.design;
    bool inside = true, alone = true;
    int turned = 0, lines = 0;
    for (size_t p = 0; p < pages->count; p++) {
        turned += pages->at[p].turned;
        for (size_t i = 0; i < pages->at[p].item_count; i++) {
            const struct page_item *item = &pages->at[p].items[i];
            if (item->kind != ITEM_GLYPHS || item->artifact)
                continue;
            alone &= is_float_line(item) == pages->at[p].turned && item->turned == pages->at[p].turned;
            lines += item->turned;
            inside &= !item->turned || (item->x >= design->margin_bottom && item->y < pages->width - SP_PT(40));
        }
    }
    check(turned == 2 && lines == 50 && alone && inside && !pages->at[0].turned,
          "what is turned lies on pages of its own");
    close_trial(trial);
}

int main(void)
{
    test_holes(1);
    test_holes(2);
    test_barrier();
    test_row();
    test_facing();
    test_turned();
    unicode_cleanup();
    printf("1..%d\n", number);
    return failures != 0;
}
