/*
 * Paragraphs and grids are set apart from each other, in memory that is given back after each, and what they have made
 * is copied to the strip. So it can be taken again in the next round: the walk over a piece meets the same items in the
 * same order every time, and one whose references read the same, in the same frame and with the same galley before it,
 * makes the same rows. They are kept as the item left them; the groups around it change those of the galley afterwards.
 */
#include "plain/galley.h"

#include <string.h>

/* All that an item reads of the galley and leaves changed there. */
struct state {
    int gap, keep_next;
    uint8_t spaces, next_keep;
    bool kept, fill, page_start, byline, close, above; /* above: there are rows, here or in the galley before */
    bool has_number, has_label;                        /* words for the item wait in the setter */
};
struct entry {
    struct entry *next;
    const struct flow *item;
    const char *number, *label;
    struct frame frame;
    struct state before, after;
    bool may_change; /* with the map */
    uint32_t row_count, anchor_count, repeat_count;
    const struct row *rows; /* repeats count from those of the item, as places count from its rows */
    const struct placed *anchors;
    const struct repeat *repeats;
};
struct memo {
    struct arena *arena;
    struct entry *first, **next; /* next: where the entry hangs that is to be met next */
    const struct locators *before;
    bool known; /* references were read in `before` */
};

struct memo *plain_memo_new(struct arena *arena)
{
    struct memo *memo = arena_alloc(arena, sizeof *memo);

    memo->arena = arena;
    memo->next = &memo->first;
    return memo;
}

void plain_memo_rewind(struct memo *memo, const struct locators *before, bool known)
{
    memo->next = &memo->first;
    memo->before = before;
    memo->known = known;
}

static struct state read_state(const struct setter *setter, const struct galley *galley)
{
    return (struct state){.gap = galley->gap, .keep_next = galley->keep_next, .spaces = (uint8_t)galley->spaces,
                          .next_keep = (uint8_t)galley->next_keep, .kept = galley->kept, .fill = galley->fill,
                          .page_start = galley->page_start, .byline = galley->byline, .close = galley->close,
                          .above = galley->begun || galley->rows.n > 0, .has_number = setter->number,
                          .has_label = setter->label};
}

static void write_state(const struct state *state, struct galley *galley)
{
    galley->gap = state->gap;
    galley->keep_next = state->keep_next;
    galley->spaces = state->spaces;
    galley->next_keep = (enum keep)state->next_keep;
    galley->kept = state->kept;
    galley->fill = state->fill;
    galley->page_start = state->page_start;
    galley->byline = state->byline;
    galley->close = state->close;
}

static bool same_state(const struct state *a, const struct state *b)
{
    return a->gap == b->gap && a->keep_next == b->keep_next && a->spaces == b->spaces && a->next_keep == b->next_keep &&
           a->kept == b->kept && a->fill == b->fill && a->page_start == b->page_start && a->byline == b->byline &&
           a->close == b->close && a->above == b->above;
}

static bool same_frame(const struct frame *a, const struct frame *b)
{
    return a->left == b->left && a->right == b->right && a->outdent == b->outdent && a->room == b->room &&
           a->label_width == b->label_width && a->align == b->align && a->captioned == b->captioned;
}

static bool is_same(const struct entry *entry, const struct entry *now, const struct setter *setter)
{
    return entry->item == now->item && same_frame(&entry->frame, &now->frame) &&
           same_state(&entry->before, &now->before) && strings_equal(entry->number, now->number) &&
           strings_equal(entry->label, now->label) &&
           !(entry->may_change && (!setter->memo->known || refs_changed(setter->refs, now->item, setter->memo->before,
                                                                        setter->map)));
}

static struct row *copy_rows(struct arena *arena, const struct row *rows, size_t count)
{
    struct row *copy = arena_copy(arena, rows, count * sizeof *rows);

    for (size_t i = 0; i < count; i++)
        plain_row_copy(arena, &copy[i], rows[i].text, rows[i].size, plain_row_levels(&rows[i]));
    return copy;
}

static void keep(struct arena *arena, struct entry *entry, const struct galley *made)
{
    entry->row_count = (uint32_t)made->rows.n;
    entry->anchor_count = (uint32_t)made->anchors.n;
    entry->repeat_count = (uint32_t)made->repeats.n;
    entry->rows = copy_rows(arena, made->rows.at, made->rows.n);
    entry->anchors = arena_copy(arena, made->anchors.at, made->anchors.n * sizeof *made->anchors.at);
    struct repeat *repeats = arena_copy(arena, made->repeats.at, made->repeats.n * sizeof *made->repeats.at);
    for (size_t i = 0; i < made->repeats.n; i++)
        if (repeats[i].lead)
            repeats[i].lead = copy_rows(arena, repeats[i].lead, 1);
    entry->repeats = repeats;
}

/* Sets the item in a galley of its own that goes on where the other one is. Cells in it have theirs. */
static void set_apart(struct setter *setter, struct entry *entry,
                      void (*set)(struct setter *setter, const struct frame *frame, const struct flow *item))
{
    struct setter inner = *setter;
    struct galley made = {.piece = setter->galley->piece, .begun = entry->before.above};

    write_state(&entry->before, &made);
    inner.galley = &made;
    inner.arena = setter->work;
    inner.memo = NULL;
    set(&inner, &entry->frame, entry->item);
    entry->may_change = refs_may_change(entry->item);
    entry->after = read_state(&inner, &made);
    keep(setter->arena, entry, &made);
    arena_reset(setter->work);
}

/* Adds what the item has made. Of the words that waited for it, those are used up that it has used. */
static void add_entry(struct setter *setter, const struct entry *entry)
{
    struct galley *galley = setter->galley;
    uint32_t first_row = (uint32_t)galley->rows.n, first_repeat = (uint32_t)galley->repeats.n;

    for (uint32_t i = 0; i < entry->row_count; i++) {
        struct row row = entry->rows[i];
        row.repeat += row.repeat ? first_repeat : 0;
        vec_push(setter->arena, &galley->rows, row);
    }
    for (uint32_t i = 0; i < entry->anchor_count; i++)
        vec_push(setter->arena, &galley->anchors,
                 ((struct placed){first_row + entry->anchors[i].row, entry->anchors[i].anchor}));
    for (uint32_t i = 0; i < entry->repeat_count; i++) {
        struct repeat repeat = entry->repeats[i];
        repeat.first += first_row;
        vec_push(setter->arena, &galley->repeats, repeat);
    }
    write_state(&entry->after, galley);
    setter->number = entry->after.has_number ? setter->number : NULL;
    setter->label = entry->after.has_label ? setter->label : NULL;
}

void plain_memo_set(struct setter *setter, const struct frame *frame, const struct flow *item,
                    void (*set)(struct setter *setter, const struct frame *frame, const struct flow *item))
{
    struct memo *memo = setter->memo;

    if (!memo) {
        set(setter, frame, item);
        return;
    }
    if (!*memo->next)
        *memo->next = arena_alloc(memo->arena, sizeof **memo->next);
    struct entry *entry = *memo->next;
    struct entry now = {.next = entry->next, .item = item, .number = setter->number, .label = setter->label,
                        .frame = *frame, .before = read_state(setter, setter->galley)};
    memo->next = &entry->next;
    if (!is_same(entry, &now, setter)) {
        set_apart(setter, &now, set);
        *entry = now;
    }
    add_entry(setter, entry);
}
