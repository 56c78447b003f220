/*
 * Shaping by HarfBuzz. Text is cut at white space: a font must not kern a word towards the space beside it
 * (the line breaker stretches it), and words then come from a cache, free of their surroundings. Only at the
 * edges of a request in a joining script is the text around it seen.
 */
#include "type/face.h"

#include "unicode/unicode.h"

#include <hb-ot.h>
#include <stdlib.h>
#include <string.h>

/* A word of one size; clusters are from its start. */
struct word {
    const struct face *face;
    hb_language_t language;
    sp size;
    uint32_t script;
    uint16_t features, length;
    bool right_to_left;
    const char *bytes;
    struct glyph *glyphs;
    uint32_t count;
};

struct slot {
    uint64_t hash;
    const struct word *word; /* NULL: free */
};

/* Room for the words of a long volume and their parts; when it is full all are forgotten. Long ones are not kept. */
enum { CACHE_SLOTS = 1 << 16, CACHE_MOST = CACHE_SLOTS / 4 * 3, CACHED_WORD = 64, FEATURES_MOST = 12 };

struct shaper {
    const struct fonts *fonts;
    hb_buffer_t *buffer;
    hb_font_t **by_number; /* of this thread: HarfBuzz keeps caches in them */
    struct arena *arena;   /* of cached words */
    struct slot *slots;
    uint32_t used;
    struct word direct; /* the word that is not cached, in `room` */
    struct glyph *room;
    struct glyph *out;
    size_t room_cap, out_cap;
    char *language_tag; /* the last one asked for, and HarfBuzz's name for it */
    hb_language_t language;
};

struct shaper *shaper_open(const struct fonts *fonts)
{
    struct shaper *shaper = base_malloc(sizeof *shaper);
    memset(shaper, 0, sizeof *shaper);
    shaper->fonts = fonts;
    shaper->buffer = hb_buffer_create();
    shaper->arena = arena_new();
    size_t fonts_size = fonts_face_count(fonts) * sizeof *shaper->by_number;
    shaper->by_number = base_malloc(fonts_size);
    memset(shaper->by_number, 0, fonts_size);
    shaper->slots = base_malloc(CACHE_SLOTS * sizeof *shaper->slots);
    memset(shaper->slots, 0, CACHE_SLOTS * sizeof *shaper->slots);
    return shaper;
}

void shaper_close(struct shaper *shaper)
{
    if (!shaper)
        return;
    for (uint32_t i = 0; i < fonts_face_count(shaper->fonts); i++)
        hb_font_destroy(shaper->by_number[i]);
    hb_buffer_destroy(shaper->buffer);
    arena_free(shaper->arena);
    free(shaper->by_number);
    free(shaper->slots);
    free(shaper->room);
    free(shaper->out);
    free(shaper->language_tag);
    free(shaper);
}

static hb_font_t *shaper_font(struct shaper *shaper, const struct face *face)
{
    hb_font_t **font = &shaper->by_number[face->number];
    if (!*font) {
        *font = hb_font_create(face->hb);
        hb_font_set_scale(*font, (int)face->upem, (int)face->upem);
    }
    return *font;
}

static hb_language_t shaper_language(struct shaper *shaper, const char *tag)
{
    if (!tag)
        tag = "";
    if (!shaper->language_tag || strcmp(shaper->language_tag, tag) != 0) {
        size_t size = strlen(tag) + 1;
        shaper->language_tag = base_realloc(shaper->language_tag, size);
        memcpy(shaper->language_tag, tag, size);
        shaper->language = hb_language_from_string(*tag ? tag : "und", -1);
    }
    return shaper->language;
}

/* Scripts whose letters change shape with their neighbours (ArabicShaping.txt). */
static bool script_joins(uint32_t script)
{
    switch (script) {
    case SCRIPT_TAG('A', 'r', 'a', 'b'):
    case SCRIPT_TAG('S', 'y', 'r', 'c'):
    case SCRIPT_TAG('M', 'o', 'n', 'g'):
    case SCRIPT_TAG('N', 'k', 'o', 'o'):
    case SCRIPT_TAG('M', 'a', 'n', 'd'):
    case SCRIPT_TAG('M', 'a', 'n', 'i'):
    case SCRIPT_TAG('P', 'h', 'a', 'g'):
    case SCRIPT_TAG('A', 'd', 'l', 'm'):
    case SCRIPT_TAG('R', 'o', 'h', 'g'):
    case SCRIPT_TAG('S', 'o', 'g', 'd'):
    case SCRIPT_TAG('C', 'h', 'r', 's'):
    case SCRIPT_TAG('O', 'u', 'g', 'r'):
    case SCRIPT_TAG('P', 'h', 'l', 'p'):
        return true;
    default:
        return false;
    }
}

