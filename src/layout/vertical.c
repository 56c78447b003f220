/* layout: flow → vertical material. One function per primitive; grids stand in table.c. */
#include "layout/vertical.h"

#include <string.h>

sp scope_width(const struct scope *scope)
{
    sp measure = scope->list->measure, width = measure - scope->left - scope->right;
    return width > measure / 4 ? width : measure / 4;
}

/* Deep nesting must not push text out of its measure. */
sp scope_x(const struct scope *scope)
{
    sp most = scope->list->measure - scope_width(scope);
    return scope->left < most ? scope->left : most;
}

const struct flow *item_first_paragraph(const struct flow *item)
{
    for (const struct flow *child = item->first; child; child = child->next) {
        if (child->kind == FLOW_PARAGRAPH)
            return child;
        if (child->kind == FLOW_GROUP)
            return item_first_paragraph(child);
    }
    return NULL;
}

/* Code of up to so many lines stays whole. */
#define CODE_TOGETHER 25

/* Widows and orphans: two lines at least on either side of a break; titles and up to three lines stay whole. */
static int64_t line_cost(const struct set_paragraph *set, size_t i, const struct style *style)
{
    if (i == 0)
        return 0;
    if (style->keep_with_next || set->line_count <= 3 || i == 1 || i == set->line_count - 1)
        return COST_FORBIDDEN;
    if (style->lines_kept && set->line_count <= CODE_TOGETHER)
        return COST_TOGETHER;
    return 0;
}

static void add_line(struct builder *builder, const struct scope *scope, const struct style *style, sp leading,
                     const struct set_line *line, int64_t cost, struct pos pos)
{
    for (size_t i = 0; i < line->extra->anchor_count; i++)
        vec_push(builder->arena, &scope->list->pending.anchors, line->extra->anchors[i]);
    struct vbox *box = vlist_box(scope->list, builder->design, leading, pos);
    if (cost > box->cost)
        box->cost = cost;
    box->baseline = line_baseline(builder->design, style, leading);
    box->lines = 1;
    box->tight = style->keep_with_next;
    struct fragment fragment = line_fragment(line, scope_x(scope), box->baseline);
    fragment.line = line;
    vlist_fragment(scope->list, box, fragment);
    note_collect_marks(builder, scope->list, box, line);
}

/* Running text, which lines up across facing pages. */
static bool on_grid(const struct design *design, enum style_id style)
{
    return style <= STYLE_QUOTE && design->styles[style].leading == design->body_leading;
}

static const struct para *resolved(struct arena *arena, const struct builder *builder, const struct para *para)
{
    return para ? refs_resolve(arena, builder->setter->refs, builder->map, para) : NULL;
}

static struct paragraph_request request_for(struct builder *builder, struct arena *arena, const struct scope *scope,
                                            const struct flow *item)
{
    return (struct paragraph_request){
        .para = resolved(arena, builder, item->paragraph.para),
        .label = resolved(arena, builder, item->paragraph.label),
        .label_run_in = item->paragraph.label_run_in,
        .style = item->paragraph.style,
        .width = scope_width(scope),
        .tag = scope->tag,
        .label_tag = scope->label_tag,
        .align = scope->align,
        .pos = item->pos,
    };
}

/* The head of an entry on a further page or column, outside the structure. */
static const struct repeat *continued_head(struct builder *builder, const struct scope *scope, const struct para *para)
{
    const struct style *style = &builder->design->styles[STYLE_INDEX_ENTRY];
    struct repeat *repeat = arena_alloc(builder->arena, sizeof *repeat);
    struct paragraph_request request = {.para = para, .style = STYLE_INDEX_ENTRY, .width = scope_width(scope),
                                        .artifact = ARTIFACT_REPEATED, .align = scope->align};
    struct setter setter = *builder->setter;
    setter.diags = NULL;
    const struct set_paragraph *set = paragraph_set(&setter, builder->tags, &request);
    repeat->fragments = arena_alloc(builder->arena, set->line_count * sizeof *repeat->fragments);
    for (size_t i = 0; i < set->line_count; i++) {
        sp y = repeat->height + LINE_BASELINE(style->leading);
        repeat->fragments[repeat->fragment_count++] = line_fragment(&set->lines[i], scope_x(scope), y);
        repeat->height += style->leading;
    }
    return repeat;
}

