/*
 * markup: more blocks of our syntax, after Pandoc's: items marked by letters, roman numerals or numbers in brackets;
 * definitions; lines that are kept; and the line of a quotation that says whose it is. Item and definition are
 * containers, as cmark's own items are; a kept line is a node of one line with its text in a paragraph below it.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "markup/parse.h"

extern cmark_node_type CMARK_NODE_TABLE;

/* An item's text may stand so far behind its marker; what stands farther is code. */
#define MOST_BLANKS 4
/* Of the letters or digits of a marker. */
#define MARKER_SIZE 8

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static size_t blanks(const char *text)
{
    return strspn(text, " \t");
}

/* What stands between the delimiters of a marker. */
struct marker {
    char word[MARKER_SIZE + 1]; /* in lower case */
    bool capital, digits;
    char delimiter;
    size_t size; /* delimiters counted */
};

static bool one_case(const char *text, size_t size)
{
    size_t upper = 0, lower = 0;
    for (size_t i = 0; i < size; i++) {
        upper += text[i] >= 'A' && text[i] <= 'Z';
        lower += text[i] >= 'a' && text[i] <= 'z';
    }
    return upper == size || lower == size;
}

/* "(a)", "a)", "a."; "(1)", but not "1)", which is cmark's. */
static bool read_marker(const char *text, size_t size, struct marker *marker)
{
    size_t open = size && *text == '(', n = 0;
    const char *word = text + open;
    while (open + n < size && isalnum((unsigned char)word[n]))
        n++;
    if (!n || n > MARKER_SIZE || open + n == size)
        return false;
    bool digits = strspn(word, "0123456789") >= n;
    char end = word[n];
    if (open ? end != ')' : (end != ')' && end != '.') || digits)
        return false;
    if (!digits && !one_case(word, n))
        return false;
    *marker = (struct marker){.capital = !digits && isupper((unsigned char)*word), .digits = digits,
                              .delimiter = open ? '(' : end, .size = open + n + 1};
    for (size_t i = 0; i < n; i++)
        marker->word[i] = (char)tolower((unsigned char)word[i]);
    return true;
}

/* Its value as a roman numeral, 0 when it is none: it must be written as base_roman writes it. */
static int roman_value(const char *word)
{
    static const struct {
        char letter;
        int value;
    } letters[] = {{'i', 1}, {'v', 5}, {'x', 10}, {'l', 50}, {'c', 100}, {'d', 500}, {'m', 1000}};
    int sum = 0, before = 0;
    for (const char *at = word; *at; at++) {
        int value = 0;
        for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
            value = letters[i].letter == *at ? letters[i].value : value;
        if (!value)
            return 0;
        sum += value > before ? value - 2 * before : value;
        before = value;
    }
    struct arena *scratch = arena_new();
    bool good = sum > 0 && strcmp(base_roman(scratch, sum), word) == 0;
    arena_free(scratch);
    return good ? sum : 0;
}

/* The value of a marker in a list of a style; 0: it is none of that style. */
static int value_in(const struct marker *marker, char style)
{
    if (marker->digits || style == '1')
        return marker->digits && style == '1' ? atoi(marker->word) : 0;
    if (marker->capital != (style == 'A' || style == 'I'))
        return 0;
    if (style == 'i' || style == 'I')
        return roman_value(marker->word);
    return marker->word[1] ? 0 : marker->word[0] - 'a' + 1;
}

static const struct fence *item_before(const struct parse *parse, const struct block_line *line)
{
    cmark_node *at = line->parent;
    if (cmark_node_get_type(at) == CMARK_NODE_PARAGRAPH)
        return NULL;
    const struct fence *fence = fence_of(parse, cmark_node_last_child(at));
    return fence && fence->kind == FENCE_ITEM ? fence : NULL;
}

static struct enumerator *counted(struct parse *parse, char style, char delimiter)
{
    for (size_t i = 0; i < parse->counted_count; i++)
        if (parse->counted[i].style == style && parse->counted[i].delimiter == delimiter)
            return &parse->counted[i];
    struct enumerator *fresh = &parse->counted[parse->counted_count++];
    *fresh = (struct enumerator){style, delimiter, 0};
    return fresh;
}

/*
 * What a marker counts: the next item of the list before it, else the first of a list, else the next of the last list
 * of its kind, which was interrupted. Anything else, "(c) 2007" or "e. g.", is text.
 */
