/*
 * pdf: page contents (ISO 32000-1 8 and 9): glyph runs, rules and images as operators, deflated.
 *
 * Positions are kept as a viewer will compute them from the rounded numbers that are written, in millionths of a
 * point, and every number is chosen against that: rounding never adds up. Runs that follow each other on a baseline in
 * the same face become one TJ.
 */
#include <stdlib.h>

#include "pdf/writer.h"

enum { NO_FONT = -1, MICRO_PER_CENTI = 10000 };

struct writer {
    const struct pdf *pdf;
    struct pdf_page *page;
    struct arena *arena;
    struct buf out;
    bool in_text, in_array, in_string;
    int64_t line_x, line_y;  /* origin of the text line, 1/100 pt, upwards */
    int64_t pen;             /* x where the viewer puts the next glyph, 1/1,000,000 pt */
    int64_t rise;            /* 1/100 pt */
    int64_t font, size;      /* index into pdf.fonts; 1/1000 pt */
    int32_t color;
    int marked;               /* how many marked-content sequences are open, one in the other */
    bool text_marked;         /* … inside the text object */
    uint32_t tag;             /* of that */
    enum artifact artifact;
    uint32_t mcid, links;     /* of the next */
    bool turned;              /* the space lies on its side … */
    struct graphics {         /* … and what was set before it did */
        int64_t font, size, rise;
        int32_t color;
    } upright;
};

/* Beyond a million points there is nothing to see, and nothing may overflow. */
static int64_t rounded(sp length, int64_t units)
{
    const sp most = 1000000 * SP_POINT;
    int64_t scaled = (length > most ? most : length < -most ? -most : length) * units;
    return scaled >= 0 ? (scaled + SP_POINT / 2) / SP_POINT : -((-scaled + SP_POINT / 2) / SP_POINT);
}

static int64_t nearest_quotient(int64_t value, int64_t by)
{
    return value >= 0 ? (value + by / 2) / by : -((-value + by / 2) / by);
}

/* value / 10^decimals, without trailing zeros. */
static void put_fixed(struct buf *out, int64_t value, int decimals)
{
    char digits[24];
    int n = 0, dropped = 0;
    uint64_t left = (uint64_t)(value < 0 ? -value : value);
    if (value < 0)
        buf_putc(out, '-');
    for (; dropped < decimals && left % 10 == 0; dropped++)
        left /= 10;
    decimals -= dropped;
    do {
        digits[n++] = (char)('0' + left % 10);
        left /= 10;
    } while (left || n < decimals);
    while (n > decimals)
        buf_putc(out, digits[--n]);
    if (decimals)
        buf_putc(out, '.');
    while (n)
        buf_putc(out, digits[--n]);
}

static void put_number(struct writer *w, int64_t value, int decimals, char after)
{
    put_fixed(&w->out, value, decimals);
    buf_putc(&w->out, after);
}

static void close_string(struct writer *w)
{
    if (w->in_string)
        buf_putc(&w->out, ')');
    w->in_string = false;
}

static void close_array(struct writer *w)
{
    close_string(w);
    if (w->in_array)
        buf_puts(&w->out, "]TJ\n");
    w->in_array = false;
}

static void end_mark(struct writer *w)
{
    close_array(w);
    for (; w->marked; w->marked--)
        buf_puts(&w->out, "EMC\n");
}

static void end_text(struct writer *w)
{
    close_array(w);
    if (w->text_marked)
        end_mark(w);
    if (w->in_text)
        buf_puts(&w->out, "ET\n");
    w->in_text = false;
}

static void begin_text(struct writer *w)
{
    if (w->in_text)
        return;
    buf_puts(&w->out, "BT\n");
    w->in_text = true;
    w->line_x = w->line_y = w->pen = 0;
}

/* What is no text and belongs nowhere is an artifact. */
static enum artifact artifact_of(const struct page_item *item)
{
    bool lost = item->kind != ITEM_GLYPHS && !item->tag;
    return lost && item->artifact == ARTIFACT_NONE ? ARTIFACT_RULE : item->artifact;
}

