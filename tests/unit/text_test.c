/* Unit tests of text/: one line a test, in TAP's form. */
#include "text/text.h"
#include "unicode/unicode.h"

#include <string.h>

#include "check.h"

static struct arena *arena;

static void same_dump(const struct para *para, const char *want, const char *name)
{
    struct buf out = {0};
    para_dump(para, &out);
    same(out.at ? out.at : "", want, name);
    buf_free(&out);
}

static void same_pos(const struct para *para, uint32_t at, uint32_t line, uint32_t column, const char *name)
{
    struct pos pos = para_pos(para, at);
    check(pos.line == line && pos.column == column && !pos.file == !line, name);
}

static struct text_builder *begin(void)
{
    return text_builder_new(arena, "en");
}

static void put(struct text_builder *builder, const char *text, uint32_t line, uint32_t column)
{
    text_append(builder, text, strlen(text), (struct pos){1, line, column});
}

static void style(struct text_builder *builder, enum span_kind kind, const char *text)
{
    text_open(builder, (struct span){.kind = kind});
    text_puts(builder, text);
    text_close(builder);
}

static void test_normal_form(void)
{
    struct text_builder *builder = begin();
    text_puts(builder, "Vie\u0323\u0302t");
    text_puts(builder, " e");
    text_puts(builder, "\u0301\u0323x");
    same_dump(text_finish(builder), "Việt ẹ\u0301x", "chunks and the seam between them are composed");
    builder = begin();
    style(builder, SPAN_EMPHASIS, "e");
    style(builder, SPAN_STRONG, "\u0301b");
    same_dump(text_finish(builder), "⟨emphasis é⟩⟨strong b⟩", "a span that began with a mark begins behind it");
    builder = begin();
    text_reference(builder, &(struct reference){.target = "a", .form = REF_PAGE});
    text_puts(builder, "\u0301.");
    same_dump(text_finish(builder), "⟨reference #a page⟩\u0301.", "a mark behind a reference stays outside");
    builder = begin();
    text_puts(builder, "\u1112");
    text_puts(builder, "\u1161");
    text_puts(builder, "\u11AB");
    same_dump(text_finish(builder), "한", "Hangul is composed");
}

static void test_trimming(void)
{
    struct text_builder *builder = begin();
    text_puts(builder, " \u2028 ");
    text_mark(builder, (struct mark){.kind = MARK_ANCHOR, .id = "a"});
    style(builder, SPAN_EMPHASIS, " b ");
    style(builder, SPAN_STRONG, " \u2028");
    text_mark(builder, (struct mark){.kind = MARK_ANCHOR, .id = "c"});
    text_puts(builder, "\n");
    const struct para *para = text_finish(builder);
    same_dump(para, "⟨anchor a⟩⟨emphasis b⟩⟨anchor c⟩", "spans and marks move with the trimmed text");
    check(para->length == 1 && para->span_count == 1 && para->mark_count == 2, "what covered white space only is gone");
    same_dump(para_of(arena, "en", "\tiv", POS_NONE), "⇥iv", "a TAB at the beginning stays");
    para = text_finish(begin());
    check(para->length == 0 && strcmp(para->text, "") == 0 && strcmp(para->language, "en") == 0, "an empty paragraph");
    same_dump(para_of(arena, "en", " \u2028\n", POS_NONE), "", "white space alone");
}

