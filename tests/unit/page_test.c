/* Unit tests of page making: books built by hand, laid out in the real faces, and read back from their page items. */
#include <stdlib.h>
#include <string.h>

#include "layout/layout.h"
#include "unicode/unicode.h"

static int number, failures;

static void check(bool good, const char *name)
{
    printf("%s %d - %s\n", good ? "ok" : "not ok", ++number, name);
    failures += !good;
}

/* A book, its flow and the pages made of it. */
struct trial {
    struct arena *arena;
    struct sources *sources;
    struct diags *diags;
    struct volume volume;
    struct refs *refs;
    struct fonts *fonts;
    struct layout *layout;
    struct piece pieces[8];
    struct book book;
    const struct pages *pages;
    uint32_t seed;
};

static struct trial *open_trial(int columns)
{
    struct arena *arena = arena_new();
    struct trial *trial = arena_alloc(arena, sizeof *trial);
    struct design_request request = {.accent = -1, .columns = columns};
    trial->arena = arena;
    trial->seed = 1;
    trial->sources = sources_new(arena);
    trial->diags = diags_new(arena, trial->sources);
    trial->volume.language = "en";
    trial->volume.design = design_new(arena, &request);
    trial->refs = refs_new(arena, &trial->volume, trial->diags);
    const char *table = fonts_table_path(arena);
    trial->fonts = fonts_open(arena, table ? table : "fonts/fonts.table", trial->volume.design->font_names, trial->diags);
    trial->book = (struct book){.pieces = trial->pieces, .language = "en", .title = "Proceedings"};
    if (!trial->fonts) {
        diags_print(trial->diags, stdout);
        exit(1);
    }
    return trial;
}

static void close_trial(struct trial *trial)
{
    if (trial->layout)
        layout_close(trial->layout);
    fonts_close(trial->fonts);
    diags_free(trial->diags);
    arena_free(trial->arena);
}

static struct flow *add_piece(struct trial *trial, enum folio_style folio)
{
    struct piece *piece = &trial->pieces[trial->book.piece_count++];
    *piece = (struct piece){.name = "piece", .root = flow_group(trial->arena, NULL, ROLE_SECT), .start = PIECE_NEW_PAGE,
                            .folio = folio, .head_left = "Session 1", .head_right = "A document", .language = "en"};
    return piece->root;
}

static const struct pages *lay_out(struct trial *trial, int workers)
{
    struct layout_options options = {.workers = workers, .keep_lines = true};
    if (trial->layout)
        layout_close(trial->layout);
    refs_collect(trial->refs, &trial->book);
    trial->layout = layout_open(&trial->volume, trial->refs, trial->fonts, &options, trial->diags);
    trial->pages = layout_round(trial->layout, &trial->book, NULL);
    return trial->pages;
}

static uint32_t chance(struct trial *trial, uint32_t below)
{
    trial->seed = trial->seed * 1664525u + 1013904223u;
    return (trial->seed >> 8) % below;
}

static void put_words(struct trial *trial, struct text_builder *builder, uint32_t count)
{
    static const char *const words[] = {"the", "workshop", "agreed", "that", "standards", "of", "a", "country",
                                        "and", "its", "operators", "shall", "be", "developed", "with", "regional",
                                        "offices", "in", "co-operation", "to", "bridge", "gap", "which", "remains"};
    for (uint32_t i = 0; i < count; i++)
        text_format(builder, "%s%s", i ? " " : "", words[chance(trial, sizeof words / sizeof *words)]);
}

static struct flow *add_words(struct trial *trial, struct flow *parent, enum style_id style, enum role role,
                              uint32_t count)
{
    struct text_builder *builder = text_builder_new(trial->arena, "en");
    put_words(trial, builder, count);
    return flow_paragraph(trial->arena, parent, style, role, text_finish(builder));
}

static struct flow *add_text(struct trial *trial, struct flow *parent, enum style_id style, enum role role,
                             const char *text)
{
    return flow_paragraph(trial->arena, parent, style, role, para_of(trial->arena, "en", text, POS_NONE));
}

