#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What fearless costs the compiler, beside Boost.PFR and Boost.Hana on the same structs: ./dev bench compile_time

Each figure is CPU time (user and system) and peak memory of one compiler process, over the same file with one struct;
the smallest of a few runs, which are interleaved. A target that is missed is marked, and makes the exit status 1 only
with --strict, since a busy machine adds a tenth or two."""
import argparse
import os
import pathlib
import shutil
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import generate  # noqa: E402
from measure import Compiler, Cost, measure_all  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]

# The targets: CPU seconds of 300 structs over one, or else the ratio to Boost.PFR that is as good.
TARGETS = {
    "scalars": {"g++": (0.10, 36), "clang++": (0.10, 36)},
    "strings": {"g++": (0.30, 12), "clang++": (0.40, 12)},
}
MARKER_SECONDS = 0.06
HEADER_RATIO = 1.3
STANDARD_RATIO = 1.15
# Of the converted class over the class with std's types: CPU without code generation, with the one header and with those
# it needs; peak memory; bytes of the object file at -O2. And of the one header over the headers of std whose counterparts it has.
CONVERTED_RATIO = {"fearless.hpp": 1.5, "narrow": 1.3}
CONVERTED_MEMORY_RATIO = 1.6
OBJECT_RATIO = 2.5
ALL_RATIO = 1.5
COUNTERPARTS = ["atomic", "barrier", "chrono", "condition_variable", "deque", "functional", "future", "latch", "list",
                "map", "memory", "mutex", "optional", "queue", "semaphore", "set", "shared_mutex", "span", "stack",
                "stop_token", "string", "system_error", "thread", "tuple", "unordered_map", "unordered_set", "variant",
                "vector"]
# What a file would include in the place of each of these headers.
NARROW_RATIO = 1.15
NARROW = {"thread": ["chrono", "functional", "memory", "optional", "string", "thread", "vector"],
          "sync/mpsc": ["chrono", "condition_variable", "deque", "functional", "memory", "mutex", "optional", "thread"],
          "sync/mutex": ["chrono", "functional", "memory", "mutex", "optional"],
          "sync/arc": ["functional", "memory", "optional"]}
# One use of each, in a function of its own and with types of its own, so that nothing is instantiated for two.
USES = {
    "spawn with 3 arguments, join": (
        "thread", "thread::spawn([](V<{0}>, int, long) {{}}, V<{0}>{{1}}, 1, 2L).join().value();",
        "thread", "std::thread([](V<{0}>, int, long) {{}}, V<{0}>{{1}}, 1, 2L).join();"),
    "lock": (
        "sync/mutex", "static Mutex<V<{0}>> m(V<{0}>{{1}}); auto guard = m.lock().value(); ++guard->number;",
        "mutex", "static std::mutex m; static V<{0}> v{{1}}; const std::lock_guard guard(m); ++v.number;"),
    "channel, send, recv": (
        "sync/mpsc", "auto [tx, rx] = mpsc::channel<V<{0}>>(); tx.send(V<{0}>{{1}}).value(); rx.recv().value();",
        "deque", "std::deque<V<{0}>> q; q.push_back(V<{0}>{{1}}); q.pop_front();"),
    "Arc, make and copy": (
        "sync/arc", "auto a = Arc<V<{0}>>::make(1); auto b = a; static_cast<void>(b);",
        "memory", "auto a = std::make_shared<V<{0}>>(V<{0}>{{1}}); auto b = a; static_cast<void>(b);"),
}
USE_COUNTS = (1, 21)
# What a difference of two runs on a busy machine may be; and of two runs that take some 10 ms.
NOISE_SECONDS = 0.01
STANDARD_NOISE_SECONDS = 0.002
MEMORY_MB = 100
VOCABULARY = ["result", "thread", "boxed", "rc", "cell", "move", "task", "sync/arc", "sync/mpsc", "sync/mutex",
              "sync/rwlock", "sync/condvar", "sync/barrier", "sync/once"]


class Report:
    def __init__(self):
        self.misses = 0

    def line(self, what, cost, *, note="", target="", met=True):
        self.misses += not met
        mark = "" if met else "  MISS"
        if target:
            target = f"target {target}"
        print(f"  {what:<34} {cost.seconds:7.3f} s {cost.megabytes:6.0f} MB   {note:<16} {target}{mark}", flush=True)


def structs(report, compiler, arguments, work):
    """The cost of `count` structs, for each way of asking; the peers on the same structs and in the same rounds."""
    for members, question in (("scalars", "Send"), ("strings", "Sync")):
        print(f"{compiler.name}: aggregates of 8 members ({members}), {question}")
        files = {}
        for library in ["fearless", *arguments.peers]:
            for count in (1, 300):
                files[library, count] = generate.write(work, library, members, count)
        for count in arguments.counts:
            files["fearless", count] = generate.write(work, "fearless", members, count)
        costs = measure_all(compiler, files, arguments.runs)

        def over_one(library, count):
            return costs[library, count] - costs[library, 1]

        pfr = over_one("pfr", 300).seconds if "pfr" in arguments.peers else None
        limit, ratio = TARGETS[members][compiler.family]
        fearless = over_one("fearless", 300)
        good_ratio = pfr is not None and pfr >= ratio * fearless.seconds
        report.line("fearless, 300", fearless,
                    note="" if pfr is None else f"PFR / it: {pfr / max(fearless.seconds, 1e-3):.0f}",
                    target=f"{limit:.2f} s or PFR / {ratio}", met=fearless.seconds <= limit or good_ratio)
        report.line("  memory", fearless, target=f"{MEMORY_MB} MB", met=fearless.megabytes <= MEMORY_MB)
        for library in arguments.peers:
            cost = over_one(library, 300)
            report.line(f"{generate.NAMES[library]}, 300", cost,
                        note=f"{cost.seconds / max(fearless.seconds, 1e-3):.0f} x fearless")
        for count in arguments.counts:
            cost = over_one("fearless", count)
            report.line(f"fearless, {count}", cost,
                        note=f"{cost.seconds / count / max(fearless.seconds / 300, 1e-6):.2f} x per struct")


def headers(report, compiler, arguments, work):
    """The cost of marker.hpp over an empty file, and of each header over the standard headers that it includes."""
    print(f"{compiler.name}: headers, over an empty file")
    present = [h for h in VOCABULARY if (ROOT / "include" / "fearless" / f"{h}.hpp").exists()]
    files = {"empty": generate.write_lines(work, "empty.cpp", [])}
    for header in ["marker", *present]:
        includes = [f"#include <fearless/{header}.hpp>"]
        files[header] = generate.write_lines(work, f"header_{header.replace('/', '_')}.cpp", includes)
        needed = compiler.standard_headers(files[header])
        files["std", header] = generate.write_lines(work, f"std_{header.replace('/', '_')}.cpp",
                                                    [f"#include <{name}>" for name in needed])
    costs = measure_all(compiler, files, arguments.runs + 2)
    marker = costs["marker"] - costs["empty"]
    report.line("fearless/marker.hpp", marker, target=f"{MARKER_SECONDS:.2f} s", met=marker.seconds <= MARKER_SECONDS)
    for header in present:
        cost = costs[header] - costs["empty"]
        needed = costs["std", header] - costs["empty"]
        ratio = cost.seconds / max(needed.seconds, 1e-3)
        if needed.seconds < marker.seconds:  # what needs less than marker.hpp costs may cost both
            report.line(f"fearless/{header}.hpp", cost, target="marker.hpp + std",
                        met=cost.seconds <= marker.seconds + needed.seconds + NOISE_SECONDS)
        else:
            report.line(f"fearless/{header}.hpp", cost, note=f"{ratio:.2f} x std", target=f"{HEADER_RATIO} x",
                        met=ratio <= HEADER_RATIO)


def converted(report, compiler, arguments, work):
    """The class of converted/ with the library's types, beside the same with those of std; and its object file."""
    print(f"{compiler.name}: a class converted from std")
    sources = pathlib.Path(__file__).parent / "converted"
    variants = {"std": ("std.cpp",), "fearless.hpp": ("fearless.cpp",), "narrow": ("fearless.cpp", "-DNARROW")}
    best, built, sizes = {}, {}, {}
    for _ in range(arguments.runs):
        for name, (file, *options) in variants.items():
            cost = compiler.cost(sources / file, *options)
            old = best.get(name, cost)
            best[name] = Cost(min(cost.seconds, old.seconds), min(cost.megabytes, old.megabytes))
    for name, (file, *options) in variants.items():
        to = work / f"{name}.o"
        built[name] = compiler.cost(sources / file, "-O2", *options, to=to)
        sizes[name] = to.stat().st_size
    report.line("with std", best["std"])
    report.line("  -O2 -c", built["std"], note=f"{sizes['std'] / 1000:.0f} kB")
    for name, limit in CONVERTED_RATIO.items():
        what = "with fearless.hpp" if name == "fearless.hpp" else "with the headers it needs"
        ratio = best[name].seconds / best["std"].seconds
        report.line(what, best[name], note=f"{ratio:.2f} x std", target=f"{limit} x", met=ratio <= limit)
        ratio = best[name].megabytes / best["std"].megabytes
        report.line("  memory", best[name], note=f"{ratio:.2f} x std", target=f"{CONVERTED_MEMORY_RATIO} x",
                    met=ratio <= CONVERTED_MEMORY_RATIO)
        report.line("  -O2 -c", built[name], note=f"{built[name].seconds / built['std'].seconds:.2f} x std")
        ratio = sizes[name] / sizes["std"]
        report.line(f"  object file, {sizes[name] / 1000:.0f} kB", built[name], note=f"{ratio:.2f} x std",
                    target=f"{OBJECT_RATIO} x", met=ratio <= OBJECT_RATIO)


