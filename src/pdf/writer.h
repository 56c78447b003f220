/*
 * pdf, inside: what the steps of writing one file share. Not for other folders.
 *
 *   clusters.c  which text each glyph of a run says
 *   codes.c     which characters of which faces the pages use; gives each (glyph, text) pair a character code
 *   numbers.c   the CIDs of the codes, and their fonts
 *   kerning.c   codes that are narrower than their glyphs: kerning without operators
 *   content.c   the operators of a page: marks, rules, images
 *   heads.c     … and those that many pages begin with
 *   text.c      … and runs of glyphs
 *   deflate.c   zlib
 *   kept.c      what was deflated for the file before
 *   font.c      subsets, font dictionaries
 *   cmap.c      the bytes of character codes, to glyphs and to text
 *   image.c     image XObjects
 *   pages.c     the page tree
 *   links.c     links and where they lead
 *   navigate.c  bookmarks, page labels
 *   notes.c     where notes and their marks stand, and the words of the links between them
 *   structure.c the structure tree: what is drawn, in logical order
 *   metadata.c  document information, what the catalog says of the whole file
 *   xmp.c       the same for readers of XMP, and the marks of the standards
 *   profile.c   the profile by which colours are meant
 *   object.c    libharu as object store
 *   values.c    numbers, strings and references as they stand in the file
 *   save.c      objects → bytes: object streams and a cross-reference stream
 *   pdf.c       calls them in order
 *
 * Fonts, images and what there is one of are kept by libharu; what there are thousands of is written as text and
 * numbered behind it. Workers fill struct pdf_page, pdf_font and pdf_image, and write that text; libharu is called by
 * the thread that called pdf_write.
 */
#ifndef PDF_WRITER_H
#define PDF_WRITER_H

#include <hpdf.h>
#include <hpdf_doc.h>

#include "pdf/pdf.h"

typedef VEC(uint32_t) number_list;

struct glyph_text {
    const char *at;         /* UTF-8 */
    uint32_t size;
};

/* What one character code shows and says. */
struct char_code {
    const struct face *face;
    struct glyph_text text; /* what copying it gives */
    uint32_t glyph;         /* in the face */
    int width;              /* 1/1000 em */
    uint32_t font;          /* index into pdf.fonts */
    uint16_t number;        /* … and in the subset */
    uint16_t cid;           /* also the code in strings, … */
    bool two_bytes;         /* … of so many bytes */
    bool is_space;          /* word spacing works on it */
    bool is_bare;           /* in strings it stands as one byte, and needs nothing beside them */
    bool is_private;        /* its text means nothing but by agreement */
    bool takes_kerned;      /* there may be codes that are kerned: */
    uint16_t place;         /* among the face's codes */
    uint16_t kerned_count;
    uint32_t first_kerned;  /* in pdf.kerned */
};

/* The same as another code, and the next glyph stands closer: in place of a number in the array of a TJ. */
struct kerned_code {
    uint32_t code, uses;    /* `code` is an index in pdf.codes, and depends on the workers */
    int32_t back;           /* 1/1000 em */
    uint16_t place, cid;
};

/* Distinct char_codes in order of first use. */
struct code_table {
    struct arena *arena;
    VEC(struct char_code) codes;
    uint32_t *slots;        /* open addressing: index + 1, 0 is free */
    size_t slot_count;      /* a power of two */
    VEC(struct first_codes) first; /* by face number: the first text of each glyph, found without a search */
};
struct first_codes {
    struct first_code {
        uint32_t text;      /* its bytes; 0: none, or more than four */
        uint32_t code;
    } *at;                  /* by glyph */
    uint32_t count;
};

/* A short plain word of a run and its codes. Most words come again and again. */
enum { KNOWN_GLYPHS = 14, KNOWN_BITS = 13 };
struct known_word {
    const struct packed_glyph *glyphs; /* NULL: none */
    uint32_t codes[KNOWN_GLYPHS];
};

