/*
 * plain, inside: the galley, a long strip of finished rows that paginate.c cuts into pages. A paragraph
 * goes from para to flat text (flatten.c), lines (lines.c), rows (paragraph.c). set.c walks the flow,
 * table.c sets grids, order.c keeps the order of mixed directions, treatment.c says how each style looks. Not for
 * other folders.
 */
#ifndef PLAIN_GALLEY_H
#define PLAIN_GALLEY_H

#include "flow/flow.h"
#include "plain/plain.h"
#include "refs/refs.h"
#include "unicode/unicode.h"

/* How a style looks in fixed pitch: THE table is in treatment.c. */
struct treatment {
    int indent, indent_right; /* columns, added to the frame's */
    int hang;                 /* columns that the second and later lines are indented more */
    int before, after;        /* blank lines; between two paragraphs the larger is set */
    enum alignment align;     /* ALIGN_JUSTIFY: ragged right, as ALIGN_LEFT */
    char underline;           /* 0: none */
    bool wide;                /* begins left of the text margin */
    bool title;               /* wide, and takes the number of the heading mark before it */
    int keep_next;            /* rows that may not be parted from it */
    bool byline;              /* ends the block of a title: a heading after it is a new beginning */
    bool keep_before;         /* belongs to what stands before it */
    bool close;               /* and stands directly below it */
};
const struct treatment *plain_treatment(enum style_id style);

/* A paragraph as this edition prints it: notes in brackets, addresses after links, no emphasis. */
enum joint { JOINT_FREE, JOINT_TIE, JOINT_ADDRESS, JOINT_NEVER };
struct flat {
    const char *text; /* that of the paragraph where nothing is to be written otherwise */
    uint32_t size;
    uint8_t *joint; /* by byte: may a line end before it? JOINT_ADDRESS: inside a web address;
                         JOINT_TIE: between words that stay together */
    struct flat_mark {
        uint32_t at, anchor;
    } *marks;
    uint32_t mark_count;
    struct bidi_isolate *isolates; /* words in a language of the other direction, addresses */
    uint32_t isolate_count;
};
/*
 * `prefix` (NULL: none) is put before the words and not parted from them. lines_kept: line ends stay, tabs go
 * to the next fourth column; else the first TAB of a line stays, and line ends are spaces. U+2028 stays.
 */
struct flat plain_flatten(struct arena *arena, const struct para *para, const char *prefix, bool lines_kept);

/* Lines of text[from, to), broken for least raggedness. */
struct line {
    uint32_t start, end; /* bytes; the blanks at the end are cut */
    int width;           /* columns */
    bool split;          /* ends inside a word that is longer than the line */
    bool hyphen;         /* ends at a soft hyphen, which prints; it is counted in the width */
};
struct measure {
    int first, rest; /* columns of the first line and of the others */
    bool balanced;   /* the last line counts too: centred titles */
    bool overhang;   /* a word longer than the line is left whole */
    const char *language; /* says which words stay together */
};
/* Where lines of a text may end, as unicode_line_breaks gives it, but for symbols that stay whole. */
uint8_t *plain_find_breaks(struct arena *arena, struct breaker *breaker, const struct flat *flat, const char *language);
/* `breaks` as plain_find_breaks gives them for the whole text. There is always a line. */
struct range {
    uint32_t from, to;
};
struct line *plain_break_lines(struct arena *arena, struct breaker *breaker, const struct flat *flat,
                               const uint8_t *breaks, struct range range, const struct measure *measure,
                               size_t *count);

/* The line of a text that has room in one, so many columns wide with the blanks at its end. */
struct line plain_only_line(const struct flat *flat, int width);

/* May a page end before a row? The higher, the less. */
enum keep { KEEP_FREE, KEEP_SOFT /* rows of a table, groups */, KEEP_FIRM /* widows, headings */ };