def alone(report, compiler, arguments, work):
    """Each header beside the headers of std that a file would include in its place."""
    print(f"{compiler.name}: headers, beside those of std in whose place they stand")
    files = {}
    for header, needed in {"fearless": COUNTERPARTS, **NARROW}.items():
        name = header.replace("/", "_")
        files[header] = generate.write_lines(work, f"alone_{name}.cpp", [f"#include <fearless/{header}.hpp>"])
        files["std", header] = generate.write_lines(work, f"instead_{name}.cpp", [f"#include <{n}>" for n in needed])
    costs = measure_all(compiler, files, arguments.runs)
    for header in ("fearless", *NARROW):
        limit = ALL_RATIO if header == "fearless" else NARROW_RATIO
        ratio = costs[header].seconds / costs["std", header].seconds
        report.line(f"fearless/{header}.hpp", costs[header], note=f"{ratio:.2f} x std", target=f"{limit} x",
                    met=ratio <= limit)


def uses(report, compiler, arguments, work):
    """What one more use costs, with types that nothing else has used."""
    print(f"{compiler.name}: one more use, beside std's")
    files = {}
    few, many = USE_COUNTS
    for use, (header, code, standard_header, standard_code) in USES.items():
        for count in USE_COUNTS:
            start = ["template <int> struct V { int number; };"]
            functions = [f"void use_{i}() {{ {code.format(i)} }}" for i in range(count)]
            files[use, count] = generate.write_lines(
                work, f"use_{header.replace('/', '_')}_{count}.cpp",
                [f"#include <fearless/{header}.hpp>", "using namespace fearless;", *start, *functions])
            functions = [f"void use_{i}() {{ {standard_code.format(i)} }}" for i in range(count)]
            files["std", use, count] = generate.write_lines(
                work, f"use_{standard_header}_std_{count}.cpp", [f"#include <{standard_header}>", *start, *functions])
    costs = measure_all(compiler, files, arguments.runs)
    for use in USES:
        one = (costs[use, many] - costs[use, few]).seconds / (many - few)
        other = (costs["std", use, many] - costs["std", use, few]).seconds / (many - few)
        print(f"  {use:<34} {1000 * one:7.1f} ms          std {1000 * other:.1f} ms", flush=True)


