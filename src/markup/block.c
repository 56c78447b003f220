/*
 * markup: cmark's tree → blocks: divisions nested, captions given to their tables, notes put in their places.
 */
#include <string.h>

#include "markup/parse.h"

extern cmark_node_type CMARK_NODE_TABLE;

/* More than limits.c lets through: a guard for the stack. */
#define DEPTH_LIMIT 512

struct md_block *block_new(struct parse *parse, enum md_kind kind, struct pos pos)
{
    struct md_block *block = arena_alloc(parse->blocks, sizeof *block);
    block->kind = kind;
    block->pos = pos;
    return block;
}

void block_append(struct md_block *parent, struct md_block *child)
{
    if (parent->last)
        parent->last->next = child;
    else
        parent->first = child;
    parent->last = child;
}

/* The children of one node, while they are converted. */
struct level {
    struct parse *parse;
    struct md_block *into; /* the innermost open division, or what the level belongs to */
    VEC(struct md_block *) outside; /* what `into` was, outermost first */
    VEC(const char *) languages;    /* and the language there */
    struct md_block *table;  /* the table directly before, which may take a caption */
    struct md_block *list;   /* of our syntax, directly before: what comes next may go on with it */
    struct para *held;       /* a paragraph of index marks without words */
    struct md_block *holder; /* its block, not in the tree yet */
};

/* The { } that ends a heading or a caption. */
static const char *title_id(struct parse *parse, cmark_node *node, const struct leaf *leaf,
                            enum attribute_place place)
{
    const struct carrier *carrier = carrier_of(parse, cmark_node_last_child(node));
    if (!carrier || carrier->kind != CARRIER_LAST)
        return NULL;
    struct attributes attributes = attribute_read(parse, leaf, carrier->at, carrier->size, place);
    return attribute_value(&attributes, "#id");
}

static struct md_block *convert_heading(struct parse *parse, cmark_node *node)
{
    struct leaf leaf = leaf_of_block(parse, node);
    struct md_block *block = block_new(parse, MD_HEADING, place_of_block(parse, node));
    block->level = cmark_node_get_heading_level(node);
    block->id = title_id(parse, node, &leaf, ATTRIBUTES_HEADING);
    block->para = inline_convert(parse, node, &leaf, 0);
    if (!block->para->length)
        diag(parse->diags, DIAG_MARKUP_HEADING_EMPTY, block->pos);
    return block;
}

static struct md_block *convert_quote(struct parse *parse, cmark_node *node)
{
    struct md_block *quote = block_new(parse, MD_QUOTE, place_of_block(parse, node));
    blocks_convert(parse, node, quote, false);
    return quote;
}

static void warn_of_html(struct parse *parse, cmark_node *node)
{
    const char *html = cmark_node_get_literal(node);
    html += strspn(html, " \t\r\n");
    diag(parse->diags, DIAG_MARKUP_HTML, place_of_block(parse, node),
         shown(parse, html, strlen(html)));
}

/* The image that stands alone in a paragraph, perhaps with attributes. */
static cmark_node *lone_image(const struct parse *parse, cmark_node *node)
{
    cmark_node *image = cmark_node_first_child(node), *after = cmark_node_next(image);
    if (!image || cmark_node_get_type(image) != CMARK_NODE_IMAGE)
        return NULL;
    const struct carrier *carrier = carrier_of(parse, after);
    if (after && (!carrier || carrier->kind != CARRIER_ATTRIBUTES || cmark_node_next(after)))
        return NULL;
    return image;
}

static struct md_block *convert_figure(struct parse *parse, cmark_node *image, const struct leaf *leaf)
{
    struct md_block *figure = block_new(parse, MD_FIGURE, leaf_pos(parse, leaf, 0));
    const struct carrier *carrier = carrier_of(parse, cmark_node_next(image));
    const char *title = cmark_node_get_title(image);
    figure->image = string_clean(parse, cmark_node_get_url(image), figure->pos);
    figure->caption = inline_convert(parse, image, leaf, 0);
    if (carrier) {
        struct attributes attributes =
            attribute_read(parse, leaf, carrier->at, carrier->size, ATTRIBUTES_FIGURE);
        figure->id = attribute_value(&attributes, "#id");
        figure->width = attribute_value(&attributes, "width");
        figure->alt = attribute_value(&attributes, "alt");
        figure->decorative = attribute_find(&attributes, ".decorative") != NULL;
    }
    if (!figure->alt && title && *title)
        figure->alt = string_clean(parse, title, figure->pos);
    return figure;
}

static bool is_caption(cmark_node *node)
{
    return cmark_node_get_type(node) == CMARK_NODE_PARAGRAPH &&
           strncmp(block_string(node), "Table:", 6) == 0;
}

