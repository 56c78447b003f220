#!/usr/bin/env python3
"""Volumes too large or too odd to be kept: tests/hostile/generate.py DIR [NAME…] writes DIR/NAME/volume.yaml.

The rule for each: the compiler ends within 20 seconds with status 0 or 1, without a report of a sanitizer; the files
it leaves are valid, or there are none. A word that begins with “tok” must be in both editions if there are any.
"""
import os
import struct
import sys
import unicodedata
import zlib

CASES = {}


def case(function):
    CASES[function.__name__.replace("_", "-")] = function
    return function


def write(folder, name, data):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(data if isinstance(data, bytes) else data.encode())


def literal(text, indent=2):
    """A YAML literal block; every line is indented, so that leading spaces keep their meaning."""
    return f"|{indent}-\n" + "".join(" " * indent + line + "\n" for line in text.split("\n"))


def volume(folder, body=None, head="", items="[paper.yaml]", sessions=True, document=""):
    text = "title: Hostile\n" + head
    if sessions:
        text += f"sessions:\n  - title: Session\n    items: {items}\n"
    write(folder, "volume.yaml", text)
    if body is not None:
        write(folder, "paper.yaml", f"title: Paper\n{document}body: {literal(body)}")


def words(count, start=0, size=5):
    return " ".join(f"tok{i}" + "abcdefghij"[:size] for i in range(start, start + count))


def png(width, height):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = (b"\0" + b"\x80" * width) * height
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


@case
def long_word(folder):
    volume(folder, "tok1 " + "tok" + "x" * 10000 + " tok2\n\n# tok" + "y" * 10000 + "\n\n> - tok" + "z" * 3000)


