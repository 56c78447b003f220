/* Patterns to states: one for each beginning of a pattern; a state falls back to that of its longest ending. */
#include "type/automaton.h"

#include <stdlib.h>
#include <string.h>

/* The beginning of a pattern, and the number of its state; 0: the slot is free. */
struct prefix {
    const char *at;
    uint32_t size, state;
};
struct automaton {
    struct arena *scratch;
    struct prefix *slots;
    uint32_t slot_count;
    VEC(struct prefix) prefixes; /* by state */
    VEC(HyphenState) states;
    const char *before;    /* letters of the pattern added last … */
    VEC(uint32_t) path;    /* … and the states of so many of them as it has beginnings */
};

struct automaton *automaton_new(struct arena *scratch)
{
    struct automaton *automaton = arena_alloc(scratch, sizeof *automaton);
    automaton->scratch = scratch;
    automaton->slot_count = 1 << 10;
    automaton->slots = arena_alloc(scratch, automaton->slot_count * sizeof *automaton->slots);
    vec_push(scratch, &automaton->prefixes, (struct prefix){0});
    vec_push(scratch, &automaton->states, ((HyphenState){.fallback_state = -1}));
    return automaton;
}

static struct prefix *slot_of(const struct automaton *automaton, const char *at, size_t size)
{
    uint64_t hash = 0xCBF29CE484222325u; /* FNV-1a */
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ (unsigned char)at[i]) * 0x100000001B3u;
    for (uint32_t i = (uint32_t)(hash ^ hash >> 29);; i++) {
        struct prefix *slot = &automaton->slots[i & (automaton->slot_count - 1)];
        if (!slot->state || (slot->size == size && memcmp(slot->at, at, size) == 0))
            return slot;
    }
}

static void grow(struct automaton *automaton)
{
    automaton->slot_count *= 2;
    automaton->slots = arena_alloc(automaton->scratch, automaton->slot_count * sizeof *automaton->slots);
    for (size_t i = 1; i < automaton->prefixes.n; i++) {
        const struct prefix *prefix = &automaton->prefixes.at[i];
        *slot_of(automaton, prefix->at, prefix->size) = *prefix;
    }
}

static void add_step(HyphenState *state, char letter, uint32_t to)
{
    if ((state->num_trans & (state->num_trans - 1)) == 0) /* libhyphen frees what malloc gave */
        state->trans = base_realloc(state->trans, (size_t)(state->num_trans ? state->num_trans * 2 : 1) *
                                                      sizeof *state->trans);
    state->trans[state->num_trans++] = (HyphenTrans){letter, (int)to};
}

/* The state of the first `size` letters, which one step leads to from `before`. */
static uint32_t state_of(struct automaton *automaton, const char *letters, size_t size, uint32_t before)
{
    if (automaton->prefixes.n * 2 > automaton->slot_count)
        grow(automaton);
    struct prefix *slot = slot_of(automaton, letters, size);
    if (!slot->state) {
        *slot = (struct prefix){letters, (uint32_t)size, (uint32_t)automaton->states.n};
        vec_push(automaton->scratch, &automaton->prefixes, *slot);
        vec_push(automaton->scratch, &automaton->states, ((HyphenState){.fallback_state = -1}));
        add_step(&automaton->states.at[before], letters[size - 1], slot->state);
    }
    return slot->state;
}

/* The state of all letters. Patterns stand in the order of the alphabet: most begin as the one before does. */
static uint32_t follow(struct automaton *automaton, const char *letters, size_t size)
{
    size_t n = 0;
    while (n < size && n < automaton->path.n && letters[n] == automaton->before[n])
        n++;
    automaton->path.n = n;
    automaton->before = letters;
    uint32_t state = n ? automaton->path.at[n - 1] : 0;
    for (; n < size; n++) {
        state = state_of(automaton, letters, n + 1, state);
        vec_push(automaton->scratch, &automaton->path, state);
    }
    return state;
}

void automaton_add(struct automaton *automaton, const char *pattern, size_t size)
{
    char *letters = arena_alloc(automaton->scratch, size + 1), *values = arena_alloc(automaton->scratch, size + 2);
    size_t n = 0;
    values[0] = '0';
    for (size_t i = 0; i < size && (unsigned char)pattern[i] > ' '; i++) {
        if (pattern[i] >= '0' && pattern[i] <= '9') {
            values[n] = pattern[i];
        } else {
            letters[n] = pattern[i];
            values[++n] = '0';
        }
    }
    uint32_t state = follow(automaton, letters, n);
    while (*values == '0')
        values++;
    HyphenState *last = &automaton->states.at[state];
    free(last->match);
    last->match = n ? strcpy(base_malloc(strlen(values) + 1), values) : NULL;
}

/* The state of the longest ending of its letters that begins a pattern. */
static int fallback_of(const struct automaton *automaton, const struct prefix *prefix)
{
    for (uint32_t i = 1; i < prefix->size; i++) {
        const struct prefix *ending = slot_of(automaton, prefix->at + i, prefix->size - i);
        if (ending->state)
            return (int)ending->state;
    }
    return 0;
}

static void free_states(HyphenDict *dictionary)
{
    for (int i = 0; i < dictionary->num_states; i++) {
        free(dictionary->states[i].match);
        free(dictionary->states[i].repl);
        free(dictionary->states[i].trans);
    }
    free(dictionary->states);
}

void automaton_give(struct automaton *automaton, HyphenDict *dictionary)
{
    size_t count = automaton->states.n;
    for (size_t i = 1; i < count; i++)
        automaton->states.at[i].fallback_state = fallback_of(automaton, &automaton->prefixes.at[i]);
    free_states(dictionary);
    dictionary->num_states = (int)count;
    dictionary->states = base_malloc(count * sizeof *dictionary->states);
    memcpy(dictionary->states, automaton->states.at, count * sizeof *dictionary->states);
}
