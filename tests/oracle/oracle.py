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
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import cases
import vocabulary

ROOT = pathlib.Path(__file__).resolve().parents[2]
WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Wshadow", "-Wconversion", "-Werror"]
SKIPPED = 77  # the exit code that CTest shows as Skipped

RUST_PRELUDE = """#![allow(warnings)]
#![recursion_limit = "1024"]
mod prelude {
    pub use std::cell::{BorrowError, BorrowMutError, Cell, Ref, RefCell, RefMut};
    pub use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
    pub use std::marker::PhantomData;
    pub use std::path::PathBuf;
    pub use std::rc::Rc;
    pub use std::sync::atomic::{AtomicBool, AtomicI32};
    pub use std::sync::mpsc::{Receiver, Sender, SyncSender};
    pub use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard, TryLockError};
    pub use std::thread::JoinHandle;
    pub use std::time::{Duration, Instant};
    pub enum Colour { Red, Green }
    pub struct Empty;
    pub struct SaidSend { p: *mut u8 }
    unsafe impl Send for SaidSend {}
    pub struct SaidSync { p: *mut u8 }
    unsafe impl Sync for SaidSync {}
    pub struct SaidBoth { p: *mut u8 }
    unsafe impl Send for SaidBoth {}
    unsafe impl Sync for SaidBoth {}
    pub struct SaidNotSend { m: PhantomData<MutexGuard<'static, ()>> }
    pub struct SaidNotSync { m: PhantomData<Cell<()>> }
    pub struct Both<A, B> { a: A, b: B }
    pub struct Stack<T> { top: *mut T }
    unsafe impl<T: Send> Send for Stack<T> {}
    unsafe impl<T: Sync> Sync for Stack<T> {}
    pub struct Owned<T> { p: *mut T }
    unsafe impl<T: Send> Send for Owned<T> {}
    unsafe impl<T: Sync> Sync for Owned<T> {}
    pub struct Shared<T> { p: *const T }
    unsafe impl<T: Sync> Send for Shared<T> {}
    unsafe impl<T: Send + Sync> Sync for Shared<T> {}
    pub struct Chain<T> { head: T, tail: Option<Box<Chain<T>>> }
    pub struct Bush<T> { value: T, twigs: Vec<Bush<T>> }
}
// An inherent constant comes before a trait's, but is there only if its bound holds.
struct Probe<T>(std::marker::PhantomData<T>);
trait No { const SEND: u8 = 0; const SYNC: u8 = 0; }
impl<T> No for Probe<T> {}
impl<T: Send> Probe<T> { const SEND: u8 = 1; }
impl<T: Sync> Probe<T> { const SYNC: u8 = 2; }
"""

CPP_PRELUDE = """
#include <cstddef>
#include <cstdint>
#include <cstdio>
{includes}
template <class R, class... A> using Fn = R (*)(A...);
enum class Colour {{ red, green }};
struct Empty {{}};
struct SaidSend {{ unsigned char* p; }};
FEARLESS_UNSAFE_SEND(SaidSend);
struct SaidSync {{ unsigned char* p; }};
FEARLESS_UNSAFE_SYNC(SaidSync);
struct SaidBoth {{ unsigned char* p; }};
FEARLESS_UNSAFE_SEND(SaidBoth);
FEARLESS_UNSAFE_SYNC(SaidBoth);
class SaidNotSend {{
 public:
  SaidNotSend(const SaidNotSend&) {{}}
  int m;
}};
FEARLESS_NOT_SEND(SaidNotSend);
FEARLESS_UNSAFE_SYNC(SaidNotSend);
class SaidNotSync {{
 public:
  SaidNotSync(const SaidNotSync&) {{}}
  int m;
}};
FEARLESS_NOT_SYNC(SaidNotSync);
FEARLESS_UNSAFE_SEND(SaidNotSync);
template <class A, class B> struct Both {{ A a; B b; }};
template <class T> struct Stack {{ T* top; }};
template <class T> inline constexpr auto fearless::unsafe_impl_send<Stack<T>> = fearless::if_send<T>;
template <class T> inline constexpr auto fearless::unsafe_impl_sync<Stack<T>> = fearless::if_sync<T>;
template <class T> struct Owned {{ T* p; }};
template <class T>
inline constexpr auto fearless::unsafe_impl_send<Owned<T>> = fearless::if_send<fearless::rules::Element<T>>;
template <class T>
inline constexpr auto fearless::unsafe_impl_sync<Owned<T>> = fearless::if_sync<fearless::rules::Element<T>>;
template <class T> struct Shared {{ const T* p; }};
template <class T>
inline constexpr auto fearless::unsafe_impl_send<Shared<T>> = fearless::if_sync<fearless::rules::Element<T>>;
template <class T>
inline constexpr auto fearless::unsafe_impl_sync<Shared<T>> =
    fearless::if_send<fearless::rules::Element<T>> && fearless::if_sync<fearless::rules::Element<T>>;
#if __has_include(<fearless/std/optional.hpp>)
template <class T> struct Chain {{ T head; std::optional<fearless::Box<Chain<T>>> tail; }};
#endif
#if __has_include(<fearless/std/vector.hpp>)
template <class T> struct Bush {{ T value; std::vector<Bush<T>> twigs; }};
#endif
"""


def show(answer):
    if answer is None:
        return "is not asked: no C++"
    if isinstance(answer, str):
        return answer
    return f"Send {'yes' if answer & 1 else 'no '}  Sync {'yes' if answer & 2 else 'no'}"


def run(command, timeout=600):
    try:
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=timeout, check=False)
        return done.returncode, done.stdout, done.stderr
    except subprocess.TimeoutExpired:
        return -1, "", f"no answer in {timeout} s"


