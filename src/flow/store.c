/* flow: the trees of one build that the next may have again: copies, found by comparison, and told apart by numbers. */
#include <stdlib.h>

#include "flow/flow.h"

struct stored {
    struct stored *next;
    struct arena *arena; /* of all of it */
    struct flow *root;
    const char *language;
    const struct flow *found; /* the root that was last found to be the same, in this build */
    uint64_t number;
    bool used;
};

struct flow_store {
    struct stored **places; /* by piece: all that stood there in some round */
    size_t count;
    uint64_t last;          /* number */
};

struct flow_store *flow_store_new(void)
{
    struct flow_store *store = base_malloc(sizeof *store);
    *store = (struct flow_store){0};
    return store;
}

void flow_store_free(struct flow_store *store)
{
    for (size_t i = 0; i < store->count; i++)
        for (struct stored *stored = store->places[i], *next; stored; stored = next) {
            next = stored->next;
            arena_free(stored->arena);
        }
    free(store->places);
    free(store);
}

void flow_store_begin(struct flow_store *store)
{
    for (size_t i = 0; i < store->count; i++)
        for (struct stored *stored = store->places[i]; stored; stored = stored->next) {
            stored->found = NULL;
            stored->used = false;
        }
}

/* A piece that is made from the map may be a new one at an old address. */
static bool is_same(struct stored *stored, const struct piece *piece)
{
    if (!piece->by_map && stored->found == piece->root)
        return true;
    if (!strings_equal(stored->language, piece->language) || !flow_is_same(stored->root, piece->root))
        return false;
    stored->found = piece->root;
    return true;
}

static struct stored *find(struct flow_store *store, size_t place, const struct piece *piece)
{
    struct stored *stored = store->places[place];
    while (stored && !is_same(stored, piece))
        stored = stored->next;
    return stored;
}

static struct stored *add(struct flow_store *store, size_t place, const struct piece *piece)
{
    struct arena *arena = arena_new();
    struct stored *stored = arena_alloc(arena, sizeof *stored);
    *stored = (struct stored){.next = store->places[place], .arena = arena, .root = flow_copy(arena, piece->root),
                              .found = piece->root, .number = ++store->last};
    stored->language = piece->language ? arena_strdup(arena, piece->language) : NULL;
    return store->places[place] = stored;
}

static void reserve(struct flow_store *store, size_t count)
{
    if (count <= store->count)
        return;
    store->places = base_realloc(store->places, count * sizeof *store->places);
    memset(store->places + store->count, 0, (count - store->count) * sizeof *store->places);
    store->count = count;
}

void flow_store_take(struct flow_store *store, struct book *book, bool by_map)
{
    if (store)
        reserve(store, book->piece_count);
    for (size_t i = 0; store && i < book->piece_count; i++) {
        struct piece *piece = &book->pieces[i];
        if (piece->by_map != by_map)
            continue;
        struct stored *stored = find(store, i, piece);
        if (!stored)
            stored = add(store, i, piece);
        stored->used = true;
        piece->root = stored->root;
        piece->language = stored->language;
        piece->number = stored->number;
    }
}

void flow_store_end(struct flow_store *store)
{
    for (size_t i = 0; i < store->count; i++)
        for (struct stored **link = &store->places[i], *stored; (stored = *link);) {
            if (stored->used) {
                link = &stored->next;
            } else {
                *link = stored->next;
                arena_free(stored->arena);
            }
        }
}
