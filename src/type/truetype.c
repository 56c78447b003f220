/*
 * Glyphs added to a TrueType font (ISO 14496-22): copies of others with a width of their own. Their outlines are
 * copied, which costs next to nothing once deflated; what counts glyphs is written anew.
 */
#include "type/copies.h"

#include <string.h>

struct table {
    hb_blob_t *blob;
    const uint8_t *at;
    unsigned size;
};

static struct table table_of(hb_face_t *face, const char *tag)
{
    struct table table = {.blob = hb_face_reference_table(face, hb_tag_from_string(tag, 4))};
    table.at = (const uint8_t *)hb_blob_get_data(table.blob, &table.size);
    return table;
}

/* 0 beyond its end. */
static uint32_t number_at(const struct table *table, size_t offset, unsigned size)
{
    uint32_t value = 0;
    for (unsigned i = 0; offset + size <= table->size && i < size; i++)
        value = value << 8 | table->at[offset + i];
    return value;
}

static void put_number(struct buf *out, uint32_t value, int size)
{
    while (size--)
        buf_putc(out, (char)(value >> size * 8));
}

struct font {
    struct table head, maxp, hhea, hmtx, loca, glyf;
    uint32_t glyphs, metrics; /* how many; the first so many have widths of their own */
    bool short_places;
};

static uint32_t place_of(const struct font *font, uint32_t glyph)
{
    return font->short_places ? number_at(&font->loca, glyph * 2, 2) * 2 : number_at(&font->loca, glyph * 4, 4);
}

static struct font read_font(hb_face_t *face)
{
    struct font font = {table_of(face, "head"), table_of(face, "maxp"), table_of(face, "hhea"), table_of(face, "hmtx"),
                        table_of(face, "loca"), table_of(face, "glyf"), 0, 0, false};
    font.glyphs = number_at(&font.maxp, 4, 2);
    font.metrics = number_at(&font.hhea, 34, 2);
    font.short_places = number_at(&font.head, 50, 2) == 0;
    return font;
}

static bool is_sound(const struct font *font, struct glyph_copies copies)
{
    uint32_t end = place_of(font, font->glyphs);
    for (uint32_t i = 0; i < copies.count; i++) {
        uint32_t from = place_of(font, copies.at[i].of), to = place_of(font, copies.at[i].of + 1);
        if (copies.at[i].of >= font->glyphs || from > to || to > end || copies.at[i].width < 0)
            return false;
    }
    return font->metrics && font->glyphs + copies.count < UINT16_MAX && end && end <= font->glyf.size &&
           font->hhea.size >= 36 && font->maxp.size >= 6 && font->head.size >= 54;
}

static void close_font(struct font *font)
{
    struct table *tables[] = {&font->head, &font->maxp, &font->hhea, &font->hmtx, &font->loca, &font->glyf};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        hb_blob_destroy(tables[i]->blob);
}

static void add_table(hb_face_t *builder, const char *tag, struct buf *bytes)
{
    hb_blob_t *blob = hb_blob_create(bytes->at, (unsigned)bytes->n, HB_MEMORY_MODE_DUPLICATE, NULL, NULL);
    hb_face_builder_add_table(builder, hb_tag_from_string(tag, 4), blob);
    hb_blob_destroy(blob);
    buf_free(bytes);
}

/* A table as it is, but for two bytes. */
static void add_changed(hb_face_t *builder, const char *tag, const struct table *table, size_t offset, uint32_t value)
{
    struct buf bytes = {0};
    buf_append(&bytes, table->at, table->size);
    bytes.at[offset] = (char)(value >> 8);
    bytes.at[offset + 1] = (char)value;
    add_table(builder, tag, &bytes);
}

/* Outlines and where they stand. */
static void add_outlines(hb_face_t *builder, const struct font *font, struct glyph_copies copies)
{
    struct buf glyf = {0}, loca = {0};
    uint32_t total = place_of(font, font->glyphs);
    buf_append(&glyf, font->glyf.at, total);
    for (uint32_t i = 0; i < copies.count; i++) {
        uint32_t size = place_of(font, copies.at[i].of + 1) - place_of(font, copies.at[i].of);
        total += size + size % 2;
    }
    bool is_short = total <= 2 * UINT16_MAX && font->short_places;
    for (uint32_t i = 0; i <= font->glyphs; i++)
        put_number(&loca, place_of(font, i) / (is_short ? 2 : 1), is_short ? 2 : 4);
    for (uint32_t i = 0; i < copies.count; i++) {
        uint32_t from = place_of(font, copies.at[i].of), to = place_of(font, copies.at[i].of + 1);
        buf_append(&glyf, font->glyf.at + from, to - from);
        if (glyf.n % 2)
            buf_putc(&glyf, '\0');
        put_number(&loca, (uint32_t)glyf.n / (is_short ? 2 : 1), is_short ? 2 : 4);
    }
    add_table(builder, "glyf", &glyf);
    add_table(builder, "loca", &loca);
    add_changed(builder, "head", &font->head, 50, !is_short);
}

/* Widths and left side bearings: all glyphs have their own now. */
static void add_metrics(hb_face_t *builder, const struct font *font, struct glyph_copies copies)
{
    struct buf hmtx = {0};
    for (uint32_t i = 0; i < font->glyphs + copies.count; i++) {
        const struct glyph_copy *copy = i < font->glyphs ? NULL : &copies.at[i - font->glyphs];
        uint32_t glyph = copy ? copy->of : i, measured = glyph < font->metrics ? glyph : font->metrics - 1;
        size_t bearing = glyph < font->metrics ? glyph * 4 + 2 : font->metrics * 4 + (glyph - font->metrics) * 2;
        put_number(&hmtx, copy ? (uint32_t)copy->width : number_at(&font->hmtx, measured * 4, 2), 2);
        put_number(&hmtx, number_at(&font->hmtx, bearing, 2), 2);
    }
    add_table(builder, "hmtx", &hmtx);
    add_changed(builder, "hhea", &font->hhea, 34, font->glyphs + copies.count);
    add_changed(builder, "maxp", &font->maxp, 4, font->glyphs + copies.count);
}

hb_blob_t *truetype_with_copies(hb_face_t *face, struct glyph_copies copies)
{
    enum { MOST = 64 /* tables */ };
    hb_tag_t tags[MOST];
    unsigned count = MOST;
    struct font font = read_font(face);
    hb_face_t *builder = is_sound(&font, copies) ? hb_face_builder_create() : NULL;
    hb_blob_t *result = NULL;
    if (builder) {
        hb_face_get_table_tags(face, 0, &count, tags);
        for (unsigned i = 0; i < count; i++) {
            hb_blob_t *blob = hb_face_reference_table(face, tags[i]);
            char name[5] = "";
            hb_tag_to_string(tags[i], name);
            if (!strstr("head maxp hhea hmtx loca glyf", name))
                hb_face_builder_add_table(builder, tags[i], blob);
            hb_blob_destroy(blob);
        }
        add_outlines(builder, &font, copies);
        add_metrics(builder, &font, copies);
        result = hb_face_reference_blob(builder);
        hb_face_destroy(builder);
    }
    close_font(&font);
    return result;
}
