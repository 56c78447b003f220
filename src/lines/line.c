/*
 * A line of a paragraph as page items: the words between two breaks (fragments shaped anew where a word was
 * broken), spaces adjusted to the width, directional runs put in visual order (UAX #9, rule L2). A run is one
 * item with its spaces, so that it is copied as it was written; items stand in logical order. The white space
 * at which the line was broken ends its text, but takes no room.
 */
#include "lines/segment.h"

#include <string.h>

/* The first that ends behind byte `at`. */
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

/* What of a word stands on the line. */
static void cut_word(struct line_setting *line, struct atom *part)
{
    const struct line_request *request = line->request;
    const struct atom whole = *part;
    part->start = whole.start < request->start ? request->start : whole.start;
    part->end = whole.end > request->end ? request->end : whole.end;
    line->hyphen = request->hyphen && part->end == request->end && inlines_draws_hyphen(line->text, &whole);
    if (part->start == whole.start && part->end == whole.end && !line->hyphen)
        return;
    part->word = inlines_shape_part(line->text, &whole, part->start, part->end, line->hyphen);
    part->width = part->word->width;
    part->stretch = 0;
    part->kashida_rank = 0;
}

/* The parts between the breaks; of white space at the end the first is left behind them. */
static void collect_parts(struct line_setting *line)
{
    const struct inlines *text = line->text;
    const struct line_request *request = line->request;
    size_t first = first_atom(text, request->start), end = first_atom(text, request->next), count = 0, kept = 0;
    end += end < text->atoms.n && text->atoms.at[end].start < request->next; /* it goes on on the next line */
    line->parts = arena_take(text->setter->scratch, (end - first) * sizeof *line->parts);
    for (const struct atom *atom = text->atoms.at + first; atom < text->atoms.at + end; atom++) {
        struct atom *part = &line->parts[count];
        bool word = atom->kind == ATOM_WORD;
        if (word ? atom->start >= request->end : atom->width <= 0 && atom->kind == ATOM_SPACE)
            continue;
        *part = *atom;
        count++;
        if (!word)
            continue;
        if (part->kashida_rank > 0)
            part->stretch = 0;
        if (part->start < request->start || part->end >= request->end)
            cut_word(line, part);
        part->width += part->gap;
        kept = count;
    }
    line->trailing = count > kept;
    line->part_count = kept;
    if (kept > 0) {
        struct atom *last = &line->parts[kept - 1];
        last->width -= last->gap;
        last->stretch = last->gap = 0;
    }
}

/* Draws words out to fill what the line lacks; returns what they give. */
static sp draw_parts(struct line_setting *line, sp excess)
{
    struct inlines *text = line->text;
    struct kashida_word *words = arena_alloc(text->setter->scratch, line->part_count * sizeof *words);
    sp given = 0;
    for (size_t i = 0; i < line->part_count; i++)
        words[i].rank = line->parts[i].kashida_rank;
    kashida_share(words, line->part_count, text->style->size, excess);
    for (size_t i = 0; i < line->part_count; i++) {
        struct atom *part = &line->parts[i];
        const struct shaped *drawn = words[i].length > 0 ? inlines_draw_out(text, part, words[i].length) : NULL;
        if (!drawn)
            continue;
        part->word = drawn;
        part->width += words[i].length;
        given += words[i].length;
    }
    return given;
}

/* Gives the parts that stretch or shrink their shares, to the last unit. */
static void share_excess(struct line_setting *line, sp excess, sp total)
{
    sp passed = 0, given = 0, widest = 0;
    const struct atom *end = line->parts + line->part_count;
    for (struct atom *part = line->parts; part < end; part++) {
        sp flexible = excess > 0 ? part->stretch : part->shrink;
        if (flexible == 0)
            continue;
        passed += flexible;
        sp share = excess * passed / total - given;
        given += share;
        part->width += share;
        if (share > 0 && part->width > widest && part->kind == ATOM_SPACE)
            widest = part->width;
    }
    line->out->widest_space = widest;
}

