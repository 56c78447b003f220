/*
 * markup: where the bytes of cmark's strings stand in the source. cmark strips a prefix (quotation marks,
 * list indents, leading white space) from each line of a block and nothing from its middle, so a line of a
 * block's string is a suffix of its source line; only table cells drop the backslash before a bar.
 */
#include <string.h>

#include "markup/parse.h"

/* A scalar whose lines do not map exactly is aligned with the source for each word, or each piece, or not at all. */
#define WORDWISE_SIZE ((size_t)8 << 10)
#define ALIGNED_SIZE ((size_t)32 << 10)

const char *shown(struct parse *parse, const char *text, size_t size)
{
    enum { SHOWN = 60 };
    while (size && strchr(" \t\r\n", text[size - 1]))
        size--;
    const char *at = text, *end = memchr(text, '\n', size);
    end = end ? end : text + size;
    for (int i = 0; i < SHOWN && at < end; i++)
        utf8_next(&at, end);
    return arena_format(parse->scratch, "%.*s%s", (int)(at - text), text, at < text + size ? "…" : "");
}

void place_lines(struct parse *parse)
{
    const char *text = parse->text, *end = text + parse->size;
    const char *cr = memchr(text, '\r', parse->size), *lf = memchr(text, '\n', parse->size);
    bool lone_cr = false;
    vec_push(parse->scratch, &parse->lines, 0);
    while (cr || lf) {
        const char *at = cr && (!lf || cr < lf) ? cr : lf, *next = at + 1;
        bool lone = at == cr && (next == end || *next != '\n');
        lone_cr |= lone;
        if (at == lf || lone)
            vec_push(parse->scratch, &parse->lines, (uint32_t)(next - text));
        if (at == lf)
            lf = memchr(next, '\n', (size_t)(end - next));
        else
            cr = memchr(next, '\r', (size_t)(end - next));
    }
    parse->exact = parse->scalar->literal && !lone_cr;
    parse->aligned = !parse->exact && parse->size <= WORDWISE_SIZE;
}

const char *place_line(const struct parse *parse, size_t number, size_t *size)
{
    *size = 0;
    if (!number || number > parse->lines.n)
        return NULL;
    size_t start = parse->lines.at[number - 1];
    size_t end = number < parse->lines.n ? parse->lines.at[number] : parse->size;
    while (end > start && (parse->text[end - 1] == '\n' || parse->text[end - 1] == '\r'))
        end--;
    *size = end - start;
    return parse->text + start;
}

