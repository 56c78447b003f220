"""What a volume asks of the design: each paper, size and number of columns gives pages whose words stand between their
margins; figures and acronyms are set as asked; each installed family of the fonts table sets text.
"""
import functools
import re
import shutil

from .core import ROOT, TESTS, expect

# Paper, columns, size in points: what an author may reasonably ask for.
ASKED = [("A4", 1, 8), ("A4", 1, 14), ("A4", 2, 8), ("A4", 2, 11), ("A5", 1, 9), ("B5", 1, 10), ("B5", 2, 8),
         ("letter", 1, 12), ("letter", 2, 10), ("legal", 1, 11)]
# In fifteenths and eighteenths of the page's width: the narrower side margin around one and two columns.
MARGINS = {"book": (2 / 15, 1.5 / 15), "report": (2 / 18, 2 / 18)}
PROTRUSION = 8  # points that punctuation and hyphens may stand out
WARNINGS = re.compile(r"warning: (?!a line can only be filled|the longest words of this table|“[^”]*” is wider)")


def variant(suite, name, source, keys):
    """A copy of a volume with other top-level keys, built."""
    folder = suite.folder(name) / "volume"
    shutil.copytree(source, folder)
    volume = folder / "volume.yaml"
    kept = re.sub(r"^layout:.*\n(?:[ #].*\n)*", "", volume.read_text(encoding="utf-8"), flags=re.M)
    volume.write_text(kept + keys, encoding="utf-8")
    return folder, suite.run("build", volume, "-o", folder)


def words_of(suite, pdf):
    """(page, page's width, left, right, word) of each word."""
    page, width = 0, 0.0
    for line in suite.command(["pdftotext", "-bbox", pdf, "-"]).out.split("\n"):
        if found := re.match(r' *<page width="([\d.]+)"', line):
            page, width = page + 1, float(found[1])
        elif found := re.match(r' *<word xMin="([-\d.]+)" yMin="[-\d.]+" xMax="([-\d.]+)" yMax="[-\d.]+">(.*)</word>',
                               line):
            yield page, width, float(found[1]), float(found[2]), found[3]


def outside(words, margin):
    return [f"page {page}: {word}" for page, width, left, right, word in words
            if left < width * margin - PROTRUSION or right > width * (1 - margin) + PROTRUSION]


def layouts(suite):
    for design, margins in MARGINS.items():
        for paper, columns, size in ASKED:
            name = f"{design}-{paper}-{columns}-{size}"
            keys = (f"layout: {{design: {design}, paper: {paper}, columns: {columns}, font-size: {size}pt, "
                    "number-headings: true, start-documents: page, header: Head, footer: Foot}\n")
            folder, ran = variant(suite, f"design-{name}", ROOT / "input/geneva-2014", keys)
            if ran.status:
                yield name, ran.err
                continue
            words = list(words_of(suite, folder / "volume.pdf"))
            wrong = WARNINGS.findall(ran.err) + outside(words, margins[columns - 1])
            yield name, expect(words and not wrong, "\n".join(wrong[:8]))


def width_of(suite, folder, word):
    return next((right - left for _, _, left, right, text in words_of(suite, folder / "volume.pdf") if text == word), 0)


def features(suite):
    """Small capitals and old-style figures have widths of their own; symbols and tables keep lining figures."""
    asked, _ = variant(suite, "design-asked", TESTS / "cases/numerals",
                       "layout: {figures: old-style, acronyms: small-caps, paper: A5}\n")
    usual, _ = variant(suite, "design-usual", TESTS / "cases/numerals", "layout: {paper: A5}\n")
    for word, changes in (("CSIRTs", True), ("17,", True), ("RWH/2007/01-E", False), ("1874", False), ("UPU", False)):
        before, after = width_of(suite, usual, word), width_of(suite, asked, word)
        yield word, expect(before and (abs(after - before) > 0.1) == changes, f"{before} pt, then {after} pt")


def families(suite):
    table = (ROOT / "fonts/fonts.table").read_text(encoding="utf-8")
    rows = [[cell.strip() for cell in row.split("|")] for row in table.split("\n")]
    files = {}
    for row in rows:
        if len(row) > 3 and row[0] in ("body", "heading", "-"):
            files.setdefault(row[1], []).append(row[3])
    for family, paths in files.items():
        if not all((ROOT / path).exists() for path in paths):
            continue
        keys = f"layout: {{fonts: {{body: {family}}}}}\n"
        folder, ran = variant(suite, f"design-{family}", ROOT / "input/minimal", keys)
        fonts = suite.command(["pdffonts", folder / "volume.pdf"]).out if not ran.status else ran.err
        name = family.replace(" ", "").replace("Linux", "Lin")
        yield family, expect(name in fonts.replace(" ", ""), fonts)


def checks(suite):
    return [(f"design/{check.__name__}", functools.partial(check, suite)) for check in (layouts, features, families)]
