/*
 * layout: the structure elements of flow (ISO 32000-1 14.8.4). What a role alone does not say is settled here: labels,
 * notes and their marks, what lists are numbered with, levels of headings.
 */
#include <string.h>

#include "layout/vertical.h"

static bool has_child_role(const struct flow *item, enum role role)
{
    for (const struct flow *child = item->first; child; child = child->next)
        if (child->role == role)
            return true;
    return false;
}

/*
 * A list item or a note gets its Lbl before its content, wherever in it the label's paragraph stands. That of a note is
 * a link, back to the mark.
 */
static void enter_labelled(struct builder *builder, struct scope *scope, const struct flow *item)
{
    const struct flow *paragraph = item_first_paragraph(item);
    scope->label_tag = 0;
    if (paragraph && paragraph->paragraph.label)
        scope->label_tag = tag_add(builder->tags, scope->tag, ROLE_LBL, paragraph->pos);
    if (scope->label_tag && item->kind == FLOW_FOOTNOTE)
        scope->label_tag = tag_add(builder->tags, scope->label_tag, ROLE_LINK, paragraph->pos);
    if (item->role == ROLE_LI && !has_child_role(item, ROLE_LBODY)) {
        scope->tag = tag_add(builder->tags, scope->tag, ROLE_LBODY, item->pos);
        scope->role = ROLE_LBODY;
    }
}

/* "1.", "(a)", "(ii)", "•": the second label tells i, the ninth letter, from i, the first numeral. */
static enum tag_numbering numbering_of(const char *first, const char *second)
{
    first += strspn(first, "([");
    second += strspn(second, "([");
    if (*first >= '0' && *first <= '9')
        return NUMBERING_DECIMAL;
    bool roman = strspn(first, "ivxIVX") && (!*second || strspn(second, "ivxIVX"));
    if (*first >= 'a' && *first <= 'z')
        return roman ? NUMBERING_LOWER_ROMAN : NUMBERING_LOWER_ALPHA;
    if (*first >= 'A' && *first <= 'Z')
        return roman ? NUMBERING_UPPER_ROMAN : NUMBERING_UPPER_ALPHA;
    return *first ? NUMBERING_DISC : NUMBERING_NONE;
}

static enum tag_numbering list_numbering(const struct flow *list)
{
    const char *labels[2] = {"", ""};
    size_t n = 0;
    for (const struct flow *item = list->first; item && n < 2; item = item->next) {
        const struct flow *paragraph = item->role == ROLE_LI ? item_first_paragraph(item) : NULL;
        if (paragraph && paragraph->paragraph.label)
            labels[n++] = paragraph->paragraph.label->text;
    }
    return numbering_of(labels[0], labels[1]);
}

static bool is_heading(enum role role)
{
    return role >= ROLE_H1 && role <= ROLE_H6;
}

/* A heading's words get the level of the mark before them: how they look may say another. */
static enum role heading_role(struct builder *builder, const struct flow *item, enum role role)
{
    int level = builder->heading_level;
    if (item->kind != FLOW_PARAGRAPH || role == ROLE_CAPTION)
        return role;
    builder->heading_level = 0;
    if (!is_heading(role) || level < 1)
        return role;
    return ROLE_H1 + (unsigned)(level > 6 ? 6 : level) - 1;
}

static enum role role_of(struct builder *builder, const struct flow *item)
{
    enum role role = item->role;
    if (role == ROLE_NONE && item->kind == FLOW_FOOTNOTE)
        return ROLE_NOTE;
    if (item->kind == FLOW_FIGURE && role == ROLE_FIGURE) /* the Figure is the image: see object.c */
        return ROLE_DIV;
    if (role == ROLE_NONE && item->language)
        return item->kind == FLOW_PARAGRAPH ? ROLE_SPAN : ROLE_SECT;
    return heading_role(builder, item, role);
}

/* The caption above a grid is the first child of its Table. */
static bool is_caption_of_table(const struct flow *item)
{
    const struct flow *next = item->next;
    return item->role == ROLE_CAPTION && next && next->kind == FLOW_GRID && next->role == ROLE_TABLE &&
        next->grid.column_count && next->grid.row_count;
}

static uint32_t new_element(struct builder *builder, uint32_t parent, const struct flow *item, enum role role)
{
    uint32_t captioned = builder->captioned;
    builder->captioned = 0;
    if (captioned && role == ROLE_TABLE)
        return captioned;
    if (role == ROLE_CODE && item->kind == FLOW_PARAGRAPH) /* Code is part of a line */
        parent = tag_add(builder->tags, parent, ROLE_P, item->pos);
    if (is_caption_of_table(item))
        parent = builder->captioned = tag_add(builder->tags, parent, ROLE_TABLE, item->next->pos);
    return tag_add(builder->tags, parent, role, item->pos);
}

struct scope scope_enter(struct builder *builder, const struct scope *scope, const struct flow *item)
{
    struct scope inner = *scope;
    enum role role = role_of(builder, item);
    if (role == ROLE_NONE)
        return inner;
    inner.tag = new_element(builder, scope->tag, item, role);
    inner.role = role;
    struct tag *tag = &builder->tags->tags.at[inner.tag];
    tag->language = item->language;
    if (item->kind == FLOW_FOOTNOTE)
        tag->note = item->footnote.note;
    if (role == ROLE_L)
        tag->numbering = list_numbering(item);
    if (role == ROLE_LI || role == ROLE_NOTE)
        enter_labelled(builder, &inner, item);
    return inner;
}

struct scope tags_begin_piece(struct builder *builder, const struct piece *piece, const char *book_language)
{
    struct scope scope = {.list = builder->list, .align = -1, .tag = piece->in_part ? TAG_OPEN_PART : 0};
    const struct flow *root = piece->root;
    const char *language = piece->language ? piece->language : book_language;
    bool foreign = book_language && strcmp(language, book_language) != 0 && !root->language;
    builder->heading_level = 0;
    builder->references.n = 0;
    builder->tags_read = (uint32_t)builder->tags->tags.n;
    if (root->role != ROLE_NONE || (!foreign && !piece->in_part))
        return scope;
    scope.tag = tag_add(builder->tags, scope.tag, ROLE_SECT, root->pos);
    builder->tags->tags.at[scope.tag].language = foreign ? language : NULL;
    return scope;
}

void tags_join_note(struct builder *builder, uint32_t note)
{
    struct tag *tags = builder->tags->tags.at;
    for (; builder->tags_read < note; builder->tags_read++)
        if (tags[builder->tags_read].role == ROLE_REFERENCE && tags[builder->tags_read].note)
            vec_push(builder->arena, &builder->references, builder->tags_read);
    size_t kept = 0;
    for (size_t i = 0; i < builder->references.n; i++) {
        uint32_t reference = builder->references.at[i];
        if (strcmp(tags[reference].note, tags[note].note) != 0) {
            builder->references.at[kept++] = reference;
            continue;
        }
        tags[reference].partner = note;
        if (!tags[note].partner)
            tags[note].partner = reference;
    }
    builder->references.n = kept;
}

void tags_settle_headings(struct tag *tags, size_t count)
{
    unsigned open[6], depth = 0;
    for (size_t i = 0; i < count; i++) {
        if (!is_heading(tags[i].role))
            continue;
        unsigned level = tags[i].role - ROLE_H1;
        while (depth > 0 && open[depth - 1] >= level)
            depth--;
        tags[i].role = ROLE_H1 + depth;
        open[depth++] = level;
    }
}
