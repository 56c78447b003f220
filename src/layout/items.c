/*
 * Atoms to the boxes, glue and penalties of the line breaker. A word with chances inside becomes several boxes: the
 * width of what follows a chance is that of the fragment shaped on its own, and the penalty's width makes up the
 * difference before it, hyphen included; so both lines are right to the unit although the sum is the whole word's.
 */
#include "layout/inline.h"

enum {
    PENALTY_HYPHEN = 50,
    PENALTY_COMPOUND = 300,
    PENALTY_ADDRESS = 200,
    PENALTY_RESCUE = 5000,
    RAGGED_FACTOR = 10 /* where lines need not be full, a hyphen is worth less */
};

void break_list_add(struct inlines *text, struct break_list *list, struct break_item item, uint32_t at)
{
    struct arena *scratch = text->setter->scratch;
    vec_push(scratch, &list->items, item);
    vec_push(scratch, &list->at, at);
}

static void add_box(struct inlines *text, struct break_list *list, sp width, uint32_t at)
{
    break_list_add(text, list, (struct break_item){.kind = BREAK_BOX, .width = width}, at);
}

static void add_penalty(struct inlines *text, struct break_list *list, int penalty, uint32_t at)
{
    break_list_add(text, list, (struct break_item){.kind = BREAK_PENALTY, .penalty = penalty}, at);
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
    break_list_add(text, list, (struct break_item){.kind = BREAK_GLUE, .stretch = BREAK_FILL}, at);
    add_penalty(text, list, BREAK_FORCE, at);
}

static struct break_item chance_item(const struct inlines *text, enum chance chance)
{
    struct break_item item = {.kind = BREAK_PENALTY};
    int factor = text->style->align == ALIGN_JUSTIFY ? 1 : RAGGED_FACTOR;
    switch (chance) {
    case CHANCE_EXPLICIT:
    case CHANCE_HYPHEN:
        item.flagged = true;
        item.penalty = PENALTY_HYPHEN * factor;
        break;
    case CHANCE_COMPOUND:
        item.flagged = true;
        item.penalty = PENALTY_COMPOUND * factor;
        break;
    case CHANCE_ADDRESS:
        item.penalty = PENALTY_ADDRESS;
        break;
    case CHANCE_RESCUE:
        item.penalty = PENALTY_RESCUE;
        break;
    case CHANCE_NONE:
    case CHANCE_BREAK:
        break;
    }
    return item;
}

static bool adds_hyphen(enum chance chance)
{
    return chance == CHANCE_HYPHEN || chance == CHANCE_COMPOUND;
}

static sp part_width(struct inlines *text, const struct atom *atom, uint32_t start, uint32_t end, bool hyphen)
{
    uint32_t count;
    const struct glyph *glyphs = inlines_shape_part(text, atom, start, end, hyphen, &count);
    return glyphs_width(glyphs, count);
}

/* What the whole word's glyphs take up to a byte. */
static sp width_before(const struct atom *atom, uint32_t at)
{
    sp width = 0;
    for (uint32_t i = 0; i < atom->count; i++)
        width += atom->glyphs[i].cluster < at ? atom->glyphs[i].advance : 0;
    return width;
}

/* The chance before byte `at` inside or at the end of a word; `done` is the width of the boxes made so far. */
static sp add_chance(struct inlines *text, struct break_list *list, const struct atom *atom, uint32_t from, uint32_t at,
                     sp done)
{
    enum chance chance = text->chances[at];
    struct break_item item = chance_item(text, chance);
    bool exact = chance != CHANCE_RESCUE && atom->end - atom->start <= WORD_LIMIT;
    sp before = atom->width;
    if (at < atom->end)
        before = exact ? atom->width - part_width(text, atom, at, atom->end, false) : width_before(atom, at);
    if (before < done)
        before = done;
    add_box(text, list, before - done, from);
    if (exact && (at < atom->end || adds_hyphen(chance)))
        item.width = part_width(text, atom, atom->start, at, adds_hyphen(chance)) - before;
    if (chance == CHANCE_BREAK && at == atom->end && atom->stretch > 0)
        item = (struct break_item){.kind = BREAK_GLUE, .stretch = atom->stretch};
    break_list_add(text, list, item, at);
    return before;
}

static void add_word(struct inlines *text, struct break_list *list, const struct atom *atom, bool before_word)
{
    sp done = 0;
    uint32_t from = atom->start;
    for (uint32_t at = atom->start + 1; at <= atom->end; at++) {
        if (text->chances[at] == CHANCE_NONE || (at == atom->end && !before_word))
            continue;
        done = add_chance(text, list, atom, from, at, done);
        from = at;
    }
    if (from < atom->end)
        add_box(text, list, atom->width - done, from);
}

