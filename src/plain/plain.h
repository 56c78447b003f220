/*
 * plain: flow → plain text, UTF-8, for mail, slow links and screen readers. Reads flow and paginates for itself:
 * its contents and indexes have its own page numbers. Continuous text (pages: false) points to numbers instead:
 * documents 1 … n, headings n.m.
 */
#ifndef PLAIN_H
#define PLAIN_H

#include "flow/flow.h"
#include "refs/refs.h"

/*
 * What one text leaves for the next, in a process that makes a book again and again: pieces have numbers of their flow.
 */
struct plain_kept;
struct plain_kept *plain_kept_new(void);
void plain_kept_free(struct plain_kept *kept);

struct plain;
/* The progress counts the pieces that are set; NULL: nobody asks. `kept` NULL: no other text follows. */
struct plain *plain_open(const struct volume *volume, const struct refs *refs, struct workers *workers,
                         struct plain_kept *kept, struct progress *progress, struct diags *diags);
void plain_close(struct plain *plain);
enum medium plain_medium(const struct plain *plain);
/*
 * One round: sets the book with references read from `before` (NULL at first). The map of this round is owned by
 * `plain` and lives until the next round but one.
 */
const struct locators *plain_round(struct plain *plain, const struct book *book, const struct locators *before);
/* No round follows: makes the text and frees what was kept for one. Maps live on. */
void plain_finish(struct plain *plain);
/* The text of the last round: pages of `page-length` lines, form feeds between, lines of at most `width` columns. */
void plain_write(const struct plain *plain, struct buf *out);

#endif
