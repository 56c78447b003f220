"""The files themselves: valid, complete fonts, the same bytes however they were made, dated by the input."""
import functools
import re
import shutil

from .core import ROOT, TESTS, expect, short
from .readers import columns

DEMO = ROOT / "input/ha-noi-2007/volume.yaml"


def valid(suite, volume):
    built = suite.build(volume)
    if not built.ok():
        yield "builds", f"status {built.ran.status}\n{built.ran.err}"
        return
    said = built.ran.out.splitlines()
    yield "says one line", expect(len(said) == 1 and not built.ran.err, f"{said}\n{built.ran.err}")
    checked = suite.command(["qpdf", "--check", built.pdf])
    yield "qpdf --check", expect(checked.status == 0 and "WARNING" not in checked.out, checked.out + checked.err)
    fonts = built.tool("pdffonts", built.pdf).splitlines()[2:]
    wrong = [line for line in fonts if not re.search(r" yes yes yes +\d+ +\d+ *$", line)]
    yield f"{len(fonts)} fonts embedded, subset, with Unicode map", expect(fonts and not wrong, "\n".join(wrong))
    complaints = suite.command(["mutool", "draw", "-q", "-F", "txt", "-o", "/dev/null", built.pdf]).err
    complaints = re.sub(r"warning: ICC support is not available\n", "", complaints)
    yield "mupdf has no complaint", expect(not complaints, complaints)
    yield from text_shape(built)


def stranded_headings(text):
    """Pages that end with a heading, told by the rule below it."""
    for number, page in enumerate(text.split("\f"), 1):
        lines = [line for line in page.split("\n")[1:-2] if line.strip()]
        if len(lines) > 1 and re.fullmatch(r"-+|=+", lines[-1]):
            yield f"page {number} ends with “{lines[-2]}”"


def keeps(suite):
    """Whatever the length of the page, a heading stays with what follows."""
    folder = suite.folder("keeps") / "names"
    shutil.copytree(TESTS / "cases/names", folder)
    volume, wrong = folder / "volume.yaml", []
    whole = volume.read_text()
    for length in range(30, 60, 3):
        volume.write_text(whole + f"editions: {{text: {{page-length: {length}}}}}\n")
        suite.run("build", volume, "-o", folder)
        text = (folder / "names.txt").read_text(encoding="utf-8")
        wrong += [f"of {length} lines: {found}" for found in stranded_headings(text)]
    yield "text: no page ends with a heading", expect(not wrong, "\n".join(["", *wrong]))


def text_shape(built):
    """No line beyond the width, pages of one length, no control characters."""
    edition = built.input.get("editions", {})
    edition = edition.get("text") if isinstance(edition, dict) else None
    edition = edition if isinstance(edition, dict) else {}
    width, length = int(edition.get("width", 72)), int(edition.get("page-length", 58))
    lines = re.split(r"[\n\f]", built.text)
    wide = [line for line in lines if columns(line) > width]
    yield f"text: no line of more than {width} columns", expect(not wide, "\n".join(wide[:5]))
    control = re.findall(r"[\x00-\x08\x0b\x0e-\x1f\x7f\t]", built.text)
    yield "text: no control characters", expect(not control, str(control[:5]))
    trailing = [line for line in lines if line != line.rstrip()]
    yield "text: no white space at line ends", expect(not trailing, str(trailing[:3]))
    if edition.get("pages") != "false":
        stranded = list(stranded_headings(built.text))
        yield "text: no page ends with a heading", expect(not stranded, "\n".join(stranded))
        counts = {page.count("\n") for page in built.text.split("\f")}
        yield f"text: pages of {length} lines", expect(counts == {length}, f"pages of {sorted(counts)}")


