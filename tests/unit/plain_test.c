/* Unit tests of plain/: one line a test, in TAP's form. Books are built by hand. */
#include "plain_trial.h"

static void test_paragraphs(void)
{
    struct trial *trial = open_trial(72, 58, true);
    say(trial, STYLE_BODY, words(trial, 200));
    say(trial, STYLE_BODY,
        "Cộng hòa xã hội chủ nghĩa Việt Nam, Độc lập – Tự do – Hạnh phúc: các đại biểu đã thảo luận về an "
        "ninh mạng và bảo vệ hạ tầng thông tin trọng yếu trong bốn ngày làm việc tại Hà Nội.");
    say(trial, STYLE_BODY,
        "国际电信联盟的这次讲习班讨论了网络安全和关键信息基础设施保护的框架以及发展中国家在标准化方面的挑战和今后的工作"
        "安排，与会者感谢东道国越南的热情接待。");
    say(trial, STYLE_BODY, "e\xCC\x81t\xC2\xA0" "al. ‘quoted’ co\xC2\xADoperation");
    const char *text = set(trial);
    check(lines_good(text, 72), "no line is wider than 72 columns, Vietnamese and Chinese included");
    check(has(text, "\n   w000 w001"), "text is set in by three columns");
    check(has(text, "\n   ét al. ‘quoted’ cooperation\n"),
          "no-break space prints as a blank, soft hyphen not at all");
    check(pages_good(text, 58) == 1, "one page");
    close_trial(trial);
}

static void test_long_words(void)
{
    struct trial *trial = open_trial(40, 58, true);
    char word[101];
    memset(word, 'x', 100);
    word[100] = '\0';
    say(trial, STYLE_BODY, word);
    say(trial, STYLE_BODY, "see http://www.itu.int/ITU-D/cyb/cybersecurity/docs/itu-draft-framework.pdf now");
    say(trial, STYLE_HEADING_1, word);
    const char *text = set(trial);
    check(lines_good(text, 40), "a word longer than the line is split at the width");
    check(has(text, "\nxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n"), "the split line is full");
    check(has(text, "http://www.itu.int/ITU-D/cyb/"), "addresses break after a slash");
    close_trial(trial);
}

static void test_spans(void)
{
    struct trial *trial = open_trial(72, 58, true);
    struct text_builder *builder = text_builder_new(trial->arena, "en");
    text_puts(builder, "The ");
    text_open(builder, (struct span){.kind = SPAN_STRONG});
    text_puts(builder, "very ");
    text_open(builder, (struct span){.kind = SPAN_EMPHASIS});
    text_puts(builder, "best");
    text_close(builder);
    text_close(builder);
    text_puts(builder, ", the ");
    text_open(builder, (struct span){.kind = SPAN_LINK, .url = "https://www.itu.int/"});
    text_puts(builder, "Union");
    text_close(builder);
    text_puts(builder, " (");
    text_open(builder, (struct span){.kind = SPAN_LINK, .url = "mailto:cybmail@itu.int"});
    text_puts(builder, "cybmail@itu.int");
    text_close(builder);
    text_puts(builder, ")");
    text_open(builder, (struct span){.kind = SPAN_NOTE, .note = "a"});
    text_puts(builder, "1");
    text_close(builder);
    text_puts(builder, " ends.");
    flow_paragraph(trial->arena, trial->root, STYLE_BODY, ROLE_P, text_finish(builder));
    struct flow *note = flow_new(trial->arena, trial->root, FLOW_FOOTNOTE, ROLE_NOTE, POS_NONE);
    note->footnote.note = "a";
    note->footnote.number = 1;
    put(trial, note, STYLE_FOOTNOTE, "The words of the note.");
    say(trial, STYLE_BODY, "After the note.");
    const char *text = set(trial);
    check(has(text, "The very best, the Union <https://www.itu.int/>"),
          "emphasis is plain, a link is followed by its address");
    check(has(text, "(cybmail@itu.int)[1]"),
          "a bare address is not said twice, a note's mark is in brackets");
    check(has(text, "\n\n      [1] The words of the note.\n\n   After the note.\n"),
          "a note stands after its block, set in");
    close_trial(trial);
}

