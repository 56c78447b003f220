/*
 * pdf: runs of glyphs as operators (ISO 32000-1 9). Runs that follow each other on a baseline in the same face become
 * one TJ.
 */
#include "pdf/content.h"

enum { MICRO = 1000000, MICRO_PER_CENTI = 10000, MICRO_PER_MILLI = 1000 };

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
    buf_puts(w->out, "/F");
    put_number(w, font + 1, 0, ' ');
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

/* What a run adds to each of its spaces, but for one at its end, by the first of them, in millionths of a point. */
struct spacing {
    int64_t each;
    uint32_t count;
};

static struct spacing wanted_spacing(const struct writer *w, const struct page_item *item, const uint32_t *codes)
{
    const struct char_code *table = w->pdf->codes.codes.at;
    struct spacing wanted = {0, 0};
    for (uint32_t i = 0; i + 1 < item->glyphs.count; i++)
        if (table[codes[i]].is_space && !wanted.count++)
            wanted.each = rounded(item_glyph(item, i).advance, MICRO) - table[codes[i]].width * w->size;
    return wanted;
}

/*
 * Are spaces wrong by no more than two thousandths of the size in the end? Narrow ones may not be narrower: by what
 * is left of them readers tell words apart.
 */
static bool is_near(const struct writer *w, struct spacing wanted, int64_t spacing)
{
    int64_t off = (spacing * MICRO_PER_MILLI - wanted.each) * wanted.count;
    return off <= 2 * w->size && off >= (wanted.each < 0 ? 0 : -2 * w->size);
}

/*
 * Word spacing (9.3.3): left as it is when that is near, else in as few digits as are. Of codes of two bytes none
 * is a space, but Poppler takes the CID 32 for one: there it is set back.
 */
static void set_spacing(struct writer *w, const struct page_item *item, const uint32_t *codes)
{
    struct spacing wanted = wanted_spacing(w, item, codes);
    bool works = !w->pdf->codes.codes.at[*codes].two_bytes;
    int64_t spacing = 0;
    if (works ? is_near(w, wanted, w->spacing) : !w->spacing)
        return;
    for (int64_t unit = 1000; works && unit >= 1; unit = is_near(w, wanted, spacing) ? 0 : unit / 10)
        spacing = wanted.each < 0 ? wanted.each / (unit * MICRO_PER_MILLI) * unit
                                  : nearest_quotient(wanted.each, unit * MICRO_PER_MILLI) * unit;
    close_array(w);
    put_number(w, spacing, 3, ' ');
    buf_puts(w->out, "Tw\n");
    w->spacing = spacing;
}

/* What differs by the rounding of positions only. */
static bool is_same_length(int64_t a, int64_t b)
{
    return a - b <= 1 && b - a <= 1;
}

/*
 * A new text line at the given place. Where lines follow each other at the same distance, it is kept as the leading
 * (9.3.5) the second time, and asked for from then on.
 */
static void move_to(struct writer *w, int64_t x, int64_t y)
{
    int64_t right = x - w->line_x, down = w->line_y - y;
    close_array(w);
    w->line_x = x;
    w->line_y = y;
    w->pen = x * MICRO_PER_CENTI;
    if (right == 0 && down && is_same_length(down, w->leading)) {
        buf_puts(w->out, "T*\n");
        w->line_y = y + down - w->leading;
        return;
    }
    bool again = down && is_same_length(down, w->last_down);
    put_number(w, right, 2, ' ');
    put_number(w, -down, 2, ' ');
    buf_puts(w->out, again ? "TD\n" : "Td\n");
    w->leading = again ? down : w->leading;
    w->last_down = down ? down : w->last_down;
}

static void open_array(struct writer *w)
{
    if (!w->in_array)
        buf_putc(w->out, '[');
    w->in_array = true;
}

static void open_string(struct writer *w)
{
    open_array(w);
    if (!w->in_string)
        buf_putc(w->out, '(');
    w->in_string = true;
}

/* Puts a code into the string, and moves the pen on, which the next glyph wants to stand at `advance` from here. */
static void put_code(struct writer *w, const struct char_code *code, sp advance)
{
    int64_t step = code->width * w->size + (code->is_space ? w->spacing * MICRO_PER_MILLI : 0);
    open_string(w);
    if (code->two_bytes)
        put_string_byte(w->out, (char)(code->cid >> 8));
    put_string_byte(w->out, (char)(code->cid & 0xFF));
    w->pen += step;
    w->own = step * SP_POINT - advance * MICRO;
    w->ahead += w->own;
}

/* Moves the pen back to where the next glyph shall stand. */
static void kern(struct writer *w, int64_t ahead)
{
    int64_t unit = w->size * SP_POINT, back = pdf_kern(ahead, w->own, unit);
    if (!back)
        return;
    close_string(w);
    open_array(w);
    put_fixed(w->out, back, 0);
    w->pen -= back * w->size;
    w->ahead -= back * unit;
}

/*
 * Goes on in an open string with the glyphs of a plain run that need nothing but their codes, or kerned ones that there
 * are; returns the first that needs more.
 */
