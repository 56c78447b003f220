/*
 * Where words may be hyphenated. A word that stands alone between white space is looked into once: its places, and
 * what lines get that are broken there, are remembered by the number that the shaper gave the word, for all threads. To
 * look for them takes no lock.
 */
#include "lines/inline.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

enum { SHORTEST = 5 }; /* letters of a word that is hyphenated */

typedef const struct syllables *_Atomic place; /* NULL: not looked into yet */

/* Places come by the block, so that none ever moves. */
enum { BLOCK = 1 << 12, BLOCKS = SHAPED_MOST / BLOCK + 1 };
struct syllable_store {
    place *_Atomic blocks[BLOCKS]; /* by number; NULL: none of theirs was asked for */
    pthread_mutex_t lock;          /* guards the arena, and filling places */
    struct arena *arena;
};

static const struct syllables no_syllables = {0};

struct syllable_store *syllables_open(void)
{
    struct syllable_store *store = base_malloc(sizeof *store);
    *store = (struct syllable_store){.arena = arena_new()};
    pthread_mutex_init(&store->lock, NULL);
    return store;
}

void syllables_close(struct syllable_store *store)
{
    if (!store)
        return;
    pthread_mutex_destroy(&store->lock);
    arena_free(store->arena);
    free(store);
}

void syllables_forget(struct syllable_store *store)
{
    for (size_t i = 0; i < BLOCKS; i++)
        atomic_store(&store->blocks[i], NULL);
    arena_reset(store->arena);
}

static place *new_block(struct syllable_store *store, size_t number)
{
    pthread_mutex_lock(&store->lock);
    place *block = atomic_load(&store->blocks[number]);
    if (!block) {
        block = arena_take(store->arena, BLOCK * sizeof *block);
        for (size_t i = 0; i < BLOCK; i++)
            atomic_init(&block[i], NULL);
        atomic_store_explicit(&store->blocks[number], block, memory_order_release);
    }
    pthread_mutex_unlock(&store->lock);
    return block;
}

/* Where the word of a number is remembered. */
static place *place_of(struct syllable_store *store, uint32_t number)
{
    place *block = atomic_load_explicit(&store->blocks[number / BLOCK], memory_order_acquire);
    if (!block)
        block = new_block(store, number / BLOCK);
    return &block[number % BLOCK];
}

/* Addresses, numbers and symbols (X.509, RWH/2007/01-E) are not hyphenated. */
static bool token_may_break(const struct inlines *text, const struct token *token)
{
    uint32_t size = token->end - token->start;
    return size >= SHORTEST && size <= WORD_LIMIT &&
           !(token->signs & (TOKEN_FIGURE | TOKEN_SLASH | TOKEN_UNDERSCORE)) && !inlines_is_address(text, token);
}

static bool is_letter_at(const struct inlines *text, uint32_t at, uint32_t *end)
{
    uint32_t character = inlines_character(text, at, end);
    if (character < 0x80)
        return (character | 0x20) >= 'a' && (character | 0x20) <= 'z';
    return unicode_is_letter(character) || unicode_is_mark(character);
}

/* Acronyms stay whole, and words whose author has said where they may be broken. */
static bool word_may_break(const struct inlines *text, uint32_t start, uint32_t end)
{
    uint32_t uppers = 0, letters = 0;
    for (uint32_t at = start; at < end;) {
        if (at > start && text->chances[at] != CHANCE_NONE)
            return false;
        uint32_t character = inlines_character(text, at, &at);
        letters++;
        uppers += unicode_is_upper(character);
    }
    return letters >= SHORTEST && uppers * 2 < letters;
}

/* Is a part of [start, end) code? The cursor is left at the run where the stretch begins. */
static bool has_code(const struct inlines *text, size_t *cursor, uint32_t start, uint32_t end)
{
    inlines_run_at(text, cursor, start);
    for (size_t i = *cursor; i < text->runs.n && text->runs.at[i].start < end; i++)
        if (text->runs.at[i].look->font == FONT_MONO)
            return true;
    return false;
}

static bool hyphenate_word(struct inlines *text, size_t *cursor, uint32_t start, uint32_t end, bool compound)
{
    bool points[WORD_LIMIT + 1] = {false};
    const char *word = text->para->text + start;
    const struct run *run = inlines_run_at(text, cursor, start);
    if (!word_may_break(text, start, end) || has_code(text, cursor, start, end) ||
        !hyphens_find(text->setter->hyphens, run->look->language, word, end - start, points))
        return false;
    bool any = false;
    for (uint32_t i = 1; i < end - start; i++) {
        if (!points[i] || !inlines_begins_cluster(text, start + i))
            continue;
        text->chances[start + i] = compound ? CHANCE_COMPOUND : CHANCE_HYPHEN;
        any = true;
    }
    return any;
}

