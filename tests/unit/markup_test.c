/* Unit tests of markup/: a table of texts and the trees and messages that must come of them, in TAP's form. */
#include "markup_trial.h"

static const struct markup_case cases[] = {
    {"a paragraph", "One\ntwo.\n\nThree.", "paragraph: One two.\nparagraph: Three.\n"},
    {"emphasis, strong, code", "*a* **b _c_** `d  e`",
     "paragraph: ⟨emphasis a⟩ ⟨strong b ⟨emphasis c⟩⟩ ⟨code d  e⟩\n"},
    {"emphasis inside a word", "un*frigging*believable, snake_case_name",
     "paragraph: un⟨emphasis frigging⟩believable, snake_case_name\n"},
    {"escapes and entities", "\\*a\\* \\[b] &amp; &eacute; &#x2013; &nosuch;",
     "paragraph: *a* [b] & é – &nosuch;\n"},
    {"backslashes before brackets", "\\\\[x]{.smallcaps} \\[y]{.smallcaps}",
     "paragraph: \\⟨small-caps x⟩ [y]{.smallcaps}\n"},
    {"soft and hard breaks", "a\nb  \nc\\\nd<br>e<br/>f<BR />g", "paragraph: a b⏎c⏎d⏎e⏎f⏎g\n"},
    {"breaks at the ends are trimmed", "<br>a<br>", "paragraph: a\n"},
    {"dollars are dollars", "It cost $5, then $$6.", "paragraph: It cost $5, then $$6.\n"},
    {"quotes are as typed", "\"a\" -- 'b'...", "paragraph: \"a\" -- 'b'...\n"},
    {"a tab is a space", "a\tb", "paragraph: a b\n"},
    {"decomposed letters are composed", "Vie\u0323\u0302t Nam, *e*\u0301",
     "paragraph: Việt Nam, ⟨emphasis é⟩\n"},
    {"headings", "# One {#one}\n\nTwo {#two}\n===\n\n### Three ###",
     "heading 1 #one: One\nheading 1 #two: Two\nheading 3: Three\n"},
    {"braces that are no attributes", "# The set {a, b}\n\nA {b} and a] {c} and x]{d}",
     "heading 1: The set {a, b}\nparagraph: A {b} and a] {c} and x]{d}\n"},
    {"braces directly after a link", "[a](https://a.org){.index} [b](#b){lang=fr}",
     "paragraph: ⟨index a⟩⟨link=https://a.org a⟩ ⟨lang=fr ⟨jump #b page-after b⟩⟨reference #b page-after⟩⟩\n"},
    {"index marks", "[text]{.index} [gap]{.index term=\"standards > gap\"} []{.index term=\"a > b\"}end",
     "paragraph: ⟨index text⟩text ⟨index standards > gap: gap⟩gap ⟨index a > b⟩end\n"},
    {"emphasis in an index mark", "[the *digital* divide]{.index}",
     "paragraph: ⟨index the digital divide⟩the ⟨emphasis digital⟩ divide\n"},
    {"emphasis across a bracket", "*a [b* c]{.index} d", "paragraph: ⟨emphasis a ⟨index b c⟩b⟩ c d\n"},
    {"spans in spans", "[a [b]{.smallcaps} [c]{lang=fr}]{.index}",
     "paragraph: ⟨index a b c⟩a ⟨small-caps b⟩ ⟨lang=fr c⟩\n"},
    {"a link in a span", "[see [ITU](https://itu.int)]{.index}",
     "paragraph: ⟨index see ITU⟩see ⟨link=https://itu.int ITU⟩\n"},
    {"a span in a link", "[see [ITU]{.smallcaps}](https://itu.int)",
     "paragraph: ⟨link=https://itu.int see ⟨small-caps ITU⟩⟩\n"},
    {"language of a run", "[texte *ici*]{lang=fr}", "paragraph: ⟨lang=fr texte ⟨emphasis ici⟩⟩\n"},
    {"an anchor", "[here]{#place}", "paragraph: ⟨anchor place⟩here\n"},
    {"a quoted value with a brace", "[x]{.index term=\"a } \\\"b\\\"\"}", "paragraph: ⟨index a } \"b\": x⟩x\n"},
    {"attributes over two lines", "[x]{.index\nterm=\"y\"} z", "paragraph: ⟨index y: x⟩x z\n"},
    {"an index mark alone goes to the next text", "[]{.index term=\"a\"}\n\nText.",
     "paragraph: ⟨index a⟩Text.\n"},
    {"an index mark at the very end", "Text.\n\n[]{.index term=\"a\"}", "paragraph: Text.⟨index a⟩\n"},
    {"unknown names in attributes", "[x]{.idex} [y]{trem=\"z\"} [z]{.wide}",
     "paragraph: x y z\n! 1:5 the attribute .idex is not known on words in brackets\n"
     "! 1:16 the attribute trem is not known on words in brackets\n"
     "! 1:30 the attribute .wide is not known on words in brackets\n"},
    {"broken attributes", "[x]{index} [y]{.index [z]{}",
     "paragraph: x ⟨index y⟩y\n! 1:5 “index” is no attribute\n! 1:23 “[z]{” is no attribute\n"},
    {"terms without index, index without words", "[x]{term=y} []{.index}",
     "paragraph: x\n! 1:5 term= without .index\n! 1:16 nothing to be indexed\n"},
    {"a language that is none", "[x]{lang=french}", "paragraph: x\n! 1:5 “french” is no language tag\n"},
    {"links that are kept",
     "[a](https://a.org) [b](http://b.org/?q=1&r=2) [c](mailto:c@d.org) <https://e.org> <f@g.org>",
     "paragraph: ⟨link=https://a.org a⟩ ⟨link=http://b.org/?q=1&r=2 b⟩ ⟨link=mailto:c@d.org c⟩ "
     "⟨link=https://e.org https://e.org⟩ ⟨link=mailto:f@g.org f@g.org⟩\n"},
    {"links that are not", "[a](ftp://a) <ftp://b> [c](c.html) [d]()",
     "paragraph: a ftp://b c d\n! 1:1 a link to “ftp://a” cannot be kept\n"
     "! 1:14 a link to “ftp://b” cannot be kept\n! 1:24 a link to “c.html” cannot be kept\n"
     "! 1:36 a link that leads nowhere\n"},
    {"a link without words shows its address", "[](https://a.org)",
     "paragraph: ⟨link=https://a.org https://a.org⟩\n"},
    {"a link's title", "[a](https://a.org \"T\")",
     "paragraph: ⟨link=https://a.org a⟩\n! 1:1 the title “T” of a link is not printed\n"},
    {"a defined link", "[ITU], [text][itu] and [itu][].\n\n[itu]: https://itu.int",
     "paragraph: ⟨link=https://itu.int ITU⟩, ⟨link=https://itu.int text⟩ and ⟨link=https://itu.int itu⟩.\n"},
    {"definitions above a paragraph", "[a]: https://a.org\n[b]: https://b.org\nText with [a] and [nosuch]{.x}.",
     "paragraph: Text with ⟨link=https://a.org a⟩ and nosuch.\n"
     "! 3:28 the attribute .x is not known on words in brackets\n"},
    {"bare addresses", "See https://a.org/x_y_z, (http://b.org/c_(d)) and www.e.org; mail f.g@h.org.",
     "paragraph: See ⟨link=https://a.org/x_y_z https://a.org/x_y_z⟩, (⟨link=http://b.org/c_(d) "
     "http://b.org/c_(d)⟩) and ⟨link=http://www.e.org www.e.org⟩; mail ⟨link=mailto:f.g@h.org f.g@h.org⟩.\n"},
    {"no bare addresses in code and links", "`https://a.org` [https://b.org](https://c.org) xhttps://d.org a@b",
     "paragraph: ⟨code https://a.org⟩ ⟨link=https://c.org https://b.org⟩ xhttps://d.org a@b\n"},
    {"a bare address before a note", "https://a.org[^1]\n\n[^1]: N.",
     "paragraph: ⟨link=https://a.org https://a.org⟩⟨note=1 1⟩\nnote 1 1\n  paragraph: N.\n"},
    {"references", "[](#a) and [words *here*](#b).",
     "paragraph: ⟨reference #a full⟩ and ⟨jump #b page-after words ⟨emphasis here⟩⟩⟨reference #b page-after⟩.\n"},
    {"notes", "A[^b] B[^a] C[^b].\n\n[^a]: First *one*.\n[^b]: Second.\n\n    More.",
     "paragraph: A⟨note=b 1⟩ B⟨note=a 2⟩ C⟨note=b 1⟩.\nnote 1 b\n  paragraph: Second.\n  paragraph: More.\n"
     "note 2 a\n  paragraph: First ⟨emphasis one⟩.\n"},
    {"a note's place is after the outermost block", "- a[^1]\n- b\n\nEnd.\n\n[^1]: N.",
     "list tight\n  item\n    paragraph: a⟨note=1 1⟩\n  item\n    paragraph: b\nnote 1 1\n  paragraph: N.\n"
     "paragraph: End.\n"},
    {"notes in a division", "::: {lang=fr}\na[^1]\n\nb\n:::\n\n[^1]: N.",
     "division lang=fr\n  paragraph: a⟨note=1 1⟩\n  note 1 1\n    paragraph: N.\n  paragraph: b\n"},
    {"labels without regard to case", "a[^É]\n\n[^é]: N.",
     "paragraph: a⟨note=é 1⟩\nnote 1 é\n  paragraph: N.\n"},
    {"a note before parentheses", "a[^1](see)\n\n[^1]: N.",
     "paragraph: a⟨note=1 1⟩(see)\nnote 1 1\n  paragraph: N.\n"},
    {"a note in emphasis and in a link", "*a[^1]* [b[^1] c](https://d.org)\n\n[^1]: N.",
     "paragraph: ⟨emphasis a⟨note=1 1⟩⟩ ⟨link=https://d.org b⟨note=1 1⟩ c⟩\nnote 1 1\n  paragraph: N.\n"},
    {"no note behind a backslash or in code", "\\[^1] `[^1]`", "paragraph: [^1] ⟨code [^1]⟩\n"},
    {"undefined, unused, doubled, nested", "a[^x] b[^1]\n\n[^1]: N[^1].\n[^1]: M.\n[^2]: O.",
     "paragraph: a b⟨note=1 1⟩\nnote 1 1\n  paragraph: N.\n! 1:2 the footnote [^x] is not defined\n"
     "! 3:8 a footnote cannot have a footnote of its own\n"
     "! 4:1 the footnote [^1] is defined a second time; line 3 has the first\n"
     "! 5:1 no mark in this text leads to the footnote [^2]\n"},
    {"a list", "- a\n- b\n  - c\n\n    d",
     "list tight\n  item\n    paragraph: a\n  item\n    paragraph: b\n    list loose\n      item\n"
     "        paragraph: c\n        paragraph: d\n"},
    {"ordered lists", "3. a\n4. b\n\n\n1) c",
     "list from 3 tight\n  item 3\n    paragraph: a\n  item 4\n    paragraph: b\nlist from 1 style 1) tight\n"
     "  item 1\n    paragraph: c\n"},
    {"a quotation with lazy lines", "> a\nb\n>\n> - c",
     "quote\n  paragraph: a b\n  list tight\n    item\n      paragraph: c\n"},
    {"code", "```c x\nint a;\n\n\tb();\n```\n\n    indented",
     "code c x\n  | int a;\n  | \n  |     b();\ncode\n  | indented\n"},
    {"a rule", "a\n\n---\n\nb", "paragraph: a\nrule\nparagraph: b\n"},
    {"a table", "| a | b | c |\n|:--|:-:|--:|\n| 1 | *2* | `3` |\n| 4 |\n\nTable: Cap *tion* {#t}",
     "table 3 “lcr” #t: Cap ⟨emphasis tion⟩\n  row\n    cell: a\n    cell: b\n    cell: c\n  row\n    cell: 1\n"
     "    cell: ⟨emphasis 2⟩\n    cell: ⟨code 3⟩\n  row\n    cell: 4\n    cell: \n    cell: \n"},
    {"bars in cells", "a | b\n-|-\nx \\| y | [z]{.index term=\"p \\| q\"}",
     "table 2 “  ”\n  row\n    cell: a\n    cell: b\n  row\n    cell: x | y\n    cell: ⟨index p | q: z⟩z\n"},
    {"a table in a list", "- | a |\n  |---|\n  | b[^1] |\n\n  Table: T\n\n[^1]: N.",
     "list loose\n  item\n    table 1 “ ”: T\n      row\n        cell: a\n      row\n"
     "        cell: b⟨note=1 1⟩\nnote 1 1\n  paragraph: N.\n"},
    {"a table after lines of text", "Text\nmore\n| a |\n|---|\n| [b]{.x} |",
     "paragraph: Text more\ntable 1 “ ”\n  row\n    cell: a\n  row\n    cell: b\n"
     "! 5:7 the attribute .x is not known on words in brackets\n"},
    {"mistakes in tables", "| a | b |\n|---|---|\n| 1 | 2 | 3 |\nTable: T\n\n| a | b |\n|---|\n\nTable: U",
     "table 2 “  ”\n  row\n    cell: a\n    cell: b\n  row\n    cell: 1\n    cell: 2\n  row\n"
     "    cell: Table: T\n    cell: \nparagraph: | a | b | |---|\nparagraph: Table: U\n"
     "! 3:11 the row has 3 cells, the table 2 columns\n! 4:1 this row of a table begins with “Table:”\n"
     "! 7:1 this is no table: its head has 2 cells, the rule below it 1\n"
     "! 9:1 this caption stands behind no table\n"},
    {"a figure", "![A *fine* picture](a.png){#fig width=60% alt=\"b\"}\n\n![](b.png \"c\")",
     "figure a.png #fig width=60% alt=b: A ⟨emphasis fine⟩ picture\nfigure b.png alt=c: \n"},
    {"images that do not stand alone", "x ![a](b.png)\n\n![c](d.png) y\n\n![e]()",
     "paragraph: x a\nparagraph: c y\n! 1:3 an image in running text\n! 3:1 an image in running text\n"
     "! 5:1 an image without a file\n"},
    {"divisions", "::: {lang=fr}\nun\n\n:::: {lang=ar}\ndeux\n::::\ntrois\n:::\nfour",
     "division lang=fr\n  paragraph: un\n  division lang=ar\n    paragraph: deux\n  paragraph: trois\n"
     "paragraph: four\n"},
    {"a division ends a list", "::: {lang=fr}\n- un\n:::\n\ntwo",
     "division lang=fr\n  list tight\n    item\n      paragraph: un\nparagraph: two\n"},
    {"mistakes in divisions", "::: memo\na\n:::\n:::\n\n::: {.x}\n\n::: {lang=de}",
     "division\n  paragraph: a\ndivision\n  division lang=de\n! 1:5 “memo” does not open a division\n"
     "! 4:1 no division is open here\n! 6:5 the division that begins here is not closed\n"
     "! 6:6 the attribute .x is not known on a division\n! 8:5 the division that begins here is not closed\n"},
    {"raw HTML", "a <b>c</b> <!-- d --> </i>\n\n<div>\ne\n</div>",
     "paragraph: a c\n! 1:3 raw HTML is not rendered: <b>\n! 1:12 raw HTML is not rendered: <!-- d -->\n"
     "! 1:23 raw HTML is not rendered: </i>\n! 3:1 raw HTML is not rendered: <div>…\n"},
    {"citations", "[@a], [@b-c, p. 3; @d], [see @e], \\[@f], [@g](https://h.org)",
     "paragraph: [@a], [@b-c, p. 3; @d], [see @e], [@f], ⟨link=https://h.org @g⟩\n"
     "! 1:2 citations such as [@a] are not supported by this version\n"
     "! 1:8 citations such as [@b-c] are not supported by this version\n"},
    {"what cmark makes of U+FFFE is left out",
     "a&#xFFFE;b `c` [d](https://e.org/&#xFFFF;f) [](#g&#xFFFE;) &#xFDD0;\n\n![h&#xFFFF;](i&#xFFFE;.png \"j&#xFFFF;\")",
     "paragraph: ab ⟨code c⟩ ⟨link=https://e.org/f d⟩ ⟨reference #g full⟩\nfigure i.png alt=j: h\n"
     "! 1:2 the character U+FFFE was left out\n! 1:16 the character U+FFFF was left out\n"
     "! 1:45 the character U+FFFE was left out\n! 1:60 the character U+FDD0 was left out\n"
     "! 3:1 the character U+FFFE was left out\n! 3:1 the character U+FFFF was left out\n"
     "! 3:4 the character U+FFFF was left out\n"},
    {"controls are left out", "a&#7;b&#xFFFC;c&#x2028;d&#x2029;e\n\n    f\uFFFCg",
     "paragraph: abc⏎d⏎e\ncode\n  | fg\n! 1:2 the character U+0007 was left out\n"
     "! 1:7 the character U+FFFC was left out\n! 3:6 the character U+FFFC was left out\n"},
    {"an empty heading", "#", "heading 1: \n! 1:1 a heading without words\n"},
    {"attributes of a heading that are not closed", "# One {#one\n\n# Two {#two} three",
     "heading 1: One {#one\nheading 1: Two {#two} three\n! 1:7 the attributes that begin here are not closed\n"},
    {"a text in Vietnamese", "Hội thảo [khu vực]{.index} tại Hà Nội: https://vi.wikipedia.org/wiki/Hà_Nội.",
     "paragraph: Hội thảo ⟨index khu vực⟩khu vực tại Hà Nội: ⟨link=https://vi.wikipedia.org/wiki/Hà_Nội "
     "https://vi.wikipedia.org/wiki/Hà_Nội⟩.\n"},
};