/* Spreads what the line lacks or has too much over its words and its glue. */
static void adjust_parts(struct line_setting *line)
{
    sp natural = 0, stretch = 0, shrink = 0;
    bool kashida = false;
    const struct atom *end = line->parts + line->part_count;
    for (const struct atom *part = line->parts; part < end; part++) {
        natural += part->width;
        stretch += part->stretch;
        shrink += part->shrink;
        kashida |= part->kashida_rank > 0;
    }
    line->out->natural = line->out->width = natural;
    sp excess = line->request->width > 0 ? line->request->width - natural : 0;
    if (kashida && excess > 0) {
        sp drawn = draw_parts(line, excess);
        line->out->width += drawn;
        excess -= drawn;
    }
    sp total = excess > 0 ? stretch : shrink;
    if (total == 0 || excess == 0)
        return;
    if (excess < -shrink)
        excess = -shrink;
    line->out->width += excess;
    share_excess(line, excess, total);
}

static struct segment *new_segment(struct line_setting *line, const struct atom *first)
{
    struct segment *segment = &line->segments[line->segment_count++];
    size_t from = (size_t)(first - line->parts);
    *segment = (struct segment){.run = &line->text->runs.at[first->run], .from = from, .to = from, .is_plain = true,
                                .is_solid = true};
    return segment;
}

/* There is room for one more, of the white space at the end. */
static void find_segments(struct line_setting *line)
{
    const size_t most = line->part_count < line->text->runs.n ? line->part_count : line->text->runs.n;
    struct segment *segment = NULL;
    line->segments = arena_take(line->text->setter->scratch, (most + 1) * sizeof *line->segments);
    for (const struct atom *part = line->parts; part < line->parts + line->part_count; part++) {
        if (!segment || part->run != part[-1].run)
            segment = new_segment(line, part);
        segment_add(segment, part);
    }
}

static void place_segments(struct line_setting *line)
{
    struct arena *scratch = line->text->setter->scratch;
    size_t n = line->segment_count;
    if (n < 2) /* it stands at 0 */
        return;
    uint8_t *levels = arena_alloc(scratch, n + 1);
    uint32_t *order = arena_alloc(scratch, (n + 1) * sizeof *order);
    for (size_t i = 0; i < n; i++)
        levels[i] = line->segments[i].run->level;
    unicode_bidi_reorder(levels, n, order);
    sp x = 0;
    for (size_t i = 0; i < n; i++) {
        line->segments[order[i]].x = x;
        x += line->segments[order[i]].width;
    }
}

/* The space at the end goes with the last word where it runs in the direction of the paragraph; else it
 * stands alone. */
static void place_trailing(struct line_setting *line)
{
    const struct inlines *text = line->text;
    if (!line->trailing)
        return;
    struct atom *space = &line->parts[line->part_count];
    const struct run *run = &text->runs.at[space->run];
    if (space->width <= 0 || space->kind != ATOM_SPACE)
        space->width = run->space;
    struct segment *last = line->segment_count > 0 ? &line->segments[line->segment_count - 1] : NULL;
    if (!last || last->run != run || run->level != text->base_level) {
        last = new_segment(line, space);
        last->x = text->base_level & 1 ? 0 : line->out->width;
    }
    const sp width = last->width; /* which does not grow */
    segment_add(last, space);
    last->width = width;
    last->trails = true;
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
        for (end = span->start + SAID; end > span->start && !inlines_begins_cluster(text, end);)
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
    for (size_t i = 0; i < line->segment_count; i++) {
        const struct segment *segment = &line->segments[i];
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
        if (line->segments[i].run->look->link == line->segments[segment].run->look->link)
            return false;
    return line->segments[segment].run->look->link > 0;
}

static void emit_items(struct line_setting *line)
{
    struct line_items *out = line->out;
    out->items.cap = line->segment_count;
    out->items.at = arena_take(line->text->setter->arena, out->items.cap * sizeof *out->items.at);
    for (size_t i = 0; i < line->segment_count; i++) {
        const struct segment *segment = &line->segments[i];
        segment_emit(line, segment);
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
    collect_parts(&line);
    adjust_parts(&line);
    find_segments(&line);
    place_segments(&line);
    place_trailing(&line);
    segment_begin_text(&line);
    emit_items(&line);
    return out;
}
