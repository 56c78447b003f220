/* Unit tests of base/: one line a test, in TAP's form. */
#include "base/base.h"

#include <stdatomic.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check.h"

static bool is_zero(const char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (bytes[i])
            return false;
    return true;
}

static void test_arena(void)
{
    struct arena *arena = arena_new();
    bool aligned = true, zero = true;
    for (size_t size = 0; size < 3000; size += 7) {
        char *memory = arena_alloc(arena, size);
        aligned &= (uintptr_t)memory % 16 == 0;
        zero &= is_zero(memory, size);
        memset(memory, 0xAA, size);
    }
    check(aligned, "memory is aligned to 16 bytes");
    check(zero, "memory is zeroed");
    char *large = arena_alloc(arena, 5 << 20);
    check(is_zero(large, 5 << 20), "more than a chunk at once");
    arena_reset(arena);
    char *again = arena_alloc(arena, 2000);
    check(is_zero(again, 2000), "memory is zeroed after a reset, too");
    same(arena_format(arena, "%s %d", "page", 7), "page 7", "formatted text");
    same(arena_string(arena, "offprint", 3), "off", "part of a string");
    same(arena_string(arena, "", 0), "", "the empty string");
    check(memcmp(arena_copy(arena, "a\0b", 3), "a\0b", 3) == 0, "bytes with a NUL");
    arena_free(arena);
    arena_free(NULL);
}

static void test_borrow(void)
{
    struct arena *arena = arena_new(), *outer = arena_borrow(arena);
    char *kept = arena_strdup(outer, "kept");
    check(arena_borrow(arena) == outer && outer != arena, "all borrow the same arena");
    arena_strdup(outer, "inner");
    arena_give_back(arena);
    same(kept, "kept", "it is not emptied while one has it");
    arena_give_back(arena);
    check(arena_alloc(arena_borrow(arena), 16) == (void *)kept && is_zero(kept, 16), "it is emptied after the last");
    arena_give_back(arena);
    arena_free(arena);
}

static void test_vec(void)
{
    struct arena *arena = arena_new();
    VEC(int) numbers = {0};
    for (int i = 0; i < 1000; i++)
        vec_push(arena, &numbers, i * i);
    bool kept = numbers.n == 1000;
    for (int i = 0; i < 1000; i++)
        kept &= numbers.at[i] == i * i;
    check(kept, "a growable array keeps what was put in");
    arena_free(arena);
}

static void test_buf(void)
{
    struct buf buf = {0};
    buf_free(&buf);
    buf_append(&buf, "", 0);
    same(buf.at, "", "an empty buffer ends with NUL");
    for (int i = 0; i < 300; i++)
        buf_putc(&buf, 'x');
    buf_format(&buf, "%0300d", 1);
    check(buf.n == 600 && strlen(buf.at) == 600, "a buffer grows");
    buf_free(&buf);
    check(!buf.at && !buf.n, "and is empty after it was freed");
}

static const char *points(struct buf *buf, sp length, int decimals)
{
    buf->n = 0;
    buf_points(buf, length, decimals);
    return buf->at;
}

static void test_points(void)
{
    struct buf buf = {0};
    same(points(&buf, SP_PT(12), 3), "12", "a whole number of points");
    same(points(&buf, SP_PT(0.5), 3), "0.5", "no zeros at the end");
    same(points(&buf, SP_PT(-1.25), 2), "-1.25", "a negative length");
    same(points(&buf, SP_MM(210), 2), "595.28", "the width of A4");
    same(points(&buf, SP_PT(0.999999), 3), "1", "rounding carries");
    same(points(&buf, -1, 3), "0", "no minus before zero");
    same(points(&buf, 0, 0), "0", "nothing");
    same(points(&buf, SP_PT(1.05), 5), "1.05", "five decimals");
    buf_free(&buf);
}

static uint32_t first_of(const char *bytes, size_t size, size_t *moved)
{
    const char *at = bytes;
    uint32_t character = utf8_next(&at, bytes + size);
    *moved = (size_t)(at - bytes);
    return character;
}

