/* pdf, inside: a page's operators in the making, between marks and shapes (content.c) and text (text.c). */
#ifndef PDF_CONTENT_H
#define PDF_CONTENT_H

#include "pdf/writer.h"

enum { NO_FONT = -1 };

/*
 * Positions are kept as a viewer will compute them from the rounded numbers that are written, in millionths of a
 * point, and every number is chosen against that: rounding never adds up.
 */
struct writer {
    struct pdf *pdf;
    struct pdf_page *page;
    struct pdf_worker *worker;
    struct buf *out;          /* of the worker */
    bool in_text, in_array, in_string;
    int64_t line_x, line_y;  /* origin of the text line, 1/100 pt, upwards */
    int64_t leading, last_down; /* that is set; from the line before to the one in hand: 1/100 pt */
    int64_t pen;             /* x where the viewer puts the next glyph, 1/1,000,000 pt */
    int64_t ahead;           /* how far right of where it shall stand, in 1/65,536 of that: exact */
    int64_t own;             /* how much of it the last glyph has brought */
    int64_t rise;            /* 1/100 pt */
    int64_t spacing;         /* what is added to spaces, 1/1000 pt */
    int64_t font, size;      /* index into pdf.fonts; 1/1000 pt */
    int32_t color;
    int marked;               /* how many marked-content sequences are open, one in the other */
    bool text_marked;         /* … inside the text object */
    uint32_t tag;             /* of that */
    enum artifact artifact;
    uint32_t mcid, links;     /* of the next */
    bool turned;              /* the space lies on its side … */
    struct graphics upright;  /* … and what was set before it did */
};

/* Beyond a million points there is nothing to see, and nothing may overflow. */
static inline sp held(sp length)
{
    const sp most = 1000000 * SP_POINT;
    return length > most ? most : length < -most ? -most : length;
}

static inline int64_t rounded(sp length, int64_t units)
{
    int64_t scaled = held(length) * units;
    return scaled >= 0 ? (scaled + SP_POINT / 2) / SP_POINT : -((-scaled + SP_POINT / 2) / SP_POINT);
}

/* content.c */
void put_number(struct writer *w, int64_t value, int decimals, char after);
void end_mark(struct writer *w);
/*
 * Opens a sequence for what is drawn next of an item. `actual` is what it says instead of its codes, or NULL: read in
 * sequences that are called Span.
 */
void open_mark(struct writer *w, const struct page_item *item, const char *actual);
/*
 * Where an item starts: the one place where a marked-content sequence is closed and opened (14.6), but for clusters. A
 * sequence that was opened inside a text object ends in it.
 */
void begin_item(struct writer *w, const struct page_item *item);
void set_color(struct writer *w, int32_t color);

/* text.c */
void begin_text(struct writer *w);
void end_text(struct writer *w);
/* Ends the showing of glyphs, but not the text object. */
void close_array(struct writer *w);
void draw_glyphs(struct writer *w, const struct page_item *item);

#endif
