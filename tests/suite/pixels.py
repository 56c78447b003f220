"""Images of every kind, and the colours that poppler and mupdf draw for them.

Each picture is the same when it is seen: four quarters of a colour each. PNG files are made here; JPEG files stand in
pictures/jpeg: exif-N.jpg is stored as EXIF orientation N asks for, cmyk-adobe.jpg inverted, as Adobe does.
"""
import functools
import struct
import zlib

from .core import TESTS, expect

RGB = [(220, 20, 20), (20, 160, 20), (20, 20, 220), (230, 220, 20)]
GRAYS = [40, 90, 140, 190]
GRAY = [(value,) * 3 for value in GRAYS]
CMYK = [(0, 255, 255), (255, 0, 255), (255, 255, 0), (0, 0, 0)]
CLEAR = [(255, 255, 255), *RGB[1:3], (242, 237, 137)]  # the first quarter is not there, the last is half there
SIDE = 32
WIDTH = 170  # of the images on the page: 60 mm at 72 dots per inch
ADAM7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
COLOR_TYPES = {"gray": 0, "rgb": 2, "palette": 3, "gray-alpha": 4, "rgb-alpha": 6}


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def quarter(x, y, side):
    return (x >= side // 2) + 2 * (y >= side // 2)


def samples(kind, index):
    """The samples of a pixel in a quarter, 0 to 255; a palette's is the index itself."""
    if kind == "palette":
        return [index]
    alpha = [[0, 255, 255, 128][index]] if kind.endswith("alpha") else []
    return [*(RGB[index] if kind.startswith("rgb") else [GRAYS[index]]), *alpha]


def row(kind, depth, pixels):
    out = bytearray([0])
    for index in pixels:
        for value in samples(kind, index):
            out += struct.pack(">H", value * 257) if depth == 16 else bytes([value])
    return bytes(out)


def png(kind, depth=8, interlaced=False, side=SIDE, dpi=None, key=False):
    passes = ADAM7 if interlaced else [(0, 0, 1, 1)]
    data = b"".join(row(kind, depth, [quarter(x, y, side) for x in range(x0, side, dx)])
                    for x0, y0, dx, dy in passes for y in range(y0, side, dy) if x0 < side)
    head = struct.pack(">IIBBBBB", side, side, depth, COLOR_TYPES[kind], 0, 0, interlaced)
    extra = b""
    if dpi:
        extra += chunk(b"pHYs", struct.pack(">IIB", round(dpi / 0.0254), round(dpi / 0.0254), 1))
    if kind == "palette":
        extra += chunk(b"PLTE", bytes(value for color in RGB for value in color))
    if key:
        extra += chunk(b"tRNS", bytes([0, 255, 255, 128]))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + extra + chunk(b"IDAT", zlib.compress(data))
            + chunk(b"IEND", b""))


# Name of the file; what makes it, or None for one in pictures/jpeg; the colours; how far each may be off.
PICTURES = {
    "gray.png": (png("gray"), GRAY, 3),
    "gray-16.png": (png("gray", 16), GRAY, 3),
    "rgb.png": (png("rgb"), RGB, 3),
    "rgb-16.png": (png("rgb", 16), RGB, 3),
    "interlaced.png": (png("rgb", interlaced=True), RGB, 3),
    "palette.png": (png("palette"), RGB, 3),
    "palette-clear.png": (png("palette", key=True), CLEAR, 3),
    "rgb-alpha.png": (png("rgb-alpha"), CLEAR, 3),
    "rgb-alpha-16.png": (png("rgb-alpha", 16, interlaced=True), CLEAR, 3),
    "gray-alpha.png": (png("gray-alpha"), [(255,) * 3, *GRAY[1:3], (222,) * 3], 3),
    "natural.png": (png("rgb", side=600, dpi=254), RGB, 3),
    "rgb.jpg": (None, RGB, 6),
    "progressive.jpg": (None, RGB, 6),
    "gray.jpg": (None, GRAY, 6),
    "cmyk.jpg": (None, CMYK, 125),  # each reader has its own way from ink to light
    "cmyk-adobe.jpg": (None, CMYK, 125),
    **{f"exif-{turn}.jpg": (None, RGB, 6) for turn in range(1, 9)},
}


