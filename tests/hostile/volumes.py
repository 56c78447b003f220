"""Hostile volumes: sizes of pages, empty ones, very large ones, encodings."""
import json

from bench import CASES, case, volume, words, write

LAYOUTS = {
    "small": "paper: [100mm, 130mm], margins: 15mm", "small2": "paper: [100mm, 140mm], margins: 20mm, font-size: 14pt",
    "font4": "font-size: 8pt", "font40": "font-size: 14pt", "font40-columns": "font-size: 14pt, columns: 2, paper: A5",
    "columns2": "columns: 2", "columns2-small": "columns: 2, paper: [100mm, 140mm], margins: 20mm",
    "columns9": "columns: 9", "huge": "paper: [5000mm, 5000mm]", "giant": "paper: [9999999999mm, 1mm]",
    "zero": "margins: 0", "negative": "margins: -20mm", "margins5": "margins: 15mm", "columns0": "columns: 0",
    "font0": "font-size: 0pt", "font-nan": "font-size: nanpt", "landscape": "paper: [297mm, 148mm]",
    "numbers": "number-headings: true, start-documents: run-on, link-pages: false, header: tok1 long",
}
SAMPLE = (words(300, 100) + "[^1] [](#h) [](#t)\n\n## Heading tok1 {#h}\n\n" + words(400, 1000) +
          "\n\n| tok2 | tok3 |\n|---|---|\n"
          "| tok4 international telecommunication | tok5 interoperability |\n\nTable: tok6 {#t}\n\n- tok7\n"
          "  - tok8\n    1. tok9\n\n"
          "> tok10 " + words(50, 3000) + "\n\n```\ntok11 a code line that is rather long and goes on and on and on "
          "to the right margin\n```\n\n"
          "[^1]: " + words(120, 5000))
for _name, _layout in LAYOUTS.items():
    def _case(folder, layout=_layout):
        volume(folder, SAMPLE, f"layout: {{{layout}}}\nfront: [title-page, contents]\nback: [author-index]\n",
               document="authors: [{given: Given, family: Family}]\n")
    CASES[f"layout-{_name}"] = _case


for _name, _text in {"width40": "width: 40", "width20": "width: 20", "width1": "width: 1",
                     "width-huge": "width: 100000",
                     "short": "page-length: 10", "length1": "page-length: 1", "length0": "page-length: 0",
                     "endless": "pages: false"}.items():
    def _case(folder, text=_text):
        volume(folder, SAMPLE, f"editions: {{screen: {{}}, text: {{{text}}}}}\nfront: [title-page, contents]\n"
                               f"back: [author-index]\n",
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
    parts = ("half-title, title-page, imprint, contents, list-of-tables, list-of-figures, programme, committees, "
             "participants, "
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
    volume(folder, "\n\n".join(f"[](#none{i}) [^n{i}]" for i in range(3000)), "".join(f"key{i}: 1\n"
                                                                                      for i in range(3000)))


@case
def long_number(folder):
    volume(folder, "999999999. tok1\n1000000000. tok2\n\n0. tok3")


@case
def long_list(folder):
    volume(folder, "".join(f"{i}. tok{i}\n" for i in range(1, 3001)))


@case
def many_people(folder):
    people = "".join(f"  - {{id: p{i}, given: Given{i}, family: Tokf{i}, country: C{i % 50}, affiliation: tok{i}}}\n"
                     for i in range(2000))
    volume(folder, "tok1", f"people:\n{people}back: [participants, author-index]\n",
           document="authors: [" + ", ".join(f"p{i}" for i in range(2000)) + "]\n")


@case
def many_acronyms(folder):
    volume(folder, "tok1", "acronyms:\n" + "".join(f"  A{i}: tok{i} expansion of words\n" for i in range(2000)) +
           "back: [acronyms]\n")


@case
def many_sessions(folder):
    text = "title: Hostile\nfront: [contents, programme]\nsessions:\n" + "".join(
        f"  - title: tok{i}\n    start: 2008-03-05 09:00\n"
        f"    items: [{{break: tokb{i}}}, {{title: tokt{i}, speakers: [{{name: tokn{i}}}]}}]\n"
        for i in range(400))
    write(folder, "volume.yaml", text)


@case
def crlf(folder):
    write(folder, "volume.yaml", "title: Hostile\r\nsessions:\r\n  - title: Session\r\n"
                                 "    items: [paper.yaml, md.yaml]\r\n")
    write(folder, "paper.yaml", "\ufefftitle: P\r\nbody: |\r\n  tok1\r\n  [^1]\r\n\r\n  | a | b |\r\n  |---|---|\r\n"
                                "  | tok2 | tok3 |\r\n\r\n"
          "  Table: tok4\r\n\r\n  ```\r\n  tok5\r\n  tok6\r\n  ```\r\n\r\n  [^1]: tok7\r\n")
    write(folder, "md.yaml", "title: Q\r\nsource: s.md\r\n")
    write(folder, "s.md", "\ufefftok8\r\n[^1]\r\n\r\n```\r\ntok9\r\n```\r\n\r\n::: {lang=fr}\r\ntok10\r\n:::\r\n\r\n"
                          "[^1]: tok11\r\n")


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


@case
def see_chain(folder):
    terms = "".join(f"  - {{term: tok{i}, see: tok{i + 1}}}\n" for i in range(5000))
    volume(folder, "tok5000 is here", f"terms:\n{terms}  - tok5000\nback: [subject-index]\n")


@case
def see_nowhere(folder):
    volume(folder, "text", "terms:\n" + "".join(f"  - {{term: tok{i}, see: other{i}}}\n" for i in range(3000)))


@case
def one_line(folder):
    people = [{"id": f"p{i}", "given": f"Tok{i}", "family": f"Family{i}", "role": {"en": f"r{i}"}}
              for i in range(12000)]
    data = {"title": "Hostile", "people": people, "back": ["participants"],
            "sessions": [{"title": "Session", "items": ["paper.yaml"]}]}
    write(folder, "volume.yaml", json.dumps(data, separators=(",", ":")))
    write(folder, "paper.yaml", "title: P\nbody: tok1\n")
