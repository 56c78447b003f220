"""What was typed comes back when it is copied out of the PDF: each line of a case's copied.txt."""
import functools
import unicodedata

from .core import expect
from .golden import case_folders
from .readers import squeeze


def copied(suite, folder):
    built = suite.build(folder / "volume.yaml")
    readers = {"poppler": ["pdftotext", "-raw", built.pdf, "-"],
               "poppler in reading order": ["pdftotext", built.pdf, "-"],
               "mupdf": ["mutool", "draw", "-q", "-F", "txt", built.pdf]}
    texts = {name: squeeze(built.tool(*command)) for name, command in readers.items()}
    for line in (folder / "copied.txt").read_text(encoding="utf-8").splitlines():
        # Of these readers one alone turns what is drawn from right to left.
        turned = any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in line)
        for name in ["poppler in reading order"] if turned else ["poppler", "mupdf"]:
            yield f"“{line}” by {name}", expect(squeeze(line) in texts[name], "is not what comes back")


def checks(suite):
    return [(f"copy/{folder.name}", functools.partial(copied, suite, folder))
            for folder in case_folders() if (folder / "copied.txt").exists()]
