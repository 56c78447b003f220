/*
 * lines, inside: a paragraph on its way from string to lines. Itemizing cuts the string into runs (one face,
 * script, language, direction), shaping into atoms (words, spaces) with widths, and these become the numbers
 * that the line breaker reads. All of it lives in the setter's scratch arena. Not for other folders.
 */
#ifndef LINES_INLINE_H
#define LINES_INLINE_H

#include "lines/line_break.h"
#include "lines/lines.h"

#include <endian.h>
#include <string.h>

/* What the spans over a stretch of text ask for. */
struct look {
    enum font_role font;
    bool bold, italic, small_caps, superscript, subscript, strike;
    const char *language;
    int32_t color;
    uint32_t tag;
    uint32_t link;          /* index + 1 in the paragraph's links; 0: none */
};

struct link {
    const struct span *span;
    uint32_t tag;
};

/* Text of one look, face, script and direction. */
struct run {
    uint32_t start, end;
    const struct look *look;
    const struct face *face;
    sp size, rise;          /* rise: upwards */
    unsigned features;
    const struct shape_plan *plan; /* once the text is shaped */
    uint32_t script;
    uint8_t level;
    bool missing;           /* no font has its characters: each is drawn as a replacement */
    bool acronym;           /* capitals to be set small */
    bool after_tab;
    bool code;              /* figures that stand with capitals: X.509, RWH/2007/01-E */
    uint32_t space_glyph;
    sp space;
    bool unspaced;          /* of a script that is written without spaces */
    sp kashida;             /* width of its tatweel where words may be drawn out; else 0 */
};

enum atom_kind { ATOM_WORD, ATOM_SPACE, ATOM_TAB, ATOM_BREAK };
/* A word or a part of one in one run; one character of white space. There are many: they take little room. */
struct atom {
    uint32_t start, end, run;
    enum atom_kind kind : 8;
    uint8_t kashida_rank;       /* how good the place before byte `kashida` is, 1 the best; 0: there is none */
    bool is_divided;            /* hyphenation has found chances in it */
    const struct shaped *word;  /* words; its width is that of its glyphs alone */
    const struct syllables *syllables; /* all of its chances, where they are these alone; else NULL */
    sp width;
    int32_t stretch, shrink;
    int32_t gap;                /* words: room after it, perhaps less than nothing, that is lost at a line's end */
    uint32_t kashida;           /* the byte before which the word may be drawn out, by `stretch` for the breaker */
};

/* What stands between white space, and which signs are in it. */
enum token_signs {
    TOKEN_FIGURE = 1, TOKEN_SLASH = 2, TOKEN_AT = 4, TOKEN_COLON = 8, TOKEN_UNDERSCORE = 16, TOKEN_HYPHEN = 32,
    TOKEN_OTHER = 64, /* any other of ASCII */
    TOKEN_WIDE = 128  /* letters and signs beyond ASCII */
};
struct token {
    uint32_t start, end;
    unsigned signs;
};

/* French: the space wanted before a byte, whatever is typed there. */
enum gap { GAP_NONE, GAP_THIN, GAP_WORD };

/* What may happen before a byte. */
enum chance {
    CHANCE_NONE,
    CHANCE_BREAK,           /* after white space, between ideographs … */
    CHANCE_EXPLICIT,        /* after a hyphen that the text has */
    CHANCE_ADDRESS,         /* inside an address of the web or of mail */
    CHANCE_HYPHEN,          /* found by hyphenation, or U+00AD */
    CHANCE_COMPOUND,        /* the same in a word that has a hyphen already */
    CHANCE_TIE,             /* between words of a name, and in a narrow measure all that stay together if they can */
    CHANCE_RESCUE           /* anywhere in a word that is wider than the line */
};

/* A word is hyphenated before a byte. */
struct syllable {
    uint32_t at;                /* counted from its first byte */
    sp before;                  /* the word's width less that of what follows, set alone */
    sp whole;                   /* width of what is before, with the hyphen */
};
struct syllables {
    uint32_t count;
    enum chance chance;
    struct syllable at[];
};

