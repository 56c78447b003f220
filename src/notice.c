/*
 * notice: inotify(7) on folders, not on files: editors save under another name and rename. What happened is not read
 * from the events; they only say that it is time to look.
 */
#include "notice.h"

#include <errno.h>

#ifdef __linux__
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/inotify.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    EVENTS = IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ATTRIB | IN_DELETE_SELF |
             IN_MOVE_SELF | IN_ONLYDIR
};
static const int ENDING[] = {SIGINT, SIGTERM, SIGHUP};
enum { ENDING_COUNT = sizeof ENDING / sizeof *ENDING };

struct notice {
    int events, signals;
    sigset_t ending, before;
    struct arena *arena;
    struct name_set folders;
};

struct notice *notice_open(void)
{
    struct notice *notice = base_malloc(sizeof *notice);
    *notice = (struct notice){.arena = arena_new()};
    sigemptyset(&notice->ending);
    for (int i = 0; i < ENDING_COUNT; i++)
        sigaddset(&notice->ending, ENDING[i]);
    sigprocmask(SIG_BLOCK, &notice->ending, &notice->before);
    notice->signals = signalfd(-1, &notice->ending, SFD_CLOEXEC | SFD_NONBLOCK);
    notice->events = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    if (notice->signals >= 0 && notice->events >= 0)
        return notice;
    int reason = errno;
    notice_close(notice);
    errno = reason;
    return NULL;
}

void notice_close(struct notice *notice)
{
    if (notice->events >= 0)
        close(notice->events);
    if (notice->signals >= 0)
        close(notice->signals);
    sigprocmask(SIG_SETMASK, &notice->before, NULL);
    arena_free(notice->arena);
    free(notice);
}

static void end_now(int signal)
{
    (void)signal;
    _exit(0);
}

static void erase_and_end(int signal)
{
    (void)signal;
    ssize_t written = write(STDERR_FILENO, "\r\033[K", 4);
    (void)written;
    _exit(0);
}

void notice_begin_build(struct notice *notice, bool terminal)
{
    struct sigaction action = {.sa_handler = terminal ? erase_and_end : end_now}, before;
    for (int i = 0; i < ENDING_COUNT; i++)
        if (sigaction(ENDING[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN)
            sigaction(ENDING[i], &action, NULL);
    sigprocmask(SIG_UNBLOCK, &notice->ending, NULL);
}

void notice_end_build(struct notice *notice)
{
    sigprocmask(SIG_BLOCK, &notice->ending, NULL);
}

/* Also drops watches of folders that were moved away: another may stand at their path. */
void notice_forget(struct notice *notice)
{
    int fresh = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    if (fresh >= 0) {
        close(notice->events);
        notice->events = fresh;
    }
}

void notice_look_again(struct notice *notice)
{
    arena_reset(notice->arena);
    notice->folders = (struct name_set){0};
}

static bool watch_folder(struct notice *notice, const char *folder)
{
    if (inotify_add_watch(notice->events, folder, EVENTS) >= 0)
        return true;
    return errno != ENOSPC && errno != ENOMEM; /* gone again, or not ours to read: what leads to it is watched */
}

/* A missing element of the path may appear, and one that is a link may be made to lead elsewhere. */
static bool watch_way(struct notice *notice, const char *folder)
{
    struct stat about;
    if (!name_set_add(notice->arena, &notice->folders, folder))
        return true;
    for (const char *at = folder; *at; at++) {
        if (*at == '/' || (at[1] && at[1] != '/'))
            continue;
        const char *way = arena_string(notice->arena, folder, (size_t)(at + 1 - folder));
        bool missing = lstat(way, &about) != 0;
        if ((missing || S_ISLNK(about.st_mode)) && !watch_folder(notice, path_folder(notice->arena, way)))
            return false;
        if (missing)
            return true;
    }
    return watch_folder(notice, folder);
}

bool notice_follow(struct notice *notice, const char *path)
{
    enum { MOST_LINKS = 8 };
    struct stat about;
    char target[4096];
    for (int links = 0; links < MOST_LINKS; links++) {
        if (!watch_way(notice, path_folder(notice->arena, path)))
            return false;
        ssize_t size = readlink(path, target, sizeof target - 1);
        if (size < 0)
            break;
        target[size] = '\0';
        path = path_beside(notice->arena, path, target);
    }
    return stat(path, &about) || !S_ISDIR(about.st_mode) || watch_way(notice, path);
}

static bool drained(int descriptor)
{
    char bytes[4096];
    bool some = false;
    while (read(descriptor, bytes, sizeof bytes) > 0)
        some = true;
    return some;
}

enum noticed notice_wait(struct notice *notice, int milliseconds)
{
    struct pollfd waits[] = {{.fd = notice->signals, .events = POLLIN}, {.fd = notice->events, .events = POLLIN}};
    while (poll(waits, 2, milliseconds) < 0)
        if (errno != EINTR)
            return NOTICED_END;
    if (waits[0].revents)
        return NOTICED_END;
    return drained(notice->events) ? NOTICED_CHANGE : NOTICED_NOTHING;
}

#else

struct notice *notice_open(void)
{
    errno = ENOSYS;
    return NULL;
}

void notice_close(struct notice *notice)
{
    (void)notice;
}

void notice_begin_build(struct notice *notice, bool terminal)
{
    (void)notice;
    (void)terminal;
}

void notice_end_build(struct notice *notice)
{
    (void)notice;
}

void notice_forget(struct notice *notice)
{
    (void)notice;
}

void notice_look_again(struct notice *notice)
{
    (void)notice;
}

bool notice_follow(struct notice *notice, const char *path)
{
    (void)notice;
    (void)path;
    return true;
}

enum noticed notice_wait(struct notice *notice, int milliseconds)
{
    (void)notice;
    (void)milliseconds;
    return NOTICED_END;
}
#endif
