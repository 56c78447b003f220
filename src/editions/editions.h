/*
 * editions: which outputs a volume gives, each from the one page list or from the text of the same book. A new
 * edition is a file here and a row in editions.c. An edition may not change text inside the type area.
 */
#ifndef EDITIONS_H
#define EDITIONS_H

#include "layout/layout.h"
#include "pdf/pdf.h"
#include "plain/plain.h"
#include "volume/volume.h"

struct edition_input {
    const struct volume *volume;
    const struct pages *pages; /* NULL unless the edition reads pages */
    const struct plain *plain; /* NULL unless it reads text */
    struct diags *diags;
    struct arena *arena;
    struct workers *workers;
    struct progress *progress; /* or NULL */
    struct pdf_kept *pdf_kept; /* of the last build of the same edition; NULL: nothing is kept */
    bool conforms;             /* nothing keeps the volume from PDF/UA and PDF/A */
    int64_t epoch;             /* SOURCE_DATE_EPOCH or -1 */
};

struct edition {
    const char *name;
    const char *suffix;  /* of the file: NAME + suffix */
    bool reads_pages;    /* else it reads text */
    /* Makes the file in memory. False after an error, which was reported. */
    bool (*write)(const struct edition_input *input, struct buf *out);
};
const struct edition *editions_find(const char *name);
const char *const *editions_names(struct arena *arena, size_t *count);

#endif
