/*
 * pdf: how the strings of a font are read (ISO 32000-1 9.7.5 and 9.10.3): the map from bytes to CIDs, and that from
 * bytes to text.
 *
 * Codes take one byte where the face's CIDs allow: they are the CIDs, but that the code 32 is the space, on which word
 * spacing works (9.3.3). Where there are more than 256, the last lead bytes begin codes of two bytes.
 */
#include <string.h>

#include "pdf/writer.h"

enum { BYTES = 256, BLOCK = 100 /* most lines of a section */, SPACE = 32 };

/* How many codes take one byte, so that there is room for all CIDs. */
static uint32_t single_codes(uint32_t cids)
{
    uint32_t leads = cids > BYTES ? (cids - BYTES + BYTES - 2) / (BYTES - 1) : 0;
    return leads < BYTES ? BYTES - leads : 0;
}

static bool is_space(const struct char_code *code)
{
    const struct glyph_text *text = &code->text;
    return (text->size == 1 && *text->at == ' ') || (text->size == 2 && !memcmp(text->at, "\u00A0", 2));
}

/* The space and the code 32 change places. */
static uint32_t swapped(const struct encoding *encoding, uint32_t cid)
{
    if (!encoding->space)
        return cid;
    return cid == encoding->space ? SPACE : cid == SPACE ? encoding->space : cid;
}

void pdf_encode_font(struct pdf *pdf, struct pdf_font *font, uint32_t cids)
{
    struct encoding *encoding = &font->encoding;
    encoding->singles = single_codes(cids);
    for (size_t i = 0; i < font->codes.n && encoding->singles > SPACE; i++) {
        const struct char_code *code = &pdf->codes.codes.at[font->codes.at[i]];
        if (!encoding->space && is_space(code) && code->cid < encoding->singles)
            encoding->space = code->cid;
    }
    for (size_t i = 0; i < font->codes.n; i++) {
        struct char_code *code = &pdf->codes.codes.at[font->codes.at[i]];
        uint32_t beyond = code->cid - encoding->singles;
        code->two_bytes = code->cid >= encoding->singles;
        code->code = (uint16_t)(code->two_bytes ? encoding->singles * BYTES + beyond : swapped(encoding, code->cid));
        code->is_space = encoding->space && code->cid == encoding->space;
    }
}

/* A map's head; `name` and `ordering` say what it is from and to. */
static void open_map(struct buf *out, const char *name, const char *ordering, int type, uint32_t singles)
{
    buf_format(out, "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                    "/CIDSystemInfo <</Registry (Adobe) /Ordering (%s) /Supplement 0>> def\n"
                    "/CMapName /%s def\n/CMapType %d def\n/WMode 0 def\n%d begincodespacerange\n",
               ordering, name, type, (singles > 0) + (singles < BYTES));
    if (singles > 0)
        buf_format(out, "<00> <%02X>\n", singles - 1);
    if (singles < BYTES)
        buf_format(out, "<%02X00> <FFFF>\n", singles);
    buf_puts(out, "endcodespacerange\n");
}

static void close_map(struct buf *out)
{
    buf_puts(out, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
}

struct cid_range {
    uint32_t from, to, cid; /* codes from … to - 1 */
    bool two_bytes;
};

static void add_range(struct cid_range *ranges, size_t *count, uint32_t from, uint32_t to, uint32_t cid)
{
    if (from < to)
        ranges[(*count)++] = (struct cid_range){from, to, cid, from >= BYTES};
}

/* A range may not go beyond the last byte of its codes. */
static size_t cid_ranges(const struct encoding *encoding, struct cid_range *ranges)
{
    uint32_t space = encoding->space, singles = encoding->singles;
    uint32_t low = space < SPACE ? space : SPACE, high = space < SPACE ? SPACE : space;
    size_t count = 0;
    if (space && low < high) {
        add_range(ranges, &count, 0, low, 0);
        add_range(ranges, &count, low, low + 1, high);
        add_range(ranges, &count, low + 1, high, low + 1);
        add_range(ranges, &count, high, high + 1, low);
        add_range(ranges, &count, high + 1, singles, high + 1);
    } else {
        add_range(ranges, &count, 0, singles, 0);
    }
    for (uint32_t lead = singles; lead < BYTES; lead++)
        add_range(ranges, &count, lead * BYTES, (lead + 1) * BYTES, singles + (lead - singles) * BYTES);
    return count;
}

struct buf pdf_cid_map(const struct encoding *encoding, const char *name)
{
    struct buf out = {0};
    struct cid_range ranges[BYTES + 5];
    size_t count = cid_ranges(encoding, ranges);
    open_map(&out, name, "Identity", 1, encoding->singles);
    for (size_t i = 0; i < count; i++) {
        size_t left = count - i;
        if (i % BLOCK == 0)
            buf_format(&out, "%s%zu begincidrange\n", i ? "endcidrange\n" : "", left < BLOCK ? left : BLOCK);
        buf_format(&out, ranges[i].two_bytes ? "<%04X> <%04X> %u\n" : "<%02X> <%02X> %u\n", ranges[i].from,
                   ranges[i].to - 1, ranges[i].cid);
    }
    buf_puts(&out, "endcidrange\n");
    close_map(&out);
    return out;
}

/*
 * A glyph whose text another one says is a word joiner, which no reader shows: for a code that means nothing pdf.js
 * would say the code.
 */
struct buf pdf_unicode_map(const struct pdf *pdf, const struct pdf_font *font)
{
    static const struct glyph_text joiner = {"\u2060", 3};
    struct buf out = {0};
    open_map(&out, "Adobe-Identity-UCS", "UCS", 2, font->encoding.singles);
    for (size_t i = 0; i < font->codes.n; i++) {
        const struct char_code *code = &pdf->codes.codes.at[font->codes.at[i]];
        const struct glyph_text *text = code->text.size ? &code->text : &joiner;
        size_t left = font->codes.n - i;
        if (i % BLOCK == 0)
            buf_format(&out, "%s%zu beginbfchar\n", i ? "endbfchar\n" : "", left < BLOCK ? left : BLOCK);
        buf_format(&out, code->two_bytes ? "<%04X> <" : "<%02X> <", code->code);
        put_utf16_hex(&out, text->at, text->size);
        buf_puts(&out, ">\n");
    }
    buf_puts(&out, "endbfchar\n");
    close_map(&out);
    return out;
}
