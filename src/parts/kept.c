/*
 * parts: bodies of documents from one build to the next. A body is the same where the bytes of its document's file are,
 * those of all files that are no documents', and all that was counted before it. One that reads other files still, is
 * gathered from, or has something to report is lowered again.
 */
#include "parts/internal.h"

#include <stdlib.h>
#include <string.h>

struct kept_body {
    struct arena *arena;    /* of all of it */
    uint32_t file;          /* the document's */
    const char *bytes;      /* of that */
    size_t size;
    struct lowering before, after; /* of their pointers only those to words are of use, which are copies */
    struct flow *group;     /* holds what was lowered */
    bool used;
};

struct parts_kept {
    struct buf others;          /* names and bytes of the files that are no documents' */
    struct kept_body **bodies;  /* by number of the document; NULL: none */
    size_t count;
};

struct parts_kept *parts_kept_new(void)
{
    struct parts_kept *kept = base_malloc(sizeof *kept);
    *kept = (struct parts_kept){0};
    return kept;
}

static void drop(struct parts_kept *kept, size_t number)
{
    if (kept->bodies[number])
        arena_free(kept->bodies[number]->arena);
    kept->bodies[number] = NULL;
}

void parts_kept_free(struct parts_kept *kept)
{
    for (size_t i = 0; i < kept->count; i++)
        drop(kept, i);
    free(kept->bodies);
    buf_free(&kept->others);
    free(kept);
}

static void put_others(const struct parts *parts, struct buf *out)
{
    const struct volume *volume = parts->volume;
    uint32_t count = sources_count(parts->sources);
    bool *is_document = arena_alloc(parts->arena, (count + 1) * sizeof *is_document);
    for (size_t i = 0; i < volume->document_count; i++)
        is_document[volume->documents[i]->head.pos.file] = true;
    is_document[volume->head.pos.file] = false;
    for (uint32_t file = 1; file <= count; file++) {
        size_t size;
        const char *name = sources_name(parts->sources, file);
        const char *bytes = sources_bytes(parts->sources, file, &size);
        buf_append(out, name, strlen(name) + 1);
        if (is_document[file])
            continue;
        buf_append(out, &size, sizeof size);
        buf_append(out, bytes, size);
    }
}

static void reserve(struct parts_kept *kept, size_t count)
{
    if (count <= kept->count)
        return;
    kept->bodies = base_realloc(kept->bodies, count * sizeof *kept->bodies);
    memset(kept->bodies + kept->count, 0, (count - kept->count) * sizeof *kept->bodies);
    kept->count = count;
}

void kept_begin_parts(struct parts *parts)
{
    struct parts_kept *kept = parts->kept;
    struct buf others = {0};
    if (!kept)
        return;
    reserve(kept, parts->volume->document_count + 1);
    put_others(parts, &others);
    bool same = others.n == kept->others.n && memcmp(others.at, kept->others.at, others.n) == 0;
    buf_free(&kept->others);
    kept->others = others;
    for (size_t i = 0; i < kept->count; i++)
        if (!same)
            drop(kept, i);
        else if (kept->bodies[i])
            kept->bodies[i]->used = false;
}

void kept_end_parts(struct parts *parts)
{
    for (size_t i = 0; parts->kept && i < parts->kept->count; i++)
        if (parts->kept->bodies[i] && !parts->kept->bodies[i]->used)
            drop(parts->kept, i);
}

static bool same_start(const struct lowering *a, const struct lowering *b)
{
    return strings_equal(a->path, b->path) && strings_equal(a->language, b->language) &&
           strings_equal(a->note_prefix, b->note_prefix) && strings_equal(a->number_prefix, b->number_prefix) &&
           strings_equal(a->paragraph_number, b->paragraph_number) && a->text_count == b->text_count &&
           a->note_count == b->note_count && a->table_count == b->table_count && a->figure_count == b->figure_count &&
           a->paragraph_count == b->paragraph_count && a->heading_base == b->heading_base &&
           memcmp(a->heading_counts, b->heading_counts, sizeof a->heading_counts) == 0 &&
           a->number_headings == b->number_headings && a->number_paragraphs == b->number_paragraphs &&
           a->text_style == b->text_style && a->follows_text == b->follows_text && a->list_depth == b->list_depth;
}

static bool same_file(const struct kept_body *body, const struct lowering *l)
{
    size_t size;
    uint32_t file = l->document->head.pos.file;
    const char *bytes = sources_bytes(l->sources, file, &size);
    return body->file == file && body->size == size && memcmp(body->bytes, bytes, size) == 0;
}

