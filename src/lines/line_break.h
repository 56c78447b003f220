/*
 * lines, inside: total-fit line breaking on arrays of numbers (Donald E. Knuth and Michael F. Plass,
 * Breaking Paragraphs into Lines, Software: Practice and Experience 11, 1981). Knows no fonts and no text.
 * Not for other folders.
 */
#ifndef LINES_LINE_BREAK_H
#define LINES_LINE_BREAK_H

#include "base/base.h"

enum break_item_kind { BREAK_BOX, BREAK_GLUE, BREAK_PENALTY };
/* A line may end at glue directly after a box, and at any penalty below BREAK_FORBIDDEN. */
struct break_item {
    sp width;            /* box, glue; penalty: width added when the line ends here (hyphen) */
    sp stretch, shrink;  /* glue; stretch of a box: a word that may be drawn out */
    sp hang;             /* into the margin: box: how far a line that begins with it does; else: one that ends here */
    uint32_t at;         /* the caller's: the byte of the text where it begins */
    int16_t penalty;     /* -10000 forces, 10000 forbids */
    uint8_t kind;        /* enum break_item_kind */
    bool flagged;        /* a hyphen */
};
#define BREAK_FORCE (-10000)
#define BREAK_FORBIDDEN 10000
/* The stretch of glue that fills a line whatever its length, before a forced break: so large that other glue
 * gets nothing, and small enough for millions of lines to be added up. */
#define BREAK_FILL ((sp)1 << 40)

struct break_options {
    const sp *widths;    /* measure of line i; the last one holds for all further lines */
    size_t width_count;
    sp last_minimum;     /* a last line shorter than this is avoided */
    int tolerance;       /* greatest badness accepted when another way exists: 10000 any */
    int double_hyphen_demerits; /* two hyphens in a row; three are the last resort */
    int fitness_demerits, final_hyphen_demerits;
    sp emergency_stretch; /* what a line is thought to have at least when nothing is within the tolerance */
    bool ragged;         /* lines are not stretched: badness from the space left */
    bool strict;         /* give up (NULL) rather than leave the tolerance */
};
struct break_line {
    uint32_t from, to;   /* items [from, to): leading glue dropped; `to` is the break itself, or count */
    double ratio;        /* adjustment ratio; -1: overfull; 0 when ragged or without stretch */
    int badness;
    sp natural;          /* natural width */
    sp hang_start, hang_end; /* by how much it is wider than the measure, at both edges */
    bool overfull;
};
/*
 * Breaks into lines that are best as a whole; no items give one empty line. Within the tolerance if there is
 * a way; else, unless strict, with any badness. A line that cannot fit is marked overfull.
 */
struct break_line *line_break(struct arena *arena, const struct break_item *items, size_t count,
                              const struct break_options *options, size_t *line_count);

#endif
