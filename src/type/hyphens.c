/*
 * Hyphenation with the patterns that Debian's hyphen-* packages put under /usr/share/hyphen: which words, and by which
 * patterns.
 */
#include "type/patterns.h"
#include "type/type.h"
#include "unicode/unicode.h"

#include <dirent.h>
#include <iconv.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define FOLDER "/usr/share/hyphen"
enum { SLOTS = 1 << 14, /* of words whose points are remembered */
       PLACES = 4,      /* in a row, where a word may be; when all are taken it is not remembered */
       LONGEST = 80, SHORTEST = 5, ACRONYM = 6, LEAST_BEFORE = 2, LEAST_AFTER = 3, TAG_ROOM = 32, KNOWN_WORD = 20 };
_Static_assert(4 * LONGEST <= (int)PATTERNS_LONGEST_WORD, "a word of any characters is not too long");

struct dictionary {
    struct dictionary *next;
    char language[TAG_ROOM];
    const char *path;          /* of the patterns; NULL: none for this language */
    struct patterns *patterns; /* NULL: there are none, or none that can be read */
    bool shared;               /* they belong to another dictionary: those of en are those of en-GB */
    bool utf8;                 /* are they in UTF-8? */
    uint32_t upper_half[128];  /* if not: the characters of their bytes 128 … 255 */
};
/* A word and its points. */
struct known {
    const struct dictionary *dictionary;
    unsigned points : 24, size : 8; /* bit i: a hyphen may go before byte i */
    char word[KNOWN_WORD];
};
_Static_assert(sizeof(struct known) == 32, "two fit in what the processor reads at once");
/* Dictionaries and words are added under the lock, and then stay as they are: to look for them takes none. */
struct hyphens {
    const struct known *_Atomic *known;      /* by hash; NULL: free */
    struct dictionary *_Atomic dictionaries; /* the newest */
    char apart[64]; /* who adds does not disturb who looks: lines of the cache are that long */
    pthread_mutex_t lock;
    struct arena *arena;
};

/* A word as characters, with the byte each begins at. */
struct letters {
    uint32_t at[LONGEST];
    size_t offset[LONGEST + 1];
    size_t count;
};

struct hyphens *hyphens_open(void)
{
    struct arena *arena = arena_new();
    struct hyphens *hyphens = arena_alloc(arena, sizeof *hyphens);
    hyphens->arena = arena;
    pthread_mutex_init(&hyphens->lock, NULL);
    hyphens->known = arena_take(arena, (SLOTS + PLACES) * sizeof *hyphens->known);
    for (int i = 0; i < SLOTS + PLACES; i++)
        atomic_init(&hyphens->known[i], NULL);
    return hyphens;
}

void hyphens_close(struct hyphens *hyphens)
{
    if (!hyphens)
        return;
    for (struct dictionary *at = atomic_load(&hyphens->dictionaries); at; at = at->next)
        if (at->patterns && !at->shared)
            patterns_close(at->patterns);
    pthread_mutex_destroy(&hyphens->lock);
    arena_free(hyphens->arena);
}

const char *hyphens_folder(void)
{
    return FOLDER;
}

static const char *dictionary_path(struct arena *arena, const char *stem)
{
    const char *path = arena_format(arena, FOLDER "/hyph_%s.dic", stem);
    return file_exists(path) ? path : NULL;
}

/* The first, in the order of the alphabet, of a language's files: hyph_pl_PL.dic for pl. */
static const char *any_region(struct arena *arena, const char *language)
{
    const char *best = NULL, *prefix = arena_format(arena, "hyph_%s_", language);
    DIR *folder = opendir(FOLDER);
    struct dirent *entry;
    while (folder && (entry = readdir(folder)))
        if (strncmp(entry->d_name, prefix, strlen(prefix)) == 0 && (!best || strcmp(entry->d_name, best) < 0))
            best = arena_strdup(arena, entry->d_name);
    if (folder)
        closedir(folder);
    return best ? arena_format(arena, FOLDER "/%s", best) : NULL;
}

/* The file for a tag: its language and region's, else the language's, else its main region's, else any. */
static const char *find_patterns(struct arena *arena, const char *tag)
{
    size_t length = strcspn(tag, "-");
    const char *region = "";
    char language[TAG_ROOM];
    if (length == 0 || strlen(tag) >= sizeof language || strchr(tag, '/') || strchr(tag, '.'))
        return NULL;
    for (size_t i = 0; i <= length; i++)
        language[i] = (char)(i == length ? '\0' : unicode_to_lower((unsigned char)tag[i]));
    for (const char *dash = strchr(tag, '-'); dash; dash = strchr(dash + 1, '-'))
        if (strcspn(dash + 1, "-") == 2 && !*region)
            region = arena_format(arena, "%c%c", dash[1] & ~32, dash[2] & ~32);
    const char *path =
        *region ? dictionary_path(arena, arena_format(arena, "%s_%s", language, region)) : NULL;
    if (!path && strcmp(language, "en") == 0) /* British spelling unless another is asked for */
        path = dictionary_path(arena, "en_GB");
    if (!path)
        path = dictionary_path(arena, language);
    if (!path) {
        char main_region[TAG_ROOM];
        for (size_t i = 0; i <= length; i++)
            main_region[i] = (char)(i == length ? '\0' : language[i] & ~32);
        path = dictionary_path(arena, arena_format(arena, "%s_%s", language, main_region));
    }
    return path ? path : any_region(arena, language);
}