static void test_utf8(void)
{
    size_t moved;
    char out[4];
    bool good = true;
    for (uint32_t c = 1; c < 0x110000; c += c < 0x900 ? 1 : 0x101) {
        if (c >= 0xD800 && c < 0xE000)
            continue;
        int size = utf8_put(out, c);
        good &= first_of(out, (size_t)size, &moved) == c && moved == (size_t)size &&
                utf8_check(out, (size_t)size) == (size_t)size && utf8_count(out, (size_t)size) == 1;
    }
    check(good, "characters survive writing and reading");
    check(first_of("\xC0\x80", 2, &moved) == 0xFFFD && moved == 1, "an overlong form is no character");
    check(first_of("\xED\xA0\x80", 3, &moved) == 0xFFFD && moved == 1, "nor is a surrogate");
    check(first_of("\xF4\x90\x80\x80", 4, &moved) == 0xFFFD && moved == 1, "nor what lies beyond U+10FFFF");
    check(first_of("\xE1\xBB", 2, &moved) == 0xFFFD && moved == 1, "nor a sequence that is cut off");
    check(utf8_check("Hà Nội", 9) == 9, "Vietnamese is valid");
    check(utf8_check("ab\xFF" "cd", 5) == 2, "the first bad byte is found");
    check(utf8_count("Hà Nội", 9) == 6, "characters are counted");
    const char *text = "a\u00E9\u0E01\U0001F600 Hà Nội – один";
    bool counted = true;
    for (size_t from = 0; text[from]; from++)
        for (size_t size = 0; size <= strlen(text + from); size++) {
            size_t count = 0;
            for (size_t i = from; i < from + size; i++)
                count += ((unsigned char)text[i] & 0xC0) != 0x80;
            counted &= utf8_count(text + from, size) == count;
        }
    check(counted, "however many there are");
}

static void test_nearest(void)
{
    static const char *const names[] = {"title", "subtitle", "sessions", "start", "end"};
    same(base_nearest("titel", names, 5), "title", "two letters changed over");
    same(base_nearest("sesions", names, 5), "sessions", "a letter left out");
    same(base_nearest("strat", names, 5), "start", "the nearest of several");
    same(base_nearest("bibliography", names, 5), NULL, "nothing is near");
    same(base_nearest("", names, 5), NULL, "nothing is near to nothing");
    char word[200];
    memset(word, 'a', sizeof word - 1);
    word[sizeof word - 1] = '\0';
    same(base_nearest(word, names, 5), NULL, "a very long word");
}

static void test_paths(void)
{
    struct arena *arena = arena_new();
    same(path_beside(arena, "a/b/volume.yaml", "../c.yaml"), "a/b/../c.yaml", "a name beside a file");
    same(path_beside(arena, "volume.yaml", "c.yaml"), "c.yaml", "in the folder where one stands");
    same(path_beside(arena, "a/volume.yaml", "/c.yaml"), "/c.yaml", "an absolute name stays");
    same(path_base("a/b/volume.yaml"), "volume.yaml", "the last element");
    same(path_folder(arena, "a/b/volume.yaml"), "a/b", "the folder");
    same(path_folder(arena, "volume.yaml"), ".", "no folder");
    same(path_folder(arena, "/volume.yaml"), "/", "the root");
    same(path_stem(arena, "a.b/closing.remarks.yaml"), "closing.remarks", "the stem");
    same(path_stem(arena, "a.b/README"), "README", "a name without an ending");
    same(path_stem(arena, ".hidden"), ".hidden", "a name that begins with a dot");
    arena_free(arena);
}

