/*
 * markup: what is refused before cmark sees it. cmark 0.29 is linear on ordinary text, but takes quadratic
 * time or memory on deep nesting, very long lines, very wide tables, and many links to one long definition.
 * The limits are far above anything a person writes. (Long paragraphs are cut while parsing, in dialect.c.)
 */
#include <stdlib.h>
#include <string.h>

#include "markup/parse.h"

/* What all links made from definitions may take together. */
#define LINK_BYTES ((uint64_t)1 << 28)

struct line_start {
    size_t size; /* of the white space and marks of containers */
    size_t levels;
};

/* The mark of a list item at text[0], without the space that must follow. */
static size_t item_mark(const char *text, size_t size)
{
    size_t n = 0;
    if (size && strchr("-+*", *text)) {
        n = 1;
    } else {
        while (n < size && n < 9 && text[n] >= '0' && text[n] <= '9')
            n++;
        if (!n || n == size || (text[n] != '.' && text[n] != ')'))
            return 0;
        n++;
    }
    return n == size || text[n] == ' ' || text[n] == '\t' ? n : 0;
}

static struct line_start line_start(const char *line, size_t size)
{
    struct line_start start = {0};
    size_t blank = 0;
    while (start.size < size) {
        char c = line[start.size];
        size_t mark = c == '>' ? 1 : item_mark(line + start.size, size - start.size);
        if (c == ' ' || c == '\t') {
            blank += c == '\t' ? 4 : 1;
            start.size++;
        } else if (mark) {
            start.levels++;
            start.size += mark;
        } else {
            break;
        }
    }
    start.levels += blank / 8;
    return start;
}

/* The columns that a line of bars and hyphens would give a table; 0 for other lines. */
static size_t rule_columns(const char *line, size_t size)
{
    size_t bars = 0;
    bool hyphen = false;
    for (size_t i = 0; i < size; i++) {
        if (!line[i] || !strchr("|-: \t>", line[i]))
            return 0;
        bars += line[i] == '|';
        hyphen |= line[i] == '-';
    }
    return hyphen ? bars : 0;
}

static bool refuse(struct parse *parse, enum diag_id id, size_t offset, size_t limit)
{
    char word[24];
    snprintf(word, sizeof word, "%zu", limit);
    diag(parse->diags, id, place_of(parse, offset), word);
    return false;
}

static bool check_line(struct parse *parse, const char *line, size_t size)
{
    size_t offset = (size_t)(line - parse->text);
    struct line_start start = line_start(line, size);
    if (start.levels > MARKUP_DEPTH)
        return refuse(parse, DIAG_MARKUP_TOO_DEEP, offset, MARKUP_DEPTH);
    if (size > MARKUP_LINE)
        return refuse(parse, DIAG_MARKUP_LONG_LINE, offset, MARKUP_LINE >> 10);
    if (rule_columns(line, size) > MARKUP_COLUMNS + 1)
        return refuse(parse, DIAG_MARKUP_WIDE_TABLE, offset, MARKUP_COLUMNS);
    return true;
}

/*
 * Each link to a definition copies its address: the longest paragraph of definitions, times all that may be
 * links.
 */
struct definitions {
    size_t longest, current, links;
};

/* Does the text of a line begin with [name]: … for a link? The label of a note before it does not count. */
static bool begins_definition(const char *text, size_t size)
{
    const char *colon = memmem(text, size, "]:", 2);
    if (size < 2 || *text != '[' || !colon)
        return false;
    if (text[1] != '^')
        return true;
    const char *rest = colon + 2, *end = text + size;
    while (rest < end && (*rest == ' ' || *rest == '\t'))
        rest++;
    return rest < end && *rest == '[';
}

static void count_definitions(struct definitions *count, const char *line, size_t size)
{
    struct line_start start = line_start(line, size);
    if (start.size == size) {
        count->current = 0;
    } else if (count->current || begins_definition(line + start.size, size - start.size)) {
        count->current += size + 1;
        if (count->current > count->longest)
            count->longest = count->current;
    }
    for (const char *at = line; (at = memchr(at, ']', size - (size_t)(at - line))); at++)
        count->links++;
}

bool limits_check(struct parse *parse)
{
    if (parse->size > MARKUP_SIZE)
        return refuse(parse, DIAG_MARKUP_LONG_TEXT, 0, MARKUP_SIZE >> 20);
    struct definitions definitions = {0};
    bool fit = true;
    for (size_t number = 1; number <= parse->lines.n; number++) {
        size_t size;
        const char *line = place_line(parse, number, &size);
        fit &= check_line(parse, line, size);
        count_definitions(&definitions, line, size);
    }
    if (fit && (uint64_t)definitions.longest * definitions.links > LINK_BYTES)
        return refuse(parse, DIAG_MARKUP_LINK_BYTES, 0, (size_t)(LINK_BYTES >> 20));
    return fit;
}
