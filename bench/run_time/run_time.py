#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Measures fearless beside Rust's std and the C++ libraries one would use instead: ./dev bench

Each sample is a process of its own. A run of every row writes docs/performance.md; a run of some, or a quick one,
leaves its page beside the programs. The exit status is 1 if a row failed, or with --strict if a target was missed."""
import argparse
import fnmatch
import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import machine  # noqa: E402
import page  # noqa: E402
import plot  # noqa: E402
from results import figure, percent, results_of, times  # noqa: E402
from rows import PEERS, ROWS  # noqa: E402
from samples import Programs, Record, jobs_of, take  # noqa: E402

ROOT = HERE.parents[1]
FULL_MINUTES = 28


def say(words):
    print(words, flush=True)


def options_of(arguments):
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="one short sample of each row")
    parser.add_argument("--row", action="append", metavar="GLOB", help="only the rows so named; may be repeated")
    parser.add_argument("--peer", action="append", choices=PEERS, help="only these libraries; may be repeated")
    parser.add_argument("--samples", type=int, help="how many (default: 7)")
    parser.add_argument("--milliseconds", type=float, help="how long each lasts, about (default: 100)")
    parser.add_argument("--compile-time", action="store_true", help="run bench/compile_time, too, for the page")
    parser.add_argument("--report", action="store_true", help="only write the page, from the samples of the last run")
    parser.add_argument("--fresh", action="store_true", help="forget a run that was interrupted")
    parser.add_argument("--page", type=pathlib.Path, help="where the page is to be written")
    parser.add_argument("--programs", type=pathlib.Path, default=ROOT / "build/release/bench/programs")
    parser.add_argument("--list", action="store_true", help="name the rows and the libraries that have them")
    parser.add_argument("--watch", type=float, default=3, metavar="SECONDS",
                        help="how long to watch before the run how busy the processors are (default 3)")
    parser.add_argument("--strict", action="store_true", help="exit with 1 if a target is missed")
    options = parser.parse_args(arguments)
    options.whole = not (options.quick or options.row or options.peer)
    options.samples = options.samples or (1 if options.quick else 7)
    options.milliseconds = options.milliseconds or (2 if options.quick else 100)
    if options.samples < 1 or options.milliseconds <= 0:
        parser.error("--samples and --milliseconds must be more than 0")
    if options.page is None:
        options.page = ROOT / "docs/performance.md" if options.whole else options.programs.parent / "performance.md"
    return options


def chosen_rows(options):
    rows = [row for row in ROWS if not options.row or any(fnmatch.fnmatch(row.name, glob) for glob in options.row)]
    if not rows:
        sys.exit(f"bench: no row is named {' or '.join(options.row)}; see --list")
    return rows


def print_results(judged, others):
    say(f"\n{'':<26} {'threads':<7} {'fearless':>9} {'Rust':>9} {'ratio':>6} {'spread':>6}  {'best C++':<22} {'ratio':>6}"
        "  target")
    for group in (judged, others):
        for r in group:
            best = f"{figure(r.best, r.row.unit)} ({PEERS[r.best_peer]})" if r.best_peer else "–"
            target = r.row.target() if group is judged else ""
            mark = "  MISS" if r.met is False else "  (below Rust)" if r.met is None and r.below_rust else ""
            if r.to_by_hand is not None:
                mark += f"  ({times(r.to_by_hand)} × by hand)"
            say(f"{r.row.name:<26} {r.mode:<7} {figure(r.fearless, r.row.unit):>9} {figure(r.rust, r.row.unit):>9} "
                f"{times(r.to_rust):>6} {percent(r.spread):>6}  {best:<22} {times(r.to_best):>6}  {target}{mark}")
        say("")


def compile_time():
    say("compile time, some minutes more")
    done = subprocess.run([sys.executable, "-B", str(ROOT / "bench/compile_time/compile_time.py")], text=True,
                          capture_output=True)
    print(done.stdout, done.stderr)
    return done.stdout if done.returncode == 0 else None


def sampled(file, what, jobs, programs, options):
    record = Record(file, what, options.fresh)
    if record.continues:
        say("going on with the run that was interrupted (--fresh forgets it)")
    else:
        record.data["busy"] = None if options.quick else machine.busy_processors(options.watch)
    record.data["rounds"] = options.samples
    say(f"{len(what['rows'])} rows, {len(jobs)} figures of {options.samples} samples")
    try:
        take(record, programs, jobs, rounds=options.samples, milliseconds=options.milliseconds, tiny=options.quick,
             cpus=what["cpus"], say=say)
    except KeyboardInterrupt:
        record.save()
        sys.exit("bench: interrupted; the same command goes on from here")
    return record


def main(arguments):
    options = options_of(arguments)
    rows = chosen_rows(options)
    programs = Programs(options.programs, options.peer or PEERS)
    if not programs.files:
        sys.exit(f"bench: there are no programs in {options.programs}")
    for peer in PEERS:
        if peer not in programs.files and not options.peer:
            say(f"left out, as it was not built: {PEERS[peer]}")
    if options.list:
        for row in rows:
            say(f"{row.name:<26} {' '.join(peer for peer in programs.files if row.name in programs.rows[peer])}")
        return 0
    unknown = {name for names in programs.rows.values() for name in names} - {row.name for row in ROWS}
    if unknown:
        sys.exit(f"bench: rows.py does not know {', '.join(sorted(unknown))}")

    cpus = sorted(os.sched_getaffinity(0))[:2]
    if len(cpus) < 2:
        say("SKIPPED: pinned rows, which need two processors")
    jobs = jobs_of(rows, programs, cpus)
    what = {"programs": programs.digests(), "rows": [row.name for row in rows], "tiny": options.quick,
            "milliseconds": options.milliseconds, "cpus": cpus}
    file = options.programs.parent / ("run_time.json" if options.whole else "run_time_some.json")
    record = Record.last(file) if options.report else sampled(file, what, jobs, programs, options)
    if record is None:
        sys.exit(f"bench: there are no samples in {file}")
    judged, others = results_of(rows, record, cpus)
    print_results(judged, others)
    picture = options.page.with_suffix(".svg")
    why_not = plot.draw(judged, picture)
    if why_not:
        say(f"SKIPPED: the picture: {why_not}")
    page.write(options.page, record=record, judged=judged, others=others, facts=machine.describe(cpus),
               minutes=FULL_MINUTES,
               picture=None if why_not else picture.name,
               compile_time=compile_time() if options.compile_time else None)
    misses = sum(r.met is False for r in judged)
    say(f"{options.page.relative_to(ROOT) if options.page.is_relative_to(ROOT) else options.page} written; "
        f"{misses} targets missed, {len(record.failures)} rows failed")
    return 1 if record.failures or (options.strict and misses) else 0


if __name__ == "__main__":
    os.environ["LC_ALL"] = "C"
    sys.exit(main(sys.argv[1:]))
