"""`proceedings schema`: a valid schema that accepts what the compiler accepts, as editors' YAML loaders see it."""
import copy
import datetime
import functools
import json
import re

import jsonschema
import yaml

from .core import ROOT, expect
from .golden import case_folders, compiles

DOCUMENT_KEYS = {"body", "source", "recommendations"}


class Core12(yaml.SafeLoader):
    """The core schema of YAML 1.2, section 10.3: fewer words are numbers and truth values, none are dates."""
    yaml_implicit_resolvers = {}


for tag, pattern, first in (
        ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
        ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
        ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", list("-+0123456789")),
        ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)",
         list("-+.0123456789"))):
    Core12.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"(?:{pattern})$"), first)


def core_integer(loader, node):
    text = loader.construct_scalar(node)
    return int(text, 0) if text.startswith(("0o", "0x")) else int(text)


Core12.add_constructor("tag:yaml.org,2002:int", core_integer)


def as_json(value):
    """What a validator of JSON gets to see: text for dates and for keys."""
    if isinstance(value, dict):
        return {key if isinstance(key, str) else json.dumps(as_json(key)).strip('"'): as_json(item)
                for key, item in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    return value.isoformat() if isinstance(value, (datetime.date, datetime.datetime)) else value


def input_files(suite):
    files = sorted(ROOT.glob("input/**/*.yaml")) + sorted(suite.shared.glob("volumes/**/*.yaml"))
    return files + [path for folder in case_folders() if compiles(folder) for path in sorted(folder.glob("*.yaml"))]


def definition_for(path, data):
    """Which file it is, seen as a person sees it; None where the root alone is tried."""
    if path.name == "volume.yaml":
        return "volume"
    return "document" if isinstance(data, dict) and DOCUMENT_KEYS & set(data) else None


def first_error(validator, data):
    error = jsonschema.exceptions.best_match(validator.iter_errors(data))
    return f"{error.json_path}: {error.message[:300]}" if error else None


def accepts(schema, root, path):
    for name, loader in (("YAML 1.1", yaml.SafeLoader), ("YAML 1.2", Core12)):
        data = as_json(yaml.load(path.read_text(encoding="utf-8"), Loader=loader))
        wrong = first_error(root, data)
        definition = definition_for(path, data)
        if definition:
            one = {"$schema": schema["$schema"], "$defs": schema["$defs"], "$ref": f"#/$defs/{definition}"}
            wrong = first_error(jsonschema.Draft202012Validator(one), data) or wrong
        yield f"{path.parent.name}/{path.name} as {name}", expect(not wrong, wrong)


def mutations():
    """Mistakes that an editor should underline."""
    volume = as_json(yaml.load((ROOT / "input/geneva-2014/volume.yaml").read_text(), Loader=Core12))
    document = as_json(yaml.load((ROOT / "input/minimal/three-copies.yaml").read_text(), Loader=Core12))

    def changed(data, change):
        data = copy.deepcopy(data)
        change(data)
        return data
    yield "an unknown key", changed(volume, lambda v: v.update(titel="x"))
    yield "an unknown key in an inner mapping", changed(volume, lambda v: v["event"].update(town="Geneva"))
    yield "no title", changed(volume, lambda v: v.pop("title"))
    yield "a list for a title", changed(volume, lambda v: v.update(title=["x"]))
    yield "text for sessions", changed(volume, lambda v: v.update(sessions="opening.yaml"))
    yield "a number of columns beyond the limit", changed(volume, lambda v: v.update(layout={"columns": 7}))
    yield "a word for a truth value", changed(volume, lambda v: v.update(layout={"number-headings": "maybe"}))
    yield "a date that is none", changed(volume, lambda v: v["event"].update(start="yesterday"))
    yield "a part that is none", changed(volume, lambda v: v.update(front=["titel-page"]))
    yield "a type of document that is none", changed(document, lambda d: d.update(type="poem"))
    yield "an unknown key in a document", changed(document, lambda d: d.update(keyword="x"))
    yield "a block that is none", changed(document, lambda d: d.update(body=[{"poem": "x"}]))
    yield "an unknown key in a block", changed(document, lambda d: d.update(body=[{"figure": {"picture": "x.png"}}]))


def check(suite):
    ran = suite.run("schema")
    schema = json.loads(ran.out)
    yield "status", expect(ran.status == 0 and not ran.err, ran.err)
    try:
        jsonschema.Draft202012Validator.check_schema(schema)
        yield "is a schema of draft 2020-12", None
    except jsonschema.SchemaError as error:
        yield "is a schema of draft 2020-12", str(error)[:500]
        return
    root = jsonschema.Draft202012Validator(schema)
    for path in input_files(suite):
        yield from accepts(schema, root, path)
    for name, data in mutations():
        yield f"rejects {name}", expect(not root.is_valid(data), "is accepted")


def property_names(node):
    """The names of all properties in a schema, and in what is nested in it."""
    if isinstance(node, dict):
        properties = node.get("properties", {})
        return set(properties).union(*map(property_names, node.values()))
    return set().union(*map(property_names, node)) if isinstance(node, list) else set()


def documented_words(text):
    """In backticks `key`, `- key: …`, or inside braces `{key, key: {key}}`."""
    words = set()
    for span in re.findall(r"`([^`]+)`", re.sub(r"^```.*?^```", "", text, flags=re.M | re.S)):
        pieces = re.split(r"[,{}]", span) if "{" in span else [span]
        words.update(re.sub(r"^- |:.*", "", piece.strip(), flags=re.S) for piece in pieces)
    return words


def documentation(suite):
    """README.md names every key."""
    schema = json.loads(suite.run("schema").out)
    words = documented_words((ROOT / "README.md").read_text())
    count = 0
    for name, definition in schema["$defs"].items():
        names = property_names(definition)
        count += len(names)
        missing = sorted(names - words)
        if names:
            yield f"README.md has the keys of {name}", expect(not missing, ", ".join(missing))
    yield "the schema has keys", expect(count > 100, str(count))


def checks(suite):
    return [("schema", functools.partial(check, suite)), ("schema/README", functools.partial(documentation, suite))]
