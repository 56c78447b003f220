/* Unit tests of type/: one line a test, in TAP's form. The fonts table may be given as argument. */
#include "type/type.h"
#include "unicode/unicode.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "check.h"

#define LATIN  SCRIPT_TAG('L', 'a', 't', 'n')
#define ARABIC SCRIPT_TAG('A', 'r', 'a', 'b')
#define HEBREW SCRIPT_TAG('H', 'e', 'b', 'r')

static struct shape_request request_of(const struct face *face, const char *text, unsigned features)
{
    size_t size = strlen(text);
    return (struct shape_request){.face = face,
                                  .size = 10 * SP_POINT,
                                  .features = features,
                                  .script = LATIN,
                                  .language = "en",
                                  .text = text,
                                  .text_size = size,
                                  .start = 0,
                                  .end = (uint32_t)size};
}

static sp width_of(struct shaper *shaper, const struct face *face, const char *text, unsigned features)
{
    struct shape_request request = request_of(face, text, features);
    uint32_t count;
    const struct glyph *glyphs = shaper_shape(shaper, &request, &count);
    sp width = 0;
    for (uint32_t i = 0; i < count; i++)
        width += glyphs[i].advance;
    return width;
}

static uint32_t count_of(struct shaper *shaper, const struct face *face, const char *text, unsigned features)
{
    struct shape_request request = request_of(face, text, features);
    uint32_t count;
    shaper_shape(shaper, &request, &count);
    return count;
}

static const struct face *cover(const struct fonts *fonts, const char *cluster, const char *language)
{
    return fonts_cover(fonts, fonts_face(fonts, FONT_BODY, false, false), cluster, strlen(cluster), language);
}

static void test_faces(const struct fonts *fonts)
{
    bool all = true, distinct = true;
    for (int role = 0; role < FONT_ROLE_COUNT; role++)
        for (int style = 0; style < 4; style++) {
            const struct face *face = fonts_face(fonts, (enum font_role)role, style & 1, style & 2);
            all = all && face && face_number(face) < fonts_face_count(fonts) && face_name(face)[0];
            distinct =
                distinct && (style == 0 || face != fonts_face(fonts, (enum font_role)role, false, false));
        }
    check(all, "every role has four styles");
    check(distinct, "the default families have true bold and italic faces");
    const struct face *body = fonts_face(fonts, FONT_BODY, false, false);
    struct face_metrics ten = face_metrics(body, 10 * SP_POINT), twenty = face_metrics(body, 20 * SP_POINT);
    check(ten.ascent > ten.cap_height && ten.cap_height > ten.x_height && ten.x_height > 0 &&
              ten.descent > 0 && ten.space > SP_POINT,
          "measures are in order");
    check(twenty.x_height - 2 * ten.x_height <= 1 && twenty.x_height - 2 * ten.x_height >= -1,
          "measures scale");
    check(face_has_features(body, SHAPE_SMALL_CAPS | SHAPE_SUPERSCRIPT | SHAPE_TABULAR | SHAPE_LINING |
                                      SHAPE_OLD_STYLE | SHAPE_SMALL_ACRONYMS),
          "the text face has small caps, superior, tabular, lining and old-style figures");
    check(!face_has_features(fonts_face(fonts, FONT_HEADING, false, false), SHAPE_OLD_STYLE),
          "the heading face has no old-style figures");
    check(!face_has_features(fonts_face(fonts, FONT_MONO, false, false), SHAPE_SMALL_CAPS),
          "the fixed-pitch face has no small caps");
    check(face_has_features(fonts_face(fonts, FONT_HEADING, true, false), SHAPE_TABULAR | SHAPE_LINING),
          "the heading face has tabular and lining figures");
}

