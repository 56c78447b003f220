/*
 * Total-fit line breaking: the active-list algorithm of Knuth and Plass (1981) with TeX's demerits (The TeXbook,
 * chapter 14). Unlike TeX, a break remembers how many lines in a row ended with a hyphen: three are refused until
 * nothing else is left, and cost much then; so is a hyphen in the last word, which would leave a fragment as the
 * last line.
 */
#include "lines/gauge.h"

#include <string.h>

enum {
    FIRST_TOLERANCE = 800, /* of the last passes: the badness of a line stretched by twice what it has … */
    WIDER = 16,            /* … and how many times more the next one takes when there was no way */
    HYPHEN_RUN = 3,        /* longer runs of hyphens are not told apart */
    HYPHEN_RUN_FACTOR = 100000,
    STATES = FITNESS_COUNT * (HYPHEN_RUN + 1),
    ACTIVE_LIMIT = 2000    /* reached by items without width only: keeps hostile input linear */
};
#define NO_NODE UINT32_MAX

/* A place that feasible lines lead to, and its nodes. */
struct opening {
    struct place place;
    uint32_t first, count;
};

/* The best way known to reach a place in its state. */
struct node {
    uint32_t opening, previous; /* previous: node; NO_NODE: the beginning */
    int64_t demerits;
    uint8_t fitness, hyphens;
};

struct candidate {
    int64_t demerits;
    uint32_t from;          /* node; NO_NODE: none */
};

struct breaking {
    struct arena *arena;
    struct gauge gauge;
    const struct break_options *options;
    VEC(struct opening) openings;
    VEC(struct node) nodes;
    VEC(uint32_t) active;   /* openings */
    struct reach least;     /* of a full line from an active opening */
    struct candidate *best; /* by line and state */
    VEC(uint32_t) touched;  /* states of `best` in use */
};

static int hyphens_after(const struct node *from, bool flagged)
{
    if (!flagged)
        return 0;
    return from->hyphens < HYPHEN_RUN ? from->hyphens + 1 : HYPHEN_RUN;
}

/* What a line costs, with the way to the node, after the line that ends there. */
static int64_t demerits_after(const struct breaking *b, const struct node *from, const struct line_fit *fit,
                              int hyphens, bool last)
{
    const struct break_options *options = b->options;
    int64_t demerits = from->demerits;
    if (hyphens == 2)
        demerits += options->double_hyphen_demerits;
    else if (hyphens > 2)
        demerits += (int64_t)options->double_hyphen_demerits * HYPHEN_RUN_FACTOR;
    int step = (int)fit->fitness - from->fitness;
    if (step > 1 || step < -1)
        demerits += options->fitness_demerits;
    if (last && from->hyphens > 0)
        demerits += options->final_hyphen_demerits;
    return demerits;
}

static uint32_t line_after(const struct breaking *b, uint32_t line)
{
    return line + 1 < b->options->width_count ? line + 1 : line;
}

/* The line is the same from all nodes of the opening, which differ in their past. */
static void offer(struct breaking *b, const struct opening *from, const struct ending *end, const struct line_fit *fit)
{
    int64_t line_demerits = gauge_demerits(&b->gauge, end, fit);
    uint32_t states = line_after(b, from->place.line) * STATES + fit->fitness * (HYPHEN_RUN + 1);
    for (uint32_t i = from->first; i < from->first + from->count; i++) {
        const struct node *node = &b->nodes.at[i];
        int hyphens = hyphens_after(node, end->flagged);
        if (hyphens == HYPHEN_RUN && !b->gauge.final_pass)
            continue;
        uint32_t state = states + (uint32_t)hyphens;
        int64_t demerits = line_demerits + demerits_after(b, node, fit, hyphens, end->last);
        if (b->best[state].from == NO_NODE)
            vec_push(b->arena, &b->touched, state);
        else if (demerits >= b->best[state].demerits)
            continue;
        b->best[state] = (struct candidate){demerits, i};
    }
}

