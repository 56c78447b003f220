/* markup: tables (GitHub's), with the places of their cells, which cmark does not keep. */
#include <string.h>

#include "markup/parse.h"

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static struct cell_range trim(const char *text, size_t start, size_t end)
{
    while (start < end && is_blank(text[start]))
        start++;
    while (end > start && is_blank(text[end - 1]))
        end--;
    return (struct cell_range){start, end};
}

/* The bar that ends the cell, or `end`. A backslash hides the character behind it. */
static size_t cell_end(const char *text, size_t at, size_t end)
{
    while (at < end && text[at] != '|')
        at += text[at] == '\\' && at + 1 < end ? 2 : 1;
    return at < end ? at : end;
}

struct cell_range *table_split(struct arena *arena, const char *text, size_t start, size_t end, size_t *count)
{
    VEC(struct cell_range) cells = {0};
    struct cell_range row = trim(text, start, end);
    if (row.start < row.end && text[row.start] == '|')
        row.start++;
    while (row.start < row.end) {
        size_t bar = cell_end(text, row.start, row.end);
        vec_push(arena, &cells, trim(text, row.start, bar));
        row.start = bar + 1;
    }
    *count = cells.n;
    return cells.at;
}

struct table {
    struct parse *parse;
    struct md_block *block;
    int line;      /* where cmark says it begins: perhaps some lines of text above it */
    size_t column; /* bytes before it in that line: the marks of containers */
};

/*
 * Bytes of a row in the scalar. Behind the first line of a container only quotation marks and blanks stand
 * before.
 */
static void row_bytes(const struct table *table, int number, size_t *start, size_t *end)
{
    size_t size;
    const char *line = place_line(table->parse, number > 0 ? (size_t)number : 0, &size);
    *start = line ? (size_t)(line - table->parse->text) : 0;
    *end = *start + size;
    size_t prefix = 0;
    while (prefix < table->column && prefix < size && (number == table->line || strchr(" \t>", line[prefix])))
        prefix++;
    *start += prefix;
}

static void check_row(const struct table *table, const struct cell_range *cells, size_t count)
{
    struct parse *parse = table->parse;
    bool caption = count && cells[0].end - cells[0].start >= 6 &&
                   memcmp(parse->text + cells[0].start, "Table:", 6) == 0;
    if (caption) {
        diag(parse->diags, DIAG_MARKUP_TABLE_CAPTION, place_of(parse, cells[0].start));
    } else if (count > (size_t)table->block->columns) {
        char words[2][24];
        snprintf(words[0], sizeof words[0], "%zu", count);
        snprintf(words[1], sizeof words[1], "%d", table->block->columns);
        struct pos pos = place_of(parse, cells[table->block->columns].start);
        diag(parse->diags, DIAG_MARKUP_TABLE_CELLS, pos, words[0], words[1]);
    }
}

static void convert_row(const struct table *table, cmark_node *row, int line)
{
    struct parse *parse = table->parse;
    size_t start, end, count, index = 0;
    row_bytes(table, line, &start, &end);
    struct cell_range *cells = table_split(parse->scratch, parse->text, start, end, &count);
    check_row(table, cells, count);
    struct pos pos = place_of(parse, trim(parse->text, start, end).start);
    struct md_block *out = block_new(parse, MD_ROW, pos);
    block_append(table->block, out);
    for (cmark_node *cell = cmark_node_first_child(row); cell; cell = cmark_node_next(cell), index++) {
        struct cell_range range = index < count ? cells[index] : (struct cell_range){end, end};
        struct leaf leaf = leaf_of_cell(parse, cell, range.start, range.end);
        struct md_block *block = block_new(parse, MD_CELL, place_of(parse, range.start));
        block->para = inline_convert(parse, cell, &leaf, 0);
        block_append(out, block);
    }
}

static const char *alignment(struct parse *parse, cmark_node *node, int columns)
{
    char *align = arena_alloc(parse->arena, (size_t)columns + 1);
    const uint8_t *given = cmark_gfm_extensions_get_table_alignments(node);
    for (int i = 0; i < columns; i++)
        align[i] = given && given[i] ? (char)given[i] : ' ';
    return align;
}

struct md_block *table_convert(struct parse *parse, cmark_node *node)
{
    struct table table = {.parse = parse, .line = cmark_node_get_start_line(node)};
    cmark_node *head = cmark_node_first_child(node), *first = cmark_node_next(head);
    int column = cmark_node_get_start_column(node);
    table.column = column > 0 ? (size_t)column - 1 : 0;
    /* cmark says a table begins with its paragraph; the head stands above the rule, that above the rows. */
    int head_line = first ? cmark_node_get_start_line(first) - 2 : cmark_node_get_end_line(node) - 1;
    size_t start, end;
    row_bytes(&table, head_line, &start, &end);
    table.block = block_new(parse, MD_TABLE, place_of(parse, trim(parse->text, start, end).start));
    table.block->columns = cmark_gfm_extensions_get_table_columns(node);
    table.block->align = alignment(parse, node, table.block->columns);
    for (cmark_node *row = head; row; row = cmark_node_next(row))
        convert_row(&table, row, row == head ? head_line : cmark_node_get_start_line(row));
    return table.block;
}
