/*
 * markup: what is refused before cmark sees it. cmark 0.29 is linear on ordinary text, but takes quadratic
 * time or memory on deep nesting, on long lines and paragraphs that are full of signs, on very wide tables, and
 * on many links to one long definition. The limits are far above anything a person writes. (Long paragraphs are
 * cut while parsing, in dialect.c.)
 */
#include <stdlib.h>
#include <string.h>

#include "markup/parse.h"

/* What all links made from definitions may take together. */
#define LINK_BYTES ((uint64_t)1 << 28)

/* Of a line and of a paragraph; and the same times the signs in it, which a sign may make cmark walk through. */
#define TEXT_BYTES ((size_t)1 << 20)
#define TEXT_WORK ((size_t)1 << 30)

static bool is_sign(char byte)
{
    switch (byte) {
    case '*': case '_': case '~': case '`': case '[': case ']': case '<': case '!': case '&': case '\\': case '{':
    case '^': case '|':
        return true;
    default:
        return false;
    }
}

size_t limits_signs(const char *text, size_t size)
{
    size_t signs = 0;
    for (size_t i = 0; i < size; i++)
        signs += is_sign(text[i]);
    return signs;
}

size_t limits_size(size_t signs)
{
    return signs > TEXT_WORK / TEXT_BYTES ? TEXT_WORK / signs : TEXT_BYTES;
}

bool limits_fit(size_t size)
{
    return size <= limits_size(size);
}

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
        mark = mark ? mark : item_mark_size(line + start.size, size - start.size);
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
    size_t most = limits_fit(size) ? size : limits_size(limits_signs(line, size));
    if (size > most)
        return refuse(parse, DIAG_MARKUP_LONG_LINE, offset, most >> 10);
    if (rule_columns(line, size) > MARKUP_COLUMNS + 1)
        return refuse(parse, DIAG_MARKUP_WIDE_TABLE, offset, MARKUP_COLUMNS);
    return true;
}

/*
 * Each link to a definition copies its address: the longest paragraph of definitions, times all that may be
 * links.
 */
struct definitions {
    const char *start, *longest_start;
    size_t longest, current, links;
};

/* Does the text of a line begin with [name]: … for a link? The label of a note before it does not count. */
static bool begins_definition(const char *text, size_t size)
{
    const char *colon = size >= 2 && *text == '[' ? memmem(text, size, "]:", 2) : NULL;
    if (!colon)
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
        if (!count->current)
            count->start = line;
        count->current += size + 1;
        if (count->current > count->longest) {
            count->longest = count->current;
            count->longest_start = count->start;
        }
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
        return refuse(parse, DIAG_MARKUP_LINK_BYTES, (size_t)(definitions.longest_start - parse->text),
                      (size_t)(LINK_BYTES >> 20));
    return fit;
}
