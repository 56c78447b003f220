/*
 * blocks: what stands in a document's body. A body is Markdown, or a list of blocks of the kinds in the table; both
 * come to flow by the same functions. A new block kind is a file here and a row in blocks.c.
 */
#ifndef BLOCKS_H
#define BLOCKS_H

#include "flow/flow.h"
#include "markup/markup.h"
#include "refs/refs.h"
#include "volume/volume.h"

/* A recommendation met in a document: gathered by the part of that name. */
struct gathered {
    int number;
    const struct para *text;
    const char *addressed_to; /* "A and B", or NULL */
    const struct flow *anchor; /* the FLOW_ANCHOR where it stands */
};
struct gathering {
    VEC(struct gathered) recommendations;
};

/* What is known while one document (or one text of a part) is lowered. */
struct lowering {
    struct arena *arena;
    struct arena *blocks;             /* what is parsed of Markdown, but for its paragraphs: outlives what is lowered */
    struct sources *sources;          /* files that blocks name are added */
    struct diags *diags;
    const struct volume *volume;
    const struct terms *terms;        /* NULL: the text is not indexed */
    const struct document *document;  /* NULL in parts */
    const char *path;                 /* of the file that image names are relative to */
    const char *language;
    struct gathering *gathering;
    const char *note_prefix;          /* makes labels of notes unique in the volume */
    int text_count;                   /* texts of Markdown so far: each has notes of its own */
    struct md_table_notes *table_notes; /* of the table at work, or NULL: its marks are letters */
    int note_count, table_count, figure_count, paragraph_count;
    int heading_base;                 /* Markdown level that is the body's first */
    int heading_counts[4];
    bool number_headings, number_paragraphs;
    const char *number_prefix;        /* "A." in Annex A: of the numbers of headings, tables and figures; NULL: none */
    enum style_id text_style;         /* of paragraphs where the reader stands: body, list, quote, footnote … */
    bool follows_text;                /* the block before was a paragraph: body text is indented */
    int list_depth;
    const char *paragraph_number;     /* where paragraphs are numbered, as references name the place: "12", "12 (a)" */
};

/* The body of l->document, below `parent`. Reports mistakes in it. */
void blocks_lower_body(struct lowering *l, struct flow *parent);
/* Reports mistakes in texts of l->document that are in no language that is set. Before its body is lowered. */
void blocks_read_unset(struct lowering *l);
/* Markdown in a given style: abstracts, summaries, texts of parts. */
void blocks_lower_text(struct lowering *l, struct flow *parent, const struct node *scalar, const char *language,
                       enum style_id style);
/* One paragraph of inline Markdown, indexed; NULL when empty. */
struct para *blocks_inline(struct lowering *l, const struct node *scalar, const char *language);
/* A recommendation: number, text, addressees; it is numbered and gathered. */
void blocks_lower_recommendation(struct lowering *l, struct flow *parent, const struct recommendation *given);

/*
 * Each kind is a record (with `id`), and how it is lowered. `parse` reads the Markdown in it, if any, and returns the
 * uppermost level of the headings that count; a body's blocks are all parsed before the first is lowered.
 */
struct block_kind {
    const char *name;
    const struct record *record;
    int (*parse)(struct lowering *l, void *block);
    void (*lower)(struct lowering *l, struct flow *parent, const void *block);
};
const struct block_kind *const *blocks_kinds(size_t *count);
/* JSON Schema of a body, for the schema's "@body". */
const char *blocks_schema(struct arena *arena);

#endif
