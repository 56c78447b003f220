/* words: a file a language, the choice among them (BCP 47, RFC 4647 3.4, lookup), and the filling of blanks. */
#include "words/words.h"

#include <string.h>

#include "unicode/unicode.h"

/* In a file: WORD(id, "text"). A new language is a file and its three lines here. */
static const struct vocabulary {
    const char *language;
    const char *texts[WORD_COUNT];
} vocabularies[] = {
#define WORD(id, text) [WORD_##id] = text,
    {"en", {
#include "words/words.def"
    }},
    {"ar", {
#include "words/ar.def"
    }},
    {"de", {
#include "words/de.def"
    }},
    {"es", {
#include "words/es.def"
    }},
    {"fr", {
#include "words/fr.def"
    }},
    {"hi", {
#include "words/hi.def"
    }},
    {"id", {
#include "words/id.def"
    }},
    {"it", {
#include "words/it.def"
    }},
    {"ja", {
#include "words/ja.def"
    }},
    {"ko", {
#include "words/ko.def"
    }},
    {"pl", {
#include "words/pl.def"
    }},
    {"pt", {
#include "words/pt.def"
    }},
    {"ru", {
#include "words/ru.def"
    }},
    {"th", {
#include "words/th.def"
    }},
    {"tr", {
#include "words/tr.def"
    }},
    {"vi", {
#include "words/vi.def"
    }},
    {"zh", {
#include "words/zh.def"
    }},
    {"zh-Hant", {
#include "words/zh-Hant.def"
    }},
#undef WORD
};
enum { VOCABULARIES = sizeof vocabularies / sizeof *vocabularies };

/* Chinese is told apart by script; a region stands for the script that is written there. */
static const char *script_of_region(const char *language)
{
    static const char *const traditional[] = {"zh-TW", "zh-HK", "zh-MO"};
    for (size_t i = 0; (*language | 32) == 'z' && i < sizeof traditional / sizeof *traditional; i++)
        if (strncasecmp(language, traditional[i], 5) == 0)
            return "zh-Hant";
    return language;
}

static bool is_range_of(const char *range, const char *language, size_t n)
{
    return strncasecmp(range, language, n) == 0 && (language[n] == '\0' || language[n] == '-');
}

/* All vocabularies' tags begin with the two letters of their language, which tell most of them apart. */
static const struct vocabulary *vocabulary_of(const char *language)
{
    const struct vocabulary *found = NULL;
    size_t longest = 0;
    if (!language[0] || !language[1])
        return NULL;
    char first = (char)(language[0] | 32), second = (char)(language[1] | 32);
    language = script_of_region(language);
    for (size_t i = 0; i < VOCABULARIES; i++) {
        const char *range = vocabularies[i].language;
        size_t n;
        if (range[0] == first && range[1] == second && (n = strlen(range)) > longest &&
            is_range_of(range, language, n)) {
            found = &vocabularies[i];
            longest = n;
        }
    }
    return found;
}

const char *words_language(size_t index)
{
    return index < VOCABULARIES ? vocabularies[index].language : NULL;
}

bool words_known(const char *language)
{
    return vocabulary_of(language) != NULL;
}

bool words_has(const char *language, enum word_id id)
{
    const struct vocabulary *vocabulary = vocabulary_of(language);
    return vocabulary && vocabulary->texts[id];
}

const char *words_get(const char *language, enum word_id id)
{
    const struct vocabulary *vocabulary = vocabulary_of(language);
    return vocabulary && vocabulary->texts[id] ? vocabulary->texts[id] : vocabularies[0].texts[id];
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

const char *words_pair(struct arena *arena, const char *language, const char *first, const char *second)
{
    return arena_format(arena, "%s%s%s", first, words_get(language, WORD_COMMA), second);
}

const char *words_list(struct arena *arena, const char *language, const char *const *items, size_t count)
{
    return unicode_list(arena, language, items, count);
}