/* A paragraph with the mark of footnote `note` after a third of it, and the footnote. */
static void add_noted(struct trial *trial, struct flow *parent, int note, uint32_t words, uint32_t note_words)
{
    const char *label = arena_format(trial->arena, "%d", note);
    struct text_builder *builder = text_builder_new(trial->arena, "en");
    put_words(trial, builder, words / 3 + 1);
    text_open(builder, (struct span){.kind = SPAN_NOTE, .note = label});
    text_puts(builder, label);
    text_close(builder);
    text_puts(builder, " ");
    put_words(trial, builder, words);
    flow_paragraph(trial->arena, parent, STYLE_BODY, ROLE_P, text_finish(builder));
    struct flow *footnote = flow_new(trial->arena, parent, FLOW_FOOTNOTE, ROLE_NOTE, POS_NONE);
    footnote->footnote.note = label;
    footnote->footnote.number = note;
    struct flow *text = add_words(trial, footnote, STYLE_FOOTNOTE, ROLE_P, note_words);
    text->paragraph.label = para_of(trial->arena, "en", label, POS_NONE);
}

/* A report of many pages: headings, paragraphs, lists, footnotes. */
static void fill_report(struct trial *trial, struct flow *root, int sections)
{
    int note = 0;
    for (int s = 0; s < sections; s++) {
        add_words(trial, root, STYLE_HEADING_1, ROLE_H1, 4);
        if (s % 4 == 0)
            add_words(trial, root, STYLE_HEADING_2, ROLE_H2, 3);
        for (uint32_t p = 0; p < 3 + chance(trial, 4); p++)
            add_words(trial, root, p ? STYLE_BODY : STYLE_BODY_FIRST, ROLE_P, 8 + chance(trial, 150));
        if (s % 2)
            add_noted(trial, root, ++note, 60, 5 + chance(trial, 60));
        struct flow *list = flow_group(trial->arena, root, ROLE_L);
        list->group.before = list->group.after = trial->volume.design->body_leading / 2;
        for (int i = 0; s % 3 == 0 && i < 4; i++) {
            struct flow *item = flow_group(trial->arena, list, ROLE_LI);
            item->group.left = SP_PT(18);
            struct flow *text = add_words(trial, item, STYLE_LIST, ROLE_P, 5 + chance(trial, 40));
            text->paragraph.label = para_of(trial->arena, "en", "–", POS_NONE);
        }
    }
}

/* Reading back. */

static bool is_block_role(enum role role)
{
    return role == ROLE_P || (role >= ROLE_H1 && role <= ROLE_H6);
}

/* The paragraph that an element is or belongs to; 0: none. Labels belong to none. */
static uint32_t block_of(const struct pages *pages, uint32_t tag)
{
    while (tag && !is_block_role(pages->tags[tag].role))
        tag = pages->tags[tag].role == ROLE_LBL ? 0 : pages->tags[tag].parent;
    return tag;
}

static void append_solid(struct buf *out, const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (text[i] != ' ')
            buf_putc(out, text[i]);
}

struct expected {
    struct buf text;
};

static void expect_item(void *context, const struct flow *item)
{
    struct expected *expected = context;
    if (item->kind != FLOW_PARAGRAPH)
        return;
    append_solid(&expected->text, item->paragraph.para->text, item->paragraph.para->length);
    buf_putc(&expected->text, '\n');
}

