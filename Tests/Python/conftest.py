"""What the tests of the Python package share: the command to compare with, and its answers."""

from __future__ import annotations

import csv
import decimal
import os
import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
COMMAND = os.environ.get("REPARTEE_BINARY", str(ROOT / ".build/release/repartee"))

# The worked example of the guide: id, author, parent, minutes.
TOY = [
    (1, "A", None, 0), (2, "B", 1, 5), (3, "A", 2, 9), (4, "B", 3, 20), (5, "E", 2, 30), (6, "C", 1, 15), (7, "A", 6, 25),
    (8, "C", 7, 60), (9, "F", 8, 90), (10, "A", 1, 2), (11, "C", 10, 200), (21, "D", None, 0), (22, "B", 21, 1),
    (23, "X", 21, 2), (24, "X", 21, 3), (25, "E", 21, 4), (26, "B", 25, 5),
]


@pytest.fixture
def toy() -> dict[str, list[object]]:
    """The worked example as columns."""
    return {
        "id": [row[0] for row in TOY], "author": [row[1] for row in TOY], "parent": [row[2] for row in TOY],
        "time": [1_767_571_200 + row[3] * 60 for row in TOY],
    }


class Command:
    """The command, on a store of its own."""

    def __init__(self, folder: pathlib.Path) -> None:
        self.store = folder / "store.repartee"
        self.folder = folder

    def run(self, *arguments: object) -> str:
        result = subprocess.run([COMMAND, *map(str, arguments)], capture_output=True, text=True)
        assert result.returncode == 0, result.stderr
        return result.stdout

    def run_error(self, question: str, *arguments: object) -> str:
        """What it says beside the result."""
        result = subprocess.run(
            [COMMAND, question, str(self.store), *map(str, arguments)], capture_output=True, text=True)
        assert result.returncode == 0, result.stderr
        return result.stderr

    def load(self, *files: object, roster: object = None, options: tuple[str, ...] = ()) -> None:
        self.run("import", *files, "--into", self.store, "--quiet", *options)
        if roster:
            self.run("tag", roster, "--into", self.store)

    def table(self, question: str, *arguments: object) -> list[dict[str, str]]:
        text = self.run(question, self.store, *arguments, "--output-format", "csv", "--quiet")
        return list(csv.DictReader(text.splitlines()))


@pytest.fixture
def command(tmp_path: pathlib.Path) -> Command:
    return Command(tmp_path)


def assert_equal(table: object, expected: list[dict[str, str]]) -> None:
    """Every figure of a table, to the digit that the command prints."""
    rows = table.to_pylist()
    assert len(rows) == len(expected)
    for row, other in zip(rows, expected):
        for name, text in other.items():
            value = row[name]
            if value is None:
                found = ""
            elif isinstance(value, float):
                # As the command rounds: halves away from zero.
                unit = decimal.Decimal(1).scaleb(-len(text.partition(".")[2]) if text else 0)
                found = f"{decimal.Decimal(value).quantize(unit, decimal.ROUND_HALF_UP):f}"
            elif hasattr(value, "isoformat"):
                found = value.strftime("%Y-%m-%dT%H:%M:%SZ").removesuffix("T00:00:00Z")
            else:
                found = str(value)
            assert found == text.removeprefix("'"), (name, row, other)
