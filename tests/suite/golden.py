"""Expected files: tests/cases/NAME/ holds a volume and what must come of it; tests/diag/NAME.diag what is said of
NAME.yaml, or of an input that made.py makes.

Beside a case's volume.yaml any of these may stand: plain.txt (the text edition), pdf.txt (what independent readers see
in the PDF), plain.fr.txt and pdf.fr.txt (the same of one of several languages), diag.txt (all that `check` prints;
without it, nothing), and the stages nodes.txt, volume.txt, refs.txt, flow.txt, lines.txt, pages.txt.
"""
import difflib
import functools
import re

from . import made
from .core import ROOT, TESTS, expect, short

STAGES = ["nodes", "volume", "refs", "flow", "lines", "pages"]
FIELDS = ["Title", "Subject", "Author", "Keywords", "Producer", "CreationDate", "Pages", "Page size", "PDF version"]
WIDTH = 60

# Rows of diagnostics.def that no input leads to, and why: they guard what the parts of the program promise each other.
UNREACHABLE = {
    "LINK_NOWHERE": "a link without address is MARKUP_LINK_EMPTY, one to no id UNDEFINED_REFERENCE, and each anchor of "
                    "the flow comes to stand on a page",
    "PDF_NOT_MADE": "libharu's limits are beyond those of the input: READER_RANGE keeps paper below 14,400 points, "
                    "IMAGE_TOO_LARGE and LINK_TOO_LONG the rest",
    "REFERENCE_MOVES": "a reference keeps the room of its widest page number (case/settles): a round that moves pages "
                       "leaves less to move",
}


def trimmed(text):
    return "\n".join(line.rstrip() for line in text.split("\n")).rstrip("\n") + "\n"


def describe_fonts(built):
    """Name, type, embedded, subset, Unicode map: a line a font, without the names of the subset and of the code map."""
    lines = built.tool("pdffonts", built.pdf).splitlines()[2:]
    fonts = {re.sub(r"^[A-Z]{6}\+", "", re.sub(r" +\d+ +\d+ *$", "", line)) for line in lines}
    return sorted({re.sub(r"  +", "  ", re.sub(r"-Bytes ", "  ", font)) for font in fonts})


def describe_links(built):
    for index in range(len(built.objects["pages"])):
        for rectangle, target in built.page_links(index):
            words = short(built.words_in(index, rectangle), WIDTH)
            yield f"{built.labels[index]}: “{words}” → {built.labels[target]}"


def describe_images(built):
    for line in built.tool("pdfimages", "-list", built.pdf).splitlines()[2:]:
        page, _, kind, width, height, color, _, bits = line.split()[:8]
        yield f"page {page}: {kind} {width} × {height} {color} {bits} bit"


def describe_pdf(built):
    """What pdfinfo, pdffonts, pdfimages, qpdf, mupdf and pdftotext see, in a form that a reader can check."""
    sections = [("information", [f"{field}: {built.info[field]}" for field in FIELDS if field in built.info]),
                ("fonts", describe_fonts(built)),
                ("images", list(describe_images(built))),
                ("bookmarks", [f"{'  ' * depth}{title} → {built.labels[page]}"
                               for depth, title, page in built.outline]),
                ("links", list(describe_links(built)))]
    out = []
    for name, lines in sections:
        if lines:
            out += [f"== {name}", *lines, ""]
    for label, page in zip(built.labels, built.raw):
        out += [f"== page {label}", page.strip("\n"), ""]
    return trimmed("\n".join(out))


def produce(suite, folder, kind):
    volume = folder / "volume.yaml"
    name, *language, _ = kind.split(".")
    if name in ("plain", "pdf"):
        built = suite.build(volume)
        built = built.edition(language[0]) if language else built
        return built.text if name == "plain" else describe_pdf(built)
    if kind == "diag.txt":
        ran = suite.run("check", "volume.yaml", cwd=folder)
        return ran.out + ran.err
    return suite.run("build", "volume.yaml", "--dump=" + kind.removesuffix(".txt"), cwd=folder).out


def difference(expected, got):
    lines = difflib.unified_diff(expected.split("\n"), got.split("\n"), "expected", "got", lineterm="", n=1)
    return "\n".join(lines).replace("\f", "^L")


def compare(path, got):
    expected = path.read_bytes().decode("utf-8", "surrogateescape")
    return expect(got == expected, f"differs from {path.relative_to(ROOT)}\n{difference(expected, got)}")


def kinds_of(folder):
    editions = [path.name for path in sorted(folder.glob("*.txt")) if re.match(r"(plain|pdf)\.[\w-]+\.txt$", path.name)]
    known = editions + ["plain.txt", "pdf.txt", "diag.txt"] + [stage + ".txt" for stage in STAGES]
    return [kind for kind in known if (folder / kind).exists()]


def compiles(folder):
    """Whether a case is meant to."""
    said = folder / "diag.txt"
    return not said.exists() or ": error: " not in said.read_text()


