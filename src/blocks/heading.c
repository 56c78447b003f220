/* Block kind `heading`, and Markdown's headings. The document's own title is level 2; its first headings are 3. */
#include <string.h>

#include "blocks/internal.h"

struct heading_block {
    struct record_head head;
    struct localized text;
    const char *id;
    int level;
};

static const struct key keys[] = {
    {.name = "text", .type = KEY_MARKDOWN, .offset = offsetof(struct heading_block, text),
     .required = true, .about = "The words of the heading."},
    {.name = "level", .type = KEY_INT, .offset = offsetof(struct heading_block, level), .minimum = 1,
     .maximum = 4, .about = "1 (the default) to 4."},
    {.name = "id", .type = KEY_TEXT, .offset = offsetof(struct heading_block, id),
     .about = "Reference target."},
    {0},
};
static const struct record record = {"heading block", sizeof(struct heading_block), keys, "text"};

enum { DEEPEST = 4, DOCUMENT_LEVEL = 2 };

/* A level that is skipped counts as one heading. */
static const char *next_number(struct lowering *l, int depth)
{
    struct buf number = {0};
    for (int i = 0; i < depth - 1; i++)
        if (!l->heading_counts[i])
            l->heading_counts[i] = 1;
    l->heading_counts[depth - 1]++;
    for (int i = depth; i < DEEPEST; i++)
        l->heading_counts[i] = 0;
    buf_puts(&number, l->number_prefix ? l->number_prefix : "");
    for (int i = 0; i < depth; i++)
        buf_format(&number, i ? ".%d" : "%d", l->heading_counts[i]);
    const char *text = arena_string(l->arena, number.at, number.n);
    buf_free(&number);
    return text;
}

/* `level` counts from the document's first: 1 … */
static void lower_at(struct lowering *l, struct flow *parent, int level, struct para *para, const char *id,
                     struct pos pos)
{
    int depth = level < 1 ? 1 : level > DEEPEST ? DEEPEST : level;
    prepare_para(l, para);
    struct flow *heading = flow_new(l->arena, parent, FLOW_HEADING, ROLE_NONE, pos);
    heading->heading.kind = HEADING_INNER;
    heading->heading.level = DOCUMENT_LEVEL + depth;
    heading->heading.title = para_words(l->arena, para);
    heading->heading.para = para;
    heading->heading.id = id;
    heading->heading.bookmark = true;
    heading->heading.contents = depth == 1;
    struct flow *item = flow_paragraph(l->arena, parent, (enum style_id)(STYLE_HEADING_1 + depth - 1),
                                       (enum role)(ROLE_H1 + DOCUMENT_LEVEL + depth - 1), para);
    item->language = other_language(l, para->language);
    if (l->number_headings) {
        heading->heading.number = next_number(l, depth);
        item->paragraph.label = para_of(l->arena, l->language, heading->heading.number, POS_NONE);
        item->paragraph.label_run_in = true;
    }
    l->follows_text = false;
}

void lower_heading(struct lowering *l, struct flow *parent, int level, struct para *para, const char *id,
                   struct pos pos)
{
    lower_at(l, parent, level - l->heading_base + 1, para, id, pos);
}

static void lower_heading_block(struct lowering *l, struct flow *parent, const void *given)
{
    const struct heading_block *block = given;
    struct para *para = parse_words(l, &block->text);
    if (para)
        lower_at(l, parent, block->level ? block->level : 1, para, block->id, block->head.pos);
}

const struct block_kind block_heading = {"heading", &record, NULL, lower_heading_block};
