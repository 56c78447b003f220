/* Block kind `table`, and GitHub's tables of Markdown. The caption stands above. */
#include <string.h>

#include "blocks/internal.h"
#include "words/words.h"

struct table_block {
    struct record_head head;
    struct localized caption;
    struct list columns, align; /* const char *; int */
    const struct node *rows;
    const char *id;
    int header_rows, place, wide; /* wide: enum tristate */
};

static const char *const aligns[] = {"left", "center", "right", NULL};
static const struct key text_item = {.type = KEY_TEXT};
static const struct key align_item = {.type = KEY_ENUM, .values = aligns};
static const struct key keys[] = {
    {.name = "caption", .type = KEY_MARKDOWN, .offset = offsetof(struct table_block, caption),
     .about = "Set above the table, after its number."},
    {.name = "columns", .type = KEY_LIST, .item = &text_item,
     .offset = offsetof(struct table_block, columns), .about = "The heads of the columns: one header row."},
    {.name = "rows", .type = KEY_NODE, .offset = offsetof(struct table_block, rows), .required = true,
     .schema = "{\"type\":\"array\",\"items\":{\"type\":\"array\",\"items\":"
               "{\"type\":[\"string\",\"number\",\"boolean\",\"null\"]}}}",
     .about = "A list of rows, each a list of cells in Markdown."},
    {.name = "header-rows", .type = KEY_INT, .offset = offsetof(struct table_block, header_rows),
     .minimum = 0,
     .maximum = 9, .about = "How many of the rows are heads, when there is no `columns`."},
    {.name = "align", .type = KEY_LIST, .item = &align_item,
     .offset = offsetof(struct table_block, align), .about = "left, center or right for each column."},
    {.name = "id", .type = KEY_TEXT, .offset = offsetof(struct table_block, id),
     .about = "Reference target."},
    {.name = "place", .type = KEY_ENUM, .values = block_places, .offset = offsetof(struct table_block, place),
     .about = "float: at the head of a later page where it has no room; here: where it is written."},
    {.name = "wide", .type = KEY_BOOL, .offset = offsetof(struct table_block, wide),
     .about = "true: across both columns of a volume set in two."},
    {0},
};
static const struct record record = {"table block", sizeof(struct table_block), keys, NULL};

struct flow *lower_caption(struct lowering *l, struct flow *parent, enum anchor_kind kind, const char *label,
                           const char *id, struct para *caption, struct pos pos)
{
    struct flow *anchor = flow_new(l->arena, parent, FLOW_ANCHOR, ROLE_NONE, pos);
    anchor->anchor.kind = kind;
    anchor->anchor.id = id;
    anchor->anchor.label = label;
    if (caption)
        prepare_para(l, caption);
    anchor->anchor.title = caption;
    struct text_builder *builder = text_builder_new(l->arena, l->language);
    text_open(builder, (struct span){.kind = SPAN_STRONG});
    text_format(builder, "%s.", label);
    text_close(builder);
    if (caption) {
        text_puts(builder, " ");
        text_join(builder, caption);
    }
    struct flow *item = flow_paragraph(l->arena, parent, STYLE_CAPTION, ROLE_CAPTION, text_finish(builder));
    item->pos = pos;
    return item;
}

/* The group that keeps caption and table together; numbered when there is a caption or an id. */
static struct flow *open_table(struct lowering *l, struct flow *parent, struct para *caption, const char *id,
                               struct pos pos)
{
    struct flow *group = new_group(l, parent, ROLE_NONE, pos);
    group->group.before = group->group.after = 2 * half_line(l);
    if (caption || id) {
        group->group.floats = true;
        const char *number = arena_format(l->arena, "%d", ++l->table_count);
        const char *label = words_fill(l->arena, l->language, WORD_TABLE, number, NULL);
        lower_caption(l, group, ANCHOR_TABLE, label, id, caption, pos)->paragraph.keep_with_next = true;
    }
    return group;
}

static struct flow *new_table(struct lowering *l, struct flow *group, uint32_t columns, uint32_t rows,
                              uint32_t header_rows, struct pos pos)
{
    struct flow *grid = flow_grid(l->arena, group, columns, rows);
    grid->pos = pos;
    grid->role = ROLE_TABLE;
    grid->grid.rules = GRID_TABLE;
    grid->grid.header_rows = header_rows;
    grid->grid.gap = SP_PT(12);
    grid->grid.row_gap = SP_PT(3);
    for (uint32_t i = 0; i < columns * rows; i++)
        grid->grid.cells[i]->role = i < columns * header_rows ? ROLE_TH : ROLE_TD;
    return grid;
}

static enum cell_align cell_align(char letter)
{
    return letter == 'r' ? CELL_RIGHT : letter == 'c' ? CELL_CENTER : CELL_LEFT;
}

static void set_cell(struct lowering *l, struct flow *grid, uint32_t row, uint32_t column, struct para *para)
{
    bool head = row < grid->grid.header_rows;
    struct flow *cell = flow_cell(grid, row, column);
    prepare_para(l, para);
    flow_paragraph(l->arena, cell, head ? STYLE_TABLE_HEAD : STYLE_TABLE_CELL, ROLE_P, para);
}

