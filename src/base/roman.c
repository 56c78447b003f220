/* base: roman numerals. */
#include "base/base.h"

const char *base_roman(struct arena *arena, int number)
{
    static const struct {
        int value;
        const char *sign;
    } signs[] = {{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"},
                 {40, "xl"},  {10, "x"},   {9, "ix"},  {5, "v"},    {4, "iv"},  {1, "i"}};
    enum { LARGEST = 3999 };
    struct buf out = {0};
    if (number < 1 || number > LARGEST)
        return arena_format(arena, "%d", number);
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        for (; number >= signs[i].value; number -= signs[i].value)
            buf_puts(&out, signs[i].sign);
    const char *text = arena_string(arena, out.at, out.n);
    buf_free(&out);
    return text;
}

const char *base_letters(struct arena *arena, int number)
{
    char letters[8];
    int at = sizeof letters;
    for (; number > 0 && at > 0; number = (number - 1) / 26)
        letters[--at] = (char)('a' + (number - 1) % 26);
    return arena_string(arena, letters + at, sizeof letters - (size_t)at);
}
