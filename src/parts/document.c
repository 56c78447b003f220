/* A document as a piece: masthead as the UN sets it, title, authors, abstract, keywords, body, recommendations. */
#include <string.h>

#include "parts/internal.h"

void head_text(struct head *head, struct flow *parent, enum style_id style, const struct localized *text)
{
    if (!localized_text(text, head->language))
        return;
    flow_paragraph(head->arena, parent, style, ROLE_P,
                   para_of(head->arena, localized_language(text, head->language),
                           localized_text(text, head->language), localized_pos(text, head->language)));
}

struct flow *head_line(struct head *head, struct flow *parent, enum style_id style, const char *text)
{
    return flow_paragraph(head->arena, parent, style, ROLE_P,
                          para_of(head->arena, head->language, text, head->document->head.pos));
}

/* The words of types stand in the table in the order of enum document_type. */
_Static_assert(WORD_TYPE_ANNEX - WORD_TYPE_PAPER == TYPE_ANNEX - TYPE_PAPER, "a word for each type");

static const char *type_word(const struct head *head, int type)
{
    return type < 0 ? NULL : words_get(head->language, (enum word_id)(WORD_TYPE_PAPER + type));
}

void head_original(struct head *head, struct flow *parent, const char *original)
{
    if (!original)
        return;
    const char *name = unicode_language_name(head->arena, head->language, original);
    head_line(head, parent, STYLE_MASTHEAD,
              words_fill(head->arena, head->language, WORD_ORIGINAL, name ? name : original, NULL));
}

static const char *date_words(struct head *head)
{
    struct parts *parts = head->parts;
    struct date date = head->document->date;
    bool known = parts->last_date.words && date_compare(parts->last_date.date, date) == 0 &&
                 strcmp(parts->last_date.language, head->language) == 0;
    if (!known) {
        parts->last_date.words = unicode_date(head->arena, head->language, date);
        parts->last_date.date = date;
        parts->last_date.language = head->language;
    }
    return parts->last_date.words;
}

void head_date(struct head *head, struct flow *parent)
{
    const struct document *document = head->document;
    const char *place = localized_text(&document->place, head->language);
    if (!date_is_set(document->date))
        return;
    const char *date = date_words(head);
    head_line(head, parent, STYLE_MASTHEAD, place ? words_pair(head->arena, head->language, place, date) : date);
}

static void put_symbol_lines(struct head *head, struct flow *cell)
{
    const struct document *document = head->document;
    if (document->symbol)
        head_line(head, cell, STYLE_MASTHEAD,
                 words_fill(head->arena, head->language, WORD_DOCUMENT, document->symbol, NULL));
    if (document->revision)
        head_line(head, cell, STYLE_MASTHEAD, document->revision);
    head_date(head, cell);
    head_original(head, cell, document->original);
}

static bool has_masthead(const struct document *document)
{
    return document->symbol || document->original || (document->type >= 0 && !document->annex);
}

/* Where it was presented at the left, symbol, date and original language at the right, a rule below. */
static void put_masthead(struct head *head)
{
    const struct document *document = head->document;
    if (!has_masthead(document))
        return;
    struct flow *group = flow_group(head->arena, head->root, ROLE_NONE);
    struct flow *grid = flow_grid(head->arena, group, 2, 1);
    /* Seen where the document runs on after another; nothing at the top of a page. */
    group->group.before = head->parts->volume->design->body_leading * 4;
    group->group.keep_with_next = true;
    struct flow *left = flow_cell(grid, 0, 0), *right = flow_cell(grid, 0, 1);
    ((struct grid_column *)grid->grid.columns)[1].width = head->parts->volume->design->body_leading * 10;
    grid->grid.gap = head->parts->volume->design->body_leading;
    if (document->type >= 0 && !document->annex)
        head_line(head, left, STYLE_MASTHEAD, type_word(head, document->type));
    if (document->session) {
        const char *session = localized_text(&document->session->title, head->language);
        if (session)
            head_line(head, left, STYLE_MASTHEAD, session);
    }
    put_symbol_lines(head, right);
    struct flow *rule = flow_new(head->arena, group, FLOW_RULE, ROLE_NONE, document->head.pos);
    rule->rule.thickness = SP_PT(0.4);
    rule->rule.accent = true;
    rule->rule.before = SP_PT(4);
    rule->rule.after = head->parts->volume->design->body_leading;
}

