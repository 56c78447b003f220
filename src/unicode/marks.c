/*
 * Direction marks for a line of plain text. Its order is known from the paragraph it was cut from; a terminal or an
 * editor sees the line alone and orders it by UAX #9, in the direction of its first strong character (rules P2 and P3).
 * Where that gives another order, isolates around all that leaves the line's direction, and a mark at its start, give
 * the right one; those that the line does without are taken out again, one by one.
 */
#include "unicode/unicode.h"

#include <string.h>
#include <unicode/uchar.h>

#define LRM "\u200E"
#define RLM "\u200F"
#define LRI "\u2066"
#define RLI "\u2067"
#define PDI "\u2069"
enum {
    MARK_BYTES = 3,
    LINE_MOST = 2000 /* bytes: what is longer holds something else than words */
};

/* A part that stands on a higher level than the text around it. */
struct wrap {
    size_t start, end;
    bool rtl, used;
};
struct marking {
    struct arena *arena;
    const char *text;
    size_t size;
    bool rtl;
    const uint8_t *levels;
    VEC(struct wrap) wraps; /* those around others first */
    bool marked;            /* a mark of the line's direction at its start */
    uint32_t *sight;        /* what is to be seen from left to right */
    size_t count;
};
typedef VEC(char) marked_line;

/* The characters that are seen, from left to right; one more than twice each that is turned round. */
static uint32_t *line_sight(struct arena *arena, const char *text, size_t size, const uint8_t *levels, size_t *count)
{
    uint8_t *of_character = arena_alloc(arena, size + 1);
    uint32_t *characters = arena_alloc(arena, (size + 1) * sizeof *characters);
    uint32_t *order = arena_alloc(arena, (size + 1) * sizeof *order);
    size_t n = 0;
    for (const char *at = text, *end = text + size; at < end;) {
        uint8_t level = levels[at - text];
        uint32_t character = utf8_next(&at, end);
        if (unicode_is_ignorable(character))
            continue;
        of_character[n] = level;
        characters[n++] = 2 * character + ((level & 1) && u_isMirrored((UChar32)character));
    }
    unicode_bidi_reorder(of_character, n, order);
    uint32_t *sight = arena_alloc(arena, (n + 1) * sizeof *sight);
    for (size_t i = 0; i < n; i++)
        sight[i] = characters[order[i]];
    *count = n;
    return sight;
}

static void put_mark(struct marking *m, marked_line *line, const char *mark)
{
    for (int i = 0; i < MARK_BYTES; i++)
        vec_push(m->arena, line, mark[i]);
}

static marked_line build_line(struct marking *m)
{
    marked_line out = {0};
    if (m->marked)
        put_mark(m, &out, m->rtl ? RLM : LRM);
    for (size_t at = 0; at <= m->size; at++) {
        for (size_t i = 0; i < m->wraps.n; i++)
            if (m->wraps.at[i].used && m->wraps.at[i].end == at)
                put_mark(m, &out, PDI);
        for (size_t i = 0; i < m->wraps.n; i++)
            if (m->wraps.at[i].used && m->wraps.at[i].start == at)
                put_mark(m, &out, m->wraps.at[i].rtl ? RLI : LRI);
        if (at < m->size)
            vec_push(m->arena, &out, m->text[at]);
    }
    return out;
}

/* Does a program that sees the line alone show it as it is meant? */
static bool is_right(struct marking *m, const marked_line *line)
{
    uint8_t *levels = arena_alloc(m->arena, line->n + 1);
    size_t count;
    if (unicode_bidi_levels(line->at, line->n, -1, levels) != m->rtl)
        return false;
    const uint32_t *sight = line_sight(m->arena, line->at, line->n, levels, &count);
    return count == m->count && memcmp(sight, m->sight, count * sizeof *sight) == 0;
}

static bool is_enough(struct marking *m)
{
    marked_line line = build_line(m);
    return is_right(m, &line);
}

/* The parts of text[from, to) above a level, and the parts of those. */
static void find_wraps(struct marking *m, size_t from, size_t to, uint8_t base)
{
    for (size_t at = from; at < to; at++) {
        if (m->levels[at] <= base)
            continue;
        size_t start = at;
        uint8_t lowest = m->levels[at];
        for (; at < to && m->levels[at] > base; at++)
            lowest = m->levels[at] < lowest ? m->levels[at] : lowest;
        vec_push(m->arena, &m->wraps, ((struct wrap){start, at, lowest & 1, true}));
        find_wraps(m, start, at, lowest);
    }
}

/* Takes out what the line does without. What cannot be made right keeps all. */
static void drop_wraps(struct marking *m)
{
    if (!is_enough(m))
        return;
    for (size_t i = 0; i < m->wraps.n; i++) {
        m->wraps.at[i].used = false;
        m->wraps.at[i].used = !is_enough(m);
    }
    m->marked = false;
    m->marked = !is_enough(m);
}

const char *unicode_mark_line(struct arena *arena, const char *text, size_t size, bool rtl, const uint8_t *levels,
                              size_t *out_size)
{
    struct marking m = {.arena = arena, .text = text, .size = size, .rtl = rtl, .levels = levels};
    *out_size = size;
    if (size == 0)
        return text;
    m.sight = line_sight(arena, text, size, levels, &m.count);
    if (is_enough(&m))
        return text;
    m.marked = true;
    if (size <= LINE_MOST && !is_enough(&m)) {
        find_wraps(&m, 0, size, rtl);
        drop_wraps(&m);
    }
    marked_line line = build_line(&m);
    *out_size = line.n;
    return line.at;
}