static void test_spans(void)
{
    struct text_builder *builder = begin();
    text_open(builder, (struct span){.kind = SPAN_STRONG});
    text_puts(builder, "one ");
    style(builder, SPAN_CODE, "two");
    text_close(builder);
    text_format(builder, " %d", 3);
    text_span(builder, (struct span){.start = 0, .end = 3, .kind = SPAN_LANGUAGE, .language = "fr"});
    text_span(builder, (struct span){.start = 4, .end = 9, .kind = SPAN_SMALL_CAPS});
    text_mark_at(builder, (struct mark){.at = 4, .kind = MARK_INDEX, .term = "b", .words = "two"});
    const struct para *para = text_finish(builder);
    same_dump(para, "⟨strong ⟨lang=fr one⟩ ⟨index b: two⟩⟨small-caps ⟨code two⟩⟩⟩⟨small-caps  3⟩",
              "spans nest, cross and sort");
    bool sorted = para->span_count == 4;
    for (uint32_t i = 1; sorted && i < para->span_count; i++)
        sorted = para->spans[i - 1].start < para->spans[i].start ||
                 (para->spans[i - 1].start == para->spans[i].start && para->spans[i - 1].end >= para->spans[i].end);
    check(sorted, "by start, longer first");
    builder = begin();
    text_open(builder, (struct span){.kind = SPAN_EMPHASIS});
    text_puts(builder, "open");
    same_dump(text_finish(builder), "⟨emphasis open⟩", "what is open at the end is closed");
    same_dump(para_of_span(arena, "en", "a", SPAN_STRIKE), "⟨strike a⟩", "a paragraph of one span");
    struct para *plain = para_of_span(arena, "en", "see x.org", SPAN_EMPHASIS);
    para_add_spans(arena, plain, &(struct span){.start = 4, .end = 9, .kind = SPAN_LINK, .url = "http://x.org"}, 1);
    same_dump(plain, "⟨emphasis see ⟨link=http://x.org x.org⟩⟩", "a span added later");
    char words[400];
    memset(words, 'a', sizeof words - 1);
    words[sizeof words - 1] = '\0';
    builder = begin();
    text_format(builder, "%s!", words);
    check(text_length(builder) == 400, "a long formatted text");
}

static void test_places(void)
{
    struct text_builder *builder = begin();
    put(builder, "  Hà ", 3, 5);
    put(builder, "Nội", 3, 10);
    text_puts(builder, " made ");
    put(builder, "next", 4, 1);
    const struct para *para = text_finish(builder);
    check(para->origin_count == 3, "text that goes on needs no origin of its own");
    same_pos(para, 0, 3, 7, "the first character, after trimming");
    same_pos(para, (uint32_t)(strstr(para->text, "ội") - para->text), 3, 11, "columns count characters");
    same_pos(para, (uint32_t)(strstr(para->text, "made") - para->text), 0, 0, "the compiler's own words are nowhere");
    same_pos(para, para->length - 1, 4, 4, "the last character");
    same_pos(para, para->length + 9, 4, 5, "behind the end");
    same_pos(para_of(arena, "en", "a", POS_NONE), 0, 0, 0, "no origin at all");
}

static void test_joining(void)
{
    struct text_builder *builder = text_builder_new(arena, "fr");
    put(builder, " un ", 7, 1);
    style(builder, SPAN_STRONG, "deux");
    text_mark(builder, (struct mark){.kind = MARK_ANCHOR, .id = "m"});
    const struct para *french = text_finish(builder);
    builder = begin();
    text_puts(builder, "e");
    text_join(builder, para_of(arena, "en", "\u0301tude", (struct pos){1, 2, 3}));
    text_puts(builder, " ");
    text_join(builder, french);
    text_puts(builder, ".");
    const struct para *para = text_finish(builder);
    same_dump(para, "étude ⟨lang=fr un ⟨strong deux⟩⟩⟨anchor m⟩.", "paragraphs joined, one in another language");
    same_pos(para, (uint32_t)(strstr(para->text, "tude") - para->text), 2, 4, "places are kept");
    same_pos(para, (uint32_t)(strstr(para->text, "un") - para->text), 7, 2, "places are kept after trimming");
    same_pos(para, para->length - 1, 0, 0, "words behind it are the compiler's");
}

