/*
 * The rows of one piece. Strips are made apart from each other, by several workers, and joined in order; a strip whose
 * words are the same in the next round stays as it is, and of another only what reads differently is set.
 */
#include "plain/galley.h"

#include <stdlib.h>
#include <string.h>

#define MARGIN 3         /* columns that headings hang out */
#define MARGIN_WIDTH 60  /* pages at least this wide have the margin */
#define LAST_ROWS 4      /* rows that a piece's last page has at least */
#define PIECE_GAP 3      /* blank lines between pieces on one page */

struct strip {
    struct arena *arena;
    struct galley galley;
    const struct flow *root; /* NULL: not set yet */
    struct memo *memo;
};
struct tools {
    struct arena *scratch, *work;
    struct breaker *breaker;
    struct ordered line;
};
struct strips {
    struct workers *workers;
    struct tools *tools; /* of each worker */
    struct progress *progress;
    struct strip *at;
    size_t count;
    struct plain_kept *kept; /* to which rows belong; NULL: each strip has its own */
};

struct strips *plain_strips_open(struct workers *workers, struct plain_kept *kept, struct progress *progress)
{
    struct strips *strips = base_malloc(sizeof *strips);

    *strips = (struct strips){.workers = workers, .progress = progress, .kept = kept};
    strips->tools = base_malloc((size_t)workers_count(workers) * sizeof *strips->tools);
    for (int i = 0; i < workers_count(workers); i++)
        strips->tools[i] = (struct tools){.scratch = arena_new(), .work = arena_new(), .breaker = breaker_open()};
    return strips;
}

void plain_strips_close(struct strips *strips)
{
    if (!strips)
        return;
    for (int i = 0; i < workers_count(strips->workers); i++) {
        arena_free(strips->tools[i].scratch);
        arena_free(strips->tools[i].work);
        breaker_close(strips->tools[i].breaker);
        ordered_free(&strips->tools[i].line);
    }
    if (strips->kept)
        plain_kept_end(strips->kept);
    for (size_t i = 0; i < strips->count; i++)
        arena_free(strips->at[i].arena);
    free(strips->tools);
    free(strips->at);
    free(strips);
}

void plain_set_piece(struct setter *setter, const struct piece *piece)
{
    struct galley *galley = setter->galley;
    int margin = setter->width >= MARGIN_WIDTH ? MARGIN : 0;
    struct frame frame = {.left = margin, .right = setter->width, .outdent = margin, .align = -1};

    plain_gap(setter, PIECE_GAP);
    galley->page_start = !setter->continuous && piece->start != PIECE_RUN_ON && galley->begun;
    setter->language = piece->language ? piece->language : "";
    plain_set_flow(setter, &frame, piece->root);
    for (size_t i = galley->rows.n; i > 1 && i + LAST_ROWS > galley->rows.n + 1; i--)
        galley->rows.at[i - 1].keep = KEEP_FIRM;
}

struct work {
    struct strips *strips;
    const struct setter *setter;
    const struct book *book;
    const struct locators *before;
};

/* All is made anew: a piece that is made from the map may be a new one at an old address. */
static void begin_strip(struct strip *strip, const struct piece *piece)
{
    arena_reset(strip->arena);
    strip->galley = (struct galley){0};
    strip->root = piece->root;
    strip->memo = plain_memo_new(strip->arena);
}

/* The rows' places are used again, their texts may be. */
static void begin_again(struct strip *strip, const struct locators *before)
{
    struct galley *galley = &strip->galley;

    *galley = (struct galley){.rows = galley->rows, .anchors = galley->anchors, .repeats = galley->repeats};
    galley->rows.n = galley->anchors.n = galley->repeats.n = 0;
    plain_memo_rewind(strip->memo, before, true);
}

static void make_strip(void *context, size_t index, int worker)
{
    const struct work *work = context;
    struct strip *strip = &work->strips->at[index];
    const struct piece *piece = &work->book->pieces[index];
    struct tools *tools = &work->strips->tools[worker];
    struct setter setter = *work->setter;

    progress_add(work->strips->progress, 1, 0);
    setter.scratch = tools->scratch;
    setter.work = tools->work;
    setter.breaker = tools->breaker;
    setter.line = &tools->line;
    if (work->strips->kept) {
        struct galley galley = {.piece = (uint32_t)index, .begun = index > 0};
        setter.galley = &galley;
        strip->galley = *plain_kept_galley(work->strips->kept, index, &setter, piece);
        return;
    }
    if (piece->by_map || strip->root != piece->root)
        begin_strip(strip, piece);
    else if (refs_piece_changed(setter.refs, index, work->before, setter.map))
        begin_again(strip, work->before);
    else
        return;
    strip->galley.piece = (uint32_t)index;
    strip->galley.begun = index > 0;
    setter.galley = &strip->galley;
    setter.memo = strip->memo;
    setter.arena = strip->arena;
    plain_set_piece(&setter, piece);
}

/* What the strip before left to the next row: blank lines, the start of a page. */
static void join_first_row(struct row *row, const struct galley *joined)
{
    row->blanks = joined->close ? 0 : joined->gap > row->blanks ? joined->gap : row->blanks;
    row->page_start |= joined->page_start;
}

static void join_strip(struct arena *arena, struct galley *joined, const struct galley *galley)
{
    uint32_t rows = (uint32_t)joined->rows.n, repeats = (uint32_t)joined->repeats.n;

    for (size_t i = 0; i < galley->rows.n; i++) {
        struct row row = galley->rows.at[i];
        if (i == 0)
            join_first_row(&row, joined);
        row.repeat += row.repeat ? repeats : 0;
        vec_push(arena, &joined->rows, row);
    }
    for (size_t i = 0; i < galley->anchors.n; i++)
        vec_push(arena, &joined->anchors,
                 ((struct placed){galley->anchors.at[i].row + rows, galley->anchors.at[i].anchor}));
    for (size_t i = 0; i < galley->repeats.n; i++) {
        struct repeat repeat = galley->repeats.at[i];
        repeat.first += rows;
        vec_push(arena, &joined->repeats, repeat);
    }
    bool empty = galley->rows.n == 0;
    joined->gap = empty && joined->gap > galley->gap ? joined->gap : galley->gap;
    joined->page_start = galley->page_start || (empty && joined->page_start);
    joined->close = galley->close || (empty && joined->close);
}

void plain_strips_set(struct strips *strips, const struct setter *setter, const struct book *book,
                      const struct locators *before)
{
    struct work work = {strips, setter, book, before};

    if (book->piece_count > strips->count)
        strips->at = base_realloc(strips->at, book->piece_count * sizeof *strips->at);
    if (strips->kept)
        plain_kept_begin(strips->kept, setter, book->piece_count);
    for (; strips->count < book->piece_count; strips->count++)
        strips->at[strips->count] = (struct strip){.arena = arena_new()};
    progress_stage(strips->progress, "setting text", "parts", book->piece_count);
    workers_run(strips->workers, book->piece_count, make_strip, &work);
}

struct galley plain_strips_join(const struct strips *strips, const struct book *book, struct arena *arena)
{
    struct galley joined = {0};
    size_t rows = 0;

    for (size_t i = 0; i < book->piece_count; i++)
        rows += strips->at[i].galley.rows.n;
    joined.rows.at = arena_alloc(arena, rows * sizeof *joined.rows.at);
    joined.rows.cap = rows;
    for (size_t i = 0; i < book->piece_count; i++)
        join_strip(arena, &joined, &strips->at[i].galley);
    return joined;
}
