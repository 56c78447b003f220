/*
 * markup: what the files of this module share. The way of a text:
 *   limits.c      refuses what cmark would take too long or too much memory for
 *   dialect.c     our syntax as an extension of cmark: attributes, notes, divisions; text that knows where it is
 *   item.c        more blocks of our syntax: (a) lists, definitions, lines that are kept
 *   block.c       cmark's tree → blocks                     table.c  tables
 *   list.c        the lists of both syntaxes, definitions, lines → blocks
 *   inline.c      a leaf of cmark's tree → a paragraph      link.c, address.c  links written and bare
 *   note.c        footnotes: marks, definitions, numbers
 *   code.c        blocks of code                        string.c  characters that are left out
 *   attribute.c   what stands in { }
 *   place.c       offsets in cmark's strings → places in the source
 */
#ifndef MARKUP_PARSE_H
#define MARKUP_PARSE_H

#define CMARK_NO_SHORT_NAMES 1
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>

#include "markup/markup.h"

/* A string of cmark's that holds running text, and where its pieces stand in the scalar. */
struct leaf_run {
    size_t at, source; /* bytes of the leaf from `at` on stand at byte `source` of the scalar and behind it */
};
struct leaf {
    const char *content;
    size_t size;
    VEC(struct leaf_run) runs;
};

/* What dialect.c leaves in cmark's tree, as user data of a node: an inline one (see carrier_of) … */
enum carrier_kind {
    CARRIER_TEXT,       /* plain text: a part of the leaf */
    CARRIER_OPEN,       /* the [ of a span with attributes */
    CARRIER_CLOSE,      /* its ] and the inside of its { } */
    CARRIER_ATTRIBUTES, /* the inside of { } directly after a link or an image */
    CARRIER_LAST,       /* the inside of { } that ends a heading or a caption */
    CARRIER_UNCLOSED,   /* a { in any of these places that no } follows */
    CARRIER_RAISED,     /* the inside of ^ ^ */
    CARRIER_LOWERED,    /* the inside of ~ ~ */
    CARRIER_NOTE        /* the label in [^label]; its [ is an empty text before, its ] begins the text after */
};
struct carrier {
    enum carrier_kind kind;
    size_t at, size; /* in the leaf */
};
/* … or a block: */
enum fence_kind {
    FENCE_OPEN, FENCE_CLOSE, FENCE_NOTE,
    FENCE_ITEM,       /* (a) … */
    FENCE_DEFINITION, /* : … */
    FENCE_LINE        /* | … : one line, whose text is its child, a paragraph */
};
/* What an item is marked with: style and delimiter as in struct md_block. */
struct enumerator {
    char style, delimiter;
    int number;
};
struct fence {
    enum fence_kind kind;
    size_t at, size;   /* in the scalar: of what follows the colons of FENCE_OPEN; of the line of others */
    struct note *note; /* of FENCE_NOTE */
    int indent;        /* columns by which lines that go on are set in; of FENCE_LINE: its text */
    struct enumerator enumerator; /* of FENCE_ITEM */
    bool joined;       /* FENCE_LINE: goes on with the line before */
};
/* A line of the source, while cmark looks for blocks that begin in it. */
struct block_line {
    cmark_parser *parser;
    cmark_node *parent;
    const char *text;
    size_t size;  /* with the line end */
    size_t first; /* the first character that is no white space */
    size_t source; /* of the line, in the scalar */
};

struct note {
    const char *label, *folded; /* folded: as labels are compared */
    size_t at;                  /* of the definition, in the scalar */
    struct md_block *block;     /* .number 0: no mark yet */
    struct note *same;          /* an earlier definition of the same label */
    struct note *next;          /* in its bucket */
};

struct parse {
    struct arena *arena;   /* of the results */
    struct arena *blocks;  /* of the blocks among them */
    struct arena *scratch; /* lives as long as the parse */
    const struct sources *sources;
    const struct node *scalar;
    struct diags *diags;
    const char *text; /* the scalar's */
    size_t size;
    const char *language; /* of the text where we are */
    VEC(uint32_t) lines;  /* offsets of line starts, as cmark counts lines */
    bool exact;           /* lines map exactly: columns are counted here */
    bool aligned;         /* they do not, and each word is looked up in the source */
    struct {
        size_t at;
        struct pos pos;
    } last_place; /* where columns were counted last */
    struct node_walk walk; /* the same where they are not counted here */

