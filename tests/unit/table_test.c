/* Unit tests of tables: the widths of columns, spanning cells, decimal signs, nothing lost and nothing over another. */
#include "trial.h"

static struct flow *new_table(struct trial *trial, uint32_t columns, uint32_t rows, uint32_t heads)
{
    struct flow *grid = flow_grid(trial->arena, add_piece(trial, FOLIO_ARABIC), columns, rows);
    struct grid_span *spans = arena_alloc(trial->arena, columns * rows * sizeof *spans);
    for (uint32_t i = 0; i < columns * rows; i++)
        spans[i] = (struct grid_span){.columns = 1, .rows = 1, .align = CELL_AS_COLUMN};
    grid->role = ROLE_TABLE;
    grid->grid.rules = GRID_TABLE;
    grid->grid.header_rows = heads;
    grid->grid.decimal_sign = '.';
    grid->grid.gap = SP_PT(12);
    grid->grid.row_gap = SP_PT(3);
    grid->grid.spans = spans;
    return grid;
}

static struct grid_span *span_at(const struct flow *grid, uint32_t row, uint32_t column)
{
    return (struct grid_span *)&grid->grid.spans[row * grid->grid.column_count + column];
}

static void cover(const struct flow *grid, uint32_t row, uint32_t column, uint32_t columns, uint32_t rows)
{
    for (uint32_t r = 0; r < rows; r++)
        for (uint32_t c = 0; c < columns; c++)
            *span_at(grid, row + r, column + c) = (struct grid_span){.left = c, .up = r, .align = CELL_AS_COLUMN};
    *span_at(grid, row, column) = (struct grid_span){.columns = columns, .rows = rows, .align = CELL_AS_COLUMN};
}

static void put(struct trial *trial, const struct flow *grid, uint32_t row, uint32_t column, const char *text)
{
    enum style_id style = row < grid->grid.header_rows ? STYLE_TABLE_HEAD : STYLE_TABLE_CELL;
    add_text(trial, flow_cell(grid, row, column), style, ROLE_P, text);
}

/* The width of the rule at the table's head, in thirds of the type area; 0: none of these. */
static int thirds(const struct pages *pages)
{
    const struct design *design = pages->design;
    sp measure = design->page_width - design->margin_inner - design->margin_outer;
    for (size_t i = 0; i < pages->at[0].item_count; i++) {
        const struct page_item *item = &pages->at[0].items[i];
        for (int part = 1; item->kind == ITEM_RULE && part <= 3; part++)
            if (llabs(item->rule.width - measure * part / 3) < SP_POINT / 8)
                return part;
    }
    return 0;
}

static const struct page_item *find_run(const struct pages *pages, const char *text)
{
    for (size_t i = 0; i < pages->at[0].item_count; i++) {
        const struct page_item *item = &pages->at[0].items[i];
        if (item->kind == ITEM_GLYPHS && item->glyphs.text_size == strlen(text) &&
            memcmp(item->glyphs.text, text, item->glyphs.text_size) == 0)
            return item;
    }
    return NULL;
}

/* Where byte `at` of the run stands. */
static sp edge_of(const struct page_item *run, uint32_t at)
{
    sp x = run->x;
    for (uint32_t g = 0; g < run->glyphs.count && item_glyph(run, g).cluster < at; g++)
        x += item_glyph(run, g).advance;
    return x;
}

static sp right_of(const struct page_item *run)
{
    return edge_of(run, run->glyphs.text_size);
}

