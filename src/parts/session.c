/* A session: its opener as a piece (when, where, who, what), then its documents. */
#include "parts/internal.h"

static const char *with_details(struct making *making, const struct person *person)
{
    const char *name = person_name(making->arena, person, true);
    const char *details = person_details(making->arena, person, making->language);
    return details ? words_pair(making->arena, making->language, name, details) : name;
}

/* Labels in the column of the times, what they label in that of the titles. */
static void put_label(struct making *making, const struct flow *grid, uint32_t row, enum word_id word)
{
    flow_paragraph(making->arena, flow_cell(grid, row, 0), STYLE_SESSION_DETAIL, ROLE_P,
                   para_of_span(making->arena, making->language, words_get(making->language, word), SPAN_STRONG));
}

static void put_list(struct making *making, const struct flow *grid, uint32_t row, const struct person_list *people,
                     enum word_id word)
{
    put_label(making, grid, row, word);
    for (size_t i = 0; i < people->count; i++)
        put(making, flow_cell(grid, row, 1), STYLE_SESSION_DETAIL, with_details(making, people->at[i]))->pos =
            people->at[i]->head.pos;
}

/* Two columns of the same widths wherever a session is described. */
static struct flow *new_grid(struct making *making, struct flow *parent, size_t rows)
{
    sp leading = making->volume->design->body_leading;
    struct flow *grid = labelled_grid(making->arena, parent, rows);
    ((struct grid_column *)grid->grid.columns)[0].width = leading * 9 / 2;
    grid->grid.gap = leading * 2 / 3;
    grid->grid.row_gap = leading / 4;
    return grid;
}

static void put_details(struct making *making, const struct session *session)
{
    const char *room = local(making, &session->room);
    size_t rows = (room != NULL) + (session->chair.count > 0) + (session->panel.count > 0);
    uint32_t row = 0;
    if (!rows)
        return;
    struct flow *grid = new_grid(making, making->root, rows);
    grid->pos = session->head.pos;
    if (room) {
        put_label(making, grid, row, WORD_ROOM);
        put(making, flow_cell(grid, row++, 1), STYLE_SESSION_DETAIL, room);
    }
    if (session->chair.count)
        put_list(making, grid, row++, &session->chair, WORD_CHAIR);
    if (session->panel.count)
        put_list(making, grid, row++, &session->panel, WORD_PANEL);
}

static void put_when(struct making *making, const struct session *session)
{
    const char *times = time_range(making->arena, session->start, session->end);
    if (!date_is_set(session->start))
        return;
    const char *day = unicode_weekday_date(making->arena, making->language, session->start);
    put(making, making->root, STYLE_SESSION_NUMBER,
        times ? words_pair(making->arena, making->language, day, times) : day);
}

static void put_item_title(struct making *making, struct flow *cell, const struct item *item, bool with_page)
{
    struct text_builder *builder = text_builder_new(making->arena, making->language);
    const struct document *document = item->document;
    const char *title = local(making, document ? &document->title : &item->title);
    const char *pause = local(making, &item->break_name);
    if (document) {
        struct reference *jump = arena_alloc(making->arena, sizeof *jump);
        *jump = (struct reference){.target = document->id, .form = REF_PAGE_AFTER, .pos = item->head.pos};
        text_open(builder, (struct span){.kind = SPAN_JUMP, .ref = jump});
        text_puts(builder, title ? title : document->id);
        text_close(builder);
        if (with_page)
            text_reference(builder, jump);
    } else if (pause) {
        text_open(builder, (struct span){.kind = SPAN_EMPHASIS, .own_words = true});
        text_puts(builder, pause);
        text_close(builder);
    } else {
        text_puts(builder, title ? title : "");
    }
    struct flow *line = flow_paragraph(making->arena, cell, STYLE_PROGRAMME_TITLE, ROLE_P, text_finish(builder));
    line->pos = item->head.pos;
}

static void put_item(struct making *making, const struct flow *grid, uint32_t row, const struct item *item, bool full,
                     struct lowering *lowering)
{
    struct flow *cell = flow_cell(grid, row, grid->grid.column_count - 1);
    const char *times = time_range(making->arena, item->start, item->end);
    if (times)
        put(making, flow_cell(grid, row, 0), STYLE_PROGRAMME_TIME, times);
    put_item_title(making, cell, item, true);
    const struct person_list *people = item->presenter.count || !item->document ? &item->presenter
                                                                                : &item->document->authors;
    if (item->speakers.count)
        people = &item->speakers;
    struct names names = person_names(making->arena, making->language, people, true);
    if (names.count)
        put_names(making, cell, STYLE_PROGRAMME_DETAIL, names.words, &names);
    if (full && item->abstract.count)
        blocks_lower_text(lowering, cell, localized_node(&item->abstract, making->language),
                          localized_language(&item->abstract, making->language), STYLE_PROGRAMME_TITLE);
}