@case
def long_word_everywhere(folder):
    long = "tok" + "w" * 2000
    volume(folder, f"a[^1]\n\n[^1]: {long}n\n\n| {long}c | b |\n|---|---|\n| {long}d | {long}e |\n\nTable: {long}t\n\n"
           f"`{long}k` *{long}i*\n\n```\n{long}m\n```\n",
           f"subtitle: {long}s\nseries: {long}r\nback: [author-index]\nacronyms: {{{long[:200]}: {long}a}}\n",
           document=f"subtitle: {long}u\nsymbol: {long}v\nkeywords: [{long}y]\nauthors: [{{name: {long}p, role: {long}q}}]\n")


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
    volume(folder, "a[^1] tok1\n\n[^1]: tok2\n\n    - tok3\n      - tok4\n\n        > tok5\n\n    ```\n    tok6\n    ```\n\n"
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
    volume(folder, "[" * 8000 + "tok1" + "](https://a)" * 500 + "\n\n" + "[a](<b" * 1000 + "\n\n" + "`" * 3000 + "a``b" * 1000 +
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
    volume(folder, "\n\n".join(f"## Head tok{i} {{#h{i}}}\n\n" + " ".join(f"[](#h{(i * 7 + k) % 300})" for k in range(20))
                               for i in range(300)), "front: [{contents: {depth: 3}}]\n")


@case
def images(folder):
    write(folder, "one.png", png(1, 1))
    write(folder, "tall.png", png(1, 20000))
    write(folder, "wide.png", png(20000, 1))
    volume(folder, "tok1\n\n![tok2](one.png)\n\n![tok3](tall.png)\n\n![tok4](wide.png)\n\n![tok5](tall.png){width=100%}\n\ntok6",
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
    volume(folder, "\n\n".join("#" * (1 + i % 6) + f" tok{i} heading" for i in range(120)), "front: [{contents: {depth: 6}}]\n")


@case
def long_headings(folder):
    volume(folder, "\n\n".join(f"# {words(300, i * 1000)}" for i in range(5)) + "\n\ntext", "front: [{contents: {depth: 3}}]\n")


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
    volume(folder, "```\n" + ("tok1 " + "x" * 5000) + "\n" + "\t" * 100 + "tok2\n" + "\n".join(f"tok{i}" for i in range(200))
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
           "\u00ad tok6 \u200b tok7 \ufeff tok8 \u180e tok9 \u202e tok10 \u2066 tok11 \U000e0001 tok12 \u034f tok13 \u115f tok14")


@case
def zero_width(folder):
    volume(folder, "\u200b\n\n\u00ad\n\n\u2060\n\n# \u200b\n\n- \u00ad\n\n| \u200b | \u00ad |\n|---|---|\n| \ufeff | \u200d |\n\n"
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
    volume(folder, f"tok1 {family} " * 20 + "\U0001f1ff\U0001f1e6\U0001f1ff " + "\U0001f44b\U0001f3fd" + " \u2764\ufe0f 1\ufe0f\u20e3 tok2 "
           + "\U0001f469\u200d" * 3000)


@case
def right_to_left(folder):
    hebrew, arabic = "\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd", "\u0627\u0644\u0633\u0644\u0627\u0645 \u0639\u0644\u064a\u0643\u0645"
    mix = " ".join(f"tok{i} {hebrew} 12.{i} ({arabic}) a\u0301b" for i in range(60))
    volume(folder, f"{mix}\n\n::: {{lang=ar}}\n{arabic * 50} tok101\n\n- {arabic}\n  1. {hebrew} tok102\n\n| {arabic} | b |\n|---|---|\n"
           f"| tok103 | {hebrew} |\n\n> {mix}\n\n:::\n\n" + "\u202e\u202d\u2067" * 200 + "tok104",
           "front: [title-page, contents]\n")


@case
def right_to_left_volume(folder):
    arabic = "\u0627\u0644\u0633\u0644\u0627\u0645 \u0639\u0644\u064a\u0643\u0645 "
    write(folder, "volume.yaml", f"title: {arabic}\nlanguage: ar\nfront: [title-page, contents, programme]\nback: [author-index]\n"
          f"sessions: [{{title: {arabic}, start: 2008-03-05 09:00, items: [paper.yaml]}}]\n")
    write(folder, "paper.yaml", f"title: {arabic}\nauthors: [{{given: {arabic}, family: {arabic}}}]\nbody: |\n"
          f"  {arabic * 200}[^1]\n\n  - {arabic * 30}\n    - {arabic * 30}\n\n  ```\n  tok1\n  ```\n\n  | {arabic} | tok2 |\n"
          f"  |---|---|\n  | tok3 | tok4 |\n\n  [^1]: {arabic * 20}\n")


@case
def bidi_levels(folder):
    volume(folder, "\u202b\u05d0\u202aa" * 200 + " tok1 " + "\u2067\u05d0\u2066a" * 500 + " tok2")


LAYOUTS = {
    "small": "paper: [100mm, 130mm], margins: 15mm", "small2": "paper: [100mm, 140mm], margins: 20mm, font-size: 14pt",
    "font4": "font-size: 8pt", "font40": "font-size: 14pt", "font40-columns": "font-size: 14pt, columns: 2, paper: A5",
    "columns2": "columns: 2", "columns2-small": "columns: 2, paper: [100mm, 140mm], margins: 20mm",
    "columns9": "columns: 9", "huge": "paper: [5000mm, 5000mm]", "giant": "paper: [9999999999mm, 1mm]",
    "zero": "margins: 0", "negative": "margins: -20mm", "margins5": "margins: 15mm", "columns0": "columns: 0",
    "font0": "font-size: 0pt", "font-nan": "font-size: nanpt", "landscape": "paper: [297mm, 148mm]",
    "numbers": "number-headings: true, start-documents: run-on, link-pages: false, header: tok1 long",
}
SAMPLE = (words(300, 100) + "[^1] [](#h) [](#t)\n\n## Heading tok1 {#h}\n\n" + words(400, 1000) + "\n\n| tok2 | tok3 |\n|---|---|\n"
          "| tok4 international telecommunication | tok5 interoperability |\n\nTable: tok6 {#t}\n\n- tok7\n  - tok8\n    1. tok9\n\n"
          "> tok10 " + words(50, 3000) + "\n\n```\ntok11 a code line that is rather long and goes on and on and on to the right margin\n```\n\n"
          "[^1]: " + words(120, 5000))
for _name, _layout in LAYOUTS.items():
    def _case(folder, layout=_layout):
        volume(folder, SAMPLE, f"layout: {{{layout}}}\nfront: [title-page, contents]\nback: [author-index]\n",
               document="authors: [{given: Given, family: Family}]\n")
    CASES[f"layout-{_name}"] = _case


for _name, _text in {"width40": "width: 40", "width20": "width: 20", "width1": "width: 1", "width-huge": "width: 100000",
                     "short": "page-length: 10", "length1": "page-length: 1", "length0": "page-length: 0",
                     "endless": "pages: false"}.items():
    def _case(folder, text=_text):
        volume(folder, SAMPLE, f"editions: {{screen: {{}}, text: {{{text}}}}}\nfront: [title-page, contents]\nback: [author-index]\n",
               document="authors: [{given: Given, family: Family}]\n")
    CASES[f"text-{_name}"] = _case


@case
def narrow_text_table(folder):
    volume(folder, "|" + "|".join(f" tok{i} word " for i in range(12)) + "|\n|" + "---|" * 12 + "\n|" +
           "|".join(f" tokb{i} word word " for i in range(12)) + "|\n", "editions: {text: {width: 40}}\n")


@case
def empty_everything(folder):
    write(folder, "volume.yaml", "title: Hostile\nsessions: []\nfront: []\nback: []\n")


@case
def no_sessions_all_parts(folder):
    parts = ("half-title, title-page, imprint, contents, list-of-tables, list-of-figures, programme, committees, participants, "
             "recommendations, sponsors, acronyms, author-index, subject-index, colophon")
    write(folder, "volume.yaml", f"title: Hostile\nback: [{parts}]\n")


@case
def title_only(folder):
    write(folder, "volume.yaml", "title: tok1\n")


@case
def empty_body(folder):
    volume(folder)
    write(folder, "paper.yaml", "title: tok1\nbody: ''\n")


@case
def space_body(folder):
    volume(folder)
    write(folder, "paper.yaml", "title: tok1\nbody: \"  \\n\\n \\u00a0\"\n")


@case
def empty_title(folder):
    volume(folder)
    write(folder, "paper.yaml", "title: ''\nbody: tok1\n")


@case
def space_title(folder):
    volume(folder)
    write(folder, "paper.yaml", "title: \" \\u00a0\\u200b\"\nbody: tok1\n")


@case
def page_breaks(folder):
    volume(folder)
    write(folder, "paper.yaml", "title: tok1\nbody: [page-break, page-break, {text: tok2}, page-break, page-break]\n")


@case
def only_table(folder):
    volume(folder, "| a |\n|---|\n| tok1 |")


@case
def empty_table(folder):
    volume(folder, "| | |\n|---|---|\n| | |\n\n| a |\n|---|\n")


@case
def only_footnote(folder):
    volume(folder, "[^1]\n\n[^1]: tok1")


@case
def many_breaks(folder):
    volume(folder, "tok1" + "<br>" * 3000 + "tok2\n\n| a<br><br>tok3 | " + "<br>" * 100 + " |\n|---|---|\n| b | c |")


@case
def rules(folder):
    volume(folder, "tok1\n\n" + "***\n\n" * 500 + "tok2")


@case
def alias_bomb(folder):
    text = "title: Hostile\nacronyms: &a0 {x: y}\n"
    text += "editors: &b0 [x]\n" + "".join(f"k{i}: &b{i} [{', '.join([f'*b{i - 1}'] * 10)}]\n" for i in range(1, 12))
    write(folder, "volume.yaml", text)


@case
def deep_yaml(folder):
    write(folder, "volume.yaml", "title: " + "[" * 100000)
    write(folder, "b.yaml", "title: " + "{a: " * 100000)


@case
def many_errors(folder):
    volume(folder, "\n\n".join(f"[](#none{i}) [^n{i}]" for i in range(3000)), "".join(f"key{i}: 1\n" for i in range(3000)))


@case
def long_number(folder):
    volume(folder, "999999999. tok1\n1000000000. tok2\n\n0. tok3")


@case
def long_list(folder):
    volume(folder, "".join(f"{i}. tok{i}\n" for i in range(1, 3001)))


@case
def many_people(folder):
    people = "".join(f"  - {{id: p{i}, given: Given{i}, family: Tokf{i}, country: C{i % 50}, affiliation: tok{i}}}\n" for i in range(2000))
    volume(folder, "tok1", f"people:\n{people}back: [participants, author-index]\n",
           document="authors: [" + ", ".join(f"p{i}" for i in range(2000)) + "]\n")


@case
def many_acronyms(folder):
    volume(folder, "tok1", "acronyms:\n" + "".join(f"  A{i}: tok{i} expansion of words\n" for i in range(2000)) + "back: [acronyms]\n")


@case
def many_sessions(folder):
    text = "title: Hostile\nfront: [contents, programme]\nsessions:\n" + "".join(
        f"  - title: tok{i}\n    start: 2008-03-05 09:00\n    items: [{{break: tokb{i}}}, {{title: tokt{i}, speakers: [{{name: tokn{i}}}]}}]\n"
        for i in range(400))
    write(folder, "volume.yaml", text)


@case
def crlf(folder):
    write(folder, "volume.yaml", "title: Hostile\r\nsessions:\r\n  - title: Session\r\n    items: [paper.yaml, md.yaml]\r\n")
    write(folder, "paper.yaml", "\ufefftitle: P\r\nbody: |\r\n  tok1\r\n  [^1]\r\n\r\n  | a | b |\r\n  |---|---|\r\n  | tok2 | tok3 |\r\n\r\n"
          "  Table: tok4\r\n\r\n  ```\r\n  tok5\r\n  tok6\r\n  ```\r\n\r\n  [^1]: tok7\r\n")
    write(folder, "md.yaml", "title: Q\r\nsource: s.md\r\n")
    write(folder, "s.md", "\ufefftok8\r\n[^1]\r\n\r\n```\r\ntok9\r\n```\r\n\r\n::: {lang=fr}\r\ntok10\r\n:::\r\n\r\n[^1]: tok11\r\n")


@case
def old_mac(folder):
    write(folder, "volume.yaml", "title: Hostile\rsessions:\r  - title: Session\r    items: [paper.yaml]\r")
    write(folder, "paper.yaml", "title: P\rsource: s.md\r")
    write(folder, "s.md", "tok8\r\rtok9\r\r## tok10\r\r- tok11")


@case
def latin1(folder):
    volume(folder)
    write(folder, "paper.yaml", "title: Café\nbody: tok1 é\n".encode("latin-1"))


@case
def latin1_source(folder):
    volume(folder)
    write(folder, "paper.yaml", "title: Cafe\nsource: s.md\n")
    write(folder, "s.md", "tok1 été\n".encode("latin-1"))


@case
def utf16(folder):
    write(folder, "volume.yaml", "title: tok1\n".encode("utf-16"))


@case
def entities(folder):
    volume(folder)
    write(folder, "paper.yaml", "title: P\nsource: s.md\n")
    write(folder, "s.md", "tok1 &#0; &#2; &#x1b; tok2 \u200e tok3 &#xd800; &#x110000; &#x2028; &#xfffe; &#9; tok4\n")


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    for name in sys.argv[2:] or CASES:
        CASES[name](os.path.join(sys.argv[1], name))


if __name__ == "__main__":
    main()
