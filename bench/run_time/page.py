# SPDX-License-Identifier: MIT
"""docs/performance.md: the tables, what they mean, and how to have them anew."""
import textwrap

from results import figure, percent, times
from rows import LIMIT, PEERS, POLLING

INTRODUCTION = """# Performance

fearless beside Rust's standard library and the C++ libraries one would use instead, on the same work. The reference is
Rust's std: a target says how many times its figure fearless has to reach. `./dev bench` writes this page, and keeps
the section on compile time, unless it measures that, too.

{honesty}

## How to run it

```
./dev bench                          every row: some {minutes} minutes; writes this page
./dev bench --row 'mutex*'           the rows that match, on the terminal
./dev bench --quick                  one short sample of every row, to see that all of them run
./dev bench --samples 15             more samples (7 unless told)
./dev bench --report                 this page anew, from the samples of the last run
./dev bench --compile-time           and what the headers cost the compiler, as a section of this page
./dev bench compile_time             that alone, on the terminal
./dev bench --help                   the rest
```

Each sample is a process of its own, which runs one row of one library for about {milliseconds} ms, after its threads
have been started and the work has warmed up. The samples are taken in rounds over all rows and libraries, so that a
disturbance meets all alike; the figures are medians. A run that was interrupted goes on where it stopped. Every row
checks that nothing it sent, counted or shared was lost.

*Pinned* means that thread *i* stays on the processor *i* mod 2; *free* that the system decides, which with two threads
may change the figure by a factor from one run to the next. Rows with two threads are held against their targets pinned,
all others free; `bench/run_time/rows.py` names the rows and their targets. *Spread* is the distance of the quartiles in
percent of the median, the larger of fearless's and Rust's: it is what a ratio may be off by. Figures of different runs
cannot be compared.

What takes part: Rust's `mpsc`, `Arc`, `Mutex`, `RwLock`, `Condvar` and threads; of C++ std `shared_ptr`, `mutex`,
`shared_mutex`, `condition_variable`, `thread` and `jthread`, and a `deque` under a mutex for a channel; moodycamel's
`BlockingConcurrentQueue` with tokens; oneTBB's `concurrent_bounded_queue`, `mutex` and `rw_mutex`; Abseil's `Mutex`,
alone and with a `deque`; Boost's `sync_queue`, `sync_bounded_queue` and `shared_ptr`. Boost.Lockfree's ring for one
sender and one receiver polls instead of waiting: it is shown as the limit of what a queue can do, and is not among the
libraries of which the best is named. Nor is *by hand*, which is no library: a loop of the locked operations, the
allocation or the calls of the system that a row cannot do without, and so the limit of the machine that was measured.

The rows about threads of other libraries are compared with those libraries by themselves: `fearless::par` with oneTBB and
`std::execution`, fibers with the channels of Boost.Fiber, `tell` with posting to the same strand of Boost.Asio. The rows
about latency last ten times as long, since a thousandth needs thousands of values.
"""


def honesty(record):
    """What a reader has to know before believing a figure."""
    samples, busy = record.data["rounds"], record.data.get("busy")
    words = f"Run of {record.data['date']}, {samples} sample{'s' if samples != 1 else ''} a figure"
    words += f", its processors {100 * busy:.0f} % busy before it." if busy is not None else "."
    reasons = []
    if samples < 7:
        reasons.append("it has fewer than 7 samples")
    if busy is not None and busy > 0.1:
        reasons.append("the machine had other work")
    if reasons:
        words += f" **This run shows that the rows run; it proves no figure, since {' and '.join(reasons)}.**"
    return textwrap.fill(words, 120)


def table(head, lines):
    rule = "|".join("---:" if i else "---" for i in range(len(head)))
    return "\n".join([f"| {' | '.join(head)} |", f"|{rule}|", *(f"| {' | '.join(line)} |" for line in lines)]) + "\n"


def best_of(result):
    return f"{figure(result.best, result.row.unit)} ({PEERS[result.best_peer]})" if result.best_peer else "–"


