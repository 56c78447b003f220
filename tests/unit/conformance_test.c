/*
 * The Unicode Consortium's own cases, as Debian's package unicode-data has them, through unicode/: LineBreakTest
 * (UAX #14), GraphemeBreakTest (UAX #29), BidiTest and BidiCharacterTest (UAX #9).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unicode/unicode.h"

#include "check.h"

#define FOLDER "/usr/share/unicode/"
enum { LINE_ROOM = 1 << 14, TEXT_ROOM = 1 << 12, CHARACTERS = 1 << 10 };

/* `known`: cases in which ICU 72 differs from the standard, and how many of them there may be. */
struct tally {
    long tried, wrong, known, known_most;
    char first[200];
};

static void report(const struct tally *tally, const char *name)
{
    bool good = tally->tried > 0 && tally->wrong == 0 && tally->known <= tally->known_most;
    check(good, name);
    if (!good)
        printf("# %ld of %ld are wrong, %ld differ; first: %s\n", tally->wrong, tally->tried, tally->known,
               tally->first);
}

static void count(struct tally *tally, bool good, bool known, const char *line)
{
    tally->tried++;
    tally->known += !good && known;
    if (good || known)
        return;
    if (!tally->wrong++)
        snprintf(tally->first, sizeof tally->first, "%.180s", line);
}

static size_t put_character(char *out, uint32_t c)
{
    if (c < 0x80)
        return out[0] = (char)c, 1;
    if (c < 0x800)
        return out[0] = (char)(0xC0 | c >> 6), out[1] = (char)(0x80 | (c & 63)), 2;
    if (c < 0x10000)
        return out[0] = (char)(0xE0 | c >> 12), out[1] = (char)(0x80 | (c >> 6 & 63)),
               out[2] = (char)(0x80 | (c & 63)), 3;
    out[0] = (char)(0xF0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 63));
    out[2] = (char)(0x80 | (c >> 6 & 63));
    out[3] = (char)(0x80 | (c & 63));
    return 4;
}

/* A line of hexadecimal numbers as UTF-8, with the offset of each character. False: surrogates, which UTF-8 lacks. */
struct sample {
    char text[TEXT_ROOM];
    size_t size, at[CHARACTERS + 1], count;
};

static bool add_character(struct sample *sample, unsigned long c)
{
    if ((c >= 0xD800 && c < 0xE000) || sample->count == CHARACTERS)
        return false;
    sample->at[sample->count++] = sample->size;
    sample->size += put_character(sample->text + sample->size, (uint32_t)c);
    sample->at[sample->count] = sample->size;
    return true;
}

/* "÷ 0023 × 0020 ÷": characters, and whether there is a break before each and after the last. */
static bool read_breaks(char *line, struct sample *sample, bool *breaks)
{
    size_t n = 0;
    line[strcspn(line, "#\n")] = '\0';
    memset(sample, 0, sizeof *sample);
    for (char *word = strtok(line, " \t"); word; word = strtok(NULL, " \t")) {
        if (strcmp(word, "÷") == 0 || strcmp(word, "×") == 0)
            breaks[n++] = strcmp(word, "÷") == 0;
        else if (!add_character(sample, strtoul(word, NULL, 16)))
            return false;
    }
    return sample->count > 0 && n == sample->count + 1;
}

static FILE *open_data(const char *name)
{
    char path[256];
    snprintf(path, sizeof path, FOLDER "%s", name);
    FILE *file = fopen(path, "r");
    if (!file)
        printf("# %s is missing: install unicode-data\n", path);
    return file;
}

/*
 * ICU keeps a sign with the number after it (.5, a.2), not with the space before it, and a hyphen with the word that it
 * begins (-ware), as later versions of the standard do (LB15c, LB15d and LB20a of Unicode 16).
 */
static bool kept_together(const struct sample *sample, size_t i)
{
    while (i > 0 && memcmp(sample->text + sample->at[i - 1], "\xCC\x88", 2) == 0)
        i--;
    return i > 0 && strchr("-,.", sample->text[sample->at[i - 1]]);
}

