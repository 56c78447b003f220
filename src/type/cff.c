/*
 * CFF rewritten as CID-keyed (Adobe Technical Notes 5176, The Compact Font Format, and 5092, CID-Keyed Font
 * Technology Overview). A name-keyed CFF in a composite font is allowed by ISO 32000 9.7.4.2, but readers
 * differ on it; and a subset of a CID-keyed font keeps its old CIDs. Charstrings and subroutines are copied
 * as they are.
 */
#include "type/cff.h"

#include <stdlib.h>
#include <string.h>

struct slice {
    const uint8_t *at;
    size_t size;
};
enum operator{
    OP_FONT_BBOX = 5,
    OP_CHARSET = 15,
    OP_CHARSTRINGS = 17,
    OP_PRIVATE = 18,
    OP_SUBRS = 19,
    OP_NOMINAL_WIDTH = 21,
    OP_FONT_MATRIX = 12 << 8 | 7,
    OP_ROS = 12 << 8 | 30,
    OP_CID_COUNT = 12 << 8 | 34,
    OP_FD_ARRAY = 12 << 8 | 36,
    OP_FD_SELECT = 12 << 8 | 37
};
/* The strings of the new font come after the 391 standard ones. */
enum { SID_ADOBE = 391, SID_IDENTITY = 392 };

/* An INDEX: its entries and, as a whole, its bytes. */
struct index {
    struct slice all;
    uint32_t count;
    unsigned offset_size;
    const uint8_t *offsets, *data; /* data: the byte before the first entry */
};

struct font {
    struct slice bytes, top;
    struct index charstrings, global_subrs, fonts; /* fonts: none in a name-keyed one */
    struct slice select;                           /* FDSelect; empty in a name-keyed one */
    struct cff_cids cids;                          /* what the new one has */
    struct glyph_copies copies;
};
/* The Private DICT of one font DICT and the subroutines that go with it. */
struct private
{
    struct slice matrix, dict, subrs;
};

static uint32_t read_number(const uint8_t *at, unsigned size)
{
    uint32_t value = 0;
    while (size--)
        value = value << 8 | *at++;
    return value;
}

/* Reads the INDEX at `offset`; false when it does not lie within the table. */
static bool read_index(struct slice bytes, size_t offset, struct index *index)
{
    *index = (struct index){0};
    if (offset > bytes.size || bytes.size - offset < 2)
        return false;
    const uint8_t *at = bytes.at + offset;
    size_t left = bytes.size - offset;
    index->count = read_number(at, 2);
    index->all = (struct slice){at, 2};
    if (index->count == 0)
        return true;
    index->offset_size = left > 2 ? at[2] : 0;
    size_t head = 3 + ((size_t)index->count + 1) * index->offset_size;
    if (index->offset_size < 1 || index->offset_size > 4 || left < head)
        return false;
    index->offsets = at + 3;
    index->data = at + head - 1;
    uint32_t end =
        read_number(index->offsets + (size_t)index->count * index->offset_size, index->offset_size);
    if (end < 1 || left - head < end - 1)
        return false;
    index->all.size = head + end - 1;
    return true;
}

/* The entry; empty when its offsets are disordered. */
static struct slice index_entry(const struct index *index, uint32_t i)
{
    if (i >= index->count)
        return (struct slice){0};
    const uint8_t *at = index->offsets + (size_t)i * index->offset_size;
    uint32_t from = read_number(at, index->offset_size);
    uint32_t to = read_number(at + index->offset_size, index->offset_size);
    size_t end = (size_t)(index->all.at + index->all.size - index->data);
    if (from < 1 || to < from || to > end)
        return (struct slice){0};
    return (struct slice){index->data + from, to - from};
}

/* The size of the operand that begins here, 0 for an operator, more than `left` when it is cut or unknown. */
static size_t operand_size(const uint8_t *at, size_t left)
{
    if (*at <= 21)
        return 0;
    if (*at == 28)
        return 3;
    if (*at == 29)
        return 5;
    if (*at >= 32 && *at <= 246)
        return 1;
    if (*at >= 247 && *at <= 254)
        return 2;
    if (*at != 30)
        return left + 1;
    for (size_t i = 1; i < left; i++) /* real: nibbles up to one that is 15 */
        if ((at[i] & 15) == 15 || at[i] >> 4 == 15)
            return i + 1;
    return left + 1;
}

