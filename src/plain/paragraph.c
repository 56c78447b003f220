/* One paragraph into rows: its label, alignment, leader, underline, code lines; widows and orphans. */
#include "plain/galley.h"
#include "unicode/unicode.h"

#include <string.h>

#define LEADER_ROOM 5   /* columns without dots at the right: a blank and a number of four digits */
#define LABEL_ROOM 12   /* columns of text that a label leaves beside it */
#define CODE_TOGETHER 25 /* lines of code that stay on one page */
#define MOST_BYTES 3    /* of a column, in most texts */
#define CONTENTS_ROOM 8 /* columns that the words before a TAB leave free */

/* What the steps of setting a paragraph share. */
struct job {
    struct setter *setter;
    struct galley *galley;
    const struct style *style;
    const struct treatment *look;
    struct flat flat;
    bool rtl;
    const uint8_t *levels; /* of the flat text; NULL: it runs from left to right */
    const uint8_t *breaks;
    int left, right;
    int margin; /* where the frame's headings begin */
    int hang;
    int align;
    const char *label; /* hangs left of the first row; NULL: none */
    int label_x;
    size_t first_row;
    uint32_t next_mark; /* marks before it are placed */
    struct range split; /* the first line that ends inside a word; empty: none */
};

static int text_width(const char *text)
{
    return unicode_text_width(text, strlen(text));
}

static int line_x(const struct job *job, const struct line *line, bool first)
{
    int free = job->right - job->left - line->width;

    if (job->align == ALIGN_CENTER)
        return job->left + (free > 0 ? free / 2 : 0);
    if (job->align == ALIGN_RIGHT)
        return job->left + (free > 0 ? free : 0);
    return job->left + (first ? 0 : job->hang);
}

static struct row *add_row(struct job *job, const char *text, uint32_t size, const uint8_t *levels, int x)
{
    const char *label = job->label;

    job->label = NULL;
    return plain_row(job->setter, &(struct row_parts){label, text, size, job->label_x, x, job->rtl, levels});
}

/* A row of bytes of the paragraph. */
static void add_slice(struct job *job, uint32_t from, uint32_t to, int x)
{
    add_row(job, job->flat.text + from, to - from, job->levels ? job->levels + from : NULL, x);
}

static void put_slice(const struct job *job, struct ordered *line, uint32_t from, uint32_t to)
{
    ordered_put(line, job->flat.text + from, to - from, job->levels ? job->levels + from : NULL);
}

/* The line becomes a row, and is freed. */
static void add_ordered(struct job *job, struct ordered *line, int x)
{
    add_row(job, line->text.at ? line->text.at : "", (uint32_t)line->text.n, ordered_levels(line), x);
    ordered_free(line);
}

/* Anchors of the marks that stand before byte `end` belong to the row that comes next. */
static void place_marks(struct job *job, uint32_t end)
{
    const struct flat *flat = &job->flat;

    for (; job->next_mark < flat->mark_count && flat->marks[job->next_mark].at < end; job->next_mark++) {
        struct placed placed = {(uint32_t)job->galley->rows.n, flat->marks[job->next_mark].anchor};
        vec_push(job->setter->arena, &job->galley->anchors, placed);
    }
}

static int range_width(const struct job *job, struct range range)
{
    return unicode_text_width(job->flat.text + range.from, range.to - range.from);
}

/* Dots in every second column, counted from the right edge, so that they stand below each other. */
static void put_leader(const struct job *job, struct buf *out, int column, int end)
{
    int stop = job->right - LEADER_ROOM < end - 1 ? job->right - LEADER_ROOM : end - 1;

    for (; column < end; column++) {
        bool dot = job->style->leader && column < stop && (job->right - column) % 2 == 0;
        buf_putc(out, dot && out->n > 0 && out->at[out->n - 1] == ' ' ? '.' : ' ');
    }
}

/* The last line of what stands before a TAB, with what follows the TAB flush right. */
static void add_leader_row(struct job *job, const struct line *line, bool first, struct range after)
{
    struct ordered row = {.rtl = job->rtl};
    int x = line_x(job, line, first), column = x + line->width, width = range_width(job, after);
    int end = job->setter->measuring ? column + 2 : job->right - width;

    put_slice(job, &row, line->start, line->end);
    if (end < column + 2 && line->width > 0) {
        add_ordered(job, &row, x);
        row = (struct ordered){.rtl = job->rtl};
        x = job->right - width > job->left ? job->right - width : job->left;
    } else {
        put_leader(job, &row.text, column, end);
    }
    put_slice(job, &row, after.from, after.to);
    add_ordered(job, &row, x);
}

