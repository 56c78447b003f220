/*
 * yaml: where byte n of a scalar's text stands in its file. libyaml gives no such map, so the text is aligned
 * with the source again by the rules of YAML 1.2, chapters 7.3 (quoted and plain scalars) and 8.1 (block
 * scalars). Where the two do not agree the scalar's start is the answer.
 */
#include <string.h>

#include "yaml/internal.h"

/* In a literal scalar a source line is a line of text behind `indent` characters. */
static struct pos in_literal(const struct node *scalar, size_t offset)
{
    struct pos pos = scalar->pos;
    const char *line = scalar->text, *stop = scalar->text + offset;
    for (const char *at; (at = memchr(line, '\n', (size_t)(stop - line))); line = at + 1)
        pos.line++;
    pos.column = scalar->indent + 1 + (uint32_t)utf8_count(line, (size_t)(stop - line));
    return pos;
}

struct alignment {
    struct cursor source;
    const char *text, *end; /* what is left of the scalar's text */
};

static bool is_blank(const struct cursor *cursor)
{
    return cursor->at < cursor->end && (*cursor->at == ' ' || *cursor->at == '\t');
}

static bool blanks_end_the_line(struct cursor cursor)
{
    while (is_blank(&cursor))
        cursor_step(&cursor);
    return cursor_at_line_end(&cursor) && cursor.at < cursor.end;
}

/* Passes one line end, or several with nothing between: a space in the text, or all line ends but one. */
static bool align_fold(struct alignment *align, const char *stop)
{
    size_t breaks = 0;
    struct cursor cursor = align->source;
    while (blanks_end_the_line(cursor)) {
        while (!cursor_at_line_end(&cursor))
            cursor_step(&cursor);
        cursor_step(&cursor);
        breaks++;
    }
    while (is_blank(&cursor))
        cursor_step(&cursor);
    if (breaks == 1 && *align->text != ' ')
        return false;
    for (size_t i = 1; i < breaks; i++)
        if (align->text + i > stop || align->text[i - 1] != '\n')
            return false;
    align->text += breaks > 1 ? breaks - 1 : 1;
    align->source = cursor;
    return true;
}

/* Passes a backslash and what follows: a character, or nothing where it hides a line end. */
static bool align_escape(struct alignment *align)
{
    cursor_step(&align->source);
    if (cursor_at_line_end(&align->source)) {
        cursor_step(&align->source);
        while (is_blank(&align->source))
            cursor_step(&align->source);
        return true;
    }
    char kind = *align->source.at;
    int digits = kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
    for (int i = 0; i <= digits; i++)
        cursor_step(&align->source);
    utf8_next(&align->text, align->end);
    return true;
}

static bool align_character(struct alignment *align, char quote)
{
    struct cursor *source = &align->source;
    if (source->at == source->end || *source->at != *align->text)
        return false;
    if (quote == '\'' && *source->at == '\'')
        cursor_step(source);
    cursor_step(source);
    utf8_next(&align->text, align->end);
    return true;
}

/* Begins, or goes on where the last look ended, unless that was behind `stop`. */
static struct alignment begin_alignment(const struct sources *sources, const struct node *scalar, const char *stop,
                                        const struct node_walk *walk)
{
    struct alignment align = {cursor_at(sources, scalar->pos), scalar->text, scalar->text + scalar->size};
    if (walk->text && walk->text <= stop) {
        align.text = walk->text;
        align.source.at = walk->source;
        align.source.pos = walk->pos;
    } else if (!scalar->plain) {
        cursor_step(&align.source);
    }
    return align;
}

static struct pos in_flow(const struct sources *sources, const struct node *scalar, size_t offset,
                          struct node_walk *walk)
{
    const char *stop = scalar->text + offset;
    struct alignment align = begin_alignment(sources, scalar, stop, walk);
    struct cursor start = cursor_at(sources, scalar->pos);
    char quote = !scalar->plain && start.at < start.end ? *start.at : 0;
    while (align.text < stop) {
        bool aligned;
        if (blanks_end_the_line(align.source))
            aligned = align_fold(&align, stop);
        else if (quote == '"' && align.source.at < align.source.end && *align.source.at == '\\')
            aligned = align_escape(&align);
        else
            aligned = align_character(&align, quote);
        if (!aligned)
            return scalar->pos;
    }
    *walk = (struct node_walk){align.text, align.source.at, align.source.pos};
    return align.source.pos;
}

/* The indent of a folded scalar: what its first line with text has more than the text. */
static size_t folded_indent(const char *line, size_t size, const char *text)
{
    size_t in_source = leading_spaces(line, size), in_text = strspn(text, " ");
    return in_source > in_text ? in_source - in_text : 0;
}

/* In a folded scalar a line end is a space, or as many line ends as stand there. */
static struct pos in_folded(const struct sources *sources, const struct node *scalar, size_t offset)
{
    const char *text = scalar->text, *end = text + scalar->size, *stop = text + offset, *line;
    size_t size, indent = 0;
    bool begun = false;
    struct pos pos = scalar->pos;
    while (text < end && (line = sources_line(sources, pos.file, ++pos.line, &size))) {
        if (leading_spaces(line, size) == size)
            continue;
        if (begun && *text == ' ')
            text++;
        text += strspn(text, "\n");
        if (!begun)
            indent = folded_indent(line, size, text);
        begun = true;
        if (size < indent || (size_t)(end - text) < size - indent ||
            memcmp(text, line + indent, size - indent) != 0)
            return scalar->pos;
        size_t within = stop > text ? (size_t)(stop - text) : 0;
        pos.column = (uint32_t)indent + 1;
        if (within <= size - indent) {
            pos.column += (uint32_t)utf8_count(text, within);
            return pos;
        }
        text += size - indent;
    }
    return scalar->pos;
}

struct pos node_pos_next(const struct sources *sources, const struct node *scalar, size_t offset,
                         struct node_walk *walk)
{
    if (scalar->kind != NODE_SCALAR || !scalar->pos.file)
        return scalar->pos;
    if (offset > scalar->size)
        offset = scalar->size;
    if (scalar->literal)
        return in_literal(scalar, offset);
    struct cursor start = cursor_at(sources, scalar->pos);
    if (!scalar->plain && start.at < start.end && *start.at == '>')
        return in_folded(sources, scalar, offset);
    return in_flow(sources, scalar, offset, walk);
}

struct pos node_pos(const struct sources *sources, const struct node *scalar, size_t offset)
{
    struct node_walk walk = {0};
    return node_pos_next(sources, scalar, offset, &walk);
}
