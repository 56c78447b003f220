/*
 * parts: the book's pieces: session openers, documents with their mastheads, and everything that is generated (title
 * page, contents, programme, indexes …). A new generated part is a file here and a row in parts.c.
 *
 * Parts that print locators (contents, indexes) are made again in every round from the medium's map.
 */
#ifndef PARTS_H
#define PARTS_H

#include "blocks/blocks.h"
#include "flow/flow.h"
#include "refs/refs.h"
#include "volume/volume.h"

/* A person printed at the head of a document: an entry of the author index. */
struct authorship {
    const struct person *person;
    const struct mark *mark; /* its anchor is the locator */
};

/* What one build leaves for the next, in a process that makes a book again and again. */
struct parts_kept;
struct parts_kept *parts_kept_new(void);
void parts_kept_free(struct parts_kept *kept);

struct parts;
/*
 * Lowers all documents, openers and parts; the book belongs to the arena, and what `kept` has of it to that; NULL: all
 * is made. Reports mistakes in bodies.
 */
struct parts *parts_new(struct arena *arena, const struct volume *volume, const struct terms *terms, struct refs *refs,
                        struct sources *sources, struct parts_kept *kept, struct diags *diags);
struct book *parts_book(struct parts *parts);
/* To be called when the anchors of the book are known, before the first round: makes what is the same in all rounds. */
void parts_gather(struct parts *parts);
/*
 * The book for one medium's next round: by_map pieces are made from `map` (NULL: nothing is placed yet), the others are
 * shared. The new memory belongs to `pass`. Several threads may ask.
 */
struct book *parts_round(struct arena *pass, const struct parts *parts, const struct locators *map);
/* Number of entries in the author and subject indexes of a book made by parts_round. */
size_t parts_index_entries(const struct book *book);
/* Names of the built-in parts, for the reader. */
const char *const *parts_names(struct arena *arena, size_t *count);

#endif
