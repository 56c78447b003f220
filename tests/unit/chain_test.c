/* Unit tests of a book's pages as a whole: workers, folios, heads, rounds, and flow that no page holds well. */
#include "layout/pager.h"
#include "trial.h"

static void test_workers(void)
{
    struct trial *trial = open_trial(1);
    for (int i = 0; i < 6; i++)
        fill_report(trial, add_piece(trial, FOLIO_ARABIC), 6);
    check(same_dumps(trial), "one worker and four make the same pages");
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
    trial->pieces[2].head_right = "A title so long that no line of any page could ever hold all of it, however "
                                  "small its letters were made, so that it has to be shortened";
    trial->pieces[2].head_left = trial->pieces[2].head_right;
    add_words(trial, add_piece(trial, FOLIO_ARABIC), STYLE_BODY, ROLE_P, 20);
    trial->pieces[3].start = PIECE_NEW_RECTO;
    const struct pages *pages = lay_out(trial, 1);
    check(strcmp(pages->at[0].label, "i") == 0 && strcmp(pages->at[2].label, "iii") == 0,
          "front matter counts from i");
    check(pages->at[3].blank && pages->at[3].item_count == 0 && strcmp(pages->at[4].label, "1") == 0,
          "the first arabic page is a right-hand one, after a blank page");
    check(contains(&pages->at[2], ARTIFACT_FOOTER, "iii") && !contains(&pages->at[0], ARTIFACT_FOOTER, "i"),
          "folios are printed but on the title page");
    check(pages->count == 7 && strcmp(pages->at[6].label, "3") == 0,
          "a document that starts on the right does");
    check(pages->at[0].items[0].y > pages->height * 2 / 3,
          "a space that fills takes what is left of the page");
    const struct page_item *head = &pages->at[5].items[0];
    check(head->artifact == ARTIFACT_HEADER && !pages->at[4].items[0].artifact &&
              memcmp(head->glyphs.text + head->glyphs.text_size - 3, "…", 3) == 0,
          "a long running head is shortened; there is none where a piece begins");
    close_trial(trial);
}

static struct flow *add_break(struct trial *trial, struct flow *parent, enum flow_break page_break)
{
    struct flow *item = flow_new(trial->arena, parent, FLOW_BREAK, ROLE_NONE, POS_NONE);
    item->page_break = page_break;
    return item;
}

static void test_breaks(void)
{
    struct trial *trial = open_trial(1);
    struct flow *root = add_piece(trial, FOLIO_ARABIC);
    add_break(trial, root, FLOW_BREAK_PAGE);
    add_words(trial, root, STYLE_BODY, ROLE_P, 20);
    add_break(trial, root, FLOW_BREAK_PAGE);
    struct flow *columns = flow_group(trial->arena, root, ROLE_SECT);
    columns->group.columns = 2;
    add_words(trial, columns, STYLE_BODY, ROLE_P, 20);
    add_break(trial, columns, FLOW_BREAK_RECTO);
    add_words(trial, columns, STYLE_BODY, ROLE_P, 20);
    add_break(trial, root, FLOW_BREAK_RECTO);
    add_words(trial, root, STYLE_BODY, ROLE_P, 20);
    add_break(trial, root, FLOW_BREAK_PAGE);
    const struct pages *pages = lay_out(trial, 1);
    check(pages->count == 5 && pages->at[3].blank && !pages->at[2].blank && is_complete(trial),
          "page breaks begin pages, on the right where asked for");
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
    const void *kept = first->at[first->count - 1].items[4].glyphs.words;
    const struct pages *second = lay_out_again(trial, first->map);
    const struct page *page = &second->at[0];
    struct buf text = {0};
    for (size_t i = 0; i < page->item_count; i++)
        if (page->items[i].kind == ITEM_GLYPHS && !page->items[i].artifact)
            append_solid(&text, page->items[i].glyphs.text, page->items[i].glyphs.text_size);
    uint32_t moved;
    check(text.at && strncmp(text.at, "seepage4", 8) == 0, "a reference gets the page of the round before");
    check(second->at[second->count - 1].items[4].glyphs.words == kept, "pieces that do not change are kept");
    check(locators_equal(first->map, second->map, &moved) && second->map->page[anchor->anchor.anchor] == 3,
          "the map says where anchors stand");
    layout_round(trial->layout, &trial->book, second->map);
    layout_finish(trial->layout);
    buf_free(&text);
    close_trial(trial);
}

