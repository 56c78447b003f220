/*
 * layout: chains → the pages of the book. Decides on which side each page falls, puts blank pages before
 * forced right-hand ones, numbers, moves boxes to their place on the paper, joins structure, outline and map.
 */
#include "layout/chain.h"

#define HEAD_RULE SP_PT(0.4)

struct joiner {
    struct arena *arena;
    const struct setter *setter;
    const struct design *design;
    const struct book *book;
    struct heads *heads;
    struct pages *pages;
    VEC(struct page) at;
    VEC(size_t) counted;       /* pages whose folios wait for the number of all pages */
    VEC(struct outline_entry) outline;
    VEC(struct line_record) lines;
    enum folio_style sequence; /* of the pages now being placed */
    int roman, arabic;         /* pages so far in each sequence */
    bool mapping;              /* only the map is wanted */
    bool furnishing;           /* what is put now is head or folio, upright on any page */
    uint32_t part;             /* element of the ROLE_PART that was opened last */
};

/* A new page at the end, numbered. */
static struct page *add_page(struct joiner *joiner, const struct piece *piece)
{
    bool roman = joiner->sequence != FOLIO_ARABIC;
    int number = roman ? ++joiner->roman : ++joiner->arabic;
    struct page page = {
        .label = roman ? base_roman(joiner->arena, number) : arena_format(joiner->arena, "%d", number),
        .folio = roman ? FOLIO_ROMAN : FOLIO_ARABIC,
        .number = number,
        .piece = piece,
    };
    vec_push(joiner->arena, &joiner->at, page);
    return &joiner->at.at[joiner->at.n - 1];
}

static bool next_is_recto(const struct joiner *joiner)
{
    return joiner->at.n % 2 == 0;
}

static void need_recto(struct joiner *joiner, const struct piece *piece)
{
    if (!next_is_recto(joiner))
        add_page(joiner, piece)->blank = true;
}

static size_t count_items(const struct chain_page *page)
{
    size_t count = 0;
    for (size_t i = 0; i < page->placed.n; i++) {
        const struct placement *placed = &page->placed.at[i];
        for (size_t k = 0; k < placed->fragment_count; k++)
            count += placed->fragments[k].item_count;
        count += placed->box ? placed->box->extra->anchor_count : 0;
    }
    return count;
}

static void put_anchor(struct joiner *joiner, uint32_t anchor, sp y)
{
    struct locators *map = joiner->pages->map;
    if (anchor == 0 || anchor >= map->anchor_count || map->page[anchor] >= 0)
        return;
    map->page[anchor] = (int32_t)joiner->at.n - 1;
    joiner->pages->anchor_y[anchor] = y;
}

/* Items of a set line or a box, moved to (x, y); `tags` is added to the numbers of their elements. */
static void put_items(const struct joiner *joiner, struct page *page, const struct page_item *items, size_t count,
                      sp x, sp y, uint32_t tags)
{
    bool turned = page->turned && !joiner->furnishing;
    for (size_t i = 0; i < count; i++) {
        struct page_item item = items[i];
        item.x += x;
        item.y += y;
        item.turned = turned && item.kind != ITEM_LINK;
        if (turned && item.kind == ITEM_LINK)
            layout_turn(joiner->pages, &item.x, &item.y, &item.link.width, &item.link.height);
        item.tag = item.artifact != ARTIFACT_NONE || item.tag == 0 ? 0 : item.tag + tags;
        page->items[page->item_count++] = item;
    }
}

/* The element of the paragraph that a line belongs to; a label's only where there is nothing else. */
static uint32_t line_tag(const struct joiner *joiner, const struct set_line *line, uint32_t offset)
{
    const struct tag *tags = joiner->pages->tags;
    uint32_t found = 0;
    for (size_t i = 0; i < line->item_count; i++) {
        uint32_t tag = line->items[i].tag ? line->items[i].tag + offset : 0;
        while (tag && (tags[tag].role == ROLE_LINK || tags[tag].role == ROLE_REFERENCE || tags[tag].role == ROLE_SPAN))
            tag = tags[tag].parent;
        if (tag && tags[tag].role != ROLE_LBL)
            return tag;
        found = tag ? tag : found;
    }
    return found;
}

static void put_record(struct joiner *joiner, const struct set_line *line, sp x, sp y, uint32_t tags)
{
    struct line_record record = *line->extra->record;
    record.page = (uint32_t)joiner->at.n - 1;
    record.tag = line_tag(joiner, line, tags);
    record.x = x;
    record.y = y;
    vec_push(joiner->arena, &joiner->lines, record);
}

