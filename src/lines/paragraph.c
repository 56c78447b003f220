/*
 * Paragraph to lines: itemize, shape, break, set; then the label, what a TAB sets flush right, leaders, and
 * the marks that stand on each line. Positions are counted from the side where the lines begin and turned
 * round for paragraphs that run from right to left; ALIGN_LEFT means the side where lines begin.
 */
#include "lines/inline.h"

#include <string.h>

enum {
    PRETOLERANCE = 100, /* up to here a paragraph is set without hyphens */
    TOLERANCE = 200,
    ANY_BADNESS = INT32_MAX, /* ragged: hyphens only where a word is wider than the line */
    DOUBLE_HYPHEN = 10000,
    FITNESS = 10000,
    FINAL_HYPHEN = 60000,
    PENALTY_TAIL = 2000 /* what stands flush right goes to a line of its own */
};

struct setting {
    struct setter *setter;
    const struct paragraph_request *request;
    const struct style *style;
    struct inlines *text;
    enum alignment align;
    bool rtl;
    sp em, measure, indent;      /* indent: of the first line, label counted */
    sp continuation;             /* indent of what continues a kept line */
    struct line_items *label, *tail;
    sp label_at;
    uint32_t tab;                /* byte of the TAB; the text's length when there is none */
    uint32_t tail_start;
    sp clear;                    /* kept free at the end of lines, for what stands flush right */
    sp widths[2];
    bool *continued;             /* kept lines: by line */
    int reports;                 /* lines reported so far */
};

static struct inlines *prepare(struct setter *setter, struct tag_list *tags,
                               const struct paragraph_request *request)
{
    struct inlines *text = inlines_itemize(setter, tags, request);
    inlines_find_chances(text);
    inlines_find_gaps(text);
    inlines_shape(text);
    return text;
}

static sp greater(sp a, sp b)
{
    return a > b ? a : b;
}

static sp positive(sp length)
{
    return greater(length, 0);
}

/* The label in one line. It ends half an em before the text, but stands out of its room by an em at most. */
static void set_label(struct setting *s, struct tag_list *tags)
{
    const struct style *style = s->style;
    struct paragraph_request *request = arena_copy(s->setter->scratch, s->request, sizeof *request);
    request->para = s->request->label;
    request->is_label = true;
    request->tag = request->label_tag ? request->label_tag : request->tag;
    struct inlines *text = prepare(s->setter, tags, request);
    struct line_request whole = {.end = text->para->length, .next = text->para->length};
    s->label = inlines_set_line(text, &whole);
    const sp needed = s->label->width + s->em / 2;
    if (request->label_run_in) {
        s->label_at = style->left;
        s->indent = greater(needed, style->label_width);
    } else {
        sp most = greater(style->label_width, s->setter->design->styles[STYLE_LIST].label_width) + s->em;
        s->label_at = style->left - (needed < most ? needed : most);
        s->indent += positive(needed - most);
    }
}

/* What stands behind the first TAB, in one line. */
static void set_tail(struct setting *s)
{
    const struct inlines *text = s->text;
    s->tab = s->tail_start = text->para->length;
    for (size_t i = 0; i < text->atoms.n; i++) {
        if (text->atoms.at[i].kind != ATOM_TAB)
            continue;
        s->tab = text->atoms.at[i].start;
        s->tail_start = text->atoms.at[i].end;
        struct line_request rest = {.start = s->tail_start, .end = text->para->length,
                                    .next = text->para->length};
        s->tail = inlines_set_line(s->text, &rest);
        s->clear = s->em * 5 / 2;
        return;
    }
}

static void set_widths(struct setting *s)
{
    sp full = s->measure - s->clear;
    s->widths[0] = full - s->indent;
    s->widths[1] = full - s->continuation;
    for (int i = 0; i < 2; i++)
        s->widths[i] = greater(s->widths[i], SP_POINT);
}