static void build_paragraph(struct builder *builder, const struct scope *outer, const struct flow *item)
{
    struct scope scope = scope_enter(builder, outer, item);
    const struct style *style = &builder->design->styles[item->paragraph.style];
    struct paragraph_request request = request_for(builder, arena_borrow(builder->setter->scratch), &scope, item);
    struct set_paragraph *set = memo_set(builder->memo, builder->setter, builder->tags, item, &request);
    arena_give_back(builder->setter->scratch);
    struct vlist *list = scope.list;
    bool heading = item->paragraph.style >= STYLE_HEADING_1 && item->paragraph.style <= STYLE_HEADING_4;
    vlist_space(list, heading && list->headed ? style->before / 2 : style->before);
    if (style->keep_with_next || style->lines_kept)
        vlist_stretch(list);
    size_t first = list->boxes.n;
    /* A heading asks for no more lines than there are before the next one. */
    if (style->keep_with_next && !list->bound)
        list->need = 0;
    for (size_t i = 0; i < set->line_count; i++) {
        add_line(builder, &scope, style, set->leading, &set->lines[i], line_cost(set, i, style), item->pos);
        list->boxes.at[list->boxes.n - 1].after_hyphen = i > 0 && set->lines[i - 1].hyphenated;
        list->need -= list->need > 0;
    }
    if (first < list->boxes.n && on_grid(builder->design, item->paragraph.style))
        list->boxes.at[first].grid = GRID_HALF;
    if (first < list->boxes.n && item->paragraph.continued && list->is_main) {
        if (builder->continued != item->paragraph.continued)
            builder->continued_head = continued_head(builder, &scope, item->paragraph.continued);
        builder->continued = item->paragraph.continued;
        vlist_extra(list, &list->boxes.at[first])->repeat = builder->continued_head;
    }
    vlist_space(list, style->after);
    if (style->lines_kept)
        vlist_stretch(list);
    list->headed = heading;
    if (style->keep_with_next)
        vlist_keep_with_next(list, item->paragraph.may_part ? 0 : 2);
    else if (item->paragraph.keep_with_next)
        vlist_keep_with_next(list, 1);
}

static void open_together(struct vlist *list)
{
    if (!list->together++)
        list->together_begun = false;
}

/* Indents stand on the side where lines begin and end: in a text from right to left on the other. */
static void add_indents(struct scope *scope, const struct flow *item)
{
    bool turned = item_runs_from_right(item);
    scope->left += turned ? item->group.right : item->group.left;
    scope->right += turned ? item->group.left : item->group.right;
}

/* Tables with their captions, quotations and lists: space is set around them, and in them it keeps its size. */
static bool is_display(const struct flow *item)
{
    return item->group.before > 0 && item->group.after > 0;
}

/* A figure or a table as it is added: may it stand elsewhere, does it go across the columns? */
struct display {
    bool floats, wide;
    sp measure;       /* of the column that it was met in */
    uint32_t section;
    size_t from;
};

/* A block inside another that is kept whole stays in it. */
static struct display open_display(struct builder *builder, struct scope *scope, const struct flow *item)
{
    struct vlist *list = scope->list;
    bool free = list->is_main && !list->together;
    struct display display = {.floats = item->group.floats && free, .wide = item->group.wide && free && list->section,
                              .measure = list->measure, .section = list->section, .from = list->boxes.n};
    if (display.wide) {
        list->section = 0;
        list->measure = builder->page_width;
        scope->left = scope->right = 0;
    }
    if (display.floats)
        vlist_open_float(list, display.wide);
    return display;
}

