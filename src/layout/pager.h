/*
 * layout, inside: vertical material → pages of one chain. A page is filled box by box with struct fill, which
 * knows the grid, the stretch and the footnotes; float.c keeps the order of floats; page.c chooses the best sequence
 * of breaks, place.c puts the boxes in place; pages.c does one after the other. Not for other folders.
 */
#ifndef LAYOUT_PAGER_H
#define LAYOUT_PAGER_H

#include "layout/vertical.h"

/* A footnote from one of its boxes on. */
struct cut {
    const struct note *note;
    size_t from;
};
struct queue {
    struct cut *at;
    size_t n;
};

/*
 * Where a page or a column ends and the next begins: before a box, and before the first of the floats still to be
 * set. Floats between that one and the box wait for the head of what begins here.
 */
struct spot {
    size_t box, floats;
};

/* How far a page or a column is filled: all that its end is judged by. Heights count from the top of the type area. */
struct level {
    sp limit;        /* where text and notes must end */
    sp y;            /* bottom of the last box */
    sp notes;        /* height of all footnotes, set whole, with the rule above them; 0: none */
    sp stretch;      /* of all boxes */
    int fills, lines;
};

/* A page or a column being filled; the first as in its level. */
struct fill {
    sp limit, y, notes, stretch;
    int fills, lines;
    sp top;          /* top of the last box */
    sp moved;        /* by how much the last box was moved to stand on the grid */
    sp stretched;    /* of the last box */
    sp notes_here;   /* `notes` with only so much of the last one as must stand here */
    sp below;        /* space that the next box must have: below floats at the head; 0: what it has itself */
    sp slack;        /* by how much the space may give way to the grid that is … */
    uint32_t gap;    /* … above this box of those so far */
    bool gap_known;
    bool column;
    bool joins;      /* the float above the next box stands elsewhere */
    uint32_t count;  /* boxes so far */
};

/* Best way found to break the pages at a spot so that the next page is a left or a right one. */
struct page_node {
    struct spot at;
    bool recto;
    int64_t cost;
    sp gap;             /* what the page before the break lacks at its foot */
    struct page_node *before; /* where that page begins */
    struct spot split;  /* where the second of its two columns begins, when it ends in columns; else box is 0 */
    struct queue carry; /* footnotes that go on after the break */
    struct page_node *next; /* other ways to begin with the same box */
    bool done;
};

/* A way to fill a page or a column. */
struct page_try {
    struct level level;
    struct spot to;
    size_t bound;       /* a page that ends before this box has too little text below a heading */
};

struct pager {
    struct arena *arena;   /* of the search; while pages are filled, of the pages */
    const struct design *design;
    const struct vlist *list;
    struct diags *diags;   /* or NULL */
    sp height, leading;    /* of the type area; of the grid */
    sp measure;            /* the page's */
    sp column_step;        /* from one column's left edge to the next one's */
    sp separator, note_gap; /* above the first footnote; between two */
    struct page_node **nodes; /* by box, one more for the end */
    bool thorough;         /* all ways are followed, however much they cost */
    VEC(struct page_try) tries; /* of the page at work */
    VEC(struct page_try) column_tries; /* of its column at work */
    VEC(struct vfloat) floats;  /* those of the list that fit on a page */
    const size_t *float_from;   /* by box, one more for the end: the first float that begins there or after */
    const size_t *text_to;      /* by box: behind the lines that go on with it; itself where something else begins */
    const sp *heights;          /* by box, one more for the end: of all before, without the spaces */
};

/* float.c */
void floats_find(struct pager *pager);
/* The float that begins with the box, or NULL. */
const struct vfloat *float_at(const struct pager *pager, size_t box);
/* How many were met before the spot and are still to be set. */
size_t floats_waiting(const struct pager *pager, struct spot spot);
/* May one more wait while text goes on? */
bool float_may_wait(const struct pager *pager, struct spot spot);
/* Adds a float whole. False, and nothing changed, when it has no room. */
bool float_add(const struct pager *pager, struct fill *fill, const struct vfloat *item, bool at_head);
/* Adds what waits for the head of the page that begins at the spot. Returns the first float still to be set. */
size_t floats_open_page(const struct pager *pager, struct fill *fill, struct spot spot);

/* fill.c */
struct fill fill_start(const struct pager *pager, sp limit, const struct vbox *first,
                       const struct queue *carry);
struct fill fill_start_column(const struct pager *pager, const struct fill *page, sp y,
                              const struct vbox *first, const struct queue *carry);
/* Adds a box with its footnotes. False, and nothing changed, when they have no room. */
bool fill_add(const struct pager *pager, struct fill *fill, const struct vbox *box);
/* What stands next joins the text above the float that is left out. */
void fill_skip(struct fill *fill);
/* Adds it although it has no room. */
void fill_force(const struct pager *pager, struct fill *fill, const struct vbox *box);
/* Adds columns that end on the page. The space above them belongs to the page. */
struct column_split;
void fill_add_columns(struct fill *fill, const struct vbox *first, const struct column_split *split);
static inline struct level fill_level(const struct fill *fill)
{
    return (struct level){fill->limit, fill->y, fill->notes, fill->stretch, fill->fills, fill->lines};
}
/* True where the last footnote must go on after the break. */
static inline bool level_is_cut(const struct level *level)
{
    return level->y + level->notes > level->limit;
}
static inline bool fill_is_cut(const struct fill *fill)
{
    return fill->y + fill->notes > fill->limit;
}
/* How far down it is filled, footnotes counted. */
static inline sp level_depth(const struct level *level)
{
    sp depth = level->y + level->notes;
    return depth < level->limit ? depth : level->limit;
}
/* How far above the foot the page ends, when all that stretches did. */
sp level_gap(const struct level *level);
/* Does a break at this cost show how far a page or column could be filled? */
bool break_counts(const struct pager *pager, size_t to);
/*
 * How bad it is to end here, apart from the cost of the break itself. `reach` is the greatest depth at which it could
 * end: lines left behind that would have room cost much more than room which nothing can fill.
 */
