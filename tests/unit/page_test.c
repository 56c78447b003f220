/* Unit tests of page breaks: widows, headings, footnotes, tables, columns. */
#include "trial.h"

/* Lines of a paragraph on a page: different baselines of its items. Superscripts do not count. */
static int lines_on_page(const struct pages *pages, size_t page, uint32_t block)
{
    int lines = 0;
    sp last = -1;
    for (size_t i = 0; i < pages->at[page].item_count; i++) {
        const struct page_item *item = &pages->at[page].items[i];
        if (item->kind != ITEM_GLYPHS || item->tag != block || item->artifact || item->y == last)
            continue;
        lines++;
        last = item->y;
    }
    return lines;
}

/* Every paragraph that runs over a page has two lines at least on either side. */
static bool no_lone_lines(const struct pages *pages)
{
    for (size_t p = 0; p + 1 < pages->count; p++)
        for (size_t i = 0; i < pages->at[p].item_count; i++) {
            uint32_t block = block_of(pages, pages->at[p].items[i].tag);
            if (!block || pages->at[p].items[i].tag != block)
                continue;
            int here = lines_on_page(pages, p, block), after = lines_on_page(pages, p + 1, block);
            if (after && (here < 2 || after < 2))
                return false;
        }
    return true;
}

static bool is_note(const struct pages *pages, uint32_t tag)
{
    while (tag && pages->tags[tag].role != ROLE_NOTE)
        tag = pages->tags[tag].parent;
    return tag != 0;
}

/* Every heading has two lines of text below it on its page. */
static bool no_stranded_heading(const struct pages *pages)
{
    for (size_t p = 0; p < pages->count; p++) {
        int lines = 2;
        sp last = -1;
        for (size_t i = 0; i < pages->at[p].item_count; i++) {
            const struct page_item *item = &pages->at[p].items[i];
            if (item->kind != ITEM_GLYPHS || item->artifact || is_note(pages, item->tag))
                continue;
            enum role role = pages->tags[block_of(pages, item->tag)].role;
            if (role >= ROLE_H1 && role <= ROLE_H6)
                lines = 0;
            else if (item->y != last)
                lines++;
            last = item->y;
        }
        if (lines < 2)
            return false;
    }
    return true;
}

static long first_page_of(const struct pages *pages, uint32_t tag)
{
    for (size_t p = 0; p < pages->count; p++)
        if (has_descendant_item(pages, p, tag))
            return (long)p;
    return -1;
}

/* Every note begins on the page of its mark. */
static bool notes_with_marks(const struct pages *pages, size_t *count)
{
    *count = 0;
    for (size_t n = 0; n < pages->tag_count; n++)
        for (size_t m = 0; pages->tags[n].role == ROLE_NOTE && m < n; m++) {
            if (pages->tags[m].role != ROLE_REFERENCE ||
                strcmp(pages->tags[m].note, pages->tags[n].note) != 0)
                continue;
            ++*count;
            if (first_page_of(pages, (uint32_t)m) != first_page_of(pages, (uint32_t)n))
                return false;
        }
    return true;
}

/* Each line of a page in one column stands below the one before; raised marks may stand a little higher. */
static bool reads_downwards(const struct pages *pages)
{
    for (size_t p = 0; p < pages->count; p++) {
        sp last = 0;
        for (size_t i = 0; i < pages->at[p].item_count; i++) {
            const struct page_item *item = &pages->at[p].items[i];
            if (item->kind != ITEM_GLYPHS || item->artifact)
                continue;
            if (item->y < last - SP_PT(6) || (item->y > last && item->y < last + SP_PT(9) && last))
                return false;
            last = item->y;
        }
    }
    return true;
}

static void test_report(void)
{
    struct trial *trial = open_trial(1);
    size_t notes;
    fill_report(trial, add_piece(trial, FOLIO_ARABIC), 60);
    lay_out(trial, 1);
    check(trial->pages->count > 40 && trial->pages->count < 90,
          "a long report has about as many pages as it should");
    check(is_complete(trial), "every paragraph stands on the pages once");
    check(no_lone_lines(trial->pages), "no widow, no orphan");
    check(no_stranded_heading(trial->pages), "no heading at the foot");
    check(notes_with_marks(trial->pages, &notes) && notes == 30,
          "every footnote begins on the page of its mark");
    check(inside_the_page(trial->pages) && reads_downwards(trial->pages),
          "nothing overlaps or leaves the type area");
    close_trial(trial);
}