/* Across the columns what does not float, or has no room on a page, ends them; others begin below. */
static void close_display(struct builder *builder, struct vlist *list, const struct display *display,
                          const struct flow *item)
{
    sp height = 0;
    for (size_t i = display->from; i < list->boxes.n; i++)
        height += list->boxes.at[i].space + list->boxes.at[i].height;
    bool floats = display->floats && (!display->wide || height <= builder->page_height - builder->design->body_leading);
    if (floats)
        vlist_close_float(list, item->group.after);
    else if (display->floats)
        list->floats.n--;
    if (!display->wide)
        return;
    list->section = display->section;
    list->measure = display->measure;
    if (!floats)
        vlist_renew_section(list);
}

static void build_group(struct builder *builder, const struct scope *outer, const struct flow *item)
{
    if (item->group.turned && outer->list->is_main && !outer->list->together) {
        build_turned(builder, outer, item);
        return;
    }
    struct scope scope = scope_enter(builder, outer, item);
    struct vlist *list = scope.list;
    sp measure = list->measure;
    bool columns = item->group.columns > 1 && list->is_main && !list->section && !list->together;
    bool display = is_display(item);
    add_indents(&scope, item);
    struct display opened = open_display(builder, &scope, item);
    vlist_space(list, item->group.before);
    if (display)
        vlist_open_rigid(list);
    if (columns)
        vlist_open_columns(list, builder->design);
    if (item->group.keep_together)
        open_together(list);
    build_children(builder, &scope, item);
    if (item->group.keep_together)
        list->together--;
    if (columns)
        vlist_close_columns(list, measure);
    vlist_space(list, item->group.after);
    if (display)
        vlist_close_rigid(list);
    close_display(builder, list, &opened, item);
    if (item->group.keep_with_next)
        vlist_keep_with_next(list, 1);
}

/* Lines of a footnote to its caption that a figure leaves room for. */
#define CAPTION_NOTE 2

/* Height of a figure but for its image: set for trial, without structure and without findings. */
static sp height_without_image(struct builder *builder, const struct scope *scope, const struct flow *figure)
{
    struct tag_list tags = {.arena = builder->arena};
    struct setter setter = *builder->setter;
    struct builder trial = *builder;
    trial.setter = &setter;
    trial.tags = &tags;
    setter.diags = NULL;
    trial.memo = NULL;
    memset(&trial.marks, 0, sizeof trial.marks);
    memset(&trial.outline, 0, sizeof trial.outline);
    trial.list = vlist_new(builder->arena, scope->list->measure);
    tag_add(&tags, 0, ROLE_DOCUMENT, POS_NONE);
    struct scope inner = *scope;
    inner.list = trial.list;
    inner.tag = inner.label_tag = 0;
    for (const struct flow *child = figure->first; child; child = child->next)
        if (child->kind != FLOW_IMAGE)
            build_item(&trial, &inner, child);
    sp height = vlist_tops(trial.list)[trial.list->boxes.n] + trial.list->pending.space;
    sp note = builder->design->styles[STYLE_FOOTNOTE].leading;
    return height + (trial.marks.n ? builder->design->body_leading + (sp)trial.marks.n * CAPTION_NOTE * note : 0);
}

static void build_figure(struct builder *builder, const struct scope *outer, const struct flow *item)
{
    struct scope scope = scope_enter(builder, outer, item);
    struct display opened = open_display(builder, &scope, item);
    const struct flow *image = item->first;
    while (image && image->kind != FLOW_IMAGE)
        image = image->next;
    if (image) {
        sp width, height;
        image_size(image, scope_width(&scope), builder->page_height, &width, &height);
        if (height > builder->page_height / 2)
            scope.image_limit = builder->page_height - height_without_image(builder, &scope, item);
    }
    vlist_space(scope.list, item->group.before);
    vlist_open_rigid(scope.list);
    open_together(scope.list);
    build_children(builder, &scope, item);
    scope.list->together--;
    vlist_space(scope.list, item->group.after);
    vlist_close_rigid(scope.list);
    close_display(builder, scope.list, &opened, item);
}

