/*
 * Itemizing: a paragraph's string cut into runs of one look, face, script, language and direction. Scripts by
 * UAX #24 (characters common to several scripts take that of the text before them), directions by UAX #9.
 */
#include "lines/inline.h"

#include <string.h>

#define COMMON SCRIPT_TAG('Z', 'y', 'y', 'y')
#define INHERITED SCRIPT_TAG('Z', 'i', 'n', 'h')
#define LATIN SCRIPT_TAG('L', 'a', 't', 'n')
enum { SOFT_HYPHEN_BYTES = 2 };
static const char soft_hyphen[] = "\xC2\xAD";

struct pos inlines_pos(const struct inlines *text, uint32_t at)
{
    if (text->original_at)
        at = text->original_at[at];
    struct pos pos = para_pos(text->original, at);
    return pos.file ? pos : text->request->pos;
}

static bool is_white(uint32_t c)
{
    return c <= 0x20 || (c >= 0x7F && c <= 0xA0) || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
           c == 0x202F || c == 0x205F || c == 0x3000;
}

enum atom_kind inlines_kind(const struct inlines *text, uint32_t character)
{
    bool kept = text->style->lines_kept;
    if (character == 0x2028 || character == 0x2029 || character == 0x85 || (character == '\n' && kept))
        return ATOM_BREAK;
    if (character == '\t' && !kept)
        return ATOM_TAB;
    return is_white(character) ? ATOM_SPACE : ATOM_WORD;
}

/* Byte `at` of the original in the text without soft hyphens. */
static uint32_t shifted(const uint32_t *removed, uint32_t at)
{
    return at - removed[at];
}

static struct span *shift_spans(struct arena *arena, const struct para *para, const uint32_t *removed)
{
    struct span *spans = arena_alloc(arena, (para->span_count + 1) * sizeof *spans);
    for (uint32_t i = 0; i < para->span_count; i++) {
        spans[i] = para->spans[i];
        spans[i].start = shifted(removed, spans[i].start);
        spans[i].end = shifted(removed, spans[i].end);
    }
    return spans;
}

/* Soft hyphens are chances to break, not text: they are taken out, so that words are shaped and copied
 * whole. */
static void remove_soft_hyphens(struct inlines *text)
{
    const struct para *from = text->original;
    text->para = from;
    text->ascii = utf8_plain(from->text, from->length) == from->length;
    if (text->ascii || !strstr(from->text, soft_hyphen))
        return;
    struct arena *scratch = text->setter->scratch;
    uint32_t *removed = arena_alloc(scratch, (from->length + 1) * sizeof *removed);
    uint32_t *original_at = arena_alloc(scratch, (from->length + 1) * sizeof *original_at);
    bool *soft = arena_alloc(scratch, from->length + 1);
    char *bytes = arena_alloc(scratch, from->length + 1);
    uint32_t length = 0;
    for (uint32_t i = 0; i < from->length; i++) {
        removed[i] = i - length;
        if (memcmp(from->text + i, soft_hyphen, SOFT_HYPHEN_BYTES) == 0) {
            i++;
            removed[i] = i - length;
            soft[length] = length > 0;
            continue;
        }
        original_at[length] = i;
        bytes[length++] = from->text[i];
    }
    removed[from->length] = from->length - length;
    original_at[length] = from->length;
    struct para *para = arena_copy(scratch, from, sizeof *from);
    para->text = bytes;
    para->length = length;
    para->spans = shift_spans(scratch, from, removed);
    para->marks = arena_copy(scratch, from->marks, from->mark_count * sizeof *from->marks);
    for (uint32_t i = 0; i < para->mark_count; i++)
        para->marks[i].at = shifted(removed, para->marks[i].at);
    text->para = para;
    text->original_at = original_at;
    text->soft = soft;
    text->ascii = utf8_plain(bytes, length) == length;
}

/* Nothing is drawn for it, so any face will do. */
static bool is_blank_cluster(const struct inlines *text, uint32_t start, uint32_t end)
{
    for (uint32_t at = start; at < end;) {
        uint32_t character = inlines_character(text, at, &at);
        if (inlines_kind(text, character) == ATOM_WORD && !unicode_is_ignorable(character))
            return false;
    }
    return true;
}

