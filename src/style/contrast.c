/* style: how well a colour is read on white paper, after WCAG 2.2 (relative luminance, contrast ratio). */
#include "style/style.h"

#include <math.h>

static double linear(int channel)
{
    double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

double color_contrast(int32_t color)
{
    double red = linear(color >> 16 & 255), green = linear(color >> 8 & 255), blue = linear(color & 255);
    double light = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    return 1.05 / (light + 0.05);
}

/* All channels in the proportion `part` of 256: hue and saturation stay. */
static int32_t darkened(int32_t color, int part)
{
    int32_t red = (color >> 16 & 255) * part / 256, green = (color >> 8 & 255) * part / 256;
    return red << 16 | green << 8 | (color & 255) * part / 256;
}

int32_t color_darker(int32_t color, double contrast)
{
    int part = 256;
    while (part > 0 && color_contrast(darkened(color, part)) < contrast)
        part--;
    return darkened(color, part);
}
