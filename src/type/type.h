/*
 * type: fonts, faces, shaping, hyphenation, subsets. Hides HarfBuzz, hb-subset and libhyphen, and which font file
 * stands behind a face (the fonts table in fonts/).
 *
 * `struct fonts` is opened once for a run and is safe to read from several threads. Each thread shapes with its own
 * `struct shaper`, which caches shaped words.
 */
#ifndef TYPE_H
#define TYPE_H

#include "base/base.h"
#include "style/style.h"

struct fonts;
struct face;

/*
 * Opens the families named in the design ("" or NULL: the table's default for the role) from the fonts table. Missing
 * files are reported with the Debian package that has them. Returns NULL when a needed face cannot be opened.
 */
struct fonts *fonts_open(struct arena *arena, const char *table_path, const char *const names[FONT_ROLE_COUNT],
                         struct diags *diags);
void fonts_close(struct fonts *fonts);
/* Path of the fonts table: beside the source tree's build folder, else the installed one. NULL when neither exists. */
const char *fonts_table_path(struct arena *arena);

const struct face *fonts_face(const struct fonts *fonts, enum font_role role, bool bold, bool italic);
/*
 * The face for one cluster: `wanted` when it has every visible character, else the table's fallback for its script.
 * NULL when no font has it (the caller reports it and sets `wanted`'s replacement glyph).
 */
const struct face *fonts_cover(const struct fonts *fonts, const struct face *wanted, const char *cluster, size_t size,
                               const char *language);
/* The Debian package whose font, not installed, is likely to have the character; NULL: none is missing. */
const char *fonts_package_for(const struct fonts *fonts, uint32_t character);
/* A face's number is its row in the table: the same in every run, whatever thread opened it first. All are below the
 * count; two styles that share a file share the number. */
uint32_t face_number(const struct face *face);
uint32_t fonts_face_count(const struct fonts *fonts);

struct face_metrics {
    sp ascent, descent, x_height, cap_height, space; /* at the size asked for; descent positive */
};
struct face_metrics face_metrics(const struct face *face, sp size);
const char *face_name(const struct face *face); /* PostScript name */
/* The size in which the face looks as large as the body's at `size`. */
sp face_size(const struct face *face, sp size);
/* Room that its lines need, in per cent of what the style gives. */
unsigned face_leading(const struct face *face);

enum shape_features {
    SHAPE_SMALL_CAPS = 1,   /* smcp */
    SHAPE_SUPERSCRIPT = 2,  /* sups where the face has it for all the digits; else the caller scales */
    SHAPE_NO_LIGATURES = 4, /* code: no liga, clig, calt, dlig */
    SHAPE_TABULAR = 8,      /* tnum lnum: tables, contents */
    SHAPE_LINING = 16,      /* lnum */
    SHAPE_OLD_STYLE = 32,   /* onum: figures that rise and descend like small letters */
    SHAPE_SMALL_ACRONYMS = 64 /* c2sc smcp: capitals as small capitals */
};
bool face_has_features(const struct face *face, unsigned features);
/* All characters of ASCII that are drawn? */
bool face_has_ascii(const struct face *face);

struct glyph {
    uint32_t id : 31;
    uint32_t is_bound : 1; /* it would not look or stand so if the text were cut before its cluster */
    uint32_t cluster;     /* byte offset in the shaped text of the cluster it belongs to */
    int32_t advance, dx, dy; /* sp; dy up: there are many glyphs, and none is ten metres wide */
};
/* A glyph that stands on the baseline, in a text of less than 64 KB, as nearly all do. */
struct packed_glyph {
    uint16_t id, cluster;
    int32_t advance;
};

/* So many words are kept, and get numbers: those of a long volume and their parts, in all sizes. */
#define SHAPED_MOST (1 << 19)
/* A word or a part of one with its glyphs in visual order; their clusters are bytes from its start. */
struct shaped {
    const struct packed_glyph *packed;
    const struct glyph *glyphs; /* the same, where `packed` is NULL */
    uint64_t bound;             /* bit i: packed[i] is bound */
    uint32_t count;
    uint32_t number;            /* from 1: the same word has the same until all are forgotten; 0: it is not kept */
    sp width;
};
static inline struct glyph shaped_glyph(const struct shaped *word, uint32_t index)
{
    if (!word->packed)
        return word->glyphs[index];
    struct packed_glyph packed = word->packed[index];
    return (struct glyph){.id = packed.id, .cluster = packed.cluster, .advance = packed.advance,
                          .is_bound = word->bound >> index & 1};
}
sp glyphs_width(const struct glyph *glyphs, uint32_t count);

