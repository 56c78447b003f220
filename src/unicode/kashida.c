/*
 * Where an Arabic word is drawn out: one place in a word, by the order of preference that Microsoft published for its
 * browser ("Justifying Text using Cascading Style Sheets", Middle East developer pages, archived 2013), with letters
 * told by their joining group, so that Persian and Urdu ones count with those they are shaped like. Left alone besides:
 * short words, lam with the alef after it, the article, the name of God.
 */
#include "unicode/unicode.h"

#include <unicode/uchar.h>

enum { LEAST_LETTERS = 4, MOST_LETTERS = 64, TATWEEL = 0x640, ZWNJ = 0x200C };
enum { RANK_TYPED = 1, RANK_SEEN, RANK_HEH, RANK_ALEF, RANK_BEH, RANK_WAW, RANK_OTHER };

struct letter {
    uint32_t character, at;
    UJoiningType type;
    UJoiningGroup group;
    bool joined; /* to the one before it */
};
struct word {
    struct letter letters[MOST_LETTERS];
    size_t count;
};

static bool joins_left(UJoiningType type)
{
    return type == U_JT_DUAL_JOINING || type == U_JT_JOIN_CAUSING || type == U_JT_LEFT_JOINING;
}

static bool joins_right(UJoiningType type)
{
    return type == U_JT_DUAL_JOINING || type == U_JT_JOIN_CAUSING || type == U_JT_RIGHT_JOINING;
}

/* What letter `i` is when it has its final form, joined to the one before it only. */
static int rank_of_final(UJoiningGroup group)
{
    switch (group) {
    case U_JG_TEH_MARBUTA: case U_JG_TEH_MARBUTA_GOAL: case U_JG_HEH: case U_JG_HEH_GOAL: case U_JG_KNOTTED_HEH:
    case U_JG_DAL:
        return RANK_HEH;
    case U_JG_ALEF: case U_JG_TAH: case U_JG_LAM: case U_JG_KAF: case U_JG_SWASH_KAF: case U_JG_GAF:
        return RANK_ALEF;
    case U_JG_WAW: case U_JG_AIN: case U_JG_QAF: case U_JG_FEH:
        return RANK_WAW;
    default:
        return RANK_OTHER;
    }
}

static bool is_final(const struct word *word, size_t i)
{
    return i + 1 >= word->count || !word->letters[i + 1].joined;
}

/* Is it a beh in the middle, and after it reh or yeh at the end? */
static bool leads_to_reh(const struct word *word, size_t i)
{
    if (word->letters[i].group != U_JG_BEH || is_final(word, i) || !is_final(word, i + 1))
        return false;
    UJoiningGroup group = word->letters[i + 1].group;
    return group == U_JG_REH || group == U_JG_YEH || group == U_JG_FARSI_YEH;
}

/* Is the letter before letter `i` the lam of an article, after which the word proper begins? */
static bool follows_article(const struct word *word, size_t i)
{
    return (i == 2 || i == 3) && word->letters[i - 1].group == U_JG_LAM && !word->letters[i - 1].joined &&
           word->letters[i - 2].character == 0x627;
}

/* The rank of the place before letter `i`; 0: none. */
static int rank_before(const struct word *word, size_t i)
{
    const struct letter *letter = &word->letters[i], *before = letter - 1;
    if (!letter->joined || (before->group == U_JG_LAM && letter->group == U_JG_ALEF) || follows_article(word, i))
        return 0;
    if (before->character == TATWEEL)
        return RANK_TYPED;
    if (letter->character == TATWEEL)
        return 0;
    if (before->group == U_JG_SEEN || before->group == U_JG_SAD)
        return RANK_SEEN;
    if (leads_to_reh(word, i))
        return RANK_BEH;
    return is_final(word, i) ? rank_of_final(letter->group) : 0;
}

/* lam lam heh at its end. */
static bool names_god(const struct word *word)
{
    const struct letter *end = word->letters + word->count;
    return word->count >= 3 && end[-3].group == U_JG_LAM && end[-2].group == U_JG_LAM && end[-2].joined &&
           end[-1].character == 0x647;
}

static void find_place(const struct word *word, struct kashida *best)
{
    if (word->count < LEAST_LETTERS || names_god(word))
        return;
    for (size_t i = 1; i < word->count; i++) {
        int rank = rank_before(word, i);
        if (rank > 0 && (best->rank == 0 || rank <= best->rank))
            *best = (struct kashida){word->letters[i - 1].at, word->letters[i].at, rank};
    }
}

struct kashida unicode_kashida(const char *text, size_t size)
{
    struct kashida best = {0};
    struct word word = {.count = 0};
    const char *at = text, *end = text + size;
    bool parted = true;
    while (at < end) {
        uint32_t offset = (uint32_t)(at - text), c = utf8_next(&at, end);
        UJoiningType type = (UJoiningType)u_getIntPropertyValue((UChar32)c, UCHAR_JOINING_TYPE);
        if (type == U_JT_TRANSPARENT)
            continue;
        if (c == ZWNJ || !unicode_is_letter(c)) {
            parted = true;
            if (c != ZWNJ) {
                find_place(&word, &best);
                word.count = 0;
            }
            continue;
        }
        if (word.count == MOST_LETTERS)
            return (struct kashida){0};
        bool joined = !parted && joins_right(type) && joins_left(word.letters[word.count - 1].type);
        UJoiningGroup group = (UJoiningGroup)u_getIntPropertyValue((UChar32)c, UCHAR_JOINING_GROUP);
        word.letters[word.count++] = (struct letter){c, offset, type, group, joined};
        parted = false;
    }
    find_place(&word, &best);
    return best;
}
