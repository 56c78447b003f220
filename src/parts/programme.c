/* Part `programme`: sessions by day, with their times, chairs and talks, made from the sessions. */
#include "parts/internal.h"

static bool same_day(struct date a, struct date b)
{
    return a.year == b.year && a.month == b.month && a.day == b.day;
}

static void put_people_line(struct making *making, struct flow *parent, const struct person_list *people,
                            enum word_id word)
{
    if (!people->count)
        return;
    struct names names = person_names(making->arena, making->language, people, true);
    const char *text = words_fill(making->arena, making->language, WORD_LABELLED,
                                  words_get(making->language, word), names.words);
    put_names(making, parent, STYLE_PROGRAMME_DETAIL, text, &names)->paragraph.keep_with_next = true;
}

/* A title with nothing below it is no heading. */
static bool says_more(const struct session *session)
{
    return date_is_set(session->start) || session->room.count || session->chair.count || session->panel.count ||
        session->item_count;
}

static void put_session_title(struct making *making, struct flow *parent, const struct session *session)
{
    const char *title = local(making, &session->title);
    struct reference *jump = arena_alloc(making->arena, sizeof *jump);
    *jump = (struct reference){.target = session->id, .form = REF_PAGE, .pos = session->head.pos};
    struct text_builder *builder = text_builder_new(making->arena, making->language);
    text_open(builder, (struct span){.kind = SPAN_STRONG});
    if (session->id)
        text_open(builder, (struct span){.kind = SPAN_JUMP, .ref = jump});
    text_puts(builder, title ? title : "");
    if (session->id)
        text_close(builder);
    text_close(builder);
    enum role role = says_more(session) ? ROLE_H3 : ROLE_P;
    flow_paragraph(making->arena, parent, STYLE_PROGRAMME_TITLE, role, text_finish(builder))
        ->paragraph.keep_with_next = true;
}

static void put_session(struct making *making, const struct session *session)
{
    sp leading = making->volume->design->body_leading;
    struct flow *group = flow_group(making->arena, making->root, ROLE_NONE);
    group->group.before = group->group.after = leading / 2;
    const char *times = time_range(making->arena, session->start, session->end);
    const char *room = local(making, &session->room);
    put_session_title(making, group, session);
    if (times || room) {
        const char *both = times ? times : room;
        if (times && room)
            both = words_pair(making->arena, making->language, times, room);
        put(making, group, STYLE_PROGRAMME_DETAIL, both)->paragraph.keep_with_next = true;
    }
    put_people_line(making, group, &session->chair, WORD_CHAIR);
    put_people_line(making, group, &session->panel, WORD_PANEL);
    struct flow *items = flow_group(making->arena, group, ROLE_NONE);
    items->group.before = leading / 2;
    put_items(making, items, session, false, NULL);
}

static void make_programme(struct making *making)
{
    const struct volume *volume = making->volume;
    struct date day = {0};
    for (size_t i = 0; i < volume->session_count; i++) {
        const struct session *session = &volume->sessions[i];
        if (date_is_set(session->start) && !same_day(session->start, day)) {
            day = session->start;
            const char *words = unicode_weekday_date(making->arena, making->language, day);
            put(making, making->root, STYLE_PART_HEAD, words)->role = ROLE_H2;
        }
        put_session(making, session);
    }
}

const struct part part_programme = {"programme", WORD_PROGRAMME, false, false, make_programme, NULL, NULL};
