/*
 * volume: the checked model of a book: volume, sessions, items, documents, persons, terms, design. Reads volume.yaml
 * and every file it names; checks what one file alone cannot tell (persons defined, ids unique, documents listed once,
 * no include cycle, check digits). Const after volume_read. Everything belongs to the arena.
 *
 * A person's name is never re-cased, split or transliterated.
 */
#ifndef VOLUME_H
#define VOLUME_H

#include "base/base.h"
#include "reader/reader.h"
#include "unicode/unicode.h"
#include "style/style.h"

enum name_order { ORDER_GIVEN_FIRST, ORDER_FAMILY_FIRST };

struct person {
    struct record_head head;
    const char *id;
    const char *title; /* "Mr", "HE" */
    const char *given, *family, *particle, *suffix, *name, *native, *native_sort, *language, *sort, *email, *orcid;
    struct localized role, affiliation;
    const char *country; /* ISO 3166 code or a name as written */
    int order;           /* enum name_order, -1 when not said */
    enum tristate is_public;
};

struct person_list {
    const struct person **at;
    size_t count;
};

/* "Mr Malcolm Johnson", "HE Vũ Đức Đam"; without the title: "Malcolm Johnson". */
const char *person_name(struct arena *arena, const struct person *person, bool with_title);
/* As an index enters it: "Johnson, Malcolm", "Vũ Đức Đam", "Berg, Jan van den". */
const char *person_index_name(struct arena *arena, const struct person *person);
/* What it is sorted by: `sort`, else the index name without the comma. */
const char *person_sort_name(struct arena *arena, const struct person *person);

enum document_type {
    TYPE_PAPER, TYPE_STATEMENT, TYPE_KEYNOTE, TYPE_PRESENTATION, TYPE_REPORT, TYPE_RECOMMENDATION, TYPE_ANNEX
};
enum numbering { NUMBERING_DOCUMENT, NUMBERING_VOLUME }; /* where numbers begin at 1 */
enum start_rule { START_RECTO, START_PAGE, START_RUN_ON };

struct recommendation {
    struct record_head head;
    const char *id;
    struct localized text; /* inline Markdown */
    struct list addressed_to; /* const char * */
    int number;            /* through the volume, from 1 */
};

/* A document's text in one of its languages. */
struct version {
    const char *language;
    const struct node *body;   /* scalar, or list of blocks; NULL when `source` is given */
    struct path_value source;
    uint32_t source_file;      /* number among the sources, 0: none, or of another edition */
    struct pos pos;
};

struct document {
    struct record_head head;
    const char *path;     /* as messages show it */
    const char *id;       /* never NULL after checking */
    struct localized title, subtitle, short_title;
    int type;             /* enum document_type, -1 when not said */
    const char *symbol, *revision, *original, *language; /* language: never NULL after checking */
    struct localized distribution, agenda_item;
    struct date date;
    struct localized place;
    struct person_list authors, presenter, on_behalf_of;
    struct list keywords; /* struct localized */
    int start;            /* enum start_rule; resolved against the layout after checking */
    struct localized abstract;
    const struct node *body;   /* scalar, or list of blocks; NULL when `source` is given */
    struct path_value source;
    uint32_t source_file;      /* number among the sources, 0: none */
    struct list versions;      /* struct version: all languages, where `body` or `source` gives several; what is set of
                                  them stands in `body`, `source` and `source_file`, too */
    struct pos text_pos;       /* of what is set */
    const struct version *parallel[2]; /* what is set side by side; both NULL: nothing is */
    struct date revised;       /* the latest of `revised` */
    struct list recommendations; /* struct recommendation */
    enum tristate numbered_paragraphs;
    int number;                /* 1 … n in the order of the volume */
    int annex;                 /* 1 … n among the documents of type annex; 0: none */
    const struct session *session; /* NULL for matter given by path */
};

struct item {
    struct record_head head;
    struct path_value document_path;
    const struct document *document; /* NULL for a break or a talk without a paper */
    struct date start, end;
    struct person_list presenter, speakers;
    struct localized title, abstract, break_name;
};

struct session {
    struct record_head head;
    const char *id;
    struct localized title, summary;
    struct date start, end;
    struct localized room;
    struct person_list chair, panel;
    struct item *items;
    size_t item_count;
    int number; /* 1 … n */
};

struct term {
    struct record_head head;
    const char *term;       /* "ITU > Asia Pacific Regional and Area Offices" */
    struct list match;      /* const char * */
    const char *see;
    struct list see_also;   /* const char * */
};

struct sponsor_tier {
    struct record_head head;
    struct localized tier;
    struct list names; /* const char * */
    struct list logos; /* struct path_value */
};

struct committee {
    struct record_head head;
    struct localized name;
    struct person_list members;
};