static struct enumerator enumerate(struct parse *parse, const struct block_line *line, const struct marker *marker)
{
    static const char styles[] = "1iaIA";
    const struct fence *before = item_before(parse, line);
    struct enumerator none = {0};
    if (before && before->enumerator.delimiter == marker->delimiter) {
        int value = value_in(marker, before->enumerator.style);
        if (value)
            return (struct enumerator){before->enumerator.style, marker->delimiter, value};
    }
    for (const char *style = styles; *style; style++)
        if (value_in(marker, *style) == 1)
            return (struct enumerator){*style, marker->delimiter, 1};
    for (const char *style = styles; *style; style++) {
        int value = value_in(marker, *style);
        if (value > 1 && counted(parse, *style, marker->delimiter)->number == value - 1)
            return (struct enumerator){*style, marker->delimiter, value};
    }
    return none;
}

static bool is_container(const struct parse *parse, cmark_node *node)
{
    const struct fence *fence = fence_of(parse, node);
    return cmark_node_get_type(node) == CMARK_NODE_ITEM ||
           (fence && (fence->kind == FENCE_ITEM || fence->kind == FENCE_DEFINITION));
}

/* A list inside a paragraph needs a blank line before it, but not one inside an item. */
static bool may_begin(struct parse *parse, const struct block_line *line, const struct enumerator *enumerator)
{
    if (cmark_node_get_type(line->parent) != CMARK_NODE_PARAGRAPH)
        return true;
    if (is_container(parse, cmark_node_parent(line->parent)))
        return enumerator->number == 1;
    const char *content = cmark_node_get_string_content(line->parent);
    size_t end = strlen(content);
    while (end && strchr(" \t\r\n", content[end - 1]))
        end--;
    if (enumerator->number == 1 && end && content[end - 1] == ':')
        diag(parse->diags, DIAG_MARKUP_LIST_GLUED, place_of(parse, line->source + line->first));
    return false;
}

/* Moves on behind a marker and its blanks: by how many columns lines that go on are set in. */
static cmark_node *open_container(struct parse *parse, const struct block_line *line, struct fence fence, size_t mark)
{
    int indent = cmark_parser_get_indent(line->parser);
    int from = cmark_parser_get_first_nonspace_column(line->parser);
    size_t space = blanks(line->text + line->first + mark);
    if (space > MOST_BLANKS)
        space = 1;
    fence.at = line->source + line->first;
    cmark_node *node = fence_add(parse, line, fence, line->first + mark + space);
    struct fence *kept = cmark_node_get_user_data(node);
    kept->indent = indent + cmark_parser_get_column(line->parser) - from;
    return node;
}

static cmark_node *open_item(struct parse *parse, const struct block_line *line)
{
    const char *text = line->text + line->first;
    struct marker marker;
    if (!read_marker(text, line->size - line->first, &marker) || !is_blank(text[marker.size]))
        return NULL;
    size_t space = blanks(text + marker.size);
    if (strchr("\r\n", text[marker.size + space]))
        return NULL;
    if (marker.capital && !marker.word[1] && marker.delimiter == '.' && space < 2) /* "B. Russell" */
        return NULL;
    struct enumerator enumerator = enumerate(parse, line, &marker);
    if (!enumerator.style || !may_begin(parse, line, &enumerator))
        return NULL;
    *counted(parse, enumerator.style, enumerator.delimiter) = enumerator;
    return open_container(parse, line, (struct fence){.kind = FENCE_ITEM, .enumerator = enumerator}, marker.size);
}

/* A paragraph of one line, which may be a term. */
static bool is_one_line(cmark_node *node)
{
    if (cmark_node_get_type(node) != CMARK_NODE_PARAGRAPH)
        return false;
    const char *content = cmark_node_get_string_content(node), *end = strchr(content, '\n');
    return !end || !end[1];
}

/* Under a term, a blank line between or not, or after another definition of it. */
static cmark_node *open_definition(struct parse *parse, const struct block_line *line)
{
    const char *text = line->text + line->first;
    if (*text != ':' || !is_blank(text[1]) || strchr("\r\n", text[1 + blanks(text + 1)]))
        return NULL;
    cmark_node *before = line->parent;
    if (cmark_node_get_type(before) != CMARK_NODE_PARAGRAPH)
        before = cmark_node_last_child(before);
    const struct fence *fence = fence_of(parse, before);
    if (!before || !(is_one_line(before) || (fence && fence->kind == FENCE_DEFINITION)))
        return NULL;
    return open_container(parse, line, (struct fence){.kind = FENCE_DEFINITION}, 1);
}

