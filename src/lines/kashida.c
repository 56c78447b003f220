/*
 * Kashida: a justified Arabic line is filled by drawing out some of its words between two joined letters, and only what
 * is left goes to its spaces. The places are those of unicode_kashida, one a word. A word is shaped anew with a tatweel
 * there, so that its letters have the forms that the face wants beside one; the tatweel is drawn as often as the length
 * needs, each over a part of the one before, and belongs to the cluster of the letter before it: what is copied from
 * the page is what was typed. A face whose letters do not stand on one line, as in nastaliq, offers none.
 */
#include "lines/inline.h"

#include <string.h>

#define TATWEEL "\xD9\x80"
enum {
    TATWEEL_BYTES = 2,
    STRETCH = 12,       /* parts of the em that a word adds to what the line breaker may stretch: lines are not set
                           loose for the sake of it */
    USUAL = 3,          /* parts of the em that one kashida has in a line that has places enough */
    MOST = 2,           /* … and at most */
    LEAST_TENTHS = 6    /* of a tatweel: what is shorter would show in the letters beside it */
};

sp inlines_find_kashida(struct inlines *text, const struct run *run)
{
    static const char probe[] = "\xD8\xA8" TATWEEL "\xD8\xA8"; /* beh, tatweel, beh */
    const struct paragraph_request *request = text->request;
    int align = request->align >= 0 ? request->align : (int)text->style->align;
    if (run->script != SCRIPT_TAG('A', 'r', 'a', 'b') || align != ALIGN_JUSTIFY || text->style->lines_kept ||
        !(run->level & 1) || run->missing || run->look->superscript || run->look->subscript)
        return 0;
    if (fonts_cover(text->setter->fonts, run->face, TATWEEL, TATWEEL_BYTES, run->look->language) != run->face)
        return 0;
    const struct shaped *word = inlines_shape_bytes(text, run, probe, sizeof probe - 1, 0, sizeof probe - 1);
    sp width = word->count == 3 ? shaped_glyph(word, 1).advance : 0;
    for (uint32_t i = 0; i < word->count; i++)
        if (shaped_glyph(word, i).dy != 0)
            return 0;
    return width > 0 ? width : 0;
}

/* Does a cluster of the word begin at a byte? */
static bool has_cluster(const struct atom *atom, uint32_t at)
{
    for (uint32_t i = 0; i < atom->word->count; i++)
        if (shaped_glyph(atom->word, i).cluster == at - atom->start)
            return true;
    return false;
}

/* A word cut by its spans may be joined to a letter outside. */
static bool stands_alone(const struct inlines *text, const struct atom *atom)
{
    uint32_t end;
    bool before = atom->start == 0 || unicode_is_space((unsigned char)text->para->text[atom->start - 1]);
    return before && (atom->end == text->para->length ||
                      inlines_kind(text, inlines_character(text, atom->end, &end)) != ATOM_WORD);
}

void inlines_mark_kashida(const struct inlines *text, struct atom *atom)
{
    const struct run *run = &text->runs.at[atom->run];
    if (run->kashida == 0 || !stands_alone(text, atom))
        return;
    struct kashida place = unicode_kashida(text->para->text + atom->start, atom->end - atom->start);
    uint32_t before = atom->start + place.before;
    /* Between the letters of a ligature there is no place. */
    if (place.rank == 0 || !has_cluster(atom, before) || !has_cluster(atom, atom->start + place.after))
        return;
    atom->kashida = before;
    atom->kashida_rank = (uint8_t)place.rank;
    atom->stretch = run->size / STRETCH;
}

/* How many of the words that may be drawn out have this rank? */
static size_t count_rank(const struct kashida_word *words, size_t count, int rank)
{
    size_t found = 0;
    for (size_t i = 0; i < count; i++)
        found += words[i].rank == rank;
    return found;
}