/* Does each paragraph of the flow stand on the pages, whole, once, in order of the structure? */
static bool is_complete(const struct trial *trial)
{
    const struct pages *pages = trial->pages;
    struct expected expected = {0};
    struct buf found = {0}, *blocks = calloc(pages->tag_count, sizeof *blocks);
    for (size_t i = 0; i < trial->book.piece_count; i++)
        flow_walk(trial->book.pieces[i].root, expect_item, &expected);
    for (size_t p = 0; p < pages->count; p++)
        for (size_t i = 0; i < pages->at[p].item_count; i++) {
            const struct page_item *item = &pages->at[p].items[i];
            uint32_t block = block_of(pages, item->tag);
            if (item->kind == ITEM_GLYPHS && item->artifact == ARTIFACT_NONE && block)
                append_solid(&blocks[block], item->glyphs.text, item->glyphs.text_size);
        }
    for (size_t t = 0; t < pages->tag_count; t++) {
        if (!is_block_role(pages->tags[t].role))
            continue;
        buf_append(&found, blocks[t].at ? blocks[t].at : "", blocks[t].n);
        buf_putc(&found, '\n');
    }
    bool same = expected.text.n == found.n && memcmp(expected.text.at, found.at, found.n) == 0;
    for (size_t t = 0; t < pages->tag_count; t++)
        buf_free(&blocks[t]);
    free(blocks);
    buf_free(&found);
    buf_free(&expected.text);
    return same;
}

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

static bool has_descendant_item(const struct pages *pages, size_t page, uint32_t tag)
{
    for (size_t i = 0; i < pages->at[page].item_count; i++) {
        const struct page_item *item = &pages->at[page].items[i];
        uint32_t at = item->tag;
        while (at > tag)
            at = pages->tags[at].parent;
        if (item->kind == ITEM_GLYPHS && !item->artifact && at == tag)
            return true;
    }
    return false;
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
            if (pages->tags[m].role != ROLE_REFERENCE || strcmp(pages->tags[m].note, pages->tags[n].note) != 0)
                continue;
            ++*count;
            if (first_page_of(pages, (uint32_t)m) != first_page_of(pages, (uint32_t)n))
                return false;
        }
    return true;
}

/* Nothing stands outside the paper, and no text of the body below the type area. */
static bool inside_the_page(const struct pages *pages)
{
    const struct design *design = pages->design;
    sp foot = design->page_height - design->margin_bottom + SP_POINT;
    for (size_t p = 0; p < pages->count; p++)
        for (size_t i = 0; i < pages->at[p].item_count; i++) {
            const struct page_item *item = &pages->at[p].items[i];
            if (item->x < 0 || item->x > pages->width || item->y < 0 || item->y > pages->height)
                return false;
            if (item->kind == ITEM_GLYPHS && !item->artifact && item->y > foot)
                return false;
        }
    return true;
}

static bool contains(const struct page *page, enum artifact artifact, const char *text)
{
    for (size_t i = 0; i < page->item_count; i++) {
        const struct page_item *item = &page->items[i];
        if (item->kind == ITEM_GLYPHS && item->artifact == artifact && item->glyphs.text_size == strlen(text) &&
            memcmp(item->glyphs.text, text, item->glyphs.text_size) == 0)
            return true;
    }
    return false;
}

static bool same_dumps(struct trial *trial)
{
    struct buf one = {0}, four = {0};
    layout_dump_pages(lay_out(trial, 1), &one);
    layout_dump_lines(trial->pages, trial->sources, &one);
    layout_dump_pages(lay_out(trial, 4), &four);
    layout_dump_lines(trial->pages, trial->sources, &four);
    bool same = one.n == four.n && one.n > 0 && memcmp(one.at, four.at, one.n) == 0;
    buf_free(&one);
    buf_free(&four);
    return same;
}

/* Tests. */

static void test_report(void)
{
    struct trial *trial = open_trial(1);
    size_t notes;
    fill_report(trial, add_piece(trial, FOLIO_ARABIC), 60);
    lay_out(trial, 1);
    check(trial->pages->count > 40 && trial->pages->count < 90, "a long report has about as many pages as it should");
    check(is_complete(trial), "every paragraph stands on the pages once");
    check(no_lone_lines(trial->pages), "no widow, no orphan");
    check(no_stranded_heading(trial->pages), "no heading at the foot");
    check(notes_with_marks(trial->pages, &notes) && notes == 30, "every footnote begins on the page of its mark");
    check(inside_the_page(trial->pages), "nothing stands below the type area");
    close_trial(trial);
}

static void test_workers(void)
{
    struct trial *trial = open_trial(1);
    for (int i = 0; i < 6; i++)
        fill_report(trial, add_piece(trial, FOLIO_ARABIC), 6);
    check(same_dumps(trial), "one worker and four make the same pages");
    close_trial(trial);
}

