"""Copies of a PDF, each without one thing that accessibility needs: qpdf writes the objects as JSON and reads them so.
"""
import json

STRUCTURE = "/StructElem"


def elements(objects):
    """The structure elements of qpdf's JSON: (name, dictionary)."""
    for name, entry in objects.items():
        value = entry.get("value") if name != "trailer" else None
        if isinstance(value, dict) and value.get("/S") and (value.get("/Type") == STRUCTURE or "/P" in value):
            yield name, value


def catalog(objects):
    return "obj:" + objects["trailer"]["value"]["/Root"]


def without_alt(objects):
    for name, element in elements(objects):
        if element["/S"] == "/Figure" and "/Alt" in element:
            del element["/Alt"]
            return name


def without_scope(objects):
    """A header cell loses its scope, and what else could lead to it."""
    for name, element in elements(objects):
        if element["/S"] == "/TH" and ("/A" in element or "/C" in element):
            for key in ("/A", "/C", "/ID"):
                element.pop(key, None)
            return name


def without_language(objects):
    name = catalog(objects)
    if "/Lang" in objects[name]["value"]:
        del objects[name]["value"]["/Lang"]
        return name


def without_title_shown(objects):
    name = catalog(objects)
    if objects[name]["value"].pop("/ViewerPreferences", None):
        return name


def without_note_id(objects):
    for name, element in elements(objects):
        if element["/S"] == "/Note" and "/ID" in element:
            del element["/ID"]
            return name


def without_link_contents(objects):
    for name, entry in objects.items():
        value = entry.get("value") if name != "trailer" else None
        if isinstance(value, dict) and value.get("/Subtype") == "/Link" and "/Contents" in value:
            del value["/Contents"]
            return name


DAMAGES = {
    "one figure without Alt": without_alt,
    "one header cell without Scope": without_scope,
    "the document without Lang": without_language,
    "a title that is not shown": without_title_shown,
    "one note without ID": without_note_id,
    "one link without Contents": without_link_contents,
}


COPIED = "copied as it is"


def copies(suite, pdf):
    """What is missing → the copy, None where the PDF has nothing of the kind; under COPIED one that lacks nothing."""
    folder = suite.folder("damaged")
    text = suite.command(["qpdf", "--json-output", "--json-stream-data=none", pdf]).out
    header, objects = json.loads(text)["qpdf"]
    made = {COPIED: write(suite, folder / "copy.pdf", pdf, header, {})}
    for what, remove in DAMAGES.items():
        header, objects = json.loads(text)["qpdf"]
        name = remove(objects)
        made[what] = write(suite, folder / f"{len(made)}.pdf", pdf, header, {name: objects[name]}) if name else None
    return made


def write(suite, path, pdf, header, changed):
    update = path.with_suffix(".json")
    update.write_text(json.dumps({"qpdf": [header, changed]}))
    ran = suite.command(["qpdf", pdf, "--update-from-json=" + str(update), "--object-streams=generate",
                         "--newline-before-endstream", path])
    if ran.status not in (0, 3):
        raise RuntimeError(f"{ran.command}: {ran.err.strip()}")
    return path
