"""Letter for letter: each paragraph of tests/cases/scripts, a document in each script, is what pdftotext reads on the
pages of its document. And a book that is read from right to left is bound on the right.
"""
import functools
import html
import re
import unicodedata

import yaml

from . import direction
from .core import ROOT, TESTS, expect, short
from .readers import SQUEEZED

FOLDER = TESTS / "cases/scripts"
# Documents that pdftotext reads otherwise than it should, and why. They are read by mupdf, line by line.
EXCEPTIONS = {
    "arabic": "poppler turns words that run to the left letter by letter, and takes marks to the letter before theirs",
    "hebrew": "poppler tears words that run to the left at their points",
}


def letters(text):
    """In NFC, without white space, hyphens, and what only guides breaking and direction."""
    return SQUEEZED.sub("", unicodedata.normalize("NFC", text))


def page_range(built, number):
    """The pages of the number-th document: each begins a bookmark of the second depth."""
    starts = [page for depth, _, page in built.outline if depth == 2] + [len(built.labels)]
    return starts[number], max(starts[number + 1], starts[number] + 1)


def read_document(built, number, turned):
    first, end = page_range(built, number)
    if turned:
        return "".join(direction.read_pages(built.characters_text)[first:end])
    return built.tool("pdftotext", "-f", first + 1, "-l", end, built.pdf, "-")


