/* style, inside: what a design says of itself. A design is a file with a plan and a row in style.c. */
#ifndef STYLE_INTERNAL_H
#define STYLE_INTERNAL_H

#include "style/style.h"

#define INK 0x000000
#define QUIET 0x4A4A4A
#define ACCENT (-2) /* the design's accent */

/* Points at the plan's own body size. */
struct style_row {
    const char *name; /* NULL: the row of the plan's base */
    enum font_role font;
    const char *face; /* b bold, i italic, s small caps */
    double size, leading;
    enum alignment align;
    double first_indent, left, right, before, after, label_width;
    /* h hyphenate, l leader, k keep with next, c lines kept, t tabular figures, a label in the accent */
    const char *flags;
    int32_t color;
};

struct plan {
    const char *name;                 /* as `layout: {design: …}` has it */
    const struct plan *base;          /* whose rows stand for those left out; NULL: none are */
    double body_size, leading;
    int divisions;                    /* of the page's width: the unit of the margins */
    struct margins {
        double inner, outer, top, bottom; /* in that unit */
    } margins, column_margins;        /* the latter around two columns */
    double text_left, text_right;     /* indents of a document's text in that unit */
    int32_t accent;
    enum document_head document_head;
    bool headings_in_body;            /* set in the body's family unless a volume names one for headings */
    bool is_book, head_symbol, folio_counts, end_rule;
    const struct style_row *rows;     /* STYLE_COUNT of them */
};
extern const struct plan plan_book, plan_report;

#endif
