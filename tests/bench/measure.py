"""Runs a command and tells seconds by the clock, seconds of the processor and the most memory it held.

The command is started by a small process of its own: what a new program is said to have held at most includes what
its parent held, and a benchmark that has just made a volume holds much.
"""
import ctypes
import json
import os
import signal
import statistics
import subprocess
import sys
import time

STARTER = """import json, os, sys, time
start = time.monotonic()
child = os.fork()
if not child:
    os.execvp(sys.argv[2], sys.argv[2:])
_, status, usage = os.wait4(child, 0)
took = time.monotonic() - start
os.write(int(sys.argv[1]), json.dumps([took, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024,
                                       os.waitstatus_to_exitcode(status)]).encode())
"""
PATIENCE, STEP = 600, 0.001
LIBC, PR_SET_PDEATHSIG = ctypes.CDLL(None), 1


def end_with_parent():
    """In a child: whatever ends the benchmark ends it, too (the watch, like this, is for Linux alone)."""
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def end_in_order():
    """Signals that end the benchmark let it put back what it has changed."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, frame: sys.exit(128 + number))


class Measured:
    """One run of one or several commands."""

    def __init__(self, commands, folder):
        self.wall = self.cpu = self.memory = 0
        for command in commands:
            reader, writer = os.pipe()
            with open(folder / "said.txt", "wb") as said:
                child = subprocess.Popen(["python3", "-S", "-E", "-c", STARTER, str(writer), *map(str, command)],
                                         cwd=folder, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT,
                                         pass_fds=[writer])
            os.close(writer)
            with open(reader, "rb") as result:
                told = result.read()
            child.wait()
            self.said = (folder / "said.txt").read_text(errors="replace")
            wall, cpu, memory, status = json.loads(told) if told else (0, 0, 0, child.returncode or 1)
            if status:
                sys.exit(f"{' '.join(map(str, command))}: status {status}\n{self.said[-2000:]}")
            self.wall, self.cpu, self.memory = self.wall + wall, self.cpu + cpu, max(self.memory, memory)


def middle(runs, key):
    return statistics.median(getattr(run, key) for run in runs)


def file_number(path):
    try:
        return path.stat().st_ino
    except FileNotFoundError:
        return None


def wait_for(condition, child):
    end = time.monotonic() + PATIENCE
    while not condition():
        if child.poll() is not None or time.monotonic() > end:
            sys.exit("the watch did not build")
        time.sleep(STEP)


def watch_seconds(program, volume, paper, pdf, runs):
    """From the moment in which a paper is saved, as editors do, to that in which the PDF has been renamed: each run."""
    text, found = paper.read_text(), []
    other = paper.with_name("." + paper.name)
    before = file_number(pdf)
    child = subprocess.Popen([program, "build", volume, "-o", pdf.parent, "-j2", "--watch", "--quiet"],
                             stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, preexec_fn=end_with_parent)
    try:
        wait_for(lambda: file_number(pdf) != before, child)
        for number in range(runs):
            time.sleep(0.5)  # the hand moves from one save to the next
            before = file_number(pdf)
            other.write_text(text.replace("title: ", f"title: {number + 1}. ", 1))
            start = time.monotonic()
            os.replace(other, paper)
            wait_for(lambda: file_number(pdf) != before, child)
            found.append(time.monotonic() - start)
    finally:
        child.send_signal(signal.SIGTERM)
        child.wait()
        paper.write_text(text)
    return found
