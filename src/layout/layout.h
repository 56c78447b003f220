/*
 * layout: flow → page items, the second closed waist: WHAT is drawn WHERE. Every PDF edition is a view of the one
 * page list. Reads flow, refs and type; knows neither blocks nor parts nor PDF.
 *
 * Lines are broken by total fit (Knuth and Plass, Breaking Paragraphs into Lines, 1981). Pieces up to the next forced
 * page start form a chain; chains are made in parallel and placed after; the result does not depend on the number
 * of workers.
 */
#ifndef LAYOUT_H
#define LAYOUT_H

#include "flow/flow.h"
#include "refs/refs.h"
#include "type/type.h"

enum artifact { ARTIFACT_NONE, ARTIFACT_HEADER, ARTIFACT_FOOTER, ARTIFACT_LEADER, ARTIFACT_RULE };

enum item_kind { ITEM_GLYPHS, ITEM_RULE, ITEM_IMAGE, ITEM_LINK, ITEM_ANCHOR };

struct page_item {
    enum item_kind kind;
    uint32_t tag;           /* index of the structure element it belongs to; 0 for artifacts */
    enum artifact artifact; /* not ARTIFACT_NONE: outside the structure */
    sp x, y;                /* from the page's upper left corner; y grows downwards; glyphs: the baseline's start */
    union {
        struct {
            const struct face *face;
            sp size;
            int32_t color;              /* 0xRRGGBB */
            const struct glyph *glyphs; /* visual order; cluster is a byte in `text` */
            uint32_t count;
            const char *text;           /* the logical text of the run, UTF-8 */
            uint32_t text_size;
            bool right_to_left;
            bool added_hyphen;          /* the last glyph is a hyphen that the text does not have */
        } glyphs;
        struct {
            sp width, height; /* y is the top edge */
            int32_t color;
        } rule;
        struct {
            const struct image *image;
            sp width, height; /* y is the top edge */
        } image;
        struct {
            sp width, height; /* y is the top edge */
            const char *url;  /* NULL: jump to `anchor` */
            uint32_t anchor;
            const char *words; /* what the link says: /Contents */
        } link;
        uint32_t anchor;      /* y is the top of its line */
    };
};

/* A structure element. Element 0 is the root (Document). Elements are in logical order; parents before children. */
struct tag {
    enum role role;
    uint32_t parent;
    const char *language; /* where it differs from the parent's, else NULL */
    const char *alt;      /* figures */
    const char *note;     /* ROLE_NOTE and its ROLE_REFERENCE: the label that joins them */
    struct pos pos;
};

struct page {
    struct page_item *items;
    size_t item_count;
    const char *label;      /* "iv", "12" */
    enum folio_style folio;
    int number;             /* within its sequence */
    const struct piece *piece; /* the piece that the page's first line belongs to */
    bool blank;
};

struct outline_entry {
    int level; /* 1 … */
    const char *title;
    uint32_t anchor;
};

/* A line of text, for --dump=lines. */
struct line_record {
    uint32_t page;
    sp y, width, natural;
    int ratio;   /* adjustment ratio × 1000; of a line not justified 0 */
    int badness; /* 100 r³ */
    bool hyphenated, last;
    struct pos pos;
    const char *text;
    uint32_t text_size;
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
    int workers;
    bool keep_lines;
};
struct layout *layout_open(const struct volume *volume, const struct refs *refs, const struct fonts *fonts,
                           const struct layout_options *options, struct diags *diags);
void layout_close(struct layout *layout);
/*
 * Lays the book out. Pieces that neither were made anew nor hold a reference that reads differently under `before`
 * than under the map of the call before are kept as they were. `before` is NULL in the first round. The result
 * belongs to the layout and is valid until the next round but one. Warnings are reported by layout_report for the
 * last round.
 */
const struct pages *layout_round(struct layout *layout, const struct book *book, const struct locators *before);
/* Reports overfull lines, missing glyphs, images too wide … of the round that stands. */
void layout_report(struct layout *layout);
void layout_dump_pages(const struct pages *pages, struct buf *out);
void layout_dump_lines(const struct pages *pages, const struct sources *sources, struct buf *out);

#endif
