/*
 * Atoms to the boxes, glue and penalties of the line breaker. A word with chances inside becomes several
 * boxes: the width of what follows a chance is that of the fragment shaped on its own, and the penalty's
 * width makes up the difference before it, hyphen included; so both lines are right to the unit although the
 * sum is the whole word's.
 */
#include "lines/inline.h"

enum {
    PENALTY_HYPHEN = 50,
    PENALTY_COMPOUND = 150,
    PENALTY_ADDRESS = 100,
    PENALTY_ADDRESS_SIGN = 500,
    PENALTY_TIE = 2900, /* less than a hyphen costs where lines need not be full */
    PENALTY_RESCUE = 5000,
    PENALTY_MOST = 9000,
    RAGGED_FACTOR = 60 /* where lines need not be full, a hyphen is worth less */
};

static void add_box(struct inlines *text, struct break_list *list, sp width, uint32_t at)
{
    break_list_add(text, list, (struct break_item){.kind = BREAK_BOX, .width = width, .at = at});
}

static void add_penalty(struct inlines *text, struct break_list *list, int16_t penalty, uint32_t at)
{
    break_list_add(text, list, (struct break_item){.kind = BREAK_PENALTY, .penalty = penalty, .at = at});
}

/* Is a line begun: does anything stand after the last forced break? */
static bool line_is_empty(const struct break_list *list)
{
    for (size_t i = list->items.n; i-- > 0;) {
        if (list->items.at[i].kind == BREAK_BOX)
            return false;
        if (list->items.at[i].kind == BREAK_PENALTY && list->items.at[i].penalty == BREAK_FORCE)
            return true;
    }
    return true;
}

void break_list_end(struct inlines *text, struct break_list *list, uint32_t at)
{
    if (line_is_empty(list))
        add_box(text, list, 0, at);
    add_penalty(text, list, BREAK_FORBIDDEN, at);
    break_list_add(text, list, (struct break_item){.kind = BREAK_GLUE, .stretch = BREAK_FILL, .at = at});
    add_penalty(text, list, BREAK_FORCE, at);
}

/* A list while it is made. */
struct lister {
    struct inlines *text;
    struct break_list *list;
    int factor;           /* of what breaks in words cost */
    uint32_t run;         /* whose hyphen hangs by so much; UINT32_MAX: of none it is known */
    sp hyphen_hang;
};

static struct break_item chance_item(const struct lister *lister, uint32_t at)
{
    enum chance chance = lister->text->chances[at];
    struct break_item item = {.kind = BREAK_PENALTY, .at = at};
    int penalty = 0;
    switch (chance) {
    case CHANCE_EXPLICIT:
    case CHANCE_HYPHEN:
        item.flagged = true;
        penalty = PENALTY_HYPHEN * lister->factor;
        break;
    case CHANCE_COMPOUND:
        item.flagged = true;
        penalty = PENALTY_COMPOUND * lister->factor;
        break;
    case CHANCE_ADDRESS:
        penalty = lister->text->para->text[at - 1] == '/' ? PENALTY_ADDRESS : PENALTY_ADDRESS_SIGN;
        penalty *= lister->factor;
        break;
    case CHANCE_TIE:
        penalty = PENALTY_TIE;
        break;
    case CHANCE_RESCUE:
        penalty = PENALTY_RESCUE;
        break;
    case CHANCE_NONE:
    case CHANCE_BREAK:
        break;
    }
    item.penalty = (int16_t)(penalty < PENALTY_MOST ? penalty : PENALTY_MOST);
    return item;
}

static bool adds_hyphen(enum chance chance)
{
    return chance == CHANCE_HYPHEN || chance == CHANCE_COMPOUND;
}

static sp part_width(struct inlines *text, const struct atom *atom, uint32_t start, uint32_t end, bool hyphen)
{
    return inlines_shape_part(text, atom, start, end, hyphen)->width;
}

