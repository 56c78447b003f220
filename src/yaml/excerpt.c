/*
 * yaml: what libyaml is given to read. A document's file is one long `|` scalar with a few keys around it, and libyaml
 * goes through it a character at a time, twice. So of each long one only its first line stands in the excerpt; the
 * others are put below it by the rules of YAML 1.1, section 9.3. Whether a line that ends in ": |" does begin such a
 * scalar, libyaml says: where it does not find just that first line there, the file has to be read whole.
 */
#include <stdlib.h>

#include "yaml/internal.h"

/* Bytes below the first line from which on leaving them out is worth the while. */
enum { LONG = 256 };

struct line {
    const char *at;
    size_t size;      /* without the line end */
    const char *next; /* behind it */
};

static struct line line_at(const char *at, const char *end)
{
    const char *stop = memchr(at, '\n', (size_t)(end - at));
    struct line line = {at, (size_t)((stop ? stop : end) - at), stop ? stop + 1 : end};
    if (stop && line.size && stop[-1] == '\r')
        line.size--;
    return line;
}

/* "key: |", with nothing behind it. */
static bool begins_literal(const struct line *line)
{
    return line->size >= 3 && memcmp(line->at + line->size - 3, ": |", 3) == 0 && !memchr(line->at, '#', line->size);
}

/* Lines that go on with a literal scalar. */
struct rest {
    const char *end;
    uint32_t lines;
};

static struct rest rest_of_literal(const char *at, const char *end, size_t indent)
{
    struct rest rest = {at, 0};
    uint32_t lines = 0;
    while (at < end) {
        struct line line = line_at(at, end);
        size_t spaces = leading_spaces(line.at, line.size);
        if (spaces < indent && spaces < line.size)
            break;
        lines++;
        at = line.next;
        if (line.size > indent)
            rest = (struct rest){at, lines};
    }
    return rest;
}

/* The lines from `at` to `end` without their indent. */
static void take_text(struct arena *arena, struct literal *literal, const char *at, const char *end, size_t indent)
{
    char *text = arena_take(arena, (size_t)(end - at) + 1), *to = text;
    while (at < end) {
        struct line line = line_at(at, end);
        if (line.size > indent) {
            memcpy(to, line.at + indent, line.size - indent);
            to += line.size - indent;
        }
        if (line.next[-1] == '\n')
            *to++ = '\n';
        at = line.next;
    }
    *to = '\0';
    literal->text = text;
    literal->size = (size_t)(to - text);
}

/* Is the line below the one that begins a literal scalar its first, and does much follow it? */
static bool is_long_literal(const struct line *first, const char *end, struct rest *rest)
{
    size_t indent = leading_spaces(first->at, first->size);
    if (!indent || indent == first->size || first->at[indent] == '\t')
        return false;
    *rest = rest_of_literal(first->next, end, indent);
    return rest->end - first->next >= LONG;
}

bool excerpt_make(struct arena *arena, struct excerpt *excerpt, const char *bytes, size_t size)
{
    const char *end = bytes + size, *from = bytes; /* what comes next into the excerpt */
    uint32_t number = 0, left_out = 0;
    for (const char *at = bytes; at < end; number++) {
        struct line line = line_at(at, end), first;
        struct rest rest;
        at = line.next;
        if (!begins_literal(&line) || at == end)
            continue;
        first = line_at(at, end);
        if (!is_long_literal(&first, end, &rest))
            continue;
        size_t indent = leading_spaces(first.at, first.size);
        struct literal literal = {.line = number, .first_size = first.size - indent};
        take_text(arena, &literal, first.at, rest.end, indent);
        literal.left_out = left_out += rest.lines;
        vec_push(arena, &excerpt->literals, literal);
        buf_append(&excerpt->bytes, from, (size_t)(first.next - from));
        from = at = rest.end;
        number++;
    }
    if (excerpt->literals.n)
        buf_append(&excerpt->bytes, from, (size_t)(end - from));
    return excerpt->literals.n > 0;
}

void excerpt_free(struct excerpt *excerpt)
{
    buf_free(&excerpt->bytes);
}

uint32_t excerpt_line(const struct excerpt *excerpt, uint32_t line)
{
    size_t low = 0, high = excerpt->literals.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (excerpt->literals.at[middle].line + 1 < line)
            low = middle + 1;
        else
            high = middle;
    }
    return low ? line + excerpt->literals.at[low - 1].left_out : line;
}

const struct literal *excerpt_next(struct excerpt *excerpt, uint32_t line, const char *text, size_t size)
{
    if (excerpt->found == excerpt->literals.n || line < excerpt->literals.at[excerpt->found].line)
        return NULL;
    const struct literal *literal = &excerpt->literals.at[excerpt->found++];
    bool same = line == literal->line && size == literal->first_size + 1 &&
                memcmp(text, literal->text, literal->first_size) == 0;
    excerpt->misread |= !same;
    return same ? literal : NULL;
}

bool excerpt_holds(const struct excerpt *excerpt)
{
    return !excerpt->misread && excerpt->found == excerpt->literals.n;
}
