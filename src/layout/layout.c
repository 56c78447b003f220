/*
 * layout: rounds. Keeps each chain from round to round; makes again, by several workers, those whose text has
 * changed; joins all of them. Each worker has tools of its own, which share the words that were shaped.
 */
#include "layout/kept.h"

#include <string.h>

struct piece_range {
    size_t first, count;
};

struct layout {
    struct arena *arena;
    const struct volume *volume;
    const struct refs *refs;
    struct layout_tools *tools;
    struct layout_options options;
    struct kept_chains *kept;   /* to which all chains belong; NULL: they are the layout's */
    struct diags *diags;
    struct chain **chains;      /* of the last round */
    size_t chain_count;
    struct arena *results[2];   /* of the last round and of the one before */
    struct arena *maps[2];
    const struct locators *map; /* a copy of the map of the last round */
    VEC(struct memo *) memos;   /* of the chains, by their place */
    const struct book *book;    /* of the last round */
    int round;
};

/* What the layout asks for and the upright face of the text lacks. What other faces lack, they do without. */
static void report_lacking(const struct volume *volume, const struct fonts *fonts, struct diags *diags)
{
    const struct layout_settings *settings = volume->layout;
    if (!settings)
        return;
    const struct face *face = fonts_face(fonts, FONT_BODY, false, false);
    const struct {
        bool wanted;
        unsigned feature;
        const char *words, *key;
    } asked[] = {
        {settings->acronyms == 0, SHAPE_SMALL_ACRONYMS, "small capitals for capitals", "acronyms"},
        {settings->figures == 1, SHAPE_OLD_STYLE, "old-style figures", "figures"},
        {settings->figures == 0, SHAPE_LINING, "lining figures", "figures"},
    };
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        const struct node *node = asked[i].wanted ? node_get(settings->head.node, asked[i].key) : NULL;
        if (node && !face_has_features(face, asked[i].feature))
            diag(diags, DIAG_LAYOUT_FEATURE_MISSING, node->pos, face_name(face), asked[i].words, asked[i].key);
    }
}

struct layout *layout_open(const struct volume *volume, const struct refs *refs, struct layout_tools *tools,
                           const struct layout_options *options, struct diags *diags)
{
    struct arena *arena = arena_new();
    struct layout *layout = arena_alloc(arena, sizeof *layout);
    layout->arena = arena;
    layout->volume = volume;
    layout->refs = refs;
    layout->tools = tools;
    layout->options = *options;
    layout->diags = diags;
    tools_begin(tools);
    if (options->keep) {
        layout->kept = tools_kept(tools, options->edition);
        kept_chains_begin(layout->kept, volume->design);
    }
    report_lacking(volume, tools_of_worker(tools, 0)->fonts, diags);
    for (int i = 0; i < 2; i++) {
        layout->results[i] = arena_new();
        layout->maps[i] = arena_new();
    }
    return layout;
}

/* Those from `first` on. */
static void drop_chains(struct layout *layout, size_t first)
{
    for (size_t i = first; i < layout->chain_count && !layout->kept; i++)
        chain_free(layout->chains[i]);
}

void layout_close(struct layout *layout)
{
    drop_chains(layout, 0);
    if (layout->kept)
        kept_chains_end(layout->kept);
    for (size_t i = 0; i < layout->memos.n; i++)
        memo_free(layout->memos.at[i]);
    for (int i = 0; i < 2; i++) {
        arena_free(layout->results[i]);
        arena_free(layout->maps[i]);
    }
    arena_free(layout->arena);
}

static struct setter worker_tools(struct layout *layout, int index)
{
    struct setter setter = *tools_of_worker(layout->tools, index);
    setter.design = layout->volume->design;
    setter.refs = layout->refs;
    setter.keep_lines = layout->options.keep_lines;
    return setter;
}

/* About how wide a label is: letters of Roman numbers differ most. */
static int label_width(const char *label)
{
    int width = 0;
    for (; *label; label++)
        width += strchr("ijl", *label) ? 5 : *label == 'm' ? 17 : 10;
    return width;
}

static const char *label_of(const struct locators *map, uint32_t anchor)
{
    int32_t page = anchor < map->anchor_count ? map->page[anchor] : -1;
    return page >= 0 && (uint32_t)page < map->page_count ? map->page_labels[page] : NULL;
}

/* For each anchor the widest label of the rounds so far, where that is not the present one. */
static void keep_widest(struct arena *arena, struct locators *map, const struct locators *last)
{
    map->wider = arena_alloc(arena, map->anchor_count * sizeof *map->wider);
    for (uint32_t i = 0; last && i < map->anchor_count && i < last->anchor_count; i++) {
        const char *now = label_of(map, i), *before = last->wider[i] ? last->wider[i] : label_of(last, i);
        if (now && before && label_width(before) > label_width(now))
            map->wider[i] = arena_strdup(arena, before);
    }
}

static struct locators *copy_map(struct arena *arena, const struct locators *map, const struct locators *last)
{
    if (!map)
        return NULL;
    struct locators *copy = locators_new(arena, map->medium, map->anchor_count);
    memcpy(copy->page, map->page, map->anchor_count * sizeof *copy->page);
    copy->page_count = map->page_count;
    copy->page_labels = arena_alloc(arena, (map->page_count + 1) * sizeof *copy->page_labels);
    for (uint32_t i = 0; i < map->page_count; i++)
        copy->page_labels[i] = map->page_labels[i] ? arena_strdup(arena, map->page_labels[i]) : NULL;
    keep_widest(arena, copy, last);
    return copy;
}

