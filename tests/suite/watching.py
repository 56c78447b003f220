"""--watch: built again on each change, with the bytes of a fresh build; mistakes shown and cleared; no memory eaten.

Nothing here depends on how fast it goes: what must come is waited for, however long it takes, up to PATIENCE.
"""
import contextlib
import fcntl
import functools
import os
import pty
import re
import shutil
import signal
import struct
import subprocess
import termios
import threading
import time

from . import made
from .core import ROOT, SANITIZER_WORDS, expect, short

PATIENCE = 100
STEP = 0.02
AGE = 0.1  # what is younger when it is read may be built once more
REBUILDS, WARM = 50, 10
MORE_MEMORY = 1500  # kB that may be added from the WARM-th rebuild to the last
PAPER = "three-copies.yaml"
SECOND = "title: A second paper\nbody: |\n  Its text.\n"


class Screen:
    """What a terminal shows: the few control sequences that are used; any other is kept as it is, to be seen."""

    def __init__(self, rows, columns):
        self.rows, self.columns = rows, columns
        self.lines, self.row, self.column, self.pending = [""], 0, 0, ""
        self.wrapped = set()  # rows that go on with the line above

    def put(self, text):
        text, self.pending = self.pending + text, ""
        while text:
            found = re.match(r"\x1b\[(\d*)([AHJK])", text)
            if found:
                getattr(self, "do_" + found[2])(int(found[1] or 1))
                text = text[found.end():]
            elif re.fullmatch(r"\x1b(\[\d*)?", text):
                self.pending, text = text, ""
            else:
                self.letter(text[0])
                text = text[1:]

    def letter(self, letter):
        if letter == "\r":
            self.column = 0
        elif letter == "\n":
            self.go_down()
        else:
            if self.column == self.columns:
                self.column = 0
                self.go_down()
                self.wrapped.add(self.row)
            line = self.lines[self.row].ljust(self.column)
            self.lines[self.row] = line[:self.column] + letter + line[self.column + 1:]
            self.column += 1

    def go_down(self):
        self.row += 1
        if self.row == len(self.lines):
            self.lines.append("")

    def top(self):
        return max(0, len(self.lines) - self.rows)

    def do_A(self, count):
        self.row = max(self.top(), self.row - count)

    def do_H(self, _):
        self.row, self.column = self.top(), 0

    def do_J(self, _):
        self.lines = self.lines[:self.row + 1]
        self.wrapped = {row for row in self.wrapped if row < self.row}
        self.do_K(1)

    def do_K(self, _):
        self.lines[self.row] = self.lines[self.row][:self.column]

    def text(self):
        return "".join(("" if row in self.wrapped else "\n") + line for row, line in enumerate(self.lines)).strip()


class Watch:
    """A watch that runs: its output so far, on a terminal the screen."""

    def __init__(self, suite, words, cwd, terminal=None, program=None):
        self.suite, self.out, self.lock = suite, "", threading.Lock()
        self.screen = terminal and Screen(*terminal)
        reader, writer = pty.openpty() if terminal else os.pipe()
        if terminal:
            fcntl.ioctl(writer, termios.TIOCSWINSZ, struct.pack("HHHH", *terminal, 0, 0))
        env = {**suite.environment, "TERM": "xterm"}
        command = ["timeout", "-k", "10", str(2 * PATIENCE), program or suite.program, *words]
        self.child = subprocess.Popen(command, cwd=cwd, env=env, stdin=subprocess.DEVNULL, stdout=writer, stderr=writer)
        os.close(writer)
        self.thread = threading.Thread(target=self.read, args=(reader,))
        self.thread.start()

    def read(self, reader):
        while True:
            try:
                data = os.read(reader, 65536)
            except OSError:  # a terminal that nobody writes to any longer
                data = b""
            if not data:
                break
            with self.lock:
                text = data.decode("utf-8", "replace")
                self.out += text
                if self.screen:
                    self.screen.put(text)
        os.close(reader)

    def shown(self):
        with self.lock:
            return self.screen.text() if self.screen else self.out

    def until(self, condition):
        """Whether it came true."""
        return wait(condition, lambda: self.child.poll() is None)

    def pid(self):
        """Of the program itself: timeout's child."""
        with open(f"/proc/{self.child.pid}/task/{self.child.pid}/children", encoding="ascii") as children:
            return int(children.read().split()[0])

    def end(self, number):
        """The status after a signal."""
        if self.child.poll() is None:
            os.kill(self.pid(), number)
        status = self.child.wait(timeout=PATIENCE)
        self.thread.join()
        if status < 0 or any(word in self.out for word in SANITIZER_WORDS):
            with self.suite.lock:
                self.suite.crashes.append(f"watch: status {status} {short(self.out[-600:], 600)}")
        return status


