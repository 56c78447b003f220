#!/usr/bin/env python3
"""Volumes too large or too odd to be kept: tests/hostile/generate.py DIR [NAME…] writes DIR/NAME/volume.yaml;
--list prints the names.

The rule for each: the compiler ends within 20 seconds with status 0 or 1, without a report of a sanitizer; the files
it leaves are valid, or there are none. A word that begins with “tok” must be in both editions if there are any.
"""
import os
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import blocks  # noqa: E402, F401
import bodies  # noqa: E402, F401
import volumes  # noqa: E402, F401
from bench import CASES  # noqa: E402


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    if sys.argv[1] == "--list":
        print("\n".join(CASES))
        return
    for name in sys.argv[2:] or CASES:
        CASES[name](os.path.join(sys.argv[1], name))


if __name__ == "__main__":
    main()