static struct setting start_setting(struct setter *setter, struct tag_list *tags,
                                    const struct paragraph_request *request)
{
    arena_reset(setter->scratch);
    shaper_pass(setter->shaper);
    const struct style *style = &setter->design->styles[request->style];
    struct setting s = {.setter = setter, .request = request, .style = style, .em = style->size};
    s.measure = request->width - style->left - style->right;
    s.align = request->align >= 0 ? (enum alignment)request->align : style->align;
    s.text = prepare(setter, tags, request);
    s.indent = s.align == ALIGN_CENTER ? 0 : inlines_first_indent(s.text);
    s.rtl = s.text->base_level & 1;
    if (style->lines_kept && s.text->runs.n)
        s.continuation = 2 * s.text->runs.at[0].space;
    if (request->label)
        set_label(&s, tags);
    set_tail(&s);
    set_widths(&s);
    return s;
}

/* What a label stands before does not begin its line. */
static struct break_list *begin_list(const struct setting *s, struct break_list *list)
{
    if (s->label && s->request->label_run_in && list->items.n > 0)
        list->items.at[0].hang = 0;
    return list;
}

/* Text before a TAB is followed by glue and by what of the tail is wider than the room kept clear. */
static struct break_list *make_list(struct setting *s)
{
    struct inlines *text = s->text;
    struct break_list *list = begin_list(s, inlines_list(text, s->tab));
    if (s->tail) {
        const struct break_item before_tail[] = {
            {.kind = BREAK_PENALTY, .penalty = BREAK_FORBIDDEN, .at = s->tab},
            {.kind = BREAK_GLUE, .stretch = BREAK_FILL, .at = s->tab},
            {.kind = BREAK_PENALTY, .penalty = PENALTY_TAIL, .at = s->tab},
            {.kind = BREAK_BOX, .width = positive(s->tail->width + s->em - s->clear), .at = s->tab},
        };
        for (size_t i = 0; i < sizeof before_tail / sizeof *before_tail; i++)
            break_list_add(text, list, before_tail[i]);
    }
    break_list_end(text, list, s->tab);
    return list;
}

static struct break_options break_options(const struct setting *s)
{
    bool ragged = s->align != ALIGN_JUSTIFY || s->style->lines_kept;
    struct break_options options = {
        .widths = s->widths, .width_count = 2,
        .tolerance = ragged ? ANY_BADNESS : TOLERANCE, .ragged = ragged,
        .double_hyphen_demerits = DOUBLE_HYPHEN, .final_hyphen_demerits = FINAL_HYPHEN,
        .fitness_demerits = FITNESS, .emergency_stretch = s->em / 2,
    };
    if (!s->style->lines_kept && !s->tail)
        options.last_minimum = greater(s->style->first_indent, s->em * (inlines_is_square(s->text) ? 29 : 25) / 10);
    /* Ragged lines have room to give; verse is turned over as late as may be. */
    if (options.last_minimum && ragged && s->request->style != STYLE_LINES)
        options.last_minimum = greater(options.last_minimum, s->measure / 4);
    return options;
}

/* The lines of code are broken one by one: what a line continues is indented. */
static struct break_line *break_kept(struct setting *s, const struct break_list *list, size_t *count)
{
    struct arena *scratch = s->setter->scratch;
    struct break_options options = break_options(s);
    VEC(struct break_line) lines = {0};
    VEC(bool) continued = {0};
    uint32_t from = 0;
    for (uint32_t i = 0; i < list->items.n; i++) {
        if (list->items.at[i].kind != BREAK_PENALTY || list->items.at[i].penalty != BREAK_FORCE)
            continue;
        size_t n;
        struct break_line *some = line_break(scratch, list->items.at + from, i + 1 - from, &options, &n);
        for (size_t k = 0; k < n; k++) {
            some[k].from += from;
            some[k].to += from;
            vec_push(scratch, &lines, some[k]);
            vec_push(scratch, &continued, k > 0);
        }
        from = i + 1;
    }
    s->continued = continued.at;
    *count = lines.n;
    return lines.at;
}

static struct break_line *break_list(struct setting *s, const struct break_list *list, bool strict,
                                     size_t *count)
{
    if (s->style->lines_kept)
        return break_kept(s, list, count);
    struct break_options options = break_options(s);
    options.strict = strict;
    if (strict && !options.ragged)
        options.tolerance = PRETOLERANCE;
    return line_break(s->setter->scratch, list->items.at, list->items.n, &options, count);
}

static bool is_title(const struct setting *s)
{
    return s->style->balanced && s->align != ALIGN_JUSTIFY && !s->tail;
}

