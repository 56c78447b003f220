/* schema: what may be written in a volume. */
#ifndef SCHEMA_H
#define SCHEMA_H

#include "volume/volume.h"

/* What lower folders own and the reader checks. */
struct known_names schema_names(struct arena *arena);
/* Prints the JSON Schema. */
void schema_print(FILE *out);

#endif