def wait(condition, alive=lambda: True):
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end or not alive():
            return False
        time.sleep(STEP)
    return True


@contextlib.contextmanager
def watching(suite, *words, cwd, **options):
    watch = Watch(suite, words, cwd, **options)
    try:
        yield watch
    finally:
        if watch.child.poll() is None:
            watch.end(signal.SIGTERM)


def place(suite, name="volume"):
    folder = suite.folder("watch")
    shutil.copytree(ROOT / "input/minimal", folder / name)
    return folder


def save(path, text):
    """As editors do: another file, renamed."""
    other = path.with_name("." + path.name + "~")
    other.write_text(text)
    os.replace(other, path)


def built_bytes(folder, name="volume"):
    """Of PDF and text; None while there are not both."""
    try:
        return [(folder / f"out/{name}.{kind}").read_bytes() for kind in ("pdf", "txt")]
    except FileNotFoundError:
        return None


def fresh_bytes(suite, folder, name="volume", program=None):
    """By one build, elsewhere."""
    fresh = suite.folder("fresh")
    words = [program or suite.program, "build", f"{name}/volume.yaml", "-o", fresh / "out"]
    suite.note_crash(suite.command(words, cwd=folder))
    return built_bytes(fresh, name)


def becomes_fresh(suite, watch, folder, name="volume", program=None):
    wanted = fresh_bytes(suite, folder, name, program)
    come = wanted and watch.until(lambda: built_bytes(folder, name) == wanted)
    return expect(come, f"not the bytes of a fresh build {short(watch.shown()[-600:], 600)}")


def mistakes(suite):
    """A mistake is told and changes no file; what follows it is built."""
    folder = place(suite)
    paper = folder / "volume" / PAPER
    text = paper.read_text()
    with watching(suite, "build", "volume/volume.yaml", "-o", "out", "--watch", cwd=folder) as watch:
        yield "builds at the start", becomes_fresh(suite, watch, folder)
        first = built_bytes(folder)
        save(paper, text + "keyword: [backup]\n")
        told = watch.until(lambda: "1 mistake, the last good book stands" in watch.shown())
        yield "a mistake is told", expect(told and "unknown key “keyword”" in watch.shown(), watch.shown())
        yield "the good files stand", expect(built_bytes(folder) == first, "they changed")
        save(paper, text.replace("## The rule", "## The rules"))
        yield "mended by another file of its name", becomes_fresh(suite, watch, folder)
        paper.write_text(text.replace("## The rule", "## A rule"))
        yield "written in place", becomes_fresh(suite, watch, folder)
        yield "with other bytes than at first", expect(built_bytes(folder) not in (None, first), "the same")
        status = watch.end(signal.SIGTERM)
        yield "SIGTERM: status 0", expect(status == 0, str(status))
        lines = [line for line in watch.out.splitlines() if line.startswith("volume: ")]
        yield "a line for each book", expect(len(lines) >= 3 and "\x1b" not in watch.out, watch.out)
        yield "no temporary file is left", expect(not list((folder / "out").rglob(".*")), "there is one")


