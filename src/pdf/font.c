/*
 * pdf: composite fonts (ISO 32000-1 9.7). A face becomes one CIDFont with an embedded subset, TrueType or CFF, and one
 * or more Type 0 fonts over it that differ in what the glyphs say.
 */
#include <stdlib.h>
#include <string.h>

#include "pdf/writer.h"

static int by_number(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

/* Glyphs of the face's codes, rising, each once. */
static size_t used_glyphs(const struct pdf *pdf, const struct pdf_face *face, uint32_t *glyphs)
{
    size_t n = 0;
    for (size_t i = 0; i < face->codes.n; i++) {
        uint32_t glyph = pdf->codes.codes.at[face->codes.at[i]].glyph;
        if (!n || glyphs[n - 1] != glyph)
            glyphs[n++] = glyph;
    }
    return n;
}

/* Gives the codes the widths of their glyphs, and CIDs, where they have none: the glyphs' numbers. */
static void take_subset(struct pdf *pdf, struct pdf_face *face, const uint32_t *glyphs, size_t count)
{
    for (size_t i = 0; i < face->codes.n; i++) {
        struct char_code *code = &pdf->codes.codes.at[face->codes.at[i]];
        const uint32_t *at = bsearch(&code->glyph, glyphs, count, sizeof *glyphs, by_number);
        if (!at)
            continue;
        code->number = face->subset->numbers[at - glyphs];
        code->width = face->subset->widths[at - glyphs];
        if (face->two_bytes)
            code->cid = code->number;
        code->two_bytes = face->two_bytes;
        code->is_space = !face->two_bytes && code->cid == ' ';
        code->is_bare = !face->two_bytes && !code->is_private && !strchr("()\\\r", code->cid);
    }
}

/* "ABCDEF+Name" (9.6.4); the tag is made from the subset's bytes. */
static void name_face(struct pdf_face *face)
{
    struct HPDF_MD5Context context;
    HPDF_BYTE digest[16];
    char tag[7] = "";
    HPDF_MD5Init(&context);
    HPDF_MD5Update(&context, face->subset->bytes, (HPDF_UINT32)face->subset->size);
    HPDF_MD5Final(digest, &context);
    for (int i = 0; i < 6; i++)
        tag[i] = (char)('A' + digest[i] % 26);
    snprintf(face->name, sizeof face->name, "%s+%s", tag, face->subset->name);
}

/* With the face's kerned codes, if it takes them. */
static void make_subset(struct pdf *pdf, struct pdf_face *face, const uint32_t *glyphs, size_t count,
                        const uint16_t *cids)
{
    struct kerned_glyph *kerned = arena_alloc(face->arena, (face->kerned_count + 1) * sizeof *kerned);
    for (uint32_t i = 0; i < face->kerned_count; i++) {
        const struct kerned_code *from = &pdf->kerned.at[face->first_kerned + i];
        const struct char_code *code = &pdf->codes.codes.at[from->code];
        const uint32_t *at = bsearch(&code->glyph, glyphs, count, sizeof *glyphs, by_number);
        kerned[i] = (struct kerned_glyph){(size_t)(at - glyphs), code->width - from->back, from->cid};
    }
    if (face->kerned_count)
        face->subset = face_subset_kerned(face->arena, face->face, glyphs, count, cids, kerned, face->kerned_count);
    if (face->subset)
        return;
    pdf_forget_kerned(pdf, face);
    face->subset = face_subset(face->arena, face->face, glyphs, count, cids);
}

static void make_face(void *context, size_t index, int worker)
{
    struct pdf *pdf = context;
    struct pdf_face *face = &pdf->faces.at[index];
    struct pdf_worker *own = &pdf->worker[worker];
    face->arena = arena_new();
    uint32_t *glyphs = arena_alloc(face->arena, face->codes.n * sizeof *glyphs);
    size_t count = used_glyphs(pdf, face, glyphs);
    uint16_t *cids = face->two_bytes ? NULL : arena_alloc(face->arena, face->codes.n * sizeof *cids);
    for (size_t i = 0, n = 0; cids && i < face->codes.n; i++) {
        n += glyphs[n] != pdf->codes.codes.at[face->codes.at[i]].glyph;
        cids[n] = pdf->codes.codes.at[face->codes.at[i]].cid;
    }
    make_subset(pdf, face, glyphs, count, cids);
    if (!face->subset)
        return;
    take_subset(pdf, face, glyphs, count);
    name_face(face);
    face->file = deflated(own, face->subset->bytes, face->subset->size);
    for (uint32_t i = face->first_font; i < face->first_font + face->font_count; i++) {
        struct buf map = pdf_unicode_map(pdf, &pdf->fonts.at[i]);
        pdf->fonts.at[i].unicode = deflated(own, map.at, map.n);
        buf_free(&map);
    }
}

void pdf_make_fonts(struct pdf *pdf)
{
    workers_run(pdf->workers, pdf->faces.n, make_face, pdf);
    for (size_t i = 0; i < pdf->faces.n; i++) {
        if (pdf->faces.at[i].subset)
            continue;
        diag(pdf->diags, DIAG_FONT_NOT_SUBSET, POS_NONE, face_name(pdf->faces.at[i].face));
        pdf->failed = true;
    }
}

struct cid_width {
    int cid, width;
};

static int by_cid(const void *left, const void *right)
{
    return ((const struct cid_width *)left)->cid - ((const struct cid_width *)right)->cid;
}

/* "/W [c [w w …] c [w …]]", libharu's arrays being limited in length. */
static const char *widths(struct pdf *pdf, const struct pdf_face *face)
{
    struct buf out = {0};
    size_t count = face->codes.n + face->kerned_count;
    struct cid_width *at = arena_alloc(face->arena, count * sizeof *at);
    for (size_t i = 0; i < face->codes.n; i++) {
        const struct char_code *code = &pdf->codes.codes.at[face->codes.at[i]];
        at[i] = (struct cid_width){code->cid, code->width};
    }
    for (uint32_t i = 0; i < face->kerned_count; i++) {
        const struct kerned_code *code = &pdf->kerned.at[face->first_kerned + i];
        at[face->codes.n + i] = (struct cid_width){code->cid, pdf->codes.codes.at[code->code].width - code->back};
    }
    qsort(at, count, sizeof *at, by_cid);
    buf_puts(&out, "/W [");
    for (size_t i = 0; i < count; i++) {
        if (i && at[i].cid == at[i - 1].cid)
            continue;
        if (i && at[i].cid == at[i - 1].cid + 1)
            buf_format(&out, " %d", at[i].width);
        else
            buf_format(&out, i ? "] %d [%d" : "%d [%d", at[i].cid, at[i].width);
    }
    buf_puts(&out, "]]\n");
    const char *result = arena_string(pdf->arena, out.at, out.n);
    buf_free(&out);
    return result;
}

static HPDF_Dict embed(struct pdf *pdf, const struct pdf_face *face)
{
    HPDF_Dict file = object_stream(pdf, face->file.at, face->file.n, "FlateDecode", NULL);
    if (face->subset->is_cff)
        HPDF_Dict_AddName(file, "Subtype", "CIDFontType0C");
    else
        HPDF_Dict_AddNumber(file, "Length1", (HPDF_INT32)face->subset->size);
    return file;
}

/* StemV is not in the font: estimated from the weight, as is common. */
static HPDF_Dict describe(struct pdf *pdf, const struct pdf_face *face)
{
    enum { FIXED_PITCH = 1, SERIF = 2, SYMBOLIC = 4, ITALIC = 64 };
    const struct font_subset *subset = face->subset;
    HPDF_Dict dict = object_dict(pdf);
    HPDF_Array box = HPDF_Array_New(pdf->doc->mmgr);
    int flags = SYMBOLIC | (subset->fixed_pitch ? FIXED_PITCH : 0) | (subset->serif ? SERIF : 0) |
                (subset->italic ? ITALIC : 0);
    for (int i = 0; i < 4; i++)
        HPDF_Array_AddNumber(box, subset->bbox[i]);
    HPDF_Dict_AddName(dict, "Type", "FontDescriptor");
    HPDF_Dict_AddName(dict, "FontName", face->name);
    HPDF_Dict_AddNumber(dict, "Flags", flags);
    HPDF_Dict_Add(dict, "FontBBox", box);
    HPDF_Dict_AddNumber(dict, "ItalicAngle", subset->italic_angle);
    HPDF_Dict_AddNumber(dict, "Ascent", subset->ascent);
    HPDF_Dict_AddNumber(dict, "Descent", subset->descent);
    HPDF_Dict_AddNumber(dict, "CapHeight", subset->cap_height);
    HPDF_Dict_AddNumber(dict, "StemV", 50 + subset->weight * subset->weight / 4225);
    HPDF_Dict_Add(dict, subset->is_cff ? "FontFile3" : "FontFile2", embed(pdf, face));
    return dict;
}

/* Two bytes a CID: the number of its glyph. */
static HPDF_Dict glyph_map(struct pdf *pdf, struct pdf_face *face)
{
    enum { MOST = 256 };
    uint8_t map[MOST * 2] = {0};
    uint32_t last = 0;
    for (size_t i = 0; i < face->codes.n; i++) {
        const struct char_code *code = &pdf->codes.codes.at[face->codes.at[i]];
        map[code->cid * 2] = (uint8_t)(code->number >> 8);
        map[code->cid * 2 + 1] = (uint8_t)code->number;
        last = code->cid > last ? code->cid : last;
    }
    for (uint32_t i = 0; i < face->kerned_count; i++) {
        uint32_t cid = pdf->kerned.at[face->first_kerned + i].cid, number = face->subset->first_kerned + i;
        map[cid * 2] = (uint8_t)(number >> 8);
        map[cid * 2 + 1] = (uint8_t)number;
        last = cid > last ? cid : last;
    }
    face->glyphs = deflated(pdf->worker, map, (last + 1) * 2);
    return object_stream(pdf, face->glyphs.at, face->glyphs.n, "FlateDecode", NULL);
}

static void add_face(struct pdf *pdf, struct pdf_face *face)
{
    HPDF_Dict dict = object_raw(pdf, widths(pdf, face)), system = HPDF_Dict_New(pdf->doc->mmgr);
    HPDF_Dict_AddName(dict, "Type", "Font");
    HPDF_Dict_AddName(dict, "Subtype", face->subset->is_cff ? "CIDFontType0" : "CIDFontType2");
    HPDF_Dict_AddName(dict, "BaseFont", face->name);
    HPDF_Dict_Add(dict, "CIDSystemInfo", system);
    object_add_text(pdf, system, "Registry", "Adobe");
    object_add_text(pdf, system, "Ordering", "Identity");
    HPDF_Dict_AddNumber(system, "Supplement", 0);
    HPDF_Dict_Add(dict, "FontDescriptor", describe(pdf, face));
    if (!face->subset->is_cff && !face->two_bytes)
        HPDF_Dict_Add(dict, "CIDToGIDMap", glyph_map(pdf, face));
    else if (!face->subset->is_cff)
        HPDF_Dict_AddName(dict, "CIDToGIDMap", "Identity");
    face->dict = dict;
}

/* Made when the first font asks for it. */
static HPDF_Dict byte_map(struct pdf *pdf, const char *name)
{
    if (pdf->byte_map_dict)
        return pdf->byte_map_dict;
    struct buf map = pdf_byte_map(name);
    pdf->byte_map = deflated(pdf->worker, map.at, map.n);
    buf_free(&map);
    const char *system = "/CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>>\n";
    pdf->byte_map_dict = object_stream(pdf, pdf->byte_map.at, pdf->byte_map.n, "FlateDecode", system);
    HPDF_Dict_AddName(pdf->byte_map_dict, "Type", "CMap");
    HPDF_Dict_AddName(pdf->byte_map_dict, "CMapName", name);
    return pdf->byte_map_dict;
}

/* The name is followed by that of the map for CFF, and stands alone for TrueType (9.7.6.2). */
static void add_font(struct pdf *pdf, const struct pdf_face *face, struct pdf_font *font)
{
    HPDF_Array descendants = HPDF_Array_New(pdf->doc->mmgr);
    bool is_cff = face->subset->is_cff;
    const char *map = face->two_bytes ? "Identity-H" : "Bytes";
    font->dict = object_dict(pdf);
    HPDF_Dict_AddName(font->dict, "Type", "Font");
    HPDF_Dict_AddName(font->dict, "Subtype", "Type0");
    HPDF_Dict_AddName(font->dict, "BaseFont",
                      is_cff ? arena_format(pdf->arena, "%s-%s", face->name, map) : face->name);
    if (face->two_bytes)
        HPDF_Dict_AddName(font->dict, "Encoding", map);
    else
        HPDF_Dict_Add(font->dict, "Encoding", byte_map(pdf, map));
    HPDF_Dict_Add(font->dict, "DescendantFonts", descendants);
    HPDF_Array_Add(descendants, face->dict);
    HPDF_Dict_Add(font->dict, "ToUnicode",
                  object_stream(pdf, font->unicode.at, font->unicode.n, "FlateDecode", NULL));
}

void pdf_add_fonts(struct pdf *pdf)
{
    for (size_t i = 0; i < pdf->faces.n; i++) {
        struct pdf_face *face = &pdf->faces.at[i];
        add_face(pdf, face);
        for (uint32_t f = face->first_font; f < face->first_font + face->font_count; f++)
            add_font(pdf, face, &pdf->fonts.at[f]);
    }
}
