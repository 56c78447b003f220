/*
 * type, inside: the fonts table, and a face once it is open. Not for other folders.
 */
#ifndef TYPE_FACE_H
#define TYPE_FACE_H

#include "type/type.h"

#include <hb.h>
#include <pthread.h>
#include <stdatomic.h>

/* A row of the fonts table. */
struct font_row {
    const char *target;   /* role name, "-", or the row is for a script */
    uint32_t script;      /* 0: none */
    const char *language; /* of a script's row; NULL: any */
    const char *family;
    bool bold, italic;
    const char *file;
    unsigned index;
    const char *package;
    unsigned scale, leading; /* per cent */
};
struct font_table {
    struct font_row *rows;
    size_t count;
};
/* Reads the table. False, with reports, when it is missing or has a bad row. */
bool font_table_read(struct arena *arena, const char *path, struct font_table *table, struct diags *diags);

/* Which characters a face has: pages of 256, page 0 being empty. */
enum { COVERAGE_PAGES = 0x110000 / 256 };
struct coverage {
    uint16_t page[COVERAGE_PAGES];
    uint64_t (*bits)[4];
};

struct face {
    struct arena *arena; /* of its own: faces are opened by several threads */
    uint32_t number;
    hb_face_t *hb;
    hb_font_t *font; /* scaled to font units; immutable */
    const char *name;
    unsigned upem;
    _Atomic unsigned *features; /* found out when first asked for, each: by face_features only */
    bool bold, italic;
    unsigned scale, leading; /* per cent, of the row that opened it */
    bool has_ascii;
    struct coverage coverage;
    int32_t ascent, descent, x_height, cap_height, space; /* font units */
};
/* NULL when the file is missing or is no font; *broken tells which. */
struct face *face_open(const struct font_row *row, uint32_t number, bool *broken);
void face_close(struct face *face);
static inline bool face_has(const struct face *face, uint32_t character)
{
    const uint64_t *bits = face->coverage.bits[face->coverage.page[character >> 8]];
    return bits[character >> 6 & 3] >> (character & 63) & 1;
}
/* Which of enum shape_features the face can do, of those asked for at least; and of these: */
enum {
    FEATURE_NUMERATORS = 1 << 15, /* superior figures are numerators: the face's superiors are of old style */
    FEATURES_KNOWN = 16           /* so many bits above a feature stands whether anybody has asked for it */
};
unsigned face_features(const struct face *face, unsigned asked);

/* Font units to scaled points, rounded half up. */
static inline sp face_scale(const struct face *face, int64_t units, sp size)
{
    int64_t twice = 2 * (int64_t)face->upem, sum = 2 * units * size + face->upem;
    return sum >= 0 ? sum / twice : -((-sum + twice - 1) / twice);
}

enum face_state { FACE_UNTRIED, FACE_READY, FACE_MISSING, FACE_BROKEN };
/* What is opened behind a row, when first needed. */
struct face_slot {
    struct face *_Atomic face;
    _Atomic int state;
};
struct fonts {
    struct font_table table;
    uint32_t *first;         /* [row]: the first row with the same file and index; its slot is theirs */
    struct face_slot *slots; /* [row] */
    pthread_mutex_t *lock;   /* guards opening */
    const struct face *roles[FONT_ROLE_COUNT][2][2]; /* [bold][italic] */
};

#endif