static void add_text_row(struct job *job, const struct line *line, bool first)
{
    int x = line_x(job, line, first);
    struct ordered row = {.rtl = job->rtl};

    if (!line->hyphen) {
        add_slice(job, line->start, line->end, x);
        return;
    }
    put_slice(job, &row, line->start, line->end);
    ordered_put(&row, "-", 1, NULL);
    add_ordered(job, &row, x);
}

/* Lines of text; the last one takes what stands after a TAB, if there is anything. */
static void set_lines(struct job *job, struct range range, struct range after)
{
    struct setter *setter = job->setter;
    int room = job->right - job->left, after_width = range_width(job, after), reserve = 0;
    int hang = job->align == ALIGN_RIGHT ? 0 : job->hang;
    bool begins = job->galley->rows.n == job->first_row;
    size_t count;

    if (after_width > 0)
        reserve = after_width + 2 > CONTENTS_ROOM ? after_width + 2 : CONTENTS_ROOM;
    if (reserve > room / 2)
        reserve = room / 2;
    struct measure measure = {.first = room - reserve - (begins ? 0 : hang), .rest = room - reserve - hang,
                              .balanced = job->align == ALIGN_CENTER, .overhang = setter->overhang,
                              .language = setter->language};
    struct line *lines = plain_break_lines(setter->scratch, setter->breaker, &job->flat, job->breaks, range,
                                           &measure, &count);
    for (size_t i = 0; i < count; i++) {
        bool first = job->galley->rows.n == job->first_row, last = i + 1 == count;
        place_marks(job, last ? range.to : lines[i + 1].start);
        if (lines[i].split && job->split.to == 0)
            job->split = (struct range){lines[i].start, lines[i].end};
        if (last && after_width > 0)
            add_leader_row(job, &lines[i], first, after);
        else
            add_text_row(job, &lines[i], first);
    }
}

/* Text up to a forced line end. What stands after a TAB has lines of its own where it is long. */
static void set_part(struct job *job, struct range part)
{
    const char *text = job->flat.text, *tab = memchr(text + part.from, '\t', part.to - part.from);
    struct range left = {part.from, tab ? (uint32_t)(tab - text) : part.to};
    struct range right = {tab ? left.to + 1 : part.to, part.to};
    int align = job->align;

    bool centred = align == ALIGN_CENTER || align == ALIGN_RIGHT;

    if (!tab || (!centred && range_width(job, right) <= (job->right - job->left) / 2)) {
        set_lines(job, left, right);
        return;
    }
    if (left.to > left.from)
        set_lines(job, left, (struct range){0, 0});
    job->align = centred ? align : ALIGN_RIGHT;
    set_lines(job, right, (struct range){0, 0});
    job->align = align;
}

static uint32_t without_separator(const struct flat *flat, uint32_t from, uint32_t to)
{
    return to - from >= 3 && memcmp(flat->text + to - 3, "\xE2\x80\xA8", 3) == 0 ? to - 3 : to;
}

/*
 * Most texts of cells, lists and headings are one line, whatever breaks it has: nothing is looked for in them. (Centred
 * text may be better in two.)
 */
static bool set_one_line(struct job *job)
{
    const struct flat *flat = &job->flat;
    uint32_t room = (uint32_t)(job->right - job->left);

    if (flat->size > MOST_BYTES * room || job->align == ALIGN_CENTER || memchr(flat->text, '\t', flat->size) ||
        memmem(flat->text, flat->size, "\xE2\x80\xA8", 3))
        return false;
    int width = unicode_text_width(flat->text, flat->size);
    if (width >= (int)room)
        return false;
    struct line line = plain_only_line(flat, width);
    place_marks(job, flat->size);
    add_text_row(job, &line, true);
    place_marks(job, UINT32_MAX);
    return true;
}

static void set_text(struct job *job)
{
    const struct flat *flat = &job->flat;
    if (set_one_line(job))
        return;
    const uint8_t *breaks = plain_find_breaks(job->setter->scratch, job->setter->breaker, flat,
                                              job->setter->language);

    job->breaks = breaks;
    for (uint32_t from = 0, to; from < flat->size; from = to) {
        const uint8_t *forced = memchr(breaks + from + 1, BREAK_FORCED, flat->size - from);
        to = (uint32_t)(forced - breaks); /* at the end there is one */
        set_part(job, (struct range){from, without_separator(flat, from, to)});
    }
    place_marks(job, UINT32_MAX);
}

