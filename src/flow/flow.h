/*
 * flow: the first closed waist: WHAT is to be set, in a dozen primitives. Block kinds and generated parts lower
 * themselves to flow; layout/ and plain/ read it and know neither blocks nor parts. Documents are lowered once and
 * their flow is const from then on.
 *
 * A book is a list of pieces in reading order (title page, contents, session opener, document, index …); each piece
 * is a tree of flow.
 */
#ifndef FLOW_H
#define FLOW_H

#include "media/media.h"
#include "text/text.h"
#include "style/style.h"

/* Structure roles (ISO 32000-1 14.8.4): what a tagged PDF calls the item. */
enum role {
    ROLE_NONE, ROLE_DOCUMENT, ROLE_PART, ROLE_SECT, ROLE_H1, ROLE_H2, ROLE_H3, ROLE_H4, ROLE_H5, ROLE_H6,
    ROLE_P, ROLE_L, ROLE_LI, ROLE_LBL, ROLE_LBODY, ROLE_TABLE, ROLE_THEAD, ROLE_TBODY, ROLE_TR, ROLE_TH, ROLE_TD,
    ROLE_FIGURE, ROLE_CAPTION, ROLE_NOTE, ROLE_BLOCKQUOTE, ROLE_CODE, ROLE_TOC, ROLE_TOCI, ROLE_INDEX, ROLE_LINK,
    ROLE_REFERENCE, ROLE_SPAN, ROLE_DIV, ROLE_QUOTE, ROLE_FORMULA, ROLE_COUNT
};
const char *role_name(enum role role); /* "H1" */

enum flow_kind {
    FLOW_PARAGRAPH,
    FLOW_GROUP,    /* children set one below the other, indented, perhaps kept together or in columns */
    FLOW_GRID,     /* rows and cells */
    FLOW_FIGURE,   /* group whose children (image, caption) stay together */
    FLOW_FOOTNOTE, /* children go to the foot of the page that holds the mark with the same note label */
    FLOW_RULE,
    FLOW_IMAGE,
    FLOW_SPACE,
    FLOW_BREAK,
    FLOW_HEADING,  /* zero height: names what follows for bookmarks, contents and running heads */
    FLOW_ANCHOR    /* zero height */
};

/* What a heading belongs to: refs numbers sessions, documents and what is inside them in continuous text. */
enum heading_kind { HEADING_OTHER, HEADING_SESSION, HEADING_DOCUMENT, HEADING_INNER };
enum anchor_kind { ANCHOR_PLAIN, ANCHOR_TABLE, ANCHOR_FIGURE, ANCHOR_RECOMMENDATION };
enum flow_break { FLOW_BREAK_PAGE, FLOW_BREAK_RECTO };
enum grid_rules { GRID_PLAIN, GRID_TABLE /* rule above, below the head, below the last row */ };
/* CELL_DECIMAL: numbers with their decimal signs below each other, other words centred. */
enum cell_align { CELL_LEFT, CELL_CENTER, CELL_RIGHT, CELL_DECIMAL, CELL_AS_COLUMN };

struct grid_column {
    sp width;      /* fixed; 0: shared by content */
    int percent;   /* of the measure without the gaps, when width is 0; 0: none */
    enum cell_align align;
};
/* The rows and columns that a cell takes, from its own on. What another cell covers stays an empty group. */
struct grid_span {
    uint32_t columns, rows; /* 0: covered … */
    uint32_t left, up;      /* … by the cell so many columns before and rows above */
    enum cell_align align;
};
/* Cells are flow groups, row by row: row r, column c is cells[r * column_count + c]; never NULL. */

struct flow {
    enum flow_kind kind;
    enum role role;
    struct pos pos;
    const char *language; /* where it differs from the parent's, else NULL */
    struct flow *first, *last, *next;
    union {
        struct {
            enum style_id style;
            struct para *para;
            const struct para *label; /* list number, bullet, paragraph or note number; NULL: none */
            bool label_run_in;        /* the label stands inside the first line; else it hangs left of the text */
            bool keep_with_next;      /* besides the style's own rule */
            bool may_part;            /* a page may end below it, whatever the style's rule */
            const char *number;       /* of a numbered paragraph, as references name it: "12", "12 (a)"; or NULL */
            const struct para *continued; /* set above, in the style of an index entry, where a page or column begins
                                             with the paragraph; NULL: nothing */
        } paragraph;
        struct {
            sp left, right;       /* indents */
            bool paper_only;      /* they belong to the page's design: none in plain text */
            sp before, after;     /* space, merged with the neighbours' by maximum */
            int columns;          /* 0 or 1: as it is; 2: balanced columns */
            bool keep_together;   /* on one page where it fits */
            bool keep_with_next;
            bool floats;          /* may stand at the head of a later page where it has no room; figures, too */
            bool wide;            /* across the columns of a text set in two */
            bool turned;          /* on pages of its own, turned by a quarter; in plain text as any other */
        } group;
        struct {
            const struct grid_column *columns;
            uint32_t column_count, row_count, header_rows;
            struct flow **cells;
            const struct grid_span *spans; /* by cell; NULL: each takes one place and is aligned as its column */
            uint32_t row_headers; /* columns whose cells name their rows */
            uint32_t decimal_sign; /* of the table's language, for CELL_DECIMAL: '.', ',' … */
            const bool *rule_after; /* by row: a thin rule below it; NULL: none */
            const struct para *continued; /* stands above the repeated head: "Table 3 (continued)"; NULL: none */
            enum grid_rules rules;
            sp gap;               /* between columns */
            sp row_gap;           /* between rows */
        } grid;
        struct {
            const char *note;     /* label, as in SPAN_NOTE */
            int number;
            bool in_place;        /* set where it stands, with a letter: below its table */
        } footnote;
        struct {
            sp width;             /* 0: the measure */
            sp thickness;
            sp before, after;
            bool accent;          /* in the design's accent; else black */
            bool paper_only;      /* an ornament: none in plain text */
        } rule;
        struct {
            const struct image *image;
            sp width;             /* 0: natural size, at most the measure */
            int percent;          /* of the measure, when width is 0; 0: none */
            const char *alt;      /* what it shows; "": an ornament; NULL: nobody says */
            enum alignment align;
        } image;
        struct {
            sp amount;
            bool fill;            /* takes what is left of the page: title page */
        } space;
        enum flow_break page_break;
        struct {
            enum heading_kind kind;
            int level;            /* 1 session, part or document outside sessions, 2 document, 3 … headings inside */
            const char *title;    /* bare words */
            const struct para *para;
            const char *number;   /* "3.2" or NULL: numbers printed by the volume */
            const char *label;    /* "Annex A": references and the contents name it so; NULL: by its title */
            const char *id;       /* reference target or NULL */
            uint32_t anchor;      /* given by refs */
            bool bookmark, contents;
            bool again;           /* the heading before it in another language: one number for both */
            const char *beside;   /* the same in the language that stands beside, for bookmarks and contents; or NULL */
            const char *beside_language;
        } heading;
        struct {
            enum anchor_kind kind;
            const char *id;
            uint32_t anchor;      /* given by refs */
            const char *label;    /* "Table 3", "Figure 1"; NULL: none */
            const struct para *title; /* caption or title; NULL: none */
        } anchor;
    };
};