static void test_words(void)
{
    struct text_builder *builder = begin();
    text_puts(builder, "See\u2028the ");
    style(builder, SPAN_CODE, "a  b");
    text_open(builder, (struct span){.kind = SPAN_NOTE, .note = "n"});
    text_puts(builder, "12");
    text_close(builder);
    text_puts(builder, "\t");
    uint32_t from = text_length(builder);
    text_reference(builder, &(struct reference){.anchor = 4, .form = REF_NUMBER});
    text_puts(builder, " end");
    same(text_words(builder, from), "end", "the words since a place");
    same(text_words(builder, 0), "See the a b end", "all words of a builder");
    const struct para *para = text_finish(builder);
    same(para_words(arena, para), "See the a b end", "bare words");
    same_dump(para, "See⏎the ⟨code a  b⟩⟨note=n 12⟩⇥⟨reference @4 number⟩ end", "the dump of all that is special");
    same(text_words(begin(), 0), "", "no words");
}

static void test_code(void)
{
    struct text_builder *builder = begin();
    text_append(builder, "  a\n", 4, (struct pos){1, 3, 5});
    text_append(builder, " b \n", 4, (struct pos){1, 4, 5});
    const struct para *para = text_finish_code(builder);
    same(para->text, "  a\n b \n", "code keeps its spaces and line ends");
    same_pos(para, 5, 4, 6, "each line has its place");
}

static void test_long_text(void)
{
    char text[9001];
    for (size_t i = 0; i < 9000; i += 3)
        memcpy(text + i, "…", 3);
    struct text_builder *builder = begin();
    text_append(builder, text, 9000, (struct pos){1, 2, 1});
    const struct para *para = text_finish(builder);
    check(para->origin_count > 5 && para->length == 9000, "a long text has several origins");
    same_pos(para, 8997, 2, 3000, "and its places are right");
}

/* One that has a bit of everything; what a round may change of it is given. */
static struct para *read_in_round(const char *page, uint32_t anchor, const char *wider)
{
    struct text_builder *builder = begin();
    text_append(builder, "See ", 4, (struct pos){1, 2, 3});
    text_open(builder, (struct span){.kind = SPAN_JUMP, .ref = &(struct reference){.anchor = anchor}, .wider = wider});
    text_puts(builder, page);
    text_close(builder);
    text_open(builder, (struct span){.kind = SPAN_LINK, .url = "https://example.org/"});
    text_puts(builder, " and there");
    text_close(builder);
    text_mark(builder, (struct mark){.kind = MARK_ANCHOR, .anchor = anchor, .id = "there"});
    struct para *para = text_finish(builder);
    para->spans = arena_copy(arena, para->spans, para->span_count * sizeof *para->spans);
    for (uint32_t i = 0; i < para->span_count; i++)
        if (para->spans[i].kind == SPAN_JUMP)
            ((struct span *)para->spans)[i].ref = arena_copy(arena, para->spans[i].ref, sizeof(struct reference));
    return para;
}

static void test_copies(void)
{
    struct arena *other = arena_new();
    const struct para *copy = para_copy(other, read_in_round("12", 4, NULL));
    check(para_is_same(copy, read_in_round("12", 4, NULL)), "a copy is the same");
    check(!para_is_same(copy, read_in_round("13", 4, NULL)), "other words are not");
    check(!para_is_same(copy, read_in_round("12", 5, NULL)), "nor words that lead elsewhere");
    check(!para_is_same(copy, read_in_round("12", 4, "112")), "nor words that keep more room");
    check(!para_is_same(copy, para_of(arena, "en", "See 12 and there", (struct pos){1, 2, 3})), "nor bare words");
    arena_free(other);
}

int main(void)
{
    arena = arena_new();
    test_copies();
    test_normal_form();
    test_trimming();
    test_spans();
    test_places();
    test_joining();
    test_words();
    test_code();
    test_long_text();
    arena_free(arena);
    unicode_cleanup();
    printf("1..%d\n", number);
    return failures != 0;
}