/* Fills in what the bytes 128 … 255 of the patterns' character set mean; false when iconv does not know the
 * set. */
static bool read_charset(struct dictionary *dictionary)
{
    const char *name = patterns_charset(dictionary->patterns);
    if (strncmp(name, "microsoft-cp", 12) == 0)
        name += 10;
    iconv_t converter = iconv_open("UTF-32LE", name);
    if (converter == (iconv_t)-1)
        return false;
    for (int i = 0; i < 128; i++) {
        char byte = (char)(128 + i), *in = &byte;
        unsigned char wide[4] = {0};
        char *out = (char *)wide;
        size_t in_left = 1, out_left = sizeof wide;
        iconv(converter, NULL, NULL, NULL, NULL);
        if (iconv(converter, &in, &in_left, &out, &out_left) == 0 && out_left == 0)
            dictionary->upper_half[i] = wide[0] | (uint32_t)wide[1] << 8 | (uint32_t)wide[2] << 16;
    }
    iconv_close(converter);
    return true;
}

static void read_patterns(struct arena *arena, struct dictionary *dictionary)
{
    dictionary->patterns = patterns_load(arena, dictionary->path, LEAST_BEFORE, LEAST_AFTER);
    if (!dictionary->patterns)
        return;
    dictionary->utf8 = strcmp(patterns_charset(dictionary->patterns), "UTF-8") == 0;
    if (!dictionary->utf8 && !read_charset(dictionary)) {
        patterns_close(dictionary->patterns);
        dictionary->patterns = NULL;
    }
}

static struct dictionary *opened_dictionary(struct hyphens *hyphens, const char *language)
{
    struct dictionary *at = atomic_load_explicit(&hyphens->dictionaries, memory_order_acquire);
    while (at && strcmp(at->language, language) != 0)
        at = at->next;
    return at;
}

static const struct dictionary *find_same(struct hyphens *hyphens, const char *path)
{
    const struct dictionary *at = path ? atomic_load(&hyphens->dictionaries) : NULL;
    while (at && (!at->path || strcmp(at->path, path) != 0))
        at = at->next;
    return at;
}

static struct dictionary *open_dictionary(struct hyphens *hyphens, const char *language)
{
    struct dictionary *dictionary = arena_alloc(hyphens->arena, sizeof *dictionary);
    const char *path = find_patterns(hyphens->arena, language);
    const struct dictionary *same = find_same(hyphens, path);
    if (same)
        *dictionary = *same;
    dictionary->shared = same != NULL;
    strcpy(dictionary->language, language);
    dictionary->path = path;
    if (path && !same)
        read_patterns(hyphens->arena, dictionary);
    return dictionary;
}

static const struct dictionary *find_dictionary(struct hyphens *hyphens, const char *language)
{
    struct dictionary *dictionary = opened_dictionary(hyphens, language);
    if (dictionary)
        return dictionary;
    pthread_mutex_lock(&hyphens->lock);
    dictionary = opened_dictionary(hyphens, language); /* another thread may have been there */
    if (!dictionary) {
        dictionary = open_dictionary(hyphens, language);
        dictionary->next = atomic_load(&hyphens->dictionaries);
        atomic_store_explicit(&hyphens->dictionaries, dictionary, memory_order_release);
    }
    pthread_mutex_unlock(&hyphens->lock);
    return dictionary;
}

/*
 * The word's characters, in lower case where it may be broken. False for what has none: too short or long,
 * digits, acronyms, and words with a capital inside (CSIRTs, McDonald), which are names.
 */
static bool read_letters(const char *word, size_t size, struct letters *letters)
{
    size_t capitals = 0;
    bool first_capital = false;
    const char *at = word, *end = word + size;
    letters->count = 0;
    while (at < end) {
        if (letters->count == LONGEST)
            return false;
        letters->offset[letters->count] = (size_t)(at - word);
        uint32_t c = utf8_next(&at, end);
        if (unicode_is_digit(c))
            return false;
        if (unicode_is_upper(c)) {
            capitals++;
            first_capital = first_capital || letters->count == 0;
        }
        letters->at[letters->count++] = unicode_to_lower(c);
    }
    letters->offset[letters->count] = size;
    if (letters->count < SHORTEST || (capitals == letters->count && letters->count <= ACRONYM))
        return false;
    return capitals == letters->count || capitals == 0 || (capitals == 1 && first_capital);
}