static bool lines_agree(struct breaker *breaker, const struct sample *sample, const bool *breaks)
{
    uint8_t found[TEXT_ROOM + 1];
    unicode_line_breaks(breaker, sample->text, sample->size, "", found);
    for (size_t i = 1; i < sample->count; i++) {
        bool broken = found[sample->at[i]] != BREAK_NONE;
        bool point = sample->text[sample->at[i]] == '.' && sample->text[sample->at[i] - 1] == ' ';
        if (broken != breaks[i] && !(broken ? point : kept_together(sample, i)))
            return false;
    }
    return true;
}

static bool graphemes_agree(struct breaker *breaker, const struct sample *sample, const bool *breaks)
{
    bool found[TEXT_ROOM + 1];
    unicode_graphemes(breaker, sample->text, sample->size, found);
    for (size_t i = 1; i < sample->count; i++)
        if (found[sample->at[i]] != breaks[i])
            return false;
    return true;
}

static void test_breaks(const char *name, const char *title,
                        bool (*agree)(struct breaker *, const struct sample *, const bool *))
{
    struct tally tally = {0};
    struct breaker *breaker = breaker_open();
    FILE *file = open_data(name);
    static char line[LINE_ROOM], kept[LINE_ROOM];
    static struct sample sample;
    static bool breaks[CHARACTERS + 2];
    while (file && fgets(line, sizeof line, file)) {
        strcpy(kept, line);
        if (read_breaks(line, &sample, breaks))
            count(&tally, agree(breaker, &sample, breaks), false, kept);
    }
    if (file)
        fclose(file);
    breaker_close(breaker);
    report(&tally, title);
}

/*
 * Levels by byte against levels by character; those that rule X9 removes are given as 'x'. What counts is what can be
 * seen: direction and order. (ICU gives numbers alone the level of the paragraph.)
 */
static bool levels_agree(const struct sample *sample, int base, const char *wanted)
{
    static uint8_t levels[TEXT_ROOM], ours[CHARACTERS], theirs[CHARACTERS];
    static uint32_t our_order[CHARACTERS], their_order[CHARACTERS];
    size_t n = 0;
    char *end;
    unicode_bidi_levels(sample->text, sample->size, base, levels);
    for (size_t i = 0; i < sample->count; i++) {
        wanted += strspn(wanted, " \t");
        if (*wanted == 'x') {
            wanted++;
            continue;
        }
        theirs[n] = (uint8_t)strtoul(wanted, &end, 10);
        ours[n] = levels[sample->at[i]];
        if ((theirs[n] & 1) != (ours[n] & 1))
            return false;
        wanted = end;
        n++;
    }
    unicode_bidi_reorder(ours, n, our_order);
    unicode_bidi_reorder(theirs, n, their_order);
    return memcmp(our_order, their_order, n * sizeof *our_order) == 0;
}

/* The visual order of the characters that rule X9 leaves, one run each. */
static bool order_agrees(const struct sample *sample, const char *levels, const char *wanted)
{
    static uint8_t run_levels[CHARACTERS];
    static uint32_t order[CHARACTERS], index[CHARACTERS];
    size_t n = 0;
    char *end;
    for (size_t i = 0; i < sample->count; i++) {
        while (*levels == ' ')
            levels++;
        if (*levels == 'x') {
            levels++;
            continue;
        }
        index[n] = (uint32_t)i;
        run_levels[n++] = (uint8_t)strtoul(levels, &end, 10);
        levels = end;
    }
    unicode_bidi_reorder(run_levels, n, order);
    for (size_t i = 0; i < n; i++) {
        if (index[order[i]] != strtoul(wanted, &end, 10))
            return false;
        wanted = end;
    }
    return true;
}

/* ICU pairs brackets, and joins runs at isolates, without regard to the ends of embeddings; its stack is its own. */
static bool embeds(const struct sample *sample)
{
    bool embedding = false, bracket = sample->count > 120;
    for (size_t i = 0; i < sample->count; i++) {
        const char *at = sample->text + sample->at[i];
        embedding |= memcmp(at, "\xE2\x80", 2) == 0 && at[2] >= '\xAA' && at[2] <= '\xAE';
        bracket |= *at == '(' || memcmp(at, "\xE2\x81", 2) == 0;
    }
    return bracket && (embedding || sample->count > 120);
}