static void put_placement(struct joiner *joiner, struct page *page, const struct placement *placed, sp x,
                          sp y, uint32_t tags)
{
    x += placed->x;
    y += placed->y;
    for (size_t i = 0; placed->box && i < placed->box->extra->anchor_count; i++) {
        const struct box_anchor *anchor = &placed->box->extra->anchors[i];
        struct page_item item = {.kind = ITEM_ANCHOR, .x = x, .y = y + anchor->y, .anchor = anchor->anchor};
        sp none = 0;
        if (page->turned)
            layout_turn(joiner->pages, &item.x, &item.y, &none, &none);
        page->items[page->item_count++] = item;
        put_anchor(joiner, anchor->anchor, page->turned ? joiner->design->margin_top : item.y);
    }
    for (size_t i = 0; i < placed->fragment_count; i++) {
        const struct fragment *fragment = &placed->fragments[i];
        put_items(joiner, page, fragment->items, fragment->item_count, x + fragment->x, y + fragment->y, tags);
        if (joiner->setter->keep_lines && fragment->line && fragment->line->extra->record)
            put_record(joiner, fragment->line, x + fragment->x, y + fragment->y, tags);
    }
}

struct furniture {
    const struct set_line *head, *folio;
};

static struct furniture furniture_of(struct joiner *joiner, const struct chain_page *from,
                                     const struct page *page)
{
    const struct piece *piece = page->piece;
    bool recto = joiner->at.n % 2 == 1;
    struct furniture furniture = {NULL, NULL};
    if (!from->opens_piece)
        furniture.head = heads_running(joiner->heads, from->piece, recto);
    bool counts = joiner->design->folio_counts && page->folio == FOLIO_ARABIC;
    if (piece->folio_hidden || piece->folio == FOLIO_NONE)
        return furniture;
    if (!counts)
        furniture.folio = heads_folio(joiner->heads, page->label, recto);
    else if (!from->opens_piece)
        vec_push(joiner->arena, &joiner->counted, joiner->at.n - 1);
    return furniture;
}

/* Left of the type area. A book that is read from right to left is bound on the right. */
static sp left_margin(const struct joiner *joiner, bool recto)
{
    bool bound_left = recto != unicode_is_right_to_left(joiner->book->language);
    return bound_left ? joiner->design->margin_inner : joiner->design->margin_outer;
}

static void put_head(const struct joiner *joiner, struct page *page, const struct set_line *head, sp x)
{
    const struct design *design = joiner->design;
    put_items(joiner, page, head->items, head->item_count, x, design->head_baseline, 0);
    struct page_item rule = {.kind = ITEM_RULE, .artifact = ARTIFACT_RULE, .x = x};
    rule.y = design->head_baseline + design->styles[STYLE_RUNNING_HEAD].leading * 2 / 5;
    rule.rule.width = design->page_width - design->margin_inner - design->margin_outer;
    rule.rule.height = HEAD_RULE;
    rule.rule.color = design->styles[STYLE_RUNNING_HEAD].color;
    page->items[page->item_count++] = rule;
}

static void map_page(struct joiner *joiner, const struct chain_page *from)
{
    for (size_t i = 0; i < from->placed.n; i++) {
        const struct vbox *box = from->placed.at[i].box;
        for (size_t k = 0; box && k < box->extra->anchor_count; k++)
            put_anchor(joiner, box->extra->anchors[k].anchor, 0);
    }
}

static void put_page(struct joiner *joiner, const struct chain_page *from, uint32_t tags)
{
    const struct design *design = joiner->design;
    struct page *page = add_page(joiner, &joiner->book->pieces[from->piece]);
    if (joiner->mapping) {
        map_page(joiner, from);
        return;
    }
    bool recto = joiner->at.n % 2 == 1;
    sp x = left_margin(joiner, recto);
    struct furniture furniture = furniture_of(joiner, from, page);
    size_t count = count_items(from);
    count += furniture.head ? furniture.head->item_count + 1 : 0;
    count += furniture.folio ? furniture.folio->item_count : 0;
    page->items = arena_alloc(joiner->arena, (count + 1) * sizeof *page->items);
    if (furniture.head)
        put_head(joiner, page, furniture.head, x);
    page->turned = from->turned;
    joiner->furnishing = false;
    /* On its side the type area begins where its lower left corner stands. */
    for (size_t i = 0; i < from->placed.n; i++)
        put_placement(joiner, page, &from->placed.at[i], from->turned ? design->margin_bottom : x,
                      from->turned ? x : design->margin_top, tags);
    joiner->furnishing = true;
    if (furniture.folio)
        put_items(joiner, page, furniture.folio->items, furniture.folio->item_count, x, design->folio_baseline, 0);
}

/* The chain's elements behind those of the chains before. Returns what to add to their numbers. */
static uint32_t put_tags(struct joiner *joiner, const struct chain *chain)
{
    struct pages *pages = joiner->pages;
    uint32_t offset = (uint32_t)pages->tag_count - 1;
    if (joiner->mapping)
        return 0;
    for (size_t i = 1; i < chain->tags.tags.n; i++) {
        struct tag tag = chain->tags.tags.at[i];
        tag.parent = tag.parent == TAG_OPEN_PART ? joiner->part : tag.parent ? tag.parent + offset : 0;
        tag.partner = tag.partner ? tag.partner + offset : 0;
        if (tag.role == ROLE_PART)
            joiner->part = (uint32_t)pages->tag_count;
        pages->tags[pages->tag_count++] = tag;
    }
    return offset;
}