static void test_cases(void)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        test_case(&cases[i]);
}

/* A paragraph of running text from an inline context, with its messages. */
static void test_inline(void)
{
    static const char *const texts[][3] = {
        {"One *two*.\n\n[three]{.smallcaps}", "One ⟨emphasis two⟩. ⟨small-caps three⟩\n", "paragraphs are joined"},
        {"", "\n", "no text"},
        {"1. One", "\n! 1:1 only running text can stand here, no headings, lists, tables or notes\n",
         "no lists in running text"},
        {"1\\. One", "1. One\n", "a number with a backslash"},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct trial trial = trial_of(texts[i][0]);
        struct buf out = {0};
        para_dump(markup_parse_inline(trial.arena, trial.sources, trial.node, &trial.options, trial.diags), &out);
        buf_putc(&out, '\n');
        put_messages(&trial, &out);
        same(out.at, texts[i][1], texts[i][2]);
        buf_free(&out);
        trial_end(&trial);
    }
}

static void test_numbers(void)
{
    struct trial trial = trial_of("::: {lang=fr}\na[^1]\n:::\nb[^2]\n\n[^1]: A.\n[^2]: B.\n");
    trial.options.first_note = 5;
    const struct md_block *root = trial_parse(&trial), *second = root->first->next->next;
    check(markup_note_count(root) == 2, "notes are counted in divisions, too");
    check(root->first->last->kind == MD_NOTE && root->first->last->number == 5, "notes count on from the first number");
    check(second->number == 6 && strcmp(second->label, "2") == 0, "the second note");
    check(strcmp(root->first->first->para->language, "fr") == 0, "a division's paragraphs have its language");
    check(strcmp(root->first->last->first->para->language, "en") == 0, "a note has the language of its place");
    trial_end(&trial);
}

