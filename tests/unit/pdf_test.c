/* Tests of pdf: pages made by hand, written, and looked at with readers that know nothing of this program. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "media/media.h"
#include "pdf/pdf.h"
#include "unicode/unicode.h"

#include "check.h"

struct trial {
    struct arena *arena;
    struct diags *diags;
    struct fonts *fonts;
    struct shaper *shaper;
    char folder[32];
    VEC(struct page_item) items; /* of the page being filled */
    VEC(struct page) pages;
    struct buf said;             /* what the last command printed */
};

enum { SMALL_CAPS = 1, HYPHEN = 2, RTL = 4 };

/* The structure of the trial, in logical order; what is drawn on its pages is in another. */
enum {
    DOCUMENT, TEXT, LINKS, EARLY, REFERENCE, REFERENCE_LINK, LATE, NOTE, NOTE_LABEL, NOTE_LINK, PICTURE, TABLE, ROW,
    HEAD, EMPTY_CELL, SKIPPED, TAG_COUNT
};
static struct tag tags[TAG_COUNT] = {
    [DOCUMENT] = {.role = ROLE_DOCUMENT, .language = "en"},
    [TEXT] = {.role = ROLE_P},
    [LINKS] = {.role = ROLE_LINK, .parent = TEXT},
    [EARLY] = {.role = ROLE_P, .language = "fr"},
    [REFERENCE] = {.role = ROLE_REFERENCE, .parent = EARLY, .partner = NOTE},
    [REFERENCE_LINK] = {.role = ROLE_LINK, .parent = REFERENCE},
    [LATE] = {.role = ROLE_BLOCKQUOTE},
    [NOTE] = {.role = ROLE_NOTE, .partner = REFERENCE},
    [NOTE_LABEL] = {.role = ROLE_LBL, .parent = NOTE},
    [NOTE_LINK] = {.role = ROLE_LINK, .parent = NOTE_LABEL},
    [PICTURE] = {.role = ROLE_FIGURE, .alt = "A grey ramp (64 × 64)"},
    [TABLE] = {.role = ROLE_TABLE},
    [ROW] = {.role = ROLE_TR, .parent = TABLE},
    [HEAD] = {.role = ROLE_TH, .parent = ROW, .scope = SCOPE_ROW},
    [EMPTY_CELL] = {.role = ROLE_TD, .parent = ROW, .colspan = 2},
    [SKIPPED] = {.role = ROLE_P},
};

static const char text_latin[] = "Office affliction: fi ffi fl ffl (100 \\ 50)";
static const char text_vietnamese[] = "Thủ tướng Vũ Đức Đam chào mừng quý vị đại biểu";
static const char text_small_caps[] = "Nguyễn Phú Trọng";
static const char text_after_hyphen[] = "dations for the well-known case";
static const char text_cff[] = "Office of the Secretary-General";
static const char text_justified[] = "words of a line all filled to the measure";
static const char text_marks[] = "ĩ̀ y̖̌ combined";

static struct page_item *add_item(struct trial *trial, enum item_kind kind, double x, double y)
{
    vec_push(trial->arena, &trial->items, ((struct page_item){.kind = kind, .x = SP_PT(x), .y = SP_PT(y)}));
    return &trial->items.at[trial->items.n - 1];
}

/* A run of one face; with HYPHEN its last character is one that the text does not have. */
static void add_run(struct trial *trial, enum font_role role, double x, double y, const char *text, int options)
{
    struct page_item *item = add_item(trial, ITEM_GLYPHS, x, y);
    struct shape_request request = {
        .face = fonts_face(trial->fonts, role, false, false),
        .size = SP_PT(11),
        .features = options & SMALL_CAPS ? SHAPE_SMALL_CAPS : 0,
        .script = options & RTL ? SCRIPT_TAG('A', 'r', 'a', 'b') : SCRIPT_TAG('L', 'a', 't', 'n'),
        .right_to_left = options & RTL,
        .language = options & RTL ? "ar" : "en",
        .text = text,
        .text_size = strlen(text),
        .end = (uint32_t)strlen(text),
    };
    const struct face *better = fonts_cover(trial->fonts, request.face, text, options & RTL ? 2 : 1, request.language);
    request.face = better ? better : request.face;
    uint32_t count;
    const struct glyph *glyphs = shaper_shape(trial->shaper, &request, &count);
    item->tag = TEXT;
    item->glyphs.face = request.face;
    item->glyphs.size = request.size;
    item->glyphs.color = 0x112233;
    item->glyphs.glyphs = arena_copy(trial->arena, glyphs, count * sizeof *glyphs);
    item->glyphs.count = count;
    item->glyphs.text = text;
    item->glyphs.text_size = request.end - (options & HYPHEN ? 1 : 0);
    item->glyphs.right_to_left = request.right_to_left;
    item->glyphs.added_hyphen = options & HYPHEN;
}