/* The run that is being read, until the next one. */
struct run_reader {
    struct arena *arena;
    uint32_t *codes;          /* an entry a glyph: indexes in the table */
    struct page_item opened;  /* the run; if it is plain its glyphs are packed, else they are not */
    bool is_plain;            /* from left to right, each glyph a cluster */
    struct packed_glyph *packed; /* of `opened`, where the run had words; of a plain one without clusters */
    struct glyph *glyphs;     /* of `opened`, where it is not plain */
    struct glyph_text *texts; /* the same */
    uint32_t room;            /* glyphs */
    struct known_word *known; /* some of the words read with the table `known_by`: each has one place */
    const struct code_table *known_by;
};

/* What a thread owns. */
struct pdf_worker {
    struct arena *arena;
    struct run_reader reader;
    struct code_table found; /* on the pages that it read */
    struct buf content;      /* of the page in hand */
    struct buf actual;       /* of the cluster in hand */
    struct deflater *pages, *objects;
    struct deflater *best; /* of `deflated`; NULL: nothing was yet */
    VEC(struct kept_stream *) packed; /* for this file, where what is packed is kept */
};

/* A face that the pages use: one embedded subset, one CIDFont. */
struct pdf_face {
    const struct face *face;
    number_list codes;      /* indexes into pdf.codes, by glyph, then by text */
    uint32_t first_font, font_count; /* in pdf.fonts */
    uint32_t first_kerned, kerned_count; /* in pdf.kerned */
    const struct font_subset *subset; /* NULL: subsetting failed */
    struct arena *arena;    /* of the subset */
    bool two_bytes;         /* its codes */
    char name[80];          /* with subset tag */
    struct buf file, glyphs; /* deflated: the subset; of TrueType the numbers of the glyphs by CID, where they differ */
    HPDF_Dict dict;
};

/* A Type 0 font: what each CID of the face says. One that says several things has a code in several fonts. */
struct pdf_font {
    number_list codes;      /* indexes into pdf.codes, by glyph */
    struct buf unicode;     /* deflated */
    HPDF_Dict dict;
};

struct pdf_image {
    const struct image *image;
    const struct image *stored; /* the same, in RGB if that was CMYK */
    struct buf pixels, alpha; /* deflated; pixels is empty for a JPEG */
    bool pixels_predicted, alpha_predicted;
    HPDF_Dict dict;
};

/* A marked-content sequence or a link: what structure elements hold. */
struct pdf_mark {
    uint32_t tag;
    uint32_t number;          /* MCID, or index in the page's links */
    bool is_link;
};

/* A destination. */
struct pdf_place {
    int32_t page;             /* -1: none */
    int32_t top;              /* points */
};

struct pdf_link {
    int32_t box[4];           /* left, bottom, right, top; points */
    const char *uri;          /* NULL: to a place */
    struct pdf_place place;
    const char *words;        /* what it says; perhaps empty or NULL */
    enum link_kind { LINK_OTHER, LINK_TO_NOTE, LINK_FROM_NOTE, LINK_KINDS } kind;
};
#define NO_LINK UINT32_MAX

/* An entry of the outline; 0 is its root, and no entry as a neighbour. */
struct bookmark {
    const char *title;
    struct pdf_place place;
    uint32_t parent, before, next, first, last;
    uint32_t below;           /* how many are seen below it when it is open */
    bool is_open;
};

/* What operators leave set behind a text object. */
struct graphics {
    int64_t font, size, rise, spacing, leading; /* as in struct writer: content.h */
    int32_t color;
};

/* A running head and the rule below it, which begin the contents of a page. */
struct page_head {
    uint32_t items;           /* how many of the page's make it up; 0: there is none */
    uint32_t shared;          /* index in pdf.heads, or HEAD_OF_ONE */
    const char *operators;
    size_t size;
    struct graphics after;
};
#define HEAD_OF_ONE UINT32_MAX

/* A head that several pages have: a contents stream of its own. */
struct pdf_head {
    const struct page_head *first; /* of a page that has it */
    uint32_t uses;
    struct buf content;       /* deflated */
};

