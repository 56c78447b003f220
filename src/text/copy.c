/* text: a paragraph kept beyond the memory that it was made in, and compared with the one that comes in its place. */
#include <string.h>

#include "text/text.h"

static const char *kept(struct arena *arena, const char *words)
{
    return words ? arena_strdup(arena, words) : NULL;
}

/* The words that a span carries; NULL: it carries none. */
static const char *words_of(const struct span *span)
{
    switch (span->kind) {
    case SPAN_LANGUAGE:
        return span->language;
    case SPAN_LINK:
        return span->url;
    case SPAN_NOTE:
        return span->note;
    default:
        return NULL;
    }
}

static bool has_reference(const struct span *span)
{
    return span->kind == SPAN_JUMP || span->kind == SPAN_REFERENCE;
}

static struct span copy_span(struct arena *arena, const struct span *span)
{
    struct span copy = *span;
    const char *words = words_of(span);
    if (words)
        copy.note = arena_strdup(arena, words); /* whichever they are */
    if (has_reference(span) && span->ref) {
        struct reference *ref = arena_copy(arena, span->ref, sizeof *ref);
        ref->target = kept(arena, ref->target);
        copy.ref = ref;
    }
    copy.wider = kept(arena, span->wider);
    return copy;
}

struct para *para_copy(struct arena *arena, const struct para *para)
{
    struct para *copy = arena_copy(arena, para, sizeof *para);
    struct span *spans = arena_take(arena, para->span_count * sizeof *spans);
    for (uint32_t i = 0; i < para->span_count; i++)
        spans[i] = copy_span(arena, &para->spans[i]);
    copy->text = arena_string(arena, para->text, para->length);
    copy->language = kept(arena, para->language);
    copy->spans = spans;
    copy->marks = arena_copy(arena, para->marks, para->mark_count * sizeof *para->marks);
    for (uint32_t i = 0; i < para->mark_count; i++) {
        copy->marks[i].id = kept(arena, para->marks[i].id);
        copy->marks[i].term = kept(arena, para->marks[i].term);
        copy->marks[i].words = kept(arena, para->marks[i].words);
    }
    copy->origins = arena_copy(arena, para->origins, para->origin_count * sizeof *para->origins);
    return copy;
}

static bool same_reference(const struct reference *a, const struct reference *b)
{
    return a == b || (a && b && a->anchor == b->anchor && a->form == b->form && a->elsewhere == b->elsewhere);
}

static bool same_span(const struct span *a, const struct span *b)
{
    return a->start == b->start && a->end == b->end && a->kind == b->kind && a->own_words == b->own_words &&
           strings_equal(words_of(a), words_of(b)) && strings_equal(a->wider, b->wider) &&
           (!has_reference(a) || same_reference(a->ref, b->ref));
}

static bool same_mark(const struct mark *a, const struct mark *b)
{
    return a->at == b->at && a->kind == b->kind && a->anchor == b->anchor;
}

static bool same_origin(const struct text_origin *a, const struct text_origin *b)
{
    return a->at == b->at && a->pos.file == b->pos.file && a->pos.line == b->pos.line &&
           a->pos.column == b->pos.column;
}

bool para_is_same(const struct para *a, const struct para *b)
{
    if (a->length != b->length || a->span_count != b->span_count || a->mark_count != b->mark_count ||
        a->origin_count != b->origin_count || memcmp(a->text, b->text, a->length) != 0 ||
        !strings_equal(a->language, b->language))
        return false;
    for (uint32_t i = 0; i < a->span_count; i++)
        if (!same_span(&a->spans[i], &b->spans[i]))
            return false;
    for (uint32_t i = 0; i < a->mark_count; i++)
        if (!same_mark(&a->marks[i], &b->marks[i]))
            return false;
    for (uint32_t i = 0; i < a->origin_count; i++)
        if (!same_origin(&a->origins[i], &b->origins[i]))
            return false;
    return true;
}