static void add_link(struct trial *trial, double y, const char *url, uint32_t anchor, const char *words)
{
    struct page_item *item = add_item(trial, ITEM_LINK, 72, y);
    item->link.width = SP_PT(100);
    item->link.height = SP_PT(12);
    item->link.url = url;
    item->link.anchor = anchor;
    item->link.words = words;
    item->tag = LINKS;
}

static void add_image(struct trial *trial, const struct image *image, double y)
{
    struct page_item *item = add_item(trial, ITEM_IMAGE, 72, y);
    item->image.image = image;
    item->tag = PICTURE;
    item->image.width = item->image.height = SP_PT(40);
}

static void end_page(struct trial *trial, enum folio_style folio, int folio_number, const char *label)
{
    struct page page = {.items = trial->items.at, .item_count = trial->items.n, .label = label, .folio = folio};
    page.number = folio_number;
    vec_push(trial->arena, &trial->pages, page);
    trial->items.at = NULL;
    trial->items.n = trial->items.cap = 0;
}

static struct image *gray_image(struct trial *trial, bool transparent)
{
    struct image *image = arena_alloc(trial->arena, sizeof *image);
    uint8_t *bytes = arena_alloc(trial->arena, 64 * 64), *alpha = arena_alloc(trial->arena, 64 * 64);
    for (int i = 0; i < 64 * 64; i++) {
        bytes[i] = (uint8_t)(i % 64 * 3 + i / 64);
        alpha[i] = (uint8_t)(i / 16);
    }
    *image = (struct image){.width = 64, .height = 64, .color = IMAGE_GRAY, .orientation = 1, .bytes = bytes};
    image->size = 64 * 64;
    image->alpha = transparent ? alpha : NULL;
    return image;
}

/* A run in another element than TEXT. */
static void add_to(struct trial *trial, uint32_t tag, double x, double y, const char *text)
{
    add_run(trial, FONT_BODY, x, y, text, 0);
    trial->items.at[trial->items.n - 1].tag = tag;
}

/* A run whose spaces are wider than the face has them. */
static void add_justified(struct trial *trial, double x, double y, const char *text)
{
    add_run(trial, FONT_BODY, x, y, text, 0);
    struct page_item *item = &trial->items.at[trial->items.n - 1];
    struct glyph *glyphs = arena_copy(trial->arena, item->glyphs.glyphs, item->glyphs.count * sizeof *glyphs);
    for (uint32_t i = 0; i < item->glyphs.count; i++)
        if (text[glyphs[i].cluster] == ' ')
            glyphs[i].advance += (int32_t)SP_PT(2.25);
    item->glyphs.glyphs = glyphs;
}

static void fill_pages(struct trial *trial)
{
    add_run(trial, FONT_BODY, 72, 72, text_latin, 0);
    add_run(trial, FONT_BODY, 72, 90, text_vietnamese, 0);
    add_run(trial, FONT_BODY, 72, 108, text_small_caps, SMALL_CAPS);
    add_run(trial, FONT_BODY, 72, 126, "recommen-", HYPHEN);
    add_run(trial, FONT_BODY, 72, 144, text_after_hyphen, 0);
    add_run(trial, FONT_HEADING, 72, 162, text_cff, 0);
    add_run(trial, FONT_BODY, 72, 180, text_marks, 0);
    add_run(trial, FONT_MONO, 72, 198, "x := y->z;", 0);
    add_run(trial, FONT_BODY, 72, 216, "سلام", RTL);
    add_justified(trial, 72, 234, text_justified);
    add_link(trial, 80, "https://example.org/a(b)?q=é", 0, "Büro");
    add_link(trial, 98, NULL, 2, "closing remarks");
    end_page(trial, FOLIO_ROMAN, 1, "i");
    add_image(trial, gray_image(trial, false), 72);
    add_image(trial, gray_image(trial, false), 120);
    add_image(trial, gray_image(trial, true), 168);
    struct page_item *rule = add_item(trial, ITEM_RULE, 72, 60);
    rule->rule.width = SP_PT(100);
    rule->rule.height = SP_PT(0.4);
    add_to(trial, LATE, 72, 300, "what comes after");
    add_to(trial, NOTE_LINK, 72, 330, "7");
    add_to(trial, NOTE, 90, 330, "a note");
    end_page(trial, FOLIO_ARABIC, 1, "1");
    add_to(trial, EARLY, 72, 72, "what comes before");
    add_to(trial, REFERENCE_LINK, 160, 72, "7");
    add_to(trial, EARLY, 170, 72, "the mark");
    add_to(trial, HEAD, 72, 100, "head");
    end_page(trial, FOLIO_ARABIC, 2, "2");
    end_page(trial, FOLIO_NONE, 0, "A-1");
}

