"""What an editor looks for at the foot and at the head of each page and column: lone lines of a paragraph, headings
without text below them, captions without their object, footnotes away from their marks.

Read from --dump=lines and --dump=pages: a line of a volume's pages, its element and its path in the structure.
"""
import dataclasses
import functools
import re

from .core import ROOT, TESTS, expect, short
from .golden import case_folders, compiles

HEADING = re.compile(r"/(H[1-6]|Title)$")
OBJECT = re.compile(r"/(Table|Figure|Caption)\b")
NOTE = re.compile(r"/Note\b")
INLINE = re.compile(r"/(Span|Link|Reference|Code)$")
LEAST = 2
HOLE = 4  # lines
LEADING, NOTE_DISTANCE = 14.5, 28  # points; of the last line of a full page from its first note


@dataclasses.dataclass
class Line:
    page: str
    y: float
    last: bool
    text: str
    x: float
    element: int
    path: str
    number: int = 0  # of the page in the book
    column: int = 0

    def at(self):
        return self.number, self.column


def read_lines(text):
    """The lines of --dump=lines, with the column that each stands in."""
    lines, page = [], None
    for row in text.split("\n"):
        fields = row.split("\t")
        if len(fields) < 11:
            continue
        lines.append(Line(fields[0], float(fields[1][2:]), fields[6].endswith(" last"),
                          fields[7].partition(" ")[2], float(fields[8][2:]), int(fields[9]), fields[10]))
    number = 0
    for before, line in zip([None, *lines], lines):
        if before and line.page != before.page:
            number += 1
        line.number = number
    for number, page in groups(lines, lambda line: line.number):
        mark_columns(page)
    return lines


def groups(lines, key):
    found = {}
    for line in lines:
        found.setdefault(key(line), []).append(line)
    return found.items()


def mark_columns(page):
    """Text that goes on higher up on its page goes on in the next column; notes and floats stand outside the order."""
    column, lowest = 0, 0.0
    for line in page:
        if NOTE.search(line.path) or OBJECT.search(line.path):
            line.column = column
            continue
        if line.y < lowest - 20:
            column += 1
            lowest = 0.0
        lowest = max(lowest, line.y)
        line.column = column


def lone_lines(lines):
    """A paragraph that goes over a page or column has two lines at least on either side."""
    for element, parts in groups([line for line in lines if line.element], lambda line: line.element):
        if re.search(r"/T[HD]\b", parts[0].path):
            continue
        places = groups(parts, lambda line: (line.number,) if NOTE.search(line.path) else line.at())
        if len(places) < 2:
            continue
        for place, here in places:
            if len({line.y for line in here}) < LEAST:
                yield f"page {here[0].page}: a line alone: {short(here[0].text, 60)}"


def rank(line):
    """1 for titles and headings of the first level, 7 for text."""
    match = HEADING.search(line.path)
    return 7 if not match else 1 if match[1] == "Title" else int(match[1][1])


def stranded_headings(lines):
    """Below a heading stand two lines of text, or a table or figure, on its page and in its column. One that the next
    of its rank follows heads nothing.
    """
    text = [line for line in lines if not NOTE.search(line.path)]
    for index, line in enumerate(text):
        if not HEADING.search(line.path):
            continue
        below = text[index + 1:index + 40]
        if below and below[0].element != line.element and rank(below[0]) <= rank(line):
            continue
        while below and HEADING.search(below[0].path):
            below.pop(0)
        here = [other for other in below if other.at() == line.at()]
        if not below or any(OBJECT.search(other.path) for other in here[:1]):
            continue
        if not here or (len(here) < LEAST and not here[-1].last):
            yield f"page {line.page}: a heading at the foot: {short(line.text, 60)}"


def content(text):
    """(page, kind, path, rest) of each item in the structure, from --dump=pages."""
    for row in text.split("\n"):
        match = re.match(r"(\S+) (glyphs|image) (Document\S*) \S+ \S+ (.*)$", row)
        if match:
            yield match.groups()


