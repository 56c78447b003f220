/* The text edition's rounds and its page: running head, blank line, text, blank line, page number. */
#include "plain/plain.h"
#include "plain/galley.h"
#include "unicode/unicode.h"
#include "words/words.h"

#include <stdlib.h>
#include <string.h>

#define FURNITURE 4      /* lines of a page that are not text: head, blank, blank, foot */
#define HEAD_GAP 3       /* columns between the two running heads */
#define LEAST_HEAD 20    /* columns that the left one needs */

/* Pages and map of one round. Rounds take turns, so that the map of the one before lives on. */
struct round {
    struct arena *arena;
    struct sheet *sheets;
    size_t sheet_count;
    struct locators *map;
};

struct plain {
    const struct volume *volume;
    const struct refs *refs;
    struct diags *diags;
    struct strips *strips;
    struct arena *arena;  /* of the galley */
    struct galley galley; /* the last round's */
    struct round rounds[2];
    int current;
    struct buf text; /* once finished */
    const struct book *book;
    struct arena *scratch;
    const struct locators *before; /* what references were read in, in the last round */
};

struct plain *plain_open(const struct volume *volume, const struct refs *refs, struct workers *workers,
                         struct plain_kept *kept, struct progress *progress, struct diags *diags)
{
    struct plain *plain = base_malloc(sizeof *plain);

    memset(plain, 0, sizeof *plain);
    plain->volume = volume;
    plain->refs = refs;
    plain->diags = diags;
    plain->strips = plain_strips_open(workers, kept, progress);
    plain->arena = arena_new();
    plain->scratch = arena_new();
    for (int i = 0; i < 2; i++)
        plain->rounds[i].arena = arena_new();
    return plain;
}

void plain_close(struct plain *plain)
{
    if (!plain)
        return;
    for (int i = 0; i < 2; i++)
        arena_free(plain->rounds[i].arena);
    arena_free(plain->arena);
    arena_free(plain->scratch);
    buf_free(&plain->text);
    plain_strips_close(plain->strips);
    free(plain);
}

enum medium plain_medium(const struct plain *plain)
{
    return plain->volume->text->pages == TRISTATE_FALSE ? MEDIUM_CONTINUOUS : MEDIUM_PAGED_TEXT;
}

static void set_book(struct plain *plain, const struct locators *before)
{
    struct setter setter = {.design = plain->volume->design,
                            .refs = plain->refs,
                            .map = before,
                            .diags = plain->diags,
                            .width = plain->volume->text->width,
                            .continuous = plain_medium(plain) == MEDIUM_CONTINUOUS};

    plain_strips_set(plain->strips, &setter, plain->book, plain->before);
    plain->before = before;
}

static uint32_t page_of(const struct round *round, uint32_t row)
{
    size_t low = 0, high = round->sheet_count;

    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (round->sheets[middle].first <= row)
            low = middle;
        else
            high = middle;
    }
    return (uint32_t)low;
}

static void fill_map(const struct galley *galley, struct round *round)
{
    struct locators *map = round->map;

    map->page_count = (uint32_t)round->sheet_count;
    map->page_labels = arena_alloc(round->arena, (round->sheet_count + 1) * sizeof *map->page_labels);
    for (size_t i = 0; i < round->sheet_count; i++)
        map->page_labels[i] = round->sheets[i].label;
    for (size_t i = 0; i < galley->anchors.n && round->sheet_count > 0; i++) {
        const struct placed *placed = &galley->anchors.at[i];
        if (placed->anchor < map->anchor_count)
            map->page[placed->anchor] = (int32_t)page_of(round, placed->row);
    }
}

static int text_lines(const struct plain *plain)
{
    int lines = plain->volume->text->page_length - FURNITURE;

    return lines > 0 ? lines : 1;
}

const struct locators *plain_round(struct plain *plain, const struct book *book,
                                   const struct locators *before)
{
    struct round *round = &plain->rounds[plain->current = !plain->current];

    plain->book = book;
    set_book(plain, before); /* reads what is in the arena of the round before the last */
    arena_reset(plain->arena);
    plain->galley = plain_strips_join(plain->strips, book, plain->arena);
    arena_reset(round->arena);
    round->sheets = NULL;
    round->sheet_count = 0;
    round->map = locators_new(round->arena, plain_medium(plain), refs_anchor_count(plain->refs));
    if (plain_medium(plain) == MEDIUM_PAGED_TEXT) {
        round->sheets = plain_paginate(round->arena, &plain->galley, book, text_lines(plain),
                                       &round->sheet_count);
        fill_map(&plain->galley, round);
    }
    return round->map;
}

static void put_blank_lines(struct buf *out, int count)
{
    for (int i = 0; i < count; i++)
        buf_putc(out, '\n');
}

static void put_row(const struct plain *plain, struct buf *out, const struct row *row)
{
    plain_put_line(out, plain->scratch, row->text, row->size, row->rtl, plain_row_levels(row));
    buf_putc(out, '\n');
}

/* A line of running heads or of the page number, which is freed. */
static void put_furniture(const struct plain *plain, struct buf *out, struct ordered *line)
{
    plain_put_line(out, plain->scratch, line->text.at, line->text.n, line->rtl, ordered_levels(line));
    buf_putc(out, '\n');
    ordered_free(line);
}

static bool book_is_right_to_left(const struct plain *plain)
{
    return plain->book->language && unicode_is_right_to_left(plain->book->language);
}