/* The face for a cluster. Signs common to all scripts stay in the fallback face of the word before them. */
static const struct face *face_of_cluster(struct inlines *text, uint32_t start, uint32_t end,
                                          const struct look *look, const struct face *wanted,
                                          const struct run *before, bool *missing)
{
    const struct fonts *fonts = text->setter->fonts;
    const char *cluster = text->para->text + start;
    size_t size = end - start;
    const struct face *current = before && before->look == look && !before->missing ? before->face : wanted;
    *missing = false;
    if (is_blank_cluster(text, start, end))
        return current;
    if (current != wanted) {
        uint32_t after, character = inlines_character(text, start, &after);
        bool common = unicode_script(character) == COMMON && !unicode_is_digit(character);
        if (common && fonts_cover(fonts, current, cluster, size, look->language) == current)
            return current;
    }
    const struct face *face = fonts_cover(fonts, wanted, cluster, size, look->language);
    if (face)
        return face;
    *missing = true;
    return wanted;
}

static bool same_run(const struct run *run, const struct run *next)
{
    return run->look == next->look && run->face == next->face && run->script == next->script &&
           run->level == next->level && run->missing == next->missing &&
           run->acronym == next->acronym && run->code == next->code && run->after_tab == next->after_tab;
}

static uint32_t script_of_cluster(const struct inlines *text, uint32_t start, uint32_t before)
{
    uint32_t end, script = unicode_script(inlines_character(text, start, &end));
    return script == COMMON || script == INHERITED ? before : script;
}

/* The first script of the text: what stands before it counts as written in it. */
static uint32_t first_script(const struct inlines *text)
{
    for (uint32_t at = 0; at < text->para->length;) {
        uint32_t script = unicode_script(inlines_character(text, at, &at));
        if (script != COMMON && script != INHERITED)
            return script;
    }
    return LATIN;
}

static uint8_t level_at(const struct inlines *text, uint32_t at)
{
    return text->levels ? text->levels[at] : 0;
}