struct row {
    const char *text; /* indented, no blanks at the end; "" for an empty line of code; see plain_row_levels */
    uint32_t size;
    int width;
    uint32_t piece;   /* index in the book */
    uint32_t repeat;  /* 1 + index of the head to repeat when a page begins here; 0: none */
    int blanks;       /* blank lines before it; none at the top of a page */
    uint8_t spaces;   /* those of them that a forced page start leaves standing */
    uint8_t keep;     /* enum keep */
    bool fill : 1;    /* takes a share of what is left of the page before it */
    bool page_start : 1;
    bool rtl : 1;     /* the paragraph runs from right to left: blanks before the words stand on the right */
    bool mixed : 1;   /* after the text and its NUL stand levels */
};
struct placed {
    uint32_t row, anchor;
};
/* The rows of a table's head, and what stands above them when they are repeated, with a blank line; NULL: nothing. */
struct repeat {
    uint32_t first, count;
    const struct row *lead;
};
struct galley {
    VEC(struct row) rows;
    VEC(struct placed) anchors;
    VEC(struct repeat) repeats;
    /* What the next row gets. */
    int gap, spaces, keep_next;
    bool kept; /* a row has come since keep_next was set */
    bool fill, page_start;
    bool byline; /* the last paragraph was one */
    bool close; /* no blank lines, whatever was asked for: below a label that stands alone */
    enum keep next_keep;
    uint32_t piece;
    bool begun; /* rows stand before it, in a galley that it will be joined to */
};

/* Are rows of a list or grid parted by blank lines, when `tall` of them have several lines? */
static inline bool plain_is_airy(size_t tall, size_t rows)
{
    return 8 * tall > rows;
}

/* The room that a flow item is set in. Columns count from the galley's left edge. */
struct frame {
    int left, right;
    int outdent;     /* columns left of `left` that wide styles may use */
    int room;        /* columns left of `left` where a label may stand */
    int label_width; /* of the widest label in the list; 0: no list */
    int align;       /* enum alignment, -1: the style's */
    bool captioned;  /* inside a figure with a caption */
};

struct memo;
struct setter {
    struct galley *galley; /* where rows go */
    struct memo *memo;     /* NULL: nothing is remembered */
    struct arena *arena;   /* of the rows */
    struct arena *work;    /* for memo.c: reset after each item */
    struct arena *scratch; /* reset after each paragraph */
    struct ordered *line;  /* for plain_row: room for a row */
    const struct design *design;
    const struct refs *refs;
    const struct locators *map; /* of the round before, or NULL */
    struct breaker *breaker;
    struct diags *diags;
    const char *language;
    int width;
    bool continuous;
    bool measuring;      /* widths are wanted: nothing is reported, tabs do not spread */
    bool overhang;
    const char *number;  /* for the next title: number of the heading mark */
    const char *label;   /* for the next paragraph, instead of its own: "[1]" */
    const char *prefix;  /* for the next paragraph: "Head: " */
};

/* Lengths of the print design in fixed pitch: 12 columns to the inch, a line to the body's leading. */
int plain_columns(sp length);
int plain_lines(const struct setter *setter, sp length);

/* Blank lines before the next row; the largest number asked for counts. */
void plain_gap(struct setter *setter, int lines);
/* No-break blanks print as blanks; characters that only guide line breaking do not print. */
void plain_put_text(struct buf *out, const char *text, size_t size);
/* Adds a row: `lead` (NULL: none) at column lead_x, `text` at column x. Copies both, U+00A0 as a blank. */
struct row_parts {
    const char *lead, *text;
    uint32_t text_size;
    int lead_x, x;
    bool rtl;
    const uint8_t *levels; /* of the text; NULL: all that of the paragraph */
};
struct row *plain_row(struct setter *setter, const struct row_parts *parts);
/* order.c: levels of a row by byte (UAX #9); NULL: all that of its paragraph. */
const uint8_t *plain_row_levels(const struct row *row);
/* Gives a row its own copy of a text and of its levels (or NULL). */
void plain_row_copy(struct arena *arena, struct row *row, const char *text, size_t size, const uint8_t *levels);
/* Levels of a text as a part of a paragraph; NULL when it runs from left to right, all of it. */
const uint8_t *plain_levels(struct arena *arena, const struct flat *flat, bool rtl);
/* A line in the making. Its levels are written down as soon as a part has some. */
struct ordered {
    struct buf text, levels;
    bool rtl;
};
void ordered_clear(struct ordered *line, bool rtl);
void ordered_free(struct ordered *line);
/* `levels` NULL: those of the line's direction. Adds the text as plain_put_text does. */
void ordered_put(struct ordered *line, const char *text, size_t size, const uint8_t *levels);
/* A text that has an order of its own, with the levels in its own direction. */
void ordered_put_isolate(struct ordered *line, const char *text, size_t size, bool rtl, const uint8_t *levels);
/* Words by themselves, in the line's direction. */
void ordered_put_words(struct ordered *line, struct arena *scratch, const char *text, size_t size);
/* Blanks up to a column. */
void ordered_fill(struct ordered *line, int column);
/* By byte of its text; NULL: all that of the line. Valid until something is added. */
const uint8_t *ordered_levels(struct ordered *line);
/* Writes a finished line with the direction marks it needs. Resets the scratch arena. */
void plain_put_line(struct buf *out, struct arena *scratch, const char *text, size_t size, bool rtl,
                    const uint8_t *levels);
