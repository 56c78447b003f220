/* Tests of media: images of every kind made here, read back, and then damaged byte by byte. */
#include <png.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <jpeglib.h>

#include "media/media.h"

#include "check.h"

struct world {
    struct arena *arena;
    struct diags *diags;
    char folder[32];
};

static const char *place(struct world *world, const char *name)
{
    return arena_format(world->arena, "%s/%s", world->folder, name);
}

static const struct image *load(struct world *world, const char *name)
{
    return media_load(world->arena, place(world, name), POS_NONE, world->diags);
}

/* Did the last load report exactly this severity? Forgets the findings. */
static bool reported(struct world *world, enum severity severity)
{
    size_t at_least = diags_count(world->diags, severity);
    size_t above = severity == SEVERITY_ERROR ? 0 : diags_count(world->diags, severity + 1);
    FILE *nowhere = fopen("/dev/null", "w");
    diags_print(world->diags, nowhere);
    fclose(nowhere);
    return at_least == 1 && above == 0;
}

static void store(struct world *world, const char *name, const void *bytes, size_t size)
{
    if (file_write(world->arena, place(world, name), bytes, size))
        exit(2);
}

struct png_kind {
    const char *name;
    int color_type, depth, interlace;
    bool transparent; /* with a tRNS chunk */
};

enum { SIDE = 21 };

static size_t png_row(const struct png_kind *kind, png_structp png, png_infop info, uint32_t y, uint8_t *row)
{
    size_t size = png_get_rowbytes(png, info);
    for (size_t i = 0; i < size; i++)
        row[i] = (uint8_t)(kind->depth < 8 && kind->color_type == PNG_COLOR_TYPE_PALETTE ? 0x11 : i * 7 + y * 13);
    return size;
}

static void png_extras(const struct png_kind *kind, png_structp png, png_infop info)
{
    png_color palette[4] = {{255, 0, 0}, {0, 128, 0}, {0, 0, 255}, {9, 9, 9}};
    png_byte alphas[2] = {255, 64};
    png_color_16 gray = {.gray = 13, .red = 1, .green = 2, .blue = 3};
    if (kind->color_type == PNG_COLOR_TYPE_PALETTE)
        png_set_PLTE(png, info, palette, 4);
    if (kind->transparent)
        png_set_tRNS(png, info, alphas, kind->color_type == PNG_COLOR_TYPE_PALETTE ? 2 : 0, &gray);
    png_set_pHYs(png, info, 11811, 11811, PNG_RESOLUTION_METER);
}

static void make_png(struct world *world, const char *name, const struct png_kind *kind, uint32_t width)
{
    FILE *file = fopen(place(world, name), "wb");
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png_create_info_struct(png);
    png_set_user_limits(png, 0x7FFFFFFF, 0x7FFFFFFF);
    png_init_io(png, file);
    png_set_IHDR(png, info, width, SIDE, kind->depth, kind->color_type, kind->interlace, PNG_COMPRESSION_TYPE_DEFAULT,
                 PNG_FILTER_TYPE_DEFAULT);
    png_extras(kind, png, info);
    png_write_info(png, info);
    int passes = png_set_interlace_handling(png);
    uint8_t *row = malloc((size_t)width * 8);
    for (int pass = 0; pass < passes; pass++)
        for (uint32_t y = 0; y < SIDE; y++) {
            png_row(kind, png, info, y, row);
            png_write_row(png, row);
        }
    png_write_end(png, info);
    png_destroy_write_struct(&png, &info);
    free(row);
    fclose(file);
}

