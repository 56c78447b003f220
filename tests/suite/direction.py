"""Text that is drawn from the left in the order in which it is read: mupdf's lines of a page, with what runs from right
to left turned, by the rules of UAX #9 that matter where nothing is embedded deeper.
"""
import html
import re
import unicodedata

# Marks and signs that take part in either direction.
NEUTRAL = "n"
DECIMAL = re.compile(r"1+(?:[.,:/]1+)*")
# Latin letters with all that stands between them and up to a number behind them; what is read backwards begins there.
LATIN = re.compile(r"(?:[1n]*1[1n]*(?=l))?l(?:[l1n]*l)?")

LEADER = re.compile(r"((?: *\.){4,} *)")


def kind(character):
    """l: runs to the right, r: to the left, 1: a digit, n: as its neighbours; separators of numbers stand as such."""
    if character in ".,:/":
        return character
    direction = unicodedata.bidirectional(character)
    return {"L": "l", "R": "r", "AL": "r", "EN": "1", "AN": "1"}.get(direction, NEUTRAL)


def turn_parts(text, pattern, kinds):
    """Turns each part whose kinds match."""
    out, at = [], 0
    for found in pattern.finditer(kinds):
        out += [text[at:found.start()], text[found.start():found.end()][::-1]]
        at = found.end()
    return "".join(out) + text[at:]


def read(drawn):
    """What stands before and after a leader is read apart from it."""
    return "".join(map(read_part, LEADER.split(drawn)))


def read_part(drawn):
    """A line from left to right → as it is read. Its direction is that of most of its letters."""
    kinds = "".join(map(kind, drawn))
    if kinds.count("r") <= kinds.count("l"):
        return turn_parts(drawn, re.compile(r"r(?:[rn.,:/]*r)?"), kinds) if "r" in kinds else drawn
    text, kinds = drawn[::-1], kinds[::-1]
    plain = re.sub("[.,:/]", NEUTRAL, kinds)
    latin = [found.span() for found in LATIN.finditer(plain)]
    covered = {at for start, end in latin for at in range(start, end)}
    numbers = [found.span() for found in DECIMAL.finditer(kinds) if found.start() not in covered]
    for start, end in latin + numbers:
        text = text[:start] + text[start:end][::-1] + text[end:]
    return text


def drawn_lines(page):
    """(baseline, characters) of each line of a page of mupdf's stext: what goes on to the right at one height."""
    lines, before = [], None
    for size, body in re.findall(r'<font [^>]*size="([\d.]+)">(.*?)</font>', page, re.S):
        for x, y, c in re.findall(r'<char [^>]*? x="([^"]*)" y="([^"]*)"[^>]*? c="([^"]*)"', body):
            x, y, em = float(x), float(y), float(size)
            if before is None or abs(y - before[1]) > em * 0.6 or x < before[0] - em * 0.7:
                lines.append((y, []))
            lines[-1][1].append(html.unescape(c))
            before = x, y
    return [(y, "".join(characters)) for y, characters in lines]


def read_pages(stext, top=float("-inf"), bottom=float("inf")):
    """Each page's lines between two heights, as they are read."""
    return ["\n".join(read(line) for y, line in drawn_lines(page) if top <= y <= bottom) + "\n"
            for page in stext.split("<page ")[1:]]
