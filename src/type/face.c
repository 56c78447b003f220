/* One face: the file, mapped; its characters; its measures; the OpenType features it really has. */
#include "type/face.h"

#include "unicode/unicode.h"

#include <hb-ot.h>
#include <string.h>
#include <sys/stat.h>

/* PostScript names stand in PDF as names: plain ASCII without the delimiters. */
static const char *postscript_name(struct arena *arena, hb_face_t *hb, const struct font_row *row)
{
    char raw[128] = "", name[128];
    unsigned size = sizeof raw;
    hb_ot_name_get_utf8(hb, HB_OT_NAME_ID_POSTSCRIPT_NAME, hb_language_from_string("en", -1), &size, raw);
    size_t n = 0;
    for (const char *at = raw[0] ? raw : row->family; *at && n + 1 < sizeof name; at++)
        if (*at > ' ' && *at < 0x7F && !strchr("()<>[]{}/%#", *at))
            name[n++] = *at;
    return n > 0 ? arena_string(arena, name, n) : "Font";
}

enum { MANY = 256 };
/* The characters of a set after `last`, so many as there is room for. */
static unsigned next_many(const hb_set_t *set, hb_codepoint_t last, hb_codepoint_t found[MANY])
{
    unsigned count = hb_set_next_many(set, last, found, MANY);
    while (count && found[count - 1] >= 0x110000)
        count--;
    return count;
}

/* False when the face has no character at all. */
static bool build_coverage(struct face *face)
{
    struct coverage *coverage = &face->coverage;
    hb_set_t *set = hb_set_create();
    hb_codepoint_t found[MANY];
    uint16_t pages = 0;
    hb_face_collect_unicodes(face->hb, set);
    for (unsigned n = 0; (n = next_many(set, n ? found[n - 1] : HB_SET_VALUE_INVALID, found));)
        for (unsigned i = 0; i < n; i++)
            if (coverage->page[found[i] >> 8] == 0)
                coverage->page[found[i] >> 8] = ++pages;
    coverage->bits = arena_alloc(face->arena, (pages + (size_t)1) * sizeof *coverage->bits);
    for (unsigned n = 0; (n = next_many(set, n ? found[n - 1] : HB_SET_VALUE_INVALID, found));)
        for (unsigned i = 0; i < n; i++)
            coverage->bits[coverage->page[found[i] >> 8]][found[i] >> 6 & 3] |= (uint64_t)1 << (found[i] & 63);
    hb_set_destroy(set);
    face->has_ascii = true;
    for (uint32_t ascii = ' '; ascii < 0x7F; ascii++)
        face->has_ascii = face->has_ascii && face_has(face, ascii);
    return pages > 0;
}

static int32_t metric(hb_font_t *font, hb_ot_metrics_tag_t tag)
{
    hb_position_t value = 0;
    hb_ot_metrics_get_position_with_fallback(font, tag, &value);
    return value;
}

static void read_measures(struct face *face)
{
    face->ascent = metric(face->font, HB_OT_METRICS_TAG_HORIZONTAL_ASCENDER);
    face->descent = -metric(face->font, HB_OT_METRICS_TAG_HORIZONTAL_DESCENDER);
    face->x_height = metric(face->font, HB_OT_METRICS_TAG_X_HEIGHT);
    face->cap_height = metric(face->font, HB_OT_METRICS_TAG_CAP_HEIGHT);
    hb_codepoint_t glyph;
    if (hb_font_get_nominal_glyph(face->font, ' ', &glyph))
        face->space = hb_font_get_glyph_h_advance(face->font, glyph);
    else
        face->space = (int32_t)face->upem / 4;
}

/* HarfBuzz makes an empty face of anything: a font has glyphs, a sane em and characters. */
static hb_face_t *open_hb_face(const struct font_row *row, bool *broken)
{
    struct stat status;
    *broken = false;
    if (stat(row->file, &status) != 0 || !S_ISREG(status.st_mode))
        return NULL;
    hb_blob_t *blob = hb_blob_create_from_file_or_fail(row->file);
    hb_face_t *face = blob && row->index < hb_face_count(blob) ? hb_face_create(blob, row->index) : NULL;
    hb_blob_destroy(blob);
    if (face && hb_face_get_glyph_count(face) > 1 && hb_face_get_upem(face) >= 16)
        return face;
    *broken = true;
    hb_face_destroy(face);
    return NULL;
}

struct face *face_open(const struct font_row *row, uint32_t number, bool *broken)
{
    hb_face_t *hb = open_hb_face(row, broken);
    if (!hb)
        return NULL;
    struct arena *arena = arena_new();
    struct face *face = arena_alloc(arena, sizeof *face);
    face->arena = arena;
    face->number = number;
    face->bold = row->bold;
    face->italic = row->italic;
    face->scale = row->scale;
    face->leading = row->leading;
    face->hb = hb;
    hb_face_make_immutable(hb);
    face->upem = hb_face_get_upem(hb);
    face->font = hb_font_create(hb);
    hb_font_set_scale(face->font, (int)face->upem, (int)face->upem);
    hb_font_make_immutable(face->font);
    face->name = postscript_name(arena, hb, row);
    if (!build_coverage(face)) {
        *broken = true;
        face_close(face);
        return NULL;
    }
    read_measures(face);
    face->features = arena_alloc(arena, sizeof *face->features);
    return face;
}

void face_close(struct face *face)
{
    if (!face)
        return;
    hb_font_destroy(face->font);
    hb_face_destroy(face->hb);
    arena_free(face->arena);
}

uint32_t face_number(const struct face *face)
{
    return face->number;
}

sp face_size(const struct face *face, sp size)
{
    return face->scale == 100 ? size : size * face->scale / 100;
}

unsigned face_leading(const struct face *face)
{
    return face->leading;
}

const char *face_name(const struct face *face)
{
    return face->name;
}

bool face_has_features(const struct face *face, unsigned features)
{
    return (face_features(face, features) & features) == features;
}

bool face_has_ascii(const struct face *face)
{
    return face->has_ascii;
}

struct face_metrics face_metrics(const struct face *face, sp size)
{
    return (struct face_metrics){
        .ascent = face_scale(face, face->ascent, size),
        .descent = face_scale(face, face->descent, size),
        .x_height = face_scale(face, face->x_height, size),
        .cap_height = face_scale(face, face->cap_height, size),
        .space = face_scale(face, face->space, size),
    };
}
