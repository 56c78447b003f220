/* Paragraphs set in the default design: what stands on each line, where, and what it says when copied. */
#include "world.h"

static const char english[] =
    "The participants of the regional workshop reviewed the frameworks for cybersecurity and the protection of "
    "critical information infrastructure, and affirmed that difficulties in coordination between administrations "
    "are best met by offices that share efficient first-response procedures; effective organizational structures "
    "need legislation, harmonization and continuing international cooperation among all stakeholders concerned.";
static const char vietnamese[] =
    "Hội thảo khu vực về khuôn khổ an ninh mạng và bảo vệ cơ sở hạ tầng thông tin trọng yếu được tổ chức tại Hà Nội, "
    "Việt Nam, từ ngày 28 đến ngày 31 tháng 8 năm 2007; những người tham dự đã thảo luận về các quy định pháp luật.";

/* Does a line end with a sign that may stand out so far: not wholly? */
static bool hangs_out(const struct set_line *line, sp over)
{
    const struct page_item *run = last_run(line);
    size_t size = line->extra->record->text_size;
    while (size > 0 && line->extra->record->text[size - 1] == ' ')
        size--;
    return (line->hyphenated || strchr(".,:;-", line->extra->record->text[size - 1])) && over < run->glyphs.size / 4;
}

static void test_justified(struct world *world)
{
    struct set_paragraph *set = set_words(world, STYLE_BODY_FIRST, "en", english);
    bool full = set->line_count > 4, hyphen = false;
    for (size_t i = 0; i + 1 < set->line_count; i++) {
        sp over = right_edge(last_run(&set->lines[i])) - MEASURE;
        full &= set->lines[i].items[0].x == 0 && (over == 0 || (over > 0 && hangs_out(&set->lines[i], over)));
        full &= set->lines[i].item_count == 1;
        hyphen |= set->lines[i].hyphenated;
    }
    ok(full, "justified lines are one item each and end at the measure to the unit");
    ok(copies_as(set, english), "English is copied as it was written");
    ok(clusters_in_text(set), "clusters are characters of their item's text");
    ok(set->lines[0].ascent > 0 && set->lines[0].descent > 0 && findings(world) == 0,
       "heights known, nothing reported");
    struct paragraph_request narrow = world->request;
    narrow.para = para_of(world->arena, "en", english, POS_NONE);
    narrow.width = 110 * SP_POINT;
    set = paragraph_set(&world->setter, &world->tags, &narrow);
    for (size_t i = 0; i < set->line_count; i++)
        hyphen |= set->lines[i].hyphenated && last_run(&set->lines[i])->glyphs.added_hyphen;
    ok(hyphen && clusters_in_text(set) && copies_as(set, english), "added hyphens are marked and not copied");
    findings(world);
    set = set_words(world, STYLE_BODY_FIRST, "vi", vietnamese);
    ok(copies_as(set, vietnamese) && clusters_in_text(set) && findings(world) == 0, "Vietnamese");
    set = set_words(world, STYLE_BODY, "en", english);
    ok(set->lines[0].items[0].x == world->setter.design->styles[STYLE_BODY].first_indent &&
       set->lines[1].items[0].x == 0,
       "indent of the first line");
}

