/*
 * The galley into pages. A page ends where the rows after it may be parted from those before; keeps give way,
 * the soft ones first, where the rows that they hold together are longer than a page.
 */
#include "plain/galley.h"

/* How the rows of one page are found. */
struct cut {
    const struct galley *galley;
    uint32_t capacity;
    uint32_t *run; /* by row: height of the rows from it on that no free break parts, at most capacity + 1 */
};

static uint32_t row_height(const struct row *row)
{
    return 1 + (uint32_t)row->blanks;
}

/* Lines of the head repeated above a row; none where it would take more than half the page. */
static uint32_t repeat_height(const struct cut *cut, uint32_t row)
{
    uint32_t repeat = cut->galley->rows.at[row].repeat;
    const struct repeat *head = repeat ? &cut->galley->repeats.at[repeat - 1] : NULL;
    uint32_t height = head ? head->count + (head->lead ? 2 : 0) : 0;

    return height <= cut->capacity / 2 ? height : 0;
}

/* A page that begins with a row: no blank lines above it, but asked-for space after a forced start. */
static struct sheet open_sheet(const struct cut *cut, uint32_t first)
{
    const struct row *row = &cut->galley->rows.at[first];
    struct sheet sheet = {.first = first, .piece = row->piece};
    uint32_t repeat = repeat_height(cut, first), room = cut->capacity - 1 - repeat;

    sheet.repeat = repeat ? row->repeat : 0;
    if (row->page_start || first == 0)
        sheet.top = (uint32_t)row->spaces < room ? (uint32_t)row->spaces : room;
    sheet.height = 1 + repeat + sheet.top;
    return sheet;
}

static void find_runs(struct cut *cut)
{
    const struct row *rows = cut->galley->rows.at;
    size_t n = cut->galley->rows.n;

    for (size_t i = n; i-- > 0;) {
        bool parted = i + 1 == n || rows[i + 1].keep == KEEP_FREE || rows[i + 1].page_start;
        uint32_t run = parted ? 1 : row_height(&rows[i + 1]) + cut->run[i + 1];
        cut->run[i] = run > cut->capacity ? cut->capacity + 1 : run;
    }
}

/* The last row in (first, over] that a page may begin with at this strength; 0: none. */
static uint32_t last_break(const struct cut *cut, uint32_t first, uint32_t over, enum keep strength)
{
    for (uint32_t i = over; i > first; i--)
        if (cut->galley->rows.at[i].keep <= strength)
            return i;
    return 0;
}

/* `over` is the first row that does not fit any more. */
static uint32_t choose_break(const struct cut *cut, uint32_t first, uint32_t over)
{
    uint32_t at = last_break(cut, first, over, KEEP_FREE);

    if (at && cut->run[at] + repeat_height(cut, at) <= cut->capacity)
        return at;
    uint32_t soft = last_break(cut, first, over, KEEP_SOFT);
    return soft ? soft : over;
}

static void fill_sheet(const struct cut *cut, struct sheet *sheet)
{
    const struct row *rows = cut->galley->rows.at;
    uint32_t n = (uint32_t)cut->galley->rows.n, end = sheet->first + 1, used = sheet->height;

    while (end < n && !rows[end].page_start && used <= cut->capacity)
        used += row_height(&rows[end++]);
    sheet->end = used <= cut->capacity ? end : choose_break(cut, sheet->first, end - 1);
    for (uint32_t i = sheet->first + 1; i < sheet->end; i++)
        sheet->height += row_height(&rows[i]);
}

/* Every page has a number of its own: what print does not number belongs to the sequence that goes on. */
static void number_sheets(struct arena *arena, const struct book *book, struct sheet *sheets, size_t count)
{
    int romans = 0, arabics = 0;
    enum folio_style folio = FOLIO_ROMAN;

    for (size_t i = 0; i < count; i++) {
        enum folio_style wanted = book->pieces[sheets[i].piece].folio;
        folio = wanted == FOLIO_NONE ? folio : wanted;
        sheets[i].number = folio == FOLIO_ROMAN ? ++romans : ++arabics;
        sheets[i].label = folio == FOLIO_ROMAN ? base_roman(arena, sheets[i].number)
                                               : arena_format(arena, "%d", sheets[i].number);
    }
}

struct sheet *plain_paginate(struct arena *arena, const struct galley *galley, const struct book *book,
                             int capacity, size_t *count)
{
    struct cut cut = {.galley = galley, .capacity = (uint32_t)capacity};
    VEC(struct sheet) sheets = {0};

    cut.run = arena_alloc(arena, (galley->rows.n + 1) * sizeof *cut.run);
    find_runs(&cut);
    for (uint32_t first = 0; first < galley->rows.n;) {
        struct sheet sheet = open_sheet(&cut, first);
        fill_sheet(&cut, &sheet);
        vec_push(arena, &sheets, sheet);
        first = sheet.end;
    }
    number_sheets(arena, book, sheets.at, sheets.n);
    *count = sheets.n;
    return sheets.at;
}