static const char *artifact_properties(enum artifact artifact)
{
    switch (artifact) {
    case ARTIFACT_HEADER:
        return "/Type/Pagination/Subtype/Header/Attached[/Top]";
    case ARTIFACT_FOOTER:
        return "/Type/Pagination/Subtype/Footer/Attached[/Bottom]";
    case ARTIFACT_REPEATED:
        return "/Type/Pagination";
    default:
        return "/Type/Layout";
    }
}

/*
 * Opens a sequence for what is drawn next of an item. `actual` is what it says instead of its codes, or NULL: read in
 * sequences that are called Span.
 */
static void open_mark(struct writer *w, const struct page_item *item, const char *actual)
{
    const struct pages *pages = w->pdf->pages;
    bool text = item->kind == ITEM_GLYPHS;
    const char *role = item->tag < pages->tag_count ? role_name(pages->tags[item->tag].role) : "Document";
    end_mark(w);
    if (text)
        begin_text(w);
    else
        end_text(w);
    w->marked = 1;
    w->text_marked = text;
    w->tag = item->tag;
    w->artifact = artifact_of(item);
    if (w->artifact != ARTIFACT_NONE) {
        buf_format(&w->out, "/Artifact<<%s>>BDC\n", artifact_properties(w->artifact));
        w->marked += actual != NULL;
        if (actual)
            buf_format(&w->out, "/Span<<%s>>BDC\n", actual);
        return;
    }
    buf_format(&w->out, "/%s<</MCID %u%s>>BDC\n", actual ? "Span" : role, w->mcid, actual ? actual : "");
    vec_push(w->arena, &w->page->marks, ((struct pdf_mark){.tag = w->tag, .number = w->mcid++}));
    vec_push(w->arena, &w->page->sequences, w->tag);
}

/*
 * Where an item starts: the one place where a marked-content sequence is closed and opened (14.6), but for clusters. A
 * sequence that was opened inside a text object ends in it.
 */
static void begin_item(struct writer *w, const struct page_item *item)
{
    bool text = item->kind == ITEM_GLYPHS;
    if (!w->marked || w->text_marked != text || w->tag != item->tag || w->artifact != artifact_of(item))
        open_mark(w, item, NULL);
}

static void set_color(struct writer *w, int32_t color)
{
    int64_t parts[3];
    if (color == w->color)
        return;
    close_array(w);
    for (int i = 0; i < 3; i++)
        parts[i] = nearest_quotient((color >> (16 - 8 * i) & 0xFF) * 1000, 255);
    bool gray = parts[0] == parts[1] && parts[1] == parts[2];
    for (int i = 0; i < (gray ? 1 : 3); i++)
        put_number(w, parts[i], 3, ' ');
    buf_puts(&w->out, gray ? "g\n" : "rg\n");
    w->color = color;
}

/* The place of an index in a page's list of resources, from 1; added when it is new. */
static size_t resource_number(struct writer *w, number_list *list, uint32_t index)
{
    size_t i = 0;
    while (i < list->n && list->at[i] != index)
        i++;
    if (i == list->n)
        vec_push(w->arena, list, index);
    return i + 1;
}

static void set_font(struct writer *w, uint32_t font, int64_t size)
{
    if (font == w->font && size == w->size)
        return;
    close_array(w);
    buf_format(&w->out, "/F%zu ", resource_number(w, &w->page->fonts, font));
    put_number(w, size, 3, ' ');
    buf_puts(&w->out, "Tf\n");
    w->font = font;
    w->size = size;
}

static void set_rise(struct writer *w, int64_t rise)
{
    if (rise == w->rise)
        return;
    close_array(w);
    put_number(w, rise, 2, ' ');
    buf_puts(&w->out, "Ts\n");
    w->rise = rise;
}

/* A new text line at the given place. */
static void move_to(struct writer *w, int64_t x, int64_t y)
{
    close_array(w);
    put_number(w, x - w->line_x, 2, ' ');
    put_number(w, y - w->line_y, 2, ' ');
    buf_puts(&w->out, "Td\n");
    w->line_x = x;
    w->line_y = y;
    w->pen = x * MICRO_PER_CENTI;
}

static void open_string(struct writer *w)
{
    if (!w->in_array)
        buf_putc(&w->out, '[');
    if (!w->in_string)
        buf_putc(&w->out, '(');
    w->in_array = w->in_string = true;
}

