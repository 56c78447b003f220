/* refs: references into words, for one medium. */
#include <string.h>

#include "refs/internal.h"
#include "words/words.h"

/* "p. 12", "section 4.2"; "" when the place is not known yet or has no locator. */
static const char *locator_words(struct arena *arena, const struct refs *refs, const struct locators *map,
                                 uint32_t anchor, const char *language)
{
    const char *locator = refs_locator(refs, map, anchor);
    /* In the first round no place is known: two digits stand in, so that widths are about right. */
    if (!map)
        locator = "00";
    if (!*locator)
        return "";
    enum word_id word = map && map->medium == MEDIUM_CONTINUOUS ? WORD_SECTION : WORD_PAGE;
    return words_fill(arena, language, word, locator, NULL);
}

/* Bytes at the start of a reference's words that are a title: set in italics, so that it does not run into the text. */
static size_t title_size(const struct refs *refs, const struct reference *ref)
{
    const struct target *target = refs_target(refs, ref->anchor);
    return ref->form == REF_FULL && !target->label ? strlen(target->words) : 0;
}

/* Tables and figures are numbered from 1 in every document: the label alone does for those of the same one only. */
static const char *full_words(struct arena *arena, const struct refs *refs, const struct locators *map,
                              const struct reference *ref, const char *language)
{
    const struct target *target = refs_target(refs, ref->anchor);
    const char *name = target->label ? target->label : target->words;
    if (target->label && !ref->elsewhere)
        return name;
    const char *where = locator_words(arena, refs, map, ref->anchor, language);
    if (!*name)
        return where;
    return *where ? words_fill(arena, language, WORD_TITLE_AND_PAGE, name, where) : name;
}

static const char *reference_words(struct arena *arena, const struct refs *refs, const struct locators *map,
                                   const struct reference *ref, const char *language)
{
    const struct layout_settings *layout = refs->volume->layout;
    const struct target *target = refs_target(refs, ref->anchor);
    switch (ref->form) {
    case REF_FULL:
        return full_words(arena, refs, map, ref, language);
    case REF_PAGE_AFTER: {
        if (layout && layout->link_pages == TRISTATE_FALSE)
            return "";
        const char *where = locator_words(arena, refs, map, ref->anchor, language);
        const char *words = *where ? words_fill(arena, language, WORD_IN_BRACKETS, where, NULL) : "";
        /* It does not stand alone on a line. */
        return *words == ' ' ? arena_format(arena, "\u00A0%s", words + 1) : words;
    }
    case REF_PAGE:
        return map ? refs_locator(refs, map, ref->anchor) : "00";
    case REF_NUMBER:
        return target->number ? target->number : target->label ? target->label : "";
    }
    return "";
}

/* A copy of a paragraph that grows at its references: offsets behind each move on. */
struct copy {
    struct buf text;
    VEC(struct span) spans;
    VEC(struct mark) marks;
    VEC(struct text_origin) origins;
};

static bool is_reference(const struct span *span)
{
    return span->kind == SPAN_REFERENCE;
}

/* The offset in the copy for an offset in the original: shift[] holds, per reference in order, where it ends and by how
 * much what follows has moved. */
struct shift {
    uint32_t from;
    int64_t by;
};

static uint32_t moved(const struct shift *shifts, size_t count, uint32_t at)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (shifts[middle].from <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low ? (uint32_t)(at + shifts[low - 1].by) : at;
}

/* The words as they would be with the widest locator of the rounds so far; NULL: that is the present one. */
static const char *wider_words(struct arena *arena, const struct refs *refs, const struct locators *map,
                               const struct span *span, const char *language)
{
    uint32_t anchor = span->ref->anchor;
    if (!map || !map->wider || anchor >= map->anchor_count || !map->wider[anchor])
        return NULL;
    struct locators wider = *map;
    wider.reads_wider = true;
    return reference_words(arena, refs, &wider, span->ref, language);
}