/* The paragraph that holds `words`, anywhere in the tree. */
static const struct para *find_para(const struct md_block *block, const char *words)
{
    if (block->para && strstr(block->para->text, words))
        return block->para;
    if (block->caption && strstr(block->caption->text, words))
        return block->caption;
    const struct para *found = NULL;
    for (const struct md_block *child = block->first; child && !found; child = child->next)
        found = find_para(child, words);
    return found;
}

static void check_place(const struct md_block *root, const char *words, uint32_t line, uint32_t column)
{
    const struct para *para = find_para(root, words);
    struct pos pos = para ? para_pos(para, (uint32_t)(strstr(para->text, words) - para->text)) : POS_NONE;
    char name[96];
    snprintf(name, sizeof name, "“%s” stands at %u:%u", words, line, column);
    check(pos.line == line && pos.column == column, name);
    if (pos.line != line || pos.column != column)
        printf("# got %u:%u\n", pos.line, pos.column);
}

static void test_places(void)
{
    static const char yaml[] =
        "title: T\n"
        "body: |\n"
        "  # Head *one* ##\n"
        "\n"
        "  Plain \\* &eacute; `code` **bold** [link](https://a.org) after\n"
        "    indented [span]{.smallcaps} Việt Nam[^1] end\n"
        "\n"
        "  - item\n"
        "    > quoted\n"
        "    lazy\n"
        "\n"
        "  | left | right |\n"
        "  |---|---|\n"
        "  | x \\| y | `a \\| b` z |\n"
        "\n"
        "  Table: caption\n"
        "\n"
        "  [ref]: https://a.org\n"
        "  text below\n"
        "\n"
        "  [^1]: note\n"
        "\n"
        "      more\n";
    struct trial trial = trial_of(yaml);
    const struct node *map = yaml_read(trial.arena, trial.sources, 1, trial.diags);
    const struct md_block *root = markup_parse(trial.arena, trial.sources, node_get(map, "body"), &trial.options,
                                               trial.diags);
    static const struct {
        const char *words;
        uint32_t line, column;
    } places[] = {{"one", 3, 11}, {"Plain", 5, 3}, {"* é", 5, 9}, {"code", 5, 22}, {"bold", 5, 30},
                  {"link", 5, 38}, {"after", 5, 59}, {"indented", 6, 5}, {"span", 6, 15}, {"Nam", 6, 38},
                  {"end", 6, 46}, {"quoted", 9, 7}, {"lazy", 10, 5}, {"right", 12, 12}, {"| y", 14, 8},
                  {"b z", 14, 20}, {"caption", 16, 10}, {"text below", 19, 3}, {"more", 23, 7}};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        check_place(root, places[i].words, places[i].line, places[i].column);
    check(root->first->pos.line == 3 && root->first->pos.column == 3, "a block's place");
    check(diags_count(trial.diags, SEVERITY_NOTE) == 0, "no message");
    trial_end(&trial);
}

