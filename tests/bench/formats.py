"""Writers: a Volume (volume.py) as the input of proceedings, HTMLDOC, groff, LaTeX and Typst. Each of them prints
contents, authors with affiliations, footnotes, tables, references by page and two indexes, as far as the program can.
"""
import datetime
import html
import json
import re
import unicodedata

from volume import plural

FIRST_DAY = datetime.date(2008, 3, 3)


def quoted(text):
    return json.dumps(text, ensure_ascii=False)


def write(folder, name, text):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


# proceedings

def indented(text):
    return "".join(f"  {line}\n" if line else "\n" for line in text.split("\n"))


class Markdown:
    """The body of one paper."""

    def __init__(self, paper):
        self.notes, self.parts = [], []
        for kind, *rest in paper.blocks:
            getattr(self, kind)(*rest)
        self.text = "\n\n".join(self.parts + self.notes)

    def inline(self, inlines):
        out = []
        for part in inlines:
            kind, text = ("text", part) if isinstance(part, str) else part
            if kind == "note":
                self.notes.append(f"[^{len(self.notes) + 1}]: {text}")
                text = f"[^{len(self.notes)}]"
            out.append({"em": f"*{text}*", "ref": f"[](#{text})"}.get(kind, text))
        return "".join(out)

    def heading(self, level, text, name):
        self.parts.append(f"{'#' * level} {text} {{#{name}}}")

    def para(self, inlines):
        self.parts.append(self.inline(inlines))

    def quote(self, inlines):
        self.parts.append("> " + self.inline(inlines))

    def list(self, ordered, items):
        self.parts.append("\n".join(("1. " if ordered else "- ") + self.inline(item) for item in items))

    def table(self, name, caption, heads, rows):
        lines = [" | ".join(heads), ":-- | :-- | --: | --:", *(" | ".join(row) for row in rows)]
        self.parts.append("\n".join(f"| {line} |" for line in lines))
        self.parts.append(f"Table: {caption} {{#{name}}}")


def paper_yaml(paper):
    advice = "".join(f"  - text: {quoted(text)}\n    addressed-to: [Member States]\n" for text in paper.advice)
    return (f"title: {quoted(paper.title)}\nid: {paper.id}\ntype: paper\nsymbol: NIP/2008/{paper.number:02}-E\n"
            f"date: {FIRST_DAY}\noriginal: en\nauthors: [{', '.join(paper.authors)}]\n"
            f"keywords: [{', '.join(paper.keywords)}]\nabstract: {quoted(paper.abstract)}\n"
            f"recommendations:\n{advice}body: |\n{indented(Markdown(paper).text)}")


