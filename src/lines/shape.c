/*
 * Runs to atoms: words are shaped whole, so that kerning and ligatures are right in them, and white space
 * becomes glue. Where a script is written without spaces, and in very long words, each part between two
 * chances to break is an atom.
 */
#include "lines/inline.h"

#include <string.h>

enum {
    TAB_STOPS = 4,
    LETTER_STRETCH = 16, /* between letters of scripts without spaces, in parts of the em */
    PART_LIMIT = 1000    /* bytes shaped at once: some fonts need the square of the time */
};

const struct shaped *inlines_shape_bytes(struct inlines *text, const struct run *run, const char *bytes, size_t size,
                                         uint32_t start, uint32_t end)
{
    return shaper_word(text->setter->shaper, run->plan, bytes, size, start, end);
}

sp inlines_width(struct inlines *text, const struct run *run, uint32_t start, uint32_t end)
{
    const struct para *para = text->para;
    return inlines_shape_bytes(text, run, para->text, para->length, start, end)->width;
}

sp inlines_hyphen_width(struct inlines *text, const struct run *run)
{
    return inlines_shape_bytes(text, run, "-", 1, 0, 1)->width;
}

const struct shaped *inlines_own_word(const struct inlines *text, const struct glyph *glyphs, uint32_t count)
{
    struct shaped *word = arena_alloc(text->setter->scratch, sizeof *word);
    *word = (struct shaped){.glyphs = glyphs, .count = count, .width = glyphs_width(glyphs, count)};
    return word;
}

struct glyph *inlines_own_glyphs(const struct inlines *text, const struct shaped *word)
{
    struct glyph *glyphs = arena_alloc(text->setter->scratch, word->count * sizeof *glyphs);
    for (uint32_t i = 0; i < word->count; i++)
        glyphs[i] = shaped_glyph(word, i);
    return glyphs;
}

/* What is drawn for each cluster of a run that no font has: U+FFFD, or a question mark. */
static const struct shaped *shape_missing(struct inlines *text, const struct run *run, uint32_t start, uint32_t end)
{
    static const char replacement[] = "\xEF\xBF\xBD";
    bool has = fonts_cover(text->setter->fonts, run->face, replacement, 3, run->look->language) == run->face;
    const struct shaped *one = inlines_shape_bytes(text, run, has ? replacement : "?", has ? 3 : 1, 0, has ? 3 : 1);
    struct glyph glyph = one->count > 0 ? shaped_glyph(one, 0) : (struct glyph){0};
    VEC(struct glyph) glyphs = {0};
    for (uint32_t at = start; at < end; at++) {
        if (!inlines_begins_cluster(text, at) && at > start)
            continue;
        glyph.cluster = at - start;
        vec_push(text->setter->scratch, &glyphs, glyph);
    }
    for (size_t i = 0; i < glyphs.n / 2 && run->level & 1; i++) {
        struct glyph swap = glyphs.at[i];
        glyphs.at[i] = glyphs.at[glyphs.n - 1 - i];
        glyphs.at[glyphs.n - 1 - i] = swap;
    }
    return inlines_own_word(text, glyphs.at, (uint32_t)glyphs.n);
}

/* The part with the text before it (letters join) and a hyphen after it. No atom is longer than the room. */
static const struct shaped *shape_hyphenated(struct inlines *text, const struct run *run, uint32_t word,
                                             uint32_t start, uint32_t end)
{
    char bytes[PART_LIMIT + 8];
    uint32_t size = end - word + 1;
    memcpy(bytes, text->para->text + word, end - word);
    bytes[end - word] = '-';
    return inlines_shape_bytes(text, run, bytes, size, start - word, size);
}

bool inlines_draws_hyphen(const struct inlines *text, const struct atom *atom)
{
    const struct run *run = &text->runs.at[atom->run];
    return !run->missing && !(run->level & 1);
}

/* A gap for which no space was typed: the first glyph stands off, by less than what is read as a space. */
static const struct shaped *set_off(struct inlines *text, const struct run *run, const struct shaped *word)
{
    sp gap = run->size * 9 / 100; /* programs take a tenth of the em for a space */
    struct glyph *apart = inlines_own_glyphs(text, word);
    if (word->count > 0) {
        apart[0].advance += gap;
        apart[0].dx += gap;
    }
    return inlines_own_word(text, apart, word->count);
}

const struct shaped *inlines_shape_part(struct inlines *text, const struct atom *atom, uint32_t start, uint32_t end,
                                        bool hyphen)
{
    const struct run *run = &text->runs.at[atom->run];
    const struct shaped *word;
    if (run->missing)
        return shape_missing(text, run, start, end);
    if (hyphen && inlines_draws_hyphen(text, atom))
        word = shape_hyphenated(text, run, atom->start, start, end);
    else
        word = inlines_shape_bytes(text, run, text->para->text, text->para->length, start, end);
    return text->gaps && inlines_wants_gap(text, start) ? set_off(text, run, word) : word;
}

