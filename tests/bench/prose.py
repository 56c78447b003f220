"""Plain English prose for benchmarks: the sentences of the sample volumes, whose words are ours, without markup."""
import pathlib
import re

import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
KEYS = ("body", "abstract", "text", "summary", "note", "recommendation")
MARKED = re.compile(r"\[([^\]^]+)\](\{[^}]*\}|\([^)]*\))")
REMAINS = re.compile(r"[\[\]{}|`<>#*_\\@=$/~]|https?:|\.\.")
NOT_PROSE = re.compile(r"\s*(#|\||-|>|\[\^|\d+[.)]|:::|Table:|!|\* )")
ABBREVIATION = re.compile(r"\b(No|Mr|Ms|Dr|pp?|e\.g|i\.e|cf|vol|[A-Z])\.$")


def gather(node, found):
    """All Markdown below a node, whatever the shape of the file."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in KEYS and isinstance(value, str):
                found.append(value)
            else:
                gather(value, found)
    elif isinstance(node, list):
        for value in node:
            gather(value, found)


def paragraphs(markdown):
    for block in re.split(r"\n\s*\n", markdown):
        if not NOT_PROSE.match(block) and not block.startswith("    "):
            yield " ".join(block.split())


def without_markup(text):
    text = re.sub(r"\[\^[^\]]*\]", "", text)
    text = re.sub(r"\[\]\{[^}]*\}", "", text)
    text = MARKED.sub(r"\1", text)
    return re.sub(r"(\*\*?)(\S(?:.*?\S)?)\1", r"\2", text)


def split_sentences(text):
    start = 0
    for end in re.finditer(r"[.?!]”?(?= [A-Z“])", text):
        if not ABBREVIATION.search(text[start:end.end()]):
            yield text[start:end.end()].strip()
            start = end.end()
    yield text[start:].strip()


def sentences():
    """Sentences of 5 to 60 words, each once, in the order of the files."""
    found = []
    for path in sorted((ROOT / "input").rglob("*.yaml")):
        gather(yaml.safe_load(path.read_text()), found)
    kept = {}
    for markdown in found:
        for paragraph in paragraphs(markdown):
            for sentence in split_sentences(without_markup(paragraph)):
                if re.match(r"[A-Z“].*[.?!]”?$", sentence) and not REMAINS.search(sentence) and \
                        5 <= len(sentence.split()) <= 60:
                    kept[sentence] = None
    return list(kept)
