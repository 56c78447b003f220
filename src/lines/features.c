/*
 * Which features of its face a run is set with: figures, small capitals, superiors, ligatures. What the face
 * lacks is scaled (superiors) or reported (small capitals), never faked.
 */
#include "lines/inline.h"

#include <string.h>

static bool all_digits(const struct inlines *text, uint32_t start, uint32_t end)
{
    for (uint32_t i = start; i < end; i++)
        if (text->para->text[i] < '0' || text->para->text[i] > '9')
            return false;
    return end > start;
}

static void report_small_caps(struct inlines *text, uint32_t start, const struct face *face)
{
    if (text->tags && text->setter->diags)
        diag(text->setter->diags, DIAG_SMALL_CAPS_MISSING, inlines_pos(text, start), face_name(face));
}

static unsigned figure_features(const struct inlines *text, const struct run *run)
{
    bool has_tab = text->tab < text->para->length;
    if (text->style->tabular && (run->after_tab || !has_tab) && face_has_features(run->face, SHAPE_TABULAR))
        return SHAPE_TABULAR | SHAPE_LINING;
    bool plain = !run->code && !run->look->superscript && !text->request->is_label;
    if (text->style->figures == FIGURES_OLD_STYLE && plain && face_has_features(run->face, SHAPE_OLD_STYLE))
        return SHAPE_OLD_STYLE;
    return face_has_features(run->face, SHAPE_LINING) ? SHAPE_LINING : 0; /* an old-style 1 may read as I: X.509 */
}

static unsigned capital_features(struct inlines *text, const struct run *run)
{
    if (run->acronym && run->look->font != FONT_MONO && face_has_features(run->face, SHAPE_SMALL_ACRONYMS))
        return SHAPE_SMALL_ACRONYMS;
    if (!run->look->small_caps)
        return 0;
    if (face_has_features(run->face, SHAPE_SMALL_CAPS))
        return SHAPE_SMALL_CAPS;
    report_small_caps(text, run->start, run->face);
    return 0;
}

/* Code among text: no higher than its small letters, so that it does not shout. */
static void fit_code(const struct inlines *text, struct run *run)
{
    const struct face *around = fonts_face(text->setter->fonts, text->style->font, false, false);
    sp want = face_metrics(around, run->size).x_height;
    sp have = face_metrics(run->face, run->size).x_height;
    if (have > want && want > 0)
        run->size = run->size * want / have;
}

void inlines_choose_features(struct inlines *text, struct run *run, uint32_t stretch_end)
{
    const struct look *look = run->look;
    unsigned features = look->font == FONT_MONO ? SHAPE_NO_LIGATURES : 0;
    run->size = face_size(run->face, text->style->size);
    if (look->font == FONT_MONO && text->style->font != FONT_MONO)
        fit_code(text, run);
    features |= capital_features(text, run);
    if (look->superscript && all_digits(text, run->start, stretch_end) &&
        face_has_features(run->face, SHAPE_SUPERSCRIPT)) {
        features |= SHAPE_SUPERSCRIPT;
    } else if (look->superscript) {
        run->rise = face_metrics(run->face, run->size).cap_height * 2 / 5;
        run->size = run->size * 13 / 20;
    } else if (look->subscript) {
        run->rise = -face_metrics(run->face, run->size).cap_height / 6;
        run->size = run->size * 13 / 20;
    }
    if (!(features & SHAPE_SMALL_ACRONYMS)) /* whose figures are as small as their letters */
        features |= figure_features(text, run);
    run->features = features;
}

sp inlines_leading(const struct inlines *text)
{
    sp leading = text->style->leading, half = text->setter->design->body_leading / 2;
    uint32_t needing = 0;
    unsigned percent = 100;
    for (size_t i = 0; i < text->runs.n; i++) {
        const struct run *run = &text->runs.at[i];
        unsigned wanted = face_leading(run->face);
        if (wanted > 100)
            needing += run->end - run->start;
        percent = wanted > percent ? wanted : percent;
    }
    if (percent == 100 || needing * 2 < text->para->length)
        return leading;
    sp more = leading * percent / 100 - leading;
    return leading == half * 2 && half > 0 ? leading + (more + half - 1) / half * half : leading + more;
}

/* Two capitals and more, figures between them, perhaps the s of a plural, which stays as it is. */
static uint32_t acronym_end(const struct inlines *text, uint32_t start, uint32_t end)
{
    uint32_t capitals = 0;
    for (uint32_t at = start, next; at < end; at = next) {
        uint32_t character = inlines_character(text, at, &next);
        if (character == 's' && next == end && capitals >= 2)
            return at;
        if (unicode_is_letter(character) && !unicode_is_upper(character))
            return start;
        capitals += unicode_is_upper(character);
    }
    return capitals >= 2 ? end : start;
}

static bool is_part_of_word(uint32_t character)
{
    return unicode_is_letter(character) || unicode_is_mark(character) || unicode_is_digit(character);
}

/* Addresses and the symbols of documents (RWH/2007/01-E) are not words. */
static bool is_word_neighbour(char byte)
{
    return byte != '/' && byte != '@' && byte != '_' && byte != '.' && byte != ':';
}

/* The T of ITU-T belongs to the acronym before it. */
static uint32_t with_letter(const struct inlines *text, uint32_t end)
{
    const char *at = text->para->text + end;
    bool joined = at[0] == '-' && at[1] >= 'A' && at[1] <= 'Z';
    return joined && !is_part_of_word((unsigned char)at[2]) ? end + 2 : end;
}

void inlines_find_acronyms(struct inlines *text)
{
    const struct para *para = text->para;
    const char *tab = memchr(para->text, '\t', para->length);
    text->tab = tab ? (uint32_t)(tab - para->text) : para->length;
    if (!text->style->small_acronyms)
        return;
    bool *found = arena_alloc(text->setter->scratch, para->length + 1);
    for (uint32_t at = 0, next; at < para->length; at = next) {
        if (!is_part_of_word(inlines_character(text, at, &next)))
            continue;
        uint32_t start = at, end = next;
        while (end < para->length && is_part_of_word(inlines_character(text, end, &next)))
            end = next;
        next = end;
        bool before = start == 0 || is_word_neighbour(para->text[start - 1]);
        bool after = is_word_neighbour(para->text[end]) || !is_part_of_word((unsigned char)para->text[end + 1]);
        uint32_t stop = before && after ? acronym_end(text, start, end) : start;
        if (stop > start && stop == end)
            next = stop = with_letter(text, end);
        memset(found + start, true, stop - start);
    }
    text->acronyms = found;
}

void inlines_find_codes(struct inlines *text)
{
    const struct para *para = text->para;
    if (text->style->figures != FIGURES_OLD_STYLE)
        return;
    bool *found = arena_alloc(text->setter->scratch, para->length + 1);
    for (uint32_t at = 0; at < para->length;) {
        uint32_t start = at;
        bool capital = false, figure = false;
        for (; at < para->length && !strchr(" \t\n", para->text[at]); at++) {
            capital |= para->text[at] >= 'A' && para->text[at] <= 'Z';
            figure |= para->text[at] >= '0' && para->text[at] <= '9';
        }
        memset(found + start, capital && figure, at - start);
        at++;
    }
    text->codes = found;
}
