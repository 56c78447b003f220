/* volume: stable text of the model, one line a value, absent ones left out. */
#include <string.h>

#include "volume/internal.h"

struct dump {
    struct buf *out;
    struct arena *arena;
    int depth;
};

static void begin_line(struct dump *dump, const char *name)
{
    buf_format(dump->out, "%*s%s", 2 * dump->depth, "", name);
}

static void put_text(struct dump *dump, const char *name, const char *text)
{
    if (!text)
        return;
    begin_line(dump, name);
    buf_puts(dump->out, ": ");
    for (; *text; text++)
        buf_puts(dump->out, *text == '\n' ? "\\n" : (char[]){*text, 0});
    buf_putc(dump->out, '\n');
}

static void put_localized(struct dump *dump, const char *name, const struct localized *text)
{
    for (size_t i = 0; i < text->count; i++) {
        const char *language = text->items[i].language;
        put_text(dump, language ? arena_format(dump->arena, "%s (%s)", name, language) : name,
                 text->items[i].text);
    }
}

static void put_number(struct dump *dump, const char *name, int64_t number)
{
    put_text(dump, name, arena_format(dump->arena, "%lld", (long long)number));
}

static void put_wish(struct dump *dump, const char *name, enum tristate value)
{
    if (value != TRISTATE_ABSENT)
        put_text(dump, name, value == TRISTATE_TRUE ? "true" : "false");
}

static void put_date(struct dump *dump, const char *name, struct date date)
{
    char text[64];
    int n = snprintf(text, sizeof text, "%04d", date.year);
    if (!date_is_set(date))
        return;
    if (date.month)
        n += snprintf(text + n, sizeof text - (size_t)n, "-%02d", date.month);
    if (date.day)
        n += snprintf(text + n, sizeof text - (size_t)n, "-%02d", date.day);
    if (date.hour >= 0)
        snprintf(text + n, sizeof text - (size_t)n, " %02d:%02d", date.hour, date.minute);
    put_text(dump, name, text);
}

static void put_texts(struct dump *dump, const char *name, const struct list *list)
{
    for (size_t i = 0; i < list->count; i++)
        put_text(dump, name, ((const char *const *)list->at)[i]);
}

static void put_localized_list(struct dump *dump, const char *name, const struct list *list)
{
    for (size_t i = 0; i < list->count; i++)
        put_localized(dump, name, &((const struct localized *)list->at)[i]);
}

static void put_people(struct dump *dump, const char *name, const struct person_list *people)
{
    for (size_t i = 0; i < people->count; i++)
        put_text(dump, name, person_name(dump->arena, people->at[i], true));
}

static void open_block(struct dump *dump, const char *name)
{
    begin_line(dump, name);
    buf_putc(dump->out, '\n');
    dump->depth++;
}

static void dump_person(struct dump *dump, const struct person *person)
{
    open_block(dump, arena_format(dump->arena, "person %s", person->id ? person->id : "(no id)"));
    put_text(dump, "name", person_name(dump->arena, person, true));
    put_text(dump, "index", person_index_name(dump->arena, person));
    put_text(dump, "sort", person_sort_name(dump->arena, person));
    put_text(dump, "native", person->native);
    put_text(dump, "lang", person->language);
    put_localized(dump, "role", &person->role);
    put_localized(dump, "affiliation", &person->affiliation);
    put_text(dump, "country", person->country);
    put_text(dump, "email", person->email);
    put_text(dump, "orcid", person->orcid);
    put_wish(dump, "public", person->is_public);
    dump->depth--;
}

