/* Parts `half-title`, `title-page`, `imprint` and `colophon`. */
#include "parts/internal.h"

static void put_if(struct making *making, enum style_id style, const char *text)
{
    if (text && *text)
        put(making, making->root, style, text);
}

static void put_word(struct making *making, enum style_id style, enum word_id word, const char *text)
{
    if (text && *text)
        put(making, making->root, style, words_fill(making->arena, making->language, word, text, NULL));
}

static void fill_page(struct making *making)
{
    flow_space(making->arena, making->root, 0)->space.fill = true;
}

static void put_title_bookmark(struct making *making, const char *title)
{
    struct flow *heading = flow_new(making->arena, making->root, FLOW_HEADING, ROLE_NONE, making->volume->head.pos);
    heading->heading.level = 1;
    heading->heading.title = title;
    heading->heading.bookmark = true;
}

static void put_list(struct making *making, enum word_id word, const struct names *names)
{
    if (names->count)
        put_names(making, making->root, STYLE_TITLE_DETAIL,
                  words_fill(making->arena, making->language, word, names->words, NULL), names);
}

static void put_organizers(struct making *making)
{
    const struct list *list = &making->volume->event->organizers;
    const char **all = arena_alloc(making->arena, (list->count + 1) * sizeof *all);
    for (size_t i = 0; i < list->count; i++)
        all[i] = local(making, &((const struct localized *)list->at)[i]);
    struct names names = join_names(making->arena, making->language, all, list->count);
    put_list(making, WORD_ORGANIZERS, &names);
}

static void put_event(struct making *making)
{
    const struct event *event = making->volume->event;
    if (!event)
        return;
    const char *name = local(making, &event->name);
    put_if(making, STYLE_TITLE_DETAIL,
           name && event->acronym ? arena_format(making->arena, "%s\u00A0(%s)", name, event->acronym) : name);
    const char *place = local(making, &event->place), *dates = event_dates(making->arena, event, making->language);
    if (place && dates)
        put(making, making->root, STYLE_TITLE_DETAIL, words_pair(making->arena, making->language, place, dates));
    else
        put_if(making, STYLE_TITLE_DETAIL, place ? place : dates);
    put_word(making, STYLE_TITLE_DETAIL, WORD_HOST, local(making, &event->host));
    put_organizers(making);
}

static void put_symbol(struct making *making)
{
    const struct volume *volume = making->volume;
    put_word(making, STYLE_MASTHEAD, WORD_DOCUMENT, volume->symbol);
    put_if(making, STYLE_MASTHEAD, volume->revision);
    if (volume->original) {
        const char *name = unicode_language_name(making->arena, making->language, volume->original);
        put_word(making, STYLE_MASTHEAD, WORD_ORIGINAL, name ? name : volume->original);
    }
}

static void put_series(struct making *making)
{
    const char *series = local(making, &making->volume->series), *number = making->volume->number;
    if (series && number)
        put(making, making->root, STYLE_TITLE_SERIES, words_pair(making->arena, making->language, series, number));
    else
        put_if(making, STYLE_TITLE_SERIES, series ? series : number);
}

static void put_logo(struct making *making)
{
    const struct path_value *logo = &making->volume->logo;
    if (!logo->path)
        return;
    const struct image *image = media_load(making->arena, logo->path, logo->pos, making->parts->diags);
    if (!image)
        return;
    struct flow *item = flow_new(making->arena, making->root, FLOW_IMAGE, ROLE_FIGURE, logo->pos);
    item->image.image = image;
    item->image.width = SP_MM(35);
    item->image.align = ALIGN_LEFT;
    item->image.alt = making->volume->event ? local(making, &making->volume->event->name) : "";
}

static void put_rule(struct making *making)
{
    struct flow *rule = flow_new(making->arena, making->root, FLOW_RULE, ROLE_NONE, making->volume->head.pos);
    rule->rule.thickness = SP_PT(0.4);
    rule->rule.accent = rule->rule.paper_only = true;
    rule->rule.after = making->volume->design->body_leading / 2;
}

