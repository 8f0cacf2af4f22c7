#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The driver of the benchmarks, with programs that say what they are told to."""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
DRIVER = ROOT / "bench/run_time/run_time.py"
FEARLESS = None

# Prints the next of its numbers at each call, and remembers in what order the libraries were asked.
PROGRAM = """#!/usr/bin/env python3
import json, pathlib, sys
rows = json.loads('''{rows}''')
here = pathlib.Path(__file__)
if sys.argv[1] == "--list":
    print("\\n".join(rows))
    sys.exit()
row, key = sys.argv[1], " ".join(sys.argv[1:2] + ["pinned"] * ("--cpus" in sys.argv))
with open(here.parent / "calls", "a") as calls:
    calls.write(here.name + " " + key + "\\n")
count = (here.parent / "calls").read_text().split("\\n").count(here.name + " " + key)
numbers = rows[row]
number = numbers[(count - 1) % len(numbers)]
if number is None:
    print("it broke", file=sys.stderr)
    sys.exit(1)
print(number)
"""


class DriverTest(unittest.TestCase):
    def setUp(self):
        work = tempfile.TemporaryDirectory(prefix="fearless_bench_")
        self.addCleanup(work.cleanup)
        self.programs = pathlib.Path(work.name) / "programs"
        self.programs.mkdir()
        self.page = pathlib.Path(work.name) / "page.md"

    def program(self, peer, rows):
        file = self.programs / f"bench_{peer}"
        file.write_text(PROGRAM.format(rows=json.dumps(rows)))
        file.chmod(0o755)

    def drive(self, *arguments, status=0):
        done = subprocess.run([sys.executable, "-B", DRIVER, "--programs", self.programs, "--page", self.page,
                               "--watch", "0.05", *arguments], capture_output=True, text=True, timeout=100)
        self.assertEqual(done.returncode, status, done.stdout + done.stderr)
        return done.stdout

    def line(self, output, row):
        return next(line for line in output.splitlines() if line.startswith(row))

    def test_a_row_below_its_target_is_marked(self):
        self.program("fearless", {"arc_make": [1.5e6], "create_drop": [1.5e6]})
        self.program("rust", {"arc_make": [1e6], "create_drop": [1e6]})
        output = self.drive("--samples", "1")
        self.assertIn("MISS", self.line(output, "arc_make"))
        self.assertNotIn("MISS", self.line(output, "create_drop"))
        self.assertIn("1 targets missed", output)
        self.assertIn("- Arc, make and drop: ≥ 1.6 × Rust, but 1.50 × Rust", self.page.read_text())
        self.drive("--samples", "1", "--strict", status=1)

    def test_less_is_better_for_bytes(self):
        self.program("fearless", {"bytes_task": [40], "bytes_mutex_int": [16], "bytes_queued_int": [9.5]})
        self.program("rust", {"bytes_task": [48], "bytes_mutex_int": [12], "bytes_queued_int": [16.5]})
        self.program("std", {"bytes_task": [32]})
        self.program("boost", {"bytes_task": [64]})
        output = self.drive("--samples", "1")
        self.assertNotIn("MISS", self.line(output, "bytes_task"))
        self.assertIn("32 (C++ std)", self.line(output, "bytes_task"))
        self.assertIn("MISS", self.line(output, "bytes_mutex_int"))
        self.assertIn("MISS", self.line(output, "bytes_queued_int"))  # better than Rust's, but more than was asked

    def test_a_target_may_be_a_ratio_to_another_library(self):
        self.program("fearless", {"par_sum": [0.97e6], "par_sort": [0.99e6]})
        self.program("tbb", {"par_sum": [1e6], "par_sort": [1e6]})
        output = self.drive("--samples", "1")
        self.assertIn("≥ 0.98 × oneTBB  MISS", self.line(output, "par_sum"))
        self.assertNotIn("MISS", self.line(output, "par_sort"))
        self.assertIn("≥ 0.98 × oneTBB, but 0.97 × oneTBB", self.page.read_text())

    def test_a_miss_stands_beside_the_limit(self):
        self.program("fearless", {"arc_make": [1.5e6]})
        self.program("rust", {"arc_make": [1e6]})
        self.program("by_hand", {"arc_make": [1.6e6]})
        output = self.drive("--samples", "1")
        self.assertIn("MISS  (0.94 × by hand)", self.line(output, "arc_make"))
        self.assertNotIn("(by hand)", output)  # which is not the best library
        self.assertIn("1.50 × Rust, which is 0.94 × what the same operations reach by hand", self.page.read_text())

    def test_more_is_better_for_a_share(self):
        self.program("fearless", {"fair_mutex": [0.9], "lock_contended_p99": [90]})
        self.program("rust", {"fair_mutex": [0.8], "lock_contended_p99": [80]})
        output = self.drive("--samples", "1")
        self.assertNotIn("MISS", self.line(output, "fair_mutex"))
        self.assertIn("In shares; more is better.", self.page.read_text())

    def test_figures_are_medians(self):
        self.program("fearless", {"arc_make": [3e6, 1e6, 2.5e6]})
        self.program("rust", {"arc_make": [1e6, 1e6, 9e6]})
        self.assertIn(" 2.5 M       1 M   2.50 ", self.line(self.drive("--samples", "3"), "arc_make"))

    def test_the_best_library_is_one_that_waits(self):
        self.program("fearless", {"bounded_64": [1e6]})
        self.program("std", {"bounded_64": [2e6]})
        self.program("lockfree", {"bounded_64": [9e6]})
        self.assertIn("2 M (C++ std)", self.line(self.drive("--samples", "1"), "bounded_64"))
        self.assertIn("| 9 M |", self.page.read_text())

    def test_rounds_are_interleaved_and_each_comes_first_in_turn(self):
        for peer in ("fearless", "rust"):
            self.program(peer, {"arc_make": [1e6], "create_drop": [1e6]})
        self.drive("--samples", "2")
        self.assertEqual((self.programs / "calls").read_text().split("\n")[:-1],
                         ["bench_fearless create_drop", "bench_rust create_drop",
                          "bench_fearless arc_make", "bench_rust arc_make",
                          "bench_rust create_drop", "bench_fearless create_drop",
                          "bench_rust arc_make", "bench_fearless arc_make"])

    def test_an_interrupted_run_goes_on(self):
        self.program("fearless", {"arc_make": [1e6]})
        self.drive("--samples", "3")
        record = self.programs.parent / "run_time.json"
        data = json.loads(record.read_text())
        data["finished"] = False
        data["samples"]["arc_make free fearless"] = [7e6, 7e6]
        record.write_text(json.dumps(data))
        output = self.drive("--samples", "3")
        self.assertIn("going on", output)
        self.assertIn(" 7 M ", self.line(output, "arc_make"))
        self.assertNotIn(" 7 M ", self.line(self.drive("--samples", "3"), "arc_make"))  # that one was finished

    def test_a_changed_program_begins_anew(self):
        self.program("fearless", {"arc_make": [1e6]})
        self.drive("--samples", "1")
        record = self.programs.parent / "run_time.json"
        record.write_text(record.read_text().replace('"finished": true', '"finished": false'))
        self.program("fearless", {"arc_make": [5e6]})
        self.assertIn(" 5 M ", self.line(self.drive("--samples", "1"), "arc_make"))

    def test_what_fails_is_named(self):
        self.program("fearless", {"arc_make": [1e6], "create_drop": [None]})
        output = self.drive("--samples", "2", status=1)
        self.assertIn("FAILED: create_drop free fearless: status 1: it broke", output)
        self.assertIn("1 rows failed", output)

    def test_a_row_nobody_knows_is_an_error(self):
        self.program("fearless", {"arc_unheard_of": [1e6]})
        self.drive("--samples", "1", status=1)
        self.drive("--row", "nothing*", status=1)

    def test_fearless_has_every_row(self):
        sys.path.insert(0, str(DRIVER.parent))
        from rows import ROWS
        listed = subprocess.run([FEARLESS, "--list"], capture_output=True, text=True, timeout=60, check=True)
        missing = {row.name for row in ROWS} - set(listed.stdout.split())
        # Where the C library does not tell what it handed out, memory is not measured; a bridge needs its library.
        optional = ("bytes_", "par_", "fiber_", "home_")
        self.assertEqual({name for name in missing if not name.startswith(optional)}, set())


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--fearless", required=True)
    known, rest = parser.parse_known_args()
    FEARLESS = known.fearless
    unittest.main(argv=[sys.argv[0], *rest])