/* The width of a word from a byte on, as a line that begins there would have it. */
static sp rest_width(struct inlines *text, const struct atom *atom, uint32_t at)
{
    const struct run *run = &text->runs.at[atom->run];
    const struct shaped *word = atom->word;
    uint32_t first = 0;
    while (first < word->count && shaped_glyph(word, first).cluster < at - atom->start)
        first++;
    struct glyph glyph = first < word->count ? shaped_glyph(word, first) : (struct glyph){.is_bound = 1};
    bool whole = glyph.cluster == at - atom->start && !glyph.is_bound;
    if (!whole || run->level & 1 || run->missing || inlines_wants_gap(text, at) || text->has_squares)
        return part_width(text, atom, at, atom->end, false);
    sp width = 0;
    for (uint32_t i = first; i < word->count; i++)
        width += shaped_glyph(word, i).advance;
    return width;
}

/* [i]: what the whole word's glyphs take up to byte i of it. */
static const sp *widths_before(const struct inlines *text, const struct atom *atom)
{
    uint32_t size = atom->end - atom->start;
    sp *widths = arena_alloc(text->setter->scratch, (size + 1) * sizeof *widths);
    for (uint32_t i = 0; i < atom->word->count; i++) {
        struct glyph glyph = shaped_glyph(atom->word, i);
        widths[glyph.cluster + 1] += glyph.advance;
    }
    for (uint32_t i = 1; i <= size; i++)
        widths[i] += widths[i - 1];
    return widths;
}

struct syllable inlines_measure_chance(struct inlines *text, const struct atom *atom, uint32_t at)
{
    bool hyphen = adds_hyphen(text->chances[at]);
    sp before = at < atom->end ? atom->width - rest_width(text, atom, at) : atom->width;
    return (struct syllable){.at = at - atom->start, .before = before,
                             .whole = part_width(text, atom, atom->start, at, hyphen)};
}

/* A word on its way into the list. */
struct word_list {
    struct lister *lister;
    const struct atom *atom;
    const sp *before; /* by byte; NULL: not needed yet */
    uint32_t from;    /* where the next box begins */
    sp done;          /* width of the boxes made so far */
};

/* The box that ends before byte `at`, where the word is so wide. A word that is one box may be drawn out. */
static void add_part(struct word_list *word, sp before, uint32_t at)
{
    struct inlines *text = word->lister->text;
    const struct atom *atom = word->atom;
    bool whole = word->from == atom->start && at == atom->end;
    struct break_item box = {.kind = BREAK_BOX, .width = before - word->done, .at = word->from,
                             .hang = inlines_hang_start(text, atom, word->from)};
    if (whole && atom->kashida_rank > 0)
        box.stretch = atom->stretch;
    break_list_add(text, word->lister->list, box);
    word->from = at;
    word->done = before;
}

static sp hyphen_hang(struct lister *lister, const struct atom *atom)
{
    if (lister->run != atom->run)
        lister->hyphen_hang = inlines_hang_hyphen(lister->text, atom);
    lister->run = atom->run;
    return lister->hyphen_hang;
}

/* The chance before byte `at` inside or at the end of a word. */
static void add_chance(struct word_list *word, uint32_t at)
{
    struct inlines *text = word->lister->text;
    const struct atom *atom = word->atom;
    enum chance chance = text->chances[at];
    struct break_item item = chance_item(word->lister, at);
    bool inside = at < atom->end, reshaped = chance != CHANCE_RESCUE && (inside || adds_hyphen(chance));
    struct syllable part = {.before = atom->width};
    if (reshaped) {
        part = inlines_measure_chance(text, atom, at);
    } else if (inside) {
        word->before = word->before ? word->before : widths_before(text, atom);
        part.before = word->before[at - atom->start];
    }
    add_part(word, part.before > word->done ? part.before : word->done, at);
    if (reshaped)
        item.width = part.whole - word->done;
    sp stretch = atom->kashida_rank > 0 ? 0 : atom->stretch;
    if (chance == CHANCE_BREAK && at == atom->end && (stretch > 0 || atom->gap != 0))
        item = (struct break_item){.kind = BREAK_GLUE, .width = atom->gap, .stretch = stretch, .at = at};
    item.hang = adds_hyphen(chance) ? hyphen_hang(word->lister, atom) : inlines_hang_end(text, atom, at);
    break_list_add(text, word->lister->list, item);
}

