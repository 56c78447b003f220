/*
 * layout, inside: vertical material. A chain of pieces becomes one list of boxes (lines, images, rules, table
 * rows), each with the space above it and the cost of a page break before it; pages are made from such lists.
 * Not for other folders.
 */
#ifndef LAYOUT_VERTICAL_H
#define LAYOUT_VERTICAL_H

#include "layout/memo.h"

/*
 * The baseline of a line stands at this share of its leading, whatever the size of its letters: all lines of
 * one leading share the grid.
 */
#define LINE_BASELINE(leading) ((leading) * 72 / 100)
/* Half lines of the grid that are more than the style's leading stand above the line: its baseline is on the grid. */
static inline sp line_baseline(const struct design *design, const struct style *style, sp leading)
{
    sp half = design->body_leading / 2, more = leading - style->leading;
    return half > 0 && more % half == 0 ? LINE_BASELINE(style->leading) + more : LINE_BASELINE(leading);
}
/* A page of a million boxes of FORBIDDEN cost stays below INT64_MAX. */
#define COST_FORBIDDEN ((int64_t)1000000000) /* widow, orphan, heading without text; one box's costs: 32 bits */
#define COST_TOGETHER ((int64_t)100000000)   /* inside a group to be kept together */
#define COST_ROW ((int64_t)40000)            /* inside a tall table row */
#define COST_HYPHEN_COLUMN ((int64_t)200)    /* a column or a left page that ends in a hyphen */
#define COST_HYPHEN_LEAF ((int64_t)450)      /* a right page, which has to be turned over */
#define COST_TABLE ((int64_t)700)            /* between two rows of a table */
#define COST_LONE_ROW ((int64_t)600)         /* one row of a grid alone before or after the break */
#define COST_LONE_TABLE_ROW ((int64_t)20000)

/*
 * A length inside a box: there are many boxes, no page is larger than a PDF can have (14,400 points), and no box higher
 * than the page but one that holds an image or a line so high.
 */
typedef int32_t box_sp;

/* Items that move together: relative to (x, y) from the box's upper left corner. */
struct fragment {
    const struct page_item *items;
    const struct set_line *line; /* NULL: not a line of text */
    uint32_t item_count;
    box_sp x, y;
};

/* A line at (x, y) that is not kept for --dump=lines. */
static inline struct fragment line_fragment(const struct set_line *line, sp x, sp y)
{
    return (struct fragment){.items = line->items, .item_count = line->item_count, .x = (box_sp)x, .y = (box_sp)y};
}

struct vlist;

/* A footnote: set in the measure of the text that has its mark; stands on the page of that mark. */
struct note {
    struct vlist *list;
    sp *tops;        /* [i]: where box i begins; one more for the end */
};

/* The mark of a footnote on a line. The note is filled in when the footnote is met, after its text. */
struct note_mark {
    const char *label;
    struct note *note; /* NULL: none of its own: a second mark of one note */
};

struct box_anchor {
    uint32_t anchor;
    sp y;
};

/* What a table sets again at the top of each further page or column. */
struct repeat {
    struct fragment *fragments;
    size_t fragment_count;
    sp height;
    sp width;        /* of the rule below an unfinished part; 0: none */
    sp x;
};

/* Running text stands on the page's grid: on whole lines below floats, else on whole or half ones. */
enum box_grid { GRID_FREE, GRID_HALF, GRID_WHOLE };
enum box_start { BOX_ANYWHERE, BOX_PAGE, BOX_RECTO };

/* What few boxes have. */
struct box_extra {
    struct note_mark **notes;
    struct box_anchor *anchors;
    uint32_t note_count, anchor_count;
    const struct repeat *repeat;
    const struct vlist *turned; /* fills the page with pages made of this, turned by a quarter; NULL: an ordinary box */
};

