/* pdf, inside: the structure tree between the step that finds it and the one that writes it. Not for other files. */
#ifndef PDF_STRUCTURE_H
#define PDF_STRUCTURE_H

#include "pdf/writer.h"

enum kid_kind { KID_CONTENT, KID_LINK, KID_ELEMENT };
struct kid {
    enum kid_kind kind;
    uint32_t page;          /* of content and links */
    uint32_t number;        /* MCID, index in the page's links, or tag */
};

struct box {
    bool known;
    uint32_t page;
    sp left, top, right, bottom; /* from the page's upper left corner */
};

/* An entry of the parent tree: the elements of a page's sequences, or the element of a link. */
struct parent {
    uint32_t key, page;
    uint32_t tag;           /* UINT32_MAX: of all sequences of the page */
};

struct kid_range {
    uint32_t from, to;      /* indexes into kids */
};

struct structure {
    struct pdf *pdf;
    uint32_t *order;        /* by tag: place in `elements`, of the element that took it in; UINT32_MAX: left out */
    number_list elements;   /* tags, in the order in which they are written */
    struct kid_range *ranges; /* by tag */
    struct kid *kids;
    uint32_t *box_of;       /* by tag: number of its box */
    VEC(struct box) boxes;  /* the first is of what has none */
    number_list notes;      /* tags, rising */
    VEC(struct parent) parents; /* by key, rising */
};

#endif