static void put_list_item(struct trial *trial, struct flow *list, const char *label, const char *text)
{
    struct flow *item = flow_group(trial->arena, list, ROLE_LI);
    item->group.left = SP_PT(18);
    put(trial, item, STYLE_LIST, text)->paragraph.label = para_of(trial->arena, "en", label, POS_NONE);
}

static void test_lists(void)
{
    struct trial *trial = open_trial(72, 58, true);
    struct flow *list = flow_group(trial->arena, trial->root, ROLE_L);
    put_list_item(trial, list, "9.", "nine");
    put_list_item(trial, list, "10.", "ten");
    say(trial, STYLE_BODY, "between");
    list = flow_group(trial->arena, trial->root, ROLE_L);
    put_list_item(trial, list, "•", words(trial, 20));
    put_list_item(trial, list, "•", "short");
    struct flow *quote = flow_group(trial->arena, trial->root, ROLE_BLOCKQUOTE);
    put(trial, quote, STYLE_QUOTE, words(trial, 30));
    say(trial, STYLE_CODE, "if (a)\n\n    b();");
    say(trial, STYLE_CODE, words(trial, 20));
    struct flow *numbered = say(trial, STYLE_NUMBERED, words(trial, 20));
    numbered->paragraph.label = para_of(trial->arena, "en", "12.", POS_NONE);
    numbered->paragraph.label_run_in = true;
    const char *text = set(trial);
    check(has(text, "\n      9. nine\n     10. ten\n\n   between\n"),
          "numbers hang right-aligned, short items are close");
    check(has(text, "w011 w012\n       w013") && has(text, "\n     • w000"),
          "lines of an item stand below each other");
    check(has(text, "\n\n     • short\n"), "long items have a blank line between them");
    check(has(text, "\n       w000 w001 w002") && lines_good(text, 72), "quotes are set in");
    check(has(text, "\n       if (a)\n\n           b();\n") && has(text, "w013 w\\\n014"),
          "code keeps its lines and is folded with a backslash");
    check(has(text, "\n   12.  w000 w001") && has(text, "\n   w01"),
          "a run-in number stands in the first line");
    close_trial(trial);
}

static void test_tables(void)
{
    static const char *const small[] = {"Area", "Score", "Law", "12", "Incident response", "7"};
    struct trial *trial = open_trial(72, 58, true);
    struct flow *grid = put_table(trial, 2, 3, small);
    ((struct grid_column *)grid->grid.columns)[1].align = CELL_RIGHT;
    const char *text = set(trial);
    check(has(text, "   ------------------------\n"
                    "   Area               Score\n"
                    "   -----------------  -----\n"
                    "   Law                   12\n"
                    "   Incident response      7\n"
                    "   ------------------------\n"), "a table has rules and aligned columns");
    close_trial(trial);
    trial = open_trial(72, 58, true);
    const char *const wide[] = {"One", "Two", words(trial, 12), words(trial, 40), "short", words(trial, 5)};
    put_table(trial, 2, 3, wide);
    text = set(trial);
    check(lines_good(text, 72) && has(text, "\n\n   short"),
          "wide cells wrap, rows are parted by blank lines");
    close_trial(trial);
}

static void test_records(void)
{
    static const char *const cells[] = {
        "Institution", "Responsibility", "Telecommunication", "Representative", "Administration",
        "Telecommunications", "Standardization", "Implementation", "Vulnerabilities", "Interdependencies"};
    struct trial *trial = open_trial(60, 58, true);
    put_table(trial, 5, 2, cells);
    const char *text = set(trial);
    check(has(text, "\n   Institution: Telecommunications\n   Responsibility: Standardization\n"),
          "too many columns become records");
    close_trial(trial);
}

