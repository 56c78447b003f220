/* Block kind `recommendation`, and the recommendations listed by a document: numbered through the volume, gathered. */
#include "blocks/internal.h"
#include "words/words.h"

static const struct key text_item = {.type = KEY_TEXT};
static const struct key keys[] = {
    {.name = "text", .type = KEY_MARKDOWN, .offset = offsetof(struct recommendation, text),
     .required = true, .about = "What is recommended, in one paragraph."},
    {.name = "addressed-to", .type = KEY_LIST, .lenient = true, .item = &text_item,
     .offset = offsetof(struct recommendation, addressed_to), .about = "Who shall act."},
    {.name = "id", .type = KEY_TEXT, .offset = offsetof(struct recommendation, id),
     .about = "Reference target."},
    {0},
};
static const struct record record = {"recommendation block", sizeof(struct recommendation), keys, "text"};

void blocks_lower_recommendation(struct lowering *l, struct flow *parent, const struct recommendation *given)
{
    struct para *text = blocks_inline(l, localized_node(&given->text, l->language), text_language(l, &given->text));
    if (!text)
        return;
    struct gathered gathered = {.number = (int)l->gathering->recommendations.n + 1, .text = text};
    const char *number = arena_format(l->arena, "%d", gathered.number);
    const char *label = words_fill(l->arena, l->language, WORD_RECOMMENDATION, number, NULL);
    struct flow *group = new_group(l, parent, ROLE_NONE, given->head.pos);
    group->group.before = group->group.after = half_line(l);
    struct flow *anchor = flow_new(l->arena, group, FLOW_ANCHOR, ROLE_NONE, given->head.pos);
    anchor->anchor.kind = ANCHOR_RECOMMENDATION;
    anchor->anchor.id = given->id;
    anchor->anchor.label = label;
    anchor->anchor.title = text;
    gathered.anchor = anchor;
    struct text_builder *builder = text_builder_new(l->arena, l->language);
    text_open(builder, (struct span){.kind = SPAN_STRONG});
    text_format(builder, "%s.", label);
    text_close(builder);
    text_puts(builder, " ");
    text_join(builder, text);
    flow_paragraph(l->arena, group, STYLE_BODY_FIRST, ROLE_P, text_finish(builder));
    if (given->addressed_to.count) {
        gathered.addressed_to =
            words_list(l->arena, l->language, given->addressed_to.at, given->addressed_to.count);
        const char *to = words_fill(l->arena, l->language, WORD_ADDRESSED_TO, gathered.addressed_to, NULL);
        flow_paragraph(l->arena, group, STYLE_ADDRESSED, ROLE_P,
                       para_of(l->arena, l->language, to, given->head.pos));
        group->group.keep_together = true;
    }
    vec_push(l->arena, &l->gathering->recommendations, gathered);
    l->follows_text = false;
}

static void lower_recommendation_block(struct lowering *l, struct flow *parent, const void *given)
{
    blocks_lower_recommendation(l, parent, given);
}

const struct block_kind block_recommendation = {"recommendation", &record, NULL, lower_recommendation_block};
