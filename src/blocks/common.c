/* blocks: what several kinds share: Markdown parsed with notes of its own, languages, small pieces of flow. */
#include <string.h>

#include "blocks/internal.h"

struct reader reader_of(const struct lowering *l)
{
    const char *edition = l->volume->edition_language;
    bool translated = edition && reader_same_language(edition, l->language);
    return (struct reader){l->arena, l->sources, l->diags, translated ? edition : NULL};
}

struct flow *new_group(struct lowering *l, struct flow *parent, enum role role, struct pos pos)
{
    struct flow *group = flow_group(l->arena, parent, role);
    group->pos = pos;
    return group;
}

const char *numbered(struct lowering *l, int number)
{
    return arena_format(l->arena, "%s%d", l->number_prefix ? l->number_prefix : "", number);
}

sp half_line(const struct lowering *l)
{
    return l->volume->design->body_leading / 2;
}

const char *const block_places[] = {"float", "here", NULL};

void place_block(struct lowering *l, struct flow *group, int place, int wide)
{
    if (place >= 0)
        group->group.floats = place == 0;
    group->group.wide = wide == TRISTATE_TRUE;
    l->follows_text &= group->group.floats;
}

sp page_measure(const struct lowering *l)
{
    const struct design *design = l->volume->design;
    sp width = design->page_width - design->margin_inner - design->margin_outer;
    return width - design->text_left - design->text_right;
}

sp column_measure(const struct lowering *l)
{
    const struct design *design = l->volume->design;
    return design->columns > 1 ? (page_measure(l) - design->column_gap) / 2 : page_measure(l);
}

void lower_titled_anchor(struct lowering *l, struct flow *parent, const char *id, const struct para *title,
                         struct pos pos)
{
    if (!id)
        return;
    struct flow *anchor = flow_new(l->arena, parent, FLOW_ANCHOR, ROLE_NONE, pos);
    anchor->anchor.id = id;
    anchor->anchor.title = title;
}

void lower_anchor(struct lowering *l, struct flow *parent, const char *id, struct pos pos)
{
    lower_titled_anchor(l, parent, id, NULL, pos);
}

void keep_introduction(struct flow *parent)
{
    struct flow *before = parent->last;
    if (!before || before->kind != FLOW_PARAGRAPH)
        return;
    const struct para *para = before->paragraph.para;
    if (para->length && para->text[para->length - 1] == ':')
        before->paragraph.keep_with_next = true;
}

void prepare_para(struct lowering *l, struct para *para)
{
    if (l->terms)
        terms_mark(l->arena, l->terms, para);
}

/* "en" for a text in en-GB is that language; zh-Hant for one in zh-Hans is another. */
const char *text_language(const struct lowering *l, const struct localized *text)
{
    const char *found = localized_language(text, l->language);
    size_t size = strlen(found);
    bool wider = strncmp(found, l->language, size) == 0 && (!l->language[size] || l->language[size] == '-');
    return wider ? l->language : found;
}

const char *other_language(const struct lowering *l, const char *language)
{
    return strcmp(language, l->language) ? language : NULL;
}

struct flow *open_language(struct lowering *l, struct flow *parent, const char *language)
{
    if (!other_language(l, language))
        return parent;
    struct flow *group = new_group(l, parent, ROLE_NONE, POS_NONE);
    group->language = l->language = language;
    return group;
}

static const char *note_label(const struct lowering *l, const char *label)
{
    return arena_format(l->arena, "%s+%d:%s", l->note_prefix, l->text_count, label);
}

static void label_marks(const struct lowering *l, struct para *para)
{
    if (!para)
        return;
    struct span *spans = (struct span *)para->spans; /* fresh from markup, not yet shared */
    for (uint32_t i = 0; i < para->span_count; i++)
        if (spans[i].kind == SPAN_NOTE)
            spans[i].note = note_label(l, spans[i].note);
}

/* Each text has its own notes: their labels are made unique in the volume. */
static void label_notes(const struct lowering *l, struct md_block *block)
{
    for (; block; block = block->next) {
        label_marks(l, block->para);
        label_marks(l, block->caption);
        label_marks(l, block->source);
        if (block->kind == MD_NOTE)
            block->label = note_label(l, block->label);
        label_notes(l, block->first);
    }
}

static struct md_block *parse_text(struct lowering *l, const struct node *scalar, const char *language, bool lines)
{
    struct md_options options = {.language = language, .blocks = l->blocks, .first_note = l->note_count + 1,
                                 .lines = lines};
    struct md_block *root = markup_parse(l->arena, l->sources, scalar, &options, l->diags);
    l->note_count += markup_note_count(root);
    l->text_count++;
    label_notes(l, root);
    return root->first;
}

struct md_block *parse_table_notes(struct lowering *l, const struct localized *text, struct md_table_notes *notes)
{
    const struct node *scalar = localized_node(text, l->language);
    struct md_options options = {.language = text_language(l, text), .blocks = l->blocks, .first_note = 1,
                                 .table_notes = notes, .table_notes_text = true};
    if (!scalar)
        return NULL;
    struct md_block *root = markup_parse(l->arena, l->sources, scalar, &options, l->diags);
    l->text_count++;
    for (size_t i = 0; i < notes->all.n; i++)
        notes->all.at[i].block->label = note_label(l, notes->all.at[i].label);
    label_notes(l, root);
    return root->first;
}

struct md_block *parse_markdown(struct lowering *l, const struct node *scalar, const char *language)
{
    return parse_text(l, scalar, language, false);
}

struct md_block *parse_lines(struct lowering *l, const struct node *scalar, const char *language)
{
    return parse_text(l, scalar, language, true);
}

struct md_block *parse_localized(struct lowering *l, const struct localized *text)
{
    const struct node *scalar = localized_node(text, l->language);
    return scalar ? parse_markdown(l, scalar, text_language(l, text)) : NULL;
}

static int lowest_level(const struct md_block *block, int least)
{
    for (; block; block = block->next) {
        if (block->kind == MD_HEADING && block->level < least)
            least = block->level;
        least = lowest_level(block->first, least);
    }
    return least;
}

int first_level(const struct md_block *first)
{
    return lowest_level(first, NO_LEVEL);
}

struct para *parse_inline(struct lowering *l, const struct node *scalar, const char *language)
{
    struct md_options options = {.language = language, .blocks = l->blocks, .first_note = l->note_count + 1,
                                 .table_notes = l->table_notes};
    if (!scalar)
        return NULL;
    struct para *para = markup_parse_inline(l->arena, l->sources, scalar, &options, l->diags);
    return para && para->length ? para : NULL;
}

struct para *parse_words(struct lowering *l, const struct localized *text)
{
    return parse_inline(l, localized_node(text, l->language), text_language(l, text));
}

struct para *blocks_inline(struct lowering *l, const struct node *scalar, const char *language)
{
    struct para *para = parse_inline(l, scalar, language);
    if (para)
        prepare_para(l, para);
    return para;
}
