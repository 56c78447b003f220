/*
 * pdf: image XObjects (ISO 32000-1 8.9). A JPEG goes in as it is; pixels are deflated, with the predictors of PNG (RFC
 * 2083 section 6) where that is smaller; alpha becomes a soft mask, and CMYK RGB. An image used twice is stored once.
 */
#include <stdlib.h>
#include <string.h>

#include "pdf/writer.h"

static size_t channels_of(const struct image *image)
{
    return image->color == IMAGE_GRAY ? 1 : image->color == IMAGE_RGB ? 3 : 4;
}

static bool same_image(const struct image *a, const struct image *b)
{
    if (a == b)
        return true;
    return a->size == b->size && a->width == b->width && a->height == b->height && a->is_jpeg == b->is_jpeg &&
           a->color == b->color && !a->alpha == !b->alpha && !memcmp(a->bytes, b->bytes, a->size) &&
           (!a->alpha || !memcmp(a->alpha, b->alpha, (size_t)a->width * a->height));
}

uint32_t pdf_image_index(const struct pdf *pdf, const struct image *image)
{
    size_t i = 0;
    while (i < pdf->images.n && !same_image(pdf->images.at[i].image, image))
        i++;
    return (uint32_t)i;
}

static void find_images(struct pdf *pdf)
{
    for (size_t p = 0; p < pdf->pages->count; p++)
        for (size_t i = 0; i < pdf->pages->at[p].item_count; i++) {
            const struct page_item *item = &pdf->pages->at[p].items[i];
            if (item->kind == ITEM_IMAGE && pdf_image_index(pdf, item->image.image) == pdf->images.n)
                vec_push(pdf->arena, &pdf->images, (struct pdf_image){.image = item->image.image});
        }
}

static int paeth(int left, int up, int corner)
{
    int guess = left + up - corner;
    int to_left = abs(guess - left), to_up = abs(guess - up), to_corner = abs(guess - corner);
    if (to_left <= to_up && to_left <= to_corner)
        return left;
    return to_up <= to_corner ? up : corner;
}

/* What a filter takes a sample for. */
static inline int guessed(int filter, int left, int up, int corner)
{
    switch (filter) {
    case 1:
        return left;
    case 2:
        return up;
    case 3:
        return (left + up) / 2;
    case 4:
        return paeth(left, up, corner);
    default:
        return 0;
    }
}

/* A row as a filter stores it, the filter's number first; how far its bytes are from 0 in sum. */
static inline __attribute__((always_inline)) uint64_t filter_by(int filter, const uint8_t *row, const uint8_t *above,
                                                                size_t size, size_t step, uint8_t *out)
{
    uint64_t sum = 0;
    *out++ = (uint8_t)filter;
    for (size_t i = 0; i < size; i++) {
        bool first = i < step;
        int left = first ? 0 : row[i - step], corner = first ? 0 : above[i - step];
        out[i] = (uint8_t)(row[i] - guessed(filter, left, above[i], corner));
        sum += out[i] < 128 ? out[i] : 256u - out[i];
    }
    return sum;
}

/* The loop is made once for each filter. */
static uint64_t filter_row(int filter, const uint8_t *row, const uint8_t *above, size_t size, size_t step, uint8_t *out)
{
    switch (filter) {
    case 1:
        return filter_by(1, row, above, size, step, out);
    case 2:
        return filter_by(2, row, above, size, step, out);
    case 3:
        return filter_by(3, row, above, size, step, out);
    case 4:
        return filter_by(4, row, above, size, step, out);
    default:
        return filter_by(0, row, above, size, step, out);
    }
}

/* Every row with the filter that leaves least (the heuristic of RFC 2083 9.6). */
static struct buf filter_rows(const uint8_t *bytes, size_t row_size, size_t rows, size_t step)
{
    struct buf all = {base_malloc((row_size + 1) * rows), (row_size + 1) * rows, (row_size + 1) * rows};
    uint8_t *try = base_malloc(row_size + 1), *zeros = base_malloc(row_size);
    memset(zeros, 0, row_size);
    for (size_t y = 0; y < rows; y++) {
        const uint8_t *row = bytes + y * row_size, *above = y ? row - row_size : zeros;
        uint8_t *out = (uint8_t *)all.at + y * (row_size + 1);
        uint64_t least = UINT64_MAX;
        for (int filter = 0; filter <= 4 && least > 0; filter++) {
            uint64_t sum = filter_row(filter, row, above, row_size, step, try);
            if (sum < least) {
                least = sum;
                memcpy(out, try, row_size + 1);
            }
        }
    }
    free(try);
    free(zeros);
    return all;
}