static void test_cover(const struct fonts *fonts)
{
    const struct face *body = fonts_face(fonts, FONT_BODY, false, false);
    check(cover(fonts, "ệ", "vi") == body && cover(fonts, "Ж", "ru") == body,
          "the text face has Vietnamese and Cyrillic");
    check(cover(fonts, "a\xE2\x80\x89\xC2\xAD\xE2\x80\x8D", "en") == body,
          "spaces and invisible characters need no glyph");
    check(cover(fonts, "", "en") == body, "the empty cluster");
    const struct face *arabic = cover(fonts, "م", "ar"), *thai = cover(fonts, "กำ", "th");
    check(arabic && arabic != body && strstr(face_name(arabic), "Arab"), "Arabic has a fallback");
    check(thai && thai != body && thai != arabic, "Thai has another");
    const struct face *bold = fonts_cover(fonts, fonts_face(fonts, FONT_BODY, true, false), "ก", 3, "th");
    check(bold && bold != thai && strstr(face_name(bold), "Bold"), "the fallback is bold beside bold");
    const struct face *sign = cover(fonts, "☎", "en");
    check(sign && sign != body, "signs have a fallback");
    check(cover(fonts, "\xF3\xB0\x80\x80", "en") == NULL, "no font has a private character");
    check(fonts_cover(fonts, body, "中", 3, "zh") ||
              strcmp(fonts_package_for(fonts, 0x4E2D), "fonts-noto-cjk") == 0,
          "Chinese has a fallback, or its package is known");
    check(fonts_package_for(fonts, 0x0645) == NULL || face_number(arabic) > 0,
          "nothing is missing for Arabic");
}

/* More words than the cache keeps, each in two sizes: that of the font is one. */
static void test_full_cache(struct shaper *shaper, const struct face *face)
{
    enum { WORDS = 140000 };
    sp width = width_of(shaper, face, "w000000x", SHAPE_TABULAR);
    bool same = true;
    for (int i = 0; i < WORDS; i++) {
        char word[16];
        snprintf(word, sizeof word, "w%06dx", i);
        same = same && width == width_of(shaper, face, word, SHAPE_TABULAR);
        shaper_pass(shaper);
    }
    check(same, "a full cache changes nothing");
    check(shaper_forget(shaper) && !shaper_forget(shaper), "a full cache is emptied when it may be");
    check(width == width_of(shaper, face, "w000000x", SHAPE_TABULAR), "and filled again");
}

static void test_joining(struct shaper *shaper, const struct fonts *fonts)
{
    uint32_t count;
    struct shape_request alone = request_of(cover(fonts, "م", "ar"), "م", 0);
    alone.script = ARABIC;
    alone.right_to_left = true;
    uint32_t isolated = shaper_shape(shaper, &alone, &count)[0].id;
    struct shape_request middle = alone;
    middle.text = "ممم";
    middle.text_size = 6;
    middle.start = 2;
    middle.end = 4;
    check(shaper_shape(shaper, &middle, &count)[0].id != isolated,
          "joining scripts see the text around them");
    middle.text = "م م م";
    middle.text_size = 8;
    middle.start = 3;
    middle.end = 5;
    check(shaper_shape(shaper, &middle, &count)[0].id == isolated, "beside white space they stand alone");
}

