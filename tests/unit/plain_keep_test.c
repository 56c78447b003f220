/* Unit tests of plain/: what is not parted at the end of a line or a page. */
#include "plain_trial.h"

static void test_symbols(void)
{
    bool whole = true;
    for (int count = 0; count < 20; count++) {
        struct trial *trial = open_trial(40, 58, true);
        say(trial, STYLE_BODY, arena_format(trial->arena, "%s in RWH/2007/01-E and so on", words(trial, count)));
        const char *text = set(trial);
        whole = whole && has(text, "RWH/2007/01-E") && lines_good(text, 40);
        close_trial(trial);
    }
    check(whole, "document symbols stay whole");
}

static void test_headings(void)
{
    struct trial *trial = open_trial(72, 58, true);
    say(trial, STYLE_DOCUMENT_TITLE, "Title");
    say(trial, STYLE_AUTHOR, "Ada Example");
    say(trial, STYLE_KEYWORDS, "Keywords: test");
    say(trial, STYLE_HEADING_1, "First");
    say(trial, STYLE_HEADING_2, "Below");
    say(trial, STYLE_BODY, "Text.");
    const char *text = set(trial);
    check(has(text, "test\n\n\nFirst\n-----\n\nBelow\n"), "two blank lines before a heading, one below another");
    close_trial(trial);
    trial = open_trial(60, 58, true);
    trial->pieces[0].head_left = "Frameworks for Cybersecurity and the Protection of Networks";
    trial->pieces[0].head_right = "Session 1: A national";
    say(trial, STYLE_BODY, "Text.");
    text = set(trial);
    check(has(text, "Frameworks for Cybersecurity…   "), "a head is not cut after small words");
    close_trial(trial);
}

/* A table of more lines than rows is broken between two rows, never after or before one. */
static void test_broken_table(void)
{
    bool lone = false, broken = false;
    for (int before = 0; before < 24; before++) {
        struct trial *trial = open_trial(40, 30, true);
        for (int i = 0; i < before; i++)
            say(trial, STYLE_TABLE_CELL, "line");
        const char *cells[14] = {"Head", "Value"};
        for (int i = 1; i < 7; i++) {
            cells[2 * i] = arena_format(trial->arena, "row%d", i);
            cells[2 * i + 1] = words(trial, 16);
        }
        put_table(trial, 2, 7, cells);
        const char *text = set(trial);
        int first = page_of(text, "row1"), last = page_of(text, "row6");
        lone = lone || page_of(text, "row2") != first || page_of(text, "row5") != last;
        broken = broken || first != last;
        close_trial(trial);
    }
    check(broken && !lone, "two rows stand on each side of a break");
}

int main(void)
{
    test_symbols();
    test_headings();
    test_broken_table();
    unicode_cleanup();
    printf("1..%d\n", number);
    return failures != 0;
}