/* An entry of front or back: a built-in part by name, or a document. */
struct matter {
    struct pos pos;
    const char *part;                /* name of a built-in, or NULL */
    const struct node *options;      /* of {built-in: {…}}, or NULL */
    const struct document *document; /* or NULL */
};

struct event {
    struct record_head head;
    struct localized name, place, host;
    const char *acronym, *url;
    struct date start, end;
    struct list organizers; /* struct localized */
};

struct imprint {
    struct record_head head;
    struct localized publisher, place, edition, rights, license, printer;
    const char *year, *isbn, *issn, *doi;
};

struct layout_settings {
    struct record_head head;
    const struct node *paper;
    int design;                     /* of design_names; -1 when absent */
    int columns;                    /* 1 or 2; 0 when absent */
    sp font_size;                   /* 0 when absent */
    const struct node *margins;
    const char *font_body, *font_heading, *font_mono; /* NULL: the design's */
    int32_t accent;                 /* 0xRRGGBB or -1 */
    int figures;                    /* 0 lining, 1 old-style; -1 when absent */
    int acronyms;                   /* 0 small-caps; -1 when absent */
    enum tristate number_headings, link_pages;
    int numbered_paragraphs;        /* enum numbering; -1 when absent: as each document says */
    int start_documents;            /* enum start_rule, -1 when absent: see document.start */
    struct localized header, footer;
};

struct text_edition {
    struct record_head head;
    int width, page_length;         /* 72, 58 when absent (set after checking) */
    enum tristate pages;
};

/* Which outputs to write: names of editions in the order of the table of editions. */
struct edition_choice {
    struct pos pos;
    const char *name;
    const struct node *options;
};

struct volume {
    struct record_head head;
    const char *path;        /* of volume.yaml, as given */
    const char *name;        /* NAME of the output files */
    struct localized title, subtitle, series;
    const char *number, *language; /* language: never NULL after checking, "en" when left out; the edition's, if any */
    const char *edition_language;  /* where the volume is written once a language: that of this edition; else NULL */
    const char *const *languages;  /* of such editions */
    size_t language_count;         /* 0: the volume is written once, in its own language */
    const char *symbol, *revision, *original;
    struct localized organization, organ, distribution;
    struct event *event;
    struct imprint *imprint;
    struct person_list editors;
    struct committee *committees;
    size_t committee_count;
    struct person_list people; /* the registry */
    struct term *terms;
    size_t term_count;
    struct map_value acronyms;
    struct sponsor_tier *sponsors;
    size_t sponsor_count;
    struct path_value logo, cover;
    struct layout_settings *layout;
    struct matter *front, *back, *loose; /* loose: documents outside of sessions, before them */
    size_t front_count, back_count, loose_count;
    struct session *sessions;
    size_t session_count;
    struct edition_choice *editions;
    size_t edition_count;
    struct text_edition *text; /* never NULL after checking */
    enum tristate accessible;  /* of the screen edition: absent: findings are warnings; false: none are looked for */
    struct document **documents; /* all of them in the order of the book: front, sessions, back */
    size_t document_count;
    struct design *design;     /* never NULL after checking */
    struct date latest;        /* the latest date in the input: the PDF's date without SOURCE_DATE_EPOCH */
};

/* Names that lower folders own, handed in so that the reader can check them and propose the nearest. */
struct known_names {
    const char *const *parts; /* built-in matter */
    size_t part_count;
    const char *const *editions;
    size_t edition_count;
};

/*
 * Reads volume.yaml and everything it names, except bodies (blocks/ reads those). Reports all mistakes and goes on;
 * returns NULL only when there is no volume at all to speak of. Adds the files to `sources`. A volume that is to be
 * written in several languages is read once for each: `edition` counts them from 0 to language_count - 1.
 */
struct volume *volume_read(struct arena *arena, const char *path, const struct known_names *names,
                           size_t edition, struct sources *sources, struct diags *diags);
/* The NAME of a volume's output files: the folder that holds volume.yaml, or the stem of a file of another name. */
const char *volume_output_name(struct arena *arena, const char *path);
bool date_is_set(struct date date);
/*
 * Is a text of the document in that language set nowhere: in this edition no more than in the others? To be asked of
 * the texts that are to be read for their mistakes alone; that is done once: false in all editions but the first.
 */
bool volume_leaves_unset(const struct volume *volume, const struct document *document, const char *language);
/* The records whose tables make the JSON Schema: volume first, then document. */
const struct record *const *volume_records(size_t *count);
const struct schema_definition *volume_schema_definitions(size_t *count);
/* The definition "part" with the names of the built-in parts: to be added to the others. */
struct schema_definition volume_part_definition(struct arena *arena, const struct known_names *names);
/* Stable text for --dump=volume. */
void volume_dump(const struct volume *volume, struct buf *out);

#endif