static void test_long_table(void)
{
    struct trial *trial = open_trial(72, 20, true);
    const char *cells[82];
    cells[0] = "Head";
    cells[1] = "Value";
    for (int i = 2; i < 82; i++)
        cells[i] = arena_format(trial->arena, "c%02d", i);
    put_table(trial, 2, 41, cells);
    const char *text = set(trial);
    int pages = pages_good(text, 20), heads = 0;
    for (const char *at = text; (at = strstr(at, "   Head  Value\n")); at++)
        heads++;
    check(pages == 4 && heads == pages, "the head of a table is repeated on each page");
    check(has(text, "c80   c81\n   -----------\n"), "the last rule stands with the last row");
    close_trial(trial);
}

static struct flow *put_entry(struct trial *trial, enum style_id style, const char *title, const char *id)
{
    struct text_builder *builder = text_builder_new(trial->arena, "en");
    struct reference *ref = arena_alloc(trial->arena, sizeof *ref);
    *ref = (struct reference){.target = id, .form = REF_PAGE};
    text_format(builder, "%s\t", title);
    text_reference(builder, ref);
    return flow_paragraph(trial->arena, trial->root, style, ROLE_TOCI, text_finish(builder));
}

static void put_documents(struct trial *trial)
{
    trial->pieces[0].folio = FOLIO_ROMAN;
    put_entry(trial, STYLE_CONTENTS_2, "Closing remarks", "closing");
    put_entry(trial, STYLE_CONTENTS_2,
              "A long title that will not stand in one line because it says all that the paper says", "long");
    put_entry(trial, STYLE_CONTENTS_3, "A heading", "inner");
    add_piece(trial, "First", FOLIO_ARABIC);
    put_heading(trial, 2, STYLE_DOCUMENT_TITLE, "First")->heading.id = "closing";
    for (int i = 0; i < 9; i++)
        say(trial, STYLE_BODY, words(trial, 90));
    put_heading(trial, 3, STYLE_HEADING_1, "Inner heading")->heading.id = "inner";
    say(trial, STYLE_BODY, words(trial, 90));
    add_piece(trial, "Second", FOLIO_ARABIC);
    put_heading(trial, 2, STYLE_DOCUMENT_TITLE, "Second")->heading.id = "long";
}

static void test_contents(void)
{
    struct trial *trial = open_trial(72, 58, true);
    put_documents(trial);
    const char *text = set(trial);
    check(has(text, "   Closing remarks  . . . . . . . . . . . . . . . . . . . . . . . .    1\n"),
          "leader dots before the page number");
    check(has(text, " . . .    3\n") && has(text, "\n      A heading"), "a long entry wraps and hangs");
    check(lines_good(text, 72) && pages_good(text, 58) == 4, "contents are as wide as the page");
    check(has(text, "[Page i]\n") && has(text, "[Page 3]\n"), "roman and arabic numbers");
    check(has(text, "\nFirst\n=====\n") && has(text, "\nInner heading\n-------------\n"), "titles are underlined");
    uint32_t anchor = refs_find(trial->refs, "inner");
    check(trial->map->page[anchor] + 1 == page_of(text, "Inner heading\n---"), "the map has a heading's page");
    check(has(text, "Session 1                                                          First\n"),
          "running heads at left and right");
    close_trial(trial);
}

static void test_continuous(void)
{
    struct trial *trial = open_trial(72, 58, false);
    put_documents(trial);
    const char *text = set(trial);
    check(plain_medium(trial->plain) == MEDIUM_CONTINUOUS && !strchr(text, '\f') && !strstr(text, "[Page"),
          "continuous text has no pages");
    check(has(text, "\n1  First\n========\n") && has(text, "\n1.1  Inner heading\n------------------\n"),
          "documents and headings are numbered");
    check(has(text, " .  1.1\n") && has(text, " .    2\n"), "contents point to numbers");
    check(trial->map->page[refs_find(trial->refs, "inner")] == -1, "nothing is on a page");
    close_trial(trial);
}

