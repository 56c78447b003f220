/*
 * watch: the loop of build and wait. A build takes down the files that it depends on, as they were before it read
 * them; after it their folders are watched, and then the files are compared: no change is missed, whenever it was made.
 */
#include "watch.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "board.h"
#include "kept.h"
#include "kit.h"
#include "notice.h"

enum {
    QUIET_TIME = 30, MOST_QUIET_TIMES = 10, /* milliseconds without a change before a build; how often at most */
    IDLE_TIME = 60 * 1000                   /* without a change before memory is given back: it costs the next build */
};

struct watched {
    const char *path;
    struct inputs *inputs; /* of the last build */
    struct compile_outcome outcome;
    double seconds;
    time_t good; /* when it was last built without a mistake; 0: not yet */
    struct kit *kit; /* its own: volumes with different fonts would close each other's */
    struct kept *kept;
    char *messages;
    size_t message_size;
};

struct watch {
    struct compile_options options;
    struct watched *volumes;
    size_t count;
    struct notice *notice;
    bool on_terminal;
    struct board board;
};

static double now(void)
{
    struct timespec time = {0};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void put_mistakes(struct buf *out, const struct watched *volume)
{
    if (volume->outcome.result == COMPILE_FAILED)
        buf_puts(out, "not written");
    else
        buf_format(out, "%zu mistake%s", volume->outcome.errors, volume->outcome.errors == 1 ? "" : "s");
}

/* The clock is for whoever looks at the terminal; it stands nowhere else. */
static void put_state(struct buf *out, const struct watch *watch, const struct watched *volume)
{
    char clock[8] = "";
    struct tm local;
    buf_format(out, "%s: ", volume->path);
    if (volume->outcome.result != COMPILE_OK) {
        put_mistakes(out, volume);
        if (watch->options.check_only)
            buf_puts(out, "\n");
        else if (volume->good && localtime_r(&volume->good, &local) && strftime(clock, sizeof clock, "%H:%M", &local))
            buf_format(out, ", the last good book of %s stands\n", clock);
        else
            buf_puts(out, ", nothing is written\n");
    } else if (watch->options.check_only) {
        buf_puts(out, "no mistakes\n");
    } else {
        buf_puts(out, "built, ");
        if (volume->outcome.pages)
            buf_format(out, "%zu pages in ", volume->outcome.pages);
        buf_format(out, "%.2f s\n", volume->seconds);
    }
}

static void show_board(struct watch *watch, bool waiting)
{
    struct buf text = {0};
    for (size_t i = 0; i < watch->count; i++)
        if (watch->volumes[i].messages)
            buf_append(&text, watch->volumes[i].messages, watch->volumes[i].message_size);
    for (size_t i = 0; i < watch->count; i++)
        if (watch->volumes[i].inputs)
            put_state(&text, watch, &watch->volumes[i]);
    if (waiting)
        buf_puts(&text, "waiting for changes; Ctrl-C ends\n");
    board_show(&watch->board, &text);
    buf_free(&text);
}

/* What the messages do not say by themselves. */
static void print_state(const struct watch *watch, const struct watched *volume)
{
    struct buf line = {0};
    if (volume->outcome.result != COMPILE_OK) {
        buf_format(&line, "%s: ", volume->path);
        put_mistakes(&line, volume);
        buf_puts(&line, watch->options.check_only ? "\n"
                        : volume->good            ? ", the last good book stands\n"
                                                  : ", nothing is written\n");
        fwrite(line.at, 1, line.n, stderr);
    } else if (watch->options.check_only && !watch->options.quiet) {
        printf("%s: no mistakes\n", volume->path);
    }
    buf_free(&line);
    fflush(stdout);
}

static void build(struct watch *watch, struct watched *volume)
{
    struct compile_options options = watch->options;
    inputs_free(volume->inputs);
    options.inputs = volume->inputs = inputs_new();
    options.kit = volume->kit;
    options.kept = volume->kept;
    free(volume->messages);
    volume->messages = NULL;
    volume->message_size = 0;
    if (watch->on_terminal) {
        options.quiet |= isatty(STDOUT_FILENO);
        options.messages = open_memstream(&volume->messages, &volume->message_size);
        if (!options.messages)
            options.messages = stderr;
    }
    notice_begin_build(watch->notice, watch->on_terminal);
    double start = now();
    volume->outcome = compile_volume(volume->path, &options);
    volume->seconds = now() - start;
    notice_end_build(watch->notice);
    if (options.messages != watch->options.messages)
        fclose(options.messages);
    if (volume->outcome.result == COMPILE_OK)
        volume->good = time(NULL);
    if (!watch->on_terminal)
        print_state(watch, volume);
}

/* Those that are behind their files. What is known of all stands on the terminal meanwhile. */
static void build_changed(struct watch *watch)
{
    for (size_t i = 0; i < watch->count; i++) {
        struct watched *volume = &watch->volumes[i];
        if (volume->inputs && !inputs_changed(volume->inputs))
            continue;
        if (watch->on_terminal)
            show_board(watch, false);
        build(watch, volume);
    }
}

static bool follow_all(struct watch *watch)
{
    for (size_t i = 0; i < watch->count; i++)
        for (size_t k = 0; k < inputs_count(watch->volumes[i].inputs); k++)
            if (!notice_follow(watch->notice, inputs_path(watch->volumes[i].inputs, k)))
                return false;
    return true;
}

static bool any_changed(const struct watch *watch)
{
    for (size_t i = 0; i < watch->count; i++)
        if (inputs_changed(watch->volumes[i].inputs))
            return true;
    return false;
}

/* Until a file has changed and no other does for a moment. Folders are followed before their files are compared. */
static enum noticed wait_for_change(struct watch *watch)
{
    enum noticed noticed;
    int patience = IDLE_TIME;
    for (;;) {
        notice_look_again(watch->notice);
        if (!follow_all(watch))
            return NOTICED_NOTHING;
        if (any_changed(watch))
            break;
        noticed = notice_wait(watch->notice, patience);
        if (noticed == NOTICED_END)
            return NOTICED_END;
        if (noticed == NOTICED_NOTHING) {
            base_trim();
            patience = -1;
        }
    }
    noticed = NOTICED_CHANGE;
    for (int i = 0; i < MOST_QUIET_TIMES && noticed == NOTICED_CHANGE; i++)
        noticed = notice_wait(watch->notice, QUIET_TIME);
    return noticed == NOTICED_END ? NOTICED_END : NOTICED_CHANGE;
}

/* The exit status. */
static int run(struct watch *watch)
{
    for (;;) {
        build_changed(watch);
        notice_forget(watch->notice);
        if (watch->on_terminal)
            show_board(watch, true);
        enum noticed noticed = wait_for_change(watch);
        if (noticed == NOTICED_CHANGE)
            continue;
        int reason = errno;
        if (watch->on_terminal)
            show_board(watch, false);
        if (noticed == NOTICED_END)
            return 0;
        fprintf(stderr, "proceedings: the system watches no more folders for this user (%s); it counts them in "
                "fs.inotify.max_user_watches\n", strerror(reason));
        return 2;
    }
}

int watch_volumes(const char *const *paths, size_t count, const struct compile_options *options)
{
    struct watch watch = {.options = *options, .count = count, .board = {.out = stderr}};
    watch.notice = notice_open();
    if (!watch.notice) {
        fprintf(stderr, "proceedings: --watch needs inotify, by which Linux tells of changed files: %s\n",
                strerror(errno));
        return 2;
    }
    watch.on_terminal = board_possible(stderr);
    watch.volumes = base_malloc(count * sizeof *watch.volumes);
    for (size_t i = 0; i < count; i++)
        watch.volumes[i] = (struct watched){.path = paths[i], .kit = kit_new(), .kept = kept_new()};
    int status = run(&watch);
    for (size_t i = 0; i < count; i++) {
        inputs_free(watch.volumes[i].inputs);
        kept_free(watch.volumes[i].kept);
        kit_free(watch.volumes[i].kit);
        free(watch.volumes[i].messages);
    }
    free(watch.volumes);
    board_free(&watch.board);
    notice_close(watch.notice);
    return status;
}