/* Going on from place to place finds what a look from the start finds, whatever the order. */
static void test_walk(void)
{
    static const char *const files[] = {
        "body: one two\n  three é four\n\n  five\n", "body: 'it''s one\n\n\n  two  three'\n",
        "body: \"a \\u00e9 b \\\n  joined\n  folded \\\" c\"\n", "body: >\n  folded one\n  two\n\n  three\n",
    };
    bool good = true;
    for (size_t f = 0; f < sizeof files / sizeof *files; f++) {
        struct trial trial = trial_of(files[f]);
        const struct node *body = node_get(yaml_read(trial.arena, trial.sources, 1, trial.diags), "body");
        struct node_walk walk = {0};
        for (size_t i = 0; i < 3 * body->size; i++) {
            size_t at = i < body->size ? i : i * 7 % (body->size + 1);
            struct pos one = node_pos(trial.sources, body, at), two = node_pos_next(trial.sources, body, at, &walk);
            good &= one.line == two.line && one.column == two.column;
        }
        trial_end(&trial);
    }
    check(good, "places that are looked up one after another");
}

/* Where the one occurrence of some words in a block of code stands: "line:column". */
static void same_code_place(const struct md_block *root, const char *words, const char *want)
{
    char got[32] = "nowhere";
    for (const struct md_block *block = root->first; block; block = block->next) {
        const struct md_block *code = block->kind == MD_CODE ? block : block->first ? block->first->first : NULL;
        const char *found = code && code->kind == MD_CODE ? strstr(code->para->text, words) : NULL;
        if (found) {
            struct pos pos = para_pos(code->para, (uint32_t)(found - code->para->text));
            snprintf(got, sizeof got, "%u:%u", pos.line, pos.column);
        }
    }
    same(got, want, words);
}

