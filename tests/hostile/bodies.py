"""Hostile bodies: long, deep, wide, and in all scripts."""
import struct
import unicodedata

from bench import case, png, volume, words, write


@case
def long_word(folder):
    volume(folder, "tok1 " + "tok" + "x" * 10000 + " tok2\n\n# tok" + "y" * 10000 + "\n\n> - tok" + "z" * 3000)


@case
def long_word_everywhere(folder):
    long = "tok" + "w" * 2000
    volume(folder, f"a[^1]\n\n[^1]: {long}n\n\n| {long}c | b |\n|---|---|\n| {long}d | {long}e |\n\nTable: {long}t\n\n"
           f"`{long}k` *{long}i*\n\n```\n{long}m\n```\n",
           f"subtitle: {long}s\nseries: {long}r\nback: [author-index]\nacronyms: {{{long[:200]}: {long}a}}\n",
           document=f"subtitle: {long}u\nsymbol: {long}v\nkeywords: [{long}y]\n"
                    f"authors: [{{name: {long}p, role: {long}q}}]\n")


@case
def long_paragraph(folder):
    volume(folder, "\n".join(words(10, i * 10) for i in range(250)))


@case
def paragraph_of_50000_words(folder):
    volume(folder, "\n".join(words(10, i * 10) for i in range(5000)))


@case
def long_line(folder):
    volume(folder, words(50000))


@case
def tall_table(folder):
    rows = "".join(f"| {words(3, i * 10)} | {words(2, i * 10 + 5)} |\n" for i in range(300))
    volume(folder, "| First | Second |\n|---|---|\n" + rows + "\nTable: tokcaption {#t}\n")


@case
def wide_table(folder):
    head = "|" + "|".join(f" tok{i} " for i in range(40)) + "|\n|" + "---|" * 40 + "\n"
    volume(folder, head + "".join("|" + "|".join(f" tok{r}v{i} " for i in range(40)) + "|\n" for r in range(5)))


@case
def tall_cell(folder):
    volume(folder, f"| A | B |\n|---|---|\n| {words(1500)} | tokb |\n| tokc | {words(1500, 2000)} |\n")


@case
def tall_head(folder):
    volume(folder, f"| {words(900)} | B |\n|---|---|\n| tokb | tokc |\n| tokd | toke |\n")


@case
def tall_caption(folder):
    volume(folder, f"| A | B |\n|---|---|\n| tokb | tokc |\n\nTable: {words(900)}\n")


@case
def block_table(folder):
    rows = "".join(f"        - [{words(2, 2 * i)}, '']\n" for i in range(400))
    volume(folder)
    write(folder, "paper.yaml", f"title: P\nbody:\n  - table:\n      columns: [A, B]\n      header-rows: 20\n"
          f"      rows:\n{rows}")


@case
def long_footnote(folder):
    volume(folder, words(50, 90000) + "[^1]\n\n[^1]: " + words(900))


@case
def very_long_footnote(folder):
    volume(folder, words(50, 90000) + "[^1]\n\n[^1]: " + "\n    ".join(words(100, i * 100) for i in range(25)))


@case
def many_footnotes(folder):
    volume(folder, " ".join(f"tok{i}[^{i}]" for i in range(200)) + "\n\n" +
           "\n\n".join(f"[^{i}]: tokn{i}" for i in range(200)))


@case
def long_footnotes(folder):
    volume(folder, " ".join(f"tok{i}[^{i}]" for i in range(60)) + "\n\n" +
           "\n\n".join(f"[^{i}]: tokn{i} " + words(60, 1000 + 100 * i) for i in range(60)))


@case
def footnotes_in_table(folder):
    volume(folder, "| A | B |\n|---|---|\n" + "".join(f"| tok{i}[^{i}] | b[^{i}b] |\n" for i in range(100)) + "\n" +
           "\n\n".join(f"[^{i}]: tokn{i} {words(20, 1000 + i * 100)}\n\n[^{i}b]: tokm{i}" for i in range(100)))


@case
def footnote_blocks(folder):
    volume(folder, "a[^1] tok1\n\n[^1]: tok2\n\n    - tok3\n      - tok4\n\n        > tok5\n\n    ```\n    tok6\n"
                   "    ```\n\n"
           "    | tok7 | tok8 |\n    |---|---|\n    | tok9 | tok10 |\n")


@case
def deep_list_10(folder):
    volume(folder, "\n".join("  " * i + f"- tok{i} " + words(20, 100 * i + 100) for i in range(10)))


@case
def deep_list_20(folder):
    volume(folder, "\n".join("   " * i + f"1. tok{i} " + words(10, 100 * i + 100) for i in range(20)))


