/*
 * A paragraph as flat text: what spans mean is written out in characters. Emphasis leaves no trace, so that
 * sentences read as they were written.
 */
#include "plain/galley.h"
#include "unicode/unicode.h"

#include <stdlib.h>
#include <string.h>

/* Text put in at a byte of the paragraph: brackets of a note's mark, the address after a link. */
struct insert {
    uint32_t at;
    int rank;        /* closings before openings */
    uint32_t order;
    const char *text;
    enum joint joint;  /* of its inner bytes */
    bool glued;        /* no line end before it */
};

struct walk {
    struct flat out;
    char *text; /* of it */
    const struct para *para;
    bool lines_kept;
    bool tabbed;     /* the line has its TAB */
    uint32_t column; /* since the last line end: for tabs in code */
    uint32_t next_span, address_end;
    uint32_t script_end; /* up to here characters become signs set high or low */
    bool raised;
    uint32_t next_mark;
    bool rtl;
    uint32_t isolate_end; /* up to here words stand as an isolate */
    uint32_t name_end;    /* up to here they are a name … */
    uint32_t name_start;  /* … that begins here in the flat text */
};

static int compare_inserts(const void *a, const void *b)
{
    const struct insert *x = a, *y = b;

    if (x->at != y->at)
        return x->at < y->at ? -1 : 1;
    if (x->rank != y->rank)
        return x->rank - y->rank;
    return x->order < y->order ? -1 : x->order > y->order;
}

/* Do the words of a link already say its address? */
static bool says_address(const char *words, size_t size, const char *url)
{
    static const char *const schemes[] = {"", "mailto:", "https://", "http://"};

    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        size_t skip = strlen(schemes[i]);
        if (strncmp(url, schemes[i], skip) != 0)
            continue;
        size_t length = strlen(url + skip);
        if (length == size && memcmp(words, url + skip, size) == 0)
            return true;
        if (length == size + 1 && url[skip + size] == '/' && memcmp(words, url + skip, size) == 0)
            return true;
    }
    return false;
}

static bool is_bare_address(const struct para *para, const struct span *span)
{
    return span->kind == SPAN_LINK && span->url
        && says_address(para->text + span->start, span->end - span->start, span->url);
}

/* The sign of a character set high or low; 0: there is none. */
static uint32_t script_sign(char character, bool raised)
{
    static const uint32_t high[] = {0x2070, 0xB9, 0xB2, 0xB3, 0x2074, 0x2075, 0x2076, 0x2077, 0x2078, 0x2079};

    if (character >= '0' && character <= '9')
        return raised ? high[character - '0'] : 0x2080u + (uint32_t)(character - '0');
    if (character == '+' || character == '-')
        return (raised ? 0x207Au : 0x208Au) + (character == '-');
    return character == 'n' && raised ? 0x207F : 0;
}

static bool is_script(const struct span *span)
{
    return span->kind == SPAN_SUPERSCRIPT || span->kind == SPAN_SUBSCRIPT;
}

/* Are there signs for all of it? The minus sign counts as the hyphen. */
static bool has_signs(const struct para *para, const struct span *span)
{
    for (uint32_t i = span->start; i < span->end; i++)
        if (!script_sign(para->text[i], span->kind == SPAN_SUPERSCRIPT))
            return false;
    return true;
}

/* The letters of an ordinal number, 1st or nº, read well on the line. */
static bool is_ordinal(const struct para *para, const struct span *span)
{
    for (uint32_t i = span->start; i < span->end; i++)
        if ((para->text[i] | 0x20) < 'a' || (para->text[i] | 0x20) > 'z')
            return (unsigned char)para->text[i] >= 0x80;
    return span->end > span->start + 1;
}

/* What has no signs is put in brackets: x^(n+1), v_(max). */
static void bracket_script(struct insert *inserts, uint32_t *n, const struct para *para, const struct span *span)
{
    bool one = span->end == span->start + 1, raised = span->kind == SPAN_SUPERSCRIPT;

    if (has_signs(para, span) || (raised && is_ordinal(para, span)))
        return;
    const char *open = raised ? (one ? "^" : "^(") : one ? "_" : "_(";
    inserts[*n] = (struct insert){span->start, 2, *n, open, JOINT_NEVER, true};
    ++*n;
    if (!one) {
        inserts[*n] = (struct insert){span->end, 0, *n, ")", JOINT_NEVER, true};
        ++*n;
    }
}

static struct insert *find_inserts(struct arena *arena, const struct para *para, uint32_t *count)
{
    struct insert *inserts = arena_alloc(arena, (2 * (size_t)para->span_count + 1) * sizeof *inserts);
    uint32_t n = 0;

