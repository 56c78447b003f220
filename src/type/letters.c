/*
 * Which letters and signs the features of figures leave alone: whatever the face may make of them, by any of its
 * features, there is no glyph in it that those look for. Words of such are shaped once for all kinds of figures.
 */
#include "type/plan.h"

#include <hb-ot.h>
#include <string.h>

/* The glyphs that features of figures look for; false when they do more than exchange glyphs. */
static bool find_figures(hb_face_t *face, hb_set_t *glyphs)
{
    static const hb_tag_t tags[] = {
        HB_TAG('l', 'n', 'u', 'm'), HB_TAG('t', 'n', 'u', 'm'), HB_TAG('o', 'n', 'u', 'm'), 0,
    };
    hb_set_t *lookups = hb_set_create();
    hb_ot_layout_collect_lookups(face, HB_OT_TAG_GPOS, NULL, NULL, tags, lookups);
    bool places = !hb_set_is_empty(lookups);
    hb_ot_layout_collect_lookups(face, HB_OT_TAG_GSUB, NULL, NULL, tags, lookups);
    for (hb_codepoint_t lookup = HB_SET_VALUE_INVALID; !places && hb_set_next(lookups, &lookup);)
        hb_ot_layout_lookup_collect_glyphs(face, HB_OT_TAG_GSUB, lookup, NULL, glyphs, NULL, NULL);
    hb_set_destroy(lookups);
    return !places;
}

void letters_find(const struct face *face, struct letters *letters)
{
    hb_set_t *figures = hb_set_create(), *glyphs = hb_set_create();
    hb_codepoint_t glyph;
    bool known = find_figures(face->hb, figures);
    for (unsigned c = '!'; c < 0x7F && known; c++) {
        if (!hb_font_get_nominal_glyph(face->font, c, &glyph) || hb_set_has(figures, glyph))
            continue;
        hb_set_add(glyphs, glyph);
        letters->bits[c / 64] |= (uint64_t)1 << c % 64;
    }
    hb_ot_layout_lookups_substitute_closure(face->hb, NULL, glyphs);
    hb_set_intersect(glyphs, figures);
    if (!hb_set_is_empty(glyphs))
        memset(letters->bits, 0, sizeof letters->bits);
    letters->known = true;
    hb_set_destroy(figures);
    hb_set_destroy(glyphs);
}
