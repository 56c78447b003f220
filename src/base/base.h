/*
 * base: what every module stands on: arenas, growable arrays and buffers, lengths, source positions,
 * diagnostics, files, worker threads, the line of progress.
 *
 * Hides: malloc, stdio, pthreads, the file system. Nothing here knows documents.
 * Results that are new memory belong to the arena (or the buffer) given as first argument.
 * Running out of memory ends the program with a message and status 2, so no caller checks for it.
 */
#ifndef BASE_H
#define BASE_H

#include <endian.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* Lengths: scaled points, 65,536 to the point of 1/72 inch. */
typedef int64_t sp;
#define SP_POINT ((sp)65536)
#define SP_PT(points) ((sp)((points) * 65536.0 + ((points) < 0 ? -0.5 : 0.5)))
#define SP_MM(mm) ((sp)((mm) * 65536.0 * 72.0 / 25.4 + 0.5))

/* Arenas. Memory is aligned to 16 bytes, and freed all at once. Not thread-safe: one owner at a time. */
struct arena {
    char *at, *end; /* of the chunk in use, what is free: for arena_take alone */
    struct chunk *current; /* chunks in use, newest first */
    struct chunk *spare;   /* kept by arena_reset for reuse */
    size_t size;           /* of all chunks */
    struct arena *beside;  /* what arena_borrow lends; NULL: not made yet */
    unsigned borrowers;
};
#define ARENA_ALIGNMENT ((size_t)16)
struct arena *arena_new(void);
void arena_free(struct arena *arena);
/* Forgets all allocations but keeps the memory for reuse: for scratch arenas. */
void arena_reset(struct arena *arena);
/* Memory of a new chunk. */
void *arena_take_more(struct arena *arena, size_t size);
/* Memory that is not cleared: for what is written whole. */
static inline void *arena_take(struct arena *arena, size_t size)
{
    if (size > (size_t)(arena->end - arena->at))
        return arena_take_more(arena, size);
    char *memory = arena->at;
    arena->at += (size + ARENA_ALIGNMENT - 1) & ~(ARENA_ALIGNMENT - 1);
    return memory;
}
/* Zeroed memory. */
static inline void *arena_alloc(struct arena *arena, size_t size)
{
    return memset(arena_take(arena, size), 0, size);
}
static inline void *arena_copy(struct arena *arena, const void *bytes, size_t size)
{
    void *copy = arena_take(arena, size);
    return size ? memcpy(copy, bytes, size) : copy;
}
/* A copy of `size` bytes with a NUL after them. */
char *arena_string(struct arena *arena, const char *bytes, size_t size);
char *arena_strdup(struct arena *arena, const char *string);
char *arena_format(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3), nonnull(2)));
/*
 * An arena beside `arena`, for what is needed only while something is made. It is emptied when all who have borrowed it
 * have given it back, and freed with `arena`.
 */
struct arena *arena_borrow(struct arena *arena);
void arena_give_back(struct arena *arena);
/* malloc and realloc that end the program when memory runs out: for foreign handles only. */
void *base_malloc(size_t size);
void *base_realloc(void *old, size_t size);
/* Before any thread is made: all threads take memory from one heap, so that what one gives back any other may use. */
void base_share_heap(void);
/* Gives back to the system what was freed: for a program that is about to wait for long. */
void base_trim(void);

/* A growable array in an arena: `VEC(int) v = {0}; vec_push(arena, &v, 3); v.at[0]; v.n`. */
#define VEC(type) \
    struct { \
        type *at; \
        size_t n, cap; \
    }
#define vec_push(arena, v, item) \
    ((v)->at = (v)->n < (v)->cap ? (v)->at : vec_room((arena), (v)->at, &(v)->cap, (v)->n, sizeof *(v)->at), \
     (v)->at[(v)->n++] = (item))
/* More room for a full array; what is behind its items is not cleared. */
void *vec_room(struct arena *arena, void *at, size_t *cap, size_t n, size_t item_size);