    for (uint32_t i = 0; i < para->span_count; i++) {
        const struct span *span = &para->spans[i];
        if (is_script(span)) {
            bracket_script(inserts, &n, para, span);
        } else if (span->kind == SPAN_NOTE) {
            inserts[n] = (struct insert){span->start, 2, n, "[", JOINT_NEVER, true};
            n++;
            inserts[n] = (struct insert){span->end, 0, n, "]", JOINT_NEVER, true};
            n++;
        } else if (span->kind == SPAN_LINK && span->url && !is_bare_address(para, span)) {
            const char *url = strncmp(span->url, "mailto:", 7) == 0 ? span->url + 7 : span->url;
            const char *text = arena_format(arena, " <%s>", url);
            inserts[n] = (struct insert){span->end, 1, n, text, JOINT_ADDRESS, false};
            n++;
        }
    }
    qsort(inserts, n, sizeof *inserts, compare_inserts);
    *count = n;
    return inserts;
}

static void put(struct walk *walk, const char *text, uint32_t size, enum joint first, enum joint inner)
{
    struct flat *out = &walk->out;

    memcpy(walk->text + out->size, text, size);
    memset(out->joint + out->size, (int)inner, size);
    out->joint[out->size] = (uint8_t)first;
    out->size += size;
}

static void put_insert(struct walk *walk, const struct insert *insert)
{
    enum joint first = insert->glued ? JOINT_NEVER : JOINT_FREE;

    put(walk, insert->text, (uint32_t)strlen(insert->text), first, insert->joint);
    if (insert->joint != JOINT_ADDRESS)
        return;
    walk->out.joint[walk->out.size - strlen(insert->text) + 1] = JOINT_FREE;
    if (walk->rtl && walk->isolate_end == 0) { /* between the brackets */
        uint32_t end = walk->out.size - 1;
        walk->out.isolates[walk->out.isolate_count++] =
            (struct bidi_isolate){end + 3 - (uint32_t)strlen(insert->text), end, false};
    }
}

/* Addresses run from left to right. */
static bool is_isolate(const struct walk *walk, const struct span *span, bool *rtl)
{
    *rtl = false;
    return para_isolates(walk->para, span, rtl) || (walk->rtl && is_bare_address(walk->para, span));
}

static void close_isolate(struct walk *walk, uint32_t at)
{
    if (walk->isolate_end == 0 || at < walk->isolate_end)
        return;
    walk->out.isolates[walk->out.isolate_count - 1].end = walk->out.size;
    walk->isolate_end = 0;
}

/* Words of a name stay together if they can. */
static void close_name(struct walk *walk, uint32_t at)
{
    if (walk->name_end == 0 || at < walk->name_end)
        return;
    for (uint32_t i = walk->name_start + 1; i < walk->out.size; i++)
        if (walk->out.joint[i] == JOINT_FREE)
            walk->out.joint[i] = JOINT_TIE;
    walk->name_end = 0;
}

/* Keeps track of the bare addresses. */
static void enter_spans(struct walk *walk, uint32_t at)
{
    const struct para *para = walk->para;

    while (walk->next_span < para->span_count && para->spans[walk->next_span].start <= at) {
        const struct span *span = &para->spans[walk->next_span++];
        if (is_bare_address(para, span) && span->end > walk->address_end)
            walk->address_end = span->end;
        bool rtl;
        if (walk->isolate_end == 0 && span->end > at && is_isolate(walk, span, &rtl)) {
            walk->isolate_end = span->end;
            walk->out.isolates[walk->out.isolate_count++] = (struct bidi_isolate){.start = walk->out.size, .rtl = rtl};
        }
        if (span->kind == SPAN_NAME) {
            walk->name_end = span->end;
            walk->name_start = walk->out.size;
        }
        if (is_script(span) && has_signs(para, span)) {
            walk->script_end = span->end;
            walk->raised = span->kind == SPAN_SUPERSCRIPT;
        }
    }
}

static void put_space(struct walk *walk)
{
    put(walk, " ", 1, JOINT_FREE, JOINT_FREE);
    walk->column++;
}

static void put_tab(struct walk *walk)
{
    if (!walk->lines_kept) {
        put(walk, walk->tabbed ? " " : "\t", 1, JOINT_FREE, JOINT_FREE);
        walk->tabbed = true;
        return;
    }
    do
        put_space(walk);
    while (walk->column % 4 != 0);
}

static void put_line_end(struct walk *walk)
{
    if (walk->lines_kept)
        put(walk, "\n", 1, JOINT_FREE, JOINT_FREE);
    else
        put(walk, "\xE2\x80\xA8", 3, JOINT_FREE, JOINT_NEVER);
    walk->column = 0;
    walk->tabbed = false;
}

static bool is_control(uint32_t character)
{
    return character < 0x20 || (character >= 0x7F && character < 0xA0);
}

static void put_script(struct walk *walk, char character)
{
    char bytes[4];
    size_t size = utf8_put(bytes, script_sign(character, walk->raised));

    put(walk, bytes, (uint32_t)size, JOINT_NEVER, JOINT_NEVER);
    walk->column++;
}

