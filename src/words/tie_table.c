/* Looks a word up in ties.def, whose words are sorted, by halving: most are told apart by their first byte. */
#include "words/tie_table.h"

#include "unicode/unicode.h"

#include <string.h>

enum { ENTRY_SIZE = 32 };
struct list {
    const char (*words)[ENTRY_SIZE];
    size_t count;
};
struct tie_row {
    const char *language;
    size_t language_size;
    struct list lists[TIE_KINDS];
};

#define LIST(...) {(const char[][ENTRY_SIZE]){__VA_ARGS__}, sizeof (const char[][ENTRY_SIZE]){__VA_ARGS__} / ENTRY_SIZE}
#define BEFORE(...) [TIE_BEFORE] = LIST(__VA_ARGS__)
#define AFTER(...) [TIE_AFTER] = LIST(__VA_ARGS__)
#define MONTH(...) [TIE_MONTH] = LIST(__VA_ARGS__)
#define TITLE(...) [TIE_TITLE] = LIST(__VA_ARGS__)
#define TIES(language, ...) {language, sizeof language - 1, {__VA_ARGS__}},
static const struct tie_row rows[] = {
#include "words/ties.def"
};

const struct tie_row *tie_row_of(const char *language)
{
    for (const struct tie_row *row = rows + 1; row < rows + sizeof rows / sizeof *rows; row++) {
        size_t same = 0;
        while (same < row->language_size && row->language[same] == language[same])
            same++;
        if (same == row->language_size && (language[same] == '\0' || language[same] == '-'))
            return row;
    }
    return NULL;
}

/* As strcmp of an entry with a word that no zero ends. */
static int compare(const char *entry, const char *word, size_t size)
{
    int order = (unsigned char)entry[0] - (unsigned char)word[0];
    if (order == 0)
        order = strncmp(entry, word, size);
    return order == 0 ? entry[size] != '\0' : order;
}

static bool find_word(const struct list *list, const char *word, size_t size)
{
    size_t from = 0, to = list->count;
    while (from < to) {
        size_t middle = (from + to) / 2;
        int order = compare(list->words[middle], word, size);
        if (order == 0)
            return true;
        if (order < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return false;
}

/* Most words are told by their first byte: in small letters they come after all titles and months of English. */
static inline bool list_has(const struct list *list, const char *word, size_t size)
{
    unsigned char first = (unsigned char)word[0];
    return list->count > 0 && first >= (unsigned char)list->words[0][0] &&
           first <= (unsigned char)list->words[list->count - 1][0] && find_word(list, word, size);
}

static inline bool lists_have(const struct tie_row *row, enum tie_kind kind, const char *word, size_t size)
{
    return size < ENTRY_SIZE &&
           (list_has(&rows->lists[kind], word, size) || (row && list_has(&row->lists[kind], word, size)));
}

bool tie_row_has(const struct tie_row *row, enum tie_kind kind, const char *word, size_t size)
{
    if (size == 0 || size > TIE_WORD_MOST)
        return false;
    if (lists_have(row, kind, word, size))
        return true;
    const char *at = word;
    uint32_t first = utf8_next(&at, word + size);
    if (!unicode_is_upper(first))
        return false;
    char small[TIE_WORD_MOST + 8];
    size_t rest = size - (size_t)(at - word), head = (size_t)utf8_put(small, unicode_to_lower(first));
    memcpy(small + head, at, rest);
    return lists_have(row, kind, small, head + rest);
}