struct round {
    struct layout *layout;
    const struct book *book;
    const struct locators *map;     /* references are read in it */
    const struct piece_range *ranges;
    struct chain **chains;
    size_t count;
    bool recto;                     /* the next chain has pages to come on the right */
    bool arabic;                    /* an arabic page has come */
};

static void make_chain(void *context, size_t index, int worker)
{
    struct round *round = context;
    struct layout *layout = round->layout;
    const struct piece_range *range = &round->ranges[index];
    struct chain *old = index < layout->chain_count ? layout->chains[index] : NULL;
    struct setter tools = worker_tools(layout, worker);
    tools.drafts = !round->map && !layout->kept;
    if (layout->kept) {
        round->chains[index] =
            kept_chains_take(layout->kept, index, &tools, round->book, range->first, range->count, round->map);
        return;
    }
    if (old &&
        chain_stands(old, round->book, range->first, range->count, layout->refs, layout->map, round->map)) {
        round->chains[index] = old;
        return;
    }
    round->chains[index] = chain_make(&tools, &round->book->pieces[range->first], range->first, range->count,
                                      round->book->language, round->map, layout->memos.at[index]);
    round->chains[index]->before = old;
}

/* On the side on which it begins: as chains_join will find it. */
static void make_pages(void *context, size_t index)
{
    struct round *round = context;
    struct chain *chain = round->chains[index];
    const struct piece *piece = &round->book->pieces[chain->first];
    bool begins_arabic = piece->folio == FOLIO_ARABIC && !round->arabic;
    chain->recto = round->recto || piece->start == PIECE_NEW_RECTO || begins_arabic;
    const struct chain_pages *pages = chain_pages(chain, chain->recto);
    if (chain->before && !round->layout->kept)
        chain_free(chain->before);
    chain->before = NULL;
    round->recto = chain_pages_end(pages, chain->recto);
    for (size_t i = 0; i < chain->count; i++)
        round->arabic |= piece[i].folio == FOLIO_ARABIC;
    progress_add(round->layout->options.progress, chain->count, pages->count);
}

/* The first of those at the end that are made from the map: they take longer than a document, and no worker is to wait
 * for them at the end. */
static size_t first_index(const struct round *round)
{
    size_t first = round->count;
    while (first > 0 && round->book->pieces[round->ranges[first - 1].first].by_map)
        first--;
    return first < round->count ? first : 0;
}

static struct piece_range *divide(struct layout *layout, const struct book *book, size_t *count)
{
    VEC(struct piece_range) ranges = {0};
    for (size_t i = 0; i < book->piece_count; i++) {
        if (chain_begins(book, i))
            vec_push(layout->arena, &ranges, ((struct piece_range){i, 0}));
        ranges.at[ranges.n - 1].count++;
    }
    *count = ranges.n;
    return ranges.at;
}

static void keep_chains(struct layout *layout, struct chain **chains, size_t count)
{
    drop_chains(layout, count);
    layout->chains = chains;
    layout->chain_count = count;
}

/* What is made of the last round lives as long as that. */
static struct setter round_setter(struct layout *layout)
{
    struct setter setter = worker_tools(layout, 0);
    setter.arena = setter.lasting = layout->results[(layout->round - 1) % 2];
    return setter;
}

const struct locators *layout_round(struct layout *layout, const struct book *book, const struct locators *before)
{
    size_t count;
    struct round round = {.layout = layout, .book = book, .recto = true};
    int side = layout->round++ % 2;
    arena_reset(layout->maps[side]);
    round.map = copy_map(layout->maps[side], before, layout->map);
    round.ranges = divide(layout, book, &count);
    round.count = count;
    if (layout->kept)
        kept_chains_reserve(layout->kept, count);
    while (layout->memos.n < count && !layout->kept)
        vec_push(layout->arena, &layout->memos, memo_new());
    round.chains = arena_alloc(layout->arena, (count + 1) * sizeof *round.chains);
    progress_stage(layout->options.progress, "setting pages", "parts", book->piece_count);
    workers_run_in_order(layout->options.workers, count, first_index(&round), make_chain, make_pages, &round);
    keep_chains(layout, round.chains, count);
    layout->map = round.map;
    layout->book = book;
    arena_reset(layout->results[side]);
    struct setter setter = round_setter(layout);
    return chains_map(&setter, book, layout->chains, layout->chain_count);
}

const struct pages *layout_pages(struct layout *layout)
{
    struct setter setter = round_setter(layout);
    return chains_join(&setter, layout->book, layout->chains, layout->chain_count, NULL, NULL);
}

static void finish_chain(void *context, size_t index)
{
    struct layout *layout = context;
    diags_copy(layout->diags, layout->chains[index]->diags);
    if (layout->kept)
        return;
    chain_finish(layout->chains[index]);
    memo_finish(layout->memos.at[index]);
}

const struct pages *layout_finish(struct layout *layout)
{
    struct setter setter = round_setter(layout);
    for (size_t i = layout->chain_count; i < layout->memos.n; i++)
        memo_finish(layout->memos.at[i]);
    return chains_join(&setter, layout->book, layout->chains, layout->chain_count, finish_chain, layout);
}
