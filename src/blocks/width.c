/* blocks: widths as they are written in several kinds. */
#include <string.h>

#include "blocks/internal.h"

/* "60%" or a length in mm, cm, in or pt; digits and one dot only, whatever the locale. */
bool parse_width(const char *text, sp *width, int *percent)
{
    static const struct {
        const char *unit;
        double points;
    } units[] = {{"mm", 72 / 25.4}, {"cm", 720 / 25.4}, {"in", 72}, {"pt", 1}};
    double value = 0, place = 0;
    const char *at = text;
    for (; (*at >= '0' && *at <= '9') || (*at == '.' && !place); at++) {
        if (*at == '.') {
            place = 1;
            continue;
        }
        value = place ? value + (*at - '0') / (place *= 10) : value * 10 + (*at - '0');
    }
    if (at == text || value <= 0 || value > 10000)
        return false;
    if (strcmp(at, "%") == 0 && value <= 100) {
        *percent = (int)(value + 0.5);
        return true;
    }
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (strcmp(at, units[i].unit) == 0) {
            *width = SP_PT(value * units[i].points);
            return true;
        }
    return false;
}
