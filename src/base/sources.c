/* base: source files by number, their lines and columns. */
#include <pthread.h>

#include "base/base.h"

/* In a long line: a character whose column is known, so that finding another does not begin at the line's start. */
struct stop {
    uint32_t line, column, offset;
};
#define STOP_DISTANCE 1024

struct source {
    const char *name, *bytes; /* bytes: NULL when they were given back, and are not read again */
    size_t size;
    bool is_read;          /* by sources_read */
    const uint32_t *lines; /* offsets of line starts */
    size_t line_count;
    const struct stop *stops;
    size_t stop_count;
};

/* The bytes that sources_read has read. */
struct room {
    struct arena *arena;
    pthread_mutex_t lock; /* once bytes were given back: several threads may want them */
    bool forgot;
};

struct sources {
    struct arena *arena;
    VEC(struct source) files;
    struct room *room;
};

struct sources *sources_new(struct arena *arena)
{
    struct sources *sources = arena_alloc(arena, sizeof *sources);
    sources->arena = arena;
    sources->room = arena_alloc(arena, sizeof *sources->room);
    pthread_mutex_init(&sources->room->lock, NULL);
    return sources;
}

void sources_free(struct sources *sources)
{
    arena_free(sources->room->arena);
    pthread_mutex_destroy(&sources->room->lock);
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

static enum file_status read_file(struct room *room, const char *path, const char **bytes, size_t *size)
{
    char *all;
    if (!room->arena)
        room->arena = arena_new();
    enum file_status status = file_read(room->arena, path, &all, size);
    size_t mark = status == FILE_OK && *size >= 3 && memcmp(all, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    *bytes = status == FILE_OK ? all + mark : NULL;
    *size -= mark;
    return status;
}

enum file_status sources_read(struct sources *sources, const char *path, uint32_t *file)
{
    const char *bytes;
    size_t size;
    enum file_status status = read_file(sources->room, path, &bytes, &size);
    if (status != FILE_OK)
        return status;
    *file = sources_add(sources, path, bytes, size);
    sources->files.at[*file - 1].is_read = true;
    return FILE_OK;
}

void sources_forget(struct sources *sources)
{
    for (size_t i = 0; i < sources->files.n; i++)
        if (sources->files.at[i].is_read)
            sources->files.at[i].bytes = NULL;
    arena_free(sources->room->arena);
    sources->room->arena = NULL;
    sources->room->forgot = true;
}

/* A file that has changed since is not the one that was read. */
static void read_again(struct room *room, struct source *source)
{
    const char *bytes;
    size_t size;
    if (read_file(room, source->name, &bytes, &size) == FILE_OK && size == source->size)
        source->bytes = bytes;
}

static const char *bytes_of(const struct sources *sources, struct source *source)
{
    struct room *room = sources->room;
    if (!room->forgot)
        return source->bytes;
    pthread_mutex_lock(&room->lock);
    if (!source->bytes)
        read_again(room, source);
    pthread_mutex_unlock(&room->lock);
    return source->bytes;
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
    const char *bytes = bytes_of(sources, &sources->files.at[file - 1]);
    *size = bytes ? sources->files.at[file - 1].size : 0;
    return bytes;
}

const char *sources_line(const struct sources *sources, uint32_t file, uint32_t line, size_t *size)
{
    *size = 0;
    if (!file || file > sources->files.n || !line || line > sources->files.at[file - 1].line_count)
        return NULL;
    struct source *source = &sources->files.at[file - 1];
    const char *bytes = bytes_of(sources, source);
    if (!bytes)
        return NULL;
    size_t start = source->lines[line - 1];
    size_t end = line < source->line_count ? source->lines[line] : source->size;
    while (end > start && (bytes[end - 1] == '\n' || bytes[end - 1] == '\r'))
        end--;
    *size = end - start;
    return bytes + start;
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
