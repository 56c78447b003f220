/*
 * pdf: composite fonts (ISO 32000-1 9.7): a subset of the face embedded as TrueType or CFF, a character map from codes
 * to glyphs, one from codes to Unicode, and the widths. The CID of a glyph is its number in the subset.
 */
#include <stdlib.h>
#include <string.h>

#include "pdf/writer.h"

static int by_number(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

/* Glyphs of the font's codes, rising, each once, without .notdef. */
static size_t used_glyphs(const struct pdf *pdf, const struct pdf_font *font, uint32_t *glyphs)
{
    size_t n = 0;
    for (size_t i = 0; i < font->codes.n; i++) {
        uint32_t glyph = pdf->codes.codes.at[font->codes.at[i]].glyph;
        if (glyph && (!n || glyphs[n - 1] != glyph))
            glyphs[n++] = glyph;
    }
    return n;
}

static void take_subset(struct pdf *pdf, struct pdf_font *font, const uint32_t *glyphs, size_t count)
{
    for (size_t i = 0; i < font->codes.n; i++) {
        struct char_code *code = &pdf->codes.codes.at[font->codes.at[i]];
        const uint32_t *at = bsearch(&code->glyph, glyphs, count, sizeof *glyphs, by_number);
        if (!at)
            continue;
        code->cid = font->subset->new_ids[at - glyphs];
        code->width = font->subset->widths[at - glyphs];
    }
}

/* "ABCDEF+Name" (9.6.4); the tag is made from the subset's bytes. Only characters that a PDF name takes unescaped. */
static void name_font(struct pdf_font *font)
{
    struct HPDF_MD5Context context;
    HPDF_BYTE digest[16];
    size_t n = 0;
    HPDF_MD5Init(&context);
    HPDF_MD5Update(&context, font->subset->bytes, (HPDF_UINT32)font->subset->size);
    HPDF_MD5Final(digest, &context);
    for (; n < 6; n++)
        font->name[n] = (char)('A' + digest[n] % 26);
    font->name[n++] = '+';
    for (const char *at = font->subset->name; *at && n + 1 < sizeof font->name; at++)
        if (*at > ' ' && *at < 0x7F && !strchr("()<>[]{}/%#", *at))
            font->name[n++] = *at;
    font->name[n] = '\0';
}

static const struct char_code *code_at(const struct pdf *pdf, const struct pdf_font *font, size_t index)
{
    return &pdf->codes.codes.at[font->codes.at[index]];
}

static void begin_map(struct buf *out, const struct pdf_font *font, const char *name, const char *registry, int type)
{
    buf_format(out,
               "%%!PS-Adobe-3.0 Resource-CMap\n/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
               "/CIDSystemInfo <</Registry (Adobe) /Ordering (%s) /Supplement 0>> def\n"
               "/CMapName /%s def\n/CMapType %d def\n",
               registry, name, type);
    if (type == 1)
        buf_puts(out, "/WMode 0 def\n");
    buf_puts(out, font->code_bytes == 1 ? "1 begincodespacerange\n<00> <FF>\nendcodespacerange\n"
                                        : "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
}

static void end_map(struct buf *out)
{
    buf_puts(out, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
}

static void put_code(struct buf *out, const struct pdf_font *font, unsigned code)
{
    buf_format(out, font->code_bytes == 1 ? "<%02X>" : "<%04X>", code);
}

/* The end of the run of codes from `from` on whose CIDs rise with them, within one row of 256. */
static size_t run_end(const struct pdf *pdf, const struct pdf_font *font, size_t from)
{
    size_t to = from + 1;
    while (to < font->codes.n && (to + 1) >> 8 == (from + 1) >> 8 &&
           code_at(pdf, font, to)->cid == code_at(pdf, font, from)->cid + (to - from))
        to++;
    return to;
}

/* Blocks of at most 100 lines, as PostScript's map reader wants them. */
static void flush_block(struct buf *out, struct buf *block, int *lines, const char *kind)
{
    if (*lines)
        buf_format(out, "%d begin%s\n%send%s\n", *lines, kind, block->at, kind);
    block->n = 0;
    *lines = 0;
}

static struct buf encoding_map(const struct pdf *pdf, const struct pdf_font *font)
{
    struct buf out = {0}, block = {0};
    int lines = 0;
    char name[16];
    snprintf(name, sizeof name, "%.6s-H", font->name);
    begin_map(&out, font, name, "Identity", 1);
    for (size_t i = 0, to; i < font->codes.n; i = to) {
        to = run_end(pdf, font, i);
        put_code(&block, font, (unsigned)i + 1);
        put_code(&block, font, (unsigned)to);
        buf_format(&block, " %u\n", code_at(pdf, font, i)->cid);
        if (++lines == 100)
            flush_block(&out, &block, &lines, "cidrange");
    }
    flush_block(&out, &block, &lines, "cidrange");
    end_map(&out);
    buf_free(&block);
    return out;
}

static struct buf unicode_map(const struct pdf *pdf, const struct pdf_font *font)
{
    struct buf out = {0}, block = {0};
    int lines = 0;
    begin_map(&out, font, "Adobe-Identity-UCS", "UCS", 2);
    for (size_t i = 0; i < font->codes.n; i++) {
        const struct char_code *code = code_at(pdf, font, i);
        put_code(&block, font, (unsigned)i + 1);
        buf_puts(&block, " <");
        put_utf16_hex(&block, code->text, code->text_size);
        buf_puts(&block, ">\n");
        if (++lines == 100)
            flush_block(&out, &block, &lines, "bfchar");
    }
    flush_block(&out, &block, &lines, "bfchar");
    end_map(&out);
    buf_free(&block);
    return out;
}

/* Two-byte codes that are the CIDs need no map of their own. */
static bool is_identity(const struct pdf *pdf, const struct pdf_font *font)
{
    for (size_t i = 0; i < font->codes.n; i++)
        if (code_at(pdf, font, i)->cid != i + 1)
            return false;
    return font->code_bytes == 2;
}

static struct buf deflated_map(struct buf map)
{
    struct buf result = deflated(map.at, map.n);
    buf_free(&map);
    return result;
}

static void make_font(void *context, size_t index, int worker)
{
    struct pdf *pdf = context;
    struct pdf_font *font = &pdf->fonts.at[index];
    (void)worker;
    font->arena = arena_new();
    uint32_t *glyphs = arena_alloc(font->arena, font->codes.n * sizeof *glyphs);
    size_t count = used_glyphs(pdf, font, glyphs);
    font->subset = face_subset(font->arena, font->face, glyphs, count);
    if (!font->subset)
        return;
    take_subset(pdf, font, glyphs, count);
    name_font(font);
    font->file = deflated(font->subset->bytes, font->subset->size);
    if (!is_identity(pdf, font))
        font->encoding = deflated_map(encoding_map(pdf, font));
    font->unicode = deflated_map(unicode_map(pdf, font));
}

void pdf_make_fonts(struct pdf *pdf)
{
    workers_run(pdf->workers, pdf->fonts.n, make_font, pdf);
    for (size_t i = 0; i < pdf->fonts.n; i++) {
        if (pdf->fonts.at[i].subset)
            continue;
        diag(pdf->diags, DIAG_FONT_NOT_SUBSET, POS_NONE, face_name(pdf->fonts.at[i].face));
        pdf->failed = true;
    }
}

static int by_cid(const void *left, const void *right)
{
    const struct char_code *a = *(const struct char_code *const *)left;
    const struct char_code *b = *(const struct char_code *const *)right;
    return (a->cid > b->cid) - (a->cid < b->cid);
}

/* "/W [c [w w …] c [w …]]", libharu's arrays being limited in length. */
static const char *widths(struct pdf *pdf, const struct pdf_font *font)
{
    struct buf out = {0};
    const struct char_code **codes = arena_alloc(font->arena, font->codes.n * sizeof *codes);
    for (size_t i = 0; i < font->codes.n; i++)
        codes[i] = code_at(pdf, font, i);
    qsort(codes, font->codes.n, sizeof *codes, by_cid);
    buf_puts(&out, "/W [");
    for (size_t i = 0; i < font->codes.n; i++) {
        if (i && codes[i]->cid == codes[i - 1]->cid)
            continue;
        if (i && codes[i]->cid == codes[i - 1]->cid + 1)
            buf_format(&out, " %d", codes[i]->width);
        else
            buf_format(&out, i ? "] %u [%d" : "%u [%d", codes[i]->cid, codes[i]->width);
    }
    buf_puts(&out, font->codes.n ? "]]\n" : "]\n");
    const char *result = arena_string(pdf->arena, out.at, out.n);
    buf_free(&out);
    return result;
}

static HPDF_Dict embed(struct pdf *pdf, const struct pdf_font *font)
{
    HPDF_Dict file = object_stream(pdf, font->file.at, font->file.n, "FlateDecode", NULL);
    if (font->subset->is_cff)
        HPDF_Dict_AddName(file, "Subtype", "CIDFontType0C");
    else
        HPDF_Dict_AddNumber(file, "Length1", (HPDF_INT32)font->subset->size);
    return file;
}

/* StemV is not in the font: estimated from the weight, as is common. */
static HPDF_Dict describe(struct pdf *pdf, const struct pdf_font *font)
{
    enum { FIXED_PITCH = 1, SERIF = 2, SYMBOLIC = 4, ITALIC = 64 };
    const struct font_subset *subset = font->subset;
    HPDF_Dict dict = object_dict(pdf);
    HPDF_Array box = HPDF_Array_New(pdf->doc->mmgr);
    int flags = SYMBOLIC | (subset->fixed_pitch ? FIXED_PITCH : 0) | (subset->serif ? SERIF : 0) |
                (subset->italic ? ITALIC : 0);
    for (int i = 0; i < 4; i++)
        HPDF_Array_AddNumber(box, subset->bbox[i]);
    HPDF_Dict_AddName(dict, "Type", "FontDescriptor");
    HPDF_Dict_AddName(dict, "FontName", font->name);
    HPDF_Dict_AddNumber(dict, "Flags", flags);
    HPDF_Dict_Add(dict, "FontBBox", box);
    HPDF_Dict_AddNumber(dict, "ItalicAngle", subset->italic_angle);
    HPDF_Dict_AddNumber(dict, "Ascent", subset->ascent);
    HPDF_Dict_AddNumber(dict, "Descent", subset->descent > 0 ? -subset->descent : subset->descent);
    HPDF_Dict_AddNumber(dict, "CapHeight", subset->cap_height);
    HPDF_Dict_AddNumber(dict, "StemV", 50 + subset->weight * subset->weight / 4225);
    HPDF_Dict_Add(dict, subset->is_cff ? "FontFile3" : "FontFile2", embed(pdf, font));
    return dict;
}

static HPDF_Dict descendant(struct pdf *pdf, const struct pdf_font *font)
{
    HPDF_Dict dict = object_raw(pdf, widths(pdf, font)), system = HPDF_Dict_New(pdf->doc->mmgr);
    HPDF_Dict_AddName(dict, "Type", "Font");
    HPDF_Dict_AddName(dict, "Subtype", font->subset->is_cff ? "CIDFontType0" : "CIDFontType2");
    HPDF_Dict_AddName(dict, "BaseFont", font->name);
    HPDF_Dict_Add(dict, "CIDSystemInfo", system);
    object_add_text(pdf, system, "Registry", "Adobe");
    object_add_text(pdf, system, "Ordering", "Identity");
    HPDF_Dict_AddNumber(system, "Supplement", 0);
    HPDF_Dict_Add(dict, "FontDescriptor", describe(pdf, font));
    if (!font->subset->is_cff)
        HPDF_Dict_AddName(dict, "CIDToGIDMap", "Identity");
    return dict;
}

static void add_encoding(struct pdf *pdf, const struct pdf_font *font)
{
    char name[16];
    if (!font->encoding.n) {
        HPDF_Dict_AddName(font->dict, "Encoding", "Identity-H");
        return;
    }
    snprintf(name, sizeof name, "%.6s-H", font->name);
    HPDF_Dict map = object_stream(pdf, font->encoding.at, font->encoding.n, "FlateDecode",
                                  "/CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>>\n");
    HPDF_Dict_AddName(map, "Type", "CMap");
    HPDF_Dict_AddName(map, "CMapName", name);
    HPDF_Dict_Add(font->dict, "Encoding", map);
}

/* "Name-CMap" for CFF, the name alone for TrueType (9.7.6.2). */
static void add_font(struct pdf *pdf, struct pdf_font *font)
{
    HPDF_Array descendants = HPDF_Array_New(pdf->doc->mmgr);
    const char *map = font->encoding.n ? arena_format(pdf->arena, "%.6s-H", font->name) : "Identity-H";
    const char *base = font->subset->is_cff ? arena_format(pdf->arena, "%s-%s", font->name, map) : font->name;
    font->dict = object_dict(pdf);
    HPDF_Dict_AddName(font->dict, "Type", "Font");
    HPDF_Dict_AddName(font->dict, "Subtype", "Type0");
    HPDF_Dict_AddName(font->dict, "BaseFont", base);
    add_encoding(pdf, font);
    HPDF_Dict_Add(font->dict, "DescendantFonts", descendants);
    HPDF_Array_Add(descendants, descendant(pdf, font));
    HPDF_Dict_Add(font->dict, "ToUnicode",
                  object_stream(pdf, font->unicode.at, font->unicode.n, "FlateDecode", NULL));
}

void pdf_add_fonts(struct pdf *pdf)
{
    for (size_t i = 0; i < pdf->fonts.n; i++)
        add_font(pdf, &pdf->fonts.at[i]);
}
