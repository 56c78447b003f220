/*
 * lines, inside: the measure taken of one line, from a place where it begins to a break where it ends: whether it fits,
 * how bad it is, what that costs. The gauge goes over the items once in each pass, with their sums; line_break.c
 * looks for the best way. Not for other files.
 */
#ifndef LINES_GAUGE_H
#define LINES_GAUGE_H

#include "lines/line_break.h"

enum {
    RATIO_UNIT = 297,       /* 297³ = 100 × 2¹⁸ */
    BADNESS_MOST = 8380890  /* that of the ratio where it stops growing */
};

/* Sums count from the beginning or the forced break before. */
struct totals {
    sp width, stretch, shrink;
};

/* How far something reaches, by its width alone and with `stretch` to the limit of the tolerance. */
struct reach {
    sp width, stretched;
};

/* Where a line may begin: after a break, by how many lines are before it. */
struct place {
    uint32_t item;          /* the break; of no meaning at the beginning */
    uint32_t start;         /* the first item of the line */
    uint32_t line;          /* index into the widths of the line */
    struct totals end;      /* up to the break */
    struct totals after;    /* up to the first item of the line */
    sp hang;                /* of that item */
    struct reach full;      /* of a line that is full */
};

/* The break that is tried. */
struct ending {
    uint32_t item;
    bool forced, flagged;
    bool last;              /* nothing follows */
    struct totals sum;      /* up to it */
    struct reach reach;     /* of the line, its hyphen counted, less what hangs */
    sp width;               /* the same with what hangs */
    sp hyphen;              /* what the break adds to the line's width, if it does */
    int64_t demerits;       /* of the break itself */
};

enum fitness { FITNESS_TIGHT, FITNESS_DECENT, FITNESS_LOOSE, FITNESS_VERY_LOOSE, FITNESS_COUNT };
struct line_fit {
    int badness;
    enum fitness fitness;
    sp width;
    sp excess;              /* room left; negative: too wide */
    bool overfull;          /* even when the line does not end with the width of a hyphen */
    bool feasible;
};

struct gauge {
    const struct break_item *items;
    uint32_t count;
    const struct break_options *options;
    uint32_t last_word;     /* its first item: the last lines would hold a fragment if it were broken */
    sp hang_most;           /* the farthest that any line's end hangs */
    bool has_gain;          /* a break is better than none */
    bool is_line;           /* ragged: one line holds all, and more lines would cost more */
    /* In a pass: */
    int tolerance;          /* greatest badness of a line */
    bool final_pass;
    sp ratio_limit;         /* the least that is beyond the tolerance; 0: there is none */
    sp emergency_room;      /* what a line may be short by whatever stretch it has */
    struct totals sum;      /* of the items before the one that is looked at */
    struct totals next_sum; /* of those before the line after it */
    uint32_t next_start;    /* where that begins; the count: nothing follows */
};

struct gauge gauge_new(const struct break_item *items, size_t count, const struct break_options *options);
/* Returns the place where the first line begins; its first item is the first to be looked at. */
struct place gauge_start(struct gauge *gauge, int tolerance, bool final_pass);
/*
 * Goes on from an item to the next where a line may end that is not shorter than the tolerance allows, though it were
 * the longest: full ones reach no less far than `least`. Before the last pass some breaks are refused. Returns the
 * count when there is none.
 */
uint32_t gauge_next(struct gauge *gauge, uint32_t item, const struct reach *least);
/* The break at the item gone on to; the count: the end of all. Sums begin anew where it is forced. */
struct ending gauge_end(struct gauge *gauge, uint32_t item);
/* Goes over that item. */
void gauge_pass(struct gauge *gauge, uint32_t item);
/* A line can begin after the break asked for last. */
struct place gauge_place(const struct gauge *gauge, const struct ending *end, uint32_t line);
struct line_fit gauge_fit(const struct gauge *gauge, const struct place *from, const struct ending *end);
/* The fit of a line that is as bad as can be. */
void gauge_worst(const struct gauge *gauge, struct line_fit *fit);
/* What the line costs whatever stands before it: more than gauge_worth of its badness where nothing is a gain. */
int64_t gauge_demerits(const struct gauge *gauge, const struct ending *end, const struct line_fit *fit);
int64_t gauge_worth(int badness);
/* The line between two places as it will be set. */
struct break_line gauge_line(const struct gauge *gauge, const struct place *from, const struct place *to);

/* Would a line that reaches so far be shorter than the tolerance allows? */
static inline bool gauge_is_short(const struct gauge *gauge, const struct reach *full, const struct reach *reach)
{
    return full->stretched > reach->stretched && full->width - reach->width > gauge->emergency_room;
}

#endif
