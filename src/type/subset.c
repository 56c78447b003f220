/* Subsets by hb-subset, cut down to what a PDF reader needs to draw glyphs by number. */
#include "type/cff.h"
#include "type/face.h"

#include <hb-ot.h>
#include <hb-subset.h>
#include <math.h>
#include <stdlib.h>

static const char DROPPED[][5] = {
    "GSUB", "GPOS", "GDEF", "BASE", "JSTF", "MATH", "COLR", "CPAL", "SVG ", "CBDT", "CBLC", "EBDT", "EBLC",
    "EBSC", "sbix", "morx", "mort", "kern", "kerx", "feat", "VORG", "vhea", "vmtx", "gasp", "DSIG", "STAT",
    "meta", "hdmx", "LTSH", "VDMX", "FFTM", "PfEd", "TeX ", "cmap", "name", "OS/2", "post",
};

/* A number of 1, 2 or 4 bytes in a table; 0 beyond its end. */
static uint32_t table_number(hb_face_t *hb, hb_tag_t tag, unsigned offset, unsigned size)
{
    unsigned length;
    hb_blob_t *blob = hb_face_reference_table(hb, tag);
    const uint8_t *bytes = (const uint8_t *)hb_blob_get_data(blob, &length);
    uint32_t value = 0;
    for (unsigned i = 0; bytes && offset + size <= length && i < size; i++)
        value = value << 8 | bytes[offset + i];
    hb_blob_destroy(blob);
    return value;
}

static int per_mille(const struct face *face, int64_t units)
{
    return (int)face_scale(face, units, 1000);
}

/* By PANOSE (Latin text, serif styles 2 to 10), else by the capital I, which serifs make broad. */
static bool has_serifs(const struct face *face, int italic_angle)
{
    const hb_tag_t os2 = HB_TAG('O', 'S', '/', '2');
    uint32_t family = table_number(face->hb, os2, 32, 1), style = table_number(face->hb, os2, 33, 1);
    hb_codepoint_t glyph;
    hb_glyph_extents_t extents;
    if (family == 2 && style > 1)
        return style <= 10;
    if (!hb_font_get_nominal_glyph(face->font, 'I', &glyph) ||
        !hb_font_get_glyph_extents(face->font, glyph, &extents))
        return false;
    int height = abs(extents.height);
    int slant = (int)(height * tan(abs(italic_angle) * 3.14159265 / 180));
    return (extents.width - slant) * 10 > height * 3;
}

static void describe(const struct face *face, struct font_subset *subset)
{
    const hb_tag_t head = HB_TAG('h', 'e', 'a', 'd');
    subset->name = face->name;
    subset->ascent = per_mille(face, face->ascent);
    subset->descent = per_mille(face, -face->descent);
    subset->cap_height = per_mille(face, face->cap_height);
    /* Negative leans right; some fonts (Inter) have it the wrong way round. */
    subset->italic_angle = -abs((int)lroundf(hb_style_get_value(face->font, HB_STYLE_TAG_SLANT_ANGLE)));
    subset->weight = (int)lroundf(hb_style_get_value(face->font, HB_STYLE_TAG_WEIGHT));
    subset->italic = subset->italic_angle != 0 || hb_style_get_value(face->font, HB_STYLE_TAG_ITALIC) > 0;
    subset->fixed_pitch = table_number(face->hb, HB_TAG('p', 'o', 's', 't'), 12, 4) != 0;
    subset->serif = !subset->fixed_pitch && has_serifs(face, subset->italic_angle);
    for (unsigned i = 0; i < 4; i++)
        subset->bbox[i] = per_mille(face, (int16_t)table_number(face->hb, head, 36 + 2 * i, 2));
}

/* A table of a face, one that hides those that are dropped: from them, hb-subset would learn what nobody asks. */
static hb_blob_t *kept_table(hb_face_t *hiding, hb_tag_t tag, void *face)
{
    (void)hiding;
    for (size_t i = 0; i < sizeof DROPPED / sizeof DROPPED[0]; i++)
        if (tag == HB_TAG(DROPPED[i][0], DROPPED[i][1], DROPPED[i][2], DROPPED[i][3]))
            return NULL;
    return hb_face_reference_table(face, tag);
}

static hb_subset_input_t *make_input(const uint32_t *glyphs, size_t count)
{
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    if (!input)
        return NULL;
    for (size_t i = 0; i < count; i++)
        hb_set_add(hb_subset_input_glyph_set(input), glyphs[i]);
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_DESUBROUTINIZE |
                                         HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
    return input;
}

static bool has_table(hb_face_t *hb, hb_tag_t tag)
{
    hb_blob_t *blob = hb_face_reference_table(hb, tag);
    unsigned size = hb_blob_get_length(blob);
    hb_blob_destroy(blob);
    return size > 0;
}

bool face_is_cff(const struct face *face)
{
    return has_table(face->hb, HB_TAG('C', 'F', 'F', ' '));
}

/* Are the glyphs where hb-subset looks for them? Of what it does not find it makes empty ones. */
static bool has_glyphs(const struct face *face)
{
    return face_is_cff(face) ||
           (has_table(face->hb, HB_TAG('g', 'l', 'y', 'f')) && has_table(face->hb, HB_TAG('l', 'o', 'c', 'a')));
}

