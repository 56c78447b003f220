/*
 * Total-fit line breaking: the active-list algorithm of Knuth and Plass (1981) with TeX's badness, fitness
 * classes and demerits (The TeXbook, chapter 14). Unlike TeX, a break remembers how many lines in a row ended
 * with a hyphen: three are refused until nothing else is left, and cost much then; so is a hyphen in the last
 * word, which would leave a fragment as the last line; and in the last pass
 * badness grows on past 10,000, so that what cannot be helped is spread over the lines instead of left to
 * one.
 */
#include "lines/line_break.h"

#include <string.h>

enum { FITNESS_TIGHT, FITNESS_DECENT, FITNESS_LOOSE, FITNESS_VERY_LOOSE, FITNESS_COUNT };
enum {
    LINE_PENALTY = 10,
    BADNESS_REPORTED = 10000,
    BADNESS_MOST = 8380890, /* that of the ratio where it stops growing */
    RATIO_MOST = 13000,     /* in 297ths */
    BADNESS_OF_TWICE = 800, /* that of a line stretched by twice what it has */
    BADNESS_DECENT = 12,   /* up to here a line is neither tight nor loose */
    BADNESS_LOOSE = 99,
    HYPHEN_RUN = 3,        /* longer runs of hyphens are not told apart */
    HYPHEN_RUN_FACTOR = 100000,
    SHORT_LAST_LINE = 200000,
    FRAGMENT = 4000000,    /* a part of a word as the last line */
    RAGGED_PART = 8,       /* ragged: a line short by this part of the measure has badness 100 */
    RAGGED_LINE = 1000000, /* ragged: what a line costs by itself, for fewer lines rather than even ones */
    STATES = FITNESS_COUNT * (HYPHEN_RUN + 1),
    ACTIVE_LIMIT = 2000    /* reached by items without width only: keeps hostile input linear */
};
#define NO_NODE UINT32_MAX

struct totals {
    sp width, stretch, shrink;
};

/* A feasible break: the best way known to reach it in its state. */
struct node {
    uint32_t item;          /* where the line ends */
    uint32_t line;          /* index into the widths of the line that follows */
    uint8_t fitness, hyphens;
    int64_t demerits;
    struct totals after;    /* sums up to the first item of the following line */
    sp hang;                /* of that item */
    uint32_t previous;
};

struct candidate {
    int64_t demerits;
    uint32_t from;          /* node; NO_NODE: none */
};

struct line_fit {
    int badness;
    int fitness;
    sp width;
    sp excess;              /* room left; negative: too wide */
    bool overfull;          /* even when the line does not end with the width of a hyphen */
    bool feasible;
};

struct breaking {
    struct arena *arena;
    const struct break_item *items;
    uint32_t count;
    const struct break_options *options;
    struct totals *before;  /* sums of the items before each */
    sp hang_most;           /* the farthest that any line's end hangs */
    uint32_t *next_box;     /* first item kept at the start of a line after a break at each */
    uint32_t last_word;     /* its first item: the last lines would hold a fragment if it were broken */
    VEC(struct node) nodes;
    VEC(uint32_t) active;
    struct candidate *best; /* by line and state */
    VEC(uint32_t) touched;  /* states of `best` in use */
    sp least_room, least_stretch; /* of all active nodes: measure and sums up to the line; sums of stretch */
    int tolerance;
    bool final_pass;
};

/* 100 (excess / available)³ in integers, rounded, as TeX §108 does: the same on every machine. */
static int badness_of(sp excess, sp available)
{
    if (excess <= 0)
        return 0;
    if (available <= 0 || excess >= (sp)1 << 48)
        return BADNESS_MOST;
    sp r = excess * 297 / available; /* 297³ = 100 × 2¹⁸ */
    if (r >= RATIO_MOST)
        return BADNESS_MOST;
    return (int)((r * r * r + (1 << 17)) >> 18);
}

static struct totals totals_between(const struct totals *from, const struct totals *to)
{
    return (struct totals){to->width - from->width, to->stretch - from->stretch, to->shrink - from->shrink};
}

static sp measure_of(const struct break_options *options, uint32_t line)
{
    return options->width_count == 0 ? 0 : options->widths[line];
}

static bool is_flagged(const struct breaking *b, uint32_t item)
{
    return item < b->count && b->items[item].kind == BREAK_PENALTY && b->items[item].flagged;
}

static bool is_forced(const struct breaking *b, uint32_t item)
{
    return item >= b->count || (b->items[item].kind == BREAK_PENALTY &&
                                b->items[item].penalty <= BREAK_FORCE);
}

static bool is_legal(const struct breaking *b, uint32_t item)
{
    const struct break_item *at = &b->items[item];
    if (at->kind == BREAK_PENALTY)
        return at->penalty < BREAK_FORBIDDEN;
    return at->kind == BREAK_GLUE && item > 0 && b->items[item - 1].kind == BREAK_BOX;
}

