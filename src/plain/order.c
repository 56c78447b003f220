/*
 * The order of lines in which both directions meet. Text stands in the order in which it is read, and each line keeps
 * the levels (UAX #9) that its characters have in the whole of its paragraph; when it is written it gets the marks
 * without which a program that sees it alone would show another order. Lines of nothing but left-to-right text in
 * such a paragraph have no levels and cost nothing.
 */
#include "plain/galley.h"

#include <string.h>

const uint8_t *plain_row_levels(const struct row *row)
{
    return row->mixed ? (const uint8_t *)row->text + row->size + 1 : NULL;
}

void plain_row_copy(struct arena *arena, struct row *row, const char *text, size_t size, const uint8_t *levels)
{
    char *bytes = arena_alloc(arena, size + 1 + (levels ? size : 0));

    memcpy(bytes, text, size);
    if (levels)
        memcpy(bytes + size + 1, levels, size);
    row->text = bytes;
    row->size = (uint32_t)size;
    row->mixed = levels != NULL;
}

const uint8_t *plain_levels(struct arena *arena, const struct flat *flat, bool rtl)
{
    if (!rtl && unicode_runs_left_to_right(flat->text, flat->size))
        return NULL;
    uint8_t *levels = arena_alloc(arena, flat->size + 1);
    unicode_bidi_isolates(arena, flat->text, flat->size, rtl, flat->isolates, flat->isolate_count, levels);
    return levels;
}

void ordered_clear(struct ordered *line, bool rtl)
{
    line->rtl = rtl;
    line->text.n = line->levels.n = 0;
    buf_append(&line->text, "", 0);
}

void ordered_free(struct ordered *line)
{
    buf_free(&line->text);
    buf_free(&line->levels);
}

/* Text without levels of its own has that of the line. */
static void catch_up(struct ordered *line)
{
    while (line->levels.n < line->text.n)
        buf_putc(&line->levels, line->rtl);
    line->levels.n = line->text.n;
}

const uint8_t *ordered_levels(struct ordered *line)
{
    if (line->levels.n == 0)
        return NULL;
    catch_up(line);
    return (const uint8_t *)line->levels.at;
}

/* Each character with the level of its first byte, and some more; without levels `more` is the level. */
static void put_raised(struct ordered *line, const char *text, size_t size, const uint8_t *levels, int more)
{
    const char *at = text, *end = text + size;

    catch_up(line);
    while (at < end) {
        const char *start = at;
        utf8_next(&at, end);
        plain_put_text(&line->text, start, (size_t)(at - start));
        while (line->levels.n < line->text.n)
            buf_putc(&line->levels, (char)((levels ? levels[start - text] : 0) + more));
    }
}

void ordered_put(struct ordered *line, const char *text, size_t size, const uint8_t *levels)
{
    if (levels)
        put_raised(line, text, size, levels, 0);
    else
        plain_put_text(&line->text, text, size);
}

void ordered_put_isolate(struct ordered *line, const char *text, size_t size, bool rtl, const uint8_t *levels)
{
    if (line->rtl == rtl)
        ordered_put(line, text, size, levels);
    else
        put_raised(line, text, size, levels, rtl ? !levels : 2);
}

void ordered_put_words(struct ordered *line, struct arena *scratch, const char *text, size_t size)
{
    uint8_t *levels = NULL;

    if (line->rtl || !unicode_runs_left_to_right(text, size)) {
        levels = arena_alloc(scratch, size + 1);
        unicode_bidi_levels(text, size, line->rtl, levels);
    }
    ordered_put(line, text, size, levels);
}

void ordered_fill(struct ordered *line, int column)
{
    for (int at = unicode_text_width(line->text.at, line->text.n); at < column; at++)
        buf_putc(&line->text, ' ');
}

void plain_put_line(struct buf *out, struct arena *scratch, const char *text, size_t size, bool rtl,
                    const uint8_t *levels)
{
    if (size == 0 || (!rtl && !levels)) {
        buf_append(out, text, size);
        return;
    }
    if (!levels)
        levels = memset(arena_alloc(scratch, size), rtl, size);
    size_t marked;
    const char *line = unicode_mark_line(scratch, text, size, rtl, levels, &marked);
    buf_append(out, line, marked);
    arena_reset(scratch);
}
