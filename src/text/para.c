/* text: finishing a paragraph, and what can be asked of a finished one. */
#include <stdlib.h>
#include <string.h>

#include "text/internal.h"
#include "unicode/unicode.h"

struct ranked_span {
    struct span span;
    size_t rank;
};

static int by_start(const void *left, const void *right)
{
    const struct ranked_span *a = left, *b = right;
    if (a->span.start != b->span.start)
        return a->span.start < b->span.start ? -1 : 1;
    if (a->span.end != b->span.end)
        return a->span.end > b->span.end ? -1 : 1;
    return (a->rank > b->rank) - (a->rank < b->rank);
}

void spans_sort(struct arena *arena, struct span *spans, size_t count)
{
    if (count < 2)
        return;
    struct ranked_span *ranked = arena_alloc(arena, count * sizeof *ranked);
    for (size_t i = 0; i < count; i++)
        ranked[i] = (struct ranked_span){spans[i], i};
    qsort(ranked, count, sizeof *ranked, by_start);
    for (size_t i = 0; i < count; i++)
        spans[i] = ranked[i].span;
}

/* The length of the white space that a line break leaves meaningless: spaces, line ends, U+2028. 0: none. */
static uint32_t outer_space(const char *at, const char *end)
{
    if (at < end && (*at == ' ' || *at == '\n' || *at == '\r'))
        return 1;
    return end - at >= 3 && memcmp(at, "\u2028", 3) == 0 ? 3 : 0;
}

static void find_core(const struct text_builder *builder, uint32_t *start, uint32_t *end)
{
    *start = *end = 0;
    if (!builder->length)
        return;
    const char *text = builder->text, *from = text, *to = text + builder->length;
    for (uint32_t n; (n = outer_space(from, to)); )
        from += n;
    while (to > from) {
        if (outer_space(to - 1, to))
            to--;
        else if (to - from >= 3 && outer_space(to - 3, to) == 3)
            to -= 3;
        else
            break;
    }
    *start = (uint32_t)(from - text);
    *end = (uint32_t)(to - text);
}

static uint32_t clamp(uint32_t offset, uint32_t start, uint32_t end)
{
    return (offset < start ? start : offset > end ? end : offset) - start;
}

static void finish_spans(struct text_builder *builder, struct para *para, uint32_t start, uint32_t end)
{
    struct span *spans = builder->spans.at;
    uint32_t kept = 0;
    for (size_t i = 0; i < builder->spans.n; i++) {
        struct span span = spans[i];
        span.start = clamp(span.start, start, end);
        span.end = clamp(span.end, start, end);
        if (span.start < span.end)
            spans[kept++] = span;
    }
    spans_sort(builder->work, spans, kept);
    para->spans = kept ? arena_copy(builder->arena, spans, kept * sizeof *spans) : NULL;
    para->span_count = kept;
}

/* Insertion keeps marks at the same place in the order they came; they nearly always come sorted. */
static void finish_marks(struct text_builder *builder, struct para *para, uint32_t start, uint32_t end)
{
    struct mark *marks = builder->marks.at;
    for (size_t i = 0; i < builder->marks.n; i++) {
        struct mark mark = marks[i];
        mark.at = clamp(mark.at, start, end);
        size_t to = i;
        for (; to > 0 && marks[to - 1].at > mark.at; to--)
            marks[to] = marks[to - 1];
        marks[to] = mark;
    }
    size_t count = builder->marks.n;
    para->marks = count ? arena_copy(builder->arena, marks, count * sizeof *marks) : NULL;
    para->mark_count = (uint32_t)count;
}

static void finish_origins(struct text_builder *builder, struct para *para, uint32_t start, uint32_t end)
{
    struct text_origin *origins = builder->origins.at;
    uint32_t kept = 0;
    for (size_t i = 0; i < builder->origins.n; i++) {
        struct text_origin origin = origins[i];
        if (origin.at >= end)
            break;
        if (origin.at < start && origin.pos.file)
            origin.pos.column += (uint32_t)utf8_count(builder->text + origin.at, start - origin.at);
        origin.at = clamp(origin.at, start, end);
        if (kept && origins[kept - 1].at == origin.at)
            kept--;
        origins[kept++] = origin;
    }
    para->origins = kept ? arena_copy(builder->arena, origins, kept * sizeof *origins) : NULL;
    para->origin_count = kept;
}