static void test_code_places(void)
{
    struct trial trial = trial_of("a\n\n```c\none\n\n  two\n\t\tthree\n```\n\n- ~~~\n  four\n    five\n  ~~~\n\n"
                                  "b\n\n    six\n\n      seven\n");
    struct md_block *root = trial_parse(&trial);
    static const char *const places[][2] = {{"one", "4:1"}, {"two", "6:3"}, {"three", "7:3"}, {"four", "11:3"},
                                            {"five", "12:5"}, {"six", "17:5"}, {"seven", "19:7"}};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        same_code_place(root, places[i][0], places[i][1]);
    struct node scalar = *trial.node;
    scalar.text = "  x\n\n\ty\n";
    scalar.size = strlen(scalar.text);
    struct para *para = markup_code(trial.arena, trial.sources, &scalar, "en", trial.diags);
    same(para->text, "  x\n\n    y", "code is kept as typed");
    trial_end(&trial);
}

static void test_line_ends(void)
{
    struct trial trial = trial_of("# A\r\n\r\nb  \r\nc [d]{.x}\r\n");
    struct buf out = {0};
    markup_dump(trial_parse(&trial), &out);
    put_messages(&trial, &out);
    same(out.at, "heading 1: A\nparagraph: b⏎c d\n! 4:7 the attribute .x is not known on words in brackets\n",
         "line ends of Windows");
    buf_free(&out);
    trial_end(&trial);
}

