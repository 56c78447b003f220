/*
 * What paragraphs and grids made in the rounds before. The walk over a piece meets the same items in the same order
 * every time; one whose references read the same, in the same frame and with the same galley before it, makes the same
 * rows. Rows are kept as the item left them: the groups around it change them afterwards.
 */
#include "plain/galley.h"

#include <string.h>

/* All that an item reads of the galley and the setter besides the frame, and leaves changed there. */
struct state {
    int gap, spaces, keep_next;
    enum keep next_keep;
    bool kept, fill, page_start, byline, close, above; /* above: there are rows, here or in the galley before */
    const char *number, *label, *prefix;
};
struct span_of {
    uint32_t from, count;
};
struct entry {
    const struct flow *item;
    struct frame frame;
    struct state before, after;
    struct span_of rows, anchors, repeats; /* in the memo; rows and repeats are counted from those of the item */
};
struct memo {
    struct arena *arena;
    VEC(struct entry) entries;
    VEC(struct row) rows;
    VEC(struct placed) anchors;
    VEC(struct repeat) repeats;
    size_t next; /* entry to be met next */
    const struct locators *before;
};

struct memo *plain_memo_new(struct arena *arena)
{
    struct memo *memo = arena_alloc(arena, sizeof *memo);

    memo->arena = arena;
    return memo;
}

void plain_memo_rewind(struct memo *memo, const struct locators *before)
{
    memo->next = 0;
    memo->before = before;
}

static struct state read_state(const struct setter *setter)
{
    const struct galley *galley = setter->galley;

    return (struct state){.gap = galley->gap, .spaces = galley->spaces, .keep_next = galley->keep_next,
                          .next_keep = galley->next_keep, .kept = galley->kept, .fill = galley->fill,
                          .page_start = galley->page_start, .byline = galley->byline, .close = galley->close,
                          .above = galley->begun || galley->rows.n > 0, .number = setter->number,
                          .label = setter->label, .prefix = setter->prefix};
}

/* Words may have been used up; new ones do not come. */
static void write_state(struct setter *setter, const struct state *state)
{
    struct galley *galley = setter->galley;

    galley->gap = state->gap;
    galley->spaces = state->spaces;
    galley->keep_next = state->keep_next;
    galley->next_keep = state->next_keep;
    galley->kept = state->kept;
    galley->fill = state->fill;
    galley->page_start = state->page_start;
    galley->byline = state->byline;
    galley->close = state->close;
    setter->number = state->number ? setter->number : NULL;
    setter->label = state->label ? setter->label : NULL;
    setter->prefix = state->prefix ? setter->prefix : NULL;
}

static bool same_words(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static bool same_state(const struct state *a, const struct state *b)
{
    return a->gap == b->gap && a->spaces == b->spaces && a->keep_next == b->keep_next && a->next_keep == b->next_keep &&
           a->kept == b->kept && a->fill == b->fill && a->page_start == b->page_start && a->byline == b->byline &&
           a->close == b->close && a->above == b->above && same_words(a->number, b->number) &&
           same_words(a->label, b->label) && same_words(a->prefix, b->prefix);
}

static bool same_frame(const struct frame *a, const struct frame *b)
{
    return a->left == b->left && a->right == b->right && a->outdent == b->outdent && a->room == b->room &&
           a->label_width == b->label_width && a->align == b->align && a->captioned == b->captioned;
}

static void add_again(struct setter *setter, const struct entry *entry)
{
    const struct memo *memo = setter->memo;
    struct galley *galley = setter->galley;
    uint32_t first_row = (uint32_t)galley->rows.n, first_repeat = (uint32_t)galley->repeats.n;

    for (uint32_t i = 0; i < entry->rows.count; i++) {
        struct row row = memo->rows.at[entry->rows.from + i];
        row.repeat += row.repeat ? first_repeat : 0;
        vec_push(setter->arena, &galley->rows, row);
    }
    for (uint32_t i = 0; i < entry->anchors.count; i++) {
        struct placed placed = memo->anchors.at[entry->anchors.from + i];
        placed.row += first_row;
        vec_push(setter->arena, &galley->anchors, placed);
    }
    for (uint32_t i = 0; i < entry->repeats.count; i++) {
        struct repeat repeat = memo->repeats.at[entry->repeats.from + i];
        repeat.first += first_row;
        vec_push(setter->arena, &galley->repeats, repeat);
    }
    write_state(setter, &entry->after);
}

/* What the galley has got since it was as long as in `start`. */
static void keep(struct memo *memo, struct entry *entry, const struct galley *start, const struct galley *galley)
{
    uint32_t first_row = (uint32_t)start->rows.n, first_repeat = (uint32_t)start->repeats.n;

    entry->rows = (struct span_of){(uint32_t)memo->rows.n, (uint32_t)galley->rows.n - first_row};
    entry->anchors = (struct span_of){(uint32_t)memo->anchors.n, (uint32_t)(galley->anchors.n - start->anchors.n)};
    entry->repeats = (struct span_of){(uint32_t)memo->repeats.n, (uint32_t)galley->repeats.n - first_repeat};
    for (size_t i = first_row; i < galley->rows.n; i++) {
        struct row row = galley->rows.at[i];
        row.repeat -= row.repeat ? first_repeat : 0;
        vec_push(memo->arena, &memo->rows, row);
    }
    for (size_t i = start->anchors.n; i < galley->anchors.n; i++) {
        struct placed placed = galley->anchors.at[i];
        placed.row -= first_row;
        vec_push(memo->arena, &memo->anchors, placed);
    }
    for (size_t i = first_repeat; i < galley->repeats.n; i++) {
        struct repeat repeat = galley->repeats.at[i];
        repeat.first -= first_row;
        vec_push(memo->arena, &memo->repeats, repeat);
    }
}

void plain_memo_set(struct setter *setter, const struct frame *frame, const struct flow *item,
                    void (*set)(struct setter *setter, const struct frame *frame, const struct flow *item))
{
    struct memo *memo = setter->memo;

    if (!memo) {
        set(setter, frame, item);
        return;
    }
    struct entry now = {.item = item, .frame = *frame, .before = read_state(setter)};
    if (memo->next == memo->entries.n)
        vec_push(memo->arena, &memo->entries, (struct entry){0});
    struct entry *entry = &memo->entries.at[memo->next++];
    if (entry->item == item && same_frame(&entry->frame, frame) && same_state(&entry->before, &now.before) &&
        !refs_changed(setter->refs, item, memo->before, setter->map)) {
        add_again(setter, entry);
        return;
    }
    struct galley start = *setter->galley;
    setter->memo = NULL; /* cells are set in galleys of their own */
    set(setter, frame, item);
    setter->memo = memo;
    now.after = read_state(setter);
    keep(memo, &now, &start, setter->galley);
    *entry = now;
}
