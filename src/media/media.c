/* media: reads an image file, finds out what it is by its first bytes, reports what is wrong with it. */
#include <string.h>

#include "media/decode.h"

bool image_too_large(uint32_t width, uint32_t height)
{
    return width > IMAGE_SIDE_LIMIT || height > IMAGE_SIDE_LIMIT || (uint64_t)width * height > IMAGE_PIXEL_LIMIT;
}

bool image_dpi_likely(double dpi)
{
    return dpi >= 10 && dpi <= 12000;
}

/* The web address in a path that was made by putting it behind a folder, or NULL. */
static const char *find_address(const char *path)
{
    const char *inside = strstr(path, "data:image/"), *colon = strstr(path, "://");
    if (inside || !colon)
        return inside;
    while (colon > path && colon[-1] != '/')
        colon--;
    return colon;
}

static void report_missing(struct arena *scratch, const char *path, struct pos pos, struct diags *diags)
{
    enum { SHOWN = 80 };
    const char *address = find_address(path);
    size_t size = address ? strlen(address) : 0;
    if (address)
        diag(diags, DIAG_FILE_REMOTE, pos, size > SHOWN ? arena_format(scratch, "%.*s…", SHOWN, address) : address);
    else
        diag(diags, DIAG_FILE_MISSING, pos, path);
}

static bool read_bytes(struct arena *arena, const char *path, struct pos pos, struct diags *diags, uint8_t **bytes,
                       size_t *size)
{
    char *content;
    diags_note_input(diags, path);
    enum file_status status = file_read(arena, path, &content, size);
    if (status == FILE_MISSING || (status == FILE_UNREADABLE && find_address(path)))
        report_missing(arena, path, pos, diags);
    else
        file_report(diags, status, pos, path);
    *bytes = (uint8_t *)content;
    return status == FILE_OK;
}

static void report_too_large(const struct image *image, struct arena *scratch, struct diags *diags)
{
    const char *width = arena_format(scratch, "%u", image->width);
    const char *height = arena_format(scratch, "%u", image->height);
    diag(diags, DIAG_IMAGE_TOO_LARGE, image->pos, image->path, width, height);
}

/* Fills `image`; false after a report. */
static bool decode(struct arena *arena, struct arena *scratch, struct image *image, struct diags *diags)
{
    static const uint8_t png_start[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    static const uint8_t jpeg_start[] = {0xFF, 0xD8, 0xFF};
    struct problem problem = {""};
    enum decode_status status;
    uint8_t *bytes;
    size_t size;
    if (!read_bytes(scratch, image->path, image->pos, diags, &bytes, &size))
        return false;
    if (size >= sizeof png_start && !memcmp(bytes, png_start, sizeof png_start)) {
        status = png_decode(arena, bytes, size, image, &problem);
    } else if (size >= sizeof jpeg_start && !memcmp(bytes, jpeg_start, sizeof jpeg_start)) {
        status = jpeg_decode(arena, bytes, size, image, &problem);
    } else {
        diag(diags, DIAG_IMAGE_FORMAT, image->pos, image->path);
        return false;
    }
    if (status == DECODE_TOO_LARGE)
        report_too_large(image, scratch, diags);
    else if (status == DECODE_BROKEN)
        diag(diags, DIAG_IMAGE_BROKEN, image->pos, image->path, *problem.words ? problem.words : "no memory");
    else if (*problem.words)
        diag(diags, DIAG_IMAGE_DAMAGED, image->pos, image->path, problem.words);
    return status == DECODE_OK;
}

const struct image *media_load(struct arena *arena, const char *path, struct pos pos, struct diags *diags)
{
    struct image *image = arena_alloc(arena, sizeof *image);
    *image = (struct image){
        .path = arena_strdup(arena, path), .pos = pos, .dpi_x = 96, .dpi_y = 96, .orientation = 1};
    struct arena *scratch = arena_new();
    bool good = decode(arena, scratch, image, diags);
    arena_free(scratch);
    return good ? image : NULL;
}