/* Does another way to the same break cost less whatever follows? Hyphens before it and its fitness can add no more. */
static bool is_beaten(const struct breaking *b, uint32_t state)
{
    for (size_t i = 0; i < b->touched.n; i++) {
        uint32_t other = b->touched.at[i];
        bool comparable = other / STATES == state / STATES && other % (HYPHEN_RUN + 1) <= state % (HYPHEN_RUN + 1);
        bool same_fitness = other / (HYPHEN_RUN + 1) == state / (HYPHEN_RUN + 1);
        int64_t most = b->best[other].demerits + (same_fitness ? 0 : b->options->fitness_demerits);
        if (comparable && most < b->best[state].demerits)
            return true;
    }
    return false;
}

static void note_least(struct breaking *b, const struct reach *full)
{
    b->least.width = full->width < b->least.width ? full->width : b->least.width;
    b->least.stretched = full->stretched < b->least.stretched ? full->stretched : b->least.stretched;
}

static void add_opening(struct breaking *b, const struct place *place)
{
    vec_push(b->arena, &b->active, (uint32_t)b->openings.n);
    vec_push(b->arena, &b->openings, ((struct opening){*place, (uint32_t)b->nodes.n, 0}));
    note_least(b, &place->full);
}

/* Of the opening that was added last. */
static void add_node(struct breaking *b, struct node node)
{
    node.opening = (uint32_t)b->openings.n - 1;
    b->openings.at[node.opening].count++;
    vec_push(b->arena, &b->nodes, node);
}

/* Turns the candidates for a break into active openings and their nodes. */
static void activate(struct breaking *b, const struct ending *end)
{
    uint32_t open = UINT32_MAX; /* the line of the last opening */
    for (size_t i = 0; i < b->touched.n; i++) {
        uint32_t state = b->touched.at[i], line = state / STATES;
        if (is_beaten(b, state))
            continue;
        if (line != open) {
            struct place place = gauge_place(&b->gauge, end, line);
            add_opening(b, &place);
            open = line;
        }
        add_node(b, (struct node){.previous = b->best[state].from, .demerits = b->best[state].demerits,
                                  .fitness = (uint8_t)(state % STATES / (HYPHEN_RUN + 1)),
                                  .hyphens = (uint8_t)(state % (HYPHEN_RUN + 1))});
    }
    for (size_t i = 0; i < b->touched.n; i++)
        b->best[b->touched.at[i]].from = NO_NODE;
    b->touched.n = 0;
    if (b->active.n > ACTIVE_LIMIT) { /* the oldest go: the younger ones reach further */
        size_t drop = b->active.n - ACTIVE_LIMIT / 2;
        memmove(b->active.at, b->active.at + drop, (b->active.n - drop) * sizeof *b->active.at);
        b->active.n -= drop;
    }
}

/* No line that ends here is feasible: those that are least too wide are taken. */
static void offer_rescue(struct breaking *b, size_t count, const struct ending *end)
{
    struct line_fit least = {0};
    for (size_t i = 0; i < count; i++) {
        struct line_fit fit = gauge_fit(&b->gauge, &b->openings.at[b->active.at[i]].place, end);
        if (i == 0 || fit.excess > least.excess)
            least = fit;
    }
    gauge_worst(&b->gauge, &least);
    for (size_t i = 0; i < count; i++) {
        const struct opening *from = &b->openings.at[b->active.at[i]];
        if (from->place.full.width - end->reach.width == least.excess)
            offer(b, from, end, &least);
    }
}

/* Tries all lines that end at a break. False when none is feasible and nothing is left to go on from. */
static bool try_break(struct breaking *b, const struct ending *end)
{
    size_t kept = 0, count = b->active.n;
    b->least = (struct reach){INT64_MAX, INT64_MAX};
    for (size_t i = 0; i < count; i++) {
        const struct opening *from = &b->openings.at[b->active.at[i]];
        if (!gauge_is_short(&b->gauge, &from->place.full, &end->reach)) {
            struct line_fit fit = gauge_fit(&b->gauge, &from->place, end);
            if (fit.feasible)
                offer(b, from, end, &fit);
            if (fit.overfull)
                continue;
        }
        if (end->forced)
            continue;
        b->active.at[kept++] = b->active.at[i];
        note_least(b, &from->place.full);
    }
    b->active.n = kept;
    if (kept == 0 && b->touched.n == 0) {
        if (!b->gauge.final_pass || b->gauge.tolerance < BADNESS_MOST)
            return false;
        offer_rescue(b, count, end);
    }
    activate(b, end);
    return true;
}