/* "A" … "Z", "AA", "BB" … */
static const char *annex_letters(struct arena *arena, int annex)
{
    struct buf letters = {0};
    for (int i = 0; i <= (annex - 1) / 26; i++)
        buf_putc(&letters, (char)('A' + (annex - 1) % 26));
    const char *text = arena_string(arena, letters.at, letters.n);
    buf_free(&letters);
    return text;
}

static const char *annex_label(const struct head *head)
{
    const char *letters = annex_letters(head->arena, head->document->annex);
    return words_fill(head->arena, head->language, WORD_ANNEX, letters, NULL);
}

/* Texts that stand side by side have their titles one below the other. */
static void put_parallel_title(struct head *head, struct flow *group)
{
    const struct document *document = head->document;
    if (!document->parallel[1])
        return;
    struct head second = *head;
    const char *language = second.language = document->parallel[1]->language;
    const struct localized *const texts[] = {&document->title, &document->subtitle};
    static const enum style_id styles[] = {STYLE_DOCUMENT_TITLE, STYLE_DOCUMENT_SUBTITLE};
    struct flow *titles = flow_group(head->arena, group, ROLE_DIV);
    titles->language = language;
    for (int i = 0; i < 2; i++)
        if (localized_text(texts[i], language) != localized_text(texts[i], head->language))
            head_text(&second, titles, styles[i], texts[i]);
}

/* For bookmarks and contents. */
static void name_beside(const struct head *head, struct flow *heading)
{
    const struct document *document = head->document;
    const char *language = document->parallel[1] ? document->parallel[1]->language : head->language;
    const char *title = localized_text(&document->title, language);
    if (title == localized_text(&document->title, head->language))
        return;
    heading->heading.beside = para_words(head->arena, para_of(head->arena, language, title, document->head.pos));
    heading->heading.beside_language = language;
}

static void put_title(struct head *head)
{
    const struct document *document = head->document;
    const char *title = localized_text(&document->title, head->language);
    const char *subtitle = localized_text(&document->subtitle, head->language);
    struct para *para = para_of(head->arena, localized_language(&document->title, head->language),
                                title ? title : document->id, localized_pos(&document->title, head->language));
    struct flow *group = flow_group(head->arena, head->root, ROLE_NONE);
    if (!has_masthead(document) && head->parts->volume->design->document_head == DOCUMENT_HEAD_PAPER)
        group->group.before = head->parts->volume->design->body_leading * 4;
    group->group.keep_with_next = true;
    struct flow *heading = flow_new(head->arena, group, FLOW_HEADING, ROLE_NONE, document->head.pos);
    heading->heading.kind = HEADING_DOCUMENT;
    heading->heading.level = document->session ? 2 : 1;
    heading->heading.title = para_words(head->arena, para);
    heading->heading.para = para;
    heading->heading.id = document->id;
    heading->heading.bookmark = heading->heading.contents = true;
    if (document->annex) {
        heading->heading.label = annex_label(head);
        head_line(head, group, STYLE_DOCUMENT_LABEL, heading->heading.label);
    }
    flow_paragraph(head->arena, group, STYLE_DOCUMENT_TITLE, ROLE_H2, para);
    if (subtitle)
        head_text(head, group, STYLE_DOCUMENT_SUBTITLE, &document->subtitle);
    put_parallel_title(head, group);
    name_beside(head, heading);
}

/* A name that the author index points to. */
static void append_author(struct head *head, struct text_builder *builder, const struct person *person)
{
    struct mark mark = {.kind = MARK_ANCHOR, .words = person_name(head->arena, person, false)};
    text_mark(builder, mark);
    append_person(head->arena, builder, person, head->language);
    append_native(builder, person);
}

/* Marks move when the paragraph is finished: they are found again by their order. */
static void remember_authors(struct head *head, const struct para *para, const struct person_list *people, size_t from,
                             size_t count)
{
    for (size_t i = 0; i < count && i < para->mark_count; i++) {
        struct authorship authorship = {people->at[from + i], &para->marks[i]};
        vec_push(head->parts->arena, &head->parts->authorships, authorship);
    }
}

static void put_authors(struct head *head)
{
    const struct person_list *authors = &head->document->authors;
    for (size_t i = 0; i < authors->count; i++) {
        struct text_builder *builder = text_builder_new(head->arena, head->language);
        append_author(head, builder, authors->at[i]);
        struct para *para = text_finish(builder);
        flow_paragraph(head->arena, head->root, STYLE_AUTHOR, ROLE_P, para)->pos = authors->at[i]->head.pos;
        remember_authors(head, para, authors, i, 1);
        const char *details = person_details(head->arena, authors->at[i], head->language);
        if (details)
            head_line(head, head->root, STYLE_AFFILIATION, details);
        if (authors->at[i]->orcid)
            head_line(head, head->root, STYLE_AFFILIATION,
                     arena_format(head->arena, "ORCID %s", authors->at[i]->orcid));
    }
}