/* Lines of running text keep to the grid below headings of any height. */
static void test_grid(void)
{
    struct trial *trial = open_trial(1);
    struct flow *root = add_piece(trial, FOLIO_ARABIC);
    const struct design *design = trial->volume.design;
    bool good = true;
    for (int i = 0; i < 3; i++) {
        add_words(trial, root, STYLE_HEADING_1, ROLE_H1, 3);
        add_words(trial, root, STYLE_HEADING_2, ROLE_H2, 3);
        add_words(trial, root, STYLE_BODY_FIRST, ROLE_P, 50);
        add_words(trial, root, STYLE_CODE, ROLE_H6, 4);
    }
    lay_out(trial, 1);
    const struct page *page = &trial->pages->at[0];
    sp first = -1;
    for (size_t i = 0; i < page->item_count; i++) {
        const struct page_item *item = &page->items[i];
        if (item->kind != ITEM_GLYPHS || trial->pages->tags[item->tag].role != ROLE_P)
            continue;
        first = first < 0 ? item->y : first;
        good &= (item->y - first) % design->body_leading == 0;
    }
    check(good && first > 0, "running text stands on the grid after headings");
    close_trial(trial);
}

/* A head made of a grid and a rule goes with the title below, wherever the page ends. */
static void test_masthead(void)
{
    bool together = true;
    for (uint32_t words = 400; words < 600; words += 12) {
        struct trial *trial = open_trial(1);
        struct flow *root = add_piece(trial, FOLIO_ARABIC);
        add_words(trial, root, STYLE_BODY, ROLE_P, words);
        struct flow *head = flow_group(trial->arena, root, ROLE_SECT);
        head->group.keep_with_next = true;
        head->group.before = trial->volume.design->body_leading;
        struct flow *grid = flow_grid(trial->arena, head, 2, 1);
        add_text(trial, flow_cell(grid, 0, 0), STYLE_MASTHEAD, ROLE_P, "Paper");
        add_text(trial, flow_cell(grid, 0, 1), STYLE_MASTHEAD, ROLE_P, "Document");
        flow_new(trial->arena, head, FLOW_RULE, ROLE_NONE, POS_NONE)->rule.thickness = SP_POINT;
        add_text(trial, root, STYLE_DOCUMENT_TITLE, ROLE_H1, "Title");
        add_words(trial, root, STYLE_BODY_FIRST, ROLE_P, 100);
        const struct pages *pages = lay_out(trial, 1);
        long page = -1;
        for (uint32_t t = 3; t < pages->tag_count; t++) {
            page = page < 0 ? first_page_of(pages, t) : page;
            together &= first_page_of(pages, t) == page;
        }
        together &= no_stranded_heading(pages);
        close_trial(trial);
    }
    check(together, "a masthead stands on the page of its title");
}

static void test_long_note(void)
{
    struct trial *trial = open_trial(1);
    struct flow *root = add_piece(trial, FOLIO_ARABIC);
    size_t notes;
    add_words(trial, root, STYLE_BODY, ROLE_P, 500);
    add_noted(trial, root, 1, 100, 1500);
    add_words(trial, root, STYLE_BODY, ROLE_P, 300);
    add_noted(trial, root, 2, 5, 1500);
    flow_new(trial->arena, root, FLOW_BREAK, ROLE_NONE, POS_NONE);
    add_noted(trial, root, 3, 5, 1500);
    lay_out(trial, 1);
    check(is_complete(trial) && inside_the_page(trial->pages),
          "a footnote longer than a page goes on over the next");
    check(notes_with_marks(trial->pages, &notes) && notes == 3,
          "a long footnote begins on the page of its mark");
    close_trial(trial);
}

static struct flow *add_table(struct trial *trial, struct flow *root, uint32_t rows, uint32_t words)
{
    struct flow *grid = flow_grid(trial->arena, root, 3, rows);
    grid->role = ROLE_TABLE;
    grid->grid.rules = GRID_TABLE;
    grid->grid.header_rows = 1;
    grid->grid.gap = SP_PT(12);
    grid->grid.row_gap = SP_PT(3);
    for (uint32_t r = 0; r < rows; r++) {
        const char *name = r ? arena_format(trial->arena, "Row%u", r) : "Country";
        add_text(trial, flow_cell(grid, r, 0), r ? STYLE_TABLE_CELL : STYLE_TABLE_HEAD, ROLE_P, name);
        add_words(trial, flow_cell(grid, r, 1), STYLE_TABLE_CELL, ROLE_P, 2 + chance(trial, 4));
        add_words(trial, flow_cell(grid, r, 2), STYLE_TABLE_CELL, ROLE_P, 1 + chance(trial, words));
    }
    return grid;
}