/* The same words, or none on both sides. */
static inline bool strings_equal(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

/* A set of strings, which it does not copy. `{0}` is a valid empty one. */
struct name_set {
    const char **slots;
    uint32_t slot_count, count;
};
/* Adds a name; false when it was there already. */
bool name_set_add(struct arena *arena, struct name_set *set, const char *name);
bool name_set_has(const struct name_set *set, const char *name);

/* A growable byte buffer on the heap; always NUL-terminated after the first append. `{0}` is a valid empty one. */
struct buf {
    char *at;
    size_t n, cap;
};
/* Makes room for `more` bytes and a NUL. */
void buf_room(struct buf *buf, size_t more);
void buf_append(struct buf *buf, const void *bytes, size_t size);
static inline void buf_puts(struct buf *buf, const char *string)
{
    buf_append(buf, string, strlen(string));
}
static inline void buf_putc(struct buf *buf, char byte)
{
    if (buf->cap - buf->n < 2)
        buf_room(buf, 1);
    buf->at[buf->n++] = byte;
    buf->at[buf->n] = '\0';
}
/* A number in decimal digits. */
void buf_number(struct buf *buf, uint64_t number);
void buf_format(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3), nonnull(2)));
/* Writes a length in points with at most `decimals` (0 to 5) digits, a dot whatever the locale, no trailing zeros. */
void buf_points(struct buf *buf, sp length, int decimals);
void buf_free(struct buf *buf);

/* UTF-8. Decodes the character at *at (below `end`) and moves on; a bad byte gives U+FFFD and moves one byte. */
uint32_t utf8_next_long(const char **at, const char *end); /* the same for what does not begin with ASCII */
static inline uint32_t utf8_next(const char **at, const char *end)
{
    return (unsigned char)**at < 0x80 ? (unsigned char)*(*at)++ : utf8_next_long(at, end);
}
/* Writes one character, 1 to 4 bytes, without NUL; returns the number of bytes. */
int utf8_put(char *out, uint32_t character);
/* The offset of the first byte that is not valid UTF-8 (no surrogates, no overlong forms), or `size`. */
size_t utf8_check(const char *bytes, size_t size);
/* Eight bytes as a number, the first of them lowest, to be looked at in one go. */
static inline uint64_t utf8_eight(const void *bytes)
{
    uint64_t eight;
    memcpy(&eight, bytes, sizeof eight);
    return le64toh(eight);
}
/* How many bytes at the beginning are ASCII in print, from the space to the tilde. */
size_t utf8_plain(const char *bytes, size_t size);
/* Number of characters in `size` bytes of valid UTF-8. */
size_t utf8_count(const char *bytes, size_t size);

/* A place in a source file. Lines and columns count from 1, columns in characters. file 0: nowhere. */
struct pos {
    uint32_t file, line, column;
};
#define POS_NONE ((struct pos){0, 0, 0})

enum file_status { FILE_OK, FILE_MISSING, FILE_IS_FOLDER, FILE_NOT_REGULAR, FILE_TOO_LARGE, FILE_UNREADABLE };
/* The files that were read, by number; their bytes are at hand so that messages can show the line. */
struct sources;
struct sources *sources_new(struct arena *arena);
void sources_free(struct sources *sources);
/* Reads a file, without its byte order mark, and adds it under the name that messages shall use. */
enum file_status sources_read(struct sources *sources, const char *path, uint32_t *file);
/*
 * Gives back the bytes of all that was read: from here on a file is read again when somebody asks for its bytes, any
 * thread, and has none if it is not as long as it was.
 */
void sources_forget(struct sources *sources);
/* Adds a file under the name that messages shall use; the bytes must live as long as `sources`. Number from 1. */
uint32_t sources_add(struct sources *sources, const char *name, const char *bytes, size_t size);
const char *sources_name(const struct sources *sources, uint32_t file);
uint32_t sources_count(const struct sources *sources); /* the highest number */
const char *sources_bytes(const struct sources *sources, uint32_t file, size_t *size);
/* A line of a file, counted from 1, without its end; NULL when there is none. */
const char *sources_line(const struct sources *sources, uint32_t file, uint32_t line, size_t *size);
/* Where a position stands in its file's bytes: at the line's end when it has fewer columns; NULL when no such line. */
const char *sources_at(const struct sources *sources, struct pos pos);

