/* type, inside: glyphs that are added to a subset, behind the others: copies with a width of their own. */
#ifndef TYPE_COPIES_H
#define TYPE_COPIES_H

#include <hb.h>

#include "base/base.h"

struct glyph_copy {
    uint32_t of;    /* number of the glyph */
    int32_t width;  /* font units */
    uint16_t cid;
};
struct glyph_copies {
    const struct glyph_copy *at;
    uint32_t count;
};

/* truetype.c: the font file with them; NULL where the font is malformed. */
hb_blob_t *truetype_with_copies(hb_face_t *face, struct glyph_copies copies);
/*
 * charstring.c: appends a Type 2 charstring with the given width instead of its own, `nominal` being what the font's
 * widths are counted from. False where it begins with a subroutine.
 */
bool charstring_with_width(const uint8_t *at, size_t size, int32_t nominal, int32_t width, struct buf *out);

#endif
