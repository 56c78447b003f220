/*
 * access: what only the author can say, and what readers who do not see the page need: what a picture shows, which
 * cells head a table, how headings nest, where a link leads, the language. Reads flow; reports what is missing.
 */
#ifndef ACCESS_H
#define ACCESS_H

#include "flow/flow.h"
#include "volume/volume.h"

/*
 * Reports each finding in the book as a warning; as an error where the volume says `accessible: true`, not at all where
 * it says false. True when the volume may claim to be accessible (PDF/UA-1, PDF/A): nothing was found.
 */
bool access_check(struct arena *arena, const struct volume *volume, const struct book *book, struct diags *diags);

#endif