/* The map of a book of one page, which bears the label. */
static struct locators *map_of(struct trial *trial, const char *label)
{
    struct locators *map = locators_new(trial->arena, MEDIUM_PAGES, refs_anchor_count(trial->refs));
    map->page_labels = arena_alloc(trial->arena, sizeof *map->page_labels);
    map->page_labels[0] = label;
    map->page_count = 1;
    for (uint32_t i = 1; i < map->anchor_count; i++)
        map->page[i] = 0;
    return map;
}

/* How the lines of a book begin; the page number, which differs, as "#". */
static const char *breaks_of(const struct trial *trial, const struct pages *pages)
{
    const char *all = "";
    for (size_t i = 0; i < pages->line_count; i++) {
        const char *text = pages->lines[i].text;
        bool is_number = strncmp(text, "mmx", 3) == 0 || strncmp(text, "ii", 2) == 0;
        all = arena_format(trial->arena, "%s|%.4s", all, is_number ? "#" : text);
    }
    return all;
}

/* A reference that was wide once keeps its room, so that the lines do not break in turns. */
static void test_reserved(void)
{
    int kept = 0, moved = 0, trials = 0;
    for (uint32_t words = 4; words < 60; words++) {
        struct trial *trial = open_trial(1);
        struct flow *root = add_piece(trial, FOLIO_ARABIC);
        struct flow *anchor = flow_new(trial->arena, root, FLOW_ANCHOR, ROLE_NONE, POS_NONE);
        struct text_builder *builder = text_builder_new(trial->arena, "en");
        struct reference *ref = arena_alloc(trial->arena, sizeof *ref);
        *ref = (struct reference){.target = "end", .form = REF_PAGE};
        anchor->anchor.id = "end";
        put_words(trial, builder, words);
        text_puts(builder, " pp. ");
        text_reference(builder, ref);
        text_puts(builder, " ");
        put_words(trial, builder, 40);
        flow_paragraph(trial->arena, root, STYLE_BODY, ROLE_P, text_finish(builder));
        struct locators *narrow = map_of((lay_out(trial, 1), trial), "ii"), *wide = map_of(trial, "mmxxxviii");
        const char *first = breaks_of(trial, lay_out_again(trial, narrow));
        const char *second = breaks_of(trial, lay_out_again(trial, wide));
        moved += strcmp(first, second) != 0;
        kept += strcmp(second, breaks_of(trial, lay_out_again(trial, narrow))) == 0;
        trials++;
        close_trial(trial);
    }
    check(moved > 10 && kept == trials, "a reference keeps the room that it had in an earlier round");
}

