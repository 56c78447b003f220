"""The words that the compiler makes, in all its languages: src/words/*.def."""
import functools
import re

from .core import ROOT


@functools.cache
def texts():
    """Language → id → text."""
    found = {}
    for path in sorted((ROOT / "src/words").glob("*.def")):
        rows = re.findall(r'^WORD\((\w+), "(.*)"\)$', path.read_text(encoding="utf-8"), re.M)
        found["en" if path.stem == "words" else path.stem] = dict(rows)
    return found


def said(word):
    """A word in every language."""
    return {words[word] for words in texts().values() if word in words}