static uint32_t show_stretch(struct writer *w, const struct page_item *item, const uint32_t *codes, uint32_t from)
{
    const struct char_code *table = w->pdf->codes.codes.at;
    const struct packed_glyph *glyphs = item->glyphs.packed;
    const int64_t size = w->size, unit = size * SP_POINT, slack = 3 * unit, spacing = w->spacing * MICRO_PER_MILLI;
    int64_t pen = w->pen, ahead = w->ahead, own = w->own;
    uint32_t i = from, count = item->glyphs.count, font = (uint32_t)w->font;
    buf_room(w->out, count - from);
    char *at = w->out->at + w->out->n;
    for (; i < count && ahead <= slack && ahead >= -slack; i++) {
        const struct char_code *code = &table[codes[i]];
        if (!code->is_bare || code->font != font)
            break;
        int64_t step = code->width * size + (code->is_space ? spacing : 0);
        uint16_t cid = code->cid;
        own = step * SP_POINT - (sp)glyphs[i].advance * MICRO;
        ahead += own;
        pen += step;
        int64_t back = code->kerned_count && i + 1 < count ? pdf_kern(ahead, own, unit) : 0;
        uint16_t kerned = back ? pdf_kerned_cid(w->pdf, code, back) : 0;
        if (kerned) {
            cid = kerned;
            ahead -= back * unit;
            pen -= back * size;
        }
        *at++ = (char)cid;
    }
    *at = '\0';
    w->out->n += i - from;
    w->pen = pen;
    w->ahead = ahead;
    w->own = own;
    return i;
}

/* Can the run go on from the pen, without a line of its own? Not over large gaps, which readers take for columns. */
static bool joins(const struct writer *w, int64_t x, int64_t y, int64_t size)
{
    int64_t gap = x - w->pen;
    return w->in_text && is_same_length(y, w->line_y) && gap > -size * 300 && gap < size * 1500;
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

static void draw_glyph(struct writer *w, const struct glyph *glyph, const struct char_code *code)
{
    set_font(w, code->font, w->size);
    if (glyph->dy || w->rise)
        set_rise(w, rounded(glyph->dy, 100));
    kern(w, w->ahead - (sp)glyph->dx * MICRO);
    put_code(w, code, glyph->advance);
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

/* The glyphs of a plain run from the given one on that are shown by one string; returns the first that is not. */
static uint32_t draw_stretch(struct writer *w, const struct page_item *item, const uint32_t *codes, uint32_t from)
{
    begin_item(w, item);
    set_font(w, w->pdf->codes.codes.at[codes[from]].font, w->size);
    set_rise(w, 0);
    kern(w, w->ahead);
    open_string(w);
    return show_stretch(w, item, codes, from);
}

static void draw_clusters(struct writer *w, const struct page_item *item, const uint32_t *codes, bool plain)
{
    const struct char_code *table = w->pdf->codes.codes.at;
    bool begun = false; /* the item's own sequence is open */
    for (uint32_t from = 0, to; from < item->glyphs.count; from = to) {
        if (plain && table[codes[from]].is_bare) {
            to = draw_stretch(w, item, codes, from);
            begun = true;
            continue;
        }
        to = plain ? from + 1 : pdf_cluster_end(item, from);
        bool marked = to - from > 1 || table[codes[from]].is_private;
        if (marked)
            begin_cluster(w, item, codes, from, to);
        else if (!begun)
            begin_item(w, item);
        begun = !marked;
        for (uint32_t i = from; i < to; i++) {
            struct glyph glyph = item_glyph(item, i);
            draw_glyph(w, &glyph, &table[codes[i]]);
        }
        if (marked)
            end_mark(w);
    }
}

void draw_glyphs(struct writer *w, const struct page_item *item)
{
    struct run_reader *reader = &w->worker->reader;
    int64_t size = rounded(item->glyphs.size, 1000);
    int64_t y = rounded(w->pdf->pages->height - item->y, 100);
    bool backwards = item->glyphs.right_to_left;
    if (size <= 0 || !item->glyphs.count)
        return;
    pdf_read_run(reader, &w->pdf->codes, item);
    if (backwards || !w->text_marked)
        end_mark(w);
    size_t marks = w->page->marks.n;
    begin_text(w);
    if (reader->is_plain && w->pdf->codes.codes.at[reader->codes[0]].is_bare)
        begin_item(w, item);
    set_color(w, item->glyphs.color);
    if (!joins(w, rounded(item->x, MICRO), y, size))
        move_to(w, rounded(item->x, 100), y);
    set_font(w, w->pdf->codes.codes.at[reader->codes[0]].font, size);
    set_spacing(w, &reader->opened, reader->codes);
    w->ahead = w->pen * SP_POINT - held(item->x) * MICRO;
    w->own = 0;
    draw_clusters(w, &reader->opened, reader->codes, reader->is_plain);
    if (!backwards)
        return;
    end_mark(w);
    reverse_marks(w->page->marks.at + marks, w->page->marks.at + w->page->marks.n);
}
