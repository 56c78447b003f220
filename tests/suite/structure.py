"""The structure of the PDF is the flow: what poppler reads from the structure tree, in its order, is what --dump=flow
says is to be set, footnotes, tables and generated parts included. Words that a reference makes may stand where flow
has the reference.
"""
import collections
import functools
import re
import unicodedata

from .core import expect, short
from .golden import case_folders, compiles
from .readers import squeeze

KINDS = "paragraph|group|grid|figure|footnote|rule|image|space|break|heading|anchor|spans"
ITEM = re.compile(rf" *({KINDS})(?: |$)|piece ")
PARAGRAPH = re.compile(r" *paragraph \w+ style \d+ (?:label )?(.*)", re.S)
# What a dump says of spans and marks; a reference's words are made later.
REFERENCE = re.compile(r"⟨reference \S+ \S+⟩")
SILENT = re.compile(r"⟨(?:anchor|index) [^⟨⟩]*⟩|⟨(?:(?:lang|link)=\S+|jump \S+ \S+|note=\S*|[a-z-]+) |⟩|[⇥⏎]")
LONGEST = 400  # letters that a reference's words may have
MOST_PAGES = 12  # poppler reads a page anew for each element; tests/conformance reads longer volumes


def flow_pieces(dump):
    """The text of the flow, parted where references stand."""
    lines, pieces = [], [""]
    for line in dump.split("\n"):
        if ITEM.match(line) or not lines:
            lines.append(line)
        else:  # code goes on
            lines[-1] += "\n" + line
    for line in lines:
        found = PARAGRAPH.match(line)
        first, *others = REFERENCE.split(found[1]) if found else [""]
        pieces[-1] += squeeze(SILENT.sub("", first))
        pieces += [squeeze(SILENT.sub("", text)) for text in others]
    return pieces


def structure_text(printed):
    """The texts in pdfinfo's print of the structure, squeezed."""
    return squeeze("".join(re.findall(r'^ *"(.*?)"$', printed, re.M | re.S)))


def runs_left(character):
    return unicodedata.bidirectional(character) in ("R", "AL", "NSM")


def turned(text):
    """What stays in order where poppler reads lines from left to right that run to the left."""
    return "".join(character for character in text if character.isalnum() and not runs_left(character))


def compare(pieces, text):
    """None, or where they part."""
    if any(map(runs_left, text)):
        missing = collections.Counter(filter(runs_left, "".join(pieces))) - collections.Counter(text)
        if missing:
            return f"the structure lacks {dict(missing)}"
        pieces, text = [turned(piece) for piece in pieces], turned(text)
    at = 0
    for number, piece in enumerate(pieces):
        found = text.find(piece, at, at + len(piece) + (LONGEST if number else 0))
        if found < 0:
            return f"flow has “{short(piece, 120)}”, the structure “{text[at:at + 120]}”"
        at = found + len(piece)
    return expect(len(text) - at <= LONGEST * (len(pieces) > 1), f"the structure goes on: “{text[at:at + 120]}”")


def in_order(suite, volume):
    built = suite.build(volume)
    if not built.ok():
        yield "builds", f"status {built.ran.status}\n{built.ran.err}"
        return
    if len(built.labels) > MOST_PAGES:
        yield "note", f"left to conformance: {len(built.labels)} pages"
        return
    pieces = flow_pieces(suite.run("build", volume, "--dump=flow").out)
    text = structure_text(built.tool("pdfinfo", "-struct-text", built.pdf))
    yield f"{len(text)} letters are those of the flow, in order", compare(pieces, text)


def checks(suite):
    cases = [folder / "volume.yaml" for folder in case_folders() if compiles(folder)]
    return [(f"structure/{suite.name_of(volume)}", functools.partial(in_order, suite, volume))
            for volume in suite.volumes() + cases]
