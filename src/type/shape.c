/*
 * Shaped words. Text is cut at white space: a font must not kern a word towards the space beside it (the line breaker
 * stretches it), and words then come from a table, free of their surroundings: each is shaped once in font units and
 * scaled once for every size, by whatever thread. Only words of a joining script that stand beside other text are
 * shaped where they stand.
 */
#include "type/word_table.h"

#include "unicode/unicode.h"

#include <stdlib.h>
#include <string.h>

enum { CACHED_WORD = 64 /* bytes: a longer word is not kept */ };

struct shaper {
    struct word_table *words;
    bool owns_words;
    hb_font_t **fonts; /* by the face's number; of one thread: HarfBuzz keeps caches in them */
    uint32_t font_count;
    hb_buffer_t *buffer;
    struct arena *passing; /* of words that are not kept */
    struct glyph_room room; /* the word in hand */
    struct glyph_room out;  /* what shaper_shape returns */
};

static struct shaper *open_shaper(struct word_table *words, uint32_t font_count)
{
    struct shaper *shaper = base_malloc(sizeof *shaper);
    *shaper = (struct shaper){.words = words, .font_count = font_count, .buffer = hb_buffer_create(),
                              .passing = arena_new()};
    shaper->fonts = base_malloc(font_count * sizeof *shaper->fonts);
    memset(shaper->fonts, 0, font_count * sizeof *shaper->fonts);
    return shaper;
}

struct shaper *shaper_open(const struct fonts *fonts)
{
    uint32_t count = fonts_face_count(fonts);
    struct shaper *shaper = open_shaper(word_table_open(count), count);
    shaper->owns_words = true;
    return shaper;
}

struct shaper *shaper_open_beside(const struct shaper *first)
{
    return open_shaper(first->words, first->font_count);
}

void shaper_close(struct shaper *shaper)
{
    if (!shaper)
        return;
    for (uint32_t i = 0; i < shaper->font_count; i++)
        hb_font_destroy(shaper->fonts[i]);
    if (shaper->owns_words)
        word_table_close(shaper->words);
    hb_buffer_destroy(shaper->buffer);
    arena_free(shaper->passing);
    free(shaper->fonts);
    free(shaper->room.at);
    free(shaper->out.at);
    free(shaper);
}

const struct shape_plan *shaper_plan(struct shaper *shaper, const struct shape_request *request)
{
    return plans_find(word_table_plans(shaper->words), request);
}

void shaper_pass(struct shaper *shaper)
{
    arena_reset(shaper->passing);
}

bool shaper_forget(struct shaper *shaper)
{
    return word_table_forget(shaper->words);
}

sp glyphs_width(const struct glyph *glyphs, uint32_t count)
{
    sp width = 0;
    for (uint32_t i = 0; i < count; i++)
        width += glyphs[i].advance;
    return width;
}

static hb_font_t *font_of(struct shaper *shaper, const struct face *face)
{
    hb_font_t **font = &shaper->fonts[face->number];
    if (!*font)
        *font = shaping_font(face);
    return *font;
}

/* Puts the glyphs of text[start, end) into the room for the word in hand, in font units. */
static uint32_t shape(struct shaper *shaper, const struct shape_plan *plan, const char *text, size_t size, size_t start,
                      size_t end)
{
    return plan_shape(plan, font_of(shaper, plan->face), shaper->buffer, text, size, start, end, &shaper->room);
}

static const struct word *kept_word(struct shaper *shaper, const struct shape_plan *plan, const char *bytes,
                                    size_t length);

/* A word that nobody has shaped: from that in font units, or by HarfBuzz. */
static const struct word *make_word(struct shaper *shaper, uint64_t hash, const struct shape_plan *plan,
                                    const char *bytes, size_t length)
{
    uint32_t count;
    const struct word *units = plan->units ? kept_word(shaper, plan_units(plan, bytes, length), bytes, length) : NULL;
    if (units) {
        count = units->shaped.count;
        glyph_room_grow(&shaper->room, count);
        for (uint32_t i = 0; i < count; i++)
            shaper->room.at[i] = plan_scale(plan, shaped_glyph(&units->shaped, i));
    } else {
        count = shape(shaper, plan, bytes, length, 0, length);
    }
    const struct word *word = word_table_add(shaper->words, hash, plan, bytes, length, shaper->room.at, count);
    return word ? word : word_new(shaper->passing, bytes, length, shaper->room.at, count);
}

