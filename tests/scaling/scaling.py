#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compiles types of sizes nobody writes by hand, and checks that what one costs does not grow with their number.

A chain of 200 structs, by value and through unique_ptr; a struct of 256 members; and 2,000 small structs, each of which
may cost at most 1.5 times what one of 200 does (CPU time over the same file with one). With --brief 400, measured once
unless that looks too much."""
import argparse
import pathlib
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "bench" / "compile_time"))
from measure import Compiler, measure_all  # noqa: E402

INCLUDES = ["#include <memory>", "#include <string>", "#include <fearless/marker.hpp>",
            "#include <fearless/std/memory.hpp>", "#include <fearless/std/string.hpp>"]
FACTOR = 1.5


def asks(name):
    return (f"static_assert(fearless::Send<{name}> && fearless::Sync<{name}> && fearless::Static<{name}> && "
            f"!fearless::ThreadSafe<{name}>);")


def chain(length, member, end):
    """Structs that each hold the one before, of which only the last is asked about."""
    lines = [*INCLUDES, f"struct S0 {{ {end} end; }};"]
    lines += [f"struct S{i} {{ int number; {member.format(f'S{i - 1}')} inner; }};" for i in range(1, length)]
    return lines


def wide(members, last):
    types = ["int", "std::string", "double", "std::unique_ptr<long>"]
    listed = " ".join(f"{types[i % 4]} m{i};" for i in range(members - 1))
    return [*INCLUDES, "#include <fearless/derive/wide.hpp>", f"struct Wide {{ {listed} {last} last; }};"]


def small(count):
    """Structs of three members, nested up to ten deep, each of them asked about."""
    lines = list(INCLUDES)
    for i in range(count):
        inner = "int" if i % 10 == 0 else f"S{i - 1}"
        lines += [f"struct S{i} {{ int a; std::string b; {inner} c; }};", f"static_assert(fearless::Sync<S{i}>);"]
    return lines


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cxx", required=True)
    parser.add_argument("--flags", default="-std=c++20", help="what the compiler is told")
    parser.add_argument("--brief", action="store_true", help="fewer structs, measured once if that is enough")
    arguments = parser.parse_args()
    number = 400 if arguments.brief else 2000
    compiler = Compiler(arguments.cxx, "c++20", ROOT / "include")
    compiler.command += arguments.flags.split()
    refused = "static_assert(!fearless::Send<{0}> && !fearless::Sync<{0}>);"
    files = {
        "a chain of 200 by value": [*chain(200, "{}", "std::string"), asks("S199")],
        "the same, refused": [*chain(200, "{}", "int*"), refused.format("S199")],
        "a chain of 200 unique_ptr": [*chain(200, "std::unique_ptr<{}>", "std::string"),
                                      "static_assert(fearless::Send<S199> && fearless::Static<S199>);"],
        "the same refused": [*chain(200, "std::unique_ptr<{}>", "int*"), refused.format("S199")],
        "256 members": [*wide(256, "std::string"), "static_assert(fearless::Send<Wide> && fearless::Static<Wide>);"],
        "256 members refused": [*wide(256, "int*"), refused.format("Wide")],
    }
    with tempfile.TemporaryDirectory() as directory:
        work = pathlib.Path(directory)

        def write(name, lines):
            file = work / f"{name.replace(' ', '_').replace(',', '')}.cpp"
            file.write_text("\n".join(lines) + "\n")
            return file

        for name, lines in files.items():
            print(f"{name:<28} {compiler.cost(write(name, lines)).seconds:6.2f} s", flush=True)
        for attempt in range(3):  # a busy machine may need another try
            times = 1 if arguments.brief and attempt == 0 else 2
            costs = measure_all(compiler, {n: write(f"small {n}", small(n)) for n in (1, 200, number)}, times)
            few = (costs[200] - costs[1]).seconds / 199
            many = (costs[number] - costs[1]).seconds / (number - 1)
            print(f"{number:,} structs: {many / few:.2f} times the cost of each of 200 ({1000 * many:.2f} ms)", flush=True)
            if many <= FACTOR * few:
                return 0
    return 1


if __name__ == "__main__":
    sys.exit(main())