/* Where the part [text, cut) of a title ends: not after an article, a conjunction, a preposition. */
static const char *without_small_words(const char *text, const char *cut)
{
    static const char words[] = " a an and as at by for from in of on or the to with "
                                "au aux de des du en et la le les ou par pour sur "
                                "al con del el las los por y ";

    for (;;) {
        const char *start = cut;
        while (start > text && start[-1] != ' ')
            start--;
        if (start == text || start == cut || (size_t)(cut - start) > 5)
            return cut;
        char word[8] = " ";
        memcpy(word + 1, start, (size_t)(cut - start));
        word[1 + (cut - start)] = ' ';
        if (!strstr(words, word))
            return cut;
        cut = start - 1;
    }
}

/* The part of `text` that fits in `width` columns, cut at a blank with an ellipsis after it. */
static void put_cut(const struct plain *plain, struct ordered *line, const char *text, int width)
{
    const char *at = text, *end = text + strlen(text), *cut = text;
    int used = 0;

    if (unicode_text_width(text, strlen(text)) <= width) {
        ordered_put_words(line, plain->scratch, text, strlen(text));
        return;
    }
    while (at < end) {
        if (*at == ' ')
            cut = at;
        used += unicode_width(utf8_next(&at, end));
        if (used > width - 1)
            break;
    }
    cut = without_small_words(text, cut);
    const char *words = arena_format(plain->scratch, "%.*s…", (int)(cut - text), text);
    ordered_put_words(line, plain->scratch, words, strlen(words));
}

/* Both running heads of a spread in one line: the left one cut, or left out, where the right one is long. */
static void put_head(const struct plain *plain, const struct sheet *sheet, struct buf *out)
{
    const struct piece *piece = &plain->book->pieces[sheet->piece];
    const char *title = plain->book->title ? plain->book->title : "";
    const char *left = piece->head_left ? piece->head_left : title;
    const char *right = piece->head_right ? piece->head_right : left;
    int width = plain->volume->text->width;
    int room = width - unicode_text_width(right, strlen(right)) - HEAD_GAP;
    struct ordered line = {.rtl = book_is_right_to_left(plain)};

    if (strcmp(left, right) != 0 && room >= LEAST_HEAD) {
        put_cut(plain, &line, left, room);
        ordered_fill(&line, room + HEAD_GAP);
    }
    put_cut(plain, &line, right, width);
    put_furniture(plain, out, &line);
}

static void put_foot(const struct plain *plain, const struct sheet *sheet, struct buf *out)
{
    const char *language = plain->book->language ? plain->book->language : "";
    const char *folio = words_known(language)
                            ? words_fill(plain->rounds[plain->current].arena, language, WORD_FOLIO, sheet->label, NULL)
                            : sheet->label;

    struct ordered line = {.rtl = book_is_right_to_left(plain)};

    folio = arena_format(plain->scratch, "[%s]", folio);
    ordered_fill(&line, plain->volume->text->width - unicode_text_width(folio, strlen(folio)));
    ordered_put_words(&line, plain->scratch, folio, strlen(folio));
    put_furniture(plain, out, &line);
}

/* The head of a table that goes on. */
static void put_table_head(const struct plain *plain, const struct repeat *head, struct buf *out)
{
    const struct galley *galley = &plain->galley;

    if (head->lead) {
        put_row(plain, out, head->lead);
        put_blank_lines(out, 1);
    }
    for (uint32_t i = 0; i < head->count; i++)
        put_row(plain, out, &galley->rows.at[head->first + i]);
}

/* What is left of a page goes to its fills in equal shares, the last taking the rest. */
static void put_rows(const struct plain *plain, const struct sheet *sheet, struct buf *out)
{
    const struct galley *galley = &plain->galley;
    const struct row *rows = galley->rows.at;
    int left = text_lines(plain) - (int)sheet->height, fills = 0;

    for (uint32_t i = sheet->first; i < sheet->end; i++)
        fills += rows[i].fill;
    if (sheet->repeat)
        put_table_head(plain, &galley->repeats.at[sheet->repeat - 1], out);
    for (uint32_t i = sheet->first; i < sheet->end; i++) {
        int share = rows[i].fill ? left / fills : 0;
        int blanks = i == sheet->first ? (int)sheet->top : rows[i].blanks;
        fills -= rows[i].fill;
        left -= share;
        put_blank_lines(out, share + blanks);
        put_row(plain, out, &rows[i]);
    }
    put_blank_lines(out, left);
}

static void write_pages(const struct plain *plain, const struct round *round, struct buf *out)
{
    for (size_t i = 0; i < round->sheet_count; i++) {
        if (i > 0)
            buf_putc(out, '\f');
        put_head(plain, &round->sheets[i], out);
        put_blank_lines(out, 1);
        put_rows(plain, &round->sheets[i], out);
        put_blank_lines(out, 1);
        put_foot(plain, &round->sheets[i], out);
    }
}

void plain_write(const struct plain *plain, struct buf *out)
{
    const struct round *round = &plain->rounds[plain->current];

    if (plain->text.at) {
        buf_append(out, plain->text.at, plain->text.n);
        return;
    }
    if (plain_medium(plain) == MEDIUM_PAGED_TEXT) {
        write_pages(plain, round, out);
    } else {
        for (size_t i = 0; i < plain->galley.rows.n; i++) {
            const struct row *row = &plain->galley.rows.at[i];
            put_blank_lines(out, i > 0 ? row->blanks : 0);
            put_row(plain, out, row);
        }
    }
    if (out->n == 0)
        buf_putc(out, '\n');
}

void plain_finish(struct plain *plain)
{
    struct buf text = {0};

    plain_write(plain, &text);
    plain->text = text;
    plain_strips_close(plain->strips);
    arena_free(plain->arena);
    plain->strips = NULL;
    plain->arena = NULL;
}
