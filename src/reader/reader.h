/*
 * reader: typed key tables over YAML nodes. A table (struct record) is the one description of a mapping: the reader
 * checks a node against it and fills a C struct by offsets; `proceedings schema` prints the JSON Schema from it; the
 * reference in README.md follows it. A new key is one row.
 *
 * Reports unknown keys (with the nearest valid name), wrong types, missing required keys, values outside an
 * enumeration. Reading goes on after an error. Filled structs and their strings belong to the arena.
 */
#ifndef READER_H
#define READER_H

#include "base/base.h"
#include "unicode/unicode.h"
#include "yaml/yaml.h"

/* Text by language: one entry with language NULL when it was given as plain text. */
struct localized {
    struct {
        const char *language; /* BCP 47 or NULL */
        const struct node *node;
        const char *text; /* node->text in NFC, outer white space trimmed, in plain text a tab made a space */
        struct pos pos;   /* of the text's first character */
    } *items;
    size_t count; /* 0: the key was absent, null, or without anything to be seen */
};
/* The text for a language: exact tag, then its primary subtag, then the first. NULL when absent. */
const char *localized_text(const struct localized *text, const char *language);
const struct node *localized_node(const struct localized *text, const char *language);
/* Where its first character stands; POS_NONE when absent. */
struct pos localized_pos(const struct localized *text, const char *language);
/* Is there nothing to be seen: only spaces of any kind and characters without shape? */
bool reader_is_blank(const char *text, size_t size);
/* Do two tags name one language, one of them perhaps more narrowly: en and en-GB, but not zh-Hans and zh-Hant? */
bool reader_same_language(const char *a, const char *b);
/* The language of the entry that localized_text returns, or `language` when the entry does not name one. */
const char *localized_language(const struct localized *text, const char *language);

enum key_type {
    KEY_TEXT,      /* const char *, NULL when absent or empty; any scalar; NFC, runs of white space are one space */
    KEY_LOCALIZED, /* struct localized; text or map language → text */
    KEY_MARKDOWN,  /* struct localized; the same, said to be Markdown in the schema */
    KEY_BOOL,      /* enum tristate */
    KEY_INT,       /* int; .minimum, .maximum of the row */
    KEY_LENGTH,    /* sp; "3mm", "2.5cm", "12pt", "1in" */
    KEY_COLOR,     /* int32_t 0xRRGGBB; "#1a4b8c"; -1 when absent */
    KEY_DATE,      /* struct date; "2007", "2007-08", "2007-08-28", with " 09:00" or "T09:00" where .with_time */
    KEY_LANGUAGE,  /* const char *; BCP 47 */
    KEY_PATH,      /* struct path_value; a file's path beside the file that names it */
    KEY_ENUM,      /* int: index in .values; -1 when absent */
    KEY_RECORD,    /* const STRUCT *; .record */
    KEY_LIST,      /* struct list of the row's .item's type (of records: the structs themselves); one item alone is
                      accepted where .lenient */
    KEY_MAP,       /* struct map_value: free keys → text, kept in order */
    KEY_NODE       /* const struct node *: read by the caller; .schema describes it in JSON */
};
enum tristate { TRISTATE_ABSENT, TRISTATE_FALSE, TRISTATE_TRUE };

struct path_value {
    const char *path; /* resolved; NULL when absent */
    const char *name; /* as written */
    struct pos pos;
};
struct list {
    void *at; /* array of the item's C type */
    size_t count;
    const struct node *node;
};
struct map_value {
    struct {
        const char *key;
        struct pos key_pos;
        struct localized value;
    } *items;
    size_t count;
};

struct record;
struct key {
    const char *name;
    enum key_type type;
    size_t offset; /* of the field in the record's struct */
    bool required, lenient, with_time;
    bool blanks;                      /* KEY_LIST: empty items count, as NULL */
    bool later;                       /* a key of a later version: an error that says so; not in the schema */
    const struct record *record;      /* KEY_RECORD; KEY_NODE: what the caller reads it with, for the schema */
    const struct key *item;           /* KEY_LIST: type of the items (name and offset unused) */
    const char *const *values;        /* KEY_ENUM, NULL-terminated */
    int minimum, maximum;             /* KEY_INT */
    const char *schema;               /* KEY_NODE: a JSON Schema fragment, or "@body", "@person-list" …, printed as a
                                         reference to a definition given beside the records */
    const char *about;                /* one sentence for the schema and the reference */
};

/*
 * One kind of mapping. Where `shorthand` is set, a plain scalar is accepted too and is read as that key's value
 * (`items: [closing-remarks.yaml]`). Every struct filled begins with `struct pos pos`, and `const struct node *node`.
 */
struct record {
    const char *name;      /* for messages and as the schema's $defs name: "session" */
    size_t size;           /* of the C struct */
    const struct key *keys; /* ends with a row whose name is NULL */
    const char *shorthand;
};
struct record_head {
    struct pos pos;
    const struct node *node;
};

struct reader {
    struct arena *arena;
    const struct sources *sources;
    struct diags *diags;
    const char *language; /* texts by language that lack this one are reported; NULL: none are */
};

/* Reads a mapping into a new struct of record->size. NULL only when the node is no mapping (reported). */
void *reader_record(struct reader *reader, const struct record *record, const struct node *node);
/* Reads one value of a key's type to `out`. False after an error, which has been reported. */
bool reader_value(struct reader *reader, const struct key *key, const struct node *node, void *out);
/* Reports an unknown word with the nearest of the valid ones. */
void reader_unknown(struct reader *reader, enum diag_id id, struct pos pos, const char *word, const char *where,
                    const char *const *names, size_t count);

/* A definition for the schema beside the records: named fragments for KEY_NODE's "@name". */
struct schema_definition {
    const char *name, *json;
};
/*
 * Prints the JSON Schema (draft 2020-12) whose root accepts any of `roots`, and what an extra named "file" describes.
 * Of two extras with one name the later is printed.
 */
void reader_print_schema(const struct record *const *roots, size_t root_count, const struct schema_definition *extras,
                         size_t extra_count, FILE *out);

#endif