static char *repeated(const char *text, size_t times)
{
    size_t size = strlen(text);
    char *result = malloc(size * times + 1);
    for (size_t i = 0; i < times; i++)
        memcpy(result + i * size, text, size);
    result[size * times] = '\0';
    return result;
}

/* What a person never writes: refused with a message, and in no time. */
static void test_limits(void)
{
    static const struct {
        const char *text;
        size_t times;
        const char *message, *name;
    } limits[] = {
        {">", 10000, "levels deep", "10,000 quotations"},
        {"[", 10000, "", "10,000 brackets"},
        {"*a _b ", 5000, "", "10,000 openings of emphasis"},
        {"word ", 50000, "", "50,000 words on a line"},
        {"words\n", 50000, "", "a paragraph of 50,000 words"},
        {"word ", 250000, "longer than 1024 KiB", "a line of 250,000 words"},
        {"*a* ", 20000, "longer than 26 KiB", "a long line of signs"},
        {"words\n", 250000, "too long", "a long paragraph"},
        {"*a*\n", 20000, "too long", "a long paragraph of signs"},
        {"> a\nlazy\n", 200000, "too long", "a long paragraph, lazily"},
        {"a\n|-|-|\n", 4000, "too long", "a paragraph of rules"},
        {"::: {lang=fr}\n", 1000, "levels deep", "1,000 divisions"},
        {"words ", 1000000, "larger than 4 MiB", "a large text"},
        {"[^a]\n\n", 3000, "not defined", "3,000 marks without a note"},
    };
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        char *text = repeated(limits[i].text, limits[i].times);
        struct trial trial = trial_of(text);
        struct buf out = {0};
        trial_parse(&trial);
        put_messages(&trial, &out);
        bool good = *limits[i].message ? out.n && strstr(out.at, limits[i].message) : !out.n;
        if (good && strcmp(limits[i].message, "too long") == 0)
            good = !strstr(strstr(out.at, limits[i].message) + 1, limits[i].message);
        check(good, limits[i].name);
        buf_free(&out);
        trial_end(&trial);
        free(text);
    }
}

