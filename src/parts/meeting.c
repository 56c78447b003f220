/*
 * The head of a meeting document, in the order of the UN's: organization and symbol; a rule; organ, and at its right
 * distribution, revision, date and original language; a rule; the meeting and the item of its agenda.
 */
#include "parts/internal.h"

#define THIN SP_PT(0.4)
#define THICK SP_PT(1.6)

const char *document_symbol(const struct volume *volume, const struct document *document)
{
    return document->symbol ? document->symbol : volume->symbol;
}

static void put_rule(struct head *head, struct flow *parent, sp thickness)
{
    struct flow *rule = flow_new(head->arena, parent, FLOW_RULE, ROLE_NONE, head->document->head.pos);
    rule->rule.thickness = thickness;
    rule->rule.before = SP_PT(4);
    rule->rule.after = SP_PT(6);
}

static struct flow *new_grid(struct head *head, struct flow *parent)
{
    sp leading = head->parts->volume->design->body_leading;
    struct flow *grid = flow_grid(head->arena, parent, 2, 1);
    ((struct grid_column *)grid->grid.columns)[1].width = leading * 11;
    grid->grid.gap = leading;
    grid->pos = head->document->head.pos;
    return grid;
}

static void put_organization(struct head *head, struct flow *parent)
{
    const struct volume *volume = head->parts->volume;
    const char *symbol = document_symbol(volume, head->document);
    if (!symbol && !localized_text(&volume->organization, head->language))
        return;
    struct flow *grid = new_grid(head, parent);
    head_text(head, flow_cell(grid, 0, 0), STYLE_MEETING_ORGANIZATION, &volume->organization);
    if (symbol)
        head_line(head, flow_cell(grid, 0, 1), STYLE_MEETING_SYMBOL, symbol);
    put_rule(head, parent, THIN);
}

static void put_logo(struct head *head, struct flow *cell)
{
    const struct path_value *logo = &head->parts->volume->logo;
    const struct image *image =
        logo->path ? media_load(head->arena, logo->path, logo->pos, head->parts->diags) : NULL;
    if (!image)
        return;
    struct flow *item = flow_new(head->arena, cell, FLOW_IMAGE, ROLE_FIGURE, logo->pos);
    item->image.image = image;
    item->image.width = SP_MM(18);
    item->image.align = ALIGN_LEFT;
    item->image.alt = localized_text(&head->parts->volume->organization, head->language);
}

static void put_distribution(struct head *head, struct flow *cell)
{
    const struct volume *volume = head->parts->volume;
    const struct document *document = head->document;
    const char *own = localized_text(&document->distribution, head->language);
    const char *distribution = own ? own : localized_text(&volume->distribution, head->language);
    const char *revision = document->revision || document->symbol ? document->revision : volume->revision;
    if (distribution)
        head_line(head, cell, STYLE_MASTHEAD,
                  words_fill(head->arena, head->language, WORD_DISTRIBUTION, distribution, NULL));
    if (revision)
        head_line(head, cell, STYLE_MASTHEAD, revision);
    head_date(head, cell);
    head_original(head, cell, document->original ? document->original : volume->original);
}

/* Name of the meeting; its place and dates; the item of the agenda. */
static void put_meeting(struct head *head, struct flow *parent)
{
    const struct event *event = head->parts->volume->event;
    if (event) {
        const char *place = localized_text(&event->place, head->language);
        const char *dates = event_dates(head->arena, event, head->language);
        head_text(head, parent, STYLE_MEETING_SESSION, &event->name);
        if (place && dates)
            head_line(head, parent, STYLE_MEETING_DETAIL, words_pair(head->arena, head->language, place, dates));
        else if (place || dates)
            head_line(head, parent, STYLE_MEETING_DETAIL, place ? place : dates);
    }
    head_text(head, parent, STYLE_MEETING_DETAIL, &head->document->agenda_item);
}

void put_meeting_head(struct head *head)
{
    struct flow *group = flow_group(head->arena, head->root, ROLE_NONE);
    group->group.keep_with_next = true;
    put_organization(head, group);
    struct flow *grid = new_grid(head, group), *left = flow_cell(grid, 0, 0);
    put_logo(head, left);
    head_text(head, left, STYLE_MEETING_ORGAN, &head->parts->volume->organ);
    put_distribution(head, flow_cell(grid, 0, 1));
    put_rule(head, group, THICK);
    put_meeting(head, group);
}