struct pdf_page {
    struct page_head head;
    struct buf content;       /* deflated; without a head that is shared */
    number_list images;       /* indexes into pdf.images: X1, X2 … on this page */
    VEC(struct pdf_mark) marks; /* in drawing order; of a run from right to left in reading order */
    number_list sequences;    /* tags by MCID */
    number_list links;        /* indexes into pdf.links, an entry an item that leads somewhere; NO_LINK: reported */
};

/* The end of a link between a note and its mark. */
struct note_end {
    int32_t page;             /* -1: not drawn */
    sp y;                     /* of its top */
};

/*
 * What is written as text and numbered behind libharu's objects, in this order; heads and contents are streams,
 * and come first.
 */
enum section {
    SECTION_HEADS, SECTION_CONTENTS, SECTION_PAGES, SECTION_LINKS, SECTION_OUTLINE, SECTION_STRUCTURE, SECTION_COUNT
};

struct pdf {
    const struct pages *pages;
    const struct pdf_info *info;
    struct diags *diags;
    struct arena *arena;      /* lives as long as the writing */
    struct pdf_worker *worker;
    struct workers *workers;
    struct code_table codes;
    VEC(struct kerned_code) kerned; /* by face, then by code */
    VEC(struct pdf_face) faces; /* by number */
    VEC(struct pdf_font) fonts;
    struct buf byte_map;      /* deflated: of the fonts whose codes are bytes */
    HPDF_Dict byte_map_dict;
    VEC(struct pdf_image) images;
    struct pdf_page *page;
    VEC(struct pdf_head) heads;
    VEC(struct pdf_link) links; /* by page */
    uint32_t *link_places;    /* by index in links: in which order they are written, and back */
    uint32_t *links_written;
    VEC(struct bookmark) bookmarks; /* none, or the root and the entries in order */
    struct note_end *note_ends; /* by tag: of References and Notes */
    struct structure *structure; /* NULL: none */
    struct buf profile;       /* deflated */
    struct buf metadata;      /* XMP, perhaps deflated */
    struct {
        size_t first, count;  /* numbers of objects: known when the file is saved */
    } section[SECTION_COUNT];
    HPDF_Doc doc;
    HPDF_STATUS error;        /* libharu's first */
    bool failed;              /* something was reported that makes the file useless */
};

/* clusters.c */
/* The glyphs from … to - 1 of a run belong to one cluster; returns `to`. An added hyphen stands by itself. */
uint32_t pdf_cluster_end(const struct page_item *item, uint32_t from);
/* What a hyphen says that the text does not have: a soft hyphen. */
extern const struct glyph_text added_hyphen_text;
/* What each glyph of a run says; texts that are not in the run's are made in the arena. */
void pdf_glyph_texts(struct arena *arena, const struct page_item *item, struct glyph_text *out);

/* codes.c: fills pdf.codes, and pdf.faces and pdf.fonts with their codes. */
void pdf_collect_codes(struct pdf *pdf);
/* Reads a run. Codes that the table has not are added; several threads may read with a table that has all. */
void pdf_read_run(struct run_reader *reader, struct code_table *table, const struct page_item *item);

/* numbers.c: gives the codes of a face CIDs, if bytes are enough for them, and fonts. */
void pdf_number_codes(struct pdf *pdf, struct pdf_face *face);

static inline int64_t nearest_quotient(int64_t value, int64_t by)
{
    return value >= 0 ? (value + by / 2) / by : -((-value + by / 2) / by);
}

/* kerning.c */
/* Fills pdf.kerned. */
void pdf_find_kerned(struct pdf *pdf);
/* Forgets those of a face: its subset cannot have them. */
void pdf_forget_kerned(struct pdf *pdf, struct pdf_face *face);
/* The CID that shows a code and moves back so far; 0: there is none. */
static inline uint16_t pdf_kerned_cid(const struct pdf *pdf, const struct char_code *code, int64_t back)
{
    const struct kerned_code *at = pdf->kerned.at + code->first_kerned, *end = at + code->kerned_count;
    for (; at < end; at++)
        if (at->back == back)
            return at->cid;
    return 0;
}
/*
 * How far, in 1/1000 of the size, the pen must go back when it is `ahead` of where the next glyph shall stand, its own
 * width having brought `own`. Up to three are left to add up, and else what the face itself kerns by is asked for as
 * long as it does no worse: the same numbers come again and again. `unit` is a thousandth of the size.
 */