static void put_character(struct walk *walk, uint32_t at, uint32_t size, uint32_t character)
{
    bool inside = walk->out.size > 0 && at < walk->address_end
        && memchr(" \t", walk->out.text[walk->out.size - 1], 2) == NULL;

    if (character == 0xFFFC || (character == 0xAD && walk->lines_kept))
        return;
    if (character == '\t')
        put_tab(walk);
    else if (character == 0x2028 || character == 0x2029 || (character == '\n' && walk->lines_kept))
        put_line_end(walk);
    else if (character == ' ' || is_control(character))
        put_space(walk);
    else if (at < walk->script_end)
        put_script(walk, walk->para->text[at]);
    else {
        put(walk, walk->para->text + at, size, inside ? JOINT_ADDRESS : JOINT_FREE, JOINT_NEVER);
        walk->column += (uint32_t)unicode_width(character);
    }
}

/*
 * Letters and spaces of ASCII from byte `at` on stand for themselves, as far as nothing else begins: most of a text.
 * Returns where they end.
 */
static uint32_t put_letters(struct walk *walk, uint32_t at, uint32_t end)
{
    const struct para *para = walk->para;
    uint32_t start = at;

    if (at < walk->address_end || at < walk->script_end)
        return at;
    if (walk->next_span < para->span_count && para->spans[walk->next_span].start < end)
        end = para->spans[walk->next_span].start;
    if (walk->next_mark < para->mark_count && para->marks[walk->next_mark].at < end)
        end = para->marks[walk->next_mark].at;
    if (walk->isolate_end > at && walk->isolate_end < end)
        end = walk->isolate_end;
    if (walk->name_end > at && walk->name_end < end)
        end = walk->name_end;
    at += (uint32_t)utf8_plain(para->text + at, end - at);
    if (at > start)
        put(walk, para->text + start, at - start, JOINT_FREE, JOINT_FREE);
    walk->column += at - start;
    return at;
}

static void put_marks(struct walk *walk, uint32_t at)
{
    const struct para *para = walk->para;

    for (; walk->next_mark < para->mark_count && para->marks[walk->next_mark].at <= at; walk->next_mark++) {
        const struct mark *mark = &para->marks[walk->next_mark];
        if (mark->anchor)
            walk->out.marks[walk->out.mark_count++] = (struct flat_mark){walk->out.size, mark->anchor};
    }
}

/* How many times as long a character may become: a tab among lines that are kept, a digit set high or low. */
static size_t growth(const struct walk *walk)
{
    if (walk->lines_kept)
        return 4;
    for (uint32_t i = 0; i < walk->para->span_count; i++)
        if (is_script(&walk->para->spans[i]))
            return 3;
    return 1;
}

static void prepare(struct walk *walk, struct arena *arena, const struct insert *inserts, uint32_t count,
                    const char *prefix)
{
    size_t room = walk->para->length * growth(walk) + strlen(prefix) + 4;

    for (uint32_t i = 0; i < count; i++)
        room += strlen(inserts[i].text);
    walk->out.text = walk->text = arena_take(arena, room);
    walk->out.joint = arena_take(arena, room);
    walk->out.marks = arena_alloc(arena, (walk->para->mark_count + 1) * sizeof *walk->out.marks);
    walk->out.isolates = arena_alloc(arena, (walk->para->span_count + 1) * sizeof *walk->out.isolates);
    if (*prefix)
        put(walk, prefix, (uint32_t)strlen(prefix), JOINT_NEVER, JOINT_NEVER);
    for (uint32_t i = 1; i < walk->out.size; i++) /* the words of a table's head may be parted */
        if (prefix[i - 1] == ' ')
            walk->out.joint[i] = JOINT_FREE;
}

/* Most cells of tables and lines of lists are letters and no more. */
static bool is_flat(const struct para *para)
{
    return para->span_count == 0 && para->mark_count == 0 && utf8_plain(para->text, para->length) == para->length;
}

struct flat plain_flatten(struct arena *arena, const struct para *para, const char *prefix, bool lines_kept)
{
    if (!prefix && is_flat(para))
        return (struct flat){.text = para->text, .size = para->length, .joint = arena_alloc(arena, para->length + 1)};
    struct walk walk = {.para = para, .lines_kept = lines_kept,
                        .rtl = para->language && unicode_is_right_to_left(para->language)};
    uint32_t count, next = 0, prefix_size;
    struct insert *inserts = find_inserts(arena, para, &count);
    const char *at = para->text, *end = para->text + para->length;

    prepare(&walk, arena, inserts, count, prefix ? prefix : "");
    prefix_size = walk.out.size;
    for (;;) {
        uint32_t offset = (uint32_t)(at - para->text);
        close_isolate(&walk, offset);
        close_name(&walk, offset);
        for (; next < count && inserts[next].at <= offset; next++)
            put_insert(&walk, &inserts[next]);
        put_marks(&walk, offset);
        if (at >= end)
            break;
        enter_spans(&walk, offset);
        uint32_t letters = put_letters(&walk, offset, next < count ? inserts[next].at : para->length);
        if (letters > offset) {
            at = para->text + letters;
            continue;
        }
        uint32_t character = utf8_next(&at, end);
        put_character(&walk, offset, (uint32_t)(at - para->text) - offset, character);
    }
    if (prefix_size > 0 && prefix_size < walk.out.size)
        walk.out.joint[prefix_size] = JOINT_NEVER;
    walk.text[walk.out.size] = '\0';
    return walk.out;
}
