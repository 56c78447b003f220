/* Block kind `figure`, and an image alone in a Markdown paragraph. */
#include "blocks/internal.h"
#include "words/words.h"

struct figure_block {
    struct record_head head;
    struct path_value image;
    struct localized caption;
    const char *alt, *width, *id;
    int place;
    int wide; /* enum tristate */
};

static const struct key keys[] = {
    {.name = "image", .type = KEY_PATH, .offset = offsetof(struct figure_block, image), .required = true,
     .about = "PNG or JPEG, beside the document."},
    {.name = "caption", .type = KEY_MARKDOWN, .offset = offsetof(struct figure_block, caption),
     .about = "Set below the image, after its number."},
    {.name = "alt", .type = KEY_TEXT, .offset = offsetof(struct figure_block, alt),
     .about = "What the image shows, for those who cannot see it."},
    {.name = "width", .type = KEY_TEXT, .offset = offsetof(struct figure_block, width),
     .about = "60% of the column, or a length: 80mm."},
    {.name = "id", .type = KEY_TEXT, .offset = offsetof(struct figure_block, id),
     .about = "Reference target."},
    {.name = "place", .type = KEY_ENUM, .values = block_places, .offset = offsetof(struct figure_block, place),
     .about = "float: at the head of a later page where it has no room; here: where it is written."},
    {.name = "wide", .type = KEY_BOOL, .offset = offsetof(struct figure_block, wide),
     .about = "true: across both columns of a volume set in two."},
    {0},
};
static const struct record record = {"figure block", sizeof(struct figure_block), keys, "image"};

struct flow *lower_figure(struct lowering *l, struct flow *parent, const char *path, struct para *caption,
                          const char *alt, const char *id, const char *width, struct pos pos)
{
    const struct image *image = media_load(l->arena, path_beside(l->arena, l->path, path), pos, l->diags);
    if (!image)
        return NULL;
    struct flow *figure = flow_new(l->arena, parent, FLOW_FIGURE, ROLE_FIGURE, pos);
    figure->group.before = figure->group.after = 2 * half_line(l);
    figure->group.keep_together = true;
    struct flow *item = flow_new(l->arena, figure, FLOW_IMAGE, ROLE_NONE, pos);
    item->image.image = image;
    item->image.alt = alt;
    item->image.align = ALIGN_CENTER;
    if (width && !parse_width(width, &item->image.width, &item->image.percent))
        diag(l->diags, DIAG_IMAGE_WIDTH, pos, width);
    if (!id && (!caption || !caption->length))
        return figure;
    figure->group.floats = true;
    const char *number = arena_format(l->arena, "%d", ++l->figure_count);
    const char *label = words_fill(l->arena, l->language, WORD_FIGURE, number, NULL);
    flow_space(l->arena, figure, half_line(l));
    lower_caption(l, figure, ANCHOR_FIGURE, label, id, caption && caption->length ? caption : NULL, pos);
    return figure;
}

static void lower_figure_block(struct lowering *l, struct flow *parent, const void *given)
{
    const struct figure_block *block = given;
    struct para *caption = parse_words(l, &block->caption);
    if (!block->image.name)
        return;
    struct flow *figure = lower_figure(l, parent, block->image.name, caption, block->alt, block->id, block->width,
                                       block->head.pos);
    if (figure)
        place_block(l, figure, block->place, block->wide);
}

const struct block_kind block_figure = {"figure", &record, NULL, lower_figure_block};
