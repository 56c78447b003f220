/* base: source files by number, and diagnostics with their source line, caret and remedy. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/base.h"

struct source {
    const char *name, *bytes;
    size_t size;
    const uint32_t *lines; /* offsets of line starts, made when first asked for */
    size_t line_count;
};

struct sources {
    struct arena *arena;
    VEC(struct source) files;
};

struct sources *sources_new(struct arena *arena)
{
    struct sources *sources = arena_alloc(arena, sizeof *sources);
    sources->arena = arena;
    return sources;
}

static void index_lines(struct sources *sources, struct source *source)
{
    VEC(uint32_t) starts = {0};
    vec_push(sources->arena, &starts, 0);
    for (size_t i = 0; i < source->size; i++)
        if (source->bytes[i] == '\n')
            vec_push(sources->arena, &starts, (uint32_t)i + 1);
    source->lines = starts.at;
    source->line_count = starts.n;
}

uint32_t sources_add(struct sources *sources, const char *name, const char *bytes, size_t size)
{
    struct source source = {.name = arena_strdup(sources->arena, name), .bytes = bytes, .size = size};
    index_lines(sources, &source);
    vec_push(sources->arena, &sources->files, source);
    return (uint32_t)sources->files.n;
}

const char *sources_name(const struct sources *sources, uint32_t file)
{
    return file && file <= sources->files.n ? sources->files.at[file - 1].name : "";
}

const char *sources_bytes(const struct sources *sources, uint32_t file, size_t *size)
{
    if (!file || file > sources->files.n) {
        *size = 0;
        return NULL;
    }
    *size = sources->files.at[file - 1].size;
    return sources->files.at[file - 1].bytes;
}

const char *sources_line(const struct sources *sources, uint32_t file, uint32_t line, size_t *size)
{
    *size = 0;
    if (!file || file > sources->files.n || !line || line > sources->files.at[file - 1].line_count)
        return NULL;
    const struct source *source = &sources->files.at[file - 1];
    size_t start = source->lines[line - 1];
    size_t end = line < source->line_count ? source->lines[line] : source->size;
    while (end > start && (source->bytes[end - 1] == '\n' || source->bytes[end - 1] == '\r'))
        end--;
    *size = end - start;
    return source->bytes + start;
}

struct row {
    enum severity severity;
    const char *text, *remedy;
};
static const struct row table[] = {
#define DIAG(id, severity, text, remedy) {severity, text, remedy},
#include "base/diagnostics.def"
#undef DIAG
};

struct finding {
    enum diag_id id;
    struct pos pos;
    const char *text, *remedy;
};

struct diags {
    const struct sources *sources;
    struct arena *arena;
    pthread_mutex_t lock;
    VEC(struct finding) findings;
};

struct diags *diags_new(struct arena *arena, const struct sources *sources)
{
    struct diags *diags = arena_alloc(arena, sizeof *diags);
    diags->sources = sources;
    diags->arena = arena_new();
    pthread_mutex_init(&diags->lock, NULL);
    return diags;
}

void diags_free(struct diags *diags)
{
    pthread_mutex_destroy(&diags->lock);
    arena_free(diags->arena);
    diags->arena = NULL;
}

static const char *fill_in(struct arena *arena, const char *text, const char *const *words, size_t count)
{
    struct buf out = {0};
    for (const char *at = text; *at; at++) {
        if (*at == '%' && at[1] >= '1' && at[1] <= '9') {
            size_t word = (size_t)(*++at - '1');
            buf_puts(&out, word < count && words[word] ? words[word] : "");
        } else {
            buf_putc(&out, *at);
        }
    }
    const char *result = arena_string(arena, out.at ? out.at : "", out.n);
    buf_free(&out);
    return result;
}

void diags_report(struct diags *diags, enum diag_id id, struct pos pos, const char *const *words, size_t count)
{
    pthread_mutex_lock(&diags->lock);
    struct finding finding = {id, pos, fill_in(diags->arena, table[id].text, words, count),
                              fill_in(diags->arena, table[id].remedy, words, count)};
    vec_push(diags->arena, &diags->findings, finding);
    pthread_mutex_unlock(&diags->lock);
}

