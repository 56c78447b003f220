/*
 * Line breaking in fixed pitch, ragged right: the breaks with the least sum of squared slacks over the whole
 * paragraph (Knuth and Plass, Breaking Paragraphs into Lines, 1981, without stretch), found by dynamic
 * programming over the break opportunities of UAX #14. The time is linear in the text for a given width.
 */
#include "plain/galley.h"
#include "unicode/unicode.h"
#include "words/words.h"

#include <string.h>

/* What a break costs besides its line's slack, as squared columns. */
#define COST_HYPHEN 25        /* after a hyphen or dash */
#define COST_TIE 1000         /* between words that stay together */
#define COST_ADDRESS 6000     /* inside an address, at a soft hyphen: more than the slack of an empty line */
#define COST_SPLIT 50000      /* inside a word */
#define COST_OVERFULL 1000000
#define COST_SHORT 100        /* a last line of a few letters */
#define SHORT_LINE 6
#define SYMBOL_LIMIT 32      /* bytes of a document symbol; what is longer is a path */

struct stop {
    uint32_t at;
    int full, ink; /* columns from the start to `at`: with and without the blanks before it */
    uint32_t cost;
    bool split;
};
struct stops {
    VEC(struct stop) list;
    struct arena *arena;
    struct breaker *breaker;
    const struct flat *flat;
    const struct measure *measure;
};

static size_t trailing_blanks(const char *text, size_t size)
{
    size_t n = 0;

    while (n < size && text[size - 1 - n] == ' ')
        n++;
    return n;
}

/* Is the character before byte `at` a hyphen, a dash, or another sign of ASCII? */
static bool follows_sign(const char *text, uint32_t at)
{
    const char *start = text + at - 1, *end = text + at;

    if ((unsigned char)*start < 0x80)
        return *start != ' ';
    while (start > text && ((unsigned char)*start & 0xC0) == 0x80)
        start--;
    uint32_t character = utf8_next(&start, end);
    return character >= 0x2010 && character <= 0x2015;
}

/* A soft hyphen prints where a line ends at it. */
static bool follows_soft_hyphen(const char *text, uint32_t from, uint32_t at)
{
    return at - from >= 2 && text[at - 1] == '\xAD' && text[at - 2] == '\xC2';
}

/* Cuts blanks and soft hyphens. */
static uint32_t line_end(const struct flat *flat, uint32_t from, uint32_t to)
{
    for (;;) {
        to -= (uint32_t)trailing_blanks(flat->text + from, to - from);
        if (!follows_soft_hyphen(flat->text, from, to))
            return to;
        to -= 2;
    }
}

/* Words that stay together, as on pages. */
static bool is_tie(const struct flat *flat, uint32_t at, const char *language)
{
    return flat->joint[at] == JOINT_TIE || (flat->joint[at] == JOINT_FREE && words_may_tie(flat->text, at) &&
                                            words_tie(language, flat->text, flat->size, at));
}

static uint32_t break_cost(const struct flat *flat, uint32_t at, const char *language)
{
    if (flat->joint[at] == JOINT_ADDRESS || follows_soft_hyphen(flat->text, 0, at))
        return COST_ADDRESS;
    if (is_tie(flat, at, language))
        return COST_TIE;
    return follows_sign(flat->text, at) ? COST_HYPHEN : 0;
}

static void add_stop(struct stops *stops, uint32_t at, int full, int ink, uint32_t cost, bool split)
{
    vec_push(stops->arena, &stops->list, ((struct stop){at, full, ink, cost, split}));
}

/* Stops after each grapheme but the last of a word that is longer than a line. */
static void split_word(struct stops *stops, uint32_t from, uint32_t to, int full)
{
    const char *text = stops->flat->text + from;
    uint32_t size = to - from, start = 0;
    bool *begins = arena_alloc(stops->arena, size + 1);

    unicode_graphemes(stops->breaker, text, size, begins);
    for (uint32_t at = 1; at < size; at++) {
        if (!begins[at])
            continue;
        int width = unicode_text_width(text + start, at - start);
        full += width;
        start = at;
        if (width > 0)
            add_stop(stops, from + at, full, full, COST_SPLIT, true);
    }
}

/* Widths of a text from place to place: where it is plain ASCII, a byte is a column. */
struct ruler {
    const char *text;
    uint32_t at, plain_to, to;
};

static int width_to(struct ruler *ruler, uint32_t at)
{
    int width = (int)(at - ruler->at);

    if (at > ruler->plain_to) {
        width = unicode_text_width(ruler->text + ruler->at, at - ruler->at);
        ruler->plain_to = at + (uint32_t)utf8_plain(ruler->text + at, ruler->to - at);
    }
    ruler->at = at;
    return width;
}

