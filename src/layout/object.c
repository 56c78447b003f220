/* layout: images and rules as boxes. */
#include "layout/vertical.h"

#include <math.h>

/* Below this an image looks coarse on paper. */
#define LEAST_DPI 150

struct fragment rule_fragment(struct arena *arena, sp x, sp y, sp width, sp thickness)
{
    struct page_item *item = arena_alloc(arena, sizeof *item);
    item->kind = ITEM_RULE;
    item->artifact = ARTIFACT_RULE;
    item->rule.width = width;
    item->rule.height = thickness;
    return (struct fragment){.items = item, .item_count = 1, .x = x, .y = y};
}

static void rule_color(struct fragment *rule, int32_t color)
{
    ((struct page_item *)rule->items)->rule.color = color;
}

void build_rule(struct builder *builder, const struct scope *scope, const struct flow *item)
{
    struct vlist *list = scope->list;
    sp measure = scope_width(scope);
    sp width = item->rule.width && item->rule.width < measure ? item->rule.width : measure;
    bool bound = list->bound;
    vlist_space(list, item->rule.before);
    struct vbox *box = vlist_box(list, builder->design, item->rule.thickness, item->pos);
    struct fragment rule = rule_fragment(builder->arena, scope_x(scope), 0, width, item->rule.thickness);
    if (item->rule.accent)
        rule_color(&rule, builder->design->accent);
    vlist_fragment(list, box, rule);
    vlist_space(list, item->rule.after);
    list->bound = bound;
}

static sp natural_size(uint32_t pixels, double dpi)
{
    return SP_PT(pixels * 72.0 / (dpi > 0 ? dpi : 96.0));
}

void image_size(const struct flow *item, sp measure, sp limit, sp *width, sp *height)
{
    const struct image *image = item->image.image;
    sp w = natural_size(image->width, image->dpi_x), h = natural_size(image->height, image->dpi_y);
    double ratio = w > 0 ? (double)h / (double)w : 1.0;
    if (item->image.width)
        w = item->image.width;
    else if (item->image.percent)
        w = measure * item->image.percent / 100;
    if (w > measure)
        w = measure;
    h = (sp)((double)w * ratio + 0.5);
    if (limit > 0 && h > limit) {
        h = limit;
        w = (sp)((double)limit / ratio + 0.5);
    }
    *width = w;
    *height = h;
}

static void report_image(struct builder *builder, const struct flow *item, sp measure, sp width)
{
    struct diags *diags = builder->setter->diags;
    const struct image *image = item->image.image;
    if (!diags)
        return;
    if (item->image.width > measure || item->image.percent > 100)
        diag(diags, DIAG_IMAGE_TOO_WIDE, item->pos, image->path,
             arena_format(builder->arena, "%d", (int)((double)measure * 25.4 / 72 / 65536)));
    double dpi = width > 0 ? image->width * 72.0 * 65536.0 / (double)width : 0;
    if (dpi < LEAST_DPI - 0.5)
        diag(diags, DIAG_IMAGE_COARSE, item->pos, image->path,
             arena_format(builder->arena, "%d", (int)floor(dpi + 0.5)));
}

/* A Figure of its own: its alternative text must not stand for the caption beside it. */
static uint32_t image_tag(struct builder *builder, const struct scope *scope, const struct flow *item)
{
    uint32_t tag = tag_add(builder->tags, scope->tag, item->role ? item->role : ROLE_FIGURE, item->pos);
    builder->tags->tags.at[tag].alt = item->image.alt;
    return tag;
}

void build_image(struct builder *builder, const struct scope *scope, const struct flow *item)
{
    struct vlist *list = scope->list;
    sp width, height, measure = scope_width(scope);
    sp limit = scope->image_limit > builder->page_height / 4 ? scope->image_limit : builder->page_height;
    image_size(item, measure, limit, &width, &height);
    report_image(builder, item, measure, width);
    struct page_item *drawn = arena_alloc(builder->arena, sizeof *drawn);
    bool ornament = item->image.alt && !*item->image.alt;
    *drawn = (struct page_item){.kind = ITEM_IMAGE, .artifact = ornament ? ARTIFACT_RULE : ARTIFACT_NONE};
    drawn->tag = ornament ? 0 : image_tag(builder, scope, item);
    drawn->image.image = item->image.image;
    drawn->image.width = width;
    drawn->image.height = height;
    int align = scope->align >= 0 ? scope->align : (int)item->image.align;
    sp room = measure - width;
    sp x = scope_x(scope) + (align == ALIGN_CENTER ? room / 2 : align == ALIGN_RIGHT ? room : 0);
    struct vbox *box = vlist_box(list, builder->design, height, item->pos);
    box->lines = 2;
    vlist_fragment(list, box, (struct fragment){.items = drawn, .item_count = 1, .x = x});
    list->need = 0;
}