int64_t level_cost(const struct pager *pager, const struct level *level, sp reach);

/* footnote.c */
sp note_height(const struct note *note, size_t from, size_t to);
/* How many boxes from `from` on must stand together. */
size_t note_least(const struct note *note, size_t from);
/*
 * `carry` and then the notes of what stands between two spots: of boxes in columns, or of those across the page and of
 * the floats at its head, up to `opened`.
 */
struct queue notes_of(const struct pager *pager, const struct queue *carry, struct spot from, size_t opened,
                      struct spot to, bool in_columns);
/* What of the queue does not fit into `room`; with `some`, at least one box is taken to fit. */
struct queue notes_rest(const struct pager *pager, const struct queue *queue, sp room, bool some);

/* column.c */
struct column_split {
    struct spot at;  /* where the second column begins … */
    struct spot to;  /* … and where it ends */
    sp top, bottom;  /* of the columns; bottom: of the taller one */
    sp notes;        /* height of the taller column's footnotes */
    int64_t uneven;  /* what it costs that the second column ends below the first */
};
sp columns_top(const struct pager *pager, const struct fill *page, const struct vbox *first);
/* Floats that wait at the spot, for the head of the column; the first still to be set. */
size_t column_open(const struct pager *pager, struct fill *column, struct spot spot);
/*
 * Adds the next box, or a float that has room; a float that has none is left to wait, which needs no room. False:
 * the column is full.
 */
bool column_step(const struct pager *pager, struct fill *column, struct spot *spot);
/* Splits [from, to) into two columns as short as they can be. False when they do not fit, or only torn. */
bool columns_balance(const struct pager *pager, const struct fill *page, struct spot from, size_t to,
                     struct column_split *split);
/*
 * Adds balanced columns to the page; the spot moves behind them. What they left to wait, across the page, stands below
 * them if it has room.
 */
void columns_close(const struct pager *pager, struct fill *page, struct spot *spot,
                   const struct column_split *split);
/* Calls `visit` for each good way to fill two columns down to the page's foot and to break the page at `end`; what it
 * returns is the cost of the page. */
typedef int64_t column_visit(void *context, struct spot split, struct spot end, int64_t cost,
                             const struct queue *carry);
void columns_fill(struct pager *pager, const struct fill *page, struct spot from, size_t to,
                  column_visit *visit, void *context);

/* What stands where on a page: relative to the type area's upper left corner. */
struct placement {
    const struct fragment *fragments;
    const struct vbox *box; /* NULL: rules, repeated heads */
    uint32_t fragment_count;
    box_sp x, y;
    box_sp stretch;
    uint16_t fills;
    bool in_column;
};
struct chain_page {
    VEC(struct placement) placed;
    uint32_t piece;     /* of its first box */
    bool opens_piece;   /* which begins with it */
    bool recto;         /* must be a right-hand page */
    bool turned;        /* relative to the upper left corner of the type area on its side */
};
/* Where the pages of a list begin, and the last one ends. */
struct page_break {
    struct spot at, split; /* as in struct page_node */
};
struct page_breaks {
    struct page_break *at;
    size_t count;
};
struct chain_pages {
    struct chain_page *at;
    size_t count;
    struct page_breaks breaks;
};

/* page.c */
/* Is what ends a page or a column so early worse by `cost` than the cheapest way (-1: there is none), whatever the
 * break costs? */
bool way_is_too_early(const struct pager *pager, const struct page_try *way, int64_t cost, int64_t cheapest);
/* The end of the sequence of breaks with the least cost. `recto`: the first page is a right-hand one. */
const struct page_node *page_search(struct pager *pager, bool recto);

/* pages.c */
/* Must a page begin with the box, or does the list end there? */
static inline bool page_is_end(const struct pager *pager, size_t box)
{
    return box == pager->list->boxes.n || pager->list->boxes.at[box].start != BOX_ANYWHERE;
}
/* Does the text end at the spot in this way, and nothing wait? */
bool page_ends(const struct pager *pager, struct spot spot);
/* The page that begins at the spot, still empty but for footnotes that go on. */
struct fill page_start(const struct pager *pager, struct spot at, const struct queue *carry);
/*
 * Breaks the list into pages: the sequence of breaks with the least cost. `recto`: the first is a right-hand page.
 * `known`: the breaks of a list that is like this one (vlist_is_like) on the same side; NULL: they are searched.
 */
struct chain_pages pages_make(struct arena *arena, const struct design *design, const struct vlist *list,
                              bool recto, const struct page_breaks *known, struct diags *diags);

/* turn.c: the pages that a box stands for. */
struct chain_pages pages_turned(const struct pager *pager, const struct vbox *box);

/* place.c */
/* The first box of the page that begins at the spot when floats that wait stand at its head. */
const struct vbox *page_first_box(const struct pager *pager, struct spot spot);
/* Puts what stands between two breaks and its footnotes in place, below `carry`. Returns the footnotes that go on. */
struct queue page_place(const struct pager *pager, struct chain_page *page, struct spot from,
                        const struct queue *carry, const struct page_break *to);
/* A page of footnotes only, after the last box. */
struct queue page_place_notes(const struct pager *pager, struct chain_page *page, const struct queue *carry);

#endif