static void test_widths(void)
{
    struct trial *trial = open_trial(1);
    struct flow *grid = new_table(trial, 3, 2, 1);
    const char *head = "Answers of all asked";
    cover(grid, 0, 0, 3, 1);
    put(trial, grid, 0, 0, head);
    for (uint32_t c = 0; c < 3; c++)
        put(trial, grid, 1, c, c ? "no" : "yes");
    lay_out(trial, 1);
    check(find_run(trial->pages, head) != NULL, "columns below a head over them make room for it in one line");
    check(thirds(trial->pages) == 1, "a narrow table is a third of the measure wide");
    close_trial(trial);

    trial = open_trial(1);
    grid = new_table(trial, 2, 1, 0);
    put(trial, grid, 0, 0, "a");
    add_words(trial, flow_cell(grid, 0, 1), STYLE_TABLE_CELL, ROLE_P, 60);
    lay_out(trial, 1);
    check(thirds(trial->pages) == 3, "a table with long text is as wide as the measure");
    close_trial(trial);

    trial = open_trial(1);
    grid = new_table(trial, 2, 1, 0);
    ((struct grid_column *)grid->grid.columns)[0].percent = 50;
    put(trial, grid, 0, 0, "first");
    put(trial, grid, 0, 1, "second");
    lay_out(trial, 1);
    const struct design *design = trial->volume.design;
    sp measure = design->page_width - design->margin_inner - design->margin_outer;
    const struct page_item *first = find_run(trial->pages, "first"), *second = find_run(trial->pages, "second");
    check(first && second && second->x - first->x >= (measure - SP_PT(12)) / 2 &&
              second->x - first->x <= measure / 2 + SP_PT(20),
          "a column of half the measure is half the measure wide");
    close_trial(trial);
}

/* In a language written from right to left the first column is the rightmost, at the edge of the measure. */
static void test_mirrored(void)
{
    static const char *const words[] = {"1204", "9.5"};
    struct trial *trial = open_trial(1);
    struct flow *grid = new_table(trial, 3, 1, 0);
    const struct design *design = trial->volume.design;
    cover(grid, 0, 1, 2, 1);
    for (uint32_t c = 0; c < 2; c++)
        flow_paragraph(trial->arena, flow_cell(grid, 0, c), STYLE_TABLE_CELL, ROLE_P,
                       para_of(trial->arena, "ar", words[c], POS_NONE));
    lay_out(trial, 1);
    const struct page_item *first = find_run(trial->pages, words[0]), *second = find_run(trial->pages, words[1]);
    sp edge = trial->pages->width - design->margin_outer;
    check(first && second && llabs(right_of(first) - edge) < SP_POINT && right_of(second) < first->x,
          "a table of Arabic runs from right to left");
    close_trial(trial);
}

static void test_decimals(void)
{
    static const struct {
        const char *text;
        uint32_t point;
    } numbers[] = {{"1,234.5", 5}, {"0.125", 1}, {"12", 2}, {"−3.5 %", 4}, {"US$ 1 200.75", 9}, {"(40)", 3}};
    enum { COUNT = sizeof numbers / sizeof *numbers };
    struct trial *trial = open_trial(1);
    struct flow *grid = new_table(trial, 2, COUNT + 2, 1);
    ((struct grid_column *)grid->grid.columns)[1].align = CELL_DECIMAL;
    put(trial, grid, 0, 1, "A head that is wider than the numbers");
    for (uint32_t i = 0; i < COUNT; i++) {
        put(trial, grid, i + 1, 0, "row");
        put(trial, grid, i + 1, 1, numbers[i].text);
    }
    put(trial, grid, COUNT + 1, 1, "n/a");
    lay_out(trial, 1);
    sp at = 0;
    bool aligned = true, read = true;
    for (uint32_t i = 0; i < COUNT; i++) {
        const struct page_item *run = find_run(trial->pages, numbers[i].text);
        uint32_t size = (uint32_t)strlen(numbers[i].text);
        read &= text_decimal_point(numbers[i].text, size, '.') == numbers[i].point;
        at = run && !at ? edge_of(run, numbers[i].point) : at;
        aligned &= run && llabs(edge_of(run, numbers[i].point) - at) < SP_POINT / 8;
    }
    check(read, "the digits before the decimal sign are found");
    check(aligned, "decimal signs stand below each other");
    const struct page_item *other = find_run(trial->pages, "n/a"), *head = trial->pages->at[0].items;
    check(other && head && other->x < at && right_of(other) > at - SP_PT(30), "what is no number is centred");
    check(text_decimal_point("n/a", 3, '.') == TEXT_NO_NUMBER && text_decimal_point("2,5", 3, ',') == 1 &&
              text_decimal_point("1.234,5", 7, ',') == 5 && text_decimal_point("12 km", 5, '.') == 2 &&
              text_decimal_point("12 345", 6, '.') == 6 && text_decimal_point("about 12", 8, '.') == TEXT_NO_NUMBER,
          "numbers are told from words, in languages of either sign");
    close_trial(trial);
}

