#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Breaks the engine's rules one by one, and checks that the static facts notice.

Each mutant of mutants.py is applied to a copy of include/; then the files of FACTS are compiled against the copy,
cheapest first. A mutant is killed by the first that does not
compile. What survives is printed, and the exit status is 1. A mutant whose text is not in the headers exactly once is an error: the table has to follow the
code. So is one that breaks a program which asks nothing.
"""

import argparse
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from mutants import MUTANTS  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
FACTS = [f"tests/static/{name}.cpp" for name in
         ("engine/language", "engine/declarations", "engine/opaque", "aggregates/counting", "aggregates/kinds",
          "aggregates/pfr_kinds", "aggregates/greedy", "engine/captures", "engine/storage", "aggregates/arrays",
          "engine/recursion", "aggregates/no_length", "aggregates/no_length_members", "engine/unnamed", "engine/total",
          "engine/bases", "engine/incomplete_arguments", "engine/inner_storage", "engine/own_tuple_size",
          "engine/restrict_references", "vocabulary/members")]
ASKS_NOTHING = "#include <fearless/marker.hpp>\nint main() {}\n"
MEMORY = 6 << 30  # bytes; a mutant that never ends should not take the machine with it


class Compiler:
    def __init__(self, command, flags, timeout):
        self.command, self.flags, self.timeout = command, flags, timeout
        version = subprocess.run([command, "--version"], capture_output=True, text=True, check=True).stdout
        self.family = "clang" if "clang" in version else "gcc"
        self.reflects = "-freflection" in flags

    def has(self, mutant):
        return (mutant.only in ("", self.family) and not (mutant.unreflected and self.reflects) and
                (self.reflects or not mutant.reflected))

    def precompile(self, directory):
        """The standard headers of the facts, of which there is more to read than of the engine."""
        files = [file for facts in FACTS for file in (ROOT / facts, *(ROOT / facts).with_suffix("").glob("*.hpp"))]
        names = sorted({line for file in files for line in file.read_text().splitlines()
                        if re.fullmatch(r"#include <[a-z_]+>", line)})
        header = directory / f"{Path(self.command).name}.hpp"
        header.write_text("\n".join(names) + "\n")
        made = header.with_suffix(".hpp.gch" if self.family == "gcc" else ".hpp.pch")
        subprocess.run([self.command, *self.flags, "-x", "c++-header", str(header), "-o", str(made)], check=True)
        self.flags += ["-include", str(header)] if self.family == "gcc" else ["-include-pch", str(made)]

    def compile(self, include, file, options=(), text=None):
        """What the compiler has against it: None, or its first error."""
        command = [self.command, *self.flags, "-fsyntax-only", "-Wfatal-errors", f"-I{include}", *options,
                   *(["-x", "c++", "-"] if text else [str(file)])]
        try:
            run = subprocess.run(command, capture_output=True, text=True, input=text, timeout=self.timeout,
                                 env={**os.environ, "LC_ALL": "C"},
                                 preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)))
        except subprocess.TimeoutExpired:
            return "no end"
        if run.returncode == 0:
            return None
        errors = [line for line in run.stderr.splitlines() if re.search(r"error:|fatal|Killed|internal compiler", line)]
        mine = [line for line in errors if re.search(r"static.assert", line) and "tests/static" in line]
        return (mine or errors or ["error"])[0]


def apply(mutant, include):
    for file, old, new in mutant.edits:
        path = include / "fearless" / file
        text = path.read_text()
        if text.count(old) != 1:
            sys.exit(f"mutate: {mutant.name}: in {file}, this stands {text.count(old)} times, not once:\n{old}")
        path.write_text(text.replace(old, new))


def where(error):
    """`file:line`, with what kind of error it was."""
    if error == "no end":
        return error
    place = re.match(r"(?:.*/)?([\w.]+:\d+)", error)
    kind = "" if re.search(r"static.assert", error) else " (hard error)"
    return (place[1] if place else error[:60]) + kind


def try_mutant(mutant, compiler, scratch):
    """What kills it, or None."""
    include = scratch / "include"
    shutil.copytree(ROOT / "include", include)
    try:
        apply(mutant, include)
        if error := compiler.compile(include, None, text=ASKS_NOTHING):
            sys.exit(f"mutate: {mutant.name}: it is no program: {error}")
        if mutant.refuses:
            case = ROOT / "compile_fail" / "types" / "marker.cpp"
            if compiler.compile(include, case, [f"-D{mutant.refuses}"]) is None:
                return f"compile_fail/types/marker.cpp, {mutant.refuses}"
        for facts in FACTS:
            if error := compiler.compile(include, ROOT / facts):
                return where(error)
        return None
    finally:
        shutil.rmtree(include)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cxx", action="append",
                        help="a compiler, once for each; the first tries all that are not another family's "
                             "(default: g++ and clang++-19)")
    parser.add_argument("--flags", default="-std=c++20", help="what every compiler is told")
    parser.add_argument("--quick", action="store_true", help="a handful of mutants, and not the slowest facts")
    parser.add_argument("--only", help="mutants whose name contains this")
    parser.add_argument("--timeout", type=float, default=60, help="seconds for one file (default 60)")
    arguments = parser.parse_args()
    compilers = [Compiler(cxx, arguments.flags.split(), arguments.timeout)
                 for cxx in arguments.cxx or ["g++", "clang++-19"]]
    if arguments.quick:
        FACTS.remove("tests/static/engine/recursion.cpp")

    chosen = [(mutant, next((c for c in compilers if c.has(mutant)), None)) for mutant in MUTANTS
              if (mutant.quick or not arguments.quick) and (arguments.only or "") in mutant.name]
    common = tempfile.TemporaryDirectory()
    for compiler in compilers:
        compiler.precompile(Path(common.name))
        if not arguments.quick and any(c is compiler for _, c in chosen):
            for facts in FACTS:
                if error := compiler.compile(ROOT / "include", ROOT / facts):
                    sys.exit(f"mutate: {compiler.command} refuses {facts} without any mutant: {error}")

    began, killed, survivors, untried = time.monotonic(), 0, [], 0
    print(f"{'mutant':<66} {'compiler':<11} {'seconds':>7}  killed by")
    with tempfile.TemporaryDirectory() as scratch:
        for mutant, compiler in chosen:
            if compiler is None:
                untried += 1
                continue
            start = time.monotonic()
            killer = try_mutant(mutant, compiler, Path(scratch))
            print(f"{mutant.name:<66} {Path(compiler.command).name:<11} {time.monotonic() - start:>7.1f}  "
                  f"{killer or 'SURVIVED'}", flush=True)
            if killer:
                killed += 1
            else:
                survivors.append(mutant)
    print(f"\n{killed} of {killed + len(survivors)} mutants killed in {time.monotonic() - began:.0f} s"
          + (f", {untried} not tried: they are of another compiler's code" if untried else ""))
    for mutant in survivors:
        print(f"SURVIVED: {mutant.name} ({', '.join(sorted({file for file, _, _ in mutant.edits}))})")
    return 1 if survivors or not killed else 0


if __name__ == "__main__":
    sys.exit(main())
