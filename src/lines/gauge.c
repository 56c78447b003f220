/*
 * How well a line fits: TeX's badness and fitness classes (The TeXbook, chapter 14; TeX: The Program §108), and what of
 * the demerits is the line's own. In the last pass badness grows on past 10,000, so that what cannot be helped is
 * spread over the lines instead of left to one.
 */
#include "lines/gauge.h"

enum {
    LINE_PENALTY = 10,
    BADNESS_REPORTED = 10000,
    RATIO_MOST = 13000,    /* in RATIO_UNITs */
    BADNESS_DECENT = 12,   /* up to here a line is neither tight nor loose */
    BADNESS_LOOSE = 99,
    SHORT_LAST_LINE = 200000,
    FRAGMENT = 4000000,    /* a part of a word as the last line */
    RAGGED_PART = 8,       /* ragged: a line short by this part of the measure has badness 100 */
    RAGGED_LINE = 1000000  /* ragged: what a line costs by itself, for fewer lines rather than even ones */
};

/* 100 (excess / available)³ in integers, rounded: the same on every machine. */
static int badness_of_ratio(sp ratio)
{
    return ratio >= RATIO_MOST ? BADNESS_MOST : (int)((ratio * ratio * ratio + (1 << 17)) >> 18);
}

static int badness_of(sp excess, sp available)
{
    if (excess <= 0)
        return 0;
    if (available <= 0 || excess >= (sp)1 << 48)
        return BADNESS_MOST;
    return badness_of_ratio(excess * RATIO_UNIT / available);
}