static int32_t operand_value(const uint8_t *at)
{
    if (*at == 28)
        return (int16_t)read_number(at + 1, 2);
    if (*at == 29)
        return (int32_t)read_number(at + 1, 4);
    if (*at >= 32 && *at <= 246)
        return *at - 139;
    if (*at >= 247 && *at <= 250)
        return (*at - 247) * 256 + at[1] + 108;
    if (*at >= 251 && *at <= 254)
        return -(*at - 251) * 256 - at[1] - 108;
    return 0;
}

/* Walks a DICT: *at moves past the next operator. Gives its operands; -1 at the end or on nonsense. */
static int next_operator(struct slice dict, size_t *at, struct slice *operands)
{
    size_t start = *at;
    while (*at < dict.size) {
        size_t size = operand_size(dict.at + *at, dict.size - *at);
        if (size > dict.size - *at)
            return -1;
        if (size > 0) {
            *at += size;
            continue;
        }
        *operands = (struct slice){dict.at + start, *at - start};
        int operator= dict.at[(*at)++];
        if (operator== 12)
            operator= * at<dict.size ? 12 << 8 | dict.at[(*at)++] : - 1;
        return operator;
    }
    return -1;
}

static bool find_operator(struct slice dict, int wanted, struct slice *operands)
{
    size_t at = 0;
    int operator;
    while ((operator= next_operator(dict, &at, operands)) >= 0)
        if (operator== wanted)
            return true;
    *operands = (struct slice){0};
    return false;
}

/* The operands of an operator as up to two integers; how many there are, 0 when the operator is missing. */
static int find_integers(struct slice dict, int wanted, int32_t values[2])
{
    struct slice operands;
    int count = 0;
    if (!find_operator(dict, wanted, &operands))
        return 0;
    for (size_t at = 0; at < operands.size && count < 2;
         at += operand_size(operands.at + at, operands.size - at))
        values[count++] = operand_value(operands.at + at);
    return count;
}

static bool read_private(const struct font *font, struct slice dict, struct private *private)
{
    int32_t place[2], subrs[2];
    struct index index;
    *private = (struct private){0};
    find_operator(dict, OP_FONT_MATRIX, &private->matrix);
    if (find_integers(dict, OP_PRIVATE, place) != 2)
        return true; /* legal: no hints, no subroutines */
    size_t size = (size_t)place[0], offset = (size_t)place[1];
    if (place[0] < 0 || place[1] < 0 || offset > font->bytes.size || size > font->bytes.size - offset)
        return false;
    private->dict = (struct slice){font->bytes.at + offset, size};
    if (find_integers(private->dict, OP_SUBRS, subrs) == 0)
        return true;
    if (subrs[0] < 0 || !read_index(font->bytes, offset + (size_t)subrs[0], &index))
        return false;
    private->subrs = index.all;
    return true;
}

/* FDSelect, whose size must be found from its format. */
static bool read_select(struct font *font, int32_t place)
{
    size_t offset = (size_t)place, left;
    if (place < 0 || offset >= font->bytes.size)
        return false;
    const uint8_t *at = font->bytes.at + offset;
    left = font->bytes.size - offset;
    size_t size = 1 + (size_t)font->charstrings.count;
    if (*at == 3)
        size = left < 3 ? left + 1 : 5 + 3 * (size_t)read_number(at + 1, 2);
    else if (*at != 0)
        return false;
    font->select = (struct slice){at, size};
    return size <= left;
}

static bool read_font(struct slice bytes, struct font *font)
{
    struct index names, tops, strings;
    int32_t value[2];
    *font = (struct font){.bytes = bytes};
    if (bytes.size < 4 || bytes.at[0] != 1 || !read_index(bytes, bytes.at[2], &names))
        return false;
    size_t at = bytes.at[2] + names.all.size;
    if (!read_index(bytes, at, &tops) || tops.count != 1)
        return false;
    at += tops.all.size;
    if (!read_index(bytes, at, &strings) || !read_index(bytes, at + strings.all.size, &font->global_subrs))
        return false;
    font->top = index_entry(&tops, 0);
    if (find_integers(font->top, OP_CHARSTRINGS, value) != 1 || value[0] < 0 ||
        !read_index(bytes, (size_t)value[0], &font->charstrings) || font->charstrings.count == 0)
        return false;
    struct slice ros;
    if (!find_operator(font->top, OP_ROS, &ros))
        return true;
    if (find_integers(font->top, OP_FD_ARRAY, value) != 1 || value[0] < 0 ||
        !read_index(bytes, (size_t)value[0], &font->fonts) || font->fonts.count == 0)
        return false;
    return find_integers(font->top, OP_FD_SELECT, value) == 1 && read_select(font, value[0]);
}