static void test_edges(struct world *world)
{
    struct set_paragraph *set = set_words(world, STYLE_BODY, "en", "");
    ok(set->line_count == 1 && set->lines[0].item_count == 0 && set->lines[0].ascent > 0, "empty: one empty line");
    set = set_words(world, STYLE_BODY_FIRST, "en", "one\xE2\x80\xA8two\xE2\x80\xA8\xE2\x80\xA8three");
    ok(set->line_count == 4 && copies_as(set, "one two  three"), "forced breaks, one line empty");
    ok(right_edge(last_run(&set->lines[0])) < MEASURE / 2, "a line that was ended is not stretched");
    set = set_words(world, STYLE_BODY_FIRST, "en", "no\xC2\xA0""break 12\xE2\x80\xAFkm");
    ok(set->line_count == 1 && copies_as(set, "no\xC2\xA0""break 12\xE2\x80\xAFkm"), "spaces that do not break");
    findings(world);
    char *word = arena_alloc(world->arena, 301);
    memset(word, 'm', 300);
    set = set_words(world, STYLE_BODY_FIRST, "en", word);
    ok(set->line_count > 5 && right_edge(last_run(&set->lines[0])) <= MEASURE && findings(world) == 1,
       "a word wider than the line is broken and reported");
    ok(copies_as(set, word), "and nothing of it is lost");
    set = set_words(world, STYLE_BODY_FIRST, "en",
                    "cyber\xC2\xADsecurity is a word with one soft hyphen, and tele\xC2\xAD" "communications another");
    ok(copies_as(set, "cybersecurity is a word with one soft hyphen, and telecommunications another"),
       "soft hyphens are no text");
    set = set_words(world, STYLE_BODY_FIRST, "en", "lost: \xF3\xB0\x80\x80 \xF3\xB0\x80\x80");
    ok(findings(world) == 1 && set->lines[0].item_count > 0 &&
       copies_as(set, "lost: \xF3\xB0\x80\x80 \xF3\xB0\x80\x80"),
       "a character without a font is reported once");
}

/* Advances of the spaces of a line but the one at its end: NBSP as wide as the others. */
static bool spaces_alike(const struct page_item *item)
{
    sp width = -1, slack = 2;
    for (uint32_t i = 0; i + 1 < item->glyphs.count; i++) {
        const char *at = item->glyphs.text + item_glyph(item, i).cluster;
        if (*at != ' ' && memcmp(at, "\xC2\xA0", 2) != 0)
            continue;
        if (width >= 0 && llabs(width - item_glyph(item, i).advance) > slack)
            return false;
        width = item_glyph(item, i).advance;
    }
    return width > 0;
}

static void test_no_break_spaces(struct world *world)
{
    bool alike = true, whole = true;
    struct buf text = {0};
    for (int i = 1; i < 60; i++)
        buf_format(&text, "%ssee p.\xC2\xA0%d", i > 1 ? " and " : "", i * 7);
    struct set_paragraph *set = set_words(world, STYLE_BODY_FIRST, "en", text.at);
    for (size_t i = 0; i + 1 < set->line_count; i++) {
        const struct page_item *item = last_run(&set->lines[i]);
        alike &= spaces_alike(item) && right_edge(item) == MEASURE;
        whole &= memcmp(item->glyphs.text + item->glyphs.text_size - 3, "p. ", 3) != 0 &&
                 memcmp(item->glyphs.text + item->glyphs.text_size - 4, "p.\xC2\xA0", 4) != 0;
    }
    ok(set->line_count > 5 && whole && copies_as(set, text.at), "no line ends between “p.” and its number");
    ok(alike, "a no-break space is as wide as the other spaces of its line");
    buf_free(&text);
    findings(world);
    for (int i = 0; i < 300; i++)
        buf_puts(&text, "\xC2\xA0");
    set = set_words(world, STYLE_BODY_FIRST, "en", arena_format(world->arena, "one%stwo", text.at));
    ok(set->line_count == 2 && right_edge(last_run(&set->lines[1])) <= MEASURE && findings(world) == 1,
       "so many of them that they have no room are broken all the same");
    buf_free(&text);
}

static void test_override(struct world *world)
{
    static const char words[] = "before \xE2\x80\xAEtok10 (two) after";
    struct set_paragraph *set = set_words(world, STYLE_BODY_FIRST, "en", words);
    const struct page_item *run = last_run(&set->lines[0]);
    bool one = run->glyphs.right_to_left;
    for (uint32_t i = 0; i < run->glyphs.count; i++)
        one &= item_glyph(run, i).cluster == 0;
    ok(one && copies_as(set, words), "letters forced from right to left are copied in the order typed");
    findings(world);
}

static uint32_t glyph_count(const struct set_paragraph *set)
{
    uint32_t count = 0;
    for (size_t i = 0; i < set->line_count; i++)
        for (size_t k = 0; k < set->lines[i].item_count; k++)
            count += set->lines[i].items[k].kind == ITEM_GLYPHS ? set->lines[i].items[k].glyphs.count : 0;
    return count;
}

