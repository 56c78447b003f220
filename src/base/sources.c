/* base: source files by number, their lines and columns. */
#include "base/base.h"

/* In a long line: a character whose column is known, so that finding another does not begin at the line's start. */
struct stop {
    uint32_t line, column, offset;
};
#define STOP_DISTANCE 1024

struct source {
    const char *name, *bytes;
    size_t size;
    const uint32_t *lines; /* offsets of line starts */
    size_t line_count;
    const struct stop *stops;
    size_t stop_count;
};

struct sources {
    struct arena *arena;
    VEC(struct source) files;
};

struct sources *sources_new(struct arena *arena)
{
    struct sources *sources = arena_alloc(arena, sizeof *sources);
    sources->arena = arena;
    return sources;
}

static void index_lines(struct sources *sources, struct source *source)
{
    VEC(uint32_t) starts = {0};
    vec_push(sources->arena, &starts, 0);
    const char *end = source->bytes + source->size;
    for (const char *at = source->bytes; (at = memchr(at, '\n', (size_t)(end - at)));)
        vec_push(sources->arena, &starts, (uint32_t)(++at - source->bytes));
    source->lines = starts.at;
    source->line_count = starts.n;
}

static void index_columns(struct sources *sources, struct source *source)
{
    VEC(struct stop) stops = {0};
    const char *end = source->bytes + source->size;
    for (size_t i = 0; i < source->line_count; i++) {
        size_t next = i + 1 < source->line_count ? source->lines[i + 1] : source->size;
        const char *from = source->bytes + source->lines[i], *at = from;
        if (next - source->lines[i] <= STOP_DISTANCE)
            continue;
        for (uint32_t column = 1; at < source->bytes + next; column++) {
            if (at - from >= STOP_DISTANCE) {
                struct stop stop = {(uint32_t)i + 1, column, (uint32_t)(at - source->bytes)};
                vec_push(sources->arena, &stops, stop);
                from = at;
            }
            utf8_next(&at, end);
        }
    }
    source->stops = stops.at;
    source->stop_count = stops.n;
}

uint32_t sources_add(struct sources *sources, const char *name, const char *bytes, size_t size)
{
    struct source source = {.name = arena_strdup(sources->arena, name), .bytes = bytes, .size = size};
    index_lines(sources, &source);
    index_columns(sources, &source);
    vec_push(sources->arena, &sources->files, source);
    return (uint32_t)sources->files.n;
}

uint32_t sources_count(const struct sources *sources)
{
    return (uint32_t)sources->files.n;
}

const char *sources_name(const struct sources *sources, uint32_t file)
{
    return file && file <= sources->files.n ? sources->files.at[file - 1].name : "";
}

const char *sources_bytes(const struct sources *sources, uint32_t file, size_t *size)
{
    if (!file || file > sources->files.n) {
        *size = 0;
        return NULL;
    }
    *size = sources->files.at[file - 1].size;
    return sources->files.at[file - 1].bytes;
}

const char *sources_line(const struct sources *sources, uint32_t file, uint32_t line, size_t *size)
{
    *size = 0;
    if (!file || file > sources->files.n || !line || line > sources->files.at[file - 1].line_count)
        return NULL;
    const struct source *source = &sources->files.at[file - 1];
    size_t start = source->lines[line - 1];
    size_t end = line < source->line_count ? source->lines[line] : source->size;
    while (end > start && (source->bytes[end - 1] == '\n' || source->bytes[end - 1] == '\r'))
        end--;
    *size = end - start;
    return source->bytes + start;
}

/* The last stop in the position's line that is not behind its column, or NULL. */
static const struct stop *find_stop(const struct source *source, struct pos pos)
{
    size_t low = 0, high = source->stop_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct stop *stop = &source->stops[middle];
        if (stop->line < pos.line || (stop->line == pos.line && stop->column <= pos.column))
            low = middle + 1;
        else
            high = middle;
    }
    return low && source->stops[low - 1].line == pos.line ? &source->stops[low - 1] : NULL;
}

const char *sources_at(const struct sources *sources, struct pos pos)
{
    size_t size;
    const char *line = sources_line(sources, pos.file, pos.line, &size), *at = line;
    if (!line)
        return NULL;
    const struct source *source = &sources->files.at[pos.file - 1];
    const struct stop *stop = find_stop(source, pos);
    uint32_t column = 1;
    if (stop) {
        column = stop->column;
        at = source->bytes + stop->offset;
    }
    for (; column < pos.column && at < line + size; column++)
        utf8_next(&at, line + size);
    return at < line + size ? at : line + size;
}