def letter_for_letter(suite):
    built = suite.build(FOLDER / "volume.yaml")
    if not built.ok():
        yield "builds", f"status {built.ran.status}\n{built.ran.err}"
        return
    yield "at most three languages are excepted", expect(len(EXCEPTIONS) <= 3, ", ".join(EXCEPTIONS))
    names = built.input["sessions"][0]["items"]
    for number, name in enumerate(names):
        document = yaml.load((FOLDER / name).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        stem = name.removesuffix(".yaml")
        paragraphs = [part for part in document["body"].split("\n") if part.strip()]
        text = letters(read_document(built, number, stem in EXCEPTIONS))
        lost = [part for part in paragraphs if letters(part) not in text]
        what = f"{stem}: {len(paragraphs)} paragraphs" + (f" (by mupdf: {EXCEPTIONS[stem]})"
                                                         if stem in EXCEPTIONS else "")
        yield what, expect(not lost, "\n".join(short(part, 160) for part in lost) + "\n" + short(text, 400))
        if stem in EXCEPTIONS:
            plain = letters(read_document(built, number, False))
            unneeded = all(letters(part) in plain for part in paragraphs)
            yield f"{stem}: is rightly excepted", expect(not unneeded, "pdftotext reads it well")


def bound_on_the_right(suite):
    """The inner margin, two thirds of the outer one, is at the right of odd pages and at the left of even ones."""
    built = suite.build(ROOT / "input/arabic-2007/volume.yaml")
    preferences = built.resolve(built.resolve(built.trailer["/Root"])["/ViewerPreferences"])
    yield "viewers turn its leaves to the right", expect(preferences.get("/Direction") == "/R2L", str(preferences))
    width = built.page_size[0]
    inner, wrong = width / 15 * 2, []
    for index, page in enumerate(built.characters):
        places = [x for x, _, c in page if c.strip()]
        edge = width - max(places, default=0) if index % 2 == 0 else min(places, default=0)
        opposite = width - max(places, default=0) if index % 2 else min(places, default=0)
        if places and (edge < inner - 2 or opposite < inner * 3 / 2 - 2):
            wrong.append(f"page {built.labels[index]}: {edge:.0f} at the binding, {opposite:.0f} at the edge")
    yield "inner margins at the right of odd pages", expect(not wrong, "\n".join(wrong))
    index = next(page for _, title, page in built.outline if title == "فهرس المؤلفين")
    first, last = (max(x for x, _, c in built.characters[index] if c == letter) for letter in "حO")
    yield "the first column of an index is the right one", expect(first > last + width / 5, f"{first} {last}")


def note_rules(suite):
    """The rule above footnotes begins where their lines begin: in an Arabic document of an English volume, too."""
    dump = suite.run("build", ROOT / "input/closing-2007/volume.yaml", "--dump=pages").out
    for label, right in (("6", False), ("7", True)):
        rules = [(float(x), float(x) + float(width)) for x, width in
                 re.findall(rf"^{label} rule \(rule\) (\S+) \S+ (\S+) 0.4$", dump, re.M)]
        yield f"at the {'right' if right else 'left'} of page {label}", expect(
            rules and abs(rules[-1][right] - rules[0][right]) < 0.1 and rules[-1][1] - rules[-1][0] < 200, str(rules))


def mirrored(suite):
    """Numbers are written from the left in text from right to left, too: their units and decimal signs stand below each
    other, and a page number stands left of a Latin name."""
    built = suite.build(ROOT / "tests/cases/mirrored/volume.yaml")
    rows = {}
    for page in built.characters:
        for x, y, c in page:
            rows.setdefault((id(page), round(y)), []).append((x, c))
    rows = ["".join(c for _, c in sorted(row)) for row in rows.values()], [sorted(row) for row in rows.values()]

    def place(words, offset):
        for text, row in zip(*rows):
            if words in text:
                return row[text.index(words) + offset][0]
        return -1

    for what, one, two in (("units", place("3000000", 6), place("900000", 5)),
                           ("decimal signs", place("12.5", 2), place("0.25", 1)),
                           ("decimal signs of a decimal column", place("1204.5", 4), place("98.25", 2))):
        yield f"{what} below each other", expect(one > 0 and abs(one - two) < 0.1, f"{one} and {two}")
    found = [text for text in rows[0] if "Otieno, Akinyi" in text]
    yield "a page number left of a Latin name", expect(found and found[0].lstrip().startswith("1"), str(found))
    dump = suite.run("build", ROOT / "input/closing-2007/volume.yaml", "--dump=pages").out
    rules = [float(x) for x in re.findall(r"^7 rule \(rule\) (\S+) \S+ 132\.28 0\.4$", dump, re.M)]
    yield "the rule above Arabic notes at the right, in an English volume, too", expect(
        len(rules) == 1 and rules[0] > 200, str(rules))


def leading(suite):
    """Where marks stand above marks the lines of text are half a line further apart, and the baselines on the grid."""
    built = suite.build(FOLDER / "volume.yaml")
    names, pages = built.input["sessions"][0]["items"], built.characters_text.split("<page ")[1:]
    for name, pitch in (("greek.yaml", 14.5), ("hindi.yaml", 14.5), ("khmer.yaml", 21.75), ("myanmar.yaml", 21.75)):
        page = pages[page_range(built, names.index(name))[0]]
        heights = sorted({round(y, 2) for y, _ in direction.drawn_lines(page)})
        gaps = [round(after - before, 2) for before, after in zip(heights, heights[1:])]
        yield f"{name}: lines {pitch} pt apart", expect(gaps.count(pitch) >= 2, str(gaps))


def squares(suite):
    """Fullwidth signs beside each other share a square; a centred stop has its quarters to itself inside brackets."""
    built = suite.build(FOLDER / "volume.yaml")
    names, pages = built.input["sessions"][0]["items"], built.characters_text.split("<page ")[1:]
    for name, pair, wanted in (("simplified.yaml", "）。", 0.5), ("simplified.yaml", "。“", 0.5),
                               ("japanese.yaml", "。「", 0.5),
                               ("traditional.yaml", "）。", 0.5), ("traditional.yaml", "。「", 0.5),
                               ("traditional.yaml", "。」", 1.0)):
        page = pages[page_range(built, names.index(name))[0]]
        drawn = [(html.unescape(c), float(x)) for x, c in re.findall(r' x="([^"]*)" y="[^"]*"[^>]*? c="([^"]*)"', page)]
        steps = [(after - before) / 11 for (one, before), (two, after) in zip(drawn, drawn[1:]) if one + two == pair]
        yield f"{name}: {pair}", expect(steps and abs(steps[0] - wanted) < 0.1, f"{steps} em apart, not {wanted}")


def no_lone_ideograph(suite):
    """A paragraph's last line has more than one ideograph: here the line before could hold another one."""
    built = suite.build(ROOT / "input/closing-2007/volume.yaml")
    lines = [line.strip() for line in built.tool("pdftotext", "-layout", built.pdf, "-").split("\n")]
    yield "the last line of the Chinese text", expect("接听。”" in lines, str([line for line in lines if "听" in line]))


def emphasis(suite):
    """What has no italics is emphasized in bold."""
    built = suite.build(TESTS / "cases/list-languages/volume.yaml")
    found = re.findall(r'<font name="([^"]*)"[^>]*>(.*?)</font>', html.unescape(built.characters_text), re.S)
    for letter, wanted in (("两", "Bold"), ("措", "Regular")):
        faces = [face for face, chars in found if f'c="{letter}"' in chars]
        yield f"{letter} is {wanted}", expect(faces and all(face.endswith(wanted) for face in faces), str(faces))


def one_face(suite):
    """A letter with a mark that the face lacks is made of the letter and the mark, as HarfBuzz and browsers do; spaces
    are as wide in all scripts, though Noto's Sinhala faces have half an em."""
    built = suite.build(FOLDER / "volume.yaml")
    names, pages = built.input["sessions"][0]["items"], built.characters_text.split("<page ")[1:]
    page = pages[page_range(built, names.index("latin.yaml"))[0]]
    for letter in "ḿȧḃ":
        found = re.findall(r'<font name="([^"]*)"[^>]*>(.*?)</font>', html.unescape(page), re.S)
        spans = [face for face, chars in found
                 if any(f'c="{form}"' in chars for form in (letter, unicodedata.normalize("NFD", letter)[1]))]
        yield f"{letter} is of the text's face", expect(spans and all("Vollkorn" in face for face in spans), str(spans))
    page = pages[page_range(built, names.index("sinhala.yaml"))[0]]
    steps = [float(b) - float(a) for a, b in re.findall(r' x="([^"]*)"[^>]*? c=" "/?>\s*<char[^>]*? x="([^"]*)"', page)]
    yield "Sinhala: narrow spaces", expect(steps and min(steps) < 4, str(sorted(steps)))


def checks(suite):
    return [("scripts/letter for letter", functools.partial(letter_for_letter, suite)),
            ("scripts/squares", functools.partial(squares, suite)),
            ("scripts/no lone ideograph", functools.partial(no_lone_ideograph, suite)),
            ("scripts/emphasis", functools.partial(emphasis, suite)),
            ("scripts/one face", functools.partial(one_face, suite)),
            ("scripts/mirrored", functools.partial(mirrored, suite)),
            ("scripts/leading", functools.partial(leading, suite)),
            ("scripts/note rules", functools.partial(note_rules, suite)),
            ("scripts/bound on the right", functools.partial(bound_on_the_right, suite))]
