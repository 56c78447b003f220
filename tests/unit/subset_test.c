/* Tests of what is added to font subsets: glyphs with a width of their own. */
#include <hb.h>
#include <string.h>

#include "type/copies.h"
#include "type/type.h"

#include "check.h"

/* A glyph of a subset as HarfBuzz reads it: its width in 1/1000 em and its height. */
static void measure(const struct font_subset *subset, uint32_t glyph, int *width, int *height)
{
    hb_blob_t *blob = hb_blob_create((const char *)subset->bytes, (unsigned)subset->size, HB_MEMORY_MODE_READONLY,
                                     NULL, NULL);
    hb_face_t *face = hb_face_create(blob, 0);
    hb_font_t *font = hb_font_create(face);
    hb_glyph_extents_t extents = {0};
    hb_font_set_scale(font, 1000, 1000);
    *width = hb_font_get_glyph_h_advance(font, glyph);
    hb_font_get_glyph_extents(font, glyph, &extents);
    *height = extents.height;
    hb_font_destroy(font);
    hb_face_destroy(face);
    hb_blob_destroy(blob);
}

static void test_kerned_glyphs(struct arena *arena, const struct fonts *fonts)
{
    const struct face *body = fonts_face(fonts, FONT_BODY, false, false);
    const uint32_t glyphs[] = {30, 40, 50};
    const uint16_t cids[] = {65, 66, 67};
    const struct kerned_glyph kerned[] = {{1, 123, 200}, {2, 456, 201}};
    const struct font_subset *subset = face_subset_kerned(arena, body, glyphs, 3, cids, kerned, 2);
    bool good = subset && !subset->is_cff;
    for (uint32_t i = 0; i < 2 && good; i++) {
        int width, height, own_width, own_height;
        measure(subset, subset->first_kerned + i, &width, &height);
        measure(subset, subset->numbers[kerned[i].of], &own_width, &own_height);
        good = width == kerned[i].width && height == own_height && own_width == subset->widths[kerned[i].of] &&
               own_width == face_glyph_width(body, glyphs[kerned[i].of]) && own_width != width;
    }
    check(good, "a kerned glyph looks like the other one and has its own width");
    const struct face *heading = fonts_face(fonts, FONT_HEADING, false, false);
    const struct font_subset *plain = face_subset(arena, heading, glyphs, 3, cids);
    subset = face_subset_kerned(arena, heading, glyphs, 3, cids, kerned, 2);
    check(plain && subset && subset->is_cff && subset->size > plain->size + 8 && subset->first_kerned >= 4,
          "kerned glyphs of CFF");
}

static bool has_width(const char *charstring, size_t size, const char *expected, size_t expected_size)
{
    struct buf out = {0};
    bool made = charstring_with_width((const uint8_t *)charstring, size, 600, 580, &out);
    bool good = expected ? made && out.n == expected_size && !memcmp(out.at, expected, out.n) : !made;
    buf_free(&out);
    return good;
}
#define HAS_WIDTH(charstring, expected) has_width(charstring, sizeof charstring - 1, expected, sizeof expected - 1)

/* -20 is 28 255 236; 139 is 0. */
static void test_charstrings(void)
{
    check(HAS_WIDTH("\x8b\x8c\x15\x0e", "\x1c\xff\xec\x8b\x8c\x15\x0e"), "a width before rmoveto");
    check(HAS_WIDTH("\xf7\x01\x8b\x8c\x15\x0e", "\x1c\xff\xec\x8b\x8c\x15\x0e"), "another width before rmoveto");
    check(HAS_WIDTH("\x1c\x01\x02\x8b\x16\x0e", "\x1c\xff\xec\x8b\x16\x0e"), "another width before hmoveto");
    check(HAS_WIDTH("\x0e", "\x1c\xff\xec\x0e"), "a width of a space");
    check(HAS_WIDTH("\x8c\x0e", "\x1c\xff\xec\x0e"), "another width of a space");
    check(HAS_WIDTH("\x8c\x8b\x8b\x01\x0e", "\x1c\xff\xec\x8b\x8b\x01\x0e"), "another width before hstem");
    check(has_width("\x8b\x0a\x0e", 3, NULL, 0) && has_width("\xf7", 1, NULL, 0), "no width before a subroutine");
}
#undef HAS_WIDTH

int main(void)
{
    struct arena *arena = arena_new();
    struct diags *diags = diags_new(arena, sources_new(arena));
    const char *table = file_exists("fonts/fonts.table") ? "fonts/fonts.table" : fonts_table_path(arena);
    struct fonts *fonts = fonts_open(arena, table, NULL, diags);
    check(fonts != NULL, "the default fonts open");
    if (fonts)
        test_kerned_glyphs(arena, fonts);
    fonts_close(fonts);
    test_charstrings();
    printf("1..%d\n", number);
    diags_free(diags);
    arena_free(arena);
    return failures > 0;
}