static void test_shaping(const struct fonts *fonts)
{
    struct shaper *shaper = shaper_open(fonts);
    const struct face *body = fonts_face(fonts, FONT_BODY, false, false);
    const struct face *mono = fonts_face(fonts, FONT_MONO, false, false);
    check(width_of(shaper, body, "AV", 0) < width_of(shaper, body, "A", 0) + width_of(shaper, body, "V", 0),
          "kerning");
    check(count_of(shaper, body, "office", 0) < 6, "ligatures");
    check(count_of(shaper, body, "office", SHAPE_NO_LIGATURES) == 6, "no ligatures");
    check(count_of(shaper, mono, "a -> b != c", SHAPE_NO_LIGATURES) == 11, "code has a glyph a character");
    check(width_of(shaper, mono, "iiii", 0) == width_of(shaper, mono, "MMMM", 0), "fixed pitch");
    check(width_of(shaper, body, "111", SHAPE_TABULAR) == width_of(shaper, body, "000", SHAPE_TABULAR),
          "tabular figures");
    check(width_of(shaper, body, "ty w", 0) == width_of(shaper, body, "ty", 0) +
                                                   width_of(shaper, body, " ", 0) +
                                                   width_of(shaper, body, "w", 0),
          "words are not kerned with the space");
    sp once = width_of(shaper, body, "recommendation", 0);
    check(once > 0 && once == width_of(shaper, body, "recommendation", 0), "the cache gives the same");
    test_full_cache(shaper, body);
    check(count_of(shaper, body, "", 0) == 0, "the empty text");
    check(width_of(shaper, body,
                   "a\n\t\xE2\x80\xA8"
                   "b",
                   0) == width_of(shaper, body, "a", 0) + width_of(shaper, body, "b", 0),
          "controls have no width");

    struct shape_request request = request_of(body, "xx Việt fin", 0);
    request.start = 3;
    uint32_t count;
    const struct glyph *glyphs = shaper_shape(shaper, &request, &count);
    check(count > 0 && glyphs[0].cluster == 3 && glyphs[3].cluster == 8,
          "clusters count from the start of the text");
    bool rising = true;
    for (uint32_t i = 1; i < count; i++)
        rising = rising && glyphs[i].cluster >= glyphs[i - 1].cluster;
    check(rising, "clusters rise in left-to-right text");

    struct shape_request hebrew = request_of(cover(fonts, "ש", "he"), "שלום עולם", 0);
    hebrew.script = HEBREW;
    hebrew.right_to_left = true;
    glyphs = shaper_shape(shaper, &hebrew, &count);
    bool falling = count == 9;
    for (uint32_t i = 1; i < count; i++)
        falling = falling && glyphs[i].cluster < glyphs[i - 1].cluster;
    check(falling, "right-to-left text comes in visual order");
    test_joining(shaper, fonts);
    shaper_close(shaper);
}

/* The word with a hyphen wherever one may go. */
static const char *hyphenated(struct arena *arena, struct hyphens *hyphens, const char *language,
                              const char *word)
{
    bool out[256];
    size_t size = strlen(word);
    struct buf text = {0};
    if (!hyphens_find(hyphens, language, word, size, out))
        return "(no patterns)";
    for (size_t i = 0; i < size; i++) {
        if (out[i])
            buf_putc(&text, '-');
        buf_putc(&text, word[i]);
    }
    const char *result = arena_strdup(arena, text.at ? text.at : "");
    buf_free(&text);
    return result;
}

static void hyphen_case(struct arena *arena, struct hyphens *hyphens, const char *language, const char *word,
                        const char *want)
{
    const char *got = hyphenated(arena, hyphens, language, word);
    check(strcmp(got, want) == 0, arena_format(arena, "hyphens of %s in %s", word, language));
    if (strcmp(got, want) != 0)
        printf("# got %s, want %s\n", got, want);
}

static void test_hyphens(struct arena *arena)
{
    struct hyphens *hyphens = hyphens_open();
    hyphen_case(arena, hyphens, "en", "recommendation", "recom-mend-a-tion");
    hyphen_case(arena, hyphens, "en-GB", "Recommendation", "Recom-mend-a-tion");
    hyphen_case(arena, hyphens, "en-US", "recommendation", "rec-om-men-da-tion");
    hyphen_case(arena, hyphens, "fr", "l’information", "l’in-for-ma-tion");
    hyphen_case(arena, hyphens, "fr-CA", "sécurité", "sé-cu-rité");
    hyphen_case(arena, hyphens, "en", "UNESCO", "UNESCO");
    hyphen_case(arena, hyphens, "en", "CSIRTs", "CSIRTs");
    hyphen_case(arena, hyphens, "en", "X25standard", "X25standard");
    hyphen_case(arena, hyphens, "en", "also", "also");
    hyphen_case(arena, hyphens, "en", "", "");
    hyphen_case(arena, hyphens, "vi", "thông", "(no patterns)");
    hyphen_case(arena, hyphens, "../../etc", "passwords", "(no patterns)");
    hyphen_case(arena, hyphens, "en", "recommenda\xFFtion", "recom-menda\xFFtion");
    char longest[201];
    memset(longest, 'a', 200);
    longest[200] = '\0';
    hyphen_case(arena, hyphens, "en", longest, longest);
    hyphens_close(hyphens);
}