static void make_title_page(struct making *making)
{
    const struct volume *volume = making->volume;
    const char *title = local(making, &volume->title);
    put_title_bookmark(making, words_get(making->language, WORD_TITLE_PAGE));
    put_logo(making);
    put_symbol(making);
    flow_space(making->arena, making->root, volume->design->body_leading * 8);
    put_series(making);
    put_if(making, STYLE_TITLE_MAIN, title);
    put_if(making, STYLE_TITLE_SUB, local(making, &volume->subtitle));
    flow_space(making->arena, making->root, volume->design->body_leading);
    put_rule(making);
    flow_space(making->arena, making->root, volume->design->body_leading);
    put_event(making);
    struct names editors = person_names(making->arena, making->language, &volume->editors, true);
    put_list(making, WORD_EDITORS, &editors);
    fill_page(making);
    const struct imprint *imprint = volume->imprint;
    if (!imprint)
        return;
    put_if(making, STYLE_TITLE_DETAIL, local(making, &imprint->publisher));
    const char *place = local(making, &imprint->place);
    if (place && imprint->year)
        put(making, making->root, STYLE_TITLE_DETAIL,
            words_pair(making->arena, making->language, place, imprint->year));
    else
        put_if(making, STYLE_TITLE_DETAIL, place ? place : imprint->year);
}

const struct part part_title_page = {"title-page", WORD_TITLE_PAGE, false, true, make_title_page, NULL, NULL};

static void make_half_title(struct making *making)
{
    flow_space(making->arena, making->root, making->volume->design->body_leading * 10);
    put_if(making, STYLE_TITLE_SUB, local(making, &making->volume->title));
}

const struct part part_half_title = {"half-title", WORD_TITLE_PAGE, false, true, make_half_title, NULL, NULL};

static void put_number(struct making *making, const char *name, const char *number)
{
    if (number && *number)
        put(making, making->root, STYLE_IMPRINT, arena_format(making->arena, "%s %s", name, number));
}

static void put_publisher(struct making *making, const struct imprint *imprint)
{
    const char *publisher = local(making, &imprint->publisher), *place = local(making, &imprint->place);
    const char *comma = words_get(making->language, WORD_COMMA);
    struct buf out = {0};
    if (publisher)
        buf_puts(&out, words_fill(making->arena, making->language, WORD_PUBLISHED_BY, publisher, NULL));
    if (place)
        buf_format(&out, "%s%s", out.n ? comma : "", place);
    if (imprint->year)
        buf_format(&out, "%s%s", out.n ? comma : "", imprint->year);
    put_if(making, STYLE_IMPRINT, out.n ? arena_string(making->arena, out.at, out.n) : NULL);
    buf_free(&out);
}

/* Stands at the foot of its page, as on the back of a title leaf. */
static void make_imprint(struct making *making)
{
    const struct imprint *imprint = making->volume->imprint;
    const struct event *event = making->volume->event;
    fill_page(making);
    const char *title = local(making, &making->volume->title), *subtitle = local(making, &making->volume->subtitle);
    if (title)
        put_if(making, STYLE_IMPRINT,
               subtitle ? words_fill(making->arena, making->language, WORD_LABELLED, title, subtitle) : title);
    if (event && event->url)
        put_if(making, STYLE_IMPRINT, event->url);
    if (!imprint)
        return;
    put_publisher(making, imprint);
    const char *edition = local(making, &imprint->edition), *number = making->volume->number;
    if (edition && number)
        edition = words_pair(making->arena, making->language, number, edition);
    put_if(making, STYLE_IMPRINT, edition);
    put_number(making, "ISBN", imprint->isbn);
    put_number(making, "ISSN", imprint->issn);
    put_number(making, "DOI", imprint->doi);
    put_word(making, STYLE_IMPRINT, WORD_PRINTED_BY, local(making, &imprint->printer));
    put_word(making, STYLE_IMPRINT, WORD_LICENSE, local(making, &imprint->license));
    put_if(making, STYLE_IMPRINT, local(making, &imprint->rights));
}

const struct part part_imprint = {"imprint", WORD_IMPRINT, false, true, make_imprint, NULL, NULL};

static void make_colophon(struct making *making)
{
    const char *font = making->volume->design->font_names[FONT_BODY];
    fill_page(making);
    put_word(making, STYLE_IMPRINT, WORD_SET_WITH, font && *font ? font : "Vollkorn");
}

const struct part part_colophon = {"colophon", WORD_COLOPHON, false, true, make_colophon, NULL, NULL};
