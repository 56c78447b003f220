/* base: reading files whole, writing them so that a reader never sees a part, and paths. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/base.h"

static enum file_status read_all(struct arena *arena, int handle, size_t size, char **bytes, size_t *out_size)
{
    char *at = arena_alloc(arena, size + 1);
    size_t n = 0;
    while (n < size) {
        ssize_t got = read(handle, at + n, size - n);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return FILE_UNREADABLE;
        if (got == 0)
            break;
        n += (size_t)got;
    }
    at[n] = '\0';
    *bytes = at;
    *out_size = n;
    return FILE_OK;
}

static enum file_status open_failure(void)
{
    if (errno == ENXIO || errno == ENODEV)
        return FILE_NOT_REGULAR;
    return errno == ENOENT || errno == ENOTDIR ? FILE_MISSING : FILE_UNREADABLE;
}

enum file_status file_read(struct arena *arena, const char *path, char **bytes, size_t *size)
{
    *bytes = NULL;
    *size = 0;
    int handle = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (handle < 0)
        return open_failure();
    struct stat about;
    enum file_status status = FILE_UNREADABLE;
    if (fstat(handle, &about) == 0) {
        if (S_ISDIR(about.st_mode))
            status = FILE_IS_FOLDER;
        else if (!S_ISREG(about.st_mode))
            status = FILE_NOT_REGULAR;
        else if ((size_t)about.st_size > FILE_LIMIT)
            status = FILE_TOO_LARGE;
        else
            status = read_all(arena, handle, (size_t)about.st_size, bytes, size);
    }
    int reason = errno;
    close(handle);
    errno = reason;
    return status;
}

static const char *kind_of_file(const char *path)
{
    struct stat about;
    if (stat(path, &about))
        return "something else";
    return S_ISFIFO(about.st_mode)   ? "a pipe"
           : S_ISSOCK(about.st_mode) ? "a socket"
                                     : "a device";
}

void file_report(struct diags *diags, enum file_status status, struct pos pos, const char *path)
{
    switch (status) {
    case FILE_OK: break;
    case FILE_MISSING: diag(diags, DIAG_FILE_MISSING, pos, path); break;
    case FILE_IS_FOLDER: diag(diags, DIAG_FILE_IS_FOLDER, pos, path); break;
    case FILE_NOT_REGULAR: diag(diags, DIAG_FILE_NOT_REGULAR, pos, path, kind_of_file(path)); break;
    case FILE_TOO_LARGE: diag(diags, DIAG_FILE_TOO_LARGE, pos, path); break;
    case FILE_UNREADABLE: diag(diags, DIAG_FILE_UNREADABLE, pos, path, strerror(errno)); break;
    }
}

bool file_exists(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0;
}

static const char *make_folders(struct arena *arena, const char *folder)
{
    char *path = arena_strdup(arena, folder);
    for (char *at = path + 1;; at++) {
        char kept = *at;
        if (kept && kept != '/')
            continue;
        *at = '\0';
        if (mkdir(path, 0777) && errno != EEXIST)
            return arena_format(arena, "%s: %s", path, strerror(errno));
        *at = kept;
        if (!kept)
            return NULL;
    }
}

static bool write_all(int handle, const char *bytes, size_t size)
{
    while (size) {
        ssize_t put = write(handle, bytes, size);
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return false;
        bytes += put;
        size -= (size_t)put;
    }
    return true;
}

/* The rights that a plain open(…, 0666) would give: mkstemp's are for the owner alone. */
static void give_usual_rights(int handle)
{
    mode_t mask = umask(0);
    umask(mask);
    (void)!fchmod(handle, 0666 & ~mask);
}

const char *file_stage(struct arena *arena, const char *path, const void *bytes, size_t size, char **temporary)
{
    const char *folder = path_folder(arena, path);
    const char *reason = make_folders(arena, folder);
    *temporary = NULL;
    if (reason)
        return reason;
    struct stat about;
    if (stat(path, &about) == 0 && S_ISDIR(about.st_mode))
        return arena_strdup(arena, strerror(EISDIR));
    char *name = arena_format(arena, "%s/.%s.XXXXXX", folder, path_base(path));
    int handle = mkostemp(name, O_CLOEXEC);
    if (handle < 0)
        return arena_strdup(arena, strerror(errno));
    bool done = write_all(handle, bytes, size) && fsync(handle) == 0;
    int failure = errno;
    if (done)
        give_usual_rights(handle);
    if (close(handle) && done) {
        done = false;
        failure = errno;
    }
    if (!done) {
        unlink(name);
        return arena_strdup(arena, strerror(failure));
    }
    *temporary = name;
    return NULL;
}

const char *file_commit(struct arena *arena, char *temporary, const char *path)
{
    if (rename(temporary, path) == 0)
        return NULL;
    const char *reason = arena_strdup(arena, strerror(errno));
    unlink(temporary);
    return reason;
}

void file_discard(char *temporary)
{
    if (temporary)
        unlink(temporary);
}

const char *file_write(struct arena *arena, const char *path, const void *bytes, size_t size)
{
    char *temporary;
    const char *reason = file_stage(arena, path, bytes, size, &temporary);
    return reason ? reason : file_commit(arena, temporary, path);
}

const char *path_base(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

char *path_folder(struct arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash)
        return arena_strdup(arena, ".");
    return slash == path ? arena_strdup(arena, "/") : arena_string(arena, path, (size_t)(slash - path));
}

char *path_stem(struct arena *arena, const char *path)
{
    const char *name = path_base(path), *dot = strrchr(name, '.');
    return dot && dot != name ? arena_string(arena, name, (size_t)(dot - name)) : arena_strdup(arena, name);
}

char *path_beside(struct arena *arena, const char *from, const char *name)
{
    const char *slash = strrchr(from, '/');
    if (!slash || *name == '/')
        return arena_strdup(arena, name);
    return arena_format(arena, "%.*s%s", (int)(slash - from + 1), from, name);
}
