/*
 * type, inside: CFF tables as PDF wants them. Not for other folders.
 */
#ifndef TYPE_CFF_H
#define TYPE_CFF_H

#include "base/base.h"

/*
 * Rewrites a bare CFF table as a CID-keyed one (Adobe-Identity-0) in which the CID of every glyph is its number, but
 * that a glyph `space`, if not 0, has the CID 32 and the glyph of that number its CID. NULL when the table is
 * malformed. The result belongs to the arena.
 */
const uint8_t *cff_with_identity(struct arena *arena, const uint8_t *bytes, size_t size, const char *name,
                                 uint16_t space, size_t *out_size);

#endif