/* Cells of random spans and lengths. */
static struct flow *random_table(struct trial *trial, uint32_t columns, uint32_t rows, uint32_t heads, uint32_t words)
{
    struct flow *grid = new_table(trial, columns, rows, heads);
    for (uint32_t r = 0; r < rows; r++)
        for (uint32_t c = 0; c < columns; c++) {
            if (!span_at(grid, r, c)->columns)
                continue;
            uint32_t most = r < heads ? heads - r : rows - r, wide = 1, tall = 1;
            while (c + wide < columns && span_at(grid, r, c + wide)->columns && chance(trial, 4) == 0)
                wide++;
            while (tall < most && chance(trial, 5) == 0)
                tall++;
            cover(grid, r, c, wide, tall);
            if (chance(trial, 12))
                add_words(trial, flow_cell(grid, r, c), r < heads ? STYLE_TABLE_HEAD : STYLE_TABLE_CELL, ROLE_P,
                          1 + chance(trial, words));
        }
    return grid;
}

/* No run stands on another, and no rule strikes through one. */
static bool nothing_overlaps(const struct pages *pages)
{
    for (size_t p = 0; p < pages->count; p++)
        for (size_t i = 0; i < pages->at[p].item_count; i++)
            for (size_t k = i + 1; k < pages->at[p].item_count; k++) {
                const struct page_item *a = &pages->at[p].items[i], *b = &pages->at[p].items[k];
                if (a->kind != ITEM_GLYPHS || b->kind != ITEM_GLYPHS || llabs(a->y - b->y) > SP_PT(7))
                    continue;
                if (a->x + SP_POINT < right_of(b) && b->x + SP_POINT < right_of(a))
                    return false;
            }
    return true;
}

static void test_spans(void)
{
    bool complete = true, apart = true, tagged = true;
    for (uint32_t seed = 1; seed <= 60; seed++) {
        struct trial *trial = open_trial(1 + seed % 2);
        trial->seed = seed * 7919;
        uint32_t columns = 2 + chance(trial, 5), rows = 3 + chance(trial, 40);
        uint32_t words = seed % 10 ? 8 : 300;
        struct flow *grid = random_table(trial, columns, rows, chance(trial, 3), words);
        lay_out(trial, 1);
        complete &= is_complete(trial) && inside_the_page(trial->pages);
        apart &= nothing_overlaps(trial->pages);
        size_t places = 0;
        for (size_t t = 0; t < trial->pages->tag_count; t++) {
            const struct tag *tag = &trial->pages->tags[t];
            if (tag->role == ROLE_TH || tag->role == ROLE_TD)
                places += (tag->colspan ? tag->colspan : 1) * (tag->rowspan ? tag->rowspan : 1);
        }
        tagged &= places == columns * rows;
        if (!complete || !apart || !tagged)
            printf("# seed %u\n", seed);
        (void)grid;
        close_trial(trial);
    }
    check(complete, "tables of random spans are complete, and inside the page");
    check(apart, "no cell stands on another");
    check(tagged, "the elements of the cells take all places");
}

int main(void)
{
    test_widths();
    test_mirrored();
    test_decimals();
    test_spans();
    printf("1..%d\n", number);
    return failures > 0;
}
