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

/* A code and the text that it says. */
struct mapping {
    uint16_t cid;
    const struct glyph_text *text;
};

static int by_cid(const void *left, const void *right)
{
    return ((const struct mapping *)left)->cid - ((const struct mapping *)right)->cid;
}

/*
 * The codes of a font and those of them that are kerned, by CID. Returns how many. A glyph whose text another one says
 * is a word joiner, which no reader shows: for a code that means nothing pdf.js would say the code.
 */
static size_t list_mappings(const struct pdf *pdf, const struct pdf_font *font, struct mapping *out)
{
    static const struct glyph_text joiner = {"\u2060", 3};
    size_t n = 0;
    for (size_t i = 0; i < font->codes.n; i++) {
        const struct char_code *code = &pdf->codes.codes.at[font->codes.at[i]];
        const struct glyph_text *text = code->text.size ? &code->text : &joiner;
        out[n++] = (struct mapping){code->cid, text};
        for (uint32_t k = 0; k < code->kerned_count; k++)
            out[n++] = (struct mapping){pdf->kerned.at[code->first_kerned + k].cid, text};
    }
    qsort(out, n, sizeof *out, by_cid);
    return n;
}

/* The text, if it is one character of Latin-1; else 0. */
static uint32_t latin_of(const struct mapping *mapping)
{
    const char *at = mapping->text->at, *end = at + mapping->text->size;
    uint32_t character = utf8_next(&at, end);
    return at == end && character <= 0xFF ? character : 0;
}

/* Where the codes end that from here on say one character after the other; their first bytes are the same. */
static size_t range_end(const struct mapping *mappings, size_t from, size_t count)
{
    uint32_t first = latin_of(&mappings[from]);
    size_t to = from + 1;
    while (first && to < count && mappings[to].cid == mappings[from].cid + (to - from) && mappings[to].cid % 256 &&
           latin_of(&mappings[to]) == first + (to - from))
        to++;
    return to;
}

/* One section of ranges, or of codes that are in none, of the mappings from `at` on; returns where to go on. */
static size_t put_section(struct buf *out, const struct mapping *mappings, size_t at, size_t count, bool ranges,
                          bool two_bytes)
{
    enum { MOST = 100 /* lines of a section */ };
    const char *name = ranges ? "bfrange" : "bfchar";
    struct buf lines = {0};
    int n = 0;
    for (size_t to; at < count && n < MOST; at = to) {
        to = range_end(mappings, at, count);
        if ((to - at > 1) != ranges)
            continue;
        buf_format(&lines, two_bytes ? "<%04X> " : "<%02X> ", mappings[at].cid);
        if (ranges)
            buf_format(&lines, two_bytes ? "<%04X> " : "<%02X> ", mappings[to - 1].cid);
        buf_putc(&lines, '<');
        put_utf16_hex(&lines, mappings[at].text->at, mappings[at].text->size);
        buf_puts(&lines, ">\n");
        n++;
    }
    if (n) {
        buf_format(out, "%d begin%s\n", n, name);
        buf_append(out, lines.at, lines.n);
        buf_format(out, "end%s\n", name);
    }
    buf_free(&lines);
    return at;
}

struct buf pdf_unicode_map(const struct pdf *pdf, const struct pdf_font *font)
{
    bool two_bytes = font->codes.n && pdf->codes.codes.at[font->codes.at[0]].two_bytes;
    struct mapping *mappings = base_malloc((font->codes.n + pdf->kerned.n + 1) * sizeof *mappings);
    size_t count = list_mappings(pdf, font, mappings);
    struct buf out = {0};
    open_map(&out, "Adobe-Identity-UCS", "UCS", 2, two_bytes);
    for (int ranges = 0; ranges < 2; ranges++)
        for (size_t at = 0; at < count;)
            at = put_section(&out, mappings, at, count, ranges, two_bytes);
    close_map(&out);
    free(mappings);
    return out;
}
