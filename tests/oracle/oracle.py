#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Asks rustc and fearless about the same random types, and compares what they say of Send and Sync.

    tests/oracle/oracle.py                                 a few hundred types, one seed
    tests/oracle/oracle.py --types 20000 --seeds 20        the long run
    tests/oracle/oracle.py --first-seed 7 --only 231       one type again, with both its definitions
    tests/oracle/oracle.py --prove                         shows that a wrong rule is found and shrunk
"""

import argparse
import collections
import concurrent.futures
import os
import pathlib
import shlex
import shutil
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import cases
import vocabulary
from ask import Cpp, Rust, exists

ROOT = pathlib.Path(__file__).resolve().parents[2]
SKIPPED = 77  # the exit code that CTest shows as Skipped


def show(answer):
    if answer is None:
        return "is not asked: no C++"
    if isinstance(answer, str):
        return answer
    return f"Send {'yes' if answer & 1 else 'no '}  Sync {'yes' if answer & 2 else 'no'}"


class Oracle:
    def __init__(self, rust, cpp, jobs):
        self.rust, self.cpp, self.jobs = rust, cpp, jobs

    def compare(self, batch):
        """What both say of each case. (An aggregate of plain values is Send by its bytes, of which an array of none has
        none: where rustc says so of an empty struct instead, both agree. Sync asks for the array's elements all the
        same, so each of the two traits may follow either.)"""
        answers = list(zip(self.rust.answers(batch), self.cpp.answers(batch)))
        for i, (rust, cpp) in enumerate(answers):
            if isinstance(cpp, int) and rust & ~cpp == 0 and rust != cpp:
                as_empty = cases.without_arrays_of_none(batch[i])
                if as_empty != batch[i] and cpp & ~self.rust.answers([as_empty])[0] == 0:
                    answers[i] = (cpp, cpp)
        return answers

    def shrink(self, case, answer):
        """The smallest case that still goes wrong in the same way."""
        refused = isinstance(answer[1], str)
        while True:
            candidates = cases.smaller_cases(case)
            if refused:
                smaller = self.first_that_fails(candidates)
            else:
                smaller = None
                for i in range(0, len(candidates), 100):
                    batch = candidates[i:i + 100]
                    answers = self.compare(batch)
                    wrong = [c for c, (rust, cpp) in zip(batch, answers) if rust != cpp and isinstance(cpp, int)]
                    if wrong:
                        smaller = wrong[0]
                        break
            if smaller is None:
                return case, self.compare([case])[0]
            case = smaller

    def first_that_fails(self, candidates):
        with concurrent.futures.ThreadPoolExecutor(self.jobs) as pool:
            for i in range(0, len(candidates), 2 * self.jobs):
                some = candidates[i:i + 2 * self.jobs]
                for candidate, fails in zip(some, pool.map(self.cpp.fails, some)):
                    if fails:
                        return candidate
        return None

    def describe(self, case, answer):
        rust, cpp = answer
        return "\n".join([
            "  Rust:", indent(cases.rust_module("t", case)),
            "  C++:", indent(cases.cpp_namespace("t", case)),
            f"  rustc says     {show(rust)}",
            f"  fearless says  {show(cpp)}",
        ])


def indent(text):
    return "\n".join("    " + line for line in text.splitlines())


def batches_of(seeds, per_seed, rows, headers, size):
    """(seed, number of the first type, cases) for every batch; each type of the run occurs once."""
    seen = set()
    for seed in seeds:
        generator = cases.Generator(seed, rows, headers)
        batch, number, made = [], 0, 0
        while made < per_seed:
            case = generator.case()
            if case not in seen:
                seen.add(case)
                batch.append((number, case))
                made += 1
            number += 1
            if len(batch) == size or made == per_seed:
                yield seed, batch
                batch = []


def search(oracle, options, rows, headers):
    seeds = range(options.first_seed, options.first_seed + options.seeds)
    per_seed = -(-options.types // options.seeds)
    began, total, no_cpp, tally, wrong = time.monotonic(), 0, 0, collections.Counter(), []

    def work(item):
        seed, batch = item
        return seed, batch, oracle.compare([case for _, case in batch])

    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        of_seed = collections.Counter()
        for seed, batch, answers in pool.map(work, batches_of(seeds, per_seed, rows, headers, options.batch)):
            for (number, case), (rust, cpp) in zip(batch, answers):
                if cpp is None:
                    no_cpp += 1
                    continue
                total += 1
                tally[rust] += 1
                if rust != cpp:
                    wrong.append((seed, number, case, (rust, cpp)))
                    print(f"seed {seed}, type {number}:  rustc {show(rust)};  fearless {show(cpp)}", flush=True)
            of_seed[seed] += len(batch)
            if options.seeds > 1 and of_seed[seed] == per_seed:
                print(f"seed {seed}: {per_seed} types, {sum(w[0] == seed for w in wrong)} disagreements, "
                      f"{time.monotonic() - began:.0f} s so far", flush=True)

    refused = sum(isinstance(answer[1], str) for _, _, _, answer in wrong)
    # Wrong answers first, the simplest first; most of a mistake's cases shrink to the same one.
    shrunk, found = 0, set()
    for seed, number, case, answer in sorted(wrong, key=lambda w: (isinstance(w[3][1], str), cases.size(w[2]))):
        if shrunk == options.shrink:
            break
        shrunk += 1
        small, again = oracle.shrink(case, answer)
        if small in found:
            continue
        found.add(small)
        print(f"\nDISAGREEMENT, seed {seed}, type {number}:  rustc {show(answer[0])};  fearless {show(answer[1])}")
        print(oracle.describe(small, again) if options.brief else
              f"{oracle.describe(case, answer)}\nSHRUNK to\n{oracle.describe(small, again)}")
        print(f"  again: tests/oracle/oracle.py --first-seed {seed} --only {number}", flush=True)
    print(f"\nseeds {seeds[0]} to {seeds[-1]}: {total} different types, {len(wrong)} disagreements with rustc"
          + (f" ({refused} of them do not compile)" if refused else "")
          + (f", {no_cpp} left out that are no C++" if no_cpp else "") + f", {time.monotonic() - began:.0f} s")
    print("of them " + ", ".join(f"{tally[a]} {show(a)}" for a in (3, 1, 2, 0)))
    return wrong


def only(oracle, options, rows, headers):
    generator = cases.Generator(options.first_seed, rows, headers)
    case = [generator.case() for _ in range(options.only + 1)][-1]
    answer = oracle.compare([case])[0]
    print(oracle.describe(case, answer))
    return answer[1] is not None and answer[0] != answer[1]


# What --prove changes in the Rust of one row, and what the search must then shrink to.
MISTAKES = [
    ("Arc", "Rc<{0}>", ("Arc", ("i32",))),
    ("Mutex", "RefCell<{0}>", ("Mutex", ("i32",))),
]


def prove(oracle, options, rows, headers):
    """Tells rustc a wrong story about one row at a time: each must be found, and shrunk to the row itself."""
    failed = 0
    for name, rust, expected in MISTAKES:
        if name not in {row.name for row in rows}:
            continue
        right = vocabulary.BY_NAME[name]
        wrong = vocabulary.replace(right, rust=rust)
        vocabulary.BY_NAME[name] = wrong
        made = [case for _, batch in batches_of([options.first_seed], options.types, rows, headers, options.types)
                for _, case in batch]
        found = [(case, answer) for case, answer in zip(made, oracle.compare(made))
                 if answer[0] != answer[1] and not isinstance(answer[1], str)]
        found.sort(key=lambda f: cases.size(f[0]))
        small = oracle.shrink(*found[len(found) // 2])[0] if found else None
        vocabulary.BY_NAME[name] = right
        good = small == cases.Case((), expected)
        print(f"{right.rust} as {rust}: {len(found)} of {len(made)} types disagree, one of them shrinks to "
              f"{cases.render(small.root, 'cpp') if small else '-'}: {'found' if good else 'NOT FOUND'}")
        failed += not good
    return failed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--types", type=int, help="how many types (default 300; 20000 if FEARLESS_STRESS is set)")
    parser.add_argument("--seeds", type=int, help="how many seeds they are made from (default 1; 20)")
    parser.add_argument("--first-seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="one type of --first-seed, by its number")
    parser.add_argument("--prove", action="store_true", help="search with wrong rules, which must be found")
    parser.add_argument("--cxx", default=os.environ.get("CXX", "g++"))
    parser.add_argument("--flags", default="-std=c++20", help="for the C++ compiler")
    parser.add_argument("--include", action="append", help="where fearless/ is (default: this repository's)")
    parser.add_argument("--rustc", default=shutil.which("rustc"))
    parser.add_argument("--batch", type=int, default=200, help="types per translation unit")
    parser.add_argument("--jobs", type=int, default=int(os.environ.get("FEARLESS_JOBS", "1")))
    parser.add_argument("--shrink", type=int, default=5, help="how many disagreements to shrink")
    parser.add_argument("--brief", action="store_true", help="print what is shrunk only in its smallest form")
    parser.add_argument("--work", help="a directory for the generated programs")
    options = parser.parse_args()
    stress = bool(os.environ.get("FEARLESS_STRESS"))
    options.types = options.types or (20000 if stress else 300)
    options.seeds = options.seeds or (20 if stress and not options.prove else 1)
    includes = options.include or [str(ROOT / "include")]

    if options.rustc is None:
        print("SKIPPED: rustc, the oracle, is not installed (Debian's package is rustc)")
        return SKIPPED

    with tempfile.TemporaryDirectory() as scratch:
        work = pathlib.Path(options.work or scratch)
        work.mkdir(parents=True, exist_ok=True)
        rust = Rust(options.rustc, work)
        rows, left_out = [], []
        for row in vocabulary.ROWS:
            known = rust.version >= row.rustc and (not row.header or exists(row.header, includes))
            (rows if known else left_out).append(row)
        headers = {row.header for row in rows} | {h for h in ("fearless/std/variant.hpp",) if exists(h, includes)}
        cpp = Cpp(options.cxx, shlex.split(options.flags), includes, work, rows)
        print(f"{rust.name} against {cpp.name}, {len(rows)} rows")
        if left_out:
            print("left out, for want of a header or a newer rustc: " + ", ".join(row.name for row in left_out))
        sys.stdout.flush()
        oracle = Oracle(rust, cpp, options.jobs)
        mode = only if options.only is not None else prove if options.prove else search
        return 1 if mode(oracle, options, rows, headers) else 0


if __name__ == "__main__":
    sys.exit(main())
