/* Unit tests of markup/: the blocks and signs of our dialect, in TAP's form. */
#include "markup_trial.h"

static const struct markup_case cases[] = {
    {"two tildes strike, one sets low", "~~old~~ H~2~O m^2^, a ~ b ~ c ^d e^",
     "paragraph: ⟨strike old⟩ H⟨subscript 2⟩O m⟨superscript 2⟩, a ~ b ~ c ^d e^\n"},
    {"set high: no other signs, an end", "x^*a*^ y^", "paragraph: x^⟨emphasis a⟩^ y^\n"},
    {"letters in brackets", "(a) One\n(b) two\nlazily\n\n    of its own\n(c) three\n\nBetween\n\n(d) four",
     "list from 1 style a( loose\n  item 1\n    paragraph: One\n  item 2\n    paragraph: two lazily\n"
     "    paragraph: of its own\n  item 3\n    paragraph: three\nparagraph: Between\n"
     "list from 4 style a( tight\n  item 4\n    paragraph: four\n"},
    {"roman numerals in letters, loose", "h. eight\n\ni. one\n\nii. two",
     "paragraph: h. eight\nlist from 1 style i. loose\n  item 1\n    paragraph: one\n  item 2\n"
     "    paragraph: two\n"},
    {"the i behind h is a letter", "a. a\nb. b\nc. c\nd. d\ne. e\nf. f\ng. g\nh. h\ni. i",
     "list from 1 style a. tight\n  item 1\n    paragraph: a\n  item 2\n    paragraph: b\n  item 3\n"
     "    paragraph: c\n  item 4\n    paragraph: d\n  item 5\n    paragraph: e\n  item 6\n    paragraph: f\n"
     "  item 7\n    paragraph: g\n  item 8\n    paragraph: h\n  item 9\n    paragraph: i\n"},
    {"a sub-list without a blank line", "(a) One\n    (i) two\n    (ii) three",
     "list from 1 style a( tight\n  item 1\n    paragraph: One\n    list from 1 style i( tight\n      item 1\n"
     "        paragraph: two\n      item 2\n        paragraph: three\n"},
    {"no items", "(c) 2007\n\nB. Russell\n\nA. Smith\n\ne. g. this\n\n(a)\n\nsee\n(a) that",
     "paragraph: (c) 2007\nparagraph: B. Russell\nparagraph: A. Smith\nparagraph: e. g. this\nparagraph: (a)\n"
     "paragraph: see (a) that\n"},
    {"items out of order", "(a) One\n(c) three",
     "list from 1 style a( tight\n  item 1\n    paragraph: One\n  item 2\n    paragraph: three\n"
     "! 2:1 the item (c) is number 2 of its list, and is marked so\n"},
    {"a list glued to its introduction", "As follows:\n(a) one",
     "paragraph: As follows: (a) one\n! 2:1 this list is set as a part of the paragraph above it\n"},
    {"tasks", "- [ ] open\n- [x] *done*\n- [y] none\n\n1. [ ] none",
     "list tight\n  item [ ]\n    paragraph: open\n  item [x]\n    paragraph: ⟨emphasis done⟩\n  item\n"
     "    paragraph: [y] none\nlist from 1 tight\n  item 1\n    paragraph: [ ] none\n"},
    {"definitions", "One\n: first\n: second\n\nTwo\n\n:   third\n\n    fourth\n\nnot a\nterm\n: text",
     "definitions loose\n  term: One\n  definition\n    paragraph: first\n  definition\n    paragraph: second\n"
     "  term: Two\n  definition\n    paragraph: third\n    paragraph: fourth\nparagraph: not a term : text\n"},
    {"kept lines", "| One\n|   *two*\n|\n| long\n  turned\n\n| other\n\n| a | b |\n|---|---|\n| 1 | 2 |",
     "lines\n  line: One\n  line in 2: ⟨emphasis two⟩\n  line: \n  line: long\n    line: turned\nlines\n  line: other\n"
     "table 2 “  ”\n  row\n    cell: a\n    cell: b\n  row\n    cell: 1\n    cell: 2\n"},
    {"a quotation with its source", "> Words\n> -- *Who*\n\n> — a dash\n> first",
     "quote source: ⟨emphasis Who⟩\n  paragraph: Words\nquote\n  paragraph: — a dash first\n"},
    {"divisions", "::: note\nA\n:::\n\n::: {.warning title=\"T t\" #w}\nB\n:::\n\n::: epigraph\nC\n-- D\n:::",
     "division division=note\n  paragraph: A\ndivision #w division=warning title=T t\n  paragraph: B\n"
     "division division=epigraph source: D\n  paragraph: C\n"},
};

int main(void)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        test_case(&cases[i]);
    markup_cleanup();
    unicode_cleanup();
    printf("1..%d\n", number);
    return failures != 0;
}
