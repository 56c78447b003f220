/* layout: one chain: its pieces become vertical material, and that becomes pages. */
#include "layout/chain.h"

/* Pages of the roman and of the arabic sequence never mix. */
static bool other_sequence(enum folio_style a, enum folio_style b)
{
    return a != FOLIO_NONE && b != FOLIO_NONE && a != b;
}

bool chain_begins(const struct book *book, size_t index)
{
    return index == 0 || book->pieces[index].start != PIECE_RUN_ON ||
           other_sequence(book->pieces[index].folio, book->pieces[index - 1].folio);
}

/* No more come: boxes and elements take no more room than they need. */
static void settle_arrays(struct chain *chain, struct vlist *list)
{
    struct tag_list *tags = &chain->tags;
    list->boxes.cap = list->boxes.n;
    list->boxes.at = arena_copy(chain->work, list->boxes.at, list->boxes.n * sizeof *list->boxes.at);
    tags->tags.cap = tags->tags.n;
    tags->tags.at = arena_copy(chain->work, tags->tags.at, tags->tags.n * sizeof *tags->tags.at);
    arena_free(list->growing);
    list->growing = NULL;
    tags->arena = chain->work;
}

static struct vlist *build_list(struct chain *chain, struct setter *setter, const struct piece *pieces,
                                const char *language, const struct locators *map, struct memo *memo)
{
    const struct design *design = setter->design;
    struct builder builder = {
        .setter = setter,
        .tags = &chain->tags,
        .memo = memo,
        .map = map,
        .arena = chain->work,
        .design = design,
        .page_width = design->page_width - design->margin_inner - design->margin_outer,
        .page_height = design->page_height - design->margin_top - design->margin_bottom,
    };
    builder.list = vlist_new(chain->work, builder.page_width);
    builder.list->is_main = true;
    builder.list->growing = chain->tags.arena;
    builder.list->turned = unicode_is_right_to_left(language);
    for (size_t i = 0; i < chain->count; i++) {
        builder.list->piece = (uint32_t)(chain->first + i);
        memo_enter(memo, i, pieces[i].by_map);
        build_piece(&builder, &pieces[i], language);
    }
    settle_arrays(chain, builder.list);
    struct vbox *first = &builder.list->boxes.at[0];
    if (first->start == BOX_ANYWHERE)
        first->start = BOX_PAGE;
    chain->outline = builder.outline.at;
    chain->outline_count = builder.outline.n;
    return builder.list;
}

struct chain *chain_make(const struct setter *tools, const struct piece *pieces, size_t first, size_t count,
                         const char *language, const struct locators *map, struct memo *memo)
{
    struct arena *arena = arena_new(), *work = arena_new();
    struct chain *chain = arena_alloc(arena, sizeof *chain);
    struct setter setter = *tools;
    *chain = (struct chain){.arena = arena, .work = work, .first = first, .count = count,
                            .tags = {.arena = arena_new()}};
    chain->diags = diags_new(arena, NULL);
    chain->roots = arena_alloc(arena, count * sizeof *chain->roots);
    for (size_t i = 0; i < count; i++)
        chain->roots[i] = pieces[i].root;
    tag_add(&chain->tags, 0, ROLE_DOCUMENT, POS_NONE);
    setter.arena = work;
    setter.lasting = arena;
    setter.diags = chain->diags;
    memo_rewind(memo);
    chain->design = setter.design;
    chain->list = build_list(chain, &setter, pieces, language, map, memo);
    return chain;
}

/* The breaks of the round before, where they are known to be the same. */
static const struct page_breaks *known_breaks(const struct chain *chain, bool recto)
{
    const struct chain *before = chain->before;
    return before && before->made[recto] && vlist_is_like(before->list, chain->list) ? &before->pages[recto].breaks
                                                                                     : NULL;
}

const struct chain_pages *chain_pages(struct chain *chain, bool recto)
{
    if (!chain->made[recto]) {
        struct diags *diags = chain->made[!recto] ? NULL : chain->diags;
        chain->pages[recto] = pages_make(chain->work, chain->design, chain->list, recto, known_breaks(chain, recto),
                                         diags);
        chain->made[recto] = true;
    }
    return &chain->pages[recto];
}

bool chain_pages_end(const struct chain_pages *pages, bool recto)
{
    for (size_t i = 0; i < pages->count; i++)
        recto = !recto && !pages->at[i].recto;
    return recto;
}

void chain_finish(struct chain *chain)
{
    arena_free(chain->work);
    chain->work = NULL;
}

void chain_free(struct chain *chain)
{
    diags_free(chain->diags);
    arena_free(chain->work);
    arena_free(chain->arena);
}

bool chain_stands(const struct chain *chain, const struct book *book, size_t first, size_t count,
                  const struct refs *refs, const struct locators *before, const struct locators *now)
{
    if (chain->first != first || chain->count != count)
        return false;
    for (size_t i = 0; i < count; i++) {
        const struct piece *piece = &book->pieces[first + i];
        /* A piece that is made from the map may be a new one at an old address. */
        if (piece->by_map || piece->root != chain->roots[i] || refs_piece_changed(refs, first + i, before, now))
            return false;
    }
    return true;
}