/* A line of code longer than the room is folded as RFC 8792 does: a backslash ends each part but the last. */
static void set_code_line(struct job *job, const bool *graphemes, uint32_t from, uint32_t to)
{
    const char *text = job->flat.text;
    int room = job->right - job->left, width = 0;
    uint32_t start = from, at = from;

    while (at < to) {
        uint32_t next = at + 1;
        while (next < to && !graphemes[next])
            next++;
        int more = unicode_text_width(text + at, next - at);
        bool rest_fits = width + more == room && next == to;
        if (width + more > room - 1 && !rest_fits && width > 0 && !job->setter->measuring) {
            struct ordered folded = {.rtl = job->rtl};
            put_slice(job, &folded, start, at);
            ordered_put(&folded, "\\", 1, NULL);
            add_ordered(job, &folded, job->left);
            start = at;
            width = 0;
        }
        width += more;
        at = next;
    }
    add_slice(job, start, to, job->left);
}

/* Code with long lines moves left, as far as the margin of headings. */
static void place_code(struct job *job, uint32_t size)
{
    const char *text = job->flat.text, *end = text + size;
    int widest = 0;

    for (const char *line = text; line < end; line++) {
        const char *stop = memchr(line, '\n', (size_t)(end - line));
        stop = stop ? stop : end;
        int width = unicode_text_width(line, (size_t)(stop - line));
        widest = width > widest ? width : widest;
        line = stop;
    }
    int left = job->right - widest > job->margin ? job->right - widest : job->margin;
    job->left = left < job->left ? left : job->left;
}

static void set_code(struct job *job)
{
    const struct flat *flat = &job->flat;
    bool *graphemes = arena_alloc(job->setter->scratch, flat->size + 1);
    uint32_t from = 0, size = flat->size;

    while (size > 0 && flat->text[size - 1] == '\n')
        size--;
    if (!job->setter->measuring && !job->label)
        place_code(job, size);
    unicode_graphemes(job->setter->breaker, flat->text, size, graphemes);
    while (from <= size) {
        const char *end = memchr(flat->text + from, '\n', size - from);
        uint32_t to = end ? (uint32_t)(end - flat->text) : size;
        place_marks(job, to + 1);
        set_code_line(job, graphemes, from, to);
        from = to + 1;
    }
    place_marks(job, UINT32_MAX);
}

static void underline(struct job *job)
{
    const struct row *rows = job->galley->rows.at;
    size_t n = job->galley->rows.n;
    int left = job->right, right = job->left;

    if (!job->look->underline)
        return;
    for (size_t i = job->first_row; i < n; i++) {
        int x = (int)strspn(rows[i].text, " ");
        left = x < left ? x : left;
        right = rows[i].width > right ? rows[i].width : right;
    }
    struct buf line = {0};
    for (int i = left; i < right; i++)
        buf_putc(&line, job->look->underline);
    if (line.n > 0)
        add_row(job, line.at, (uint32_t)line.n, NULL, left)->keep = KEEP_FIRM;
    buf_free(&line);
}

/* At least two lines of a paragraph stand on each side of a page's end; titles stay whole. */
static void keep_ends(struct job *job)
{
    struct row *rows = job->galley->rows.at;
    size_t first = job->first_row, end = job->galley->rows.n;

    if (end - first < 2)
        return;
    if (job->style->lines_kept && end - first <= CODE_TOGETHER)
        plain_keep_rows(job->galley, first);
    for (size_t i = first + 1; i < end; i++)
        if (job->look->title || i == first + 1 || i + 1 == end)
            rows[i].keep = KEEP_FIRM;
}

static void set_rows(struct job *job)
{
    job->first_row = job->galley->rows.n;
    if (job->flat.size == 0) {
        place_marks(job, UINT32_MAX);
        add_row(job, "", 0, NULL, job->left);
    } else if (job->style->lines_kept) {
        set_code(job);
    } else {
        set_text(job);
    }
    keep_ends(job);
    underline(job);
}

/* Makes room for a label that hangs left of the text; where there is none, it has a row of its own. */
static void place_label(struct job *job, const struct frame *frame, const char *label)
{
    int width = text_width(label), x = job->left - frame->room;

    if (frame->label_width > 0)
        x = job->left - 1 - (width < frame->label_width ? width : frame->label_width);
    job->label = label;
    job->label_x = x > 0 ? x : 0;
    if (job->left > job->label_x + width)
        return;
    if (job->right - (job->label_x + width + 1) >= LABEL_ROOM)
        job->left = job->label_x + width + 1;
    else
        add_row(job, "", 0, NULL, 0)->keep = KEEP_SOFT;
}