/* Copies the font file, or of a CFF font the bare table made CID-keyed, out of the subset. */
static bool take_bytes(struct arena *arena, hb_face_t *made, struct cff_cids cids, struct glyph_copies copies,
                       struct font_subset *subset)
{
    unsigned size;
    hb_blob_t *cff = hb_face_reference_table(made, HB_TAG('C', 'F', 'F', ' '));
    const uint8_t *bytes = (const uint8_t *)hb_blob_get_data(cff, &size);
    subset->is_cff = bytes && size > 0;
    if (subset->is_cff) {
        subset->bytes = cff_with_identity(arena, bytes, size, subset->name, cids, copies, &subset->size);
    } else {
        hb_blob_t *file = copies.count ? truetype_with_copies(made, copies) : hb_face_reference_blob(made);
        bytes = file ? (const uint8_t *)hb_blob_get_data(file, &size) : NULL;
        subset->bytes = bytes && size > 0 ? arena_copy(arena, bytes, size) : NULL;
        subset->size = size;
        hb_blob_destroy(file);
    }
    hb_blob_destroy(cff);
    return subset->bytes != NULL;
}

/* By number; a glyph that nobody asked for has a CID that nobody asks for. */
static struct cff_cids cids_by_number(struct arena *arena, const struct font_subset *subset, const uint16_t *cids,
                                      size_t count, uint32_t glyph_count)
{
    uint16_t *at = arena_alloc(arena, glyph_count * sizeof *at);
    if (!cids)
        return (struct cff_cids){0};
    for (uint32_t number = 0; number < glyph_count; number++)
        at[number] = (uint16_t)(CFF_FIRST_OTHER + number);
    for (size_t i = 0; i < count; i++)
        if (subset->numbers[i] < glyph_count)
            at[subset->numbers[i]] = cids[i];
    return (struct cff_cids){at, glyph_count};
}

int face_glyph_width(const struct face *face, uint32_t glyph)
{
    return per_mille(face, hb_font_get_glyph_h_advance(face->font, glyph));
}

static void take_glyphs(struct arena *arena, const struct face *face, const uint32_t *glyphs, size_t count,
                        const hb_map_t *map, struct font_subset *subset)
{
    uint16_t *numbers = arena_alloc(arena, count * sizeof *numbers);
    int *widths = arena_alloc(arena, count * sizeof *widths);
    for (size_t i = 0; i < count; i++) {
        hb_codepoint_t number = hb_map_get(map, glyphs[i]);
        numbers[i] = number == HB_MAP_VALUE_INVALID ? 0 : (uint16_t)number;
        widths[i] = face_glyph_width(face, glyphs[i]);
    }
    subset->numbers = numbers;
    subset->widths = widths;
}

static struct glyph_copies copies_of(struct arena *arena, const struct face *face, const struct font_subset *subset,
                                   const struct kerned_glyph *kerned, size_t count)
{
    struct glyph_copy *at = arena_alloc(arena, (count + 1) * sizeof *at);
    for (size_t i = 0; i < count; i++)
        at[i] = (struct glyph_copy){subset->numbers[kerned[i].of],
                                  (int32_t)lround(kerned[i].width * (double)face->upem / 1000), kerned[i].cid};
    return (struct glyph_copies){at, (uint32_t)count};
}

const struct font_subset *face_subset_kerned(struct arena *arena, const struct face *face, const uint32_t *glyphs,
                                             size_t count, const uint16_t *cids, const struct kerned_glyph *kerned,
                                             size_t kerned_count)
{
    struct font_subset *subset = arena_alloc(arena, sizeof *subset);
    hb_subset_input_t *input = has_glyphs(face) ? make_input(glyphs, count) : NULL;
    hb_face_t *hiding = hb_face_create_for_tables(kept_table, face->hb, NULL);
    hb_subset_plan_t *plan = input ? hb_subset_plan_create_or_fail(hiding, input) : NULL;
    hb_face_t *made = plan ? hb_subset_plan_execute_or_fail(plan) : NULL;
    bool good = false;
    if (made) {
        describe(face, subset);
        take_glyphs(arena, face, glyphs, count, hb_subset_plan_old_to_new_glyph_mapping(plan), subset);
        uint32_t glyph_count = hb_face_get_glyph_count(made);
        subset->first_kerned = (uint16_t)glyph_count;
        good = take_bytes(arena, made, cids_by_number(arena, subset, cids, count, glyph_count),
                          copies_of(arena, face, subset, kerned, kerned_count), subset);
    }
    hb_face_destroy(made);
    hb_subset_plan_destroy(plan);
    hb_face_destroy(hiding);
    hb_subset_input_destroy(input);
    return good ? subset : NULL;
}

const struct font_subset *face_subset(struct arena *arena, const struct face *face, const uint32_t *glyphs,
                                      size_t count, const uint16_t *cids)
{
    return face_subset_kerned(arena, face, glyphs, count, cids, NULL, 0);
}
