/* The fonts table: a text file with a row a face, seven to nine columns parted by vertical bars. */
#include "type/face.h"

#include "unicode/unicode.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#ifndef PREFIX
#define PREFIX "/usr/local"
#endif

enum column {
    COLUMN_FOR,
    COLUMN_FAMILY,
    COLUMN_STYLE,
    COLUMN_FILE,
    COLUMN_INDEX,
    COLUMN_PACKAGE,
    COLUMN_LICENCE,
    COLUMN_SCALE,
    COLUMN_LEADING,
    COLUMNS
};

/* The path itself when a file is there. */
static const char *existing(const char *path)
{
    return file_exists(path) ? path : NULL;
}

const char *fonts_table_path(struct arena *arena)
{
    char program[4096];
    ssize_t size = readlink("/proc/self/exe", program, sizeof program - 1);
    const char *path = NULL;
    if (size > 0) {
        program[size] = '\0';
        const char *folder = path_folder(arena, program);
        path = existing(arena_format(arena, "%s/../fonts/fonts.table", folder));
        if (!path)
            path = existing(arena_format(arena, "%s/../share/proceedings/fonts.table", folder));
    }
    return path ? path : existing(PREFIX "/share/proceedings/fonts.table");
}

/* Cuts a line at the bars into trimmed columns; returns their number. */
static int split_columns(char *line, char *columns[COLUMNS])
{
    int count = 0;
    while (count < COLUMNS) {
        char *bar = strchr(line, '|'), *end = bar ? bar : line + strlen(line);
        while (line < end && (*line == ' ' || *line == '\t'))
            line++;
        char *last = end;
        while (last > line && (last[-1] == ' ' || last[-1] == '\t' || last[-1] == '\r'))
            last--;
        columns[count++] = line;
        if (!bar) {
            *last = '\0';
            return count;
        }
        *last = '\0';
        line = bar + 1;
    }
    return COLUMNS + 1;
}

/* "Arab", "Hani:ja": false when it is neither a script nor a role. */
static bool read_target(const char *target, struct font_row *row)
{
    static const char *const names[] = {"body", "heading", "mono", "-"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(target, names[i]) == 0)
            return true;
    size_t length = strcspn(target, ":");
    if (length != 4)
        return false;
    const unsigned char *tag = (const unsigned char *)target;
    row->script = SCRIPT_TAG(tag[0], tag[1], tag[2], tag[3]);
    row->language = target[4] ? target + 5 : NULL;
    return true;
}

static bool read_style(const char *style, struct font_row *row)
{
    row->bold = strncmp(style, "bold", 4) == 0;
    row->italic = strcmp(style, "italic") == 0 || strcmp(style, "bold-italic") == 0;
    return row->italic || strcmp(style, "bold") == 0 || strcmp(style, "regular") == 0;
}

/* Per cent, 100 where the column is left out; 0 when it is no number that makes sense. */
static unsigned read_percent(char *const columns[COLUMNS], int count, enum column column)
{
    char *end;
    if (count <= (int)column)
        return 100;
    unsigned long percent = strtoul(columns[column], &end, 10);
    return *end == '\0' && percent >= 50 && percent <= 300 ? (unsigned)percent : 0;
}

/* What is wrong with the row, whose words stay in the line; NULL when nothing is. */
static const char *read_row(char *line, struct font_row *row)
{
    char *columns[COLUMNS], *end;
    int count = split_columns(line, columns);
    if (count <= COLUMN_LICENCE || count > COLUMNS)
        return "there must be seven to nine columns";
    row->scale = read_percent(columns, count, COLUMN_SCALE);
    row->leading = read_percent(columns, count, COLUMN_LEADING);
    if (!row->scale || !row->leading)
        return "scale and leading are per cent, from 50 to 300";
    if (!read_target(columns[COLUMN_FOR], row))
        return "the first column is neither a role nor a script";
    if (!read_style(columns[COLUMN_STYLE], row))
        return "the style is not regular, bold, italic or bold-italic";
    row->index = (unsigned)strtoul(columns[COLUMN_INDEX], &end, 10);
    if (*columns[COLUMN_INDEX] == '\0' || *end != '\0' || row->index > 0xFFFF)
        return "the index is not a number";
    if (*columns[COLUMN_FAMILY] == '\0' || *columns[COLUMN_FILE] != '/')
        return "there must be a family and the absolute path of a file";
    row->target = columns[COLUMN_FOR];
    row->family = columns[COLUMN_FAMILY];
    row->file = columns[COLUMN_FILE];
    row->package = columns[COLUMN_PACKAGE];
    return NULL;
}

bool font_table_read(struct arena *arena, const char *path, struct font_table *table, struct diags *diags)
{
    char *bytes;
    size_t size;
    if (path)
        diags_note_input(diags, path);
    if (!path || file_read(arena, path, &bytes, &size) != FILE_OK) {
        diag(diags, DIAG_FONT_TABLE_MISSING, POS_NONE, path ? path : "fonts.table");
        return false;
    }
    VEC(struct font_row) rows = {0};
    bool good = true;
    int number = 1;
    for (char *line = bytes; line; number++) {
        char *next = strchr(line, '\n');
        if (next)
            *next++ = '\0';
        struct font_row row = {0};
        const char *wrong = NULL;
        if (line[strspn(line, " \t\r")] != '\0' && *line != '#') {
            wrong = read_row(line, &row);
            if (!wrong) {
                diags_note_input(diags, row.file);
                vec_push(arena, &rows, row);
            }
        }
        if (wrong) {
            good = false;
            diag(diags, DIAG_FONT_TABLE_BAD, POS_NONE, path, arena_format(arena, "%d", number), wrong);
        }
        line = next;
    }
    *table = (struct font_table){rows.at, rows.n};
    return good;
}