static void test_writing(struct arena *arena, const char *folder)
{
    char *bytes, *temporary;
    size_t size;
    struct stat about;
    const char *path = arena_format(arena, "%s/new/deep/a.txt", folder);
    same(file_write(arena, path, "one", 3), NULL, "a file in folders that are not there yet");
    check(file_read(arena, path, &bytes, &size) == FILE_OK && size == 3 && strcmp(bytes, "one") == 0,
          "it is read back");
    mode_t mask = umask(0);
    umask(mask);
    check(stat(path, &about) == 0 && (about.st_mode & 0777) == (0666 & ~mask), "it has the usual rights");
    same(file_stage(arena, path, "two", 3, &temporary), NULL, "a new version is staged");
    file_read(arena, path, &bytes, &size);
    same(bytes, "one", "which readers do not see yet");
    file_discard(temporary);
    check(!file_exists(temporary), "and which can be given up");
    same(file_stage(arena, path, "three", 5, &temporary), NULL, "another is staged");
    same(file_commit(arena, temporary, path), NULL, "and committed");
    file_read(arena, path, &bytes, &size);
    same(bytes, "three", "now it is there");
    check(file_stage(arena, folder, "x", 1, &temporary) && !temporary, "a folder is not overwritten");
    const char *below = arena_format(arena, "%s/below.txt", path);
    check(file_stage(arena, below, "x", 1, &temporary) && !temporary, "a file is no folder");
}

static void test_files(void)
{
    struct arena *arena = arena_new();
    char folder[] = "/tmp/base_test.XXXXXX";
    char *bytes;
    size_t size;
    if (!mkdtemp(folder))
        exit(2);
    test_writing(arena, folder);
    const char *missing = arena_format(arena, "%s/none.txt", folder);
    check(file_read(arena, missing, &bytes, &size) == FILE_MISSING && !bytes, "a missing file");
    check(file_read(arena, folder, &bytes, &size) == FILE_IS_FOLDER && !bytes, "a folder");
    const char *large = arena_format(arena, "%s/large", folder);
    file_write(arena, large, "", 0);
    check(file_read(arena, large, &bytes, &size) == FILE_OK && bytes && size == 0, "an empty file");
    check(truncate(large, (off_t)FILE_LIMIT + 1) == 0 && file_read(arena, large, &bytes, &size) == FILE_TOO_LARGE,
          "a file that is too large");
    check(file_read(arena, "/dev/zero", &bytes, &size) == FILE_NOT_REGULAR, "a device is no file");
    const char *loop = arena_format(arena, "%s/loop", folder);
    check(symlink("loop", loop) == 0 && file_read(arena, loop, &bytes, &size) == FILE_UNREADABLE && errno == ELOOP,
          "a link that leads to itself");
    const char *command = arena_format(arena, "rm -rf '%s'", folder);
    if (system(command))
        exit(2);
    arena_free(arena);
}

static char *printed(struct diags *diags)
{
    char *text;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    diags_print(diags, out);
    fclose(out);
    return text;
}

static void test_diags(void)
{
    struct arena *arena = arena_new();
    struct sources *sources = sources_new(arena);
    const char *bytes = "title: Hà Nội\npaper: A4\n";
    uint32_t file = sources_add(sources, "v.yaml", bytes, strlen(bytes));
    struct diags *diags = diags_new(arena, sources), *other = diags_new(arena, NULL);
    diag(diags, DIAG_FILE_MISSING, ((struct pos){file, 2, 8}), "b.yaml");
    diag(diags, DIAG_FILE_MISSING, ((struct pos){file, 2, 8}), "b.yaml");
    diag(other, DIAG_IMAGE_DAMAGED, ((struct pos){file, 1, 11}), "100%", "it ends early");
    check(diags_count(diags, SEVERITY_ERROR) == 2 && diags_count(other, SEVERITY_ERROR) == 0, "severities are counted");
    diags_merge(diags, other);
    check(diags_count(other, SEVERITY_NOTE) == 0, "what was merged has left");
    char *text = printed(diags);
    same(text,
         "v.yaml:1:11: warning: the image 100% is damaged, but could be read: it ends early\n"
         "     1 | title: Hà Nội\n"
         "       |           ^\n"
         "  help: look at it in the PDF; save it again in an image program\n"
         "v.yaml:2:8: error: cannot find the file b.yaml\n"
         "     2 | paper: A4\n"
         "       |        ^\n"
         "  help: check the path: it is taken from the folder of the file that names it\n",
         "sorted, each once, with line, caret and remedy");
    free(text);
    diag(diags, DIAG_OUTPUT_NOT_WRITTEN, POS_NONE, "a.pdf", "the disk is full");
    text = printed(diags);
    check(strncmp(text, "proceedings: error: cannot write a.pdf: the disk is full\n", 57) == 0,
          "a finding without a place");
    free(text);
    diags_free(diags);
    diags_free(other);
    arena_free(arena);
}