static uint32_t count_children(const struct md_block *block)
{
    uint32_t count = 0;
    for (const struct md_block *child = block->first; child; child = child->next)
        count += child->kind != MD_NOTE;
    return count;
}

struct flow *lower_markdown_table(struct lowering *l, struct flow *parent, const struct md_block *table)
{
    uint32_t columns = (uint32_t)table->columns, rows = count_children(table);
    struct flow *group = open_table(l, parent, table->caption, table->id, table->pos);
    struct flow *grid = new_table(l, group, columns, rows, 1, table->pos);
    for (uint32_t c = 0; c < columns; c++)
        ((struct grid_column *)grid->grid.columns)[c].align = cell_align(table->align[c]);
    uint32_t r = 0;
    for (const struct md_block *row = table->first; row; row = row->next) {
        uint32_t c = 0;
        if (row->kind == MD_NOTE)
            continue;
        for (const struct md_block *cell = row->first; cell && c < columns; cell = cell->next, c++)
            if (cell->para && (cell->para->length || cell->para->mark_count))
                set_cell(l, grid, r, c, cell->para);
        r++;
    }
    return group;
}

/* Rows given as YAML lists; a row of another length than the first is reported. */
static bool count_columns(struct lowering *l, const struct table_block *block, uint32_t *count)
{
    size_t columns = block->columns.count;
    for (size_t r = 0; r < block->rows->count; r++) {
        const struct node *row = block->rows->items[r];
        if (row->kind != NODE_LIST) {
            diag(l->diags, DIAG_TABLE_ROW, row->pos);
            return false;
        }
        if (!columns)
            columns = row->count;
        if (row->count != columns) {
            diag(l->diags, DIAG_TABLE_CELLS, row->pos, arena_format(l->arena, "%zu", row->count),
                 arena_format(l->arena, "%zu", columns));
            return false;
        }
    }
    if (!columns)
        diag(l->diags, DIAG_TABLE_EMPTY, block->rows->pos);
    *count = (uint32_t)columns;
    return columns > 0;
}

/* How many rows are heads, and how many words `align` has: what does not fit the table is reported, and left out. */
static uint32_t check_heads(struct lowering *l, const struct table_block *block, uint32_t columns)
{
    const struct node *heads = node_get(block->head.node, "header-rows");
    const char *given = arena_format(l->arena, "%d", block->header_rows);
    if (block->align.count > columns)
        diag(l->diags, DIAG_TABLE_ALIGN, block->align.node->pos, arena_format(l->arena, "%zu", block->align.count),
             arena_format(l->arena, "%u", columns));
    if (block->columns.count) {
        if (!node_is_null(heads))
            diag(l->diags, DIAG_TABLE_HEADS_TWICE, heads->pos);
        return 1;
    }
    if ((size_t)block->header_rows <= block->rows->count)
        return (uint32_t)block->header_rows;
    diag(l->diags, DIAG_TABLE_HEADS, heads->pos, given, arena_format(l->arena, "%zu", block->rows->count));
    return 0;
}

static void fill_yaml_row(struct lowering *l, struct flow *grid, uint32_t r, const struct node *row)
{
    for (uint32_t c = 0; c < row->count; c++) {
        const struct node *cell = row->items[c];
        if (cell->kind != NODE_SCALAR) {
            diag(l->diags, DIAG_TABLE_ROW, cell->pos);
            continue;
        }
        struct para *para = parse_inline(l, cell, l->language);
        if (para)
            set_cell(l, grid, r, c, para);
    }
}

static void lower_table_block(struct lowering *l, struct flow *parent, const void *given)
{
    const struct table_block *block = given;
    if (!block->rows || block->rows->kind != NODE_LIST) {
        if (block->rows)
            diag(l->diags, DIAG_TABLE_ROW, block->rows->pos);
        return;
    }
    uint32_t columns, rows = (uint32_t)block->rows->count + (block->columns.count ? 1 : 0);
    if (!count_columns(l, block, &columns))
        return;
    uint32_t heads = check_heads(l, block, columns);
    struct para *caption = parse_words(l, &block->caption);
    struct flow *group = open_table(l, parent, caption, block->id, block->head.pos);
    struct flow *grid = new_table(l, group, columns, rows, heads, block->head.pos);
    for (uint32_t c = 0; c < columns && c < block->align.count; c++)
        ((struct grid_column *)grid->grid.columns)[c].align = (enum cell_align)((const int *)block->align.at)[c];
    uint32_t r = 0;
    if (block->columns.count)
        fill_yaml_row(l, grid, r++, block->columns.node);
    for (size_t i = 0; i < block->rows->count; i++)
        fill_yaml_row(l, grid, r++, block->rows->items[i]);
    place_block(l, group, block->place, block->wide);
}

const struct block_kind block_table = {"table", &record, NULL, lower_table_block};
