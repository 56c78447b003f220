/*
 * layout: pages turned by a quarter, for what is wider than the page. Their content is vertical material as any other,
 * broken into pages as wide as the type area is high; each fills a page, among the others as a float does.
 */
#include "layout/pager.h"

/* The type area lying on its side, without margins. */
static struct design *turned_design(struct arena *arena, const struct design *design)
{
    struct design *turned = arena_copy(arena, design, sizeof *design);
    turned->page_width = design->page_height - design->margin_top - design->margin_bottom;
    turned->page_height = design->page_width - design->margin_inner - design->margin_outer;
    turned->margin_top = turned->margin_bottom = turned->margin_inner = turned->margin_outer = 0;
    return turned;
}

void build_turned(struct builder *builder, const struct scope *outer, const struct flow *item)
{
    struct scope scope = *outer;
    struct flow content = *item;
    struct vlist *list = outer->list;
    sp width = builder->page_width, height = builder->page_height;
    content.group.turned = content.group.floats = content.group.wide = false;
    scope.list = vlist_new(builder->arena, height);
    scope.left = scope.right = 0;
    scope.image_limit = width;
    builder->page_width = height;
    builder->page_height = width;
    build_item(builder, &scope, &content);
    vlist_finish(scope.list, builder->design);
    builder->page_width = width;
    builder->page_height = height;
    struct pending kept = list->pending;
    vlist_open_float(list, list->section != 0);
    list->pending.space = list->pending.kept = 0;
    uint32_t section = list->section;
    list->section = 0;
    struct vbox *box = vlist_box(list, builder->design, height - height % builder->design->body_leading, item->pos);
    vlist_extra(list, box)->turned = scope.list;
    box->lines = 2;
    list->section = section;
    vlist_close_float(list, 0);
    vlist_space(list, kept.space);
    list->need = 0;
}

struct chain_pages pages_turned(const struct pager *pager, const struct vbox *box)
{
    struct chain_pages pages = pages_make(pager->arena, turned_design(pager->arena, pager->design),
                                          box->extra->turned, true, NULL, pager->diags);
    for (size_t i = 0; i < pages.count; i++) {
        pages.at[i].turned = true;
        pages.at[i].piece = box->piece;
    }
    if (pages.count)
        pages.at[0].opens_piece = box->opens_piece;
    return pages;
}

void layout_turn(const struct pages *pages, sp *x, sp *y, sp *width, sp *height)
{
    sp left = *y, top = pages->height - *x - *width, across = *height;
    *height = *width;
    *width = across;
    *x = left;
    *y = top;
}
