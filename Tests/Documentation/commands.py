#!/usr/bin/env python3
"""Runs every `console` block of README and guide, and compares what is printed with what the page shows.

A `yaml` block that begins with `# NAME.yaml` is the file of that name for the commands after it; any other is a job, or part of
one, whose keys the command has to know.

The blocks of a page are run one after another in a copy of `datasets`. A line `…` stands for any lines, and a line that
ends with … for any line that begins so. `UPDATE=1` writes into the pages what is printed: long rows of tables are cut, and very
long sentences, and of an output that the page shows in part as many lines are kept at either end.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from blocks import PAGES, steps

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = pathlib.Path(os.environ.get("REPARTEE", ROOT / ".build/release/repartee"))
WIDEST_ROW, LONGEST_SENTENCE = 116, 300
BLOCK = re.compile(r"^```console\n(.*?)^```", re.M | re.S)
EITHER = re.compile(r"^```(console|yaml)\n(.*?)^```", re.M | re.S)


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


def run(page: pathlib.Path, folder: pathlib.Path) -> tuple[int, list[str]]:
    """How many commands of a page were run, and which printed something else."""
    text, count, failures = page.read_text(), 0, []
    place = folder / page.stem
    shutil.copytree(ROOT / "datasets", place, ignore=shutil.ignore_patterns("output"))
    commands = folder / "bin"
    commands.mkdir(exist_ok=True)
    if not (commands / "repartee").exists():
        (commands / "repartee").symlink_to(BINARY.resolve())
    environment = {
        **os.environ, "PATH": f"{commands}:{os.environ['PATH']}", "HOME": str(place), "TZ": "UTC", "LC_ALL": "C.UTF-8",
    }
    for name in ("REPARTEE", "XDG_CONFIG_HOME", "COLUMNS"):
        environment.pop(name, None)
    blocks = []
    for language, block in EITHER.findall(text):
        lines = []
        if language == "yaml":
            count += 1
            if name := re.match(r"# ([\w-]+\.yaml)\b", block):
                (place / name.group(1)).write_text(block)
            elif message := refused(block, place, environment):
                failures.append(f"{page.name}: a job is refused:\n    {message}")
            continue
        for command, shown in steps(block):
            outcome = subprocess.run(
                ["bash", "-c", command], cwd=place, env=environment, text=True, stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT)
            printed = [line.rstrip() for line in outcome.stdout.splitlines()]
            count += 1
            if not agree(shown, printed):
                failures.append(f"{page.name}: $ {command}\n" + "".join(f"    {line}\n" for line in printed))
            lines += ["$ " + command, *updated(shown, printed)]
        blocks.append("".join(line + "\n" for line in lines))
    if os.environ.get("UPDATE"):
        new = iter(blocks)
        page.write_text(BLOCK.sub(lambda _: "```console\n" + next(new) + "```", text))
        failures = [failure for failure in failures if ": $ " not in failure]
    return count, failures


with tempfile.TemporaryDirectory() as temporary:
    outcomes = [
        run(page, pathlib.Path(temporary))
        for page in PAGES
        if EITHER.search(page.read_text())
    ]
for _, failures in outcomes:
    for failure in failures:
        print(failure)
wrong = sum(len(failures) for _, failures in outcomes)
print(f"{sum(count for count, _ in outcomes)} commands and jobs of {len(outcomes)} pages run, {wrong} print something else")
sys.exit(1 if wrong else 0)
