/*
 * blocks: a file of comma-separated values as the rows of a table (RFC 4180). Fields are text as it is, not Markdown;
 * a line end inside quotes is a line break. Besides the standard: another delimiter, lines that end in LF alone, a byte
 * order mark, and empty lines, which are no rows.
 */
#include <string.h>

#include "blocks/table.h"

struct csv {
    struct lowering *l;
    uint32_t file;
    const char *at, *end;
    struct pos pos;
    char delimiter;
    bool bad;
};

static void next_character(struct csv *csv)
{
    bool line_end = *csv->at == '\n';
    utf8_next(&csv->at, csv->end);
    csv->pos.line += line_end;
    csv->pos.column = line_end ? 1 : csv->pos.column + 1;
}

/* The bytes of a line end here: CRLF or LF. A CR alone has been refused. */
static size_t line_end(const struct csv *csv)
{
    if (csv->at < csv->end && *csv->at == '\r')
        return 2;
    return csv->at < csv->end && *csv->at == '\n';
}

static bool ends_field(const struct csv *csv)
{
    return csv->at == csv->end || *csv->at == csv->delimiter || line_end(csv);
}

static void complain(struct csv *csv, enum diag_id id, struct pos pos)
{
    diag(csv->l->diags, id, pos);
    csv->bad = true;
}

/* A field in quotes, from the first one on. A doubled quote is one; what stands behind the last is a mistake. */
static void read_quoted(struct csv *csv, struct text_builder *out)
{
    struct pos open = csv->pos;
    next_character(csv);
    for (;;) {
        const char *from = csv->at;
        struct pos pos = csv->pos;
        while (csv->at < csv->end && *csv->at != '"' && !line_end(csv))
            next_character(csv);
        text_append(out, from, (size_t)(csv->at - from), pos);
        if (csv->at == csv->end) {
            complain(csv, DIAG_CSV_QUOTE_OPEN, open);
            return;
        }
        if (line_end(csv)) {
            for (size_t n = line_end(csv); n > 0; n--)
                next_character(csv);
            text_puts(out, "\xE2\x80\xA8");
            continue;
        }
        next_character(csv);
        if (csv->at == csv->end || *csv->at != '"')
            break;
        text_append(out, "\"", 1, csv->pos);
        next_character(csv);
    }
    if (ends_field(csv))
        return;
    complain(csv, DIAG_CSV_QUOTE_CLOSED, csv->pos);
    while (!ends_field(csv))
        next_character(csv);
}

static void read_bare(struct csv *csv, struct text_builder *out)
{
    const char *from = csv->at;
    struct pos pos = csv->pos;
    bool complained = false;
    for (; !ends_field(csv); next_character(csv)) {
        if (*csv->at == '"' && !complained)
            complain(csv, DIAG_CSV_QUOTE_INSIDE, csv->pos);
        complained |= *csv->at == '"';
    }
    text_append(out, from, (size_t)(csv->at - from), pos);
}

static struct cell_source read_field(struct csv *csv)
{
    struct cell_source cell = {.pos = csv->pos, .columns = 1, .rows = 1, .align = CELL_AS_COLUMN};
    struct text_builder *out = text_builder_new(csv->l->arena, csv->l->language);
    if (csv->at < csv->end && *csv->at == '"')
        read_quoted(csv, out);
    else
        read_bare(csv, out);
    struct para *para = text_finish(out);
    cell.para = para->length ? para : NULL;
    return cell;
}

static struct row_source read_record(struct csv *csv)
{
    struct row_source row = {.pos = csv->pos};
    for (;;) {
        vec_push(csv->l->arena, &row.cells, read_field(csv));
        if (csv->at == csv->end || *csv->at != csv->delimiter)
            break;
        next_character(csv);
    }
    for (size_t n = line_end(csv); n > 0; n--)
        next_character(csv);
    return row;
}

/* A file of one column whose first line has another delimiter is likely to be meant otherwise. */
static void check_delimiter(struct csv *csv, const struct table_source *out, uint32_t first)
{
    static const char others[] = ",;\t|";
    size_t size;
    const char *line = sources_line(csv->l->sources, csv->file, 1, &size);
    for (const char *other = others; line && out->rows.at[first].cells.n == 1 && *other; other++) {
        if (!memchr(line, *other, size))
            continue;
        const char *name = *other == '\t' ? "tab" : arena_format(csv->l->arena, "“%c”", *other);
        struct pos pos = {csv->file, 1, 1};
        diag(csv->l->diags, DIAG_CSV_DELIMITER, pos, name,
             *other == '\t' ? "tab" : arena_format(csv->l->arena, "'%c'", *other));
        return;
    }
}

static uint32_t load(struct lowering *l, const struct path_value *file, const char **bytes, size_t *size)
{
    char *read;
    if (strstr(file->name, "://")) {
        diag(l->diags, DIAG_FILE_REMOTE, file->pos, file->name);
        return 0;
    }
    diags_note_input(l->diags, file->path);
    enum file_status status = file_read(l->arena, file->path, &read, size);
    if (status != FILE_OK) {
        file_report(l->diags, status, file->pos, file->path);
        return 0;
    }
    size_t mark = *size >= 3 && memcmp(read, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    *bytes = read + mark;
    *size -= mark;
    return sources_add(l->sources, file->path, *bytes, *size);
}

void table_read_csv(struct lowering *l, const struct path_value *file, char delimiter, struct table_source *out)
{
    size_t size = 0;
    struct csv csv = {.l = l, .delimiter = delimiter};
    uint32_t first = (uint32_t)out->rows.n;
    out->csv = true;
    csv.file = load(l, file, &csv.at, &size);
    out->bad |= !csv.file || !yaml_check_bytes(l->sources, csv.file, l->diags);
    if (out->bad)
        return;
    csv.end = csv.at + size;
    csv.pos = (struct pos){csv.file, 1, 1};
    while (csv.at < csv.end && out->rows.n <= TABLE_CELLS) {
        size_t blank = line_end(&csv);
        if (!blank)
            vec_push(l->arena, &out->rows, read_record(&csv));
        for (; blank > 0; blank--)
            next_character(&csv);
    }
    if (out->rows.n > first)
        check_delimiter(&csv, out, first);
    out->bad |= csv.bad;
}