def sessions_yaml(volume):
    for number, papers in enumerate(volume.sessions, 1):
        day = FIRST_DAY + datetime.timedelta(days=(number - 1) // 2)
        hour = 14 if number % 2 == 0 else 9
        yield (f"  - title: {quoted(f'Session {number}: {papers[0].title}')}\n    start: {day} {hour:02}:00\n"
               f"    end: {day} {hour + 3}:00\n    room: Hall {number % 5 + 1}\n    chair: {papers[-1].authors[0]}\n"
               "    items:\n")
        for place, paper in enumerate(papers):
            clock = f"{day} {hour + place // 2:02}:{place % 2 * 30:02}"
            yield f"      - {{document: documents/{paper.id}.yaml, start: {clock}, presenter: {paper.authors[0]}}}\n"


def write_proceedings(volume, folder):
    last = FIRST_DAY + datetime.timedelta(days=(len(volume.sessions) - 1) // 2)
    for paper in volume.papers:
        write(folder, f"documents/{paper.id}.yaml", paper_yaml(paper))
    write(folder, "people.yaml", "".join(
        f"- {{{', '.join(f'{key}: {quoted(value)}' for key, value in person.items())}}}\n" for person in volume.people))
    write(folder, "terms.yaml", "".join(
        f"- term: {term}\n  match: [{plural(term)}]\n" for term in dict.fromkeys(volume.terms)))
    return write(folder, "volume.yaml", (
        f"title: {volume.title}\nsubtitle: Proceedings of the conference\nnumber: NIP/2008\nlanguage: en-GB\n"
        f"event: {{name: Conference on Networks and Institutions, acronym: NIP, place: Geneva, start: {FIRST_DAY}, "
        f"end: {last}}}\npeople: people.yaml\nterms: terms.yaml\nfront: [title-page, contents, programme]\n"
        "back: [recommendations, participants, author-index, subject-index]\nsessions:\n"
        + "".join(sessions_yaml(volume))))


# The same volume for other programs

class Writer:
    """A volume as one file; a program's writer says how each part is marked."""

    def __init__(self, volume):
        self.volume, self.out = volume, []
        self.people = {person["id"]: person for person in volume.people}

    def inline(self, inlines):
        return "".join(self.escape(part) if isinstance(part, str) else getattr(self, part[0])(part[1])
                       for part in inlines)

    def blocks(self, paper):
        for kind, *rest in paper.blocks:
            getattr(self, "add_" + kind)(*rest)

    def authors(self, paper):
        for name in paper.authors:
            person = self.people[name]
            yield f"{person['given']} {person['family']}", f"{person['family']}, {person['given']}", \
                f"{person['affiliation']}, {person['country']}"

    def write(self):
        self.start()
        for session, papers in enumerate(self.volume.sessions, 1):
            self.add_session(f"Session {session}: {papers[0].title}")
            for paper in papers:
                self.add_paper(paper)
                self.blocks(paper)
        self.end()
        return "\n".join(self.out) + "\n"


class Html(Writer):
    """HTMLDOC has neither footnotes nor page numbers of references: notes stand in brackets."""

    escape = staticmethod(html.escape)

    def em(self, text):
        return f"<I>{self.escape(text)}</I>"

    def term(self, text):
        return self.escape(text)

    def note(self, text):
        return f" <SMALL>[{self.escape(text)}]</SMALL>"

    def ref(self, name):
        return f'<A HREF="#{name}">there</A>'

    def start(self):
        self.out.append(f'<HTML><HEAD><META CHARSET="utf-8"><TITLE>{self.volume.title}</TITLE></HEAD><BODY>')

    def end(self):
        self.out.append("</BODY></HTML>")

    def add_session(self, title):
        self.out.append(f"<H1>{self.escape(title)}</H1>")

    def add_paper(self, paper):
        self.out.append(f'<H2><A NAME="{paper.id}">{self.escape(paper.title)}</A></H2>')
        for name, _, place in self.authors(paper):
            self.out.append(f"<P><B>{self.escape(name)}</B><BR><I>{self.escape(place)}</I></P>")
        self.out.append(f"<P>{self.escape(paper.abstract)}</P>")

    def add_heading(self, level, text, name):
        self.out.append(f'<H{level + 1}><A NAME="{name}">{self.escape(text)}</A></H{level + 1}>')

    def add_para(self, inlines):
        self.out.append(f"<P ALIGN=JUSTIFY>{self.inline(inlines)}</P>")

    def add_quote(self, inlines):
        self.out.append(f"<BLOCKQUOTE>{self.inline(inlines)}</BLOCKQUOTE>")

    def add_list(self, ordered, items):
        tag = "OL" if ordered else "UL"
        self.out.append(f"<{tag}>" + "".join(f"<LI>{self.inline(item)}</LI>" for item in items) + f"</{tag}>")

    def add_table(self, name, caption, heads, rows):
        cells = ["".join(f"<T{tag}>{self.escape(cell)}</T{tag}>" for cell in row)
                 for tag, row in [("H", heads), *(("D", row) for row in rows)]]
        self.out.append(f'<P><A NAME="{name}"><I>{self.escape(caption)}</I></A></P><TABLE BORDER=1 WIDTH="100%">'
                        + "".join(f"<TR>{row}</TR>" for row in cells) + "</TABLE>")


class Groff(Writer):
    """The ms macros, with tbl; references carry no page (a second run of the formatter would be needed)."""

    @staticmethod
    def escape(text):
        return re.sub(r"^([.'])", r"\\&\1", text.replace("\\", "\\e"))

    def em(self, text):
        return f"\\fI{self.escape(text)}\\fP"

    def term(self, text):
        return self.escape(text)

    def note(self, text):
        return f"\\**\n.FS\n{self.escape(text)}\n.FE\n"

    def ref(self, name):
        return "there"

    def inline(self, inlines):
        lines = super().inline(inlines).split("\n")
        return "\n".join(line.lstrip() for line in lines if line.strip())

    def start(self):
        self.out.append(".nr PS 11\n.nr VS 14.5\n.nr LL 14c\n.nr PO 3c\n.TL\n" + self.volume.title)

    def end(self):
        self.out.append(".TC")

    def add_session(self, title):
        self.out.append(f".bp\n.NH 1\n{self.escape(title)}\n.XS\n{self.escape(title)}\n.XE")

    def add_paper(self, paper):
        self.out.append(f".bp\n.NH 2\n{self.escape(paper.title)}\n.XS\n{self.escape(paper.title)}\n.XE")
        for name, _, place in self.authors(paper):
            self.out.append(f".LP\n\\fB{name}\\fP\n.br\n\\fI{place}\\fP")
        self.out.append(f".QP\n{self.escape(paper.abstract)}")

    def add_heading(self, level, text, name):
        self.out.append(f".SH {level + 1}\n{self.escape(text)}")

    def add_para(self, inlines):
        self.out.append(f".PP\n{self.inline(inlines)}")

    def add_quote(self, inlines):
        self.out.append(f".QP\n{self.inline(inlines)}")

    def add_list(self, ordered, items):
        for number, item in enumerate(items, 1):
            self.out.append(f".IP {f'{number}.' if ordered else chr(92) + '(bu'} 3\n{self.inline(item)}")

    def add_table(self, name, caption, heads, rows):
        def cell(text):
            return f"T{{\n{self.escape(text)}\nT}}"
        body = "\n".join("\t".join([cell(row[0]), cell(row[1]), row[2], row[3]]) for row in rows)
        self.out.append(f".LP\n\\fI{self.escape(caption)}\\fP\n.TS\nlw(5c) lw(5c) r r.\n" + "\t".join(heads) +
                        f"\n_\n{body}\n.TE")


class Latex(Writer):
    """Two indexes by imakeidx, references by page, booktabs."""

    PREAMBLE = r"""\documentclass[11pt,a4paper,twoside,openany]{book}
\usepackage[T1]{fontenc}\usepackage[utf8]{inputenc}\usepackage[british]{babel}
\usepackage[inner=28mm,outer=42mm,top=28mm,bottom=42mm]{geometry}
\usepackage{mathptmx,array,booktabs,makeidx,hyperref}
\providecommand\textquotedblleft{``}\DeclareUnicodeCharacter{202F}{\,}\DeclareUnicodeCharacter{00B0}{\textdegree}
\makeatletter\newcommand\note[1]{\footnote{#1}}
\newwrite\authors \immediate\openout\authors=\jobname.adx
\newcommand\authorentry[1]{\protected@write\authors{}{\string\indexentry{#1}{\thepage}}}\makeatother
\makeindex\emergencystretch=1em
\begin{document}\title{%s}\date{}\author{}\maketitle\tableofcontents
"""
    SIGNS = {"&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "{": r"\{", "}": r"\}", "’": "'", "“": "``",
             "”": "''", "…": r"\dots{}"}

    def escape(self, text):
        text = "".join(self.SIGNS.get(sign, sign) for sign in text)
        # T1 has no letters of Vietnamese: they lose what stands above them, as with any 8-bit font
        return "".join(sign if ord(sign) < 0x180 or sign in "\u202f–—" else plain_letter(sign) for sign in text)

    def em(self, text):
        return f"\\emph{{{self.escape(text)}}}"

    def term(self, text):
        return f"{self.escape(text)}\\index{{{self.escape(text)}}}"

    def note(self, text):
        return f"\\note{{{self.escape(text)}}}"

    def ref(self, name):
        return f"\\ref{{{name}}}, p.~\\pageref{{{name}}}"

    def start(self):
        self.out.append(self.PREAMBLE % self.volume.title)

    def end(self):
        self.out.append("\\immediate\\closeout\\authors\\printindex\n\\renewcommand\\indexname{Authors}"
                        "\\InputIfFileExists{\\jobname.and}{}{}\\end{document}")

    def add_session(self, title):
        self.out.append(f"\\part{{{self.escape(title)}}}")

    def add_paper(self, paper):
        self.out.append(f"\\chapter{{{self.escape(paper.title)}}}\\label{{{paper.id}}}")
        for name, entry, place in self.authors(paper):
            self.out.append(f"\\noindent\\textbf{{{self.escape(name)}}}\\authorentry{{{self.escape(entry)}}}\\\\"
                            f"\\emph{{{self.escape(place)}}}\\par")
        self.out.append(f"\\begin{{quote}}{self.escape(paper.abstract)}\\end{{quote}}")

    def add_heading(self, level, text, name):
        self.out.append(f"\\{'sub' * (level - 2)}section{{{self.escape(text)}}}\\label{{{name}}}")

    def add_para(self, inlines):
        self.out.append(self.inline(inlines) + "\n")

    def add_quote(self, inlines):
        self.out.append(f"\\begin{{quote}}{self.inline(inlines)}\\end{{quote}}")

    def add_list(self, ordered, items):
        kind = "enumerate" if ordered else "itemize"
        self.out.append(f"\\begin{{{kind}}}" + "".join(f"\\item {self.inline(item)}\n" for item in items) +
                        f"\\end{{{kind}}}")

    def add_table(self, name, caption, heads, rows):
        body = "\\\\\n".join(" & ".join(self.escape(cell) for cell in row) for row in rows)
        self.out.append(f"\\begin{{table}}[htbp]\\caption{{{self.escape(caption)}}}\\label{{{name}}}\\small\n"
                        "\\begin{tabular}{>{\\raggedright}p{52mm}>{\\raggedright}p{52mm}rr}\\toprule\n"
                        f"{' & '.join(heads)}\\\\\\midrule\n{body}\\\\\\bottomrule\\end{{tabular}}\\end{{table}}")


class Typst(Writer):
    """Two indexes by queries, references by page."""

    PREAMBLE = r"""#set page(paper: "a4", numbering: "1",
  margin: (inside: 28mm, outside: 42mm, top: 28mm, bottom: 42mm))
#set text(font: "Vollkorn", size: 11pt, lang: "en", region: "gb", hyphenate: true)
#set par(justify: true, first-line-indent: 15pt)
#let entry(kind, words) = [#metadata((kind, words))<entry>]
#let printed(kind) = context {
  let found = (:)
  for mark in query(<entry>) {
    if mark.value.at(0) == kind {
      let words = mark.value.at(1)
      let pages = found.at(words, default: ())
      let page = mark.location().page()
      if not pages.contains(page) { pages.push(page) }
      found.insert(words, pages)
    }
  }
  for words in found.keys().sorted() [#words, #found.at(words).map(str).join(", ") #linebreak()]
}
#let there(name) = context [p. #query(label(name)).first().location().page()]
#outline(depth: 2)
"""

    @staticmethod
    def escape(text):
        return re.sub(r"([\\#*_`$<>@~\[\]])", r"\\\1", text)

    def em(self, text):
        return f"#emph[{self.escape(text)}]"

    def term(self, text):
        return f"{self.escape(text)}#entry(\"term\", {quoted(text)})"

    def note(self, text):
        return f"#footnote[{self.escape(text)}]"

    def ref(self, name):
        return f"#there({quoted(name)})"

    def start(self):
        self.out.append(self.PREAMBLE)

    def end(self):
        self.out.append("#pagebreak()\n= Authors\n#columns(2, printed(\"author\"))\n= Subjects\n"
                        "#columns(2, printed(\"term\"))")

    def add_session(self, title):
        self.out.append(f"#pagebreak()\n= {self.escape(title)}")

    def add_paper(self, paper):
        self.out.append(f"#pagebreak()\n== {self.escape(paper.title)} <{paper.id}>")
        for name, entry, place in self.authors(paper):
            self.out.append(f"*{self.escape(name)}*#entry(\"author\", {quoted(entry)}) \\ _{self.escape(place)}_\n")
        self.out.append(f"#block(inset: (x: 22pt))[{self.escape(paper.abstract)}]")

    def add_heading(self, level, text, name):
        self.out.append(f"\n{'=' * (level + 1)} {self.escape(text)} <{name}>\n")

    def add_para(self, inlines):
        self.out.append("\n" + self.inline(inlines).lstrip("=-+/") + "\n")

    def add_quote(self, inlines):
        self.out.append(f"#quote(block: true)[{self.inline(inlines)}]")

    def add_list(self, ordered, items):
        kind = "enum" if ordered else "list"
        self.out.append(f"#{kind}(" + ", ".join(f"[{self.inline(item)}]" for item in items) + ")")

    def add_table(self, name, caption, heads, rows):
        cells = ", ".join(f"[{self.escape(cell)}]" for row in [heads, *rows] for cell in row)
        self.out.append(f"#figure(caption: [{self.escape(caption)}], table(columns: (1fr, 1fr, auto, auto), "
                        f"align: (left, left, right, right), {cells})) <{name}>")


def plain_letter(sign):
    return unicodedata.normalize("NFD", sign)[0].replace("Đ", "D").replace("đ", "d")


def one_file(writer, name):
    return lambda volume, folder: write(folder, name, writer(volume).write())


WRITERS = {"proceedings": write_proceedings, "htmldoc": one_file(Html, "volume.html"),
           "groff": one_file(Groff, "volume.ms"), "latex": one_file(Latex, "volume.tex"),
           "typst": one_file(Typst, "volume.typ")}