static unsigned list_features(const struct shape_request *request, hb_feature_t *list)
{
    static const struct {
        unsigned when;
        const char *feature;
    } rows[] = {
        {SHAPE_SMALL_CAPS, "smcp"},    {SHAPE_SUPERSCRIPT, "sups"},   {SHAPE_NO_LIGATURES, "-liga"},
        {SHAPE_NO_LIGATURES, "-clig"}, {SHAPE_NO_LIGATURES, "-calt"}, {SHAPE_NO_LIGATURES, "-dlig"},
        {SHAPE_TABULAR, "tnum"},       {SHAPE_TABULAR, "lnum"},       {SHAPE_LINING, "lnum"},
        {SHAPE_OLD_STYLE, "onum"},     {SHAPE_SMALL_ACRONYMS, "c2sc"}, {SHAPE_SMALL_ACRONYMS, "smcp"},
    };
    unsigned count = 0;
    unsigned wanted = request->features;
    if (!face_has_features(request->face, SHAPE_SUPERSCRIPT))
        wanted &= ~(unsigned)SHAPE_SUPERSCRIPT;
    if (wanted & SHAPE_SUPERSCRIPT && request->face->numerators) {
        hb_feature_from_string("numr", -1, &list[count++]);
        wanted &= ~(unsigned)SHAPE_SUPERSCRIPT;
    }
    if (script_joins(request->script))
        wanted &= ~(unsigned)SHAPE_NO_LIGATURES;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0] && count < FEATURES_MOST; i++)
        if (wanted & rows[i].when)
            hb_feature_from_string(rows[i].feature, -1, &list[count++]);
    return count;
}

static int32_t scaled(const struct shape_request *request, hb_position_t units)
{
    return units ? (int32_t)face_scale(request->face, units, request->size) : 0;
}

/* Shapes text[start, end), seeing the whole of text, into shaper->room; returns the number of glyphs. */
static uint32_t shape_glyphs(struct shaper *shaper, const struct shape_request *request, const char *text,
                            size_t size, size_t start, size_t end)
{
    hb_feature_t features[FEATURES_MOST];
    unsigned feature_count = list_features(request, features), count;
    hb_buffer_t *buffer = shaper->buffer;
    hb_buffer_clear_contents(buffer);
    hb_buffer_set_direction(buffer, request->right_to_left ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer, hb_script_from_iso15924_tag(request->script));
    hb_buffer_set_language(buffer, shaper_language(shaper, request->language));
    hb_buffer_add_utf8(buffer, text, (int)size, (unsigned)start, (int)(end - start));
    hb_shape(shaper_font(shaper, request->face), buffer, features, feature_count);
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &count);
    const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(buffer, NULL);
    if (count > shaper->room_cap) {
        shaper->room_cap = count * 2;
        shaper->room = base_realloc(shaper->room, shaper->room_cap * sizeof *shaper->room);
    }
    for (unsigned i = 0; i < count; i++)
        shaper->room[i] = (struct glyph){
            .id = infos[i].codepoint,
            .is_bound = hb_glyph_info_get_glyph_flags(&infos[i]) & HB_GLYPH_FLAG_UNSAFE_TO_BREAK ? 1 : 0,
            .cluster = infos[i].cluster - (uint32_t)start,
            .advance = scaled(request, positions[i].x_advance),
            .dx = scaled(request, positions[i].x_offset),
            .dy = scaled(request, positions[i].y_offset),
        };
    return count;
}

static uint64_t mix(uint64_t hash, uint64_t value)
{
    hash = (hash ^ value) * 0x9E3779B97F4A7C15u;
    return hash ^ hash >> 32;
}

/* Over the bytes, eight at a time, and what else makes a word. */
static uint64_t hash_word(const struct word *word)
{
    uint64_t hash = (uint64_t)word->size << 32 ^ word->script, eight;
    hash = mix(hash, (uint64_t)word->face->number << 32 | (uint64_t)word->features << 16 | word->length);
    size_t i = 0;
    for (; i + sizeof eight <= word->length; i += sizeof eight) {
        memcpy(&eight, word->bytes + i, sizeof eight);
        hash = mix(hash, eight);
    }
    eight = 0;
    memcpy(&eight, word->bytes + i, word->length - i);
    return mix(hash, eight);
}

static bool same_word(const struct word *a, const struct word *b)
{
    return a->face == b->face && a->language == b->language && a->script == b->script &&
           a->features == b->features && a->size == b->size && a->length == b->length &&
           a->right_to_left == b->right_to_left && memcmp(a->bytes, b->bytes, a->length) == 0;
}

