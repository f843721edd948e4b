"""The guide's blocks run one after another, and print what stands below them."""

from __future__ import annotations

import contextlib
import io
import re

from conftest import ROOT


def test_blocks_print_what_the_page_shows() -> None:
    page = (ROOT / "Sources/Repartee/Repartee.docc/Python.md").read_text()
    blocks = re.findall(r"^```(python|text)\n(.*?)^```", page, re.M | re.S)
    names: dict[str, object] = {}
    printed = ""
    for kind, text in blocks:
        if kind == "python":
            output = io.StringIO()
            with contextlib.redirect_stdout(output):
                exec(compile(text, "Python.md", "exec"), names)
            printed = output.getvalue()
        else:
            assert printed == text
    assert len(blocks) > 8