/* Chances are looked at eight at once. */
#define CHANCES_BEHIND 8

struct inlines {
    struct setter *setter;
    struct tag_list *tags;  /* NULL: only measured, nothing is reported */
    const struct paragraph_request *request;
    const struct style *style;
    const struct para *original;
    const struct para *para;      /* the same without U+00AD */
    const uint32_t *original_at;  /* byte of the original by byte; NULL: the same text */
    const bool *soft;             /* where U+00AD stood; NULL: nowhere */
    bool ascii;                   /* all of it ASCII in print, as most text is */
    uint8_t base_level;
    uint8_t *levels;              /* by byte; NULL: all 0 */
    bool *graphemes;              /* where clusters begin, by byte; NULL: each character is one */
    bool has_squares;             /* some of it is Chinese or Japanese */
    bool hangs;                   /* signs at the edges of lines stand out into the margin */
    const bool *acronyms;         /* by byte; NULL: none is set small */
    const bool *codes;            /* by byte; NULL: none was looked for */
    uint32_t tab;                 /* byte of the first TAB, or the length */
    const uint8_t *gaps;          /* enum gap by byte; NULL: none wanted */
    uint8_t *chances;             /* enum chance by byte, length + 1 of them and CHANCES_BEHIND that are none */
    bool is_rescued;              /* some chances are those of rescue */
    VEC(struct token) tokens;
    VEC(struct run) runs;
    VEC(struct atom) atoms;
    VEC(struct link) links;
    VEC(uint32_t) reported;       /* characters that no font has */
};

/* A longer word is not hyphenated, and shaped in parts where it may be broken. */
#define WORD_LIMIT 100

/* itemize.c: the paragraph cut into runs. */
struct inlines *inlines_itemize(struct setter *setter, struct tag_list *tags,
                                const struct paragraph_request *request);
struct pos inlines_pos(const struct inlines *text, uint32_t at);
/* What kind of atom a character belongs to; where lines are kept a line feed breaks and a TAB is a space. */
enum atom_kind inlines_kind(const struct inlines *text, uint32_t character);
static inline uint32_t inlines_character(const struct inlines *text, uint32_t at, uint32_t *end)
{
    const char *next = text->para->text + at;
    uint32_t character = utf8_next(&next, text->para->text + text->para->length);
    *end = (uint32_t)(next - text->para->text);
    return character;
}
static inline bool inlines_begins_cluster(const struct inlines *text, uint32_t at)
{
    return text->graphemes ? text->graphemes[at] : (text->para->text[at] & 0xC0) != 0x80;
}
/* Letters, digits and signs of ASCII: they are never white space, and each is a character of its own. */
static inline bool inlines_is_ascii_word(const struct inlines *text, uint32_t at)
{
    return text->para->text[at] > ' ' && text->para->text[at] < 0x7F;
}

/* tokens.c */
void inlines_find_tokens(struct inlines *text);

/* The run that a byte stands in; the cursor is in a run before or in it and goes on to that. */
static inline const struct run *inlines_run_at(const struct inlines *text, size_t *cursor, uint32_t at)
{
    while (*cursor + 1 < text->runs.n && text->runs.at[*cursor].end <= at)
        ++*cursor;
    return &text->runs.at[*cursor];
}
/* The first byte from `at` on before which there is a chance; any from `end` on when it is not before that. */
static inline uint32_t inlines_next_chance(const struct inlines *text, uint32_t at, uint32_t end)
{
    uint64_t eight;
    for (; at < end; at += sizeof eight) {
        memcpy(&eight, text->chances + at, sizeof eight);
        if (eight)
            return at + (uint32_t)__builtin_ctzll(le64toh(eight)) / 8;
    }
    return end;
}

/* features.c: what of its face's features a run is set with. */
void inlines_find_acronyms(struct inlines *text);
/* Finds the words of capitals and figures, whose figures are never old-style ones. */
void inlines_find_codes(struct inlines *text);
/* Size, rise, features of a run whose face is known; its stretch of one look ends at `stretch_end`. */
void inlines_choose_features(struct inlines *text, struct run *run, uint32_t stretch_end);
/* The style's leading, or what the faces need in which half of the text and more is set: on the page's grid by half
 * lines. */