static void test_ligatures(struct world *world)
{
    static const char words[] = "office difficult final flow";
    struct set_paragraph *set = set_words(world, STYLE_BODY_FIRST, "en", words);
    ok(glyph_count(set) < strlen(words) && copies_as(set, words), "ligatures are set");
    set = set_words(world, STYLE_CODE, "en", words);
    ok(glyph_count(set) == strlen(words), "but not in code");
}

static void test_code(struct world *world)
{
    char token[201] = "";
    struct set_paragraph *set = set_words(world, STYLE_CODE, "en", "if (x)\n    return\ty;\n\n}");
    sp left = world->setter.design->styles[STYLE_CODE].left;
    ok(set->line_count == 4 && set->lines[1].items[0].x == left, "lines of code are kept");
    ok(copies_as(set, "if (x)     return\ty;  }"), "with their indents");
    set = set_words(world, STYLE_CODE, "en",
                    "call(first_argument, second_argument, third_argument, fourth_argument, fifth_argument)\nnext");
    ok(set->line_count == 3 && set->lines[1].items[0].x > left && set->lines[2].items[0].x == left,
       "a long one is continued with an indent");
    const struct page_item *hook = find_item(&set->lines[1], ITEM_RULE, ARTIFACT_RULE);
    ok(hook && hook->x > left && hook->x < set->lines[1].items[0].x, "in which a hook stands, drawn and not written");
    ok(!find_item(&set->lines[0], ITEM_RULE, ARTIFACT_RULE) && !find_item(&set->lines[2], ITEM_RULE, ARTIFACT_RULE),
       "other lines have none");
    ok(right_edge(last_run(&set->lines[0])) <= MEASURE && findings(world) == 0, "within the measure");
    sp space = (right_edge(&set_words(world, STYLE_CODE, "en", "x  x")->lines[0].items[0]) -
                right_edge(&set_words(world, STYLE_CODE, "en", "xx")->lines[0].items[0])) / 2;
    ok(set->lines[1].items[0].x == left + 2 * space, "by two spaces");
    set = set_words(world, STYLE_CODE, "en", arena_format(world->arena, "if (x)\n%400s\nend", "far(away)"));
    bool inside = true;
    for (size_t i = 0; i < set->line_count; i++)
        inside &= set->lines[i].items[0].x >= left && right_edge(last_run(&set->lines[i])) <= MEASURE;
    ok(inside && set->line_count == 3 && findings(world) == 1, "however far a line is indented, and it is reported");
    memset(token, 'm', sizeof token - 1);
    set = set_words(world, STYLE_CODE, "en", token);
    ok(set->line_count > 1 && right_edge(last_run(&set->lines[0])) <= MEASURE && copies_as(set, token) &&
       findings(world) == 1, "a word of code wider than the line is broken and reported");
}

static void test_tail(struct world *world)
{
    struct set_paragraph *set = set_words(world, STYLE_CONTENTS_2, "en", "Opening remarks\t12");
    const struct page_item *dots = find_item(&set->lines[0], ITEM_GLYPHS, ARTIFACT_LEADER);
    ok(set->line_count == 1 && right_edge(last_run(&set->lines[0])) == MEASURE, "what a TAB sets stands flush right");
    ok(copies_as(set, "Opening remarks 12"), "and is copied with a space");
    sp pitch = dots ? item_glyph(dots, 0).advance : 1;
    ok(dots && (MEASURE - dots->x) % pitch == 0 && dots->tag == 0, "dots stand on a grid from the right");
    set = set_words(world, STYLE_CONTENTS_2, "en",
                    "A title that is too long for a single line of the contents, so that it turns over once or twice "
                    "before its page number can be set\tviii");
    sp size = world->setter.design->styles[STYLE_CONTENTS_2].size;
    bool clear = set->line_count >= 2;
    for (size_t i = 0; i + 1 < set->line_count; i++)
        clear &= right_edge(last_run(&set->lines[i])) <= MEASURE - size * 5 / 2;
    ok(clear && right_edge(last_run(&set->lines[set->line_count - 1])) == MEASURE,
       "turned-over lines keep clear of it");
    sp hang = -world->setter.design->styles[STYLE_CONTENTS_2].first_indent;
    ok(set->lines[1].items[0].x - set->lines[0].items[0].x == hang, "and hang");
}

