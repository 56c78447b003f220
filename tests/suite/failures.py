"""What goes wrong leaves no trace: bad input, wrong usage, no room. A failed volume changes no file."""
import functools
import os
import shutil

from .core import ROOT, expect, short

MINIMAL = ROOT / "input/minimal"
NAME = "volume"  # of the copies made here: the folder that holds volume.yaml


def copy_of_minimal(suite):
    folder = suite.folder("copy") / NAME
    shutil.copytree(MINIMAL, folder)
    return folder


def contents(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()} \
        if folder.exists() else {}


def spoil(folder):
    volume = folder / "volume.yaml"
    volume.write_text(volume.read_text() + "colour: blue\n")


def bad_input(suite):
    folder, out = copy_of_minimal(suite), suite.folder("out")
    spoil(folder)
    ran = suite.run("build", folder / "volume.yaml", "-o", out / "new")
    yield "status 1, a message", expect(ran.status == 1 and "error:" in ran.err and not ran.out, ran.out + ran.err)
    yield "no file appears", expect(not contents(out), str(list(contents(out))))
    before = {f"{NAME}.pdf": b"old PDF", f"{NAME}.txt": b"old text"}
    for name, data in before.items():
        (out / name).write_bytes(data)
    suite.run("build", folder / "volume.yaml", "-o", out)
    yield "no file changes", expect(contents(out) == before, str(list(contents(out))))


def bad_body(suite):
    """A mistake that only lowering the bodies finds."""
    folder, out = copy_of_minimal(suite), suite.folder("out")
    document = folder / "three-copies.yaml"
    document.write_text(document.read_text().replace("## The rule", "[](#nowhere)"))
    ran = suite.run("build", folder / "volume.yaml", "-o", out)
    yield "status 1, a message", expect(ran.status == 1 and "nowhere" in ran.err, f"{ran.status} {ran.err}")
    yield "no file appears", expect(not contents(out), str(list(contents(out))))


def several(suite):
    """One bad volume does not stop the others."""
    bad, good, out = copy_of_minimal(suite), suite.folder("two") / "good", suite.folder("out")
    shutil.copytree(MINIMAL, good)
    spoil(bad)
    ran = suite.run("build", bad / "volume.yaml", good / "volume.yaml", "-o", out)
    yield "status 1", expect(ran.status == 1, f"{ran.status}")
    yield "the good one is written, the bad one is not", expect(
        sorted(contents(out)) == ["good.pdf", "good.txt"], str(sorted(contents(out))))
    missing = suite.run("build", out / "none/volume.yaml", good / "volume.yaml", "-o", out / "second")
    yield "a missing volume is named", expect(missing.status == 1 and "none/volume.yaml" in missing.err, missing.err)
    yield "and does not stop the others", expect("good.pdf" in contents(out / "second"), missing.err)


def no_traces(suite):
    """check and --dump write nothing."""
    folder = copy_of_minimal(suite)
    before = contents(folder)
    ran = suite.run("check", "volume.yaml", cwd=folder)
    yield "check is quiet", expect(ran.status == 0 and not ran.out + ran.err, ran.out + ran.err)
    for stage in ("nodes", "volume", "refs", "flow", "lines", "pages"):
        ran = suite.run("build", "volume.yaml", f"--dump={stage}", cwd=folder)
        yield f"--dump={stage} prints", expect(ran.status == 0 and ran.out and not ran.err, f"{ran.status} {ran.err}")
    yield "no file appears", expect(contents(folder) == before, str(list(contents(folder))))
    ran = suite.run("build", "volume.yaml", "--timings", cwd=folder)
    rows = [line.split(maxsplit=2) for line in ran.err.splitlines()[1:]]
    stages = [name for _, _, name in rows]
    good = ran.status == 0 and stages[:2] == ["read", "lower"] and {"pages 1", "text 1", ".pdf", ".txt"} < set(stages)
    yield "--timings names the stages", expect(good and stages[-1] == "all", ran.err)


def places(suite):
    """Names and folders of the output."""
    folder = copy_of_minimal(suite)
    for words, wanted in ((["volume.yaml"], f"build/out/{NAME}/{NAME}.pdf"),
                          (["./volume.yaml", "-o", "a"], f"a/{NAME}.pdf"),
                          (["volume.yaml", "-ob/c"], f"b/c/{NAME}.txt"),
                          ([f"../{NAME}/volume.yaml", "-o", "d"], f"d/{NAME}.pdf"),
                          (["-o", "e", "other.yaml"], "e/other.pdf")):
        shutil.copy(folder / "volume.yaml", folder / "other.yaml")
        ran = suite.run("build", *words, cwd=folder)
        there = (folder / wanted).is_file()
        yield " ".join(words) + " → " + wanted, expect(there, ran.err or str(list(contents(folder))))
        yield "no temporary file is left", expect(not list(folder.rglob(".*")), str(list(folder.rglob(".*"))))


def same_name(suite):
    one, two, out = copy_of_minimal(suite), copy_of_minimal(suite), suite.folder("out")
    ran = suite.run("build", one / "volume.yaml", two / "volume.yaml", "-o", out)
    yield "two volumes of one name under -o", expect(ran.status == 2 and NAME in ran.err, f"{ran.status} {ran.err}")
    yield "nothing is written", expect(not contents(out), str(list(contents(out))))