/* The first place from `at` on where a line may end, or `to`; eight at a time, as many as most words have letters. */
static uint32_t next_break(const uint8_t *breaks, uint32_t at, uint32_t to)
{
    _Static_assert(BREAK_NONE == 0, "bytes that are not zero are breaks");
    for (; at + 8 <= to; at += 8) {
        uint64_t eight = utf8_eight(breaks + at);
        if (eight)
            return at + (uint32_t)__builtin_ctzll(eight) / 8;
    }
    while (at < to && breaks[at] == BREAK_NONE)
        at++;
    return at;
}

static void find_stops(struct stops *stops, const uint8_t *breaks, uint32_t from, uint32_t to)
{
    const struct flat *flat = stops->flat;
    const char *language = stops->measure->language;
    struct ruler ruler = {flat->text, from, from, to};
    int limit = stops->measure->first < stops->measure->rest ? stops->measure->first : stops->measure->rest;
    int full = 0, pending = 0;
    uint32_t start = from;

    add_stop(stops, from, 0, 0, 0, false);
    for (uint32_t at = next_break(breaks, from + 1, to); at <= to; at = next_break(breaks, at + 1, to)) {
        if (at < to && flat->joint[at] == JOINT_NEVER)
            continue;
        pending += width_to(&ruler, at);
        /* A break that adds no column cannot matter, and many of them would make the search quadratic. */
        if (pending == 0 && at < to)
            continue;
        int blanks = (int)trailing_blanks(flat->text + start, at - start);
        int hyphen = at < to && follows_soft_hyphen(flat->text, from, at);
        if (pending - blanks + hyphen > limit && !stops->measure->overhang)
            split_word(stops, start, at - (uint32_t)blanks, full);
        full += pending;
        add_stop(stops, at, full, full - blanks + hyphen, at < to ? break_cost(flat, at, language) : 0, false);
        pending = 0;
        start = at;
    }
}

static uint64_t square(int64_t slack)
{
    return (uint64_t)(slack * slack);
}

/* What the search has found, by stop: what the best lines that end there cost, and where the last of them begins. */
struct ways {
    uint64_t *best;
    size_t *before;
    size_t first; /* for a line that is not the paragraph's first: stops before it are too far away */
    size_t cheapest, from; /* of the stops from `from` on that have been looked at, the one that costs least */
};

/* Of a line to stop j that is full, the blanks before it would end in column `left`. */
static void skip_far(const struct stop *at, struct ways *ways, size_t j, int left)
{
    while (ways->first > 1 && at[ways->first - 1].full >= left)
        ways->first--;
    while (ways->first < j && at[ways->first].full < left)
        ways->first++;
}

/* What the stops from `first` on, and before j, cost at least. */
static uint64_t least_cost(struct ways *ways, size_t j)
{
    const uint64_t *best = ways->best;

    if (ways->cheapest < ways->first || ways->first < ways->from) {
        ways->cheapest = ways->first;
        for (size_t i = ways->first + 1; i < j; i++)
            ways->cheapest = best[i] < best[ways->cheapest] ? i : ways->cheapest;
    } else if (best[j - 1] <= best[ways->cheapest]) {
        ways->cheapest = j - 1;
    }
    ways->from = ways->first;
    return best[ways->cheapest];
}

/*
 * The best line from another than the paragraph's beginning, begun as late as is as good, if it costs but `least`. The
 * later it begins, the shorter it is: when even the cheapest beginning could not make up for that, none does.
 */
static uint64_t find_beginning(const struct stop *at, struct ways *ways, size_t j, int left, uint64_t least)
{
    if (ways->first == j)
        return least;
    const uint64_t *best = ways->best;
    uint64_t before_it = least_cost(ways, j);
    size_t before = ways->before[j];

    for (size_t i = ways->first; i < j; i++) {
        uint64_t slack = square(at[i].full - left), cost = best[i] + slack;
        if (cost <= least) {
            least = cost;
            before = i;
        } else if (before_it + slack > least) {
            break;
        }
    }
    ways->before[j] = before;
    return least;
}

/* The same for the last line, which may be short, but not very short. */
static uint64_t find_last_beginning(const struct stop *at, struct ways *ways, size_t j, uint64_t least)
{
    for (size_t i = ways->first; i < j; i++) {
        uint64_t cost = ways->best[i] + (at[j].ink - at[i].full < SHORT_LINE ? COST_SHORT : 0);
        if (cost <= least) {
            least = cost;
            ways->before[j] = i;
        }
    }
    return least;
}