static void put_byte(struct buf *out, int byte)
{
    if (byte == '(' || byte == ')' || byte == '\\')
        buf_putc(out, '\\');
    if (byte == '\r')
        buf_puts(out, "\\r");
    else
        buf_putc(out, (char)byte);
}

static void put_code(struct writer *w, const struct char_code *code)
{
    open_string(w);
    put_byte(&w->out, code->code >> 8);
    put_byte(&w->out, code->code & 0xFF);
    w->pen += code->width * w->size;
}

/* Moves the pen to x; what is less than two thousandths of the size is left to add up. */
static void kern_to(struct writer *w, int64_t x)
{
    int64_t back = nearest_quotient(w->pen - x, w->size);
    if (back >= -1 && back <= 1)
        return;
    close_string(w);
    if (!w->in_array)
        buf_putc(&w->out, '[');
    w->in_array = true;
    put_fixed(&w->out, back, 0);
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
    struct buf actual = {0};
    buf_puts(&actual, "/ActualText<FEFF");
    for (uint32_t i = from; i < to; i++) {
        uint32_t index = item->glyphs.right_to_left ? to - 1 - (i - from) : i;
        const struct char_code *code = &w->pdf->codes.codes.at[codes[index]];
        put_utf16_hex(&actual, code->text, code->text_size);
    }
    buf_puts(&actual, ">");
    open_mark(w, item, actual.at);
    buf_free(&actual);
}

/* Characters for private use say nothing but by agreement: PDF/A asks for the text beside them (19005-2 6.2.11.7). */
static bool is_private(const struct char_code *code)
{
    const char *at = code->text, *end = at + code->text_size;
    while (at < end) {
        uint32_t character = utf8_next(&at, end);
        if ((character >= 0xE000 && character <= 0xF8FF) || character >= 0xF0000)
            return true;
    }
    return false;
}

static void draw_glyph(struct writer *w, const struct glyph *glyph, const struct char_code *code, sp x, int64_t size)
{
    set_font(w, code->font, size);
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
    sp x = item->x;
    for (uint32_t from = 0, to; from < item->glyphs.count; from = to) {
        to = pdf_cluster_end(item, from);
        bool marked = to - from > 1 || is_private(&w->pdf->codes.codes.at[codes[from]]);
        if (marked)
            begin_cluster(w, item, codes, from, to);
        else
            begin_item(w, item);
        for (uint32_t i = from; i < to; i++) {
            const struct glyph *glyph = &item->glyphs.glyphs[i];
            draw_glyph(w, glyph, &w->pdf->codes.codes.at[codes[i]], x, size);
            x += glyph->advance;
        }
        if (marked)
            end_mark(w);
    }
}

static void draw_glyphs(struct writer *w, const struct page_item *item, const uint32_t *codes)
{
    int64_t size = rounded(item->glyphs.size, 1000);
    int64_t y = rounded(w->pdf->pages->height - item->y, 100);
    bool backwards = item->glyphs.right_to_left;
    if (size <= 0 || !item->glyphs.count)
        return;
    if (backwards || !w->text_marked)
        end_mark(w);
    size_t marks = w->page->marks.n;
    begin_text(w);
    set_color(w, item->glyphs.color);
    set_font(w, w->pdf->codes.codes.at[codes[0]].font, size);
    if (!joins(w, rounded(item->x, 1000000), y))
        move_to(w, rounded(item->x, 100), y);
    draw_clusters(w, item, codes, size);
    if (!backwards)
        return;
    end_mark(w);
    reverse_marks(w->page->marks.at + marks, w->page->marks.at + w->page->marks.n);
}

static void draw_rule(struct writer *w, const struct page_item *item)
{
    begin_item(w, item);
    set_color(w, item->rule.color);
    put_number(w, rounded(item->x, 1000), 3, ' ');
    put_number(w, rounded(w->pdf->pages->height - item->y - item->rule.height, 1000), 3, ' ');
    put_number(w, rounded(item->rule.width, 1000), 3, ' ');
    put_number(w, rounded(item->rule.height, 1000), 3, ' ');
    buf_puts(&w->out, "re\nf\n");
}