static bool has_no_spaces(uint32_t script)
{
    static const uint32_t scripts[] = {
        SCRIPT_TAG('H', 'a', 'n', 'i'), SCRIPT_TAG('H', 'i', 'r', 'a'), SCRIPT_TAG('K', 'a', 'n', 'a'),
        SCRIPT_TAG('B', 'o', 'p', 'o'), SCRIPT_TAG('Y', 'i', 'i', 'i'), SCRIPT_TAG('T', 'h', 'a', 'i'),
        SCRIPT_TAG('L', 'a', 'o', 'o'), SCRIPT_TAG('K', 'h', 'm', 'r'), SCRIPT_TAG('M', 'y', 'm', 'r'),
        SCRIPT_TAG('H', 'a', 'n', 'g'), SCRIPT_TAG('T', 'i', 'b', 't'),
    };
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++)
        if (script == scripts[i])
            return true;
    return false;
}

static void add_word(struct inlines *text, uint32_t run, uint32_t start, uint32_t end, sp stretch)
{
    struct atom atom = {.kind = ATOM_WORD, .start = start, .end = end, .run = run, .stretch = stretch};
    atom.word = inlines_shape_part(text, &atom, start, end, false);
    atom.width = atom.word->width;
    if (text->has_squares)
        inlines_close_up(text, &atom);
    if (text->runs.at[run].kashida)
        inlines_mark_kashida(text, &atom);
    vec_push(text->setter->scratch, &text->atoms, atom);
}

/* Where to end a part of a word that has no chance: after a cluster, unless one cluster goes on for ever. */
static uint32_t part_limit(const struct inlines *text, uint32_t start, uint32_t end)
{
    if (end - start <= PART_LIMIT)
        return end;
    uint32_t at = start + PART_LIMIT, next = at;
    while (at > start && !inlines_begins_cluster(text, at))
        at--;
    if (at > start)
        return at;
    while (((unsigned char)text->para->text[next] & 0xC0) == 0x80)
        next++;
    return next;
}

/* [start, end) without white space, in one run. */
static void add_words(struct inlines *text, uint32_t run_index, uint32_t start, uint32_t end)
{
    const struct run *run = &text->runs.at[run_index];
    if (!run->unspaced && end - start <= WORD_LIMIT) {
        add_word(text, run_index, start, end, 0);
        return;
    }
    while (start < end) {
        uint32_t at = start + 1, limit = part_limit(text, start, end);
        while (at < limit && text->chances[at] == CHANCE_NONE)
            at++;
        bool stretches = run->unspaced && text->chances[at] != CHANCE_NONE;
        add_word(text, run_index, start, at, stretches ? run->size / LETTER_STRETCH : 0);
        start = at;
    }
}

/* Spaces of fixed width by their names, in parts of the em; 0: as wide as the face's space. */
static sp fixed_space(uint32_t character, sp em)
{
    static const struct {
        uint32_t character;
        int divisor;
    } spaces[] = {
        {0x2000, 2}, {0x2001, 1}, {0x2002, 2}, {0x2003, 1}, {0x2004, 3},  {0x2005, 4}, {0x2006, 6},
        {0x2007, 2}, {0x2008, 4}, {0x2009, 6}, {0x200A, 12}, {0x202F, 6}, {0x205F, 5}, {0x3000, 1},
    };
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
        if (spaces[i].character == character)
            return em / spaces[i].divisor;
    return 0;
}

static sp greater(sp a, sp b)
{
    return a > b ? a : b;
}

/* Half and a third of the space, as for TeX's fonts. */
static void set_glue(struct atom *atom)
{
    atom->stretch = atom->width / 2;
    atom->shrink = atom->width / 3;
}

/* A space of French; none where further spaces follow. */
static void set_gap(struct atom *atom, const struct run *run, enum gap gap)
{
    atom->width = gap == GAP_THIN ? run->size * 4 / 25 : gap == GAP_WORD ? run->space : 0;
    if (gap == GAP_WORD)
        set_glue(atom);
}

/* A kept line as far as it has been shaped. */
struct kept_line {
    int column;   /* for TABs */
    sp lead;      /* width of the white space it begins with */
    bool begun;   /* that has ended */
    bool cut;     /* it would have been wider */
};

