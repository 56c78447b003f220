/*
 * pdf: page list → PDF file in memory. Hides libharu (object store) and zlib. Page contents are written and
 * deflated by workers into private buffers; every call of libharu is made on one thread. The same pages give the same
 * bytes. ISO 32000-1 (PDF 1.7).
 */
#ifndef PDF_H
#define PDF_H

#include "layout/layout.h"

struct pdf_text {
    const char *language, *text;
};

/* Deflated streams of the file that was written last, for the next one; one process, one file at a time. */
struct pdf_kept;
struct pdf_kept *pdf_kept_new(void);
void pdf_kept_free(struct pdf_kept *kept);

struct pdf_info {
    const char *title, *subject, *language;
    const struct pdf_text *titles; /* the title in all its languages, that of the volume first; none: `title` */
    size_t title_count;
    const char *const *authors; /* persons and organizations, in order */
    size_t author_count;
    const char *const *keywords;
    size_t keyword_count;
    const char *publisher, *identifier, *rights; /* may be NULL */
    struct date date;           /* year 0: none */
    int64_t epoch;              /* SOURCE_DATE_EPOCH, seconds UTC; -1: use `date` */
    const char *producer;       /* "proceedings 1.0" */
    struct workers *workers;
    struct progress *progress;  /* counts the pages that are written; NULL: nobody asks */
    struct pdf_kept *kept;      /* of the file before, then of this one; NULL: there will be no other */
    bool conforms;              /* the file may bear the marks of PDF/UA-1 and PDF/A */
};

/* Writes the PDF to `out`. False after an error, which was reported. */
bool pdf_write(const struct pages *pages, const struct pdf_info *info, struct diags *diags, struct buf *out);

#endif
