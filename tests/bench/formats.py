"""Writers: a Volume (volume.py) as the input of proceedings, HTMLDOC, groff, LaTeX and Typst. Each of them prints
contents, authors with affiliations, footnotes, tables, references by page and two indexes, as far as the program can.
"""
import datetime
import html
import json
import re

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
WRITERS = {"proceedings": write_proceedings}
