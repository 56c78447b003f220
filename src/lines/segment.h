/* lines, inside: a line on its way from the breaks to page items. Not for other folders. */
#ifndef LINES_SEGMENT_H
#define LINES_SEGMENT_H

#include "lines/inline.h"

/* Parts of one run. */
struct segment {
    const struct run *run;
    size_t from, to;
    sp x, width;
    bool trails;    /* its last part is white space that takes no room */
};

struct line_setting {
    struct inlines *text;
    const struct line_request *request;
    struct atom *parts; /* copies of the line's atoms, cut where it cuts them; the width has the gap in it */
    size_t part_count;
    bool hyphen;        /* the last part has one */
    bool trailing;      /* white space stands behind the last part: the first of it */
    VEC(struct segment) segments;
    char *copy;  /* where the text of the line is put together; NULL: it stands in the paragraph as it is */
    struct line_items *out;
};

/* Begins the text of the line, once its parts are known. */
void segment_begin_text(struct line_setting *line);
/* The segment's item of glyphs; its text is added to the line's. */
void segment_emit(struct line_setting *line, const struct segment *segment);

#endif
