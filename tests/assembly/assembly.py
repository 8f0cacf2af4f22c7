#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compares the machine code of each function f of assembly.cpp with that of raw_f: the checks must leave nothing."""

import argparse
import pathlib
import re
import shlex
import subprocess
import sys

SOURCE = pathlib.Path(__file__).with_name("assembly.cpp")
INCLUDE = SOURCE.resolve().parents[2] / "include"


def functions(text):
    """The instructions of each function in an assembler file, with its labels numbered by their order."""
    found, name = {}, None
    for line in text.splitlines():
        line = line.split("#")[0].rstrip() if not line.lstrip().startswith("#") else ""
        if start := re.match(r"(\w+):", line):
            name = start[1]
            found[name] = []
        elif name is not None and re.match(r"\s+\.size\s+" + name + r"\b", line):
            name = None
        elif name is not None and line.strip():
            words = line.split(None, 1)
            if not words[0].startswith(".") or words[0].endswith(":"):  # directives say nothing about what runs
                found[name].append(" ".join(words).replace("raw_", ""))
    for body in found.values():
        labels = {}
        for i, line in enumerate(body):
            body[i] = re.sub(r"\.L\w+", lambda m: labels.setdefault(m[0], f".L{len(labels)}"), line)
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cxx", default="c++")
    parser.add_argument("--flags", default="-std=c++20")
    parser.add_argument("--assert", dest="asserts", action="store_true",
                        help="with assertions, which do leave code: the test's own test")
    options = parser.parse_args()
    command = [options.cxx, *shlex.split(options.flags), f"-I{INCLUDE}", "-O2", "-UFEARLESS_HARDENED",
               "-UNDEBUG" if options.asserts else "-DNDEBUG", "-fno-asynchronous-unwind-tables", "-fcf-protection=none", "-g0", "-S", "-o", "-", SOURCE]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode != 0:
        sys.exit(run.stderr)
    found = functions(run.stdout)
    pairs = sorted(set(re.findall(r"\braw_(\w+)\(", SOURCE.read_text())))
    different = 0
    for name in pairs:
        if re.search(rf"\.set\s+(raw_)?{name},\s*(raw_)?{name}\b", run.stdout):
            continue  # the compiler found out itself, and made one function of them
        mine, raw = found[name], found[f"raw_{name}"]
        if mine != raw:
            different += 1
            print(f"{name} is not what is written by hand:", *mine, "by hand:", *raw, sep="\n  ")
    print(f"{len(pairs)} functions compared, {different} differ")
    sys.exit(1 if different or not pairs else 0)


if __name__ == "__main__":
    main()
