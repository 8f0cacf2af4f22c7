#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The test of messages.py: a message that no case expects is found, and nothing else is called one."""

import pathlib
import tempfile
import unittest

from messages import check

CASES = """
#ifdef CASE_one
  // error: fearless::send: argument 1 cannot be sent
  // error(GNU): the captures cannot be seen
  // error(Clang): one of its captures leads to `int`
  // error: help: share it
#else
#endif
"""


class Messages(unittest.TestCase):
    def faults(self, source, message):
        return self.faults_of("docs/guide.md", f"# Guide\n{source}```text\n{message}\n```\n")

    def faults_of(self, name, text):
        with tempfile.TemporaryDirectory() as directory:
            root = pathlib.Path(directory)
            (root / "compile_fail").mkdir()
            (root / "docs/guide").mkdir(parents=True)
            (root / "compile_fail/a.cpp").write_text(CASES, encoding="utf-8")
            page = root / name
            page.write_text(text, encoding="utf-8")
            return check(root, [page])[0]

    def test_a_message_in_several_lines(self):
        self.assertEqual(self.faults("<!-- compile_fail/a.cpp CASE_one GNU -->\n",
                                     "error: fearless::send: argument 1\n    cannot be sent ... the captures cannot\n"
                                     "    be seen\n  help: share it"), [])

    def test_a_text_that_is_left_out(self):
        self.assertEqual(self.faults("<!-- compile_fail/a.cpp CASE_one -->\n", "error: ... help: share it"), [])

    def test_a_text_of_the_other_family(self):
        self.assertEqual(self.faults("<!-- compile_fail/a.cpp CASE_one GNU -->\n", "one of its captures leads to `int`"),
                         ["docs/guide.md: CASE_one does not expect: one of its captures leads to `int`"])

    def test_a_message_that_was_reworded(self):
        self.assertEqual(self.faults("<!-- compile_fail/a.cpp CASE_one -->\n", "fearless::send: argument 1 is bad"),
                         ["docs/guide.md: CASE_one does not expect: fearless::send: argument 1 is bad"])

    def test_texts_in_another_order(self):
        self.assertEqual(self.faults("<!-- compile_fail/a.cpp CASE_one -->\n",
                                     "help: share it fearless::send: argument 1 cannot be sent"),
                         ["docs/guide.md: CASE_one does not expect: fearless::send: argument 1 cannot be sent"])

    def test_a_case_that_is_gone(self):
        self.assertEqual(self.faults("<!-- compile_fail/a.cpp CASE_two -->\n", "help: share it"),
                         ["docs/guide.md: compile_fail/a.cpp has no case two that expects a text"])

    def test_a_step_without_a_mistake_or_a_next_step(self):
        self.assertEqual(self.faults_of("docs/guide/first.md", "# First\n"),
                         ["docs/guide/first.md: this step shows no mistake", "docs/guide/first.md: this step does not lead on"])

    def test_a_message_from_nowhere(self):
        self.assertEqual(len(self.faults("", "help: share it")), 1)


if __name__ == "__main__":
    unittest.main()