def write_volume(folder):
    blocks = []
    for name, (data, _, _) in PICTURES.items():
        (folder / name).write_bytes(data or (TESTS / "pictures" / "jpeg" / name).read_bytes())
        width = "" if name == "natural.png" else ", width: 60mm"
        blocks.append(f"  - figure: {{image: {name}, alt: Four quarters{width}}}\n  - page-break\n")
    (folder / "volume.yaml").write_text("title: Pixels\nfront: []\nback: []\nsessions: [{title: S, items: [d.yaml]}]\n")
    (folder / "d.yaml").write_text("title: D\nbody:\n" + "".join(blocks))
    return folder / "volume.yaml"


def read_ppm(data):
    """Width, height and rows of pixels of a binary PPM file."""
    fields, at = [], 0
    while len(fields) < 4:
        end = at
        while not data[end:end + 1].isspace():
            end += 1
        if data[at:at + 1] == b"#":
            end = data.index(b"\n", at)
        else:
            fields.append(data[at:end])
        at = end + 1
    return int(fields[1]), int(fields[2]), data[at:]


def find_picture(path):
    """A function from shares of the picture's width and height to its colour; None when there is no picture."""
    width, height, pixels = read_ppm(path.read_bytes())
    size = 3 * width
    top = bottom = left = None
    for y in range(height):
        line = pixels[y * size:(y + 1) * size]
        inked = [x for x in range(width) if line[3 * x:3 * x + 3] != b"\xff\xff\xff"]
        runs = longest_run(inked)
        if runs and WIDTH // 2 - 4 <= runs[1] - runs[0] + 1 <= WIDTH + 4:
            top = y if top is None else top
            bottom, left = y, max(runs[1] - WIDTH + 1, 0)
    if top is None:
        return None

    def color(across, down):
        x, y = left + round(across * WIDTH), top + round(down * (bottom - top))
        return tuple(pixels[y * size + 3 * x:y * size + 3 * x + 3])
    return color


def longest_run(places):
    best = start = None
    for index, x in enumerate(places):
        if index == 0 or places[index - 1] != x - 1:
            start = x
        if best is None or x - start > best[1] - best[0]:
            best = (start, x)
    return best


def wrong_quarter(path, name):
    """What is wrong with the picture on a page; None: nothing."""
    _, colors, tolerance = PICTURES[name]
    picture = find_picture(path)
    if not picture:
        return f"no picture of 60 mm in {path.name}"
    for index, want in enumerate(colors):
        got = picture(0.25 + 0.5 * (index % 2), 0.25 + 0.5 * (index // 2))
        if max(abs(a - b) for a, b in zip(got, want)) > tolerance:
            return f"quarter {index + 1} is {got}, not {want}, in {path.name}"
    return None


def check_pixels(suite, tool):
    folder = suite.folder("pixels-" + tool)
    ran = suite.run("build", write_volume(folder), "-o", folder)
    yield "built", expect(ran.status == 0, ran.err)
    pdf = next(folder.glob("*.pdf"))
    if tool == "poppler":
        suite.command(["pdftoppm", "-r", "72", pdf, folder / "page"])
    else:
        suite.command(["mutool", "draw", "-q", "-r", "72", "-c", "rgb", "-o", folder / "page-%03d.ppm", pdf])
    pages = sorted(folder.glob("page-*.ppm"))
    yield "pages", expect(len(pages) == len(PICTURES), f"{len(pages)} pages for {len(PICTURES)} pictures")
    for path, name in zip(pages, PICTURES):
        yield name, wrong_quarter(path, name)


def checks(suite):
    return [(f"pixels/{tool}", functools.partial(check_pixels, suite, tool)) for tool in ("poppler", "mupdf")]
