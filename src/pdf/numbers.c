/*
 * pdf: the CIDs of a face's codes, which are also what stands in strings, and the fonts to which the codes are dealt.
 *
 * Where bytes are enough, a code is the character of Latin-1 that it says, unless another has taken that: contents can
 * be read, and words are the same bytes in all faces, which makes them smaller. Of TrueType each code has a CID of its
 * own, of CFF (and where bytes are not enough) each glyph: there a second text of a glyph (the hyphen that was typed
 * and the one that was added; a space and a no-break space) goes into a second font over the same CIDFont, since some
 * readers look up Unicode by CID, not by code.
 */
#include <string.h>

#include "pdf/writer.h"

enum { MOST = 250 /* CIDs of one byte */, CID_END = 256 };

static struct char_code *code_at(const struct pdf *pdf, const struct pdf_face *face, size_t i)
{
    return &pdf->codes.codes.at[face->codes.at[i]];
}

/* Does the code, in the order of the face, have the same glyph as the one before it? */
static bool is_further(const struct pdf *pdf, const struct pdf_face *face, size_t i)
{
    return i && code_at(pdf, face, i)->glyph == code_at(pdf, face, i - 1)->glyph;
}

/* The character of Latin-1 that is all the text; 0: it is another. */
static uint16_t latin(const struct glyph_text *text)
{
    const char *at = text->at, *end = at + text->size;
    uint32_t character = text->size ? utf8_next(&at, end) : 0;
    bool is_seen = (character >= ' ' && character <= '~') || (character >= 0xA0 && character <= 0xFF);
    return is_seen && at == end ? (uint16_t)character : 0;
}

/* 0 is .notdef; 32 is kept for the space, on which word spacing works (9.3.3). */
static void number_bytes(struct pdf *pdf, struct pdf_face *face, bool by_glyph)
{
    bool taken[CID_END] = {[0] = true, ['\r'] = true};
    uint16_t next = 0x80;
    for (size_t i = 0; i < face->codes.n; i++) {
        struct char_code *code = code_at(pdf, face, i);
        uint16_t cid = by_glyph && is_further(pdf, face, i) ? 0 : latin(&code->text);
        code->cid = taken[cid] ? 0 : cid;
        taken[cid] = true;
    }
    taken[' '] = true;
    for (size_t i = 0; i < face->codes.n; i++) {
        struct char_code *code = code_at(pdf, face, i);
        if (by_glyph && is_further(pdf, face, i)) {
            code->cid = code_at(pdf, face, i - 1)->cid;
        } else if (!code->cid) {
            while (taken[next])
                next = (next + 1) % CID_END;
            code->cid = next;
            taken[next] = true;
        }
    }
}

/* In each font a CID has one code. */
static void deal_codes(struct pdf *pdf, struct pdf_face *face, bool by_glyph)
{
    uint32_t font = 0;
    face->first_font = (uint32_t)pdf->fonts.n;
    for (size_t i = 0; i < face->codes.n; i++) {
        font = by_glyph && is_further(pdf, face, i) ? font + 1 : face->first_font;
        if (font == pdf->fonts.n)
            vec_push(pdf->arena, &pdf->fonts, (struct pdf_font){0});
        code_at(pdf, face, i)->font = font;
        vec_push(pdf->arena, &pdf->fonts.at[font].codes, face->codes.at[i]);
    }
    face->font_count = (uint32_t)pdf->fonts.n - face->first_font;
}

void pdf_number_codes(struct pdf *pdf, struct pdf_face *face)
{
    size_t glyphs = 0;
    for (size_t i = 0; i < face->codes.n; i++)
        glyphs += !is_further(pdf, face, i);
    bool by_glyph = face_is_cff(face->face) || face->codes.n > MOST;
    face->two_bytes = by_glyph && glyphs > MOST;
    if (!face->two_bytes)
        number_bytes(pdf, face, by_glyph);
    deal_codes(pdf, face, by_glyph);
}
