/*
 * blocks: a body in two languages side by side: a grid with a row for each pair of blocks. Headings are where both
 * texts meet again: what one has more of in a section stands alone. Tables, which need the whole measure, stand one
 * below the other. Bookmarks and contents name a heading in both languages, at the place of the first; other lists, as
 * of recommendations, come from the first text alone. Each text has its notes from the same number on.
 */
#include "blocks/internal.h"

/* What is set in one cell: a block, with the headings and anchors before it. */
struct unit {
    struct flow *first, *last;
    bool heading, wide, breaks;
};
typedef VEC(struct unit) unit_list;

static void find_grid(void *context, const struct flow *item)
{
    *(bool *)context |= item->kind == FLOW_GRID;
}

static bool is_visible(const struct flow *item)
{
    return item->kind != FLOW_HEADING && item->kind != FLOW_ANCHOR && item->kind != FLOW_FOOTNOTE;
}

static void append(struct flow *parent, struct flow *item)
{
    item->next = NULL;
    if (parent->last)
        parent->last->next = item;
    else
        parent->first = item;
    parent->last = item;
}

/* Blocks that stand beside others are neither indented nor do they float. */
static void settle_block(struct flow *item)
{
    if (item->kind == FLOW_PARAGRAPH && item->paragraph.style == STYLE_BODY)
        item->paragraph.style = STYLE_BODY_FIRST;
    else if (item->kind == FLOW_GROUP || item->kind == FLOW_FIGURE)
        item->group.floats = item->group.wide = false;
}

/* Takes the children of a group apart; a note goes with the block that has its mark. */
static void take_units(struct lowering *l, struct flow *group, unit_list *out)
{
    struct unit unit = {0};
    for (struct flow *item = group->first, *next; item; item = next) {
        next = item->next;
        item->next = NULL;
        if (item->kind == FLOW_FOOTNOTE && !unit.first && out->n) {
            out->at[out->n - 1].last->next = item;
            out->at[out->n - 1].last = item;
            continue;
        }
        if (unit.first)
            unit.last->next = item;
        else
            unit.first = item;
        unit.last = item;
        unit.heading |= item->kind == FLOW_HEADING;
        unit.breaks |= item->kind == FLOW_BREAK;
        flow_walk(item, find_grid, &unit.wide);
        settle_block(item);
        if (!is_visible(item))
            continue;
        vec_push(l->arena, out, unit);
        unit = (struct unit){0};
    }
    if (unit.first)
        vec_push(l->arena, out, unit);
}

/* The second text: its ids, and what tells them from the first one's. */
struct second_text {
    struct arena *arena;
    const char *language;
    struct name_set ids;
};

/* No id that is written has this sign in it. */
static const char *own_id(const struct second_text *text, const char *id)
{
    return id ? arena_format(text->arena, "%s#%s", id, text->language) : NULL;
}

/* References in the second text lead to its own places, those from elsewhere to the first text. */
static void rename_para(const struct second_text *text, const struct para *para)
{
    struct mark *marks = (struct mark *)para->marks; /* fresh from lowering, not yet shared */
    for (uint32_t i = 0; i < para->mark_count; i++)
        if (marks[i].kind == MARK_ANCHOR)
            marks[i].id = own_id(text, marks[i].id);
    for (uint32_t i = 0; i < para->span_count; i++) {
        const struct span *span = &para->spans[i];
        bool leads = (span->kind == SPAN_REFERENCE || span->kind == SPAN_JUMP) && span->ref && span->ref->target;
        if (leads && name_set_has(&text->ids, span->ref->target))
            span->ref->target = own_id(text, span->ref->target);
    }
}

static void rename_item(void *context, const struct flow *item)
{
    const struct second_text *text = context;
    struct flow *own = (struct flow *)item;
    if (own->kind == FLOW_HEADING) {
        own->heading.id = own_id(text, own->heading.id);
        own->heading.bookmark = own->heading.contents = false;
        own->heading.again = true;
    } else if (own->kind == FLOW_ANCHOR) {
        own->anchor.id = own_id(text, own->anchor.id);
    } else if (own->kind == FLOW_PARAGRAPH) {
        rename_para(text, own->paragraph.para);
    }
}

static void rename_places(struct lowering *l, struct flow *root, const struct outline *outline)
{
    struct second_text text = {.arena = l->arena, .language = outline->language};
    for (size_t i = 0; i < outline->ids.n; i++)
        name_set_add(l->arena, &text.ids, outline->ids.at[i].id);
    flow_walk(root, rename_item, &text);
}

static void fill_cell(struct flow *cell, const struct unit *unit, const char *language)
{
    cell->role = ROLE_DIV;
    cell->language = language;
    for (struct flow *item = unit->first, *next; item; item = next) {
        next = item->next;
        append(cell, item);
        cell->pos = cell->pos.file ? cell->pos : item->pos;
    }
}

/* One text's block across the page. */
static void put_alone(struct lowering *l, struct flow *parent, const struct unit *unit, const char *language)
{
    struct flow *group = new_group(l, parent, ROLE_DIV, unit->first->pos);
    fill_cell(group, unit, language);
}

/* Pairs of units: either may be NULL. */
struct pair {
    const struct unit *unit[2];
};
typedef VEC(struct pair) pair_list;