/* Takes `wanted` of the `there` words of a rank, evenly from the beginning of the line to its end. */
static void choose_words(struct kashida_word *words, size_t count, int rank, size_t wanted, size_t there, sp length)
{
    size_t next = 0, passed = 0;
    for (size_t i = 0; i < count; i++) {
        if (words[i].rank != rank)
            continue;
        if (next < wanted && passed++ == (2 * next + 1) * there / (2 * wanted)) {
            words[i].length = length;
            next++;
        }
    }
}

void kashida_share(struct kashida_word *words, size_t count, sp em, sp excess)
{
    size_t places = 0;
    for (size_t i = 0; i < count; i++)
        places += words[i].rank > 0;
    size_t wanted = (size_t)((excess * USUAL + em - 1) / em);
    wanted = wanted < places ? wanted : places;
    if (wanted == 0)
        return;
    sp length = excess / (sp)wanted;
    length = length < em / MOST ? length : em / MOST;
    for (int rank = 1; wanted > 0; rank++) {
        size_t there = count_rank(words, count, rank), taken = there < wanted ? there : wanted;
        choose_words(words, count, rank, taken, there, length);
        wanted -= taken;
    }
}

/* The word with one tatweel in it; clusters are those of the word without it, but *tatweel is where that glyph is. */
static struct glyph *shape_drawn(struct inlines *text, const struct atom *atom, uint32_t *count, uint32_t *tatweel)
{
    struct arena *scratch = text->setter->scratch;
    uint32_t size = atom->end - atom->start, cut = atom->kashida - atom->start;
    char *bytes = arena_alloc(scratch, size + TATWEEL_BYTES);
    memcpy(bytes, text->para->text + atom->start, cut);
    memcpy(bytes + cut, TATWEEL, TATWEEL_BYTES);
    memcpy(bytes + cut + TATWEEL_BYTES, text->para->text + atom->kashida, size - cut);
    size += TATWEEL_BYTES;
    const struct shaped *shaped = inlines_shape_bytes(text, &text->runs.at[atom->run], bytes, size, 0, size);
    struct glyph *glyphs = inlines_own_glyphs(text, shaped);
    *tatweel = *count = shaped->count;
    for (uint32_t i = 0; i < *count; i++) {
        uint32_t cluster = glyphs[i].cluster;
        if (cluster == cut)
            *tatweel = i;
        glyphs[i].cluster = cluster - (cluster > cut ? TATWEEL_BYTES : 0);
    }
    return glyphs;
}

const struct shaped *inlines_draw_out(struct inlines *text, const struct atom *atom, sp length)
{
    uint32_t n, at;
    const struct glyph *shaped = shape_drawn(text, atom, &n, &at);
    if (at + 1 >= n || shaped[at].advance <= 0) /* from right to left the letter before it comes after */
        return NULL;
    sp bar = shaped[at].advance, room = atom->word->width + length - (glyphs_width(shaped, n) - bar);
    if (room * 10 < bar * LEAST_TENTHS)
        return NULL;
    uint32_t bars = (uint32_t)((room + bar - 1) / bar);
    struct glyph *glyphs = arena_alloc(text->setter->scratch, (n + bars) * sizeof *glyphs);
    memcpy(glyphs, shaped, at * sizeof *glyphs);
    sp passed = 0;
    for (uint32_t i = 0; i < bars; i++) {
        sp end = i + 1 == bars ? room : (room - bar) * (i + 1) / (bars - 1);
        glyphs[at + i] = shaped[at];
        glyphs[at + i].cluster = shaped[at + 1].cluster;
        glyphs[at + i].advance = (int32_t)(end - passed);
        glyphs[at + i].dx = bars == 1 ? (int32_t)((room - bar) / 2) : 0;
        passed = end;
    }
    memcpy(glyphs + at + bars, shaped + at + 1, (n - at - 1) * sizeof *glyphs);
    return inlines_own_word(text, glyphs, n - 1 + bars);
}
