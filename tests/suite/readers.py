"""A volume that was built, as independent readers see it: poppler, mupdf and qpdf for the PDF; lines for the text.

Text is compared squeezed: in NFC, without white space, hyphens and soft hyphens, so that it does not matter where a
line ended and which word was parted there.
"""
import functools
import html
import json
import re
import threading
import unicodedata

import yaml

from . import direction

# White space, hyphens, and characters that only guide breaking and direction.
SQUEEZED = re.compile(r"[\s\u00ad\u2010\u2011\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff-]+")
LOCATOR = re.compile(r"[0-9]+|[ivxlcdm]+")


def squeeze(text):
    return SQUEEZED.sub("", unicodedata.normalize("NFC", text))


def columns(line):
    """How many columns of a terminal a line takes."""
    width = 0
    for character in line:
        if unicodedata.category(character) not in ("Mn", "Me", "Cf"):
            width += 2 if unicodedata.east_asian_width(character) in "WF" else 1
    return width


def lines_of(words):
    """Words to lines as pdftotext -raw has them, but with a space wherever it reads two words apart: -raw drops those
    narrower than 0.15 em, although its other modes keep them."""
    text, before = "", None
    for word in words:
        if before:
            size = max(before[3] - before[1], word[3] - word[1]) / 1.4
            gap, same_line = word[0] - before[2], abs(word[3] - before[3]) < size / 2
            text += "\n" if not same_line or gap < -size / 5 else " " if gap > size * 0.03 else ""
        text += word[4]
        before = word
    return text + "\n" if text else text