/* Spaces that fill, above columns and inside them. */
static void test_fills(void)
{
    struct trial *trial = open_trial(1);
    struct flow *root = add_piece(trial, FOLIO_ARABIC);
    for (int i = 0; i < 3; i++) {
        flow_space(trial->arena, root, 0)->space.fill = true;
        struct flow *columns = flow_group(trial->arena, root, ROLE_SECT);
        columns->group.columns = 2;
        add_noted(trial, columns, 2 * i + 1, 40 + 20 * (uint32_t)i, 10);
        for (int k = 0; k < 3; k++) {
            flow_space(trial->arena, columns, SP_PT(10))->space.fill = true;
            add_words(trial, columns, STYLE_BODY, ROLE_P, 15);
        }
        add_noted(trial, root, 2 * i + 2, 20, 10);
    }
    lay_out(trial, 1);
    check(is_complete(trial) && inside_the_page(trial->pages), "spaces fill pages and columns, and no more");
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

/* Numbers of the elements of a role, in order; returns how many there are. */
static size_t elements(const struct pages *pages, enum role role, uint32_t *out, size_t most)
{
    size_t n = 0;
    for (uint32_t i = 0; i < pages->tag_count; i++)
        if (pages->tags[i].role == role && n < most)
            out[n++] = i;
    return n;
}

static void add_heading(struct trial *trial, struct flow *root, int level, enum role role)
{
    flow_new(trial->arena, root, FLOW_HEADING, ROLE_NONE, POS_NONE)->heading.level = level;
    add_text(trial, root, STYLE_HEADING_1, role, "Heading");
}

static void test_structure(void)
{
    static const enum role wanted[] = {ROLE_H1, ROLE_H2, ROLE_H3, ROLE_H3, ROLE_H1, ROLE_H2};
    struct trial *trial = open_trial(1);
    struct flow *session = add_piece(trial, FOLIO_ARABIC);
    session->role = ROLE_PART;
    add_heading(trial, session, 1, ROLE_H1);
    struct flow *paper = add_piece(trial, FOLIO_ARABIC);
    paper->role = ROLE_SECT;
    trial->pieces[1].in_part = true;
    add_heading(trial, paper, 2, ROLE_H2);
    add_heading(trial, paper, 4, ROLE_H4);
    add_heading(trial, paper, 3, ROLE_H3);
    struct flow *index = add_piece(trial, FOLIO_ARABIC);
    index->role = ROLE_SECT;
    add_heading(trial, index, 1, ROLE_H2);
    add_text(trial, index, STYLE_PART_HEAD, ROLE_H2, "A heading of its own");
    const struct pages *pages = lay_out(trial, 1);
    bool even = true;
    size_t n = 0;
    for (size_t i = 0; i < pages->tag_count; i++)
        if (pages->tags[i].role >= ROLE_H1 && pages->tags[i].role <= ROLE_H6)
            even &= n < 6 && pages->tags[i].role == wanted[n++];
    check(even && n == 6, "levels of headings are those of the book, and none is skipped");
    uint32_t part = 0, sections[3] = {0};
    n = elements(pages, ROLE_PART, &part, 1) + elements(pages, ROLE_SECT, sections, 3);
    check(n == 3 && pages->tags[sections[0]].parent == part && pages->tags[sections[1]].parent == 0,
          "papers stand in the Part of their session, what follows does not");
    close_trial(trial);
}

/*
 * Boxes of so many lines each, and what a break before each costs. The way that is by far the cheaper one at first
 * leads to a break inside a row; the other one does not.
 */
static void test_dear_later(void)
{
    struct trial *trial = open_trial(1);
    const struct design *design = trial->volume.design;
    sp height = design->page_height - design->margin_top - design->margin_bottom;
    int page = (int)(height / design->body_leading);
    const struct {
        int lines;
        int64_t cost;
    } boxes[] = {{page - 1, 0}, {1, 7000}, {page / 2, 0}, {page - page / 2, 0}, {page / 2, COST_ROW},
                 {page, 0}};
    struct vlist *list = vlist_new(trial->arena, design->page_width);
    for (size_t i = 0; i < sizeof boxes / sizeof *boxes; i++) {
        struct vbox *box = vlist_box(list, design, boxes[i].lines * design->body_leading, POS_NONE);
        box->lines = 2;
        box->cost = (int32_t)boxes[i].cost;
        box->start = i ? BOX_ANYWHERE : BOX_RECTO;
    }
    struct chain_pages pages = pages_make(trial->arena, design, list, true, NULL, NULL);
    check(pages.count == 4 && pages.at[1].placed.at[0].box == &list->boxes.at[1],
          "a page is not the cheaper one when it leads to a break inside a row");
    close_trial(trial);
}

int main(void)
{
    test_structure();
    test_workers();
    test_folios();
    test_breaks();
    test_rounds();
    test_reserved();
    test_fills();
    test_hostile();
    test_dear_later();
    unicode_cleanup();
    printf("1..%d\n", number);
    return failures != 0;
}
