/* parts, inside: what the files of parts share. Not for other folders. */
#ifndef PARTS_INTERNAL_H
#define PARTS_INTERNAL_H

#include "parts/parts.h"
#include "words/words.h"

struct parts {
    struct arena *arena;
    struct arena *blocks; /* the Markdown of one document; NULL when all are lowered */
    const struct volume *volume;
    const struct terms *terms;
    struct refs *refs;
    struct sources *sources;
    struct diags *diags;
    struct parts_kept *kept; /* of the build before, then of this one; NULL: there is no other */
    struct gathering gathering;
    VEC(struct authorship) authorships;
    VEC(struct piece) pieces;
    int paragraph_count; /* where they are numbered through the volume */
    struct {
        struct date date;
        const char *language, *words;
    } last_date; /* of a document: those of a day follow each other */
    struct book book;
};

/* One part being made: below `root`. `map` is NULL in the first round and for parts not made by map. */
struct part;

struct making {
    struct arena *arena;
    const struct parts *parts;
    const struct volume *volume;
    const char *language;
    const struct locators *map;
    const void *options; /* as the part's record reads them, or NULL */
    const void *gathered; /* by the part; NULL: nothing, or not yet */
    const struct part *part;    /* NULL for openers */
    struct flow *root;
};

struct part {
    const char *name;
    enum word_id title;
    bool by_map;
    bool bare;     /* no title of its own, no running head, no folio, not in the contents: title page … */
    void (*make)(struct making *making);
    const struct record *options; /* NULL: it takes none */
    /* What is the same in all rounds, made when all anchors are known; it lives as long as the parts. NULL: nothing */
    const void *(*gather)(const struct parts *parts);
};
extern const struct part part_half_title, part_title_page, part_imprint, part_colophon, part_contents,
    part_list_of_tables, part_list_of_figures, part_programme, part_participants, part_committees,
    part_recommendations, part_sponsors, part_acronyms, part_author_index, part_subject_index;

/* The head of a document being made. */
struct head {
    struct parts *parts;
    const struct document *document;
    struct lowering *lowering;
    struct arena *arena;
    const char *language;
    struct flow *root; /* where the next item goes */
};
/* A line of the compiler's words; the value of a key, where it was written: nothing where it is absent. */
struct flow *head_line(struct head *head, struct flow *parent, enum style_id style, const char *text);
void head_text(struct head *head, struct flow *parent, enum style_id style, const struct localized *text);
/* "Original: English". */
void head_original(struct head *head, struct flow *parent, const char *original);
/* "Geneva, 16 September 2014" on one line; nothing without a date. */
void head_date(struct head *head, struct flow *parent);
/* What stands over the title of a meeting document. */
void put_meeting_head(struct head *head);
/* The document's symbol, else the volume's; NULL: none. */
const char *document_symbol(const struct volume *volume, const struct document *document);
/* "28–31 August 2007"; NULL: none given. */
const char *event_dates(struct arena *arena, const struct event *event, const char *language);

/* A piece for a session's opener and for a document. */
void add_session(struct parts *parts, const struct session *session);
void add_document(struct parts *parts, const struct document *document, enum folio_style folio);
struct piece *add_piece(struct parts *parts, const char *name, struct flow *root);
struct lowering new_lowering(struct parts *parts, const char *path, const char *language, const char *note_prefix);

/* kept.c: bodies are lowered between the two calls. */
void kept_begin_parts(struct parts *parts);
void kept_end_parts(struct parts *parts);
/* As blocks_lower_body(), or the same as that made for the build before. */
void kept_lower_body(struct parts *parts, struct lowering *l, struct flow *parent);

/* For a part that would be a title alone: says so in print and as a warning. */
void report_empty(struct making *making);
/* Text of a localized key in the volume's language; NULL when absent. */
const char *local(const struct making *making, const struct localized *text);
/* A list as a grid of two columns, labels and what they label. */
struct flow *labelled_grid(struct arena *arena, struct flow *parent, size_t rows);
struct flow *put(struct making *making, struct flow *parent, enum style_id style, const char *text);
/* The running head of left pages that belongs to the volume: `header`, else the title. */
const char *volume_head(const struct volume *volume);
/* "Vice Minister, Ministry of …, Viet Nam": what is known of a person besides the name; NULL for nothing. */
const char *person_details(struct arena *arena, const struct person *person, const char *language);
/* "Mr Nguyễn Văn An" in a text whose language is `around`, the name in its own. */
void append_person(struct arena *arena, struct text_builder *builder, const struct person *person, const char *around);
/* " (阮文安)": the name in its own script, in its own language; nothing when there is none. */
void append_native(struct text_builder *builder, const struct person *person);
/* Names in a list. */
struct names {
    const char *const *at;
    size_t count;
    const char *words; /* "HE Vũ Đức Đam and Mr Phan Tâm" */
};
struct names join_names(struct arena *arena, const char *language, const char *const *names, size_t count);
struct names person_names(struct arena *arena, const char *language, const struct person_list *people,
                          bool with_title);
/* A paragraph of `text`, which holds the words of the list: its lines end beside names, not in them, if they can. */
struct para *para_of_names(struct arena *arena, const char *language, const char *text, struct pos pos,
                           const struct names *names);
struct flow *put_names(struct making *making, struct flow *parent, enum style_id style, const char *text,
                       const struct names *names);
/* "09:00–09:30", "09:00" or NULL. */
const char *time_range(struct arena *arena, struct date start, struct date end);
/* The items of a session as a grid of times and titles; `full` adds abstracts of talks without a paper. */
void put_items(struct making *making, struct flow *parent, const struct session *session, bool full,
               struct lowering *lowering);
void append_page_reference(struct arena *arena, struct text_builder *builder, uint32_t anchor, enum ref_form form);

#endif
