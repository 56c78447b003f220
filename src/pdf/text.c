/*
 * pdf: runs of glyphs as operators (ISO 32000-1 9). Runs that follow each other on a baseline in the same face become
 * one TJ.
 */
#include "pdf/content.h"

enum { MICRO_PER_CENTI = 10000, MICRO_PER_MILLI = 1000 };

static void close_string(struct writer *w)
{
    if (w->in_string)
        buf_putc(w->out, ')');
    w->in_string = false;
}

void close_array(struct writer *w)
{
    close_string(w);
    if (w->in_array)
        buf_puts(w->out, "]TJ\n");
    w->in_array = false;
}

void end_text(struct writer *w)
{
    close_array(w);
    if (w->text_marked)
        end_mark(w);
    if (w->in_text)
        buf_puts(w->out, "ET\n");
    w->in_text = false;
}

void begin_text(struct writer *w)
{
    if (w->in_text)
        return;
    buf_puts(w->out, "BT\n");
    w->in_text = true;
    w->line_x = w->line_y = w->pen = 0;
}

static void set_font(struct writer *w, uint32_t font, int64_t size)
{
    if (font == w->font && size == w->size)
        return;
    close_array(w);
    buf_format(w->out, "/F%zu ", resource_number(w, &w->page->fonts, font));
    put_number(w, size, 3, ' ');
    buf_puts(w->out, "Tf\n");
    w->font = font;
    w->size = size;
}

static void set_rise(struct writer *w, int64_t rise)
{
    if (rise == w->rise)
        return;
    close_array(w);
    put_number(w, rise, 2, ' ');
    buf_puts(w->out, "Ts\n");
    w->rise = rise;
}

/* What a run adds to its spaces, by the first of them, in 1/1000 pt; what there is when it has none. */
static int64_t wanted_spacing(const struct writer *w, const struct page_item *item, const uint32_t *codes)
{
    const struct char_code *table = w->pdf->codes.codes.at;
    if (!w->pdf->fonts.at[table[codes[0]].font].has_space)
        return 0;
    for (uint32_t i = 0; i < item->glyphs.count; i++)
        if (table[codes[i]].is_space)
            return nearest_quotient(rounded(item->glyphs.glyphs[i].advance, 1000000) -
                                        table[codes[i]].width * w->size, MICRO_PER_MILLI);
    return w->spacing;
}

/*
 * Word spacing (9.3.3), left as it is when that is wrong by less than a quarter of a thousandth of the size. Poppler
 * takes the CID 32 for a space, in any font: where it is a letter there is no spacing.
 */
static void set_spacing(struct writer *w, const struct page_item *item, const uint32_t *codes)
{
    int64_t spacing = wanted_spacing(w, item, codes), change = (spacing - w->spacing) * MICRO_PER_MILLI;
    if (spacing == w->spacing || (spacing && change * 4 <= w->size && change * 4 >= -w->size))
        return;
    close_array(w);
    put_number(w, spacing, 3, ' ');
    buf_puts(w->out, "Tw\n");
    w->spacing = spacing;
}

/* A new text line at the given place. */
static void move_to(struct writer *w, int64_t x, int64_t y)
{
    close_array(w);
    put_number(w, x - w->line_x, 2, ' ');
    put_number(w, y - w->line_y, 2, ' ');
    buf_puts(w->out, "Td\n");
    w->line_x = x;
    w->line_y = y;
    w->pen = x * MICRO_PER_CENTI;
}

static void open_array(struct writer *w)
{
    if (!w->in_array)
        buf_putc(w->out, '[');
    w->in_array = true;
}

static void put_code(struct writer *w, const struct char_code *code)
{
    if (!w->in_string) {
        open_array(w);
        buf_putc(w->out, '(');
        w->in_string = true;
    }
    if (code->two_bytes)
        put_string_byte(w->out, (char)(code->cid >> 8));
    put_string_byte(w->out, (char)(code->cid & 0xFF));
    w->pen += code->width * w->size + (code->is_space ? w->spacing * MICRO_PER_MILLI : 0);
}