sp inlines_leading(const struct inlines *text);

/* looks.c: calls visit for each stretch [start, end) of one look, in order; makes the elements of spans. */
typedef void look_visitor(struct inlines *text, uint32_t start, uint32_t end, const struct look *look);
void inlines_walk_looks(struct inlines *text, look_visitor *visit);

/* chances.c: where lines may end. */
void inlines_find_chances(struct inlines *text);
bool inlines_is_address(const struct inlines *text, const struct token *token);
/* Lets a line end after any cluster or no-break space from byte `start` to `end`, for want of anything better.
 * False when there is no such place. */
bool inlines_rescue(struct inlines *text, uint32_t start, uint32_t end);

/* syllables.c: adds what hyphenation finds; false when that is nothing. */
bool inlines_hyphenate(struct inlines *text);
/* When the shaper has forgotten its words. */
void syllables_forget(struct syllable_store *store);

/* french.c: spaces around high punctuation. */
void inlines_find_gaps(struct inlines *text);
/* Is a gap wanted before byte `at` for which no space was typed? */
bool inlines_wants_gap(const struct inlines *text, uint32_t at);
/* The gap that a space that ends at byte `end` stands for; *last: it is the last one before what follows. */
enum gap inlines_gap_after(const struct inlines *text, uint32_t end, bool *last);

/* cjk.c: fullwidth signs beside each other close up, inside an atom and after it; ideographs and Latin letters part. */
void inlines_close_up(const struct inlines *text, struct atom *atom);
/* Does a stop stand in the middle of its square, as in traditional Chinese? */
bool inlines_sign_is_centred(const char *language, uint32_t character);
/* Chinese or Japanese? A last line of one ideograph and its signs is as bad there as half a word is elsewhere. */
bool inlines_is_square(const struct inlines *text);
/* The style's; of Chinese and Japanese text two squares, one. */
sp inlines_first_indent(const struct inlines *text);

/* shape.c: runs and chances to atoms. */
void inlines_shape(struct inlines *text);
/* Scripts that run from right to left are broken without a hyphen. */
bool inlines_draws_hyphen(const struct inlines *text, const struct atom *atom);
/*
 * What shaping returns is valid as long as the paragraph is in hand, and its clusters count from its own first byte.
 * A part of a word on its own, perhaps with a hyphen, whose cluster is where the part ends.
 */
const struct shaped *inlines_shape_part(struct inlines *text, const struct atom *atom, uint32_t start, uint32_t end,
                                        bool hyphen);
/* A word of any bytes in a run's face. */
const struct shaped *inlines_shape_bytes(struct inlines *text, const struct run *run, const char *bytes, size_t size,
                                         uint32_t start, uint32_t end);
/* A word of the paragraph made by hand. */
const struct shaped *inlines_own_word(const struct inlines *text, const struct glyph *glyphs, uint32_t count);
/* A word's glyphs to be changed, and their memory. */
struct glyph *inlines_own_glyphs(const struct inlines *text, const struct shaped *word);

/* Of a word in the paragraph or a part of it. */
sp inlines_width(struct inlines *text, const struct run *run, uint32_t start, uint32_t end);
sp inlines_hyphen_width(struct inlines *text, const struct run *run);

/* kashida.c: Arabic words drawn out. The width of a tatweel where a run may have some, else 0. */
sp inlines_find_kashida(struct inlines *text, const struct run *run);
/* Finds the place in a word of such a run. */
void inlines_mark_kashida(const struct inlines *text, struct atom *atom);
/* A word of a line; share gives those that are to be drawn out, the best and no more than needed, a length. */
struct kashida_word {
    uint8_t rank;
    sp length;
};
void kashida_share(struct kashida_word *words, size_t count, sp em, sp excess);
/* The word longer by `length`; NULL where that is too short to be drawn. */
const struct shaped *inlines_draw_out(struct inlines *text, const struct atom *atom, sp length);