struct shaper;
struct shaper *shaper_open(const struct fonts *fonts);
/* Another, for another thread: what one has shaped the others find. It is closed before the first. */
struct shaper *shaper_open_beside(const struct shaper *first);
void shaper_close(struct shaper *shaper);
/* A text of one face, script, direction and language. */
struct shape_request {
    const struct face *face;
    sp size;
    unsigned features;
    uint32_t script; /* unicode_script tag */
    bool right_to_left;
    const char *language;
    const char *text; /* from here on: not of interest to shaper_plan */
    size_t text_size;
    uint32_t start, end;
};
/* What the words of such texts are shaped by: found or made once for all of a run. It lives as long as the shaper. */
struct shape_plan;
const struct shape_plan *shaper_plan(struct shaper *shaper, const struct shape_request *request);
/*
 * The word text[start, end), in which there is no white space and no control, with kerning and ligatures. A joining
 * script sees the text around it. A word that is kept is valid until all are forgotten, others until shaper_pass.
 */
const struct shaped *shaper_word(struct shaper *shaper, const struct shape_plan *plan, const char *text, size_t size,
                                 uint32_t start, uint32_t end);
/* Drops the words that are not kept: to be called between texts. */
void shaper_pass(struct shaper *shaper);
/*
 * Forgets all words where there are many, for all who share them: to be called between volumes, lest they fill the
 * memory. True: it did.
 */
bool shaper_forget(struct shaper *shaper);
/*
 * Any text: its words one after the other, clusters relative to `text`; controls have no width. The result is valid
 * until the next call with the same shaper.
 */
const struct glyph *shaper_shape(struct shaper *shaper, const struct shape_request *request, uint32_t *count);

/*
 * Hyphenation of one word (letters only, no white space). out[i] is set where a hyphen may go before byte i. At least
 * two letters before and three after it, or what the language's patterns say. No patterns: nothing is set, false.
 * Any number of threads may ask.
 */
struct hyphens;
struct hyphens *hyphens_open(void);
void hyphens_close(struct hyphens *hyphens);
/* The folder that holds the patterns. */
const char *hyphens_folder(void);
bool hyphens_find(struct hyphens *hyphens, const char *language, const char *word, size_t size, bool *out);

/*
 * A subset that holds the given glyphs, renumbered (in the order of their old numbers; 0 is .notdef): a TrueType file,
 * or a bare CFF table. Without hints and layout tables. The result belongs to the arena. NULL when subsetting fails.
 *
 * In a PDF: TrueType goes into /FontFile2 under a /CIDFontType2 with /CIDToGIDMap /Identity; CFF into /FontFile3 with
 * /Subtype /CIDFontType0C under a /CIDFontType0. The CFF is always made CID-keyed (Adobe-Identity-0), whatever the
 * source was: readers differ on name-keyed ones. The CID of glyphs[i] is in both cases its new number, or cids[i] if
 * that is not NULL: different numbers from 1 to 255. The CFF says so itself; for TrueType the /CIDToGIDMap has to.
 */
struct font_subset {
    const uint8_t *bytes;
    size_t size;
    bool is_cff;
    const uint16_t *numbers; /* [i]: of glyphs[i]; 0: there is none */
    const int *widths;       /* [i]: advance of glyphs[i] in 1/1000 em */
    uint16_t first_kerned;   /* number of the first kerned glyph */
    const char *name;        /* PostScript name without subset tag */
    int ascent, descent, cap_height, italic_angle, bbox[4], weight; /* 1/1000 em, descent negative; 100 … 900 */
    bool italic, fixed_pitch, serif;
};
/* A glyph that looks as another one does, and has a width and a CID of its own. */
struct kerned_glyph {
    size_t of;      /* index in glyphs */
    int width;      /* 1/1000 em */
    uint16_t cid;
};
const struct font_subset *face_subset(struct arena *arena, const struct face *face, const uint32_t *glyphs,
                                      size_t count, const uint16_t *cids);
/* The same with such glyphs behind the others. NULL, too, where it cannot have them, as a CFF that has CIDs already. */
const struct font_subset *face_subset_kerned(struct arena *arena, const struct face *face, const uint32_t *glyphs,
                                             size_t count, const uint16_t *cids, const struct kerned_glyph *kerned,
                                             size_t kerned_count);
/* In 1/1000 em. */
int face_glyph_width(const struct face *face, uint32_t glyph);
/* Are its subsets CFF? Then each glyph has one CID. */
bool face_is_cff(const struct face *face);

#endif
