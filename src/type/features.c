/*
 * Which of the features that styles ask for a face really has. A tag in the font's list says little (a
 * feature may serve three glyphs), so the face is asked to shape: letters for small caps, the ten digits for
 * figures.
 */
#include "type/face.h"

#include <hb-ot.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 32 };
struct sample {
    unsigned count;
    hb_codepoint_t id[MOST];
    hb_position_t advance[MOST];
};

static void shape_sample(hb_font_t *font, hb_buffer_t *buffer, const char *text, const char *features,
                         struct sample *out)
{
    hb_feature_t list[4];
    unsigned count = 0;
    while (*features) {
        int size = (int)strcspn(features, ",");
        hb_feature_from_string(features, size, &list[count++]);
        features += size + (features[size] == ',');
    }
    hb_buffer_clear_contents(buffer);
    hb_buffer_set_script(buffer, HB_SCRIPT_LATIN);
    hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
    hb_buffer_set_language(buffer, hb_language_from_string("en", -1));
    hb_buffer_add_utf8(buffer, text, -1, 0, -1);
    hb_shape(font, buffer, list, count);
    unsigned n;
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &n);
    const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(buffer, NULL);
    out->count = n < MOST ? n : MOST;
    for (unsigned i = 0; i < out->count; i++) {
        out->id[i] = infos[i].codepoint;
        out->advance[i] = positions[i].x_advance;
    }
}

/* Does every glyph differ? */
static bool all_changed(const struct sample *a, const struct sample *b)
{
    if (a->count != b->count || a->count == 0)
        return false;
    for (unsigned i = 0; i < a->count; i++)
        if (a->id[i] == b->id[i] || b->id[i] == 0)
            return false;
    return true;
}

/* Some fonts (Inter) are off by a few units in a figure or two: 1/250 em is not seen. */
static bool same_widths(hb_font_t *font, const struct sample *sample)
{
    int scale;
    hb_font_get_scale(font, &scale, NULL);
    for (unsigned i = 1; i < sample->count; i++)
        if (abs(sample->advance[i] - sample->advance[0]) > scale / 250)
            return false;
    return sample->count == 10;
}

/* Do all figures stand on the baseline and rise as high? A twelfth of the em is allowed for round ones. */
static bool lining(hb_font_t *font, const struct sample *sample)
{
    int scale, lowest = 0, highest = 0, least = 0;
    hb_font_get_scale(font, NULL, &scale);
    for (unsigned i = 0; i < sample->count; i++) {
        hb_glyph_extents_t extents;
        if (sample->id[i] == 0 || !hb_font_get_glyph_extents(font, sample->id[i], &extents))
            return false;
        int top = extents.y_bearing, bottom = extents.y_bearing + extents.height;
        lowest = i == 0 || bottom < lowest ? bottom : lowest;
        highest = i == 0 || top > highest ? top : highest;
        least = i == 0 || top < least ? top : least;
    }
    return sample->count == 10 && lowest > -scale / 12 && highest - least < scale / 12;
}

/* Are all raised, and equally high? An old-style superior 1 is read as I. */
static bool is_level(hb_font_t *font, const struct sample *sample)
{
    int scale;
    hb_glyph_extents_t extents;
    hb_font_get_scale(font, NULL, &scale);
    if (!lining(font, sample))
        return false;
    for (unsigned i = 0; i < sample->count; i++)
        if (!hb_font_get_glyph_extents(font, sample->id[i], &extents) ||
            extents.y_bearing + extents.height < scale / 5)
            return false;
    return true;
}

/* Has the face's table a feature of this name, for whatever script? */
static bool is_listed(hb_face_t *face, const char *feature)
{
    hb_tag_t tags[MOST], wanted = hb_tag_from_string(feature, -1);
    unsigned count = MOST;
    for (unsigned start = 0; count == MOST; start += MOST) {
        hb_ot_layout_table_get_feature_tags(face, HB_OT_TAG_GSUB, start, &count, tags);
        for (unsigned i = 0; i < count; i++)
            if (tags[i] == wanted)
                return true;
    }
    return false;
}

/* Do all these characters look another way with the feature? */
static bool changes_all(hb_font_t *font, hb_buffer_t *buffer, const char *text, const char *without,
                        const char *feature, struct sample *changed)
{
    struct sample plain;
    char features[32];
    if (!is_listed(hb_font_get_face(font), feature))
        return false;
    snprintf(features, sizeof features, "%s,%s", without, feature);
    shape_sample(font, buffer, text, without, &plain);
    shape_sample(font, buffer, text, features, changed);
    return all_changed(&plain, changed);
}

static unsigned measure_superiors(hb_font_t *font, hb_buffer_t *buffer, const char *digits)
{
    struct sample changed;
    bool superiors = changes_all(font, buffer, digits, "-kern", "sups", &changed);
    if (superiors && is_level(font, &changed))
        return SHAPE_SUPERSCRIPT;
    if (changes_all(font, buffer, digits, "-kern", "numr", &changed) && is_level(font, &changed))
        return SHAPE_SUPERSCRIPT | FEATURE_NUMERATORS;
    return superiors ? SHAPE_SUPERSCRIPT : 0;
}

/* Which of the features asked for the face has. */
static unsigned measure(hb_font_t *font, unsigned asked)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz", digits[] = "0123456789";
    static const char capitals[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    struct sample changed;
    unsigned features = asked & SHAPE_NO_LIGATURES;
    hb_buffer_t *buffer = hb_buffer_create();
    if (asked & SHAPE_SMALL_CAPS && changes_all(font, buffer, letters, "-liga,-kern", "smcp", &changed))
        features |= SHAPE_SMALL_CAPS;
    if (asked & SHAPE_SMALL_ACRONYMS && changes_all(font, buffer, capitals, "-liga,-kern", "c2sc", &changed))
        features |= SHAPE_SMALL_ACRONYMS;
    if (asked & SHAPE_SUPERSCRIPT)
        features |= measure_superiors(font, buffer, digits);
    if (asked & SHAPE_LINING) {
        shape_sample(font, buffer, digits, "-kern,lnum", &changed);
        features |= lining(font, &changed) ? SHAPE_LINING : 0;
    }
    if (asked & SHAPE_OLD_STYLE) {
        shape_sample(font, buffer, digits, "-kern,onum", &changed);
        features |= changed.count == 10 && changed.id[0] && !lining(font, &changed) ? SHAPE_OLD_STYLE : 0;
    }
    if (asked & SHAPE_TABULAR) {
        shape_sample(font, buffer, digits, "-kern,tnum,lnum", &changed);
        features |= same_widths(font, &changed) ? SHAPE_TABULAR : 0;
    }
    hb_buffer_destroy(buffer);
    return features;
}

/* Many faces are opened, few set figures, fewer small capitals. Two threads that ask at once find out the same. */
unsigned face_features(const struct face *face, unsigned asked)
{
    unsigned features = atomic_load_explicit(face->features, memory_order_relaxed);
    unsigned missing = asked & ~(features >> FEATURES_KNOWN);
    if (!missing)
        return features;
    unsigned found = measure(face->font, missing) | missing << FEATURES_KNOWN;
    return found | atomic_fetch_or_explicit(face->features, found, memory_order_relaxed);
}
