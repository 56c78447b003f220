/*
 * type, inside: CFF tables as PDF wants them. Not for other folders.
 */
#ifndef TYPE_CFF_H
#define TYPE_CFF_H

#include "type/copies.h"

/* CIDs by glyph number. `at` NULL: the same. */
struct cff_cids {
    const uint16_t *at;
    uint32_t count; /* beyond it they are CFF_FIRST_OTHER + number */
};
enum { CFF_FIRST_OTHER = 256 /* all in `at` are less */ };
/*
 * Rewrites a bare CFF table as a CID-keyed one (Adobe-Identity-0). NULL when the table is malformed, or copies
 * are asked for where glyphs have no names, or no CIDs are given. The result belongs to the arena.
 */
const uint8_t *cff_with_identity(struct arena *arena, const uint8_t *bytes, size_t size, const char *name,
                                 struct cff_cids cids, struct glyph_copies copies, size_t *out_size);

#endif
