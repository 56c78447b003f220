/*
 * plain: strips from one build of a book to the next. A piece whose flow has the number of one of the last build, and
 * whose references have the same words, has the same rows; one that reads otherwise is set again, but for the items
 * that no map changes.
 */
#include "plain/galley.h"

#include <stdlib.h>
#include <string.h>

/* The rows of a piece that reads in one way. */
struct kept_rows {
    struct kept_rows *next;
    struct buf words; /* of the references */
    struct galley galley;
    bool used;
};
struct kept_strip {
    struct kept_strip *next;
    struct arena *arena;  /* of all of it */
    size_t size;          /* of the arena when the first rows had been made */
    uint64_t number;
    int start;
    bool by_map;
    struct memo *memo;
    struct kept_rows *rows;
    bool used, reported;  /* reported: something is to be told again, so it is not kept */
};
struct plain_kept {
    struct kept_strip **places; /* by piece */
    size_t count;
    /* What all strips are made for. */
    struct design design;
    int width;
    bool continuous;
};

struct plain_kept *plain_kept_new(void)
{
    struct plain_kept *kept = base_malloc(sizeof *kept);

    memset(kept, 0, sizeof *kept);
    return kept;
}

static void free_rows(struct kept_rows *rows)
{
    buf_free(&rows->words);
    free(rows);
}

static void free_strip(struct kept_strip *strip)
{
    for (struct kept_rows *rows = strip->rows, *next; rows; rows = next) {
        next = rows->next;
        free_rows(rows);
    }
    arena_free(strip->arena);
}

static void empty(struct plain_kept *kept)
{
    for (size_t i = 0; i < kept->count; i++)
        for (struct kept_strip *strip = kept->places[i], *next; strip; strip = next) {
            next = strip->next;
            free_strip(strip);
        }
    free(kept->places);
    kept->places = NULL;
    kept->count = 0;
}

void plain_kept_free(struct plain_kept *kept)
{
    empty(kept);
    free(kept);
}

void plain_kept_begin(struct plain_kept *kept, const struct setter *setter, size_t piece_count)
{
    if (kept->width != setter->width || kept->continuous != setter->continuous ||
        !design_is_same(&kept->design, setter->design))
        empty(kept);
    memcpy(&kept->design, setter->design, sizeof kept->design);
    kept->width = setter->width;
    kept->continuous = setter->continuous;
    if (piece_count <= kept->count)
        return;
    kept->places = base_realloc(kept->places, piece_count * sizeof *kept->places);
    memset(kept->places + kept->count, 0, (piece_count - kept->count) * sizeof *kept->places);
    kept->count = piece_count;
}

static void sweep_rows(struct kept_strip *strip)
{
    for (struct kept_rows **link = &strip->rows, *rows; (rows = *link);) {
        if (rows->used) {
            rows->used = false;
            link = &rows->next;
        } else {
            *link = rows->next;
            free_rows(rows);
        }
    }
}

/* The arena holds all that was ever set; when that is much more than was set at first it begins anew. */
static bool stays(const struct kept_strip *strip)
{
    return strip->used && !strip->reported && strip->arena->size <= 2 * strip->size;
}

void plain_kept_end(struct plain_kept *kept)
{
    for (size_t i = 0; i < kept->count; i++)
        for (struct kept_strip **link = &kept->places[i], *strip; (strip = *link);) {
            if (stays(strip)) {
                strip->used = false;
                sweep_rows(strip);
                link = &strip->next;
            } else {
                *link = strip->next;
                free_strip(strip);
            }
        }
}

static struct kept_strip *new_strip(const struct piece *piece)
{
    struct arena *arena = arena_new();
    struct kept_strip *strip = arena_alloc(arena, sizeof *strip);

    *strip = (struct kept_strip){.arena = arena, .number = piece->number, .start = (int)piece->start,
                                 .by_map = piece->by_map, .memo = plain_memo_new(arena)};
    return strip;
}

static struct kept_strip *find_strip(struct plain_kept *kept, size_t index, const struct piece *piece)
{
    struct kept_strip *strip = kept->places[index];

    while (strip && (strip->number != piece->number || strip->start != (int)piece->start ||
                     strip->by_map != piece->by_map))
        strip = strip->next;
    if (strip)
        return strip;
    strip = new_strip(piece);
    strip->next = kept->places[index];
    return kept->places[index] = strip;
}

static struct kept_rows *find_rows(const struct kept_strip *strip, const struct buf *words)
{
    struct kept_rows *rows = strip->rows;

    while (rows && (rows->words.n != words->n || (words->n && memcmp(rows->words.at, words->at, words->n) != 0)))
        rows = rows->next;
    return rows;
}

/* In the setter's galley only the piece and what stands before it are told. */
static struct kept_rows *make_rows(struct kept_strip *strip, struct setter *setter, const struct piece *piece,
                                   const struct buf *words)
{
    struct kept_rows *rows = base_malloc(sizeof *rows);
    struct diags *all = setter->diags, *own = diags_new(strip->arena, NULL);

    *rows = (struct kept_rows){.next = strip->rows, .galley = *setter->galley};
    buf_append(&rows->words, words->at ? words->at : "", words->n);
    plain_memo_rewind(strip->memo, NULL, false);
    setter->galley = &rows->galley;
    setter->memo = strip->memo;
    setter->arena = strip->arena;
    setter->diags = own;
    plain_set_piece(setter, piece);
    strip->reported |= diags_count(own, SEVERITY_NOTE) > 0;
    diags_merge(all, own);
    diags_free(own);
    if (!strip->rows)
        strip->size = strip->arena->size;
    return strip->rows = rows;
}

const struct galley *plain_kept_galley(struct plain_kept *kept, size_t index, struct setter *setter,
                                       const struct piece *piece)
{
    struct kept_strip *strip = find_strip(kept, index, piece);
    struct buf words = {0};

    refs_read(setter->scratch, setter->refs, setter->map, piece->root, &words);
    arena_reset(setter->scratch);
    struct kept_rows *rows = find_rows(strip, &words);
    if (!rows)
        rows = make_rows(strip, setter, piece, &words);
    strip->used = rows->used = true;
    buf_free(&words);
    return &rows->galley;
}
