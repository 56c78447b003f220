/* The walk over the flow of a piece: each item into rows of the galley. */
#include "plain/galley.h"
#include "unicode/unicode.h"
#include "words/words.h"

#include <string.h>

#define PITCH SP_PT(6)     /* width of a typewriter's column at 12 to the inch */
#define LEAST_ROOM 20      /* columns that indents leave */
#define QUOTE_INDENT 4
#define LIST_INDENT 2
#define CONTINUOUS_FILL 2  /* blank lines for what fills a page, where there are no pages */
#define MOST_SPACES 12

int plain_columns(sp length)
{
    return (int)((length + PITCH / 2) / PITCH);
}

/* Half a line counts as one, less as none. */
int plain_lines(const struct setter *setter, sp length)
{
    sp leading = setter->design->body_leading > 0 ? setter->design->body_leading : SP_PT(12);

    return length > 0 ? (int)((length + leading / 2) / leading) : 0;
}

void plain_gap(struct setter *setter, int lines)
{
    if (lines > setter->galley->gap)
        setter->galley->gap = lines;
}

void plain_keep_next(struct galley *galley, int rows)
{
    galley->keep_next = rows;
    galley->kept = false;
}

void plain_keep_rows(struct galley *galley, size_t first)
{
    for (size_t i = first + 1; i < galley->rows.n; i++)
        if (galley->rows.at[i].keep < KEEP_SOFT)
            galley->rows.at[i].keep = KEEP_SOFT;
}

struct frame plain_indent(const struct frame *frame, int left, int right)
{
    struct frame inner = *frame;
    int room = frame->right - frame->left, least = room < LEAST_ROOM ? room : LEAST_ROOM;

    if (left > room - least)
        left = room - least;
    if (right > room - least - (left > 0 ? left : 0))
        right = room - least - (left > 0 ? left : 0);
    inner.left += left;
    inner.right -= right;
    if (left > 0)
        inner.outdent = 0;
    inner.room = left > 0 ? left : 0;
    return inner;
}

void plain_put_text(struct buf *out, const char *text, size_t size)
{
    const char *at = text, *end = text + size;

    while (at < end) {
        size_t plain = utf8_plain(at, (size_t)(end - at));
        buf_append(out, at, plain);
        at += plain;
        if (at == end)
            break;
        const char *start = at;
        uint32_t character = utf8_next(&at, end);
        if (character == 0xA0 || character == 0x2007 || character == 0x202F || character == '\t')
            buf_putc(out, ' ');
        else if (character != 0xAD && character != 0x200B && character != 0x2060 && character != 0xFEFF)
            buf_append(out, start, (size_t)(at - start));
    }
}

/* ASCII alone, as most rows are. False, and nothing done, for others. */
static bool write_plain(struct arena *arena, struct row *row, const struct row_parts *parts)
{
    size_t size = parts->text_size, left = parts->x > 0 ? (size_t)parts->x : 0;

    if (parts->lead || parts->levels || utf8_plain(parts->text, size) < size)
        return false;
    while (size > 0 && parts->text[size - 1] == ' ')
        size--;
    left = size > 0 ? left : 0;
    char *text = arena_take(arena, left + size + 1);
    memset(text, ' ', left);
    if (size > 0)
        memcpy(text + left, parts->text, size);
    text[left + size] = '\0';
    row->text = text;
    row->size = (uint32_t)(left + size);
    row->width = (int)row->size;
    return true;
}

static void write_mixed(struct setter *setter, struct row *row, const struct row_parts *parts)
{
    struct ordered *out = setter->line;

    ordered_clear(out, parts->rtl);
    if (parts->lead) {
        ordered_fill(out, parts->lead_x);
        ordered_put_words(out, setter->scratch, parts->lead, strlen(parts->lead));
    }
    if (parts->lead || parts->text_size > 0)
        ordered_fill(out, parts->x);
    ordered_put(out, parts->text, parts->text_size, parts->levels);
    while (out->text.n > 0 && out->text.at[out->text.n - 1] == ' ')
        out->text.n--;
    plain_row_copy(setter->arena, row, out->text.at, out->text.n, ordered_levels(out));
    row->width = unicode_text_width(row->text, row->size);
}

struct row *plain_row(struct setter *setter, const struct row_parts *parts)
{
    struct galley *galley = setter->galley;
    int blanks = galley->close ? 0 : galley->gap > galley->spaces ? galley->gap : galley->spaces;
    struct row row = {.blanks = blanks, .spaces = (uint8_t)galley->spaces, .fill = galley->fill,
                      .page_start = galley->page_start, .keep = (uint8_t)galley->next_keep, .piece = galley->piece};

    if (!write_plain(setter->arena, &row, parts))
        write_mixed(setter, &row, parts);
    row.rtl = parts->rtl;
    if (galley->keep_next > 0) {
        row.keep = KEEP_FIRM;
        galley->keep_next--;
        galley->kept = true;
    }
    galley->gap = galley->spaces = 0;
    galley->fill = galley->page_start = galley->close = false;
    galley->next_keep = KEEP_FREE;
    vec_push(setter->arena, &galley->rows, row);
    return &galley->rows.at[galley->rows.n - 1];
}

