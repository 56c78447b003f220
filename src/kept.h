/*
 * kept: what one build of a volume leaves for the next one of it, in a process that builds it again and again. Each
 * part is compared by its whole content before it is used, so that a build makes the same bytes with it and without.
 * What a build has not used is given back at its end.
 */
#ifndef KEPT_H
#define KEPT_H

#include "flow/flow.h"
#include "parts/parts.h"
#include "pdf/pdf.h"
#include "plain/plain.h"

/* Of one edition: the volume in one language. NULL: nothing is kept. */
struct kept_edition {
    struct parts_kept *parts;
    struct flow_store *flow, *pages_flow, *text_flow; /* of pieces; of by_map ones in each medium */
    struct pdf_kept *pdf;
    struct plain_kept *text;
};

struct kept;
struct kept *kept_new(void);
void kept_free(struct kept *kept);
/*
 * A build of an edition begins, by the number of its language: what the last one of it has left, valid until the next
 * call. `kept` NULL: one of which all is NULL.
 */
const struct kept_edition *kept_begin(struct kept *kept, size_t number);
/* It has ended: if well, what it has not used is given back. */
void kept_end(const struct kept_edition *edition, bool well);

#endif