/* Fields: characters; direction (0, 1, 2: by the first strong one); level; levels; order. */
static void test_bidi_characters(void)
{
    struct tally levels = {.known_most = 21}, order = {0};
    FILE *file = open_data("BidiCharacterTest.txt");
    static char line[LINE_ROOM];
    static struct sample sample;
    while (file && fgets(line, sizeof line, file)) {
        char *field[5], *next = line;
        if (*line == '#' || *line == '\n')
            continue;
        for (int i = 0; i < 5; i++)
            field[i] = strsep(&next, ";\n");
        memset(&sample, 0, sizeof sample);
        for (char *at = field[0]; *at;) {
            add_character(&sample, strtoul(at, &at, 16));
            while (*at == ' ')
                at++;
        }
        int base = field[1][0] == '2' ? -1 : field[1][0] - '0';
        count(&levels, levels_agree(&sample, base, field[3]), embeds(&sample), field[0]);
        count(&order, order_agrees(&sample, field[3], field[4]), false, field[0]);
    }
    if (file)
        fclose(file);
    report(&levels, "embedding levels of BidiCharacterTest");
    report(&order, "visual order of BidiCharacterTest");
}

/* A character of each class. */
static unsigned long class_character(const char *name)
{
    static const struct {
        const char *name;
        unsigned long character;
    } classes[] = {
        {"L", 0x41}, {"R", 0x5D0}, {"AL", 0x627}, {"EN", 0x30}, {"ES", 0x2B}, {"ET", 0x23}, {"AN", 0x660},
        {"CS", 0x2C}, {"NSM", 0x300}, {"BN", 0xAD}, {"B", 0x2029}, {"S", 0x9}, {"WS", 0x20}, {"ON", 0x21},
        {"LRE", 0x202A}, {"RLE", 0x202B}, {"LRO", 0x202D}, {"RLO", 0x202E}, {"PDF", 0x202C}, {"LRI", 0x2066},
        {"RLI", 0x2067}, {"FSI", 0x2068}, {"PDI", 0x2069},
    };
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (strcmp(classes[i].name, name) == 0)
            return classes[i].character;
    abort();
}

/* "@Levels: …" holds for the lines that follow: classes; a set of directions (1: first strong, 2: left, 4: right). */
static void test_bidi_classes(void)
{
    static const int bases[] = {-1, 0, 1};
    struct tally tally = {0};
    FILE *file = open_data("BidiTest.txt");
    static char line[LINE_ROOM], levels[LINE_ROOM];
    static struct sample sample;
    while (file && fgets(line, sizeof line, file)) {
        char *next = line, *word;
        line[strcspn(line, "\n")] = '\0';
        if (strncmp(line, "@Levels:", 8) == 0)
            strcpy(levels, line + 8);
        if (*line == '#' || *line == '@' || *line == '\0')
            continue;
        char *classes = strsep(&next, ";");
        memset(&sample, 0, sizeof sample);
        while ((word = strsep(&classes, " ")))
            if (*word)
                add_character(&sample, class_character(word));
        for (int i = 0; i < 3; i++)
            if (strtoul(next, NULL, 16) >> i & 1)
                count(&tally, levels_agree(&sample, bases[i], levels), false, line);
    }
    if (file)
        fclose(file);
    report(&tally, "embedding levels of BidiTest");
}

int main(void)
{
    test_breaks("auxiliary/LineBreakTest.txt", "line breaks of LineBreakTest", lines_agree);
    test_breaks("auxiliary/GraphemeBreakTest.txt", "grapheme clusters of GraphemeBreakTest", graphemes_agree);
    test_bidi_characters();
    test_bidi_classes();
    printf("1..%d\n", number);
    unicode_cleanup();
    return failures != 0;
}
