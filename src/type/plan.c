/*
 * Shaping by HarfBuzz, and all that it wants to know beside the word: made once, since the words of a volume are many
 * and the ways in which they are set few.
 */
#include "type/plan.h"

#include "unicode/unicode.h"

#include <hb-ot.h>
#include <stdlib.h>
#include <string.h>

void plans_open(struct plans *plans, uint32_t font_count)
{
    *plans = (struct plans){.arena = arena_new()};
    plans->letters = arena_alloc(plans->arena, font_count * sizeof *plans->letters);
    pthread_mutex_init(&plans->lock, NULL);
}

void plans_close(struct plans *plans)
{
    pthread_mutex_destroy(&plans->lock);
    arena_free(plans->arena);
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

static void list_features(struct shape_plan *plan)
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
    unsigned wanted = plan->wanted;
    if (wanted & SHAPE_SUPERSCRIPT && !face_has_features(plan->face, SHAPE_SUPERSCRIPT))
        wanted &= ~(unsigned)SHAPE_SUPERSCRIPT;
    if (wanted & SHAPE_SUPERSCRIPT && face_features(plan->face, SHAPE_SUPERSCRIPT) & FEATURE_NUMERATORS) {
        hb_feature_from_string("numr", -1, &plan->features[count++]);
        wanted &= ~(unsigned)SHAPE_SUPERSCRIPT;
    }
    if (plan->joins)
        wanted &= ~(unsigned)SHAPE_NO_LIGATURES;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0] && count < FEATURES_MOST; i++)
        if (wanted & rows[i].when)
            hb_feature_from_string(rows[i].feature, -1, &plan->features[count++]);
    plan->feature_count = count;
}

static const struct letters *letters_of(struct plans *plans, const struct face *face)
{
    struct letters *letters = &plans->letters[face->number];
    if (!letters->known)
        letters_find(face, letters);
    return letters;
}

static struct shape_plan *new_plan(struct plans *plans, const struct shape_request *request, const char *tag)
{
    struct shape_plan *plan = arena_alloc(plans->arena, sizeof *plan);
    *plan = (struct shape_plan){
        .face = request->face, .size = request->size, .wanted = request->features, .script = request->script,
        .right_to_left = request->right_to_left, .joins = script_joins(request->script),
        .tag = arena_strdup(plans->arena, tag), .language = hb_language_from_string(*tag ? tag : "und", -1),
    };
    plan->seed = ++plans->count * 0x9E3779B97F4A7C15u;
    list_features(plan);
    return plan;
}

typedef const struct shape_plan *_Atomic plan_bucket;

static plan_bucket *bucket_of(struct plans *plans, const struct shape_request *request)
{
    uint32_t size = (uint32_t)(request->size >> 14), hash = request->face->number + request->features * 5 + size * 7;
    return &plans->buckets[hash % (sizeof plans->buckets / sizeof *plans->buckets)];
}

static const struct shape_plan *find(plan_bucket *bucket, const struct shape_request *request, const char *tag,
                                     bool in_units)
{
    for (const struct shape_plan *plan = atomic_load_explicit(bucket, memory_order_acquire); plan; plan = plan->next)
        if (plan->face == request->face && plan->size == request->size && plan->wanted == request->features &&
            plan->script == request->script && plan->right_to_left == request->right_to_left &&
            (plan->units == NULL) == in_units && strcmp(plan->tag, tag) == 0)
            return plan;
    return NULL;
}

/* Looks again, for another thread may have added it; the lock is held. */
static const struct shape_plan *find_or_add(struct plans *plans, const struct shape_request *request, const char *tag,
                                            bool in_units)
{
    plan_bucket *bucket = bucket_of(plans, request);
    const struct shape_plan *found = find(bucket, request, tag, in_units);
    if (found)
        return found;
    struct shape_plan *plan = new_plan(plans, request, tag);
    const unsigned figures = SHAPE_TABULAR | SHAPE_LINING | SHAPE_OLD_STYLE;
    struct shape_request units = *request;
    units.size = 0;
    if (!in_units)
        plan->units = find_or_add(plans, &units, tag, true);
    units.features &= ~figures;
    if (!in_units && units.features != request->features) {
        plan->figureless = find_or_add(plans, &units, tag, true);
        plan->letters = letters_of(plans, request->face);
    }
    plan->next = atomic_load_explicit(bucket, memory_order_relaxed);
    atomic_store_explicit(bucket, plan, memory_order_release);
    return plan;
}

const struct shape_plan *plans_find(struct plans *plans, const struct shape_request *request)
{
    const char *tag = request->language ? request->language : "";
    const struct shape_plan *plan = find(bucket_of(plans, request), request, tag, false);
    if (plan)
        return plan;
    pthread_mutex_lock(&plans->lock);
    plan = find_or_add(plans, request, tag, false);
    pthread_mutex_unlock(&plans->lock);
    return plan;
}

const struct shape_plan *plan_units(const struct shape_plan *plan, const char *bytes, size_t length)
{
    for (size_t i = 0; plan->figureless && i < length; i++) {
        unsigned char byte = (unsigned char)bytes[i];
        if (byte >= 0x80 || !(plan->letters->bits[byte / 64] >> byte % 64 & 1))
            return plan->units;
    }
    return plan->figureless ? plan->figureless : plan->units;
}

void glyph_room_grow(struct glyph_room *room, size_t count)
{
    if (count <= room->cap)
        return;
    room->cap = count * 2;
    room->at = base_realloc(room->at, room->cap * sizeof *room->at);
}

uint32_t plan_shape(const struct shape_plan *plan, hb_font_t *font, hb_buffer_t *buffer, const char *text, size_t size,
                    size_t start, size_t end, struct glyph_room *room)
{
    unsigned count;
    hb_buffer_clear_contents(buffer);
    hb_buffer_set_direction(buffer, plan->right_to_left ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer, hb_script_from_iso15924_tag(plan->script));
    hb_buffer_set_language(buffer, plan->language);
    hb_buffer_add_utf8(buffer, text, (int)size, (unsigned)start, (int)(end - start));
    hb_shape(font, buffer, plan->features, plan->feature_count);
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &count);
    const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(buffer, NULL);
    glyph_room_grow(room, count);
    for (unsigned i = 0; i < count; i++)
        room->at[i] = (struct glyph){
            .id = infos[i].codepoint,
            .is_bound = hb_glyph_info_get_glyph_flags(&infos[i]) & HB_GLYPH_FLAG_UNSAFE_TO_BREAK ? 1 : 0,
            .cluster = infos[i].cluster - (uint32_t)start,
            .advance = positions[i].x_advance,
            .dx = positions[i].x_offset,
            .dy = positions[i].y_offset,
        };
    return count;
}

static int32_t scaled(const struct shape_plan *plan, int32_t units)
{
    return units ? (int32_t)face_scale(plan->face, units, plan->size) : 0;
}

struct glyph plan_scale(const struct shape_plan *plan, struct glyph glyph)
{
    glyph.advance = scaled(plan, glyph.advance);
    glyph.dx = scaled(plan, glyph.dx);
    glyph.dy = scaled(plan, glyph.dy);
    return glyph;
}
