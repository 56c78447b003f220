"""Volumes that no person would write: tests/hostile/NAME/volume.yaml and those that tests/hostile/generate.py makes.

Each ends within 20 seconds with status 0 or 1; it leaves a text that is UTF-8 and a PDF that qpdf and pdfinfo take, or
no file at all. Crashes and what sanitizers say are noted by Suite.run.
"""
import functools
import subprocess
import sys

from .core import TESTS, expect, short

FOLDER = TESTS / "hostile"
SECONDS = 20
SLOWER = 10  # times, under sanitizers


def check_text(path):
    try:
        path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        return str(error)
    return None


def check_pdf(suite, path):
    for tool in (["qpdf", "--check", path], ["pdfinfo", path]):
        ran = suite.command(tool)
        if ran.status or "WARNING" in ran.out + ran.err or "Syntax" in ran.err:
            return f"{tool[0]}: {short(ran.out + ran.err)}"
    return None


def build(suite, volume, out):
    try:
        return suite.run("build", volume, "-o", out, timeout=SECONDS * (SLOWER if suite.sanitized() else 1))
    except subprocess.TimeoutExpired:
        return None


def hostile(suite, volume):
    out = suite.folder("hostile")
    ran = build(suite, volume, out)
    if not ran:
        yield "ends in time", f"runs for more than {SECONDS} s"
        return
    said = ": error: " in ran.err or ran.err.startswith("proceedings: error: ")
    yield "status", expect(ran.status == (1 if said else 0), f"status {ran.status}\n{short(ran.err)}")
    files = {path.suffix: path for path in out.rglob("*") if path.is_file()}
    if ran.status:
        yield "leaves no file", expect(not files, ", ".join(path.name for path in files.values()))
        return
    yield "leaves a file", expect(files, "no file")
    for suffix, path in sorted(files.items()):
        yield path.name, check_pdf(suite, path) if suffix == ".pdf" else check_text(path)


def generated(suite, name):
    folder = suite.folder("generated")
    ran = suite.command([sys.executable, FOLDER / "generate.py", folder, name])
    yield "is made", expect(ran.status == 0, ran.err)
    if ran.status == 0:
        yield from hostile(suite, folder / name / "volume.yaml")


def checks(suite):
    listed = suite.command([sys.executable, FOLDER / "generate.py", "--list"])
    found = [(path.parent.name, functools.partial(hostile, suite, path)) for path in FOLDER.glob("*/volume.yaml")]
    found += [(name, functools.partial(generated, suite, name)) for name in listed.out.split()]
    return [(f"hostile/{name}", check) for name, check in sorted(found, key=lambda pair: pair[0])]