/* margins.c: how far what a line begins or ends with hangs into the margin. */
bool inlines_hang(const struct inlines *text);
sp inlines_hang_start_of_sign(struct inlines *text, const struct atom *atom, uint32_t at);
sp inlines_hang_end_of_sign(struct inlines *text, const struct atom *atom, uint32_t at);
sp inlines_hang_hyphen(struct inlines *text, const struct atom *atom);
/* Letters and figures do not. */
static inline bool inlines_may_hang(const struct inlines *text, uint32_t at)
{
    unsigned char byte = (unsigned char)text->para->text[at], letter = byte | 0x20;
    return text->hangs && !(letter >= 'a' && letter <= 'z') && !(byte >= '0' && byte <= '9');
}
static inline sp inlines_hang_start(struct inlines *text, const struct atom *atom, uint32_t at)
{
    return inlines_may_hang(text, at) ? inlines_hang_start_of_sign(text, atom, at) : 0;
}
/* The sign that ends before byte `at`. */
static inline sp inlines_hang_end(struct inlines *text, const struct atom *atom, uint32_t at)
{
    return at > 0 && inlines_may_hang(text, at - 1) ? inlines_hang_end_of_sign(text, atom, at) : 0;
}

/* items.c: atoms and chances to what the line breaker reads. */
struct break_list {
    VEC(struct break_item) items;
    uint32_t *first;    /* by atom: the first item made of it or after it; one more for the end */
    size_t atom_count;
};
/* The text up to a byte; the last line is not ended. */
struct break_list *inlines_list(struct inlines *text, uint32_t end);
/* The same list, perhaps with more items at its end, once the text is hyphenated. */
struct break_list *inlines_list_divided(struct inlines *text, const struct break_list *whole);
static inline void break_list_add(struct inlines *text, struct break_list *list, struct break_item item)
{
    vec_push(text->setter->scratch, &list->items, item);
}
/* The chance before a byte inside a word, or at its end where that gets a hyphen. */
struct syllable inlines_measure_chance(struct inlines *text, const struct atom *atom, uint32_t at);
/* Glue that fills the line, and a forced break. */
void break_list_end(struct inlines *text, struct break_list *list, uint32_t at);
/* The widest part that cannot be broken where hyphens are not allowed; the widest line when only forced
 * breaks are. */
void break_list_extent(const struct inlines *text, const struct break_list *list, sp *min_width,
                       sp *max_width);
/* Parts wider than `limit` get chances of rescue. False when there are none. */
bool break_list_rescue(struct inlines *text, const struct break_list *list, sp limit);

bool break_lines_overfull(const struct break_line *lines, size_t count);

/*
 * title.c: lines of one length are best, none that ends with a small word, one that ends with a colon. What is
 * labelled, as "Session 1: …", gives its label a line.
 */
struct break_list *title_list(struct inlines *text, const struct break_list *list, bool labelled);
double title_cost(const struct inlines *text, const struct break_list *list, const struct break_line *lines,
                  size_t count, sp measure);

/* line.c: a stretch of text to page items, which start at x = 0. */
struct line_request {
    uint32_t start, end;    /* bytes; `end` is where the line was broken, before white space */
    uint32_t next;          /* where the following line begins */
    bool hyphen;            /* one is added at the end */
    sp width;               /* what a justified line fills, hanging signs counted; 0: spaces keep their width */
};
struct line_items {
    VEC(struct page_item) items;
    sp width, natural;      /* without white space at the end; `natural` before spaces were adjusted */
    sp widest_space;        /* of those that were stretched */
    sp ascent, descent;
    const char *text;
    uint32_t text_size;
};
/* The items are in the setter's arena, what they point to in the lasting one. */
struct line_items *inlines_set_line(struct inlines *text, const struct line_request *request);

/*
 * The mark before a line of code that goes on with the one above, in the `room` that it is set in by. `style` NULL: the
 * line goes on with nothing.
 */
void hook_add(struct arena *arena, struct set_line *line, const struct style *style, sp room);

#endif