static bool is_ascii_letter(char byte)
{
    return (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z';
}

/* Where ASCII that belongs to the run, as most text does, ends. */
static uint32_t run_goes_on(const struct inlines *text, const struct run *run, uint32_t at, uint32_t end,
                            const struct look *look, const struct face *wanted)
{
    const char *bytes = text->para->text;
    bool like_it = run->script == LATIN && run->look == look && run->face == wanted && !run->missing &&
                   run->end == at && run->after_tab == (at > text->tab) && face_has_ascii(wanted);
    if (!like_it)
        return at;
    bool even = !text->levels && !text->graphemes && !text->acronyms && !text->codes;
    if (even && text->ascii)
        return end;
    if (even)
        return at + (uint32_t)utf8_plain(bytes + at, end - at);
    for (; at < end && (is_ascii_letter(bytes[at]) || bytes[at] == ' '); at++) {
        bool whole = at + 1 >= end || inlines_begins_cluster(text, at + 1);
        bool same = level_at(text, at) == run->level && run->acronym == (text->acronyms && text->acronyms[at]) &&
                    run->code == (text->codes && text->codes[at]);
        if (!whole || !same)
            break;
    }
    return at;
}

static void add_runs(struct inlines *text, uint32_t start, uint32_t end, const struct look *look)
{
    const struct face *wanted = fonts_face(text->setter->fonts, look->font, look->bold, look->italic);
    for (uint32_t at = start, next; at < end; at = next) {
        struct run *last = text->runs.n > 0 ? &text->runs.at[text->runs.n - 1] : NULL;
        next = last ? run_goes_on(text, last, at, end, look, wanted) : at;
        if (next > at) {
            last->end = next;
            continue;
        }
        for (next = at + 1; next < end && !inlines_begins_cluster(text, next);)
            next++;
        struct run run = {.start = at, .end = next, .look = look, .level = level_at(text, at)};
        run.script = script_of_cluster(text, at, last ? last->script : first_script(text));
        run.acronym = text->acronyms && text->acronyms[at];
        run.code = text->codes && text->codes[at];
        run.after_tab = at > text->tab;
        run.face = face_of_cluster(text, at, next, look, wanted, last, &run.missing);
        if (last && same_run(last, &run)) {
            last->end = next;
            continue;
        }
        inlines_choose_features(text, &run, end);
        vec_push(text->setter->scratch, &text->runs, run);
    }
}

/* The first character that no font has in such a run; the first of all when fonts lack its combination. */
static uint32_t missing_character(const struct inlines *text, const struct run *run)
{
    uint32_t end, first = inlines_character(text, run->start, &end);
    for (uint32_t at = run->start; at < run->end; at = end) {
        uint32_t character = inlines_character(text, at, &end);
        if (!fonts_cover(text->setter->fonts, run->face, text->para->text + at, end - at,
                         run->look->language))
            return character;
    }
    return first;
}

static bool is_reported(struct inlines *text, uint32_t character)
{
    for (size_t i = 0; i < text->reported.n; i++)
        if (text->reported.at[i] == character)
            return true;
    vec_push(text->setter->scratch, &text->reported, character);
    return false;
}

/* One message for each stretch of characters without font, and for each character that stands alone. */
static void report_missing(struct inlines *text)
{
    enum { SHOWN = 36 };
    struct arena *scratch = text->setter->scratch;
    for (size_t i = 0; i < text->runs.n; i++) {
        const struct run *run = &text->runs.at[i];
        uint32_t character = run->missing ? missing_character(text, run) : 0;
        if (!run->missing || is_reported(text, character))
            continue;
        uint32_t stop = run->end - run->start > SHOWN ? run->start + SHOWN : run->end;
        while (stop > run->start + 1 && stop < run->end && !inlines_begins_cluster(text, stop))
            stop--;
        const char *package = fonts_package_for(text->setter->fonts, character);
        diag(text->setter->diags, DIAG_GLYPH_MISSING, inlines_pos(text, run->start),
             arena_format(scratch, "%.*s%s", (int)(stop - run->start), text->para->text + run->start,
                          stop < run->end ? "…" : ""),
             arena_format(scratch, "U+%04X", (unsigned)character),
             package ? arena_format(scratch, "install the Debian package %s", package)
                     : "no font of the fonts table has it; choose another character");
    }
}

/* Levels by UAX #9. */
static void find_levels(struct inlines *text)
{
    const struct para *para = text->para;
    struct arena *scratch = text->setter->scratch;
    bool rtl = unicode_is_right_to_left(para->language), turns = rtl;
    VEC(struct bidi_isolate) isolates = {0};
    for (uint32_t i = 0; i < para->span_count; i++) {
        struct bidi_isolate isolate = {.start = para->spans[i].start, .end = para->spans[i].end};
        if (!para_isolates(para, &para->spans[i], &isolate.rtl))
            continue;
        turns |= isolate.rtl;
        vec_push(scratch, &isolates, isolate);
    }
    text->base_level = rtl;
    if (!turns && (text->ascii || unicode_runs_left_to_right(para->text, para->length)))
        return;
    text->levels = arena_alloc(scratch, para->length + 1);
    unicode_bidi_isolates(scratch, para->text, para->length, rtl, isolates.at, isolates.n, text->levels);
}

struct inlines *inlines_itemize(struct setter *setter, struct tag_list *tags,
                                const struct paragraph_request *request)
{
    struct arena *scratch = setter->scratch;
    struct inlines *text = arena_alloc(scratch, sizeof *text);
    *text = (struct inlines){.setter = setter, .tags = tags, .request = request,
                             .style = &setter->design->styles[request->style], .original = request->para};
    remove_soft_hyphens(text);
    const struct para *para = text->para;
    find_levels(text);
    if (!text->ascii && !unicode_stands_alone(para->text, para->length)) {
        text->graphemes = arena_alloc(scratch, para->length + 1);
        unicode_graphemes(setter->breaker, para->text, para->length, text->graphemes);
    }
    inlines_find_tokens(text);
    inlines_find_acronyms(text);
    inlines_find_codes(text);
    inlines_walk_looks(text, add_runs);
    text->hangs = inlines_hang(text);
    if (text->tags && setter->diags)
        report_missing(text);
    return text;
}
