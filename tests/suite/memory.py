"""Unit tests, and memory: valgrind finds no leak (the sanitizers look for them where they are built in)."""
import functools
import re
import shutil

from . import made
from .core import ROOT, expect, short

DEMO = ROOT / "input/ha-noi-2007/volume.yaml"
LEAKS = "definite,indirect,possible"
# Where libraries are left in the middle of their work.
MADE = ["image-damaged", "image-too-large", "font-table-bad", "font-file-broken", "font-not-subset",
        "markup-long-table", "output-not-written"]


def unit(suite, program):
    """A line `ok N - name` or `not ok N - name` a test, the plan `1..N` at the end."""
    ran = suite.command([program])
    suite.note_crash(ran)
    tests = re.findall(r"^(not )?ok (\d+) - (.*)$", ran.out, re.M)
    notes = re.findall(r"^#.*$", ran.out, re.M)
    for wrong, number, name in tests:
        yield f"{number} {name}", "\n".join(["", *notes[:10]]) if wrong else None
    plan = re.findall(r"^1\.\.(\d+)$", ran.out, re.M)
    good = ran.status in (0, 1) and plan == [str(len(tests))]
    yield "came to its end", expect(good, f"status {ran.status}, {len(tests)} tests, plan {plan} {short(ran.err)}")


def demo(suite):
    yield "no leak, no bad access", [suite.program, "build", DEMO, "-o", suite.folder("valgrind"), "-j2"], ROOT


def bad_inputs(suite):
    bad = sorted((ROOT / "tests/diag").glob("*.yaml"))
    yield "no leak after errors", [suite.program, "check", *bad], ROOT


def made_inputs(suite):
    for name in MADE:
        bench = made.prepare(suite, name)
        yield f"no leak after {name}", [bench.program, *bench.words], bench.folder


def schema(suite):
    yield "no leak", [suite.program, "schema"], ROOT


def valgrind(suite, trials):
    if suite.sanitized():
        yield "note", "left out: the sanitizers watch the memory of this program"
        return
    if not shutil.which("valgrind"):
        yield "", "no valgrind"
        return
    for what, command, folder in trials(suite):
        ran = suite.command(["valgrind", "--quiet", "--error-exitcode=99", "--leak-check=full",
                             f"--show-leak-kinds={LEAKS}", f"--errors-for-leak-kinds={LEAKS}", *command],
                            cwd=folder, timeout=1200)
        yield what, expect(0 <= ran.status <= 2 and "==" not in ran.err, f"status {ran.status}\n{ran.err}")


def missing(wanted):
    """Tests that were not built would otherwise pass unseen."""
    names = [program.name for program in wanted if not program.is_file()]
    yield f"all {len(wanted)} are built", expect(wanted and not names, f"{', '.join(names)}: call make unit first")


def checks(suite):
    units = [suite.program.parent / "unit" / path.stem for path in sorted((ROOT / "tests/unit").glob("*_test.c"))]
    found = [("unit", functools.partial(missing, units))]
    found += [(f"unit/{program.name}", functools.partial(unit, suite, program)) for program in units
              if program.is_file()]
    trials = [("demo", demo), ("bad inputs", bad_inputs), ("made inputs", made_inputs), ("schema", schema)]
    return found + [("valgrind/" + name, functools.partial(valgrind, suite, trial)) for name, trial in trials]
