/* Line breaking on numbers: against brute force over all break sets, and at its edges. */
#include "lines/line_break.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "check.h"

/* A generator of its own, so that every run tests the same paragraphs. */
static uint32_t next_random(uint32_t *state, uint32_t below)
{
    *state = *state * 1664525u + 1013904223u;
    return (*state >> 8) % below;
}

struct list {
    struct break_item at[64];
    size_t n;
};

static void add_box(struct list *list, sp width)
{
    list->at[list->n++] = (struct break_item){.kind = BREAK_BOX, .width = width};
}

static void add_glue(struct list *list, sp width, sp stretch, sp shrink)
{
    list->at[list->n++] = (struct break_item){.kind = BREAK_GLUE, .width = width, .stretch = stretch, .shrink = shrink};
}

static void add_penalty(struct list *list, int penalty, sp width, bool flagged)
{
    list->at[list->n++] =
        (struct break_item){.kind = BREAK_PENALTY, .penalty = penalty, .width = width, .flagged = flagged};
}

static void add_end(struct list *list)
{
    add_penalty(list, BREAK_FORBIDDEN, 0, false);
    add_glue(list, 0, BREAK_FILL, 0);
    add_penalty(list, BREAK_FORCE, 0, false);
}

static const sp default_widths[] = {100};
static const struct break_options defaults = {
    .widths = default_widths, .width_count = 1, .tolerance = 200, .double_hyphen_demerits = 10000,
    .fitness_demerits = 10000, .final_hyphen_demerits = 5000,
};

/* The paper's rules written a second time, naively: the cost of one way to break. */
#define IMPOSSIBLE INT64_MAX
struct judge {
    const struct list *list;
    const struct break_options *options;
    bool last_pass;
};

static int naive_badness(sp excess, sp available)
{
    if (excess == 0)
        return 0;
    int64_t r = available <= 0 ? 13000 : excess * 297 / available;
    r = r < 13000 ? r : 13000;
    return (int)((r * r * r + 131072) / 262144);
}

static bool naive_legal(const struct list *list, size_t i)
{
    if (list->at[i].kind == BREAK_PENALTY)
        return list->at[i].penalty < 10000;
    return list->at[i].kind == BREAK_GLUE && i > 0 && list->at[i - 1].kind == BREAK_BOX;
}

static bool naive_forced(const struct list *list, size_t i)
{
    return list->at[i].kind == BREAK_PENALTY && list->at[i].penalty == BREAK_FORCE;
}

static size_t naive_start(const struct list *list, size_t i)
{
    while (i < list->n && list->at[i].kind != BREAK_BOX && !naive_forced(list, i))
        i++;
    return i;
}

/* Does the break leave nothing but a part of the last word? */
static bool splits_last_word(const struct list *list, size_t i)
{
    if (!list->at[i].flagged)
        return false;
    for (; i < list->n; i++)
        if (list->at[i].kind == BREAK_GLUE && list->at[i].stretch < BREAK_FILL)
            return false;
    return true;
}

static int64_t judge_line(const struct judge *judge, size_t from, size_t to, size_t line, int *fitness, int *hyphens)
{
    const struct break_options *options = judge->options;
    sp width = 0, stretch = 0, shrink = 0;
    for (size_t i = from; i < to; i++) {
        const struct break_item *item = &judge->list->at[i];
        if (item->kind == BREAK_PENALTY)
            continue;
        width += item->width;
        if (item->kind == BREAK_GLUE && (!options->ragged || item->stretch >= BREAK_FILL))
            stretch += item->stretch;
        if (item->kind == BREAK_GLUE && !options->ragged)
            shrink += item->shrink;
    }
    const struct break_item *end = &judge->list->at[to];
    sp measure = options->widths[line < options->width_count ? line : options->width_count - 1];
    const struct break_item *start = &judge->list->at[from];
    sp room = measure + end->hang + (start->kind == BREAK_BOX ? start->hang : 0);
    width += end->kind == BREAK_PENALTY ? end->width : 0;
    stretch += options->ragged ? measure / 8 : 0;
    if (judge->last_pass && stretch < options->emergency_stretch)
        stretch = options->emergency_stretch;
    int badness = room >= width ? naive_badness(room - width, stretch) : naive_badness(width - room, shrink);
    if ((badness > options->tolerance && !judge->last_pass) || width - shrink > room)
        return IMPOSSIBLE;
    int64_t cost = (int64_t)(10 + badness) * (10 + badness) + (options->ragged ? 1000000 : 0);
    int64_t penalty = end->kind == BREAK_PENALTY ? end->penalty : 0;
    if (penalty != BREAK_FORCE)
        cost += penalty < 0 ? -penalty * penalty : penalty * penalty;
    bool last = naive_start(judge->list, to + 1) >= judge->list->n;
    if (last && *hyphens > 0)
        cost += options->final_hyphen_demerits;
    if (last && width < options->last_minimum)
        cost += 200000;
    *hyphens = end->flagged ? *hyphens + 1 : 0;
    if (*hyphens > 1)
        cost += (int64_t)options->double_hyphen_demerits * (*hyphens > 2 ? 100000 : 1);
    int class = badness <= 12 || options->ragged ? 1 : room < width ? 0 : badness < 100 ? 2 : 3;
    if (*hyphens > 2 && !judge->last_pass)
        return IMPOSSIBLE;
    cost += abs(class - *fitness) > 1 ? options->fitness_demerits : 0;
    *fitness = class;
    return cost;
}