static void dump_document(struct dump *dump, const struct document *document)
{
    static const char *const types[] = {"paper",  "statement",      "keynote", "presentation",
                                        "report", "recommendation", "annex"};
    static const char *const starts[] = {"recto", "page", "run-on"};
    open_block(dump, arena_format(dump->arena, "document %d", document->number));
    put_text(dump, "path", document->path);
    put_text(dump, "id", document->id);
    put_localized(dump, "title", &document->title);
    put_localized(dump, "subtitle", &document->subtitle);
    put_localized(dump, "short-title", &document->short_title);
    put_text(dump, "type", document->type < 0 ? NULL : types[document->type]);
    put_text(dump, "symbol", document->symbol);
    put_text(dump, "revision", document->revision);
    put_localized(dump, "distribution", &document->distribution);
    put_localized(dump, "agenda-item", &document->agenda_item);
    put_date(dump, "date", document->date);
    put_localized(dump, "place", &document->place);
    put_text(dump, "original", document->original);
    put_text(dump, "language", document->language);
    put_people(dump, "author", &document->authors);
    put_people(dump, "presenter", &document->presenter);
    put_people(dump, "on-behalf-of", &document->on_behalf_of);
    put_localized_list(dump, "keyword", &document->keywords);
    put_text(dump, "start", starts[document->start]);
    put_wish(dump, "numbered-paragraphs", document->numbered_paragraphs);
    put_localized(dump, "abstract", &document->abstract);
    if (document->body)
        put_text(dump, "body",
                 arena_format(dump->arena, "at %u:%u", document->body->pos.line, document->body->pos.column));
    put_text(dump, "source", document->source.path);
    for (size_t i = 0; i < document->recommendations.count; i++) {
        const struct recommendation *recommendation =
            &((const struct recommendation *)document->recommendations.at)[i];
        open_block(dump, arena_format(dump->arena, "recommendation %d", recommendation->number));
        put_text(dump, "id", recommendation->id);
        put_localized(dump, "text", &recommendation->text);
        put_texts(dump, "addressed-to", &recommendation->addressed_to);
        dump->depth--;
    }
    dump->depth--;
}

static void dump_item(struct dump *dump, const struct item *item)
{
    open_block(dump, "item");
    if (item->document)
        put_number(dump, "document", item->document->number);
    put_localized(dump, "title", &item->title);
    put_localized(dump, "break", &item->break_name);
    put_date(dump, "start", item->start);
    put_date(dump, "end", item->end);
    put_people(dump, "presenter", &item->presenter);
    put_people(dump, "speaker", &item->speakers);
    put_localized(dump, "abstract", &item->abstract);
    dump->depth--;
}

static void dump_session(struct dump *dump, const struct session *session)
{
    open_block(dump, arena_format(dump->arena, "session %d", session->number));
    put_text(dump, "id", session->id);
    put_localized(dump, "title", &session->title);
    put_date(dump, "start", session->start);
    put_date(dump, "end", session->end);
    put_localized(dump, "room", &session->room);
    put_people(dump, "chair", &session->chair);
    put_people(dump, "panel", &session->panel);
    put_localized(dump, "summary", &session->summary);
    for (size_t i = 0; i < session->item_count; i++)
        dump_item(dump, &session->items[i]);
    dump->depth--;
}

static void dump_matter(struct dump *dump, const char *name, const struct matter *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (list[i].part)
            put_text(dump, name, list[i].part);
        else
            put_text(dump, name, arena_format(dump->arena, "document %d", list[i].document->number));
    }
}

static void dump_event(struct dump *dump, const struct event *event)
{
    open_block(dump, "event");
    put_localized(dump, "name", &event->name);
    put_text(dump, "acronym", event->acronym);
    put_localized(dump, "place", &event->place);
    put_date(dump, "start", event->start);
    put_date(dump, "end", event->end);
    put_localized(dump, "host", &event->host);
    put_localized_list(dump, "organizer", &event->organizers);
    put_text(dump, "url", event->url);
    dump->depth--;
}

static void dump_imprint(struct dump *dump, const struct imprint *imprint)
{
    open_block(dump, "imprint");
    put_localized(dump, "publisher", &imprint->publisher);
    put_localized(dump, "place", &imprint->place);
    put_text(dump, "year", imprint->year);
    put_localized(dump, "edition", &imprint->edition);
    put_text(dump, "isbn", imprint->isbn);
    put_text(dump, "issn", imprint->issn);
    put_text(dump, "doi", imprint->doi);
    put_localized(dump, "rights", &imprint->rights);
    put_localized(dump, "license", &imprint->license);
    put_localized(dump, "printer", &imprint->printer);
    dump->depth--;
}

static void dump_term(struct dump *dump, const struct term *term)
{
    open_block(dump, arena_format(dump->arena, "term %s", term->term));
    put_texts(dump, "match", &term->match);
    put_text(dump, "see", term->see);
    put_texts(dump, "see-also", &term->see_also);
    dump->depth--;
}

static void put_length(struct dump *dump, const char *name, sp length)
{
    struct buf points = {0};
    buf_points(&points, length, 2);
    put_text(dump, name, arena_format(dump->arena, "%spt", points.at));
    buf_free(&points);
}