/* One pass; true when it found a way: the last nodes are then those of the active openings. */
static bool run_pass(struct breaking *b, int tolerance, bool final_pass)
{
    struct gauge *gauge = &b->gauge;
    struct place beginning = gauge_start(gauge, tolerance, final_pass);
    b->openings.n = b->nodes.n = b->active.n = b->touched.n = 0;
    b->least = beginning.full;
    add_opening(b, &beginning);
    add_node(b, (struct node){.fitness = FITNESS_DECENT, .previous = NO_NODE});
    for (uint32_t i = beginning.start; (i = gauge_next(gauge, i, &b->least)) < gauge->count; i++) {
        struct ending end = gauge_end(gauge, i);
        if (!try_break(b, &end))
            return false;
        if (end.forced && end.last)
            return true;
        gauge_pass(gauge, i);
    }
    struct ending end = gauge_end(gauge, gauge->count);
    return try_break(b, &end);
}

/* The first of the last nodes that cost least. */
static uint32_t find_best(const struct breaking *b)
{
    uint32_t best = b->openings.at[b->active.at[0]].first;
    for (size_t i = 0; i < b->active.n; i++) {
        const struct opening *opening = &b->openings.at[b->active.at[i]];
        for (uint32_t n = opening->first; n < opening->first + opening->count; n++)
            if (b->nodes.at[n].demerits < b->nodes.at[best].demerits)
                best = n;
    }
    return best;
}

/*
 * Any badness is allowed. But a line that alone costs more than all lines of one way is on no better way: so what is
 * looked for is a way of lines that are not so bad, which are few, until none can be left out for that.
 */
static void run_last_passes(struct breaking *b)
{
    int64_t tolerance = b->options->ragged || b->gauge.has_gain ? BADNESS_MOST : FIRST_TOLERANCE;
    while (tolerance < BADNESS_MOST) {
        if (!run_pass(b, (int)tolerance, true)) {
            tolerance *= WIDER;
            continue;
        }
        int64_t demerits = b->nodes.at[find_best(b)].demerits;
        if (demerits < gauge_worth((int)tolerance + 1))
            return;
        while (tolerance < BADNESS_MOST && gauge_worth((int)tolerance + 1) <= demerits)
            tolerance *= 2;
    }
    run_pass(b, BADNESS_MOST, true);
}

static struct break_line *trace_lines(const struct breaking *b, size_t *line_count)
{
    const struct node *nodes = b->nodes.at;
    uint32_t last = find_best(b);
    size_t count = 0;
    for (uint32_t n = last; nodes[n].previous != NO_NODE; n = nodes[n].previous)
        count++;
    struct break_line *lines = arena_take(b->arena, count * sizeof *lines);
    *line_count = count;
    for (uint32_t n = last; count > 0; n = nodes[n].previous) {
        const struct node *from = &nodes[nodes[n].previous];
        lines[--count] = gauge_line(&b->gauge, &b->openings.at[from->opening].place,
                                    &b->openings.at[nodes[n].opening].place);
    }
    return lines;
}

/* Room for the ways of most paragraphs. */
static void reserve(struct breaking *b, size_t items)
{
    enum { FEWEST = 4, MOST = 64 };
    const size_t room = items / 4 + FEWEST < MOST ? items / 4 + FEWEST : MOST;
    b->openings.cap = b->nodes.cap = b->active.cap = b->touched.cap = room;
    b->openings.at = arena_take(b->arena, room * sizeof *b->openings.at);
    b->nodes.at = arena_take(b->arena, room * sizeof *b->nodes.at);
    b->active.at = arena_take(b->arena, room * sizeof *b->active.at);
    b->touched.at = arena_take(b->arena, room * sizeof *b->touched.at);
}

struct break_line *line_break(struct arena *arena, const struct break_item *items, size_t count,
                              const struct break_options *options, size_t *line_count)
{
    struct breaking b = {.arena = arena, .gauge = gauge_new(items, count, options), .options = options};
    size_t states = (options->width_count > 0 ? options->width_count : 1) * STATES;
    reserve(&b, count);
    b.best = arena_take(arena, states * sizeof *b.best);
    for (size_t i = 0; i < states; i++)
        b.best[i].from = NO_NODE;
    bool found = run_pass(&b, options->tolerance, false);
    if (!found && options->strict)
        return NULL;
    if (!found)
        run_last_passes(&b);
    return trace_lines(&b, line_count);
}
