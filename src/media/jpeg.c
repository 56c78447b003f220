/*
 * media: JPEG by libjpeg. The file is decoded once to see that it is whole, and kept as it is: a PDF takes it without
 * loss. Only what PDF viewers do not all read (arithmetic coding, RGB without a mark) is kept as pixels.
 */
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h>
#include <jerror.h>

#include "media/decode.h"

enum { EXIF_MARKER = JPEG_APP0 + 1, MARKER_LIMIT = 0xFFFF, SCAN_LIMIT = 500 };

/* All that lives across libjpeg's long jump. */
struct job {
    struct jpeg_error_mgr errors; /* first: libjpeg hands out its address */
    struct jpeg_progress_mgr progress;
    jmp_buf failed;
    struct jpeg_decompress_struct jpeg;
    struct arena *arena;
    struct image *image;
    struct problem *problem;
    const uint8_t *bytes;
    size_t size;
    uint8_t *row;
    bool too_large;
};

static void keep_words(j_common_ptr jpeg)
{
    struct job *job = (struct job *)jpeg->err;
    char words[JMSG_LENGTH_MAX];
    jpeg->err->format_message(jpeg, words);
    snprintf(job->problem->words, sizeof job->problem->words, "%.190s", words);
}

static void fail(j_common_ptr jpeg)
{
    keep_words(jpeg);
    longjmp(((struct job *)jpeg->err)->failed, 1);
}

/* Level -1 is a warning: data are corrupt, but decoding goes on. The first one is kept; a missing part is a failure. */
static void take_message(j_common_ptr jpeg, int level)
{
    if (level < 0 && jpeg->err->msg_code == JWRN_JPEG_EOF)
        fail(jpeg);
    if (level < 0 && jpeg->err->num_warnings++ == 0)
        keep_words(jpeg);
}

static void fail_with(struct job *job, const char *words)
{
    snprintf(job->problem->words, sizeof job->problem->words, "%s", words);
    longjmp(job->failed, 1);
}

/* A small progressive file can ask for thousands of scans over the whole picture. */
static void watch_scans(j_common_ptr jpeg)
{
    struct job *job = (struct job *)jpeg->err;
    if (job->jpeg.input_scan_number > SCAN_LIMIT)
        fail_with(job, "more than 500 scans");
}

static void start(struct job *job)
{
    job->jpeg.err = jpeg_std_error(&job->errors);
    job->errors.error_exit = fail;
    job->errors.emit_message = take_message;
    jpeg_create_decompress(&job->jpeg);
    job->progress.progress_monitor = watch_scans;
    job->jpeg.progress = &job->progress;
    jpeg_mem_src(&job->jpeg, job->bytes, job->size);
    jpeg_save_markers(&job->jpeg, EXIF_MARKER, MARKER_LIMIT);
    jpeg_read_header(&job->jpeg, TRUE);
}

static void read_details(struct job *job)
{
    struct jpeg_decompress_struct *jpeg = &job->jpeg;
    struct image *image = job->image;
    struct exif exif = {.orientation = 1, .dpi_x = image->dpi_x, .dpi_y = image->dpi_y};
    for (jpeg_saved_marker_ptr marker = jpeg->marker_list; marker; marker = marker->next)
        if (marker->marker == EXIF_MARKER)
            exif_read(marker->data, marker->data_length, &exif);
    double scale = jpeg->density_unit == 2 ? 2.54 : 1;
    double x = jpeg->X_density * scale, y = jpeg->Y_density * scale;
    if (jpeg->saw_JFIF_marker && jpeg->density_unit && image_dpi_likely(x) && image_dpi_likely(y)) {
        exif.dpi_x = x;
        exif.dpi_y = y;
    }
    bool sideways = exif.orientation >= 5;
    image->orientation = exif.orientation;
    image->width = sideways ? jpeg->image_height : jpeg->image_width;
    image->height = sideways ? jpeg->image_width : jpeg->image_height;
    image->dpi_x = sideways ? exif.dpi_y : exif.dpi_x;
    image->dpi_y = sideways ? exif.dpi_x : exif.dpi_y;
}