/* A word whose only chances are those between its syllables. */
static void add_syllables(struct word_list *word, const struct syllables *syllables)
{
    struct inlines *text = word->lister->text;
    for (uint32_t i = 0; i < syllables->count; i++) {
        const struct syllable *syllable = &syllables->at[i];
        struct break_item item = chance_item(word->lister, word->atom->start + syllable->at);
        add_part(word, syllable->before > word->done ? syllable->before : word->done, item.at);
        item.width = syllable->whole - word->done;
        item.hang = hyphen_hang(word->lister, word->atom);
        break_list_add(text, word->lister->list, item);
    }
}

static void add_whole(struct lister *lister, const struct atom *atom, sp width)
{
    struct break_item box = {.kind = BREAK_BOX, .width = width, .at = atom->start,
                             .stretch = atom->kashida_rank > 0 ? atom->stretch : 0,
                             .hang = inlines_hang_start(lister->text, atom, atom->start)};
    break_list_add(lister->text, lister->list, box);
}

/* A word that lines may be broken in. */
static void add_parts(struct lister *lister, const struct atom *atom, const struct syllables *syllables, uint32_t end,
                      sp width)
{
    struct word_list word = {.lister = lister, .atom = atom, .from = atom->start};
    if (syllables)
        add_syllables(&word, syllables);
    else
        for (uint32_t at = atom->start; (at = inlines_next_chance(lister->text, at + 1, end)) < end;)
            add_chance(&word, at);
    if (word.from < atom->end)
        add_part(&word, width, atom->end);
}

static void add_word(struct lister *lister, const struct atom *atom, bool before_word)
{
    const struct inlines *text = lister->text;
    const struct syllables *syllables = text->is_rescued ? NULL : atom->syllables;
    uint32_t end = before_word ? atom->end + 1 : atom->end;
    sp width = atom->width + (text->chances[atom->end] == CHANCE_NONE ? atom->gap : 0);
    if (syllables || inlines_next_chance(text, atom->start + 1, end) < end)
        add_parts(lister, atom, syllables, end, width);
    else
        add_whole(lister, atom, width);
}

/* White space: a line may end at it where a chance follows. Kept lines keep what they begin with. */
static void add_space(struct lister *lister, const struct atom *atom, bool line_start, enum chance chance)
{
    struct inlines *text = lister->text;
    struct break_list *list = lister->list;
    if (line_start && text->style->lines_kept) {
        add_box(text, list, atom->width, atom->start);
        return;
    }
    if (line_start)
        return;
    struct break_item glue = {.kind = BREAK_GLUE, .width = atom->width, .stretch = atom->stretch,
                              .shrink = atom->shrink, .at = atom->start};
    if (atom > text->atoms.at && atom[-1].kind == ATOM_WORD)
        glue.hang = inlines_hang_end(text, &atom[-1], atom[-1].end);
    if (chance == CHANCE_NONE || chance == CHANCE_TIE) { /* no line ends at glue behind a penalty */
        int16_t penalty = chance == CHANCE_TIE ? PENALTY_TIE : BREAK_FORBIDDEN;
        struct break_item held = {.kind = BREAK_PENALTY, .penalty = penalty, .hang = glue.hang, .at = atom->start};
        break_list_add(text, list, held);
    }
    break_list_add(text, list, glue);
}

/* The first of `count` atoms after the white space that begins at `i`; the count when nothing follows. */
static size_t after_space(const struct atom *atoms, size_t count, size_t i)
{
    while (i < count && atoms[i].kind == ATOM_SPACE)
        i++;
    return i;
}

/* Room for a word and a space from each two atoms, as most texts have them. */
static struct break_list *new_list(const struct inlines *text)
{
    enum { FEWEST = 16 };
    struct arena *scratch = text->setter->scratch;
    struct break_list *list = arena_alloc(scratch, sizeof *list);
    list->items.cap = text->atoms.n + text->atoms.n / 4 + FEWEST;
    list->items.at = arena_take(scratch, list->items.cap * sizeof *list->items.at);
    return list;
}

/* How many atoms end at a byte or before. */
static size_t atoms_before(const struct inlines *text, uint32_t end)
{
    size_t count = text->atoms.n;
    while (count > 0 && text->atoms.at[count - 1].end > end)
        count--;
    return count;
}

