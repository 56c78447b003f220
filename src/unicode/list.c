/* Lists in words (UTS #35, part 2, List Patterns). English by the UN Editorial Manual: no comma before "and". */
#include "unicode/locale.h"
#include "unicode/unicode.h"
#include "unicode/wide.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ulistformatter.h>

static const char *plain_list(struct arena *arena, const char *const *items, size_t count, const char *last)
{
    struct buf out = {0};
    for (size_t i = 0; i < count; i++)
        buf_format(&out, "%s%s", i == 0 ? "" : i + 1 == count ? last : ", ", items[i]);
    const char *result = arena_string(arena, out.at ? out.at : "", out.n);
    buf_free(&out);
    return result;
}

static const char *cldr_list(struct arena *arena, UListFormatter *formatter, const char *const *items, size_t count)
{
    struct wide *wide = arena_alloc(arena, count * sizeof *wide);
    const UChar **texts = arena_alloc(arena, count * sizeof *texts);
    int32_t *sizes = arena_alloc(arena, count * sizeof *sizes), room = 64;
    UErrorCode status = U_ZERO_ERROR;
    for (size_t i = 0; i < count; i++) {
        wide_open(&wide[i], items[i], strlen(items[i]));
        texts[i] = wide[i].at;
        sizes[i] = wide[i].n;
        room += sizes[i] + 16;
    }
    UChar *out = arena_alloc(arena, (size_t)room * sizeof *out);
    int32_t n = ulistfmt_format(formatter, texts, sizes, (int32_t)count, out, room, &status);
    for (size_t i = 0; i < count; i++)
        wide_close(&wide[i]);
    return U_SUCCESS(status) && n <= room ? wide_to_utf8(arena, out, n, NULL) : NULL;
}

const char *unicode_list(struct arena *arena, const char *language, const char *const *items, size_t count)
{
    UErrorCode status = U_ZERO_ERROR;
    const char *result = NULL;
    if (count < 2 || locale_is(language, "en"))
        return plain_list(arena, items, count, " and ");
    UListFormatter *formatter = ulistfmt_open(locale_of(language).name, &status);
    if (U_SUCCESS(status))
        result = cldr_list(arena, formatter, items, count);
    ulistfmt_close(formatter);
    return result ? result : plain_list(arena, items, count, ", ");
}