def case(suite, folder):
    volume, kinds = folder / "volume.yaml", kinds_of(folder)
    if compiles(folder):
        ran = suite.build(volume).ran
        yield "builds", expect(ran.status == 0, f"status {ran.status}\n{ran.err}")
        if ran.status:
            return
    if "diag.txt" not in kinds:
        said = produce(suite, folder, "diag.txt")
        yield "no diagnostics", expect(not said, "\n" + said)
    for kind in kinds:
        yield kind, compare(folder / kind, produce(suite, folder, kind))


def ask(suite, path):
    """Runs the program on a diagnostic's input: the YAML file of its name, else what is made for it."""
    volume = path.with_suffix(".yaml")
    return suite.run("check", volume.name, cwd=path.parent) if volume.exists() else made.prepare(suite, path.stem).run()


def diagnostic(suite, path):
    try:
        ran = ask(suite, path)
    except made.LeftOut as why:
        yield "note", f"left out: {why}"
        return
    yield "message", compare(path, ran.err) if path.exists() else f"no {path.name}: bless it\n{ran.err}"
    wanted = made.STATUS.get(path.stem, 1 if ": error: " in ran.err else 0)
    yield "exit status", expect(ran.status == wanted, f"{ran.status} instead of {wanted}")
    yield "prints nothing else", expect(not ran.out, short(ran.out))


def diagnostic_rows():
    """Id → a pattern for the message, from THE table."""
    table = (ROOT / "src/base/diagnostics.def").read_text()
    rows = {}
    for name, severity, text in re.findall(r'^DIAG\((\w+), SEVERITY_(\w+), "((?:[^"\\]|\\.)*)"', table, re.M):
        parts = [re.escape(part) for part in re.split(r"%[1-9]", text)]
        rows[name] = re.compile(severity.lower() + ": " + "(.*)".join(parts) + "$", re.M)
    return rows


def shown_rows(rows):
    """The ids that an expected file shows."""
    files = list((TESTS / "diag").glob("*.diag")) + list((TESTS / "cases").glob("*/diag.txt"))
    said = "\n".join(path.read_text() for path in files)
    # A row whose text is words alone matches everything: it counts when no other row does.
    special = [pattern for pattern in rows.values() if pattern.pattern != "error: (.*)$"]
    others = [line for line in re.findall(r"error: .*$", said, re.M)
              if not any(pattern.search(line) for pattern in special)]
    return {name for name, pattern in rows.items() if (pattern.search(said) if pattern in special else others)}


def coverage(_):
    rows = diagnostic_rows()
    shown = shown_rows(rows)
    for name in sorted(set(rows) - shown - set(UNREACHABLE)):
        yield name, "no file of tests/diag and no diag.txt of tests/cases shows it"
    for name in sorted(UNREACHABLE):
        yield f"{name} cannot be reached", expect(name in rows and name not in shown, "it is shown, or is no id")
    yield f"{len(shown)} of {len(rows)} messages are shown", expect(len(rows) > 100, "the table is not read")
    strays = {path.stem for path in (TESTS / "diag").glob("*.diag")} - {path.stem for path in diagnostics()}
    yield "each expected file has its input", expect(not strays, ", ".join(sorted(strays)))
    yield "at least 40 bad inputs", expect(len(diagnostics()) >= 40, f"tests/diag holds {len(diagnostics())}")


def case_folders():
    return sorted(path.parent for path in (TESTS / "cases").glob("*/volume.yaml"))


def diagnostics():
    """The expected files: of the inputs that stand beside them, and of those that are made."""
    names = {path.stem for path in (TESTS / "diag").glob("*.yaml")} | set(made.MAKERS)
    return [TESTS / "diag" / (name + ".diag") for name in sorted(names)]


def checks(suite):
    found = [(f"case/{folder.name}", functools.partial(case, suite, folder)) for folder in case_folders()]
    found += [(f"diag/{path.stem}", functools.partial(diagnostic, suite, path)) for path in diagnostics()]
    return found + [("diag coverage", functools.partial(coverage, suite))]


def write(path, text):
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    print("wrote", path.relative_to(ROOT))


def bless(suite, names):
    """Writes the expected files that exist anew; a case that has none gets diag.txt, or plain.txt and pdf.txt."""
    for folder in case_folders():
        if names and f"case/{folder.name}" not in names and folder.name not in names:
            continue
        said = produce(suite, folder, "diag.txt")
        if said or (folder / "diag.txt").exists():
            write(folder / "diag.txt", said)
        for kind in kinds_of(folder) or ["plain.txt", "pdf.txt"]:
            if kind != "diag.txt":
                write(folder / kind, produce(suite, folder, kind))
    for path in diagnostics():
        if f"diag/{path.stem}" not in names and path.stem not in names:
            continue
        try:
            write(path, ask(suite, path).err)
        except made.LeftOut as why:
            print(f"left out {path.name}: {why}")
