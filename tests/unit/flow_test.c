/* Unit tests of flow/: copies are the same, and nothing that is set otherwise is. */
#include "flow/flow.h"

#include "check.h"

static struct arena *arena;

/* A copy with one member set otherwise is another. */
#define DIFFERS(item, member, value) \
    do { \
        struct flow *copy = flow_copy(arena, (item)); \
        check(flow_is_same((item), copy), #item ": a copy is the same, before " #member); \
        copy->member = (value); \
        check(!flow_is_same((item), copy), #item ": another " #member); \
    } while (0)

static struct flow *item_of(enum flow_kind kind)
{
    return flow_new(arena, NULL, kind, ROLE_NONE, (struct pos){1, 2, 3});
}

static struct para *words(const char *text)
{
    return para_of(arena, "en", text, (struct pos){1, 2, 3});
}

static void test_all(void)
{
    struct flow *rule = item_of(FLOW_RULE);
    DIFFERS(rule, role, ROLE_P);
    DIFFERS(rule, pos.file, 7);
    DIFFERS(rule, pos.line, 7);
    DIFFERS(rule, pos.column, 7);
    DIFFERS(rule, language, "fr");
    DIFFERS(rule, kind, FLOW_SPACE);
    DIFFERS(rule, first, item_of(FLOW_RULE));
    DIFFERS(rule, rule.width, 7);
    DIFFERS(rule, rule.thickness, 7);
    DIFFERS(rule, rule.before, 7);
    DIFFERS(rule, rule.after, 7);
    DIFFERS(rule, rule.accent, true);
    DIFFERS(rule, rule.paper_only, true);
}

static void test_paragraph(void)
{
    struct flow *paragraph = flow_paragraph(arena, NULL, STYLE_BODY, ROLE_P, words("Some words"));
    DIFFERS(paragraph, paragraph.style, STYLE_LIST);
    DIFFERS(paragraph, paragraph.para, words("Some word"));
    DIFFERS(paragraph, paragraph.label, words("1."));
    DIFFERS(paragraph, paragraph.label_run_in, true);
    DIFFERS(paragraph, paragraph.keep_with_next, true);
    DIFFERS(paragraph, paragraph.may_part, true);
    DIFFERS(paragraph, paragraph.number, "12");
    DIFFERS(paragraph, paragraph.continued, words("See"));
    DIFFERS(paragraph, paragraph.para->language, "fr");
}

static void test_group(void)
{
    struct flow *group = flow_group(arena, NULL, ROLE_NONE);
    flow_space(arena, group, 5);
    DIFFERS(group, group.left, 7);
    DIFFERS(group, group.right, 7);
    DIFFERS(group, group.paper_only, true);
    DIFFERS(group, group.before, 7);
    DIFFERS(group, group.after, 7);
    DIFFERS(group, group.columns, 2);
    DIFFERS(group, group.keep_together, true);
    DIFFERS(group, group.keep_with_next, true);
    DIFFERS(group, group.floats, true);
    DIFFERS(group, group.wide, true);
    DIFFERS(group, group.turned, true);
    DIFFERS(group, first, NULL);
    DIFFERS(group, first->next, item_of(FLOW_RULE));
    DIFFERS(group, first->space.amount, 7);
    DIFFERS(group, first->space.fill, true);
}

static void test_grid(void)
{
    struct flow *grid = flow_grid(arena, NULL, 2, 2);
    DIFFERS(grid, grid.header_rows, 1);
    DIFFERS(grid, grid.row_headers, 1);
    DIFFERS(grid, grid.decimal_sign, ',');
    DIFFERS(grid, grid.rules, GRID_TABLE);
    DIFFERS(grid, grid.gap, 7);
    DIFFERS(grid, grid.row_gap, 7);
    DIFFERS(grid, grid.row_count, 1);
    DIFFERS(grid, grid.column_count, 1);
    DIFFERS(grid, grid.continued, words("Table 1 (continued)"));
    DIFFERS(grid, grid.spans, arena_alloc(arena, 4 * sizeof(struct grid_span)));
    DIFFERS(grid, grid.rule_after, arena_alloc(arena, 2 * sizeof(bool)));
    DIFFERS(grid, grid.cells[3], flow_group(arena, NULL, ROLE_TD));
    struct grid_column *columns = arena_alloc(arena, 2 * sizeof *columns);
    columns[1].percent = 7;
    DIFFERS(grid, grid.columns, columns);
}

static void test_marks(void)
{
    struct flow *heading = item_of(FLOW_HEADING), *anchor = item_of(FLOW_ANCHOR), *note = item_of(FLOW_FOOTNOTE);
    DIFFERS(heading, heading.kind, HEADING_INNER);
    DIFFERS(heading, heading.level, 7);
    DIFFERS(heading, heading.title, "Title");
    DIFFERS(heading, heading.para, words("Title"));
    DIFFERS(heading, heading.number, "3");
    DIFFERS(heading, heading.label, "Annex A");
    DIFFERS(heading, heading.id, "id");
    DIFFERS(heading, heading.anchor, 7);
    DIFFERS(heading, heading.bookmark, true);
    DIFFERS(heading, heading.contents, true);
    DIFFERS(heading, heading.again, true);
    DIFFERS(heading, heading.beside, "Titre");
    DIFFERS(heading, heading.beside_language, "fr");
    DIFFERS(anchor, anchor.kind, ANCHOR_TABLE);
    DIFFERS(anchor, anchor.id, "id");
    DIFFERS(anchor, anchor.anchor, 7);
    DIFFERS(anchor, anchor.label, "Table 1");
    DIFFERS(anchor, anchor.title, words("Title"));
    DIFFERS(note, footnote.note, "1");
    DIFFERS(note, footnote.number, 7);
    DIFFERS(note, footnote.in_place, true);
    struct flow *page_break = item_of(FLOW_BREAK);
    DIFFERS(page_break, page_break, FLOW_BREAK_RECTO);
}

static void test_image(void)
{
    static const uint8_t pixels[] = {1, 2, 3, 4}, others[] = {1, 2, 3, 5};
    struct image image = {.path = "a.png", .width = 2, .height = 2, .bytes = pixels, .size = sizeof pixels};
    struct image other = image, clear = image;
    struct flow *picture = item_of(FLOW_IMAGE);
    picture->image.image = &image;
    other.bytes = others;
    clear.alpha = pixels;
    DIFFERS(picture, image.image, &other);
    DIFFERS(picture, image.image, &clear);
    DIFFERS(picture, image.width, 7);
    DIFFERS(picture, image.percent, 7);
    DIFFERS(picture, image.alt, "A picture");
    DIFFERS(picture, image.align, ALIGN_RIGHT);
}

/* What a store has stays when what it was made from is gone; another root gets another number. */
static void test_store(void)
{
    struct flow_store *store = flow_store_new();
    struct piece piece = {.language = "en"};
    struct book book = {.pieces = &piece, .piece_count = 1};
    uint64_t numbers[4];
    const char *const texts[] = {"One", "Two", "One", "One"};
    for (int build = 0; build < 4; build++) {
        struct arena *own = arena_new();
        flow_store_begin(store);
        piece.root = flow_group(own, NULL, ROLE_SECT);
        flow_paragraph(own, piece.root, STYLE_BODY, ROLE_P, para_of(own, "en", texts[build], POS_NONE));
        flow_store_take(store, &book, false);
        arena_free(own);
        numbers[build] = piece.number;
        same(piece.root->first->paragraph.para->text, texts[build], "the root of a store");
        flow_store_end(store);
    }
    check(numbers[0] && numbers[1] != numbers[0], "another root, another number");
    check(numbers[2] != numbers[0] && numbers[2] != numbers[1], "forgotten, and taken again: no number comes twice");
    check(numbers[3] == numbers[2], "the same root, the same number");
    flow_store_free(store);
}

int main(void)
{
    arena = arena_new();
    test_all();
    test_paragraph();
    test_group();
    test_grid();
    test_marks();
    test_image();
    test_store();
    arena_free(arena);
    printf("1..%d\n", number);
    return failures > 0;
}