static void test_png_kinds(struct world *world)
{
    static const struct png_kind kinds[] = {
        {"grey, 1 bit", PNG_COLOR_TYPE_GRAY, 1, 0, false},
        {"grey, 4 bits, tRNS", PNG_COLOR_TYPE_GRAY, 4, 0, true},
        {"grey, 16 bits", PNG_COLOR_TYPE_GRAY, 16, 0, false},
        {"grey with alpha, interlaced", PNG_COLOR_TYPE_GRAY_ALPHA, 8, 1, false},
        {"palette, 2 bits", PNG_COLOR_TYPE_PALETTE, 2, 0, false},
        {"palette, 4 bits, tRNS, interlaced", PNG_COLOR_TYPE_PALETTE, 4, 1, true},
        {"RGB, tRNS", PNG_COLOR_TYPE_RGB, 8, 0, true},
        {"RGB, 16 bits, tRNS", PNG_COLOR_TYPE_RGB, 16, 0, true},
        {"RGBA, interlaced", PNG_COLOR_TYPE_RGBA, 8, 1, false},
        {"RGBA, 16 bits", PNG_COLOR_TYPE_RGBA, 16, 0, false},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const struct png_kind *kind = &kinds[i];
        bool color = kind->color_type & (PNG_COLOR_MASK_COLOR | PNG_COLOR_MASK_PALETTE);
        make_png(world, "kind.png", kind, SIDE);
        const struct image *image = load(world, "kind.png");
        bool good = image && image->width == SIDE && image->height == SIDE && !image->is_jpeg &&
                    image->color == (color ? IMAGE_RGB : IMAGE_GRAY) &&
                    image->size == (size_t)SIDE * SIDE * (color ? 3 : 1) && image->dpi_x > 299.9 &&
                    image->dpi_x < 300.1 && !diags_count(world->diags, SEVERITY_NOTE);
        if (good && kind->color_type & PNG_COLOR_MASK_ALPHA)
            good = image->alpha != NULL;
        check(good, arena_format(world->arena, "PNG: %s", kind->name));
    }
}

static void test_png_values(struct world *world)
{
    static const struct png_kind interlaced = {"", PNG_COLOR_TYPE_RGBA, 8, 1, false};
    make_png(world, "values.png", &interlaced, SIDE);
    const struct image *image = load(world, "values.png");
    bool good = image && image->alpha;
    for (size_t y = 0; good && y < SIDE; y++)
        for (size_t x = 0; x < SIDE; x++) {
            for (size_t c = 0; c < 3; c++)
                good &= image->bytes[(y * SIDE + x) * 3 + c] == (uint8_t)((x * 4 + c) * 7 + y * 13);
            good &= image->alpha[y * SIDE + x] == (uint8_t)((x * 4 + 3) * 7 + y * 13);
        }
    check(good, "PNG: pixels and alpha are those of the file");
    static const struct png_kind palette = {"", PNG_COLOR_TYPE_PALETTE, 4, 0, true};
    make_png(world, "palette.png", &palette, SIDE);
    image = load(world, "palette.png");
    check(image && image->alpha && image->alpha[5] == 64 && image->bytes[0] == 0 && image->bytes[1] == 128,
          "PNG: palette entry and its alpha");
}

struct jpeg_kind {
    const char *name;
    int components;
    bool adobe, progressive, jfif;
    int orientation; /* 0: no EXIF */
};

static void put_exif(struct jpeg_compress_struct *jpeg, int orientation)
{
    uint8_t exif[] = {'E', 'x', 'i', 'f', 0,    0, 'M', 'M', 0, 42, 0, 0, 0, 8, 0, 4, /* directory of 4 */
                      0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (uint8_t)orientation, 0, 0,
                      0x01, 0x1A, 0, 5, 0, 0, 0, 1, 0, 0, 0, 62,
                      0x01, 0x1B, 0, 5, 0, 0, 0, 1, 0, 0, 0, 70,
                      0x01, 0x28, 0, 3, 0, 0, 0, 1, 0, 2, 0, 0,
                      0, 0, 0, 0, 0, 0, 0, 200, 0, 0, 0, 1, 0, 0, 0, 100, 0, 0, 0, 1};
    jpeg_write_marker(jpeg, JPEG_APP0 + 1, exif, sizeof exif);
}

static void make_jpeg(struct world *world, const char *name, const struct jpeg_kind *kind)
{
    static const J_COLOR_SPACE spaces[] = {0, JCS_GRAYSCALE, 0, JCS_RGB, JCS_CMYK};
    struct jpeg_error_mgr errors;
    struct jpeg_compress_struct jpeg = {.err = jpeg_std_error(&errors)};
    FILE *file = fopen(place(world, name), "wb");
    jpeg_create_compress(&jpeg);
    jpeg_stdio_dest(&jpeg, file);
    jpeg.image_width = SIDE;
    jpeg.image_height = 2 * SIDE;
    jpeg.input_components = kind->components;
    jpeg.in_color_space = spaces[kind->components];
    jpeg_set_defaults(&jpeg);
    jpeg.write_Adobe_marker = kind->adobe;
    jpeg.write_JFIF_header = kind->jfif;
    jpeg.density_unit = 2;
    jpeg.X_density = jpeg.Y_density = 60;
    if (kind->progressive)
        jpeg_simple_progression(&jpeg);
    jpeg_start_compress(&jpeg, TRUE);
    if (kind->orientation)
        put_exif(&jpeg, kind->orientation);
    uint8_t row[SIDE * 4];
    JSAMPROW rows = row;
    for (int y = 0; y < 2 * SIDE; y++) {
        for (int i = 0; i < SIDE * kind->components; i++)
            row[i] = (uint8_t)(i + 4 * y);
        jpeg_write_scanlines(&jpeg, &rows, 1);
    }
    jpeg_finish_compress(&jpeg);
    jpeg_destroy_compress(&jpeg);
    fclose(file);
}