static void test_subsets(struct arena *arena, const struct fonts *fonts)
{
    struct shaper *shaper = shaper_open(fonts);
    for (int role = 0; role < FONT_ROLE_COUNT; role++) {
        const struct face *face = fonts_face(fonts, (enum font_role)role, true, true);
        struct shape_request request = request_of(face, "Việt Nam office 28", 0);
        uint32_t count, ids[64];
        const struct glyph *glyphs = shaper_shape(shaper, &request, &count);
        for (uint32_t i = 0; i < count && i < 64; i++)
            ids[i] = glyphs[i].id;
        const struct font_subset *subset = face_subset(arena, face, ids, count, NULL);
        bool good = subset && subset->size > 200 && subset->size < 20000 && subset->ascent > 0 &&
                    subset->descent < 0 && subset->weight >= 600 && subset->italic &&
                    subset->italic_angle <= 0;
        for (uint32_t i = 0; good && i < count; i++)
            good = subset->numbers[i] > 0 && subset->numbers[i] < 64 && subset->widths[i] > 0;
        check(good, arena_format(arena, "subset of %s", face_name(face)));
        const char *magic = subset && subset->is_cff ? "\1\0\4\4" : "\0\1\0\0";
        check(subset && memcmp(subset->bytes, magic, 4) == 0 && subset->is_cff == (role == FONT_HEADING),
              arena_format(arena, "form of the subset of %s", face_name(face)));
    }
    const struct face *body = fonts_face(fonts, FONT_BODY, false, false);
    check(face_subset(arena, body, NULL, 0, NULL) != NULL, "subset of no glyphs");
    uint32_t beyond = 60000;
    const struct font_subset *subset = face_subset(arena, body, &beyond, 1, NULL);
    check(subset && subset->numbers[0] == 0, "a glyph that is not there becomes .notdef");
    shaper_close(shaper);
}

/* A fonts table with one file for every role; NULL names let it be found. */
static struct fonts *open_with(struct arena *arena, const char *font, struct diags *diags)
{
    const char *path = arena_format(arena, "/tmp/type_test.%d.table", (int)getpid());
    struct buf table = {0};
    for (int role = 0; role < FONT_ROLE_COUNT; role++)
        buf_format(&table, "%s | Test | regular | %s | 0 | fonts-test | none\n",
                   (const char *const[]){"body", "heading", "mono"}[role], font);
    file_write(arena, path, table.at, table.n);
    buf_free(&table);
    struct fonts *fonts = fonts_open(arena, path, NULL, diags);
    unlink(path);
    return fonts;
}

/* Opens, shapes and subsets a damaged font: whatever comes, no crash. */
static bool use_damaged(struct arena *arena, const char *bytes, size_t size, struct diags *diags)
{
    const char *path = arena_format(arena, "/tmp/type_test.%d.font", (int)getpid());
    file_write(arena, path, bytes, size);
    struct fonts *fonts = open_with(arena, path, diags);
    if (fonts) {
        struct shaper *shaper = shaper_open(fonts);
        struct shape_request request =
            request_of(fonts_face(fonts, FONT_BODY, false, false), "AVA office Việt", 0);
        uint32_t count, ids[64];
        const struct glyph *glyphs = shaper_shape(shaper, &request, &count);
        for (uint32_t i = 0; i < count && i < 64; i++)
            ids[i] = glyphs[i].id;
        const uint16_t cids[64] = {1};
        face_subset(arena, request.face, ids, count < 64 ? count : 64, NULL);
        face_subset_kerned(arena, request.face, ids, 1, cids, &(struct kerned_glyph){0, 100, 2}, 1);
        shaper_close(shaper);
    }
    unlink(path);
    bool opened = fonts != NULL;
    fonts_close(fonts);
    return opened;
}

