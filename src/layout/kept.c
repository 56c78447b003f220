/* layout: chains from layout to layout, by the numbers of their flow and by what their references say. */
#include "layout/kept.h"

#include <stdlib.h>

/* Pieces that read in one way, and the chain that was made of them. */
struct kept_reading {
    struct kept_reading *next;
    struct buf words;  /* of the references */
    struct chain *chain;
    bool used;
};

/* A piece of a chain: what of it the chain depends on. */
struct kept_piece {
    uint64_t number;
    int start;
    enum folio_style folio;
    bool in_part, by_map;
};

/* The same pieces however their references read. */
struct kept_text {
    struct kept_text *next;
    struct arena *arena;
    size_t first, count;
    struct kept_piece *pieces;
    const char *language;   /* of the book */
    struct memo *memo;
    size_t memo_size;       /* when the first chain had been made */
    struct kept_reading *readings;
    bool used;
};

/* What stood at a place of the book in some round. */
struct kept_place {
    struct kept_text *texts;
    struct buf words; /* of the references, as they are looked for */
};

struct kept_chains {
    struct design design;
    struct kept_place *places;
    size_t count;
};

struct kept_chains *kept_chains_new(void)
{
    struct kept_chains *kept = base_malloc(sizeof *kept);
    memset(kept, 0, sizeof *kept);
    return kept;
}

static void free_reading(struct kept_reading *reading)
{
    chain_free(reading->chain);
    buf_free(&reading->words);
    free(reading);
}

static void free_text(struct kept_text *text)
{
    for (struct kept_reading *reading = text->readings, *next; reading; reading = next) {
        next = reading->next;
        free_reading(reading);
    }
    memo_free(text->memo);
    arena_free(text->arena);
}

static void empty(struct kept_chains *kept)
{
    for (size_t i = 0; i < kept->count; i++) {
        for (struct kept_text *text = kept->places[i].texts, *next; text; text = next) {
            next = text->next;
            free_text(text);
        }
        buf_free(&kept->places[i].words);
    }
    free(kept->places);
    kept->places = NULL;
    kept->count = 0;
}

void kept_chains_free(struct kept_chains *kept)
{
    if (!kept)
        return;
    empty(kept);
    free(kept);
}

void kept_chains_begin(struct kept_chains *kept, const struct design *design)
{
    if (!design_is_same(&kept->design, design))
        empty(kept);
    memcpy(&kept->design, design, sizeof *design);
}

static void sweep_readings(struct kept_text *text)
{
    for (struct kept_reading **link = &text->readings, *reading; (reading = *link);) {
        if (reading->used) {
            reading->used = false;
            link = &reading->next;
        } else {
            *link = reading->next;
            free_reading(reading);
        }
    }
}

/* The memo holds all that was ever set; when that is much more than was set at first it begins anew. */
static bool stays(const struct kept_text *text)
{
    return text->used && memo_size(text->memo) <= 2 * text->memo_size;
}

void kept_chains_end(struct kept_chains *kept)
{
    for (size_t i = 0; i < kept->count; i++)
        for (struct kept_text **link = &kept->places[i].texts, *text; (text = *link);) {
            if (stays(text)) {
                text->used = false;
                sweep_readings(text);
                link = &text->next;
            } else {
                *link = text->next;
                free_text(text);
            }
        }
}

void kept_chains_reserve(struct kept_chains *kept, size_t count)
{
    if (count <= kept->count)
        return;
    kept->places = base_realloc(kept->places, count * sizeof *kept->places);
    memset(kept->places + kept->count, 0, (count - kept->count) * sizeof *kept->places);
    kept->count = count;
}

/* What is set above and below the type area is joined to the pages of each layout. */
static bool same_piece(const struct kept_piece *kept, const struct piece *piece)
{
    return kept->number == piece->number && kept->start == (int)piece->start && kept->folio == piece->folio &&
           kept->in_part == piece->in_part && kept->by_map == piece->by_map;
}

static bool is_of(const struct kept_text *text, const struct book *book, size_t first, size_t count)
{
    if (text->first != first || text->count != count || !strings_equal(text->language, book->language))
        return false;
    for (size_t i = 0; i < count; i++)
        if (!same_piece(&text->pieces[i], &book->pieces[first + i]))
            return false;
    return true;
}

static struct kept_text *new_text(const struct book *book, size_t first, size_t count)
{
    struct arena *arena = arena_new();
    struct kept_text *text = arena_alloc(arena, sizeof *text);
    *text = (struct kept_text){.arena = arena, .first = first, .count = count, .memo = memo_new()};
    text->language = book->language ? arena_strdup(arena, book->language) : NULL;
    text->pieces = arena_alloc(arena, count * sizeof *text->pieces);
    for (size_t i = 0; i < count; i++) {
        const struct piece *piece = &book->pieces[first + i];
        text->pieces[i] =
            (struct kept_piece){piece->number, (int)piece->start, piece->folio, piece->in_part, piece->by_map};
    }
    return text;
}

static struct kept_text *find_text(struct kept_place *place, const struct book *book, size_t first, size_t count)
{
    struct kept_text *text = place->texts;
    while (text && !is_of(text, book, first, count))
        text = text->next;
    if (text)
        return text;
    text = new_text(book, first, count);
    text->next = place->texts;
    return place->texts = text;
}

static void read_references(struct kept_place *place, const struct setter *tools, const struct book *book,
                            size_t first, size_t count, const struct locators *map)
{
    struct arena *scratch = arena_borrow(tools->scratch);
    place->words.n = 0;
    for (size_t i = 0; i < count; i++)
        refs_read(scratch, tools->refs, map, book->pieces[first + i].root, &place->words);
    arena_give_back(tools->scratch);
}

static struct kept_reading *find_reading(struct kept_text *text, const struct buf *words)
{
    struct kept_reading *reading = text->readings;
    while (reading && (reading->words.n != words->n || (words->n && memcmp(reading->words.at, words->at, words->n))))
        reading = reading->next;
    return reading;
}

static struct kept_reading *new_reading(struct kept_chains *kept, struct kept_text *text, const struct buf *words,
                                        const struct setter *tools, const struct piece *pieces,
                                        const struct locators *map)
{
    struct kept_reading *reading = base_malloc(sizeof *reading);
    struct setter setter = *tools;
    setter.design = &kept->design;
    *reading = (struct kept_reading){.next = text->readings};
    reading->chain = chain_make(&setter, pieces, text->first, text->count, text->language, map, text->memo);
    reading->chain->before = text->readings ? text->readings->chain : NULL;
    buf_append(&reading->words, words->at ? words->at : "", words->n);
    if (!text->readings)
        text->memo_size = memo_size(text->memo);
    return text->readings = reading;
}

struct chain *kept_chains_take(struct kept_chains *kept, size_t index, const struct setter *tools,
                               const struct book *book, size_t first, size_t count, const struct locators *map)
{
    struct kept_place *place = &kept->places[index];
    struct kept_text *text = find_text(place, book, first, count);
    read_references(place, tools, book, first, count, map);
    struct kept_reading *reading = find_reading(text, &place->words);
    if (!reading)
        reading = new_reading(kept, text, &place->words, tools, &book->pieces[first], map);
    text->used = reading->used = true;
    return reading->chain;
}
