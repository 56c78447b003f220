/*
 * Chinese and Japanese: room between adjacent fullwidth signs and between ideographs and Latin letters or figures
 * (JIS X 4051; W3C, Requirements for Chinese Text Layout, 3.1.6 and 3.2.2), and how far a paragraph is indented.
 *
 * A fullwidth sign fills half of its square. Where two of them would leave a whole square blank, half a square is
 * taken off between them; so it is between a bracket and a sign in the middle of its square. The rows of margins.c do
 * the same at the edges of lines.
 */
#include "lines/inline.h"

#include <string.h>

enum sign { SIGN_NONE, SIGN_OPENING, SIGN_CLOSING, SIGN_CENTRED };

static bool is_traditional(const char *language)
{
    static const char *const tags[] = {"zh-Hant", "zh-TW", "zh-HK", "zh-MO"};
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (strncmp(language, tags[i], strlen(tags[i])) == 0)
            return true;
    return false;
}

bool inlines_sign_is_centred(const char *language, uint32_t c)
{
    bool stop = c == 0x3001 || c == 0x3002 || c == 0xFF0C || c == 0xFF0E || c == 0xFF1A || c == 0xFF1B;
    return stop && is_traditional(language);
}

/* Of the signs that leave half of their square blank, on one side or on both. */
static enum sign sign_of(uint32_t c, const char *language)
{
    if (c < 0x2018 || (c > 0x201D && c < 0x3001))
        return SIGN_NONE;
    if (c == 0x30FB || inlines_sign_is_centred(language, c))
        return SIGN_CENTRED;
    if (c == 0x2018 || c == 0x201C || c == 0xFF08 || c == 0xFF3B || c == 0xFF5B || c == 0x301D)
        return SIGN_OPENING;
    if (c == 0x2019 || c == 0x201D || c == 0xFF09 || c == 0xFF3D || c == 0xFF5D || c == 0x3001 || c == 0x3002 ||
        c == 0xFF0C || c == 0xFF0E || c == 0x301F)
        return SIGN_CLOSING;
    if (c == 0xFF1A || c == 0xFF1B)
        return strncmp(language, "zh", 2) == 0 ? SIGN_CLOSING : SIGN_CENTRED;
    if ((c >= 0x3008 && c <= 0x3011) || (c >= 0x3014 && c <= 0x301B))
        return c & 1 ? SIGN_CLOSING : SIGN_OPENING;
    return SIGN_NONE;
}

static bool is_ideograph(uint32_t c)
{
    return (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF) ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

static bool is_western(uint32_t c)
{
    return c < 0x2000 && (unicode_is_letter(c) || unicode_is_digit(c));
}

static sp pair_gap(const struct run *run, uint32_t before, uint32_t after)
{
    const char *language = run->look->language;
    enum sign left = sign_of(before, language), right = sign_of(after, language);
    bool opens = right == SIGN_OPENING && left != SIGN_NONE;
    if (opens || (left == SIGN_CLOSING && right != SIGN_NONE))
        return -run->size / 2;
    bool mixed = (is_ideograph(before) && is_western(after)) || (is_western(before) && is_ideograph(after));
    return mixed ? run->size * 9 / 100 : 0; /* programs take a tenth of the em for a space */
}

/* A sign that the face has in half a square has nothing to give. */
static bool is_square(const struct atom *atom, uint32_t glyph, sp size)
{
    return glyph < atom->word->count && shaped_glyph(atom->word, glyph).advance >= size * 9 / 10;
}

void inlines_close_up(const struct inlines *text, struct atom *atom)
{
    const struct run *run = &text->runs.at[atom->run];
    uint32_t last = UINT32_MAX, before = 0, count = atom->word->count;
    if (run->level & 1 || run->missing)
        return;
    struct glyph *glyphs = inlines_own_glyphs(text, atom->word);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t end, character = inlines_character(text, atom->start + glyphs[i].cluster, &end);
        sp gap = last == UINT32_MAX ? 0 : pair_gap(run, before, character);
        if (gap > 0 || (gap < 0 && is_square(atom, last, run->size) && is_square(atom, i, run->size))) {
            glyphs[last].advance += (int32_t)gap;
            atom->width += gap;
        }
        last = i;
        before = character;
    }
    atom->word = inlines_own_word(text, glyphs, count);
    if (last == UINT32_MAX || atom->end >= text->para->length)
        return;
    uint32_t end, after = inlines_character(text, atom->end, &end);
    sp gap = pair_gap(run, before, after);
    if (gap > 0 || (gap < 0 && is_square(atom, last, run->size)))
        atom->gap = gap;
}

static bool is_language(const char *language, const char *primary)
{
    return strncmp(language, primary, 2) == 0 && (language[2] == '\0' || language[2] == '-');
}

bool inlines_is_square(const struct inlines *text)
{
    return is_language(text->para->language, "zh") || is_language(text->para->language, "ja");
}

sp inlines_first_indent(const struct inlines *text)
{
    const struct style *style = text->style;
    const char *language = text->para->language;
    if (text->request->style != STYLE_BODY && text->request->style != STYLE_BODY_FIRST)
        return style->first_indent;
    if (is_language(language, "zh"))
        return 2 * style->size;
    return is_language(language, "ja") ? style->size : style->first_indent;
}
