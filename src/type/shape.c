/*
 * Shaped words. Text is cut at white space: a font must not kern a word towards the space beside it (the line breaker
 * stretches it), and words then come from a cache, free of their surroundings: each is shaped once in font units and
 * scaled once for every size. Only words of a joining script that stand beside other text are shaped where they stand.
 */
#include "type/plan.h"

#include "unicode/unicode.h"

#include <stdlib.h>
#include <string.h>

/* In the cache, with its glyphs and then its bytes behind it. */
struct word {
    struct shaped shaped;
    const struct shape_plan *plan;
    const char *bytes;
    uint32_t length;
};

struct slot {
    uint64_t hash;
    const struct word *word; /* NULL: free */
};

enum {
    SLOTS_FIRST = 1 << 10,
    WORDS_MOST = 1 << 18,  /* of a long volume and their parts, in all sizes; others are not kept */
    CACHED_WORD = 64,      /* bytes: a longer word is not kept, either */
    PACKED_MOST = 64       /* glyphs: as many as `bound` has bits */
};

struct shaper {
    struct plans plans;
    hb_buffer_t *buffer;
    struct arena *arena;   /* of cached words */
    struct arena *passing; /* of words that are not kept */
    struct slot *slots;
    size_t slot_count, used;
    struct glyph_room room; /* the word in hand */
    struct glyph_room out;  /* what shaper_shape returns */
};

static void add_slot(struct shaper *shaper, uint64_t hash, const struct word *word)
{
    size_t at = hash & (shaper->slot_count - 1);
    while (shaper->slots[at].word)
        at = (at + 1) & (shaper->slot_count - 1);
    shaper->slots[at] = (struct slot){hash, word};
}

static void grow_slots(struct shaper *shaper)
{
    struct slot *old = shaper->slots;
    size_t count = shaper->slot_count;
    shaper->slot_count = count ? count * 2 : SLOTS_FIRST;
    shaper->slots = base_malloc(shaper->slot_count * sizeof *shaper->slots);
    memset(shaper->slots, 0, shaper->slot_count * sizeof *shaper->slots);
    for (size_t i = 0; i < count; i++)
        if (old[i].word)
            add_slot(shaper, old[i].hash, old[i].word);
    free(old);
}

struct shaper *shaper_open(const struct fonts *fonts)
{
    struct shaper *shaper = base_malloc(sizeof *shaper);
    memset(shaper, 0, sizeof *shaper);
    plans_open(&shaper->plans, fonts_face_count(fonts));
    shaper->buffer = hb_buffer_create();
    shaper->arena = arena_new();
    shaper->passing = arena_new();
    grow_slots(shaper);
    return shaper;
}

void shaper_close(struct shaper *shaper)
{
    if (!shaper)
        return;
    plans_close(&shaper->plans);
    hb_buffer_destroy(shaper->buffer);
    arena_free(shaper->arena);
    arena_free(shaper->passing);
    free(shaper->slots);
    free(shaper->room.at);
    free(shaper->out.at);
    free(shaper);
}

const struct shape_plan *shaper_plan(struct shaper *shaper, const struct shape_request *request)
{
    return plans_find(&shaper->plans, request);
}

void shaper_pass(struct shaper *shaper)
{
    arena_reset(shaper->passing);
}

bool shaper_forget(struct shaper *shaper)
{
    if (shaper->used < WORDS_MOST / 4)
        return false;
    arena_reset(shaper->arena);
    memset(shaper->slots, 0, shaper->slot_count * sizeof *shaper->slots);
    shaper->used = 0;
    return true;
}

static uint64_t mix(uint64_t hash, uint64_t value)
{
    hash = (hash ^ value) * 0x9E3779B97F4A7C15u;
    return hash ^ hash >> 32;
}