static bool write_pdf(struct trial *trial, int workers, struct buf *out)
{
    static const char *const authors[] = {"Vũ Đức Đam", "Smith & Sons"}, *const keywords[] = {"standards", "gap"};
    static int32_t anchor_pages[] = {-1, 0, 1};
    static sp anchor_y[] = {0, SP_PT(72), SP_PT(60)};
    static struct outline_entry outline[] = {
        {1, "Ouverture à Hà Nội", 1}, {2, "Plain", 1}, {4, "Deep", 2}, {1, "End", 2}};
    struct locators map = {.anchor_count = 3, .page = anchor_pages, .page_count = 4};
    struct pages pages = {
        .width = SP_MM(210),
        .height = SP_MM(297),
        .at = trial->pages.at,
        .count = trial->pages.n,
        .map = &map,
        .anchor_y = anchor_y,
        .outline = outline,
        .outline_count = 4,
        .tags = tags,
        .tag_count = TAG_COUNT,
    };
    struct pdf_info info = {
        .title = "Proceedings <2007> & more",
        .language = "en",
        .authors = authors,
        .author_count = 2,
        .keywords = keywords,
        .keyword_count = 2,
        .publisher = "ITU",
        .date = {.year = 2007, .month = 9, .day = 17, .hour = -1},
        .epoch = -1,
        .producer = "proceedings test",
        .workers = workers_open(workers),
        .conforms = true,
    };
    bool written = pdf_write(&pages, &info, trial->diags, out);
    workers_close(info.workers);
    return written;
}

/* What a command says about the file; %s in it stands for the file. */
static const char *ask(struct trial *trial, const char *command)
{
    const char *file = arena_format(trial->arena, "%s/out.pdf", trial->folder);
    struct buf line = {0};
    for (const char *at = command; *at; at++)
        if (at[0] == '%' && at[1] == 's')
            buf_puts(&line, file), at++;
        else
            buf_putc(&line, *at);
    FILE *pipe = popen(line.at, "r");
    trial->said.n = 0;
    buf_puts(&trial->said, "");
    char piece[4096];
    for (size_t n; (n = fread(piece, 1, sizeof piece, pipe)) > 0;)
        buf_append(&trial->said, piece, n);
    pclose(pipe);
    buf_free(&line);
    return trial->said.at;
}

static bool says(struct trial *trial, const char *words)
{
    return strstr(trial->said.at, words) != NULL;
}

static int count_of(struct trial *trial, const char *words)
{
    int count = 0;
    for (const char *at = trial->said.at; (at = strstr(at, words)); at++)
        count++;
    return count;
}

static void test_structure(struct trial *trial)
{
    ask(trial, "qpdf --check %s 2>&1; echo status=$?");
    check(says(trial, "status=0") && says(trial, "PDF Version: 1.7"), "qpdf finds nothing wrong");
    ask(trial, "qpdf --show-xref %s | grep -c compressed");
    check(atoi(trial->said.at) > 20, "objects stand in object streams");
    ask(trial, "pdffonts %s | tail -n +3");
    check(count_of(trial, "yes yes yes") == count_of(trial, "\n") && says(trial, "CID TrueType") &&
              says(trial, "CID Type 0C"),
          "every font is embedded, a subset, and has a Unicode map; TrueType and CFF");
    ask(trial, "pdfimages -list %s | awk 'NR > 2 {print $3}' | tr '\\n' ' '");
    check(!strcmp(trial->said.at, "image image image smask "), "images and soft mask");
    ask(trial, "pdfimages -list %s | awk '$3 == \"image\" {print $11}' | sort -u | wc -l");
    check(atoi(trial->said.at) == 2, "the image that is used twice is stored once");
}

