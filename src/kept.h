/*
 * kept: what one build of a volume leaves for the next one of it, in a process that builds it again and again. Each
 * part is compared by its whole content before it is used, so that a build makes the same bytes with it and without.
 * What a build has not used is given back at its end.
 */
#ifndef KEPT_H
#define KEPT_H

#include "pdf/pdf.h"

/* Of one edition: the volume in one language. */
struct kept_edition {
    struct pdf_kept *pdf;
};

struct kept;
struct kept *kept_new(void);
void kept_free(struct kept *kept);
/* By the number of the language; made when it is first asked for. Valid until another is asked for. */
const struct kept_edition *kept_edition(struct kept *kept, size_t number);

#endif