static bool hyphenate_token(struct inlines *text, size_t *cursor, const struct token *token)
{
    bool any = false, compound = token->signs & TOKEN_HYPHEN;
    const uint32_t end = token->end;
    for (uint32_t at = token->start, next; at < end; at = next) {
        if (!is_letter_at(text, at, &next))
            continue;
        uint32_t word = at;
        for (at = next; at < end && is_letter_at(text, at, &next);)
            at = next;
        any |= hyphenate_word(text, cursor, word, at, compound);
        next = at;
    }
    return any;
}

/* Is all that a list has of the word told by its number? */
static bool is_regular(const struct inlines *text, const struct atom *atom)
{
    return atom->kind == ATOM_WORD && atom->word->number > 0 && !text->has_squares && atom->kashida_rank == 0 &&
           atom->stretch == 0 && atom->gap == 0 && atom->width == atom->word->width;
}

static bool has_chances(const struct inlines *text, const struct atom *atom)
{
    return inlines_next_chance(text, atom->start + 1, atom->end) < atom->end;
}

static const struct syllables *remember(struct syllable_store *store, place *place, const struct syllables *made,
                                        size_t size)
{
    pthread_mutex_lock(&store->lock);
    const struct syllables *known = atomic_load(place); /* another thread may have been there */
    if (!known) {
        known = arena_copy(store->arena, made, size);
        atomic_store_explicit(place, known, memory_order_release);
    }
    pthread_mutex_unlock(&store->lock);
    return known;
}

/* What is to be remembered of a word that has just been hyphenated. */
static const struct syllables *take_syllables(struct inlines *text, place *place, const struct atom *atom)
{
    uint32_t count = 0, next = atom->start + 1;
    for (; (next = inlines_next_chance(text, next, atom->end)) < atom->end; next++)
        count++;
    size_t size = sizeof(struct syllables) + count * sizeof(struct syllable);
    struct syllables *syllables = arena_take(text->setter->scratch, size);
    next = atom->start;
    for (uint32_t i = 0; i < count; i++) {
        next = inlines_next_chance(text, next + 1, atom->end);
        syllables->at[i] = inlines_measure_chance(text, atom, next);
    }
    syllables->count = count;
    syllables->chance = text->chances[next];
    return remember(text->setter->syllables, place, syllables, size);
}

/* A token that is one atom, which is remembered. */
static bool hyphenate_atom(struct inlines *text, struct atom *atom, const struct token *token)
{
    size_t cursor = atom->run;
    place *place = place_of(text->setter->syllables, atom->word->number);
    const struct syllables *known = atomic_load_explicit(place, memory_order_acquire);
    if (text->runs.at[atom->run].look->font == FONT_MONO || known == &no_syllables)
        return false;
    if (has_chances(text, atom))
        return hyphenate_token(text, &cursor, token);
    if (!known && !hyphenate_token(text, &cursor, token)) {
        atomic_store_explicit(place, &no_syllables, memory_order_release);
        return false;
    }
    atom->syllables = known ? known : take_syllables(text, place, atom);
    for (uint32_t i = 0; i < atom->syllables->count; i++)
        text->chances[atom->start + atom->syllables->at[i].at] = atom->syllables->chance;
    return true;
}

/* The atoms of a token. */
static void divide(struct atom *atom, const struct atom *end, const struct token *token)
{
    for (; atom < end && atom->start < token->end; atom++)
        atom->is_divided = true;
}

bool inlines_hyphenate(struct inlines *text)
{
    bool any = false;
    size_t cursor = 0;
    struct atom *atom = text->atoms.at;
    for (size_t i = 0; i < text->tokens.n; i++) {
        const struct token *token = &text->tokens.at[i];
        if (!token_may_break(text, token))
            continue;
        while (atom->start < token->start)
            atom++;
        bool regular = atom->end == token->end && is_regular(text, atom);
        if (regular ? !hyphenate_atom(text, atom, token) : !hyphenate_token(text, &cursor, token))
            continue;
        divide(atom, text->atoms.at + text->atoms.n, token);
        any = true;
    }
    return any;
}