    cmark_syntax_extension *extension;
    struct {
        cmark_node *node;
        int start, last; /* lines */
        int rules;       /* lines like the rule of a table */
        int cut;         /* the line at which a paragraph that is too long was cut: it goes on there */
        size_t size, signs; /* signs: SIZE_MAX as long as they need not be counted */
    } paragraph; /* the paragraph that cmark may be adding lines to */
    size_t cells; /* of all tables, those that cmark adds to short rows included */
    struct {
        cmark_node *node;
        const char *content;
        size_t size;
        cmark_node *barrier; /* before this ] no [ is left open */
    } block; /* the block whose inlines cmark is parsing */

    struct enumerator counted[16]; /* the last item of each kind: a list that was interrupted goes on */
    size_t counted_count;
    bool in_epigraph;       /* block phase: a division that may end with a source is open */
    bool lines_only;        /* see md_options.lines */

    VEC(struct note *) notes;   /* definitions, in their order */
    VEC(struct note *) pending; /* marked, but not placed yet */
    struct note **labels;       /* definitions by label */
    struct md_table_notes *table_notes;
    int first_note, note_count, undefined;
    bool in_note;
    int depth;
};

/* A word of the input for a message: its first line, cut when it is long. */
const char *shown(struct parse *parse, const char *text, size_t size);
/* string.c */

/*
 * The next character of a string of cmark's, which writes U+FFFE and U+FFFF (they can come of entities) as one byte
 * each. Everything else is valid UTF-8.
 */
uint32_t string_next(const char **at, const char *end);
/* False for controls, noncharacters, and our own sign for references. */
bool string_keeps(uint32_t character);
/* Says that a character was left out. */
void string_report(struct parse *parse, uint32_t character, struct pos pos);
/* A string of cmark's that is no running text, in NFC; what may not stay is left out with a warning. */
const char *string_clean(struct parse *parse, const char *text, struct pos pos);

/* place.c */

/* Fills parse->lines. */
void place_lines(struct parse *parse);
/* Line `number` (from 1) without its end. */
const char *place_line(const struct parse *parse, size_t number, size_t *size);
struct pos place_of(struct parse *parse, size_t offset);
/* The byte of the scalar where a line of a block's text stands in line `number`. */
size_t place_in_line(const struct parse *parse, size_t number, const char *text, size_t size);
/* Where cmark says a block begins. */
struct pos place_of_block(struct parse *parse, cmark_node *block);
/* The string of a block whose inlines have been parsed. */
const char *block_string(cmark_node *block);
/* The leaf of a paragraph or heading. */
struct leaf leaf_of_block(struct parse *parse, cmark_node *block);
/* A leaf that is the scalar itself. */
struct leaf leaf_of_scalar(struct parse *parse);
/* The leaf of a table's cell whose source is the bytes `start` to `end` of the scalar. */
struct leaf leaf_of_cell(struct parse *parse, cmark_node *cell, size_t start, size_t end);
/* Up to where the bytes from `at` on stand in one piece of the source. */
size_t leaf_piece_end(const struct leaf *leaf, size_t at);
struct pos leaf_pos(struct parse *parse, const struct leaf *leaf, size_t at);

/* limits.c */

#define MARKUP_DEPTH 64
#define MARKUP_COLUMNS 64
#define MARKUP_CELLS 200000
#define MARKUP_SIZE ((size_t)4 << 20)
/* Is the text fit for cmark? Reports the first thing that is not. */
bool limits_check(struct parse *parse);
/* The bytes that may mean something inside a paragraph, and how long a line or paragraph with so many may be. */
size_t limits_signs(const char *text, size_t size);
size_t limits_size(size_t signs);
/* Is so much text short enough, were it all signs? Then it need not be counted. */
bool limits_fit(size_t size);

/* dialect.c */

/* Parses the whole scalar. */
cmark_node *dialect_parse(struct parse *parse);
void dialect_free(struct parse *parse, cmark_node *root);
const struct carrier *carrier_of(const struct parse *parse, cmark_node *node);
const struct fence *fence_of(const struct parse *parse, cmark_node *node);
/* Adds a node of ours below line->parent and goes on behind `consumed` bytes of the line. */
cmark_node *fence_add(struct parse *parse, const struct block_line *line, struct fence fence, size_t consumed);
/* Is the byte at `at` behind an odd number of backslashes? */
bool is_escaped(const char *text, size_t at);

/* item.c */

/* Begins the line an item, a definition, a line that is kept? The new node, or NULL. */
cmark_node *item_open(struct parse *parse, const struct block_line *line);
/* Does a line go on with the item or definition? Moves on behind its indent. */
bool item_match(const struct fence *fence, cmark_parser *parser, cmark_node *container, const char *text);
/* The marker of an item at text[0] with the blanks behind it; 0: none. For limits.c: says nothing of its place. */
size_t item_mark_size(const char *text, size_t size);
/* The dash and blanks of "— Author" at text[0]; 0: none. */
size_t item_dash_size(const char *text);

