/* Block kind `table`, and GitHub's tables of Markdown. The caption stands above. */
#include <string.h>

#include "blocks/table.h"
#include "words/words.h"

struct table_block {
    struct record_head head;
    struct localized caption, source, notes;
    struct list columns, align, widths, rules; /* const char *; int; const char *; int */
    const struct node *rows;
    struct path_value csv;
    const char *id;
    int delimiter, header_rows, row_headers, place, wide, turn; /* wide, turn: enum tristate */
};

static const char *const delimiters[] = {",", ";", "tab", "|", NULL};
static const struct key text_item = {.type = KEY_TEXT};
static const struct key align_item = {.type = KEY_ENUM, .values = table_aligns};
static const struct key rule_item = {.type = KEY_INT, .minimum = 1, .maximum = TABLE_CELLS};
static const struct key keys[] = {
    {.name = "caption", .type = KEY_MARKDOWN, .offset = offsetof(struct table_block, caption),
     .about = "Set above the table, after its number."},
    {.name = "columns", .type = KEY_LIST, .item = &text_item, .blanks = true,
     .offset = offsetof(struct table_block, columns), .about = "The heads of the columns: one header row."},
    {.name = "rows", .type = KEY_NODE, .offset = offsetof(struct table_block, rows),
     .schema = "{\"type\":[\"array\",\"null\"],\"items\":{\"type\":\"array\",\"items\":{\"anyOf\":["
               "{\"type\":[\"string\",\"number\",\"boolean\",\"null\"]},{\"type\":\"object\"}]}}}",
     .about = "A list of rows, each a list of cells: Markdown, or maps with text, colspan, rowspan, align."},
    {.name = "csv", .type = KEY_PATH, .offset = offsetof(struct table_block, csv),
     .about = "Instead of rows: a file of comma-separated values, whose cells are text as it is, not Markdown."},
    {.name = "delimiter", .type = KEY_ENUM, .values = delimiters, .offset = offsetof(struct table_block, delimiter),
     .about = "What parts the cells of the csv file: a comma when left out."},
    {.name = "header-rows", .type = KEY_INT, .offset = offsetof(struct table_block, header_rows),
     .minimum = 0, .maximum = 9,
     .about = "How many of the rows are heads, when there is no `columns`; of a csv file one when left out."},
    {.name = "row-headers", .type = KEY_INT, .offset = offsetof(struct table_block, row_headers),
     .minimum = 0, .maximum = 9, .about = "How many columns name their rows, for readers who hear the table."},
    {.name = "align", .type = KEY_LIST, .item = &align_item, .offset = offsetof(struct table_block, align),
     .about = "left, center, right or decimal (on the decimal sign) for each column."},
    {.name = "widths", .type = KEY_LIST, .item = &text_item, .offset = offsetof(struct table_block, widths),
     .about = "auto, 30% of the measure, or a length (4cm) for each column."},
    {.name = "rule-after", .type = KEY_LIST, .item = &rule_item, .lenient = true,
     .offset = offsetof(struct table_block, rules),
     .about = "Thin rules below these rows, counted without the heads."},
    {.name = "source", .type = KEY_MARKDOWN, .offset = offsetof(struct table_block, source),
     .about = "Set below the table after the word “Source”."},
    {.name = "notes", .type = KEY_MARKDOWN, .offset = offsetof(struct table_block, notes),
     .about = "Set below the table; [^a]: … in it is what [^a] in a cell refers to."},
    {.name = "id", .type = KEY_TEXT, .offset = offsetof(struct table_block, id),
     .about = "Reference target."},
    {.name = "place", .type = KEY_ENUM, .values = block_places, .offset = offsetof(struct table_block, place),
     .about = "float: at the head of a later page where it has no room; here: where it is written."},
    {.name = "wide", .type = KEY_BOOL, .offset = offsetof(struct table_block, wide),
     .about = "true: across both columns of a volume set in two."},
    {.name = "turn", .type = KEY_BOOL, .offset = offsetof(struct table_block, turn),
     .about = "true: on a page of its own, turned by a quarter: for wide tables."},
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

/* "Table 3 (continued)", for further pages. */
static const struct para *continued(struct lowering *l)
{
    const char *number = arena_format(l->arena, "%d", l->table_count);
    const char *label = words_fill(l->arena, l->language, WORD_TABLE, number, NULL);
    const char *words = words_fill(l->arena, l->language, WORD_CONTINUED, label, NULL);
    return para_of(l->arena, l->language, words, POS_NONE);
}

/* The group that keeps caption and table together; numbered when there is a caption or an id. */
static struct flow *open_table(struct lowering *l, struct flow *parent, struct para *caption, const char *id,
                               struct pos pos)
{
    struct flow *group = new_group(l, parent, ROLE_NONE, pos);
    group->group.before = group->group.after = 2 * half_line(l);
    if (caption || id) {
        group->group.floats = true;
        const char *number = numbered(l, ++l->table_count);
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
    if (unicode_is_right_to_left(l->language)) /* there `right` aligns numbers, too */
        grid->grid.decimal_sign = unicode_decimal_sign(l->language);
    if (table->caption || table->id)
        grid->grid.continued = continued(l);
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

/* How many rows are heads, and how many words `align` has: what does not fit the table is reported, and left out. */
static uint32_t count_heads(struct lowering *l, const struct table_block *block, const struct table_source *source)
{
    const struct node *heads = node_get(block->head.node, "header-rows");
    if (block->columns.count) {
        if (!node_is_null(heads))
            diag(l->diags, DIAG_TABLE_HEADS_TWICE, heads->pos);
        return 1;
    }
    if (block->csv.path && node_is_null(heads))
        return source->rows.n > 0;
    if ((size_t)block->header_rows <= source->rows.n)
        return (uint32_t)block->header_rows;
    diag(l->diags, DIAG_TABLE_HEADS, heads->pos, arena_format(l->arena, "%d", block->header_rows),
         arena_format(l->arena, "%zu", source->rows.n));
    return 0;
}

/* The rows, wherever they come from. False after mistakes. */
static bool read_source(struct lowering *l, const struct table_block *block, struct table_source *source)
{
    static const char letters[] = {',', ';', '\t', '|'};
    const struct node *delimiter = node_get(block->head.node, "delimiter");
    bool has_rows = !node_is_null(block->rows);
    if (has_rows && block->csv.path) {
        diag(l->diags, DIAG_TABLE_ROWS_AND_CSV, block->csv.pos);
        return false;
    }
    if (!has_rows && !block->csv.path) {
        diag(l->diags, DIAG_TABLE_NO_ROWS, block->head.pos);
        return false;
    }
    if (has_rows && !node_is_null(delimiter))
        diag(l->diags, DIAG_TABLE_DELIMITER, delimiter->pos);
    source->columns = (uint32_t)block->columns.count;
    if (block->columns.count)
        table_read_columns(l, block->columns.node, source);
    if (has_rows)
        table_read_rows(l, block->rows, source);
    else
        table_read_csv(l, &block->csv, letters[block->delimiter > 0 ? block->delimiter : 0], source);
    if (source->bad)
        return false;
    source->heads = count_heads(l, block, source);
    if (!source->rows.n || (!source->columns && !source->rows.at[0].cells.n)) {
        diag(l->diags, DIAG_TABLE_EMPTY, has_rows ? block->rows->pos : block->csv.pos);
        return false;
    }
    return true;
}

/* Lists with a word for each column must not have more. */
static size_t column_words(struct lowering *l, const struct list *list, enum diag_id id, uint32_t columns)
{
    if (list->count <= columns)
        return list->count;
    diag(l->diags, id, list->node->pos, arena_format(l->arena, "%zu", list->count),
         arena_format(l->arena, "%u", columns));
    return columns;
}

static void set_columns(struct lowering *l, const struct table_block *block, struct flow *grid)
{
    struct grid_column *columns = (struct grid_column *)grid->grid.columns;
    uint32_t count = grid->grid.column_count;
    size_t aligned = column_words(l, &block->align, DIAG_TABLE_ALIGN, count);
    size_t widths = column_words(l, &block->widths, DIAG_TABLE_WIDTHS, count);
    int percent = 0;
    for (size_t c = 0; c < aligned; c++)
        columns[c].align = (enum cell_align)((const int *)block->align.at)[c];
    for (size_t c = 0; c < widths; c++) {
        const char *word = ((const char *const *)block->widths.at)[c];
        if (word && strcmp(word, "auto") != 0 && !parse_width(word, &columns[c].width, &columns[c].percent))
            diag(l->diags, DIAG_TABLE_WIDTH, block->widths.node->items[c]->pos, word);
        percent += columns[c].percent;
    }
    if (percent > 100)
        diag(l->diags, DIAG_TABLE_PERCENT, block->widths.node->pos, arena_format(l->arena, "%d", percent));
}

/* Does a cell reach from a row into the next? */
static bool is_joined(const struct flow *grid, uint32_t row)
{
    for (uint32_t c = 0; row + 1 < grid->grid.row_count && c < grid->grid.column_count; c++)
        if (grid->grid.spans[(size_t)(row + 1) * grid->grid.column_count + c].up > 0)
            return true;
    return false;
}

static void set_rules(struct lowering *l, const struct table_block *block, struct flow *grid)
{
    uint32_t heads = grid->grid.header_rows, rows = grid->grid.row_count - heads;
    bool *rules = arena_alloc(l->arena, (grid->grid.row_count + 1) * sizeof *rules);
    for (size_t i = 0; i < block->rules.count; i++) {
        int row = ((const int *)block->rules.at)[i];
        const struct node *list = block->rules.node, *node = list->kind == NODE_LIST ? list->items[i] : list;
        const char *given = arena_format(l->arena, "%d", row), *last = arena_format(l->arena, "%u", rows);
        if ((uint32_t)row > rows)
            diag(l->diags, DIAG_TABLE_RULE, node->pos, given, last);
        else if (is_joined(grid, heads + (uint32_t)row - 1))
            diag(l->diags, DIAG_TABLE_RULE_CUTS, node->pos, given);
        else
            rules[heads + (uint32_t)row - 1] = true;
    }
    if (block->rules.count)
        grid->grid.rule_after = rules;
}

/* What a cell holds: Markdown, or text as it is. */
static struct para *cell_words(struct lowering *l, const struct cell_source *cell)
{
    return cell->node ? parse_inline(l, cell->node, cell->language) : cell->para;
}

static void fill_cells(struct lowering *l, const struct table_source *source, const struct placed_cell *places,
                       struct flow *grid)
{
    uint32_t columns = source->columns;
    struct grid_span *spans = arena_alloc(l->arena, columns * source->rows.n * sizeof *spans);
    for (size_t i = 0; i < columns * source->rows.n; i++) {
        const struct cell_source *cell = places[i].cell;
        spans[i] = (struct grid_span){.left = places[i].left, .up = places[i].up, .align = CELL_AS_COLUMN};
        if (!cell)
            continue;
        spans[i].columns = cell->columns;
        spans[i].rows = cell->rows;
        spans[i].align = cell->align;
        if (i / columns < source->heads && cell->columns > 1 && cell->align == CELL_AS_COLUMN)
            spans[i].align = CELL_CENTER; /* a head over several columns */
        grid->grid.cells[i]->pos = cell->pos;
        struct para *para = cell_words(l, cell);
        if (para)
            set_cell(l, grid, (uint32_t)(i / columns), (uint32_t)(i % columns), para);
    }
    grid->grid.spans = spans;
}

/* "Source: …" below the table. */
static void lower_table_source(struct lowering *l, struct flow *parent, struct para *words)
{
    struct text_builder *builder = text_builder_new(l->arena, l->language);
    text_open(builder, (struct span){.kind = SPAN_EMPHASIS, .own_words = true});
    text_puts(builder, words_get(l->language, WORD_SOURCE));
    text_close(builder);
    text_puts(builder, " ");
    text_join(builder, words);
    struct para *para = text_finish(builder);
    prepare_para(l, para);
    flow_paragraph(l->arena, parent, STYLE_TABLE_NOTE, ROLE_P, para);
}

/* Those that are marked, in the order of their letters; one without a mark is reported. */
static void lower_marked(struct lowering *l, struct flow *parent, const struct md_table_notes *notes)
{
    const struct md_block **marked = arena_alloc(l->arena, ((size_t)notes->count + 1) * sizeof *marked);
    for (size_t i = 0; i < notes->all.n; i++) {
        const struct md_table_note *note = &notes->all.at[i];
        if (note->block->number)
            marked[note->block->number - 1] = note->block;
        else
            diag(l->diags, DIAG_MARKUP_NOTE_UNUSED, note->pos, note->label);
    }
    for (int i = 0; i < notes->count; i++)
        lower_note(l, parent, marked[i]);
}

/* Below the table: its source, its notes, and those that marks in it name. */
static void lower_notes(struct lowering *l, struct flow *parent, const struct table_block *block,
                        const struct md_block *text)
{
    struct md_table_notes *notes = l->table_notes;
    struct para *source = parse_words(l, &block->source);
    struct flow *group = new_group(l, parent, ROLE_NONE, block->head.pos);
    enum style_id style = l->text_style;
    group->group.before = half_line(l) / 2;
    group->group.keep_together = true;
    if (source)
        lower_table_source(l, group, source);
    l->text_style = STYLE_TABLE_NOTE;
    lower_blocks(l, group, text);
    lower_marked(l, group, notes);
    l->text_style = style;
}

static void lower_table_block(struct lowering *l, struct flow *parent, const void *given)
{
    const struct table_block *block = given;
    struct table_source source = {0};
    struct placed_cell *places;
    if (!read_source(l, block, &source) || !table_place_cells(l, &source, &places))
        return;
    struct md_table_notes notes = {0};
    const struct md_block *text = parse_table_notes(l, &block->notes, &notes);
    l->table_notes = &notes;
    struct para *caption = parse_words(l, &block->caption);
    struct flow *group = open_table(l, parent, caption, block->id, block->head.pos), *table = group;
    bool has_notes = block->notes.count || block->source.count;
    if (has_notes) {
        table = new_group(l, group, ROLE_NONE, block->head.pos);
        table->group.keep_with_next = true;
    }
    struct flow *grid = new_table(l, table, source.columns, (uint32_t)source.rows.n, source.heads, block->head.pos);
    if (caption || block->id)
        grid->grid.continued = continued(l);
    grid->grid.decimal_sign = unicode_decimal_sign(l->language);
    grid->grid.row_headers = (uint32_t)block->row_headers;
    for (uint32_t i = 0; i < grid->grid.row_count * grid->grid.column_count; i++)
        if (i % grid->grid.column_count < grid->grid.row_headers)
            grid->grid.cells[i]->role = ROLE_TH;
    fill_cells(l, &source, places, grid);
    set_columns(l, block, grid);
    set_rules(l, block, grid);
    if (has_notes)
        lower_notes(l, group, block, text);
    l->table_notes = NULL;
    place_block(l, group, block->place, block->wide);
    group->group.turned = block->turn == TRISTATE_TRUE;
}

const struct block_kind block_table = {"table", &record, NULL, lower_table_block};