/* Are there at least two lines of every paragraph on each page that has one? Words tell their paragraph. */
static void test_widows(void)
{
    bool good = true, together = true;
    for (int length = 12; length < 40 && good; length++) {
        struct trial *trial = open_trial(40, length, true);
        for (int i = 0; i < 12; i++) {
            say(trial, STYLE_HEADING_2, arena_format(trial->arena, "Heading %d", i));
            say(trial, STYLE_BODY, words(trial, 8 * (2 + i % 4)));
        }
        const char *text = set(trial);
        good = pages_good(text, length) > 0 && lines_good(text, 40);
        for (const char *page = text; page; page = strchr(page, '\f'), page = page ? page + 1 : NULL) {
            const char *body = strchr(page, '\n') + 2, *end = strchr(body, '\f');
            end = end ? end : body + strlen(body);
            const char *blank = strstr(body, "\n\n");
            bool one_line = blank && memchr(body, '\n', (size_t)(blank - body)) == NULL;
            if (*body == 'w' && strncmp(body, "w000", 4) != 0 && one_line)
                good = false;
            const char *last = body;
            for (const char *at = body; (at = strstr(at, "Heading")) && at < end; at++)
                last = at;
            together = together && (*last != 'H' || strstr(last, "w000") < end);
        }
        close_trial(trial);
    }
    check(good, "no page begins with the last line of a paragraph");
    check(together, "a heading stands with its text");
}

static void test_spaces(void)
{
    struct trial *trial = open_trial(72, 24, true);
    flow_space(trial->arena, trial->root, 0)->space.fill = true;
    say(trial, STYLE_TITLE_MAIN, "The Title");
    flow_space(trial->arena, trial->root, 0)->space.fill = true;
    say(trial, STYLE_TITLE_DETAIL, "Geneva");
    flow_new(trial->arena, trial->root, FLOW_BREAK, ROLE_NONE, POS_NONE);
    say(trial, STYLE_BODY, "Next page");
    struct flow *rule = flow_new(trial->arena, trial->root, FLOW_RULE, ROLE_NONE, POS_NONE);
    rule->rule.width = SP_PT(60);
    struct flow *figure = flow_new(trial->arena, trial->root, FLOW_FIGURE, ROLE_FIGURE, POS_NONE);
    struct flow *image = flow_new(trial->arena, figure, FLOW_IMAGE, ROLE_NONE, POS_NONE);
    image->image.alt = "A map of the region";
    const char *text = set(trial);
    check(pages_good(text, 24) == 2 && page_of(text, "Next page") == 2, "a break begins a page");
    check(has(text, "\n                               The Title\n"), "title page lines are centred");
    check(page_of(text, "Geneva\n\n      ") == 1, "fills share what is left of the page");
    check(has(text, "                                ----------\n"), "a rule is a short line");
    check(has(text, "   [Figure: A map of the region]\n"), "a figure is told by its alternative text");
    close_trial(trial);
}

static void test_empty(void)
{
    struct trial *trial = open_trial(72, 58, true);
    check(strcmp(set(trial), "\n") == 0, "an empty book is an empty line");
    close_trial(trial);
    trial = open_trial(1, 1, true);
    put_documents(trial);
    struct flow *grid = flow_grid(trial->arena, trial->root, 3, 2);
    put(trial, flow_cell(grid, 1, 1), STYLE_BODY, "国际 \t tab\xE2\x80\xA8line");
    check(strlen(set(trial)) > 0, "absurd sizes do no harm");
    close_trial(trial);
    trial = open_trial(72, 58, true);
    char *long_text = arena_alloc(trial->arena, 300001);
    for (int i = 0; i < 300000; i++)
        long_text[i] = i % 7 == 6 && i > 100000 ? ' ' : 'a';
    say(trial, STYLE_BODY, long_text);
    check(lines_good(set(trial), 72), "a paragraph of 300,000 letters");
    close_trial(trial);
}

int main(void)
{
    test_paragraphs();
    test_long_words();
    test_spans();
    test_lists();
    test_tables();
    test_records();
    test_long_table();
    test_contents();
    test_continuous();
    test_widows();
    test_spaces();
    test_empty();
    unicode_cleanup();
    printf("1..%d\n", number);
    return failures != 0;
}