static inline int64_t pdf_kern(int64_t ahead, int64_t own, int64_t unit)
{
    const int64_t slack = 3 * unit;
    if (ahead <= slack && ahead >= -slack)
        return 0;
    int64_t back = nearest_quotient(own, unit), left = ahead - back * unit;
    return left <= slack && left >= -slack ? back : nearest_quotient(ahead, unit);
}

/* font.c: subsets the faces and gives each code its width, and its CID if it has none; then makes the dictionaries. */
void pdf_make_fonts(struct pdf *pdf);
void pdf_add_fonts(struct pdf *pdf);

/* cmap.c */
/* From bytes to the same CIDs. */
struct buf pdf_byte_map(const char *name);
struct buf pdf_unicode_map(const struct pdf *pdf, const struct pdf_font *font);

/* image.c: finds the images of all pages, compresses them; then makes the XObjects. */
void pdf_make_images(struct pdf *pdf);
void pdf_add_images(struct pdf *pdf);
uint32_t pdf_image_index(const struct pdf *pdf, const struct image *image);

/* content.c: writes and deflates the operators of each page, and of heads that are shared. */
void pdf_make_contents(struct pdf *pdf);
/* heads.c: fills pdf.heads and page.head.shared, the operators being there. */
void pdf_share_heads(struct pdf *pdf);

/* notes.c */
/* The Reference or the Note that a Link in it belongs to, if it has a partner; else 0. */
uint32_t pdf_note_of(const struct pdf *pdf, uint32_t tag);
/* Does a link annotation lie over the item: does it lead somewhere? */
bool pdf_item_leads(const struct pdf *pdf, const struct page_item *item);
/* Fills pdf.note_ends. */
void pdf_find_notes(struct pdf *pdf);
/* What a link from the given end says: "Note 3", "p. 12". */
const char *pdf_note_words(struct pdf *pdf, const struct page_item *item);

/* pages.c */
size_t pages_object_count(const struct pdf *pdf);
void pages_put_object(const struct pdf *pdf, size_t index, struct buf *out);
void put_page_reference(struct buf *out, const struct pdf *pdf, size_t page);

/* links.c */
/* Fills pdf.links and page.links. */
void pdf_find_links(struct pdf *pdf);
void put_link_reference(struct buf *out, const struct pdf *pdf, uint32_t link);
void links_put_object(const struct pdf *pdf, size_t index, struct buf *out);
/* The place of an anchor; page -1: it has none. */
struct pdf_place pdf_place_of(const struct pdf *pdf, uint32_t anchor);
/* "/Dest[…]" */
void put_place(struct buf *out, const struct pdf *pdf, const struct pdf_place *place);

/* navigate.c: links, bookmarks, page labels. */
void pdf_add_navigation(struct pdf *pdf);
void outline_put_object(const struct pdf *pdf, size_t index, struct buf *out);

/* structure.c: the tree, in the order in which it is written. */
void pdf_add_structure(struct pdf *pdf);
/* elements.c: its objects, the StructTreeRoot first. */
size_t structure_object_count(const struct structure *structure);
void structure_put_object(const struct pdf *pdf, size_t index, struct buf *out);

/* metadata.c: Info, XMP, language, viewer preferences, output intent. */
void pdf_add_metadata(struct pdf *pdf);
/* xmp.c: the packet. `date` is its form of the file's date, perhaps empty. */
struct buf xmp_packet(struct pdf *pdf, const char *date, bool is_pdfa);
/* profile.c: an sRGB profile from the system; reports and is false when there is none. */
bool profile_read(struct pdf *pdf, struct buf *out);
const char *text_list(struct arena *arena, const char *const *words, size_t count, const char *between);