static bool is_timed(struct making *making, const struct session *session)
{
    for (size_t i = 0; i < session->item_count; i++)
        if (time_range(making->arena, session->items[i].start, session->items[i].end))
            return true;
    return false;
}

/* All sessions of the programme share its columns. */
static bool programme_is_timed(struct making *making)
{
    for (size_t i = 0; i < making->volume->session_count; i++)
        if (is_timed(making, &making->volume->sessions[i]))
            return true;
    return false;
}

void put_items(struct making *making, struct flow *parent, const struct session *session, bool full,
               struct lowering *lowering)
{
    if (!session->item_count)
        return;
    bool timed = full ? is_timed(making, session) : programme_is_timed(making);
    struct flow *grid = timed ? new_grid(making, parent, session->item_count)
                              : flow_grid(making->arena, parent, 1, (uint32_t)session->item_count);
    grid->pos = session->head.pos;
    grid->role = ROLE_L;
    for (uint32_t i = 0; i < session->item_count; i++)
        flow_cell(grid, i, grid->grid.column_count - 1)->role = ROLE_LBODY;
    for (uint32_t i = 0; i < session->item_count; i++)
        put_item(making, grid, i, &session->items[i], full, lowering);
}

/* A list of one document that follows right below would say everything twice. */
static bool lists_only_what_follows(struct making *making, const struct session *session)
{
    const struct document *document = session->item_count == 1 ? session->items[0].document : NULL;
    return document && document->start == START_RUN_ON && !is_timed(making, session);
}

/* Talks with their abstracts may be more than a page. */
static bool has_abstracts(const struct session *session)
{
    for (size_t i = 0; i < session->item_count; i++)
        if (session->items[i].abstract.count)
            return true;
    return false;
}

static void make_opener(struct making *making, const struct session *session, struct lowering *lowering)
{
    const char *title = local(making, &session->title);
    struct flow *heading = flow_new(making->arena, making->root, FLOW_HEADING, ROLE_NONE, session->head.pos);
    heading->heading.kind = HEADING_SESSION;
    heading->heading.level = 1;
    heading->heading.title = title ? title : "";
    heading->heading.id = session->id;
    heading->heading.bookmark = heading->heading.contents = true;
    put_when(making, session);
    struct para *para = para_of(making->arena, making->language, title ? title : "", session->head.pos);
    flow_paragraph(making->arena, making->root, STYLE_SESSION_TITLE, ROLE_H1, para);
    put_details(making, session);
    const struct node *summary = localized_node(&session->summary, making->language);
    if (summary) {
        struct flow *group = flow_group(making->arena, making->root, ROLE_NONE);
        group->group.before = group->group.after = making->volume->design->body_leading;
        blocks_lower_text(lowering, group, summary, localized_language(&session->summary, making->language),
                          STYLE_BODY);
    }
    if (lists_only_what_follows(making, session))
        return;
    struct flow *items = flow_group(making->arena, making->root, ROLE_NONE);
    items->group.before = making->volume->design->body_leading;
    items->group.keep_together = !has_abstracts(session);
    put_items(making, items, session, true, lowering);
}

void add_session(struct parts *parts, const struct session *session)
{
    const struct volume *volume = parts->volume;
    struct flow *root = flow_group(parts->arena, NULL, ROLE_PART);
    struct lowering lowering = new_lowering(parts, volume->path, volume->language,
                                            arena_format(parts->arena, "s%d", session->number));
    struct making making = {.arena = parts->arena, .parts = parts, .volume = volume, .language = volume->language,
                            .root = root};
    root->pos = session->head.pos;
    make_opener(&making, session, &lowering);
    struct piece *piece = add_piece(parts, arena_format(parts->arena, "session-%d", session->number), root);
    bool recto = volume->layout && volume->layout->start_documents == START_RECTO;
    piece->start = recto ? PIECE_NEW_RECTO : PIECE_NEW_PAGE;
    piece->head_left = volume_head(volume);
    piece->head_right = localized_text(&session->title, volume->language);
    for (size_t i = 0; i < session->item_count; i++)
        if (session->items[i].document)
            add_document(parts, session->items[i].document, FOLIO_ARABIC);
}
