/*
 * refs: the walk that numbers anchors, names targets, and joins references to them; locators and their merging.
 * Ids are unique in a volume; numbers of continuous text are "S1" for sessions, "4" for documents, and "S1.2", "4.2"
 * for the headings in them.
 */
#include "refs/refs.h"

#include <stdlib.h>
#include <string.h>

#include "refs/internal.h"
#include "words/words.h"

/* Its number is the count before. */
static struct target *new_target(struct refs *refs)
{
    if (refs->target_count % TARGETS_A_BLOCK == 0)
        vec_push(refs->arena, &refs->targets, arena_take(refs->arena, TARGETS_A_BLOCK * sizeof(struct target)));
    return refs_target_at(refs, refs->target_count++);
}

struct refs *refs_new(struct arena *arena, const struct volume *volume, struct diags *diags)
{
    struct refs *refs = arena_alloc(arena, sizeof *refs);
    refs->arena = arena;
    refs->volume = volume;
    refs->diags = diags;
    *new_target(refs) = (struct target){0};
    return refs;
}

void refs_leave_room(struct refs *refs)
{
    refs->leaves_room = true;
}

/* Some are free at least. */
static void put_room(struct refs *refs)
{
    enum { ROOM_LEAST = 8, ROOM_STEP = 64 };
    uint32_t next = (refs->target_count + ROOM_LEAST + ROOM_STEP - 1) / ROOM_STEP * ROOM_STEP;
    while (refs->leaves_room && refs->target_count < next)
        *new_target(refs) = (struct target){0};
}

static uint32_t hash_text(const char *text)
{
    uint32_t hash = 2166136261u;
    for (; *text; text++)
        hash = (hash ^ (unsigned char)*text) * 16777619u;
    return hash;
}

static uint32_t *find_slot(const struct refs *refs, const char *id)
{
    uint32_t slot = hash_text(id) & (refs->slot_count - 1);
    while (refs->slots[slot] && strcmp(refs_target_at(refs, refs->slots[slot])->id, id))
        slot = (slot + 1) & (refs->slot_count - 1);
    return &refs->slots[slot];
}

static void grow_slots(struct refs *refs)
{
    uint32_t old_count = refs->slot_count, *old = refs->slots;
    refs->slot_count = old_count ? old_count * 2 : 256;
    refs->slots = arena_alloc(refs->arena, refs->slot_count * sizeof *refs->slots);
    for (uint32_t i = 0; i < old_count; i++)
        if (old[i])
            *find_slot(refs, refs_target_at(refs, old[i])->id) = old[i];
}

static void add_id(struct refs *refs, uint32_t anchor)
{
    struct target *target = refs_target_at(refs, anchor);
    if (refs->id_count * 2 >= refs->slot_count)
        grow_slots(refs);
    uint32_t *slot = find_slot(refs, target->id);
    if (*slot) {
        struct pos first = refs_target_at(refs, *slot)->pos;
        diag(refs->diags, DIAG_DUPLICATE_ID, target->pos, target->id, diags_place(refs->arena, refs->diags, first));
        return;
    }
    *slot = anchor;
    refs->id_count++;
}

uint32_t refs_find(const struct refs *refs, const char *id)
{
    return refs->slot_count ? *find_slot(refs, id) : 0;
}

static uint32_t add_target(struct refs *refs, struct target target)
{
    uint32_t anchor = refs->target_count;
    target.piece = refs->piece;
    if (!target.words)
        target.words = "";
    if (!target.flow_number)
        target.flow_number = refs->flow_number;
    *new_target(refs) = target;
    if (target.id)
        add_id(refs, anchor);
    return anchor;
}

static const char *begin_numbers(struct refs *refs, const char *number)
{
    memset(refs->inner, 0, sizeof refs->inner);
    return refs->piece_number = number;
}

/* A level that is skipped counts as one heading: "4.1.1" right below "4" leaves "4.2" for the next, not "4.1". */
static const char *next_inner(struct refs *refs, int level, bool again)
{
    enum { FIRST_LEVEL = 3 };
    if (!refs->piece_number)
        return NULL;
    int depth = level - FIRST_LEVEL;
    depth = depth < 0 ? 0 : depth < INNER_LEVELS ? depth : INNER_LEVELS - 1;
    for (int i = 0; i < depth; i++)
        if (!refs->inner[i])
            refs->inner[i] = 1;
    refs->inner[depth] += !again || !refs->inner[depth];
    for (int i = depth + 1; i < INNER_LEVELS; i++)
        refs->inner[i] = 0;
    struct buf number = {0};
    buf_puts(&number, refs->piece_number);
    for (int i = 0; i <= depth; i++)
        buf_format(&number, ".%d", refs->inner[i]);
    const char *text = arena_string(refs->arena, number.at, number.n);
    buf_free(&number);
    return text;
}

static const char *next_flow_number(struct refs *refs, const struct flow *item)
{
    switch (item->heading.kind) {
    case HEADING_SESSION: return begin_numbers(refs, arena_format(refs->arena, "S%d", ++refs->sessions));
    case HEADING_DOCUMENT: return begin_numbers(refs, arena_format(refs->arena, "%d", ++refs->documents));
    case HEADING_INNER: return next_inner(refs, item->heading.level, item->heading.again);
    case HEADING_OTHER: break;
    }
    return NULL;
}