/* White space, one or more: a line may end at it where a chance follows. Kept lines keep what they begin with. */
static void add_space(struct inlines *text, struct break_list *list, const struct atom *atom, bool chance)
{
    bool empty = line_is_empty(list);
    if (empty && text->style->lines_kept) {
        add_box(text, list, atom->width, atom->start);
        return;
    }
    if (empty)
        return;
    if (!chance)
        add_penalty(text, list, BREAK_FORBIDDEN, atom->start);
    break_list_add(text, list, (struct break_item){.kind = BREAK_GLUE, .width = atom->width, .stretch = atom->stretch,
                                                   .shrink = atom->shrink}, atom->start);
}

/* May a line end at the white space that begins with atom `i`? Decided by what follows the last of it. */
static bool space_may_break(const struct inlines *text, size_t i)
{
    while (i + 1 < text->atoms.n && text->atoms.at[i + 1].kind == ATOM_SPACE)
        i++;
    return text->chances[text->atoms.at[i].end] != CHANCE_NONE;
}

struct break_list *inlines_list(struct inlines *text, uint32_t start, uint32_t end)
{
    struct break_list *list = arena_alloc(text->setter->scratch, sizeof *list);
    for (size_t i = 0; i < text->atoms.n; i++) {
        const struct atom *atom = &text->atoms.at[i];
        if (atom->start < start || atom->end > end)
            continue;
        bool before_word = i + 1 < text->atoms.n && atom[1].kind == ATOM_WORD && atom->end < end;
        switch (atom->kind) {
        case ATOM_WORD:
            add_word(text, list, atom, before_word);
            break;
        case ATOM_BREAK:
            break_list_end(text, list, atom->start);
            break;
        case ATOM_TAB: /* a second one: no more than a space */
        case ATOM_SPACE:
            add_space(text, list, atom, space_may_break(text, i));
            break;
        }
    }
    return list;
}

static bool ends_part(const struct break_list *list, size_t i)
{
    const struct break_item *item = &list->items.at[i];
    if (item->kind == BREAK_PENALTY)
        return item->penalty < BREAK_FORBIDDEN && (!item->flagged || item->width == 0);
    return item->kind == BREAK_GLUE && i > 0 && item[-1].kind == BREAK_BOX;
}

void break_list_extent(const struct break_list *list, sp *min_width, sp *max_width)
{
    sp part = 0, line = 0;
    *min_width = *max_width = 0;
    for (size_t i = 0; i < list->items.n; i++) {
        const struct break_item *item = &list->items.at[i];
        bool ends = ends_part(list, i), forced = item->kind == BREAK_PENALTY && item->penalty == BREAK_FORCE;
        part = ends ? 0 : part;
        line = forced ? 0 : line;
        sp width = item->kind == BREAK_PENALTY ? 0 : item->width;
        part += ends ? 0 : width;
        line += width;
        *min_width = part > *min_width ? part : *min_width;
        *max_width = line > *max_width ? line : *max_width;
    }
}

static void report_wide(struct inlines *text, uint32_t start, uint32_t end)
{
    if (!text->tags || !text->setter->diags || text->style->lines_kept)
        return;
    enum { SHOWN = 60 };
    uint32_t stop = end - start > SHOWN ? start + SHOWN : end;
    while (stop > start && !text->graphemes[stop])
        stop--;
    diag(text->setter->diags, DIAG_WORD_TOO_WIDE, inlines_pos(text, start),
         arena_format(text->setter->scratch, "%.*s%s", (int)(stop - start), text->para->text + start,
                      stop < end ? "…" : ""));
}

bool break_list_rescue(struct inlines *text, const struct break_list *list, sp limit)
{
    bool any = false;
    sp part = 0;
    size_t from = 0;
    for (size_t i = 0; i < list->items.n; i++) {
        const struct break_item *item = &list->items.at[i];
        bool legal = item->kind == BREAK_PENALTY ? item->penalty < BREAK_FORBIDDEN : ends_part(list, i);
        if (legal && part > limit) {
            inlines_rescue(text, list->at.at[from], list->at.at[i]);
            report_wide(text, list->at.at[from], list->at.at[i]);
            any = true;
        }
        part = legal ? 0 : part + (item->kind == BREAK_PENALTY ? 0 : item->width);
        from = legal ? i + 1 : from;
    }
    return any;
}
