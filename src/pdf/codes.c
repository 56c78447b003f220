/*
 * pdf: character codes. Every distinct pair (glyph, text it stands for) of a face becomes one code, so that copied
 * text is the text that was put in: a ligature says its letters, a small capital its letter, an added hyphen U+00AD.
 *
 * Pages are read in parallel, each into its own table; the tables are joined in page order, and the codes of a font
 * sorted by glyph and text, so the result does not depend on the workers.
 */
#include <stdlib.h>
#include <string.h>

#include "pdf/writer.h"

enum { CODES_A_FONT = 65535, TEXT_LIMIT = 250 /* bytes of UTF-8: a CMap takes 256 units of UTF-16 */ };

static uint32_t hash(const struct char_code *code)
{
    uint32_t h = (2166136261u ^ face_number(code->face)) * 16777619u;
    h = (h ^ code->glyph) * 16777619u;
    for (uint32_t i = 0; i < code->text_size; i++)
        h = (h ^ (uint8_t)code->text[i]) * 16777619u;
    return h ^ h >> 15;
}

static bool same(const struct char_code *a, const struct char_code *b)
{
    return a->face == b->face && a->glyph == b->glyph && a->text_size == b->text_size &&
           !memcmp(a->text, b->text, a->text_size);
}

static void enlarge(struct code_table *table)
{
    size_t count = table->slot_count ? table->slot_count * 2 : 256;
    table->slots = arena_alloc(table->arena, count * sizeof *table->slots);
    table->slot_count = count;
    for (size_t i = 0; i < table->codes.n; i++) {
        size_t slot = hash(&table->codes.at[i]) & (count - 1);
        while (table->slots[slot])
            slot = (slot + 1) & (count - 1);
        table->slots[slot] = (uint32_t)i + 1;
    }
}

uint32_t code_table_put(struct code_table *table, const struct char_code *wanted)
{
    if (table->codes.n * 2 >= table->slot_count)
        enlarge(table);
    size_t slot = hash(wanted) & (table->slot_count - 1);
    for (; table->slots[slot]; slot = (slot + 1) & (table->slot_count - 1))
        if (same(&table->codes.at[table->slots[slot] - 1], wanted))
            return table->slots[slot] - 1;
    vec_push(table->arena, &table->codes, *wanted);
    table->slots[slot] = (uint32_t)table->codes.n;
    return (uint32_t)table->codes.n - 1;
}

/* The text of a cluster: from its first byte to the start of the next cluster in logical order. */
struct cluster_text {
    uint32_t start, end;
};

static struct cluster_text cluster_text(const struct page_item *item, uint32_t count, uint32_t cluster)
{
    uint32_t end = item->glyphs.text_size;
    bool first = true;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t other = item->glyphs.glyphs[i].cluster;
        if (other > cluster && other < end)
            end = other;
        first &= other >= cluster;
    }
    return (struct cluster_text){first ? 0 : cluster, end};
}

/* The same in constant time where clusters rise or fall along the line, as shaping leaves them. */
static struct cluster_text neighbour_text(const struct page_item *item, uint32_t from, uint32_t to, uint32_t count)
{
    const struct glyph *glyphs = item->glyphs.glyphs;
    bool rtl = item->glyphs.right_to_left;
    bool is_first = rtl ? to == count : from == 0, is_last = rtl ? from == 0 : to == count;
    uint32_t next = is_last ? item->glyphs.text_size : glyphs[rtl ? from - 1 : to].cluster;
    return (struct cluster_text){is_first ? 0 : glyphs[from].cluster, next};
}

static bool is_monotone(const struct page_item *item, uint32_t count)
{
    const struct glyph *glyphs = item->glyphs.glyphs;
    for (uint32_t i = 1; i < count; i++)
        if (item->glyphs.right_to_left ? glyphs[i].cluster > glyphs[i - 1].cluster
                                       : glyphs[i].cluster < glyphs[i - 1].cluster)
            return false;
    return true;
}

static struct char_code code_of(const struct page_item *item, uint32_t index, const char *text, size_t size)
{
    if (size > TEXT_LIMIT)
        for (size = TEXT_LIMIT; (text[size] & 0xC0) == 0x80;)
            size--;
    const struct glyph *glyph = &item->glyphs.glyphs[index];
    int64_t em = item->glyphs.size > 0 ? item->glyphs.size : 1;
    return (struct char_code){
        .face = item->glyphs.face,
        .glyph = glyph->id,
        .text = text,
        .text_size = (uint32_t)size,
        .width = glyph->id ? 0 : (int)((glyph->advance * 1000 + em / 2) / em),
    };
}

/* Glyphs of one cluster, from … to - 1 on the line: its first glyph in logical order says the text. */
static void put_cluster(struct pdf_page *page, const struct page_item *item, uint32_t from, uint32_t to,
                        struct cluster_text text, uint32_t *out)
{
    uint32_t speaker = item->glyphs.right_to_left ? to - 1 : from;
    uint32_t start = text.start < text.end ? text.start : text.end, size = text.end - start;
    for (uint32_t i = from; i < to; i++) {
        struct char_code code = code_of(item, i, item->glyphs.text + start, i == speaker ? size : 0);
        out[i] = code_table_put(&page->found, &code);
    }
}

