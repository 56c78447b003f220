"""What all checks share: the program under test, a folder that vanishes, results and their printing.

A check is a pair (name, function); the function yields (what, reason) for each thing it looked at, the reason being
None where all is well. Checks run in parallel; they are printed in order.
"""
import concurrent.futures
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import traceback

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
TESTS = ROOT / "tests"
SANITIZER_WORDS = ("AddressSanitizer", "LeakSanitizer", "ThreadSanitizer", "runtime error:")


class Ran:
    """A command that has ended."""

    def __init__(self, command, done):
        self.command = " ".join(str(word) for word in command)
        self.status = done.returncode
        self.out = done.stdout.decode("utf-8", "surrogateescape")
        self.err = done.stderr.decode("utf-8", "surrogateescape")

    def crashed(self):
        """A sentence when it was ended by a signal or a sanitizer had something to say."""
        if self.status < 0:
            return f"ended by signal {-self.status}: {self.command}"
        for word in SANITIZER_WORDS:
            if word in self.err:
                at = self.err.index(word)
                return f"{self.command}: {self.err[max(0, at - 80):at + 300]}"
        return None


def expect(good, reason):
    """For `yield what, expect(…)`."""
    return None if good else reason


def short(text, limit=300):
    text = " ".join(text.split())
    return text if len(text) <= limit else text[:limit] + "…"


class Suite:
    def __init__(self, program):
        self.program = pathlib.Path(program).resolve()
        self.shared = pathlib.Path(os.environ.get("SHARED", ROOT.parent / "shared")).resolve()
        self.crashes = []
        self.lock = threading.Lock()
        self.built = {}
        self.environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": os.environ.get("HOME", "/"),
                            "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", ""),
                            "TSAN_OPTIONS": os.environ.get("TSAN_OPTIONS", "")}

    def __enter__(self):
        self.temporary = pathlib.Path(tempfile.mkdtemp(prefix="proceedings-test."))
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.temporary, ignore_errors=True)

    def folder(self, name):
        """A new empty folder."""
        return pathlib.Path(tempfile.mkdtemp(prefix=name + ".", dir=self.temporary))

    def command(self, command, cwd=ROOT, env=None, stdin=subprocess.DEVNULL, timeout=600, stdout=subprocess.PIPE):
        done = subprocess.run([str(word) for word in command], cwd=cwd, stdin=stdin, stdout=stdout,
                              stderr=subprocess.PIPE, env={**self.environment, **(env or {})}, timeout=timeout)
        done.stdout = done.stdout or b""
        return Ran(command, done)

    def run(self, *words, cwd=ROOT, env=None, timeout=600):
        """Runs the program under test."""
        ran = self.command([self.program, *words], cwd=cwd, env=env, timeout=timeout)
        self.note_crash(ran)
        return ran

    def note_crash(self, ran):
        if ran.crashed():
            with self.lock:
                self.crashes.append(ran.crashed())

    def volumes(self):
        """The volumes that all of the program's promises are tried on: our own and the shared ones."""
        return sorted(ROOT.glob("input/*/volume.yaml")) + sorted(self.shared.glob("volumes/*/volume.yaml"))

    def name_of(self, volume):
        """input/minimal, shared/geneva-2014, case/notes"""
        folder = volume.parent
        start = "shared" if self.shared in folder.parents else folder.parent.name
        return f"{'case' if start == 'cases' else start}/{folder.name}"

    def build(self, volume):
        """The volume's files, made once for all checks that read them."""
        from suite.readers import Built
        with self.lock:
            built = self.built.setdefault(volume, Built(self, volume))
        built.make()
        return built

    def sanitized(self):
        return b"__asan_init" in self.program.read_bytes()

    # Printing

    def run_checks(self, checks, names):
        sys.stdout.reconfigure(errors="backslashreplace", line_buffering=True)
        chosen = [check for check in checks if not names or any(check[0].startswith(name) for name in names)]
        passed = failed = 0
        if not self.program.is_file():
            chosen, failed = [], 1
            print(f"FAIL no program {self.program}: call make first")
        with concurrent.futures.ThreadPoolExecutor(max_workers=os.cpu_count() or 2) as pool:
            futures = [pool.submit(perform, function) for _, function in chosen]
            for (name, _), future in zip(chosen, futures):
                good, bad = print_results(name, *future.result())
                passed, failed = passed + good, failed + bad
        for crash in self.crashes:
            print("FAIL crash:", crash)
        failed += len(self.crashes)
        print(f"{passed} passed, {failed} failed")
        return 1 if failed else 0


def perform(function):
    start, results = time.monotonic(), []
    try:
        results.extend(function())
    except Exception:  # a check that breaks is a failure of its own, not the end of the suite
        results.append(("", traceback.format_exc().strip().splitlines()[-1] + "\n" + traceback.format_exc()))
    return results, time.monotonic() - start


def print_results(name, results, seconds):
    good = bad = 0
    for what, reason in results:
        title = f"{name}: {what}" if what else name
        if what == "note":
            print(f"note {name}: {reason}")
        elif reason is None:
            good += 1
            print(f"ok   {title}")
        else:
            bad += 1
            first, *rest = str(reason).split("\n")
            print(f"FAIL {title}: {first}")
            for line in rest[:30]:
                print("     " + line)
    if seconds > 30:
        print(f"note {name}: took {seconds:.0f} s")
    if not results:
        print(f"note {name}: nothing to check")
    return good, bad
