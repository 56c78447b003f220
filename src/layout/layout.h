/*
 * layout: flow → page items, the second closed waist: WHAT is drawn WHERE. Every PDF edition is a view of the one
 * page list. Reads flow, refs and type; knows neither blocks nor parts nor PDF.
 *
 * Pieces up to the next forced page start form a chain; chains are made in parallel and placed after; the result
 * does not depend on the number of workers.
 */
#ifndef LAYOUT_H
#define LAYOUT_H

#include "lines/lines.h"
#include "refs/refs.h"

struct page {
    struct page_item *items;
    size_t item_count;
    const char *label;      /* "iv", "12" */
    enum folio_style folio;
    int number;             /* within its sequence */
    const struct piece *piece; /* the piece that the page's first line belongs to */
    bool blank;
    bool turned;            /* its content lies on its side: shown turned clockwise by a quarter it stands upright */
};

struct outline_entry {
    int level; /* 1 … */
    const char *title;
    uint32_t anchor;
};

struct pages {
    sp width, height;
    const struct design *design;
    struct page *at;
    size_t count;
    struct tag *tags;
    size_t tag_count;
    struct outline_entry *outline;
    size_t outline_count;
    struct locators *map;   /* medium pages */
    sp *anchor_y;           /* by anchor */
    struct line_record *lines; /* only when asked for */
    size_t line_count;
};

struct layout;
struct layout_options {
    bool keep_lines;
    struct workers *workers;   /* no more than the tools are for */
    struct progress *progress; /* counts pieces and pages; NULL: nobody asks */
    bool keep;                 /* the tools keep what was set for the next layout of the same edition, whose pieces have
                                  numbers of their flow, … */
    size_t edition;            /* … which has this number */
};
/*
 * Fonts, the patterns that were read, the words that were shaped and hyphenated, for all workers, and what was asked to
 * be kept. They may serve one layout after the other; the pages do not depend on what they served before.
 */
struct layout_tools;
struct layout_tools *layout_tools_new(const struct fonts *fonts, int workers);
void layout_tools_free(struct layout_tools *tools);
/* What is given must outlive the layout and its pages; the options are copied. */
struct layout *layout_open(const struct volume *volume, const struct refs *refs, struct layout_tools *tools,
                           const struct layout_options *options, struct diags *diags);
void layout_close(struct layout *layout);
/*
 * Lays the book out. Pieces that neither were made anew nor hold a reference that reads differently under `before`
 * than under the map of the call before are kept as they were. `before` is NULL in the first round, whose pages
 * lack the lines that the second will set with its locators. Returns where anchors stand, valid until the next round
 * but one.
 */
const struct locators *layout_round(struct layout *layout, const struct book *book, const struct locators *before);
/* The pages of the last round, valid until the next round, or until layout_close. */
const struct pages *layout_pages(struct layout *layout);
/*
 * After the last round: its pages, valid until layout_close. Reports overfull lines, missing glyphs, images too wide …,
 * and gives back what the pages do not need, chain by chain as they are joined. Nothing but layout_close may follow.
 */
const struct pages *layout_finish(struct layout *layout);
/*
 * The place on the page of a rectangle that is given as for a turned item: from the upper left corner of the sheet
 * turned clockwise by a quarter.
 */
void layout_turn(const struct pages *pages, sp *x, sp *y, sp *width, sp *height);
void layout_dump_pages(const struct pages *pages, struct buf *out);
void layout_dump_lines(const struct pages *pages, const struct sources *sources, struct buf *out);

#endif