static const struct word *kept_word(struct shaper *shaper, const struct shape_plan *plan, const char *bytes,
                                    size_t length)
{
    uint64_t hash = word_hash(plan, bytes, length);
    const struct word *word = word_table_find(shaper->words, hash, plan, bytes, length);
    return word ? word : make_word(shaper, hash, plan, bytes, length);
}

/* Does a word of a joining script stand beside other than white space? */
static bool is_joined(const char *text, size_t size, size_t start, size_t end)
{
    return (start > 0 && (unsigned char)text[start - 1] > ' ') || (end < size && (unsigned char)text[end] > ' ');
}

const struct shaped *shaper_word(struct shaper *shaper, const struct shape_plan *plan, const char *text, size_t size,
                                 uint32_t start, uint32_t end)
{
    static const struct shaped empty = {0};
    bool joined = plan->joins && is_joined(text, size, start, end);
    if (start >= end)
        return &empty;
    if (!joined && end - start <= CACHED_WORD)
        return &kept_word(shaper, plan, text + start, end - start)->shaped;
    uint32_t count;
    if (joined)
        count = shape(shaper, plan, text, size, start, end);
    else
        count = shape(shaper, plan, text + start, end - start, 0, end - start);
    for (uint32_t i = 0; i < count; i++)
        shaper->room.at[i] = plan_scale(plan, shaper->room.at[i]);
    return &word_new(shaper->passing, text + start, end - start, shaper->room.at, count)->shaped;
}

static bool is_control(uint32_t character)
{
    return character < ' ' || character == 0x7F || character == 0x2028 || character == 0x2029;
}

/* The end of the segment that begins at `at`: a word, or one white-space or control character. */
static size_t segment_end(const char *text, size_t at, size_t end)
{
    const char *p = text + at, *stop = text + end;
    while (p < stop) {
        const char *before = p;
        uint32_t c = utf8_next(&p, stop);
        if (unicode_is_space(c) || is_control(c))
            return before == text + at ? (size_t)(p - text) : (size_t)(before - text);
    }
    return end;
}

static void reverse(struct glyph *glyphs, size_t from, size_t to)
{
    for (; from + 1 < to; from++, to--) {
        struct glyph swap = glyphs[from];
        glyphs[from] = glyphs[to - 1];
        glyphs[to - 1] = swap;
    }
}

/* Appends a segment's glyphs to those there are; for a control, which has none, a space of no width. */
static void add_segment(struct shaper *shaper, const struct shape_plan *plan, const struct shape_request *request,
                        size_t start, size_t end, uint32_t *count)
{
    const char *at = request->text + start;
    bool control = is_control(utf8_next(&at, request->text + end));
    const struct shaped *word = control ? shaper_word(shaper, plan, " ", 1, 0, 1)
                                        : shaper_word(shaper, plan, request->text, request->text_size,
                                                      (uint32_t)start, (uint32_t)end);
    glyph_room_grow(&shaper->out, *count + word->count);
    for (uint32_t i = 0; i < word->count; i++) {
        struct glyph glyph = shaped_glyph(word, i);
        if (control)
            glyph = (struct glyph){.id = glyph.id};
        glyph.cluster += (uint32_t)start;
        shaper->out.at[(*count)++] = glyph;
    }
}

const struct glyph *shaper_shape(struct shaper *shaper, const struct shape_request *request, uint32_t *count)
{
    const struct shape_plan *plan = shaper_plan(shaper, request);
    *count = 0;
    for (size_t at = request->start; at < request->end;) {
        size_t end = segment_end(request->text, at, request->end);
        uint32_t before = *count;
        add_segment(shaper, plan, request, at, end, count);
        if (request->right_to_left) /* each segment is in visual order: reversed twice it stays so */
            reverse(shaper->out.at, before, *count);
        at = end;
    }
    if (request->right_to_left)
        reverse(shaper->out.at, 0, *count);
    return shaper->out.at;
}