static void test_jpeg_kinds(struct world *world)
{
    static const struct jpeg_kind kinds[] = {
        {"grey, JFIF", 1, false, false, true, 0},
        {"RGB, JFIF, progressive", 3, false, true, true, 0},
        {"CMYK of Adobe, inverted", 4, true, false, false, 0},
        {"CMYK", 4, false, false, false, 0},
        {"EXIF, turned to the right", 3, false, false, false, 6},
        {"EXIF, upside down", 3, false, false, false, 3},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const struct jpeg_kind *kind = &kinds[i];
        bool sideways = kind->orientation >= 5;
        make_jpeg(world, "kind.jpg", kind);
        const struct image *image = load(world, "kind.jpg");
        double dpi_x = kind->jfif ? 152.4 : sideways ? 100 : kind->orientation ? 200 : 96;
        bool good = image && image->is_jpeg && image->width == (sideways ? 2 * SIDE : SIDE) &&
                    image->color == (enum image_color)(kind->components / 3 + kind->components / 4) &&
                    image->inverted == (kind->components == 4 && kind->adobe) &&
                    image->orientation == (kind->orientation ? kind->orientation : 1) &&
                    image->dpi_x > dpi_x - 0.1 && image->dpi_x < dpi_x + 0.1 &&
                    !diags_count(world->diags, SEVERITY_NOTE);
        check(good, arena_format(world->arena, "JPEG: %s", kind->name));
    }
}

/* Red of the pixel at (5, 1) of a JPEG in RGB. */
static int red_of(const struct image *image)
{
    struct jpeg_error_mgr errors;
    struct jpeg_decompress_struct jpeg = {.err = jpeg_std_error(&errors)};
    uint8_t row[SIDE * 3];
    JSAMPROW rows = row;
    jpeg_create_decompress(&jpeg);
    jpeg_mem_src(&jpeg, image->bytes, image->size);
    jpeg_read_header(&jpeg, TRUE);
    bool whole = jpeg.num_components == 3 && jpeg.image_width == SIDE && jpeg.image_height == 2 * SIDE;
    jpeg_start_decompress(&jpeg);
    for (int y = 0; y < 2 && whole; y++)
        jpeg_read_scanlines(&jpeg, &rows, 1);
    jpeg_destroy_decompress(&jpeg);
    return whole ? row[5 * 3] : -1;
}

/* Cyan is 24 there and black 27, or what is left of 255. */
static void test_cmyk(struct world *world)
{
    static const struct jpeg_kind kinds[] = {{"as ink", 4, false, false, false, 0},
                                             {"as light", 4, true, false, false, 6}};
    static const int reds[] = {(255 - 24) * (255 - 27) / 255, 24 * 27 / 255};
    for (size_t i = 0; i < 2; i++) {
        make_jpeg(world, "cmyk.jpg", &kinds[i]);
        const struct image *image = load(world, "cmyk.jpg"), *rgb = image ? media_as_rgb(world->arena, image) : NULL;
        bool good = rgb && rgb->color == IMAGE_RGB && rgb->orientation == image->orientation && !rgb->inverted &&
                    abs(red_of(rgb) - reds[i]) < 12;
        check(good, arena_format(world->arena, "CMYK stored %s becomes RGB", kinds[i].name));
    }
}

