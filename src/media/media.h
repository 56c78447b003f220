/*
 * media: image files → size, resolution and pixels. Hides libpng and libjpeg; no file makes it crash or end the
 * program. An image is read once and is const afterwards; it belongs to the arena.
 */
#ifndef MEDIA_H
#define MEDIA_H

#include "base/base.h"

enum image_color { IMAGE_GRAY, IMAGE_RGB, IMAGE_CMYK };

struct image {
    const char *path;
    struct pos pos;            /* of the first mention: for messages */
    uint32_t width, height;    /* pixels, as seen: after the turn that `orientation` asks for */
    double dpi_x, dpi_y;       /* from the file, as seen; else 96 */
    enum image_color color;
    bool is_jpeg;              /* `bytes` is the file itself, to be stored as DCTDecode */
    bool inverted;             /* Adobe CMYK JPEG: stored inverted */
    int orientation;           /* of a JPEG, EXIF 1 … 8: how the stored pixels are turned to be seen; else 1 */
    const uint8_t *bytes;      /* JPEG file, or rows of 8-bit samples without padding, alpha removed */
    size_t size;
    const uint8_t *alpha;      /* width × height, or NULL */
};

/* Loads PNG or JPEG by its content. Reports and returns NULL when it cannot be read or decoded. */
const struct image *media_load(struct arena *arena, const char *path, struct pos pos, struct diags *diags);
/* A picture in CMYK as a JPEG in RGB, turned as the original is; NULL when there is no memory for it. */
const struct image *media_as_rgb(struct arena *arena, const struct image *image);

#endif
