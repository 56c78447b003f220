/* base: arenas, growable arrays, byte buffers. */
#include <stdlib.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "base/base.h"

/* A chunk is an eighth of what the arena has, within these bounds: hundreds of arenas leave little room unused. */
enum { CHUNK_PART = 8, LEAST_CHUNK = 4 << 10, LARGEST_CHUNK = 16 << 10 };
enum { LARGE_ITEM = 48 }; /* bytes: most arrays of such stay short */

struct chunk {
    struct chunk *next;
    size_t size; /* of what follows, a multiple of the alignment */
};
_Static_assert(sizeof(struct chunk) % ARENA_ALIGNMENT == 0, "what follows is aligned");

static void out_of_memory(void)
{
    fputs("proceedings: out of memory\n", stderr);
    exit(2);
}

void *base_malloc(size_t size)
{
    void *memory = malloc(size ? size : 1);
    if (!memory)
        out_of_memory();
    return memory;
}

void *base_realloc(void *old, size_t size)
{
    void *memory = realloc(old, size ? size : 1);
    if (!memory)
        out_of_memory();
    return memory;
}

/*
 * Workers ask for memory by the chunk, and seldom wait for each other. The heap grows by more than is asked for, and
 * keeps as much at its end: what is freed there is soon taken again, and need not be cleared by the system anew.
 */
void base_share_heap(void)
{
#ifdef __GLIBC__
    mallopt(M_ARENA_MAX, 1);
    mallopt(M_TOP_PAD, 1 << 20);
#endif
}

