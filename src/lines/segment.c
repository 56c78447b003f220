/*
 * What is drawn and what is read of a segment of a line: the glyphs of its words and spaces one after the other, and
 * the text that they stand for. Nearly all segments run from left to right and have words that the shaper keeps: these
 * go to the page as they are, and no glyph is looked at.
 */
#include "lines/segment.h"

#include <string.h>

static uint32_t text_size(const struct atom *part)
{
    return part_is_white(part) ? 1 : part->end - part->start;
}

/* Does the paragraph have the line's text in one piece, and live as long as the line? */
static bool stands_whole(const struct line_setting *line)
{
    const struct inlines *text = line->text;
    if (!text->request->text_lasts || text->para != text->original || line->segment_count == 0)
        return false;
    for (size_t i = 0; i < line->segment_count; i++) {
        const struct atom *first = &line->parts[line->segments[i].from];
        if (!line->segments[i].is_solid || (i > 0 && first->start != first[-1].end))
            return false;
    }
    return true;
}

void segment_begin_text(struct line_setting *line)
{
    const struct inlines *text = line->text;
    if (stands_whole(line)) {
        line->out->text = text->para->text + line->parts[0].start;
        return;
    }
    line->copy = arena_take(text->setter->lasting, line->request->next - line->request->start + 2);
    line->out->text = line->copy;
}

/* Adds the segment's text to that of the line: parts that adjoin at once. */
static void put_text(struct line_setting *line, const struct segment *segment)
{
    const struct atom *part = line->parts + segment->from, *end = line->parts + segment->to;
    while (part < end) {
        bool white = part_is_white(part);
        const char *from = white ? " " : line->text->para->text + part->start;
        uint32_t size = segment->is_solid ? end[-1].end - part->start : text_size(part);
        part = segment->is_solid ? end : part + 1;
        for (; !white && part < end && part->start == part[-1].end && !part_is_white(part); part++)
            size += text_size(part);
        if (line->copy)
            memcpy(line->copy + line->out->text_size, from, size);
        line->out->text_size += size;
    }
}

/* Copies a part's glyphs, whose text begins at byte `offset` of the segment's; returns how many. */
static uint32_t put_glyphs(const struct segment *segment, const struct atom *part, uint32_t offset, struct glyph *out)
{
    const struct shaped *word = part->word;
    if (!word) {
        *out = (struct glyph){.id = segment->run->space_glyph, .cluster = offset, .advance = (int32_t)part->width};
        return 1;
    }
    for (uint32_t i = 0; i < word->count; i++) {
        out[i] = shaped_glyph(word, i);
        out[i].cluster += offset;
    }
    if (word->count > 0)
        out[word->count - 1].advance += part->width - word->width;
    return word->count;
}

static void reverse_glyphs(struct glyph *from, struct glyph *to)
{
    while (from < to && from < --to) {
        struct glyph swap = *from;
        *from++ = *to;
        *to = swap;
    }
}

/* One after the other; right to left they are collected backwards: each part turned round, and at last the
 * whole. */
static uint32_t put_parts(const struct line_setting *line, const struct segment *segment, struct glyph *glyphs)
{
    struct glyph *end = glyphs;
    bool backwards = segment->run->level & 1;
    uint32_t offset = 0;
    for (size_t i = segment->from; i < segment->to; i++) {
        struct glyph *part = end;
        end += put_glyphs(segment, &line->parts[i], offset, end);
        offset += text_size(&line->parts[i]);
        if (backwards)
            reverse_glyphs(part, end);
    }
    if (backwards)
        reverse_glyphs(glyphs, end);
    return (uint32_t)(end - glyphs);
}

#define RLO "\xE2\x80\xAE"

/* Do letters of a run from right to left go against their nature, as U+202E makes them? */
static bool is_overridden(const struct line_setting *line, const struct page_item *item)
{
    const struct para *para = line->text->para;
    struct arena *scratch = line->text->setter->scratch;
    if (!item->glyphs.right_to_left || !memmem(para->text, para->length, RLO, 3))
        return false;
    const char *end = item->glyphs.text + item->glyphs.text_size;
    char *bare = arena_alloc(scratch, item->glyphs.text_size + 1);
    uint8_t *levels = arena_alloc(scratch, item->glyphs.text_size + 1);
    size_t size = 0;
    for (const char *at = item->glyphs.text; at < end; at++) {
        if (end - at >= 3 && memcmp(at, RLO, 3) == 0)
            at += 2;
        else
            bare[size++] = *at;
    }
    unicode_bidi_levels(bare, size, 1, levels);
    for (size_t i = 0; i < size; i++)
        if (!(levels[i] & 1))
            return true;
    return false;
}