/* Is the first so much larger, deflated in haste, that it will not be the smaller one in earnest? */
static bool is_hopeless(size_t one, size_t other)
{
    return one - one / 16 > other;
}

/* As they are or filtered, whatever is smaller: what is sure to be larger is not deflated in full. */
static struct buf compressed(struct pdf_worker *worker, const uint8_t *bytes, size_t row_size, size_t rows, size_t step,
                             bool *with_predictor)
{
    enum { SMALL = 1 << 14 };
    size_t size = row_size * rows;
    struct buf rows_filtered = filter_rows(bytes, row_size, rows, step), plain = {0}, filtered = {0};
    size_t plain_guess = size > SMALL ? deflated_guess(bytes, size) : 0;
    size_t filtered_guess = size > SMALL ? deflated_guess(rows_filtered.at, rows_filtered.n) : 0;
    if (!is_hopeless(plain_guess, filtered_guess))
        plain = deflated(worker, bytes, size);
    if (!is_hopeless(filtered_guess, plain_guess))
        filtered = deflated(worker, rows_filtered.at, rows_filtered.n);
    buf_free(&rows_filtered);
    *with_predictor = filtered.at && (!plain.at || filtered.n < plain.n);
    buf_free(*with_predictor ? &plain : &filtered);
    return *with_predictor ? filtered : plain;
}

/* All colours of the file are meant in RGB, and CMYK is none of it. */
static void make_image(void *context, size_t index, int worker)
{
    struct pdf *pdf = context;
    struct pdf_image *made = &pdf->images.at[index];
    if (made->image->color == IMAGE_CMYK)
        made->stored = media_as_rgb(pdf->worker[worker].arena, made->image);
    if (!made->stored)
        made->stored = made->image;
    const struct image *image = made->stored;
    size_t channels = channels_of(image);
    struct pdf_worker *own = &pdf->worker[worker];
    if (!image->is_jpeg)
        made->pixels =
            compressed(own, image->bytes, image->width * channels, image->height, channels, &made->pixels_predicted);
    if (image->alpha)
        made->alpha = compressed(own, image->alpha, image->width, image->height, 1, &made->alpha_predicted);
}

void pdf_make_images(struct pdf *pdf)
{
    find_images(pdf);
    workers_run(pdf->workers, pdf->images.n, make_image, pdf);
}

static HPDF_Dict add_pixels(struct pdf *pdf, const void *bytes, size_t size, const char *filter, const char *extra,
                            const struct image *image)
{
    /* As stored: a JPEG that is to be turned has its sides the other way round. */
    bool sideways = image->orientation >= 5;
    HPDF_Dict dict = object_stream(pdf, bytes, size, filter, extra);
    HPDF_Dict_AddName(dict, "Type", "XObject");
    HPDF_Dict_AddName(dict, "Subtype", "Image");
    HPDF_Dict_AddNumber(dict, "Width", (HPDF_INT32)(sideways ? image->height : image->width));
    HPDF_Dict_AddNumber(dict, "Height", (HPDF_INT32)(sideways ? image->width : image->height));
    HPDF_Dict_AddNumber(dict, "BitsPerComponent", 8);
    return dict;
}

static const char *predictor(struct pdf *pdf, bool used, size_t channels, uint32_t width)
{
    if (!used)
        return NULL;
    return arena_format(pdf->arena, "/DecodeParms <</Predictor 15 /Colors %zu /Columns %u>>\n", channels, width);
}

static void add_image(struct pdf *pdf, struct pdf_image *made)
{
    static const char *const spaces[] = {"DeviceGray", "DeviceRGB", "DeviceCMYK"};
    const struct image *image = made->stored;
    if (image->is_jpeg)
        made->dict = add_pixels(pdf, image->bytes, image->size, "DCTDecode",
                                image->inverted ? "/Decode [1 0 1 0 1 0 1 0]\n" : NULL, image);
    else
        made->dict = add_pixels(pdf, made->pixels.at, made->pixels.n, "FlateDecode",
                                predictor(pdf, made->pixels_predicted, channels_of(image), image->width), image);
    HPDF_Dict_AddName(made->dict, "ColorSpace", spaces[image->color]);
    if (!image->alpha)
        return;
    HPDF_Dict mask = add_pixels(pdf, made->alpha.at, made->alpha.n, "FlateDecode",
                                predictor(pdf, made->alpha_predicted, 1, image->width), image);
    HPDF_Dict_AddName(mask, "ColorSpace", "DeviceGray");
    HPDF_Dict_Add(made->dict, "SMask", mask);
}

void pdf_add_images(struct pdf *pdf)
{
    for (size_t i = 0; i < pdf->images.n; i++)
        add_image(pdf, &pdf->images.at[i]);
}