def files(suite):
    """Whatever a volume is made from: a list that changes, files that come later, pictures, tables, links, folders."""
    folder = place(suite)
    volume = folder / "volume/volume.yaml"
    with watching(suite, "build", "volume/volume.yaml", "-o", "out", "--watch", cwd=folder) as watch:
        yield "builds at the start", becomes_fresh(suite, watch, folder)
        save(volume, volume.read_text().replace(f"[{PAPER}]", f"[{PAPER}, later/second.yaml]"))
        told = watch.until(lambda: "later/second.yaml" in watch.shown())
        yield "a file that is missing, and its folder", expect(told, watch.shown())
        second = folder / "volume/later/second.yaml"
        second.parent.mkdir()
        second.write_text(SECOND)
        yield "appears", becomes_fresh(suite, watch, folder)
        second.write_text(SECOND.replace("body: |\n", "body:\n- figure: {image: picture.png, alt: A picture}\n"
                                         "- table: {csv: table.csv}\n- text: |\n  "))
        told = watch.until(lambda: "picture.png" in watch.shown() and "table.csv" in watch.shown())
        yield "a picture and a table that are missing", expect(told, watch.shown())
        images = sorted((ROOT / "input").rglob("*.png"))
        os.symlink("table.one", second.parent / "table.csv")
        (second.parent / "table.one").write_text("A,B\n1,2\n")
        shutil.copy(images[0], second.parent / "picture.png")
        yield "appear, one of them as a link", becomes_fresh(suite, watch, folder)
        (second.parent / "table.one").write_text("A,B\n1,3\n")
        yield "what a link leads to", becomes_fresh(suite, watch, folder)
        os.rename(folder / "volume", folder / "away")
        told = watch.until(lambda: "cannot find the file volume/volume.yaml" in watch.shown())
        yield "the whole folder goes", expect(told, watch.shown())
        (folder / "away" / PAPER).write_text(SECOND.replace("second", "third"))
        os.rename(folder / "away", folder / "volume")
        yield "and comes back, changed", becomes_fresh(suite, watch, folder)
        yield "SIGINT: status 0", expect(watch.end(signal.SIGINT) == 0, "another")


def several(suite):
    """Each volume by itself."""
    folder = place(suite, "one")
    shutil.copytree(folder / "one", folder / "two")
    time.sleep(AGE)
    words = ["build", "one/volume.yaml", "two/volume.yaml", "-o", "out", "--watch"]
    with watching(suite, *words, cwd=folder) as watch:
        yield "the first", becomes_fresh(suite, watch, folder, "one")
        yield "the second", becomes_fresh(suite, watch, folder, "two")
        before = (folder / "out/one.pdf").stat()
        paper = folder / "two" / PAPER
        save(paper, paper.read_text().replace("## The rule", "## The rules"))
        yield "the second, changed", becomes_fresh(suite, watch, folder, "two")
        yield "leaves the first alone", expect((folder / "out/one.pdf").stat() == before, "it was written")
        yield "SIGTERM: status 0", expect(watch.end(signal.SIGTERM) == 0, "another")