/* How many glyphs of the run belong to its text: all but an added hyphen at its logical end. */
static void put_run(struct pdf_page *page, const struct page_item *item, uint32_t *out)
{
    static const char soft_hyphen[] = "\xC2\xAD";
    struct page_item run = *item;
    run.glyphs.text = run.glyphs.text ? run.glyphs.text : "";
    if (item->glyphs.added_hyphen && run.glyphs.count) {
        uint32_t hyphen = item->glyphs.right_to_left ? 0 : run.glyphs.count - 1;
        struct char_code code = code_of(item, hyphen, soft_hyphen, sizeof soft_hyphen - 1);
        out[hyphen] = code_table_put(&page->found, &code);
        run.glyphs.glyphs += hyphen == 0;
        out += hyphen == 0;
        run.glyphs.count--;
    }
    uint32_t count = run.glyphs.count;
    bool monotone = is_monotone(&run, count);
    for (uint32_t from = 0, to; from < count; from = to) {
        for (to = from + 1; to < count && run.glyphs.glyphs[to].cluster == run.glyphs.glyphs[from].cluster;)
            to++;
        put_cluster(page, &run, from, to,
                    monotone ? neighbour_text(&run, from, to, count)
                             : cluster_text(&run, count, run.glyphs.glyphs[from].cluster),
                    out);
    }
}

static void read_page(void *context, size_t index, int worker)
{
    struct pdf *pdf = context;
    const struct page *source = &pdf->pages->at[index];
    struct pdf_page *page = &pdf->page[index];
    for (size_t i = 0; i < source->item_count; i++)
        if (source->items[i].kind == ITEM_GLYPHS)
            page->glyph_count += source->items[i].glyphs.count;
    page->found.arena = pdf->worker_arenas[worker];
    page->glyph_codes = arena_alloc(page->found.arena, page->glyph_count * sizeof *page->glyph_codes);
    uint32_t *out = page->glyph_codes;
    for (size_t i = 0; i < source->item_count; i++)
        if (source->items[i].kind == ITEM_GLYPHS) {
            put_run(page, &source->items[i], out);
            out += source->items[i].glyphs.count;
        }
}

/* The font object for one more code of the face; a face gets a second one when the first has no code left. */
static uint32_t font_for(struct pdf *pdf, const struct face *face)
{
    for (size_t i = pdf->fonts.n; i-- > 0;)
        if (pdf->fonts.at[i].face == face && pdf->fonts.at[i].codes.n < CODES_A_FONT)
            return (uint32_t)i;
    vec_push(pdf->arena, &pdf->fonts, (struct pdf_font){.face = face});
    return (uint32_t)pdf->fonts.n - 1;
}

static void join_page(struct pdf *pdf, struct pdf_page *page)
{
    uint32_t *joined = arena_alloc(pdf->arena, page->found.codes.n * sizeof *joined);
    for (size_t i = 0; i < page->found.codes.n; i++) {
        size_t known = pdf->codes.codes.n;
        joined[i] = code_table_put(&pdf->codes, &page->found.codes.at[i]);
        if (joined[i] < known)
            continue;
        struct char_code *code = &pdf->codes.codes.at[joined[i]];
        code->font = font_for(pdf, code->face);
        vec_push(pdf->arena, &pdf->fonts.at[code->font].codes, joined[i]);
    }
    for (size_t i = 0; i < page->glyph_count; i++)
        page->glyph_codes[i] = joined[page->glyph_codes[i]];
    page->found = (struct code_table){0};
}

static int by_glyph_and_text(const void *left, const void *right, void *context)
{
    const struct pdf *pdf = context;
    const struct char_code *a = &pdf->codes.codes.at[*(const uint32_t *)left];
    const struct char_code *b = &pdf->codes.codes.at[*(const uint32_t *)right];
    if (a->glyph != b->glyph)
        return a->glyph < b->glyph ? -1 : 1;
    uint32_t shorter = a->text_size < b->text_size ? a->text_size : b->text_size;
    int order = memcmp(a->text, b->text, shorter);
    return order ? order : (a->text_size > b->text_size) - (a->text_size < b->text_size);
}

static void number_codes(struct pdf *pdf, struct pdf_font *font)
{
    qsort_r(font->codes.at, font->codes.n, sizeof *font->codes.at, by_glyph_and_text, pdf);
    for (size_t i = 0; i < font->codes.n; i++)
        pdf->codes.codes.at[font->codes.at[i]].code = (uint16_t)(i + 1);
    font->code_bytes = font->codes.n < 256 ? 1 : 2;
}

void pdf_collect_codes(struct pdf *pdf)
{
    pdf->codes.arena = pdf->arena;
    workers_run(pdf->workers, pdf->pages->count, read_page, pdf);
    for (size_t i = 0; i < pdf->pages->count; i++)
        join_page(pdf, &pdf->page[i]);
    for (size_t i = 0; i < pdf->fonts.n; i++)
        number_codes(pdf, &pdf->fonts.at[i]);
}