/* Index of the line that holds a byte. */
static size_t line_at(const struct parse *parse, size_t offset)
{
    size_t low = 0, high = parse->lines.n;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (parse->lines.at[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}

struct pos place_of(struct parse *parse, size_t offset)
{
    if (offset > parse->size)
        offset = parse->size;
    if (!parse->exact)
        return node_pos_next(parse->sources, parse->scalar, parse->size > ALIGNED_SIZE ? 0 : offset, &parse->walk);
    size_t line = line_at(parse, offset);
    struct pos pos = parse->scalar->pos;
    pos.line += (uint32_t)line;
    pos.column = parse->scalar->indent + 1;
    size_t from = parse->lines.at[line];
    if (parse->last_place.pos.line == pos.line && parse->last_place.at <= offset) {
        from = parse->last_place.at;
        pos.column = parse->last_place.pos.column;
    }
    pos.column += (uint32_t)utf8_count(parse->text + from, offset - from);
    parse->last_place.at = offset;
    parse->last_place.pos = pos;
    return pos;
}

struct pos place_of_block(struct parse *parse, cmark_node *block)
{
    int line = cmark_node_get_start_line(block), column = cmark_node_get_start_column(block);
    if (line < 1 || (size_t)line > parse->lines.n)
        return place_of(parse, 0);
    size_t size;
    place_line(parse, (size_t)line, &size);
    size_t within = column > 0 ? (size_t)column - 1 : 0;
    return place_of(parse, parse->lines.at[line - 1] + (within < size ? within : size));
}

static size_t trimmed(const char *text, size_t size)
{
    while (size && text[size - 1] && strchr(" \t\r\n", text[size - 1]))
        size--;
    return size;
}

/* Finds a line of a block's string in a line of the source: where, or SIZE_MAX. */
static size_t find_in_line(const struct parse *parse, size_t number, const char *text, size_t size,
                           bool anywhere)
{
    size_t line_size;
    const char *line = place_line(parse, number, &line_size);
    if (!line)
        return SIZE_MAX;
    size_t start = parse->lines.at[number - 1], shown = trimmed(line, line_size);
    size = trimmed(text, size);
    if (shown >= size && memcmp(line + shown - size, text, size) == 0)
        return start + shown - size;
    const char *found = anywhere && size ? memmem(line, line_size, text, size) : NULL;
    return found ? start + (size_t)(found - line) : SIZE_MAX;
}

size_t place_in_line(const struct parse *parse, size_t number, const char *text, size_t size)
{
    size_t found = find_in_line(parse, number, text, size, true);
    if (found != SIZE_MAX)
        return found;
    return number <= parse->lines.n ? parse->lines.at[number - 1] : parse->size;
}

/*
 * The source line that a block's first line of text came from: link definitions above it have been cut off.
 */
static size_t first_line(const struct parse *parse, cmark_node *block, const char *text, size_t size)
{
    int start = cmark_node_get_start_line(block), end = cmark_node_get_end_line(block);
    if (start < 1) { /* a paragraph that a table left behind: it stands where the table is said to begin */
        start = cmark_node_get_start_line(cmark_node_next(block));
        end = cmark_node_get_end_line(cmark_node_next(block));
    }
    start = start < 1 ? 1 : start;
    for (int line = start; line <= end; line++)
        if (find_in_line(parse, (size_t)line, text, size, false) != SIZE_MAX)
            return (size_t)line;
    return (size_t)start;
}

static void add_run(struct parse *parse, struct leaf *leaf, size_t at, size_t source)
{
    struct leaf_run run = {at, source};
    vec_push(parse->scratch, &leaf->runs, run);
}

/* cmark leaves the string of a block without text unterminated. */
const char *block_string(cmark_node *block)
{
    return cmark_node_first_child(block) ? cmark_node_get_string_content(block) : "";
}

struct leaf leaf_of_block(struct parse *parse, cmark_node *block)
{
    struct leaf leaf = {.content = block_string(block)};
    leaf.size = trimmed(leaf.content, strlen(leaf.content));
    size_t line = 0;
    for (size_t at = 0, next; at < leaf.size; at = next) {
        const char *end = memchr(leaf.content + at, '\n', leaf.size - at);
        next = end ? (size_t)(end - leaf.content) + 1 : leaf.size;
        line = line ? line + 1 : first_line(parse, block, leaf.content, next);
        add_run(parse, &leaf, at, place_in_line(parse, line, leaf.content + at, next - at));
    }
    return leaf;
}

struct leaf leaf_of_scalar(struct parse *parse)
{
    struct leaf leaf = {.content = parse->text, .size = parse->size};
    add_run(parse, &leaf, 0, 0);
    return leaf;
}

struct leaf leaf_of_cell(struct parse *parse, cmark_node *cell, size_t start, size_t end)
{
    struct leaf leaf = {.content = block_string(cell)};
    leaf.size = trimmed(leaf.content, strlen(leaf.content));
    add_run(parse, &leaf, 0, start);
    for (size_t at = 0, source = start; at < leaf.size && source < end; at++, source++) {
        if (parse->text[source] == '\\' && source + 1 < end && parse->text[source + 1] == '|')
            add_run(parse, &leaf, at, ++source);
        if (parse->text[source] != leaf.content[at])
            break;
    }
    return leaf;
}

/* Index of the run that holds byte `at`; there is one. */
static size_t run_at(const struct leaf *leaf, size_t at)
{
    size_t low = 0, high = leaf->runs.n;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (leaf->runs.at[middle].at <= at)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static size_t leaf_source(const struct leaf *leaf, size_t at)
{
    if (!leaf->runs.n)
        return 0;
    const struct leaf_run *run = &leaf->runs.at[run_at(leaf, at)];
    return run->source + (at > run->at ? at - run->at : 0);
}

size_t leaf_piece_end(const struct leaf *leaf, size_t at)
{
    size_t next = leaf->runs.n ? run_at(leaf, at) + 1 : 0;
    return next < leaf->runs.n ? leaf->runs.at[next].at : SIZE_MAX;
}

struct pos leaf_pos(struct parse *parse, const struct leaf *leaf, size_t at)
{
    return place_of(parse, leaf_source(leaf, at));
}
