#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Holds docs/from-rust.md to the truth.

rustc compiles a file that names every item of the left column, and one that names the unstable ones, which it must
refuse as unstable. A C++ compiler compiles a file that names everything of the middle column. And if Rust's own
documentation is installed, each public item in it must be on the page.
"""

import argparse
import glob
import html
import json
import pathlib
import re
import shlex
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
MODULES = ["std::thread", "std::sync", "std::sync::mpsc", "std::cell", "std::rc", "std::boxed", "std::result"]
SKIPPED = 77

# Errors of rustc that say that the name is there: it wants to know the type arguments.
NAMED = {"E0282", "E0283", "E0284", "E0034", "E0790"}
UNSTABLE = "E0658"

# How to write a type of Rust, or of ours, where it takes no type argument, or a lifetime, too.
PLAIN = set(
    "Thread ThreadId Builder Scope Condvar Barrier Once OnceState WaitTimeoutResult BarrierWaitResult RecvError"
    " TryRecvError RecvTimeoutError BorrowError BorrowMutError Panic".split())
BORROWS = set("MutexGuard RwLockReadGuard RwLockWriteGuard Ref RefMut Iter TryIter".split())
ENUMS = {"TryRecvError", "RecvTimeoutError"}
# And those that take two.
TWO = {"Result"}
NAMESPACES = {"thread", "mpsc", "oneshot", "std"}

# Of which Box the items are that several of its impls have, or Iterator, which a Box of an iterator is.
BOX_OF = {"map": "i32", "take": "i32", "downcast_unchecked": "dyn std::any::Any"}

# What a trait of Rust means for a type of ours.
CLONED = "template <class T> concept Cloned = std::copy_constructible<T> || requires(const T& x) { x.clone(); };"
TRAITS = {
    "Clone": "Cloned<{}>",
    "Default": "std::default_initializable<{}>",
    "PartialEq": "std::equality_comparable<{}>",
    "PartialOrd": "std::three_way_comparable<{}>",
    "std::hash::Hash": "std::is_default_constructible_v<std::hash<{}>>",
    "std::ops::Deref": "requires(const {}& x) {{ *x; x.operator->(); }}",
    "std::error::Error": "requires(const {}& x) {{ static_cast<const char*>(x.what()); }}",
    "From<i32>": "std::constructible_from<{}, int>",
    "From<Box<i32>>": "requires(::fearless::Box<int> x) {{ {}::from(std::move(x)); }}",
    "From<std::sync::mpsc::RecvError>": "std::convertible_to<fearless::mpsc::RecvError, {}>",
    "From<std::sync::mpsc::SendError<i32>>": "std::convertible_to<fearless::mpsc::SendError<int>, {}>",
    "Iterator": "std::ranges::input_range<{}>",
}


class Row:
    """A row of a table: the names of Rust's and of ours that it speaks of."""

    def __init__(self, line, module, cells):
        spans = [re.findall(r"`([^`]+)`", cell) for cell in cells]
        self.line = line
        self.module = module
        self.unstable = cells[0].startswith("*unstable*")
        self.patterns = [name for name in spans[0] if name.startswith("_") or name.endswith("_")]
        self.rust = [name for name in spans[0] if name not in self.patterns]
        self.ours = spans[1] + [name for name in spans[2] if re.fullmatch(r"\w+(::\w+)+", name)]
        self.answered = bool(spans[1]) or cells[1].startswith(("own", "none"))
        self.cells = cells


def read(page):
    """The rows of the page, and those of its table of traits."""
    rows, traits, module = [], [], None
    for number, line in enumerate(page.read_text().splitlines(), 1):
        if line.startswith("## "):
            module = line[3:].strip().strip("`")
        if not line.startswith("|") or re.match(r"\|[-| ]+\|$", line):
            continue
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if len(cells) != 3:
            sys.exit(f"{page}:{number}: a row has three cells, this one {len(cells)}")
        if cells[1] in ("here", "") or cells[0] == "Rust":
            continue  # a heading
        if module in MODULES:
            row = Row(number, module, cells)
            if not row.rust or not row.answered:
                sys.exit(f"{page}:{number}: name an item of Rust, and ours, or `own` or `none`")
            rows.append(row)
        else:
            traits.append((number, cells[0].strip("`"), re.findall(r"`([^`]+)`", cells[1])))
    return rows, traits


# Rust.


def rust_type(path):
    """A Rust type, with its arguments."""
    name = path.split("::")[-1]
    if name in PLAIN:
        return path
    if name in TWO:
        return f"{path}<i32, i32>"
    return f"{path}<{chr(39)}static, i32>" if name in BORROWS else f"{path}<i32>"


def is_member(name):
    """Whether a name like Arc::new means a member of a type: types begin with a capital letter, modules do not."""
    return "::" in name and name.split("::")[-2][0].isupper()


