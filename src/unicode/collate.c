/*
 * Collation by CLDR, and the letters that head the groups of an index. The letters are CLDR's index exemplars
 * of the language, with A to Z; a text stands under the last letter that does not sort after it (as in UTS
 * #35, part 5, section 3.1), compared by primary differences only.
 */
#include "unicode/unicode.h"
#include "unicode/wide.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ucol.h>
#include <unicode/uloc.h>
#include <unicode/ulocdata.h>
#include <unicode/unorm2.h>
#include <unicode/uset.h>
#include <unicode/ustring.h>

struct label {
    const char *text;
    const uint8_t *key;
    size_t key_size;
};
typedef VEC(struct label) label_list;

/* The letters of one script, in order. */
struct label_set {
    uint32_t script;
    label_list labels;
};
struct collator {
    struct arena *arena;
    const char *locale;
    UCollator *full, *primary;
    VEC(struct label_set) sets;
};

static UCollator *open_ucollator(const char *locale, UCollationStrength strength)
{
    UErrorCode status = U_ZERO_ERROR;
    UCollator *ucollator = ucol_open(locale, &status);
    if (U_FAILURE(status)) {
        status = U_ZERO_ERROR;
        ucollator = ucol_open("", &status);
    }
    if (U_FAILURE(status))
        return NULL;
    ucol_setStrength(ucollator, strength);
    ucol_setAttribute(ucollator, UCOL_ALTERNATE_HANDLING, UCOL_NON_IGNORABLE, &status);
    ucol_setAttribute(ucollator, UCOL_NUMERIC_COLLATION, UCOL_ON, &status); /* X.509 before X.1051 */
    return ucollator;
}

struct collator *collator_open(const char *language)
{
    struct arena *arena = arena_new();
    struct collator *collator = arena_alloc(arena, sizeof *collator);
    char locale[ULOC_FULLNAME_CAPACITY] = "";
    UErrorCode status = U_ZERO_ERROR;
    uloc_forLanguageTag(language ? language : "", locale, sizeof locale - 1, NULL, &status);
    collator->arena = arena;
    collator->locale = arena_strdup(arena, U_FAILURE(status) ? "" : locale);
    collator->full = open_ucollator(collator->locale, UCOL_TERTIARY);
    collator->primary = open_ucollator(collator->locale, UCOL_PRIMARY);
    return collator;
}

void collator_close(struct collator *collator)
{
    if (!collator)
        return;
    ucol_close(collator->full);
    ucol_close(collator->primary);
    arena_free(collator->arena);
}

static const uint8_t *sort_key(struct arena *arena, const UCollator *ucollator, const UChar *text,
                               int32_t length, size_t *size)
{
    if (!ucollator) { /* no collation data: code point order */
        char *bytes = wide_to_utf8(arena, text, length, size);
        return (const uint8_t *)bytes;
    }
    uint8_t room[512];
    int32_t need = ucol_getSortKey(ucollator, text, length, room, sizeof room);
    uint8_t *key = arena_alloc(arena, (size_t)need + 1);
    if ((size_t)need <= sizeof room)
        memcpy(key, room, (size_t)need);
    else
        ucol_getSortKey(ucollator, text, length, key, need);
    *size = need > 0 ? (size_t)need - 1 : 0; /* the key's own NUL */
    return key;
}

/* An apostrophe does not part a word: O’Tierney is filed as OTierney. */
static void drop_apostrophes(struct wide *wide)
{
    int32_t n = 0;
    for (int32_t i = 0; i < wide->n; i++) {
        UChar unit = wide->at[i];
        if (unit != 0x27 && unit != 0x2018 && unit != 0x2019 && unit != 0x2BB && unit != 0x2BC)
            wide->at[n++] = unit;
    }
    wide->n = n;
}

/* Arabic files a word under the letter that follows the article (ا and ل). */
static const char *after_article(const struct collator *collator, const char *text)
{
    static const char article[] = "\xD8\xA7\xD9\x84";
    size_t n = sizeof article - 1;
    bool arabic = strncmp(collator->locale, "ar", 2) == 0 && (!collator->locale[2] || collator->locale[2] == '_');
    return arabic && strncmp(text, article, n) == 0 && strlen(text) > 2 * n ? text + n : text;
}