def verdict(result):
    return {True: "met", False: "**MISS**", None: ""}[result.met]


def against_targets(results):
    parts = []
    for group in dict.fromkeys(r.row.group for r in results):
        lines = []
        for r in (r for r in results if r.row.group == group):
            unit = r.row.unit
            lines.append([r.row.title, r.mode, figure(r.fearless, unit), figure(r.rust, unit), times(r.to_rust),
                          percent(r.spread), best_of(r), times(r.to_best), r.row.target(), verdict(r)])
        units = {r.row.unit for r in results if r.row.group == group}
        kind = {"/s": "operations a second; more is better", "share": "shares; more is better"}.get(
            next(iter(units)), f"{', '.join(units)}; less is better")
        parts.append(f"### {group}\n\nIn {kind}.\n\n" + table(
            ["", "threads", "fearless", "Rust std", "ratio", "spread", "best C++", "ratio", "target", ""], lines))
    return "\n".join(parts)


def missed(result):
    row = result.row
    if row.at_most is not None:
        words = figure(result.fearless, row.unit)
    else:
        peer = row.reference[0]
        words = f"{times(result.to_reference)} × {'Rust' if peer == 'rust' else PEERS[peer]}"
    if result.to_by_hand is not None:
        words += f", which is {times(result.to_by_hand)} × what the same operations reach by hand"
    return f"- {row.title}: {row.target()}, but {words}{': ' + row.limit if row.limit else ''}"


def other_mode(results):
    lines = [[r.row.title, r.mode, figure(r.fearless, r.row.unit), figure(r.rust, r.row.unit),
              times(r.to_rust), best_of(r), times(r.to_best), "below Rust" if r.below_rust else ""] for r in results]
    return table(["", "threads", "fearless", "Rust std", "ratio", "best C++", "ratio", ""], lines)


def every_library(results, record):
    peers = [p for p in PEERS if any(record.samples(r.row.name, r.mode, p) for r in results)]
    head = [""] + [PEERS[p] + (" (polls)" if p in POLLING else " (the limit)" if p == LIMIT else "") for p in peers]
    lines = [[r.row.title + ("" if r.row.unit == "/s" else f", {r.row.unit}")] +
             [figure(record.median(r.row.name, r.mode, p), r.row.unit) for p in peers] for r in results]
    return table(head, lines)


COMPILE_TIME = "## Compile time\n"


def write(file, *, record, minutes, judged, others, facts, picture, compile_time):
    misses = [r for r in judged if r.met is False]
    with_target = [r for r in judged if r.met is not None]
    parts = [INTRODUCTION.format(honesty=honesty(record), minutes=minutes,
                                 milliseconds=f"{record.data['what']['milliseconds']:g}")]
    parts.append("## The machine\n\n" + "\n".join(f"- {what}: {which}" for what, which in facts) + "\n")
    parts.append(f"## Against the targets\n\n{len(with_target) - len(misses)} of {len(with_target)} targets are met.\n")
    if misses:
        parts.append("Missed:\n\n" + "\n".join(missed(r) for r in misses) + "\n")
    if record.failures:
        parts.append("Failed, and missing from the tables:\n\n" +
                     "\n".join(f"- {key}" for key in sorted(record.failures)) + "\n")
    if picture:
        parts.append(f"![fearless and the best C++ library as a ratio to Rust's std, and the targets]({picture})\n")
    parts.append(against_targets(judged))
    if others:
        parts.append("## The other placing of the threads\n\nNo target applies here.\n\n" + other_mode(others))
    parts.append("## Every library\n\nPlaced as in the first tables; – is what a library does not have.\n\n" +
                 every_library(judged, record))
    before = file.read_text() if file.exists() else ""
    if compile_time:
        parts.append(f"{COMPILE_TIME}\nWhat `./dev bench compile_time` printed in the same run.\n\n"
                     f"```text\n{compile_time.rstrip()}\n```\n")
    elif COMPILE_TIME in before:
        parts.append(before[before.index(COMPILE_TIME):])
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(parts))
