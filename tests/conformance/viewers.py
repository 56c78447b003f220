"""What people read the PDFs with: pdf.js in Chromium, PDFium in node, MuPDF, poppler. Bookmarks, page labels and jumps
are where they should be, the text can be selected, and what a screen reader is given by pdf.js is the book in order.
"""
import collections
import functools
import html
import json
import re
import threading

from suite import structure
from suite.content import Reading, document_paths
from suite.core import ROOT, expect, short
from suite.golden import case_folders, compiles
from suite.markdown import body_words
from suite.readers import squeeze

import yaml

from . import browser
from .validation import claims

MODULES = ROOT / "build/viewers/node_modules"
HERE = ROOT / "tests/conformance"
BRACKETS = str.maketrans(")]}»”’", "([{«“‘")


def letters(pages):
    """By page, how often each letter stands there: viewers differ in the order of what is drawn apart, in how they turn
    brackets and quotation marks between letters that run to the left; PDFium writes U+FFFE where a line was hyphenated.
    """
    return [collections.Counter(squeeze(page).replace("\ufffe", "").translate(BRACKETS)) for page in pages]


def repeated(more):
    """PDFium says the text of a cluster again where it has sorted another piece of the line between its glyphs."""
    return all(letter >= "\u0590" for letter in more)


def same_text(pages, built, forgive=lambda more: not more):
    wrong = [f"page {built.labels[index]}: {dict(a - b)} more, {dict(b - a)} missing"
             for index, (a, b) in enumerate(zip(letters(pages), letters(built.raw))) if b - a or not forgive(a - b)]
    return expect(len(pages) == len(built.raw) and not wrong, f"{len(wrong)} pages differ\n" + "\n".join(wrong[:8]))


def same_list(found, wanted):
    if found == wanted:
        return None
    pairs = [f"{a} instead of {b}" for a, b in zip(found, wanted) if a != b]
    return f"{len(found)} instead of {len(wanted)}\n" + "\n".join(pairs[:8])


def jumps(built):
    return [[index, target] for index in range(len(built.labels)) for _, target in built.page_links(index)]


def same_places(seen, built):
    """Labels, bookmarks and jumps of a viewer against qpdf's view of the objects."""
    yield f"{len(built.labels)} page labels", same_list(seen["labels"], built.labels)
    yield f"{len(built.outline)} bookmarks", same_list(seen["outline"], [list(entry) for entry in built.outline])
    yield f"{len(jumps(built))} jumps", same_list(sorted(seen["links"]), sorted(jumps(built)))


# PDFium

def roles(elements):
    for element in elements:
        yield element
        yield from roles(element["children"])


def by_pdfium(suite, volume):
    built = suite.build(volume)
    # One thread: where several compile WebAssembly, node has been seen to wait for itself.
    seen = json.loads(built.tool("node", "--single-threaded", HERE / "pdfium.mjs", MODULES, built.pdf))
    yield from same_places(seen, built)
    yield "text", same_text(seen["pages"], built, repeated)
    elements = [element for page in seen["structure"] for element in roles(page)]
    yield f"{len(elements)} elements", expect(elements, "PDFium sees no structure")
    silent = [element for element in elements if element["role"] == "Figure" and not element["alt"]]
    if claims(built, built.pdf):
        yield "figures speak", expect(not silent, f"{len(silent)} without alternative text")


# MuPDF and poppler

def by_mupdf(suite, volume):
    built = suite.build(volume)
    lines = built.tool("mutool", "show", built.pdf, "outline").splitlines()
    titles = [re.match(r'[|+-]?\t*"(.*)"\t', line)[1] for line in lines]
    yield f"{len(titles)} bookmarks", same_list(titles, [title for _, title, _ in built.outline])
    yield "text", same_text(built.split_pages(built.tool("mutool", "draw", "-q", "-F", "txt", built.pdf)), built)


def by_poppler(suite, volume):
    built = suite.build(volume)
    xml = built.tool("pdftohtml", "-xml", "-i", "-stdout", built.pdf)
    items = re.findall(r'<item page="(\d+)">(.*?)</item>', xml)
    items = [(html.unescape(title), int(page) - 1) for page, title in items]
    yield f"{len(items)} bookmarks", same_list(items, [(title, page) for _, title, page in built.outline])
    yield "text", same_text(built.split_pages(built.tool("pdftotext", built.pdf, "-")), built)


# pdf.js

