/* board: ECMA-48 control sequences: cursor up (CUU), cursor to the corner (CUP), erase to the end (ED). */
#include "board.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "unicode/unicode.h"

enum { USUAL_COLUMNS = 80, USUAL_ROWS = 24 };

bool board_possible(FILE *out)
{
    const char *terminal = getenv("TERM");
    return isatty(fileno(out)) && !(terminal && strcmp(terminal, "dumb") == 0);
}

/* Rows that the text takes on lines of so many columns. */
static size_t rows_of(const struct buf *text, size_t columns)
{
    size_t rows = 0;
    for (const char *at = text->at, *end = at + text->n; at < end;) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        size_t width = (size_t)unicode_text_width(at, (size_t)(stop - at));
        rows += width ? (width + columns - 1) / columns : 1;
        at = stop + 1;
    }
    return rows;
}

void board_show(struct board *board, const struct buf *text)
{
    struct winsize window = {0};
    struct buf bytes = {0};
    if (ioctl(fileno(board->out), TIOCGWINSZ, &window) || !window.ws_col || !window.ws_row)
        window = (struct winsize){.ws_row = USUAL_ROWS, .ws_col = USUAL_COLUMNS};
    size_t rows = rows_of(&board->shown, window.ws_col);
    if (rows >= window.ws_row) /* its beginning has left the screen */
        buf_puts(&bytes, "\033[H");
    else if (rows)
        buf_format(&bytes, "\r\033[%zuA", rows);
    else
        buf_puts(&bytes, "\r");
    buf_puts(&bytes, "\033[J");
    buf_append(&bytes, text->at, text->n);
    fwrite(bytes.at, 1, bytes.n, board->out);
    fflush(board->out);
    buf_free(&bytes);
    board->shown.n = 0;
    buf_append(&board->shown, text->at, text->n);
}

void board_free(struct board *board)
{
    buf_free(&board->shown);
}
