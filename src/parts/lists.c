/* Parts `recommendations`, `sponsors` and `acronyms`. */
#include <stdlib.h>

#include "parts/internal.h"

static void put_recommendation(struct making *making, struct flow *list, const struct gathered *gathered)
{
    sp leading = making->volume->design->body_leading;
    struct flow *group = flow_group(making->arena, list, ROLE_LI);
    group->group.after = leading / 2;
    group->group.keep_together = true;
    group->group.left = making->volume->design->styles[STYLE_NUMBERED].label_width;
    struct text_builder *builder = text_builder_new(making->arena, making->language);
    /* Marks are left behind: the index points to where the recommendation was made. */
    struct para text = *gathered->text;
    text.mark_count = 0;
    text_join(builder, &text);
    struct reference *ref = arena_alloc(making->arena, sizeof *ref);
    *ref = (struct reference){.anchor = gathered->anchor->anchor.anchor, .form = REF_PAGE_AFTER};
    text_reference(builder, ref);
    struct flow *item = flow_paragraph(making->arena, group, STYLE_LIST, ROLE_P, text_finish(builder));
    item->pos = gathered->anchor->pos;
    const char *number = arena_format(making->arena, "%d.", gathered->number);
    item->paragraph.label = para_of(making->arena, making->language, number, POS_NONE);
    if (gathered->addressed_to)
        put(making, group, STYLE_ADDRESSED,
            words_fill(making->arena, making->language, WORD_ADDRESSED_TO, gathered->addressed_to, NULL));
}

static void make_recommendations(struct making *making)
{
    if (!making->parts->gathering.recommendations.n && making->map)
        report_empty(making);
    struct flow *list = flow_group(making->arena, making->root, ROLE_L);
    for (size_t i = 0; i < making->parts->gathering.recommendations.n; i++)
        put_recommendation(making, list, &making->parts->gathering.recommendations.at[i]);
}

const struct part part_recommendations = {"recommendations", WORD_RECOMMENDATIONS, true, false,
                                          make_recommendations, NULL, NULL};

static void put_logos(struct making *making, struct flow *parent, const struct sponsor_tier *tier)
{
    const struct path_value *logos = tier->logos.at;
    for (size_t i = 0; i < tier->logos.count; i++) {
        const struct image *image = media_load(making->arena, logos[i].path, logos[i].pos, making->parts->diags);
        if (!image)
            continue;
        struct flow *item = flow_new(making->arena, parent, FLOW_IMAGE, ROLE_FIGURE, logos[i].pos);
        item->image.image = image;
        item->image.width = SP_MM(40);
        item->image.align = ALIGN_LEFT;
        item->image.alt = i < tier->names.count ? ((const char **)tier->names.at)[i] : "";
    }
}

static void make_sponsors(struct making *making)
{
    if (!making->volume->sponsor_count)
        report_empty(making);
    for (size_t i = 0; i < making->volume->sponsor_count; i++) {
        const struct sponsor_tier *tier = &making->volume->sponsors[i];
        struct flow *parent = flow_group(making->arena, making->root, ROLE_NONE);
        const char *name = local(making, &tier->tier);
        if (name)
            put(making, parent, STYLE_PART_HEAD, name)->role = ROLE_H2;
        put_logos(making, parent, tier);
        parent = flow_group(making->arena, parent, ROLE_L);
        for (size_t k = 0; k < tier->names.count; k++)
            put(making, parent, STYLE_PART_TEXT, ((const char **)tier->names.at)[k])->role = ROLE_LI;
    }
}

const struct part part_sponsors = {"sponsors", WORD_SPONSORS, false, false, make_sponsors, NULL, NULL};

struct acronym {
    const uint8_t *key;
    size_t size, place;
};

static int by_key(const void *left, const void *right)
{
    const struct acronym *a = left, *b = right;
    int order = collator_compare(a->key, a->size, b->key, b->size);
    return order ? order : (a->place > b->place) - (a->place < b->place);
}

static struct acronym *sorted_acronyms(struct making *making, const struct map_value *acronyms)
{
    struct acronym *sorted = arena_alloc(making->arena, acronyms->count * sizeof *sorted);
    struct collator *collator = collator_open(making->language);
    for (size_t i = 0; i < acronyms->count; i++) {
        sorted[i].key = collator_key(making->arena, collator, acronyms->items[i].key, &sorted[i].size);
        sorted[i].place = i;
    }
    collator_close(collator);
    qsort(sorted, acronyms->count, sizeof *sorted, by_key);
    return sorted;
}

static void make_acronyms(struct making *making)
{
    const struct map_value *acronyms = &making->volume->acronyms;
    if (!acronyms->count) {
        report_empty(making);
        return;
    }
    sp leading = making->volume->design->body_leading;
    const struct acronym *sorted = sorted_acronyms(making, acronyms);
    struct flow *grid = labelled_grid(making->arena, making->root, acronyms->count);
    ((struct grid_column *)grid->grid.columns)[0].width = leading * 6;
    grid->grid.gap = leading;
    grid->grid.row_gap = leading / 8;
    for (uint32_t i = 0; i < acronyms->count; i++) {
        size_t at = sorted[i].place;
        struct para *para = para_of_span(making->arena, making->language, acronyms->items[at].key, SPAN_STRONG);
        flow_paragraph(making->arena, flow_cell(grid, i, 0), STYLE_PROGRAMME_TITLE, ROLE_P, para)->pos =
            acronyms->items[at].key_pos;
        const char *meaning = local(making, &acronyms->items[at].value);
        if (meaning)
            put(making, flow_cell(grid, i, 1), STYLE_PROGRAMME_TITLE, meaning);
    }
}

const struct part part_acronyms = {"acronyms", WORD_ACRONYMS, false, false, make_acronyms, NULL, NULL};