struct break_list *inlines_list(struct inlines *text, uint32_t end)
{
    int align = text->request->align >= 0 ? text->request->align : (int)text->style->align;
    struct lister lister = {.text = text, .list = new_list(text), .run = UINT32_MAX,
                            .factor = align == ALIGN_JUSTIFY ? 1 : RAGGED_FACTOR};
    const struct atom *atoms = text->atoms.at;
    const size_t count = atoms_before(text, end);
    bool line_start = true;
    for (size_t i = 0, next = 0; i < count; i++) { /* next: the first after white space */
        const struct atom *atom = &atoms[i];
        if (atom->kind == ATOM_WORD) {
            add_word(&lister, atom, i + 1 < count && atom[1].kind == ATOM_WORD);
            line_start = false;
        } else if (atom->kind == ATOM_BREAK) {
            break_list_end(text, lister.list, atom->start);
            line_start = true;
        } else { /* white space, a second TAB too; none where a line ends anyway */
            next = next > i ? next : after_space(atoms, count, i + 1);
            if (next < count && atoms[next].kind != ATOM_BREAK)
                add_space(&lister, atom, line_start, text->chances[atoms[next].start]);
        }
    }
    return lister.list;
}

static bool is_legal(const struct break_list *list, size_t i)
{
    const struct break_item *item = &list->items.at[i];
    if (item->kind == BREAK_PENALTY)
        return item->penalty < BREAK_FORBIDDEN;
    return item->kind == BREAK_GLUE && i > 0 && item[-1].kind == BREAK_BOX;
}

/* What an item adds to a line that is `part` wide so far: glue that a line would begin with is dropped. */
static sp inner_width(const struct break_item *item, sp part)
{
    return item->kind == BREAK_BOX || (item->kind == BREAK_GLUE && part > 0) ? item->width : 0;
}

static bool is_last_resort(const struct inlines *text, const struct break_list *list, size_t i)
{
    enum chance chance = text->chances[list->items.at[i].at];
    return list->items.at[i].kind == BREAK_PENALTY && (adds_hyphen(chance) || chance == CHANCE_RESCUE);
}

void break_list_extent(const struct inlines *text, const struct break_list *list, sp *min_width,
                       sp *max_width)
{
    sp part = 0, line = 0;
    *min_width = *max_width = 0;
    for (size_t i = 0; i < list->items.n; i++) {
        const struct break_item *item = &list->items.at[i];
        bool penalty = item->kind == BREAK_PENALTY, ends = is_legal(list, i) &&
            !is_last_resort(text, list, i);
        sp reach = part + (penalty && !ends ? 0 : ends && !penalty ? 0 : item->width);
        *min_width = reach > *min_width ? reach : *min_width;
        line = penalty && item->penalty == BREAK_FORCE ? 0 : line + (penalty ? 0 : item->width);
        *max_width = line > *max_width ? line : *max_width;
        part = ends ? 0 : part + inner_width(item, part);
    }
}

static void report_wide(struct inlines *text, uint32_t start, uint32_t end)
{
    enum { SHOWN = 60 };
    if (!text->tags || !setter_may_report(text->setter))
        return;
    uint32_t stop = end - start > SHOWN ? start + SHOWN : end;
    while (stop > start && !inlines_begins_cluster(text, stop))
        stop--;
    const char *words = arena_format(text->setter->scratch, "%.*s%s", (int)(stop - start), text->para->text + start,
                                     stop < end ? "…" : "");
    enum diag_id id = text->style->lines_kept ? DIAG_CODE_TOO_WIDE : DIAG_WORD_TOO_WIDE;
    diag(text->setter->diags, id, inlines_pos(text, start), words);
}

bool break_list_rescue(struct inlines *text, const struct break_list *list, sp limit)
{
    enum { REPORTS = 20 };
    int reports = 0;
    bool any = false;
    sp part = 0;
    size_t from = 0;
    for (size_t i = 0; i < list->items.n; i++) {
        const struct break_item *item = &list->items.at[i];
        bool legal = is_legal(list, i), penalty = item->kind == BREAK_PENALTY;
        if (legal && part + (penalty ? item->width : 0) > limit) {
            bool broken = inlines_rescue(text, list->items.at[from].at, item->at);
            any |= broken;
            if (broken && reports++ < REPORTS) /* a lone cluster is reported with its line */
                report_wide(text, list->items.at[from].at, item->at);
        }
        part = legal ? 0 : part + inner_width(item, part);
        from = legal ? i + 1 : from;
    }
    return any;
}