/* Titles fill their lines evenly and break where they are read in parts: the best of many measures that need no
 * more lines than the full one. */
static struct break_line *balance_lines(struct setting *s, const struct break_list *list,
                                        struct break_line *lines, size_t *count)
{
    enum { TRIES = 48 };
    const sp full[2] = {s->widths[0], s->widths[1]};
    if (*count < 2 || break_lines_overfull(lines, *count))
        return lines;
    double best = title_cost(s->text, list, lines, *count, full[1]);
    for (int i = 1; i < TRIES; i++) {
        sp less = full[1] * i / TRIES;
        s->widths[0] = full[0] - less;
        s->widths[1] = full[1] - less;
        size_t n;
        if (s->widths[0] <= 0)
            break;
        struct break_line *narrow = break_list(s, list, false, &n);
        if (n != *count || break_lines_overfull(narrow, n))
            break;
        double cost = title_cost(s->text, list, narrow, n, full[1]);
        if (cost < best) {
            best = cost;
            lines = narrow;
        }
    }
    s->widths[0] = full[0];
    s->widths[1] = full[1];
    return lines;
}

/* Without hyphens if that is good enough, else with them; words that are wider than a line are broken
 * anywhere. */
static struct break_line *break_lines(struct setting *s, struct break_list **list, size_t *count)
{
    *list = make_list(s);
    if (s->style->hyphenate) {
        struct break_line *lines = break_list(s, *list, true, count);
        if (lines)
            return lines;
        if (inlines_hyphenate(s->text))
            *list = begin_list(s, inlines_list_divided(s->text, *list));
    }
    const struct break_list *plain = *list;
    if (is_title(s))
        *list = title_list(s->text, plain, false);
    struct break_line *lines = break_list(s, *list, false, count);
    if (is_title(s) && *count > 1 && s->request->style == STYLE_SESSION_TITLE) {
        *list = title_list(s->text, plain, true);
        lines = break_list(s, *list, false, count);
    }
    sp narrow = s->widths[0] < s->widths[1] ? s->widths[0] : s->widths[1];
    if (break_lines_overfull(lines, *count) && break_list_rescue(s->text, *list, narrow)) {
        *list = make_list(s);
        lines = break_list(s, *list, false, count);
    }
    return is_title(s) ? balance_lines(s, *list, lines, count) : lines;
}

static bool is_forced(const struct break_list *list, uint32_t item)
{
    return item >= list->items.n ||
           (list->items.at[item].kind == BREAK_PENALTY && list->items.at[item].penalty == BREAK_FORCE);
}

static bool ends_with_hyphen(const struct setting *s, const struct break_list *list, uint32_t item)
{
    if (item >= list->items.n || list->items.at[item].kind != BREAK_PENALTY || !list->items.at[item].flagged)
        return false;
    enum chance chance = s->text->chances[list->items.at[item].at];
    return chance == CHANCE_HYPHEN || chance == CHANCE_COMPOUND;
}

static uint32_t byte_at(const struct setting *s, const struct break_list *list, uint32_t item)
{
    return item < list->items.n ? list->items.at[item].at : s->tab;
}

/* Moves items into a line, `at` from the side where lines begin, in a block of the given width. */
static void add_items(const struct setting *s, struct set_line *line, const struct line_items *items, sp at,
                      sp width)
{
    sp left = s->rtl ? s->request->width - at - width : at;
    size_t before = line->item_count, n = before + items->items.n;
    struct page_item *all = items->items.at; /* the first become the line's own */
    if (before > 0) {
        all = arena_alloc(s->setter->arena, n * sizeof *all);
        memcpy(all, line->items, before * sizeof *all);
        for (size_t i = before; i < n; i++)
            all[i] = items->items.at[i - before];
    }
    for (size_t i = before; i < n; i++)
        all[i].x += left;
    line->items = all;
    line->item_count = n;
    if (items->ascent > line->ascent)
        line->ascent = (int32_t)items->ascent;
    if (items->descent > line->descent)
        line->descent = (int32_t)items->descent;
}

