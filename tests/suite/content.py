"""Nothing is lost and everything is where it is said to be: sentences, locators, bookmarks, links."""
import functools
import re
import unicodedata

import yaml

from .core import expect, short
from .golden import case_folders, compiles
from .markdown import body_words
from .readers import LOCATOR, squeeze
from .words import said

# Bookmarks of pages that do not print these words: what stands there instead.
UNPRINTED = {**dict.fromkeys(said("TITLE_PAGE"), "title"), **dict.fromkeys(said("IMPRINT") | said("COLOPHON"))}


class Reading:
    """A place in the squeezed pages, that moves on as words are found."""

    def __init__(self, pages):
        self.pages = pages
        self.starts = [0]
        for page in pages:
            self.starts.append(self.starts[-1] + len(page))
        self.text = "".join(pages)
        self.at = 0

    def find(self, words):
        """Finds words at or after the place, within a page or over its end."""
        at = self.text.find(words, self.at)
        if at < 0:
            at = self.find_parted(words)
            words = ""
        if at >= 0:
            self.at = at + len(words)
        return at >= 0

    def find_parted(self, words):
        """Notes at a page's foot and tables at the next one's head may part a sentence; the place after it, or -1."""
        for number in range(len(self.pages) - 1):
            if self.starts[number + 1] <= self.at:
                continue
            first = self.text[max(self.at, self.starts[number]):self.starts[number + 1]]
            size = parted_at(words, first, self.pages[number + 1])
            if size is not None:
                second = self.pages[number + 1]
                return self.starts[number + 1] + second.find(words[size:]) + len(words) - size
        return -1


# Letters of a sentence's end that are looked for elsewhere than at the head of the page.
LEAST_PART = 5


def parted_at(words, first, second):
    """How many letters of the words stand on the first page, the rest beginning the second; None: they do not."""
    for size in range(len(words) - 1, 0, -1):
        rest = words[size:]
        begins = second.startswith(rest) or (len(rest) >= LEAST_PART and rest in second)
        if begins and words[:size] in first:
            return size
    return None


def stands(pages, index, words):
    """Do the words stand on a page, or across it and the next? Numbers of footnotes may stand between them.
    A heading in two languages is listed as “Rules / Règles”, and stands as two."""
    if " / " in words:
        return all(stands(pages, index, part) for part in words.split(" / "))
    if index is None or index >= len(pages):
        return False
    page, following = pages[index], pages[index + 1] if index + 1 < len(pages) else ""
    noted = r"(?:\[?\d+\]?)?".join(re.escape(squeeze(word)) for word in words.split())
    words = squeeze(words)
    return (words in page or words not in following and words in page + following or
            parted_at(words, page, following) is not None or re.search(noted, page) is not None)


# Sentences

def document_paths(built):
    """In the order of the book."""
    paths = []

    def matter(entries):
        paths.extend(entry for entry in entries or [] if isinstance(entry, str) and re.search(r"[./]", entry))
    matter(built.input.get("front"))
    for session in built.input.get("sessions") or []:
        for item in session.get("items") or []:
            path = item.get("document") if isinstance(item, dict) else item
            paths += [path] if path else []
    matter(built.input.get("back"))
    return [built.volume.parent / path for path in paths]


def sentences(suite, volume, words):
    built = suite.build(volume)
    if not built.ok():
        yield "builds", f"status {built.ran.status}\n{built.ran.err}"
        return
    for path in document_paths(built):
        document = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        wanted = words(document, lambda name, path=path: (path.parent / name).read_text(encoding="utf-8"))
        count = len(wanted.ordered) + len(wanted.loose) + len(wanted.cells)
        for medium, pages in (("PDF", built.squeezed), ("text", built.text_squeezed)):
            reading = Reading(pages)
            lost = [piece for piece in wanted.ordered if not reading.find(squeeze(piece))]
            lost += [piece for piece in wanted.loose if not Reading(pages).find(squeeze(piece))]
            pages = pages if medium == "PDF" else pages + built.text_columns
            lost += [piece for piece in wanted.cells if not Reading(pages).find(squeeze(piece))]
            yield f"{medium} has the {count} sentences of {path.name}", expect(
                not lost, f"{len(lost)} not found in order\n" + "\n".join(short(piece, 160) for piece in lost[:8]))


# Locators

def check_rows(rows, pages, columns=()):
    """Each row of --dump=refs: its words are found where it says."""
    for where, locator, page, words in rows:
        if not words.strip() or where == "bookmark" and words in UNPRINTED:
            continue
        if not stands(pages, page, words) and not stands(columns, page, words):
            yield f"{where}: “{short(words, 80)}” is not on page {locator or '-'}"


def check_labels(rows, labels):
    """The locator of a row is the label that its page bears."""
    for where, locator, page, words in rows:
        if page is not None and labels[page] != locator:
            yield f"{where}: “{short(words, 80)}” is given as {locator or '-'}, its page is {labels[page]}"


def report(rows, wrong):
    wrong = list(wrong)
    return expect(rows and not wrong, f"{len(wrong)} of {len(rows)} are wrong\n" + "\n".join(wrong[:12]))


def check_numbers(rows, text):
    """Continuous text: the words stand between the heading of that number and the next numbered heading."""
    places = {}
    for found in re.finditer(r"^(S?\d+(?:\.\d+)*)  (?=\S)", text, re.M):
        places.setdefault(found[1], found.start())
    starts = sorted(places.values()) + [len(text)]
    for where, locator, _, words in rows:
        if not locator or not words.strip():
            continue
        start = places.get(locator)
        end = next((place for place in starts if start is not None and place > start), len(text))
        if start is None or squeeze(words) not in squeeze(text[start:end]):
            yield f"{where}: “{short(words, 80)}” does not stand under {locator}"