const char *plain_label(struct setter *setter, const struct para *label)
{
    if (!label)
        return NULL;
    const struct para *para = refs_resolve(setter->scratch, setter->refs, setter->map, label);
    struct flat flat = plain_flatten(setter->scratch, para, NULL, false);
    if (strcmp(para->text, "☐") == 0)
        return "[ ]";
    if (strcmp(para->text, "☑") == 0)
        return "[x]";
    return flat.size > 0 ? flat.text : NULL;
}

static void place_anchor(struct setter *setter, uint32_t anchor)
{
    if (anchor)
        vec_push(setter->arena, &setter->galley->anchors,
                 ((struct placed){(uint32_t)setter->galley->rows.n, anchor}));
}

static void set_children(struct setter *setter, const struct frame *frame, const struct flow *parent)
{
    for (const struct flow *child = parent->first; child; child = child->next)
        plain_set_flow(setter, frame, child);
}

static int widest_label(struct setter *setter, const struct flow *list, int depth)
{
    int widest = 0;

    for (const struct flow *child = list->first; child; child = child->next) {
        int width = 0;
        if (child->kind == FLOW_PARAGRAPH && child->paragraph.label && !child->paragraph.label_run_in) {
            const char *label = plain_label(setter, child->paragraph.label);
            width = label ? unicode_text_width(label, strlen(label)) : 0;
        } else if (child->kind == FLOW_GROUP && child->role != ROLE_L && depth > 0) {
            width = widest_label(setter, child, depth - 1);
        }
        widest = width > widest ? width : widest;
    }
    return widest;
}

/* Labels hang right-aligned in one column. */
static void set_list(struct setter *setter, const struct frame *frame, const struct flow *list,
                     int label_width)
{
    struct galley *galley = setter->galley;
    struct frame inner = plain_indent(frame, LIST_INDENT + label_width + 1, 0);
    VEC(size_t) starts = {0};
    size_t tall = 0;

    inner.label_width = label_width;
    for (const struct flow *child = list->first; child; child = child->next) {
        size_t start = galley->rows.n;
        plain_set_flow(setter, &inner, child);
        if (galley->rows.n > start)
            vec_push(setter->arena, &starts, start);
        tall += galley->rows.n > start + 1;
    }
    for (size_t i = 1; i < starts.n; i++)
        galley->rows.at[starts.at[i]].blanks = plain_is_airy(tall, starts.n);
}

static bool is_item_body(const struct flow *group)
{
    return group->role == ROLE_LI || group->role == ROLE_LBODY;
}

/* A figure with something besides its images: a caption. */
static bool is_captioned(const struct flow *group)
{
    const struct flow *child = group->kind == FLOW_FIGURE ? group->first : NULL;

    while (child && child->kind == FLOW_IMAGE)
        child = child->next;
    return child != NULL;
}

static void set_group_inside(struct setter *setter, const struct frame *frame, const struct flow *group)
{
    int label_width = group->role == ROLE_L ? widest_label(setter, group, 2) : 0;
    bool indented = !group->group.paper_only;
    int left = indented ? plain_columns(group->group.left) : 0;
    int right = indented ? plain_columns(group->group.right) : 0;
    struct frame inner;

    arena_reset(setter->scratch);
    if (label_width > 0) {
        set_list(setter, frame, group, label_width);
        return;
    }
    if (group->role == ROLE_BLOCKQUOTE && left < QUOTE_INDENT)
        left = right = QUOTE_INDENT;
    inner = *frame;
    if ((left || right) && !(frame->label_width > 0 && is_item_body(group))) {
        inner = plain_indent(frame, left, right);
        inner.label_width = 0;
    }
    inner.captioned = frame->captioned || is_captioned(group);
    set_children(setter, &inner, group);
}

/* A table says itself where it may be parted: by its height, which its number of rows does not tell. */
static bool holds_table(const struct flow *group)
{
    for (const struct flow *child = group->first; child; child = child->next)
        if (child->kind == FLOW_GRID && child->grid.rules == GRID_TABLE)
            return true;
    return false;
}

static void set_group(struct setter *setter, const struct frame *frame, const struct flow *group)
{
    struct galley *galley = setter->galley;
    size_t first = galley->rows.n;

    plain_gap(setter, plain_lines(setter, group->group.before));
    set_group_inside(setter, frame, group);
    plain_gap(setter, plain_lines(setter, group->group.after));
    if ((group->group.keep_together && !holds_table(group)) || group->kind == FLOW_FIGURE)
        plain_keep_rows(galley, first);
    if (group->group.keep_with_next && holds_table(group))
        galley->gap = 0;
    if (group->group.keep_with_next && galley->rows.n > first && galley->keep_next == 0)
        plain_keep_next(galley, 1);
}

/* A note of a table, below it. */
static void set_table_note(struct setter *setter, const struct frame *frame, const struct flow *note)
{
    const char *label = arena_format(setter->arena, "[%s]", base_letters(setter->arena, note->footnote.number));
    int width = (int)strlen(label);
    struct frame inner = plain_indent(frame, width + 1, 0);

    inner.label_width = width;
    setter->label = label;
    set_children(setter, &inner, note);
    setter->label = NULL;
}