/* Moves the pen to x; what is less than two thousandths of the size is left to add up. */
static void kern_to(struct writer *w, int64_t x)
{
    int64_t off = w->pen - x, left_alone = w->size * 2 - w->size / 2;
    if (off < left_alone && off > -left_alone)
        return;
    int64_t back = nearest_quotient(off, w->size);
    close_string(w);
    open_array(w);
    put_fixed(w->out, back, 0);
    w->pen -= back * w->size;
}

/* Can the run go on from the pen, without a line of its own? Not over large gaps, which readers take for columns. */
static bool joins(const struct writer *w, int64_t x, int64_t y)
{
    int64_t gap = x - w->pen;
    return w->in_text && y == w->line_y && gap > -w->size * 300 && gap < w->size * 1500;
}

/*
 * Several glyphs that show one cluster are marked with its text (14.9.4): readers that go by position would tear
 * letters and marks apart. It is what the codes of the glyphs say, in logical order. They are a sequence of their own:
 * Poppler loses what follows a sequence inside another.
 */
static void begin_cluster(struct writer *w, const struct page_item *item, const uint32_t *codes, uint32_t from,
                          uint32_t to)
{
    struct buf *actual = &w->worker->actual;
    actual->n = 0;
    buf_puts(actual, "/ActualText<FEFF");
    for (uint32_t i = from; i < to; i++) {
        uint32_t index = item->glyphs.right_to_left ? to - 1 - (i - from) : i;
        const struct glyph_text *text = &w->pdf->codes.codes.at[codes[index]].text;
        put_utf16_hex(actual, text->at, text->size);
    }
    buf_puts(actual, ">");
    open_mark(w, item, actual->at);
}

static void draw_glyph(struct writer *w, const struct glyph *glyph, const struct char_code *code, sp x, int64_t size)
{
    set_font(w, code->font, size);
    if (glyph->dy || w->rise)
        set_rise(w, rounded(glyph->dy, 100));
    kern_to(w, rounded(x + glyph->dx, 1000000));
    put_code(w, code);
}

/* Sequences of a run from right to left are drawn from the left, but held by their element as they are read. */
static void reverse_marks(struct pdf_mark *from, struct pdf_mark *to)
{
    while (from < to && from < --to) {
        struct pdf_mark swap = *from;
        *from++ = *to;
        *to = swap;
    }
}

static void draw_clusters(struct writer *w, const struct page_item *item, const uint32_t *codes, int64_t size)
{
    const struct glyph *glyphs = item->glyphs.glyphs;
    const struct char_code *table = w->pdf->codes.codes.at;
    uint32_t count = item->glyphs.count;
    bool begun = false; /* the item's own sequence is open */
    sp x = item->x;
    for (uint32_t from = 0, to; from < count; from = to) {
        bool alone = from + 1 == count || glyphs[from + 1].cluster != glyphs[from].cluster;
        to = alone ? from + 1 : pdf_cluster_end(item, from);
        bool marked = to - from > 1 || table[codes[from]].is_private;
        if (marked)
            begin_cluster(w, item, codes, from, to);
        else if (!begun)
            begin_item(w, item);
        begun = !marked;
        for (uint32_t i = from; i < to; i++) {
            draw_glyph(w, &glyphs[i], &table[codes[i]], x, size);
            x += glyphs[i].advance;
        }
        if (marked)
            end_mark(w);
    }
}

void draw_glyphs(struct writer *w, const struct page_item *item)
{
    int64_t size = rounded(item->glyphs.size, 1000);
    int64_t y = rounded(w->pdf->pages->height - item->y, 100);
    bool backwards = item->glyphs.right_to_left;
    if (size <= 0 || !item->glyphs.count)
        return;
    struct page_item run = pdf_open_run(&w->worker->scratch, item);
    const uint32_t *codes = pdf_run_codes(&w->worker->scratch, &w->pdf->codes, &run);
    if (backwards || !w->text_marked)
        end_mark(w);
    size_t marks = w->page->marks.n;
    begin_text(w);
    set_color(w, item->glyphs.color);
    set_font(w, w->pdf->codes.codes.at[codes[0]].font, size);
    set_spacing(w, &run, codes);
    if (!joins(w, rounded(item->x, 1000000), y))
        move_to(w, rounded(item->x, 100), y);
    draw_clusters(w, &run, codes, size);
    if (!backwards)
        return;
    end_mark(w);
    reverse_marks(w->page->marks.at + marks, w->page->marks.at + w->page->marks.n);
}
