"""The words of a document's body, parted where the compiler puts words of its own: what must be found in the output.

A rough reading of Markdown, on purpose not the program's own: marks are dropped, words are kept.
"""
import html
import re

PART = "\0"
INLINE = [
    (re.compile(r"\[\^[^\]]+\]"), PART),                            # a footnote's number
    (re.compile(r"!?\[([^\]]*)\]\(#[^)]*\)"), r"\1" + PART),        # a cross-reference; its page follows
    (re.compile(r"!\[([^\]]*)\]\([^)]*\)(\{[^}]*\})?"), PART),      # a figure: its caption may stand elsewhere
    (re.compile(r"\[([^\]]*)\]\([^)]*\)"), r"\1" + PART),            # a link; plain text prints its address
    (re.compile(r"\[([^\]]*)\]\{[^}]*\}"), r"\1"),
    (re.compile(r"\s*\{#[^}]*\}\s*$"), ""),
    (re.compile(r"<((?:https?|mailto):[^>]*|[^>@\s]+@[^>\s]+)>"), r"\1"),
    (re.compile(r"<br\s*/?>"), PART),
    (re.compile(r"(?<!~)~[^\s~]+~(?!~)|\^[^\s^]+\^"), PART),      # set low or high: in plain text by other signs
    (re.compile(r"\*+|~~|`+"), ""),
    (re.compile(r"(?<!\w)_+|_+(?!\w)"), ""),
]
ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
SENTENCE = re.compile(r"(?<=[.!?;:])[”’)]?\s+")


def fragments(text):
    """One block's text: a list of pieces that stand in the output as they are."""
    kept = []

    def keep(found):
        kept.append(found[1])
        return f"\1{len(kept) - 1}\1"
    text = ESCAPE.sub(keep, text)
    for pattern, instead in INLINE:
        text = pattern.sub(instead, text)
    text = re.sub("\1(\\d+)\1", lambda found: kept[int(found[1])], html.unescape(text))
    return [sentence for part in text.split(PART) for sentence in SENTENCE.split(part) if sentence.strip()]


MARK = r"[-*+]\s+(\[[ xX]\]\s+)?|\d+[.)]\s+|\(\w+\)\s+|[a-z][.)]\s+|:\s+|(--|—)\s+|#+\s+"


def strip_marks(line):
    """Without the marks of quotations, lists, definitions and headings that a line begins with."""
    return re.sub(rf"^\s*(>\s?|{MARK})+", "", line)


class Words:
    """Of a body: `ordered` must be found in this order, `loose` anywhere (captions, notes); `cells` of tables anywhere,
    and in plain text, where columns stand side by side, word by word."""

    def __init__(self):
        self.ordered, self.loose, self.cells = [], [], []

    def add(self, other, loose=False):
        self.loose += other.loose + (other.ordered if loose else [])
        self.ordered += [] if loose else other.ordered
        self.cells += other.cells


def read_block(lines, words):
    text = " ".join(strip_marks(line).strip() for line in lines)
    caption = re.match(r"Table:\s*(.*)", text)
    figure = re.fullmatch(r"!\[([^\]]*)\]\([^)]*\)(\{[^}]*\})?", text.strip())
    if caption or figure:
        words.loose += fragments((caption or figure)[1])
    elif lines[0].lstrip().startswith("|"):
        for row in lines:
            cells = re.split(r"(?<!\\)\|", row.strip().strip("|"))
            if not re.fullmatch(r"[\s|:-]+", row):
                words.cells += [piece for cell in cells for piece in fragments(cell.strip())]
    else:
        words.ordered += fragments(text)


def starts_block(line):
    return re.match(rf"\s*({MARK}|>|\||:::)", line)


def markdown_words(text):
    words, block, fence, note = Words(), [], None, False

    def close():
        if block:
            target = Words()
            read_block(block, target)
            words.add(target, loose=note)
            block.clear()
    for line in text.split("\n"):
        mark = re.match(r"\s*(```+|~~~+)", line)
        if mark or fence:
            close()
            if mark:
                fence = None if fence else mark[1]
            elif line.strip():
                words.ordered.append(line)
            continue
        definition = re.match(r"\[\^[^\]]+\]:\s*(.*)", line)
        if not line.strip() or line.startswith(":::") or re.fullmatch(r"\s*([-*_]\s*){3,}", line):
            close()
        elif definition:
            close()
            note, line = True, definition[1]
            block.append(line)
        else:
            table = line.lstrip().startswith("|") and block and block[0].lstrip().startswith("|")
            if starts_block(line) and not table:
                close()
            if not block:
                note = note and line.startswith("    ")
            block.append(line)
    close()
    return words


def body_words(document, read):
    """Of a document as YAML; `read` gives the text of its `source`."""
    body = read(document["source"]) if "source" in document else document.get("body", "")
    if isinstance(body, str):
        return markdown_words(body)
    words = Words()
    for block in body:
        for kind in ("text", "heading", "quote", "epigraph", "note", "lines", "recommendation", "code"):
            if not isinstance(block, dict) or kind not in block:
                continue
            value = block[kind]["text" if kind != "code" else "code"] if isinstance(block[kind], dict) else block[kind]
            words.add(markdown_words(value if kind != "code" else f"```\n{value}\n```"))
    return words
