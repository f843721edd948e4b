#!/usr/bin/env python3
"""Runs every `console`, `sql` and `r` block of README and guide, and compares what is printed with what the page shows.

A `yaml` block that begins with `# NAME.yaml` is the file of that name for the commands after it; any other is a job, or part of
one, whose keys the command has to know. A `sql` block is asked of DuckDB and an `r` block of R, in the folder of the page's
commands; the `text` block after it is what they print, tables as CSV. Blocks that another test runs, or none, are listed in
accounted.py, and a block of which nothing is known ends the test.

The blocks of a page are run one after another in a copy of `datasets`. A line `…` stands for any lines, and a line that
ends with … for any line that begins so. `UPDATE=1` writes into the pages what is printed: long rows of tables are cut, and very
long sentences, and of an output that the page shows in part as many lines are kept at either end.
"""
import importlib.util
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import accounted
from blocks import ANY, PAGES, steps

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = pathlib.Path(os.environ.get("REPARTEE", ROOT / ".build/release/repartee"))
WIDEST_ROW, LONGEST_SENTENCE = 116, 300
DUCKDB = """
import csv, sys, duckdb
result = duckdb.sql(sys.stdin.read())
writer = csv.writer(sys.stdout, lineterminator=chr(10))
writer.writerow(result.columns)
writer.writerows(result.fetchall())
"""
ASKED = {"sql": [sys.executable, "-c", DUCKDB], "r": ["Rscript", "--vanilla", "-"]}


for package in ("duckdb", "polars"):
    if importlib.util.find_spec(package) is None:
        sys.exit(f"{package} is missing, which the guide's blocks import: Tests/Documentation/run-commands brings it")


def is_like(shown: str, printed: str) -> bool:
    return printed == shown or shown.endswith("…") and printed.startswith(shown[:-1].rstrip())


def agree(shown: list[str], printed: list[str]) -> bool:
    if "…" not in shown:
        return len(shown) == len(printed) and all(map(is_like, shown, printed))
    at = shown.index("…")
    start, end = shown[:at], shown[at + 1:]
    return (len(printed) >= len(start) + len(end) and all(map(is_like, start, printed))
            and all(map(is_like, end, printed[len(printed) - len(end):])))


def updated(shown: list[str], printed: list[str]) -> list[str]:
    def cut(line: str) -> str:
        limit = WIDEST_ROW if "  " in line.strip() or len(line) > LONGEST_SENTENCE else LONGEST_SENTENCE
        return line if len(line) <= limit else line[:limit - 2].rstrip() + " …"

    lines = [cut(line) for line in printed]
    if "…" not in shown:
        return lines
    start, end = shown.index("…"), len(shown) - shown.index("…") - 1
    return lines if start + end >= len(lines) else lines[:start] + ["…"] + lines[len(lines) - end:]


def refused(job: str, place: pathlib.Path, environment: dict[str, str]) -> str:
    """What the command says of a job, or of part of one, whose keys or values are wrong; empty where all are right."""
    folder = place / "job-of-the-page" / "inside"
    folder.mkdir(parents=True, exist_ok=True)
    (folder.parent / "common.yaml").write_text("{}\n")
    whole = job if re.search(r"^store:", job, re.M) else "store: a.repartee\nsources: [none.csv]\n" + job
    (folder / "job.yaml").write_text(whole)
    outcome = subprocess.run(["repartee", "run", "job.yaml", "--dry-run"], cwd=folder, env=environment, text=True,
                             capture_output=True)
    return outcome.stderr if outcome.returncode == 65 else ""