/* Marks at byte `at`, the beginning or the end of a paragraph, come to its own. */
static void add_marks(struct parse *parse, struct para *para, const struct para *held, uint32_t at)
{
    struct mark *marks = arena_alloc(parse->arena, (held->mark_count + para->mark_count) * sizeof *marks);
    struct mark *first = marks + (at ? para->mark_count : 0), *own = marks + (at ? 0 : held->mark_count);
    for (uint32_t i = 0; i < held->mark_count; i++) {
        first[i] = held->marks[i];
        first[i].at = at;
    }
    if (para->mark_count)
        memcpy(own, para->marks, para->mark_count * sizeof *marks);
    para->marks = marks;
    para->mark_count += held->mark_count;
}

static bool takes_marks(const struct md_block *block)
{
    return block && block->para && block->kind != MD_CODE;
}

/* Index marks without words go to the text that follows, else to the one before; else they stay a paragraph. */
static void release_held(struct level *level, struct md_block *block)
{
    struct md_block *before = level->into->last;
    if (!level->held)
        return;
    if (takes_marks(block))
        add_marks(level->parse, block->para, level->held, 0);
    else if (takes_marks(before) && before->para->length)
        add_marks(level->parse, before->para, level->held, before->para->length);
    else
        block_append(level->into, level->holder);
    level->held = NULL;
}

static void append_paragraph(struct level *level, cmark_node *node, const struct leaf *leaf)
{
    struct md_block *block = block_new(level->parse, MD_PARAGRAPH, leaf_pos(level->parse, leaf, 0));
    block->para = inline_convert(level->parse, node, leaf, list_task_size(node));
    if (block->para->length) {
        release_held(level, block);
        block_append(level->into, block);
    } else if (block->para->mark_count) {
        release_held(level, block);
        level->held = block->para;
        level->holder = block;
    }
}

/* "— Author" at the end of a quotation or of an epigraph. */
static bool is_source(const struct level *level, cmark_node *node)
{
    const struct fence *end = fence_of(level->parse, cmark_node_next(node));
    bool epigraph = level->into->division && strcmp(level->into->division, "epigraph") == 0;
    bool last = !cmark_node_next(node) || (epigraph && end && end->kind == FENCE_CLOSE);
    return (level->into->kind == MD_QUOTE || epigraph) && last && level->into->first &&
           item_dash_size(block_string(node));
}

static void convert_paragraph(struct level *level, cmark_node *node)
{
    struct parse *parse = level->parse;
    struct leaf leaf = leaf_of_block(parse, node);
    cmark_node *image = lone_image(parse, node);
    if (list_is_term(parse, node)) {
        release_held(level, NULL);
        list_add_term(parse, node, inline_convert(parse, node, &leaf, 0), &level->list, level->into);
    } else if (is_source(level, node)) {
        level->into->source = inline_convert(parse, node, &leaf, item_dash_size(block_string(node)));
    } else if (image && !*cmark_node_get_url(image)) {
        diag(parse->diags, DIAG_MARKUP_IMAGE_EMPTY, leaf_pos(parse, &leaf, 0));
    } else if (image) {
        release_held(level, NULL);
        block_append(level->into, convert_figure(parse, image, &leaf));
    } else if (is_caption(node) && level->table) {
        level->table->caption = inline_convert(parse, node, &leaf, 6);
        level->table->id = title_id(parse, node, &leaf, ATTRIBUTES_CAPTION);
    } else {
        if (is_caption(node))
            diag(parse->diags, DIAG_MARKUP_CAPTION_ALONE, leaf_pos(parse, &leaf, 0));
        append_paragraph(level, node, &leaf);
    }
}

/* The kinds of division, after Pandoc's classes; NULL for another word. */
static const char *division_name(const char *word, size_t size)
{
    static const char *const names[] = {"note", "warning", "epigraph"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strlen(names[i]) == size && memcmp(names[i], word, size) == 0)
            return names[i];
    return NULL;
}

static void read_division(struct parse *parse, struct md_block *division, const struct attributes *attributes)
{
    for (size_t i = 0; i < attributes->list.n; i++) {
        const char *name = attributes->list.at[i].name;
        if (*name != '.')
            continue;
        if (division->division)
            diag(parse->diags, DIAG_MARKUP_DIVISION_KINDS, division->pos);
        division->division = division_name(name + 1, strlen(name + 1));
    }
    division->language = attribute_value(attributes, "lang");
    division->title = attribute_value(attributes, "title");
    division->id = attribute_value(attributes, "#id");
    if (division->title && (!division->division || strcmp(division->division, "epigraph") == 0))
        diag(parse->diags, DIAG_MARKUP_DIVISION_TITLE, division->pos);
}

