/*
 * pdf: character codes. Every distinct pair (glyph, text it stands for) of a face becomes one code, so that copied
 * text is the text that was put in: a ligature says its letters, a small capital its letter, an added hyphen U+00AD.
 *
 * A second text of the same glyph (the hyphen that was typed and the one that was added; a space and a no-break space)
 * goes into a second font over the same CIDFont: some readers look up Unicode by CID, not by code.
 *
 * Workers read the pages, each into its own table; the tables are joined, the faces sorted by number and the codes of
 * a face by glyph and text, so the result does not depend on the workers.
 */
#include <stdlib.h>
#include <string.h>

#include "pdf/writer.h"

static uint32_t hash(const struct face *face, uint32_t glyph, const struct glyph_text *text)
{
    uint32_t h = (2166136261u ^ face_number(face)) * 16777619u;
    h = (h ^ glyph) * 16777619u;
    for (uint32_t i = 0; i < text->size; i++)
        h = (h ^ (uint8_t)text->at[i]) * 16777619u;
    return h ^ h >> 15;
}

static bool is_code(const struct char_code *code, const struct face *face, uint32_t glyph,
                    const struct glyph_text *text)
{
    return code->face == face && code->glyph == glyph && code->text.size == text->size &&
           !memcmp(code->text.at, text->at, text->size);
}

static void enlarge(struct code_table *table)
{
    size_t count = table->slot_count ? table->slot_count * 2 : 256;
    table->slots = arena_alloc(table->arena, count * sizeof *table->slots);
    table->slot_count = count;
    for (size_t i = 0; i < table->codes.n; i++) {
        const struct char_code *code = &table->codes.at[i];
        size_t slot = hash(code->face, code->glyph, &code->text) & (count - 1);
        while (table->slots[slot])
            slot = (slot + 1) & (count - 1);
        table->slots[slot] = (uint32_t)i + 1;
    }
}

/* Characters for private use say nothing but by agreement: PDF/A asks for the text beside them (19005-2 6.2.11.7). */
static bool is_private(const struct glyph_text *text)
{
    for (const char *at = text->at, *end = at + text->size; at < end;) {
        uint32_t character = utf8_next(&at, end);
        if ((character >= 0xE000 && character <= 0xF8FF) || character >= 0xF0000)
            return true;
    }
    return false;
}

/* By a search in the slots; a code that is missing is added. */
static uint32_t search(struct code_table *table, const struct face *face, uint32_t glyph,
                       const struct glyph_text *text)
{
    size_t slot = 0;
    if (table->slot_count) {
        slot = hash(face, glyph, text) & (table->slot_count - 1);
        for (; table->slots[slot]; slot = (slot + 1) & (table->slot_count - 1))
            if (is_code(&table->codes.at[table->slots[slot] - 1], face, glyph, text))
                return table->slots[slot] - 1;
    }
    struct char_code code = {.face = face, .glyph = glyph, .text = *text, .is_private = is_private(text)};
    vec_push(table->arena, &table->codes, code);
    if (table->codes.n * 2 > table->slot_count)
        enlarge(table);
    else
        table->slots[slot] = (uint32_t)table->codes.n;
    return (uint32_t)table->codes.n - 1;
}

/* The first codes of a face by glyph, up to the given one at least. */
static struct first_codes *first_codes(struct code_table *table, const struct face *face, uint32_t glyph)
{
    uint32_t number = face_number(face);
    while (table->first.n <= number)
        vec_push(table->arena, &table->first, (struct first_codes){0});
    struct first_codes *first = &table->first.at[number];
    if (glyph >= first->count) {
        uint32_t count = glyph < 128 ? 256 : glyph * 2;
        struct first_code *at = arena_alloc(table->arena, count * sizeof *at);
        if (first->count)
            memcpy(at, first->at, first->count * sizeof *at);
        *first = (struct first_codes){at, count};
    }
    return first;
}

/* A text of at most four bytes as a number; longer ones are 0, which is also the empty one. */
static uint32_t packed(const struct glyph_text *text)
{
    uint32_t value = 0;
    if (text->size <= sizeof value)
        for (uint32_t i = 0; i < text->size; i++)
            value = value << 8 | (uint8_t)text->at[i];
    return value;
}