static bool same_people(const struct person_list *a, const struct person_list *b)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (a->at[i] != b->at[i])
            return false;
    return true;
}

static void put_people(struct head *head, const struct person_list *people, enum word_id word)
{
    if (!people->count || same_people(people, &head->document->authors))
        return;
    struct names names = person_names(head->arena, head->language, people, true);
    const char *text = words_fill(head->arena, head->language, word, names.words, NULL);
    struct flow *group = flow_group(head->arena, head->root, ROLE_NONE);
    group->group.before = head->parts->volume->design->body_leading / 2;
    group->group.keep_with_next = true;
    flow_paragraph(head->arena, group, STYLE_AFFILIATION, ROLE_P,
                   para_of_names(head->arena, head->language, text, head->document->head.pos, &names));
}

static void put_thin_rule(struct head *head, struct flow *parent, sp before, sp after)
{
    struct flow *rule = flow_new(head->arena, parent, FLOW_RULE, ROLE_NONE, head->document->head.pos);
    rule->rule.thickness = SP_PT(0.4);
    rule->rule.before = before;
    rule->rule.after = after;
}

/* An edition in one language needs no abstract in others beside its own; all help where the text has no translation. */
static bool is_other_abstract(const struct head *head, const char *language)
{
    const char *edition = head->parts->volume->edition_language;
    const struct localized *abstract = &head->document->abstract;
    return edition && reader_same_language(edition, head->language) && !reader_same_language(language, edition) &&
           reader_same_language(localized_language(abstract, edition), edition);
}

static void put_abstract(struct head *head)
{
    const struct localized *abstract = &head->document->abstract;
    bool alone = abstract->count == 1;
    for (size_t i = 0; i < abstract->count; i++)
        alone |= abstract->items[i].language && is_other_abstract(head, abstract->items[i].language);
    for (size_t i = 0; i < abstract->count; i++) {
        const char *language = abstract->items[i].language ? abstract->items[i].language : head->language;
        if (is_other_abstract(head, language))
            continue;
        struct flow *group = flow_group(head->arena, head->root, ROLE_NONE);
        if (strcmp(language, head->language))
            group->language = language;
        const char *name = !alone ? unicode_language_name(head->arena, head->language, language) : NULL;
        bool meeting = head->parts->volume->design->document_head == DOCUMENT_HEAD_MEETING;
        const char *word = words_get(head->language, meeting ? WORD_SUMMARY : WORD_ABSTRACT);
        const char *which = name ? words_fill(head->arena, head->language, WORD_IN_BRACKETS, name, NULL) : "";
        if (meeting)
            put_thin_rule(head, group, head->parts->volume->design->body_leading,
                          SP_PT(5));
        head_line(head, group, STYLE_ABSTRACT_HEAD, arena_format(head->arena, "%s%s", word, which));
        blocks_lower_text(head->lowering, group, abstract->items[i].node, language, STYLE_ABSTRACT);
        if (meeting)
            put_thin_rule(head, group, SP_PT(5), 0);
        group->group.keep_with_next = i + 1 == abstract->count && head->document->keywords.count;
        if (meeting) /* a display: its space is not stretched */
            group->group.before = group->group.after = head->parts->volume->design->body_leading;
    }
}

static void put_keywords(struct head *head)
{
    const struct list *keywords = &head->document->keywords;
    if (!keywords->count)
        return;
    struct text_builder *builder = text_builder_new(head->arena, head->language);
    text_open(builder, (struct span){.kind = SPAN_STRONG});
    text_puts(builder, words_get(head->language, WORD_KEYWORDS));
    text_close(builder);
    for (size_t i = 0; i < keywords->count; i++) {
        const char *word = localized_text(&((const struct localized *)keywords->at)[i], head->language);
        if (!word || !*word)
            continue;
        const char *term = terms_find(head->parts->terms, word);
        text_puts(builder, i ? words_get(head->language, WORD_SEMICOLON) : " ");
        struct mark mark = {.kind = MARK_INDEX, .term = term ? term : word, .words = word};
        text_mark(builder, mark);
        text_puts(builder, word);
    }
    /* An abstract is text enough below a title. */
    flow_paragraph(head->arena, head->root, STYLE_KEYWORDS, ROLE_P, text_finish(builder))->paragraph.may_part =
        head->document->abstract.count > 0;
}