@case
def deep_list_100(folder):
    volume(folder, "\n".join("  " * i + f"- tok{i}" for i in range(100)))


@case
def deep_quotes(folder):
    volume(folder, "\n".join("> " * i + f"tok{i} {words(10, 100 * i + 100)}\n" + "> " * i for i in range(1, 30)))


@case
def deep_quotes_10000(folder):
    volume(folder, ">" * 10000 + " tok1")


@case
def deep_emphasis(folder):
    volume(folder, "*a **b\n" * 1500 + "tok1" + "** c*\n" * 1500)


@case
def brackets(folder):
    volume(folder, "[" * 8000 + "tok1" + "](https://a)" * 500 + "\n\n" + "[a](<b" * 1000 + "\n\n" + "`" * 3000 +
           "a``b" * 1000 +
           "\n\n" + "<a" * 4000 + "\n\n" + "[^" * 5000)


@case
def many_terms(folder):
    terms = "".join(f"  - {{term: Term{i} > sub tok{i}, match: [tok{i}]}}\n" for i in range(3000))
    volume(folder, "\n".join(words(10, i * 10, 0) for i in range(300)), f"terms:\n{terms}back: [subject-index]\n")


@case
def many_pages_for_a_term(folder):
    volume(folder, "\n\n".join("# Head\n\nbackup " + words(300, i * 300) for i in range(100)),
           "terms: [{term: backup}]\nback: [subject-index]\n")


@case
def nested_terms(folder):
    terms = "".join(f"  - {{term: '{' '.join(['a'] * i)}'}}\n" for i in range(1, 200))
    volume(folder, ("a " * 300 + "\n") * 50 + "tok1", f"terms:\n{terms}back: [subject-index]\n")


@case
def many_documents(folder):
    names = [f"d{i}.yaml" for i in range(500)]
    volume(folder, head="front: [contents]\nback: [author-index]\n", items="[" + ", ".join(names) + "]")
    for i, name in enumerate(names):
        write(folder, name, f"title: Document tok{i}\nauthors: [{{given: A{i}, family: Tok{i}}}]\nbody: tokb{i} text\n")


@case
def many_references(folder):
    volume(folder, "\n\n".join(f"## Head tok{i} {{#h{i}}}\n\n" + " ".join(f"[](#h{(i * 7 + k) % 300})"
                                                                          for k in range(20))
                               for i in range(300)), "front: [{contents: {depth: 3}}]\n")


@case
def images(folder):
    write(folder, "one.png", png(1, 1))
    write(folder, "tall.png", png(1, 20000))
    write(folder, "wide.png", png(20000, 1))
    volume(folder, "tok1\n\n![tok2](one.png)\n\n![tok3](tall.png)\n\n![tok4](wide.png)\n\n"
                   "![tok5](tall.png){width=100%}\n\ntok6",
           "logo: tall.png\nsponsors: [{tier: Gold, names: [tokname], logos: [tall.png, wide.png, one.png]}]\n"
           "back: [sponsors]\n")


@case
def bad_images(folder):
    good = png(50, 50)
    write(folder, "cut.png", good[:60])
    write(folder, "zero.png", b"")
    write(folder, "renamed.jpg", good)
    write(folder, "text.png", b"hello")
    write(folder, "huge.png", good[:16] + struct.pack(">II", 2**31 - 1, 2**31 - 1) + good[24:])
    write(folder, "start.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0")
    volume(folder, "".join(f"![a]({n})\n\n" for n in
                           ("cut.png", "zero.png", "renamed.jpg", "text.png", "huge.png", "start.jpg")))


@case
def headings_only(folder):
    volume(folder, "\n\n".join("#" * (1 + i % 6) + f" tok{i} heading" for i in range(120)),
           "front: [{contents: {depth: 6}}]\n")


@case
def long_headings(folder):
    volume(folder, "\n\n".join(f"# {words(300, i * 1000)}" for i in range(5)) + "\n\ntext",
           "front: [{contents: {depth: 3}}]\n")


@case
def heading_at_end(folder):
    volume(folder, words(400) + "\n\n## tokheading")


@case
def long_title(folder):
    volume(folder, "tok1", "front: [half-title, title-page, contents]\nback: [programme]\n", items="[paper.yaml]",
           document=f"subtitle: {words(1000)}\n")
    write(folder, "paper.yaml", f"title: {words(1200, 5000)}\nbody: tok1\n")


@case
def long_volume_title(folder):
    write(folder, "volume.yaml", f"title: {words(2000)}\nfront: [half-title, title-page, imprint, contents]\n"
          f"sessions: [{{title: {words(1500, 9000)}, items: [paper.yaml]}}]\n")
    write(folder, "paper.yaml", "title: P\nbody: tok1\n")