def fonts(suite):
    """What is kept from build to build is opened anew when its files change."""
    bench = made.Bench(suite, "fonts")
    table = (ROOT / "fonts/fonts.table").read_text()
    bench.own_fonts(table)
    folder, program = bench.folder, bench.program
    shutil.copytree(ROOT / "input/minimal", folder / "volume")
    volume = folder / "volume/volume.yaml"
    with watching(suite, "build", "volume/volume.yaml", "-o", "out", "--watch", cwd=folder, program=program) as watch:
        yield "builds at the start", becomes_fresh(suite, watch, folder, program=program)
        found = [built_bytes(folder)]
        regular = made.body_font(made.font_rows())
        own = folder / "own.ttf"
        shutil.copy(regular, own)
        time.sleep(AGE)
        save(folder / "fonts/fonts.table", table.replace(regular, str(own)))
        save(volume, volume.read_text() + "subtitle: In other letters\n")
        yield "another row of the table", becomes_fresh(suite, watch, folder, program=program)
        found.append(built_bytes(folder))
        shutil.copy(regular.replace("Regular", "Bold"), own)
        yield "another file under its name", becomes_fresh(suite, watch, folder, program=program)
        found.append(built_bytes(folder))
        save(volume, volume.read_text() + "layout: {fonts: {body: Inter}}\n")
        yield "another family", becomes_fresh(suite, watch, folder, program=program)
        found.append(built_bytes(folder))
        different = all(found[i][0] != found[k][0] for i in range(4) for k in range(i))
        yield "each with other bytes", expect(different, "some are the same")
        os.remove(own)
        save(volume, volume.read_text().replace("Inter", "Vollkorn"))
        told = watch.until(lambda: str(own) in watch.shown())
        yield "a font that is gone", expect(told, watch.shown())
        yield "status 0", expect(watch.end(signal.SIGTERM) == 0, "another")


def check_only(suite):
    folder = place(suite)
    paper = folder / "volume" / PAPER
    text = paper.read_text()
    with watching(suite, "check", "volume/volume.yaml", "--watch", cwd=folder) as watch:
        yield "none", expect(watch.until(lambda: "no mistakes" in watch.shown()), watch.shown())
        save(paper, text + "keyword: [backup]\n")
        yield "one", expect(watch.until(lambda: "1 mistake\n" in watch.shown()), watch.shown())
        save(paper, text)
        yield "none again", expect(watch.until(lambda: watch.shown().count("no mistakes") == 2), watch.shown())
        yield "status 0", expect(watch.end(signal.SIGTERM) == 0, "another")
    yield "nothing is written", expect(os.listdir(folder) == ["volume"], str(os.listdir(folder)))


def terminal(suite, size):
    """In place: messages stand until they are mended, and leave nothing behind on a screen that has room for them."""
    folder = place(suite)
    paper = folder / "volume" / PAPER
    text, room = paper.read_text(), size[0] > 20
    built = r"volume/volume\.yaml: built, \d+ pages in \d+\.\d\d s"
    wrong = r"volume/volume\.yaml: %s, the last good book of \d\d:\d\d stands"
    waits = "\nwaiting for changes; Ctrl-C ends"

    def shows(pattern):
        come = watch.until(lambda: re.search(f"(?s){pattern}$", watch.shown()))
        return expect(come and (not room or re.fullmatch("(?s)" + pattern, watch.shown())), watch.shown())
    words = ["build", "volume/volume.yaml", "-o", "out", "--watch"]
    with watching(suite, *words, cwd=folder, terminal=size) as watch:
        yield "built", shows(built + waits)
        save(paper, text + "keyword: [backup]\n")
        yield "a mistake", shows(r"volume/three-copies.*unknown key “keyword”.*" + wrong % "1 mistake" + waits)
        save(paper, text + "keyword: [backup]\ncolour: blue\nsiez: large\n")
        yield "more in its place", shows(r"volume/three-copies.*unknown key “siez”.*" + wrong % "3 mistakes" + waits)
        yield "each once", expect(watch.shown().count("“keyword”") == 1 or not room, watch.shown())
        save(paper, text)
        yield "cleared", shows(built + waits)
        status = watch.end(signal.SIGINT)
        yield "status 0", expect(status == 0, str(status))
        yield "the last state stands", expect(re.search(built + "$", watch.shown()), watch.shown())


