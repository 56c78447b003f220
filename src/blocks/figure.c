/* Block kind `figure`, of one image or of several side by side, and an image alone in a Markdown paragraph. */
#include "blocks/internal.h"
#include "words/words.h"

struct image_input {
    struct record_head head;
    struct path_value image;
    struct localized caption;
    const char *alt, *id;
    enum tristate decorative;
};
struct figure_block {
    struct record_head head;
    struct path_value image;
    struct list images; /* struct image_input */
    struct localized caption;
    const char *alt, *width, *id;
    enum tristate decorative;
    int place;
    int wide; /* enum tristate */
};

#define AT(field) offsetof(struct image_input, field)
static const struct key image_keys[] = {
    {.name = "image", .type = KEY_PATH, .offset = AT(image), .required = true,
     .about = "PNG or JPEG, beside the document."},
    {.name = "caption", .type = KEY_MARKDOWN, .offset = AT(caption), .about = "Set below the image, after its letter."},
    {.name = "alt", .type = KEY_TEXT, .offset = AT(alt), .about = "What the image shows, for those who cannot see it."},
    {.name = "decorative", .type = KEY_BOOL, .offset = AT(decorative),
     .about = "true: it says nothing, and is passed over when read aloud."},
    {.name = "id", .type = KEY_TEXT, .offset = AT(id), .about = "Reference target: “Figure 3 (a)”."},
    {0},
};
#undef AT
static const struct record image_record = {"figure image", sizeof(struct image_input), image_keys, "image"};
static const struct key image_item = {.type = KEY_RECORD, .record = &image_record};

#define AT(field) offsetof(struct figure_block, field)
static const struct key keys[] = {
    {.name = "image", .type = KEY_PATH, .offset = AT(image), .about = "PNG or JPEG, beside the document."},
    {.name = "images", .type = KEY_LIST, .item = &image_item, .offset = AT(images),
     .about = "Instead of image: two to four, of equal height side by side, marked (a), (b) …"},
    {.name = "caption", .type = KEY_MARKDOWN, .offset = AT(caption), .about = "Set below the image, after its number."},
    {.name = "alt", .type = KEY_TEXT, .offset = AT(alt), .about = "What the image shows, for those who cannot see it."},
    {.name = "decorative", .type = KEY_BOOL, .offset = AT(decorative),
     .about = "true: the image says nothing; it has neither alt nor caption, and is passed over when read aloud."},
    {.name = "width", .type = KEY_TEXT, .offset = AT(width),
     .about = "60% of the column, or a length: 80mm; of several images, their width together."},
    {.name = "id", .type = KEY_TEXT, .offset = AT(id), .about = "Reference target."},
    {.name = "place", .type = KEY_ENUM, .values = block_places, .offset = AT(place),
     .about = "float: at the head of a later page where it has no room; here: where it is written."},
    {.name = "wide", .type = KEY_BOOL, .offset = AT(wide),
     .about = "true: across both columns of a volume set in two."},
    {0},
};
#undef AT
static const struct record record = {"figure block", sizeof(struct figure_block), keys, "image"};

enum { MOST_IMAGES = 4 };

static const struct image *load(struct lowering *l, const char *path, struct pos pos)
{
    return media_load(l->arena, path_beside(l->arena, l->path, path), pos, l->diags);
}

static struct flow *new_figure(struct lowering *l, struct flow *parent, bool decorative, struct pos pos)
{
    struct flow *figure = flow_new(l->arena, parent, FLOW_FIGURE, decorative ? ROLE_NONE : ROLE_FIGURE, pos);
    figure->group.before = figure->group.after = 2 * half_line(l);
    figure->group.keep_together = true;
    return figure;
}

static struct flow *put_image(struct lowering *l, struct flow *parent, const struct image *image, const char *alt,
                              struct pos pos)
{
    struct flow *item = flow_new(l->arena, parent, FLOW_IMAGE, ROLE_NONE, pos);
    item->image.image = image;
    item->image.alt = alt;
    item->image.align = ALIGN_CENTER;
    return item;
}

static bool has_number(const struct figure *given)
{
    return given->id || (given->caption && given->caption->length);
}

/* "Figure 3. Caption", where there is a caption or an id; the number that the figure gets. */
static const char *number_figure(struct lowering *l, struct flow *figure, const struct figure *given)
{
    if (!has_number(given))
        return NULL;
    const char *number = numbered(l, ++l->figure_count);
    const char *label = words_fill(l->arena, l->language, WORD_FIGURE, number, NULL);
    figure->group.floats = true;
    flow_space(l->arena, figure, half_line(l));
    lower_caption(l, figure, ANCHOR_FIGURE, label, given->id,
                  given->caption && given->caption->length ? given->caption : NULL, given->pos);
    return label;
}

struct flow *lower_figure(struct lowering *l, struct flow *parent, const char *path, const struct figure *given)
{
    const struct image *image = load(l, path, given->pos);
    if (!image)
        return NULL;
    if (given->decorative && (given->alt || has_number(given)))
        diag(l->diags, DIAG_IMAGE_DECORATIVE, given->pos);
    struct flow *figure = new_figure(l, parent, given->decorative, given->pos);
    struct flow *item = put_image(l, figure, image, given->decorative ? "" : given->alt, given->pos);
    if (given->width && !parse_width(given->width, &item->image.width, &item->image.percent))
        diag(l->diags, DIAG_IMAGE_WIDTH, given->pos, given->width);
    if (has_number(given)) /* it begins where its caption does */
        item->image.align = unicode_is_right_to_left(l->language) ? ALIGN_RIGHT : ALIGN_LEFT;
    number_figure(l, figure, given);
    return figure;
}