/* `set` is a bit for each legal break, the last (forced) one always taken. */
static int64_t judge_set(const struct judge *judge, uint32_t set)
{
    int64_t cost = 0;
    size_t from = naive_start(judge->list, 0), line = 0, legal = 0;
    int fitness = 1, hyphens = 0;
    for (size_t i = from; i < judge->list->n; i++) {
        if (!naive_legal(judge->list, i))
            continue;
        bool taken = set >> legal++ & 1;
        if (taken && i < from)
            return IMPOSSIBLE; /* dropped with the break before it */
        if (!taken && naive_forced(judge->list, i))
            return IMPOSSIBLE;
        if (taken && splits_last_word(judge->list, i)) {
            if (!judge->last_pass)
                return IMPOSSIBLE;
            cost += 4000000;
        }
        if (!taken)
            continue;
        int64_t more = judge_line(judge, from, i, line++, &fitness, &hyphens);
        if (more == IMPOSSIBLE)
            return IMPOSSIBLE;
        cost += more;
        from = naive_start(judge->list, i + 1);
    }
    return cost;
}

static uint32_t legal_count(const struct list *list)
{
    uint32_t legal = 0;
    for (size_t i = naive_start(list, 0); i < list->n; i++)
        legal += naive_legal(list, i);
    return legal;
}

static int64_t cheapest(const struct judge *judge)
{
    int64_t best = IMPOSSIBLE;
    uint32_t legal = legal_count(judge->list);
    for (uint32_t set = 0; set < (uint32_t)1 << legal; set++) {
        int64_t cost = judge_set(judge, set);
        if (cost < best)
            best = cost;
    }
    return best;
}

static int64_t cost_of_result(const struct judge *judge, const struct break_line *lines, size_t count)
{
    uint32_t set = 0, legal = 0;
    size_t line = 0;
    for (size_t i = naive_start(judge->list, 0); i < judge->list->n; i++) {
        if (!naive_legal(judge->list, i))
            continue;
        if (line < count && lines[line].to == i) {
            set |= (uint32_t)1 << legal;
            line++;
        }
        legal++;
    }
    return judge_set(judge, set);
}

static void random_paragraph(struct list *list, uint32_t *seed)
{
    list->n = 0;
    size_t words = 3 + next_random(seed, 7);
    for (size_t i = 0; i < words; i++) {
        if (i > 0)
            add_glue(list, 5, 1 + next_random(seed, 5), next_random(seed, 3));
        add_box(list, 5 + next_random(seed, 30));
        if (next_random(seed, 3) == 0) {
            add_penalty(list, 50, 3, true);
            add_box(list, 5 + next_random(seed, 15));
        }
        if (next_random(seed, 12) == 0)
            add_penalty(list, -20, 0, false);
        if (next_random(seed, 15) == 0) {
            add_end(list);
            add_box(list, 10);
        }
    }
    add_end(list);
}

