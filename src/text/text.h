/*
 * text: the paragraph, the one form in which running text travels through the compiler: one UTF-8 string in NFC,
 * sorted spans over it, and zero-width marks in it. There is no tree of inlines: term matching, bidi, line breaking
 * and the plain-text edition all read the same string.
 *
 * A paragraph is built with struct text_builder and is const afterwards; all memory belongs to the builder's arena.
 */
#ifndef TEXT_H
#define TEXT_H

#include "base/base.h"

/* What a reference asks for; the medium puts the words in (see refs.h). */
enum ref_form {
    REF_FULL,        /* [](#id): a title and its page, "Closing remarks, p. 12"; a label, "Table 3", alone where both
                        stand in one document */
    REF_PAGE_AFTER,  /* after the author's words: " (p. 12)", or nothing where the volume says link-pages: false */
    REF_PAGE,        /* the bare locator: "12", "iv", in continuous text "3.2" */
    REF_NUMBER       /* the target's number only: "3" of "Table 3" */
};

struct reference {
    const char *target;  /* id as written; NULL when `anchor` is already known */
    uint32_t anchor;     /* filled by refs for a target, or given by a generated part; 0: none */
    enum ref_form form;
    bool elsewhere;      /* filled by refs: the target stands in another piece of the book than the reference */
    struct pos pos;
};

struct flow;

/* Spans may nest and overlap freely; they are sorted by start, then by longer first. */
enum span_kind {
    SPAN_EMPHASIS,
    SPAN_STRONG,
    SPAN_CODE,
    SPAN_STRIKE,
    SPAN_SMALL_CAPS,
    SPAN_SUPERSCRIPT,
    SPAN_SUBSCRIPT,
    SPAN_LANGUAGE,  /* .language */
    SPAN_LINK,      /* .url: http, https or mailto */
    SPAN_JUMP,      /* .ref: the author's words that lead to a place in the volume */
    SPAN_REFERENCE, /* .ref: covers one U+FFFC that the medium replaces by generated words */
    SPAN_NOTE,      /* .note: covers a footnote's mark (its number) */
    SPAN_NAME       /* one of several names: a line ends inside it only where no other way is as good */
};

struct span {
    uint32_t start, end; /* bytes */
    enum span_kind kind;
    union {
        const char *language; /* BCP 47 */
        const char *url;
        struct reference *ref;
        const char *note; /* the footnote's label as written; the flow footnote of the same block has it too */
    };
    bool own_words;       /* SPAN_EMPHASIS: of the compiler's words and titles, where it says nothing more */
    const char *wider;    /* SPAN_JUMP: words that lines are broken for, where those that stand there are narrower */
};

enum mark_kind { MARK_ANCHOR, MARK_INDEX };

/* Zero-width. Marks are sorted by offset. */
struct mark {
    uint32_t at;
    enum mark_kind kind;
    uint32_t anchor;   /* number given by refs when it walks the flow; 0 before */
    const char *id;    /* MARK_ANCHOR: the id that references name */
    const char *term;  /* MARK_INDEX: "standards > gap" as written */
    const char *words; /* MARK_INDEX: the words that were indexed; "" for a place marked invisibly */
};

/* Text that came from one place: from byte `at` on, characters stand at `pos` and to the right of it. */
struct text_origin {
    uint32_t at;
    struct pos pos;
};

struct para {
    const char *text; /* NUL-terminated; U+2028 is a forced line break, a TAB sets what follows flush right */
    uint32_t length;
    const struct span *spans;
    uint32_t span_count;
    struct mark *marks;
    uint32_t mark_count;
    const struct text_origin *origins;
    uint32_t origin_count;
    const char *language; /* BCP 47, never NULL or empty once lowered */
};

/*
 * Does a span stand as an isolate in the order of its paragraph (UAX #9)? Words in a language of the other direction
 * do, and locators: numbers of pages, sections, tables that lead there. *rtl gets its own direction.
 */
bool para_isolates(const struct para *para, const struct span *span, bool *rtl);

/* Where the character at byte `at` was written; POS_NONE for text that the compiler made. */
struct pos para_pos(const struct para *para, uint32_t at);

struct text_builder;
struct text_builder *text_builder_new(struct arena *arena, const char *language);
/* Appends text; `pos` is where its first character was written (POS_NONE for the compiler's own words). */
void text_append(struct text_builder *builder, const char *text, size_t length, struct pos pos);
void text_puts(struct text_builder *builder, const char *text);
void text_format(struct text_builder *builder, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Opens a span at the current end; text_close closes the innermost open one. */
void text_open(struct text_builder *builder, struct span span);
void text_close(struct text_builder *builder);
/* Adds a span over text appended before: offsets as text_length gave them. For spans that do not nest. */
void text_span(struct text_builder *builder, struct span span);
/* Adds a mark at the current end (mark.at is set). */
void text_mark(struct text_builder *builder, struct mark mark);
/* Adds a mark at mark.at, an offset as text_length gave it. */
void text_mark_at(struct text_builder *builder, struct mark mark);
/* Appends U+FFFC under a SPAN_REFERENCE. */
void text_reference(struct text_builder *builder, struct reference *ref);
/* Appends another paragraph with its spans and marks (marks' anchors kept), in a language span where it differs. */
void text_join(struct text_builder *builder, const struct para *para);
uint32_t text_length(const struct text_builder *builder);
/* The bare words appended since byte `from`, as para_words gives them. */
const char *text_words(const struct text_builder *builder, uint32_t from);
/*
 * The finished paragraph: NFC, spaces and line breaks at both ends trimmed (a TAB stays), spans and marks sorted and
 * moved with the text; spans that cover nothing are dropped. The builder is spent.
 */
struct para *text_finish(struct text_builder *builder);
/* The same for code, as it was typed: nothing is trimmed, and line ends stay '\n'. */
struct para *text_finish_code(struct text_builder *builder);

/*
 * Where the digits before the decimal sign of a number end: "1,234" of "1,234.5 km" where the sign is a point. The
 * signs that part groups of digits are skipped. A number may have a few letters before it ("US$ 12"), and any text
 * after it. TEXT_NO_NUMBER for other text.
 */
#define TEXT_NO_NUMBER UINT32_MAX
uint32_t text_decimal_point(const char *text, uint32_t size, uint32_t sign);

/* A paragraph of plain words; and of words in one style span. */
struct para *para_of(struct arena *arena, const char *language, const char *text, struct pos pos);
struct para *para_of_span(struct arena *arena, const char *language, const char *text, enum span_kind kind);
/* Adds spans to a finished paragraph that the caller still owns; its span array is made anew in `arena`. */
void para_add_spans(struct arena *arena, struct para *para, const struct span *spans, size_t count);
/* A copy all of which belongs to the arena. */
struct para *para_copy(struct arena *arena, const struct para *para);
/* Do both read and lead the same, and come from the same places? The terms that are indexed there may differ. */
bool para_is_same(const struct para *a, const struct para *b);
/* The bare words of a paragraph on one line, notes and references left out. For bookmarks and running heads. */
const char *para_words(struct arena *arena, const struct para *para);
/* Stable text for --dump: the string with spans as ⟨emphasis …⟩ and marks as ⟨index term⟩. */
void para_dump(const struct para *para, struct buf *out);

#endif
