/* Parts `contents`, `list-of-tables` and `list-of-figures`: titles with leaders and locators. */
#include <string.h>

#include "parts/internal.h"

/* " / Règlement": of a heading in two languages. */
static void append_beside(struct text_builder *builder, const struct target *target)
{
    const struct flow *item = target->kind == TARGET_HEADING ? target->item : NULL;
    if (!item || !item->heading.beside)
        return;
    text_puts(builder, " / ");
    text_open(builder, (struct span){.kind = SPAN_LANGUAGE, .language = item->heading.beside_language});
    text_puts(builder, item->heading.beside);
    text_close(builder);
}

/*
 * Title, and at the right edge the place of the anchor; nothing there where the medium has no locator for it. Returns
 * the entry, to which more may be added.
 */
static struct flow *put_entry(struct making *making, struct flow *list, enum style_id style, const char *number,
                              const char *title, uint32_t anchor)
{
    struct text_builder *builder = text_builder_new(making->arena, making->language);
    struct reference *ref = arena_alloc(making->arena, sizeof *ref);
    *ref = (struct reference){.anchor = anchor, .form = REF_PAGE};
    text_open(builder, (struct span){.kind = SPAN_JUMP, .ref = ref});
    if (number)
        text_format(builder, "%s  ", number);
    text_puts(builder, title);
    append_beside(builder, refs_target(making->parts->refs, anchor));
    text_close(builder);
    if (!making->map || *refs_locator(making->parts->refs, making->map, anchor)) {
        text_puts(builder, "\t");
        text_reference(builder, ref);
    }
    struct flow *entry = flow_group(making->arena, list, ROLE_TOCI);
    struct flow *item = flow_paragraph(making->arena, entry, style, ROLE_REFERENCE, text_finish(builder));
    entry->pos = item->pos = refs_target(making->parts->refs, anchor)->pos;
    return entry;
}

static const struct document *find_document(const struct volume *volume, const char *id)
{
    for (size_t i = 0; id && i < volume->document_count; i++)
        if (volume->documents[i]->id && strcmp(volume->documents[i]->id, id) == 0)
            return volume->documents[i];
    return NULL;
}

static void put_document_entry(struct making *making, struct flow *list, const struct target *target,
                               uint32_t anchor)
{
    const struct document *document = find_document(making->volume, target->id);
    enum style_id style = target->level == 1 ? STYLE_CONTENTS_1 : STYLE_CONTENTS_2;
    struct flow *entry = put_entry(making, list, style, target->label, target->words, anchor);
    if (!document || !document->authors.count)
        return;
    entry->first->paragraph.keep_with_next = true;
    struct names names = person_names(making->arena, making->language, &document->authors, false);
    put_names(making, entry, STYLE_CONTENTS_3, names.words, &names);
}

struct contents_options {
    struct record_head head;
    int depth;
};
static const struct key option_keys[] = {
    {.name = "depth", .type = KEY_INT, .offset = offsetof(struct contents_options, depth), .minimum = 1, .maximum = 3,
     .about = "1: sessions and parts; 2 (when left out): documents, too; 3: their first headings, too."},
    {0},
};
static const struct record options_record = {.name = "contents", .size = sizeof(struct contents_options),
                                             .keys = option_keys};

static int wanted_depth(const struct making *making)
{
    const struct contents_options *options = making->options;
    return options && options->depth ? options->depth : 2;
}

static void make_contents(struct making *making)
{
    const struct refs *refs = making->parts->refs;
    struct flow *list = flow_group(making->arena, making->root, ROLE_TOC);
    int depth = wanted_depth(making);
    for (uint32_t anchor = 1; anchor < refs_anchor_count(refs); anchor++) {
        const struct target *target = refs_target(refs, anchor);
        if (target->kind != TARGET_HEADING || !target->item->heading.contents || target->level > depth)
            continue;
        if (target->item->heading.kind == HEADING_DOCUMENT)
            put_document_entry(making, list, target, anchor);
        else if (target->level == 1)
            put_entry(making, list, STYLE_CONTENTS_1, NULL, target->words, anchor);
        else
            put_entry(making, list, STYLE_CONTENTS_3, target->number, target->words, anchor);
    }
}

const struct part part_contents = {"contents", WORD_CONTENTS, true, false, make_contents, &options_record,
                                    NULL};

/* What is numbered for its id alone has no title. */
static void make_list(struct making *making, enum anchor_kind kind)
{
    const struct refs *refs = making->parts->refs;
    struct flow *list = flow_group(making->arena, making->root, ROLE_TOC);
    for (uint32_t anchor = 1; anchor < refs_anchor_count(refs); anchor++) {
        const struct target *target = refs_target(refs, anchor);
        if (target->kind != TARGET_ANCHOR || target->anchor != kind)
            continue;
        bool titled = target->item->anchor.title != NULL;
        put_entry(making, list, STYLE_CONTENTS_2, titled ? target->label : NULL,
                  titled ? target->words : target->label, anchor);
    }
}

static void make_list_of_tables(struct making *making)
{
    make_list(making, ANCHOR_TABLE);
}

static void make_list_of_figures(struct making *making)
{
    make_list(making, ANCHOR_FIGURE);
}

const struct part part_list_of_tables = {"list-of-tables", WORD_LIST_OF_TABLES, true, false,
                                         make_list_of_tables, NULL, NULL};
const struct part part_list_of_figures = {"list-of-figures", WORD_LIST_OF_FIGURES, true, false,
                                          make_list_of_figures, NULL, NULL};