static void put_recommendations(struct head *head)
{
    const struct list *list = &head->document->recommendations;
    for (size_t i = 0; i < list->count; i++)
        blocks_lower_recommendation(head->lowering, head->root, &((const struct recommendation *)list->at)[i]);
}

/* Where the text stands in from the head, a group that does so. */
static struct flow *text_group(struct head *head)
{
    const struct design *design = head->parts->volume->design;
    if (!design->text_left && !design->text_right)
        return head->root;
    struct flow *group = flow_group(head->arena, head->root, ROLE_NONE);
    group->group.left = design->text_left;
    group->group.right = design->text_right;
    group->group.paper_only = true;
    return group;
}

static void put_end_rule(struct head *head)
{
    const struct design *design = head->parts->volume->design;
    if (!design->end_rule)
        return;
    sp measure = design->page_width - design->margin_inner - design->margin_outer - design->text_left -
                 design->text_right;
    if (design->columns == 2)
        measure = (measure - design->column_gap) / 2;
    struct flow *group = flow_group(head->arena, head->root, ROLE_NONE);
    struct flow *rule = flow_new(head->arena, group, FLOW_RULE, ROLE_NONE, head->document->head.pos);
    rule->rule.width = design->body_leading * 5;
    group->group.left = (measure - rule->rule.width) / 2;
    rule->rule.thickness = SP_PT(0.4);
    rule->rule.before = design->body_leading * 2;
}

static void set_running_heads(struct parts *parts, struct piece *piece, const struct document *document)
{
    const struct volume *volume = parts->volume;
    const char *language = document->language;
    const char *brief = localized_text(&document->short_title, language);
    const char *header = localized_text(&volume->layout->header, volume->language);
    piece->head_left = volume_head(volume);
    if (!header && document->session)
        piece->head_left = localized_text(&document->session->title, volume->language);
    piece->head_right = brief ? brief : localized_text(&document->title, language);
    const char *symbol = document_symbol(volume, document);
    if (volume->design->head_symbol && symbol)
        piece->head_left = piece->head_right = symbol;
}

void add_document(struct parts *parts, const struct document *document, enum folio_style folio)
{
    const struct volume *volume = parts->volume;
    struct lowering lowering = new_lowering(parts, document->path, document->language,
                                            arena_format(parts->arena, "%d", document->number));
    lowering.document = document;
    lowering.number_headings = volume->layout && volume->layout->number_headings == TRISTATE_TRUE;
    if (document->annex)
        lowering.number_prefix = arena_format(parts->arena, "%s.", annex_letters(parts->arena, document->annex));
    int numbering = volume->layout ? volume->layout->numbered_paragraphs : -1;
    lowering.number_paragraphs = document->numbered_paragraphs == TRISTATE_TRUE ||
                                 (numbering >= 0 && document->numbered_paragraphs == TRISTATE_ABSENT);
    lowering.paragraph_count = numbering == NUMBERING_VOLUME ? parts->paragraph_count : 0;
    struct flow *root = flow_group(parts->arena, NULL, ROLE_SECT);
    root->pos = document->head.pos;
    if (strcmp(document->language, volume->language))
        root->language = document->language;
    struct head head = {parts, document, &lowering, parts->arena, document->language, root};
    if (volume->design->document_head == DOCUMENT_HEAD_MEETING)
        put_meeting_head(&head);
    else
        put_masthead(&head);
    head.root = text_group(&head);
    put_title(&head);
    put_authors(&head);
    put_people(&head, &document->on_behalf_of, WORD_ON_BEHALF_OF);
    put_people(&head, &document->presenter, WORD_PRESENTED_BY);
    put_abstract(&head);
    put_keywords(&head);
    struct flow *gap = flow_space(parts->arena, head.root, volume->design->body_leading);
    gap->pos = document->head.pos;
    lowering.follows_text = false;
    blocks_read_unset(&lowering);
    kept_lower_body(parts, &lowering, head.root);
    if (lowering.number_paragraphs)
        parts->paragraph_count = lowering.paragraph_count;
    put_recommendations(&head);
    put_end_rule(&head);
    arena_reset(parts->blocks);
    struct piece *piece = add_piece(parts, document->id, root);
    piece->folio = folio;
    piece->in_part = document->session != NULL;
    piece->language = document->language;
    piece->start = document->start == START_RECTO  ? PIECE_NEW_RECTO
                   : document->start == START_PAGE ? PIECE_NEW_PAGE
                                                   : PIECE_RUN_ON;
    set_running_heads(parts, piece, document);
}
