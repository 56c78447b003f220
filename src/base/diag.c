/* base: diagnostics with their source line, caret and remedy. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/base.h"

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
    enum severity severity;
    struct pos pos;
    const char *text, *remedy;
};

struct diags {
    const struct sources *sources;
    struct inputs *inputs;
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

void diags_report_as(struct diags *diags, enum severity severity, enum diag_id id, struct pos pos,
                     const char *const *words, size_t count)
{
    pthread_mutex_lock(&diags->lock);
    struct finding finding = {id, severity, pos, fill_in(diags->arena, table[id].text, words, count),
                              fill_in(diags->arena, table[id].remedy, words, count)};
    vec_push(diags->arena, &diags->findings, finding);
    pthread_mutex_unlock(&diags->lock);
}

void diags_report(struct diags *diags, enum diag_id id, struct pos pos, const char *const *words, size_t count)
{
    diags_report_as(diags, table[id].severity, id, pos, words, count);
}

void diags_copy(struct diags *into, const struct diags *from)
{
    pthread_mutex_lock(&into->lock);
    for (size_t i = 0; i < from->findings.n; i++) {
        struct finding finding = from->findings.at[i];
        finding.text = arena_strdup(into->arena, finding.text);
        finding.remedy = arena_strdup(into->arena, finding.remedy);
        vec_push(into->arena, &into->findings, finding);
    }
    pthread_mutex_unlock(&into->lock);
}

void diags_merge(struct diags *into, struct diags *from)
{
    diags_copy(into, from);
    from->findings.n = 0;
}

void diags_take_inputs(struct diags *diags, struct inputs *inputs)
{
    diags->inputs = inputs;
}

void diags_note_input(struct diags *diags, const char *path)
{
    inputs_note(diags->inputs, path);
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
        count += diags->findings.at[i].severity >= at_least;
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
static void put_text(struct buf *out, const char *at, const char *end)
{
    while (at < end) {
        char bytes[4];
        uint32_t character = utf8_next(&at, end);
        if (character == '\t')
            character = ' ';
        else if (character < 0x20 || (character >= 0x7F && character < 0xA0))
            character = 0xFFFD;
        buf_append(out, bytes, (size_t)utf8_put(bytes, character));
    }
}

/* Under the source line; a wide or combining character before the caret may put it off by a cell, no more. */
static void put_caret(const struct diags *diags, struct pos pos, struct buf *out)
{
    enum { SHOWN = 96, BEFORE = 72 };
    size_t size;
    const char *line = sources_line(diags->sources, pos.file, pos.line, &size);
    if (!line || !pos.column)
        return;
    const char *end = line + size, *caret = sources_at(diags->sources, pos);
    pos.column = pos.column > BEFORE ? pos.column - BEFORE : 1;
    const char *start = sources_at(diags->sources, pos), *stop = start, *at = start;
    int before = 0;
    for (; at < caret; before++)
        utf8_next(&at, end);
    for (int shown = 0; shown < SHOWN && stop < end; shown++)
        utf8_next(&stop, end);
    buf_format(out, "%6u | %s", pos.line, start > line ? "…" : "");
    put_text(out, start, stop);
    buf_format(out, "%s\n       | %s%*s^\n", stop < end ? "…" : "", start > line ? " " : "", before, "");
}

static void put_finding(const struct diags *diags, const struct finding *finding, struct buf *out)
{
    static const char *const names[] = {"note", "warning", "error"};
    if (finding->pos.file) {
        buf_format(out, "%s:", sources_name(diags->sources, finding->pos.file));
        if (finding->pos.line)
            buf_format(out, "%u:%u:", finding->pos.line, finding->pos.column);
        buf_putc(out, ' ');
    } else {
        buf_puts(out, "proceedings: ");
    }
    buf_format(out, "%s: %s\n", names[finding->severity], finding->text);
    if (finding->pos.file)
        put_caret(diags, finding->pos, out);
    if (*finding->remedy)
        buf_format(out, "  help: %s\n", finding->remedy);
}

size_t diags_print_new(struct diags *diags, struct arena *arena, struct name_set *printed, FILE *out)
{
    pthread_mutex_lock(&diags->lock);
    struct finding *at = diags->findings.at;
    size_t n = diags->findings.n;
    struct buf text = {0};
    size_t start = 0, errors = 0;
    if (n)
        qsort(at, n, sizeof *at, by_place);
    for (size_t i = 0; i < n; i++)
        if (!i || by_place(&at[i - 1], &at[i])) {
            put_finding(diags, &at[i], &text);
            if (printed && !name_set_add(arena, printed, arena_string(arena, text.at + start, text.n - start)))
                text.n = start;
            errors += text.n > start && at[i].severity == SEVERITY_ERROR;
            start = text.n;
        }
    fwrite(text.at ? text.at : "", 1, text.n, out);
    buf_free(&text);
    diags->findings.n = 0;
    pthread_mutex_unlock(&diags->lock);
    return errors;
}

void diags_print(struct diags *diags, FILE *out)
{
    diags_print_new(diags, NULL, NULL, out);
}
