/* Kashida: where a word is drawn out, which words of a line are, and that the page still says what was typed. */
#include "world.h"

#include "lines/inline.h"

/* A word with a tatweel typed where it is to be drawn out; none where it is to be left alone. */
static const struct {
    const char *word, *why;
} places[] = {
    {"السـلام", "after seen"},
    {"المنظمـة", "before a final teh marbuta"},
    {"صـحيفة", "after sad rather than before what is final"},
    {"جديـد", "before a final dal"},
    {"بلاغـات", "before the last alef"},
    {"كتابـات", "before a final alef, the last one"},
    {"عالمـا", "before a final alef"},
    {"كبيـر", "beh with yeh after it, but not at the end"},
    {"نحسـبري", "seen is best"},
    {"قريـبر", "before a medial beh with reh after it"},
    {"مرفـوع", "before a final waw"},
    {"معلـم", "before any other final letter"},
    {"السـيبراني،", "signs around the word do not count"},
    {"(جديـد)", "brackets"},
    {"مُحَمَّـد", "marks stay with their letter"},
    {"من", "a short word"},
    {"على", "a short word"},
    {"والله", "the name of God"},
    {"الدول", "not after the article"},
    {"والدول", "not after the article"},
    {"الإسـلام", "lam with alef is no article"},
    {"بلال", "lam with the alef after it stays"},
    {"سـازمان", "Persian"},
    {"بزرگـتر", "Persian teh and reh"},
    {"می\xE2\x80\x8Cخواهـد", "Persian, with a non-joiner"},
    {"کمیـٹی", "Urdu: before a letter like beh with yeh after it"},
    {"workshop", "Latin"},
    {"2007", "figures"},
};

static void test_places(void)
{
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        char word[64];
        const char *tatweel = strstr(places[i].word, "ـ");
        size_t before = tatweel ? (size_t)(tatweel - places[i].word) : 0;
        snprintf(word, sizeof word, "%.*s%s", (int)before, places[i].word, places[i].word + before + (tatweel ? 2 : 0));
        struct kashida place = unicode_kashida(word, strlen(word));
        bool right = tatweel ? place.rank > 0 && place.before == before && place.after < before : place.rank == 0;
        if (!right)
            printf("# %s: rank %d before byte %u, not %zu\n", word, place.rank, place.before, before);
        char name[128];
        snprintf(name, sizeof name, "%s: %s", places[i].word, places[i].why);
        ok(right, name);
    }
}

static size_t drawn(const struct kashida_word *words, size_t count, sp *sum)
{
    size_t n = 0;
    *sum = 0;
    for (size_t i = 0; i < count; i++) {
        n += words[i].length > 0;
        *sum += words[i].length;
    }
    return n;
}

static void test_share(void)
{
    enum { WORDS = 9 };
    const sp em = SP_PT(12);
    sp sum;
    struct kashida_word words[WORDS] = {{3, 0}, {7, 0}, {0, 0}, {7, 0}, {2, 0}, {7, 0}, {7, 0}, {0, 0}, {7, 0}};
    struct kashida_word some[WORDS];
    memcpy(some, words, sizeof words);
    kashida_share(some, WORDS, em, SP_PT(3));
    ok(drawn(some, WORDS, &sum) == 1 && some[4].length == SP_PT(3), "a little goes to the best place");
    memcpy(some, words, sizeof words);
    kashida_share(some, WORDS, em, SP_PT(12));
    ok(drawn(some, WORDS, &sum) == 3 && some[0].length && some[4].length && some[5].length && sum == SP_PT(12),
       "more to some of the places that are as good as each other, evenly");
    memcpy(some, words, sizeof words);
    kashida_share(some, WORDS, em, SP_PT(100));
    ok(drawn(some, WORDS, &sum) == 7 && sum == 7 * em / 2, "no kashida is longer than half an em");
    memset(some, 0, sizeof some);
    kashida_share(some, WORDS, em, SP_PT(10));
    ok(drawn(some, WORDS, &sum) == 0, "no places, no kashida");
}

static const char arabic[] =
    "اتفق المشاركون على أن حماية البنية التحتية الحرجة للمعلومات مسؤولية تتقاسمها الحكومات والقطاع الخاص، وعلى أن "
    "التعاون الدولي يبدأ من تسمية جهة اتصال واحدة في كل بلد، يُعرف رقمها وتُعرف ساعات عملها. وطلبت البلدان التي لم تضع "
    "تشريعاً بعدُ مساعدة في صياغته، ولا سيما في ما يخص حفظ الأدلة وتسليمها.";

static size_t count_glyphs(const struct set_paragraph *set)
{
    size_t n = 0;
    for (size_t l = 0; l < set->line_count; l++)
        for (size_t i = 0; i < set->lines[l].item_count; i++)
            if (set->lines[l].items[i].kind == ITEM_GLYPHS)
                n += set->lines[l].items[i].glyphs.count;
    return n;
}

/* Each line but the last fills the measure, what hangs into the margin counted. */
static bool is_full(const struct set_paragraph *set)
{
    for (size_t i = 0; i + 1 < set->line_count; i++) {
        sp left = set->lines[i].items[0].x;
        for (size_t k = 0; k < set->lines[i].item_count; k++) {
            sp end = set->lines[i].items[k].x;
            const struct page_item *item = &set->lines[i].items[k];
            if (item->glyphs.text[item->glyphs.text_size - 1] == ' ')
                end += item_glyph(item, 0).advance;
            left = end < left ? end : left;
        }
        if (left > 0 || left < -SP_PT(4))
            return false;
    }
    return true;
}

static void test_pages(struct world *world)
{
    struct paragraph_request request = world->request;
    request.para = para_of(world->arena, "ar", arabic, POS_NONE);
    request.width = SP_PT(170);
    struct set_paragraph *set = paragraph_set(&world->setter, &world->tags, &request);
    size_t justified = count_glyphs(set);
    ok(is_full(set), "lines with kashidas fill the measure");
    ok(copies_as(set, arabic) && clusters_in_text(set), "kashidas have no text");
    size_t loose = findings(world);
    request.align = ALIGN_LEFT;
    set = paragraph_set(&world->setter, &world->tags, &request);
    ok(justified > count_glyphs(set) + 5, "a justified paragraph has kashidas, a ragged one none");
    findings(world);
    ok(loose == 0, "no line is loose in a narrow measure");
}

int main(void)
{
    struct world world;
    if (!world_open(&world))
        return 1;
    test_places();
    test_share();
    test_pages(&world);
    world_close(&world);
    printf("1..%d\n", tests);
    return failures > 0;
}