/* The line goes on after `at`, which is where the white space it begins with was cut. */
static void report_lead(struct inlines *text, uint32_t at)
{
    enum { SHOWN = 60 };
    const struct para *para = text->para;
    while (at < para->length && para->text[at] == ' ')
        at++;
    uint32_t stop = at;
    while (stop < para->length && para->text[stop] != '\n' && stop - at < SHOWN)
        stop++;
    while (stop > at && stop < para->length && !inlines_begins_cluster(text, stop))
        stop--;
    if (!text->tags || stop == at || !setter_may_report(text->setter))
        return;
    diag(text->setter->diags, DIAG_CODE_TOO_WIDE, inlines_pos(text, at),
         arena_format(text->setter->scratch, "%.*s", (int)(stop - at), para->text + at));
}

/* However far a kept line is indented, half the measure is left for what it says. */
static sp kept_width(struct inlines *text, struct kept_line *line, uint32_t at, sp width)
{
    sp most = (text->request->width - text->style->left - text->style->right) / 2;
    if (line->begun || line->lead + width <= most) {
        line->lead += width;
        return width;
    }
    if (!line->cut)
        report_lead(text, at);
    line->cut = true;
    sp left = greater(most - line->lead, 0);
    line->lead += left;
    return left;
}

static void add_space(struct inlines *text, uint32_t run_index, uint32_t start, uint32_t end, struct kept_line *line)
{
    const struct run *run = &text->runs.at[run_index];
    uint32_t after, character = inlines_character(text, start, &after);
    struct atom atom = {.kind = ATOM_SPACE, .start = start, .end = end, .run = run_index,
                        .width = run->space};
    sp fixed = fixed_space(character, run->size);
    bool last = true;
    enum gap gap = inlines_gap_after(text, end, &last);
    if (gap != GAP_NONE) {
        set_gap(&atom, run, last ? gap : GAP_NONE);
    } else if (fixed > 0) {
        atom.width = fixed;
    } else if (text->style->lines_kept) {
        atom.width = run->space * (character == '\t' ? TAB_STOPS - line->column % TAB_STOPS : 1);
    } else if (character != '\n' && character != '\r' && character != ' ' && character < 0xA0) {
        atom.width = 0; /* a stray control character */
    } else {
        set_glue(&atom);
    }
    if (text->style->lines_kept)
        atom.width = kept_width(text, line, start, atom.width);
    vec_push(text->setter->scratch, &text->atoms, atom);
}

static struct shape_request request_of(const struct run *run)
{
    return (struct shape_request){
        .face = run->face, .size = run->size, .features = run->features, .script = run->script,
        .right_to_left = run->level & 1, .language = run->look->language,
    };
}

/* Some faces, as Noto's Sinhala, have a space of half an em, twice as wide as their letters want. */
static void measure_space(struct inlines *text, struct run *run)
{
    const sp widest = run->size / 3;
    const struct shaped *space = inlines_shape_bytes(text, run, " ", 1, 0, 1);
    if (space->count > 0) {
        run->space_glyph = shaped_glyph(space, 0).id;
        run->space = shaped_glyph(space, 0).advance;
        if (run->space > widest && run->look->font != FONT_MONO)
            run->space = widest;
    }
}

/* A word ends where a gap is wanted. */
static uint32_t gap_or_end(const struct inlines *text, uint32_t start, uint32_t end)
{
    for (uint32_t at = start + 1; text->gaps && at < end; at++)
        if (text->gaps[at])
            return at;
    return end;
}

static void pass_atom(const struct inlines *text, enum atom_kind kind, uint32_t start, uint32_t end,
                      struct kept_line *line)
{
    if (kind == ATOM_BREAK)
        *line = (struct kept_line){0};
    else if (text->para->text[start] == '\t')
        line->column += TAB_STOPS - line->column % TAB_STOPS;
    else
        line->column += unicode_text_width(text->para->text + start, end - start);
    line->begun |= kind == ATOM_WORD;
}

/* White space, any character of it. Returns where it ends. */
static uint32_t add_white(struct inlines *text, uint32_t run, uint32_t start, struct kept_line *line)
{
    uint32_t end;
    enum atom_kind kind = inlines_kind(text, inlines_character(text, start, &end));
    if (kind == ATOM_SPACE)
        add_space(text, run, start, end, line);
    else
        vec_push(text->setter->scratch, &text->atoms,
                 ((struct atom){.kind = kind, .start = start, .end = end, .run = run}));
    if (text->style->lines_kept)
        pass_atom(text, kind, start, end, line);
    return end;
}

/* What there is of a word, which ends at `end`, or up to the next gap. Returns where that is. */
static uint32_t add_word_part(struct inlines *text, uint32_t run, uint32_t start, uint32_t end,
                              struct kept_line *line)
{
    end = gap_or_end(text, start, end);
    add_words(text, run, start, end);
    if (text->style->lines_kept)
        pass_atom(text, ATOM_WORD, start, end, line);
    return end;
}

