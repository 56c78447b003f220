/* For unit tests of plain/: books built by hand, and the text edition they give. */
#ifndef TEST_PLAIN_TRIAL_H
#define TEST_PLAIN_TRIAL_H

#include "plain/plain.h"
#include "unicode/unicode.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"

/* A book of one or more pieces, and the text edition it gives. */
struct trial {
    struct arena *arena;
    struct sources *sources;
    struct diags *diags;
    struct volume volume;
    struct text_edition edition;
    struct piece pieces[8];
    struct book book;
    struct flow *root; /* of the last piece */
    struct buf text;
    const struct locators *map;
    struct plain *plain;
    struct refs *refs;
};

static inline struct flow *add_piece(struct trial *trial, const char *name, enum folio_style folio)
{
    struct piece *piece = &trial->pieces[trial->book.piece_count++];
    trial->root = flow_group(trial->arena, NULL, ROLE_SECT);
    *piece = (struct piece){.name = name, .root = trial->root, .start = PIECE_NEW_PAGE, .folio = folio,
                            .head_left = "Session 1", .head_right = name, .language = "en"};
    return trial->root;
}

static inline struct trial *open_trial(int width, int page_length, bool pages)
{
    struct arena *arena = arena_new();
    struct trial *trial = arena_alloc(arena, sizeof *trial);
    struct design_request request = {.accent = -1};
    trial->arena = arena;
    trial->sources = sources_new(arena);
    trial->diags = diags_new(arena, trial->sources);
    trial->edition = (struct text_edition){.width = width, .page_length = page_length,
                                           .pages = pages ? TRISTATE_TRUE : TRISTATE_FALSE};
    trial->volume.text = &trial->edition;
    trial->volume.language = "en";
    trial->volume.design = design_new(arena, &request);
    trial->refs = refs_new(arena, &trial->volume, trial->diags);
    trial->book = (struct book){.pieces = trial->pieces, .language = "en", .title = "Proceedings"};
    add_piece(trial, "Closing remarks", FOLIO_ARABIC);
    return trial;
}

static inline void close_trial(struct trial *trial)
{
    plain_close(trial->plain);
    buf_free(&trial->text);
    diags_free(trial->diags);
    arena_free(trial->arena);
}

static inline const char *set(struct trial *trial)
{
    const struct locators *before = NULL;
    refs_collect(trial->refs, &trial->book);
    trial->plain = plain_open(&trial->volume, trial->refs, NULL, NULL, NULL, trial->diags);
    for (int round = 0; round < 3; round++)
        before = plain_round(trial->plain, &trial->book, before);
    trial->map = before;
    plain_write(trial->plain, &trial->text);
    return trial->text.at;
}

static inline struct flow *put(struct trial *trial, struct flow *parent, enum style_id style, const char *text)
{
    struct para *para = para_of(trial->arena, "en", text, POS_NONE);
    return flow_paragraph(trial->arena, parent, style, ROLE_P, para);
}

static inline struct flow *say(struct trial *trial, enum style_id style, const char *text)
{
    return put(trial, trial->root, style, text);
}

static inline struct flow *put_heading(struct trial *trial, int level, enum style_id style, const char *text)
{
    struct flow *mark = flow_new(trial->arena, trial->root, FLOW_HEADING, ROLE_NONE, POS_NONE);
    mark->heading.level = level;
    mark->heading.kind = level == 2 ? HEADING_DOCUMENT : HEADING_INNER;
    mark->heading.title = text;
    say(trial, style, text);
    return mark;
}

/* `count` words of four letters. */
static inline const char *words(struct trial *trial, int count)
{
    struct buf out = {0};
    for (int i = 0; i < count; i++)
        buf_format(&out, i ? " w%03d" : "w%03d", i);
    const char *text = arena_string(trial->arena, out.at, out.n);
    buf_free(&out);
    return text;
}

static inline bool has(const char *text, const char *part)
{
    bool found = strstr(text, part) != NULL;
    if (!found)
        printf("# no \"%s\"\n", part);
    return found;
}

/* No line wider than `width`, none with blanks at its end, a line end at the end. */
static inline bool lines_good(const char *text, int width)
{
    size_t size = strlen(text);
    if (size == 0 || text[size - 1] != '\n')
        return false;
    while (*text) {
        size_t length = strcspn(text, "\n\f");
        if (length > 0 && text[length - 1] == ' ')
            return false;
        if (unicode_text_width(text, length) > width) {
            printf("# too wide: %.*s\n", (int)length, text);
            return false;
        }
        text += length + 1;
    }
    return true;
}

/* Number of pages if each has exactly `length` lines, begins with a head and ends with a number; else 0. */
static inline int pages_good(const char *text, int length)
{
    int pages = 0;
    for (const char *page = text; page; pages++) {
        const char *end = strchr(page, '\f');
        const char *stop = end ? end : page + strlen(page);
        int lines = 0;
        for (const char *at = page; at < stop; at++)
            lines += *at == '\n';
        const char *foot = stop - 1;
        while (foot > page && foot[-1] != '\n')
            foot--;
        if (lines != length || *page == '\n' || !memmem(foot, (size_t)(stop - foot), "[Page ", 6)) {
            printf("# page %d: %d lines\n", pages + 1, lines);
            return 0;
        }
        page = end ? end + 1 : NULL;
    }
    return pages;
}

/* The page (from 1) on which `words` stand; 0: nowhere. */
static inline int page_of(const char *text, const char *words)
{
    const char *found = strstr(text, words);
    int page = 1;
    for (const char *at = text; found && at < found; at++)
        page += *at == '\f';
    return found ? page : 0;
}

static inline struct flow *put_table(struct trial *trial, uint32_t columns, uint32_t rows, const char *const *cells)
{
    struct flow *grid = flow_grid(trial->arena, trial->root, columns, rows);
    grid->grid.rules = GRID_TABLE;
    grid->grid.header_rows = 1;
    grid->grid.gap = SP_PT(12);
    for (uint32_t i = 0; i < columns * rows; i++)
        put(trial, grid->grid.cells[i], i < columns ? STYLE_TABLE_HEAD : STYLE_TABLE_CELL, cells[i]);
    return grid;
}

#endif
