"""--watch keeps from build to build what is the same; whatever is edited, the bytes are those of a fresh build."""
import functools
import os
import shutil
import signal

from .core import ROOT, expect
from .watching import becomes_fresh, built_bytes, save, watching

LONGER = " One sentence more is added to this paragraph, so that it takes another line, or two of them." * 40
PAPER = """title: A paper that came late
id: late
symbol: RWH/2007/99-E
type: paper
authors: [maria-jose-quispe]
body: |
  ## Its only part {#late-part}

  Its batteries are those of [](#interdependence), and of [the report](#meeting-report).[^1]

  [^1]: A note on a CSIRT.
"""


class Edits:
    """Of a copy of the volume of Ha Noi: each takes what was found and puts something else in its place."""

    def __init__(self, folder):
        self.folder = folder

    def read(self, name):
        return (self.folder / name).read_text()

    def change(self, name, old, new):
        text = self.read(name)
        assert old in text, (name, old)
        save(self.folder / name, text.replace(old, new, 1))


def steps(edits):
    """Name and function of each; none undoes another, so that each build stands on what was kept of all before."""
    papers, other = "documents/national-csirt.yaml", "documents/interdependence.yaml"
    images = ["documents/cells-life.png", "documents/stations-served.png"]

    def swap():
        first, second = ((edits.folder / image).read_bytes() for image in images)
        for image, data in zip(images, (second, first)):
            (edits.folder / image).write_bytes(data)

    def add():
        save(edits.folder / "documents/late.yaml", PAPER)
        edits.change("volume.yaml", "      - documents/keynote-note.yaml\n",
                     "      - documents/late.yaml\n      - documents/keynote-note.yaml\n")
    return [
        ("a title", lambda: edits.change(papers, "title: ", "title: On ")),
        ("the same title as before", lambda: edits.change(papers, "title: On ", "title: ")),
        ("a title that others refer to", lambda: edits.change(other, "Tracing dependence", "Tracing of dependence")),
        ("a longer paragraph: pages move", lambda: edits.change(
            "documents/keynote-note.yaml", "into the sessions.\n", "into the sessions." + LONGER + "\n")),
        ("a row of a table", lambda: edits.change("documents/meeting-report.yaml", "| RWH/2007/05-E |",
                                                  "| RWH/2007/05 |  | 3 |\n      | RWH/2007/05-E |")),
        ("a footnote", lambda: edits.change(other, "\n      ## ", "\n      A note[^new] on a CSIRT.\n\n"
                                                   "      [^new]: Its text, with *emphasis*.\n\n      ## ")),
        ("a heading more", lambda: edits.change("documents/preface.yaml", "body: |\n", "body: |\n  ## New {#new}\n\n")),
        ("a term of the index", lambda: edits.change("terms.yaml", "- term: batteries\n", "- term: ballroom\n"
                                                     "- term: workshop\n- term: batteries\n")),
        ("a person", lambda: edits.change("people.yaml", "Quispe Aramburú", "Quispe Bolívar")),
        ("two pictures", swap),
        ("a paper more", add),
        ("an alternative text", lambda: edits.change(other, "A falling curve", "A curve that falls")),
        ("a key of the layout", lambda: edits.change("volume.yaml", "  paper: A4\n", "  paper: A4\n  columns: 2\n")),
        ("another key", lambda: edits.change("volume.yaml", "  columns: 2\n", "  font-size: 12pt\n")),
        ("the title of the volume", lambda: edits.change("volume.yaml", "\ntitle: ", "\ntitle: The ")),
        ("a paper less", lambda: edits.change("volume.yaml", "      - documents/late.yaml\n", "")),
        ("its file", lambda: os.remove(edits.folder / "documents/late.yaml")),
    ]


def edited(suite):
    folder = suite.folder("kept")
    shutil.copytree(ROOT / "input/ha-noi-2007", folder / "volume")
    edits, found = Edits(folder / "volume"), set()
    words = ["build", "volume/volume.yaml", "-o", "out", "--watch", "-j2"]
    with watching(suite, *words, cwd=folder) as watch:
        yield "builds at the start", becomes_fresh(suite, watch, folder)
        for name, edit in steps(edits):
            edit()
            yield name, becomes_fresh(suite, watch, folder)
            found.add(built_bytes(folder)[0])
        yield "most of them with other bytes", expect(len(found) > len(steps(edits)) - 4, str(len(found)))
        text = edits.read("documents/preface.yaml")
        save(edits.folder / "documents/preface.yaml", text.replace("body: |\n", "body: |\n  See [](#nowhere).\n\n"))
        told = watch.until(lambda: "nowhere" in watch.shown())
        yield "a mistake", expect(told, watch.shown())
        save(edits.folder / "documents/preface.yaml", text + "\n  Mended.\n")
        yield "mended", becomes_fresh(suite, watch, folder)
        yield "status 0", expect(watch.end(signal.SIGTERM) == 0, "another")


def checks(suite):
    return [("watch/kept", functools.partial(edited, suite))]
