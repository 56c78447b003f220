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

/* A new item at the list's end, all else of it 0. */
static inline struct break_item *add_item(struct inlines *text, struct break_list *list, enum break_item_kind kind,
                                          uint32_t at)
{
    vec_push(text->setter->scratch, &list->items, ((struct break_item){.kind = (uint8_t)kind, .at = at}));
    return &list->items.at[list->items.n - 1];
}

static void add_box(struct inlines *text, struct break_list *list, sp width, uint32_t at)
{
    add_item(text, list, BREAK_BOX, at)->width = width;
}

static void add_penalty(struct inlines *text, struct break_list *list, int16_t penalty, uint32_t at)
{
    add_item(text, list, BREAK_PENALTY, at)->penalty = penalty;
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
    add_item(text, list, BREAK_GLUE, at)->stretch = BREAK_FILL;
    add_penalty(text, list, BREAK_FORCE, at);
}

/* How far a sign of a run hangs at a line's end. */
struct end_sign {
    unsigned char sign; /* 0: none yet */
    uint32_t run;
    sp hang;
};

/* A list while it is made. */
enum { END_SIGNS = 4 };
struct lister {
    struct inlines *text;
    struct break_list *list;
    int factor;           /* of what breaks in words cost */
    uint32_t run;         /* whose hyphen hangs by so much; UINT32_MAX: of none it is known */
    sp hyphen_hang;
    struct end_sign signs[END_SIGNS]; /* by code: comma, full stop, colon and semicolon, which are most, stand apart */
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

static inline void add_word(struct lister *lister, const struct atom *atom, bool before_word)
{
    struct inlines *text = lister->text;
    const struct syllables *syllables = text->is_rescued ? NULL : atom->syllables;
    uint32_t end = atom->end + before_word;
    sp width = atom->width + (text->chances[atom->end] == CHANCE_NONE ? atom->gap : 0);
    if (syllables || inlines_next_chance(text, atom->start + 1, end) < end) {
        add_parts(lister, atom, syllables, end, width);
        return;
    }
    struct break_item *box = add_item(text, lister->list, BREAK_BOX, atom->start);
    box->width = width;
    box->stretch = atom->kashida_rank > 0 ? atom->stretch : 0;
    box->hang = inlines_hang_start(text, atom, atom->start);
}

/* How far a word hangs that ends a line. The same signs of ASCII come again and again. */
static sp end_hang(struct lister *lister, const struct atom *atom)
{
    struct inlines *text = lister->text;
    unsigned char sign = (unsigned char)text->para->text[atom->end - 1];
    if (!inlines_may_hang(text, atom->end - 1))
        return 0;
    if (sign >= 0x80)
        return inlines_hang_end_of_sign(text, atom, atom->end);
    struct end_sign *known = &lister->signs[sign % END_SIGNS];
    if (known->sign != sign || known->run != atom->run)
        *known = (struct end_sign){sign, atom->run, inlines_hang_end_of_sign(text, atom, atom->end)};
    return known->hang;
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
    sp hang = atom > text->atoms.at && atom[-1].kind == ATOM_WORD ? end_hang(lister, &atom[-1]) : 0;
    if (chance == CHANCE_NONE || chance == CHANCE_TIE) { /* no line ends at glue behind a penalty */
        struct break_item *held = add_item(text, list, BREAK_PENALTY, atom->start);
        held->penalty = chance == CHANCE_TIE ? PENALTY_TIE : BREAK_FORBIDDEN;
        held->hang = hang;
    }
    struct break_item *glue = add_item(text, list, BREAK_GLUE, atom->start);
    glue->width = atom->width;
    glue->stretch = atom->stretch;
    glue->shrink = atom->shrink;
    glue->hang = hang;
}

/* The first of `count` atoms after the white space that begins at `i`; the count when nothing follows. */
static size_t after_space(const struct atom *atoms, size_t count, size_t i)
{
    while (i < count && atoms[i].kind == ATOM_SPACE)
        i++;
    return i;
}

/* Room for `room` items, as most texts have them, and some for what ends them. */
static struct lister new_lister(struct inlines *text, size_t room)
{
    enum { MORE = 16 };
    struct arena *scratch = text->setter->scratch;
    int align = text->request->align >= 0 ? text->request->align : (int)text->style->align;
    struct break_list *list = arena_alloc(scratch, sizeof *list);
    list->items.cap = room + MORE;
    list->items.at = arena_take(scratch, list->items.cap * sizeof *list->items.at);
    return (struct lister){.text = text, .list = list, .run = UINT32_MAX,
                           .factor = align == ALIGN_JUSTIFY ? 1 : RAGGED_FACTOR};
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
    const struct atom *atoms = text->atoms.at;
    const size_t count = atoms_before(text, end);
    struct lister lister = new_lister(text, count + count / 4);
    struct break_list *list = lister.list;
    bool line_start = true;
    list->atom_count = count;
    list->first = arena_take(text->setter->scratch, (count + 1) * sizeof *list->first);
    for (size_t i = 0, next = 0; i < count; i++) { /* next: the first after white space */
        const struct atom *atom = &atoms[i];
        list->first[i] = (uint32_t)list->items.n;
        if (atom->kind == ATOM_WORD) {
            add_word(&lister, atom, i + 1 < count && atom[1].kind == ATOM_WORD);
            line_start = false;
        } else if (atom->kind == ATOM_BREAK) {
            break_list_end(text, list, atom->start);
            line_start = true;
        } else { /* white space, a second TAB too; none where a line ends anyway */
            next = next > i ? next : after_space(atoms, count, i + 1);
            if (next < count && atoms[next].kind != ATOM_BREAK)
                add_space(&lister, atom, line_start, text->chances[atoms[next].start]);
        }
    }
    list->first[count] = (uint32_t)list->items.n;
    return list;
}

/* Adds items [from, to) of another list. */
static void copy_items(struct lister *lister, const struct break_list *other, size_t from, size_t to)
{
    struct break_list *list = lister->list;
    const size_t n = list->items.n + (to - from);
    if (n > list->items.cap) {
        struct break_item *more = arena_take(lister->text->setter->scratch, n * 2 * sizeof *more);
        memcpy(more, list->items.at, list->items.n * sizeof *more);
        list->items.at = more;
        list->items.cap = n * 2;
    }
    memcpy(list->items.at + list->items.n, other->items.at + from, (to - from) * sizeof *list->items.at);
    list->items.n = n;
}

struct break_list *inlines_list_divided(struct inlines *text, const struct break_list *whole)
{
    struct lister lister = new_lister(text, whole->items.n + whole->items.n / 2);
    size_t done = 0;
    for (size_t i = 0; i < whole->atom_count; i++) {
        const struct atom *atom = &text->atoms.at[i];
        if (!atom->is_divided)
            continue;
        copy_items(&lister, whole, done, whole->first[i]);
        add_word(&lister, atom, i + 1 < whole->atom_count && atom[1].kind == ATOM_WORD);
        done = whole->first[i + 1];
    }
    copy_items(&lister, whole, done, whole->items.n);
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
