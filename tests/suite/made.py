"""Input that no file in tests/diag can hold: too large, unreadable, damaged, beside other fonts. Each maker writes it
into an empty folder, and may change the command that is run there; tests/diag/NAME.diag has what is said of it.
"""
import os
import re
import struct
import subprocess
import zlib

from .core import ROOT

MEBIBYTE = 1 << 20
LARGE = 256 * MEBIBYTE + 1
DOCUMENT = "title: Speech\nbody: The text.\n"
SCREEN = "editions: {screen: {}}\n"  # keeps the text edition from saying the same in its own way


class LeftOut(Exception):
    """Why something cannot be tried on this machine."""


class Bench:
    """A folder, and what is run in it."""

    def __init__(self, suite, name):
        self.suite = suite
        self.folder = suite.folder("made-" + name)
        self.program = suite.program
        self.words = ["check", "volume.yaml"]

    def write(self, name, content):
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

    def volume(self, keys="", document=DOCUMENT):
        """A volume of one document."""
        self.write("volume.yaml", "title: Proceedings\n" + keys + "sessions:\n  - title: Opening\n"
                   "    items: [speech.yaml]\n")
        self.write("speech.yaml", document)

    def markdown(self, text, keys=SCREEN):
        self.volume(keys, "title: Speech\nsource: speech.md\n")
        self.write("speech.md", text)

    def sparse(self, name):
        with (self.folder / name).open("wb") as file:
            file.truncate(LARGE)

    def own_fonts(self, table):
        """A copy of the program beside a fonts table of its own; None: beside none."""
        self.program = self.folder / "build" / "proceedings"
        self.program.parent.mkdir()
        # A process of its own copies it: a file that another thread of ours has open cannot be run.
        subprocess.run(["cp", "-p", self.suite.program, self.program], check=True)
        if table is not None:
            self.write("fonts/fonts.table", table)

    def run(self):
        ran = self.suite.command([self.program, *self.words], cwd=self.folder)
        self.suite.note_crash(ran)
        ran.err = ran.err.replace(str(self.folder), "FOLDER")
        if "build" in self.words and ran.status == 0:  # the line on the volume, which has the time in it
            ran.out = ""
        return ran


# Files

def file_too_large(bench):
    bench.volume(document="title: Speech\nsource: speech.md\n")
    bench.sparse("speech.md")


def file_too_large_image(bench):
    bench.volume(document="title: Speech\nbody: |\n  ![The wharf](wharf.png)\n")
    bench.sparse("wharf.png")


def file_too_large_volume(bench):
    bench.sparse("volume.yaml")


def file_not_regular(bench):
    bench.volume(document="title: Speech\nsource: speech.md\n")
    os.mkfifo(bench.folder / "speech.md")


def file_unreadable(bench):
    """Root, too, cannot read a link to itself."""
    (bench.folder / "volume.yaml").symlink_to("volume.yaml")


def output_not_written(bench):
    bench.volume()
    (bench.folder / "volume.yaml").rename(bench.folder / "sample.yaml")
    (bench.folder / "out/sample.pdf").mkdir(parents=True)
    bench.words = ["build", "sample.yaml", "-o", "out"]


def output_is_input(bench):
    """A text that has the name of the text edition, in the folder that this would be written to."""
    bench.volume("", "title: Speech\nsource: sample.txt\n")
    bench.write("sample.txt", "Its text.\n")
    (bench.folder / "volume.yaml").rename(bench.folder / "sample.yaml")
    bench.words = ["build", "sample.yaml", "-o", "."]


# Markdown beyond its limits

