/* base: UTF-8 (RFC 3629) and the nearest word by edit distance (Damerau–Levenshtein, optimal string alignment). */
#include <string.h>

#include "base/base.h"

/* Length of a well-formed sequence at `at`, 0 when it is none. */
static int sequence_length(const unsigned char *at, const unsigned char *end)
{
    unsigned char lead = *at;
    if (lead < 0x80)
        return 1;
    int length = lead < 0xC2 || lead > 0xF4 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (!length || end - at < length)
        return 0;
    unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (at[1] < low || at[1] > high)
        return 0;
    for (int i = 2; i < length; i++)
        if ((at[i] & 0xC0) != 0x80)
            return 0;
    return length;
}

uint32_t utf8_next_long(const char **at, const char *end)
{
    const unsigned char *byte = (const unsigned char *)*at;
    int length = sequence_length(byte, (const unsigned char *)end);
    if (!length) {
        ++*at;
        return 0xFFFD;
    }
    *at += length;
    if (length == 1)
        return *byte;
    uint32_t character = *byte & (0xFFu >> (length + 1));
    for (int i = 1; i < length; i++)
        character = character << 6 | (byte[i] & 0x3F);
    return character;
}

int utf8_put(char *out, uint32_t character)
{
    if (character < 0x80) {
        out[0] = (char)character;
        return 1;
    }
    int length = character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
    for (int i = length - 1; i > 0; i--) {
        out[i] = (char)(0x80 | (character & 0x3F));
        character >>= 6;
    }
    out[0] = (char)((0xF00 >> length & 0xFF) | character);
    return length;
}

/* Eight bytes at a time, here and below: a byte's first bit, set by adding to it, says whether it is one of those. */
static const uint64_t ONES = 0x0101010101010101u, FIRST_BITS = 0x8080808080808080u;

/* The first bits of those of eight bytes that are not plain, the first byte's lowest; none before it is wrong. */
static uint64_t not_plain(const char *bytes)
{
    uint64_t eight = utf8_eight(bytes);
    uint64_t from_space = eight + (0x80 - ' ') * ONES, behind_tilde = eight + (0x7F - '~') * ONES;
    return (eight | ~from_space | behind_tilde) & FIRST_BITS;
}

/* The last eight bytes may be looked at a second time. */
size_t utf8_plain(const char *bytes, size_t size)
{
    size_t i = 0;
    if (size < 8) {
        while (i < size && bytes[i] >= ' ' && bytes[i] <= '~')
            i++;
        return i;
    }
    while (i + 16 <= size && !(not_plain(bytes + i) | not_plain(bytes + i + 8)))
        i += 16;
    for (; i < size; i += 8) {
        i = i + 8 <= size ? i : size - 8;
        uint64_t others = not_plain(bytes + i);
        if (others)
            return i + (size_t)__builtin_ctzll(others) / 8;
    }
    return size;
}

static size_t ascii_size(const unsigned char *bytes, size_t size)
{
    size_t i = 0;
    for (uint64_t eight; i + sizeof eight <= size; i += sizeof eight) {
        memcpy(&eight, bytes + i, sizeof eight);
        if (eight & FIRST_BITS)
            break;
    }
    return i;
}

size_t utf8_check(const char *bytes, size_t size)
{
    const unsigned char *at = (const unsigned char *)bytes, *end = at + size;
    while (at < end) {
        at += ascii_size(at, (size_t)(end - at));
        if (at == end)
            break;
        int length = sequence_length(at, end);
        if (!length)
            break;
        at += length;
    }
    return (size_t)(at - (const unsigned char *)bytes);
}

/* Those that go on with a character have the first bit and not the second. */
size_t utf8_count(const char *bytes, size_t size)
{
    size_t going_on = 0, i = 0;
    for (uint64_t eight; i + sizeof eight <= size; i += sizeof eight) {
        memcpy(&eight, bytes + i, sizeof eight);
        going_on += (((eight >> 7) & ~(eight >> 6) & ONES) * ONES) >> 56;
    }
    for (; i < size; i++)
        going_on += ((unsigned char)bytes[i] & 0xC0) == 0x80;
    return size - going_on;
}

enum { WORD_LIMIT = 64 };

static size_t smallest(size_t a, size_t b, size_t c)
{
    size_t least = a < b ? a : b;
    return least < c ? least : c;
}

/* The distance, or something above `limit` where it is larger. */
static size_t distance(const char *a, size_t a_size, const char *b, size_t b_size, size_t limit)
{
    size_t rows[3][WORD_LIMIT + 1], before = 0;
    for (size_t j = 0; j <= b_size; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= a_size; i++) {
        size_t *row = rows[i % 3], *above = rows[(i - 1) % 3], *two_above = rows[(i + 1) % 3];
        size_t least = row[0] = i;
        for (size_t j = 1; j <= b_size; j++) {
            row[j] = smallest(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && two_above[j - 2] + 1 < row[j])
                row[j] = two_above[j - 2] + 1;
            least = row[j] < least ? row[j] : least;
        }
        if (least > limit && before > limit)
            return limit + 1;
        before = least;
    }
    return rows[a_size % 3][b_size];
}

/* The set of a word's bytes, folded into 64 bits: an edit takes one out and puts one in at most. */
static uint64_t bytes_of(const char *word, size_t size)
{
    uint64_t set = 0;
    for (size_t i = 0; i < size; i++)
        set |= (uint64_t)1 << (word[i] & 63);
    return set;
}

static size_t size_of_set(uint64_t set)
{
    return (size_t)__builtin_popcountll(set);
}

const char *base_nearest(const char *word, const char *const *names, size_t count)
{
    size_t size = strlen(word), best = SIZE_MAX;
    const char *nearest = NULL;
    if (size > WORD_LIMIT)
        return NULL;
    uint64_t set = bytes_of(word, size);
    for (size_t i = 0; i < count && best; i++) {
        size_t name_size = strlen(names[i]), longer = size > name_size ? size : name_size;
        size_t limit = longer < 6 ? 1 : longer / 3;
        if (name_size > WORD_LIMIT)
            continue;
        limit = best <= limit ? best - 1 : limit;
        uint64_t own = bytes_of(names[i], name_size);
        if (size_of_set(set & ~own) > limit || size_of_set(own & ~set) > limit ||
            2 * longer - size - name_size > limit)
            continue;
        size_t far = distance(word, size, names[i], name_size, limit);
        if (far <= limit && far < size) {
            best = far;
            nearest = names[i];
        }
    }
    return nearest;
}