/* Number of paragraphs of `rounds` where the result costs more than the cheapest way. */
static int count_worse(uint32_t rounds, bool ragged, int *compared)
{
    int worse = 0;
    uint32_t seed = 42 + ragged;
    *compared = 0;
    for (uint32_t round = 0; round < rounds; round++) {
        struct list list;
        random_paragraph(&list, &seed);
        if (legal_count(&list) > 13)
            continue;
        sp widths[3] = {50 + next_random(&seed, 50), 40 + next_random(&seed, 60), 60 + next_random(&seed, 40)};
        struct break_options options = defaults;
        options.widths = widths;
        options.width_count = 1 + next_random(&seed, 3);
        options.tolerance = next_random(&seed, 2) ? 200 : 1000;
        options.emergency_stretch = next_random(&seed, 2) ? 10 : 0;
        for (size_t i = 0; i < list.n; i++)
            list.at[i].hang = next_random(&seed, 3);
        options.last_minimum = next_random(&seed, 30);
        options.double_hyphen_demerits = next_random(&seed, 2) ? 10000 : 300;
        options.ragged = ragged;
        struct judge judge = {&list, &options, false};
        int64_t best = cheapest(&judge);
        if (best == IMPOSSIBLE) {
            judge.last_pass = true;
            best = cheapest(&judge);
        }
        struct arena *arena = arena_new();
        size_t count;
        struct break_line *lines = line_break(arena, list.at, list.n, &options, &count);
        if (best != IMPOSSIBLE) {
            ++*compared;
            worse += cost_of_result(&judge, lines, count) != best;
        }
        arena_free(arena);
    }
    return worse;
}

static void test_brute_force(void)
{
    int compared;
    int worse = count_worse(1500, false, &compared);
    check(worse == 0 && compared > 700, "justified: as cheap as the best of all ways");
    worse = count_worse(500, true, &compared);
    check(worse == 0 && compared > 250, "ragged: as cheap as the best of all ways");
}

static void test_known(void)
{
    struct arena *arena = arena_new();
    struct list list = {.n = 0};
    size_t count;
    for (int i = 0; i < 9; i++) {
        if (i > 0)
            add_glue(&list, 5, 2, 1);
        add_box(&list, 30);
    }
    add_end(&list);
    struct break_line *lines = line_break(arena, list.at, list.n, &defaults, &count);
    check(count == 3 && lines[0].to == 5 && lines[1].from == 6 && lines[1].to == 11 && lines[2].natural == 100,
       "three lines of three boxes");
    check(lines[0].ratio == 0 && lines[0].badness == 0 && lines[2].ratio == 0 && !lines[0].overfull,
          "no glue adjusted");
    struct break_options wide = defaults;
    wide.widths = (const sp[]){101};
    lines = line_break(arena, list.at, list.n, &wide, &count);
    check(count == 3 && lines[0].ratio == 0.25 && lines[0].badness == 2, "ratio and badness of a stretched line");
    wide.widths = (const sp[]){1000000};
    lines = line_break(arena, list.at, list.n, &wide, &count);
    check(count == 1 && lines[0].natural == 310 && lines[0].ratio == 0, "one line, filled at its end");
    arena_free(arena);
}

static void test_edges(void)
{
    struct arena *arena = arena_new();
    struct list list = {.n = 0};
    size_t count;
    struct break_line *lines = line_break(arena, list.at, 0, &defaults, &count);
    check(count == 1 && lines[0].from == 0 && lines[0].to == 0 && !lines[0].overfull, "no items give one empty line");
    add_box(&list, 10);
    lines = line_break(arena, list.at, 1, &defaults, &count);
    check(count == 1 && lines[0].to == 1 && lines[0].natural == 10, "the end of the items ends the line");
    list.n = 0;
    add_glue(&list, 5, 2, 1);
    lines = line_break(arena, list.at, 1, &defaults, &count);
    check(count == 1 && lines[0].natural == 0, "glue alone gives one empty line");
    list.n = 0;
    for (int i = 0; i < 3; i++) {
        add_box(&list, 10);
        add_end(&list);
    }
    lines = line_break(arena, list.at, list.n, &defaults, &count);
    check(count == 3 && lines[1].natural == 10 && lines[1].badness == 0, "forced breaks give a line each");
    list.n = 0;
    add_box(&list, 0);
    add_end(&list);
    add_box(&list, 0);
    add_end(&list);
    lines = line_break(arena, list.at, list.n, &defaults, &count);
    check(count == 2 && lines[0].natural == 0, "empty lines are kept");
    arena_free(arena);
}