class Rust:
    def __init__(self, program, work):
        self.program, self.work = program, work
        text = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
        self.version = tuple(map(int, re.search(r"(\d+)\.(\d+)", text).groups()))
        self.name = " ".join(text.split()[:2])

    def source(self, batch):
        modules = [cases.rust_module(f"t{i}", case) for i, case in enumerate(batch)]
        table = ", ".join(f"Probe::<t{i}::Root>::SEND + Probe::<t{i}::Root>::SYNC" for i in range(len(batch)))
        main = f"""static ANSWERS: [u8; {len(batch)}] = [{table}];
fn main() {{
    println!("{{}}", ANSWERS.iter().map(|answer| (b'0' + answer) as char).collect::<String>());
}}
"""
        return RUST_PRELUDE + "\n".join(modules) + "\n" + main

    def answers(self, batch):
        """What rustc says of each case: 1 for Send, plus 2 for Sync."""
        with tempfile.TemporaryDirectory(dir=self.work) as place:
            source = pathlib.Path(place, "types.rs")
            source.write_text(self.source(batch))
            program = str(source.with_suffix(""))
            code, _, errors = run([self.program, "--edition", "2021", "-C", "debuginfo=0", "-o", program, str(source)])
            if code:
                kept = self.work / "refused.rs"
                shutil.copy(source, kept)
                sys.exit(f"oracle: rustc does not take the generated types, {kept}:\n{errors[:4000]}")
            _, output, _ = run([program])
        return [int(digit) for digit in output.strip()]


class Cpp:
    def __init__(self, program, flags, includes, work, rows):
        self.program, self.work = program, work
        code, text, _ = run([program, "--version"])
        if code:
            sys.exit(f"oracle: cannot run {program}")
        self.name = text.splitlines()[0]
        self.clang = "clang" in self.name
        self.flags = [*flags, *(f"-I{path}" for path in includes), *WARNINGS, "-O0"]
        headers = {"fearless/marker.hpp"} | {row.header for row in rows if row.header}
        headers |= {h for h in ("fearless/boxed.hpp", "fearless/std/variant.hpp", "fearless/std/tuple.hpp")
                    if exists(h, includes)}
        self.prelude = work / "prelude.hpp"
        self.prelude.write_text(
            CPP_PRELUDE.format(includes="\n".join(f"#include <{header}>" for header in sorted(headers))))
        self.compiled = work / ("prelude.hpp.pch" if self.clang else "prelude.hpp.gch")
        code, _, errors = run([program, *self.flags, "-x", "c++-header", str(self.prelude), "-o", str(self.compiled)])
        if code:
            sys.exit(f"oracle: {program} does not compile {self.prelude}:\n{errors[:4000]}")

    def source(self, batch, asks=True):
        namespaces = [cases.cpp_namespace(f"t{i}", case) for i, case in enumerate(batch)]
        if not asks:
            return "\n".join([*namespaces, *(f"inline void end_{i}_{name}(t{i}::{name}* object) {{ std::destroy_at(object); }}"
                                             for i, case in enumerate(batch)
                                             for name in ("Root", *(f"S{j}" for j in range(len(case.classes)))))])
        table = ",\n".join(
            f"    fearless::is_send_v<t{i}::Root> + 2 * fearless::is_sync_v<t{i}::Root>" for i in range(len(batch)))
        return "\n".join([*namespaces, f"constexpr int answers[] = {{\n{table}}};",
                          "int main() {", "  for (int answer : answers) std::putchar('0' + answer);", "}", ""])

    def compile(self, place, batch, mode, asks=True):
        source = pathlib.Path(place, "types.cpp")
        source.write_text(self.source(batch, asks))
        use = ["-include-pch", str(self.compiled)] if self.clang else ["-include", str(self.prelude)]
        return run([self.program, *self.flags, *use, str(source), *mode])

    def answers(self, batch):
        """What fearless says of each case; or the compiler's first error, for a case that does not compile; or None for
        one that is no C++ even when fearless is not asked: some mutually recursive types are only Rust, and of some no
        program can destroy an object (with Clang and libstdc++ 12, a class with a vector of pairs of itself)."""
        if not batch:
            return []
        with tempfile.TemporaryDirectory(dir=self.work) as place:
            program = os.path.join(place, "types")
            code, _, errors = self.compile(place, batch, ["-o", program])
            if code == 0:
                return [int(digit) for digit in run([program])[1].strip()]
            if len(batch) == 1:
                defined = self.compile(place, batch, ["-fsyntax-only"], asks=False)[0] == 0
                return [first_error(errors) if defined else None]
        # The errors name their cases, mostly. Every case is total, so there are few.
        blamed = sorted({int(number) for number in re.findall(r"\bt(\d+)::", errors) if int(number) < len(batch)})
        if not blamed or len(blamed) * 2 > len(batch):
            blamed = list(range(len(batch) // 2))
        rest = [i for i in range(len(batch)) if i not in blamed]
        merged = dict(zip(blamed, self.answers([batch[i] for i in blamed])))
        merged.update(zip(rest, self.answers([batch[i] for i in rest])))
        return [merged[i] for i in range(len(batch))]

    def fails(self, case):
        with tempfile.TemporaryDirectory(dir=self.work) as place:
            return (self.compile(place, [case], ["-fsyntax-only"])[0] != 0 and
                    self.compile(place, [case], ["-fsyntax-only"], asks=False)[0] == 0)


def first_error(errors):
    lines = [line for line in errors.splitlines() if "error:" in line] or errors.splitlines() or ["no message"]
    return "does not compile: " + re.sub(r"^\S*/(\S+:\d+:\d+: )", r"\1", lines[0])[:300]


def exists(header, includes):
    return any((pathlib.Path(path) / header).is_file() for path in includes)


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
