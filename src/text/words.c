/* text: a paragraph as bare words, and as the stable text of dumps. */
#include <string.h>

#include "text/internal.h"

/* A piece of text and the spans over it, sorted. */
struct text_slice {
    const char *text;
    uint32_t start, end;
    const struct span *spans;
    size_t span_count;
};

/* Is the byte under a note's mark or a reference? `span` moves on with `at`. */
static bool is_generated(const struct text_slice *slice, uint32_t at, size_t *span, uint32_t *covered)
{
    for (; *span < slice->span_count && slice->spans[*span].start <= at; ++*span) {
        const struct span *s = &slice->spans[*span];
        if ((s->kind == SPAN_NOTE || s->kind == SPAN_REFERENCE) && s->end > *covered)
            *covered = s->end;
    }
    return at < *covered;
}

/* A space, a line break or a TAB: its length in bytes, else 0. */
static uint32_t blank_length(const char *at, const char *end)
{
    if (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\r')
        return 1;
    return end - at >= 3 && memcmp(at, "\u2028", 3) == 0 ? 3 : 0;
}

static const char *slice_words(struct arena *arena, struct text_slice slice)
{
    char *words = arena_alloc(arena, slice.end - slice.start + 1);
    uint32_t size = 0, covered = 0;
    size_t span = 0;
    bool blank = false;
    for (uint32_t at = slice.start; at < slice.end; ) {
        uint32_t length = blank_length(slice.text + at, slice.text + slice.end);
        if (is_generated(&slice, at, &span, &covered)) {
            at++;
        } else if (length) {
            blank = true;
            at += length;
        } else {
            if (blank && size)
                words[size++] = ' ';
            blank = false;
            words[size++] = slice.text[at++];
        }
    }
    words[size] = '\0';
    return words;
}

const char *para_words(struct arena *arena, const struct para *para)
{
    struct text_slice slice = {para->text, 0, para->length, para->spans, para->span_count};
    return slice_words(arena, slice);
}

/*
 * Notes and references are appended in their order, so the search goes back only to the first before `from`.
 */
const char *text_words(const struct text_builder *builder, uint32_t from)
{
    VEC(struct span) generated = {0};
    for (size_t i = builder->spans.n; i > 0; i--) {
        const struct span *span = &builder->spans.at[i - 1];
        if (span->kind != SPAN_NOTE && span->kind != SPAN_REFERENCE)
            continue;
        if (span->end <= from)
            break;
        vec_push(builder->work, &generated, *span);
    }
    spans_sort(builder->work, generated.at, generated.n);
    struct text_slice slice = {builder->text, from, builder->length, generated.at, generated.n};
    return slice_words(builder->arena, slice);
}

static void dump_reference(const struct reference *ref, struct buf *out)
{
    static const char *const forms[] = {"full", "page-after", "page", "number"};
    if (ref->target)
        buf_format(out, "#%s %s", ref->target, forms[ref->form]);
    else
        buf_format(out, "@%u %s", ref->anchor, forms[ref->form]);
}

static void dump_span(const struct span *span, struct buf *out)
{
    static const char *const names[] = {"emphasis", "strong", "code", "strike", "small-caps", "superscript",
                                        "subscript", "lang=", "link=", "jump ", "reference ", "note=", "name"};
    buf_format(out, "⟨%s", names[span->kind]);
    if (span->kind == SPAN_LANGUAGE)
        buf_puts(out, span->language);
    else if (span->kind == SPAN_LINK)
        buf_puts(out, span->url);
    else if (span->kind == SPAN_NOTE)
        buf_puts(out, span->note);
    else if (span->kind == SPAN_JUMP || span->kind == SPAN_REFERENCE)
        dump_reference(span->ref, out);
    if (span->kind != SPAN_REFERENCE)
        buf_putc(out, ' ');
}

static void dump_mark(const struct mark *mark, struct buf *out)
{
    if (mark->kind == MARK_ANCHOR)
        buf_format(out, "⟨anchor %s⟩", mark->id ? mark->id : "");
    else if (mark->words && *mark->words && mark->term && strcmp(mark->words, mark->term) != 0)
        buf_format(out, "⟨index %s: %s⟩", mark->term, mark->words);
    else
        buf_format(out, "⟨index %s⟩", mark->term ? mark->term : "");
}

static void dump_character(const char *at, size_t size, struct buf *out)
{
    if (*at == '\t')
        buf_puts(out, "⇥");
    else if (size == 3 && memcmp(at, "\u2028", 3) == 0)
        buf_puts(out, "⏎");
    else if (size != 3 || memcmp(at, "\uFFFC", 3) != 0)
        buf_append(out, at, size);
}

struct dump {
    const struct para *para;
    struct buf *out;
    const struct span **open; /* innermost last */
    size_t depth;
};

/* Spans may cross: one that ends inside others ends them too, and they begin again. */
static void close_spans(struct dump *dump, uint32_t at)
{
    size_t first = 0, kept;
    while (first < dump->depth && dump->open[first]->end > at)
        first++;
    for (size_t i = first; i < dump->depth; i++)
        buf_puts(dump->out, "⟩");
    kept = first;
    for (size_t i = first; i < dump->depth; i++)
        if (dump->open[i]->end > at) {
            dump->open[kept++] = dump->open[i];
            dump_span(dump->open[kept - 1], dump->out);
        }
    dump->depth = kept;
}

void para_dump(const struct para *para, struct buf *out)
{
    struct arena *scratch = arena_new();
    struct dump dump = {para, out, arena_alloc(scratch, (para->span_count + 1) * sizeof *dump.open), 0};
    uint32_t span = 0, mark = 0;
    for (const char *at = para->text, *end = at + para->length;;) {
        uint32_t offset = (uint32_t)(at - para->text);
        close_spans(&dump, offset);
        for (; mark < para->mark_count && para->marks[mark].at <= offset; mark++)
            dump_mark(&para->marks[mark], out);
        for (; span < para->span_count && para->spans[span].start <= offset; span++) {
            dump.open[dump.depth++] = &para->spans[span];
            dump_span(&para->spans[span], out);
        }
        if (at == end)
            break;
        const char *next = at;
        utf8_next(&next, end);
        dump_character(at, (size_t)(next - at), out);
        at = next;
    }
    arena_free(scratch);
}
