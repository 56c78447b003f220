/*
 * layout, inside: chains that stand from one layout to the next, in a process that lays out a volume again and again. A
 * layout takes one that was made before where the flow of all its pieces has the same numbers, and their references
 * have the same words. Not for other folders.
 */
#ifndef LAYOUT_KEPT_H
#define LAYOUT_KEPT_H

#include "layout/chain.h"

struct kept_chains;
struct kept_chains *kept_chains_new(void);
void kept_chains_free(struct kept_chains *kept);
/* A layout begins. Nothing stays that was made in another design. */
void kept_chains_begin(struct kept_chains *kept, const struct design *design);
/* It ends: what it has not asked for is given back. */
void kept_chains_end(struct kept_chains *kept);
/* Before a round of so many chains. */
void kept_chains_reserve(struct kept_chains *kept, size_t count);
/*
 * The chain of the book's pieces [first, first + count), made or found; it belongs to `kept`, and its pages may be made
 * already. `index`: its place among those of the round. Several threads may ask, each for others.
 */
struct chain *kept_chains_take(struct kept_chains *kept, size_t index, const struct setter *tools,
                               const struct book *book, size_t first, size_t count, const struct locators *map);

#endif
