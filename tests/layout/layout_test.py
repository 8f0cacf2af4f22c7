#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Whether layout.py finds each kind of fault."""

import pathlib
import tempfile
import unittest

from layout import faults_of

LICENCE = "// SPDX-License-Identifier: MIT\n"
HEADER = LICENCE + "// What it is.\n#pragma once\n#include <fearless/detail/language.hpp>  // first\n"


class Layout(unittest.TestCase):
    def faults(self, files):
        with tempfile.TemporaryDirectory() as directory:
            for name, text in files.items():
                path = pathlib.Path(directory, name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            return list(faults_of(pathlib.Path(directory)))

    def test_what_is_as_it_should_be(self):
        detail = LICENCE + "// Inside.\nnamespace fearless::detail {\n}  // namespace fearless::detail\n"
        self.assertEqual(self.faults({"include/fearless/a.hpp": HEADER, "include/fearless/detail/b.hpp": detail,
                                      "tests/a_test.cpp": LICENCE + "int a;\n" * 399}), [])

    def test_a_long_file(self):
        self.assertEqual(self.faults({"tests/a_test.cpp": LICENCE + "int a;\n" * 400}),
                         ["tests/a_test.cpp: 401 lines, more than 400"])

    def test_a_full_folder(self):
        files = {f"tests/a/{n}.cpp": LICENCE for n in range(16)}
        self.assertEqual(self.faults(files), ["tests/a/: 16 files, more than 15"])

    def test_no_licence(self):
        self.assertEqual(self.faults({"tools/a.py": "pass\n"}), ["tools/a.py: no licence line"])

    def test_no_sentence(self):
        text = HEADER.replace("// What it is.\n", "")
        self.assertEqual(self.faults({"include/fearless/a.hpp": text}),
                         ["include/fearless/a.hpp: no sentence behind the licence line says what it is"])

    def test_another_include_first(self):
        text = LICENCE + "// What it is.\n#include <atomic>\n"
        self.assertEqual(self.faults({"include/fearless/a.hpp": text}),
                         ["include/fearless/a.hpp: its first include is not fearless/detail/language.hpp, but #include <atomic>"])
        self.assertEqual(self.faults({"include/fearless/detail/a.hpp": text}), [])

    def test_two_internal_namespaces_of_one_name(self):
        one = HEADER + "namespace fearless::detail {\n}  // namespace fearless::detail\n"
        two = HEADER + "namespace fearless {\nnamespace mpsc {\nnamespace detail {\n}\n"
        self.assertEqual(self.faults({"include/fearless/a.hpp": one, "include/fearless/b.hpp": two}),
                         ["namespace detail is in each of fearless, fearless::mpsc"])


if __name__ == "__main__":
    unittest.main()