static void test_table(void)
{
    struct trial *trial = open_trial(1);
    struct flow *root = add_piece(trial, FOLIO_ARABIC);
    add_words(trial, root, STYLE_BODY, ROLE_P, 300);
    add_table(trial, root, 301, 20);
    lay_out(trial, 1);
    bool repeated = true;
    for (size_t p = 1; p < trial->pages->count; p++)
        repeated &= contains(&trial->pages->at[p], ARTIFACT_REPEATED, "Country");
    check(trial->pages->count > 5 && repeated, "the header row is repeated on each page of a table");
    check(is_complete(trial) && inside_the_page(trial->pages), "a table of 300 rows is complete");
    close_trial(trial);

    trial = open_trial(1);
    add_table(trial, add_piece(trial, FOLIO_ARABIC), 4, 1500);
    lay_out(trial, 1);
    check(is_complete(trial) && inside_the_page(trial->pages),
          "rows taller than a page break inside their cells");
    close_trial(trial);
}

static void test_columns(void)
{
    struct trial *trial = open_trial(1);
    struct flow *root = add_piece(trial, FOLIO_ROMAN);
    add_text(trial, root, STYLE_PART_TITLE, ROLE_H1, "Index");
    struct flow *columns = flow_group(trial->arena, root, ROLE_INDEX);
    columns->group.columns = 2;
    for (int i = 0; i < 26 * 12; i++) {
        if (i % 12 == 0)
            add_text(trial, columns, STYLE_INDEX_LETTER, ROLE_H2,
                     arena_format(trial->arena, "%c", 'A' + i / 12));
        add_words(trial, columns, STYLE_INDEX_ENTRY, ROLE_P, 2 + chance(trial, 12));
    }
    add_words(trial, root, STYLE_PART_TEXT, ROLE_P, 30);
    lay_out(trial, 1);
    sp depth[2] = {0, 0};
    const struct page *last = &trial->pages->at[trial->pages->count - 1];
    for (size_t i = 0; i < last->item_count; i++) {
        bool second = last->items[i].x > trial->pages->width / 2;
        uint32_t block = block_of(trial->pages, last->items[i].tag);
        bool entry = block && trial->pages->tags[trial->pages->tags[block].parent].role == ROLE_INDEX;
        if (entry && last->items[i].kind == ITEM_GLYPHS && last->items[i].y > depth[second])
            depth[second] = last->items[i].y;
    }
    check(is_complete(trial) && inside_the_page(trial->pages), "an index in two columns is complete");
    check(depth[1] && llabs(depth[0] - depth[1]) < SP_PT(40), "its last columns are balanced");
    check(no_lone_lines(trial->pages), "its entries are not torn");
    check(no_stranded_heading(trial->pages), "no letter stands last on a page");
    close_trial(trial);

    trial = open_trial(2);
    fill_report(trial, add_piece(trial, FOLIO_ARABIC), 20);
    lay_out(trial, 1);
    check(is_complete(trial) && inside_the_page(trial->pages), "a report in two columns is complete");
    close_trial(trial);
}

/* Runs of a table's cells inside the type area; the narrowest column that holds a word whole. */
static void test_tight_tables(void)
{
    struct trial *trial = open_trial(1);
    struct flow *root = add_piece(trial, FOLIO_ARABIC);
    struct flow *grid = add_table(trial, root, 2, 20);
    char word[121] = "";
    memset(word, 'y', sizeof word - 1);
    add_text(trial, flow_cell(grid, 1, 2), STYLE_TABLE_CELL, ROLE_P, word);
    add_words(trial, flow_cell(grid, 1, 1), STYLE_TABLE_CELL, ROLE_P, 100);
    lay_out(trial, 1);
    layout_finish(trial->layout);
    check(is_complete(trial) && inside_the_page(trial->pages) && trial->pages->count == 1,
          "one long word does not squeeze the other columns");
    check(diags_count(trial->diags, SEVERITY_NOTE) == 2, "the table is reported, and the word");
    close_trial(trial);

    trial = open_trial(1);
    root = add_piece(trial, FOLIO_ARABIC);
    grid = flow_grid(trial->arena, root, 40, 3);
    grid->grid.rules = GRID_TABLE;
    grid->grid.gap = SP_PT(12);
    for (uint32_t i = 0; i < 120; i++)
        add_text(trial, grid->grid.cells[i], STYLE_TABLE_CELL, ROLE_P, "column");
    lay_out(trial, 1);
    layout_finish(trial->layout);
    check(diags_count(trial->diags, SEVERITY_ERROR) == 1 && diags_count(trial->diags, SEVERITY_NOTE) == 1,
          "a table of too many columns is one error");
    close_trial(trial);
}

