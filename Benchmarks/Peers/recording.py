"""Keeps a run: the machine, the commit, the commands, every single figure, the table and the pictures."""

import datetime
import json
import os
import platform
import re
import subprocess
from importlib import metadata

import chart
import table
from processes import HERE, ROOT


def facts(rows: list[dict], growth: dict, threads: int, command: str) -> dict:
    return {
        "date": str(datetime.date.today()), "machine": machine(), "threads": threads,
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        "system": platform.platform(), "commit": commit(), "command": command, "peers": peers(),
        "rows": rows, "growth": growth,
    }


def machine() -> str:
    try:
        with open("/proc/cpuinfo", encoding="ascii", errors="replace") as file:
            found = re.search(r"model name\s*: (.*)", file.read())
            return found.group(1) if found else platform.machine()
    except OSError:
        return platform.processor() or platform.machine()


def commit() -> str:
    def git(*words: str) -> str:
        return subprocess.run(["git", "-C", ROOT, *words], stdout=subprocess.PIPE, text=True).stdout.strip()

    return git("rev-parse", "HEAD") + (" with changes" if git("status", "--porcelain", "Sources") else "")


def peers() -> dict:
    with open(os.path.join(HERE, "requirements.txt"), encoding="ascii") as file:
        names = [line.split("==")[0] for line in file.read().split()]
    return {name: metadata.version(name) for name in names}


def keep(facts: dict, folder: str | None = None) -> str:
    """Writes the run's folder, and returns where it is."""
    name = re.sub(r"[^a-z0-9]+", "-", f"{facts['machine']} {facts['threads']} threads".lower()).strip("-")
    folder = folder or os.path.join(ROOT, "Benchmarks/Runs", f"{facts['date']}-{name}")
    os.makedirs(folder, exist_ok=True)
    facts = together(facts, os.path.join(folder, "results.json"))

    def write(name: str, text: str) -> None:
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text)

    write("results.json", json.dumps(facts, indent=1, ensure_ascii=False) + "\n")
    pictures = ""
    if any(row.get("theirs") for row in facts["rows"]):
        write("ratios.svg", chart.ratios(facts["rows"], subtitle(facts)))
        pictures += "![How Repartee compares with its peers](ratios.svg)\n\n"
    if facts["growth"]:
        write("growth.svg", chart.growth(facts["growth"], subtitle(facts)))
        pictures += "![How cost grows with size](growth.svg)\n\n"
    write("README.md", page(facts, pictures))
    return folder


def together(facts: dict, earlier: str) -> dict:
    """With the findings of an earlier part of the run, for the jobs that this part leaves out."""
    if not os.path.exists(earlier):
        return facts
    with open(earlier, encoding="utf-8") as file:
        held = json.load(file)
    for name in ("commit", "command"):
        if facts[name] not in held[name]:
            facts = facts | {name: f"{held[name]}; {facts[name]}"}
        else:
            facts = facts | {name: held[name]}
    jobs = {(row["job"], row.get("peer")) for row in facts["rows"]}
    rows = [row for row in held["rows"] if (row["job"], row.get("peer")) not in jobs] + facts["rows"]
    return facts | {"rows": rows, "growth": facts["growth"] or held.get("growth", {})}


def subtitle(facts: dict) -> str:
    return f"{facts['date']}, {facts['machine']}, {facts['threads']} threads, commit {facts['commit'][:7]}"


def page(facts: dict, pictures: str) -> str:
    versions = ", ".join(f"{name} {version}" for name, version in facts["peers"].items())
    commands = sorted({command for row in facts["rows"] for command in row.get("commands", [])})
    return (
        f"# {facts['date']}, {facts['machine']}, {facts['threads']} threads, {facts['memory_gib']} GiB\n\n"
        f"Commit {facts['commit']}, {facts['system']}. Made by `{facts['command']}`; peers: {versions}. Medians of the "
        f"runs in `results.json`; ratios are the median of pairs run in turn.\n\n{pictures}"
        f"{table.markdown(facts['rows'])}{growth_table(facts['growth'])}\n## Commands\n\n"
        "What gives our figures; the peers' statements are in `Benchmarks/Peers`.\n\n```sh\n"
        + "\n".join(commands) + "\n```\n")


def growth_table(growth: dict) -> str:
    """How cost grows: for each size the cost of a post, and the peak of memory."""
    if not growth:
        return ""
    jobs = list(growth)
    sizes = [point["posts"] for point in growth[jobs[0]]]
    text = "\n## How cost grows\n\nMicroseconds a post (bytes a post at the peak of memory).\n\n"
    text += "| posts | " + " | ".join(jobs) + " |\n| ---: |" + " ---: |" * len(jobs) + "\n"
    for index, size in enumerate(sizes):
        cells = []
        for job in jobs:
            point = growth[job][index]
            peak = f" ({table.number(point['peak_bytes'] / size)})" if point.get("peak_bytes") else ""
            cells.append(f"{table.number(point['seconds'] / size * 1e6)}{peak}")
        text += f"| {size:,} | " + " | ".join(cells) + " |\n"
    return text
