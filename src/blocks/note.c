/* Block kind `note`, and divisions of Markdown: text set off by rules above and below, heavier for a warning. */
#include "blocks/internal.h"
#include "words/words.h"

enum note_kind { NOTE_PLAIN, NOTE_WARNING };

struct note_block {
    struct record_head head;
    struct localized text, title;
    const char *id;
    int kind;
    const struct md_block *parsed; /* not a key */
};

static const char *const kinds[] = {[NOTE_PLAIN] = "note", [NOTE_WARNING] = "warning", NULL};

static const struct key keys[] = {
    {.name = "text", .type = KEY_MARKDOWN, .offset = offsetof(struct note_block, text), .required = true,
     .about = "What the reader shall note."},
    {.name = "title", .type = KEY_MARKDOWN, .offset = offsetof(struct note_block, title),
     .about = "Stands above it; a warning without one is headed by that word."},
    {.name = "kind", .type = KEY_ENUM, .values = kinds, .offset = offsetof(struct note_block, kind),
     .about = "note (when left out) or warning."},
    {.name = "id", .type = KEY_TEXT, .offset = offsetof(struct note_block, id), .about = "Reference target."},
    {0},
};
static const struct record record = {"note block", sizeof(struct note_block), keys, "text"};

static void add_rule(struct lowering *l, struct flow *group, enum note_kind kind)
{
    struct flow *rule = flow_new(l->arena, group, FLOW_RULE, ROLE_NONE, group->pos);
    rule->rule.thickness = kind == NOTE_WARNING ? SP_PT(1.2) : SP_PT(0.4);
    rule->rule.before = rule->rule.after = half_line(l) / 2;
}

static struct flow *open_box(struct lowering *l, struct flow *parent, enum note_kind kind, struct para *title,
                             struct pos pos)
{
    struct flow *group = new_group(l, parent, ROLE_NONE, pos);
    group->group.before = group->group.after = half_line(l) * 2;
    group->group.keep_together = true;
    add_rule(l, group, kind);
    if (!title && kind == NOTE_WARNING)
        title = para_of(l->arena, l->language, words_get(l->language, WORD_WARNING), POS_NONE);
    if (title)
        flow_paragraph(l->arena, group, STYLE_NOTE_TITLE, ROLE_P, title);
    return group;
}

void lower_box(struct lowering *l, struct flow *parent, const struct md_block *division, bool warning)
{
    enum note_kind kind = warning ? NOTE_WARNING : NOTE_PLAIN;
    struct para *title = division->title ? para_of(l->arena, l->language, division->title, division->pos) : NULL;
    lower_titled_anchor(l, parent, division->id, title, division->pos);
    struct flow *group = open_box(l, parent, kind, title, division->pos);
    group->language = division->language;
    lower_in_style(l, group, division->first, STYLE_QUOTE);
    add_rule(l, group, kind);
}

static int parse_note_block(struct lowering *l, void *given)
{
    struct note_block *block = given;
    block->parsed = parse_localized(l, &block->text);
    return NO_LEVEL;
}

static void lower_note_block(struct lowering *l, struct flow *parent, const void *given)
{
    const struct note_block *block = given;
    enum note_kind kind = block->kind == NOTE_WARNING ? NOTE_WARNING : NOTE_PLAIN;
    const char *language = l->language;
    struct para *title = parse_words(l, &block->title);
    if (title)
        prepare_para(l, title);
    lower_titled_anchor(l, parent, block->id, title, block->head.pos);
    struct flow *group = open_box(l, parent, kind, title, block->head.pos);
    struct flow *place = open_language(l, group, text_language(l, &block->text));
    lower_in_style(l, place, block->parsed, STYLE_QUOTE);
    l->language = language;
    add_rule(l, group, kind);
    l->follows_text = false;
}

const struct block_kind block_note = {"note", &record, parse_note_block, lower_note_block};