/* What goes before the words in the same line: a number taken from the heading mark, a run-in label. */
static const char *take_prefix(struct job *job, const struct flow *item, const char **label)
{
    struct setter *setter = job->setter;
    const char *prefix = setter->prefix;
    bool run_in = item->paragraph.label_run_in && !setter->label;

    *label = setter->label ? setter->label : plain_label(setter, item->paragraph.label);
    setter->prefix = setter->label = NULL;
    if (prefix) {
        job->hang = 2;
        return prefix;
    }
    if (job->look->title && setter->number) {
        *label = setter->number;
        setter->number = NULL;
    }
    if (!*label || !(job->look->title || run_in))
        return NULL;
    prefix = arena_format(setter->scratch, "%s  ", *label);
    if (job->look->title)
        job->hang = text_width(prefix);
    *label = NULL;
    return prefix;
}

static void find_room(struct job *job, const struct frame *frame)
{
    int outdent = job->look->wide || job->look->title ? frame->outdent : 0;
    struct frame inner = plain_indent(frame, job->look->indent - outdent, job->look->indent_right);

    job->margin = frame->left - frame->outdent;
    job->left = inner.left;
    job->right = inner.right;
    job->align = frame->align >= 0 ? frame->align : (int)job->look->align;
    if (job->align == ALIGN_CENTER || job->align == ALIGN_RIGHT)
        job->hang = 0;
    if (job->hang > (job->right - job->left) / 2)
        job->hang = (job->right - job->left) / 2;
}

/* Where the paragraph has the word that was split: the end of that line is looked up in it. */
static struct pos split_pos(const struct job *job, const struct para *para)
{
    const char *end = job->flat.text + job->split.to, *word = end;

    while (word > job->flat.text + job->split.from && word[-1] != ' ')
        word--;
    const char *found = memmem(para->text, para->length, word, (size_t)(end - word));
    return para_pos(para, found ? (uint32_t)(found - para->text) : 0);
}

/* The word that was split, cut where it is very long. */
static const char *split_word(const struct job *job)
{
    enum { SHOWN = 40 };
    const char *text = job->flat.text, *start = text + job->split.to;
    while (start > text && start[-1] != ' ')
        start--;
    const char *stop = start;
    for (int shown = 0; shown < SHOWN && *stop && *stop != ' '; shown++)
        utf8_next(&stop, stop + strlen(stop));
    return arena_format(job->setter->scratch, "%.*s%s", (int)(stop - start), start, *stop && *stop != ' ' ? "…" : "");
}

static void report_split(const struct job *job, const struct para *para)
{
    if (job->split.to == 0 || job->setter->measuring)
        return;
    struct pos pos = split_pos(job, para);
    if (pos.file)
        diag(job->setter->diags, DIAG_PLAIN_WORD_SPLIT, pos, split_word(job),
             arena_format(job->setter->scratch, "%d", job->right - job->left));
}

static void keep_following(struct job *job, bool asked)
{
    int rows = job->look->keep_next;

    if (rows == 0 && (asked || job->style->keep_with_next))
        rows = 1;
    if (rows > 0)
        plain_keep_next(job->galley, rows);
}

void plain_set_paragraph(struct setter *setter, const struct frame *frame, const struct flow *item)
{
    struct galley *galley = setter->galley;
    struct job job = {.setter = setter, .galley = galley};
    const struct para *para = refs_resolve(setter->scratch, setter->refs, setter->map, item->paragraph.para);
    const char *label, *prefix, *language = setter->language;

    job.style = &setter->design->styles[item->paragraph.style];
    job.look = plain_treatment(item->paragraph.style);
    job.hang = job.look->hang;
    prefix = take_prefix(&job, item, &label);
    job.flat = plain_flatten(setter->scratch, para, prefix, job.style->lines_kept);
    if (job.flat.size == 0 && !label) {
        place_marks(&job, UINT32_MAX);
        arena_reset(setter->scratch);
        return;
    }
    find_room(&job, frame);
    job.rtl = para->language && unicode_is_right_to_left(para->language);
    job.levels = plain_levels(setter->scratch, &job.flat, job.rtl);
    setter->language = para->language ? para->language : language;
    /* What is kept with the rows before, as a heading under a heading, stands close to them. */
    bool close = galley->keep_next > 0 && !galley->byline;
    plain_gap(setter, close && job.look->before > 1 ? 1 : job.look->before);
    if (job.look->close)
        galley->gap = 0;
    /* Of two headings with a short text between, each keeps its own: long chains could not be kept at all. */
    if (job.look->keep_next > 0 && galley->kept)
        galley->keep_next = 0;
    if (job.look->keep_before && (galley->begun || galley->rows.n > 0))
        galley->next_keep = KEEP_FIRM;
    if (label)
        place_label(&job, frame, label);
    set_rows(&job);
    plain_gap(setter, job.look->after);
    galley->close = job.flat.size == 0;
    galley->byline = job.look->byline;
    keep_following(&job, item->paragraph.keep_with_next);
    report_split(&job, para);
    setter->language = language;
    arena_reset(setter->scratch);
}