static void copy_spans(struct arena *arena, const struct refs *refs, const struct locators *map,
                       const struct para *para, const struct shift *shifts, size_t shift_count, struct copy *copy)
{
    for (uint32_t i = 0; i < para->span_count; i++) {
        struct span span = para->spans[i];
        if (is_reference(&span) && !span.ref->anchor)
            continue;
        if (is_reference(&span)) {
            span.wider = wider_words(arena, refs, map, &span, para->language);
            span.kind = SPAN_JUMP;
        }
        span.start = moved(shifts, shift_count, span.start);
        span.end = moved(shifts, shift_count, span.end);
        if (span.end > span.start)
            vec_push(arena, &copy->spans, span);
        size_t title = is_reference(&para->spans[i]) ? title_size(refs, span.ref) : 0;
        if (title) {
            struct span emphasis = {.kind = SPAN_EMPHASIS, .own_words = true, .start = span.start,
                                    .end = span.start + (uint32_t)title};
            vec_push(arena, &copy->spans, emphasis);
        }
    }
    for (uint32_t i = 0; i < para->mark_count; i++) {
        struct mark mark = para->marks[i];
        mark.at = moved(shifts, shift_count, mark.at);
        vec_push(arena, &copy->marks, mark);
    }
    for (uint32_t i = 0; i < para->origin_count; i++) {
        struct text_origin origin = para->origins[i];
        origin.at = moved(shifts, shift_count, origin.at);
        vec_push(arena, &copy->origins, origin);
    }
}

const struct para *refs_resolve(struct arena *arena, const struct refs *refs, const struct locators *map,
                                const struct para *para)
{
    size_t count = 0;
    for (uint32_t i = 0; i < para->span_count; i++)
        count += is_reference(&para->spans[i]);
    if (!count)
        return para;
    struct shift *shifts = arena_alloc(arena, count * sizeof *shifts);
    struct copy copy = {0};
    size_t n = 0;
    uint32_t done = 0;
    for (uint32_t i = 0; i < para->span_count; i++) {
        const struct span *span = &para->spans[i];
        if (!is_reference(span) || span->start < done)
            continue;
        buf_append(&copy.text, para->text + done, span->start - done);
        buf_puts(&copy.text, reference_words(arena, refs, map, span->ref, para->language));
        done = span->end;
        shifts[n++] = (struct shift){done, (int64_t)copy.text.n - done};
    }
    buf_append(&copy.text, para->text + done, para->length - done);
    copy_spans(arena, refs, map, para, shifts, n, &copy);
    struct para *result = arena_alloc(arena, sizeof *result);
    *result = (struct para){.text = arena_string(arena, copy.text.at, copy.text.n), .length = (uint32_t)copy.text.n,
                            .spans = copy.spans.at, .span_count = (uint32_t)copy.spans.n,
                            .marks = copy.marks.at, .mark_count = (uint32_t)copy.marks.n,
                            .origins = copy.origins.at, .origin_count = (uint32_t)copy.origins.n,
                            .language = para->language};
    buf_free(&copy.text);
    return result;
}

struct reading {
    struct arena *scratch;
    const struct refs *refs;
    const struct locators *map;
    struct buf *out;
};

static void read_para(const struct reading *reading, const struct para *para)
{
    for (uint32_t i = 0; para && i < para->span_count; i++) {
        const struct span *span = &para->spans[i];
        if (!is_reference(span))
            continue;
        const char *wider = wider_words(reading->scratch, reading->refs, reading->map, span, para->language);
        const char *words = reference_words(reading->scratch, reading->refs, reading->map, span->ref, para->language);
        buf_append(reading->out, words, strlen(words) + 1);
        buf_append(reading->out, wider ? wider : "\n", strlen(wider ? wider : "\n") + 1);
        buf_number(reading->out, title_size(reading->refs, span->ref));
    }
}

static void read_item(void *context, const struct flow *item)
{
    if (item->kind != FLOW_PARAGRAPH)
        return;
    read_para(context, item->paragraph.para);
    read_para(context, item->paragraph.label);
}

void refs_read(struct arena *scratch, const struct refs *refs, const struct locators *map, const struct flow *root,
               struct buf *out)
{
    struct reading reading = {scratch, refs, map, out};
    flow_walk(root, read_item, &reading);
}

static bool reads_otherwise(const struct refs *refs, uint32_t anchor, const struct locators *before,
                            const struct locators *after)
{
    return !before != !after || strcmp(refs_locator(refs, before, anchor), refs_locator(refs, after, anchor)) != 0;
}