/* refs gives them anew. What was found by a name has to be found again. */
static void forget_numbers(void *context, const struct flow *given)
{
    struct flow *item = (struct flow *)given;
    (void)context;
    if (item->kind == FLOW_HEADING)
        item->heading.anchor = 0;
    if (item->kind == FLOW_ANCHOR)
        item->anchor.anchor = 0;
    if (item->kind != FLOW_PARAGRAPH)
        return;
    const struct para *para = item->paragraph.para;
    for (uint32_t i = 0; i < para->mark_count; i++)
        para->marks[i].anchor = 0;
    for (uint32_t i = 0; i < para->span_count; i++) {
        const struct span *span = &para->spans[i];
        if ((span->kind != SPAN_REFERENCE && span->kind != SPAN_JUMP) || !span->ref || !span->ref->target)
            continue;
        span->ref->anchor = 0;
        span->ref->elsewhere = false;
    }
}

/* What was added to its end belongs to another build. */
static void add_body(struct kept_body *body, struct lowering *l, struct flow *parent)
{
    struct flow *first = body->group->first, *last = body->group->last;
    last->next = NULL;
    flow_walk(body->group, forget_numbers, NULL);
    if (parent->last)
        parent->last->next = first;
    else
        parent->first = first;
    parent->last = last;
    struct lowering after = body->after;
    l->text_count = after.text_count;
    l->note_count = after.note_count;
    l->table_count = after.table_count;
    l->figure_count = after.figure_count;
    l->paragraph_count = after.paragraph_count;
    l->heading_base = after.heading_base;
    memcpy(l->heading_counts, after.heading_counts, sizeof l->heading_counts);
    l->follows_text = after.follows_text;
    l->paragraph_number = after.paragraph_number;
}

static struct lowering copy_lowering(struct arena *arena, const struct lowering *l)
{
    struct lowering copy = *l;
    copy.path = arena_strdup(arena, l->path);
    copy.language = arena_strdup(arena, l->language);
    copy.note_prefix = l->note_prefix ? arena_strdup(arena, l->note_prefix) : NULL;
    copy.number_prefix = l->number_prefix ? arena_strdup(arena, l->number_prefix) : NULL;
    copy.paragraph_number = l->paragraph_number ? arena_strdup(arena, l->paragraph_number) : NULL;
    return copy;
}

static struct kept_body *copy_body(const struct lowering *before, const struct lowering *after,
                                   const struct flow *group)
{
    struct arena *arena = arena_new();
    struct kept_body *body = arena_alloc(arena, sizeof *body);
    *body = (struct kept_body){.arena = arena, .file = before->document->head.pos.file, .used = true};
    const char *bytes = sources_bytes(before->sources, body->file, &body->size);
    body->bytes = arena_string(arena, bytes, body->size);
    body->before = copy_lowering(arena, before);
    body->after = copy_lowering(arena, after);
    body->group = flow_copy(arena, group);
    return body;
}

static void find_image(void *context, const struct flow *item)
{
    bool *found = context;
    *found |= item->kind == FLOW_IMAGE;
}

/* How much it has left where other bodies leave something, too. */
struct traces {
    size_t findings, recommendations;
    uint32_t sources;
};

static struct traces traces_of(const struct lowering *l)
{
    return (struct traces){diags_count(l->diags, SEVERITY_NOTE), l->gathering->recommendations.n,
                           sources_count(l->sources)};
}

static void lower_and_keep(struct parts_kept *kept, struct lowering *l, struct flow *parent)
{
    const struct document *document = l->document;
    const struct flow *last = parent->last;
    struct lowering before = *l;
    struct traces traces = traces_of(l);
    bool of_one_file = !document->source_file && !document->versions.count, reads = false;
    blocks_lower_body(l, parent);
    struct traces now = traces_of(l);
    struct flow group = {.kind = FLOW_GROUP, .first = last ? last->next : parent->first};
    flow_walk(&group, find_image, &reads);
    drop(kept, (size_t)document->number);
    if (of_one_file && !reads && group.first && now.findings == traces.findings &&
        now.recommendations == traces.recommendations && now.sources == traces.sources)
        kept->bodies[document->number] = copy_body(&before, l, &group);
}

void kept_lower_body(struct parts *parts, struct lowering *l, struct flow *parent)
{
    struct kept_body *body = parts->kept ? parts->kept->bodies[l->document->number] : NULL;
    if (!parts->kept) {
        blocks_lower_body(l, parent);
    } else if (body && same_file(body, l) && same_start(&body->before, l)) {
        add_body(body, l, parent);
        body->used = true;
    } else {
        lower_and_keep(parts->kept, l, parent);
    }
}
