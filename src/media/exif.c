/* media: orientation and resolution from an EXIF block (CIPA DC-008, which is a TIFF 6.0 directory). */
#include <string.h>

#include "media/decode.h"

enum {
    TAG_ORIENTATION = 0x0112,
    TAG_X_RESOLUTION = 0x011A,
    TAG_Y_RESOLUTION = 0x011B,
    TAG_UNIT = 0x0128,
    TYPE_SHORT = 3,
    TYPE_RATIONAL = 5,
    UNIT_CENTIMETER = 3,
    ENTRY_SIZE = 12
};

struct block {
    const uint8_t *at;
    size_t size;
    bool big_endian;
};

/* An unsigned number of `count` bytes; 0 outside the block. */
static uint32_t number(const struct block *block, size_t at, size_t count)
{
    uint32_t value = 0;
    if (at > block->size || block->size - at < count)
        return 0;
    for (size_t i = 0; i < count; i++)
        value = value << 8 | block->at[block->big_endian ? at + i : at + count - 1 - i];
    return value;
}

static double rational(const struct block *block, size_t entry)
{
    size_t at = number(block, entry + 8, 4);
    uint32_t over = number(block, at, 4), under = number(block, at + 4, 4);
    return under ? (double)over / under : 0;
}

static void read_entry(const struct block *block, size_t entry, struct exif *found, uint32_t *unit)
{
    uint32_t tag = number(block, entry, 2), type = number(block, entry + 2, 2);
    uint32_t value = number(block, entry + 8, 2);
    if (tag == TAG_ORIENTATION && type == TYPE_SHORT && value >= 1 && value <= 8)
        found->orientation = (int)value;
    else if (tag == TAG_X_RESOLUTION && type == TYPE_RATIONAL)
        found->dpi_x = rational(block, entry);
    else if (tag == TAG_Y_RESOLUTION && type == TYPE_RATIONAL)
        found->dpi_y = rational(block, entry);
    else if (tag == TAG_UNIT && type == TYPE_SHORT)
        *unit = value;
}

void exif_read(const uint8_t *bytes, size_t size, struct exif *exif)
{
    static const uint8_t start[] = {'E', 'x', 'i', 'f', 0, 0};
    if (size < sizeof start + 8 || memcmp(bytes, start, sizeof start))
        return;
    struct block block = {.at = bytes + sizeof start, .size = size - sizeof start};
    block.big_endian = block.at[0] == 'M';
    if (number(&block, 2, 2) != 42)
        return;
    size_t directory = number(&block, 4, 4), count = number(&block, directory, 2);
    struct exif found = {.orientation = exif->orientation};
    uint32_t unit = 0;
    for (size_t i = 0; i < count; i++)
        read_entry(&block, directory + 2 + i * ENTRY_SIZE, &found, &unit);
    double scale = unit == UNIT_CENTIMETER ? 2.54 : 1;
    exif->orientation = found.orientation;
    if (image_dpi_likely(found.dpi_x * scale) && image_dpi_likely(found.dpi_y * scale)) {
        exif->dpi_x = found.dpi_x * scale;
        exif->dpi_y = found.dpi_y * scale;
    }
}