static size_t section_end(const unit_list *units, size_t from)
{
    size_t end = from;
    while (end < units->n && (end == from || !units->at[end].heading))
        end++;
    return end;
}

static struct flow *heading_of(const struct unit *unit)
{
    struct flow *item = unit && unit->heading ? unit->first : NULL;
    while (item && item->kind != FLOW_HEADING)
        item = item->next;
    return item;
}

/* The heading of the second text is named with that of the first. */
static void name_headings(const struct pair *pair, const char *language)
{
    struct flow *first = heading_of(pair->unit[0]), *second = heading_of(pair->unit[1]);
    if (!first || !second)
        return;
    first->heading.beside = second->heading.title;
    first->heading.beside_language = language;
}

/* Section by section, block by block. */
static void pair_units(struct lowering *l, const unit_list *first, const unit_list *second, pair_list *out)
{
    size_t at[2] = {0};
    while (at[0] < first->n || at[1] < second->n) {
        size_t end[2] = {section_end(first, at[0]), section_end(second, at[1])};
        while (at[0] < end[0] || at[1] < end[1]) {
            struct pair pair = {{at[0] < end[0] ? &first->at[at[0]++] : NULL,
                                 at[1] < end[1] ? &second->at[at[1]++] : NULL}};
            vec_push(l->arena, out, pair);
        }
    }
}

static bool stands_alone(const struct pair *pair)
{
    for (int i = 0; i < 2; i++)
        if (pair->unit[i] && (pair->unit[i]->wide || pair->unit[i]->breaks))
            return true;
    return false;
}

static bool is_heading(const struct pair *pair)
{
    return (pair->unit[0] && pair->unit[0]->heading) || (pair->unit[1] && pair->unit[1]->heading);
}

static void put_rows(struct lowering *l, struct flow *parent, const struct pair *pairs, uint32_t count,
                     const char *const *languages)
{
    struct flow *group = new_group(l, parent, ROLE_NONE, POS_NONE);
    group->group.before = is_heading(pairs) ? half_line(l) * 3 : half_line(l);
    struct flow *grid = flow_grid(l->arena, group, 2, count);
    struct grid_column *columns = (struct grid_column *)grid->grid.columns;
    grid->grid.gap = half_line(l) * 3;
    grid->grid.row_gap = half_line(l);
    columns[0].percent = columns[1].percent = 50;
    for (uint32_t row = 0; row < count; row++)
        for (uint32_t c = 0; c < 2; c++)
            if (pairs[row].unit[c]) {
                fill_cell(flow_cell(grid, row, c), pairs[row].unit[c], languages[c]);
                grid->pos = grid->pos.file ? grid->pos : flow_cell(grid, row, c)->pos;
            }
}

/* Pairs that make a grid: up to the next heading, but for headings right below each other. */
static size_t run_end(const pair_list *pairs, size_t first)
{
    size_t end = first;
    while (end < pairs->n && !stands_alone(&pairs->at[end]) &&
           (end == first || !is_heading(&pairs->at[end]) || is_heading(&pairs->at[end - 1])))
        end++;
    return end;
}

static void put_pairs(struct lowering *l, struct flow *parent, const pair_list *pairs, const char *const *languages)
{
    for (size_t i = 0, end; i < pairs->n; i = end) {
        end = run_end(pairs, i);
        if (end > i) {
            put_rows(l, parent, &pairs->at[i], (uint32_t)(end - i), languages);
            continue;
        }
        end = i + 1;
        for (int c = 0; c < 2; c++) {
            const struct unit *unit = pairs->at[i].unit[c];
            bool again = c == 1 && unit && unit->breaks && pairs->at[i].unit[0] && pairs->at[i].unit[0]->breaks;
            if (unit && !again)
                put_alone(l, parent, unit, languages[c]);
        }
    }
}

void blocks_lower_parallel(struct lowering *l, struct flow *parent)
{
    const struct version *const *versions = l->document->parallel;
    const char *languages[2] = {versions[0]->language, versions[1]->language};
    struct flow *texts[2];
    unit_list units[2] = {{0}};
    pair_list pairs = {0};
    struct gathering unused = {0};
    struct lowering second = *l;
    for (int i = 0; i < 2; i++)
        texts[i] = new_group(l, NULL, ROLE_NONE, versions[i]->pos);
    int notes_before = l->note_count;
    blocks_lower_version(l, texts[0], versions[0]->body, versions[0]->source_file);
    second.language = languages[1];
    second.gathering = &unused;
    second.note_prefix = arena_format(l->arena, "%s.%s", l->note_prefix, languages[1]);
    second.note_count = notes_before;
    blocks_lower_version(&second, texts[1], versions[1]->body, versions[1]->source_file);
    if (l->note_count < second.note_count)
        l->note_count = second.note_count;
    const struct outline *outlines[2];
    for (int i = 0; i < 2; i++)
        outlines[i] = refs_outline(l->arena, l->diags, texts[i], languages[i], versions[i]->pos);
    refs_compare_outlines(l->arena, l->diags, outlines[0], outlines[1]);
    rename_places(l, texts[1], outlines[1]);
    for (int i = 0; i < 2; i++)
        take_units(l, texts[i], &units[i]);
    pair_units(l, &units[0], &units[1], &pairs);
    for (size_t i = 0; i < pairs.n; i++)
        name_headings(&pairs.at[i], languages[1]);
    put_pairs(l, parent, &pairs, languages);
}
