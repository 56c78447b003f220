/* volume: checks across mappings: spans of time, numbers with check digits, ids, the latest date. */
#include <string.h>

#include "volume/internal.h"

bool date_is_set(struct date date)
{
    return date.year > 0;
}

int dates_compare(struct date a, struct date b)
{
    if (a.year != b.year || !a.month || !b.month)
        return a.year - b.year;
    if (a.month != b.month || !a.day || !b.day)
        return a.month - b.month;
    if (a.day != b.day || a.hour < 0 || b.hour < 0)
        return a.day - b.day;
    return a.hour != b.hour ? a.hour - b.hour : a.minute - b.minute;
}

static struct pos key_pos(const struct node *node, const char *key, struct pos otherwise)
{
    const struct node *value = node_get(node, key);
    return value ? value->pos : otherwise;
}

void check_span(struct loader *loader, struct pos pos, const struct node *node, struct date start,
                struct date end)
{
    if (!date_is_set(end))
        return;
    struct pos place = key_pos(node, "end", pos);
    if (!date_is_set(start) && node_is_null(node_get(node, "start")))
        diag(loader->diags, DIAG_VOLUME_END_ALONE, place);
    else if (date_is_set(start) && dates_compare(end, start) < 0)
        diag(loader->diags, DIAG_VOLUME_END_FIRST, place, node_get(node, "end")->text,
             node_get(node, "start")->text);
}

/* A session on a day that is not the event's is a slip of the pen more often than not. */
static void check_session_day(struct loader *loader, const struct session *session)
{
    const struct event *event = loader->volume->event;
    struct date day = session->start;
    if (!event || !date_is_set(day) || !date_is_set(event->start))
        return;
    day.hour = -1;
    struct date last = date_is_set(event->end) ? event->end : event->start;
    if (dates_compare(day, event->start) >= 0 && dates_compare(day, last) <= 0)
        return;
    const struct node *start = node_get(session->head.node, "start");
    diag(loader->diags, DIAG_VOLUME_OUTSIDE_EVENT, start->pos, start->text);
}

typedef const char *number_fault(struct arena *arena, const char *number);

static void check_number(struct loader *loader, const struct node *map, const char *key, const char *name,
                         const char *value, number_fault *find_fault)
{
    const char *fault = value ? find_fault(loader->arena, value) : NULL;
    if (fault)
        diag(loader->diags, DIAG_VOLUME_NUMBER, node_get(map, key)->pos, name, value, fault);
}

static void check_doi(struct loader *loader, const struct imprint *imprint)
{
    static const char *const prefixes[] = {"https://doi.org/", "http://doi.org/", "https://dx.doi.org/",
                                           "doi:"};
    const char *doi = imprint->doi;
    if (!doi)
        return;
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        if (strncmp(doi, prefixes[i], strlen(prefixes[i])) == 0) {
            doi += strlen(prefixes[i]);
            break;
        }
    }
    const char *slash = strchr(doi, '/');
    if (strncmp(doi, "10.", 3) != 0 || !slash || !slash[1] || strchr(doi, ' '))
        diag(loader->diags, DIAG_VOLUME_NUMBER, node_get(imprint->head.node, "doi")->pos, "DOI", imprint->doi,
             "a DOI looks like 10.1000/182");
}

static void check_imprint(struct loader *loader, const struct imprint *imprint)
{
    if (!imprint)
        return;
    check_number(loader, imprint->head.node, "isbn", "ISBN", imprint->isbn, isbn_fault);
    check_number(loader, imprint->head.node, "issn", "ISSN", imprint->issn, issn_fault);
    check_doi(loader, imprint);
}

static void check_event(struct loader *loader, const struct event *event)
{
    if (!event)
        return;
    check_span(loader, event->head.pos, event->head.node, event->start, event->end);
    const char *url = event->url;
    if (url && strncmp(url, "http://", 7) != 0 && strncmp(url, "https://", 8) != 0)
        diag(loader->diags, DIAG_VOLUME_URL, node_get(event->head.node, "url")->pos, url);
}

/* Reports missing files and takes them out of the list. */
static void keep_found(struct loader *loader, struct list *paths)
{
    struct path_value *path = paths->at;
    size_t kept = 0;
    for (size_t i = 0; i < paths->count; i++) {
        check_file(loader, &path[i]);
        if (path[i].path)
            path[kept++] = path[i];
    }
    paths->count = kept;
}

static void check_sponsors(struct loader *loader)
{
    const struct volume *volume = loader->volume;
    for (size_t i = 0; i < volume->sponsor_count; i++) {
        struct sponsor_tier *tier = &volume->sponsors[i];
        if (tier->names.node && !tier->names.count)
            diag(loader->diags, DIAG_VOLUME_NO_NAMES, tier->names.node->pos);
        keep_found(loader, &tier->logos);
    }
}

static struct date later(struct date a, struct date b)
{
    if (!date_is_set(b))
        return a;
    return !date_is_set(a) || date_compare(a, b) < 0 ? b : a;
}

static struct date year_of(const struct imprint *imprint)
{
    struct date date = {.hour = -1};
    const char *year = imprint ? imprint->year : NULL;
    if (year && strlen(year) == 4 && strspn(year, "0123456789") == 4)
        for (; *year; year++)
            date.year = date.year * 10 + *year - '0';
    return date;
}

static struct date latest_date(const struct loader *loader)
{
    const struct volume *volume = loader->volume;
    struct date latest = {.hour = -1};
    if (volume->event)
        latest = later(volume->event->start, volume->event->end);
    for (size_t i = 0; i < volume->session_count; i++) {
        const struct session *session = &volume->sessions[i];
        latest = later(later(latest, session->start), session->end);
        for (size_t k = 0; k < session->item_count; k++)
            latest = later(later(latest, session->items[k].start), session->items[k].end);
    }
    for (size_t i = 0; i < loader->documents.n; i++)
        latest = later(later(latest, loader->documents.at[i]->date), loader->documents.at[i]->revised);
    return date_is_set(latest) ? latest : year_of(volume->imprint);
}

/* The later one loses its id, so that nobody reports it again. */
static void report_duplicate_id(struct loader *loader, const struct name *again, const struct name *first)
{
    diag(loader->diags, DIAG_VOLUME_DUPLICATE_ID, again->pos, again->name, place_words(loader, first->pos));
    *loader->id_slots.at[again->index] = arena_format(loader->arena, "%s (%zu)", again->name, again->index);
}

void check_volume(struct loader *loader)
{
    struct volume *volume = loader->volume;
    check_event(loader, volume->event);
    check_imprint(loader, volume->imprint);
    check_file(loader, &volume->logo);
    check_sponsors(loader);
    for (size_t i = 0; i < volume->session_count; i++)
        check_session_day(loader, &volume->sessions[i]);
    check_terms(loader);
    names_sort(&loader->ids);
    names_repeated(loader, &loader->ids, report_duplicate_id);
    volume->latest = latest_date(loader);
}