bool refs_piece_changed(const struct refs *refs, size_t piece, const struct locators *before,
                        const struct locators *after)
{
    const struct piece_reads *reads = &refs->piece_reads[piece];
    for (uint32_t i = reads->from; i < reads->from + reads->count; i++)
        if (reads_otherwise(refs, refs->reads.at[i], before, after))
            return true;
    return false;
}

struct comparison {
    const struct refs *refs;
    const struct locators *before, *after;
    bool changed;
};

static void compare_item(void *context, const struct flow *item)
{
    struct comparison *comparison = context;
    if (item->kind != FLOW_PARAGRAPH)
        return;
    const struct para *para = item->paragraph.para;
    for (uint32_t i = 0; i < para->span_count && !comparison->changed; i++)
        if (refs_reads_map(&para->spans[i]))
            comparison->changed = reads_otherwise(comparison->refs, para->spans[i].ref->anchor, comparison->before,
                                                  comparison->after);
}

bool refs_changed(const struct refs *refs, const struct flow *root, const struct locators *before,
                  const struct locators *after)
{
    struct comparison comparison = {refs, before, after, false};
    flow_walk(root, compare_item, &comparison);
    return comparison.changed;
}

static void find_reference(void *context, const struct flow *item)
{
    bool *found = context;
    if (item->kind == FLOW_PARAGRAPH)
        for (uint32_t i = 0; i < item->paragraph.para->span_count; i++)
            *found |= refs_reads_map(&item->paragraph.para->spans[i]);
}

bool refs_may_change(const struct flow *root)
{
    bool found = false;
    flow_walk(root, find_reference, &found);
    return found;
}

static const char *page_index(const struct locators *map, uint32_t anchor, char room[24])
{
    int page = map->page && anchor < map->anchor_count ? map->page[anchor] : -1;
    snprintf(room, 24, "%d", page + 1);
    return page < 0 ? "-" : room;
}

static void dump_target(const struct refs *refs, const char *where, uint32_t anchor, const struct locators *map,
                        struct buf *out)
{
    char room[24];
    const struct target *target = refs_target(refs, anchor);
    const char *beside = target->kind == TARGET_HEADING ? target->item->heading.beside : NULL;
    buf_format(out, "%s\t%s\t%s\t%s%s%s\n", where, refs_locator(refs, map, anchor), page_index(map, anchor, room),
               target->words, beside ? " / " : "", beside ? beside : "");
}

static void dump_references(const struct refs *refs, const struct flow *item, const char *where,
                            const struct locators *map, struct buf *out)
{
    if (item->kind == FLOW_PARAGRAPH)
        for (uint32_t i = 0; i < item->paragraph.para->span_count; i++) {
            const struct span *span = &item->paragraph.para->spans[i];
            if (is_reference(span) && span->ref->anchor && span->ref->form == REF_PAGE)
                dump_target(refs, where, span->ref->anchor, map, out);
        }
    if (item->kind == FLOW_GRID)
        for (uint32_t i = 0; i < item->grid.column_count * item->grid.row_count; i++)
            dump_references(refs, item->grid.cells[i], where, map, out);
    for (const struct flow *child = item->first; child; child = child->next)
        dump_references(refs, child, where, map, out);
}

void refs_dump(const struct refs *refs, const struct book *book, const struct locators *map, struct buf *out)
{
    for (size_t i = 0; i < book->piece_count; i++)
        if (book->pieces[i].by_map)
            dump_references(refs, book->pieces[i].root, book->pieces[i].name, map, out);
    for (uint32_t i = 1; i < refs->target_count; i++) {
        const struct target *target = refs_target_at(refs, i);
        if (target->kind == TARGET_HEADING && target->item->heading.bookmark)
            dump_target(refs, "bookmark", i, map, out);
        else if (target->id)
            dump_target(refs, "target", i, map, out);
    }
    for (uint32_t i = 1; i < refs->target_count; i++)
        if (refs_target_at(refs, i)->kind == TARGET_INDEX)
            dump_target(refs, "index", i, map, out);
}
