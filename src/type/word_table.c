/*
 * Words by their hash, in an open table that only grows. Slots are filled for good, under a lock; who looks up sees a
 * slot filled or free. A table that has become too small stays, for who still looks into it, until all are forgotten.
 */
#include "type/word_table.h"

#include <pthread.h>
#include <stdalign.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum {
    SLOTS_FIRST = 1 << 10,
    PACKED_MOST = 64 /* glyphs: as many as `bound` has bits */
};

struct slot {
    uint64_t hash;                    /* valid where there is a word */
    const struct word *_Atomic word;  /* NULL: free */
};
struct slots {
    struct slots *smaller; /* what it took the place of */
    size_t count;          /* a power of two */
    struct slot at[];
};

struct word_table {
    struct slots *_Atomic slots;
    char apart[64];       /* who adds words does not disturb who looks for others: lines of the cache are that long */
    pthread_mutex_t lock; /* guards what follows, and filling slots */
    struct arena *arena;
    size_t used;
    struct plans plans;
};

static struct slots *new_slots(size_t count, struct slots *smaller)
{
    struct slots *slots = base_malloc(sizeof *slots + count * sizeof *slots->at);
    *slots = (struct slots){.smaller = smaller, .count = count};
    for (size_t i = 0; i < count; i++)
        atomic_init(&slots->at[i].word, NULL);
    return slots;
}

static void free_slots(struct slots *slots)
{
    while (slots) {
        struct slots *smaller = slots->smaller;
        free(slots);
        slots = smaller;
    }
}

struct word_table *word_table_open(uint32_t font_count)
{
    struct word_table *table = base_malloc(sizeof *table);
    *table = (struct word_table){.arena = arena_new()};
    atomic_init(&table->slots, new_slots(SLOTS_FIRST, NULL));
    pthread_mutex_init(&table->lock, NULL);
    plans_open(&table->plans, font_count);
    return table;
}

void word_table_close(struct word_table *table)
{
    plans_close(&table->plans);
    pthread_mutex_destroy(&table->lock);
    free_slots(atomic_load(&table->slots));
    arena_free(table->arena);
    free(table);
}

struct plans *word_table_plans(struct word_table *table)
{
    return &table->plans;
}

bool word_table_forget(struct word_table *table)
{
    if (table->used < SHAPED_MOST / 2)
        return false;
    struct slots *slots = atomic_load(&table->slots);
    free_slots(slots->smaller);
    slots->smaller = NULL;
    for (size_t i = 0; i < slots->count; i++)
        atomic_init(&slots->at[i].word, NULL);
    arena_reset(table->arena);
    table->used = 0;
    return true;
}

static uint64_t mix(uint64_t hash, uint64_t value)
{
    hash = (hash ^ value) * 0x9E3779B97F4A7C15u;
    return hash ^ hash >> 32;
}

/* Eight bytes at a time; the last eight, or two fours, may have bytes in common with those before. */
uint64_t word_hash(const struct shape_plan *plan, const char *bytes, size_t length)
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

const struct word *word_table_find(struct word_table *table, uint64_t hash, const struct shape_plan *plan,
                                   const char *bytes, size_t length)
{
    const struct slots *slots = atomic_load_explicit(&table->slots, memory_order_acquire);
    const struct word *word;
    for (size_t at = hash & (slots->count - 1);
         (word = atomic_load_explicit(&slots->at[at].word, memory_order_acquire)); at = (at + 1) & (slots->count - 1))
        if (slots->at[at].hash == hash && word->plan == plan && word->length == length &&
            memcmp(word->bytes, bytes, length) == 0)
            return word;
    return NULL;
}

static void put(struct slots *slots, uint64_t hash, const struct word *word)
{
    size_t at = hash & (slots->count - 1);
    while (atomic_load_explicit(&slots->at[at].word, memory_order_relaxed))
        at = (at + 1) & (slots->count - 1);
    slots->at[at].hash = hash;
    atomic_store_explicit(&slots->at[at].word, word, memory_order_release);
}

/* A quarter is always free. */
static void make_room(struct word_table *table)
{
    struct slots *old = atomic_load(&table->slots);
    if (table->used <= old->count / 4 * 3)
        return;
    struct slots *slots = new_slots(old->count * 2, old);
    for (size_t i = 0; i < old->count; i++) {
        const struct word *word = atomic_load_explicit(&old->at[i].word, memory_order_relaxed);
        if (word)
            put(slots, old->at[i].hash, word);
    }
    atomic_store_explicit(&table->slots, slots, memory_order_release);
}

const struct word *word_table_add(struct word_table *table, uint64_t hash, const struct shape_plan *plan,
                                  const char *bytes, size_t length, const struct glyph *glyphs, uint32_t count)
{
    pthread_mutex_lock(&table->lock);
    const struct word *found = word_table_find(table, hash, plan, bytes, length);
    if (!found && table->used < SHAPED_MOST) {
        struct word *word = word_new(table->arena, bytes, length, glyphs, count);
        word->plan = plan;
        word->shaped.number = (uint32_t)++table->used;
        make_room(table);
        put(atomic_load(&table->slots), hash, word);
        found = word;
    }
    pthread_mutex_unlock(&table->lock);
    return found;
}

static bool can_be_packed(const struct glyph *glyphs, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (glyphs[i].id > UINT16_MAX || glyphs[i].cluster > UINT16_MAX || glyphs[i].dx || glyphs[i].dy)
            return false;
    return count <= PACKED_MOST;
}

struct word *word_new(struct arena *arena, const char *bytes, size_t length, const struct glyph *glyphs,
                      uint32_t count)
{
    bool packs = can_be_packed(glyphs, count);
    size_t size = count * (packs ? sizeof(struct packed_glyph) : sizeof *glyphs);
    size_t place = (sizeof(struct word) + length + alignof(struct glyph) - 1) & ~(alignof(struct glyph) - 1);
    struct word *word = arena_take(arena, place + size);
    *word = (struct word){.shaped = {.count = count, .width = glyphs_width(glyphs, count)},
                          .length = (uint32_t)length};
    memcpy(word->bytes, bytes, length);
    void *room = (char *)word + place;
    if (!packs) {
        word->shaped.glyphs = memcpy(room, glyphs, size);
        return word;
    }
    struct packed_glyph *packed = room;
    for (uint32_t i = 0; i < count; i++) {
        packed[i] = (struct packed_glyph){(uint16_t)glyphs[i].id, (uint16_t)glyphs[i].cluster, glyphs[i].advance};
        word->shaped.bound |= (uint64_t)glyphs[i].is_bound << i;
    }
    word->shaped.packed = packed;
    return word;
}
