/*
 * media: CMYK as RGB, row by row, by libjpeg: for files whose colours are all meant in RGB. Each ink takes its colour
 * away from white and black takes its part of what is left: what viewers show where no profile says more.
 */
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h>

#include "media/media.h"

enum { QUALITY = 95, INKS = 4, LIGHTS = 3 };

/* All that lives across libjpeg's long jump. */
struct conversion {
    struct jpeg_error_mgr errors; /* first: libjpeg hands out its address */
    jmp_buf failed;
    struct jpeg_decompress_struct from;
    struct jpeg_compress_struct to;
    const struct image *image;
    uint32_t width, height;       /* as stored */
    uint8_t *inks, *lights;       /* a row */
    unsigned char *bytes;
    unsigned long size;
};

static void fail(j_common_ptr jpeg)
{
    longjmp(((struct conversion *)jpeg->err)->failed, 1);
}

static void be_silent(j_common_ptr jpeg, int level)
{
    (void)jpeg;
    (void)level;
}

static void start_reading(struct conversion *c)
{
    bool sideways = c->image->is_jpeg && c->image->orientation >= 5;
    c->width = sideways ? c->image->height : c->image->width;
    c->height = sideways ? c->image->width : c->image->height;
    if (!c->image->is_jpeg)
        return;
    jpeg_mem_src(&c->from, c->image->bytes, c->image->size);
    jpeg_read_header(&c->from, TRUE);
    c->from.out_color_space = JCS_CMYK;
    jpeg_start_decompress(&c->from);
}

static void start_writing(struct conversion *c)
{
    jpeg_mem_dest(&c->to, &c->bytes, &c->size);
    c->to.image_width = c->width;
    c->to.image_height = c->height;
    c->to.input_components = LIGHTS;
    c->to.in_color_space = JCS_RGB;
    jpeg_set_defaults(&c->to);
    jpeg_set_quality(&c->to, QUALITY, TRUE);
    for (int i = 0; i < LIGHTS; i++) /* colour as fine as light */
        c->to.comp_info[i].h_samp_factor = c->to.comp_info[i].v_samp_factor = 1;
    jpeg_start_compress(&c->to, TRUE);
}

static const uint8_t *read_row(struct conversion *c, uint32_t y)
{
    JSAMPROW row = c->inks;
    if (!c->image->is_jpeg)
        return c->image->bytes + (size_t)y * c->width * INKS;
    jpeg_read_scanlines(&c->from, &row, 1);
    return c->inks;
}

static void convert_row(struct conversion *c, const uint8_t *inks)
{
    unsigned flip = c->image->inverted ? 0 : 255;
    for (uint32_t x = 0; x < c->width; x++, inks += INKS)
        for (int i = 0; i < LIGHTS; i++)
            c->lights[x * LIGHTS + (uint32_t)i] = (uint8_t)(((inks[i] ^ flip) * (inks[3] ^ flip) + 127) / 255);
}

static bool convert(struct conversion *c)
{
    if (setjmp(c->failed))
        return false;
    start_reading(c);
    c->inks = base_malloc((size_t)c->width * INKS);
    c->lights = base_malloc((size_t)c->width * LIGHTS);
    start_writing(c);
    for (uint32_t y = 0; y < c->height; y++) {
        JSAMPROW row = c->lights;
        convert_row(c, read_row(c, y));
        jpeg_write_scanlines(&c->to, &row, 1);
    }
    jpeg_finish_compress(&c->to);
    return true;
}

const struct image *media_as_rgb(struct arena *arena, const struct image *image)
{
    struct conversion c = {.image = image};
    struct image *made = NULL;
    c.from.err = c.to.err = jpeg_std_error(&c.errors);
    c.errors.error_exit = fail;
    c.errors.emit_message = be_silent;
    jpeg_create_decompress(&c.from);
    jpeg_create_compress(&c.to);
    if (convert(&c)) {
        made = arena_copy(arena, image, sizeof *image);
        made->bytes = arena_copy(arena, c.bytes, c.size);
        made->size = c.size;
        made->color = IMAGE_RGB;
        made->is_jpeg = true;
        made->inverted = false;
    }
    jpeg_destroy_decompress(&c.from);
    jpeg_destroy_compress(&c.to);
    free(c.inks);
    free(c.lights);
    free(c.bytes);
    return made;
}
