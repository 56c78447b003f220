/*
 * text: the builder of paragraphs. Chunks are brought to NFC (UAX #15) as they come; where a chunk begins
 * with a character that composes with what stands before it, the seam is normalized again.
 */
#include <string.h>

#include "text/internal.h"
#include "unicode/unicode.h"

struct text_builder *text_builder_new(struct arena *arena, const char *language)
{
    struct arena *work = arena_borrow(arena);
    struct text_builder *builder = arena_alloc(work, sizeof *builder);
    builder->arena = arena;
    builder->work = work;
    builder->language = language;
    return builder;
}

static void put_bytes(struct text_builder *builder, const char *bytes, size_t size)
{
    if (builder->length + size + 1 > builder->room) {
        uint32_t room = builder->room ? builder->room : 64;
        while (room < builder->length + size + 1)
            room *= 2;
        char *text = arena_alloc(builder->work, room);
        if (builder->length)
            memcpy(text, builder->text, builder->length);
        builder->text = text;
        builder->room = room;
    }
    memcpy(builder->text + builder->length, bytes, size);
    builder->length += (uint32_t)size;
    builder->text[builder->length] = '\0';
}

/* May the character compose with one before it? Combining marks do, and the vowels and finals of Hangul. */
static bool is_joining(uint32_t character)
{
    if (character < 0x300)
        return false;
    return unicode_is_mark(character) || (character >= 0x1161 && character <= 0x1175) ||
           (character >= 0x11A8 && character <= 0x11C2);
}

static size_t joining_prefix(const char *text, size_t size)
{
    const char *at = text, *end = text + size;
    while (at < end) {
        const char *next = at;
        if (!is_joining(utf8_next(&next, end)))
            break;
        at = next;
    }
    return (size_t)(at - text);
}

/* The start of the last character that does not join to one before it. */
static uint32_t last_base(const struct text_builder *builder)
{
    uint32_t at = builder->length;
    while (at > 0) {
        do
            at--;
        while (at > 0 && (builder->text[at] & 0xC0) == 0x80);
        const char *start = builder->text + at;
        if (!is_joining(utf8_next(&start, builder->text + builder->length)))
            break;
    }
    return at;
}

/* Would text at the builder's end stand at `pos` even without an origin of its own? */
static bool continues(const struct text_builder *builder, struct pos pos)
{
    if (!pos.file || builder->end.file != pos.file)
        return builder->end.file == pos.file;
    return builder->end.line == pos.line && builder->end.column == pos.column;
}

static void move_end(struct text_builder *builder, struct pos pos, const char *text, size_t size)
{
    builder->end = pos;
    if (pos.file)
        builder->end.column += (uint32_t)utf8_count(text, size);
}

static uint32_t moved(uint32_t offset, uint32_t base, uint32_t end)
{
    return offset > base ? end : offset;
}

/*
 * Appends joining characters. Where they compose, what pointed behind the base then points behind the
 * cluster.
 */
static void put_joining(struct text_builder *builder, const char *text, size_t size)
{
    uint32_t base = last_base(builder);
    size_t old = builder->length - base, composed;
    char *cluster = arena_alloc(builder->work, old + size + 1);
    memcpy(cluster, builder->text + base, old);
    memcpy(cluster + old, text, size);
    const char *result = unicode_nfc(builder->work, cluster, old + size, &composed);
    if (composed == old + size && memcmp(result, cluster, composed) == 0) {
        put_bytes(builder, text, size);
        move_end(builder, builder->end, text, size);
        return;
    }
    builder->end.file = PLACE_UNKNOWN;
    builder->length = base;
    put_bytes(builder, result, composed);
    for (size_t i = 0; i < builder->spans.n; i++) {
        builder->spans.at[i].start = moved(builder->spans.at[i].start, base, builder->length);
        builder->spans.at[i].end = moved(builder->spans.at[i].end, base, builder->length);
    }
    for (size_t i = 0; i < builder->marks.n; i++)
        builder->marks.at[i].at = moved(builder->marks.at[i].at, base, builder->length);
    while (builder->origins.n && builder->origins.at[builder->origins.n - 1].at > base)
        builder->origins.n--;
}

/* So that finding a position never means to count the characters of a long line. */
#define ORIGIN_DISTANCE 1024

static void put_origin(struct text_builder *builder, struct pos pos)
{
    uint32_t last = builder->origins.n ? builder->origins.at[builder->origins.n - 1].at : 0;
    if (continues(builder, pos) && (!pos.file || builder->length - last < ORIGIN_DISTANCE))
        return;
    struct text_origin origin = {builder->length, pos};
    vec_push(builder->work, &builder->origins, origin);
}

