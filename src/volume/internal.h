/*
 * volume: what its files share; not for other modules. The key tables fill the _input structs: the model's struct
 * first, then nodes that can only be read once other files are known (persons, documents).
 */
#ifndef VOLUME_INTERNAL_H
#define VOLUME_INTERNAL_H

#include "volume/volume.h"

struct document_input {
    struct document document;
    const struct node *authors, *presenter, *on_behalf_of, *source, *parallel, *revised;
};
struct item_input {
    struct item item;
    const struct node *presenter, *speakers;
};
struct session_input {
    struct session session;
    const struct node *chair, *panel;
    struct list items; /* struct item_input */
};
struct committee_input {
    struct committee committee;
    const struct node *members;
};
struct fonts_input {
    struct record_head head;
    const char *body, *heading, *mono;
};
struct color_input {
    struct record_head head;
    int32_t accent;
};
struct layout_input {
    struct layout_settings layout;
    const struct node *parallel;
    const struct fonts_input *fonts;
    const struct color_input *color;
};
struct margins_input {
    struct record_head head;
    const struct node *inner, *outer, *top, *bottom;
};
struct screen_input {
    struct record_head head;
    enum tristate accessible;
};
struct volume_input {
    struct volume volume;
    const struct node *people, *terms, *editors, *front, *back, *editions;
    struct layout_input *layout;
    struct list documents;  /* struct path_value */
    struct list committees; /* struct committee_input */
    struct list sponsors;   /* struct sponsor_tier */
    struct list sessions;   /* struct session_input */
};

extern const struct record volume_record, event_record, imprint_record, committee_record, sponsor_record,
    layout_record, margins_record, screen_record, text_edition_record, editions_record, session_record, item_record,
    person_record, term_record, document_record, recommendation_record;

/* Names with the place and the thing they belong to: ids, terms, forms. */
struct name {
    const char *name;
    struct pos pos;
    size_t index;
};
struct name_list {
    VEC(struct name) names;
};
/* A file that the volume is made of, under the one name that all ways to write it lead to. */
struct known_file {
    const char *real_path;
    struct pos pos; /* where it was named first */
};

/* The state of one volume_read. */
struct loader {
    struct reader reader;
    struct sources *sources;
    struct arena *arena;
    struct diags *diags;
    const struct known_names *names;
    struct volume *volume;
    const char *volume_file; /* its real path */
    const char *own_language; /* the volume's as it is written, whatever edition is read */
    const char *const *languages; /* of the editions */
    const struct node *parallel; /* the layout's, or NULL */
    VEC(struct known_file) document_files;
    VEC(struct document *) documents;
    struct name_list ids;        /* that Markdown can point to; index: in id_slots */
    VEC(const char **) id_slots; /* where the model keeps each id */
    struct name_list person_ids; /* index: in the volume's people */
    int recommendation_count;
};

/* "volume.yaml:12" for messages about two places. */
const char *place_words(const struct loader *loader, struct pos pos);

/* names.c */
void names_add(struct arena *arena, struct name_list *list, const char *name, struct pos pos, size_t index);
/* Sorts by name, equal names in the order in which they were added; then names_find works. */
void names_sort(struct name_list *list);
/* The first with that name, or NULL. */
const struct name *names_find(const struct name_list *list, const char *name);
/* Calls report(loader, again, first) for each name that stands in a sorted list more than once. */
void names_repeated(struct loader *loader, const struct name_list *list,
                    void (*report)(struct loader *loader, const struct name *again, const struct name *first));
const char *names_nearest(struct arena *arena, const struct name_list *list, const char *name);
/* files.c */
/* The file's name without links, "." and ".."; the path itself when there is no such file. */
const char *real_path(struct arena *arena, const char *path);
/* Reads a file named by the volume and adds it to the sources. 0 after an error, reported where the file is named. */
uint32_t load_file(struct loader *loader, const struct path_value *path);
/* The same for YAML, with its root; NULL after an error. Reports a file that is the volume itself. */
const struct node *load_yaml(struct loader *loader, const struct path_value *path);
/* Reads a list that stands in the volume or in a file named there; false when it cannot be read at all. */
bool read_list_or_file(struct loader *loader, const struct key *key, const struct node *node, struct list *list);
/* For a file that is opened later: reports a missing one, and forgets its path so that nobody reports it again. */
void check_file(struct loader *loader, struct path_value *path);

/* people.c */
void read_registry(struct loader *loader, const struct node *people);
/* Reads ids of the registry and persons written in place: one or a list of them. `key` is for messages. */
void read_people(struct loader *loader, const struct node *node, const char *key, struct person_list *out);

/* terms.c */
void read_terms(struct loader *loader, const struct node *terms);
/* What needs the documents: whether `see` and `see-also` lead somewhere. */
void check_terms(struct loader *loader);

/* documents.c */
/* Reads a document; NULL after an error that leaves nothing of it. */
struct document *read_document(struct loader *loader, const struct path_value *path);
/* versions.c: the texts of a document by language; then, its own language being known, those that are set. */
void read_versions(struct loader *loader, struct document_input *input);
void choose_versions(struct loader *loader, struct document_input *input);
void check_parallel(struct loader *loader);
/* Takes note of an id that was given, which must be unique; reports one that Markdown could not point to. */
void add_id(struct loader *loader, const char **id, struct pos pos);

/* sessions.c, matter.c, layout.c, editions.c */
void read_sessions(struct loader *loader, const struct list *sessions);
void read_front(struct loader *loader, const struct node *front, bool has_sessions);
void read_loose(struct loader *loader, const struct list *documents);
void read_back(struct loader *loader, const struct node *back);
void read_layout(struct loader *loader, const struct layout_input *input);
void read_editions(struct loader *loader, const struct node *editions);
/* Languages in which the volume is to be written, of those that are tags: before anything else is read. */
size_t edition_languages(struct arena *arena, const struct node *root, const char *const **languages);

/* numbers.c: why a number is wrong, or NULL; results live in the arena. */
const char *isbn_fault(struct arena *arena, const char *isbn);
const char *issn_fault(struct arena *arena, const char *issn);
const char *orcid_fault(struct arena *arena, const char *orcid);

/* check.c */
/* Compares as far as both say: 2007-08 does not end before 2007-08-28. */
int dates_compare(struct date a, struct date b);
/* Reports an end before its start, or without one. */
void check_span(struct loader *loader, struct pos pos, const struct node *node, struct date start, struct date end);
/* Checks that need the whole volume; sets its latest date. */
void check_volume(struct loader *loader);

#endif