/* The paragraph from byte `start` of the builder's text to `end`. */
static struct para *finish(struct text_builder *builder, uint32_t start, uint32_t end)
{
    struct para *para = arena_alloc(builder->arena, sizeof *para);
    finish_spans(builder, para, start, end);
    finish_marks(builder, para, start, end);
    finish_origins(builder, para, start, end);
    para->text = end > start ? arena_string(builder->arena, builder->text + start, end - start) : "";
    para->length = end - start;
    para->language = builder->language;
    arena_give_back(builder->arena);
    return para;
}

struct para *text_finish(struct text_builder *builder)
{
    while (builder->open.n)
        text_close(builder);
    uint32_t start, end;
    find_core(builder, &start, &end);
    return finish(builder, start, end);
}

struct para *text_finish_code(struct text_builder *builder)
{
    while (builder->open.n)
        text_close(builder);
    return finish(builder, 0, builder->length);
}

struct pos para_pos(const struct para *para, uint32_t at)
{
    uint32_t low = 0, high = para->origin_count;
    if (at > para->length)
        at = para->length;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (para->origins[middle].at <= at)
            low = middle + 1;
        else
            high = middle;
    }
    if (!low || !para->origins[low - 1].pos.file)
        return POS_NONE;
    struct pos pos = para->origins[low - 1].pos;
    uint32_t from = para->origins[low - 1].at;
    pos.column += (uint32_t)utf8_count(para->text + from, at - from);
    return pos;
}

void para_add_spans(struct arena *arena, struct para *para, const struct span *spans, size_t count)
{
    if (!count)
        return;
    struct span *all = arena_alloc(arena, (para->span_count + count) * sizeof *all);
    if (para->span_count)
        memcpy(all, para->spans, para->span_count * sizeof *all);
    memcpy(all + para->span_count, spans, count * sizeof *all);
    spans_sort(arena_borrow(arena), all, para->span_count + count);
    arena_give_back(arena);
    para->spans = all;
    para->span_count += (uint32_t)count;
}

struct para *para_of(struct arena *arena, const char *language, const char *text, struct pos pos)
{
    struct text_builder *builder = text_builder_new(arena, language);
    text_append(builder, text, strlen(text), pos);
    return text_finish(builder);
}

struct para *para_of_span(struct arena *arena, const char *language, const char *text, enum span_kind kind)
{
    struct text_builder *builder = text_builder_new(arena, language);
    text_open(builder, (struct span){.kind = kind});
    text_puts(builder, text);
    text_close(builder);
    return text_finish(builder);
}

/* "12", "iv", "3.2", "10–12": short, of letters and figures of ASCII. *letters: are there any? */
static bool is_locator(const char *words, uint32_t size, bool *letters)
{
    enum { MOST = 16 };
    *letters = false;
    for (uint32_t i = 0; i < size; i++) {
        bool letter = (words[i] | 32) >= 'a' && (words[i] | 32) <= 'z';
        bool dash = size - i >= 3 && memcmp(words + i, "–", 3) == 0;
        if (!letter && !dash && words[i] != '.' && words[i] != '-' && (words[i] < '0' || words[i] > '9'))
            return false;
        *letters |= letter;
        i += dash ? 2 : 0;
    }
    return size > 0 && size <= MOST;
}

bool para_isolates(const struct para *para, const struct span *span, bool *rtl)
{
    bool letters, text_rtl;
    if ((span->kind != SPAN_LANGUAGE && span->kind != SPAN_JUMP) || span->end <= span->start)
        return false;
    text_rtl = unicode_is_right_to_left(para->language);
    if (span->kind == SPAN_LANGUAGE) {
        *rtl = unicode_is_right_to_left(span->language);
        return *rtl != text_rtl;
    }
    bool locator = is_locator(para->text + span->start, span->end - span->start, &letters);
    *rtl = text_rtl && !letters;
    return locator;
}
