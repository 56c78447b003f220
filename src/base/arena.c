/* base: arenas, growable arrays, byte buffers. */
#include <stdlib.h>
#include <string.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "base/base.h"

enum { ALIGNMENT = 16, FIRST_CHUNK = 16 << 10, LARGEST_CHUNK = 64 << 10 };
enum { LARGE_ITEM = 48 }; /* bytes: most arrays of such stay short */

struct chunk {
    struct chunk *next;
    size_t size, used;
};
#define CHUNK_HEAD ((sizeof(struct chunk) + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1))

struct arena {
    struct chunk *current; /* chunks in use, newest first */
    struct chunk *spare;   /* kept by arena_reset for reuse */
    size_t next_size;
    struct arena *beside;  /* what arena_borrow lends; NULL: not made yet */
    unsigned borrowers;
};

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

/* Workers ask for memory by the chunk, and seldom wait for each other. */
void base_share_heap(void)
{
#ifdef __GLIBC__
    mallopt(M_ARENA_MAX, 1);
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
    *arena = (struct arena){.next_size = FIRST_CHUNK};
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

void arena_reset(struct arena *arena)
{
    while (arena->current) {
        struct chunk *chunk = arena->current;
        arena->current = chunk->next;
        chunk->used = 0;
        chunk->next = arena->spare;
        arena->spare = chunk;
    }
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

static void add_chunk(struct arena *arena, size_t size)
{
    struct chunk *chunk = take_spare(arena, size);
    if (!chunk) {
        size_t room = arena->next_size > size ? arena->next_size : size;
        if (arena->next_size < LARGEST_CHUNK)
            arena->next_size *= 2;
        chunk = base_malloc(CHUNK_HEAD + room);
        chunk->size = room;
        chunk->used = 0;
    }
    chunk->next = arena->current;
    arena->current = chunk;
}

static size_t aligned(size_t size)
{
    return (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
}

/* Memory that is not cleared. */
static void *take(struct arena *arena, size_t size)
{
    if (size > SIZE_MAX / 2)
        out_of_memory();
    size = aligned(size);
    if (!arena->current || arena->current->size - arena->current->used < size)
        add_chunk(arena, size);
    char *memory = (char *)arena->current + CHUNK_HEAD + arena->current->used;
    arena->current->used += size;
    return memory;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    return memset(take(arena, size), 0, size);
}

void *arena_copy(struct arena *arena, const void *bytes, size_t size)
{
    void *copy = take(arena, size);
    if (size)
        memcpy(copy, bytes, size);
    return copy;
}

char *arena_string(struct arena *arena, const char *bytes, size_t size)
{
    char *copy = take(arena, size + 1);
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
    int size = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *string = arena_alloc(arena, (size_t)(size < 0 ? 0 : size) + 1);
    if (size > 0)
        vsnprintf(string, (size_t)size + 1, format, again);
    va_end(again);
    return string;
}

/* What was taken last may grow where it is, as far as its chunk goes. */
static bool grow_in_place(struct arena *arena, const void *at, size_t old_size, size_t size)
{
    struct chunk *chunk = arena->current;
    size_t old = aligned(old_size), more = aligned(size) - old;
    if (!chunk || !at || (const char *)at + old != (char *)chunk + CHUNK_HEAD + chunk->used ||
        chunk->size - chunk->used < more)
        return false;
    chunk->used += more;
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
    void *grown = take(arena, *cap * item_size);
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

void buf_puts(struct buf *buf, const char *string)
{
    buf_append(buf, string, strlen(string));
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
