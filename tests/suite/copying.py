"""What was typed comes back when it is copied out of the PDF: each line of a case's copied.txt."""
import functools
import unicodedata

from .core import expect
from .golden import case_folders
from .readers import squeeze


def copied(suite, folder):
    built = suite.build(folder / "volume.yaml")
    poppler = squeeze(built.tool("pdftotext", "-raw", built.pdf, "-"))
    mupdf = squeeze(built.tool("mutool", "draw", "-q", "-F", "txt", built.pdf))
    for line in (folder / "copied.txt").read_text(encoding="utf-8").splitlines():
        words = squeeze(unicodedata.normalize("NFC", line))
        for name, text in (("poppler", poppler), ("mupdf", mupdf)):
            yield f"“{line}” by {name}", expect(words in text, "is not what comes back")


def checks(suite):
    return [(f"copy/{folder.name}", functools.partial(copied, suite, folder))
            for folder in case_folders() if (folder / "copied.txt").exists()]