def roman(number):
    text = ""
    for value, digits in ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
                          (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        text += digits * (number // value)
        number %= value
    return text


def once(method):
    """A property that is computed once, also where several threads ask for it."""
    name = "_" + method.__name__

    @functools.wraps(method)
    def get(self):
        with self.lock:
            if name not in self.__dict__:
                self.__dict__[name] = method(self)
            return self.__dict__[name]
    return property(get)


class Built:
    """A volume's files and what is in them."""

    def __init__(self, suite, volume):
        self.suite, self.volume = suite, volume
        self.lock = threading.RLock()
        self.ran = None

    def make(self):
        with self.lock:
            if self.ran:
                return
            self.folder = self.suite.folder(self.volume.parent.name)
            self.ran = self.suite.run("build", self.volume, "-o", self.folder)
            self.choose(self.language())

    def language(self):
        """Of several in which the volume is written, the first; else None."""
        editions = self.input.get("editions")
        languages = editions.get("languages") if isinstance(editions, dict) else None
        return languages[0] if isinstance(languages, list) else languages or None

    def choose(self, language):
        name = self.volume.parent.name + (f".{language}" if language else "")
        self.pdf, self.txt = self.folder / (name + ".pdf"), self.folder / (name + ".txt")

    def edition(self, language):
        """The same volume's files in another language."""
        other = Built(self.suite, self.volume)
        other.folder, other.ran = self.folder, self.ran
        other.choose(language)
        return other

    def ok(self):
        return self.ran.status == 0

    def tool(self, *command):
        ran = self.suite.command(command)
        if ran.status not in (0, 3):  # 3: qpdf's warnings
            raise RuntimeError(f"{ran.command}: {ran.err.strip()}")
        return ran.out

    @once
    def input(self):
        return yaml.load(self.volume.read_text(), Loader=yaml.BaseLoader)

    # The PDF

    @once
    def info(self):
        lines = self.tool("pdfinfo", "-isodates", self.pdf).splitlines()
        return dict((part.strip() for part in line.split(":", 1)) for line in lines if ":" in line)

    @once
    def page_size(self):
        width, height = re.match(r"([\d.]+) x ([\d.]+)", self.info["Page size"]).groups()
        return float(width), float(height)

    def split_pages(self, text):
        pages = text.split("\f")
        return pages[:-1] if pages and not pages[-1].strip() else pages

    @once
    def words(self):
        """What pdftotext reads in the order in which it was drawn, by page: boxes and words."""
        html_text = self.tool("pdftotext", "-raw", "-bbox", self.pdf, "-")
        word = re.compile(r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>', re.S)
        return [[(*map(float, found[:4]), html.unescape(found[4])) for found in word.findall(page)]
                for page in html_text.split("<page ")[1:]]

    @once
    def turned(self):
        """Is anything written from right to left? It is drawn from the left, and turned to be read."""
        return any(unicodedata.bidirectional(letter) in ("R", "AL")
                   for page in self.words for word in page for letter in word[4])

    @once
    def raw(self):
        """Its lines by page, heads and folios included."""
        return self.split_pages(self.tool("pdftotext", "-raw", self.pdf, "-")) if self.turned else \
            [lines_of(page) for page in self.words]

    def margin(self, side, usual):
        given = (self.input.get("layout") or {}).get("margins")
        given = given.get(side) if isinstance(given, dict) else given
        found = re.match(r"([\d.]+) *(mm|cm|in|pt)", given) if given else None
        if not found:
            return usual
        return float(found[1]) * {"mm": 72 / 25.4, "cm": 720 / 25.4, "in": 72, "pt": 1}[found[2]]

    @once
    def bodies(self):
        """The same without running heads and folios: what stands in the type area."""
        width, height = self.page_size
        top = int(self.margin("top", width / 15 * 2))
        bottom = int(self.margin("bottom", width / 15 * 3))
        if self.turned:
            return direction.read_pages(self.characters_text, top, height - bottom + 8)
        return [lines_of([word for word in page if top <= (word[1] + word[3]) / 2 <= height - bottom + 8])
                for page in self.words]

    @once
    def squeezed(self):
        return [squeeze(page) for page in self.bodies]

    @once
    def objects(self):
        """qpdf's view: object number → value, and the pages in order."""
        data = json.loads(self.tool("qpdf", "--json", "--json-key=qpdf", "--json-key=pages", "--json-key=pagelabels",
                                    "--json-key=outlines", self.pdf))
        return data

    def resolve(self, value):
        while isinstance(value, str) and re.fullmatch(r"\d+ \d+ R", value):
            entry = self.objects["qpdf"][1]["obj:" + value]
            value = entry["value"] if "value" in entry else entry["stream"]["dict"]
        return value

    @once
    def trailer(self):
        return self.objects["qpdf"][1]["trailer"]["value"]

    @once
    def page_numbers(self):
        return {page["object"]: index for index, page in enumerate(self.objects["pages"])}

    @once
    def labels(self):
        ranges = sorted((entry["index"], entry["label"]) for entry in self.objects["pagelabels"])
        labels = []
        for at, (start, label) in enumerate(ranges):
            end = ranges[at + 1][0] if at + 1 < len(ranges) else len(self.objects["pages"])
            for index in range(start, end):
                number = label.get("/St", 1) + index - start
                style = {"/r": roman, "/D": str}.get(label.get("/S"), lambda _: "")
                labels.append(str(label.get("/P", "")).removeprefix("u:") + style(number))
        return labels

    @once
    def outline(self):
        """The bookmarks in order: (depth, title, page index)."""
        found = []

        def walk(entries, depth):
            for entry in entries:
                found.append((depth, entry["title"], (entry["destpageposfrom1"] or 0) - 1))
                walk(entry["kids"], depth + 1)
        walk(self.objects["outlines"], 1)
        return found

    def page_links(self, index):
        """The jumps on a page: (rectangle, target's page index)."""
        page = self.resolve(self.objects["pages"][index]["object"])
        links = []
        for annotation in map(self.resolve, self.resolve(page.get("/Annots", []))):
            target = self.resolve(annotation.get("/Dest"))
            if target is None:
                action = self.resolve(annotation.get("/A", {}))
                target = self.resolve(action.get("/D")) if action.get("/S") == "/GoTo" else None
            if target:
                links.append(([float(number) for number in annotation["/Rect"]], self.page_numbers[target[0]]))
        return links

    @once
    def characters_text(self):
        """mupdf's characters with their places, in the order in which they are drawn."""
        return self.tool("mutool", "draw", "-q", "-F", "stext", self.pdf)

    @once
    def characters(self):
        """By page, each character with the middle of its box, in mupdf's order; y grows downwards."""
        pages = []
        for page in self.characters_text.split("<page ")[1:]:
            found = re.findall(r'<char quad="([^"]*)"[^>]* c="([^"]*)"', page)
            pages.append([(quad.split(), html.unescape(c)) for quad, c in found])
        return [[((float(q[0]) + float(q[2])) / 2, (float(q[1]) + float(q[5])) / 2, c) for q, c in page]
                for page in pages]

    def words_in(self, index, rectangle):
        """The text that stands in a rectangle of a page."""
        height = self.page_size[1]
        left, bottom, right, top = rectangle
        return "".join(c for x, y, c in self.characters[index]
                       if left <= x <= right and height - top <= y <= height - bottom)

    # The text edition

    @once
    def text(self):
        return self.txt.read_text(encoding="utf-8")

    @once
    def text_pages(self):
        """By page, without head and foot; continuous text is one page."""
        pages = [page.split("\n") for page in self.text.split("\f")]
        if len(pages) == 1 and "[Page" not in self.text:
            return [self.text]
        return ["\n".join(page[1:-2]) for page in pages]

    @once
    def text_labels(self):
        """The number at the foot of each page, "Page iv" or "iv" in brackets; None where a page has none."""
        feet = [re.search(r"\[(?:\S+ )?(\w+)\]\n*\Z", page) for page in self.text.split("\f")]
        return [foot[1] if foot else None for foot in feet]

    @once
    def text_squeezed(self):
        """A line of code that was too long goes on after a backslash."""
        return [squeeze(re.sub(r"\\\n *", "", page)) for page in self.text_pages]

    @once
    def text_columns(self):
        """By page, what stands below each other, set left, right or centred: the cells of tables."""
        pages = []
        for page in self.text_pages:
            columns = {}
            for line in page.split("\n"):
                for found in re.finditer(r"\S+(?: \S+)*", line):
                    for edge in (found.start(), -found.end(), (found.start() + found.end()) // 2 + 0.5):
                        columns.setdefault(edge, []).append(found[0])
            pages.append("\n".join(squeeze(" ".join(cells)) for _, cells in sorted(columns.items())))
        return pages

    @once
    def dump(self):
        """--dump=refs: {"pages": rows, "text": rows}, a row being (where, locator, page index or None, words)."""
        ran = self.suite.run("build", self.volume, "--dump=refs")
        rows, medium = {"pages": [], "text": []}, None
        for line in ran.out.split("\n"):
            if line.startswith("# "):
                medium = line[2:]
            elif line:
                where, locator, page, words = line.split("\t")
                rows[medium].append((where, locator, None if page == "-" else int(page) - 1, words))
        return rows