/* The next rows are not parted from the last one, nor from each other. */
void plain_keep_next(struct galley *galley, int rows);
/* Rows from `first` on are not parted from each other where they fit on a page. */
void plain_keep_rows(struct galley *galley, size_t first);
/* The frame inside an indent; at least 20 columns, or what there was, remain. */
struct frame plain_indent(const struct frame *frame, int left, int right);

void plain_set_paragraph(struct setter *setter, const struct frame *frame, const struct flow *item);
/* The words of a label; NULL for none. */
const char *plain_label(struct setter *setter, const struct para *label);
void plain_set_grid(struct setter *setter, const struct frame *frame, const struct flow *grid);
void plain_set_flow(struct setter *setter, const struct frame *frame, const struct flow *item);

/* memo.c: the rows of the piece's paragraphs and grids; those that read the same in the next round stay. */
struct memo *plain_memo_new(struct arena *arena);
/*
 * A new round begins: items whose references read under its map as under `before` are the same; those that have
 * references to read are not, where it is not known what they were read in.
 */
void plain_memo_rewind(struct memo *memo, const struct locators *before, bool known);
/* Adds what `set` makes of the item, or has made. Calls it where there is no memo. */
void plain_memo_set(struct setter *setter, const struct frame *frame, const struct flow *item,
                    void (*set)(struct setter *setter, const struct frame *frame, const struct flow *item));

/* strip.c: the rows of the book, piece by piece; and those of one, by the setter as it is. */
void plain_set_piece(struct setter *setter, const struct piece *piece);
struct strips;
struct strips *plain_strips_open(struct workers *workers, struct plain_kept *kept, struct progress *progress);
void plain_strips_close(struct strips *strips);
/*
 * Sets what is not set, was made from the map, or reads under the setter's map otherwise than under `before`, the map
 * of the last time. Of the setter galley, memo, arenas and breaker are not used.
 */
void plain_strips_set(struct strips *strips, const struct setter *setter, const struct book *book,
                      const struct locators *before);
/* All rows of the book, in `arena`; their texts live as long as the strips. */
struct galley plain_strips_join(const struct strips *strips, const struct book *book, struct arena *arena);

/* kept.c: a round begins; the last has ended, and what was not asked for since the end before is given back. */
void plain_kept_begin(struct plain_kept *kept, const struct setter *setter, size_t piece_count);
void plain_kept_end(struct plain_kept *kept);
/*
 * The rows of a piece with its references read in the setter's map, found or made. Of the setter's galley the rows are
 * not used; its memo and arena are not. Several threads may ask, each for other pieces.
 */
const struct galley *plain_kept_galley(struct plain_kept *kept, size_t index, struct setter *setter,
                                       const struct piece *piece);

/* A page: rows first … end - 1. */
struct sheet {
    uint32_t first, end;
    uint32_t repeat; /* as in struct row */
    uint32_t top;    /* blank lines above its first row */
    uint32_t height; /* lines in all, fills as nothing */
    uint32_t piece;  /* of its first row */
    const char *label;
    int number;
};
/* Cuts the galley into pages of `capacity` rows and numbers them. */
struct sheet *plain_paginate(struct arena *arena, const struct galley *galley, const struct book *book,
                             int capacity, size_t *count);

#endif