def lone_captions(items):
    for index, (page, kind, path, rest) in enumerate(items):
        if "/Caption" not in path or index and "/Caption" in items[index - 1][2]:
            continue
        after = next((item for item in items[index:] if "/Caption" not in item[2]), None)
        before = items[index - 1] if index else None
        follows = before and before[0] == page and (before[1] == "image" or "/Table" in before[2])
        leads = after and after[0] == page and (after[1] == "image" or "/Table" in after[2])
        if not follows and not leads:
            yield f"page {page}: a caption without its object: {short(rest, 60)}"


def strayed_notes(items):
    def word(rest):
        return rest[rest.index('"'):] if '"' in rest else rest
    marks = {(page, word(rest)) for page, kind, path, rest in items if "/Reference" in path}
    for page, kind, path, rest in items:
        if path.endswith("/Note/Lbl") and (page, word(rest)) not in marks:
            yield f"page {page}: footnote {word(rest)} is not on the page of its mark"


def torn_early(lines, items):
    """Above footnotes, text does not end in mid-paragraph high above them while two lines of it and more have room. Of
    lines that bring notes of their own nobody says that they have."""
    pages = dict(groups(lines, lambda line: line.number))
    for number, page in pages.items():
        text = [line for line in page if not NOTE.search(line.path) and not OBJECT.search(line.path)]
        notes = [line for line in page if NOTE.search(line.path)]
        if not text or not notes or text[-1].column or text[-1].last or not text[-1].path.endswith("/Sect/P"):
            continue
        rest = [line for line in pages.get(number + 1, []) if line.element == text[-1].element]
        free = int((min(line.y for line in notes) - text[-1].y - NOTE_DISTANCE) / LEADING)
        ways = [count for count in range(2, len(rest) + 1) if count <= free and len(rest) - count != 1]
        marks = [words.strip().split(" ")[-1].strip('"') for at, kind, path, words in items
                 if rest and at == rest[0].page and path.endswith("/Reference")]
        marked = any(re.search(r"\S" + re.escape(mark) + r"(?!\d)", line.text) for mark in marks for line in rest)
        if ways and free >= HOLE and not marked:
            yield f"page {page[0].page}: room for {free} lines below: {short(text[-1].text, 60)}"


def faults(lines_text, pages_text):
    lines, items = read_lines(lines_text), list(content(pages_text))
    return [("no line alone", list(lone_lines(lines))), ("no heading at a foot", list(stranded_headings(lines))),
            ("captions with their objects", list(lone_captions(items))),
            ("footnotes on the pages of their marks", list(strayed_notes(items))),
            ("no text torn early above notes", list(torn_early(lines, items)))]


def volume(suite, path):
    dumps = [suite.run("build", path, "--dump=" + stage) for stage in ("lines", "pages")]
    for ran in dumps:
        if ran.status:
            yield "dumps", f"status {ran.status}\n{ran.err}"
            return
    yield "lines are found", expect(read_lines(dumps[0].out), "none")
    for what, found in faults(dumps[0].out, dumps[1].out):
        yield what, expect(not found, f"{len(found)} found\n" + "\n".join(found[:8]))


def generated(suite):
    """A volume of more than a hundred pages of English words: as above, and nothing to report."""
    folder = suite.folder("generated")
    made = suite.command([TESTS / "bench/generate", 12, folder])
    yield "is generated", expect(made.status == 0, made.err)
    ran = suite.run("check", folder / "volume.yaml")
    yield "no overfull or loose line", expect(ran.status == 0 and not ran.err, ran.err)
    yield from volume(suite, folder / "volume.yaml")


def checks(suite):
    paths = sorted((ROOT / "input").glob("*/volume.yaml")) + sorted((suite.shared / "volumes").glob("*/volume.yaml"))
    named = [("input/" + path.parent.name if ROOT in path.parents else "shared/" + path.parent.name, path)
             for path in paths]
    named += [("case/" + folder.name, folder / "volume.yaml") for folder in case_folders() if compiles(folder)]
    return [("pages/" + name, functools.partial(volume, suite, path)) for name, path in named] + \
        [("pages/generated", functools.partial(generated, suite))]
