/* text: what the files of this module share. */
#ifndef TEXT_INTERNAL_H
#define TEXT_INTERNAL_H

#include "text/text.h"

struct text_builder {
    struct arena *arena; /* of the paragraph */
    struct arena *work;  /* borrowed beside it until the paragraph is finished: the builder itself and all below */
    const char *language;
    char *text;
    uint32_t length, room;
    VEC(struct span) spans;
    VEC(uint32_t) open; /* indexes of spans whose end is not known yet, outermost first */
    VEC(struct mark) marks;
    VEC(struct text_origin) origins;
    struct pos end; /* where what follows would stand by the last origin; file PLACE_UNKNOWN: nowhere */
};
#define PLACE_UNKNOWN UINT32_MAX

/* Sorts spans as struct para wants them: by start, longer first, then as they came. */
void spans_sort(struct arena *arena, struct span *spans, size_t count);

#endif