const uint8_t *collator_key(struct arena *arena, struct collator *collator, const char *text, size_t *size)
{
    struct wide wide;
    text = after_article(collator, text);
    wide_open(&wide, text, strlen(text));
    drop_apostrophes(&wide);
    const uint8_t *key = sort_key(arena, collator->full, wide.at, wide.n, size);
    wide_close(&wide);
    return key;
}

int collator_compare(const uint8_t *a, size_t a_size, const uint8_t *b, size_t b_size)
{
    int order = memcmp(a, b, a_size < b_size ? a_size : b_size);
    return order ? order : (a_size > b_size) - (a_size < b_size);
}

/* Does the letter stand before the other, which is primarily equal? Е, not Ё, heads their group. */
static bool stands_before(struct collator *collator, const char *letter, const char *other)
{
    size_t size, other_size;
    const uint8_t *key = collator_key(collator->arena, collator, letter, &size);
    const uint8_t *other_key = collator_key(collator->arena, collator, other, &other_size);
    return collator_compare(key, size, other_key, other_size) < 0;
}

/* Adds a letter, sorted by `key_text`; of those that are primarily equal the first one stays. */
static void add_label(struct collator *collator, label_list *labels, const char *text, const UChar *key_text,
                      int32_t key_length)
{
    struct label label = {.text = text};
    label.key = sort_key(collator->arena, collator->primary, key_text, key_length, &label.key_size);
    size_t at = labels->n;
    while (at > 0) {
        const struct label *before = &labels->at[at - 1];
        int order = collator_compare(before->key, before->key_size, label.key, label.key_size);
        if (order == 0) {
            if (stands_before(collator, text, before->text))
                labels->at[at - 1].text = text;
            return;
        }
        if (order < 0)
            break;
        at--;
    }
    vec_push(collator->arena, labels, label);
    memmove(labels->at + at + 1, labels->at + at, (labels->n - 1 - at) * sizeof label);
    labels->at[at] = label;
}

/* Adds CLDR's index exemplars of a locale. */
static void add_exemplars(struct collator *collator, label_list *labels, const char *locale)
{
    UErrorCode status = U_ZERO_ERROR;
    ULocaleData *data = ulocdata_open(locale, &status);
    USet *set = ulocdata_getExemplarSet(data, NULL, 0, ULOCDATA_ES_INDEX, &status);
    int32_t items = U_SUCCESS(status) ? uset_getItemCount(set) : 0;
    for (int32_t i = 0; i < items; i++) {
        UChar32 from = 0, to = -1;
        UChar item[16];
        int32_t n = uset_getItem(set, i, &from, &to, item, 16, &status);
        if (n >= 2 && n < 16)
            add_label(collator, labels, wide_to_utf8(collator->arena, item, n, NULL), item, n);
        for (UChar32 c = from; n == 0 && c <= to && c - from < 256; c++) {
            int32_t length = 0;
            U16_APPEND_UNSAFE(item, length, c);
            add_label(collator, labels, wide_to_utf8(collator->arena, item, length, NULL), item, length);
        }
    }
    uset_close(set);
    ulocdata_close(data);
}

/* CLDR's Chinese orders by sound mark where a letter begins by U+FDD0 and the letter. */
static void add_latin_letters(struct collator *collator, label_list *labels, bool as_sounds)
{
    for (UChar c = 'A'; c <= 'Z'; c++) {
        UChar item[2] = {0xFDD0, c};
        const char *text = wide_to_utf8(collator->arena, item + 1, 1, NULL);
        add_label(collator, labels, text, as_sounds ? item : item + 1, as_sounds ? 2 : 1);
    }
}

