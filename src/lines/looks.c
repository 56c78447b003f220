/*
 * Spans to looks: sweeps over the sorted spans of a paragraph and tells, for each stretch between two span
 * edges, what the spans over it ask for. A span that is an element of the structure gets it here, one however
 * many lines it covers.
 */
#include "lines/inline.h"

#include <string.h>

struct open_span {
    const struct span *span;
    uint32_t tag;  /* element of the text inside */
    uint32_t link; /* index + 1 */
};

struct sweep {
    struct inlines *text;
    VEC(struct open_span) open;
};

static enum role role_of(const struct span *span)
{
    switch (span->kind) {
    case SPAN_LINK:
    case SPAN_JUMP:
        return ROLE_LINK;
    case SPAN_CODE:
        return ROLE_CODE;
    case SPAN_LANGUAGE:
        return ROLE_SPAN;
    case SPAN_NOTE:
        return ROLE_REFERENCE;
    default:
        return ROLE_NONE;
    }
}

uint32_t tag_add(struct tag_list *list, uint32_t parent, enum role role, struct pos pos)
{
    vec_push(list->arena, &list->tags, ((struct tag){.role = role, .parent = parent, .pos = pos}));
    return (uint32_t)list->tags.n - 1;
}

static uint32_t inner_tag(const struct sweep *sweep)
{
    return sweep->open.n > 0 ? sweep->open.at[sweep->open.n - 1].tag : sweep->text->request->tag;
}

static uint32_t add_element(const struct sweep *sweep, const struct span *span, enum role role)
{
    struct inlines *text = sweep->text;
    struct tag_list *tags = text->tags;
    uint32_t number = tag_add(tags, inner_tag(sweep), role, inlines_pos(text, span->start));
    if (span->kind == SPAN_LANGUAGE && span->language)
        tags->tags.at[number].language = arena_strdup(text->setter->lasting, span->language);
    if (span->kind == SPAN_NOTE && span->note) { /* the Reference holds a Link to the note */
        tags->tags.at[number].note = arena_strdup(text->setter->lasting, span->note);
        return tag_add(tags, number, ROLE_LINK, inlines_pos(text, span->start));
    }
    return number;
}

static void open_span(struct sweep *sweep, const struct span *span)
{
    struct inlines *text = sweep->text;
    struct arena *scratch = text->setter->scratch;
    struct open_span open = {.span = span, .tag = inner_tag(sweep)};
    enum role role = role_of(span);
    if (role != ROLE_NONE && text->tags && text->request->artifact == ARTIFACT_NONE)
        open.tag = add_element(sweep, span, role);
    if (role == ROLE_LINK) {
        vec_push(scratch, &text->links, ((struct link){span, open.tag}));
        open.link = (uint32_t)text->links.n;
    }
    vec_push(scratch, &sweep->open, open);
}

/* Is the first letter of an alphabet that has italics? */
static bool begins_in_italics(const struct inlines *text, const struct span *span)
{
    for (uint32_t at = span->start; at < span->end;) {
        uint32_t character = inlines_character(text, at, &at);
        if (!unicode_is_letter(character))
            continue;
        uint32_t script = unicode_script(character);
        return script == SCRIPT_TAG('L', 'a', 't', 'n') || script == SCRIPT_TAG('G', 'r', 'e', 'k') ||
               script == SCRIPT_TAG('C', 'y', 'r', 'l');
    }
    return true;
}

/* Inside italics it is upright; what has no italics is bold, but for the compiler's own words. */
static void emphasize(struct look *look, const struct inlines *text, const struct span *span)
{
    if (begins_in_italics(text, span))
        look->italic = !look->italic;
    else if (!span->own_words)
        look->bold = true;
}

static void apply_span(struct look *look, const struct open_span *open, const struct inlines *text)
{
    const struct design *design = text->setter->design;
    const struct span *span = open->span;
    look->tag = open->tag;
    switch (span->kind) {
    case SPAN_EMPHASIS:
        emphasize(look, text, span);
        break;
    case SPAN_STRONG:
        look->bold = true;
        break;
    case SPAN_CODE:
        look->font = FONT_MONO;
        break;
    case SPAN_STRIKE:
        look->strike = true;
        break;
    case SPAN_SMALL_CAPS:
        look->small_caps = true;
        break;
    case SPAN_SUPERSCRIPT:
    case SPAN_NOTE:
        look->superscript = true;
        break;
    case SPAN_SUBSCRIPT:
        look->subscript = true;
        break;
    case SPAN_LANGUAGE:
        look->language = span->language ? span->language : look->language;
        break;
    case SPAN_LINK:
        look->color = design->accent;
        look->link = open->link;
        break;
    case SPAN_JUMP:
        look->link = open->link;
        break;
    case SPAN_NAME:
    case SPAN_REFERENCE: /* already replaced by words */
        break;
    }
}

/* Of a language whose letters are not set in italics, nothing is: what stands among them is upright as they are. */
static bool has_italics(const char *language)
{
    static const char *const upright[] = {"am", "bn", "gu", "hi", "hy", "ja", "ka", "km", "kn", "ko", "lo", "ml",
                                          "my", "pa", "si", "ta", "te", "th", "zh"};
    size_t size = strcspn(language, "-");
    for (size_t i = 0; size == 2 && i < sizeof upright / sizeof *upright; i++)
        if (memcmp(language, upright[i], 2) == 0)
            return false;
    return !unicode_is_right_to_left(language);
}

static const struct look *current_look(const struct sweep *sweep)
{
    struct inlines *text = sweep->text;
    struct look *look = arena_alloc(text->setter->scratch, sizeof *look);
    const struct style *style = text->style;
    bool italic = style->italic && has_italics(text->para->language);
    *look = (struct look){.font = style->font, .bold = style->bold, .italic = italic,
                          .small_caps = style->small_caps, .language = text->para->language,
                          .color = text->request->is_label ? style->label_color : style->color,
                          .tag = text->request->tag};
    for (size_t i = 0; i < sweep->open.n; i++)
        apply_span(look, &sweep->open.at[i], text);
    return look;
}

/* The nearest edge of a span after `at`. */
static uint32_t next_edge(const struct sweep *sweep, uint32_t at, uint32_t next_span)
{
    const struct para *para = sweep->text->para;
    uint32_t edge = para->length;
    if (next_span < para->span_count && para->spans[next_span].start < edge)
        edge = para->spans[next_span].start;
    for (size_t i = 0; i < sweep->open.n; i++)
        if (sweep->open.at[i].span->end < edge)
            edge = sweep->open.at[i].span->end;
    return edge > at ? edge : para->length;
}

static void close_spans(struct sweep *sweep, uint32_t at)
{
    size_t kept = 0;
    for (size_t i = 0; i < sweep->open.n; i++)
        if (sweep->open.at[i].span->end > at)
            sweep->open.at[kept++] = sweep->open.at[i];
    sweep->open.n = kept;
}

void inlines_walk_looks(struct inlines *text, look_visitor *visit)
{
    struct sweep sweep = {.text = text};
    const struct para *para = text->para;
    uint32_t next_span = 0;
    for (uint32_t at = 0, end; at < para->length; at = end) {
        for (; next_span < para->span_count; next_span++) {
            const struct span *span = &para->spans[next_span];
            if (span->kind == SPAN_NAME) /* looks like the words around it: these may be shaped with it */
                continue;
            if (span->start > at)
                break;
            if (span->end > at)
                open_span(&sweep, span);
        }
        end = next_edge(&sweep, at, next_span);
        visit(text, at, end, current_look(&sweep));
        close_spans(&sweep, end);
    }
}