struct vbox {
    struct fragment *fragments; /* with room for a power of two */
    const struct box_extra *extra; /* never NULL: boxes that have nothing share one; changed by vlist_extra() */
    uint32_t fragment_count;
    box_sp space;          /* above; dropped at the top of a page */
    box_sp joined;         /* the same where the float that stands above in the list stands elsewhere */
    box_sp kept;           /* the part of it that stays at the top of a page that was forced */
    box_sp stretch;        /* how much `space` may grow */
    int32_t cost;          /* of a page or column break before the box */
    box_sp height, baseline; /* baseline of its first line; -1: none */
    uint32_t section;      /* columns it belongs to: index in the list's sections; 0: full width */
    uint32_t piece;        /* index in the book */
    struct pos pos;
    uint16_t fills;        /* equal shares of what the page has left, above */
    uint8_t lines;         /* lines of text it counts for; 2 for anything large */
    enum box_start start : 2;
    enum box_grid grid : 2;
    bool opens_piece : 1;  /* its first box */
    bool rigid : 1;        /* `space` keeps its size whatever the grid asks for: in lists, below titles and captions */
    bool after_hyphen : 1; /* the line above ends in a hyphen */
    bool tight : 1;        /* belongs to what follows: a heading */
};

/*
 * Boxes [from, to) that may be taken out of the list and set at the head of a later page or column: a figure or a
 * table with a caption.
 */
struct vfloat {
    size_t from, to;
    sp joined;             /* space above what follows where the float stands elsewhere */
    sp after;              /* space below it at the head of a page */
    int need;              /* lines that the heading above it asks for where it stands elsewhere */
    bool wide;             /* across the columns that it was met in */
};

/* Boxes [from, to) in two columns. Section 0 stands for the full width. */
struct section {
    size_t from, to;
};

/* Space and marks collected until the next box takes them. */
struct pending {
    sp space, kept;
    sp joined;             /* `space` without that of the float that was added last */
    bool joins;            /* there is one, and no box since */
    bool stretches;
    int fills;
    enum box_start start;
    VEC(uint32_t) anchors;
};

struct vlist {
    struct arena *arena;
    struct arena *growing; /* of the boxes while there come more; NULL: the same */
    sp measure;            /* of what is being added: in columns a column's */
    VEC(struct vbox) boxes;
    VEC(struct section) sections;
    VEC(struct vfloat) floats;
    struct pending pending;
    bool is_main;          /* pages are made of it; else it is the content of a cell or a note */
    bool turned;           /* of a book from right to left: so do its columns go; of a note from right to left */
    uint32_t section;      /* open one, 0: none */
    int need;              /* lines still to come before a break is allowed */
    bool bound;            /* what was added last belongs to what comes next */
    bool headed;           /* it is a heading inside a document: one right below it asks for half its space */
    int together;          /* open groups to be kept together */
    bool together_begun;   /* the outermost of them has a box */
    int rigid;             /* open groups in which no space stretches: a list, a figure with its caption */
    bool rigid_begun;      /* the outermost of them has a box */
    uint32_t piece;
    bool piece_begun;
};

struct vlist *vlist_new(struct arena *arena, sp measure);
/* Space above what comes next: the larger of all that is asked for. */
void vlist_space(struct vlist *list, sp amount);
/* The space above what comes next may grow to fill a page: before headings, around displays. */
void vlist_stretch(struct vlist *list);
void vlist_open_rigid(struct vlist *list);
void vlist_close_rigid(struct vlist *list);
/* What is added between the two may stand elsewhere. `after` is the space below it. */
void vlist_open_float(struct vlist *list, bool wide);
void vlist_close_float(struct vlist *list, sp after);
/* Adds a box with the collected space, anchors and break cost. The pointer is good until the next call. */
struct vbox *vlist_box(struct vlist *list, const struct design *design, sp height, struct pos pos);
void vlist_fragment(struct vlist *list, struct vbox *box, struct fragment fragment);
/* What the box has besides, its own to be changed. */
struct box_extra *vlist_extra(struct vlist *list, struct vbox *box);
/* What was added last belongs to what comes next, `lines` lines of it at least. */
void vlist_keep_with_next(struct vlist *list, int lines);
/* Where each box begins when nothing stretches; one more for the end. */
sp *vlist_tops(const struct vlist *list);
void vlist_open_columns(struct vlist *list, const struct design *design);
/* What comes next begins new columns, below those that it would have gone on with. */
void vlist_renew_section(struct vlist *list);
void vlist_close_columns(struct vlist *list, sp measure);
/* Gives what is left of the collected space and anchors to a last box. */
void vlist_finish(struct vlist *list, const struct design *design);

