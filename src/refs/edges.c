/*
 * refs: where a form of the index vocabulary may begin and end. Between spaces a word ends where its letters end;
 * Chinese, Japanese, Thai, Lao, Khmer and Myanmar have no spaces, and ICU's dictionaries (UAX #29) say what is a word.
 *
 * They cut Chinese compounds finely, but not always as the vocabulary does: 国家 is found within the one word
 * 发展中国家. What lies across the end of a word is not: 国会 in 中国|会议, 京都 in 東京|都. A single Han character is found
 * as a word only, and so are kana and the scripts of South-East Asia, where a part of a word says nothing: ント in
 * イベント. Dictionaries err on words that they lack; four clusters and more across the end of a word are more likely
 * such an error than chance.
 *
 * Korean has spaces, but its particles stand at the noun: 네트워크 is found in 네트워크를.
 */
#include <string.h>

#include "refs/internal.h"

enum { LONG_FORM = 4 };

struct edges *edges_open(struct arena *arena)
{
    struct edges *edges = arena_alloc(arena, sizeof *edges);
    edges->breaker = breaker_open();
    return edges;
}

void edges_close(struct edges *edges)
{
    if (edges)
        breaker_close(edges->breaker);
}

void edges_start(struct edges *edges, struct arena *scratch, const char *text, size_t size)
{
    edges->scratch = scratch;
    edges->text = text;
    edges->size = size;
    edges->words = edges->clusters = NULL;
}

enum edge_kind edges_kind_long(uint32_t character)
{
    if (unicode_is_letter(character) || unicode_is_digit(character))
        return unicode_is_unspaced(character) ? EDGE_UNSPACED : EDGE_WORD;
    if (unicode_is_mark(character))
        return unicode_is_unspaced(character) ? EDGE_UNSPACED : EDGE_JOINT;
    return character == 0x2010 || character == 0x2011 ? EDGE_JOINT : EDGE_NONE;
}

static uint32_t character_before(const char *text, size_t at)
{
    size_t from = at;
    do
        from--;
    while (from > 0 && ((unsigned char)text[from] & 0xC0) == 0x80);
    const char *next = text + from;
    return utf8_next(&next, text + at);
}

enum edge_kind edges_last_kind(const char *text, size_t size)
{
    return size ? edges_kind(character_before(text, size)) : EDGE_NONE;
}

static bool is_han(uint32_t character)
{
    return unicode_script(character) == SCRIPT_TAG('H', 'a', 'n', 'i');
}

static void find_words(struct edges *edges)
{
    if (edges->words)
        return;
    edges->words = arena_alloc(edges->scratch, edges->size + 1);
    edges->clusters = arena_alloc(edges->scratch, edges->size + 1);
    unicode_words(edges->breaker, edges->text, edges->size, edges->words);
    unicode_graphemes(edges->breaker, edges->text, edges->size, edges->clusters);
}

bool edges_fit(struct edges *edges, size_t start, size_t end, bool start_free, bool end_free)
{
    if (start_free && end_free)
        return true;
    find_words(edges);
    if (!edges->clusters[start] || !edges->clusters[end])
        return false;
    if ((start_free || edges->words[start]) && (end_free || edges->words[end]))
        return true;
    int clusters = 0;
    bool across = false;
    for (size_t i = start; i < end; i++) {
        clusters += edges->clusters[i];
        across |= i > start && edges->words[i];
    }
    if (across)
        return clusters >= LONG_FORM;
    const char *first = edges->text + start;
    return clusters > 1 && is_han(utf8_next(&first, edges->text + edges->size)) &&
           is_han(character_before(edges->text, end));
}

static bool is_hangul(uint32_t character)
{
    return character >= 0xAC00 && character <= 0xD7A3;
}

/* The particle that begins at `text` and is longest: its size, 0 for none. */
static size_t particle(const char *text, size_t size)
{
    static const char *const particles[] = {
        "으로부터", "로부터", "에게서", "이라는", "으로써", "으로서", "에서", "에게", "라는", "까지", "부터", "보다",
        "처럼", "마다", "조차", "밖에", "으로", "로서", "로써", "이나", "이란", "이며", "이다", "은", "는", "이", "가",
        "을", "를", "의", "에", "로", "와", "과", "도", "만", "들", "나", "란", "며", "인",
    };
    for (size_t i = 0; i < sizeof particles / sizeof *particles; i++) {
        size_t own = strlen(particles[i]);
        if (own <= size && memcmp(text, particles[i], own) == 0)
            return own;
    }
    return 0;
}

bool edges_particles(const char *text, size_t start, size_t end, size_t size)
{
    enum { MOST_PARTICLES = 3, SYLLABLE = 3 };
    if (end - start < 2 * SYLLABLE || !is_hangul(character_before(text, end)))
        return false;
    for (int i = 0; i < MOST_PARTICLES; i++) {
        size_t own = particle(text + end, size - end);
        const char *next = text + (end += own), *stop = text + size;
        if (!own || next == stop || edges_kind(utf8_next(&next, stop)) == EDGE_NONE)
            return own;
    }
    return false;
}