class Page:
    """A page whose blocks are run one after another."""

    def __init__(self, path: pathlib.Path, folder: pathlib.Path):
        self.path, self.place, self.failures = path, folder / path.stem, []
        self.counts: dict[str, int] = {}
        shutil.copytree(ROOT / "datasets", self.place, ignore=shutil.ignore_patterns("output"))
        commands = folder / "bin"
        commands.mkdir(exist_ok=True)
        for name, target in [("repartee", BINARY.resolve()), ("python3", sys.executable)]:
            # Not a link: a Python that is called by a link does not find its packages.
            (commands / name).write_text(f'#!/bin/sh\nexec "{target}" "$@"\n')
            (commands / name).chmod(0o755)
        self.environment = {
            **os.environ, "PATH": f"{commands}:{os.environ['PATH']}", "HOME": str(self.place), "TZ": "UTC", "LC_ALL": "C.UTF-8",
        }
        for name in ("REPARTEE", "XDG_CONFIG_HOME", "COLUMNS", "UPDATE"):
            self.environment.pop(name, None)

    def count(self, what: str) -> None:
        self.counts[what] = self.counts.get(what, 0) + 1

    def printed(self, command: list[str], text: str | None = None) -> list[str]:
        outcome = subprocess.run(command, cwd=self.place, env=self.environment, text=True, input=text,
                                 stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if text is not None and outcome.returncode:
            self.failures.append(f"{self.path.name}: {command[0]} ends with {outcome.returncode}:\n{outcome.stdout}")
        return [line.rstrip() for line in outcome.stdout.splitlines()]

    def console(self, block: str) -> str:
        lines = []
        for command, shown in steps(block):
            printed = self.printed(["bash", "-c", command])
            self.count("command")
            if any(line.startswith("Error: Unknown option") for line in printed):
                self.failures.append(f"{self.path.name}: $ {command}\n    {printed[0]}")
            if not agree(shown, printed) and not UPDATE:
                self.failures.append(f"{self.path.name}: $ {command}\n" + "".join(f"    {line}\n" for line in printed))
            lines += ["$ " + command, *updated(shown, printed)]
        return "".join(line + "\n" for line in lines)

    def yaml(self, block: str) -> None:
        self.count("yaml")
        if name := re.match(r"# ([\w-]+\.yaml)\b", block):
            (self.place / name.group(1)).write_text(block)
        elif message := refused(block, self.place, self.environment):
            self.failures.append(f"{self.path.name}: a job is refused:\n    {message}")

    def run(self) -> None:
        text, new, end, answer = self.path.read_text(), "", 0, None
        for found in ANY.finditer(text):
            language, block = found.groups()
            if language == "console":
                block = self.console(block)
            elif language == "yaml":
                self.yaml(block)
            elif language in ASKED and (self.path.name, language) not in accounted.LANGUAGES:
                answer = self.printed(ASKED[language], block)
                self.count(language)
                if not re.match(r"\n```text\n", text[found.end():].removeprefix("\n")):
                    self.failures.append(f"{self.path.name}: the {language} block has no text block with what it prints")
            elif language == "text" and answer is not None:
                if not agree(block.splitlines(), answer) and not UPDATE:
                    self.failures.append(f"{self.path.name}: prints\n" + "".join(f"    {line}\n" for line in answer))
                block, answer = "".join(line + "\n" for line in updated(block.splitlines(), answer)), None
            elif message := accounted.unknown(self.path.name, language, block):
                self.failures.append(message)
            else:
                self.count("accounted")
            new += text[end:found.start()] + f"```{language}\n{block}```"
            end = found.end()
        if UPDATE:
            self.path.write_text(new + text[end:])


UPDATE = bool(os.environ.get("UPDATE"))
with tempfile.TemporaryDirectory() as temporary:
    pages = [Page(path, pathlib.Path(temporary)) for path in PAGES if ANY.search(path.read_text())]
    for page in pages:
        page.run()
failures = [failure for page in pages for failure in page.failures] + accounted.stale()
print("\n".join(failures))
total = {what: sum(page.counts.get(what, 0) for page in pages) for what in ("command", "yaml", "sql", "r", "accounted")}
print(f"{total['command']} commands, {total['yaml']} jobs and mappings, {total['sql']} questions in SQL and {total['r']} blocks of R "
      f"of {len(pages)} pages run, {len(failures)} wrong; {accounted.summary()}")
sys.exit(1 if failures else 0)