static void sum_items(struct breaking *b)
{
    struct totals sum = {0, 0, 0};
    b->before = arena_alloc(b->arena, (b->count + 1) * sizeof *b->before);
    b->next_box = arena_alloc(b->arena, (b->count + 1) * sizeof *b->next_box);
    for (uint32_t i = 0; i < b->count; i++) {
        const struct break_item *item = &b->items[i];
        b->before[i] = sum;
        if (item->kind != BREAK_BOX && item->hang > b->hang_most)
            b->hang_most = item->hang;
        if (item->kind == BREAK_PENALTY)
            continue;
        sum.width += item->width;
        bool stretches = !b->options->ragged || item->stretch >= BREAK_FILL;
        sum.stretch += stretches ? item->stretch : 0;
        sum.shrink += item->kind == BREAK_GLUE && !b->options->ragged ? item->shrink : 0;
    }
    b->before[b->count] = sum;
    b->next_box[b->count] = b->count;
    for (uint32_t i = b->count; i-- > 0;)
        b->next_box[i] = b->items[i].kind == BREAK_BOX || is_forced(b, i) ? i : b->next_box[i + 1];
}

static uint32_t find_last_word(const struct breaking *b)
{
    uint32_t i = b->count;
    while (i > 0 && !(b->items[i - 1].kind == BREAK_GLUE && b->items[i - 1].stretch < BREAK_FILL))
        i--;
    return i;
}

/* The first item of the line after a break: the break itself, glue and penalties are dropped, but not a
 * forced break. */
static uint32_t line_start(const struct breaking *b, uint32_t at)
{
    return at >= b->count ? b->count : b->next_box[at + 1];
}

static struct totals line_totals(const struct breaking *b, const struct totals *after, uint32_t end)
{
    struct totals line = totals_between(after, &b->before[end]);
    if (end < b->count && b->items[end].kind == BREAK_PENALTY)
        line.width += b->items[end].width;
    return line;
}

static sp hang_start(const struct breaking *b, uint32_t start)
{
    return start < b->count && b->items[start].kind == BREAK_BOX ? b->items[start].hang : 0;
}

static sp hang_end(const struct breaking *b, uint32_t end)
{
    return end < b->count ? b->items[end].hang : 0;
}

static sp room_for(const struct breaking *b, const struct node *from, uint32_t end)
{
    return measure_of(b->options, from->line) + from->hang + hang_end(b, end);
}

static int fitness_of(int badness, bool stretched)
{
    if (badness <= BADNESS_DECENT)
        return FITNESS_DECENT;
    if (!stretched)
        return FITNESS_TIGHT;
    return badness <= BADNESS_LOOSE ? FITNESS_LOOSE : FITNESS_VERY_LOOSE;
}

/* The line from a node to a break. Nodes at one place differ in their past, not in this. */
static struct line_fit fit_line(const struct breaking *b, const struct node *from, uint32_t end)
{
    struct totals line = line_totals(b, &from->after, end);
    bool ragged = b->options->ragged;
    struct line_fit fit = {.excess = room_for(b, from, end) - line.width, .width = line.width};
    sp hyphen = end < b->count && b->items[end].kind == BREAK_PENALTY ? b->items[end].width : 0;
    sp stretch = line.stretch + (ragged ? measure_of(b->options, from->line) / RAGGED_PART : 0);
    if (b->final_pass && stretch < b->options->emergency_stretch)
        stretch = b->options->emergency_stretch;
    fit.overfull = fit.excess + b->hang_most + (hyphen > 0 ? hyphen : 0) + line.shrink < 0;
    bool much_too_short = b->tolerance < BADNESS_OF_TWICE && fit.excess > 2 * stretch;
    bool too_long = fit.excess + line.shrink < 0;
    if (much_too_short || too_long)
        return fit;
    fit.badness = fit.excess >= 0 ? badness_of(fit.excess, stretch) : badness_of(-fit.excess, line.shrink);
    fit.feasible = fit.badness <= b->tolerance;
    fit.fitness = ragged ? FITNESS_DECENT : fitness_of(fit.badness, fit.excess >= 0);
    return fit;
}

static int hyphens_after(const struct node *from, bool flagged)
{
    if (!flagged)
        return 0;
    return from->hyphens < HYPHEN_RUN ? from->hyphens + 1 : HYPHEN_RUN;
}

