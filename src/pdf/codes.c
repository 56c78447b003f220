/*
 * pdf: character codes. Every distinct pair (glyph, text it stands for) of a face becomes one code, so that copied
 * text is the text that was put in: a ligature says its letters, a small capital its letter, an added hyphen U+00AD.
 *
 * A second text of the same glyph (the hyphen that was typed and the one that was added; a space and a no-break space)
 * goes into a second font over the same CIDFont: some readers look up Unicode by CID, not by code.
 *
 * Pages are read in parallel, each into its own table; the tables are joined in page order, and the codes of a face
 * sorted by glyph and text, so the result does not depend on the workers.
 */
#include <stdlib.h>
#include <string.h>

#include "pdf/writer.h"

enum { TEXT_LIMIT = 250 /* bytes of UTF-8: a character map takes 256 units of UTF-16 */ };

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

static uint32_t code_table_put(struct code_table *table, const struct char_code *wanted)
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

/* The added hyphen's index; out of reach when there is none. */
static uint32_t added_hyphen(const struct page_item *item)
{
    if (!item->glyphs.added_hyphen || !item->glyphs.count)
        return UINT32_MAX;
    return item->glyphs.right_to_left ? 0 : item->glyphs.count - 1;
}

uint32_t pdf_cluster_end(const struct page_item *item, uint32_t from)
{
    const struct glyph *glyphs = item->glyphs.glyphs;
    uint32_t to = from + 1, hyphen = added_hyphen(item);
    if (from == hyphen)
        return to;
    while (to < item->glyphs.count && to != hyphen && glyphs[to].cluster == glyphs[from].cluster)
        to++;
    return to;
}

/* A letter that the face makes of a letter and marks, taken apart into as many characters as there are glyphs. */
static size_t take_apart(struct arena *arena, uint32_t glyphs, const char **at, const char **end)
{
    enum { MOST = 4 };
    uint32_t parts[MOST], pair[2], count = 1;
    const char *next = *at;
    parts[0] = utf8_next(&next, *end);
    if (next != *end || parts[0] >= 0x2000 || glyphs > MOST)
        return utf8_count(*at, (size_t)(*end - *at));
    while (count < glyphs && unicode_decompose(parts[0], pair)) {
        memmove(parts + 2, parts + 1, (count - 1) * sizeof *parts);
        memcpy(parts, pair, sizeof pair);
        count++;
    }
    if (count < glyphs)
        return 1;
    char *bytes = arena_alloc(arena, MOST * MOST);
    *at = *end = bytes;
    for (uint32_t i = 0; i < count; i++)
        *end += utf8_put(bytes + (*end - bytes), parts[i]);
    return count;
}

/*
 * Shares the text of a cluster among its glyphs from … to - 1, a character each in logical order. What is left over
 * goes to the first, or from right to left to the last: there it is two marks that are one glyph. In most writing
 * systems that is what each glyph shows, and together they say the text in any case.
 */
static void put_cluster(struct pdf_page *page, const struct page_item *item, uint32_t from, uint32_t to,
                        struct cluster_text text, uint32_t *out)
{
    uint32_t stop_at = text.end < item->glyphs.text_size ? text.end : item->glyphs.text_size, count = to - from;
    uint32_t start = text.start < stop_at ? text.start : stop_at;
    const char *at = item->glyphs.text + start, *end = item->glyphs.text + stop_at;
    bool rtl = item->glyphs.right_to_left;
    size_t left = count > 1 && at < end ? take_apart(page->found.arena, count, &at, &end)
                                        : utf8_count(at, (size_t)(end - at));
    for (uint32_t n = 0; n < count; n++) {
        uint32_t index = rtl ? to - 1 - n : from + n, others = count - 1 - n;
        bool takes_rest = n == (rtl ? count - 1 : 0) && left > others;
        size_t share = takes_rest ? left - others : left > 0;
        const char *stop = at;
        for (size_t i = 0; i < share; i++)
            utf8_next(&stop, end);
        struct char_code code = code_of(item, index, at, (size_t)(stop - at));
        out[index] = code_table_put(&page->found, &code);
        left -= share;
        at = stop;
    }
}

