/* lines, inside: a line on its way from the breaks to page items. Not for other folders. */
#ifndef LINES_SEGMENT_H
#define LINES_SEGMENT_H

#include "lines/inline.h"

/* Parts of one run. */
struct segment {
    const struct run *run;
    size_t from, to;
    sp x, width;
    uint32_t glyphs;     /* a space is one */
    uint32_t word_count; /* words with the spaces after them; a space with no word before it counts, too */
    bool is_plain;       /* of the words nothing but the glyphs that the shaper keeps is drawn */
    bool is_solid;       /* its text is that of the paragraph from the first part to the last */
    bool trails;         /* its last part is white space that takes no room */
};

struct line_setting {
    struct inlines *text;
    const struct line_request *request;
    struct atom *parts; /* copies of the line's atoms, cut where it cuts them; the width has the gap in it */
    size_t part_count;
    bool hyphen;        /* the last part has one */
    bool trailing;      /* white space stands behind the last part: the first of it */
    struct segment *segments;
    size_t segment_count;
    char *copy;  /* where the text of the line is put together; NULL: it stands in the paragraph as it is */
    struct line_items *out;
};

/* Breaks and TABs are white space to who copies the text. */
static inline bool part_is_white(const struct atom *part)
{
    return part->kind == ATOM_BREAK || part->kind == ATOM_TAB;
}

/* Can the part stand in a run of words? Of a word nothing but its own glyphs may be drawn. */
static inline bool part_is_plain(const struct atom *part)
{
    const struct shaped *word = part->word;
    return !word || (word->number > 0 && word->packed && part->width == word->width);
}

/* A space goes with the word before it. */
static inline bool part_begins_word(const struct segment *segment, const struct atom *part, size_t index)
{
    return part->word || index == segment->from || !part[-1].word;
}

/* Adds the part behind its last. */
static inline void segment_add(struct segment *segment, const struct atom *part)
{
    bool first = segment->to == segment->from;
    segment->is_solid &= !part_is_white(part) && (first || part->start == part[-1].end);
    segment->is_plain &= part_is_plain(part);
    segment->word_count += part_begins_word(segment, part, segment->to);
    segment->glyphs += part->word ? part->word->count : 1;
    segment->width += part->width;
    segment->to++;
}

/* Begins the text of the line, once its segments are known. */
void segment_begin_text(struct line_setting *line);
/* The segment's item of glyphs; its text is added to the line's. */
void segment_emit(struct line_setting *line, const struct segment *segment);

#endif