def rust_line(name, i):
    if not is_member(name[5:]):
        return f"use {name} as N{i};"
    owner, item = name.rsplit("::", 1)
    of = f"::<{BOX_OF[item]}>" if owner == "std::boxed::Box" and item in BOX_OF else ""
    return f"fn n{i}() {{ let _ = {owner}{of}::{item}; }}"


def ask_rustc(rustc, work, text):
    """What rustc says about a file: the codes of its errors, by line."""
    work.mkdir(parents=True, exist_ok=True)
    source = work / "names.rs"
    source.write_text("#![allow(warnings)]\n" + text)
    run = subprocess.run([rustc, "--edition=2021", "--crate-type=lib", "--emit=metadata", "--error-format=json",
                          "--out-dir", work, source], capture_output=True, text=True, check=False)
    said = {}
    for line in run.stderr.splitlines():
        message = json.loads(line)
        if message.get("level") != "error" or not message.get("spans"):
            continue
        code = (message.get("code") or {}).get("code", "?")
        said.setdefault(message["spans"][0]["line_start"] - 1, []).append((code, message["message"]))
    return said


def check_rust(rows, traits, rustc, work):
    stable = [(row.line, f"{row.module}::{name}") for row in rows if not row.unstable for name in row.rust]
    text = [rust_line(name, i) for i, (_, name) in enumerate(stable)]
    for line, trait, types in traits:
        for path in types:
            text.append(f"fn n{len(text)}() {{ fn has<T: {trait}>() {{}} has::<{rust_type(path)}>(); }}")
            stable.append((line, f"{trait} for {path}"))
    wrong = []
    for at, errors in ask_rustc(rustc, work / "stable", "\n".join(text)).items():
        wrong += [(stable[at - 1], f"{code}: {what}") for code, what in errors if code not in NAMED]
    unstable = [(row.line, f"{row.module}::{name}") for row in rows if row.unstable for name in row.rust]
    text = [rust_line(name, i) for i, (_, name) in enumerate(unstable)]
    said = ask_rustc(rustc, work / "unstable", "\n".join(text))
    for at, item in enumerate(unstable, 1):
        codes = {code for code, _ in said.get(at, [])}
        if UNSTABLE not in codes:
            wrong.append((item, f"not unstable: {said.get(at, 'rustc accepts it')}"))
    print(f"rustc knows {len(stable)} stable names and {len(unstable)} unstable ones" if not wrong else "rustc disagrees")
    return [f"docs/from-rust.md:{line}: {name}: {what}" for (line, name), what in wrong]


# Rust's documentation.


def documented(std):
    """Every public item that Rust's documentation has: (module, name, whether it is unstable)."""
    for module in MODULES + ["std::sync::atomic"]:
        folder = std.joinpath(*module.split("::")[1:])
        listed = json.loads(re.sub(r"^[^{]*|;?\s*$", "", pathlib.Path(
            glob.glob(str(folder / "sidebar-items*.js"))[0]).read_text()))
        for kind, names in listed.items():
            for name in names:
                if kind == "mod":
                    yield module, name, False
                    continue
                page = (folder / f"{kind}.{name}.html").read_text()
                yield module, name, False
                if kind not in ("struct", "enum") or module == "std::sync::atomic":
                    continue
                if kind == "enum":
                    for variant in re.findall(r'<section id="variant\.(\w+)"', page):
                        yield module, f"{name}::{variant}", False
                for member, unstable in members(page):
                    yield module, f"{name}::{member}", unstable


def members(page):
    """The members of a type, from its page: those of its own, not those of traits or of what it points to."""
    parts = page.split('id="implementations-list"')
    if len(parts) == 1:
        return
    body = re.split(r'id="(?:trait-implementations|deref-methods)', parts[1])[0]
    for section in re.split(r'(?=<section id="(?:method|associatedconstant)\.)', body)[1:]:
        name = re.match(r'<section id="\w+\.(\w+?)(?:-\d+)?"', section)[1]
        head = re.split(r'<div class="docblock"|<section id="impl', section)[0]
        yield html.unescape(name), 'class="stab unstable"' in head


def check_complete(rows, std):
    on_page = {f"{row.module}::{name}": row.unstable for row in rows for name in row.rust}
    whole = {name for name, unstable in on_page.items() if unstable}  # its members need not be named
    patterns = {f"{row.module}::{row.rust[0].split('::')[0]}" for row in rows if row.patterns}
    missing, count = [], 0
    for module, name, unstable in documented(std):
        path = f"{module}::{name}"
        owner = path.rsplit("::", 1)[0]
        count += 1
        if module == "std::sync::atomic":
            path, owner = f"std::sync::atomic::{name}", "std::sync"
        if path in on_page or owner in whole or path in MODULES:
            continue
        if unstable and owner in patterns and ("try_" in name or name.endswith("_in")):
            continue
        missing.append(f"docs/from-rust.md: not there: {path}{' (unstable)' if unstable else ''}")
    print(f"the documentation of Rust has {count} items" + (f", {len(missing)} of them not on the page" if missing else
                                                           ", all of them on the page"))
    return missing


