/* words: English, and the filling of its blanks. */
#include "words/words.h"

#include <string.h>

static const char *const english[WORD_COUNT] = {
#define WORD(id, text) text,
#include "words/words.def"
#undef WORD
};

bool words_known(const char *language)
{
    return strncmp(language, "en", 2) == 0 && (language[2] == '\0' || language[2] == '-');
}

const char *words_get(const char *language, enum word_id id)
{
    (void)language;
    return english[id];
}

const char *words_fill(struct arena *arena, const char *language, enum word_id id, const char *one, const char *two)
{
    struct buf out = {0};
    for (const char *at = words_get(language, id); *at; at++) {
        if (*at == '%' && (at[1] == '1' || at[1] == '2')) {
            const char *word = *++at == '1' ? one : two;
            buf_puts(&out, word ? word : "");
        } else {
            buf_putc(&out, *at);
        }
    }
    const char *result = arena_string(arena, out.at ? out.at : "", out.n);
    buf_free(&out);
    return result;
}

const char *words_list(struct arena *arena, const char *language, const char *const *items, size_t count)
{
    struct buf out = {0};
    for (size_t i = 0; i < count; i++) {
        if (i && i + 1 == count)
            buf_format(&out, " %s ", words_get(language, WORD_AND));
        else if (i)
            buf_puts(&out, ", ");
        buf_puts(&out, items[i]);
    }
    const char *result = arena_string(arena, out.at ? out.at : "", out.n);
    buf_free(&out);
    return result;
}