/*
 * The unit square, in which an image is drawn with its first row on top, turned as the EXIF orientation asks, then
 * stretched to the item's box: columns of the matrix are the images of the stored picture's width and height.
 */
static void put_image_matrix(struct writer *w, const struct page_item *item)
{
    static const struct {
        int8_t a, b, c, d, e, f;
    } turns[] = {
        {1, 0, 0, 1, 0, 0}, {-1, 0, 0, 1, 1, 0},  {-1, 0, 0, -1, 1, 1}, {1, 0, 0, -1, 0, 1},
        {0, -1, -1, 0, 1, 1}, {0, -1, 1, 0, 0, 1}, {0, 1, 1, 0, 0, 0},   {0, 1, -1, 0, 1, 0},
    };
    int orientation = item->image.image->orientation;
    int turn = orientation >= 1 && orientation <= 8 ? orientation - 1 : 0;
    int64_t width = rounded(item->image.width, 1000), height = rounded(item->image.height, 1000);
    int64_t left = rounded(item->x, 1000);
    int64_t bottom = rounded(w->pdf->pages->height - item->y - item->image.height, 1000);
    put_number(w, turns[turn].a * width, 3, ' ');
    put_number(w, turns[turn].b * height, 3, ' ');
    put_number(w, turns[turn].c * width, 3, ' ');
    put_number(w, turns[turn].d * height, 3, ' ');
    put_number(w, left + turns[turn].e * width, 3, ' ');
    put_number(w, bottom + turns[turn].f * height, 3, ' ');
    buf_puts(&w->out, "cm ");
}

static void draw_image(struct writer *w, const struct page_item *item)
{
    uint32_t index = pdf_image_index(w->pdf, item->image.image);
    begin_item(w, item);
    buf_puts(&w->out, "q ");
    put_image_matrix(w, item);
    buf_format(&w->out, "/X%zu Do Q\n", resource_number(w, &w->page->images, index));
}

/* A quarter anticlockwise, so that the sheet's left edge becomes the lower one; or back. */
static void turn_space(struct writer *w, bool turned)
{
    if (w->turned == turned)
        return;
    end_mark(w);
    end_text(w);
    if (turned) {
        w->upright = (struct graphics){w->font, w->size, w->rise, w->color};
        buf_puts(&w->out, "q 0 1 -1 0 ");
        put_number(w, rounded(w->pdf->pages->height, 1000), 3, ' ');
        buf_puts(&w->out, "0 cm\n");
    } else {
        buf_puts(&w->out, "Q\n");
        w->font = w->upright.font;
        w->size = w->upright.size;
        w->rise = w->upright.rise;
        w->color = w->upright.color;
    }
    w->turned = turned;
}

static void write_page(void *context, size_t index, int worker)
{
    const struct pdf *pdf = context;
    const struct page *source = &pdf->pages->at[index];
    struct pdf_page *page = &pdf->page[index];
    struct writer w = {.pdf = pdf, .page = page, .arena = pdf->worker_arenas[worker], .font = NO_FONT};
    const uint32_t *codes = page->glyph_codes;
    for (size_t i = 0; i < source->item_count; i++) {
        const struct page_item *item = &source->items[i];
        if (item->kind == ITEM_GLYPHS || item->kind == ITEM_RULE || item->kind == ITEM_IMAGE)
            turn_space(&w, item->turned);
        if (item->kind == ITEM_GLYPHS) {
            draw_glyphs(&w, item, codes);
            codes += item->glyphs.count;
        } else if (item->kind == ITEM_RULE) {
            draw_rule(&w, item);
        } else if (item->kind == ITEM_IMAGE) {
            draw_image(&w, item);
        }
        if (pdf_item_leads(pdf, item))
            vec_push(w.arena, &page->marks, ((struct pdf_mark){item->tag, w.links++, true}));
    }
    turn_space(&w, false);
    end_mark(&w);
    end_text(&w);
    page->content = deflated_page(w.out.at, w.out.n);
    buf_free(&w.out);
    progress_add(pdf->info->progress, 1, 0);
}

void pdf_make_contents(struct pdf *pdf)
{
    progress_stage(pdf->info->progress, "writing the PDF", "pages", pdf->pages->count);
    workers_run(pdf->workers, pdf->pages->count, write_page, pdf);
}
