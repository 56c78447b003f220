/*
 * base: the files that a run depends on, each with what it was like before it was read. Who compares them later sees
 * every change, also one that was made while the run went on.
 */
#include <pthread.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

#include "base/base.h"

struct stamp {
    bool there;
    dev_t device;
    ino_t number;
    mode_t mode;
    off_t size;
    struct timespec written, changed; /* its bytes; anything about it */
};

struct input {
    const char *path;
    struct stamp stamp;
    bool fresh;
};

struct inputs {
    pthread_mutex_t lock;
    struct arena *arena;
    struct name_set names;
    VEC(struct input) files;
};

struct inputs *inputs_new(void)
{
    struct inputs *inputs = base_malloc(sizeof *inputs);
    *inputs = (struct inputs){.arena = arena_new()};
    pthread_mutex_init(&inputs->lock, NULL);
    return inputs;
}

void inputs_free(struct inputs *inputs)
{
    if (!inputs)
        return;
    pthread_mutex_destroy(&inputs->lock);
    arena_free(inputs->arena);
    free(inputs);
}

static struct stamp stamp_of(const char *path)
{
    struct stat about;
    struct stamp stamp = {0};
    if (stat(path, &about))
        return stamp;
    stamp.there = true;
    stamp.device = about.st_dev;
    stamp.number = about.st_ino;
    stamp.mode = about.st_mode;
    stamp.size = about.st_size;
    stamp.written = about.st_mtim;
    stamp.changed = about.st_ctim;
    return stamp;
}

static bool same_time(const struct timespec *a, const struct timespec *b)
{
    return a->tv_sec == b->tv_sec && a->tv_nsec == b->tv_nsec;
}

static bool same_file(const struct stamp *a, const struct stamp *b)
{
    return a->there && b->there && a->device == b->device && a->number == b->number;
}

static bool same_stamp(const struct stamp *a, const struct stamp *b)
{
    if (!a->there || !b->there)
        return a->there == b->there;
    return same_file(a, b) && a->mode == b->mode && a->size == b->size && same_time(&a->written, &b->written) &&
           same_time(&a->changed, &b->changed);
}

/* Changed in the present tick of the file system's clock: a second change in it would not show in the stamp. */
static bool is_fresh(const struct stamp *stamp)
{
    enum { TICKS = 20 * 1000 * 1000 }; /* two of the slowest, in nanoseconds */
    struct timespec now = {0};
    clock_gettime(CLOCK_REALTIME, &now);
    int64_t seconds = (int64_t)now.tv_sec - stamp->changed.tv_sec;
    int64_t age = seconds * 1000000000 + now.tv_nsec - stamp->changed.tv_nsec;
    return stamp->there && seconds >= 0 && seconds < 2 && age >= 0 && age < TICKS;
}

static void add(struct inputs *inputs, struct input input)
{
    input.path = arena_strdup(inputs->arena, input.path);
    name_set_add(inputs->arena, &inputs->names, input.path);
    vec_push(inputs->arena, &inputs->files, input);
}

void inputs_note(struct inputs *inputs, const char *path)
{
    if (!inputs)
        return;
    pthread_mutex_lock(&inputs->lock);
    if (!name_set_has(&inputs->names, path)) {
        struct input input = {.path = path, .stamp = stamp_of(path)};
        input.fresh = is_fresh(&input.stamp);
        add(inputs, input);
    }
    pthread_mutex_unlock(&inputs->lock);
}

void inputs_join(struct inputs *into, const struct inputs *from)
{
    if (!into)
        return;
    pthread_mutex_lock(&into->lock);
    for (size_t i = 0; i < from->files.n; i++)
        if (!name_set_has(&into->names, from->files.at[i].path))
            add(into, from->files.at[i]);
    pthread_mutex_unlock(&into->lock);
}

bool inputs_have(const struct inputs *inputs, const char *path)
{
    struct stamp stamp = stamp_of(path);
    for (size_t i = 0; i < inputs->files.n; i++)
        if (same_file(&inputs->files.at[i].stamp, &stamp))
            return true;
    return false;
}

size_t inputs_count(const struct inputs *inputs)
{
    return inputs->files.n;
}

const char *inputs_path(const struct inputs *inputs, size_t index)
{
    return inputs->files.at[index].path;
}

bool inputs_changed(const struct inputs *inputs)
{
    for (size_t i = 0; i < inputs->files.n; i++) {
        struct stamp now = stamp_of(inputs->files.at[i].path);
        if (inputs->files.at[i].fresh || !same_stamp(&inputs->files.at[i].stamp, &now))
            return true;
    }
    return false;
}
