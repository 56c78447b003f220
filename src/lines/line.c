/*
 * A line of a paragraph as page items: the words between two breaks (fragments shaped anew where a word was
 * broken), spaces adjusted to the width, directional runs put in visual order (UAX #9, rule L2). A run is one
 * item with its spaces, so that it is copied as it was written; items stand in logical order. The white space
 * at which the line was broken ends its text, but takes no room.
 */
#include "lines/inline.h"

#include <string.h>

/* A word, a fragment of one, or a space on the line. */
struct part {
    const struct atom *atom;
    uint32_t start, end;
    const struct glyph *glyphs;
    uint32_t count;
    sp width, stretch, shrink, gap;
    uint8_t kashida_rank;
    bool hyphen;
};

/* Parts of one run. */
struct segment {
    const struct run *run;
    size_t from, to;
    sp x, width;
    const struct atom *trailing; /* white space that takes no room; NULL: none */
};

struct line_setting {
    struct inlines *text;
    const struct line_request *request;
    VEC(struct part) parts;
    VEC(struct segment) segments;
    const struct atom *trailing;
    char *bytes; /* text of the line */
    struct line_items *out;
};

static size_t first_atom(const struct inlines *text, uint32_t at)
{
    size_t low = 0, high = text->atoms.n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (text->atoms.at[middle].end <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static struct part part_of_word(struct line_setting *line, const struct atom *atom, uint32_t start,
                                uint32_t end)
{
    struct part part = {.atom = atom, .start = start, .end = end, .glyphs = atom->glyphs,
                        .count = atom->count, .width = atom->width, .stretch = atom->stretch, .gap = atom->gap,
                        .kashida_rank = atom->kashida_rank};
    if (part.kashida_rank > 0)
        part.stretch = 0;
    if (end == line->request->end)
        part.hyphen = line->request->hyphen && inlines_draws_hyphen(line->text, atom);
    if (start == atom->start && end == atom->end && !part.hyphen)
        return part;
    const struct glyph *glyphs = inlines_shape_part(line->text, atom, start, end, part.hyphen, &part.count);
    part.glyphs = arena_copy(line->text->setter->scratch, glyphs, part.count * sizeof *glyphs);
    part.width = glyphs_width(part.glyphs, part.count);
    part.stretch = 0;
    part.kashida_rank = 0;
    return part;
}

static struct part part_of_space(const struct inlines *text, struct arena *scratch, const struct atom *atom)
{
    struct glyph *glyph = arena_alloc(scratch, sizeof *glyph);
    *glyph = (struct glyph){.id = text->runs.at[atom->run].space_glyph, .cluster = atom->start,
                            .advance = atom->width};
    return (struct part){.atom = atom, .start = atom->start, .end = atom->end, .glyphs = glyph, .count = 1,
                         .width = atom->width, .stretch = atom->stretch, .shrink = atom->shrink};
}

/* The parts between the breaks; white space at the end becomes line->trailing, the first of it. */
static void collect_parts(struct line_setting *line)
{
    struct inlines *text = line->text;
    struct arena *scratch = text->setter->scratch;
    const struct line_request *request = line->request;
    size_t kept = 0;
    for (size_t i = first_atom(text, request->start); i < text->atoms.n; i++) {
        const struct atom *atom = &text->atoms.at[i];
        if (atom->start >= request->next)
            break;
        if (atom->kind != ATOM_WORD) {
            if (atom->width > 0 || atom->kind != ATOM_SPACE)
                vec_push(scratch, &line->parts, part_of_space(text, scratch, atom));
        } else if (atom->start < request->end) {
            uint32_t start = atom->start < request->start ? request->start : atom->start;
            uint32_t end = atom->end > request->end ? request->end : atom->end;
            vec_push(scratch, &line->parts, part_of_word(line, atom, start, end));
            kept = line->parts.n;
        }
    }
    if (line->parts.n > kept)
        line->trailing = line->parts.at[kept].atom;
    line->parts.n = kept;
    if (kept > 0)
        line->parts.at[kept - 1].stretch = line->parts.at[kept - 1].gap = 0;
    for (size_t i = 0; i < kept; i++)
        line->parts.at[i].width += line->parts.at[i].gap;
}

/* Draws words out to fill what the line lacks; returns what they give. */
static sp draw_parts(struct line_setting *line, sp excess)
{
    struct inlines *text = line->text;
    struct kashida_word *words = arena_alloc(text->setter->scratch, line->parts.n * sizeof *words);
    sp given = 0;
    for (size_t i = 0; i < line->parts.n; i++)
        words[i].rank = line->parts.at[i].kashida_rank;
    kashida_share(words, line->parts.n, text->style->size, excess);
    for (size_t i = 0; i < line->parts.n; i++) {
        struct part *part = &line->parts.at[i];
        uint32_t count;
        const struct glyph *glyphs = words[i].length > 0 ? inlines_draw_out(text, part->atom, words[i].length, &count)
                                                         : NULL;
        if (!glyphs)
            continue;
        part->glyphs = glyphs;
        part->count = count;
        part->width += words[i].length;
        given += words[i].length;
    }
    return given;
}

/* Spreads what the line lacks or has too much over its words and its glue, to the last unit. */
static void adjust_parts(struct line_setting *line)
{
    sp natural = 0, stretch = 0, shrink = 0;
    bool kashida = false;
    for (size_t i = 0; i < line->parts.n; i++) {
        natural += line->parts.at[i].width;
        stretch += line->parts.at[i].stretch;
        shrink += line->parts.at[i].shrink;
        kashida |= line->parts.at[i].kashida_rank > 0;
    }
    line->out->natural = line->out->width = natural;
    sp excess = line->request->width > 0 ? line->request->width - natural : 0;
    if (kashida && excess > 0) {
        sp drawn = draw_parts(line, excess);
        line->out->width += drawn;
        excess -= drawn;
    }
    sp total = excess > 0 ? stretch : shrink;
    if (total == 0)
        return;
    if (excess < -shrink)
        excess = -shrink;
    line->out->width += excess;
    sp passed = 0, given = 0;
    for (size_t i = 0; i < line->parts.n; i++) {
        struct part *part = &line->parts.at[i];
        passed += excess > 0 ? part->stretch : part->shrink;
        sp share = excess * passed / total - given;
        given += share;
        part->width += share;
        if (share > 0 && part->width > line->out->widest_space && part->atom->kind == ATOM_SPACE)
            line->out->widest_space = part->width;
    }
}

static void find_segments(struct line_setting *line)
{
    struct arena *scratch = line->text->setter->scratch;
    for (size_t i = 0; i < line->parts.n; i++) {
        const struct run *run = &line->text->runs.at[line->parts.at[i].atom->run];
        struct segment *last = line->segments.n > 0 ? &line->segments.at[line->segments.n - 1] : NULL;
        if (!last || last->run != run) {
            vec_push(scratch, &line->segments, ((struct segment){.run = run, .from = i, .to = i}));
            last = &line->segments.at[line->segments.n - 1];
        }
        last->to = i + 1;
        last->width += line->parts.at[i].width;
    }
}

static void place_segments(struct line_setting *line)
{
    struct arena *scratch = line->text->setter->scratch;
    size_t n = line->segments.n;
    uint8_t *levels = arena_alloc(scratch, n + 1);
    uint32_t *order = arena_alloc(scratch, (n + 1) * sizeof *order);
    for (size_t i = 0; i < n; i++)
        levels[i] = line->segments.at[i].run->level;
    unicode_bidi_reorder(levels, n, order);
    sp x = 0;
    for (size_t i = 0; i < n; i++) {
        line->segments.at[order[i]].x = x;
        x += line->segments.at[order[i]].width;
    }
}

/* The space at the end goes with the last word where it runs in the direction of the paragraph; else it
 * stands alone. */
static void place_trailing(struct line_setting *line)
{
    const struct inlines *text = line->text;
    if (!line->trailing)
        return;
    const struct run *run = &text->runs.at[line->trailing->run];
    struct segment *last = line->segments.n > 0 ? &line->segments.at[line->segments.n - 1] : NULL;
    if (last && last->run == run && run->level == text->base_level) {
        last->trailing = line->trailing;
        return;
    }
    struct segment alone = {.run = run, .from = line->parts.n, .to = line->parts.n,
                            .trailing = line->trailing, .x = text->base_level & 1 ? 0 : line->out->width};
    vec_push(text->setter->scratch, &line->segments, alone);
}

/* Copies a part's glyphs to the segment, clusters counted in its text, which grows by the part's bytes. */
static struct glyph *put_part(struct line_setting *line, const struct part *part, const char *text,
                              struct glyph *out)
{
    struct line_items *items = line->out;
    uint32_t offset = (uint32_t)(line->bytes + items->text_size - text);
    for (uint32_t i = 0; i < part->count; i++) {
        out[i] = part->glyphs[i];
        out[i].cluster = offset + out[i].cluster - part->start;
    }
    if (part->count > 0) {
        sp added = part->width - glyphs_width(part->glyphs, part->count);
        out[part->count - 1].advance += added;
    }
    bool white = part->atom->kind == ATOM_BREAK || part->atom->kind == ATOM_TAB;
    memcpy(line->bytes + items->text_size, white ? " " : line->text->para->text + part->start,
           white ? 1 : part->end - part->start);
    items->text_size += white ? 1 : part->end - part->start;
    return out + part->count;
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
static uint32_t put_parts(struct line_setting *line, const struct segment *segment, struct glyph *glyphs)
{
    const char *text = line->bytes + line->out->text_size;
    struct glyph *end = glyphs;
    bool backwards = segment->run->level & 1;
    for (size_t i = segment->from; i < segment->to; i++) {
        struct glyph *part = end;
        end = put_part(line, &line->parts.at[i], text, end);
        if (backwards)
            reverse_glyphs(part, end);
    }
    if (segment->trailing) {
        struct part part = part_of_space(line->text, line->text->setter->scratch, segment->trailing);
        if (part.width <= 0 || part.atom->kind != ATOM_SPACE)
            part.width = segment->run->space;
        end = put_part(line, &part, text, end);
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
        return;
    }
    struct packed_glyph *packed = arena_alloc(arena, count * sizeof *packed);
    for (uint32_t i = 0; i < count; i++)
        packed[i] = (struct packed_glyph){(uint16_t)glyphs[i].id, (uint16_t)glyphs[i].cluster, glyphs[i].advance};
    item->glyphs.packed = packed;
}

static void emit_glyphs(struct line_setting *line, const struct segment *segment)
{
    struct arena *arena = line->text->setter->arena;
    const struct run *run = segment->run;
    uint32_t room = 1;
    for (size_t i = segment->from; i < segment->to; i++)
        room += line->parts.at[i].count;
    struct page_item item = {.kind = ITEM_GLYPHS, .tag = run->look->tag,
                             .artifact = line->text->request->artifact, .x = segment->x, .y = -run->rise};
    struct glyph *glyphs = arena_alloc(line->text->setter->scratch, room * sizeof *glyphs);
    item.glyphs.face = run->face;
    item.glyphs.size = run->size;
    item.glyphs.color = run->look->color;
    item.glyphs.text = line->bytes + line->out->text_size;
    item.glyphs.count = put_parts(line, segment, glyphs);
    item.glyphs.text_size = (uint32_t)(line->bytes + line->out->text_size - item.glyphs.text);
    item.glyphs.right_to_left = run->level & 1;
    item.glyphs.added_hyphen = segment->to > segment->from && line->parts.at[segment->to - 1].hyphen;
    if (!item.glyphs.added_hyphen && is_overridden(line, &item))
        join_clusters(&item, glyphs);
    if (segment->trailing && item.glyphs.right_to_left)
        item.x -= glyphs[0].advance;
    keep_glyphs(line->text->setter->lasting, &item, glyphs);
    vec_push(arena, &line->out->items, item);
}

static void emit_strike(struct line_setting *line, const struct segment *segment)
{
    struct page_item item = {.kind = ITEM_RULE, .artifact = ARTIFACT_RULE, .x = segment->x};
    struct face_metrics metrics = face_metrics(segment->run->face, segment->run->size);
    item.rule.width = segment->width;
    item.rule.height = segment->run->size / 20;
    item.rule.color = segment->run->look->color;
    item.y = -segment->run->rise - metrics.x_height / 2 - item.rule.height / 2;
    vec_push(line->text->setter->arena, &line->out->items, item);
}

static void measure_height(struct line_items *out, const struct run *run)
{
    struct face_metrics metrics = face_metrics(run->face, run->size);
    if (metrics.ascent + run->rise > out->ascent)
        out->ascent = metrics.ascent + run->rise;
    if (metrics.descent - run->rise > out->descent)
        out->descent = metrics.descent - run->rise;
}

/* What a link says, or its beginning: each line that the link has says it. */
static const char *span_words(const struct inlines *text, const struct span *span)
{
    enum { SAID = 250 };
    uint32_t end = span->end;
    if (end - span->start > SAID)
        for (end = span->start + SAID; end > span->start && !text->graphemes[end];)
            end--;
    return arena_format(text->setter->lasting, "%.*s%s", (int)(end - span->start), text->para->text + span->start,
                        end < span->end ? "…" : "");
}

/* One rectangle for each link that has words on the line. */
static void emit_link(struct line_setting *line, uint32_t number)
{
    struct inlines *text = line->text;
    const struct link *link = &text->links.at[number - 1];
    const struct span *span = link->span;
    struct line_items box = {0};
    sp left = INT64_MAX, right = INT64_MIN;
    for (size_t i = 0; i < line->segments.n; i++) {
        const struct segment *segment = &line->segments.at[i];
        if (segment->run->look->link != number || segment->width == 0)
            continue;
        measure_height(&box, segment->run);
        left = segment->x < left ? segment->x : left;
        right = segment->x + segment->width > right ? segment->x + segment->width : right;
    }
    uint32_t anchor = span->kind == SPAN_JUMP && span->ref ? span->ref->anchor : 0;
    if (right < left || (span->kind == SPAN_JUMP && anchor == 0))
        return;
    struct page_item item = {.kind = ITEM_LINK, .tag = link->tag, .artifact = text->request->artifact,
                             .x = left, .y = -box.ascent};
    item.link.width = right - left;
    item.link.height = box.ascent + box.descent;
    item.link.url = span->kind == SPAN_LINK ? arena_strdup(text->setter->lasting, span->url) : NULL;
    item.link.anchor = anchor;
    item.link.words = span_words(text, span);
    vec_push(text->setter->arena, &line->out->items, item);
}

static bool link_is_new(const struct line_setting *line, size_t segment)
{
    for (size_t i = 0; i < segment; i++)
        if (line->segments.at[i].run->look->link == line->segments.at[segment].run->look->link)
            return false;
    return line->segments.at[segment].run->look->link > 0;
}

static void emit_items(struct line_setting *line)
{
    for (size_t i = 0; i < line->segments.n; i++) {
        const struct segment *segment = &line->segments.at[i];
        emit_glyphs(line, segment);
        measure_height(line->out, segment->run);
        if (segment->run->look->strike && segment->width > 0)
            emit_strike(line, segment);
        if (link_is_new(line, i))
            emit_link(line, segment->run->look->link);
    }
}

struct line_items *inlines_set_line(struct inlines *text, const struct line_request *request)
{
    struct line_items *out = arena_alloc(text->setter->scratch, sizeof *out);
    struct line_setting line = {.text = text, .request = request, .out = out};
    const struct face *face = fonts_face(text->setter->fonts, text->style->font, text->style->bold,
                                         text->style->italic);
    struct face_metrics metrics = face_metrics(face, text->style->size);
    out->ascent = metrics.ascent;
    out->descent = metrics.descent;
    line.bytes = arena_alloc(text->setter->lasting, request->next - request->start + 2);
    out->text = line.bytes;
    collect_parts(&line);
    adjust_parts(&line);
    find_segments(&line);
    place_segments(&line);
    place_trailing(&line);
    emit_items(&line);
    return out;
}
