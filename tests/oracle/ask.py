# SPDX-License-Identifier: MIT
"""Asks rustc and a C++ compiler what the types of cases.py are."""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import cases

WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Wshadow", "-Wconversion", "-Werror"]

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