/* Eight bytes at a time; the last eight, or two fours, may have bytes in common with those before. */
static uint64_t hash_word(const struct shape_plan *plan, const char *bytes, size_t length)
{
    uint64_t hash = plan->seed ^ length, eight;
    uint32_t first, last;
    if (length < sizeof first) {
        memcpy(&first, (char[4]){bytes[0], bytes[length / 2], bytes[length - 1]}, sizeof first);
        return mix(hash, first);
    }
    if (length < sizeof eight) {
        memcpy(&first, bytes, sizeof first);
        memcpy(&last, bytes + length - sizeof last, sizeof last);
        return mix(hash, (uint64_t)first << 32 | last);
    }
    for (size_t i = 0; i + sizeof eight < length; i += sizeof eight) {
        memcpy(&eight, bytes + i, sizeof eight);
        hash = mix(hash, eight);
    }
    memcpy(&eight, bytes + length - sizeof eight, sizeof eight);
    return mix(hash, eight);
}

static bool can_be_packed(const struct glyph *glyphs, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (glyphs[i].id > UINT16_MAX || glyphs[i].cluster > UINT16_MAX || glyphs[i].dx || glyphs[i].dy)
            return false;
    return count <= PACKED_MOST;
}

sp glyphs_width(const struct glyph *glyphs, uint32_t count)
{
    sp width = 0;
    for (uint32_t i = 0; i < count; i++)
        width += glyphs[i].advance;
    return width;
}

/* Copies the word in hand, so many glyphs. */
static struct word *keep_word(struct arena *arena, const struct glyph *glyphs, uint32_t count)
{
    bool packs = can_be_packed(glyphs, count);
    size_t size = count * (packs ? sizeof(struct packed_glyph) : sizeof *glyphs);
    struct word *word = arena_alloc(arena, sizeof *word + size);
    word->shaped.count = count;
    word->shaped.width = glyphs_width(glyphs, count);
    if (!packs) {
        word->shaped.glyphs = memcpy(word + 1, glyphs, size);
        return word;
    }
    struct packed_glyph *packed = (struct packed_glyph *)(word + 1);
    for (uint32_t i = 0; i < count; i++) {
        packed[i] = (struct packed_glyph){(uint16_t)glyphs[i].id, (uint16_t)glyphs[i].cluster, glyphs[i].advance};
        word->shaped.bound |= (uint64_t)glyphs[i].is_bound << i;
    }
    word->shaped.packed = packed;
    return word;
}

static const struct word *cached_word(struct shaper *shaper, const struct shape_plan *plan, const char *bytes,
                                      size_t length);

/* A word that is in no cache: from that in font units, or by HarfBuzz. */
static struct word *make_word(struct shaper *shaper, struct arena *arena, const struct shape_plan *plan,
                              const char *bytes, size_t length)
{
    uint32_t count;
    const struct word *units = plan->units ? cached_word(shaper, plan_units(plan, bytes, length), bytes, length) : NULL;
    if (units) {
        count = units->shaped.count;
        glyph_room_grow(&shaper->room, count);
        for (uint32_t i = 0; i < count; i++)
            shaper->room.at[i] = plan_scale(plan, shaped_glyph(&units->shaped, i));
    } else {
        count = plan_shape(plan, shaper->buffer, bytes, length, 0, length, &shaper->room);
    }
    struct word *word = keep_word(arena, shaper->room.at, count);
    word->plan = plan;
    word->bytes = units ? units->bytes : arena_copy(arena, bytes, length);
    word->length = (uint32_t)length;
    return word;
}

static const struct word *cached_word(struct shaper *shaper, const struct shape_plan *plan, const char *bytes,
                                      size_t length)
{
    uint64_t hash = hash_word(plan, bytes, length);
    size_t mask = shaper->slot_count - 1;
    for (size_t at = hash & mask; shaper->slots[at].word; at = (at + 1) & mask) {
        const struct word *word = shaper->slots[at].word;
        if (shaper->slots[at].hash == hash && word->plan == plan && word->length == length &&
            memcmp(word->bytes, bytes, length) == 0)
            return word;
    }
    if (shaper->used >= WORDS_MOST)
        return make_word(shaper, shaper->passing, plan, bytes, length);
    struct word *word = make_word(shaper, shaper->arena, plan, bytes, length);
    word->shaped.number = (uint32_t)++shaper->used;
    if (shaper->used > shaper->slot_count / 4 * 3) /* a quarter is always free */
        grow_slots(shaper);
    add_slot(shaper, hash, word);
    return word;
}