void base_trim(void)
{
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

struct arena *arena_new(void)
{
    struct arena *arena = base_malloc(sizeof *arena);
    *arena = (struct arena){0};
    arena->at = arena->end = (char *)arena; /* nothing is free, but nothing is NULL */
    return arena;
}

static void free_chunks(struct chunk *chunk)
{
    while (chunk) {
        struct chunk *next = chunk->next;
        free(chunk);
        chunk = next;
    }
}

void arena_free(struct arena *arena)
{
    if (!arena)
        return;
    free_chunks(arena->current);
    free_chunks(arena->spare);
    arena_free(arena->beside);
    free(arena);
}

/* Makes the room of a chunk what is free. */
static void use_chunk(struct arena *arena, struct chunk *chunk)
{
    arena->current = chunk;
    arena->at = (char *)(chunk + 1);
    arena->end = arena->at + chunk->size;
}

/* The newest chunk stays in use. */
void arena_reset(struct arena *arena)
{
    struct chunk *newest = arena->current;
    if (!newest)
        return;
    while (newest->next) {
        struct chunk *chunk = newest->next;
        newest->next = chunk->next;
        chunk->next = arena->spare;
        arena->spare = chunk;
    }
    use_chunk(arena, newest);
}

struct arena *arena_borrow(struct arena *arena)
{
    if (!arena->beside)
        arena->beside = arena_new();
    arena->borrowers++;
    return arena->beside;
}

void arena_give_back(struct arena *arena)
{
    if (--arena->borrowers == 0)
        arena_reset(arena->beside);
}

static struct chunk *take_spare(struct arena *arena, size_t size)
{
    for (struct chunk **at = &arena->spare; *at; at = &(*at)->next) {
        if ((*at)->size < size)
            continue;
        struct chunk *chunk = *at;
        *at = chunk->next;
        return chunk;
    }
    return NULL;
}

static size_t aligned(size_t size)
{
    return (size + ARENA_ALIGNMENT - 1) & ~(ARENA_ALIGNMENT - 1);
}

static struct chunk *new_chunk(struct arena *arena, size_t size)
{
    size_t room = arena->size / CHUNK_PART;
    room = room < LEAST_CHUNK ? LEAST_CHUNK : room > LARGEST_CHUNK ? LARGEST_CHUNK : room;
    room = aligned(room < size ? size : room);
    struct chunk *chunk = base_malloc(sizeof *chunk + room);
    chunk->size = room;
    arena->size += room;
    return chunk;
}

/* Where the chunk in use has more room left than the new one will have, it stays in use. */
void *arena_take_more(struct arena *arena, size_t size)
{
    if (size > SIZE_MAX / 2)
        out_of_memory();
    struct chunk *chunk = take_spare(arena, size), *current = arena->current;
    if (!chunk)
        chunk = new_chunk(arena, size);
    if (current && (size_t)(arena->end - arena->at) > chunk->size - aligned(size)) {
        chunk->next = current->next;
        current->next = chunk;
        return chunk + 1;
    }
    chunk->next = current;
    use_chunk(arena, chunk);
    return arena_take(arena, size);
}

char *arena_string(struct arena *arena, const char *bytes, size_t size)
{
    char *copy = arena_take(arena, size + 1);
    if (size)
        memcpy(copy, bytes, size);
    copy[size] = '\0';
    return copy;
}

char *arena_strdup(struct arena *arena, const char *string)
{
    return arena_string(arena, string, strlen(string));
}

char *arena_format(struct arena *arena, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    size_t room = (size_t)(arena->end - arena->at), length = 0;
    int size = vsnprintf(arena->at, room, format, arguments);
    va_end(arguments);
    if (size > 0)
        length = (size_t)size;
    char *string = arena_take(arena, length + 1);
    if (length >= room)
        vsnprintf(string, length + 1, format, again);
    va_end(again);
    string[length] = '\0';
    return string;
}

/* What was taken last may grow where it is, as far as its chunk goes. */
static bool grow_in_place(struct arena *arena, const void *at, size_t old_size, size_t size)
{
    size_t old = aligned(old_size), more = aligned(size) - old;
    if (!at || (const char *)at + old != arena->at || (size_t)(arena->end - arena->at) < more)
        return false;
    arena->at += more;
    return true;
}

void *vec_room(struct arena *arena, void *at, size_t *cap, size_t n, size_t item_size)
{
    if (n < *cap)
        return at;
    size_t old = *cap * item_size;
    if (*cap > SIZE_MAX / 4 / item_size)
        out_of_memory();
    *cap = *cap ? *cap * 2 : item_size > LARGE_ITEM ? 1 : 8;
    if (grow_in_place(arena, at, old, *cap * item_size))
        return at;
    void *grown = arena_take(arena, *cap * item_size);
    if (n)
        memcpy(grown, at, n * item_size);
    return grown;
}

void buf_room(struct buf *buf, size_t more)
{
    if (buf->cap - buf->n > more)
        return;
    size_t cap = buf->cap ? buf->cap * 2 : 256;
    while (cap - buf->n <= more)
        cap *= 2;
    buf->at = base_realloc(buf->at, cap);
    buf->cap = cap;
}

void buf_append(struct buf *buf, const void *bytes, size_t size)
{
    buf_room(buf, size);
    if (size)
        memcpy(buf->at + buf->n, bytes, size);
    buf->n += size;
    buf->at[buf->n] = '\0';
}

void buf_number(struct buf *buf, uint64_t number)
{
    char digits[20];
    size_t from = sizeof digits;
    do
        digits[--from] = (char)('0' + number % 10);
    while (number /= 10);
    buf_append(buf, digits + from, sizeof digits - from);
}

void buf_format(struct buf *buf, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    buf_room(buf, strlen(format));
    int size = vsnprintf(buf->at + buf->n, buf->cap - buf->n, format, arguments);
    va_end(arguments);
    if (size > 0 && (size_t)size >= buf->cap - buf->n) {
        buf_room(buf, (size_t)size);
        vsnprintf(buf->at + buf->n, (size_t)size + 1, format, again);
    }
    if (size > 0)
        buf->n += (size_t)size;
    va_end(again);
}

void buf_points(struct buf *buf, sp length, int decimals)
{
    static const int64_t powers[] = {1, 10, 100, 1000, 10000, 100000};
    int64_t power = powers[decimals < 0 ? 0 : decimals > 5 ? 5 : decimals];
    uint64_t size = (uint64_t)(length < 0 ? -length : length);
    uint64_t scaled = (size * (uint64_t)power + (uint64_t)SP_POINT / 2) / (uint64_t)SP_POINT;
    char digits[32];
    int n = 0;
    uint64_t whole = scaled / (uint64_t)power, part = scaled % (uint64_t)power;
    if (length < 0 && scaled)
        buf_putc(buf, '-');
    do
        digits[n++] = (char)('0' + whole % 10);
    while (whole /= 10);
    while (n)
        buf_putc(buf, digits[--n]);
    if (!part)
        return;
    buf_putc(buf, '.');
    for (uint64_t unit = (uint64_t)power / 10; part; unit /= 10) {
        buf_putc(buf, (char)('0' + part / unit));
        part %= unit;
    }
}

void buf_free(struct buf *buf)
{
    free(buf->at);
    *buf = (struct buf){0};
}