static void test_long_line(void)
{
    struct arena *arena = arena_new();
    struct sources *sources = sources_new(arena);
    struct buf line = {0};
    for (int i = 0; i < 400; i++)
        buf_puts(&line, i == 300 ? "@" : "ờ");
    uint32_t file = sources_add(sources, "long.yaml", line.at, line.n);
    struct diags *diags = diags_new(arena, sources);
    diag(diags, DIAG_FILE_MISSING, ((struct pos){file, 1, 301}), "x");
    char *text = printed(diags);
    const char *source = strstr(text, " | "), *caret = strstr(text, "\n       | ");
    const char *at = strchr(source, '@'), *mark = strchr(caret, '^');
    check(at && mark && strstr(source, "…") < at &&
              utf8_count(source + 3, (size_t)(at - source - 3)) == (size_t)(mark - caret - 10),
          "a long line is cut on both sides and the caret stands below its place");
    free(text);
    buf_free(&line);
    diags_free(diags);
    arena_free(arena);
}

struct counts {
    atomic_int done[1000];
    atomic_int beyond;
    int workers;
};

static void count_job(void *context, size_t index, int worker)
{
    struct counts *counts = context;
    atomic_fetch_add(&counts->done[index], 1);
    if (worker < 0 || worker >= counts->workers)
        atomic_fetch_add(&counts->beyond, 1);
}

static void test_workers(void)
{
    static const int trials[] = {1, 2, 7, 64, 1000};
    for (size_t t = 0; t < sizeof trials / sizeof *trials; t++) {
        struct counts *counts = calloc(1, sizeof *counts);
        counts->workers = trials[t];
        struct workers *workers = workers_open(trials[t]);
        workers_run(workers, 1000, count_job, counts);
        workers_close(workers);
        bool once = !atomic_load(&counts->beyond);
        for (int i = 0; i < 1000; i++)
            once &= atomic_load(&counts->done[i]) == 1;
        check(once, "each job is done once, by a worker in range");
        free(counts);
    }
    struct counts none = {.workers = 4};
    struct workers *four = workers_open(4);
    workers_run(four, 0, count_job, &none);
    workers_close(four);
    check(!atomic_load(&none.done[0]), "no jobs");
}

/* An errand with a loop of its own, beside loops of who has sent it. */
struct errands {
    struct workers *workers;
    struct counts counts[3];
};

static void do_errand(void *context)
{
    struct errands *errands = context;
    workers_run(errands->workers, 1000, count_job, &errands->counts[0]);
    workers_run(errands->workers, 1, count_job, &errands->counts[0]);
}

static void test_errands(void)
{
    static const int trials[] = {1, 2, 5};
    for (size_t t = 0; t < sizeof trials / sizeof *trials; t++) {
        struct errands *errands = calloc(1, sizeof *errands);
        bool once = true;
        for (int i = 0; i < 3; i++)
            errands->counts[i].workers = trials[t];
        errands->workers = workers_open(trials[t]);
        struct errand *errand = workers_begin(errands->workers, do_errand, errands);
        workers_run(errands->workers, 1000, count_job, &errands->counts[1]);
        workers_run(errands->workers, 1000, count_job, &errands->counts[2]);
        workers_end(errands->workers, errand);
        workers_close(errands->workers);
        for (int i = 0; i < 3000; i++)
            once &= atomic_load(&errands->counts[i / 1000].done[i % 1000]) == (i ? 1 : 2);
        for (int i = 0; i < 3; i++)
            once &= !atomic_load(&errands->counts[i].beyond);
        check(once, "an errand is done beside other work");
        free(errands);
    }
}