static void put_number(struct buf *out, uint32_t value, int size)
{
    while (size--)
        buf_putc(out, (char)(value >> size * 8));
}

/* An integer in the form whose size does not depend on its value. */
static void put_integer(struct buf *out, int32_t value)
{
    buf_putc(out, 29);
    put_number(out, (uint32_t)value, 4);
}

/* A string's number in two bytes: readers look for ROS, the first operator, behind two of these. */
static void put_sid(struct buf *out, int sid)
{
    buf_putc(out, (char)(247 + (sid - 108) / 256));
    buf_putc(out, (char)((sid - 108) % 256));
}

static void put_operator(struct buf *out, int operator)
{
    if (operator> 255)
        buf_putc(out, (char)(operator>> 8));
    buf_putc(out, (char)operator);
}

static void put_slice_operator(struct buf *out, struct slice operands, int operator)
{
    if (operands.size == 0)
        return;
    buf_append(out, operands.at, operands.size);
    put_operator(out, operator);
}

static void put_integer_operator(struct buf *out, size_t value, int operator)
{
    put_integer(out, (int32_t)value);
    put_operator(out, operator);
}

/* An INDEX of entries that stand one after the other in `data`, ending at ends[i]. */
static void put_index(struct buf *out, const struct buf *data, const size_t *ends, uint32_t count)
{
    int size = data->n < UINT16_MAX ? 2 : 4;
    put_number(out, count, 2);
    if (count == 0)
        return;
    buf_putc(out, (char)size);
    put_number(out, 1, size);
    for (uint32_t i = 0; i < count; i++)
        put_number(out, (uint32_t)ends[i] + 1, size);
    buf_append(out, data->at, data->n);
}

static void put_strings(struct buf *out, const char *first, const char *second)
{
    struct buf data = {0};
    size_t ends[2];
    buf_puts(&data, first);
    ends[0] = data.n;
    buf_puts(&data, second ? second : "");
    ends[1] = data.n;
    put_index(out, &data, ends, second ? 2 : 1);
    buf_free(&data);
}

/* Where the parts of the new table stand. */
struct places {
    size_t charset, select, charstrings, fonts;
};

static uint32_t glyph_count(const struct font *font)
{
    return font->charstrings.count + font->copies.count;
}

/* The matrix does not follow ROS: veraPDF would take ROS's operands with it. */
static void put_top(struct buf *out, const struct font *font, struct places places)
{
    struct buf top = {0};
    struct slice operands;
    put_sid(&top, SID_ADOBE);
    put_sid(&top, SID_IDENTITY);
    buf_putc(&top, (char)139); /* supplement 0 */
    put_operator(&top, OP_ROS);
    uint32_t count = glyph_count(font);
    put_integer_operator(&top, font->cids.at ? CFF_FIRST_OTHER + count : count, OP_CID_COUNT);
    find_operator(font->top, OP_FONT_MATRIX, &operands);
    put_slice_operator(&top, operands, OP_FONT_MATRIX);
    find_operator(font->top, OP_FONT_BBOX, &operands);
    put_slice_operator(&top, operands, OP_FONT_BBOX);
    put_integer_operator(&top, places.charset, OP_CHARSET);
    put_integer_operator(&top, places.select, OP_FD_SELECT);
    put_integer_operator(&top, places.charstrings, OP_CHARSTRINGS);
    put_integer_operator(&top, places.fonts, OP_FD_ARRAY);
    put_index(out, &top, &top.n, 1);
    buf_free(&top);
}

/* A Private DICT with its subroutines behind it; returns the size of the DICT alone. */
static size_t put_private(struct buf *out, const struct private *private)
{
    size_t start = out->n, at = 0;
    struct slice operands;
    int operator;
    while ((operator= next_operator(private->dict, &at, &operands)) >= 0)
        if (operator!= OP_SUBRS) {
            buf_append(out, operands.at, operands.size);
            put_operator(out, operator);
        }
    size_t size = out->n - start;
    if (private->subrs.size == 0)
        return size;
    size += 6; /* the operator that follows: it holds its own end */
    put_integer_operator(out, size, OP_SUBRS);
    buf_append(out, private->subrs.at, private->subrs.size);
    return size;
}

