/*
 * pdf: kerning that needs no operators. In an array of TJ a number between two strings costs a byte or two even when
 * deflated, and most numbers follow the same few letters: t and 10, a and 15. So the letters that are kerned most have,
 * where bytes are left, further codes, which show the same glyph with another width, in the font as in its dictionary.
 * How often each is needed is counted on some of the pages.
 */
#include <stdlib.h>

#include "pdf/writer.h"

enum { MICRO = 1000000, PAGES_READ = 32, FEWEST = 60 /* uses that save what the glyph costs */ };

struct counter {
    struct pdf *pdf;
    struct run_reader *reader;
    VEC(struct kerned_code) found;
    number_list next;       /* by index in `found`: the one of the same code that was found before, + 1 */
    uint32_t *last;         /* by code: + 1 */
};

static void count_use(struct counter *counter, uint32_t code, int64_t back)
{
    uint32_t at = counter->last[code];
    while (at && counter->found.at[at - 1].back != back)
        at = counter->next.at[at - 1];
    if (at) {
        counter->found.at[at - 1].uses++;
        return;
    }
    struct kerned_code found = {.code = code, .back = (int32_t)back, .uses = 1};
    found.place = counter->pdf->codes.codes.at[code].place;
    vec_push(counter->pdf->arena, &counter->found, found);
    vec_push(counter->pdf->arena, &counter->next, counter->last[code]);
    counter->last[code] = (uint32_t)counter->found.n;
}

/* As text.c will draw the run, but for the rounding of where it begins. */
static void count_run(struct counter *counter, const struct page_item *item)
{
    const struct char_code *table = counter->pdf->codes.codes.at;
    const struct packed_glyph *glyphs = counter->reader->opened.glyphs.packed;
    int64_t ahead = 0, size = ((int64_t)item->glyphs.size * 1000 + SP_POINT / 2) / SP_POINT, unit = size * SP_POINT;
    for (uint32_t i = 0; i + 1 < item->glyphs.count; i++) {
        uint32_t code = counter->reader->codes[i];
        int64_t own = table[code].is_space ? 0 : table[code].width * unit - (int64_t)glyphs[i].advance * MICRO;
        ahead += own;
        int64_t back = pdf_kern(ahead, own, unit);
        if (back)
            count_use(counter, code, back);
        ahead -= back * unit;
    }
}

static void count_page(struct counter *counter, const struct page *page)
{
    for (size_t i = 0; i < page->item_count; i++) {
        const struct page_item *item = &page->items[i];
        if (item->kind != ITEM_GLYPHS || item->glyphs.count < 2 || item->glyphs.size <= 0)
            continue;
        pdf_read_run(counter->reader, &counter->pdf->codes, item);
        if (counter->reader->is_plain && counter->pdf->codes.codes.at[*counter->reader->codes].takes_kerned)
            count_run(counter, item);
    }
}

static int by_place(const void *left, const void *right)
{
    const struct kerned_code *a = left, *b = right;
    return a->place != b->place ? a->place - b->place : a->back - b->back;
}

static int by_uses(const void *left, const void *right)
{
    const struct kerned_code *a = left, *b = right;
    return a->uses != b->uses ? (a->uses > b->uses ? -1 : 1) : by_place(left, right);
}

/* Gives the face's most used ones, which come first, CIDs that are free. */
static void take_most_used(struct pdf *pdf, struct pdf_face *face, const struct kerned_code *found, size_t count)
{
    bool taken[256] = {[0] = true};
    uint32_t cid = 0x80, tried = 0;
    for (const char *at = "\n\r ()\\"; *at; at++)
        taken[(uint8_t)*at] = true;
    face->first_kerned = (uint32_t)pdf->kerned.n;
    for (size_t i = 0; i < face->codes.n; i++)
        taken[pdf->codes.codes.at[face->codes.at[i]].cid & 0xFF] = true;
    for (size_t i = 0; i < count; i++) {
        struct char_code *code = &pdf->codes.codes.at[found[i].code];
        if (code->face != face->face)
            continue;
        for (; taken[cid] && tried < 256; tried++)
            cid = (cid + 1) % 256;
        if (taken[cid])
            break;
        taken[cid] = true;
        vec_push(pdf->arena, &pdf->kerned, found[i]);
        pdf->kerned.at[pdf->kerned.n - 1].cid = (uint16_t)cid;
        code->kerned_count++;
    }
    face->kerned_count = (uint32_t)pdf->kerned.n - face->first_kerned;
    if (!face->kerned_count)
        return;
    struct kerned_code *kerned = pdf->kerned.at + face->first_kerned;
    qsort(kerned, face->kerned_count, sizeof *kerned, by_place);
    for (uint32_t i = face->kerned_count; i-- > 0;)
        pdf->codes.codes.at[kerned[i].code].first_kerned = face->first_kerned + i;
}

/* Codes of one byte. */
static bool prepare_codes(struct pdf *pdf)
{
    bool any = false;
    for (size_t i = 0; i < pdf->faces.n; i++) {
        const struct pdf_face *face = &pdf->faces.at[i];
        bool takes_kerned = !face->two_bytes;
        any |= takes_kerned;
        for (size_t c = 0; c < face->codes.n && takes_kerned; c++) {
            struct char_code *code = &pdf->codes.codes.at[face->codes.at[c]];
            code->width = face_glyph_width(face->face, code->glyph);
            code->is_space = code->cid == ' ';
            code->takes_kerned = true;
            code->place = (uint16_t)c;
        }
    }
    return any;
}

void pdf_find_kerned(struct pdf *pdf)
{
    struct counter counter = {.pdf = pdf, .reader = &pdf->worker[0].reader};
    size_t step = 1 + pdf->pages->count / PAGES_READ, used = 0;
    if (!prepare_codes(pdf))
        return;
    counter.last = arena_alloc(pdf->arena, pdf->codes.codes.n * sizeof *counter.last);
    for (size_t p = 0; p < pdf->pages->count; p += step)
        count_page(&counter, &pdf->pages->at[p]);
    for (size_t i = 0; i < counter.found.n; i++)
        if (counter.found.at[i].uses * step >= FEWEST && !pdf->codes.codes.at[counter.found.at[i].code].is_private)
            counter.found.at[used++] = counter.found.at[i];
    if (!used)
        return;
    qsort(counter.found.at, used, sizeof *counter.found.at, by_uses);
    for (size_t i = 0; i < pdf->faces.n; i++)
        if (pdf->codes.codes.at[pdf->faces.at[i].codes.at[0]].takes_kerned)
            take_most_used(pdf, &pdf->faces.at[i], counter.found.at, used);
}

void pdf_forget_kerned(struct pdf *pdf, struct pdf_face *face)
{
    for (uint32_t i = 0; i < face->kerned_count; i++)
        pdf->codes.codes.at[pdf->kerned.at[face->first_kerned + i].code].kerned_count = 0;
    face->kerned_count = 0;
}