/* Dots from `from` to `to` on a grid that counts from the end of the measure: they stand below each other. */
static void add_leader(struct setting *s, struct set_line *line, sp from, sp to)
{
    struct arena *lasting = s->setter->lasting;
    const struct style *style = s->style;
    struct shape_request request = {
        .face = fonts_face(s->setter->fonts, style->font, style->bold, style->italic), .size = style->size,
        .script = SCRIPT_TAG('L', 'a', 't', 'n'), .language = "en", .text = ".", .text_size = 1, .end = 1,
    };
    uint32_t count;
    const struct glyph *dot = shaper_shape(s->setter->shaper, &request, &count);
    sp pitch = s->em * 11 / 20, end = s->request->width - style->right;
    if (count != 1 || pitch <= 0 || to <= from)
        return;
    sp first = (end - to + pitch - 1) / pitch, last = (end - from) / pitch;
    if (last <= first)
        return;
    uint32_t n = (uint32_t)(last - first);
    struct glyph *glyphs = arena_alloc(lasting, n * sizeof *glyphs);
    char *text = arena_alloc(lasting, n + 1);
    memset(text, '.', n);
    for (uint32_t i = 0; i < n; i++)
        glyphs[i] = (struct glyph){.id = dot->id, .cluster = i, .advance = pitch};
    struct page_item item = {.kind = ITEM_GLYPHS, .artifact = ARTIFACT_LEADER};
    item.glyphs.face = request.face;
    item.glyphs.size = (int32_t)style->size;
    item.glyphs.color = style->color;
    item.glyphs.glyphs = glyphs;
    item.glyphs.count = item.glyphs.text_size = n;
    item.glyphs.text = text;
    struct line_items leader = {.width = pitch * n};
    vec_push(s->setter->arena, &leader.items, item);
    add_items(s, line, &leader, end - last * pitch, leader.width);
}

static void add_tail(struct setting *s, struct set_line *line, sp head_end)
{
    sp at = s->request->width - s->style->right - s->tail->width;
    if (s->style->leader)
        add_leader(s, line, head_end + s->em / 2, at - s->em / 2);
    add_items(s, line, s->tail, at, s->tail->width);
}

/* Where a line begins: indents, and what the alignment leaves before it. */
static sp line_offset(const struct setting *s, size_t index, sp room)
{
    sp at = s->style->left;
    if (index == 0)
        at += s->indent;
    else if (s->continued && s->continued[index])
        at += s->continuation;
    if (s->align == ALIGN_RIGHT)
        return at + room;
    return s->align == ALIGN_CENTER ? at + room / 2 : at;
}

/* The first lines tell enough of a paragraph whose measure is too narrow for its words. */
static void report_line(struct setting *s, const struct line_items *items, sp room, uint32_t start)
{
    enum { SHOWN = 60, REPORTS = 20 };
    bool overfull = items->width > room + SP_POINT / 10;
    bool loose = items->widest_space > s->em * 4 / 5;
    if ((!overfull && !loose) || s->reports >= REPORTS || !setter_may_report(s->setter))
        return;
    size_t size = items->text_size;
    if (size > SHOWN)
        for (size = SHOWN; size > 0 && (items->text[size] & 0xC0) == 0x80;)
            size--;
    const char *words = arena_format(s->setter->scratch, "%.*s%s", (int)size, items->text,
                                     size < items->text_size ? "…" : "");
    struct pos pos = inlines_pos(s->text, start);
    s->reports++;
    struct buf points = {0};
    buf_points(&points, items->width - room, 1);
    if (overfull && s->style->lines_kept)
        diag(s->setter->diags, DIAG_CODE_TOO_WIDE, pos, words);
    else if (overfull)
        diag(s->setter->diags, DIAG_LINE_OVERFULL, pos, points.at, words);
    else
        diag(s->setter->diags, DIAG_LINE_LOOSE, pos, words);
    buf_free(&points);
}

static struct line_record *new_record(const struct setting *s, const struct break_line *broken,
                                      const struct line_items *items, const struct line_request *request)
{
    struct line_record *record = arena_alloc(s->setter->arena, sizeof *record);
    record->width = s->request->width;
    record->natural = items->natural;
    record->ratio = (int)(broken->ratio * 1000 + (broken->ratio < 0 ? -0.5 : 0.5));
    record->badness = broken->badness;
    record->hyphenated = request->hyphen;
    record->text = items->text;
    record->text_size = items->text_size;
    record->pos = inlines_pos(s->text, request->start);
    return record;
}