static void test_damage(struct arena *arena, struct diags *diags)
{
    static const char *const files[] = {"/usr/share/fonts/truetype/vollkorn/Vollkorn-Regular.ttf",
                                        "/usr/share/fonts/opentype/inter/Inter-Regular.otf"};
    for (int f = 0; f < 2; f++) {
        char *bytes;
        size_t size;
        if (file_read(arena, files[f], &bytes, &size) != FILE_OK)
            continue;
        check(use_damaged(arena, bytes, size, diags), "a whole font opens");
        check(!use_damaged(arena, bytes, 0, diags) && !use_damaged(arena, bytes, 4, diags) &&
                  !use_damaged(arena, bytes, 100, diags),
              "a stump does not");
        for (size_t part = 1; part < 8; part++)
            use_damaged(arena, bytes, size * part / 8, diags);
        uint32_t random = 2463534242u;
        for (int round = 0; round < 40; round++) {
            char *copy = arena_copy(arena, bytes, size);
            for (int k = 0; k < 20 + round * 20; k++) {
                random ^= random << 13;
                random ^= random >> 17;
                random ^= random << 5;
                copy[round % 2 ? random % size : random % 4096] = (char)(random >> 11);
            }
            use_damaged(arena, copy, size, diags);
        }
        check(true, arena_format(arena, "damage to %s does no harm", path_base(files[f])));
    }
    check(!use_damaged(arena, "This is not a font.", 19, diags), "a text is no font");
    size_t before = diags_count(diags, SEVERITY_ERROR);
    check(open_with(arena, "/nowhere/at-all.ttf", diags) == NULL &&
              diags_count(diags, SEVERITY_ERROR) > before,
          "a missing file is reported");
    before = diags_count(diags, SEVERITY_ERROR);
    check(fonts_open(arena, "/nowhere/fonts.table", NULL, diags) == NULL &&
              diags_count(diags, SEVERITY_ERROR) > before,
          "a missing table is reported");
}

enum { JOBS = 8, THREADS = 4, MANY_WORDS = 3000 };
struct job {
    const struct fonts *fonts;
    struct workers *workers;
    uint64_t sums[JOBS];
    struct shaper *shapers[THREADS]; /* that share their words */
    struct hyphens *hyphens;
    const struct shaped *shaped[JOBS][MANY_WORDS];
    size_t hyphens_found[JOBS];
};

/* Shapes a mixed text, opening fallbacks on the way; the sum must not depend on the threads. */
static void shape_job(void *context, size_t index, int worker)
{
    static const char *const words[] = {"workshop", "Việt", "م", "ก", "☎",      "Ω",
                                        "ש",        "ა",    "क", "∑", "office", "ⲁ"};
    struct job *job = context;
    struct shaper *shaper = shaper_open(job->fonts);
    uint64_t sum = 14695981039346656037u;
    for (int i = 0; i < 600; i++) {
        const char *word = words[i * 7 % 12];
        const struct face *face = cover(job->fonts, word, "en");
        if (!face)
            continue;
        const char *at = word;
        struct shape_request request = request_of(face, word, i & 1 ? SHAPE_LINING : 0);
        request.script = unicode_script(utf8_next(&at, word + strlen(word)));
        uint32_t count;
        const struct glyph *glyphs = shaper_shape(shaper, &request, &count);
        for (uint32_t k = 0; k < count; k++)
            sum = (sum ^ (glyphs[k].id + (uint64_t)glyphs[k].advance + face_number(face))) * 1099511628211u;
    }
    job->sums[index] = sum;
    shaper_close(shaper);
    (void)worker;
}