/* Does a word of a joining script stand beside other than white space? */
static bool is_joined(const char *text, size_t size, size_t start, size_t end)
{
    return (start > 0 && (unsigned char)text[start - 1] > ' ') || (end < size && (unsigned char)text[end] > ' ');
}

const struct shaped *shaper_word(struct shaper *shaper, const struct shape_plan *plan, const char *text, size_t size,
                                 uint32_t start, uint32_t end)
{
    static const struct shaped empty = {0};
    bool joined = plan->joins && is_joined(text, size, start, end);
    if (start >= end)
        return &empty;
    if (!joined && end - start <= CACHED_WORD)
        return &cached_word(shaper, plan, text + start, end - start)->shaped;
    uint32_t count;
    if (joined)
        count = plan_shape(plan, shaper->buffer, text, size, start, end, &shaper->room);
    else
        count = plan_shape(plan, shaper->buffer, text + start, end - start, 0, end - start, &shaper->room);
    for (uint32_t i = 0; i < count; i++)
        shaper->room.at[i] = plan_scale(plan, shaper->room.at[i]);
    return &keep_word(shaper->passing, shaper->room.at, count)->shaped;
}

static bool is_control(uint32_t character)
{
    return character < ' ' || character == 0x7F || character == 0x2028 || character == 0x2029;
}

/* The end of the segment that begins at `at`: a word, or one white-space or control character. */
static size_t segment_end(const char *text, size_t at, size_t end)
{
    const char *p = text + at, *stop = text + end;
    while (p < stop) {
        const char *before = p;
        uint32_t c = utf8_next(&p, stop);
        if (unicode_is_space(c) || is_control(c))
            return before == text + at ? (size_t)(p - text) : (size_t)(before - text);
    }
    return end;
}

static void reverse(struct glyph *glyphs, size_t from, size_t to)
{
    for (; from + 1 < to; from++, to--) {
        struct glyph swap = glyphs[from];
        glyphs[from] = glyphs[to - 1];
        glyphs[to - 1] = swap;
    }
}

/* Appends a segment's glyphs to those there are; for a control, which has none, a space of no width. */
static void add_segment(struct shaper *shaper, const struct shape_plan *plan, const struct shape_request *request,
                        size_t start, size_t end, uint32_t *count)
{
    const char *at = request->text + start;
    bool control = is_control(utf8_next(&at, request->text + end));
    const struct shaped *word = control ? shaper_word(shaper, plan, " ", 1, 0, 1)
                                        : shaper_word(shaper, plan, request->text, request->text_size,
                                                      (uint32_t)start, (uint32_t)end);
    glyph_room_grow(&shaper->out, *count + word->count);
    for (uint32_t i = 0; i < word->count; i++) {
        struct glyph glyph = shaped_glyph(word, i);
        if (control)
            glyph = (struct glyph){.id = glyph.id};
        glyph.cluster += (uint32_t)start;
        shaper->out.at[(*count)++] = glyph;
    }
}

const struct glyph *shaper_shape(struct shaper *shaper, const struct shape_request *request, uint32_t *count)
{
    const struct shape_plan *plan = shaper_plan(shaper, request);
    *count = 0;
    for (size_t at = request->start; at < request->end;) {
        size_t end = segment_end(request->text, at, request->end);
        uint32_t before = *count;
        add_segment(shaper, plan, request, at, end, count);
        if (request->right_to_left) /* each segment is in visual order: reversed twice it stays so */
            reverse(shaper->out.at, before, *count);
        at = end;
    }
    if (request->right_to_left)
        reverse(shaper->out.at, 0, *count);
    return shaper->out.at;
}