def markup_long_text(bench):
    bench.markdown("A paragraph.\n\n" * (4 * MEBIBYTE // 14 + 1))


def markup_long_line(bench):
    bench.markdown("The line below:\n\n" + "words " * 200000 + "\n")


def markup_long_paragraph(bench):
    bench.markdown("The paragraph below:\n\n" + "A line of words.\n" * 70000)


def markup_long_table(bench):
    bench.markdown("| a | b | c | d |\n|---|---|---|---|\n" + "| a |\n" * 50001)


def table_long(bench):
    bench.write("rows.csv", "a,b\n" * 100002)
    return bench.volume(document="title: Long\nbody: [{table: {csv: rows.csv}}]\n")


def markup_link_bytes(bench):
    bench.markdown("The register:\n\n[one]: https://example.org/" + "1" * 30000 + "\n\n" +
                   ("[one] " * 1000 + "\n\n") * 10)


def link_too_long(bench):
    bench.markdown("See [the register](https://example.org/" + "é" * 11000 + ").\n")
    bench.words = ["build", "volume.yaml", "-o", "out"]


# Images

def png(width, height):
    """White, of one bit a pixel."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = (b"\0" + b"\xff" * ((width + 7) // 8)) * height
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def cut_jpeg():
    """Grey, 64 by 64 pixels at 300 dpi: the marks are there, three quarters of the 16 bytes of the picture are not."""
    def segment(marker, data):
        return bytes([0xFF, marker]) + struct.pack(">H", len(data) + 2) + data
    one_code = bytes([1] + 16 * [0])  # of one bit, for the symbol 0: no change, or end of block
    return (b"\xff\xd8" + segment(0xE0, b"JFIF\0\1\1\1" + struct.pack(">HHBB", 300, 300, 0, 0)) +
            segment(0xDB, b"\0" + 64 * b"\1") + segment(0xC0, struct.pack(">BHHBBBB", 8, 64, 64, 1, 1, 0x11, 0)) +
            segment(0xC4, b"\0" + one_code) + segment(0xC4, b"\x10" + one_code) +
            segment(0xDA, bytes([1, 1, 0, 0, 63, 0])) + bytes(4) + b"\xff\xd9")


def image_too_large(bench):
    bench.volume(document="title: Speech\nbody: |\n  ![The coast](coast.png)\n")
    bench.write("coast.png", png(20001, 2))


def image_damaged(bench):
    bench.volume(document="title: Speech\nbody: |\n  ![The wharf](wharf.jpg){alt=\"Ships at a wharf\"}\n")
    bench.write("wharf.jpg", cut_jpeg())


def block_too_tall(bench):
    """A picture as high as the page, in a cell of the programme, below a line of text."""
    bench.volume()
    bench.write("volume.yaml", "title: Proceedings\nsessions:\n  - title: Opening\n    items:\n"
                "      - title: The tower\n        start: 2007-08-28 09:00\n        abstract: |\n"
                "          The tower:\n\n          ![](tower.png){alt=Tower}\n")
    bench.write("tower.png", png(1000, 3000))


# Fonts

def font_rows():
    """The rows of the fonts table for body, heading and mono."""
    table = (ROOT / "fonts/fonts.table").read_text()
    return re.findall(r"^(?:body|heading|mono) .*\n", table, re.M)


def body_font(rows):
    """The file of the body's regular face."""
    return rows[0].split("|")[3].strip()


def font_table_missing(bench):
    installed = re.search(rb"(/[^\0]*/share/proceedings/fonts\.table)\0", bench.program.read_bytes())
    if installed and os.path.exists(installed[1]):
        raise LeftOut(f"every copy of the program finds {installed[1].decode()}")
    bench.volume()
    bench.own_fonts(None)


def font_table_bad(bench):
    bench.volume()
    bench.own_fonts("# for | family | style | file\nbody | Vollkorn | regular | /vollkorn.ttf\n"
                    "text | Vollkorn | regular | /vollkorn.ttf | 0 | vollkorn | OFL\n"
                    "body | Vollkorn | slanted | /vollkorn.ttf | 0 | vollkorn | OFL\n"
                    "body | Vollkorn | bold | /vollkorn.ttf | one | vollkorn | OFL\n"
                    "body | Vollkorn | italic | vollkorn.ttf | 0 | vollkorn | OFL\n")


def font_file_missing(bench):
    bench.volume()
    rows = font_rows()
    bench.own_fonts("".join(rows).replace(body_font(rows), "/nowhere/Vollkorn.ttf"))


def with_body_font(bench, change):
    """The body's regular face is a changed copy of the file."""
    bench.volume()
    rows = font_rows()
    with open(body_font(rows), "rb") as file:
        bench.write("face.ttf", change(file.read()))
    bench.own_fonts("".join(rows).replace(body_font(rows), str(bench.folder / "face.ttf")))


def font_file_broken(bench):
    with_body_font(bench, lambda face: face[:1000])


def font_not_subset(bench):
    """Its directory no longer names the table that says where each glyph is."""
    with_body_font(bench, lambda face: face.replace(b"loca", b"acol", 1))
    bench.words = ["build", "volume.yaml", "-o", "out"]


def glyph_missing(bench):
    """A script whose font could be installed, and a character that nobody can have a font for."""
    bench.volume(document="title: Speech\nbody: |\n  The ideographs 漢字, and the sign \ue000.\n")
    bench.own_fonts("".join(font_rows()) +
                    "Hani | Noto Serif CJK | regular | /nowhere/cjk.ttc | 0 | fonts-noto-cjk | OFL\n")


def profile_missing(bench):
    bench.volume()
    bench.words = ["XDG_DATA_DIRS=/nowhere", bench.program, "build", "volume.yaml", "-o", "out"]
    bench.program = "/usr/bin/env"


MAKERS = {maker.__name__.replace("_", "-"): maker for maker in (
    file_too_large, file_too_large_image, file_too_large_volume, file_not_regular, file_unreadable, output_not_written,
    output_is_input,
    table_long, markup_long_text, markup_long_line, markup_long_paragraph, markup_long_table, markup_link_bytes,
    link_too_long,
    image_too_large, image_damaged, block_too_tall,
    font_table_missing, font_table_bad, font_file_missing, font_file_broken, font_not_subset, glyph_missing,
    profile_missing)}

# What a diagnostic's input ends with when it is not 1 for errors and 0 for warnings alone: trouble with the system.
STATUS = {"output-not-written": 2}


def prepare(suite, name):
    bench = Bench(suite, name)
    MAKERS[name](bench)
    return bench