void diags_merge(struct diags *into, struct diags *from)
{
    pthread_mutex_lock(&into->lock);
    for (size_t i = 0; i < from->findings.n; i++) {
        struct finding finding = from->findings.at[i];
        finding.text = arena_strdup(into->arena, finding.text);
        finding.remedy = arena_strdup(into->arena, finding.remedy);
        vec_push(into->arena, &into->findings, finding);
    }
    pthread_mutex_unlock(&into->lock);
    from->findings.n = 0;
}

const char *diags_place(struct arena *arena, const struct diags *diags, struct pos pos)
{
    return arena_format(arena, "%s:%u", diags->sources ? sources_name(diags->sources, pos.file) : "", pos.line);
}

size_t diags_count(struct diags *diags, enum severity at_least)
{
    size_t count = 0;
    pthread_mutex_lock(&diags->lock);
    for (size_t i = 0; i < diags->findings.n; i++)
        count += table[diags->findings.at[i].id].severity >= at_least;
    pthread_mutex_unlock(&diags->lock);
    return count;
}

static int by_number(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

static int by_place(const void *left, const void *right)
{
    const struct finding *a = left, *b = right;
    int order = by_number(a->pos.file, b->pos.file);
    order = order ? order : by_number(a->pos.line, b->pos.line);
    order = order ? order : by_number(a->pos.column, b->pos.column);
    order = order ? order : by_number(a->id, b->id);
    return order ? order : strcmp(a->text, b->text);
}

/* Control characters and bytes that are no UTF-8 come out as U+FFFD: input never commands the terminal. */
static void print_text(const char *at, const char *end, FILE *out)
{
    while (at < end) {
        char bytes[4];
        uint32_t character = utf8_next(&at, end);
        if (character == '\t')
            character = ' ';
        else if (character < 0x20 || (character >= 0x7F && character < 0xA0))
            character = 0xFFFD;
        fwrite(bytes, 1, (size_t)utf8_put(bytes, character), out);
    }
}

/* Under the source line; a wide or combining character before the caret may put it off by a cell, no more. */
static void print_caret(const struct diags *diags, const struct pos *pos, FILE *out)
{
    enum { SHOWN = 96, BEFORE = 72 };
    size_t size;
    const char *line = sources_line(diags->sources, pos->file, pos->line, &size);
    if (!line || !pos->column)
        return;
    const char *at = line, *end = line + size, *start = line;
    uint32_t before = 0;
    for (uint32_t column = 1; column < pos->column && at < end; column++, before++) {
        utf8_next(&at, end);
        if (before >= BEFORE) {
            utf8_next(&start, end);
            before--;
        }
    }
    const char *stop = start;
    for (int shown = 0; shown < SHOWN && stop < end; shown++)
        utf8_next(&stop, end);
    fprintf(out, "%6u | %s", pos->line, start > line ? "…" : "");
    print_text(start, stop, out);
    fprintf(out, "%s\n       | %s%*s^\n", stop < end ? "…" : "", start > line ? " " : "", (int)before, "");
}

static void print_finding(const struct diags *diags, const struct finding *finding, FILE *out)
{
    static const char *const names[] = {"note", "warning", "error"};
    if (finding->pos.file) {
        fprintf(out, "%s:", sources_name(diags->sources, finding->pos.file));
        if (finding->pos.line)
            fprintf(out, "%u:%u:", finding->pos.line, finding->pos.column);
        fputc(' ', out);
    } else {
        fputs("proceedings: ", out);
    }
    fprintf(out, "%s: %s\n", names[table[finding->id].severity], finding->text);
    if (finding->pos.file)
        print_caret(diags, &finding->pos, out);
    if (*finding->remedy)
        fprintf(out, "  help: %s\n", finding->remedy);
}

void diags_print(struct diags *diags, FILE *out)
{
    pthread_mutex_lock(&diags->lock);
    struct finding *at = diags->findings.at;
    size_t n = diags->findings.n;
    if (n)
        qsort(at, n, sizeof *at, by_place);
    for (size_t i = 0; i < n; i++)
        if (!i || by_place(&at[i - 1], &at[i]))
            print_finding(diags, &at[i], out);
    diags->findings.n = 0;
    pthread_mutex_unlock(&diags->lock);
}
