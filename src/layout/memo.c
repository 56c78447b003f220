/* layout: paragraphs and their extents that are the same in each round. */
#include "layout/memo.h"

/* Entries are linked in the order in which they were met. */
struct set_entry {
    struct set_entry *next;
    const struct flow *item;
    sp width;
    int align;
    uint32_t tag, label_tag;
    uint32_t tags_from;     /* elements before it; those that it made follow */
    uint32_t tag_count;
    struct tag *tags;
    struct set_paragraph *set;
};
struct extent_entry {
    struct extent_entry *next;
    const struct flow *item;
    sp width, min_width, max_width;
};
struct memo {
    struct arena *arena, *lasting; /* as a setter has them */
    struct set_entry *sets, **set_at;          /* all; where the one to be met next stands or will stand */
    struct extent_entry *extents, **extent_at;
    bool filled;                  /* the first round is over */
};

struct memo *memo_new(void)
{
    struct arena *lasting = arena_new();
    struct memo *memo = arena_alloc(lasting, sizeof *memo);
    memo->arena = arena_new();
    memo->lasting = lasting;
    memo_rewind(memo);
    return memo;
}

void memo_finish(struct memo *memo)
{
    arena_free(memo->arena);
    memo->arena = NULL;
}

void memo_free(struct memo *memo)
{
    if (!memo)
        return;
    arena_free(memo->arena);
    arena_free(memo->lasting);
}

void memo_rewind(struct memo *memo)
{
    memo->filled = memo->sets || memo->extents;
    memo->set_at = &memo->sets;
    memo->extent_at = &memo->extents;
}

/* Nothing in its words depends on the map. */
static bool is_constant(const struct flow *item, const struct paragraph_request *request)
{
    return request->para == item->paragraph.para && request->label == item->paragraph.label;
}

static const char *kept_string(struct memo *memo, const char *string)
{
    return string ? arena_strdup(memo->lasting, string) : NULL;
}

static void keep_tags(struct memo *memo, struct set_entry *entry, const struct tag_list *tags)
{
    entry->tag_count = (uint32_t)tags->tags.n - entry->tags_from;
    entry->tags = arena_copy(memo->arena, tags->tags.at + entry->tags_from, entry->tag_count * sizeof *entry->tags);
    for (size_t i = 0; i < entry->tag_count; i++) {
        entry->tags[i].language = kept_string(memo, entry->tags[i].language);
        entry->tags[i].note = kept_string(memo, entry->tags[i].note);
    }
}

/* Sets it with lines in the memo's arena; remembers them when there was nothing to report. */
static struct set_paragraph *set_first(struct memo *memo, struct setter *setter, struct tag_list *tags,
                                       const struct flow *item, const struct paragraph_request *request)
{
    struct setter keeping = *setter;
    struct set_entry entry = {.item = item, .width = request->width, .align = request->align, .tag = request->tag,
                              .label_tag = request->label_tag, .tags_from = (uint32_t)tags->tags.n};
    size_t findings = setter->diags ? diags_count(setter->diags, SEVERITY_NOTE) : 0;
    keeping.arena = memo->arena;
    keeping.lasting = memo->lasting;
    entry.set = paragraph_set(&keeping, tags, request);
    if (setter->diags && diags_count(setter->diags, SEVERITY_NOTE) != findings)
        return entry.set;
    keep_tags(memo, &entry, tags);
    *memo->set_at = arena_copy(memo->arena, &entry, sizeof entry);
    memo->set_at = &(*memo->set_at)->next;
    return entry.set;
}

static bool is_same(const struct set_entry *entry, const struct tag_list *tags, const struct paragraph_request *request)
{
    return entry->width == request->width && entry->align == request->align && entry->tag == request->tag &&
           entry->label_tag == request->label_tag && entry->tags_from == tags->tags.n;
}

struct set_paragraph *memo_set(struct memo *memo, struct setter *setter, struct tag_list *tags, const struct flow *item,
                               const struct paragraph_request *request)
{
    if (!memo || !is_constant(item, request))
        return paragraph_set(setter, tags, request);
    if (!memo->filled)
        return set_first(memo, setter, tags, item, request);
    struct set_entry *entry = *memo->set_at;
    if (!entry || entry->item != item)
        return paragraph_set(setter, tags, request);
    memo->set_at = &entry->next;
    if (!is_same(entry, tags, request))
        return paragraph_set(setter, tags, request);
    for (size_t i = 0; i < entry->tag_count; i++)
        vec_push(tags->arena, &tags->tags, entry->tags[i]);
    return entry->set;
}

void memo_measure(struct memo *memo, struct setter *setter, const struct flow *item,
                  const struct paragraph_request *request, sp *min_width, sp *max_width)
{
    struct extent_entry *entry = memo ? *memo->extent_at : NULL;
    if (memo && memo->filled && entry && is_constant(item, request)) {
        if (entry->item == item && entry->width == request->width) {
            memo->extent_at = &entry->next;
            *min_width = entry->min_width;
            *max_width = entry->max_width;
            return;
        }
    }
    paragraph_measure(setter, request, min_width, max_width);
    if (!memo || memo->filled || !is_constant(item, request))
        return;
    entry = arena_take(memo->arena, sizeof *entry);
    *entry = (struct extent_entry){NULL, item, request->width, *min_width, *max_width};
    *memo->extent_at = entry;
    memo->extent_at = &entry->next;
}
