/*
 * layout, inside: a chain is the pieces up to the next forced page start. Chains are made apart from each
 * other, by any worker (chain.c), their pages in order, for on which side a chain begins is known by the pages before
 * it; they are joined in order (join.c): there pages get their places, numbers, heads and folios. Not for other
 * folders.
 */
#ifndef LAYOUT_CHAIN_H
#define LAYOUT_CHAIN_H

#include "layout/pager.h"

struct chain {
    struct arena *arena;        /* of its findings, and of what its items and elements point to */
    struct arena *work;         /* of its lines, elements, boxes and pages; NULL when it is finished */
    struct diags *diags;        /* its own, until the report */
    size_t first, count;        /* pieces of the book */
    const struct flow **roots;  /* of its pieces when it was made */
    struct tag_list tags;       /* numbered for itself; 0 stands for the root */
    const struct design *design;
    const struct vlist *list;
    struct chain_pages pages[2]; /* beginning on the left, on the right */
    bool made[2];
    bool recto;                 /* the side on which it begins */
    struct chain *before;       /* what it was in the round before, until its pages are made; NULL: new */
    const struct outline_entry *outline;
    size_t outline_count;
};

/* True where the piece must begin a chain. */
bool chain_begins(const struct book *book, size_t index);
/*
 * Lays out `pieces`, the book's [first, first + count). Of the setter only the tools are used: arena and diags are its
 * own. What is set lives in the memo, which must be the one of the rounds before. Its pages are not made yet.
 */
struct chain *chain_make(const struct setter *tools, const struct piece *pieces, size_t first, size_t count,
                         const char *language, const struct locators *map, struct memo *memo);
/*
 * Its pages, beginning on one of the sides; made when they are asked for, with the breaks of the round before where the
 * list is still alike. The first that are made report findings.
 */
const struct chain_pages *chain_pages(struct chain *chain, bool recto);
/* On which side does the page after them begin? */
bool chain_pages_end(const struct chain_pages *pages, bool recto);
/* Gives back all that is not needed for drawing what chains_join has joined. */
void chain_finish(struct chain *chain);
void chain_free(struct chain *chain);
/* May what was made in the round before stay? */
bool chain_stands(const struct chain *chain, const struct book *book, size_t first, size_t count,
                  const struct refs *refs, const struct locators *before, const struct locators *now);

/* head.c: running heads and folios of one round. */
struct heads;
struct heads *heads_new(const struct setter *setter, const struct book *book);
/* The line to set on a left or right page, NULL: none; relative to the type area's left edge and the baseline. */
const struct set_line *heads_running(struct heads *heads, size_t piece, bool recto);
const struct set_line *heads_folio(struct heads *heads, const char *label, bool recto);

/* tools.c: scratch, fonts, shaper, hyphens, breaker of one worker; opened by the first call, which it makes itself. */
void tools_begin(struct layout_tools *tools); /* a layout: words that others set may be forgotten */
const struct setter *tools_of_worker(struct layout_tools *tools, int index);
struct kept_chains *tools_kept(struct layout_tools *tools, size_t edition);

/* join.c: where the anchors of the book stand, and all its pages; the setter's arena is the result's. */
struct locators *chains_map(const struct setter *setter, const struct book *book, struct chain *const *chains,
                            size_t count);
/* `joined`, if not NULL, is called for each chain, by its index, when nothing but what its items point to is needed. */
struct pages *chains_join(const struct setter *setter, const struct book *book, struct chain *const *chains,
                          size_t count, void (*joined)(void *context, size_t index), void *context);

#endif
