/* The glyphs of a page item that is kept as the words it was set from. */
#include "lines/lines.h"

void item_unpack(const struct page_item *item, struct packed_glyph *out)
{
    const struct packed_glyph *end = out + item->glyphs.count;
    for (const struct placed_word *word = item->glyphs.words; out < end; word++) {
        for (uint32_t i = 0; i < word->count; i++) {
            *out = word->glyphs[i];
            out++->cluster += word->at;
        }
        if (word->space != PLACED_NO_SPACE)
            *out++ = (struct packed_glyph){item->glyphs.space_glyph, (uint16_t)(word->at + word->size), word->space};
    }
}

static struct packed_glyph find_glyph(const struct page_item *item, uint32_t index)
{
    for (const struct placed_word *word = item->glyphs.words;; word++) {
        if (index < word->count) {
            struct packed_glyph glyph = word->glyphs[index];
            glyph.cluster += word->at;
            return glyph;
        }
        index -= word->count;
        if (word->space != PLACED_NO_SPACE && index-- == 0)
            return (struct packed_glyph){item->glyphs.space_glyph, (uint16_t)(word->at + word->size), word->space};
    }
}

struct glyph item_glyph(const struct page_item *item, uint32_t index)
{
    if (item->glyphs.form == GLYPHS_FULL)
        return item->glyphs.glyphs[index];
    bool words = item->glyphs.form == GLYPHS_WORDS;
    struct packed_glyph packed = words ? find_glyph(item, index) : item->glyphs.packed[index];
    return (struct glyph){.id = packed.id, .cluster = packed.cluster, .advance = packed.advance};
}
