/* parts: people, times and small texts that several parts print. */
#include <string.h>

#include "parts/internal.h"

const char *volume_head(const struct volume *volume)
{
    const char *header = localized_text(&volume->layout->header, volume->language);
    return header ? header : localized_text(&volume->title, volume->language);
}

const char *local(const struct making *making, const struct localized *text)
{
    return localized_text(text, making->language);
}

struct flow *labelled_grid(struct arena *arena, struct flow *parent, size_t rows)
{
    struct flow *grid = flow_grid(arena, parent, 2, (uint32_t)rows);
    grid->role = ROLE_L;
    for (uint32_t i = 0; i < rows; i++) {
        flow_cell(grid, i, 0)->role = ROLE_LBL;
        flow_cell(grid, i, 1)->role = ROLE_LBODY;
    }
    return grid;
}

struct flow *put(struct making *making, struct flow *parent, enum style_id style, const char *text)
{
    return flow_paragraph(making->arena, parent, style, ROLE_P,
                          para_of(making->arena, making->language, text, making->root->pos));
}

void report_empty(struct making *making)
{
    diag(making->parts->diags, DIAG_EMPTY_PART, making->root->pos,
         words_get(making->language, making->part->title));
    put(making, making->root, STYLE_PART_TEXT, words_get(making->language, WORD_NO_ENTRIES));
}

static void add_detail(struct buf *out, const char *language, const char *text)
{
    if (text && *text)
        buf_format(out, "%s%s", out->n ? words_get(language, WORD_COMMA) : "", text);
}

const char *person_details(struct arena *arena, const struct person *person, const char *language)
{
    struct buf out = {0};
    add_detail(&out, language, localized_text(&person->role, language));
    add_detail(&out, language, localized_text(&person->affiliation, language));
    if (person->country) {
        const char *country = unicode_country(arena, language, person->country);
        add_detail(&out, language, country ? country : person->country);
    }
    const char *text = out.n ? arena_string(arena, out.at, out.n) : NULL;
    buf_free(&out);
    return text;
}

/* Is the name one of another language in its own letters? A transcription is read as the words around it are. */
static bool is_foreign(const char *name, const char *language, const char *around)
{
    const char *end = name + strlen(name);
    size_t primary = strcspn(around, "-");
    if (!language || (strncmp(language, around, primary) == 0 && (!language[primary] || language[primary] == '-')))
        return false;
    return *name && unicode_written_in(language, unicode_script(utf8_next(&name, end)));
}

void append_person(struct arena *arena, struct text_builder *builder, const struct person *person, const char *around)
{
    const char *name = person_name(arena, person, false);
    bool foreign = is_foreign(name, person->language, around);
    if (person->title)
        text_format(builder, "%s ", person->title);
    if (foreign)
        text_open(builder, (struct span){.kind = SPAN_LANGUAGE, .language = person->language});
    text_puts(builder, name);
    if (foreign)
        text_close(builder);
}

void append_native(struct text_builder *builder, const struct person *person)
{
    if (!person->native)
        return;
    text_puts(builder, " (");
    if (person->language)
        text_open(builder, (struct span){.kind = SPAN_LANGUAGE, .language = person->language});
    text_puts(builder, person->native);
    if (person->language)
        text_close(builder);
    text_puts(builder, ")");
}

struct names join_names(struct arena *arena, const char *language, const char *const *names, size_t count)
{
    return (struct names){names, count, words_list(arena, language, names, count)};
}

struct names person_names(struct arena *arena, const char *language, const struct person_list *people,
                          bool with_title)
{
    const char **names = arena_alloc(arena, (people->count + 1) * sizeof *names);
    for (size_t i = 0; i < people->count; i++)
        names[i] = person_name(arena, people->at[i], with_title);
    return join_names(arena, language, names, people->count);
}

struct para *para_of_names(struct arena *arena, const char *language, const char *text, struct pos pos,
                           const struct names *names)
{
    struct text_builder *builder = text_builder_new(arena, language);
    for (size_t i = 0; i < names->count; i++) {
        const char *name = strstr(text, names->at[i]);
        size_t size = strlen(names->at[i]);
        if (!name || !size)
            continue;
        text_append(builder, text, (size_t)(name - text), pos);
        text_open(builder, (struct span){.kind = SPAN_NAME});
        text_append(builder, name, size, pos);
        text_close(builder);
        text = name + size;
    }
    text_append(builder, text, strlen(text), pos);
    return text_finish(builder);
}

struct flow *put_names(struct making *making, struct flow *parent, enum style_id style, const char *text,
                       const struct names *names)
{
    return flow_paragraph(making->arena, parent, style, ROLE_P,
                          para_of_names(making->arena, making->language, text, making->root->pos, names));
}

const char *time_range(struct arena *arena, struct date start, struct date end)
{
    if (!date_is_set(start) || start.hour < 0)
        return NULL;
    if (!date_is_set(end) || end.hour < 0)
        return arena_format(arena, "%02d:%02d", start.hour, start.minute);
    return arena_format(arena, "%02d:%02d–%02d:%02d", start.hour, start.minute, end.hour, end.minute);
}

void append_page_reference(struct arena *arena, struct text_builder *builder, uint32_t anchor, enum ref_form form)
{
    struct reference *ref = arena_alloc(arena, sizeof *ref);
    ref->anchor = anchor;
    ref->form = form;
    text_reference(builder, ref);
}

const char *event_dates(struct arena *arena, const struct event *event, const char *language)
{
    if (!event || !date_is_set(event->start))
        return NULL;
    struct date end = date_is_set(event->end) ? event->end : event->start;
    return date_compare(event->start, end) ? unicode_date_range(arena, language, event->start, end)
                                           : unicode_date(arena, language, event->start);
}