static uint32_t code_of(struct code_table *table, const struct face *face, uint32_t glyph,
                        const struct glyph_text *text)
{
    const struct first_code *first = &first_codes(table, face, glyph)->at[glyph];
    uint32_t value = packed(text);
    if (value && first->text == value)
        return first->code;
    uint32_t code = search(table, face, glyph, text);
    if (value && !first->text)
        first_codes(table, face, glyph)->at[glyph] = (struct first_code){value, code};
    return code;
}

struct page_item pdf_open_run(struct run_scratch *scratch, const struct page_item *item)
{
    struct page_item run = *item;
    uint32_t count = item->glyphs.count;
    if (count > scratch->room) {
        scratch->room = count * 2;
        scratch->glyphs = arena_alloc(scratch->arena, scratch->room * sizeof *scratch->glyphs);
        scratch->texts = arena_alloc(scratch->arena, scratch->room * sizeof *scratch->texts);
        scratch->codes = arena_alloc(scratch->arena, scratch->room * sizeof *scratch->codes);
    }
    for (uint32_t i = 0; i < count; i++)
        scratch->glyphs[i] = item_glyph(item, i);
    run.glyphs.glyphs = scratch->glyphs;
    run.glyphs.packed = NULL;
    return run;
}

const uint32_t *pdf_run_codes(struct run_scratch *scratch, struct code_table *table, const struct page_item *item)
{
    const struct glyph *glyphs = item->glyphs.glyphs;
    uint32_t count = item->glyphs.count;
    pdf_glyph_texts(scratch->arena, item, scratch->texts);
    for (uint32_t i = 0; i < count; i++)
        scratch->codes[i] = code_of(table, item->glyphs.face, glyphs[i].id, &scratch->texts[i]);
    return scratch->codes;
}

static void read_page(void *context, size_t index, int number)
{
    struct pdf *pdf = context;
    const struct page *page = &pdf->pages->at[index];
    struct pdf_worker *worker = &pdf->worker[number];
    for (size_t i = 0; i < page->item_count; i++)
        if (page->items[i].kind == ITEM_GLYPHS) {
            struct page_item run = pdf_open_run(&worker->scratch, &page->items[i]);
            pdf_run_codes(&worker->scratch, &worker->found, &run);
        }
}

/* An entry a face, by number. */
static void join(struct pdf *pdf, const struct code_table *found)
{
    for (size_t i = 0; i < found->codes.n; i++) {
        const struct char_code *code = &found->codes.at[i];
        size_t known = pdf->codes.codes.n;
        uint32_t joined = code_of(&pdf->codes, code->face, code->glyph, &code->text);
        if (joined != known)
            continue;
        while (pdf->faces.n <= face_number(code->face))
            vec_push(pdf->arena, &pdf->faces, (struct pdf_face){0});
        struct pdf_face *face = &pdf->faces.at[face_number(code->face)];
        face->face = code->face;
        vec_push(pdf->arena, &face->codes, joined);
    }
}

static void drop_unused_faces(struct pdf *pdf)
{
    size_t used = 0;
    for (size_t i = 0; i < pdf->faces.n; i++)
        if (pdf->faces.at[i].face)
            pdf->faces.at[used++] = pdf->faces.at[i];
    pdf->faces.n = used;
}

/* Nothing to say comes last: the first text of a glyph stands in the face's first font. */
static int by_glyph_and_text(const void *left, const void *right, void *context)
{
    const struct pdf *pdf = context;
    const struct char_code *a = &pdf->codes.codes.at[*(const uint32_t *)left];
    const struct char_code *b = &pdf->codes.codes.at[*(const uint32_t *)right];
    if (a->glyph != b->glyph)
        return a->glyph < b->glyph ? -1 : 1;
    if (!a->text.size != !b->text.size)
        return a->text.size ? -1 : 1;
    uint32_t shorter = a->text.size < b->text.size ? a->text.size : b->text.size;
    int order = memcmp(a->text.at, b->text.at, shorter);
    return order ? order : (a->text.size > b->text.size) - (a->text.size < b->text.size);
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
    for (int i = 0; i < pdf->workers; i++)
        join(pdf, &pdf->worker[i].found);
    drop_unused_faces(pdf);
    for (size_t i = 0; i < pdf->faces.n; i++)
        deal_codes(pdf, &pdf->faces.at[i]);
}
