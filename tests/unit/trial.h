/* For the unit tests of layout: a book built by hand, laid out in the real faces, and read back. */
#ifndef TRIAL_H
#define TRIAL_H

#include <stdlib.h>
#include <string.h>

#include "layout/layout.h"
#include "unicode/unicode.h"

#include "check.h"

/* A book, its flow and the pages made of it. */
struct trial {
    struct arena *arena;
    struct sources *sources;
    struct diags *diags;
    struct volume volume;
    struct refs *refs;
    struct fonts *fonts;
    struct layout_tools *tools; /* of the layout */
    struct layout *layout;
    struct workers *workers;
    struct piece pieces[8];
    struct book book;
    const struct pages *pages;
    uint32_t seed;
};

static inline struct trial *open_trial(int columns)
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
    trial->fonts = fonts_open(arena, table ? table : "fonts/fonts.table", trial->volume.design->font_names,
                              trial->diags);
    trial->book = (struct book){.pieces = trial->pieces, .language = "en", .title = "Proceedings"};
    if (!trial->fonts) {
        diags_print(trial->diags, stdout);
        exit(1);
    }
    return trial;
}

static inline void close_trial(struct trial *trial)
{
    if (trial->layout)
        layout_close(trial->layout);
    if (trial->tools)
        layout_tools_free(trial->tools);
    workers_close(trial->workers);
    fonts_close(trial->fonts);
    diags_free(trial->diags);
    arena_free(trial->arena);
}

static inline struct flow *add_piece(struct trial *trial, enum folio_style folio)
{
    struct piece *piece = &trial->pieces[trial->book.piece_count++];
    *piece = (struct piece){.name = "piece", .start = PIECE_NEW_PAGE, .folio = folio,
                            .head_left = "Session 1", .head_right = "A document", .language = "en"};
    piece->root = flow_group(trial->arena, NULL, ROLE_SECT);
    return piece->root;
}

static inline const struct pages *lay_out(struct trial *trial, int workers)
{
    struct layout_options options = {.keep_lines = true};
    if (trial->layout)
        layout_close(trial->layout);
    workers_close(trial->workers);
    options.workers = trial->workers = workers_open(workers);
    refs_collect(trial->refs, &trial->book);
    if (trial->tools)
        layout_tools_free(trial->tools);
    trial->tools = layout_tools_new(trial->fonts, workers);
    trial->layout = layout_open(&trial->volume, trial->refs, trial->tools, &options, trial->diags);
    layout_round(trial->layout, &trial->book, NULL);
    trial->pages = layout_pages(trial->layout);
    return trial->pages;
}

static inline const struct pages *lay_out_again(struct trial *trial, const struct locators *before)
{
    layout_round(trial->layout, &trial->book, before);
    return layout_pages(trial->layout);
}

static inline uint32_t chance(struct trial *trial, uint32_t below)
{
    trial->seed = trial->seed * 1664525u + 1013904223u;
    return (trial->seed >> 8) % below;
}

static inline void put_words(struct trial *trial, struct text_builder *builder, uint32_t count)
{
    static const char *const words[] = {
        "the", "workshop", "agreed", "that", "standards", "of", "a", "country", "and", "its", "operators", "shall",
        "be", "developed", "with", "regional", "offices", "in", "co-operation", "to", "bridge", "gap", "which",
    };
    for (uint32_t i = 0; i < count; i++)
        text_format(builder, "%s%s", i ? " " : "", words[chance(trial, sizeof words / sizeof *words)]);
}

static inline struct flow *add_words(struct trial *trial, struct flow *parent, enum style_id style,
                                     enum role role,
                              uint32_t count)
{
    struct text_builder *builder = text_builder_new(trial->arena, "en");
    put_words(trial, builder, count);
    return flow_paragraph(trial->arena, parent, style, role, text_finish(builder));
}

static inline struct flow *add_text(struct trial *trial, struct flow *parent, enum style_id style,
                                    enum role role,
                             const char *text)
{
    return flow_paragraph(trial->arena, parent, style, role, para_of(trial->arena, "en", text, POS_NONE));
}

/* A paragraph with the mark of footnote `note` after a third of it, and the footnote. */
static inline void add_noted(struct trial *trial, struct flow *parent, int note, uint32_t words,
                             uint32_t note_words)
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
static inline void fill_report(struct trial *trial, struct flow *root, int sections)
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

static inline bool is_block_role(enum role role)
{
    return role == ROLE_P || (role >= ROLE_H1 && role <= ROLE_H6);
}

/* The paragraph that an element is or belongs to; 0: none. Labels belong to none. */
static inline uint32_t block_of(const struct pages *pages, uint32_t tag)
{
    while (tag && !is_block_role(pages->tags[tag].role))
        tag = pages->tags[tag].role == ROLE_LBL ? 0 : pages->tags[tag].parent;
    return tag;
}

static inline void append_solid(struct buf *out, const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (text[i] != ' ')
            buf_putc(out, text[i]);
}

struct expected {
    struct buf text;
};

static inline void expect_item(void *context, const struct flow *item)
{
    struct expected *expected = context;
    if (item->kind != FLOW_PARAGRAPH)
        return;
    append_solid(&expected->text, item->paragraph.para->text, item->paragraph.para->length);
    buf_putc(&expected->text, '\n');
}

/* Does each paragraph of the flow stand on the pages, whole, once, in order of the structure? */
static inline bool is_complete(const struct trial *trial)
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
    bool same = expected.text.n == found.n && (!found.n || memcmp(expected.text.at, found.at, found.n) == 0);
    for (size_t t = 0; t < pages->tag_count; t++)
        buf_free(&blocks[t]);
    free(blocks);
    buf_free(&found);
    buf_free(&expected.text);
    return same;
}

static inline bool has_descendant_item(const struct pages *pages, size_t page, uint32_t tag)
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

/* Nothing stands outside the paper, and no text of the body below the type area. */
static inline bool inside_the_page(const struct pages *pages)
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

static inline bool contains(const struct page *page, enum artifact artifact, const char *text)
{
    for (size_t i = 0; i < page->item_count; i++) {
        const struct page_item *item = &page->items[i];
        if (item->kind == ITEM_GLYPHS && item->artifact == artifact &&
            item->glyphs.text_size == strlen(text) &&
            memcmp(item->glyphs.text, text, item->glyphs.text_size) == 0)
            return true;
    }
    return false;
}

static inline bool same_dumps(struct trial *trial)
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

#endif