/* Is the next line of the source the rule of a table? Then this one is its head. */
static bool is_table_head(const struct parse *parse, const struct block_line *line)
{
    size_t size;
    const char *next = place_line(parse, (size_t)cmark_parser_get_line_number(line->parser) + 1, &size);
    if (!next)
        return false;
    for (size_t i = 0; i < size; i++)
        if (!next[i] || !strchr("|-: \t>", next[i]))
            return false;
    return memchr(next, '-', size) != NULL;
}

static const struct fence *line_before(struct parse *parse, const struct block_line *line)
{
    cmark_node *last = cmark_node_last_child(line->parent);
    const struct fence *fence = fence_of(parse, last);
    bool near = fence && fence->kind == FENCE_LINE &&
                cmark_node_get_start_line(last) == cmark_parser_get_line_number(line->parser) - 1;
    return near ? fence : NULL;
}

/* The text of a kept line begins at byte `at`; its paragraph gets the bytes as they are. */
static cmark_node *add_line(struct parse *parse, const struct block_line *line, size_t at, struct fence fence)
{
    size_t end = line->size;
    while (end > at && strchr(" \t\r\n", line->text[end - 1]))
        end--;
    while (at < end && is_blank(line->text[at])) {
        fence.indent++;
        at++;
    }
    fence.at = line->source + at - (parse->lines_only ? 2 : 0); /* what dialect.c put before it */
    fence.size = end - at;
    cmark_node *node = fence_add(parse, line, fence, line->size - 1);
    if (end > at) {
        cmark_node *child = cmark_parser_add_child(line->parser, node, CMARK_NODE_PARAGRAPH, (int)at + 1);
        cmark_node_set_string_content(child, arena_string(parse->scratch, line->text + at, end - at));
    }
    return node;
}

static cmark_node *open_line(struct parse *parse, const struct block_line *line)
{
    const char *text = line->text + line->first;
    struct fence fence = {.kind = FENCE_LINE};
    const struct fence *before = line_before(parse, line);
    if (cmark_node_get_type(line->parent) == CMARK_NODE_PARAGRAPH ||
        cmark_node_get_type(line->parent) == CMARK_NODE_TABLE)
        return NULL;
    if (*text == '|' && strchr(" \t\r\n", text[1]) && (before || parse->lines_only || !is_table_head(parse, line)))
        return add_line(parse, line, line->first + (is_blank(text[1]) ? 2 : 1), fence);
    fence.joined = true;
    if (before && before->size && cmark_parser_get_indent(line->parser) > 0)
        return add_line(parse, line, line->first, fence);
    return NULL;
}

size_t item_dash_size(const char *text)
{
    static const char *const dashes[] = {"-- ", "--- ", "— ", "― "};
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++)
        if (strncmp(text, dashes[i], strlen(dashes[i])) == 0)
            return strlen(dashes[i]) + blanks(text + strlen(dashes[i]));
    return 0;
}

/* In a quotation the line that says whose it is begins a paragraph of its own. */
static cmark_node *open_source(struct parse *parse, const struct block_line *line)
{
    if (cmark_node_get_type(line->parent) != CMARK_NODE_PARAGRAPH || !item_dash_size(line->text + line->first))
        return NULL;
    cmark_node_type outer = cmark_node_get_type(cmark_node_parent(line->parent));
    if (outer != CMARK_NODE_BLOCK_QUOTE && !parse->in_epigraph)
        return NULL;
    return cmark_parser_add_child(line->parser, line->parent, CMARK_NODE_PARAGRAPH, (int)line->first + 1);
}

cmark_node *item_open(struct parse *parse, const struct block_line *line)
{
    char c = line->text[line->first];
    cmark_node *kept = open_line(parse, line);
    if (kept)
        return kept;
    if (c == '(' || isalpha((unsigned char)c))
        return open_item(parse, line);
    if (c == ':')
        return open_definition(parse, line);
    if (c == '-' || (unsigned char)c == 0xE2)
        return open_source(parse, line);
    return NULL;
}

bool item_match(const struct fence *fence, cmark_parser *parser, cmark_node *container, const char *text)
{
    if (fence->kind != FENCE_ITEM && fence->kind != FENCE_DEFINITION)
        return false;
    if (cmark_parser_get_indent(parser) >= fence->indent) {
        cmark_parser_advance_offset(parser, text, fence->indent, 1);
        return true;
    }
    return cmark_parser_is_blank(parser) && cmark_node_first_child(container);
}

size_t item_mark_size(const char *text, size_t size)
{
    struct marker marker;
    size_t n = size && *text == ':' ? 1 : read_marker(text, size, &marker) ? marker.size : 0;
    return n && n < size && is_blank(text[n]) ? n : 0;
}
