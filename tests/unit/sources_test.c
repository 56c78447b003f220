/* Unit tests of the files that messages point into: one line a test, in TAP's form. */
#include "base/base.h"

#include <stdlib.h>
#include <unistd.h>

#include "check.h"

static void test_lines(void)
{
    struct arena *arena = arena_new();
    struct sources *sources = sources_new(arena);
    const char *bytes = "first\r\n\nthird";
    size_t size;
    uint32_t file = sources_add(sources, "a.yaml", bytes, strlen(bytes));
    check(file == 1 && strcmp(sources_name(sources, file), "a.yaml") == 0, "files are numbered from 1");
    check(memcmp(sources_line(sources, file, 1, &size), "first", 5) == 0 && size == 5, "a line without its end");
    check(sources_line(sources, file, 2, &size) && size == 0, "an empty line");
    check(sources_line(sources, file, 3, &size) && size == 5, "a last line without an end");
    check(!sources_line(sources, file, 4, &size) && !sources_line(sources, 2, 1, &size) &&
              !sources_line(sources, file, 0, &size),
          "lines that are not there");
    same(sources_name(sources, 0), "", "file 0 has no name");
    arena_free(arena);
}

/* The bytes of a file that was read are read again, unless the file has changed. */
static void test_forgotten(void)
{
    struct arena *arena = arena_new();
    struct sources *sources = sources_new(arena);
    char folder[] = "/tmp/base_test.XXXXXX";
    uint32_t file = 0;
    size_t size;
    if (!mkdtemp(folder))
        exit(1);
    const char *path = arena_format(arena, "%s/a.yaml", folder);
    check(!file_write(arena, path, "\xEF\xBB\xBF" "one\ntwo\n", 11) && sources_read(sources, path, &file) == FILE_OK,
          "a source is read");
    sources_forget(sources);
    const char *line = sources_line(sources, file, 2, &size);
    check(line && size == 3 && memcmp(line, "two", 3) == 0, "it is read again when a line is asked for");
    sources_forget(sources);
    check(!file_write(arena, path, "one\n", 4) && !sources_line(sources, file, 2, &size) && size == 0,
          "it has no lines when it is not what it was");
    remove(path);
    rmdir(folder);
    sources_free(sources);
    arena_free(arena);
}

int main(void)
{
    test_lines();
    test_forgotten();
    printf("1..%d\n", number);
    return failures != 0;
}
