/* layout: paragraphs and their extents that are the same in each round. */
#include "layout/memo.h"

/* A paragraph of a piece. */
struct set_entry {
    struct set_entry *next;
    const struct flow *item;
    const struct para *words, *label; /* as they were read, where they are not constant: copies */
    struct set_paragraph *set;        /* NULL: it is not remembered */
    sp width;
    struct tag *tags;
    uint32_t tag, label_tag;
    uint32_t tags_from, tag_count;    /* elements before it; those that it made, `tags` */
    struct pos pos;
    enum style_id style : 8;
    int align : 8;
    bool label_run_in, is_constant;
};
struct extent_entry {
    struct extent_entry *next;
    const struct flow *item;
    sp width, min_width, max_width;
};
/* Of a piece of the chain, linked in the order in which they were met. */
struct piece_memo {
    struct set_entry *sets, **set_at;          /* all; where the one to be met next stands or will stand */
    struct extent_entry *extents, **extent_at;
};
struct memo {
    struct arena *arena, *lasting; /* as a setter has them */
    VEC(struct piece_memo) pieces;
    struct piece_memo *piece;     /* the one at work */
    bool is_anew;                 /* whose flow is made anew in each round */
    bool filled;                  /* the first round is over */
};

struct memo *memo_new(void)
{
    struct arena *lasting = arena_new();
    struct memo *memo = arena_alloc(lasting, sizeof *memo);
    memo->arena = arena_new();
    memo->lasting = lasting;
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

size_t memo_size(const struct memo *memo)
{
    return memo->arena->size + memo->lasting->size;
}

void memo_rewind(struct memo *memo)
{
    memo->filled = memo->pieces.n > 0;
}

void memo_enter(struct memo *memo, size_t piece, bool is_anew)
{
    while (memo->pieces.n <= piece)
        vec_push(memo->arena, &memo->pieces, (struct piece_memo){0});
    memo->piece = &memo->pieces.at[piece];
    memo->piece->set_at = &memo->piece->sets;
    memo->piece->extent_at = &memo->piece->extents;
    memo->is_anew = is_anew;
}

/* Nothing in its words depends on the map. */
static bool is_constant(const struct memo *memo, const struct flow *item, const struct paragraph_request *request)
{
    return !memo->is_anew && request->para == item->paragraph.para && request->label == item->paragraph.label;
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

static const struct para *keep_words(struct memo *memo, const struct para *words)
{
    return words ? para_copy(memo->arena, words) : NULL;
}

/* Sets it with lines in the memo's arena, and remembers them when there was nothing to report. */
static struct set_paragraph *set_anew(struct memo *memo, struct set_entry *entry, struct setter *setter,
                                      struct tag_list *tags, const struct flow *item,
                                      const struct paragraph_request *request)
{
    struct setter keeping = *setter;
    size_t findings = setter->diags ? diags_count(setter->diags, SEVERITY_NOTE) : 0;
    *entry = (struct set_entry){.next = entry->next, .item = item, .width = request->width, .align = request->align,
                                .style = request->style, .label_run_in = request->label_run_in,
                                .tag = request->tag, .label_tag = request->label_tag, .pos = request->pos,
                                .tags_from = (uint32_t)tags->tags.n,
                                .is_constant = is_constant(memo, item, request)};
    keeping.arena = memo->arena;
    keeping.lasting = memo->lasting;
    struct paragraph_request kept = *request;
    kept.text_lasts = entry->is_constant;
    struct set_paragraph *set = paragraph_set(&keeping, tags, &kept);
    if (setter->diags && diags_count(setter->diags, SEVERITY_NOTE) != findings)
        return set;
    entry->set = set;
    entry->words = entry->is_constant ? NULL : keep_words(memo, request->para);
    entry->label = entry->is_constant ? NULL : keep_words(memo, request->label);
    keep_tags(memo, entry, tags);
    return set;
}

static bool same_pos(struct pos a, struct pos b)
{
    return a.file == b.file && a.line == b.line && a.column == b.column;
}

static bool same_words(const struct memo *memo, const struct set_entry *entry, const struct flow *item,
                       const struct paragraph_request *request)
{
    if (entry->is_constant || !entry->label != !request->label)
        return entry->is_constant && is_constant(memo, item, request);
    return para_is_same(entry->words, request->para) &&
           (!request->label || para_is_same(entry->label, request->label));
}

static bool is_same(const struct memo *memo, const struct set_entry *entry, const struct tag_list *tags,
                    const struct flow *item, const struct paragraph_request *request)
{
    return entry->set && (memo->is_anew || entry->item == item) && entry->width == request->width &&
           entry->align == request->align && entry->style == request->style &&
           entry->label_run_in == request->label_run_in && entry->tag == request->tag &&
           entry->label_tag == request->label_tag && entry->tags_from == tags->tags.n &&
           same_pos(entry->pos, request->pos) && same_words(memo, entry, item, request);
}

/* That of the paragraph that is met next in the piece. */
static struct set_entry *next_entry(struct memo *memo)
{
    struct set_entry **at = memo->piece->set_at;
    if (!*at)
        *at = arena_alloc(memo->arena, sizeof **at);
    memo->piece->set_at = &(*at)->next;
    return *at;
}

/* In the first round no place is known that references would tell: their words are others in the next. */
static struct set_paragraph *set_draft(const struct memo *memo, struct setter *setter, struct tag_list *tags,
                                       const struct flow *item, const struct paragraph_request *request)
{
    struct paragraph_request draft = *request;
    draft.is_draft = setter->drafts && (memo->is_anew || refs_may_change(item));
    return paragraph_set(setter, tags, &draft);
}

struct set_paragraph *memo_set(struct memo *memo, struct setter *setter, struct tag_list *tags, const struct flow *item,
                               const struct paragraph_request *request)
{
    struct set_entry *entry = memo ? next_entry(memo) : NULL;
    if (!memo)
        return paragraph_set(setter, tags, request);
    if (!memo->filled && !is_constant(memo, item, request))
        return set_draft(memo, setter, tags, item, request);
    if (!is_same(memo, entry, tags, item, request))
        return set_anew(memo, entry, setter, tags, item, request);
    for (size_t i = 0; i < entry->tag_count; i++)
        vec_push(tags->arena, &tags->tags, entry->tags[i]);
    return entry->set;
}

void memo_measure(struct memo *memo, struct setter *setter, const struct flow *item,
                  const struct paragraph_request *request, sp *min_width, sp *max_width)
{
    bool constant = memo && is_constant(memo, item, request);
    struct piece_memo *piece = constant ? memo->piece : NULL;
    struct extent_entry *entry = constant ? *piece->extent_at : NULL;
    if (entry && memo->filled && entry->item == item && entry->width == request->width) {
        piece->extent_at = &entry->next;
        *min_width = entry->min_width;
        *max_width = entry->max_width;
        return;
    }
    paragraph_measure(setter, request, min_width, max_width);
    if (!constant || memo->filled)
        return;
    entry = arena_take(memo->arena, sizeof *entry);
    *entry = (struct extent_entry){NULL, item, request->width, *min_width, *max_width};
    *piece->extent_at = entry;
    piece->extent_at = &entry->next;
}