@case
def long_code(folder):
    volume(folder, "```\n" + ("tok1 " + "x" * 5000) + "\n" + "\t" * 100 + "tok2\n" + "\n".join(f"tok{i}"
                                                                                               for i in range(200))
           + "\n```\n\n`tok3" + "y" * 3000 + "`")


@case
def unicode_blocks(folder):
    text, line = [], []
    for code in range(0x20, 0x30000):
        if 0xD800 <= code < 0xE000 or code % 16 != 5 and code > 0x3000 or code % 3 and code > 0x600:
            continue
        character = chr(code)
        if code < 0xA0 and not character.isalnum() or unicodedata.category(character) in ("Cc", "Zl", "Zp"):
            continue
        line.append(character)
        if len(line) == 64:
            text.append(f"tok{len(text)} " + " ".join(line))
            line = []
    volume(folder, "\n\n".join(text))


@case
def unassigned(folder):
    volume(folder, "tok1 \u0378 \U000e0fff \ufdd0 \U0010ffff \ue000 \U000f0000 tok2 \ufffc tok3 tok4 tok5 "
           "\u00ad tok6 \u200b tok7 \ufeff tok8 \u180e tok9 \u202e tok10 \u2066 tok11 \U000e0001 tok12 \u034f tok13 "
           "\u115f tok14")


@case
def zero_width(folder):
    volume(folder, "\u200b\n\n\u00ad\n\n\u2060\n\n# \u200b\n\n- \u00ad\n\n| \u200b | \u00ad |\n|---|---|\n"
                   "| \ufeff | \u200d |\n\n"
           + "\u200b" * 3000 + "tok1" + "\u00ad" * 3000 + "\n\n" + "tok2" + "\u200d" * 3000)


@case
def soft_hyphens(folder):
    volume(folder, "\u00ad".join("x" * 5000) + " tok1\n\n" + " ".join("\u00ad".join(f"tok{i}") for i in range(1000)))


@case
def combining(folder):
    marks = "".join(chr(0x300 + i % 0x50) for i in range(100))
    volume(folder, "\n".join(f"tok{i} a{marks}b" for i in range(50)) + "\n\n" + "a" + "\u0301" * 7000 + " tok100")


@case
def emoji(folder):
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
    volume(folder, f"tok1 {family} " * 20 + "\U0001f1ff\U0001f1e6\U0001f1ff " + "\U0001f44b\U0001f3fd" +
           " \u2764\ufe0f 1\ufe0f\u20e3 tok2 "
           + "\U0001f469\u200d" * 3000)


@case
def right_to_left(folder):
    hebrew = "\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd"
    arabic = "\u0627\u0644\u0633\u0644\u0627\u0645 \u0639\u0644\u064a\u0643\u0645"
    mix = " ".join(f"tok{i} {hebrew} 12.{i} ({arabic}) a\u0301b" for i in range(60))
    volume(folder, f"{mix}\n\n::: {{lang=ar}}\n{arabic * 50} tok101\n\n- {arabic}\n  1. {hebrew} tok102\n\n"
                   f"| {arabic} | b |\n|---|---|\n"
           f"| tok103 | {hebrew} |\n\n> {mix}\n\n:::\n\n" + "\u202e\u202d\u2067" * 200 + "tok104",
           "front: [title-page, contents]\n")


@case
def right_to_left_volume(folder):
    arabic = "\u0627\u0644\u0633\u0644\u0627\u0645 \u0639\u0644\u064a\u0643\u0645 "
    write(folder, "volume.yaml", f"title: {arabic}\nlanguage: ar\nfront: [title-page, contents, programme]\n"
                                 f"back: [author-index]\n"
          f"sessions: [{{title: {arabic}, start: 2008-03-05 09:00, items: [paper.yaml]}}]\n")
    write(folder, "paper.yaml", f"title: {arabic}\nauthors: [{{given: {arabic}, family: {arabic}}}]\nbody: |\n"
          f"  {arabic * 200}[^1]\n\n  - {arabic * 30}\n    - {arabic * 30}\n\n  ```\n  tok1\n  ```\n\n"
          f"  | {arabic} | tok2 |\n"
          f"  |---|---|\n  | tok3 | tok4 |\n\n  [^1]: {arabic * 20}\n")


@case
def bidi_levels(folder):
    volume(folder, "\u202b\u05d0\u202aa" * 200 + " tok1 " + "\u2067\u05d0\u2066a" * 500 + " tok2")
