/*
 * pdf: character codes. Every distinct pair (glyph, text it stands for) of a face becomes one code, so that copied
 * text is the text that was put in: a ligature says its letters, a small capital its letter, an added hyphen U+00AD.
 * How codes become CIDs is in numbers.c. The codes of words are remembered by where the shaper keeps their glyphs.
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

enum { LONGEST = 16 /* bytes of a ligature's text */ };

/*
 * The codes of packed glyphs from left to right that are a cluster each, as nearly all are, by one look for each;
 * false when they are not.
 */
static bool read_plain(struct code_table *table, const struct face *face, struct glyph_text text,
                       const struct packed_glyph *glyphs, uint32_t count, uint32_t *codes)
{
    struct first_codes first = *first_codes(table, face, 0);
    for (uint32_t i = 0, from = 0, to; i < count; i++, from = to) {
        to = i + 1 < count ? glyphs[i + 1].cluster : text.size;
        if (to <= from || to > text.size || to - from > LONGEST)
            return false;
        struct glyph_text part = {text.at + from, to - from};
        uint32_t glyph = glyphs[i].id, value = part.size == 1 ? (uint8_t)*part.at : packed(&part);
        if (value && glyph < first.count && first.at[glyph].text == value) {
            codes[i] = first.at[glyph].code;
        } else {
            codes[i] = code_of(table, face, glyph, &part);
            first = *first_codes(table, face, 0);
        }
    }
    return true;
}

static bool read_packed(struct run_reader *reader, struct code_table *table, const struct page_item *item)
{
    const struct packed_glyph *glyphs = item->glyphs.packed;
    const struct face *face = item->glyphs.face;
    uint32_t count = item->glyphs.count - item->glyphs.added_hyphen;
    if (item->glyphs.form != GLYPHS_PACKED || !item->glyphs.text || item->glyphs.right_to_left)
        return false;
    struct glyph_text text = {item->glyphs.text, item->glyphs.text_size};
    if (!read_plain(table, face, text, glyphs, count, reader->codes))
        return false;
    if (item->glyphs.added_hyphen)
        reader->codes[count] = code_of(table, face, glyphs[count].id, &added_hyphen_text);
    return true;
}

static struct known_word *known_slot(const struct run_reader *reader, const struct packed_glyph *glyphs)
{
    return &reader->known[(uint64_t)(uintptr_t)glyphs * 0x9E3779B97F4A7C15u >> (64 - KNOWN_BITS)];
}

/*
 * The codes of a word of a run, if it is plain. What it was by the same glyphs of the shaper's before it is again,
 * unless the last is an added hyphen.
 */
static bool read_word(struct run_reader *reader, struct code_table *table, const struct page_item *item,
                      const struct placed_word *word, bool hyphen, uint32_t *codes)
{
    struct known_word *known = known_slot(reader, word->glyphs);
    if (known->glyphs == word->glyphs && !hyphen) {
        memcpy(codes, known->codes, sizeof known->codes);
        return true;
    }
    struct glyph_text text = {item->glyphs.text + word->at, word->size};
    uint32_t count = word->count - hyphen;
    if (word->glyphs->cluster || !read_plain(table, item->glyphs.face, text, word->glyphs, count, codes))
        return false;
    if (hyphen) {
        codes[count] = code_of(table, item->glyphs.face, word->glyphs[count].id, &added_hyphen_text);
    } else if (count <= KNOWN_GLYPHS) {
        known->glyphs = word->glyphs;
        memcpy(known->codes, codes, count * sizeof *codes);
    }
    return true;
}

/* The codes and the glyphs of a run of words, if all are plain, word by word. */
static bool read_words(struct run_reader *reader, struct code_table *table, const struct page_item *item)
{
    uint32_t *codes = reader->codes, *end = codes + item->glyphs.count, at = 0, space = 0;
    struct packed_glyph *glyphs = reader->packed;
    char white = '\0'; /* of which `space` is the code */
    for (const struct placed_word *word = item->glyphs.words; codes < end; word++) {
        bool hyphen = item->glyphs.added_hyphen && codes + word->count == end;
        if (word->at != at || (word->count && !read_word(reader, table, item, word, hyphen, codes)))
            return false;
        if (word->count)
            memcpy(glyphs, word->glyphs, word->count * sizeof *glyphs);
        codes += word->count;
        glyphs += word->count;
        at += word->size;
        if (word->space == PLACED_NO_SPACE)
            continue;
        bool last = codes + 1 == end; /* the word at `word + 1` is not there */
        struct glyph_text text = {item->glyphs.text + at, (last ? item->glyphs.text_size : word[1].at) - at};
        if (text.size != 1 || (last && item->glyphs.added_hyphen))
            return false;
        if (*text.at != white)
            space = code_of(table, item->glyphs.face, item->glyphs.space_glyph, &text);
        white = *text.at;
        *codes++ = space;
        *glyphs++ = (struct packed_glyph){item->glyphs.space_glyph, 0, word->space};
        at++;
    }
    return at == item->glyphs.text_size;
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

/* Room for the codes of a whole known_word stands behind those of the run. */
static void make_room(struct run_reader *reader, uint32_t count)
{
    if (count <= reader->room)
        return;
    reader->room = count * 2;
    reader->packed = arena_take(reader->arena, reader->room * sizeof *reader->packed);
    reader->glyphs = arena_take(reader->arena, reader->room * sizeof *reader->glyphs);
    reader->texts = arena_take(reader->arena, reader->room * sizeof *reader->texts);
    reader->codes = arena_take(reader->arena, (reader->room + KNOWN_GLYPHS) * sizeof *reader->codes);
}

static void forget_words(struct run_reader *reader, const struct code_table *table)
{
    const size_t size = sizeof *reader->known << KNOWN_BITS;
    if (!reader->known)
        reader->known = arena_take(reader->arena, size);
    memset(reader->known, 0, size);
    reader->known_by = table;
}

void pdf_read_run(struct run_reader *reader, struct code_table *table, const struct page_item *item)
{
    make_room(reader, item->glyphs.count);
    if (reader->known_by != table)
        forget_words(reader, table);
    reader->opened = *item;
    if (item->glyphs.form == GLYPHS_WORDS) {
        reader->opened.glyphs.packed = reader->packed;
        reader->opened.glyphs.form = GLYPHS_PACKED;
        reader->is_plain = read_words(reader, table, item);
        if (reader->is_plain)
            return;
        item_unpack(item, reader->packed);
    }
    reader->is_plain = read_packed(reader, table, &reader->opened);
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
