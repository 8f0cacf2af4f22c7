#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The test of links.py: each fault in a small tree of pages is found, and nothing else is called one."""

import pathlib
import tempfile
import unittest

from links import check, slug

SOUND = {
    "README.md": "# Top\n[pages](docs/README.md) [web](https://example.org/none) [here](#top)\n",
    "docs/README.md": "# Index\n[guide](guide.md#a-part-of-it-1), [top](../README.md), [code](../include/a.hpp)\n",
    "docs/guide.md": "# Guide\n## A part of `it`\n## A part of it\n[deep](deep.md#own)\n"
    "```\n[not a link](nowhere.md)\n```\nnor is `[this](nowhere.md)`\n",
    "docs/deep.md": '<a id="own"></a>\n# Deep\n',
    "include/a.hpp": "// docs/guide.md#guide has more.\n",
}


class Links(unittest.TestCase):
    def faults(self, **changed):
        files = SOUND | {name.replace("__", "/").replace("_dot_", "."): text for name, text in changed.items()}
        with tempfile.TemporaryDirectory() as directory:
            root = pathlib.Path(directory)
            for name, text in files.items():
                path = root / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            return check(root)[0]

    def test_sound_pages_have_no_fault(self):
        self.assertEqual(self.faults(), [])

    def test_a_missing_file(self):
        self.assertEqual(self.faults(docs__deep_dot_md='<a id="own"></a>\n\n[x](../src/none.cpp)\n'),
                         ["docs/deep.md:3: there is no file ../src/none.cpp"])

    def test_a_missing_heading(self):
        self.assertEqual(self.faults(README_dot_md="# Other\n[pages](docs/README.md) [here](#top)\n"),
                         ["README.md:2: README.md has no heading #top"])

    def test_an_anchor_in_a_file_that_is_no_page(self):
        self.assertEqual(self.faults(docs__deep_dot_md='<a id="own"></a>\n[x](../include/a.hpp#line)\n'),
                         ["docs/deep.md:2: include/a.hpp has no heading #line"])

    def test_a_page_that_nobody_leads_to(self):
        self.assertEqual(self.faults(tools__README_dot_md="# Tools\n"),
                         ["tools/README.md: not reached from docs/README.md in 2 clicks"])

    def test_a_page_three_clicks_away(self):
        self.assertEqual(self.faults(docs__deep_dot_md='<a id="own"></a>\n[x](deeper.md)\n', docs__deeper_dot_md="# It\n"),
                         ["docs/deeper.md: not reached from docs/README.md in 2 clicks"])

    def test_code_that_names_no_page(self):
        self.assertEqual(self.faults(include__a_dot_hpp="// docs/guides.md\n// docs/deep.md#none\n"),
                         ["include/a.hpp:1: there is no docs/guides.md", "include/a.hpp:2: docs/deep.md has no heading #none"])

    def test_a_link_of_several_brackets_and_a_reference(self):
        self.assertEqual(self.faults(docs__deep_dot_md='<a id="own"></a>\n[a [b] c](none.md)\n[r]: gone.md\n'),
                         ["docs/deep.md:2: there is no file none.md", "docs/deep.md:3: there is no file gone.md"])

    def test_the_anchors_of_headings(self):
        self.assertEqual(slug("`spawn`: what's *new*, since C++20?"), "spawn-whats-new-since-c20")
        self.assertEqual(slug("[Guide](guide.md) to a_b - c"), "guide-to-a_b---c")


if __name__ == "__main__":
    unittest.main()