/* What is copied is what was put in. Marks that the font has to place are torn off by readers without ActualText. */
static void test_text(struct trial *trial, const char *reader, const char *command, bool knows_actual_text)
{
    static const char *const texts[] = {text_latin,        text_vietnamese, text_small_caps, "recommen\xC2\xAD",
                                        text_after_hyphen, text_cff,        "x := y->z;",    text_justified,
                                        text_marks};
    size_t count = sizeof texts / sizeof *texts - !knows_actual_text;
    ask(trial, command);
    for (size_t i = 0; i < count; i++)
        check(says(trial, texts[i]), arena_format(trial->arena, "%s reads “%s”", reader, texts[i]));
}

/* Word spacing works on the space, and on no letter. */
static void test_spacing(struct trial *trial)
{
    ask(trial, "qpdf --qdf --object-streams=disable %s - | grep -a -c -E '^2.25 Tw$'");
    check(atoi(trial->said.at) == 1, "gaps of a justified line by word spacing");
    ask(trial, "pdftotext -bbox %s - | grep -c -E '>(words|of|a|line|all|filled|to|the|measure)<'");
    check(atoi(trial->said.at) >= 9, "words of a justified line are whole");
}

static void test_navigation(struct trial *trial)
{
    ask(trial, "qpdf --json --json-key=pagelabels %s | tr -d ' \\n'");
    check(says(trial, "{\"index\":0,\"label\":{\"/S\":\"/r\",\"/St\":1}}") &&
              says(trial, "{\"index\":1,\"label\":{\"/S\":\"/D\",\"/St\":1}}") &&
              says(trial, "{\"index\":3,\"label\":{\"/P\":\"u:A-1\"") && !says(trial, "\"index\":2"),
          "page labels: roman, arabic, a prefix");
    ask(trial, "mutool show %s outline 2>/dev/null");
    check(count_of(trial, "\n") == 4 && says(trial, "\"Ouverture à Hà Nội\"") && says(trial, "\"Deep\"") &&
              says(trial, "page=1"),
          "bookmarks and their pages");
    ask(trial, "mutool show %s pages/1/Annots/1 pages/1/Annots/2 2>/dev/null | tr -d '\\n'");
    check(says(trial, "(https://example.org/a\\(b\\)?q=%C3%A9)") && says(trial, "/Border [ 0 0 0 ]") &&
              says(trial, "FEFF004200FC0072006F") && says(trial, "/Contents (closing remarks)") && says(trial, "/Dest"),
          "links outward and inward");
}

/* Elements as pdfinfo prints them, without numbers of objects. */
static void test_tags(struct trial *trial)
{
    ask(trial, "pdfinfo -struct-text %s | sed -n '/what comes before/,$p' | sed 's/Object .*/Object/' | tr -d ' \n'");
    check(!strcmp(trial->said.at, "\"whatcomesbefore\"Reference(inline)Link(inline)\"7\"Object\"themark\""
                                  "BlockQuote\"whatcomesafter\"Note<note-000001>(inline)Lbl(block)Link(inline)\"7\""
                                  "Object\"anote\"Figure:/Placement/Block/BBox[72633.89112769.89]\"\"Table(block)TRTH:"
                                  "/Scope/Row\"head\"TD:/ColSpan2"),
          "elements stand in logical order, whatever was drawn first; cells without text are kept");
    ask(trial, "qpdf --qdf --object-streams=disable %s - | strings");
    check(count_of(trial, "/Lang (fr)") == 1 && count_of(trial, "/StructParents ") == 3 &&
              count_of(trial, "/StructParent ") == 4 && count_of(trial, "/Tabs /S") == 4 && says(trial, "/Marked true"),
          "language, tab order, ties of pages and links");
    ask(trial, "mutool show %s pages/2/Annots/1/Contents pages/3/Annots/1/Contents 2>/dev/null");
    check(says(trial, "(p. 2)") && says(trial, "(Note 7)"),
          "a note and its mark say where they lead");
    ask(trial, "qpdf --qdf --object-streams=disable %s - | strings");
    check(count_of(trial, "/Artifact BMC") == 1, "a rule is an artifact");
    check(says(trial, "/Alt") && says(trial, "/ListNumbering") && count_of(trial, "/ID (note-000001)") == 1 &&
              says(trial, "/IDTree"),
          "alternative text, classes, identifiers");
    ask(trial, "qpdf --qdf --object-streams=disable %s - | grep -a -E '^(BT|ET|EMC)$|BDC$' | tr '\n' ' '");
    check(!says(trial, "BT EMC") && !says(trial, "BDC ET") && !says(trial, "BDC BT"),
          "marked content and text objects do not cross");
}

