/* Tests of what base takes down about the files of a run, and of the line of progress. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/base.h"

#include "check.h"

static char folder[] = "/tmp/inputs_test.XXXXXX";

static void rest(long milliseconds)
{
    nanosleep(&(struct timespec){milliseconds / 1000, milliseconds % 1000 * 1000000}, NULL);
}

static const char *path_of(struct arena *arena, const char *name)
{
    return arena_format(arena, "%s/%s", folder, name);
}

static void put(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    if (file) {
        fputs(text, file);
        fclose(file);
    }
}

/* Long enough for a file to be no longer fresh, and for its next change to have another time. */
enum { AGE = 60 };

/* Notes the file, changes it by `change`; is that seen? */
static bool sees(const char *path, void (*change)(const char *))
{
    struct inputs *inputs = inputs_new();
    inputs_note(inputs, path);
    bool before = inputs_changed(inputs);
    if (change)
        change(path);
    bool after = inputs_changed(inputs);
    inputs_free(inputs);
    rest(AGE);
    return !before && after;
}

static void write_other(const char *path)
{
    put(path, "another text");
}

static void write_same_size(const char *path)
{
    put(path, "anothex text");
}

static void save_by_rename(const char *path)
{
    struct arena *arena = arena_new();
    const char *other = path_of(arena, "other");
    put(other, "anothex text");
    if (rename(other, path))
        unlink(other);
    arena_free(arena);
}

static void make_unreadable(const char *path)
{
    chmod(path, 0);
}

static void delete(const char *path)
{
    unlink(path);
}

static void keep_time(const char *path)
{
    struct stat about;
    if (stat(path, &about))
        return;
    put(path, "a text again");
    utimensat(AT_FDCWD, path, (struct timespec[]){about.st_atim, about.st_mtim}, 0);
}

static void test_changes(struct arena *arena)
{
    const char *path = path_of(arena, "paper.yaml");
    put(path, "a text");
    rest(AGE);
    check(!sees(path, NULL), "a file that stays is not changed");
    check(sees(path, write_other), "another size");
    check(sees(path, write_same_size), "the same size");
    check(sees(path, keep_time), "the same size and time of writing");
    check(sees(path, save_by_rename), "another file renamed to it");
    check(sees(path, make_unreadable), "other rights");
    check(sees(path, delete), "gone");
    check(sees(path, write_other), "come");
    check(!sees(path_of(arena, "none/paper.yaml"), NULL), "a file that stays away is not changed");
}

static void test_fresh(struct arena *arena)
{
    const char *path = path_of(arena, "fresh.yaml");
    bool seen = false;
    for (int i = 0; i < 100 && !seen; i++) { /* a slow machine may let the time pass between two lines */
        struct inputs *inputs = inputs_new();
        put(path, "a text");
        inputs_note(inputs, path);
        seen = inputs_changed(inputs);
        inputs_free(inputs);
    }
    check(seen, "what was changed a moment before it was noted counts as changed");
}

static void test_list(struct arena *arena)
{
    struct inputs *inputs = inputs_new();
    struct diags *diags = diags_new(arena, NULL);
    diags_note_input(diags, "nowhere");
    diags_take_inputs(diags, inputs);
    diags_note_input(diags, "b");
    diags_note_input(diags, "a");
    inputs_note(inputs, "b");
    inputs_note(NULL, "c");
    check(inputs_count(inputs) == 2 && !strcmp(inputs_path(inputs, 0), "b") && !strcmp(inputs_path(inputs, 1), "a"),
          "each path once, as first noted");
    diags_free(diags);
    inputs_free(inputs);
}

static void test_join(struct arena *arena)
{
    const char *path = path_of(arena, "paper.yaml"), *link = path_of(arena, "link");
    struct inputs *first = inputs_new(), *second = inputs_new();
    put(path, "a text");
    if (symlink("paper.yaml", link))
        check(false, "a link is made");
    rest(AGE);
    inputs_note(first, path);
    check(inputs_have(first, link) && !inputs_have(first, folder), "a file is known by any name");
    put(path, "another text");
    inputs_note(second, link);
    rest(AGE);
    inputs_join(second, first);
    check(inputs_count(second) == 2 && inputs_changed(second), "what is joined is compared with what it was first");
    inputs_free(first);
    inputs_free(second);
    unlink(link);
}

static bool has(FILE *file, const char *words)
{
    char text[4096];
    rewind(file);
    size_t size = fread(text, 1, sizeof text - 1, file);
    text[size] = '\0';
    return strstr(text, words);
}

static void test_progress(struct arena *arena)
{
    enum { LONGEST = 60 * 1000, STEP = 20 };
    const char *path = path_of(arena, "terminal");
    FILE *out = fopen(path, "w"), *in = fopen(path, "r");
    struct progress *progress = progress_open(out);
    progress_start(progress, "a/volume.yaml");
    progress_stop(progress);
    check(!has(in, "volume"), "a short run shows nothing");
    progress_start(progress, "a/volume.yaml");
    progress_stage(progress, "setting pages", "parts", 12);
    progress_add(progress, 3, 31);
    progress_add(progress, 4, 40);
    for (int waited = 0; waited < LONGEST && !has(in, "pages"); waited += STEP)
        rest(STEP);
    check(has(in, "\ra/volume.yaml: setting pages, 7 of 12 parts, 71 pages\033[K"), "a long one says how far it is");
    check(!has(in, "\r\033[K"), "the line stays while it runs");
    progress_stop(progress);
    check(has(in, "\033[K\r\033[K"), "and is erased at its end");
    progress_close(progress);
    progress_start(NULL, "none");
    progress_stage(NULL, "none", NULL, 0);
    progress_add(NULL, 1, 1);
    progress_close(NULL);
    fclose(in);
    fclose(out);
}

int main(void)
{
    struct arena *arena = arena_new();
    if (!mkdtemp(folder))
        return 1;
    test_changes(arena);
    test_fresh(arena);
    test_list(arena);
    test_join(arena);
    test_progress(arena);
    unlink(path_of(arena, "paper.yaml"));
    unlink(path_of(arena, "fresh.yaml"));
    unlink(path_of(arena, "terminal"));
    rmdir(folder);
    arena_free(arena);
    printf("1..%d\n", number);
    return failures != 0;
}
