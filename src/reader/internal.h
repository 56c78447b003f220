/* reader: what its files share; not for other modules. */
#ifndef READER_INTERNAL_H
#define READER_INTERNAL_H

#include "reader/reader.h"

/* Scalars of one type each. False after an error, which has been reported. */
bool read_text(struct reader *reader, const struct key *key, const struct node *node, void *out);
bool read_bool(struct reader *reader, const struct key *key, const struct node *node, void *out);
bool read_int(struct reader *reader, const struct key *key, const struct node *node, void *out);
bool read_length(struct reader *reader, const struct key *key, const struct node *node, void *out);
bool read_color(struct reader *reader, const struct key *key, const struct node *node, void *out);
bool read_date(struct reader *reader, const struct key *key, const struct node *node, void *out);
bool read_language(struct reader *reader, const struct key *key, const struct node *node, void *out);
bool read_path(struct reader *reader, const struct key *key, const struct node *node, void *out);
bool read_enum(struct reader *reader, const struct key *key, const struct node *node, void *out);
bool read_localized(struct reader *reader, const struct key *key, const struct node *node, void *out);

/* Reports that the key's value is of the wrong type or form. Always false. */
bool wrong_type(struct reader *reader, const struct key *key, const struct node *node);
/* A scalar's text in NFC, outer white space trimmed. */
const char *clean_text(struct reader *reader, const struct node *node, size_t *size);
/* A piece of a text that is fit for one line of a message. */
const char *excerpt(struct arena *arena, const char *text);

#endif