/*
 * Readers of PDF turn round letters that are written from right to left, and no others. Where such are forced into
 * that direction the run is made one cluster, whose text is kept in the order in which it was typed.
 */
static void join_clusters(struct page_item *item, struct glyph *glyphs)
{
    for (uint32_t i = 0; i < item->glyphs.count; i++)
        glyphs[i].cluster = 0;
}

static bool can_be_packed(const struct glyph *glyphs, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (glyphs[i].id > UINT16_MAX || glyphs[i].cluster > UINT16_MAX || glyphs[i].dx || glyphs[i].dy)
            return false;
    return true;
}

static void keep_glyphs(struct arena *arena, struct page_item *item, const struct glyph *glyphs)
{
    uint32_t count = item->glyphs.count;
    if (!can_be_packed(glyphs, count)) {
        item->glyphs.glyphs = arena_copy(arena, glyphs, count * sizeof *glyphs);
        item->glyphs.form = GLYPHS_FULL;
        return;
    }
    struct packed_glyph *packed = arena_take(arena, count * sizeof *packed);
    for (uint32_t i = 0; i < count; i++)
        packed[i] = (struct packed_glyph){(uint16_t)glyphs[i].id, (uint16_t)glyphs[i].cluster, glyphs[i].advance};
    item->glyphs.packed = packed;
    item->glyphs.form = GLYPHS_PACKED;
}

/* Any segment: put together in full, then packed if that can be. */
static void emit_any(struct line_setting *line, const struct segment *segment, struct page_item *item)
{
    struct glyph *glyphs = arena_take(line->text->setter->scratch, item->glyphs.count * sizeof *glyphs);
    put_parts(line, segment, glyphs);
    if (!item->glyphs.added_hyphen && is_overridden(line, item))
        join_clusters(item, glyphs);
    if (segment->trails && item->glyphs.right_to_left)
        item->x -= glyphs[0].advance;
    keep_glyphs(line->text->setter->lasting, item, glyphs);
}

/* From left to right, of words that the shaper keeps: they are named, with the spaces after them. */
static void emit_words(struct line_setting *line, const struct segment *segment, struct page_item *item)
{
    uint32_t offset = 0;
    struct placed_word *words = arena_take(line->text->setter->lasting, segment->word_count * sizeof *words);
    struct placed_word *word = words - 1;
    item->glyphs.words = words;
    item->glyphs.form = GLYPHS_WORDS;
    for (size_t i = segment->from; i < segment->to; i++) {
        const struct atom *part = &line->parts[i];
        const uint32_t size = text_size(part);
        if (part_begins_word(segment, part, i))
            *++word = (struct placed_word){.at = (uint16_t)offset, .space = PLACED_NO_SPACE};
        if (part->word) {
            word->glyphs = part->word->packed;
            word->count = (uint8_t)part->word->count;
            word->size = (uint8_t)size;
        } else {
            word->space = (int32_t)part->width;
        }
        offset += size;
    }
}

void segment_emit(struct line_setting *line, const struct segment *segment)
{
    const struct run *run = segment->run;
    struct page_item item = {.kind = ITEM_GLYPHS, .tag = run->look->tag,
                             .artifact = line->text->request->artifact, .x = segment->x, .y = -run->rise};
    item.glyphs.face = run->face;
    item.glyphs.size = (int32_t)run->size;
    item.glyphs.color = run->look->color;
    item.glyphs.right_to_left = run->level & 1;
    item.glyphs.added_hyphen = line->hyphen && segment->from < line->part_count && segment->to >= line->part_count;
    item.glyphs.text = line->out->text + line->out->text_size;
    put_text(line, segment);
    item.glyphs.text_size = (uint32_t)(line->out->text + line->out->text_size - item.glyphs.text);
    item.glyphs.space_glyph = (uint16_t)run->space_glyph;
    item.glyphs.count = segment->glyphs;
    bool named = segment->is_plain && !item.glyphs.right_to_left && item.glyphs.text_size <= UINT16_MAX &&
                 run->space_glyph <= UINT16_MAX;
    if (named)
        emit_words(line, segment, &item);
    else
        emit_any(line, segment, &item);
    vec_push(line->text->setter->arena, &line->out->items, item);
}
