"""What the makers of hostile volumes share: the table of cases, and writing."""
import os
import struct
import zlib

CASES = {}


def case(function):
    CASES[function.__name__.replace("_", "-")] = function
    return function


def write(folder, name, data):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(data if isinstance(data, bytes) else data.encode())


def literal(text, indent=2):
    """A YAML literal block; every line is indented, so that leading spaces keep their meaning."""
    return f"|{indent}-\n" + "".join(" " * indent + line + "\n" for line in text.split("\n"))


def volume(folder, body=None, head="", items="[paper.yaml]", sessions=True, document=""):
    text = "title: Hostile\n" + head
    if sessions:
        text += f"sessions:\n  - title: Session\n    items: {items}\n"
    write(folder, "volume.yaml", text)
    if body is not None:
        write(folder, "paper.yaml", f"title: Paper\n{document}body: {literal(body)}")


def words(count, start=0, size=5):
    return " ".join(f"tok{i}" + "abcdefghij"[:size] for i in range(start, start + count))


def png(width, height):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = (b"\0" + b"\x80" * width) * height
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))