static void test_overfull(void)
{
    struct arena *arena = arena_new();
    struct list list = {.n = 0};
    size_t count;
    add_box(&list, 40);
    add_glue(&list, 5, 2, 1);
    add_box(&list, 150);
    add_glue(&list, 5, 2, 1);
    add_box(&list, 40);
    add_glue(&list, 5, 2, 1);
    add_box(&list, 40);
    add_end(&list);
    struct break_line *lines = line_break(arena, list.at, list.n, &defaults, &count);
    check(count == 3 && lines[1].overfull && lines[1].natural == 150 && lines[1].ratio == -1,
          "a box too wide is alone");
    check(!lines[0].overfull && !lines[2].overfull && lines[2].natural == 85, "its neighbours are not overfull");
    arena_free(arena);
}

/* What stands before a word that fits on no line is broken as well as it can be. */
static void test_before_overfull(void)
{
    uint32_t seed = 7;
    int compared = 0, worse = 0;
    for (int round = 0; round < 300; round++) {
        struct list list, longer;
        random_paragraph(&list, &seed);
        if (legal_count(&list) > 13)
            continue;
        sp widths[4] = {60, 60, 60, 60};
        struct break_options options = defaults;
        options.widths = widths;
        options.width_count = 4;
        options.final_hyphen_demerits = 0;
        struct judge judge = {&list, &options, true};
        longer = list;
        add_box(&longer, 500);
        add_end(&longer);
        struct arena *arena = arena_new();
        size_t count;
        struct break_line *lines = line_break(arena, longer.at, longer.n, &options, &count);
        int64_t best = cheapest(&judge);
        if (best != IMPOSSIBLE) {
            compared++;
            worse += cost_of_result(&judge, lines, count - 1) != best;
        }
        arena_free(arena);
    }
    check(worse == 0 && compared > 150, "what stands before a box too wide is as cheap as the best of all ways");
}

static int longest_run(const struct list *list, const struct break_line *lines, size_t count)
{
    int run = 0, longest = 0;
    for (size_t i = 0; i < count; i++) {
        run = list->at[lines[i].to].flagged ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    return longest;
}

/* Lines that could all end with a hyphen, or with looser glue at the third. */
static void test_hyphens(void)
{
    struct arena *arena = arena_new();
    struct list list = {.n = 0};
    size_t count;
    for (int i = 0; i < 6; i++) {
        if (i > 0)
            add_glue(&list, 5, 5, 1);
        add_box(&list, 40);
        add_glue(&list, 5, 5, 1);
        add_box(&list, 41);
        add_penalty(&list, 50, 4, true);
        add_box(&list, 10);
    }
    add_end(&list);
    struct break_options options = defaults;
    options.tolerance = 10000;
    struct break_line *lines = line_break(arena, list.at, list.n, &options, &count);
    check(longest_run(&list, lines, count) <= 2, "not more than two hyphens in a row");
    check(count > 1 && !list.at[lines[count - 2].to].flagged, "no hyphen on the last line but one");
    arena_free(arena);
}

static void test_long(void)
{
    struct arena *arena = arena_new();
    size_t n = 0, count;
    struct break_item *items = arena_alloc(arena, 20003 * sizeof *items);
    uint32_t seed = 7;
    while (n < 20000) {
        items[n++] = (struct break_item){.kind = BREAK_BOX, .width = 2 + next_random(&seed, 12)};
        items[n++] = (struct break_item){.kind = BREAK_GLUE, .width = 3, .stretch = 2, .shrink = 1};
    }
    items[n++] = (struct break_item){.kind = BREAK_PENALTY, .penalty = BREAK_FORCE};
    clock_t start = clock();
    struct break_line *lines = line_break(arena, items, n, &defaults, &count);
    check(count > 900 && lines[count / 2].badness <= 200 && clock() - start < 2 * CLOCKS_PER_SEC, "20,000 items");
    for (size_t i = 0; i < n; i++)
        items[i].width = 0;
    start = clock();
    line_break(arena, items, n, &defaults, &count);
    check(clock() - start < 10 * CLOCKS_PER_SEC, "20,000 items without width");
    arena_free(arena);
}

int main(void)
{
    test_known();
    test_edges();
    test_overfull();
    test_before_overfull();
    test_hyphens();
    test_brute_force();
    test_long();
    printf("1..%d\n", number);
    return failures > 0;
}
