/*
 * lines: paragraph → lines, broken by total fit (Knuth and Plass, Breaking Paragraphs into Lines, 1981), and the
 * page items and structure elements that lines are made of. Reads text, style and type; knows no pages.
 *
 * The way is string → itemize → shape → break → reorder, each step a file: looks.c and itemize.c (spans, script,
 * language, direction, face per cluster), chances.c and syllables.c (where lines may end), shape.c (glyphs), items.c,
 * line_break.c and gauge.c (total fit, on numbers only), line.c (reorders, makes page items, with kashida.c where
 * Arabic words are drawn out); paragraph.c puts them together. placed.c reads the words of page items.
 */
#ifndef LINES_H
#define LINES_H

#include "flow/flow.h"
#include "type/type.h"
#include "unicode/unicode.h"

/* ARTIFACT_REPEATED: the head of a table on a further page. */
enum artifact {
    ARTIFACT_NONE, ARTIFACT_HEADER, ARTIFACT_FOOTER, ARTIFACT_LEADER, ARTIFACT_RULE, ARTIFACT_REPEATED
};

enum item_kind { ITEM_GLYPHS, ITEM_RULE, ITEM_IMAGE, ITEM_LINK, ITEM_ANCHOR };

/* A word of a run from left to right and the space after it; the run's last word may have none. */
struct placed_word {
    const struct packed_glyph *glyphs; /* the shaper's: their clusters are from byte `at` of the run's text */
    int32_t space;                     /* how wide, or PLACED_NO_SPACE */
    uint16_t at;
    uint8_t count, size;               /* glyphs; bytes */
};
#define PLACED_NO_SPACE INT32_MIN

/* What the glyphs of a run are kept as; nearly all are words. */
enum glyph_form { GLYPHS_FULL, GLYPHS_PACKED, GLYPHS_WORDS };

/* There are many: what is there for all comes first, and nothing stands between. */
struct page_item {
    sp x, y;                    /* from the page's upper left corner; y grows downwards; glyphs: the baseline's start */
    uint32_t tag;               /* index of the structure element it belongs to; 0 for artifacts */
    enum item_kind kind : 8;
    enum artifact artifact : 8; /* not ARTIFACT_NONE: outside the structure */
    bool turned : 1;            /* x, y are from that of the sheet turned clockwise by a quarter, where it is upright */
    union {
        struct {
            const struct face *face;
            const char *text;           /* the logical text of the run, UTF-8 */
            union { /* by `form` */
                const struct placed_word *words;   /* as many as make `count` glyphs */
                const struct packed_glyph *packed; /* visual order; cluster is a byte in `text` */
                const struct glyph *glyphs;        /* the same */
            };
            uint32_t text_size, count;  /* bytes; glyphs */
            int32_t size;               /* sp */
            int32_t color;              /* 0xRRGGBB */
            uint16_t space_glyph;       /* between `words` */
            enum glyph_form form : 8;
            bool right_to_left : 1;
            bool added_hyphen : 1;      /* the last glyph is a hyphen that the text does not have */
        } glyphs;
        struct {
            sp width, height; /* y is the top edge */
            int32_t color;
        } rule;
        struct {
            const struct image *image;
            sp width, height; /* y is the top edge */
        } image;
        struct {
            sp width, height; /* y is the top edge */
            const char *url;  /* NULL: jump to `anchor` */
            uint32_t anchor;
            const char *words; /* what the link says: /Contents */
        } link;
        uint32_t anchor;      /* y is the top of its line */
    };
};

/* A glyph of an item of ITEM_GLYPHS. Of one with words it has to be looked for: who reads all unpacks it. */
struct glyph item_glyph(const struct page_item *item, uint32_t index);
/* Writes the glyphs of an item with words, as many as it has. */
void item_unpack(const struct page_item *item, struct packed_glyph *out);

/* Which cells a TH speaks for. */
enum tag_scope { SCOPE_NONE, SCOPE_COLUMN, SCOPE_ROW };

/* What the labels of a ROLE_L are (ISO 32000-1 14.8.5.5). */
enum tag_numbering {
    NUMBERING_NONE, NUMBERING_DISC, NUMBERING_DECIMAL, NUMBERING_LOWER_ROMAN, NUMBERING_LOWER_ALPHA,
    NUMBERING_UPPER_ROMAN, NUMBERING_UPPER_ALPHA
};
/* As the parent of an element of a chain: the ROLE_PART that was opened last, perhaps in a chain before. */
#define TAG_OPEN_PART UINT32_MAX

/*
 * A structure element. Element 0 is the root (Document). Elements are in logical order whatever the order in which
 * they are drawn; parents before children.
 */