def usage(suite):
    volume = str(MINIMAL / "volume.yaml")
    wrong = [[], ["compile"], ["build"], ["build", volume, "--colour"], ["build", volume, "-j", "0"],
             ["build", volume, "-j", "two"], ["build", volume, "-j"], ["build", volume, "-o"],
             ["build", volume, "--dump=soup"], ["build", volume, "--dump"], ["init"], ["schema", volume]]
    for words in wrong:
        ran = suite.run(*words, cwd=suite.temporary)
        yield "usage: " + " ".join(word.replace(volume, "V") for word in words), expect(
            ran.status == 2 and "usage:" in ran.err and not ran.out, f"{ran.status} {ran.out} {ran.err}")
    ran = suite.run("check", volume, env={"SOURCE_DATE_EPOCH": "yesterday"})
    yield "SOURCE_DATE_EPOCH that is no number", expect(ran.status == 2 and "yesterday" in ran.err, ran.err)
    for word in ("--help", "--version"):
        ran = suite.run(word)
        yield word, expect(ran.status == 0 and "proceedings" in ran.out and not ran.err, ran.err)
        with open("/dev/full", "w") as full:
            ran = suite.command([suite.program, word], stdout=full)
        yield f"{word} into a full disk", expect(ran.status == 2 and ran.err, f"{ran.status} {ran.err}")


def in_the_way(suite):
    """Places that cannot be written."""
    volume, out = MINIMAL / "volume.yaml", suite.folder("out")
    (out / "minimal.pdf").mkdir()
    ran = suite.run("build", volume, "-o", out)
    yield "a folder where the PDF should be", expect(ran.status == 2 and "minimal.pdf" in ran.err, ran.err)
    yield "nothing is written", expect(not contents(out), str(list(contents(out))))
    (out / "file").write_text("x")
    ran = suite.run("build", volume, "-o", out / "file")
    yield "a file where the folder should be", expect(ran.status == 2 and "error:" in ran.err, ran.err)
    if os.geteuid():
        out.chmod(0o500)
        ran = suite.run("build", volume, "-o", out)
        yield "a folder that may not be written", expect(ran.status == 2 and "error:" in ran.err, ran.err)
        out.chmod(0o700)


# $1 program, $2 volume, $3 folder: old files in $3, which holds $4 bytes.
TINY_DISK = """
mount -t tmpfs -o size="$4" none "$3" || exit 77
cd "$3" && printf old >minimal.pdf && printf old >minimal.txt || exit 77
"$1" build "$2" -o . ; status=$?
[ "$(cat minimal.pdf)$(cat minimal.txt)" = oldold ] || echo "the old files changed" >&2
[ "$(ls -A | tr '\\n' ' ')" = "minimal.pdf minimal.txt " ] || ls -A >&2
exit $status
"""
FILE_LIMIT = """
cd "$3" && printf old >minimal.pdf && printf old >minimal.txt || exit 77
trap '' XFSZ; ulimit -f 2
"$1" build "$2" -o . ; status=$?
[ "$(cat minimal.pdf)$(cat minimal.txt)" = oldold ] || echo "the old files changed" >&2
[ "$(ls -A | tr '\\n' ' ')" = "minimal.pdf minimal.txt " ] || ls -A >&2
exit $status
"""


def full_disk(suite):
    """No room for the PDF; room for the PDF, none for the text; a limit on the size of files."""
    built = suite.build(MINIMAL / "volume.yaml")
    blocks = -(-built.pdf.stat().st_size // 4096)
    trials = [("no room for the PDF", TINY_DISK, 12 * 1024), ("no room for the text", TINY_DISK, (blocks + 2) * 4096),
              ("a limit on the size of files", FILE_LIMIT, 0)]
    for what, script, size in trials:
        shell = ["unshare", "-rm", "sh"] if script is TINY_DISK else ["bash"]
        words = ["-c", script, "sh", suite.program, MINIMAL / "volume.yaml", suite.folder("full"), size]
        ran = suite.command([*shell, *words])
        suite.note_crash(ran)
        if ran.status == 77 or "unshare" in ran.err:
            yield "note", f"{what}: left out, no small disk can be mounted here"
            continue
        told = ran.err.count("\n") == 2 and "cannot write" in ran.err and "help:" in ran.err
        yield what, expect(ran.status == 2 and told and not ran.out, f"{ran.status} {short(ran.out)}\n{ran.err}")


def starter(suite):
    folder = suite.folder("init") / "my-meeting"
    ran = suite.run("init", folder)
    yield "init", expect(ran.status == 0 and not ran.err and (folder / "volume.yaml").is_file(), ran.err)
    ran = suite.run("build", folder / "volume.yaml", "-o", folder / "out")
    yield "it compiles without a word of complaint", expect(ran.status == 0 and not ran.err, ran.err)
    before = contents(folder)
    ran = suite.run("init", folder)
    yield "init overwrites nothing", expect(ran.status == 2 and contents(folder) == before, f"{ran.status} {ran.err}")
    ran = suite.run("init", "/proc/none")
    yield "init where nothing can be written", expect(ran.status == 2 and ran.err, f"{ran.status} {ran.err}")


def checks(suite):
    subjects = [("errors/bad input", bad_input), ("errors/bad body", bad_body), ("errors/several volumes", several),
                ("errors/no traces", no_traces), ("errors/places", places), ("errors/same name", same_name),
                ("errors/usage", usage), ("errors/in the way", in_the_way), ("errors/full disk", full_disk),
                ("init", starter)]
    return [(name, functools.partial(check, suite)) for name, check in subjects]