/* The least ratio whose badness is greater; 0: none is. */
static sp ratio_beyond(int badness)
{
    sp low = 0, high = RATIO_MOST;
    if (badness >= BADNESS_MOST)
        return 0;
    while (low < high) {
        sp middle = (low + high) / 2;
        if (badness_of_ratio(middle) > badness)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

static sp measure_of(const struct break_options *options, uint32_t line)
{
    return options->width_count == 0 ? 0 : options->widths[line];
}

/* What a line has besides the stretch of its items. */
static sp ragged_stretch(const struct break_options *options, uint32_t line)
{
    return options->ragged ? measure_of(options, line) / RAGGED_PART : 0;
}

static bool is_forced_item(const struct break_item *item)
{
    return item->kind == BREAK_PENALTY && item->penalty <= BREAK_FORCE;
}

static bool is_forced(const struct gauge *gauge, uint32_t item)
{
    return item >= gauge->count || is_forced_item(&gauge->items[item]);
}

/* What a break adds to the width of its line. */
static sp added_width(const struct gauge *gauge, uint32_t item)
{
    return item < gauge->count && gauge->items[item].kind == BREAK_PENALTY ? gauge->items[item].width : 0;
}

static sp hang_at(const struct gauge *gauge, uint32_t item)
{
    return item < gauge->count ? gauge->items[item].hang : 0;
}

static void add_item(struct totals *sum, const struct break_item *item, bool ragged)
{
    if (item->kind == BREAK_PENALTY)
        return;
    sum->width += item->width;
    if (!ragged || item->stretch >= BREAK_FILL)
        sum->stretch += item->stretch;
    if (item->kind == BREAK_GLUE && !ragged)
        sum->shrink += item->shrink;
}

static bool is_flagged(const struct gauge *gauge, uint32_t item)
{
    return item < gauge->count && gauge->items[item].kind == BREAK_PENALTY && gauge->items[item].flagged;
}

/* The first item of a line that begins at `at`: glue and penalties are dropped, but not a forced break. Adds them. */
static uint32_t line_start(const struct gauge *gauge, uint32_t at, struct totals *sum)
{
    for (; at < gauge->count && gauge->items[at].kind != BREAK_BOX && !is_forced(gauge, at); at++)
        add_item(sum, &gauge->items[at], gauge->options->ragged);
    return at;
}

static uint32_t find_last_word(const struct gauge *gauge)
{
    uint32_t i = gauge->count;
    while (i > 0 && !(gauge->items[i - 1].kind == BREAK_GLUE && gauge->items[i - 1].stretch < BREAK_FILL))
        i--;
    return i;
}

/* Does one line that need not be full hold all, up to the break that is forced? */
static bool is_one_line(const struct gauge *gauge, uint32_t forced)
{
    struct totals sum = {0};
    if (!gauge->options->ragged || gauge->has_gain || forced + 1 < gauge->count)
        return false;
    uint32_t start = line_start(gauge, 0, &sum);
    sp stretch = sum.stretch;
    sum = (struct totals){0};
    for (uint32_t i = start; i < gauge->count; i++)
        add_item(&sum, &gauge->items[i], true);
    sp width = sum.width + added_width(gauge, forced);
    return sum.stretch + stretch >= BREAK_FILL && width <= measure_of(gauge->options, 0);
}

struct gauge gauge_new(const struct break_item *items, size_t count, const struct break_options *options)
{
    struct gauge gauge = {.items = items, .count = (uint32_t)count, .options = options};
    uint32_t forced = gauge.count; /* the first */
    for (uint32_t i = 0; i < gauge.count; i++) {
        const struct break_item *item = &items[i];
        if (item->kind == BREAK_BOX)
            continue;
        gauge.hang_most = item->hang > gauge.hang_most ? item->hang : gauge.hang_most;
        if (item->kind == BREAK_PENALTY && item->penalty < 0) {
            gauge.has_gain |= item->penalty > BREAK_FORCE;
            forced = forced == gauge.count && item->penalty <= BREAK_FORCE ? i : forced;
        }
    }
    gauge.is_line = is_one_line(&gauge, forced);
    gauge.last_word = find_last_word(&gauge);
    return gauge;
}

/* Lines that begin at the next start. */
static struct place next_place(const struct gauge *gauge, uint32_t line)
{
    uint32_t start = gauge->next_start;
    bool box = start < gauge->count && gauge->items[start].kind == BREAK_BOX;
    struct place place = {.start = start, .line = line, .after = gauge->next_sum,
                          .hang = box ? gauge->items[start].hang : 0};
    place.full.width = measure_of(gauge->options, line) + place.hang + place.after.width;
    place.full.stretched = INT64_MIN;
    if (gauge->ratio_limit)
        place.full.stretched =
            RATIO_UNIT * place.full.width +
            gauge->ratio_limit * (place.after.stretch - ragged_stretch(gauge->options, line));
    return place;
}

struct place gauge_start(struct gauge *gauge, int tolerance, bool final_pass)
{
    struct totals dropped = {0};
    gauge->tolerance = tolerance;
    gauge->final_pass = final_pass;
    gauge->ratio_limit = ratio_beyond(tolerance);
    gauge->emergency_room = final_pass ? gauge->ratio_limit * gauge->options->emergency_stretch / RATIO_UNIT : 0;
    gauge->sum = gauge->next_sum = (struct totals){0};
    gauge->next_start = line_start(gauge, 0, &dropped);
    return next_place(gauge, 0);
}

struct place gauge_place(const struct gauge *gauge, const struct ending *end, uint32_t line)
{
    struct place place = next_place(gauge, line);
    place.item = end->item;
    place.end = end->sum;
    return place;
}

static bool may_end(const struct gauge *gauge, uint32_t item)
{
    const struct break_item *at = &gauge->items[item];
    if (at->kind == BREAK_PENALTY)
        return at->penalty < BREAK_FORBIDDEN && (gauge->final_pass || item < gauge->last_word || !at->flagged);
    return item > 0 && at[-1].kind == BREAK_BOX;
}

/* Of a line that ends where its width, hyphen counted and less what hangs, and its stretch are these. */
static struct reach reach_of(const struct gauge *gauge, sp width, sp stretch)
{
    return (struct reach){width, RATIO_UNIT * width + gauge->ratio_limit * stretch};
}

uint32_t gauge_next(struct gauge *gauge, uint32_t item, const struct reach *least)
{
    struct totals sum = gauge->sum;
    const bool ragged = gauge->options->ragged;
    for (; item < gauge->count; item++) {
        const struct break_item *at = &gauge->items[item];
        if (at->kind != BREAK_BOX && may_end(gauge, item)) {
            sp added = at->kind == BREAK_PENALTY ? at->width : 0;
            struct reach reach = reach_of(gauge, sum.width + added - at->hang, sum.stretch);
            bool is_passed = gauge->is_line || gauge_is_short(gauge, least, &reach);
            if (!is_passed || is_forced_item(at))
                break;
        }
        add_item(&sum, at, ragged);
    }
    gauge->sum = sum;
    return item;
}

void gauge_pass(struct gauge *gauge, uint32_t item)
{
    add_item(&gauge->sum, &gauge->items[item], gauge->options->ragged);
}

static int64_t square(int64_t number)
{
    return number * number;
}

/* What a line that ends here costs whatever it is like. */
static int64_t demerits_of_break(const struct gauge *gauge, uint32_t end)
{
    int64_t demerits = gauge->options->ragged ? RAGGED_LINE : 0;
    int64_t penalty = end < gauge->count && gauge->items[end].kind == BREAK_PENALTY ? gauge->items[end].penalty : 0;
    if (penalty > BREAK_FORCE)
        demerits += penalty > 0 ? square(penalty) : -square(penalty);
    if (end >= gauge->last_word && is_flagged(gauge, end))
        demerits += FRAGMENT;
    return demerits;
}

struct ending gauge_end(struct gauge *gauge, uint32_t item)
{
    sp added = added_width(gauge, item), width = gauge->sum.width + added;
    struct ending end = {
        .item = item,
        .forced = is_forced(gauge, item),
        .flagged = is_flagged(gauge, item),
        .sum = gauge->sum,
        .reach = reach_of(gauge, width - hang_at(gauge, item), gauge->sum.stretch),
        .width = width,
        .hyphen = added > 0 ? added : 0,
        .demerits = demerits_of_break(gauge, item),
    };
    if (gauge->next_start <= item && item < gauge->count) { /* else it is the same as for the break before */
        gauge->next_sum = gauge->sum;
        add_item(&gauge->next_sum, &gauge->items[item], gauge->options->ragged);
        gauge->next_start = line_start(gauge, item + 1, &gauge->next_sum);
    }
    end.last = gauge->next_start == gauge->count;
    if (end.forced) {
        gauge->next_sum.width -= end.sum.width;
        gauge->next_sum.stretch -= end.sum.stretch;
        gauge->next_sum.shrink -= end.sum.shrink;
        gauge->sum = (struct totals){0};
    }
    return end;
}

static enum fitness fitness_of(const struct gauge *gauge, int badness, bool stretched)
{
    if (gauge->options->ragged || badness <= BADNESS_DECENT)
        return FITNESS_DECENT;
    if (!stretched)
        return FITNESS_TIGHT;
    return badness <= BADNESS_LOOSE ? FITNESS_LOOSE : FITNESS_VERY_LOOSE;
}

struct line_fit gauge_fit(const struct gauge *gauge, const struct place *from, const struct ending *end)
{
    struct line_fit fit = {.excess = from->full.width - end->reach.width, .width = end->width - from->after.width};
    sp shrink = end->sum.shrink - from->after.shrink;
    fit.overfull = fit.excess + gauge->hang_most + end->hyphen + shrink < 0;
    if (fit.excess + shrink < 0)
        return fit;
    sp stretch = end->sum.stretch - from->after.stretch + ragged_stretch(gauge->options, from->line);
    if (gauge->final_pass && stretch < gauge->options->emergency_stretch)
        stretch = gauge->options->emergency_stretch;
    fit.badness = fit.excess >= 0 ? badness_of(fit.excess, stretch) : badness_of(-fit.excess, shrink);
    fit.feasible = fit.badness <= gauge->tolerance;
    fit.fitness = fitness_of(gauge, fit.badness, fit.excess >= 0);
    return fit;
}

void gauge_worst(const struct gauge *gauge, struct line_fit *fit)
{
    fit->badness = BADNESS_MOST;
    fit->fitness = fitness_of(gauge, BADNESS_MOST, fit->excess >= 0);
}

int64_t gauge_worth(int badness)
{
    return square((int64_t)LINE_PENALTY + badness);
}

int64_t gauge_demerits(const struct gauge *gauge, const struct ending *end, const struct line_fit *fit)
{
    bool short_end = end->last && fit->width < gauge->options->last_minimum;
    return end->demerits + gauge_worth(fit->badness) + (short_end ? SHORT_LAST_LINE : 0);
}

struct break_line gauge_line(const struct gauge *gauge, const struct place *from, const struct place *to)
{
    const struct break_options *options = gauge->options;
    struct break_line line = {.from = from->start < to->item ? from->start : to->item, .to = to->item,
                              .natural = to->end.width - from->after.width + added_width(gauge, to->item),
                              .hang_start = from->hang, .hang_end = hang_at(gauge, to->item)};
    sp excess = measure_of(options, from->line) + line.hang_start + line.hang_end - line.natural;
    sp shrink = to->end.shrink - from->after.shrink;
    sp available = excess >= 0 ? to->end.stretch - from->after.stretch : shrink;
    if (excess >= 0 && available == 0)
        available = ragged_stretch(options, from->line);
    line.badness = badness_of(excess >= 0 ? excess : -excess, available);
    line.badness = line.badness < BADNESS_REPORTED ? line.badness : BADNESS_REPORTED;
    line.overfull = excess < 0 && -excess > shrink;
    if (line.overfull)
        line.ratio = -1;
    else if (available > 0 && available < BREAK_FILL && !options->ragged)
        line.ratio = (double)excess / (double)available;
    return line;
}