# C++.


def our_type(path):
    """A type of ours for a path like mpsc::Sender."""
    name = path.split("::")[-1]
    return f"::fearless::{path}" + ("" if name in PLAIN | ENUMS else "<int, int>" if name in TWO else "<int>")


def counterpart(path):
    """Our type for one of Rust's, such as std::sync::Weak."""
    module, name = path.rsplit("::", 1)
    if name == "Weak":
        name = "ArcWeak" if module == "std::sync" else "RcWeak"
    inside = {"std::thread": "thread::", "std::sync::mpsc": "mpsc::"}.get(module, "")
    return our_type(inside + name)


def cpp_lines(name, i):
    """Lines that compile if the name is there. A using-declaration finds overloads and templates, too."""
    if name.startswith("FEARLESS_"):
        return f"#ifndef {name}\n#error no macro of this name\n#endif"
    name = name.removeprefix("fearless::")
    parts = name.split("::")
    if parts[0] == "std":
        return f"namespace n{i} {{ using ::{name}; }}"
    if len(parts) == 1 or parts[-2] in NAMESPACES:
        return f"namespace n{i} {{ using ::fearless::{name}; }}"
    owner = our_type("::".join(parts[:-1]))
    if parts[-2] in ENUMS:
        return f"constexpr auto n{i} = {owner}::{parts[-1]};"
    return f"struct n{i} : {owner} {{ using {owner}::{parts[-1]}; }};"


def check_cpp(rows, traits, cxx, flags, work):
    names = {}
    for row in rows:
        for name in row.ours:
            names.setdefault(name, row.line)
    text = ["#include <fearless/fearless.hpp>", "#include <atomic>", "#include <concepts>", "#include <functional>",
            "#include <new>", "#include <ranges>", "#include <span>", "#include <string>", "#include <system_error>",
            "#include <utility>", CLONED]
    for i, (name, line) in enumerate(names.items()):
        text.append(f'#line {line} "docs/from-rust.md"\n{cpp_lines(name, i)}')
    for line, trait, types in traits:
        for path in types:
            text.append(f'#line {line} "docs/from-rust.md"\nstatic_assert({TRAITS[trait].format(counterpart(path))},'
                        f' "{trait} for {path}");')
    work.mkdir(parents=True, exist_ok=True)
    source = work / "names.cpp"
    source.write_text("\n".join(text) + "\n")
    run = subprocess.run([cxx, *shlex.split(flags), f"-I{ROOT}/include", "-fsyntax-only", source], capture_output=True,
                         text=True, check=False)
    print(f"the C++ compiler knows {len(names)} names" if run.returncode == 0 else "the C++ compiler disagrees")
    return [line for line in run.stderr.splitlines() if "error" in line or "note" in line] if run.returncode else []


def why_not(rustc, version):
    """Why this rustc cannot say anything about the page, which is about that version."""
    if rustc is None:
        return "rustc is not installed"
    own = subprocess.run([rustc, "--version"], capture_output=True, text=True, check=False).stdout
    return None if own.startswith(f"rustc {version}") else f"the page is about rustc {version}, and this is {own.strip()}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--page", type=pathlib.Path, default=ROOT / "docs/from-rust.md")
    parser.add_argument("--cxx", default="c++")
    parser.add_argument("--flags", default="-std=c++20")
    parser.add_argument("--rustc", default=shutil.which("rustc"))
    parser.add_argument("--work", type=pathlib.Path, required=True)
    options = parser.parse_args()
    rows, traits = read(options.page)
    wrong = check_cpp(rows, traits, options.cxx, options.flags, options.work)
    of = re.search(r"as of rustc ([\d.]+)", options.page.read_text())[1]
    if unfit := why_not(options.rustc, of):
        print("\n".join([*wrong, f"SKIPPED: {unfit}, so the left column is taken on trust"]))
        sys.exit(1 if wrong else SKIPPED)
    wrong += check_rust(rows, traits, options.rustc, options.work)
    root = subprocess.run([options.rustc, "--print", "sysroot"], capture_output=True, text=True, check=True).stdout
    std = pathlib.Path(root.strip()) / "share/doc/rust/html/std"
    if (std / "sync").exists():
        wrong += check_complete(rows, std)
    else:
        print("Rust's documentation is not installed: whether the page has all of it was not checked")
    if wrong:
        print("\n".join(wrong))
        sys.exit(1)


if __name__ == "__main__":
    main()