/* Do two lists break into pages at the same places, whatever their boxes hold? */
bool vlist_is_like(const struct vlist *a, const struct vlist *b);

/* Makes the vertical material of one chain. */
struct builder {
    struct setter *setter;
    struct tag_list *tags;
    struct memo *memo;     /* of the chain; NULL: nothing is remembered */
    const struct locators *map;
    struct arena *arena;   /* of the boxes; what their items and elements point to is in setter->lasting or older */
    const struct design *design;
    struct vlist *list;    /* the main one */
    sp page_width, page_height; /* of the type area */
    VEC(struct note_mark *) marks; /* of the current piece, whose notes have not come yet */
    size_t marks_of_block; /* those from here on were met after the last footnote */
    bool after_note;
    const struct para *continued; /* the last one met, and what was made of it */
    const struct repeat *continued_head;
    bool body_columns;     /* the piece is a document set in columns from its first body text on */
    VEC(struct outline_entry) outline;
    uint32_t captioned;    /* Table made for the caption of the grid that comes next; 0: none */
    int heading_level;     /* of the heading mark that waits for its words; 0: none */
    VEC(uint32_t) references; /* elements of the current piece whose Note has not come yet */
    uint32_t tags_read;    /* all before are in `references` or matched */
};

/* What a flow item inherits from those around it. */
struct scope {
    struct vlist *list;
    sp left, right;        /* indents in the list's measure */
    sp image_limit;        /* height that an image may have; 0: the page's */
    uint32_t tag, label_tag;
    enum role role;        /* of `tag` */
    int align;             /* enum alignment; -1: the style's */
};
sp scope_width(const struct scope *scope);
/* Left edge of what is set in the scope, in the list's measure. */
sp scope_x(const struct scope *scope);
void build_piece(struct builder *builder, const struct piece *piece, const char *book_language);
void build_item(struct builder *builder, const struct scope *scope, const struct flow *item);
void build_children(struct builder *builder, const struct scope *scope, const struct flow *parent);
void build_grid(struct builder *builder, const struct scope *scope, const struct flow *item);
void build_image(struct builder *builder, const struct scope *scope, const struct flow *item);
/* note.c: the marks of footnotes that stand on a line, for its box; a footnote, for the box of its mark. */
void note_collect_marks(struct builder *builder, struct vlist *list, struct vbox *box, const struct set_line *line);
void build_footnote(struct builder *builder, const struct scope *outer, const struct flow *item);
/* turn.c: what stands on turned pages, as one box as high as the page. */
void build_turned(struct builder *builder, const struct scope *scope, const struct flow *item);
void build_rule(struct builder *builder, const struct scope *scope, const struct flow *item);
/* The first paragraph in a group, or NULL. */
const struct flow *item_first_paragraph(const struct flow *item);
/* Does the text in it run from right to left? As its first paragraph does. */
bool item_runs_from_right(const struct flow *item);
/* structure.c: the element of an item: a new one, or that of the scope when the item has no role. */
struct scope scope_enter(struct builder *builder, const struct scope *scope, const struct flow *item);
/* The scope in which a piece is built: below the Document, or below the Part that was opened last. */
struct scope tags_begin_piece(struct builder *builder, const struct piece *piece, const char *book_language);
/* Joins a Note and the References before it in its piece that have its label. */
void tags_join_note(struct builder *builder, uint32_t note);
/* Levels of headings of the whole book become those of the structure: the first is H1, and none is skipped. */
void tags_settle_headings(struct tag *tags, size_t count);
/* A filled rectangle outside the structure, relative to its box. */
struct fragment rule_fragment(struct arena *arena, sp x, sp y, sp width, sp thickness);
/* Least and greatest useful width of an item and of its children. */
void measure_item(struct builder *builder, const struct flow *item, sp *min_width, sp *max_width);
/* Size of an image in a measure and at most `limit` high. */
void image_size(const struct flow *item, sp measure, sp limit, sp *width, sp *height);

#endif
