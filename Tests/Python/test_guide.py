"""The guide's blocks run one after another, and print what stands below them."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
import subprocess

import pytest

from conftest import ROOT


R_BLOCK = re.compile(r"^```r\n(.*?)^```\n+^```text\n(.*?)^```", re.M | re.S)


def without_r(page: str) -> str:
    return R_BLOCK.sub("", page)


def test_r_prints_what_the_page_shows() -> None:
    if shutil.which("Rscript") is None:
        pytest.skip("R is missing; make test-python brings it")
    page = (ROOT / "Sources/Repartee/Repartee.docc/Python.md").read_text()
    blocks = R_BLOCK.findall(page)
    assert len(blocks) == 1
    # A Python with nothing else: reticulate asks for a version of NumPy where there is one.
    alone = ROOT / ".build/python-alone/bin/python3"
    for block, printed in blocks:
        found = subprocess.run(
            ["Rscript", "--vanilla", "-"], input=block, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env={**os.environ, "RETICULATE_PYTHON": str(alone)})
        assert found.stdout == printed, found.stderr


def test_blocks_print_what_the_page_shows() -> None:
    page = (ROOT / "Sources/Repartee/Repartee.docc/Python.md").read_text()
    blocks = re.findall(r"^```(python|text)\n(.*?)^```", without_r(page), re.M | re.S)
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