static void collect_heading(struct refs *refs, struct flow *item)
{
    if (item->heading.anchor)
        return;
    const char *number = next_flow_number(refs, item);
    if (number)
        refs->flow_number = number;
    struct target target = {.kind = TARGET_HEADING, .id = item->heading.id, .number = item->heading.number,
                            .label = item->heading.label, .flow_number = number, .words = item->heading.title,
                            .item = item, .level = item->heading.level, .pos = item->pos};
    item->heading.anchor = add_target(refs, target);
    if (!number)
        refs_target_at(refs, item->heading.anchor)->flow_number = NULL;
}

static void collect_anchor(struct refs *refs, struct flow *item)
{
    if (item->anchor.anchor)
        return;
    const char *words = item->anchor.title ? para_words(refs->arena, item->anchor.title) : item->anchor.label;
    struct target target = {.kind = TARGET_ANCHOR, .id = item->anchor.id, .label = item->anchor.label,
                            .words = words, .item = item, .anchor = item->anchor.kind, .pos = item->pos};
    item->anchor.anchor = add_target(refs, target);
    refs->waiting = target.label || item->anchor.title ? 0 : item->anchor.anchor;
}

/* "paragraph 12", for places in paragraphs that are numbered. */
static const char *paragraph_label(const struct refs *refs, const struct flow *item)
{
    const char *number = item->paragraph.number;
    return number ? words_fill(refs->arena, item->paragraph.para->language, WORD_PARAGRAPH, number, NULL) : NULL;
}

/* An anchor without words of its own that stands before a numbered paragraph is its. */
static void label_waiting(struct refs *refs, const char *label)
{
    if (refs->waiting && label)
        refs_target_at(refs, refs->waiting)->label = label;
    refs->waiting = 0;
}

static void collect_marks(struct refs *refs, const struct flow *item)
{
    const struct para *para = item->paragraph.para;
    const char *label = NULL;
    if (refs->waiting || para->mark_count)
        label = paragraph_label(refs, item);
    label_waiting(refs, label);
    for (uint32_t i = 0; i < para->mark_count; i++) {
        struct mark *mark = &para->marks[i];
        if (mark->anchor)
            continue;
        struct target target = {.kind = mark->kind == MARK_INDEX ? TARGET_INDEX : TARGET_MARK, .id = mark->id,
                                .term = mark->term, .words = mark->words, .pos = para_pos(para, mark->at),
                                .label = mark->id ? label : NULL};
        mark->anchor = add_target(refs, target);
    }
}

static void collect_item(void *context, const struct flow *given)
{
    struct refs *refs = context;
    struct flow *item = (struct flow *)given; /* the one walk that may write: it gives anchors their numbers */
    if (item->kind == FLOW_HEADING)
        collect_heading(refs, item);
    else if (item->kind == FLOW_ANCHOR)
        collect_anchor(refs, item);
    else if (item->kind == FLOW_PARAGRAPH)
        collect_marks(refs, item);
}

/* The id that was meant, it seems. Every look goes through all ids, so only the first mistakes get one. */
static const char *nearest_id(struct refs *refs, const char *id)
{
    enum { MOST_LOOKS = 50 };
    if (++refs->undefined > MOST_LOOKS)
        return NULL;
    for (uint32_t i = 1; refs->undefined == 1 && i < refs->target_count; i++)
        if (refs_target_at(refs, i)->id)
            vec_push(refs->arena, &refs->ids, refs_target_at(refs, i)->id);
    return base_nearest(id, refs->ids.at, refs->ids.n);
}

static void report_undefined(struct refs *refs, const struct reference *ref)
{
    const char *nearest = nearest_id(refs, ref->target);
    const char *remedy = nearest ? arena_format(refs->arena, "did you mean “#%s”?", nearest)
                                 : "give the place an id: “## Heading {#id}”, or name a document's id";
    diag(refs->diags, DIAG_UNDEFINED_REFERENCE, ref->pos, ref->target, remedy);
}

static void join_target(struct refs *refs, const struct span *span)
{
    if (!span->ref->anchor)
        span->ref->anchor = refs_find(refs, span->ref->target);
    if (span->ref->anchor && refs_target(refs, span->ref->anchor)->piece != refs->piece)
        span->ref->elsewhere = true; /* for good: a text that is set twice has its references once */
    if (!span->ref->anchor && span->kind == SPAN_REFERENCE)
        report_undefined(refs, span->ref);
}

static void join_references(void *context, const struct flow *item)
{
    struct refs *refs = context;
    if (item->kind != FLOW_PARAGRAPH)
        return;
    const struct para *para = item->paragraph.para;
    for (uint32_t i = 0; i < para->span_count; i++) {
        const struct span *span = &para->spans[i];
        if ((span->kind == SPAN_REFERENCE || span->kind == SPAN_JUMP) && span->ref && span->ref->target)
            join_target(refs, span);
        if (refs_reads_map(span))
            vec_push(refs->arena, &refs->reads, span->ref->anchor);
    }
}