/* The private parts and the FDArray that names them. False when the source is malformed. */
static bool put_fonts(struct buf *out, const struct font *font, struct places *places)
{
    struct buf dicts = {0};
    uint32_t count = font->fonts.count ? font->fonts.count : 1;
    size_t ends[256];
    bool good = count <= 256;
    for (uint32_t i = 0; i < count && good; i++) {
        struct private private;
        good = read_private(font, font->fonts.count ? index_entry(&font->fonts, i) : font->top, &private);
        if (!good)
            break;
        if (font->fonts.count) /* a name-keyed font's matrix is in the top DICT already */
            put_slice_operator(&dicts, private.matrix, OP_FONT_MATRIX);
        size_t offset = out->n, size = put_private(out, &private);
        put_integer(&dicts, (int32_t)size);
        put_integer_operator(&dicts, offset, OP_PRIVATE);
        ends[i] = dicts.n;
    }
    places->fonts = out->n;
    if (good)
        put_index(out, &dicts, ends, count);
    buf_free(&dicts);
    return good;
}

static void put_select(struct buf *out, const struct font *font)
{
    if (font->select.size > 0) {
        buf_append(out, font->select.at, font->select.size);
        return;
    }
    buf_putc(out, 3); /* one range: all glyphs, font 0 */
    put_number(out, 1, 2);
    put_number(out, 0, 3);
    put_number(out, glyph_count(font), 2);
}

/* The CIDs of all glyphs but .notdef: as one range, or one by one. */
static void put_charset(struct buf *out, const struct font *font)
{
    struct cff_cids cids = font->cids;
    uint32_t count = font->charstrings.count;
    buf_putc(out, cids.at ? 0 : 2);
    for (uint32_t glyph = 1; cids.at && glyph < count; glyph++)
        put_number(out, glyph < cids.count ? cids.at[glyph] : CFF_FIRST_OTHER + glyph, 2);
    if (!cids.at && count > 1) {
        put_number(out, 1, 2);
        put_number(out, count - 2, 2);
    }
    for (uint32_t i = 0; i < font->copies.count; i++)
        put_number(out, font->copies.at[i].cid, 2);
}

/* As they are, and the copies behind them. False where a copy cannot be made. */
static bool put_charstrings(struct buf *out, const struct font *font)
{
    struct private private;
    struct buf data = {0};
    int32_t nominal[2] = {0};
    uint32_t own = font->charstrings.count;
    bool good = true;
    if (!font->copies.count) {
        buf_append(out, font->charstrings.all.at, font->charstrings.all.size);
        return true;
    }
    if (read_private(font, font->top, &private))
        find_integers(private.dict, OP_NOMINAL_WIDTH, nominal);
    size_t *ends = base_malloc(glyph_count(font) * sizeof *ends);
    for (uint32_t i = 0; i < glyph_count(font) && good; i++) {
        const struct glyph_copy *copy = i < own ? NULL : &font->copies.at[i - own];
        struct slice entry = index_entry(&font->charstrings, copy ? copy->of : i);
        if (copy)
            good = charstring_with_width(entry.at, entry.size, nominal[0], copy->width, &data);
        else
            buf_append(&data, entry.at, entry.size);
        ends[i] = data.n;
    }
    if (good)
        put_index(out, &data, ends, glyph_count(font));
    free(ends);
    buf_free(&data);
    return good;
}

static bool put_font(struct buf *out, const struct font *font, const char *name, struct places *places)
{
    out->n = 0;
    put_number(out, 0x01000404, 4); /* version 1.0, header of 4 bytes, offsets of 4 bytes */
    put_strings(out, name, NULL);
    put_top(out, font, *places);
    put_strings(out, "Adobe", "Identity");
    buf_append(out, font->global_subrs.all.at, font->global_subrs.all.size);
    places->charset = out->n;
    put_charset(out, font);
    places->select = out->n;
    put_select(out, font);
    places->charstrings = out->n;
    return put_charstrings(out, font) && put_fonts(out, font, places);
}

const uint8_t *cff_with_identity(struct arena *arena, const uint8_t *bytes, size_t size, const char *name,
                                 struct cff_cids cids, struct glyph_copies copies, size_t *out_size)
{
    struct font font;
    struct places places = {0};
    struct buf out = {0};
    const uint8_t *result = NULL;
    /* Twice: the places, written in a fixed size, are known after the first time. */
    bool good = read_font((struct slice){bytes, size}, &font) && (!copies.count || (cids.at && !font.fonts.count));
    font.cids = cids;
    font.copies = copies;
    if (good && put_font(&out, &font, name, &places) && put_font(&out, &font, name, &places)) {
        result = arena_copy(arena, out.at, out.n);
        *out_size = out.n;
    }
    buf_free(&out);
    return result;
}