/* list.c */

/* A list of cmark's. */
struct md_block *list_convert(struct parse *parse, cmark_node *node);
/* Adds an item, a definition or a line to the list that the one before it began, or begins one. */
void list_add(struct parse *parse, cmark_node *node, const struct fence *fence, struct md_block **list,
              struct md_block *into);
/* Is the paragraph the term of a definition that follows? */
bool list_is_term(const struct parse *parse, cmark_node *node);
void list_add_term(struct parse *parse, cmark_node *node, struct para *para, struct md_block **list,
                   struct md_block *into);
/* The bytes of [ ] with the space behind it, where a paragraph is the first thing in an item; 0: none. */
size_t list_task_size(cmark_node *paragraph);

/* table.c */

/* The cells of a line of a table (bytes `start` to `end` of text), trimmed. */
struct cell_range {
    size_t start, end;
};
struct cell_range *table_split(struct arena *arena, const char *text, size_t start, size_t end,
                               size_t *count);
struct md_block *table_convert(struct parse *parse, cmark_node *table);

/* block.c */

struct md_block *block_new(struct parse *parse, enum md_kind kind, struct pos pos);
void block_append(struct md_block *parent, struct md_block *child);
/* Converts the children of a node. outer: `into` is the root, or a division of it, where notes are placed. */
void blocks_convert(struct parse *parse, cmark_node *parent, struct md_block *into, bool outer);

/* code.c */

struct md_block *code_convert(struct parse *parse, cmark_node *node);

/* inline.c */

/* The running text below `root`, a block or an image, without its first `skip` bytes. */
struct para *inline_convert(struct parse *parse, cmark_node *root, const struct leaf *leaf, size_t skip);

struct open_node {
    uint32_t start; /* in the paragraph */
    size_t at;      /* in the leaf */
};
struct inline_state {
    struct parse *parse;
    const struct leaf *leaf;
    struct text_builder *out;
    size_t at;   /* in the leaf: where what comes next is looked for */
    size_t skip; /* bytes of the leaf that are not text */
    VEC(struct open_node) nodes; /* cmark's */
    VEC(uint32_t) brackets;      /* where open spans with attributes began, in the paragraph */
    uint32_t link_start;
    bool skip_bracket; /* the ] of a note's mark comes next */
    int html_open;
};
/* Appends bytes that stand in the leaf from `at` on. Control characters are left out with a warning. */
void inline_put(struct inline_state *state, const char *text, size_t size, size_t at);

/* link.c */

void link_enter(struct inline_state *state, cmark_node *link);
void link_exit(struct inline_state *state, cmark_node *link, struct open_node open);
/* [text]{…}: the attributes of a carrier, for the text appended since `start`. */
void link_attributes(struct inline_state *state, const struct carrier *carrier, uint32_t start);

/* address.c */

/* Makes links of the bare web and mail addresses in a finished paragraph. */
void address_find(struct arena *arena, struct para *para);

/* note.c */

struct note *note_define(struct parse *parse, const char *label, size_t size, size_t at);
/* Reports duplicate definitions. */
void note_check(struct parse *parse);
/* Adds the definitions to the table's notes. */
void note_lend(struct parse *parse);
void note_mark(struct inline_state *state, const struct carrier *carrier);
/* Fills a note's block with its definition, which is read where it stands: in the language of that place. */
void note_convert(struct parse *parse, const struct note *note, cmark_node *node);
/* Appends to `into` the notes that were marked since the last call. */
void note_place(struct parse *parse, struct md_block *into);
/* Reports unused definitions. */
void note_finish(struct parse *parse);

/* attribute.c */

enum attribute_place {
    ATTRIBUTES_HEADING,
    ATTRIBUTES_SPAN,
    ATTRIBUTES_FIGURE,
    ATTRIBUTES_CAPTION,
    ATTRIBUTES_DIVISION
};
struct attribute {
    const char *name; /* "#id", ".class" or the key */
    const char *value;
    size_t at; /* in the leaf */
};
struct attributes {
    VEC(struct attribute) list;
};
/* Reads the inside of { }, bytes at … at+size of the leaf; reports what is unknown there. */
struct attributes attribute_read(struct parse *parse, const struct leaf *leaf, size_t at, size_t size,
                                 enum attribute_place place);
const struct attribute *attribute_find(const struct attributes *attributes, const char *name);
const char *attribute_value(const struct attributes *attributes, const char *name);
/* The length of { … } that begins at text[at], below `size`; 0 when it is not closed. */
size_t attribute_extent(const char *text, size_t size, size_t at);

#endif