/* Several images side by side. */
struct strip {
    const struct image_input *inputs;
    const struct image *images[MOST_IMAGES];
    size_t count;
    sp width, gap; /* of all together, between two */
};

static double aspect(const struct image *image)
{
    double width = image->width / (image->dpi_x > 0 ? image->dpi_x : 96);
    double height = image->height / (image->dpi_y > 0 ? image->dpi_y : 96);
    return height > 0 ? width / height : 1;
}

/* A column each; all images get the same height. */
static struct flow *new_strip_grid(struct lowering *l, struct flow *figure, const struct strip *strip)
{
    double sum = 0;
    for (size_t i = 0; i < strip->count; i++)
        sum += aspect(strip->images[i]);
    struct flow *grid = flow_grid(l->arena, figure, (uint32_t)strip->count, 2);
    grid->pos = figure->pos;
    grid->grid.gap = strip->gap;
    grid->grid.row_gap = half_line(l) / 2;
    sp room = strip->width - strip->gap * (sp)(strip->count - 1);
    for (size_t i = 0; i < strip->count; i++)
        ((struct grid_column *)grid->grid.columns)[i].width =
            (sp)((double)room * aspect(strip->images[i]) / sum);
    return grid;
}

/* "(a) Caption", and where references lead: "Figure 3 (a)". */
static void put_part(struct lowering *l, const struct flow *grid, const struct strip *strip, size_t at,
                     const char *label)
{
    const struct image_input *input = &strip->inputs[at];
    struct flow *above = flow_cell(grid, 0, (uint32_t)at), *below = flow_cell(grid, 1, (uint32_t)at);
    struct para *caption = parse_words(l, &input->caption);
    bool arabic = reader_same_language(l->language, "ar");
    const char *letter = arabic ? arena_format(l->arena, "(%s)", arabic_letter(l, (int)at + 1))
                                : arena_format(l->arena, "(%c)", (char)('a' + at));
    if (input->id) {
        struct flow *anchor = flow_new(l->arena, above, FLOW_ANCHOR, ROLE_NONE, input->head.pos);
        anchor->anchor.id = input->id;
        anchor->anchor.label = label ? arena_format(l->arena, "%s\u00A0%s", label, letter) : NULL;
        anchor->anchor.title = caption ? caption : para_of(l->arena, l->language, letter, input->head.pos);
    }
    const char *alt = input->decorative == TRISTATE_TRUE ? "" : input->alt;
    struct flow *item = put_image(l, above, strip->images[at], alt, input->head.pos);
    item->image.width = grid->grid.columns[at].width;
    struct text_builder *builder = text_builder_new(l->arena, l->language);
    text_puts(builder, letter);
    if (caption) {
        prepare_para(l, caption);
        text_puts(builder, " ");
        text_join(builder, caption);
    }
    flow_paragraph(l->arena, below, STYLE_CAPTION, ROLE_CAPTION, text_finish(builder))->pos = input->head.pos;
}

static bool load_strip(struct lowering *l, const struct figure_block *block, struct strip *strip)
{
    bool good = true;
    strip->inputs = block->images.at;
    strip->count = block->images.count;
    if (strip->count < 2 || strip->count > MOST_IMAGES) {
        diag(l->diags, DIAG_FIGURE_IMAGES, block->head.pos);
        return false;
    }
    for (size_t i = 0; i < strip->count; i++) {
        const struct path_value *path = &strip->inputs[i].image;
        strip->images[i] = path->name ? load(l, path->name, path->pos) : NULL;
        good = good && strip->images[i];
    }
    return good;
}

static struct flow *lower_strip(struct lowering *l, struct flow *parent, const struct figure_block *block,
                        const struct figure *given)
{
    struct strip strip = {.gap = half_line(l) * 2};
    sp width = 0;
    int percent = 0;
    if (!load_strip(l, block, &strip))
        return NULL;
    if (given->width && !parse_width(given->width, &width, &percent))
        diag(l->diags, DIAG_IMAGE_WIDTH, given->pos, given->width);
    sp measure = block->wide == TRISTATE_TRUE ? page_measure(l) : column_measure(l);
    width = percent ? measure * percent / 100 : width;
    strip.width = width && width < measure ? width : measure;
    struct flow *figure = new_figure(l, parent, false, given->pos);
    struct flow *grid = new_strip_grid(l, figure, &strip);
    const char *label = number_figure(l, figure, given);
    for (size_t i = 0; i < strip.count; i++)
        put_part(l, grid, &strip, i, label);
    return figure;
}

static void lower_figure_block(struct lowering *l, struct flow *parent, const void *given)
{
    const struct figure_block *block = given;
    struct figure figure = {.caption = parse_words(l, &block->caption), .alt = block->alt, .id = block->id,
                            .width = block->width, .decorative = block->decorative == TRISTATE_TRUE,
                            .pos = block->head.pos};
    struct flow *set = NULL;
    bool several = block->images.count > 0;
    if (several == (block->image.name != NULL) || (several && (block->alt || figure.decorative)))
        diag(l->diags, DIAG_FIGURE_IMAGE, block->head.pos);
    else if (several)
        set = lower_strip(l, parent, block, &figure);
    else
        set = lower_figure(l, parent, block->image.name, &figure);
    if (set)
        place_block(l, set, block->place, block->wide);
}

const struct block_kind block_figure = {"figure", &record, NULL, lower_figure_block};
