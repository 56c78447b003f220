/*
 * markup: Markdown → a tree of blocks whose leaves are paragraphs (text.h). Hides cmark-gfm, which is not
 * thread-safe with extensions: everything here runs on one thread.
 * Dialect: CommonMark, GitHub's tables, footnotes, strikethrough (two tildes); attributes `{#id .class key=value}`
 * directly after `]` or `)`, on headings, on images and on captions; `::: {lang=ar}` … `:::`; `Table: caption {#id}`
 * after a table; bare web and mail addresses; `<br>`. See the reference in README.md.
 * Results belong to the arena; every block and every piece of text carries its position in the YAML (or .md) file.
 */
#ifndef MARKUP_H
#define MARKUP_H

#include "text/text.h"
#include "yaml/yaml.h"

enum md_kind {
    MD_ROOT,
    MD_PARAGRAPH, /* .para */
    MD_HEADING,   /* .para, .level 1 … 6, .id or NULL */
    MD_LIST,      /* children MD_ITEM; .ordered, .style, .delimiter, .first_number, .tight */
    MD_ITEM,      /* .number; .check: 0, or ' ' or 'x' for an item of a task list */
    MD_DEFINITIONS, /* children MD_TERM, each with the MD_DEFINITIONs that follow it; .tight */
    MD_TERM,      /* .para */
    MD_DEFINITION,
    MD_QUOTE,     /* .source: whose words, or NULL */
    MD_LINES,     /* a poem, an address: children MD_LINE; .number: where cmark saw the last */
    MD_LINE,      /* .para, perhaps empty; .level: columns it is set in; children MD_LINE go on with it */
    MD_CODE,      /* .para: the lines as typed, '\n' between them, each with its origin; .info */
    MD_RULE,
    MD_TABLE,     /* children MD_ROW, the first is the header; .columns, .align; .caption, .id or NULL */
    MD_ROW,       /* children MD_CELL, .columns of them */
    MD_CELL,      /* .para */
    MD_FIGURE,    /* an image alone in its paragraph: .image, .caption (may be empty), .alt, .id, .width or NULL */
    MD_DIVISION,  /* ::: … ::: ; .language or NULL; .division: "note", "warning", "epigraph" or NULL; .title, .id and
                     of an epigraph .source or NULL */
    MD_NOTE       /* a footnote's definition: .label, .number from 1 in order of first mark, children.
                     Stands directly after the top-level-most sibling block that holds its mark. */
};

struct md_block {
    enum md_kind kind;
    struct pos pos;
    struct md_block *first, *last, *next; /* children, sibling */
    struct para *para;
    const char *id, *label, *info, *image, *alt, *width, *language, *division, *title;
    struct para *caption, *source;
    int level, number, first_number, columns;
    bool ordered, tight, decorative;
    char style;        /* of an ordered list: '1', 'a', 'A', 'i', 'I' */
    char delimiter;    /* '.' for 1., ')' for 1), '(' for (1) */
    char check;
    const char *align; /* per column: 'l', 'c', 'r' or ' ' (not said) */
};

/*
 * The notes of a table: they are defined in a text of their own, and marked in the table's caption and cells by
 * letters, in the order of the marks: they are not the text's footnotes.
 */
struct md_table_note {
    const char *label, *folded; /* folded: as labels are compared */
    struct pos pos;
    struct md_block *block;     /* MD_NOTE; .number: of its letter, 0: no mark yet */
};
struct md_table_notes {
    VEC(struct md_table_note) all;
    int count; /* letters given so far */
};

struct md_options {
    const char *language; /* of the text, unless it says otherwise */
    struct arena *blocks; /* of the blocks, which may go before their paragraphs and words do; NULL: that of all */
    int first_note;       /* number of the first footnote: a document made of several texts counts on */
    struct md_table_notes *table_notes; /* marks are looked for here; NULL: in the text itself */
    bool table_notes_text; /* this is the text that defines them: they are added, and stand nowhere in the tree */
    bool lines;           /* each line of the text is a line of its own, a blank one too: a root with MD_LINES */
};

/*
 * Parses a scalar's text (or a whole .md file, given as a literal scalar node made by markup_file_node).
 * Reports: duplicate, undefined and unused footnotes, raw HTML (warning), a table row that begins with `Table:`,
 * unknown attributes, unclosed `:::`, links of other kinds than http, https, mailto and #id.
 * Always returns a MD_ROOT. In MD paragraphs: SPAN_NOTE covers the number of a footnote's mark.
 */
struct md_block *markup_parse(struct arena *arena, const struct sources *sources, const struct node *scalar,
                              const struct md_options *options, struct diags *diags);
/* A scalar node that stands for a whole source file: for `source: text.md`. */
struct node *markup_file_node(struct arena *arena, const struct sources *sources, uint32_t file);
/* The number of footnotes defined below `root`: what to add to first_note for the next text. */
int markup_note_count(const struct md_block *root);
/* Inline Markdown only (titles of recommendations, captions): the paragraphs of the text joined into one. */
struct para *markup_parse_inline(struct arena *arena, const struct sources *sources, const struct node *scalar,
                                 const struct md_options *options, struct diags *diags);
/* A scalar that is code: its lines as typed, each with its origin; tabs made spaces, control characters left out. */
struct para *markup_code(struct arena *arena, const struct sources *sources, const struct node *scalar,
                         const char *language, struct diags *diags);
/* Stable text of a tree: a line per block, paragraphs as para_dump gives them. */
void markup_dump(const struct md_block *root, struct buf *out);
/* Call once at exit, when no Markdown will be parsed any more: releases cmark's extensions. */
void markup_cleanup(void);

#endif