/* The best line that ends at stop j. A word too long for a line is one all the same. */
static void find_line(const struct stops *stops, struct ways *ways, size_t j)
{
    const struct stop *at = stops->list.at, *to = &at[j];
    const struct measure *measure = stops->measure;
    bool last = j + 1 == stops->list.n && !measure->balanced;
    int left = to->ink - measure->rest;
    uint64_t least = UINT64_MAX;

    ways->before[j] = 0;
    if (to->ink <= measure->first)
        least = last ? 0 : square(measure->first - to->ink);
    skip_far(at, ways, j, left);
    least = last ? find_last_beginning(at, ways, j, least) : find_beginning(at, ways, j, left, least);
    least += least < UINT64_MAX && !last ? to->cost : 0;
    int over = to->ink - at[j - 1].full - (j == 1 ? measure->first : measure->rest);
    uint64_t overfull = over > 0 ? ways->best[j - 1] + COST_OVERFULL + square(over) : UINT64_MAX;
    if (overfull <= least) {
        ways->before[j] = j - 1;
        least = overfull;
    }
    ways->best[j] = least;
}

/* For every stop the stop where the best line that ends there begins. */
static size_t *find_best(const struct stops *stops)
{
    size_t n = stops->list.n;
    struct ways ways = {.best = arena_take(stops->arena, n * sizeof *ways.best),
                        .before = arena_take(stops->arena, n * sizeof *ways.before), .first = 1};

    ways.best[0] = 0;
    for (size_t j = 1; j < n; j++)
        find_line(stops, &ways, j);
    return ways.before;
}

/* The symbol of a document (RWH/2007/01-E), a fraction, a date stay whole; addresses may be broken. */
static void bind_symbol(const struct flat *flat, uint8_t *breaks, uint32_t from, uint32_t to)
{
    bool digits = false, address = to - from > SYMBOL_LIMIT;

    for (uint32_t i = from; i < to; i++) {
        digits = digits || (flat->text[i] >= '0' && flat->text[i] <= '9');
        address = address || flat->joint[i] == JOINT_ADDRESS;
    }
    if (!digits || address || !memchr(flat->text + from, '/', to - from) ||
        memmem(flat->text + from, to - from, "://", 3))
        return;
    for (uint32_t i = from + 1; i < to; i++)
        if (flat->text[i - 1] == '/' || flat->text[i - 1] == '-')
            breaks[i] = BREAK_NONE;
}

static void bind_symbols(const struct flat *flat, uint8_t *breaks)
{
    if (!memchr(flat->text, '/', flat->size))
        return;
    for (uint32_t from = 0, to; from < flat->size; from = to + 1) {
        to = from + (uint32_t)strcspn(flat->text + from, " \t");
        if (to < flat->size && to == from)
            continue;
        bind_symbol(flat, breaks, from, to < flat->size ? to : flat->size);
    }
}

uint8_t *plain_find_breaks(struct arena *arena, struct breaker *breaker, const struct flat *flat, const char *language)
{
    uint8_t *breaks = arena_alloc(arena, flat->size + 1);

    unicode_line_breaks(breaker, flat->text, flat->size, language, breaks);
    bind_symbols(flat, breaks);
    return breaks;
}

/* Then no other way is as good. */
static bool fits_in_one(const struct stops *stops)
{
    return !stops->measure->balanced && stops->list.at[stops->list.n - 1].full < stops->measure->first;
}

static size_t *in_one(const struct stops *stops)
{
    return arena_alloc(stops->arena, stops->list.n * sizeof(size_t));
}

struct line plain_only_line(const struct flat *flat, int width)
{
    width -= (int)trailing_blanks(flat->text, flat->size);
    return (struct line){.end = line_end(flat, 0, flat->size), .width = width};
}

struct line *plain_break_lines(struct arena *arena, struct breaker *breaker, const struct flat *flat,
                               const uint8_t *breaks, struct range range, const struct measure *measure,
                               size_t *count)
{
    struct stops stops = {.arena = arena, .breaker = breaker, .flat = flat, .measure = measure};

    find_stops(&stops, breaks, range.from, range.to);
    if (stops.list.n == 1)
        add_stop(&stops, range.to, 0, 0, 0, false);
    const struct stop *at = stops.list.at;
    size_t *before = fits_in_one(&stops) ? in_one(&stops) : find_best(&stops), lines = 0;
    for (size_t j = stops.list.n - 1; j > 0; j = before[j])
        lines++;
    struct line *out = arena_alloc(arena, lines * sizeof *out);
    *count = lines;
    for (size_t j = stops.list.n - 1; j > 0; j = before[j]) {
        size_t i = before[j];
        bool hyphen = j + 1 < stops.list.n && follows_soft_hyphen(flat->text, at[i].at, at[j].at);
        int width = at[j].ink > at[i].full ? at[j].ink - at[i].full : 0;
        uint32_t end = line_end(flat, at[i].at, at[j].at);
        out[--lines] = (struct line){at[i].at, end, width, at[j].split, hyphen};
    }
    return out;
}
