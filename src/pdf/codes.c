/*
 * pdf: character codes. Every distinct pair (glyph, text it stands for) of a face becomes one code, so that copied
 * text is the text that was put in: a ligature says its letters, a small capital its letter, an added hyphen U+00AD.
 * How codes become CIDs is in numbers.c.
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
static inline uint32_t packed(const struct glyph_text *text)
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

/* The codes of a run that is plain, as nearly all are, by one look for each glyph; false when it is not. */
static bool read_plain(struct run_reader *reader, struct code_table *table, const struct page_item *item)
{
    enum { LONGEST = 16 /* bytes of a ligature's text */ };
    const struct packed_glyph *glyphs = item->glyphs.packed;
    const struct face *face = item->glyphs.face;
    const char *text = item->glyphs.text;
    uint32_t count = item->glyphs.count - item->glyphs.added_hyphen, end = item->glyphs.text_size;
    if (item->glyphs.form != GLYPHS_PACKED || !text || item->glyphs.right_to_left)
        return false;
    struct first_codes first = *first_codes(table, face, 0);
    for (uint32_t i = 0, from = 0, to; i < count; i++, from = to) {
        to = i + 1 < count ? glyphs[i + 1].cluster : end;
        if (to <= from || to > end || to - from > LONGEST)
            return false;
        struct glyph_text part = {text + from, to - from};
        uint32_t glyph = glyphs[i].id, value = part.size == 1 ? (uint8_t)*part.at : packed(&part);
        if (value && glyph < first.count && first.at[glyph].text == value) {
            reader->codes[i] = first.at[glyph].code;
        } else {
            reader->codes[i] = code_of(table, face, glyph, &part);
            first = *first_codes(table, face, 0);
        }
    }
    if (item->glyphs.added_hyphen)
        reader->codes[count] = code_of(table, face, glyphs[count].id, &added_hyphen_text);
    return true;
}

static void read_any(struct run_reader *reader, struct code_table *table, const struct page_item *item)
{
    for (uint32_t i = 0; i < item->glyphs.count; i++)
        reader->glyphs[i] = item_glyph(item, i);
    reader->opened.glyphs.glyphs = reader->glyphs;
    reader->opened.glyphs.form = GLYPHS_FULL;
    pdf_glyph_texts(reader->arena, &reader->opened, reader->texts);
    for (uint32_t i = 0; i < item->glyphs.count; i++)
        reader->codes[i] = code_of(table, item->glyphs.face, reader->glyphs[i].id, &reader->texts[i]);
}

void pdf_read_run(struct run_reader *reader, struct code_table *table, const struct page_item *item)
{
    if (item->glyphs.count > reader->room) {
        reader->room = item->glyphs.count * 2;
        reader->packed = arena_take(reader->arena, reader->room * sizeof *reader->packed);
        reader->glyphs = arena_take(reader->arena, reader->room * sizeof *reader->glyphs);
        reader->texts = arena_take(reader->arena, reader->room * sizeof *reader->texts);
        reader->codes = arena_take(reader->arena, reader->room * sizeof *reader->codes);
    }
    reader->opened = *item;
    if (item->glyphs.form == GLYPHS_WORDS) {
        item_unpack(item, reader->packed);
        reader->opened.glyphs.packed = reader->packed;
        reader->opened.glyphs.form = GLYPHS_PACKED;
    }
    reader->is_plain = read_plain(reader, table, &reader->opened);
    if (!reader->is_plain)
        read_any(reader, table, &reader->opened);
}

static void read_page(void *context, size_t index, int number)
{
    struct pdf *pdf = context;
    const struct page *page = &pdf->pages->at[index];
    struct pdf_worker *worker = &pdf->worker[number];
    for (size_t i = 0; i < page->item_count; i++)
        if (page->items[i].kind == ITEM_GLYPHS)
            pdf_read_run(&worker->reader, &worker->found, &page->items[i]);
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

/* Nothing to say comes last. */
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

void pdf_collect_codes(struct pdf *pdf)
{
    pdf->codes.arena = pdf->arena;
    workers_run(pdf->workers, pdf->pages->count, read_page, pdf);
    for (int i = 0; i < workers_count(pdf->workers); i++)
        join(pdf, &pdf->worker[i].found);
    drop_unused_faces(pdf);
    for (size_t i = 0; i < pdf->faces.n; i++) {
        struct pdf_face *face = &pdf->faces.at[i];
        qsort_r(face->codes.at, face->codes.n, sizeof *face->codes.at, by_glyph_and_text, pdf);
        pdf_number_codes(pdf, face);
    }
}