def standard(report, compiler, arguments, work):
    """The cost of each header of fearless/std over the standard header alone."""
    print(f"{compiler.name}: fearless/std/x.hpp, beside <x>")
    ours = sorted(file.stem for file in (ROOT / "include" / "fearless" / "std").glob("*.hpp") if file.stem != "kinds")
    present = [h for h in ours if compiler.has_header(h)]
    for header in set(ours) - set(present):
        print(f"SKIPPED: this library has no <{header}>")
    files = {"empty": generate.write_lines(work, "empty.cpp", [])}
    for header in present:
        files[header] = generate.write_lines(work, f"ours_{header}.cpp", [f"#include <fearless/std/{header}.hpp>"])
        files["std", header] = generate.write_lines(work, f"theirs_{header}.cpp", [f"#include <{header}>"])
    costs = measure_all(compiler, files, arguments.runs + 2)
    for header in present:
        ours, theirs = costs[header], costs["std", header]
        ratio = ours.seconds / max(theirs.seconds, 1e-3)
        met = ratio <= STANDARD_RATIO or ours.seconds - theirs.seconds <= STANDARD_NOISE_SECONDS
        report.line(f"fearless/std/{header}.hpp", ours, note=f"{ratio:.2f} x <{header}>",
                    target=f"{STANDARD_RATIO} x or {1000 * STANDARD_NOISE_SECONDS:.0f} ms", met=met)