static void dump_design(struct dump *dump, const struct volume *volume)
{
    const struct design *design = volume->design;
    open_block(dump, "layout");
    put_text(dump, "design", volume->layout->design < 0 ? NULL : design_names[volume->layout->design]);
    put_length(dump, "page-width", design->page_width);
    put_length(dump, "page-height", design->page_height);
    put_length(dump, "inner", design->margin_inner);
    put_length(dump, "outer", design->margin_outer);
    put_length(dump, "top", design->margin_top);
    put_length(dump, "bottom", design->margin_bottom);
    put_number(dump, "columns", design->columns);
    put_length(dump, "leading", design->body_leading);
    put_text(dump, "accent", arena_format(dump->arena, "#%06x", (unsigned)design->accent));
    put_wish(dump, "number-headings", volume->layout->number_headings);
    if (volume->layout->numbered_paragraphs >= 0)
        put_text(dump, "numbered-paragraphs",
                 volume->layout->numbered_paragraphs == NUMBERING_VOLUME ? "volume" : "document");
    put_wish(dump, "link-pages", volume->layout->link_pages);
    put_localized(dump, "header", &volume->layout->header);
    put_localized(dump, "footer", &volume->layout->footer);
    dump->depth--;
}

static void dump_editions(struct dump *dump, const struct volume *volume)
{
    for (size_t i = 0; i < volume->edition_count; i++)
        put_text(dump, "edition", volume->editions[i].name);
    open_block(dump, "text-edition");
    put_number(dump, "width", volume->text->width);
    put_number(dump, "page-length", volume->text->page_length);
    put_wish(dump, "pages", volume->text->pages);
    dump->depth--;
}

static void dump_lists(struct dump *dump, const struct volume *volume)
{
    put_people(dump, "editor", &volume->editors);
    for (size_t i = 0; i < volume->committee_count; i++) {
        open_block(dump, "committee");
        put_localized(dump, "name", &volume->committees[i].name);
        put_people(dump, "member", &volume->committees[i].members);
        dump->depth--;
    }
    for (size_t i = 0; i < volume->people.count; i++)
        dump_person(dump, volume->people.at[i]);
    for (size_t i = 0; i < volume->term_count; i++)
        dump_term(dump, &volume->terms[i]);
    for (size_t i = 0; i < volume->acronyms.count; i++)
        put_localized(dump, arena_format(dump->arena, "acronym %s", volume->acronyms.items[i].key),
                      &volume->acronyms.items[i].value);
    for (size_t i = 0; i < volume->sponsor_count; i++) {
        open_block(dump, "sponsors");
        put_localized(dump, "tier", &volume->sponsors[i].tier);
        put_texts(dump, "name", &volume->sponsors[i].names);
        for (size_t k = 0; k < volume->sponsors[i].logos.count; k++)
            put_text(dump, "logo", ((const struct path_value *)volume->sponsors[i].logos.at)[k].path);
        dump->depth--;
    }
}

void volume_dump(const struct volume *volume, struct buf *out)
{
    struct dump dump = {out, arena_new(), 0};
    put_text(&dump, "volume", volume->name);
    put_localized(&dump, "title", &volume->title);
    put_localized(&dump, "subtitle", &volume->subtitle);
    put_localized(&dump, "series", &volume->series);
    put_text(&dump, "number", volume->number);
    put_text(&dump, "symbol", volume->symbol);
    put_text(&dump, "revision", volume->revision);
    put_text(&dump, "original", volume->original);
    put_localized(&dump, "organization", &volume->organization);
    put_localized(&dump, "organ", &volume->organ);
    put_localized(&dump, "distribution", &volume->distribution);
    put_text(&dump, "language", volume->language);
    put_text(&dump, "logo", volume->logo.path);
    put_date(&dump, "latest", volume->latest);
    if (volume->event)
        dump_event(&dump, volume->event);
    if (volume->imprint)
        dump_imprint(&dump, volume->imprint);
    dump_lists(&dump, volume);
    dump_design(&dump, volume);
    dump_matter(&dump, "front", volume->front, volume->front_count);
    dump_matter(&dump, "documents", volume->loose, volume->loose_count);
    for (size_t i = 0; i < volume->session_count; i++)
        dump_session(&dump, &volume->sessions[i]);
    dump_matter(&dump, "back", volume->back, volume->back_count);
    for (size_t i = 0; i < volume->document_count; i++)
        dump_document(&dump, volume->documents[i]);
    dump_editions(&dump, volume);
    arena_free(dump.arena);
}
