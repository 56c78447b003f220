/*
 * type, inside: what words are shaped by, and HarfBuzz's work on one of them. Not for other folders.
 */
#ifndef TYPE_PLAN_H
#define TYPE_PLAN_H

#include "type/face.h"

enum { FEATURES_MOST = 12 };

/* The ASCII of a face that the features of its figures leave alone, in whatever word it stands. */
struct letters {
    uint64_t bits[2];
    bool known;
};
void letters_find(const struct face *face, struct letters *letters);

struct shape_plan {
    const struct face *face;
    sp size;
    unsigned wanted;  /* enum shape_features */
    uint32_t script;
    bool right_to_left;
    bool joins;       /* letters change shape with their neighbours */
    const char *tag;  /* of the language */
    const struct shape_plan *units; /* the same in font units; NULL: that is this one */
    const struct shape_plan *figureless; /* the units without the features of figures; NULL: they have none */
    const struct letters *letters;
    uint64_t seed;    /* for hashes of words: another in each plan */
    hb_language_t language;
    hb_feature_t features[FEATURES_MOST];
    unsigned feature_count;
    const struct shape_plan *next; /* in the same bucket */
};

/* All plans of shapers that share their words. To look for one takes no lock: plans only come, and never change. */
struct plans {
    const struct shape_plan *_Atomic buckets[64];
    pthread_mutex_t lock; /* guards what follows, and adding a plan */
    struct arena *arena;
    uint32_t count;
    struct letters *letters; /* by the face's number */
};
void plans_open(struct plans *plans, uint32_t font_count);
void plans_close(struct plans *plans);
const struct shape_plan *plans_find(struct plans *plans, const struct shape_request *request);

/* The plan in font units by which a word gets its glyphs: for words without figures it is one for all kinds of them. */
const struct shape_plan *plan_units(const struct shape_plan *plan, const char *bytes, size_t length);

/* A font of the face in font units, for one thread: HarfBuzz keeps caches in it. To be destroyed by the caller. */
hb_font_t *shaping_font(const struct face *face);

/*
 * Shapes text[start, end), seeing the whole of the text, in font units, with a font of the plan's face that no other
 * thread uses; returns the number of glyphs.
 */
struct glyph_room {
    struct glyph *at;
    size_t cap;
};
uint32_t plan_shape(const struct shape_plan *plan, hb_font_t *font, hb_buffer_t *buffer, const char *text, size_t size,
                    size_t start, size_t end, struct glyph_room *room);
/* Room for so many glyphs; those it has are kept. */
void glyph_room_grow(struct glyph_room *room, size_t count);
/* From the units of a plan in font units to those of another. */
struct glyph plan_scale(const struct shape_plan *plan, struct glyph glyph);

#endif
