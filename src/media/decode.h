/*
 * media, inside: one decoder a format. Not for other folders.
 */
#ifndef MEDIA_DECODE_H
#define MEDIA_DECODE_H

#include "media/media.h"

/* Limits: a side, and all pixels; what a decoder may have to hold is then below 1 GiB. */
#define IMAGE_SIDE_LIMIT 20000u
#define IMAGE_PIXEL_LIMIT 200000000u

enum decode_status { DECODE_OK, DECODE_BROKEN, DECODE_TOO_LARGE };

/*
 * Each fills `image` (all but path and pos; on DECODE_TOO_LARGE only width and height). The library's own words for
 * what is wrong go to `problem`, also after DECODE_OK when the file is damaged but was read; else it stays empty.
 */
struct problem {
    char words[200];
};
enum decode_status png_decode(struct arena *arena, const uint8_t *bytes, size_t size, struct image *image,
                              struct problem *problem);
enum decode_status jpeg_decode(struct arena *arena, const uint8_t *bytes, size_t size, struct image *image,
                               struct problem *problem);

/* What an EXIF block says; what it does not say is left as it is. Never reads outside `bytes`. */
struct exif {
    int orientation; /* 1 … 8 */
    double dpi_x, dpi_y;
};
void exif_read(const uint8_t *bytes, size_t size, struct exif *exif);

bool image_too_large(uint32_t width, uint32_t height);
/* Resolutions outside 10 … 12,000 dpi are slips of the program that wrote the file. */
bool image_dpi_likely(double dpi);

#endif
