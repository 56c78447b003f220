/* editions, inside: the rows. Not for other folders. */
#ifndef EDITIONS_INTERNAL_H
#define EDITIONS_INTERNAL_H

#include "editions/editions.h"

extern const struct edition edition_screen, edition_text;

#endif
