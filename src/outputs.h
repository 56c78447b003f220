/*
 * outputs: the files of a volume. They wait until the editions in all languages are made, then all take the places of
 * the last good run's, or none.
 */
#ifndef OUTPUTS_H
#define OUTPUTS_H

#include "editions/editions.h"

struct output {
    const struct edition *edition;
    char *path;
    struct buf bytes;
    struct spill *aside; /* the bytes, when they were laid aside; else NULL */
    size_t size;         /* of those */
    struct arena *arena; /* of what follows; NULL: it was not tried to write it */
    char *temporary;
    const char *reason;  /* why it cannot be written; NULL: none */
};
struct outputs {
    struct output *at;
    size_t n, cap;
};
/* The bytes need no memory until they are written, where that can be done: much of it is wanted for others. */
void output_lay_aside(struct output *output);
/* False, with a report: one of them would take the place of a file that the volume is made from. */
bool outputs_spare(const struct outputs *outputs, const struct inputs *inputs, struct diags *diags);
/* Writes all; false, with a report: none. */
bool outputs_write(struct workers *workers, struct outputs *outputs, struct diags *diags);
void outputs_free(struct outputs *outputs);

#endif