/* Builder: a new item as last child of `parent` (which may be NULL for a root). */
struct flow *flow_new(struct arena *arena, struct flow *parent, enum flow_kind kind, enum role role, struct pos pos);
struct flow *flow_paragraph(struct arena *arena, struct flow *parent, enum style_id style, enum role role,
                            struct para *para);
struct flow *flow_group(struct arena *arena, struct flow *parent, enum role role);
struct flow *flow_space(struct arena *arena, struct flow *parent, sp amount);
/* A grid with its cells made as empty groups. */
struct flow *flow_grid(struct arena *arena, struct flow *parent, uint32_t columns, uint32_t rows);
struct flow *flow_cell(const struct flow *grid, uint32_t row, uint32_t column);
/* What the cell takes, its alignment known: its own or its column's. Covered cells: no columns, no rows. */
struct grid_span flow_span(const struct flow *grid, uint32_t row, uint32_t column);

/* copy.c: all of which belongs to the arena, pictures too. */
struct flow *flow_copy(struct arena *arena, const struct flow *root);
/* Is all the same in both, to the numbers of anchors, the bytes of pictures and the places where it was written? */
bool flow_is_same(const struct flow *a, const struct flow *b);

/* The words of a heading for a bookmark, in both languages where two stand beside each other; NULL: none. */
const char *flow_bookmark(struct arena *arena, const struct flow *heading);

/* Calls visit for every item in reading order, parents before children, grid cells row by row. Labels are not items. */
void flow_walk(const struct flow *root, void (*visit)(void *context, const struct flow *item), void *context);

enum folio_style { FOLIO_NONE, FOLIO_ROMAN, FOLIO_ARABIC };

/* One unit of the book in reading order. */
struct piece {
    const char *name;        /* for dumps: "contents", "session 3", "closing-remarks" */
    struct flow *root;       /* a group */
    enum { PIECE_NEW_RECTO, PIECE_NEW_PAGE, PIECE_RUN_ON } start;
    enum folio_style folio;  /* numbering sequence it belongs to: roman front matter, arabic body from 1 */
    bool folio_hidden;       /* counted, not printed: title page, imprint */
    const char *head_left;   /* running head of left (verso) pages; NULL: none */
    const char *head_right;  /* of right (recto) pages; NULL: none */
    const char *language;
    bool in_part;            /* belongs to the piece before it whose root is a ROLE_PART: papers of a session */
    bool by_map;             /* made again in every round from the medium's map: contents, indexes */
    const void *maker;       /* of a by_map piece: for parts/ */
    uint64_t number;         /* of its flow and language in a flow_store; 0: they are in none */
};
struct book {
    struct piece *pieces;
    size_t piece_count;
    const char *language, *title;
    const char *footer; /* stands beside every printed folio, at the inner edge; NULL: none */
};

/*
 * store.c: flow that outlives its build, in a process that builds a book again and again. What is the same in the next
 * build gets the same root and number; no other flow ever gets that number. One thread at a time.
 */
struct flow_store;
struct flow_store *flow_store_new(void);
void flow_store_free(struct flow_store *store);
/* A build begins: what it takes counts from here. */
void flow_store_begin(struct flow_store *store);
/*
 * Root and language of the book's pieces, of by_map ones or of the others, become those of copies, old or new; anchors
 * have their numbers. NULL: nothing happens.
 */
void flow_store_take(struct flow_store *store, struct book *book, bool by_map);
/* The build has ended well: what it has not taken is freed. */
void flow_store_end(struct flow_store *store);

/* Stable text for --dump=flow. */
void flow_dump(const struct flow *root, struct buf *out);

#endif