/* Is all there is to know of its words what the shaper knows, as in most runs? */
static bool is_plain(const struct inlines *text, const struct run *run)
{
    return !run->missing && !run->unspaced && !run->kashida && !text->gaps && !text->has_squares &&
           !text->style->lines_kept;
}

/* Of a plain run: a word or a space, of which all but its place is given. */
static void add_plain(struct inlines *text, const struct atom *like, uint32_t start, uint32_t end)
{
    vec_push(text->setter->scratch, &text->atoms, *like);
    struct atom *atom = &text->atoms.at[text->atoms.n - 1];
    atom->start = start;
    atom->end = end;
    if (atom->kind != ATOM_WORD)
        return;
    const struct run *run = &text->runs.at[atom->run];
    atom->word = inlines_shape_bytes(text, run, text->para->text, text->para->length, start, end);
    atom->width = atom->word->width;
}

/* The atoms of a run. `token` is the first word that ends behind its start; returns that of the next run. */
static const struct token *add_run(struct inlines *text, uint32_t index, const struct token *token,
                                   struct kept_line *line)
{
    const struct run *run = &text->runs.at[index];
    const uint32_t end = run->end;
    const struct token *last = text->tokens.at + text->tokens.n;
    const bool plain = is_plain(text, run);
    const struct atom word = {.kind = ATOM_WORD, .run = index};
    struct atom space = {.kind = ATOM_SPACE, .run = index, .width = run->space};
    set_glue(&space);
    for (uint32_t at = run->start, next; at < end; at = next) {
        bool white = token == last || at < token->start;
        next = white ? at + 1 : token->end < end ? token->end : end;
        if (plain && (white ? text->para->text[at] == ' ' : next - at <= WORD_LIMIT))
            add_plain(text, white ? &space : &word, at, next);
        else
            next = white ? add_white(text, index, at, line) : add_word_part(text, index, at, next, line);
        if (!white && next == token->end)
            token++;
    }
    return token;
}

static sp width_of(struct inlines *text, const struct run *run, const char *whole, uint32_t start, uint32_t end)
{
    struct shape_request request = request_of(run);
    request.text = whole;
    request.text_size = strlen(whole);
    request.start = start;
    request.end = end;
    uint32_t count;
    const struct glyph *glyphs = shaper_shape(text->setter->shaper, &request, &count);
    return glyphs_width(glyphs, count);
}

/* A page number keeps the room that it had in the round before: else lines could break in turns, for ever. */
static void reserve(struct inlines *text, const struct span *span)
{
    for (size_t i = text->atoms.n; i-- > 0;) {
        struct atom *atom = &text->atoms.at[i];
        const struct run *run = &text->runs.at[atom->run];
        if (atom->kind != ATOM_WORD || atom->end > span->end || atom->start < span->start || run->missing)
            continue;
        sp room = width_of(text, run, span->wider, 0, (uint32_t)strlen(span->wider)) -
                  width_of(text, run, text->para->text, span->start, span->end);
        atom->width += room > 0 ? room : 0;
        return;
    }
}

static bool is_square_script(uint32_t script)
{
    return script == SCRIPT_TAG('H', 'a', 'n', 'i') || script == SCRIPT_TAG('H', 'i', 'r', 'a') ||
           script == SCRIPT_TAG('K', 'a', 'n', 'a') || script == SCRIPT_TAG('B', 'o', 'p', 'o');
}

/* Room for the atoms of most texts: words and a space after each. */
static void reserve_atoms(struct inlines *text)
{
    enum { MORE = 8 };
    text->atoms.cap = 2 * text->tokens.n + MORE;
    text->atoms.at = arena_take(text->setter->scratch, text->atoms.cap * sizeof *text->atoms.at);
}

void inlines_shape(struct inlines *text)
{
    struct kept_line line = {0};
    reserve_atoms(text);
    const struct token *token = text->tokens.at;
    for (uint32_t r = 0; r < text->runs.n; r++)
        text->has_squares |= is_square_script(text->runs.at[r].script) && !text->style->lines_kept;
    for (uint32_t r = 0; r < text->runs.n; r++) {
        struct run *run = &text->runs.at[r];
        struct shape_request request = request_of(run);
        run->plan = shaper_plan(text->setter->shaper, &request);
        run->unspaced = has_no_spaces(run->script);
        measure_space(text, run);
        run->kashida = inlines_find_kashida(text, run);
        token = add_run(text, r, token, &line);
    }
    for (uint32_t i = 0; i < text->para->span_count; i++)
        if (text->para->spans[i].kind == SPAN_JUMP && text->para->spans[i].wider)
            reserve(text, &text->para->spans[i]);
}