def module(report, compiler, arguments, work):
    """The cost of a file that imports the library, beside the same file with the one header: a file that uses nothing, and
    the program of tests/module."""
    print(f"{compiler.name}: import fearless; beside #include <fearless/fearless.hpp>")
    interface = ROOT / "module" / "fearless.cppm"
    if compiler.family == "g++":
        built, imports = work / "fearless.o", ["-freflection", "-fmodules", f"-fmodule-mapper={work / 'mapper'}"]
        (work / "mapper").write_text(f"fearless {work / 'fearless.gcm'}\n")
        making, including = [*imports, "-x", "c++"], ["-freflection"]
    else:
        built, imports = work / "fearless.pcm", [f"-fmodule-file=fearless={work / 'fearless.pcm'}"]
        making, including = ["--precompile"], []
    try:
        report.line("the module itself, once", compiler.cost(interface, *making, to=built))
    except RuntimeError:
        print("SKIPPED: this compiler cannot build the module (docs/install.md)")
        return
    program = (ROOT / "tests" / "module" / "main.cpp").read_text()
    for what, text in (("a file that uses nothing", "import fearless;\n"), ("the program of tests/module", program)):
        costs = {}
        for way, line, options in (("import", "import fearless;", imports),
                                   ("include", "#include <fearless/fearless.hpp>", including)):
            file = work / f"{way}.cpp"
            file.write_text(text.replace("import fearless;", line))
            costs[way] = min((compiler.cost(file, *options) for _ in range(arguments.runs)), key=lambda c: c.seconds)
        for way, cost in costs.items():
            report.line(f"{what}, {way}", cost, note=f"{cost.seconds / costs['include'].seconds:.2f} x include")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--compiler", action="append", help="(default: g++ and clang++-19, where they are)")
    parser.add_argument("--std", default="c++20")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--counts", type=int, nargs="*", default=[2000], help="sizes for fearless alone")
    parser.add_argument("--peers", nargs="*", default=["pfr", "hana"], choices=["pfr", "hana"])
    parser.add_argument("--only", choices=["structs", "headers", "converted", "alone", "uses", "standard", "module"])
    parser.add_argument("--strict", action="store_true", help="exit with 1 if a target is missed")
    arguments = parser.parse_args()
    report = Report()
    with tempfile.TemporaryDirectory(prefix="fearless_compile_time_") as work:
        for command in arguments.compiler or [c for c in ("g++", "clang++-19") if shutil.which(c)]:
            compiler = Compiler(command, arguments.std, ROOT / "include")
            arguments_here = argparse.Namespace(**vars(arguments))
            arguments_here.peers = [p for p in arguments.peers if compiler.has_header(generate.HEADERS[p])]
            for peer in set(arguments.peers) - set(arguments_here.peers):
                print(f"SKIPPED: {generate.NAMES[peer]} is not installed (libboost1.81-dev)")
            for name, part in (("structs", structs), ("converted", converted), ("alone", alone),
                               ("uses", uses), ("headers", headers), ("standard", standard), ("module", module)):
                if arguments.only in (None, name):
                    part(report, compiler, arguments_here, pathlib.Path(work))
    print(f"{report.misses} targets missed" if report.misses else "every target met")
    return 1 if arguments.strict and report.misses else 0


if __name__ == "__main__":
    os.environ["LC_ALL"] = "C"
    sys.exit(main())
