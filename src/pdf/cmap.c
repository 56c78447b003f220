/*
 * pdf: how the strings of a font are read (ISO 32000-1 9.7.5 and 9.10.3): the map from bytes to CIDs, and that from
 * bytes to text. Codes are CIDs: of one byte where a face has no more than 256 of them, else of two (Identity-H). Not
 * of one and two in the same font: MuPDF loses the text of the longer ones.
 */
#include <stdlib.h>

#include "pdf/writer.h"

static void open_map(struct buf *out, const char *name, const char *ordering, int type, bool two_bytes)
{
    buf_format(out, "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                    "/CIDSystemInfo <</Registry (Adobe) /Ordering (%s) /Supplement 0>> def\n"
                    "/CMapName /%s def\n/CMapType %d def\n/WMode 0 def\n"
                    "1 begincodespacerange\n%s\nendcodespacerange\n",
               ordering, name, type, two_bytes ? "<0000> <FFFF>" : "<00> <FF>");
}

static void close_map(struct buf *out)
{
    buf_puts(out, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
}

struct buf pdf_byte_map(const char *name)
{
    struct buf out = {0};
    open_map(&out, name, "Identity", 1, false);
    buf_puts(&out, "1 begincidrange\n<00> <FF> 0\nendcidrange\n");
    close_map(&out);
    return out;
}

struct mapping {
    uint16_t cid;
    const struct glyph_text *text;
};

/* The codes of a font and those of them that are kerned. Returns how many. */
static size_t list_mappings(const struct pdf *pdf, const struct pdf_font *font, struct mapping *out)
{
    size_t n = 0;
    for (size_t i = 0; i < font->codes.n; i++) {
        const struct char_code *code = &pdf->codes.codes.at[font->codes.at[i]];
        out[n++] = (struct mapping){code->cid, &code->text};
        for (uint32_t k = 0; k < code->kerned_count; k++)
            out[n++] = (struct mapping){pdf->kerned.at[code->first_kerned + k].cid, &code->text};
    }
    return n;
}

/*
 * A glyph whose text another one says is a word joiner, which no reader shows: for a code that means nothing pdf.js
 * would say the code.
 */
struct buf pdf_unicode_map(const struct pdf *pdf, const struct pdf_font *font)
{
    enum { BLOCK = 100 /* most lines of a section */ };
    static const struct glyph_text joiner = {"\u2060", 3};
    bool two_bytes = font->codes.n && pdf->codes.codes.at[font->codes.at[0]].two_bytes;
    struct mapping *mappings = base_malloc((font->codes.n + pdf->kerned.n + 1) * sizeof *mappings);
    size_t count = list_mappings(pdf, font, mappings);
    struct buf out = {0};
    open_map(&out, "Adobe-Identity-UCS", "UCS", 2, two_bytes);
    for (size_t i = 0; i < count; i++) {
        const struct glyph_text *text = mappings[i].text->size ? mappings[i].text : &joiner;
        if (i % BLOCK == 0)
            buf_format(&out, "%s%zu beginbfchar\n", i ? "endbfchar\n" : "", count - i < BLOCK ? count - i : BLOCK);
        buf_format(&out, two_bytes ? "<%04X> <" : "<%02X> <", mappings[i].cid);
        put_utf16_hex(&out, text->at, text->size);
        buf_puts(&out, ">\n");
    }
    buf_puts(&out, "endbfchar\n");
    close_map(&out);
    free(mappings);
    return out;
}
