/* markup: lists of cmark's and of ours, definitions and kept lines: their nodes → blocks. */
#include <string.h>

#include "markup/parse.h"

/* Is the line before the node blank, the marks of quotations left aside? */
static bool is_apart(const struct parse *parse, cmark_node *node)
{
    int line = cmark_node_get_start_line(node);
    size_t size;
    const char *text = line > 1 ? place_line(parse, (size_t)line - 1, &size) : NULL;
    return text && strspn(text, " \t>") >= size;
}

size_t list_task_size(cmark_node *paragraph)
{
    cmark_node *item = cmark_node_parent(paragraph);
    if (cmark_node_get_type(item) != CMARK_NODE_ITEM || cmark_node_previous(paragraph) ||
        cmark_node_get_type(paragraph) != CMARK_NODE_PARAGRAPH ||
        cmark_node_get_list_type(cmark_node_parent(item)) != CMARK_BULLET_LIST)
        return 0;
    const char *text = block_string(paragraph);
    return text[0] == '[' && text[1] && strchr(" xX", text[1]) && text[2] == ']' && text[3] == ' ' ? 4 : 0;
}

struct md_block *list_convert(struct parse *parse, cmark_node *node)
{
    struct md_block *list = block_new(parse, MD_LIST, place_of_block(parse, node));
    list->ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
    list->tight = cmark_node_get_list_tight(node);
    list->first_number = list->ordered ? cmark_node_get_list_start(node) : 0;
    list->style = '1';
    list->delimiter = cmark_node_get_list_delim(node) == CMARK_PAREN_DELIM ? ')' : '.';
    int number = list->first_number;
    for (cmark_node *child = cmark_node_first_child(node); child; child = cmark_node_next(child)) {
        struct md_block *item = block_new(parse, MD_ITEM, place_of_block(parse, child));
        cmark_node *first = cmark_node_first_child(child);
        item->number = list->ordered ? number++ : 0;
        if (first && list_task_size(first))
            item->check = block_string(first)[1] == ' ' ? ' ' : 'x';
        blocks_convert(parse, child, item, false);
        block_append(list, item);
    }
    return list;
}

/* Is there a blank line between two of the blocks in an item? */
static bool has_gaps(const struct parse *parse, cmark_node *node)
{
    cmark_node *child = cmark_node_first_child(node);
    while (child && (child = cmark_node_next(child)))
        if (is_apart(parse, child))
            return true;
    return false;
}

static struct md_block *open_list(struct parse *parse, struct md_block **list, enum md_kind kind, struct pos pos,
                                  struct md_block *into)
{
    if (*list && (*list)->kind == kind)
        return *list;
    struct md_block *block = block_new(parse, kind, pos);
    block->tight = true;
    block_append(into, block);
    return *list = block;
}

static bool same_kind(const struct md_block *list, const struct enumerator *enumerator)
{
    return list->kind == MD_LIST && list->style == enumerator->style && list->delimiter == enumerator->delimiter;
}

/* The marker as it was written is the author's: a list that counts otherwise is reported. */
static void check_order(struct parse *parse, const struct fence *fence, struct md_block *list,
                        const struct md_block *item)
{
    if (fence->enumerator.number == item->number || list->number)
        return;
    list->number = 1; /* said once */
    const char *written = parse->text + fence->at;
    size_t size = strcspn(written, " \t");
    diag(parse->diags, DIAG_MARKUP_LIST_ORDER, item->pos, shown(parse, written, size),
         arena_format(parse->scratch, "%d", item->number));
}

static void add_item(struct parse *parse, cmark_node *node, const struct fence *fence, struct md_block **open,
                     struct md_block *into)
{
    const struct enumerator *enumerator = &fence->enumerator;
    struct pos pos = place_of(parse, fence->at);
    if (*open && !same_kind(*open, enumerator))
        *open = NULL;
    struct md_block *list = open_list(parse, open, MD_LIST, pos, into);
    struct md_block *item = block_new(parse, MD_ITEM, pos);
    if (!list->first) {
        list->ordered = true;
        list->style = enumerator->style;
        list->delimiter = enumerator->delimiter;
        list->first_number = enumerator->number;
    } else if (is_apart(parse, node)) {
        list->tight = false;
    }
    item->number = list->last ? list->last->number + 1 : list->first_number;
    check_order(parse, fence, list, item);
    blocks_convert(parse, node, item, false);
    list->tight = list->tight && !has_gaps(parse, node);
    block_append(list, item);
}

static void add_definition(struct parse *parse, cmark_node *node, const struct fence *fence, struct md_block **open,
                           struct md_block *into)
{
    struct pos pos = place_of(parse, fence->at);
    struct md_block *list = open_list(parse, open, MD_DEFINITIONS, pos, into);
    struct md_block *definition = block_new(parse, MD_DEFINITION, pos);
    blocks_convert(parse, node, definition, false);
    list->tight = list->tight && !is_apart(parse, node) && !has_gaps(parse, node);
    block_append(list, definition);
}

static struct para *nothing(struct parse *parse)
{
    return text_finish(text_builder_new(parse->arena, parse->language));
}

static struct md_block *new_line(struct parse *parse, struct pos pos, struct para *para, int indent)
{
    struct md_block *line = block_new(parse, MD_LINE, pos);
    line->para = para;
    line->level = indent;
    return line;
}

static void add_line(struct parse *parse, cmark_node *node, const struct fence *fence, struct md_block **open,
                     struct md_block *into)
{
    struct pos pos = place_of(parse, fence->at);
    int number = cmark_node_get_start_line(node), before = *open ? (*open)->number : number;
    if (number > before + 1)
        *open = NULL;
    struct md_block *lines = open_list(parse, open, MD_LINES, pos, into);
    lines->number = number;
    cmark_node *paragraph = cmark_node_first_child(node);
    struct para *para = nothing(parse);
    if (paragraph) {
        struct leaf leaf = leaf_of_block(parse, paragraph);
        para = inline_convert(parse, paragraph, &leaf, 0);
    }
    struct md_block *goes_on = fence->joined ? lines->last : NULL;
    block_append(goes_on ? goes_on : lines, new_line(parse, pos, para, goes_on ? 0 : fence->indent));
}

void list_add(struct parse *parse, cmark_node *node, const struct fence *fence, struct md_block **list,
              struct md_block *into)
{
    if (fence->kind == FENCE_ITEM)
        add_item(parse, node, fence, list, into);
    else if (fence->kind == FENCE_DEFINITION)
        add_definition(parse, node, fence, list, into);
    else
        add_line(parse, node, fence, list, into);
}

bool list_is_term(const struct parse *parse, cmark_node *node)
{
    const struct fence *fence = fence_of(parse, cmark_node_next(node));
    return fence && fence->kind == FENCE_DEFINITION;
}

void list_add_term(struct parse *parse, cmark_node *node, struct para *para, struct md_block **open,
                   struct md_block *into)
{
    struct md_block *list = open_list(parse, open, MD_DEFINITIONS, place_of_block(parse, node), into);
    struct md_block *term = block_new(parse, MD_TERM, para_pos(para, 0));
    term->para = para;
    block_append(list, term);
}