struct sequels {
    atomic_bool done[1000];
    size_t next;
    bool wrong;
};

static void do_job(void *context, size_t index, int worker)
{
    struct sequels *sequels = context;
    (void)worker;
    atomic_store(&sequels->done[index], true);
}

static void do_sequel(void *context, size_t index)
{
    struct sequels *sequels = context;
    sequels->wrong |= index != sequels->next++ || !atomic_load(&sequels->done[index]);
}

static void test_sequels(void)
{
    static const struct {
        int workers;
        size_t count, first;
    } trials[] = {{1, 1000, 0}, {1, 1000, 990}, {2, 1000, 700}, {7, 1000, 1}, {64, 5, 3}, {4, 0, 0}};
    for (size_t t = 0; t < sizeof trials / sizeof *trials; t++) {
        struct sequels *sequels = calloc(1, sizeof *sequels);
        struct workers *workers = workers_open(trials[t].workers);
        workers_run_in_order(workers, trials[t].count, trials[t].first, do_job, do_sequel, sequels);
        workers_close(workers);
        check(!sequels->wrong && sequels->next == trials[t].count, "sequels come in order, each after its job");
        free(sequels);
    }
}

/* A place in a line that is long enough for its columns to be indexed, with characters of one to three bytes. */
static void test_long_lines(void)
{
    struct arena *arena = arena_new();
    struct sources *sources = sources_new(arena);
    struct buf text = {0};
    bool good = true;
    for (int line = 0; line < 3; line++) {
        for (int i = 0; i < 3000; i++)
            buf_puts(&text, i % 3 == 0 ? "a" : i % 3 == 1 ? "é" : "…");
        buf_puts(&text, "\nshort\n");
    }
    uint32_t file = sources_add(sources, "long", text.at, text.n);
    for (uint32_t line = 1; line <= 6; line++) {
        size_t size;
        const char *at = sources_line(sources, file, line, &size), *end = at + size;
        for (uint32_t column = 1; at < end; column++, utf8_next(&at, end))
            good &= sources_at(sources, (struct pos){file, line, column}) == at;
        good &= sources_at(sources, (struct pos){file, line, 5000}) == end;
    }
    check(good, "every character of long lines is found");
    check(!sources_at(sources, (struct pos){file, 8, 1}) && !sources_at(sources, POS_NONE), "no such line");
    buf_free(&text);
    arena_free(arena);
}

static void test_nearest_of_many(void)
{
    const char *names[] = {"agenda", "budget", "address", "budgets", ""};
    check(base_nearest("budgte", names, 5) == names[1], "letters that changed places");
    check(base_nearest("budgets", names, 5) == names[3], "the word itself");
    check(!base_nearest("zzzzzz", names, 5) && !base_nearest("", names, 5), "nothing near");
}

static void test_roman(void)
{
    struct arena *arena = arena_new();
    check(strcmp(base_roman(arena, 1), "i") == 0, "i");
    check(strcmp(base_roman(arena, 3999), "mmmcmxcix") == 0, "the largest");
    check(strcmp(base_roman(arena, 448), "cdxlviii") == 0, "448");
    check(strcmp(base_roman(arena, 0), "0") == 0 && strcmp(base_roman(arena, 4000), "4000") == 0, "no such numeral");
    arena_free(arena);
}

int main(void)
{
    test_arena();
    test_borrow();
    test_vec();
    test_buf();
    test_points();
    test_utf8();
    test_nearest();
    test_paths();
    test_files();
    test_diags();
    test_long_line();
    test_workers();
    test_errands();
    test_sequels();
    test_long_lines();
    test_nearest_of_many();
    test_roman();
    printf("1..%d\n", number);
    return failures != 0;
}