/* A note stands right after the block that holds its mark, set in. */
static void set_footnote(struct setter *setter, const struct frame *frame, const struct flow *note)
{
    if (note->footnote.in_place) {
        set_table_note(setter, frame, note);
        return;
    }
    const char *label = arena_format(setter->arena, "[%d]", note->footnote.number);
    int width = (int)strlen(label);
    struct frame inner = plain_indent(frame, 3 + width + 1, 0);

    inner.label_width = width;
    setter->label = label;
    plain_gap(setter, 1);
    if (setter->galley->rows.n > 0)
        setter->galley->next_keep = KEEP_SOFT;
    set_children(setter, &inner, note);
    setter->label = NULL;
    setter->galley->next_keep = KEEP_FREE;
    plain_gap(setter, 1);
}

/*
 * A rule as wide as the measure in print is so here; a short one is centred. It passes a keep on. Without space below
 * it is a line to sign on.
 */
static void set_rule(struct setter *setter, const struct frame *frame, const struct flow *rule)
{
    int room = frame->right - frame->left, width = plain_columns(rule->rule.width);
    struct buf dashes = {0};
    int x = frame->left;
    bool kept = setter->galley->keep_next > 0;

    if (rule->rule.width == 0 || width > room)
        width = setter->measuring ? 1 : room;
    else if (!setter->measuring)
        x += (room - width) / 2;
    for (int i = 0; i < width; i++)
        buf_putc(&dashes, '-');
    plain_gap(setter, 1);
    plain_row(setter, &(struct row_parts){.text = dashes.at, .text_size = (uint32_t)dashes.n, .x = x,
                                          .rtl = unicode_is_right_to_left(setter->language)});
    buf_free(&dashes);
    plain_gap(setter, rule->rule.after > 0);
    if (kept)
        plain_keep_next(setter->galley, 1);
}

/* A picture is told by its alternative text; an ornament, which has none, only where it has a caption. */
static void set_image(struct setter *setter, const struct frame *frame, const struct flow *image)
{
    const char *alt = image->image.alt ? image->image.alt : "";
    const char *words = words_fill(setter->arena, setter->language, WORD_FIGURE_OF, alt, NULL);
    size_t size = strlen(words);

    if (!*alt && !frame->captioned)
        return;
    while (!*alt && size > 0 && (words[size - 1] == ' ' || words[size - 1] == ':'))
        size--;
    struct para para = {.text = arena_format(setter->arena, "[%.*s]", (int)size, words),
                        .language = setter->language};
    struct flow item = {.pos = image->pos, .paragraph = {.style = STYLE_TABLE_CELL, .para = &para}};
    para.length = (uint32_t)strlen(para.text);
    plain_gap(setter, 1);
    plain_set_paragraph(setter, frame, &item);
    plain_gap(setter, 1);
}

static void set_space(struct setter *setter, const struct flow *space)
{
    struct galley *galley = setter->galley;
    int lines = plain_lines(setter, space->space.amount);

    if (space->space.fill && !setter->continuous)
        galley->fill = true;
    else if (space->space.fill)
        plain_gap(setter, CONTINUOUS_FILL);
    galley->spaces = galley->spaces + lines < MOST_SPACES ? galley->spaces + lines : MOST_SPACES;
}

static void set_heading(struct setter *setter, const struct flow *heading)
{
    place_anchor(setter, heading->heading.anchor);
    setter->number = NULL;
    if (setter->continuous)
        setter->number = refs_target(setter->refs, heading->heading.anchor)->flow_number;
}

static void set_break(struct setter *setter)
{
    if (setter->continuous)
        plain_gap(setter, 2);
    else
        setter->galley->page_start = setter->galley->page_start || setter->galley->begun ||
            setter->galley->rows.n > 0;
}

static void set_item(struct setter *setter, const struct frame *frame, const struct flow *item)
{
    switch (item->kind) {
    case FLOW_PARAGRAPH:
        plain_memo_set(setter, frame, item, plain_set_paragraph);
        break;
    case FLOW_GROUP:
    case FLOW_FIGURE:
        set_group(setter, frame, item);
        break;
    case FLOW_GRID:
        plain_memo_set(setter, frame, item, plain_set_grid);
        break;
    case FLOW_FOOTNOTE:
        set_footnote(setter, frame, item);
        break;
    case FLOW_RULE:
        if (!item->rule.paper_only)
            set_rule(setter, frame, item);
        break;
    case FLOW_IMAGE:
        set_image(setter, frame, item);
        break;
    case FLOW_SPACE:
        set_space(setter, item);
        break;
    case FLOW_BREAK:
        set_break(setter);
        break;
    case FLOW_HEADING:
        set_heading(setter, item);
        break;
    case FLOW_ANCHOR:
        place_anchor(setter, item->anchor.anchor);
        break;
    }
}

void plain_set_flow(struct setter *setter, const struct frame *frame, const struct flow *item)
{
    const char *language = setter->language;

    if (item->language)
        setter->language = item->language;
    set_item(setter, frame, item);
    setter->language = language;
}
