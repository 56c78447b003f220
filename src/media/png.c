/*
 * media: PNG by libpng. Every kind (grey, palette, RGB, with alpha or tRNS, 1 to 16 bits, interlaced) becomes rows of
 * 8-bit grey or RGB samples and, where something is transparent, rows of 8-bit alpha.
 */
#include <png.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include "media/decode.h"

/* All that lives across libpng's long jump. */
struct job {
    jmp_buf failed;
    png_structp png;
    png_infop info;
    const uint8_t *at, *end;
    struct arena *arena;
    struct image *image;
    struct problem *problem;
    uint8_t *rows; /* interleaved samples: one row, or all rows of an interlaced image */
    bool too_large;
};

static void fail(png_structp png, png_const_charp words)
{
    struct job *job = png_get_error_ptr(png);
    snprintf(job->problem->words, sizeof job->problem->words, "%s", words);
    longjmp(job->failed, 1);
}

/* libpng warns about colour profiles, dates and texts, never about pixels. */
static void ignore(png_structp png, png_const_charp words)
{
    (void)png;
    (void)words;
}

static void take_bytes(png_structp png, png_bytep out, size_t size)
{
    struct job *job = png_get_io_ptr(png);
    if ((size_t)(job->end - job->at) < size)
        png_error(png, "the file ends too early");
    memcpy(out, job->at, size);
    job->at += size;
}

static void set_limits(png_structp png)
{
    enum { CHUNK_BYTES = 8 << 20, CHUNKS = 256 };
    png_set_user_limits(png, 0x7FFFFFFF, 0x7FFFFFFF);
    png_set_chunk_malloc_max(png, CHUNK_BYTES);
    png_set_chunk_cache_max(png, CHUNKS);
}

static void read_resolution(struct job *job)
{
    png_uint_32 x, y;
    int unit;
    if (!png_get_pHYs(job->png, job->info, &x, &y, &unit) || unit != PNG_RESOLUTION_METER)
        return;
    if (image_dpi_likely(x * 0.0254) && image_dpi_likely(y * 0.0254)) {
        job->image->dpi_x = x * 0.0254;
        job->image->dpi_y = y * 0.0254;
    }
}

static void ask_for_8_bits(png_structp png)
{
    png_set_expand(png);
    png_set_scale_16(png);
}

/* Takes a row of interleaved samples apart. */
static void split_row(struct job *job, const uint8_t *row, int channels, uint8_t *color, uint8_t *alpha)
{
    uint32_t width = job->image->width;
    int colors = channels > 2 ? 3 : 1;
    if (!alpha) {
        memcpy(color, row, (size_t)width * (size_t)colors);
        return;
    }
    for (uint32_t x = 0; x < width; x++, row += channels) {
        for (int c = 0; c < colors; c++)
            *color++ = row[c];
        *alpha++ = row[colors];
    }
}

static bool is_opaque(const uint8_t *alpha, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (alpha[i] != 255)
            return false;
    return true;
}

static void read_rows(struct job *job)
{
    struct image *image = job->image;
    int passes = png_set_interlace_handling(job->png);
    png_read_update_info(job->png, job->info);
    int channels = png_get_channels(job->png, job->info);
    size_t row_size = png_get_rowbytes(job->png, job->info), pixels = (size_t)image->width * image->height;
    size_t color_row = image->width * (size_t)(channels > 2 ? 3 : 1);
    bool transparent = channels == 2 || channels == 4;
    if (row_size != (size_t)image->width * (size_t)channels)
        png_error(job->png, "unexpected size of a row");
    image->color = channels > 2 ? IMAGE_RGB : IMAGE_GRAY;
    image->size = color_row * image->height;
    uint8_t *color = arena_alloc(job->arena, image->size);
    uint8_t *alpha = transparent ? arena_alloc(job->arena, pixels) : NULL;
    job->rows = base_malloc(passes > 1 ? row_size * image->height : row_size);
    for (int pass = 0; pass < passes - 1; pass++)
        for (uint32_t y = 0; y < image->height; y++)
            png_read_row(job->png, job->rows + y * row_size, NULL);
    for (uint32_t y = 0; y < image->height; y++) {
        uint8_t *row = passes > 1 ? job->rows + y * row_size : job->rows;
        png_read_row(job->png, row, NULL);
        split_row(job, row, channels, color + y * color_row, alpha ? alpha + (size_t)y * image->width : NULL);
    }
    image->bytes = color;
    image->alpha = alpha && !is_opaque(alpha, pixels) ? alpha : NULL;
}

static void read_image(struct job *job)
{
    png_set_read_fn(job->png, job, take_bytes);
    set_limits(job->png);
    png_read_info(job->png, job->info);
    job->image->width = png_get_image_width(job->png, job->info);
    job->image->height = png_get_image_height(job->png, job->info);
    job->too_large = image_too_large(job->image->width, job->image->height);
    if (job->too_large)
        return;
    read_resolution(job);
    ask_for_8_bits(job->png);
    read_rows(job);
}

static bool run(struct job *job)
{
    if (setjmp(job->failed))
        return false;
    job->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, job, fail, ignore);
    job->info = job->png ? png_create_info_struct(job->png) : NULL;
    if (!job->info)
        return false;
    read_image(job);
    return true;
}

enum decode_status png_decode(struct arena *arena, const uint8_t *bytes, size_t size, struct image *image,
                              struct problem *problem)
{
    struct job job = {.at = bytes, .end = bytes + size, .arena = arena, .image = image, .problem = problem};
    bool good = run(&job);
    png_destroy_read_struct(&job.png, &job.info, NULL);
    free(job.rows);
    if (!good)
        return DECODE_BROKEN;
    return job.too_large ? DECODE_TOO_LARGE : DECODE_OK;
}