/* Notes and anchors whose byte is before `end`; the cursors go on from line to line. */
static void collect_marks(const struct setting *s, struct set_line *line, uint32_t end, uint32_t cursors[2],
                          struct line_record *record)
{
    static const struct line_extra nothing;
    struct arena *arena = s->setter->arena;
    const struct para *para = s->text->para;
    VEC(const char *) notes = {0};
    VEC(uint32_t) anchors = {0};
    for (uint32_t *i = &cursors[0]; *i < para->span_count && para->spans[*i].start < end; ++*i)
        if (para->spans[*i].kind == SPAN_NOTE && para->spans[*i].note)
            vec_push(arena, &notes, arena_strdup(arena, para->spans[*i].note));
    for (uint32_t *i = &cursors[1]; *i < para->mark_count && para->marks[*i].at < end; ++*i)
        if (para->marks[*i].anchor > 0)
            vec_push(arena, &anchors, para->marks[*i].anchor);
    if (!notes.n && !anchors.n && !record) {
        line->extra = &nothing;
        return;
    }
    struct line_extra extra = {notes.at, anchors.at, (uint32_t)notes.n, (uint32_t)anchors.n, record};
    line->extra = arena_copy(arena, &extra, sizeof extra);
}

/* Returns its record, NULL when lines are not kept. */
static struct line_record *set_line(struct setting *s, struct set_line *line, const struct break_list *list,
                                    const struct break_line *broken, size_t index, uint32_t next)
{
    bool last = broken->to + 1 >= list->items.n, forced = is_forced(list, broken->to);
    sp room = s->widths[index > 0 && (!s->style->lines_kept || s->continued[index])];
    struct line_request request = {.start = byte_at(s, list, broken->from),
                                   .end = byte_at(s, list, broken->to),
                                   .next = next, .hyphen = ends_with_hyphen(s, list, broken->to)};
    line->hyphenated = request.hyphen;
    if (s->request->is_draft)
        return NULL;
    if (s->align == ALIGN_JUSTIFY && !s->style->lines_kept && (!forced || broken->natural > room))
        request.width = room + broken->hang_start + broken->hang_end;
    const struct line_items *items = inlines_set_line(s->text, &request);
    sp at = line_offset(s, index, positive(room - items->width)) - broken->hang_start;
    if (index == 0 && s->label)
        add_items(s, line, s->label, s->label_at, s->label->width);
    add_items(s, line, items, at, items->width);
    hook_add(s->setter->arena, line, s->continued && s->continued[index] ? s->style : NULL, s->continuation);
    if (last && s->tail)
        add_tail(s, line, at + items->width);
    report_line(s, items, room + broken->hang_start + broken->hang_end, request.start);
    if (!s->setter->keep_lines)
        return NULL;
    struct line_record *record = new_record(s, broken, items, &request);
    record->last = last;
    return record;
}

struct set_paragraph *paragraph_set(struct setter *setter, struct tag_list *tags,
                                    const struct paragraph_request *request)
{
    struct setting s = start_setting(setter, tags, request);
    struct break_list *list;
    size_t count;
    struct break_line *broken = break_lines(&s, &list, &count);
    struct set_paragraph *set = arena_alloc(setter->arena, sizeof *set);
    *set = (struct set_paragraph){.line_count = count, .leading = inlines_leading(s.text)};
    set->lines = arena_alloc(setter->arena, count * sizeof *set->lines);
    uint32_t cursors[2] = {0, 0};
    for (size_t i = 0; i < count; i++) {
        uint32_t next = i + 1 < count ? byte_at(&s, list, broken[i + 1].from) : s.tail_start;
        struct line_record *record = set_line(&s, &set->lines[i], list, &broken[i], i, next);
        collect_marks(&s, &set->lines[i], i + 1 < count ? next : UINT32_MAX, cursors, record);
    }
    return set;
}

void paragraph_measure(struct setter *setter, const struct paragraph_request *request, sp *min_width, sp *max_width)
{
    struct setting s = start_setting(setter, NULL, request);
    break_list_extent(s.text, make_list(&s), min_width, max_width);
    sp around = s.style->left + s.style->right + positive(s.indent) + s.clear;
    *min_width += around;
    *max_width += around;
}