static void build_heading(struct builder *builder, const struct scope *scope, const struct flow *item)
{
    builder->heading_level = item->heading.level;
    vec_push(builder->arena, &scope->list->pending.anchors, item->heading.anchor);
    const char *title = item->heading.bookmark ? flow_bookmark(builder->setter->lasting, item) : NULL;
    if (title)
        vec_push(builder->arena, &builder->outline,
                 ((struct outline_entry){item->heading.level, title, item->heading.anchor}));
}

static void build_space(const struct scope *scope, const struct flow *item)
{
    scope->list->pending.kept += item->space.amount;
    scope->list->pending.fills += item->space.fill;
}

static void build_break(struct builder *builder, const struct scope *scope, const struct flow *item)
{
    struct vlist *list = scope->list;
    if (!list->is_main)
        return;
    if (list->pending.fills && list->boxes.n)
        vlist_box(list, builder->design, 0, item->pos);
    if (item->page_break == FLOW_BREAK_RECTO)
        list->pending.start = BOX_RECTO;
    else if (list->boxes.n && list->pending.start == BOX_ANYWHERE)
        list->pending.start = BOX_PAGE;
    list->pending.space = list->pending.joined = list->pending.kept = list->need = 0;
}

/* In a design of two columns all that stands above the first running text of a document goes across. */
static bool begins_columns(const struct builder *builder, const struct scope *scope, const struct flow *item)
{
    if (!builder->body_columns || !scope->list->is_main || scope->list->section || scope->list->together)
        return false;
    return item->kind == FLOW_PARAGRAPH && item->paragraph.style <= STYLE_HEADING_4;
}

void build_item(struct builder *builder, const struct scope *scope, const struct flow *item)
{
    if (begins_columns(builder, scope, item))
        vlist_open_columns(scope->list, builder->design);
    switch (item->kind) {
    case FLOW_PARAGRAPH:
        build_paragraph(builder, scope, item);
        break;
    case FLOW_GROUP:
        build_group(builder, scope, item);
        break;
    case FLOW_GRID:
        build_grid(builder, scope, item);
        break;
    case FLOW_FIGURE:
        build_figure(builder, scope, item);
        break;
    case FLOW_FOOTNOTE:
        build_footnote(builder, scope, item);
        break;
    case FLOW_RULE:
        build_rule(builder, scope, item);
        break;
    case FLOW_IMAGE:
        build_image(builder, scope, item);
        break;
    case FLOW_SPACE:
        build_space(scope, item);
        break;
    case FLOW_BREAK:
        build_break(builder, scope, item);
        break;
    case FLOW_HEADING:
        build_heading(builder, scope, item);
        break;
    case FLOW_ANCHOR:
        vec_push(builder->arena, &scope->list->pending.anchors, item->anchor.anchor);
        break;
    }
}

void build_children(struct builder *builder, const struct scope *scope, const struct flow *parent)
{
    for (const struct flow *child = parent->first; child; child = child->next)
        build_item(builder, scope, child);
}

static const struct flow *first_heading(const struct flow *parent)
{
    for (const struct flow *child = parent->first; child; child = child->next) {
        const struct flow *found = child->kind == FLOW_HEADING ? child : NULL;
        if (!found && child->kind == FLOW_GROUP)
            found = first_heading(child);
        if (found)
            return found;
    }
    return NULL;
}

/* Sessions' openers and generated parts go across both columns. */
static bool is_document(const struct flow *root)
{
    const struct flow *heading = first_heading(root);
    return !heading || heading->heading.kind == HEADING_DOCUMENT;
}

void build_piece(struct builder *builder, const struct piece *piece, const char *book_language)
{
    struct vlist *list = builder->list;
    list->piece_begun = false;
    builder->marks.n = builder->marks_of_block = 0;
    builder->body_columns = builder->design->columns == 2 && piece->folio == FOLIO_ARABIC && !piece->by_map &&
        is_document(piece->root);
    struct scope scope = tags_begin_piece(builder, piece, book_language);
    build_item(builder, &scope, piece->root);
    vlist_close_columns(list, builder->page_width);
    vlist_finish(list, builder->design);
}