static void test_labels(struct world *world)
{
    const struct style *list = &world->setter.design->styles[STYLE_LIST];
    struct paragraph_request request = world->request;
    request.para = para_of(world->arena, "en", english, POS_NONE);
    request.style = STYLE_LIST;
    request.label = para_of(world->arena, "en", "10.", POS_NONE);
    request.label_tag = tag_add(&world->tags, 0, ROLE_LBL, POS_NONE);
    struct set_paragraph *set = paragraph_set(&world->setter, &world->tags, &request);
    const struct page_item *items = set->lines[0].items;
    ok(right_edge(&items[0]) == list->left - list->size / 2 && items[0].tag == request.label_tag, "a label hangs");
    ok(items[1].x == list->left && set->lines[1].items[0].x == list->left, "beside the text");
    request.style = STYLE_NUMBERED;
    request.label_run_in = true;
    set = paragraph_set(&world->setter, &world->tags, &request);
    ok(set->lines[0].items[0].x == 0 && set->lines[1].items[0].x == 0 &&
       set->lines[0].items[1].x == world->setter.design->styles[STYLE_NUMBERED].label_width, "a label runs in");
}

static struct para *rich_paragraph(struct world *world, struct reference *ref)
{
    struct text_builder *builder = text_builder_new(world->arena, "en");
    text_puts(builder, "See ");
    text_open(builder, (struct span){.kind = SPAN_LINK, .url = "https://example.org/"});
    text_puts(builder, "the page of the regional workshop in which all of its documents are kept for everyone");
    text_close(builder);
    text_puts(builder, ", the note");
    text_open(builder, (struct span){.kind = SPAN_NOTE, .note = "n1"});
    text_puts(builder, "1");
    text_close(builder);
    text_puts(builder, " and ");
    text_open(builder, (struct span){.kind = SPAN_JUMP, .ref = ref});
    text_puts(builder, "Closing remarks");
    text_close(builder);
    text_puts(builder, " with ");
    text_open(builder, (struct span){.kind = SPAN_EMPHASIS});
    text_puts(builder, "emphasis");
    text_close(builder);
    text_mark(builder, (struct mark){.kind = MARK_INDEX, .anchor = 7, .term = "emphasis", .words = "emphasis"});
    text_puts(builder, " and ");
    text_open(builder, (struct span){.kind = SPAN_LANGUAGE, .language = "fr"});
    text_puts(builder, "fin");
    text_close(builder);
    text_mark(builder, (struct mark){.kind = MARK_ANCHOR, .anchor = 8, .id = "end"});
    return text_finish(builder);
}

static void test_spans(struct world *world)
{
    struct reference ref = {.anchor = 5, .form = REF_FULL};
    size_t before = world->tags.tags.n;
    struct set_paragraph *set = set_para(world, STYLE_BODY_FIRST, rich_paragraph(world, &ref));
    const struct tag *tags = world->tags.tags.at + before;
    bool all = world->tags.tags.n - before == 5;
    ok(all && tags[0].role == ROLE_LINK && tags[1].role == ROLE_REFERENCE && tags[3].role == ROLE_LINK &&
       tags[4].role == ROLE_SPAN && tags[1].parent == world->request.tag,
       "an element for each span, in order");
    ok(all && tags[2].role == ROLE_LINK && tags[2].parent == before + 1, "the mark of a note is a link");
    ok(all && strcmp(tags[1].note, "n1") == 0 && strcmp(tags[4].language, "fr") == 0, "with note and language");
    const struct page_item *first = find_item(&set->lines[0], ITEM_LINK, ARTIFACT_NONE);
    const struct page_item *second = find_item(&set->lines[1], ITEM_LINK, ARTIFACT_NONE);
    ok(first && second && first->tag == before && second->tag == before &&
       strcmp(first->link.words, second->link.words) == 0,
       "a link over two lines: two rectangles, one element");
    ok(first && first->link.width > MEASURE / 2 && first->y == -first->link.height + set->lines[0].descent,
       "as high as its letters");
    size_t notes = 0, anchors = 0;
    bool jumps = false;
    for (size_t i = 0; i < set->line_count; i++) {
        notes += set->lines[i].extra->note_count;
        anchors += set->lines[i].extra->anchor_count;
        for (size_t k = 0; k < set->lines[i].item_count; k++)
            jumps |= set->lines[i].items[k].kind == ITEM_LINK && set->lines[i].items[k].link.anchor == 5;
    }
    const struct set_line *last = &set->lines[set->line_count - 1];
    ok(notes == 1 && anchors == 2 && jumps, "notes, anchors and jumps are found");
    uint32_t count = last->extra->anchor_count;
    ok(count > 0 && last->extra->anchors[count - 1] == 8, "a mark at the end is on the last line");
    ok(findings(world) == 0, "nothing to report");
}