/* What the line costs whatever stands before it. */
static int64_t demerits_of(const struct breaking *b, uint32_t end, const struct line_fit *fit)
{
    const struct break_options *options = b->options;
    int64_t demerits = (int64_t)(LINE_PENALTY + fit->badness) * (LINE_PENALTY + fit->badness);
    demerits += options->ragged ? RAGGED_LINE : 0;
    int64_t penalty = end < b->count && b->items[end].kind == BREAK_PENALTY ? b->items[end].penalty : 0;
    if (penalty > BREAK_FORCE)
        demerits += penalty > 0 ? penalty * penalty : -penalty * penalty;
    if (end >= b->last_word && is_flagged(b, end))
        demerits += FRAGMENT;
    if (line_start(b, end) == b->count && fit->width < options->last_minimum)
        demerits += SHORT_LAST_LINE;
    return demerits;
}

/* What it costs more after the line that ends at the node. */
static int64_t demerits_after(const struct breaking *b, const struct node *from, const struct line_fit *fit,
                              int hyphens, bool last)
{
    const struct break_options *options = b->options;
    int64_t demerits = from->demerits;
    if (hyphens == 2)
        demerits += options->double_hyphen_demerits;
    else if (hyphens > 2)
        demerits += (int64_t)options->double_hyphen_demerits * HYPHEN_RUN_FACTOR;
    int step = fit->fitness - from->fitness;
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

static void offer(struct breaking *b, uint32_t from, const struct line_fit *fit, int64_t line_demerits, bool flagged,
                  bool last)
{
    const struct node *node = &b->nodes.at[from];
    int hyphens = hyphens_after(node, flagged);
    uint32_t state = line_after(b, node->line) * STATES + (uint32_t)fit->fitness * (HYPHEN_RUN + 1) +
                     (uint32_t)hyphens;
    int64_t demerits = line_demerits + demerits_after(b, node, fit, hyphens, last);
    if (b->best[state].from == NO_NODE)
        vec_push(b->arena, &b->touched, state);
    else if (demerits >= b->best[state].demerits)
        return;
    b->best[state] = (struct candidate){demerits, from};
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

/* Turns the candidates for a break into active nodes. */
static void activate(struct breaking *b, uint32_t end)
{
    for (size_t i = 0; i < b->touched.n; i++) {
        uint32_t state = b->touched.at[i];
        if (is_beaten(b, state))
            continue;
        struct node node = {
            .item = end,
            .line = state / STATES,
            .fitness = (uint8_t)(state % STATES / (HYPHEN_RUN + 1)),
            .hyphens = (uint8_t)(state % (HYPHEN_RUN + 1)),
            .demerits = b->best[state].demerits,
            .after = b->before[line_start(b, end)],
            .hang = hang_start(b, line_start(b, end)),
            .previous = b->best[state].from,
        };
        vec_push(b->arena, &b->active, (uint32_t)b->nodes.n);
        vec_push(b->arena, &b->nodes, node);
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
static void offer_rescue(struct breaking *b, size_t count, uint32_t end)
{
    struct line_fit least = {0};
    for (size_t i = 0; i < count; i++) {
        struct line_fit fit = fit_line(b, &b->nodes.at[b->active.at[i]], end);
        if (i == 0 || fit.excess > least.excess)
            least = fit;
    }
    least.badness = BADNESS_MOST;
    least.fitness = b->options->ragged ? FITNESS_DECENT : fitness_of(BADNESS_MOST, least.excess >= 0);
    int64_t demerits = demerits_of(b, end, &least);
    for (size_t i = 0; i < count; i++)
        if (fit_line(b, &b->nodes.at[b->active.at[i]], end).excess == least.excess)
            offer(b, b->active.at[i], &least, demerits, is_flagged(b, end), line_start(b, end) == b->count);
}

static void find_least(struct breaking *b)
{
    b->least_room = b->least_stretch = INT64_MAX;
    for (size_t i = 0; i < b->active.n; i++) {
        const struct node *node = &b->nodes.at[b->active.at[i]];
        sp room = measure_of(b->options, node->line) + node->hang + node->after.width;
        b->least_room = room < b->least_room ? room : b->least_room;
        b->least_stretch = node->after.stretch < b->least_stretch ? node->after.stretch : b->least_stretch;
    }
}

/* Is every line that could end here much too short? Then nothing comes of trying; so it is with most breaks. */
static bool is_hopeless(const struct breaking *b, uint32_t end)
{
    if (b->options->ragged || b->final_pass || b->tolerance >= BADNESS_OF_TWICE || is_forced(b, end))
        return false;
    const struct break_item *item = &b->items[end];
    sp width = b->before[end].width + (item->kind == BREAK_PENALTY ? item->width : 0);
    sp excess = b->least_room + item->hang - width, stretch = b->before[end].stretch - b->least_stretch;
    return excess > 0 && excess > 2 * stretch;
}

/* Tries all lines that end at `end`. False when none is feasible and nothing is left to go on from. */
static bool try_break(struct breaking *b, uint32_t end)
{
    bool flagged = is_flagged(b, end), last = line_start(b, end) == b->count, forced = is_forced(b, end);
    size_t kept = 0, count = b->active.n;
    const struct node *before = NULL;
    struct line_fit fit = {0};
    int64_t demerits = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t number = b->active.at[i];
        const struct node *node = &b->nodes.at[number];
        if (!before || before->item != node->item || before->line != node->line) {
            fit = fit_line(b, node, end);
            demerits = fit.feasible ? demerits_of(b, end, &fit) : 0;
        }
        before = node;
        if (fit.feasible && (b->final_pass || hyphens_after(node, flagged) < HYPHEN_RUN))
            offer(b, number, &fit, demerits, flagged, last);
        if (!fit.overfull && !forced)
            b->active.at[kept++] = number;
    }
    b->active.n = kept;
    if (kept == 0 && b->touched.n == 0) {
        if (!b->final_pass)
            return false;
        offer_rescue(b, count, end);
    }
    activate(b, end);
    find_least(b);
    return true;
}

/* One pass; true when it found a way: the last nodes are then the active list. */
static bool run_pass(struct breaking *b, int tolerance, bool final_pass)
{
    b->tolerance = tolerance;
    b->final_pass = final_pass;
    b->nodes.n = b->active.n = b->touched.n = 0;
    uint32_t start = b->count == 0 ? 0 : b->next_box[0];
    struct node first = {.item = NO_NODE, .fitness = FITNESS_DECENT, .after = b->before[start],
                         .hang = hang_start(b, start), .previous = NO_NODE};
    vec_push(b->arena, &b->nodes, first);
    vec_push(b->arena, &b->active, 0);
    find_least(b);
    bool ended = false;
    for (uint32_t i = start; i < b->count && !ended; i++) {
        if (!is_legal(b, i) || (!final_pass && i >= b->last_word && is_flagged(b, i)) || is_hopeless(b, i))
            continue;
        if (!try_break(b, i))
            return false;
        ended = is_forced(b, i) && line_start(b, i) == b->count;
    }
    return ended || try_break(b, b->count);
}

/* The line between two breaks as it will be set. */
static struct break_line describe_line(const struct breaking *b, const struct node *from,
                                       const struct node *to)
{
    uint32_t start = from->item == NO_NODE ? (b->count == 0 ? 0 : b->next_box[0]) : line_start(b, from->item);
    struct totals total = line_totals(b, &from->after, to->item);
    sp excess = room_for(b, from, to->item) - total.width;
    struct break_line line = {.from = start < to->item ? start : to->item, .to = to->item,
                              .natural = total.width, .hang_start = from->hang,
                              .hang_end = hang_end(b, to->item)};
    sp available = excess >= 0 ? total.stretch : total.shrink;
    if (b->options->ragged && excess >= 0 && available == 0)
        available = measure_of(b->options, from->line) / RAGGED_PART;
    line.badness = badness_of(excess >= 0 ? excess : -excess, available);
    line.badness = line.badness < BADNESS_REPORTED ? line.badness : BADNESS_REPORTED;
    line.overfull = excess < 0 && -excess > total.shrink;
    if (line.overfull)
        line.ratio = -1;
    else if (available > 0 && available < BREAK_FILL && !b->options->ragged)
        line.ratio = (double)excess / (double)available;
    return line;
}

static struct break_line *trace_lines(const struct breaking *b, size_t *line_count)
{
    uint32_t last = b->active.at[0];
    for (size_t i = 1; i < b->active.n; i++)
        if (b->nodes.at[b->active.at[i]].demerits < b->nodes.at[last].demerits)
            last = b->active.at[i];
    size_t count = 0;
    for (uint32_t n = last; b->nodes.at[n].previous != NO_NODE; n = b->nodes.at[n].previous)
        count++;
    struct break_line *lines = arena_alloc(b->arena, count * sizeof *lines);
    *line_count = count;
    for (uint32_t n = last; count > 0; n = b->nodes.at[n].previous)
        lines[--count] = describe_line(b, &b->nodes.at[b->nodes.at[n].previous], &b->nodes.at[n]);
    return lines;
}

struct break_line *line_break(struct arena *arena, const struct break_item *items, size_t count,
                              const struct break_options *options, size_t *line_count)
{
    struct breaking b = {.arena = arena, .items = items, .count = (uint32_t)count, .options = options};
    size_t states = (options->width_count > 0 ? options->width_count : 1) * STATES;
    b.best = arena_alloc(arena, states * sizeof *b.best);
    for (size_t i = 0; i < states; i++)
        b.best[i].from = NO_NODE;
    sum_items(&b);
    b.last_word = find_last_word(&b);
    bool found = run_pass(&b, options->tolerance, false);
    if (!found && options->strict)
        return NULL;
    if (!found)
        run_pass(&b, BADNESS_MOST, true);
    return trace_lines(&b, line_count);
}