static void put_hyphen(struct pdf_page *page, const struct page_item *item, uint32_t index, uint32_t *out)
{
    static const char soft_hyphen[] = "\xC2\xAD";
    struct char_code code = code_of(item, index, soft_hyphen, sizeof soft_hyphen - 1);
    out[index] = code_table_put(&page->found, &code);
}

static void put_run(struct pdf_page *page, const struct page_item *given, uint32_t *out)
{
    struct page_item run = *given;
    uint32_t hyphen = added_hyphen(given), skipped = hyphen == 0;
    if (hyphen != UINT32_MAX) {
        put_hyphen(page, given, hyphen, out);
        run.glyphs.count--;
        run.glyphs.glyphs += skipped;
        run.glyphs.added_hyphen = false;
        out += skipped;
    }
    if (!run.glyphs.text) {
        run.glyphs.text = "";
        run.glyphs.text_size = 0;
    }
    uint32_t count = run.glyphs.count;
    bool monotone = is_monotone(&run, count);
    for (uint32_t from = 0, to; from < count; from = to) {
        to = pdf_cluster_end(&run, from);
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

static struct pdf_face *face_for(struct pdf *pdf, const struct face *face)
{
    for (size_t i = 0; i < pdf->faces.n; i++)
        if (pdf->faces.at[i].face == face)
            return &pdf->faces.at[i];
    vec_push(pdf->arena, &pdf->faces, (struct pdf_face){.face = face});
    return &pdf->faces.at[pdf->faces.n - 1];
}

static void join_page(struct pdf *pdf, struct pdf_page *page)
{
    uint32_t *joined = arena_alloc(pdf->arena, page->found.codes.n * sizeof *joined);
    for (size_t i = 0; i < page->found.codes.n; i++) {
        size_t known = pdf->codes.codes.n;
        joined[i] = code_table_put(&pdf->codes, &page->found.codes.at[i]);
        if (joined[i] == known)
            vec_push(pdf->arena, &face_for(pdf, page->found.codes.at[i].face)->codes, joined[i]);
    }
    for (size_t i = 0; i < page->glyph_count; i++)
        page->glyph_codes[i] = joined[page->glyph_codes[i]];
    page->found = (struct code_table){0};
}

/* Nothing to say comes last: the first text of a glyph stands in the face's first font. */
static int by_glyph_and_text(const void *left, const void *right, void *context)
{
    const struct pdf *pdf = context;
    const struct char_code *a = &pdf->codes.codes.at[*(const uint32_t *)left];
    const struct char_code *b = &pdf->codes.codes.at[*(const uint32_t *)right];
    if (a->glyph != b->glyph)
        return a->glyph < b->glyph ? -1 : 1;
    if (!a->text_size != !b->text_size)
        return a->text_size ? -1 : 1;
    uint32_t shorter = a->text_size < b->text_size ? a->text_size : b->text_size;
    int order = memcmp(a->text, b->text, shorter);
    return order ? order : (a->text_size > b->text_size) - (a->text_size < b->text_size);
}

/* Deals the codes of a face out to its fonts: in each font a glyph has one code. */
static void deal_codes(struct pdf *pdf, struct pdf_face *face)
{
    uint32_t font = 0;
    qsort_r(face->codes.at, face->codes.n, sizeof *face->codes.at, by_glyph_and_text, pdf);
    face->first_font = (uint32_t)pdf->fonts.n;
    for (size_t i = 0; i < face->codes.n; i++) {
        struct char_code *code = &pdf->codes.codes.at[face->codes.at[i]];
        bool again = i && pdf->codes.codes.at[face->codes.at[i - 1]].glyph == code->glyph;
        font = again ? font + 1 : face->first_font;
        if (font == pdf->fonts.n)
            vec_push(pdf->arena, &pdf->fonts, (struct pdf_font){0});
        code->font = font;
        vec_push(pdf->arena, &pdf->fonts.at[font].codes, face->codes.at[i]);
    }
    face->font_count = (uint32_t)pdf->fonts.n - face->first_font;
}

void pdf_collect_codes(struct pdf *pdf)
{
    pdf->codes.arena = pdf->arena;
    workers_run(pdf->workers, pdf->pages->count, read_page, pdf);
    for (size_t i = 0; i < pdf->pages->count; i++)
        join_page(pdf, &pdf->page[i]);
    for (size_t i = 0; i < pdf->faces.n; i++)
        deal_codes(pdf, &pdf->faces.at[i]);
}