static void test_metadata(struct trial *trial)
{
    ask(trial, "TZ=UTC pdfinfo %s");
    check(says(trial, "Proceedings <2007> & more") && says(trial, "Vũ Đức Đam; Smith & Sons") &&
              says(trial, "Sep 17 00:00:00 2007") && says(trial, "standards, gap") && says(trial, "595.276 x 841.89"),
          "document information");
    ask(trial, "pdfinfo -meta %s");
    check(says(trial, "<rdf:li xml:lang=\"x-default\">Proceedings &lt;2007&gt; &amp; more</rdf:li>") &&
              says(trial, "<rdf:Seq><rdf:li>Vũ Đức Đam</rdf:li><rdf:li>Smith &amp; Sons</rdf:li></rdf:Seq>") &&
              says(trial, "<xmp:CreateDate>2007-09-17</xmp:CreateDate>"),
          "XMP");
    check(says(trial, "<pdfaid:part>2</pdfaid:part>") && says(trial, "<pdfaid:conformance>A</pdfaid:conformance>") &&
              says(trial, "<pdfuaid:part>1</pdfuaid:part>"),
          "the marks of PDF/A-2a and PDF/UA-1");
    ask(trial, "mutool show %s trailer/Root 2>/dev/null");
    check(says(trial, "/Lang (en)") && says(trial, "/DisplayDocTitle true") && says(trial, "/PageMode /UseOutlines"),
          "language and viewer preferences");
}

static void test_bytes(struct trial *trial, const struct buf *first)
{
    struct buf again = {0};
    bool good = write_pdf(trial, 4, &again);
    check(good && again.n == first->n && !memcmp(again.at, first->at, again.n), "the same bytes with four workers");
    buf_free(&again);
}

static void clean_up(struct trial *trial)
{
    const char *command = arena_format(trial->arena, "rm -rf '%s'", trial->folder);
    if (system(command))
        exit(2);
    buf_free(&trial->said);
    shaper_close(trial->shaper);
    fonts_close(trial->fonts);
    diags_free(trial->diags);
    arena_free(trial->arena);
    unicode_cleanup();
}

int main(void)
{
    struct trial trial = {.arena = arena_new(), .folder = "/tmp/pdf_test.XXXXXX"};
    const char *names[FONT_ROLE_COUNT] = {NULL, NULL, NULL};
    const char *table = file_exists("fonts/fonts.table") ? "fonts/fonts.table" : fonts_table_path(trial.arena);
    struct buf file = {0};
    trial.diags = diags_new(trial.arena, sources_new(trial.arena));
    trial.fonts = table ? fonts_open(trial.arena, table, names, trial.diags) : NULL;
    if (!trial.fonts || !mkdtemp(trial.folder)) {
        diags_print(trial.diags, stdout);
        printf("not ok 1 - fonts\n");
        return 1;
    }
    trial.shaper = shaper_open(trial.fonts);
    fill_pages(&trial);
    check(write_pdf(&trial, 1, &file) && !diags_count(trial.diags, SEVERITY_NOTE), "the file is written");
    if (file_write(trial.arena, arena_format(trial.arena, "%s/out.pdf", trial.folder), file.at, file.n))
        return 2;
    test_structure(&trial);
    test_text(&trial, "pdftotext", "pdftotext %s -", true);
    test_text(&trial, "mutool", "mutool draw -q -F txt %s 2>/dev/null", false);
    test_spacing(&trial);
    test_navigation(&trial);
    test_tags(&trial);
    test_metadata(&trial);
    test_bytes(&trial, &file);
    buf_free(&file);
    clean_up(&trial);
    printf("1..%d\n", number);
    return failures != 0;
}