static void choose_color(struct job *job)
{
    struct jpeg_decompress_struct *jpeg = &job->jpeg;
    switch (jpeg->num_components) {
    case 1:
        job->image->color = IMAGE_GRAY;
        jpeg->out_color_space = JCS_GRAYSCALE;
        break;
    case 3:
        job->image->color = IMAGE_RGB;
        jpeg->out_color_space = JCS_RGB;
        break;
    case 4:
        job->image->color = IMAGE_CMYK;
        job->image->inverted = jpeg->saw_Adobe_marker;
        jpeg->out_color_space = JCS_CMYK;
        break;
    default:
        fail_with(job, "neither grey nor RGB nor CMYK");
    }
}

/* Where the pixel at column x of stored row y is seen; EXIF orientation n, TIFF 6.0 page 36. */
static size_t seen_at(const struct image *image, uint32_t x, uint32_t y)
{
    size_t right = image->width - 1, bottom = image->height - 1, width = image->width;
    switch (image->orientation) {
    case 2:
        return y * width + right - x;
    case 3:
        return (bottom - y) * width + right - x;
    case 4:
        return (bottom - y) * width + x;
    case 5:
        return x * width + y;
    case 6:
        return x * width + right - y;
    case 7:
        return (bottom - x) * width + right - y;
    case 8:
        return (bottom - x) * width + y;
    default:
        return y * width + x;
    }
}

static void put_row(struct job *job, uint32_t y, uint8_t *pixels)
{
    size_t channels = (size_t)job->jpeg.output_components;
    for (uint32_t x = 0; x < job->jpeg.output_width; x++) {
        uint8_t *out = pixels + seen_at(job->image, x, y) * channels;
        for (size_t c = 0; c < channels; c++)
            out[c] = job->image->inverted ? 255 - job->row[x * channels + c] : job->row[x * channels + c];
    }
}

/* Decodes to the end. Keeps the pixels, upright and not inverted, in `pixels` unless that is NULL. */
static void read_rows(struct job *job, uint8_t *pixels)
{
    struct jpeg_decompress_struct *jpeg = &job->jpeg;
    job->row = base_malloc((size_t)jpeg->output_width * (size_t)jpeg->output_components);
    while (jpeg->output_scanline < jpeg->output_height) {
        uint32_t y = jpeg->output_scanline;
        JSAMPROW row = job->row;
        jpeg_read_scanlines(jpeg, &row, 1);
        if (pixels)
            put_row(job, y, pixels);
    }
    jpeg_finish_decompress(jpeg);
}

static void read_image(struct job *job)
{
    struct jpeg_decompress_struct *jpeg = &job->jpeg;
    struct image *image = job->image;
    start(job);
    read_details(job);
    job->too_large = image_too_large(image->width, image->height);
    if (job->too_large)
        return;
    choose_color(job);
    image->is_jpeg = !jpeg->arith_code && !(jpeg->jpeg_color_space == JCS_RGB && !jpeg->saw_Adobe_marker);
    if (image->is_jpeg) {
        jpeg->dct_method = JDCT_IFAST;
        jpeg->do_fancy_upsampling = FALSE;
    }
    jpeg_start_decompress(jpeg);
    image->size = (size_t)image->width * image->height * (size_t)jpeg->output_components;
    uint8_t *pixels = image->is_jpeg ? NULL : arena_alloc(job->arena, image->size);
    read_rows(job, pixels);
    if (image->is_jpeg)
        image->size = job->size;
    else
        image->orientation = 1;
    image->inverted &= image->is_jpeg;
    image->bytes = image->is_jpeg ? arena_copy(job->arena, job->bytes, job->size) : pixels;
}

static bool run(struct job *job)
{
    if (setjmp(job->failed))
        return false;
    read_image(job);
    return true;
}

enum decode_status jpeg_decode(struct arena *arena, const uint8_t *bytes, size_t size, struct image *image,
                               struct problem *problem)
{
    struct job job = {.arena = arena, .image = image, .problem = problem, .bytes = bytes, .size = size};
    bool good = run(&job);
    jpeg_destroy_decompress(&job.jpeg);
    free(job.row);
    if (!good)
        return DECODE_BROKEN;
    return job.too_large ? DECODE_TOO_LARGE : DECODE_OK;
}
