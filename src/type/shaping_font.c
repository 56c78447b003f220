/*
 * The font that HarfBuzz shapes with: the face as it is, but for ASCII, whose glyphs stand in an array. HarfBuzz would
 * look for every character of every word in the face's ranges, by bisection.
 */
#include "type/plan.h"

#include <stdlib.h>

enum { ASCII_END = 0x80 };

struct ascii {
    hb_font_t *parent; /* knows all characters, and all else */
    hb_codepoint_t glyph[ASCII_END];
    bool has[ASCII_END];
};

static bool find_glyph(const struct ascii *ascii, hb_codepoint_t character, hb_codepoint_t *glyph)
{
    if (character >= ASCII_END)
        return hb_font_get_nominal_glyph(ascii->parent, character, glyph);
    *glyph = ascii->glyph[character];
    return ascii->has[character];
}

/* Up to the first character that the face has not; returns how many. The strides are bytes. */
static unsigned find_glyphs(hb_font_t *font, void *data, unsigned count, const hb_codepoint_t *character,
                            unsigned character_stride, hb_codepoint_t *glyph, unsigned glyph_stride, void *none)
{
    (void)font, (void)none;
    unsigned found = 0;
    while (found < count && find_glyph(data, *character, glyph)) {
        character = (const void *)((const char *)character + character_stride);
        glyph = (void *)((char *)glyph + glyph_stride);
        found++;
    }
    return found;
}

static struct ascii *read_ascii(hb_font_t *parent)
{
    struct ascii *ascii = base_malloc(sizeof *ascii);
    ascii->parent = parent;
    for (hb_codepoint_t c = 0; c < ASCII_END; c++) {
        ascii->glyph[c] = 0;
        ascii->has[c] = hb_font_get_nominal_glyph(parent, c, &ascii->glyph[c]);
    }
    return ascii;
}

hb_font_t *shaping_font(const struct face *face)
{
    hb_font_t *parent = hb_font_create(face->hb);
    hb_font_set_scale(parent, (int)face->upem, (int)face->upem);
    hb_font_t *font = hb_font_create_sub_font(parent);
    hb_font_funcs_t *functions = hb_font_funcs_create();
    hb_font_funcs_set_nominal_glyphs_func(functions, find_glyphs, NULL, NULL);
    hb_font_set_funcs(font, functions, read_ascii(parent), free);
    hb_font_funcs_destroy(functions);
    hb_font_destroy(parent);
    return font;
}