static void test_right_to_left(struct world *world)
{
    static const char arabic[] =
        "تعقد الورشة الإقليمية حول الأمن السيبراني في هانوي (ITU 2007) من أجل حماية البنية التحتية "
        "الحرجة للمعلومات وتعزيز التعاون الدولي بين جميع الدول الأعضاء.";
    struct set_paragraph *set = set_words(world, STYLE_BODY, "ar", arabic);
    if (findings(world) > 0) {
        ok(true, "right to left # SKIP no Arabic font");
        return;
    }
    const struct page_item *first = &set->lines[0].items[0];
    sp indent = world->setter.design->styles[STYLE_BODY].first_indent;
    ok(set->line_count >= 2 && first->glyphs.right_to_left && right_edge(first) == MEASURE - indent,
       "right to left: lines begin at the right, indented there");
    ok(right_edge(&set->lines[1].items[0]) == MEASURE, "further lines at the edge");
    ok(copies_as(set, arabic), "the copied text is in logical order");
    sp left = MEASURE;
    bool inside = false;
    for (size_t i = 0; i < set->lines[0].item_count; i++) {
        const struct page_item *item = &set->lines[0].items[i];
        sp x = item->x;
        if (item->glyphs.right_to_left && item->glyphs.text[item->glyphs.text_size - 1] == ' ')
            x += i + 1 == set->lines[0].item_count ? item_glyph(item, 0).advance : 0;
        left = x < left ? x : left;
        inside |= !item->glyphs.right_to_left;
    }
    ok(left == 0 && clusters_in_text(set), "a full line reaches the left edge");
    (void)inside;
}

static void test_measure(struct world *world)
{
    struct paragraph_request request = world->request;
    request.style = STYLE_TABLE_CELL;
    request.para = para_of(world->arena, "en", "Harmonization of first-response procedures, 28–31 August", POS_NONE);
    sp least, greatest;
    paragraph_measure(&world->setter, &request, &least, &greatest);
    request.width = greatest;
    struct set_paragraph *set = paragraph_set(&world->setter, &world->tags, &request);
    ok(set->line_count == 1, "its greatest width is one line");
    request.width = greatest - 1;
    ok(paragraph_set(&world->setter, &world->tags, &request)->line_count > 1, "and less is not");
    request.width = least;
    set = paragraph_set(&world->setter, &world->tags, &request);
    bool inside = true;
    for (size_t i = 0; i < set->line_count; i++)
        inside &= right_edge(last_run(&set->lines[i])) <= least;
    ok(inside && findings(world) == 0 && set->line_count > 2, "nothing stands out of its least width");
}

int main(void)
{
    struct world world;
    if (!world_open(&world))
        return 1;
    test_justified(&world);
    test_edges(&world);
    test_no_break_spaces(&world);
    test_override(&world);
    test_ligatures(&world);
    test_code(&world);
    test_tail(&world);
    test_labels(&world);
    test_spans(&world);
    test_right_to_left(&world);
    test_measure(&world);
    world_close(&world);
    printf("1..%d\n", tests);
    return failures > 0;
}