static void put_chain(struct joiner *joiner, struct chain *chain)
{
    const struct piece *piece = &joiner->book->pieces[chain->first];
    bool begins_arabic = piece->folio == FOLIO_ARABIC && joiner->arabic == 0;
    if (piece->start == PIECE_NEW_RECTO || begins_arabic)
        need_recto(joiner, piece);
    if (piece->folio != FOLIO_NONE)
        joiner->sequence = piece->folio;
    uint32_t tags = put_tags(joiner, chain);
    chain->recto = next_is_recto(joiner);
    const struct chain_pages *pages = chain_pages(chain, chain->recto);
    for (size_t i = 0; i < pages->count; i++) {
        const struct chain_page *page = &pages->at[i];
        if (page->recto)
            need_recto(joiner, &joiner->book->pieces[page->piece]);
        /* After a piece without a sequence of its own, a chain may go on into the first arabic piece. */
        const struct piece *top = &joiner->book->pieces[page->piece];
        if (top->folio != FOLIO_NONE)
            joiner->sequence = top->folio;
        put_page(joiner, page, tags);
    }
    for (size_t i = 0; i < chain->outline_count; i++)
        vec_push(joiner->arena, &joiner->outline, chain->outline[i]);
}

static void begin_tags(struct joiner *joiner, struct chain *const *chains, size_t count)
{
    size_t total = 1;
    for (size_t i = 0; i < count; i++)
        total += chains[i]->tags.tags.n;
    joiner->pages->tags = arena_alloc(joiner->arena, total * sizeof *joiner->pages->tags);
    joiner->pages->tags[0] = (struct tag){.role = ROLE_DOCUMENT, .language = joiner->book->language};
    joiner->pages->tag_count = 1;
}

/* "3/24". */
static void put_counted_folios(struct joiner *joiner)
{
    const struct design *design = joiner->design;
    for (size_t i = 0; i < joiner->counted.n; i++) {
        size_t index = joiner->counted.at[i];
        bool recto = index % 2 == 0;
        struct page *page = &joiner->at.at[index];
        const char *label = arena_format(joiner->arena, "%s/%d", page->label, joiner->arabic);
        const struct set_line *folio = heads_folio(joiner->heads, label, recto);
        struct page_item *items =
            arena_alloc(joiner->arena, (page->item_count + folio->item_count) * sizeof *items);
        for (size_t k = 0; k < page->item_count; k++)
            items[k] = page->items[k];
        page->items = items;
        put_items(joiner, page, folio->items, folio->item_count, left_margin(joiner, recto),
                  design->folio_baseline, 0);
    }
}

static void finish_map(struct joiner *joiner)
{
    struct locators *map = joiner->pages->map;
    map->page_count = (uint32_t)joiner->at.n;
    map->page_labels = arena_alloc(joiner->arena, (joiner->at.n + 1) * sizeof *map->page_labels);
    for (size_t i = 0; i < joiner->at.n; i++)
        map->page_labels[i] = joiner->at.at[i].label;
}

static struct joiner joiner_start(const struct setter *setter, const struct book *book)
{
    struct arena *arena = setter->arena;
    uint32_t anchors = refs_anchor_count(setter->refs);
    struct pages *pages = arena_alloc(arena, sizeof *pages);
    pages->width = setter->design->page_width;
    pages->height = setter->design->page_height;
    pages->design = setter->design;
    pages->map = locators_new(arena, MEDIUM_PAGES, anchors);
    pages->anchor_y = arena_alloc(arena, (anchors + 1) * sizeof *pages->anchor_y);
    return (struct joiner){.arena = arena, .setter = setter, .design = setter->design, .book = book,
                           .pages = pages, .sequence = FOLIO_ROMAN, .furnishing = true};
}

struct locators *chains_map(const struct setter *setter, const struct book *book, struct chain *const *chains,
                            size_t count)
{
    struct joiner joiner = joiner_start(setter, book);
    joiner.mapping = true;
    for (size_t i = 0; i < count; i++)
        put_chain(&joiner, chains[i]);
    finish_map(&joiner);
    return joiner.pages->map;
}

struct pages *chains_join(const struct setter *setter, const struct book *book, struct chain *const *chains,
                          size_t count, void (*joined)(void *context, size_t index), void *context)
{
    struct joiner joiner = joiner_start(setter, book);
    struct pages *pages = joiner.pages;
    joiner.heads = heads_new(setter, book);
    begin_tags(&joiner, chains, count);
    for (size_t i = 0; i < count; i++) {
        put_chain(&joiner, chains[i]);
        if (joined)
            joined(context, i);
    }
    put_counted_folios(&joiner);
    tags_settle_headings(pages->tags, pages->tag_count);
    finish_map(&joiner);
    pages->at = joiner.at.at;
    pages->count = joiner.at.n;
    pages->outline = joiner.outline.at;
    pages->outline_count = joiner.outline.n;
    pages->lines = joiner.lines.at;
    pages->line_count = joiner.lines.n;
    return pages;
}