/* The lowest baseline of a paragraph on the page, and below it the page's foot. */
static sp lowest_text(const struct pages *pages, size_t page)
{
    sp lowest = 0;
    for (size_t i = 0; i < pages->at[page].item_count; i++) {
        const struct page_item *item = &pages->at[page].items[i];
        if (item->kind == ITEM_GLYPHS && !item->artifact && item->y > lowest)
            lowest = item->y;
    }
    return lowest;
}

/* Before a table that must go to the next page, the page takes the lines it has room for. */
static void test_fills_first(void)
{
    bool filled = true, seen = false;
    for (uint32_t words = 300; words < 620; words += 15) {
        struct trial *trial = open_trial(1);
        struct flow *root = add_piece(trial, FOLIO_ARABIC);
        const struct design *design = trial->volume.design;
        add_words(trial, root, STYLE_BODY, ROLE_P, 300);
        add_words(trial, root, STYLE_BODY, ROLE_P, words);
        struct flow *group = flow_group(trial->arena, root, ROLE_NONE);
        group->group.keep_together = true;
        group->group.before = group->group.after = design->body_leading;
        for (int i = 0; i < 40; i++)
            add_words(trial, group, STYLE_TABLE_CELL, ROLE_P, 4);
        add_words(trial, root, STYLE_BODY, ROLE_P, 300);
        const struct pages *pages = lay_out(trial, 1);
        sp foot = pages->height - design->margin_bottom - 3 * design->body_leading;
        bool text_goes_on = lines_on_page(pages, 1, block_of(pages, 3)) > 0;
        seen |= text_goes_on;
        filled &= !text_goes_on || lowest_text(pages, 0) > foot;
        filled &= no_lone_lines(pages);
        close_trial(trial);
    }
    check(filled && seen, "a page is filled before a hole is left where a table begins");
}

/* Lines of text of a role on a page. */
static int role_lines(const struct pages *pages, size_t page, enum role role)
{
    int lines = 0;
    sp last = -1;
    for (size_t i = 0; i < pages->at[page].item_count; i++) {
        const struct page_item *item = &pages->at[page].items[i];
        if (item->kind != ITEM_GLYPHS || item->artifact || pages->tags[item->tag].role != role)
            continue;
        lines += item->y != last;
        last = item->y;
    }
    return lines;
}

/* A small table stays whole, a larger one is broken where it would leave a hole; never after or before one row. */
static void test_table_breaks(void)
{
    bool small_whole = true, lone = false, broken = false, code_whole = true;
    for (uint32_t words = 100; words < 700; words += 20) {
        for (uint32_t rows = 8; rows <= 24; rows += 16) {
            struct trial *trial = open_trial(1);
            struct flow *root = add_piece(trial, FOLIO_ARABIC);
            add_words(trial, root, STYLE_BODY, ROLE_P, words);
            struct flow *group = flow_group(trial->arena, root, ROLE_NONE);
            group->group.keep_together = rows == 24;
            struct flow *grid = flow_grid(trial->arena, group, 1, rows);
            grid->grid.rules = GRID_TABLE;
            grid->grid.row_gap = SP_PT(3);
            for (uint32_t r = 0; r < rows; r++)
                add_text(trial, flow_cell(grid, r, 0), STYLE_TABLE_CELL, ROLE_FORMULA, "cell");
            add_words(trial, root, STYLE_BODY, ROLE_P, 100);
            add_text(trial, root, STYLE_CODE, ROLE_QUOTE, "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\nl");
            add_words(trial, root, STYLE_BODY, ROLE_P, 200);
            const struct pages *pages = lay_out(trial, 1);
            for (size_t p = 0; p < pages->count; p++) {
                uint32_t on_page = (uint32_t)role_lines(pages, p, ROLE_FORMULA);
                small_whole &= rows == 24 || on_page == 0 || on_page == rows;
                broken |= on_page > 0 && on_page < rows;
                lone |= on_page == 1 || on_page == rows - 1;
                int code = role_lines(pages, p, ROLE_QUOTE);
                code_whole &= code == 0 || code == 12;
            }
            close_trial(trial);
        }
    }
    check(small_whole, "a small table stays whole");
    check(broken && !lone, "a larger one may be broken, but for one row");
    check(code_whole, "short code stays whole");
}