struct tag {
    enum role role : 8;
    enum tag_scope scope : 8; /* of a TH */
    enum tag_numbering numbering : 8; /* of an L */
    uint32_t parent;
    const char *language; /* where it differs from the parent's, else NULL */
    const char *alt;      /* figures, formulas */
    const char *note;     /* ROLE_NOTE and its ROLE_REFERENCE: the label that joins them */
    uint32_t colspan, rowspan; /* of a TH or TD that takes several columns or rows; 0 and 1: one */
    uint32_t partner;     /* of a Reference its Note; of a Note the first Reference to it; 0: none */
    struct pos pos;
};

/* A line of text, for --dump=lines. */
struct line_record {
    uint32_t page, tag; /* tag: of the paragraph */
    sp x, y, width, natural;
    int ratio;   /* adjustment ratio × 1000; of a line not justified 0 */
    int badness; /* 100 r³ */
    bool hyphenated, last;
    struct pos pos;
    const char *text;
    uint32_t text_size;
};

/* Structure elements made so far by one chain; element numbers are local to it until the chains are joined. */
struct tag_list {
    struct arena *arena;
    VEC(struct tag) tags;
};
/* Adds an element below `parent`, returns its number. */
uint32_t tag_add(struct tag_list *list, uint32_t parent, enum role role, struct pos pos);

/*
 * What is remembered of words that were hyphenated: as long as the shaper remembers them. One serves all shapers that
 * share their words, on any threads.
 */
struct syllable_store;
struct syllable_store *syllables_open(void);
void syllables_close(struct syllable_store *store);

/* What one worker needs to set paragraphs. */
struct setter {
    struct arena *arena;   /* of the results, but for what items and elements point to */
    struct arena *lasting; /* of that: glyphs, texts, addresses; it lives as long as anything made of them */
    struct arena *scratch; /* reset by the setter per paragraph */
    const struct design *design;
    const struct fonts *fonts;
    const struct refs *refs; /* of the caller: lines do not read it */
    struct shaper *shaper;
    struct hyphens *hyphens;
    struct breaker *breaker;
    struct syllable_store *syllables;
    struct diags *diags;   /* NULL: findings are not reported in this round */
    bool keep_lines;
    bool drafts;           /* this is a round after which all is set again that reads otherwise in the next */
    int *findings_left;    /* how many lines and words may still be reported; NULL: no limit */
};
/* Takes one finding off what the setter may report. False when nothing may be reported. */
bool setter_may_report(struct setter *setter);
/*
 * To be called between volumes: words may be forgotten, for all setters that share them, and then nothing that was set
 * before may be used. True: so.
 */
bool setter_forget(struct setter *setter);

/* What few lines have. */
struct line_extra {
    const char **notes;     /* labels of the footnotes whose marks stand on this line */
    uint32_t *anchors;      /* anchors that stand on this line */
    uint32_t note_count, anchor_count;
    struct line_record *record; /* when lines are kept, else NULL; page, tag, x, y are filled when it is placed */
};
/* A line: items relative to the left edge of the measure (x) and to the baseline (y, grows downwards). */
struct set_line {
    struct page_item *items;
    const struct line_extra *extra; /* never NULL */
    int32_t ascent, descent;        /* of the tallest run: ascent + descent need not equal the leading */
    uint32_t item_count;
    bool hyphenated;
};
struct set_paragraph {
    struct set_line *lines;
    size_t line_count;
    sp leading;              /* of the style, or more where most of the text needs it */
};

struct paragraph_request {
    const struct para *para;   /* references already resolved */
    const struct para *label;  /* or NULL */
    bool is_label;             /* the text is a label itself: lining figures */
    bool label_run_in;
    bool is_draft;             /* it will be set again: its lines get no items, and nothing is reported of them */
    bool text_lasts;           /* the words live as long as anything made of them: they are not copied */
    enum style_id style;
    sp width;                  /* of the measure: style's left and right are taken off inside */
    uint32_t tag;              /* element that text belongs to; links, notes, languages, code become children of it */
    uint32_t label_tag;        /* element of the label; 0: the same as `tag` */
    enum artifact artifact;    /* running heads and folios: not ARTIFACT_NONE, and `tag` is 0 */
    int align;                 /* enum alignment, -1: the style's; table cells */
    struct pos pos;
};
/*
 * Sets a paragraph. Never fails: what cannot be set well (overfull line, glyph missing) is reported with its position
 * and set all the same. An empty paragraph gives one empty line.
 */
struct set_paragraph *paragraph_set(struct setter *setter, struct tag_list *tags,
                                    const struct paragraph_request *request);
/* Its longest unbreakable part, and its width in one line: for the widths of a table's columns. */
void paragraph_measure(struct setter *setter, const struct paragraph_request *request, sp *min_width, sp *max_width);

#endif
