/*
 * refs: what points to what. Walks the finished flow of a book once, numbers every anchor, collects the targets of
 * references, the headings and the index marks; turns references into words for a medium; merges locators.
 * Reports duplicate ids and undefined references.
 *
 * A medium (pages, paged text, continuous text) owns a map anchor → place, struct locators; refs only reads it.
 */
#ifndef REFS_H
#define REFS_H

#include "flow/flow.h"
#include "volume/volume.h"

enum medium { MEDIUM_PAGES, MEDIUM_PAGED_TEXT, MEDIUM_CONTINUOUS };

/* Where each anchor stands in one medium. Filled by layout/ or plain/; index 0 is unused. */
struct locators {
    enum medium medium;
    uint32_t anchor_count;
    int32_t *page;            /* by anchor: index of its page; -1: not placed. Continuous text: -1 */
    uint32_t page_count;
    const char **page_labels; /* by page index: "iv", "12" */
    const char **wider;       /* by anchor: a label of earlier rounds that is wider; NULL: none. May itself be NULL */
    bool reads_wider;         /* for refs/: that one is read */
};
struct locators *locators_new(struct arena *arena, enum medium medium, uint32_t anchor_count);
/* True where both have the same label for every anchor. `moved` gets an anchor that differs. */
bool locators_equal(const struct locators *a, const struct locators *b, uint32_t *moved);

enum target_kind { TARGET_NONE /* a number that is free */, TARGET_HEADING, TARGET_ANCHOR, TARGET_MARK, TARGET_INDEX };
struct target {
    enum target_kind kind;
    const char *id;           /* NULL: none */
    const char *label;        /* "Table 3" or NULL */
    const char *number;       /* printed heading number or NULL */
    const char *flow_number;  /* continuous text: "S1" for sessions, "4" for documents, "4.2" for headings in them; the
                                 rest: of the heading above; NULL in generated parts */
    const char *words;        /* the words the locator was made from: title, indexed words */
    const struct flow *item;  /* heading or anchor; NULL for marks */
    const char *term;         /* TARGET_INDEX: "standards > gap" */
    int level;                /* TARGET_HEADING */
    enum anchor_kind anchor;  /* TARGET_ANCHOR */
    struct pos pos;
    uint32_t piece;           /* its number in the book */
};

struct refs;
struct refs *refs_new(struct arena *arena, const struct volume *volume, struct diags *diags);
/*
 * Before anything is collected: numbers are left free behind each piece's, so that those of the next pieces mostly stay
 * in another build that has a few anchors more or fewer there.
 */
void refs_leave_room(struct refs *refs);
/*
 * Walks the book's pieces, gives numbers to anchors (headings, anchors, marks) and resolves the ids of references. To
 * be called once: by_map pieces that are made anew have no anchors and no ids but those of the first. From then on
 * several threads may ask.
 */
void refs_collect(struct refs *refs, struct book *book);
uint32_t refs_anchor_count(const struct refs *refs); /* highest number + 1 */
const struct target *refs_target(const struct refs *refs, uint32_t anchor);
/* The anchor of an id, 0 when there is none. */
uint32_t refs_find(const struct refs *refs, const char *id);

/* The bare locator of an anchor: "12", "iv", "3.2"; "" when not placed yet. */
const char *refs_locator(const struct refs *refs, const struct locators *map, uint32_t anchor);
/* A copy of `para` with every SPAN_REFERENCE's U+FFFC replaced by words; `para` itself when it has none. Generated
 * words that lead somewhere become a SPAN_JUMP. */
const struct para *refs_resolve(struct arena *arena, const struct refs *refs, const struct locators *map,
                                const struct para *para);
/*
 * Appends how the references in `root` read: where neither that nor `root` differs, refs_resolve gives the same words.
 * What it needs in between is taken from `scratch`.
 */
void refs_read(struct arena *scratch, const struct refs *refs, const struct locators *map, const struct flow *root,
               struct buf *out);
/* Does any reference in `root` read differently under the two maps? Either map may be NULL. */
bool refs_changed(const struct refs *refs, const struct flow *root, const struct locators *before,
                  const struct locators *after);
/* The same of a piece of the book, by its number; not for by_map pieces. */
bool refs_piece_changed(const struct refs *refs, size_t piece, const struct locators *before,
                        const struct locators *after);
/* Is there a reference in `root` that a map may change at all? */
bool refs_may_change(const struct flow *root);

/* Locators of one index entry: sorted, doubles dropped, runs of three or more consecutive pages merged to a range,
 * as are two; anchors without a locator are left out. from == to for a single one. */
struct locator_range {
    uint32_t from, to; /* anchors */
};
struct locator_range *refs_merge(struct arena *arena, const struct refs *refs, const struct locators *map,
                                 const uint32_t *anchors, size_t count, size_t *out_count);

/* Index vocabulary: longest match wins, a letter, digit or hyphen on either side prevents a match, lower-case forms
 * match any case, forms with a capital match exactly, terms with `see` are never matched. Where words have no spaces
 * between them, dictionaries say where they end. One thread at a time. */
struct terms;
struct terms *terms_open(struct arena *arena, const struct volume *volume);
void terms_close(struct terms *terms);
/* The term that a keyword or an indexed word stands for ("standards > bridging the gap"), or NULL. */
const char *terms_find(const struct terms *terms, const char *words);
/* Adds index marks to a paragraph for every occurrence outside code (not in link targets; spans do not hide it). */
void terms_mark(struct arena *arena, const struct terms *terms, struct para *para);

/* What the texts of a document in two languages must have in common. */
struct outlined {
    const char *id, *place; /* "closing.fr.md:12" */
    struct pos pos;
};
struct outline {
    const char *language;
    struct pos pos; /* of the text */
    VEC(struct outlined) ids;
    int headings, paragraphs; /* paragraphs: those that have numbers */
};
/* Of what is lowered, whether or not refs_collect has seen it. All of it belongs to the arena. */
struct outline *refs_outline(struct arena *arena, const struct diags *diags, const struct flow *root,
                             const char *language, struct pos pos);
/* Reports where they differ, at places of the translation: those of the original need not be known any more. */
void refs_compare_outlines(struct arena *arena, struct diags *diags, const struct outline *original,
                           const struct outline *translation);

/* Stable text for --dump=refs: a line per locator: where it is printed, locator, page index, words. */
void refs_dump(const struct refs *refs, const struct book *book, const struct locators *map, struct buf *out);

#endif