/* The word's glyphs, shaped on its own, from the cache or into it. */
static const struct word *cached_word(struct shaper *shaper, const struct shape_request *request,
                                      const char *bytes, size_t length)
{
    struct word word = {.face = request->face,
                        .language = shaper_language(shaper, request->language),
                        .size = request->size,
                        .script = request->script,
                        .features = (uint16_t)request->features,
                        .length = (uint16_t)length,
                        .right_to_left = request->right_to_left,
                        .bytes = bytes};
    uint64_t hash = hash_word(&word);
    size_t at = hash & (CACHE_SLOTS - 1);
    for (; shaper->slots[at].word; at = (at + 1) & (CACHE_SLOTS - 1))
        if (shaper->slots[at].hash == hash && same_word(shaper->slots[at].word, &word))
            return shaper->slots[at].word;
    if (shaper->used >= CACHE_MOST) {
        memset(shaper->slots, 0, CACHE_SLOTS * sizeof *shaper->slots);
        arena_reset(shaper->arena);
        shaper->used = 0;
        at = hash & (CACHE_SLOTS - 1);
    }
    word.count = shape_glyphs(shaper, request, bytes, length, 0, length);
    word.bytes = arena_copy(shaper->arena, bytes, length);
    word.glyphs = arena_copy(shaper->arena, shaper->room, word.count * sizeof *word.glyphs);
    shaper->slots[at] = (struct slot){hash, arena_copy(shaper->arena, &word, sizeof word)};
    shaper->used++;
    return shaper->slots[at].word;
}

/* Controls and line separators have no glyph: a space of no width stands for them. */
static const struct word *control_word(struct shaper *shaper, const struct shape_request *request)
{
    const struct word *space = cached_word(shaper, request, " ", 1);
    if (space->count == 0)
        return space;
    shaper->direct = (struct word){.glyphs = shaper->room, .count = 1};
    if (shaper->room_cap == 0) {
        shaper->room_cap = 16;
        shaper->room = base_realloc(shaper->room, shaper->room_cap * sizeof *shaper->room);
        shaper->direct.glyphs = shaper->room;
    }
    shaper->room[0] = (struct glyph){.id = space->glyphs[0].id};
    return &shaper->direct;
}

static const struct word *shape_segment(struct shaper *shaper, const struct shape_request *request,
                                        size_t start, size_t end)
{
    const char *at = request->text + start;
    uint32_t first = utf8_next(&at, request->text + end);
    if (first < ' ' || first == 0x7F || first == 0x2028 || first == 0x2029)
        return control_word(shaper, request);
    bool at_edge = start == request->start || end == request->end;
    bool in_context = at_edge && script_joins(request->script);
    if (!in_context && end - start <= CACHED_WORD)
        return cached_word(shaper, request, request->text + start, end - start);
    if (in_context)
        shaper->direct.count = shape_glyphs(shaper, request, request->text, request->text_size, start, end);
    else
        shaper->direct.count =
            shape_glyphs(shaper, request, request->text + start, end - start, 0, end - start);
    shaper->direct.glyphs = shaper->room;
    return &shaper->direct;
}

/* The end of the segment that begins at `at`: a word, or one white-space or control character. */
static size_t segment_end(const char *text, size_t at, size_t end)
{
    const char *p = text + at, *stop = text + end;
    while (p < stop) {
        const char *before = p;
        unsigned char byte = (unsigned char)*p;
        if (byte > ' ' && byte < 0x7F) {
            p++;
            continue;
        }
        uint32_t c = utf8_next(&p, stop);
        if (unicode_is_space(c) || c < ' ' || c == 0x7F)
            return before == text + at ? (size_t)(p - text) : (size_t)(before - text);
    }
    return end;
}

/* Appends a segment's glyphs to those there are. */
static void add_glyphs(struct shaper *shaper, const struct word *word, size_t start, uint32_t *count)
{
    if (*count + word->count > shaper->out_cap) {
        shaper->out_cap = (*count + word->count) * 2;
        shaper->out = base_realloc(shaper->out, shaper->out_cap * sizeof *shaper->out);
    }
    for (uint32_t i = 0; i < word->count; i++) {
        struct glyph *glyph = &shaper->out[*count + i];
        *glyph = word->glyphs[i];
        glyph->cluster += (uint32_t)start;
    }
    *count += word->count;
}

static void reverse(struct glyph *glyphs, size_t from, size_t to)
{
    for (; from + 1 < to; from++, to--) {
        struct glyph swap = glyphs[from];
        glyphs[from] = glyphs[to - 1];
        glyphs[to - 1] = swap;
    }
}

const struct glyph *shaper_shape(struct shaper *shaper, const struct shape_request *request, uint32_t *count)
{
    *count = 0;
    for (size_t at = request->start; at < request->end;) {
        size_t end = segment_end(request->text, at, request->end);
        uint32_t before = *count;
        add_glyphs(shaper, shape_segment(shaper, request, at, end), at, count);
        if (request->right_to_left) /* each segment is in visual order: reversed twice it stays so */
            reverse(shaper->out, before, *count);
        at = end;
    }
    if (request->right_to_left)
        reverse(shaper->out, 0, *count);
    return shaper->out;
}