/* Short rows get the cells that they lack, and links copy the addresses that they name: a little text, much memory. */
static void test_growth(void)
{
    char *head = repeated("|a", 64), *rule = repeated("|-", 64), *rows = repeated("b\n", 5000);
    char *address = repeated("b", 30000), *links = repeated("[a]\n\n", 10000);
    struct buf table = {0}, definition = {0}, out = {0};
    buf_format(&table, "%s\n%s\n%s", head, rule, rows);
    buf_format(&definition, "[a]: https://%s\n\n%s", address, links);
    struct trial first = trial_of(table.at), second = trial_of(definition.at);
    trial_parse(&first);
    put_messages(&first, &out);
    check(out.n && strstr(out.at, "more than 200,000 cells"), "a large table");
    out.n = 0;
    trial_parse(&second);
    put_messages(&second, &out);
    check(out.n && strstr(out.at, "would take more than 256 MiB"), "a long address with many links");
    trial_end(&first);
    trial_end(&second);
    struct buf *bufs[] = {&table, &definition, &out};
    for (size_t i = 0; i < 3; i++)
        buf_free(bufs[i]);
    char *strings[] = {head, rule, rows, address, links};
    for (size_t i = 0; i < 5; i++)
        free(strings[i]);
}

int main(void)
{
    test_walk();
    test_cases();
    test_inline();
    test_numbers();
    test_places();
    test_line_ends();
    test_code_places();
    test_limits();
    test_growth();
    markup_cleanup();
    unicode_cleanup();
    printf("1..%d\n", number);
    return failures != 0;
}