static void open_division(struct level *level, const struct fence *fence)
{
    struct parse *parse = level->parse;
    struct leaf leaf = leaf_of_scalar(parse);
    struct md_block *division = block_new(parse, MD_DIVISION, place_of(parse, fence->at));
    size_t inside = parse->text[fence->at] == '{' ? attribute_extent(parse->text, parse->size, fence->at) : 0;
    if (inside && inside == fence->size) {
        struct attributes attributes =
            attribute_read(parse, &leaf, fence->at + 1, inside - 2, ATTRIBUTES_DIVISION);
        read_division(parse, division, &attributes);
    } else if (!inside && (division->division = division_name(parse->text + fence->at, fence->size))) {
        /* ::: note */
    } else {
        diag(parse->diags, DIAG_MARKUP_DIVISION_SYNTAX, division->pos,
             shown(parse, parse->text + fence->at, fence->size));
    }
    block_append(level->into, division);
    vec_push(parse->scratch, &level->outside, level->into);
    vec_push(parse->scratch, &level->languages, parse->language);
    level->into = division;
    if (division->language)
        parse->language = division->language;
}

static void close_division(struct level *level)
{
    level->into = level->outside.at[--level->outside.n];
    level->parse->language = level->languages.at[--level->languages.n];
}

static void report_depth(struct parse *parse, struct pos pos)
{
    char word[16];
    snprintf(word, sizeof word, "%d", MARKUP_DEPTH);
    diag(parse->diags, DIAG_MARKUP_TOO_DEEP, pos, word);
}

static void convert_fence(struct level *level, cmark_node *node, const struct fence *fence)
{
    struct parse *parse = level->parse;
    if (fence->kind == FENCE_NOTE) {
        note_convert(parse, fence->note, node);
        return;
    }
    release_held(level, NULL);
    if (fence->kind == FENCE_OPEN && level->outside.n == MARKUP_DEPTH)
        report_depth(parse, place_of(parse, fence->at));
    else if (fence->kind == FENCE_OPEN)
        open_division(level, fence);
    else if (level->outside.n)
        close_division(level);
    else
        diag(parse->diags, DIAG_MARKUP_DIVISION_END, place_of(parse, fence->at));
}

static struct md_block *convert_other(struct parse *parse, cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_HEADING)
        return convert_heading(parse, node);
    if (type == CMARK_NODE_LIST)
        return list_convert(parse, node);
    if (type == CMARK_NODE_BLOCK_QUOTE)
        return convert_quote(parse, node);
    if (type == CMARK_NODE_CODE_BLOCK)
        return code_convert(parse, node);
    if (type == CMARK_NODE_THEMATIC_BREAK)
        return block_new(parse, MD_RULE, place_of_block(parse, node));
    if (type == CMARK_NODE_TABLE)
        return table_convert(parse, node);
    if (type == CMARK_NODE_HTML_BLOCK)
        warn_of_html(parse, node);
    return NULL;
}

static void convert_child(struct level *level, cmark_node *node)
{
    const struct fence *fence = fence_of(level->parse, node);
    bool term = list_is_term(level->parse, node);
    if (fence && fence->kind >= FENCE_ITEM) {
        release_held(level, NULL);
        list_add(level->parse, node, fence, &level->list, level->into);
        level->table = NULL;
        return;
    }
    if (!term)
        level->list = NULL;
    if (fence) {
        convert_fence(level, node, fence);
    } else if (cmark_node_get_type(node) == CMARK_NODE_PARAGRAPH) {
        convert_paragraph(level, node);
    } else {
        struct md_block *block = convert_other(level->parse, node);
        if (block) {
            release_held(level, block);
            block_append(level->into, block);
        }
    }
    level->table = cmark_node_get_type(node) == CMARK_NODE_TABLE ? level->into->last : NULL;
}

void blocks_convert(struct parse *parse, cmark_node *parent, struct md_block *into, bool outer)
{
    struct level level = {.parse = parse, .into = into};
    if (++parse->depth > DEPTH_LIMIT) {
        report_depth(parse, place_of_block(parse, parent));
        parent = NULL;
    }
    for (cmark_node *node = cmark_node_first_child(parent); node; node = cmark_node_next(node)) {
        convert_child(&level, node);
        if (outer)
            note_place(parse, level.into);
    }
    release_held(&level, NULL);
    while (level.outside.n) {
        diag(parse->diags, DIAG_MARKUP_DIVISION_OPEN, level.into->pos);
        close_division(&level);
    }
    parse->depth--;
}