class Viewer:
    """Chromium with pdf.js, opened for the first check and used by one at a time."""

    def __init__(self, suite):
        self.suite = suite
        self.lock = threading.Lock()

    def read(self, built):
        with self.lock:
            server, address = browser.serve([HERE, MODULES, built.folder])
            with browser.Browser(self.suite.folder("chromium")) as window:
                window.open(address + "/viewer.html")
                seen = window.evaluate(f"openFile({json.dumps('/' + built.pdf.name)})")
                seen["pages"], seen["spoken"], seen["read"] = [], [], []
                for number in range(1, len(seen["labels"]) + 1):
                    page = window.evaluate(f"showPage({number})")
                    seen["pages"].append(page["selected"])
                    seen["spoken"].append(page["spoken"])
                    seen["read"].append(static_text(window.accessibility_tree()))
            server.shutdown()
            return seen


def static_text(tree):
    """The words of Chromium's own accessibility tree, in its order."""
    found = []

    def walk(node):
        if node.get("role", {}).get("value") == "StaticText":
            found.append(squeeze(node.get("name", {}).get("value", "")))
            return
        for child in node.get("childIds", []):
            if child in tree:
                walk(tree[child])
    walk(next(iter(tree.values())))
    return "".join(found)


def logical_text(built, marked):
    """The text of the sequences in the order of the structure tree, as qpdf shows it."""
    found = []

    def walk(kid, page):
        kid = built.resolve(kid)
        if isinstance(kid, int):
            found.append(marked.get(f"p{page.split()[0]}R_mc{kid}", ""))
        elif isinstance(kid, list):
            for each in kid:
                walk(each, page)
        elif kid.get("/Type") != "/OBJR":
            page = kid.get("/Pg", page)
            walk(kid["/MCID"] if "/MCID" in kid else kid.get("/K", []), page)
    catalog = built.resolve(built.objects["qpdf"][1]["trailer"]["value"]["/Root"])
    walk(built.resolve(catalog["/StructTreeRoot"])["/K"], "")
    return squeeze("".join(found))


def lost_sentences(built, pages):
    """Of the documents, in order: those that are not read out."""
    for path in document_paths(built):
        document = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        words = body_words(document, lambda name, path=path: (path.parent / name).read_text(encoding="utf-8"))
        reading = Reading(pages)
        yield from (piece for piece in words.ordered if not reading.find(squeeze(piece)))
        yield from (piece for piece in words.loose + words.cells if not Reading(pages).find(squeeze(piece)))


def by_pdfjs(viewer, suite, volume):
    built = suite.build(volume)
    seen = viewer.read(built)
    yield from same_places(seen, built)
    yield "selected text", same_text(seen["pages"], built)
    spoken = ["".join(squeeze(words) for role, _, words in page if role == "text") for page in seen["spoken"]]
    if any(map(structure.runs_left, "".join(spoken))):
        yield "note", "lines that run to the left come in pdf.js's own order"
    elif volume.is_relative_to(ROOT / "input"):
        for what, pages in (("structure", spoken), ("accessibility tree", seen["read"])):
            lost = list(lost_sentences(built, pages))
            yield f"the documents are in the {what}, in order", expect(
                not lost, f"{len(lost)} sentences are not\n" + "\n".join(short(piece, 160) for piece in lost[:8]))
    pieces = structure.flow_pieces(suite.run("build", volume, "--dump=flow").out)
    yield "the structure is the flow, in order", structure.compare(pieces, logical_text(built, seen["marked"]))
    items = [item for page in seen["spoken"] for item in page]
    levels = [int(level) for role, level, _ in items if role == "heading"]
    yield f"{len(levels)} headings", expect(levels and not skipped(levels), f"levels {levels}")


def skipped(levels):
    return [pair for pair in zip([0, *levels], levels) if pair[1] > pair[0] + 1]


def checks(suite):
    viewer = Viewer(suite)
    samples = [volume for volume in suite.volumes() if volume.is_relative_to(ROOT)]
    cases = [folder / "volume.yaml" for folder in case_folders() if compiles(folder)]
    found = []
    for volume in samples + cases:
        name = suite.name_of(volume)
        found.append((f"pdf.js/{name}", functools.partial(by_pdfjs, viewer, suite, volume)))
        for reader, check in (("pdfium", by_pdfium), ("mupdf", by_mupdf), ("poppler", by_poppler)):
            found.append((f"{reader}/{name}", functools.partial(check, suite, volume)))
    return found