/* deflate.c */
/* Deflates by zlib, level 9. */
struct buf deflated(struct pdf_worker *worker, const void *bytes, size_t size);
/* About how small deflating makes what is much alike: in a hundredth of the time. */
size_t deflated_guess(const void *bytes, size_t size);
/*
 * What there is much of is deflated in half the time. Objects are like those just before them: a small window makes
 * distances shorter, small blocks follow what the objects are; and where most is digits, short matches cost more than
 * they save.
 */
enum deflater_for { DEFLATER_FOR_ONE, DEFLATER_FOR_PAGES, DEFLATER_FOR_OBJECTS, DEFLATER_FOR_GUESS };
struct deflater *deflater_open(enum deflater_for what);
struct buf deflater_pack(struct deflater *deflater, const void *bytes, size_t size);
void deflater_close(struct deflater *deflater);

/* kept.c */
/* Deflates what is of a kind of which there is much, unless info->kept has it. */
struct buf pdf_pack(struct pdf *pdf, struct pdf_worker *worker, enum deflater_for what, const struct buf *bytes);
/* Hands what this file has used to info->kept, if there is one. */
void pdf_keep_packed(struct pdf *pdf);

/* object.c */
void object_store_open(struct pdf *pdf);
/* False after an error of libharu: the first is in pdf.error. */
bool object_store_good(struct pdf *pdf);
void object_store_close(struct pdf *pdf);
/* A new indirect dictionary. */
HPDF_Dict object_dict(struct pdf *pdf);
/*
 * A dictionary whose stream is `bytes`, which must live until the file is saved. `filter` is a name or NULL. `extra`
 * is written into the dictionary as it stands, or NULL: for what is too large for libharu's arrays. It holds no object
 * numbers: they are given when the file is saved.
 */
HPDF_Dict object_stream(struct pdf *pdf, const void *bytes, size_t size, const char *filter, const char *extra);
/* An indirect dictionary with such an `extra` only. */
HPDF_Dict object_raw(struct pdf *pdf, const char *extra);
/* What object_stream was given; NULL for any other object. */
struct payload {
    const void *bytes;
    size_t size;
    const char *filter, *extra;
    bool is_stream;
};
const struct payload *object_payload(const void *object);
/* Is it one that libharu made but the file shall not have? */
bool object_retired(const void *object);
/* A text string (ISO 32000-1 7.9.2.2): ASCII as it is, else UTF-16BE. Cut at 30,000 characters, libharu's limit. */
void object_add_text(struct pdf *pdf, HPDF_Dict dict, const char *key, const char *text);
/* Writes `extra` into a dictionary of libharu's beside its entries; it lives until the file is saved. */
void object_set_extra(struct pdf *pdf, HPDF_Dict dict, const char *extra);
/* Its number, once numbers are given. */
unsigned object_number(const void *object);

/* values.c: each appends something as it stands in the file. */
/* value / 10^decimals, without trailing zeros. */
void put_fixed(struct buf *out, int64_t value, int decimals);
/* "12 0 R" */
void put_reference(struct buf *out, size_t number);
void put_section_reference(struct buf *out, const struct pdf *pdf, enum section section, size_t index);
/* A byte of a string, inside its brackets (7.3.4.2). */
static inline void put_string_byte(struct buf *out, char byte)
{
    if (byte == '(' || byte == ')' || byte == '\\')
        buf_putc(out, '\\');
    if (byte == '\r')
        buf_puts(out, "\\r");
    else
        buf_putc(out, byte);
}
/* A text string (7.9.2.2) in brackets. */
void put_text_string(struct buf *out, const char *text);
/* UTF-16BE in hexadecimal digits, without byte order mark. */
void put_utf16_hex(struct buf *out, const char *text, size_t size);
/* Only characters of ASCII that are seen? */
bool is_plain_text(const char *text);
/* A character in UTF-16; returns the number of units. */
int utf16_units(uint32_t character, uint16_t *units);

/* save.c */
void pdf_save(struct pdf *pdf, struct buf *out);

#endif