/* The locale whose letters serve for a script: the collator's own, else the script's likeliest language. */
static void locale_for_script(const struct collator *collator, uint32_t script, char *locale, size_t size)
{
    char tag[16], likely[ULOC_FULLNAME_CAPACITY] = "", mine[16] = "";
    UErrorCode status = U_ZERO_ERROR;
    snprintf(tag, sizeof tag, "und_%c%c%c%c", (int)(script >> 24), (int)(script >> 16 & 255),
             (int)(script >> 8 & 255), (int)(script & 255));
    uloc_addLikelySubtags(collator->locale, likely, sizeof likely - 1, &status);
    uloc_getScript(likely, mine, sizeof mine - 1, &status);
    bool own = U_SUCCESS(status) && strcmp(mine, tag + 4) == 0;
    status = U_ZERO_ERROR;
    uloc_addLikelySubtags(tag, likely, sizeof likely - 1, &status);
    if (own || U_FAILURE(status))
        snprintf(locale, size, "%s", collator->locale);
    else
        uloc_getLanguage(likely, locale, (int32_t)size - 1, &status);
}

/* The letters for texts that begin with a letter of `script`; made when first asked for. */
static const label_list *labels_for(struct collator *collator, uint32_t script)
{
    for (size_t i = 0; i < collator->sets.n; i++)
        if (collator->sets.at[i].script == script)
            return &collator->sets.at[i].labels;
    struct label_set set = {.script = script};
    if (script == SCRIPT_TAG('H', 'a', 'n', 'i')) {
        add_latin_letters(collator, &set.labels, true);
    } else {
        char locale[ULOC_FULLNAME_CAPACITY] = "";
        locale_for_script(collator, script, locale, sizeof locale);
        add_exemplars(collator, &set.labels, locale);
        if (script == SCRIPT_TAG('L', 'a', 't', 'n'))
            add_latin_letters(collator, &set.labels, false);
    }
    vec_push(collator->arena, &collator->sets, set);
    return &collator->sets.at[collator->sets.n - 1].labels;
}

/* The first letter without its marks, in upper case. */
static const char *own_letter(struct arena *arena, const char *locale, uint32_t c)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar parts[32], upper[32];
    int32_t n = unorm2_getDecomposition(unorm2_getNFCInstance(&status), (UChar32)c, parts, 32, &status);
    UChar32 base = (UChar32)c;
    if (U_SUCCESS(status) && n > 0 && unicode_script(c) != SCRIPT_TAG('H', 'a', 'n', 'g'))
        U16_GET(parts, 0, 0, n, base);
    n = 0;
    U16_APPEND_UNSAFE(parts, n, base);
    status = U_ZERO_ERROR;
    int32_t upper_size = u_strToUpper(upper, 32, parts, n, locale, &status);
    if (U_FAILURE(status))
        return wide_to_utf8(arena, parts, n, NULL);
    return wide_to_utf8(arena, upper, upper_size, NULL);
}

/* The last label that does not sort after the key; NULL when all do. */
static const struct label *find_label(const label_list *labels, const uint8_t *key, size_t size)
{
    const struct label *found = NULL;
    for (size_t i = 0; i < labels->n; i++) {
        const struct label *label = &labels->at[i];
        if (collator_compare(label->key, label->key_size, key, size) > 0)
            break;
        found = label;
    }
    /* What sorts after the last letter (Þ in English) is not that letter. */
    if (found && found == &labels->at[labels->n - 1] &&
        (size < found->key_size || memcmp(found->key, key, found->key_size) != 0))
        return NULL;
    return found;
}

const char *collator_letter(struct arena *arena, struct collator *collator, const char *text)
{
    text = after_article(collator, text);
    const char *at = text, *end = text + strlen(text);
    uint32_t first = 0;
    while (at < end) {
        first = utf8_next(&at, end);
        if (!unicode_is_ignorable(first) && !unicode_is_mark(first))
            break;
        first = 0;
    }
    if (first == 0)
        return "#";
    bool letter = unicode_is_letter(first);
    if (!letter && (first < 0x80 || unicode_is_digit(first)))
        return "#";
    uint32_t script = letter ? unicode_script(first) : SCRIPT_TAG('L', 'a', 't', 'n');
    const label_list *labels = labels_for(collator, script);
    struct wide wide;
    size_t size;
    wide_open(&wide, text, strlen(text));
    const uint8_t *key = sort_key(arena, collator->primary, wide.at, wide.n, &size);
    wide_close(&wide);
    const struct label *label = find_label(labels, key, size);
    if (label)
        return arena_strdup(arena, label->text);
    return letter ? own_letter(arena, collator->locale, first) : "#";
}