void text_append(struct text_builder *builder, const char *text, size_t length, struct pos pos)
{
    if (!length)
        return;
    size_t joining = builder->length ? joining_prefix(text, length) : 0;
    if (joining) {
        put_joining(builder, text, joining);
        if (pos.file)
            pos.column += (uint32_t)utf8_count(text, joining);
        text += joining;
        length -= joining;
    }
    if (!length)
        return;
    size_t size;
    const char *normal = unicode_nfc(builder->work, text, length, &size), *end = normal + size;
    while (normal < end) {
        const char *next = end - normal > ORIGIN_DISTANCE ? normal + ORIGIN_DISTANCE : end;
        while (next < end && (*next & 0xC0) == 0x80)
            next++;
        put_origin(builder, pos);
        put_bytes(builder, normal, (size_t)(next - normal));
        move_end(builder, pos, normal, (size_t)(next - normal));
        pos = builder->end;
        normal = next;
    }
}

void text_puts(struct text_builder *builder, const char *text)
{
    text_append(builder, text, strlen(text), POS_NONE);
}

void text_format(struct text_builder *builder, const char *format, ...)
{
    va_list list, again;
    va_start(list, format);
    va_copy(again, list);
    char words[256], *text = words;
    int size = vsnprintf(words, sizeof words, format, list);
    va_end(list);
    if (size >= (int)sizeof words) {
        text = arena_alloc(builder->work, (size_t)size + 1);
        vsnprintf(text, (size_t)size + 1, format, again);
    }
    va_end(again);
    if (size > 0)
        text_append(builder, text, (size_t)size, POS_NONE);
}

void text_open(struct text_builder *builder, struct span span)
{
    vec_push(builder->work, &builder->open, (uint32_t)builder->spans.n);
    span.start = span.end = builder->length;
    vec_push(builder->work, &builder->spans, span);
}

void text_close(struct text_builder *builder)
{
    if (builder->open.n)
        builder->spans.at[builder->open.at[--builder->open.n]].end = builder->length;
}

void text_span(struct text_builder *builder, struct span span)
{
    vec_push(builder->work, &builder->spans, span);
}

void text_mark_at(struct text_builder *builder, struct mark mark)
{
    vec_push(builder->work, &builder->marks, mark);
}

void text_mark(struct text_builder *builder, struct mark mark)
{
    mark.at = builder->length;
    text_mark_at(builder, mark);
}

void text_reference(struct text_builder *builder, struct reference *ref)
{
    text_open(builder, (struct span){.kind = SPAN_REFERENCE, .ref = ref});
    text_append(builder, "\uFFFC", 3, ref->pos);
    text_close(builder);
}

uint32_t text_length(const struct text_builder *builder)
{
    return builder->length;
}

/*
 * Where byte `offset` of a joined paragraph came to stand: its first `skipped` bytes melted into the text
 * before.
 */
static uint32_t joined(uint32_t offset, uint32_t skipped, uint32_t base)
{
    return offset > skipped ? base + offset - skipped : base;
}

static void join_spans(struct text_builder *builder, const struct para *para, uint32_t skipped, uint32_t base)
{
    for (uint32_t i = 0; i < para->span_count; i++) {
        struct span span = para->spans[i];
        span.start = joined(span.start, skipped, base);
        span.end = joined(span.end, skipped, base);
        text_span(builder, span);
    }
    for (uint32_t i = 0; i < para->mark_count; i++) {
        struct mark mark = para->marks[i];
        mark.at = joined(mark.at, skipped, base);
        text_mark_at(builder, mark);
    }
}

static void join_text(struct text_builder *builder, const struct para *para)
{
    uint32_t skipped = builder->length ? (uint32_t)joining_prefix(para->text, para->length) : 0;
    if (skipped)
        put_joining(builder, para->text, skipped);
    uint32_t base = builder->length;
    if (para->length > skipped) {
        if (!para->origin_count || para->origins[0].at > skipped)
            put_origin(builder, POS_NONE);
        put_bytes(builder, para->text + skipped, para->length - skipped);
        for (uint32_t i = 0; i < para->origin_count; i++) {
            struct text_origin origin = para->origins[i];
            if (origin.at < skipped && origin.pos.file)
                origin.pos.column += (uint32_t)utf8_count(para->text + origin.at, skipped - origin.at);
            origin.at = joined(origin.at, skipped, base);
            vec_push(builder->work, &builder->origins, origin);
        }
        builder->end.file = PLACE_UNKNOWN;
    }
    join_spans(builder, para, skipped, base);
}

void text_join(struct text_builder *builder, const struct para *para)
{
    bool foreign = para->language && builder->language && strcmp(para->language, builder->language) != 0;
    if (foreign)
        text_open(builder, (struct span){.kind = SPAN_LANGUAGE, .language = para->language});
    join_text(builder, para);
    if (foreign)
        text_close(builder);
}
