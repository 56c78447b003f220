/*
 * base: one line on a terminal that tells how far a long run has come. The run only counts; a thread of its own looks
 * at the counts ten times a second, from the second second on.
 */
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "base/base.h"

enum { FIRST = 1000, NEXT = 100, USUAL_COLUMNS = 80 }; /* milliseconds */

struct progress {
    FILE *out;
    pthread_t thread;
    bool running;
    atomic_size_t done, pages;
    pthread_mutex_t lock; /* of what follows */
    pthread_cond_t wake;
    const char *name, *stage, *unit;
    size_t total;
    bool ended;
};

struct progress *progress_open(FILE *out)
{
    pthread_condattr_t attributes;
    struct progress *progress = base_malloc(sizeof *progress);
    memset(progress, 0, sizeof *progress);
    progress->out = out;
    pthread_mutex_init(&progress->lock, NULL);
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&progress->wake, &attributes);
    pthread_condattr_destroy(&attributes);
    return progress;
}

void progress_close(struct progress *progress)
{
    if (!progress)
        return;
    progress_stop(progress);
    pthread_cond_destroy(&progress->wake);
    pthread_mutex_destroy(&progress->lock);
    free(progress);
}

static void put_line(const struct progress *progress, struct buf *line)
{
    size_t done = atomic_load_explicit(&progress->done, memory_order_relaxed);
    size_t pages = atomic_load_explicit(&progress->pages, memory_order_relaxed);
    buf_format(line, "%s: %s", progress->name, progress->stage);
    if (progress->total)
        buf_format(line, ", %zu of %zu %s", done < progress->total ? done : progress->total, progress->total,
                   progress->unit);
    if (pages)
        buf_format(line, ", %zu pages", pages);
}

/* A line that wraps cannot be erased: its beginning is left out. Letters beyond ASCII may be two cells wide. */
static const char *fit(const char *line, size_t size, size_t columns)
{
    const char *at = line + size;
    size_t width = 0;
    while (at > line) {
        const char *before = at - 1;
        while (before > line && ((unsigned char)*before & 0xC0) == 0x80)
            before--;
        width += (unsigned char)*before < 0x80 ? 1 : 2;
        if (width >= columns)
            break;
        at = before;
    }
    return at;
}

static void show(const struct progress *progress)
{
    struct winsize window = {0};
    struct buf line = {0};
    size_t columns = USUAL_COLUMNS;
    if (ioctl(fileno(progress->out), TIOCGWINSZ, &window) == 0 && window.ws_col)
        columns = window.ws_col;
    put_line(progress, &line);
    for (char *at = line.at; *at; at++)
        if ((unsigned char)*at < ' ' || *at == 0x7F)
            *at = '?';
    fprintf(progress->out, "\r%s\033[K", fit(line.at, line.n, columns));
    fflush(progress->out);
    buf_free(&line);
}

static void add_milliseconds(struct timespec *time, long milliseconds)
{
    long nanoseconds = time->tv_nsec + milliseconds % 1000 * 1000000;
    time->tv_sec += milliseconds / 1000 + nanoseconds / 1000000000;
    time->tv_nsec = nanoseconds % 1000000000;
}

static void *watch_counts(void *given)
{
    struct progress *progress = given;
    struct timespec next;
    bool shown = false;
    clock_gettime(CLOCK_MONOTONIC, &next);
    add_milliseconds(&next, FIRST);
    pthread_mutex_lock(&progress->lock);
    while (!progress->ended) {
        if (pthread_cond_timedwait(&progress->wake, &progress->lock, &next) != ETIMEDOUT)
            continue;
        shown = true;
        show(progress);
        add_milliseconds(&next, NEXT);
    }
    pthread_mutex_unlock(&progress->lock);
    if (shown) {
        fputs("\r\033[K", progress->out);
        fflush(progress->out);
    }
    return NULL;
}

void progress_start(struct progress *progress, const char *name)
{
    if (!progress || progress->running)
        return;
    progress->name = name;
    progress->ended = false;
    progress_stage(progress, "reading", NULL, 0);
    progress->running = pthread_create(&progress->thread, NULL, watch_counts, progress) == 0;
}

void progress_stage(struct progress *progress, const char *stage, const char *unit, size_t total)
{
    if (!progress)
        return;
    pthread_mutex_lock(&progress->lock);
    progress->stage = stage;
    progress->unit = unit;
    progress->total = total;
    atomic_store_explicit(&progress->done, 0, memory_order_relaxed);
    atomic_store_explicit(&progress->pages, 0, memory_order_relaxed);
    pthread_mutex_unlock(&progress->lock);
}

void progress_add(struct progress *progress, size_t done, size_t pages)
{
    if (!progress)
        return;
    atomic_fetch_add_explicit(&progress->done, done, memory_order_relaxed);
    atomic_fetch_add_explicit(&progress->pages, pages, memory_order_relaxed);
}

void progress_stop(struct progress *progress)
{
    if (!progress || !progress->running)
        return;
    pthread_mutex_lock(&progress->lock);
    progress->ended = true;
    pthread_cond_signal(&progress->wake);
    pthread_mutex_unlock(&progress->lock);
    pthread_join(progress->thread, NULL);
    progress->running = false;
}