def region(rows, part, count):
    """The pages of a generated part: from its bookmark to the next one on another page, which it may share."""
    marks = [(page, words) for where, _, page, words in rows if where == "bookmark" and page is not None]
    titles = said(part.upper().replace("-", "_"))
    for at, (page, words) in enumerate(marks):
        if words in titles:
            later = [other + 1 for other, _ in marks[at + 1:] if other > page]
            return range(page, later[0] if later else count)
    return range(0)


def runs_both_ways(words):
    """The reader of pages does not know in which direction to read a line of these and a number."""
    return any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in words)


def check_printed(rows, pages, part, unread=lambda words: False):
    """The locators that a part prints are those of the dump, in order. Lines are kept apart, but words go over them."""
    lines = [line for index in region(rows, part, len(pages)) for line in pages[index].split("\n")]
    text, at = "\n".join(map(squeeze, lines)), 0
    for where, locator, _, words in rows:
        if where != part or not locator:
            continue
        title = "\n?".join(map(re.escape, squeeze(words))) + r"[\n.…·]*"
        found = re.compile((title if part == "contents" else r"[,،，、–]\n?") + locator + r"(?!\w)").search(text, at)
        if not found and not unread(words):
            yield f"“{short(words, 80)}” {locator} is not printed in its place"
        if not found:
            continue
        at = found.end()


def check_outline(built):
    rows = [(words, page) for where, _, page, words in built.dump["pages"] if where == "bookmark"]
    outline = [(title, page) for _, title, page in built.outline]
    if [squeeze(words) for words, _ in rows] != [squeeze(title) for title, _ in outline]:
        yield f"the bookmarks are not those of --dump=refs: {outline[:4]}… {rows[:4]}…"
        return
    for (words, page), (_, target) in zip(rows, outline):
        if page != target:
            yield f"“{words}” leads to page {target + 1}, not {page + 1}"
        key = UNPRINTED.get(words, words)
        shown = built.input.get("title") if key == "title" else key
        if isinstance(shown, str) and not stands(built.squeezed, target, shown):
            yield f"“{shown}” is not on page {built.labels[target]}"


def check_links(built):
    """A link that reads as a locator leads to the page of that label; one in the contents to its words."""
    rows, count = built.dump["pages"], len(built.labels)
    contents = region(rows, "contents", count)
    titles = [squeeze(words) for where, _, _, words in rows if where == "contents"]
    listed = {*contents, *region(rows, "author-index", count), *region(rows, "subject-index", count)}
    for index in range(len(built.labels)):
        for rectangle, target in built.page_links(index):
            words = built.words_in(index, rectangle).strip()
            shown = re.search(r"(?:^|p\. )(\w+)\)?$" if index in listed else r"p\. (\w+)\)?$", words)
            if shown and LOCATOR.fullmatch(shown[1]):
                if shown[1] != built.labels[target]:
                    yield f"page {built.labels[index]}: “{words}” leads to page {built.labels[target]}"
            elif index in contents and any(squeeze(words) in title for title in titles):
                if not stands(built.squeezed, target, words):
                    yield f"contents: “{words}” is not on page {built.labels[target]}"


def locators(suite, volume):
    built = suite.build(volume)
    if not built.ok():
        yield "builds", f"status {built.ran.status}\n{built.ran.err}"
        return
    pages, text = built.dump["pages"], built.dump["text"]
    yield f"PDF: {len(pages)} locators lead to their words", report(pages, check_rows(pages, built.squeezed))
    yield f"PDF: {len(pages)} locators are the labels of their pages", report(pages, check_labels(pages, built.labels))
    for part in ("contents", "author-index", "subject-index"):
        printed = [row for row in pages if row[0] == part]
        if printed:
            wrong = check_printed(pages, built.bodies, part, runs_both_ways)
            yield f"PDF: {part} prints {len(printed)}", report(printed, wrong)
    yield f"PDF: {len(built.outline)} bookmarks", report(built.outline, check_outline(built))
    links = [link for index in range(len(built.labels)) for link in built.page_links(index)]
    yield f"PDF: {len(links)} links", report(links or ["none"], check_links(built))
    if text and all(page is None for _, _, page, _ in text):
        yield f"text: {len(text)} numbers lead to their words", report(text, check_numbers(text, built.text))
        return
    wrong = check_rows(text, built.text_squeezed, built.text_columns)
    yield f"text: {len(text)} locators lead to their words", report(text, wrong)
    wrong = check_labels(text, built.text_labels)
    yield f"text: {len(text)} locators are the numbers of their pages", report(text, wrong)
    for part in ("contents", "author-index", "subject-index"):
        printed = [row for row in text if row[0] == part]
        if printed:
            wrong = check_printed(text, built.text_pages, part)
            yield f"text: {part} prints {len(printed)}", report(printed, wrong)


def checks(suite):
    found = [("shared volumes", functools.partial(shared_are_there, suite))]
    for volume in suite.volumes():
        name = suite.name_of(volume)
        found.append((f"sentences/{name}", functools.partial(sentences, suite, volume, body_words)))
        found.append((f"locators/{name}", functools.partial(locators, suite, volume)))
    for folder in case_folders():
        if compiles(folder):
            volume = folder / "volume.yaml"
            found.append((f"locators/case/{folder.name}", functools.partial(locators, suite, volume)))
    return found


def shared_are_there(suite):
    volumes = list(suite.shared.glob("volumes/*/volume.yaml"))
    yield "note", f"{len(volumes)} in {suite.shared}" + ("" if volumes else ": their checks are left out")