static void join_piece(struct refs *refs, const struct piece *piece, uint32_t number)
{
    struct piece_reads *reads = &refs->piece_reads[number];
    reads->from = (uint32_t)refs->reads.n;
    refs->piece = number;
    flow_walk(piece->root, join_references, refs);
    if (piece->by_map) /* its references change with every round */
        refs->reads.n = reads->from;
    reads->count = (uint32_t)refs->reads.n - reads->from;
}

void refs_collect(struct refs *refs, struct book *book)
{
    for (uint32_t i = 0; i < book->piece_count; i++) {
        refs->piece = i;
        refs->piece_number = refs->flow_number = NULL;
        refs->waiting = 0;
        flow_walk(book->pieces[i].root, collect_item, refs);
        put_room(refs);
    }
    refs->piece_reads = arena_alloc(refs->arena, (book->piece_count + 1) * sizeof *refs->piece_reads);
    for (uint32_t i = 0; i < book->piece_count; i++)
        join_piece(refs, &book->pieces[i], i);
}

uint32_t refs_anchor_count(const struct refs *refs)
{
    return refs->target_count;
}

const struct target *refs_target(const struct refs *refs, uint32_t anchor)
{
    return refs_target_at(refs, anchor < refs->target_count ? anchor : 0);
}

struct locators *locators_new(struct arena *arena, enum medium medium, uint32_t anchor_count)
{
    struct locators *map = arena_alloc(arena, sizeof *map);
    map->medium = medium;
    map->anchor_count = anchor_count;
    map->page = arena_alloc(arena, anchor_count * sizeof *map->page);
    for (uint32_t i = 0; i < anchor_count; i++)
        map->page[i] = -1;
    return map;
}

static const char *page_label(const struct locators *map, uint32_t anchor)
{
    if (map && map->reads_wider && map->wider[anchor])
        return map->wider[anchor];
    if (!map || anchor >= map->anchor_count || map->page[anchor] < 0)
        return "";
    const char *label = map->page_labels[map->page[anchor]];
    return label ? label : "";
}

bool locators_equal(const struct locators *a, const struct locators *b, uint32_t *moved)
{
    uint32_t count = a->anchor_count > b->anchor_count ? a->anchor_count : b->anchor_count;
    for (uint32_t i = 1; i < count; i++) {
        if (strcmp(page_label(a, i), page_label(b, i)) == 0)
            continue;
        *moved = i;
        return false;
    }
    return true;
}

const char *refs_locator(const struct refs *refs, const struct locators *map, uint32_t anchor)
{
    if (map && map->medium == MEDIUM_CONTINUOUS) {
        const char *number = refs_target(refs, anchor)->flow_number;
        return number ? number : "";
    }
    return page_label(map, anchor);
}

/* What an anchor is sorted and merged by: its page, or in continuous text the order of numbers. */
static int64_t place_of(const struct locators *map, uint32_t anchor)
{
    if (map && map->medium != MEDIUM_CONTINUOUS && anchor < map->anchor_count)
        return map->page[anchor];
    return anchor;
}

struct placed {
    int64_t place;
    uint32_t anchor;
};

static int by_place(const void *left, const void *right)
{
    const struct placed *a = left, *b = right;
    if (a->place != b->place)
        return a->place < b->place ? -1 : 1;
    return (a->anchor > b->anchor) - (a->anchor < b->anchor);
}

/* Two pages next to each other in the same sequence of folios (…, ix, x but not x, 1). */
static bool follows(const struct locators *map, const struct placed *a, const struct placed *b)
{
    if (!map || map->medium == MEDIUM_CONTINUOUS || b->place != a->place + 1)
        return false;
    char x = *page_label(map, a->anchor), y = *page_label(map, b->anchor);
    return (x >= '0' && x <= '9') == (y >= '0' && y <= '9');
}

struct locator_range *refs_merge(struct arena *arena, const struct refs *refs, const struct locators *map,
                                 const uint32_t *anchors, size_t count, size_t *out_count)
{
    struct placed *placed = arena_take(arena, count * sizeof *placed);
    struct locator_range *ranges = arena_take(arena, count * sizeof *ranges);
    size_t n = 0, last = 0;
    bool sorted = true;
    for (size_t i = 0; i < count; i++) {
        placed[i] = (struct placed){place_of(map, anchors[i]), anchors[i]};
        sorted &= !i || by_place(&placed[i - 1], &placed[i]) <= 0;
    }
    if (!sorted)
        qsort(placed, count, sizeof *placed, by_place);
    for (size_t i = 0; i < count; i++) {
        const char *locator = refs_locator(refs, map, placed[i].anchor);
        if (map && !*locator)
            continue;
        bool same = n && strcmp(locator, refs_locator(refs, map, placed[last].anchor)) == 0;
        if (n && !same && follows(map, &placed[last], &placed[i]))
            ranges[n - 1].to = placed[i].anchor;
        else if (!same)
            ranges[n++] = (struct locator_range){placed[i].anchor, placed[i].anchor};
        if (!same)
            last = i;
    }
    *out_count = n;
    return ranges;
}