def same_bytes(suite, volume):
    """Two runs, any number of workers, any time zone and place."""
    built = suite.build(volume)
    if not built.ok():
        yield "builds", f"status {built.ran.status}\n{built.ran.err}"
        return
    pdf, text = built.pdf.read_bytes(), built.txt.read_bytes()
    for what, options, env in (("another run", [], {}), ("-j1", ["-j1"], {}), ("-j2", ["-j", "2"], {}),
                               ("-j8", ["-j", "8"], {}), ("another time zone", [], {"TZ": "Asia/Ho_Chi_Minh"})):
        folder = suite.folder("again")
        ran = suite.run("build", volume, "-o", folder, *options, env=env)
        good = ran.status == 0 and (folder / built.pdf.name).read_bytes() == pdf
        yield f"{what}: same PDF", expect(good, "differs " + ran.err)
        good = ran.status == 0 and (folder / built.txt.name).read_bytes() == text
        yield f"{what}: same text", expect(good, "differs " + ran.err)


def locale(suite):
    """A locale with a decimal comma, made for this run."""
    built, place = suite.build(DEMO), suite.folder("locale")
    made = suite.command(["localedef", "-i", "de_DE", "-f", "UTF-8", place / "de_DE.UTF-8"])
    env = {"LOCPATH": str(place), "LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8"}
    point = suite.command(["locale", "decimal_point"], env=env).out.strip()
    if point != ",":
        yield "", f"cannot make a German locale: {short(made.err)} {point}"
        return
    folder = suite.folder("german")
    ran = suite.run("build", DEMO, "-o", folder, env=env)
    for one in (built.pdf, built.txt):
        good = ran.status == built.ran.status == 0 and (folder / one.name).read_bytes() == one.read_bytes()
        yield f"{one.suffix} under a decimal comma", expect(good, "differs " + ran.err)


def dates_of(volume):
    """All dates in the input's files, as written."""
    found = set()
    for path in volume.parent.rglob("*.yaml"):
        found |= set(re.findall(r"^[\s-]*(?:date|start|end): *[\"']?(\d{4}-\d\d-\d\d)", path.read_text(), re.M))
        found |= set(re.findall(r"[{,] *(?:date|start|end): *[\"']?(\d{4}-\d\d-\d\d)", path.read_text()))
    return found


def dated(suite, volume):
    built = suite.build(volume)
    latest = max(dates_of(volume), default=None)
    yield f"dated {latest} by its input", expect(
        built.ok() and built.info.get("CreationDate", "").startswith(latest or "-"), built.ran.err or str(built.info))
    folder = suite.folder("epoch")
    ran = suite.run("build", volume, "-o", folder, env={"SOURCE_DATE_EPOCH": "1234567890", "TZ": "America/Lima"})
    out = suite.command(["pdfinfo", "-isodates", folder / built.pdf.name]).out
    good = re.search(r"^CreationDate: +2009-02-13T23:31:30(Z|\+00(:?00)?)$", out, re.M)
    yield "SOURCE_DATE_EPOCH dates the PDF", expect(ran.status == 0 and good, ran.err + out)


def undated(suite):
    folder = suite.folder("undated")
    (folder / "volume.yaml").write_text("title: Timeless\nfront: [title-page]\n")
    ran = suite.run("build", folder / "volume.yaml", "-o", folder)
    pdf = folder / (folder.name + ".pdf")
    out = suite.command(["pdfinfo", "-isodates", pdf]).out if pdf.exists() else ran.err
    yield "no date in the input, none in the PDF", expect(
        ran.status == 0 and "Title" in out and "Date" not in out and b"<xmp:CreateDate" not in pdf.read_bytes(), out)


def checks(suite):
    found = []
    for volume in suite.volumes():
        name = suite.name_of(volume)
        found.append((f"valid/{name}", functools.partial(valid, suite, volume)))
        found.append((f"same bytes/{name}", functools.partial(same_bytes, suite, volume)))
    for volume in (ROOT / "input/geneva-2014/volume.yaml", DEMO):
        found.append((f"date/{suite.name_of(volume)}", functools.partial(dated, suite, volume)))
    found.append(("keeps", functools.partial(keeps, suite)))
    return found + [("date/none", functools.partial(undated, suite)), ("locale", functools.partial(locale, suite))]
