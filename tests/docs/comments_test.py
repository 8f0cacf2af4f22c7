#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The test of comments.py: a name without a doc comment and a type without an example are found, and nothing else."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

HEADER = """
/// The number.
#define FEARLESS_NUMBER 1
namespace fearless {
/// A class.
/// \\snippet one.cpp one
class One {
 public:
  One(const One& other);
  ~One();
  /// Returns it.
  int get();
  int get() const;
  void none() = delete;

 private:
  int hidden();
};
/// A function.
void call();
namespace one_detail {
class Internal {};
}
}  // namespace fearless
"""
DOXYGEN = sys.argv.pop(1) if len(sys.argv) > 1 else "doxygen"


class Comments(unittest.TestCase):
    def faults(self, old="", new=""):
        with tempfile.TemporaryDirectory() as directory:
            root = pathlib.Path(directory)
            for name, text in {"include/one.hpp": HEADER.replace(old, new) if old else HEADER,
                               "examples/one.cpp": "// [one]\nOne one;\n// [one]\n",
                               "docs/Doxyfile": "INPUT = include\nEXAMPLE_PATH = examples\nQUIET = YES\n"}.items():
                (root / name).parent.mkdir(exist_ok=True)
                (root / name).write_text(text, encoding="utf-8")
            script = pathlib.Path(__file__).with_name("comments.py")
            run = subprocess.run([sys.executable, "-B", str(script), str(root), "--doxygen", DOXYGEN], capture_output=True,
                                 text=True, check=False)
            return run.stdout.splitlines()[:-1]

    def test_a_sound_header(self):
        self.assertEqual(self.faults(), [])

    def test_a_class_without_an_example(self):
        self.assertEqual(self.faults("/// \\snippet one.cpp one\n"), ["fearless::One: no example"])

    def test_a_class_without_a_comment(self):
        self.assertEqual(self.faults("/// A class.\n/// \\snippet one.cpp one\n"), ["fearless::One: no doc comment"])

    def test_a_member_function(self):
        self.assertEqual(self.faults("  /// Returns it.\n"), ["fearless::One::get(): no doc comment",
                                                             "fearless::One::get() const: no doc comment"])

    def test_a_function(self):
        self.assertEqual(self.faults("/// A function.\n"), ["fearless::call(): no doc comment"])

    def test_a_macro(self):
        self.assertEqual(self.faults("/// The number.\n"), ["FEARLESS_NUMBER: no doc comment"])


if __name__ == "__main__":
    unittest.main()