/* Distances between the lines of a display on a page. */
static void test_rigid(void)
{
    bool even = true;
    for (uint32_t words = 20; words < 120; words += 10) {
        struct trial *trial = open_trial(1);
        struct flow *root = add_piece(trial, FOLIO_ARABIC);
        sp half = trial->volume.design->body_leading / 2, step = 0, last = 0;
        struct flow *list = flow_group(trial->arena, root, ROLE_L);
        list->group.before = list->group.after = half;
        for (int i = 0; i < 4; i++) {
            struct flow *item = flow_group(trial->arena, list, ROLE_LI);
            item->group.after = half;
            add_words(trial, item, STYLE_PART_TEXT, ROLE_FORMULA, 3);
        }
        for (int i = 0; i < 4; i++) {
            add_text(trial, root, STYLE_HEADING_1, ROLE_H1, "Heading");
            add_words(trial, root, STYLE_BODY, ROLE_P, 90 + words);
        }
        const struct pages *pages = lay_out(trial, 1);
        for (size_t i = 0; i < pages->at[0].item_count; i++) {
            const struct page_item *item = &pages->at[0].items[i];
            if (item->kind != ITEM_GLYPHS || pages->tags[item->tag].role != ROLE_FORMULA)
                continue;
            even &= !step || item->y - last == step;
            step = last ? item->y - last : 0;
            last = item->y;
        }
        even &= step > 0;
        close_trial(trial);
    }
    check(even, "filling a page does not stretch the space between a list's items");
}

/* A session's opener goes across in a design of two columns; a document's text does not. */
static void test_opener(void)
{
    struct trial *trial = open_trial(2);
    for (int level = 1; level <= 2; level++) {
        struct flow *root = add_piece(trial, FOLIO_ARABIC);
        struct flow *heading = flow_new(trial->arena, root, FLOW_HEADING, ROLE_NONE, POS_NONE);
        heading->heading.level = level;
        heading->heading.kind = level == 1 ? HEADING_SESSION : HEADING_DOCUMENT;
        add_words(trial, root, STYLE_BODY, ROLE_P, 60);
        struct flow *grid = flow_grid(trial->arena, root, 2, 1);
        grid->grid.gap = SP_PT(12);
        add_text(trial, flow_cell(grid, 0, 0), STYLE_PROGRAMME_TIME, ROLE_P, "09:00");
        add_words(trial, flow_cell(grid, 0, 1), STYLE_PROGRAMME_TITLE, ROLE_P, 12);
    }
    const struct pages *pages = lay_out(trial, 1);
    sp most[2] = {0, 0}, half = pages->width / 2;
    for (size_t i = 0; i < pages->line_count; i++)
        if (pages->lines[i].natural > most[pages->lines[i].page > 0])
            most[pages->lines[i].page > 0] = pages->lines[i].natural;
    check(most[0] > half && most[1] > 0 && most[1] < half,
          "a session's opener goes across, a document's text does not");
    close_trial(trial);
}

/* Indents of a group stand on the right in a text from right to left. */
static void test_mirrored_indents(void)
{
    struct trial *trial = open_trial(1);
    struct flow *root = add_piece(trial, FOLIO_ARABIC);
    struct flow *group = flow_group(trial->arena, root, ROLE_L);
    group->group.left = SP_PT(50);
    flow_paragraph(trial->arena, group, STYLE_PART_HEAD, ROLE_P,
                   para_of(trial->arena, "he", "\xD7\x90\xD7\x91\xD7\x92", POS_NONE));
    const struct pages *pages = lay_out(trial, 1);
    const struct design *design = trial->volume.design;
    for (size_t i = 0; i < pages->at[0].item_count; i++) {
        const struct page_item *item = &pages->at[0].items[i];
        if (item->kind != ITEM_GLYPHS || item->artifact)
            continue;
        sp right = item->x;
        for (uint32_t g = 0; g < item->glyphs.count; g++)
            right += item_glyph(item, g).advance;
        check(right == pages->width - design->margin_outer - SP_PT(50),
              "a group's indent stands on the right in Hebrew");
    }
    close_trial(trial);
}

int main(void)
{
    test_report();
    test_grid();
    test_masthead();
    test_long_note();
    test_table();
    test_columns();
    test_tight_tables();
    test_fills_first();
    test_table_breaks();
    test_rigid();
    test_opener();
    test_mirrored_indents();
    unicode_cleanup();
    printf("1..%d\n", number);
    return failures != 0;
}
