/*
 * Optical margins: signs that leave much white around them hang a little into the margin, so that the edge of the
 * text looks straight (Hàn Thế Thành, Micro-typographic extensions to the TeX typesetting system, 2000, chapter 3).
 * The shares are those of the LaTeX package microtype for faces that it does not know; letters and figures stay
 * where they are.
 */
#include "lines/inline.h"

/* In the order of signs: thousandths of the sign's own width, at the beginning and at the end of a line. */
static const struct hang {
    uint32_t sign;
    uint16_t start, end;
} hangs[] = {
    {'!', 0, 100},       {'"', 300, 300},     {'\'', 300, 400},    {'(', 100, 0},       {')', 0, 200},
    {'*', 200, 200},     {',', 0, 500},       {'-', 500, 500},     {'.', 0, 700},       {'/', 100, 200},
    {':', 0, 500},       {';', 0, 300},       {'?', 0, 100},
    {0xA1, 100, 0},      /* ¡ */
    {0xAB, 200, 200},    /* « */
    {0xBB, 200, 200},    /* » */
    {0xBF, 100, 0},      /* ¿ */
    {0x60C, 0, 500},     /* Arabic comma */
    {0x61B, 0, 300},     /* Arabic semicolon */
    {0x61F, 0, 100},     /* Arabic question mark */
    {0x2010, 500, 500},  /* hyphen */
    {0x2011, 500, 500},
    {0x2013, 200, 200},  /* en dash */
    {0x2014, 150, 150},  /* em dash */
    {0x2018, 300, 400},  /* single quotation marks */
    {0x2019, 300, 400},
    {0x201A, 400, 400},
    {0x201C, 300, 300},  /* double quotation marks */
    {0x201D, 300, 300},
    {0x201E, 400, 400},
    {0x2026, 0, 200},    /* ellipsis */
    {0x2039, 400, 300},  /* single guillemets */
    {0x203A, 300, 400},
    {0x3001, 0, 500},    /* fullwidth signs: the blank half of their square */
    {0x3002, 0, 500},
    {0x3008, 500, 0},
    {0x3009, 0, 500},
    {0x300A, 500, 0},
    {0x300B, 0, 500},
    {0x300C, 500, 0},
    {0x300D, 0, 500},
    {0x300E, 500, 0},
    {0x300F, 0, 500},
    {0x3010, 500, 0},
    {0x3011, 0, 500},
    {0x3014, 500, 0},
    {0x3015, 0, 500},
    {0xFF08, 500, 0},
    {0xFF09, 0, 500},
    {0xFF0C, 0, 500},
};

static const struct hang *find_hang(uint32_t sign)
{
    size_t low = 0, high = sizeof hangs / sizeof *hangs;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (hangs[middle].sign == sign)
            return &hangs[middle];
        if (hangs[middle].sign < sign)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* Does the margin's side of the run lie where lines begin and end? */
static bool runs_with_text(const struct inlines *text, const struct run *run)
{
    return !run->missing && (run->level & 1) == (text->base_level & 1);
}

bool inlines_hang(const struct inlines *text)
{
    const struct paragraph_request *request = text->request;
    enum alignment align = request->align >= 0 ? (enum alignment)request->align : text->style->align;
    bool cell = request->style == STYLE_TABLE_CELL || request->style == STYLE_TABLE_HEAD;
    return (align == ALIGN_JUSTIFY || align == ALIGN_LEFT) && !text->style->lines_kept && !cell &&
           request->artifact == ARTIFACT_NONE && text->tab == text->para->length;
}

sp inlines_hang_start_of_sign(struct inlines *text, const struct atom *atom, uint32_t at)
{
    const struct run *run = &text->runs.at[atom->run];
    if (!runs_with_text(text, run))
        return 0;
    uint32_t end;
    const struct hang *hang = find_hang(inlines_character(text, at, &end));
    return hang && hang->start ? inlines_width(text, run, at, end) * hang->start / 1000 : 0;
}

sp inlines_hang_end_of_sign(struct inlines *text, const struct atom *atom, uint32_t at)
{
    const struct run *run = &text->runs.at[atom->run];
    if (!runs_with_text(text, run))
        return 0;
    uint32_t start = at - 1, end;
    while (start > atom->start && !inlines_begins_cluster(text, start))
        start--;
    const struct hang *hang = find_hang(inlines_character(text, start, &end));
    if (hang && inlines_sign_is_centred(run->look->language, hang->sign))
        return 0;
    return hang && hang->end && end == at ? inlines_width(text, run, start, end) * hang->end / 1000 : 0;
}

sp inlines_hang_hyphen(struct inlines *text, const struct atom *atom)
{
    const struct run *run = &text->runs.at[atom->run];
    if (!text->hangs || !runs_with_text(text, run) || !inlines_draws_hyphen(text, atom))
        return 0;
    return inlines_hyphen_width(text, run) * find_hang('-')->end / 1000;
}