/* Diagnostics: one table, diagnostics.def, holds id, severity, text and remedy of each. */
enum severity { SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR };
enum diag_id {
#define DIAG(id, severity, text, remedy) DIAG_##id,
#include "base/diagnostics.def"
#undef DIAG
    DIAG_COUNT
};
struct diags;
struct inputs;
struct diags *diags_new(struct arena *arena, const struct sources *sources);
void diags_free(struct diags *diags);
/*
 * Reports one finding: %1 … %9 in the row's text and remedy stand for the words. Thread-safe. Words are copied.
 * The same finding at the same place is kept once.
 */
void diags_report(struct diags *diags, enum diag_id id, struct pos pos, const char *const *words, size_t count);
/* The same with another severity than the row's, where the input asks for it. */
void diags_report_as(struct diags *diags, enum severity severity, enum diag_id id, struct pos pos,
                     const char *const *words, size_t count);
#define DIAG_WORDS(...) \
    (const char *const[]){"", ##__VA_ARGS__} + 1, sizeof((const char *const[]){"", ##__VA_ARGS__}) / sizeof(char *) - 1
#define diag(diags, id, pos, ...) diags_report((diags), (id), (pos), DIAG_WORDS(__VA_ARGS__))
#define diag_as(diags, severity, id, pos, ...) \
    diags_report_as((diags), (severity), (id), (pos), DIAG_WORDS(__VA_ARGS__))
/* Adds the findings of a collector, which may have been made without sources. */
void diags_copy(struct diags *into, const struct diags *from);
/* Moves all findings of a collector (which may have been made without sources) to another, and empties it. */
void diags_merge(struct diags *into, struct diags *from);
/* "file.yaml:12" for the text of a message. */
const char *diags_place(struct arena *arena, const struct diags *diags, struct pos pos);
size_t diags_count(struct diags *diags, enum severity at_least);
/* Prints all, sorted by file, line and column, each with source line, caret and remedy; then forgets them. */
void diags_print(struct diags *diags, FILE *out);
/*
 * The same without what stands in `printed` already; adds to it what is printed, copied to the arena. Returns how many
 * errors were printed.
 */
size_t diags_print_new(struct diags *diags, struct arena *arena, struct name_set *printed, FILE *out);
/*
 * Who opens a file of the input holds a collector for what may be wrong with it: the collector also takes down which
 * files those are, each before it is opened, in the list that it was given, which must outlive it; without one,
 * nowhere. Noting is thread-safe.
 */
void diags_take_inputs(struct diags *diags, struct inputs *inputs);
void diags_note_input(struct diags *diags, const char *path);

/* Files. */
#define FILE_LIMIT ((size_t)256 << 20)
/* Reads a regular file whole, NUL after it; on failure *bytes is NULL, and errno says why after FILE_UNREADABLE. */
enum file_status file_read(struct arena *arena, const char *path, char **bytes, size_t *size);
/* Reports why file_read, called just before, has not read the file. */
void file_report(struct diags *diags, enum file_status status, struct pos pos, const char *path);
/*
 * Writes a file so that a reader sees the old one or the new one, never a part: temporary file in the same folder,
 * written, flushed to disk, renamed. Makes missing folders. Returns NULL, or the system's reason (in `arena`).
 */
const char *file_write(struct arena *arena, const char *path, const void *bytes, size_t size);
/* The same in two steps, for several files that shall change together or not at all: stage all, then commit all. */
const char *file_stage(struct arena *arena, const char *path, const void *bytes, size_t size, char **temporary);
const char *file_commit(struct arena *arena, char *temporary, const char *path);
void file_discard(char *temporary);
/*
 * Lays bytes aside that are wanted later, when there is memory again: in a file without a name, of which nothing is
 * left when the program ends. NULL: that cannot be done. The bytes may be read until the spill is freed; NULL: they
 * cannot.
 */
struct spill;
struct spill *spill_new(const void *bytes, size_t size);
const void *spill_bytes(struct spill *spill);
void spill_free(struct spill *spill);
bool file_exists(const char *path);

/*
 * The files that a run depends on, those too that it looked for in vain, each with what it was like when it was noted
 * first. Noting and joining are thread-safe; into NULL they note nothing. Paths are copied as they are given.
 */
struct inputs *inputs_new(void);
void inputs_free(struct inputs *inputs);
void inputs_note(struct inputs *inputs, const char *path);
/* Adds those of another list as they were noted there. */
void inputs_join(struct inputs *into, const struct inputs *from);
/* Is the file that stands at this path, reached by whatever name, one of them? */
bool inputs_have(const struct inputs *inputs, const char *path);
size_t inputs_count(const struct inputs *inputs);
const char *inputs_path(const struct inputs *inputs, size_t index);
/* Has one of them changed since it was noted, come or gone? Also true when one was so new that it cannot be told. */
bool inputs_changed(const struct inputs *inputs);

/* `name` seen from the folder that holds `from`; an absolute name stays as it is. */
char *path_beside(struct arena *arena, const char *from, const char *name);
/* The last element; the folder part ("." when there is none); the last element without its extension. */
const char *path_base(const char *path);
char *path_folder(struct arena *arena, const char *path);
char *path_stem(struct arena *arena, const char *path);

/*
 * So many workers: the thread that opens them, which is number 0, and others that wait for work. NULL: that thread
 * alone, as when one is asked for, or none.
 */
struct workers;
struct workers *workers_open(int count);
void workers_close(struct workers *workers);
int workers_count(const struct workers *workers);
/*
 * Runs job(context, index, worker) for every index below `count`, by the caller, who is one of the workers, and those
 * that are free; returns when all are done. worker is 0 … count of workers - 1, so that each may own an arena.
 */
void workers_run(struct workers *workers, size_t count, void (*job)(void *context, size_t index, int worker),
                 void *context);
/*
 * The same for jobs that have sequels: then(context, index) is called once job(index) and all sequels before it are
 * done, one at a time, by any worker. Jobs begin with `first` and go on from 0 after the last.
 */
void workers_run_in_order(struct workers *workers, size_t count, size_t first,
                          void (*job)(void *context, size_t index, int worker),
                          void (*then)(void *context, size_t index), void *context);
/*
 * Has another worker do job(context), beside what the caller goes on with until workers_end, which returns when it is
 * done; where there is no other worker, it is done then. The job may call workers_run.
 */
struct errand;
struct errand *workers_begin(struct workers *workers, void (*job)(void *context), void *context);
void workers_end(struct workers *workers, struct errand *errand);

/*
 * A line on the terminal `out`, shown while a run takes longer than a second and erased at its end: "NAME: STAGE, 3 of
 * 120 UNIT, 31 pages". Strings must live until the run stops. Any thread may add to what is done; NULL: nothing is
 * shown. Between start and stop nobody else writes to the terminal.
 */
struct progress;
struct progress *progress_open(FILE *out);
void progress_close(struct progress *progress);
void progress_start(struct progress *progress, const char *name);
/* The counts begin anew; total 0: the stage has none. */
void progress_stage(struct progress *progress, const char *stage, const char *unit, size_t total);
void progress_add(struct progress *progress, size_t done, size_t pages);
void progress_stop(struct progress *progress);

/* A number in small roman numerals, from 1 to 3999; any other in digits. */
const char *base_roman(struct arena *arena, int number);
/* A number from 1 on in small letters: a … z, aa, ab … */
const char *base_letters(struct arena *arena, int number);
/* The nearest of `count` names by edit distance, if near enough to be a likely slip; else NULL. */
const char *base_nearest(const char *word, const char *const *names, size_t count);

#endif