static void test_reports(struct world *world)
{
    static const struct png_kind gray = {"", PNG_COLOR_TYPE_GRAY, 1, 0, false};
    static const struct jpeg_kind plain = {"", 3, false, false, true, 0};
    char *bytes;
    size_t size;
    check(!load(world, "none.png") && reported(world, SEVERITY_ERROR), "a missing file is reported");
    check(!load(world, "") && reported(world, SEVERITY_ERROR), "a folder is reported");
    store(world, "gif.png", "GIF89a", 6);
    check(!load(world, "gif.png") && reported(world, SEVERITY_ERROR), "another format is reported");
    store(world, "empty.png", "", 0);
    check(!load(world, "empty.png") && reported(world, SEVERITY_ERROR), "an empty file is reported");
    make_png(world, "wide.png", &gray, 20001);
    check(!load(world, "wide.png") && reported(world, SEVERITY_ERROR), "too many pixels are reported");
    make_png(world, "cut.png", &gray, SIDE);
    file_read(world->arena, place(world, "cut.png"), &bytes, &size);
    store(world, "cut.png", bytes, size - 30);
    check(!load(world, "cut.png") && reported(world, SEVERITY_ERROR), "half a PNG is reported");
    make_jpeg(world, "cut.jpg", &plain);
    file_read(world->arena, place(world, "cut.jpg"), &bytes, &size);
    store(world, "cut.jpg", bytes, size - 60);
    check(!load(world, "cut.jpg") && reported(world, SEVERITY_ERROR), "half a JPEG is reported");
}

static uint32_t chance(uint32_t *state)
{
    *state = *state * 1664525 + 1013904223;
    return *state >> 8;
}

/* Changes, cuts and doubles bytes; whatever comes out, media says what it is or why not, and goes on. */
static void test_damage(struct world *world, const char *name, int rounds)
{
    char *bytes;
    size_t size;
    uint32_t state = 2007;
    int silent = 0;
    file_read(world->arena, place(world, name), &bytes, &size);
    for (int round = 0; round < rounds; round++) {
        struct arena *arena = arena_new();
        uint8_t *copy = arena_copy(arena, bytes, size);
        for (uint32_t i = chance(&state) % 6 + 1; i > 0; i--)
            copy[chance(&state) % size] = (uint8_t)(chance(&state) & 3 ? chance(&state) : 255);
        size_t length = chance(&state) & 7 ? size : chance(&state) % size;
        const char *path = place(world, "damaged");
        FILE *file = fopen(path, "wb");
        fwrite(copy, 1, length, file);
        fclose(file);
        bool read = media_load(arena, path, POS_NONE, world->diags) != NULL;
        silent += !read && !reported(world, SEVERITY_ERROR);
        reported(world, SEVERITY_ERROR);
        arena_free(arena);
    }
    check(silent == 0, arena_format(world->arena, "%d damaged copies of %s", rounds, name));
}

static void test_all_damage(struct world *world, int rounds)
{
    static const struct png_kind interlaced = {"", PNG_COLOR_TYPE_PALETTE, 4, 1, true};
    static const struct png_kind deep = {"", PNG_COLOR_TYPE_RGBA, 16, 0, false};
    static const struct jpeg_kind progressive = {"", 3, false, true, true, 6};
    static const struct jpeg_kind cmyk = {"", 4, true, false, false, 8};
    make_png(world, "interlaced.png", &interlaced, SIDE);
    make_png(world, "deep.png", &deep, SIDE);
    make_jpeg(world, "progressive.jpg", &progressive);
    make_jpeg(world, "cmyk.jpg", &cmyk);
    test_damage(world, "interlaced.png", rounds);
    test_damage(world, "deep.png", rounds);
    test_damage(world, "progressive.jpg", rounds);
    test_damage(world, "cmyk.jpg", rounds);
}

static void clean_up(struct world *world)
{
    const char *command = arena_format(world->arena, "rm -rf '%s'", world->folder);
    if (system(command))
        exit(2);
    diags_free(world->diags);
    arena_free(world->arena);
}

int main(int argc, char **argv)
{
    struct world world = {.arena = arena_new(), .folder = "/tmp/media_test.XXXXXX"};
    world.diags = diags_new(world.arena, sources_new(world.arena));
    if (!mkdtemp(world.folder))
        return 2;
    test_png_kinds(&world);
    test_png_values(&world);
    test_jpeg_kinds(&world);
    test_cmyk(&world);
    test_reports(&world);
    test_all_damage(&world, argc > 1 ? atoi(argv[1]) : 300);
    clean_up(&world);
    printf("1..%d\n", number);
    return failures != 0;
}
