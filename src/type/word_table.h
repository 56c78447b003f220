/*
 * type, inside: the words that shapers have shaped, for all that share them, each on a thread of its own. Looking a
 * word up takes no lock; what is kept of a word depends on nothing but the word. Not for other folders.
 */
#ifndef TYPE_WORD_TABLE_H
#define TYPE_WORD_TABLE_H

#include "type/plan.h"

/* With its glyphs behind its bytes: who looks a word up compares them, and seldom the memory of another. */
struct word {
    struct shaped shaped;
    const struct shape_plan *plan;
    uint32_t length;
    char bytes[];
};

struct word_table;
struct word_table *word_table_open(uint32_t font_count);
void word_table_close(struct word_table *table);
/* What the words are shaped by. */
struct plans *word_table_plans(struct word_table *table);
/* Forgets the words where there are many; plans stay. Not while others use the table. */
bool word_table_forget(struct word_table *table);

uint64_t word_hash(const struct shape_plan *plan, const char *bytes, size_t length);
/* NULL: it is not there, or another thread is about to put it there. */
const struct word *word_table_find(struct word_table *table, uint64_t hash, const struct shape_plan *plan,
                                   const char *bytes, size_t length);
/*
 * The word with the glyphs that are given, numbered; or what another thread has put there meanwhile. NULL: the table is
 * full, for good.
 */
const struct word *word_table_add(struct word_table *table, uint64_t hash, const struct shape_plan *plan,
                                  const char *bytes, size_t length, const struct glyph *glyphs, uint32_t count);
/* A word of its own, without number: a copy of so many glyphs. */
struct word *word_new(struct arena *arena, const char *bytes, size_t length, const struct glyph *glyphs,
                      uint32_t count);

#endif
