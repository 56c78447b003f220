/* Block kind `lines`, and Markdown's lines behind bars: poems and addresses, whose line breaks are kept. */
#include "blocks/internal.h"

struct lines_block {
    struct record_head head;
    struct localized text, source;
    const char *id;
    const struct md_block *parsed; /* not a key */
};

static const struct key keys[] = {
    {.name = "text", .type = KEY_MARKDOWN, .offset = offsetof(struct lines_block, text), .required = true,
     .about = "The lines, each of inline Markdown; their breaks and indents are kept."},
    {.name = "source", .type = KEY_MARKDOWN, .offset = offsetof(struct lines_block, source),
     .about = "Whose words they are: set under the lines."},
    {.name = "id", .type = KEY_TEXT, .offset = offsetof(struct lines_block, id), .about = "Reference target."},
    {0},
};
static const struct record record = {"lines block", sizeof(struct lines_block), keys, "text"};

/* Columns to a length that the text edition reads as as many columns. */
#define COLUMN SP_PT(6)
/* Stanzas of so many lines stay on one page. */
#define STANZA_TOGETHER 12

static struct flow *new_stanza(struct lowering *l, struct flow *group)
{
    struct flow *stanza = new_group(l, group, ROLE_NONE, POS_NONE);
    stanza->group.before = group->first == stanza ? 0 : half_line(l) * 2;
    return stanza;
}

/* A line with what goes on with it, joined by spaces. */
static struct para *whole_line(struct lowering *l, const struct md_block *line)
{
    if (!line->first)
        return line->para;
    struct text_builder *builder = text_builder_new(l->arena, line->para->language);
    text_join(builder, line->para);
    for (const struct md_block *more = line->first; more; more = more->next) {
        text_puts(builder, " ");
        text_join(builder, more->para);
    }
    return text_finish(builder);
}

static void set_line(struct lowering *l, struct flow *stanza, const struct md_block *line)
{
    struct flow *place = stanza;
    struct para *para = whole_line(l, line);
    prepare_para(l, para);
    if (line->level) {
        place = new_group(l, stanza, ROLE_NONE, line->pos);
        place->group.left = line->level * COLUMN;
    }
    flow_paragraph(l->arena, place, STYLE_LINES, ROLE_P, para);
}

/* An empty line ends a stanza. */
static void set_lines(struct lowering *l, struct flow *group, const struct md_block *lines)
{
    struct flow *stanza = NULL;
    int count = 0;
    for (const struct md_block *line = lines->first; line; line = line->next) {
        bool blank = !line->para->length && !line->para->mark_count;
        if (!blank && !stanza) {
            stanza = new_stanza(l, group);
            count = 0;
        }
        if (!blank) {
            set_line(l, stanza, line);
            stanza->group.keep_together = ++count <= STANZA_TOGETHER;
        } else {
            stanza = NULL;
        }
    }
}

static struct flow *new_lines(struct lowering *l, struct flow *parent, struct pos pos)
{
    struct flow *group = new_group(l, parent, ROLE_NONE, pos);
    group->group.left = l->volume->design->styles[STYLE_LIST].label_width;
    group->group.before = group->group.after = half_line(l);
    return group;
}

void lower_lines(struct lowering *l, struct flow *parent, const struct md_block *lines)
{
    set_lines(l, new_lines(l, parent, lines->pos), lines);
}

static int parse_lines_block(struct lowering *l, void *given)
{
    struct lines_block *block = given;
    const struct node *scalar = localized_node(&block->text, l->language);
    block->parsed = scalar ? parse_lines(l, scalar, text_language(l, &block->text)) : NULL;
    return NO_LEVEL;
}

static void lower_lines_block(struct lowering *l, struct flow *parent, const void *given)
{
    const struct lines_block *block = given;
    const char *language = l->language;
    lower_anchor(l, parent, block->id, block->head.pos);
    struct flow *group = new_lines(l, parent, block->head.pos);
    struct flow *place = open_language(l, group, text_language(l, &block->text));
    for (const struct md_block *at = block->parsed; at; at = at->next) {
        if (at->kind == MD_LINES)
            set_lines(l, place, at);
        else
            lower_blocks(l, place, at);
    }
    l->language = language;
    lower_source(l, group, parse_words(l, &block->source), text_language(l, &block->source));
    l->follows_text = false;
}

const struct block_kind block_lines = {"lines", &record, parse_lines_block, lower_lines_block};