/* All jobs ask for the same words, each in an order of its own. */
static void share_job(void *context, size_t index, int worker)
{
    static const size_t steps[JOBS] = {1, 7, 11, 13, 17, 19, 23, 29}; /* each leads to all words */
    struct job *job = context;
    struct shaper *shaper = job->shapers[worker];
    for (size_t i = 0; i < MANY_WORDS; i++) {
        char word[32];
        bool points[32];
        size_t which = (i * steps[index] + index * 371) % MANY_WORDS;
        size_t size = (size_t)snprintf(word, sizeof word, "Fo%czu%cation", (int)('a' + which / 120),
                                       (int)('!' + which % 90));
        struct shape_request request = request_of(fonts_face(job->fonts, FONT_BODY, false, false), word, 0);
        request.size += (sp)(which % 7) * SP_POINT;
        job->shaped[index][which] = shaper_word(shaper, shaper_plan(shaper, &request), word, size, 0, (uint32_t)size);
        word[2] = 'r';
        word[5] = 'l';
        word[9] = (char)('a' + which % 26);
        hyphens_find(job->hyphens, which % 3 ? "en" : "fr", word, size, points);
        for (size_t k = 0; k < size; k++)
            job->hyphens_found[index] += points[k] ? k * (which + 1) : 0;
    }
}

static void test_shared_words(struct job *job)
{
    job->hyphens = hyphens_open();
    job->shapers[0] = shaper_open(job->fonts);
    for (int i = 1; i < THREADS; i++)
        job->shapers[i] = shaper_open_beside(job->shapers[0]);
    workers_run(job->workers, JOBS, share_job, job);
    bool same = true, numbered = true;
    for (size_t i = 0; i < MANY_WORDS; i++)
        for (size_t k = 1; k < JOBS; k++)
            same = same && job->shaped[k][i] == job->shaped[0][i];
    for (size_t i = 0; i < MANY_WORDS; i++)
        numbered = numbered && job->shaped[0][i]->number > 0;
    check(same && numbered, "what one thread has shaped the others find");
    for (size_t k = 1; k < JOBS; k++)
        same = same && job->hyphens_found[k] == job->hyphens_found[0];
    check(same && job->hyphens_found[0] > 0, "they hyphenate alike");
    for (int i = THREADS - 1; i >= 0; i--)
        shaper_close(job->shapers[i]);
    hyphens_close(job->hyphens);
}

static void test_threads(struct arena *arena, const char *table, struct diags *diags)
{
    struct fonts *fonts = fonts_open(arena, table, NULL, diags);
    struct job *job = arena_alloc(arena, sizeof *job);
    job->fonts = fonts;
    job->workers = workers_open(THREADS);
    workers_run(job->workers, JOBS, shape_job, job);
    bool same = true;
    for (int i = 1; i < JOBS; i++)
        same = same && job->sums[i] == job->sums[0];
    check(same, "four threads shape alike");
    test_shared_words(job);
    workers_close(job->workers);
    fonts_close(fonts);
}

int main(int argc, char **argv)
{
    struct arena *arena = arena_new();
    struct diags *diags = diags_new(arena, sources_new(arena));
    const char *table = file_exists("fonts/fonts.table") ? "fonts/fonts.table" : fonts_table_path(arena);
    if (argc > 1)
        table = argv[1];
    test_threads(arena, table, diags);
    struct fonts *fonts = fonts_open(arena, table, NULL, diags);
    check(fonts != NULL && diags_count(diags, SEVERITY_NOTE) == 0, "the default fonts open");
    if (fonts) {
        test_faces(fonts);
        test_cover(fonts);
        test_shaping(fonts);
        test_subsets(arena, fonts);
    }
    fonts_close(fonts);
    const char *names[FONT_ROLE_COUNT] = {"No Such Family", "", NULL};
    check(fonts_open(arena, table, names, diags) == NULL && diags_count(diags, SEVERITY_ERROR) == 1,
          "an unknown family is reported");
    names[0] = "noto serif";
    fonts = fonts_open(arena, table, names, diags);
    check(fonts && strncmp(face_name(fonts_face(fonts, FONT_BODY, true, true)), "NotoSerif", 9) == 0,
          "a family is found by name, whatever its case");
    fonts_close(fonts);
    test_hyphens(arena);
    test_damage(arena, diags);
    printf("1..%d\n", number);
    diags_free(diags);
    arena_free(arena);
    unicode_cleanup();
    return failures > 0;
}