/* The letters [from, to) in the patterns' encoding; 0 when they cannot be written in it. */
static size_t encode(const struct dictionary *dictionary, const struct letters *letters, size_t from,
                     size_t to, char *out)
{
    size_t n = 0;
    for (size_t i = from; i < to; i++) {
        uint32_t c = letters->at[i];
        if (dictionary->utf8) {
            n += (size_t)utf8_put(out + n, c);
            continue;
        }
        int high = 0;
        while (c >= 128 && high < 128 && dictionary->upper_half[high] != c)
            high++;
        if (high == 128)
            return 0;
        out[n++] = (char)(c < 128 ? c : (uint32_t)high + 128);
    }
    out[n] = '\0';
    return n;
}

/* English reads better with three letters before a hyphen: opera-tor, not op-erator. */
static size_t least_before(const struct dictionary *dictionary)
{
    return strncmp(dictionary->language, "en", 2) == 0 ? 3 : LEAST_BEFORE;
}

/* Marks the hyphens of a part of a word that is letters only. */
static void hyphenate_part(const struct dictionary *dictionary, const struct letters *letters, size_t from,
                           size_t to, bool *out)
{
    char bytes[LONGEST * 4 + 1];
    bool points[LONGEST * 4];
    size_t count = to - from, size = encode(dictionary, letters, from, to, bytes);
    if (count < SHORTEST || size == 0)
        return;
    patterns_find(dictionary->patterns, bytes, size, points);
    for (size_t i = least_before(dictionary) - 1; i + LEAST_AFTER < count; i++)
        if (points[i] && !unicode_is_mark(letters->at[from + i + 1]))
            out[letters->offset[from + i + 1]] = true;
}

static void find_points(const struct dictionary *dictionary, const char *word, size_t size, bool *out)
{
    struct letters letters;
    if (!read_letters(word, size, &letters))
        return;
    for (size_t from = 0; from < letters.count;) {
        size_t to = from;
        while (to < letters.count && (unicode_is_letter(letters.at[to]) || unicode_is_mark(letters.at[to])))
            to++;
        hyphenate_part(dictionary, &letters, from, to, out);
        from = to + 1;
    }
}

/* The first place where the word may be. */
static const struct known *_Atomic *places_of(struct hyphens *hyphens, const char *word, size_t size)
{
    uint32_t hash = 2166136261u; /* FNV-1a */
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ (unsigned char)word[i]) * 16777619u;
    return &hyphens->known[(hash ^ hash >> 15) & (SLOTS - 1)];
}

/* NULL, and in *place the number of a free one, or PLACES, when it is not remembered. */
static const struct known *find_known(const struct known *_Atomic *places, const struct dictionary *dictionary,
                                      const char *word, size_t size, int *place)
{
    const struct known *known;
    for (*place = 0; *place < PLACES; ++*place) {
        known = atomic_load_explicit(&places[*place], memory_order_acquire);
        if (!known || (known->dictionary == dictionary && known->size == size && memcmp(known->word, word, size) == 0))
            return known;
    }
    return NULL;
}

static void remember(struct hyphens *hyphens, const struct known *_Atomic *places,
                     const struct dictionary *dictionary, const char *word, size_t size, const bool *points)
{
    int place;
    struct known known = {.dictionary = dictionary, .size = (unsigned)size & 0xFF};
    memcpy(known.word, word, size);
    for (size_t i = 0; i < size; i++)
        known.points |= (unsigned)points[i] << i & 0xFFFFFF;
    pthread_mutex_lock(&hyphens->lock);
    if (!find_known(places, dictionary, word, size, &place) && place < PLACES)
        atomic_store_explicit(&places[place], arena_copy(hyphens->arena, &known, sizeof known), memory_order_release);
    pthread_mutex_unlock(&hyphens->lock);
}

bool hyphens_find(struct hyphens *hyphens, const char *language, const char *word, size_t size, bool *out)
{
    memset(out, 0, size * sizeof *out);
    if (!language || strlen(language) >= TAG_ROOM)
        return false;
    const struct dictionary *dictionary = find_dictionary(hyphens, language);
    if (!dictionary->patterns)
        return false;
    if (size > KNOWN_WORD) {
        find_points(dictionary, word, size, out);
        return true;
    }
    int place;
    const struct known *_Atomic *places = places_of(hyphens, word, size);
    const struct known *known = find_known(places, dictionary, word, size, &place);
    if (known) {
        for (size_t i = 0; known->points >> i; i++)
            out[i] = known->points >> i & 1;
        return true;
    }
    find_points(dictionary, word, size, out);
    if (place < PLACES)
        remember(hyphens, places, dictionary, word, size, out);
    return true;
}