static void test_long_note(void)
{
    struct trial *trial = open_trial(1);
    struct flow *root = add_piece(trial, FOLIO_ARABIC);
    size_t notes;
    add_words(trial, root, STYLE_BODY, ROLE_P, 500);
    add_noted(trial, root, 1, 100, 1500);
    add_words(trial, root, STYLE_BODY, ROLE_P, 300);
    add_noted(trial, root, 2, 5, 2);
    lay_out(trial, 1);
    check(is_complete(trial) && inside_the_page(trial->pages), "a footnote longer than a page goes on over the next");
    check(notes_with_marks(trial->pages, &notes) && notes == 2, "a long footnote begins on the page of its mark");
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
        repeated &= contains(&trial->pages->at[p], ARTIFACT_HEADER, "Country");
    check(trial->pages->count > 5 && repeated, "the header row is repeated on each page of a table");
    check(is_complete(trial) && inside_the_page(trial->pages), "a table of 300 rows is complete");
    close_trial(trial);

    trial = open_trial(1);
    add_table(trial, add_piece(trial, FOLIO_ARABIC), 4, 1500);
    lay_out(trial, 1);
    check(is_complete(trial) && inside_the_page(trial->pages), "rows taller than a page break inside their cells");
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
            add_text(trial, columns, STYLE_INDEX_LETTER, ROLE_H2, arena_format(trial->arena, "%c", 'A' + i / 12));
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

static void test_folios(void)
{
    struct trial *trial = open_trial(1);
    struct flow *title = add_piece(trial, FOLIO_NONE);
    flow_space(trial->arena, title, 0)->space.fill = true;
    add_text(trial, title, STYLE_TITLE_MAIN, ROLE_P, "Proceedings");
    add_words(trial, add_piece(trial, FOLIO_ROMAN), STYLE_BODY, ROLE_P, 800);
    add_words(trial, add_piece(trial, FOLIO_ARABIC), STYLE_BODY, ROLE_P, 900);
    trial->pieces[2].head_right = "A title so long that no line of any page could ever hold all of it, however small "
                                  "its letters were made, so that it has to be shortened";
    trial->pieces[2].head_left = trial->pieces[2].head_right;
    add_words(trial, add_piece(trial, FOLIO_ARABIC), STYLE_BODY, ROLE_P, 20);
    trial->pieces[3].start = PIECE_NEW_RECTO;
    const struct pages *pages = lay_out(trial, 1);
    check(strcmp(pages->at[0].label, "i") == 0 && strcmp(pages->at[2].label, "iii") == 0, "front matter counts from i");
    check(pages->at[3].blank && pages->at[3].item_count == 0 && strcmp(pages->at[4].label, "1") == 0,
          "the first arabic page is a right-hand one, after a blank page");
    check(contains(&pages->at[2], ARTIFACT_FOOTER, "iii") && !contains(&pages->at[0], ARTIFACT_FOOTER, "i"),
          "folios are printed but on the title page");
    check(pages->count == 7 && strcmp(pages->at[6].label, "3") == 0, "a document that starts on the right does");
    check(pages->at[0].items[0].y > pages->height * 2 / 3, "a space that fills takes what is left of the page");
    const struct page_item *head = &pages->at[5].items[0];
    check(head->artifact == ARTIFACT_HEADER && !pages->at[4].items[0].artifact &&
              memcmp(head->glyphs.text + head->glyphs.text_size - 3, "…", 3) == 0,
          "a long running head is shortened; there is none where a piece begins");
    close_trial(trial);
}

/* A later round keeps what does not change and sets again what does. */
static void test_rounds(void)
{
    struct trial *trial = open_trial(1);
    struct flow *root = add_piece(trial, FOLIO_ARABIC);
    struct text_builder *builder = text_builder_new(trial->arena, "en");
    struct reference *ref = arena_alloc(trial->arena, sizeof *ref);
    *ref = (struct reference){.target = "end", .form = REF_PAGE};
    text_puts(builder, "see page ");
    text_reference(builder, ref);
    flow_paragraph(trial->arena, root, STYLE_BODY, ROLE_P, text_finish(builder));
    struct flow *far = add_piece(trial, FOLIO_ARABIC);
    add_words(trial, far, STYLE_BODY, ROLE_P, 1500);
    struct flow *anchor = flow_new(trial->arena, far, FLOW_ANCHOR, ROLE_NONE, POS_NONE);
    anchor->anchor.id = "end";
    add_words(trial, far, STYLE_BODY, ROLE_P, 40);
    const struct pages *first = lay_out(trial, 2);
    const struct glyph *kept = first->at[first->count - 1].items[4].glyphs.glyphs;
    const struct pages *second = layout_round(trial->layout, &trial->book, first->map);
    const struct page *page = &second->at[0];
    struct buf text = {0};
    for (size_t i = 0; i < page->item_count; i++)
        if (page->items[i].kind == ITEM_GLYPHS && !page->items[i].artifact)
            append_solid(&text, page->items[i].glyphs.text, page->items[i].glyphs.text_size);
    uint32_t moved;
    check(text.at && strncmp(text.at, "seepage4", 8) == 0, "a reference gets the page of the round before");
    check(second->at[second->count - 1].items[4].glyphs.glyphs == kept, "pieces that do not change are kept");
    check(locators_equal(first->map, second->map, &moved) && second->map->page[anchor->anchor.anchor] == 3,
          "the map says where anchors stand");
    layout_round(trial->layout, &trial->book, second->map);
    layout_report(trial->layout);
    buf_free(&text);
    close_trial(trial);
}

static void test_hostile(void)
{
    struct trial *trial = open_trial(1);
    struct flow *root = add_piece(trial, FOLIO_ARABIC), *nest = root;
    static const uint8_t pixel[3] = {0, 0, 0};
    struct image *image = arena_alloc(trial->arena, sizeof *image);
    *image = (struct image){.path = "tall.png", .width = 100, .height = 4000, .dpi_x = 96, .dpi_y = 96,
                            .bytes = pixel, .size = 3};
    struct flow *figure = flow_new(trial->arena, root, FLOW_FIGURE, ROLE_FIGURE, POS_NONE);
    flow_new(trial->arena, figure, FLOW_IMAGE, ROLE_NONE, POS_NONE)->image.image = image;
    add_words(trial, figure, STYLE_CAPTION, ROLE_P, 30);
    struct flow *together = flow_group(trial->arena, root, ROLE_BLOCKQUOTE);
    together->group.keep_together = true;
    for (int i = 0; i < 30; i++)
        add_words(trial, together, STYLE_QUOTE, ROLE_P, 60);
    for (int i = 0; i < 40; i++) {
        nest = flow_group(trial->arena, nest, ROLE_LI);
        nest->group.left = SP_PT(30);
        add_words(trial, nest, STYLE_LIST, ROLE_P, 10);
    }
    for (int i = 0; i < 200; i++)
        add_text(trial, root, STYLE_HEADING_1, ROLE_H1, "Heading");
    add_piece(trial, FOLIO_ARABIC);
    add_text(trial, add_piece(trial, FOLIO_ARABIC), STYLE_BODY, ROLE_P, "");
    const struct pages *pages = lay_out(trial, 1);
    check(is_complete(trial), "what cannot be kept together, in place or in its column is set all the same");
    check(contains(&pages->at[0], ARTIFACT_FOOTER, "1") && has_descendant_item(pages, 0, 2),
          "a tall figure is made to fit with its caption");
    check(strcmp(pages->at[pages->count - 1].label, arena_format(trial->arena, "%zu", pages->count)) == 0 &&
              pages->at[pages->count - 1].piece == &trial->pieces[2],
          "an empty document has a page");
    close_trial(trial);
}

int main(void)
{
    test_report();
    test_workers();
    test_long_note();
    test_table();
    test_columns();
    test_folios();
    test_rounds();
    test_hostile();
    unicode_cleanup();
    printf("1..%d\n", number);
    return failures != 0;
}