def interrupted(suite):
    """At once, in the middle of a build: no part of a file is left."""
    folder = place(suite)
    volume, papers = folder / "volume/volume.yaml", []
    for number in range(60):
        papers.append(f"p{number}.yaml")
        body = "\n\n".join(f"  Paragraph {number}-{i} of a text that takes its time." for i in range(300))
        (folder / "volume" / papers[-1]).write_text(f"title: Paper {number}\nbody: |\n{body}\n")
    volume.write_text(volume.read_text().replace(f"[{PAPER}]", f"[{', '.join(papers)}]"))
    for pause in (0, 0.05, 0.2):
        with watching(suite, "build", "volume/volume.yaml", "-o", "out", "--watch", cwd=folder) as watch:
            wait(lambda: os.path.exists(f"/proc/{watch.child.pid}/task/{watch.child.pid}/children") and children(watch))
            wait(lambda: takes_signals(suite, watch.pid()))
            time.sleep(pause)
            status = watch.end(signal.SIGINT)
            yield f"after {pause} s: status 0", expect(status == 0, str(status))
            left = list(folder.rglob("out/.*"))
            yield f"after {pause} s: no temporary file", expect(not left, str(left))


def children(watch):
    with open(f"/proc/{watch.child.pid}/task/{watch.child.pid}/children", encoding="ascii") as found:
        return found.read().split()


def takes_signals(suite, pid):
    """Has the program, no longer timeout, said what SIGINT shall do?"""
    try:
        if not os.path.samefile(f"/proc/{pid}/exe", suite.program):
            return False
        with open(f"/proc/{pid}/status", encoding="ascii") as status:
            text = status.read()
    except FileNotFoundError:
        return True
    masks = [int(mask, 16) for mask in re.findall(r"^Sig(?:Blk|Cgt):\s+(\w+)", text, re.M)]
    return any(mask >> (signal.SIGINT - 1) & 1 for mask in masks)


def resident(pid):
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        return int(re.search(r"VmRSS:\s+(\d+)", status.read())[1])


def memory(suite):
    """With one worker: which one of several does what, and so has tools and memory of its own, is left to chance."""
    folder = place(suite)
    paper = folder / "volume" / PAPER
    text, sizes = paper.read_text(), []
    with watching(suite, "build", "volume/volume.yaml", "-o", "out", "--watch", "-j1", cwd=folder) as watch:
        watch.until(lambda: built_bytes(folder))
        for number in range(REBUILDS):
            before = watch.out.count("index entries")
            save(paper, text.replace("## The rule", f"## Rule {number}"))
            if not watch.until(lambda: watch.out.count("index entries") > before):
                break
            sizes.append(resident(watch.pid()))
        yield f"{REBUILDS} rebuilds", expect(len(sizes) == REBUILDS, watch.shown()[-600:])
        grown = sizes[-1] - sizes[WARM] if len(sizes) == REBUILDS else 0
        yield "memory does not grow", expect(suite.sanitized() or grown < MORE_MEMORY, f"{grown} kB: {sizes}")
        yield "the last is that of a fresh build", becomes_fresh(suite, watch, folder)
        yield "status 0", expect(watch.end(signal.SIGTERM) == 0, "another")


def usage(suite):
    volume = str(ROOT / "input/minimal/volume.yaml")
    ran = suite.run("build", volume, "--watch", "--dump=flow")
    yield "--dump is refused", expect(ran.status == 2 and "--watch" in ran.err, f"{ran.status} {ran.err}")
    out = suite.folder("out")
    ran = suite.run("build", volume, "--quiet", "-o", out)
    quiet = ran.status == 0 and not ran.out + ran.err and os.listdir(out)
    yield "--quiet: not a word", expect(quiet, ran.out + ran.err)


def checks(suite):
    subjects = [("mistakes", mistakes), ("files", files), ("several volumes", several), ("fonts", fonts),
                ("check", check_only),
                ("terminal", functools.partial(terminal, size=(40, 90))),
                ("narrow terminal", functools.partial(terminal, size=(90, 24))),
                ("low terminal", functools.partial(terminal, size=(8, 60))),
                ("interrupted", interrupted), ("memory", memory), ("usage", usage)]
    return [("watch/" + name, functools.partial(check, suite)) for name, check in subjects]
