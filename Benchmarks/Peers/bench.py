"""Runs Repartee and its peers on the same generated data, in turn, and writes a table of ratios.

Each answer is checked before its time counts. Ratios are pair by pair, since machines drift; the median is quoted.
"""

import argparse
import datetime
import json
import os
import platform
import re
import sqlite3
import statistics
import subprocess
import sys
import time

import duckdb

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
REPARTEE = os.path.join(ROOT, ".build/release/repartee")
TIMINGS = os.path.join(ROOT, ".build/benchmarks/release/Timings")


def script(name: str, *arguments: object) -> None:
    subprocess.run([sys.executable, os.path.join(HERE, name), *map(str, arguments)], check=True)


def import_with_repartee(path: str, store: str, *options: str) -> tuple[float, str]:
    """Seconds of the whole process, from start to exit, and the ledger line."""
    if os.path.exists(store):
        os.remove(store)
    start = time.monotonic()
    run = subprocess.run(
        [REPARTEE, "import", path, "--into", store, *options], check=True, stderr=subprocess.PIPE, text=True)
    return time.monotonic() - start, run.stderr


def import_with_duckdb(path: str, file: str, threads: int) -> float:
    """Seconds inside a running DuckDB: from opening its file to closing it, checkpoint included."""
    if os.path.exists(file):
        os.remove(file)
    start = time.monotonic()
    connection = duckdb.connect(file, config={"threads": threads})
    connection.execute(
        "CREATE TABLE follow AS SELECT * FROM read_csv(?, delim = ' ', header = false,"
        " columns = {'follower': 'BIGINT', 'followed': 'BIGINT'})", [path])
    connection.execute("CHECKPOINT")
    connection.close()
    return time.monotonic() - start


def follow_import(work: str, size: dict, threads: int) -> list[dict]:
    path = os.path.join(work, f"follows-{size['scale']}.txt")
    if not os.path.exists(path):
        script("generate_follows.py", size["scale"], size["edges"], 1, path)
    store, file = os.path.join(work, "follows.repartee"), os.path.join(work, "follows.duckdb")
    ours, theirs = [], []
    for _ in range(size["runs"]):
        seconds, ledger = import_with_repartee(path, store, "--kind", "follow")
        ours.append(seconds)
        theirs.append(import_with_duckdb(path, file, threads))
    kept = int(re.search(r"= ([\d,]+) kept", ledger).group(1).replace(",", ""))
    with duckdb.connect(file, read_only=True) as connection:
        distinct = connection.execute(
            "SELECT count(*) FROM (SELECT DISTINCT follower, followed FROM follow WHERE follower <> followed)"
        ).fetchone()[0]
    assert kept == distinct, f"Repartee kept {kept} edges, DuckDB counts {distinct}"
    with sqlite3.connect(store) as connection:
        blocks = connection.execute("SELECT sum(length(data)), sum(edges) FROM follow_block").fetchone()
    graph = json.loads(
        subprocess.run(
            [TIMINGS, "follow-graph", path, store, "--runs", str(size["runs"])], check=True, stdout=subprocess.PIPE
        ).stdout)
    assert graph["edges"] == kept
    edges = f"{size['edges']:,} follow edges, {os.path.getsize(path) / 1e6:.0f} MB of text"
    return [
        {"job": f"import {edges}", "ours": ours, "peer": f"DuckDB {duckdb.__version__}", "theirs": theirs,
         "goal": "≤ 1", "note": f"store {os.path.getsize(store) / 1e6:.1f} MB, DuckDB's file "
         f"{os.path.getsize(file) / 1e6:.1f} MB; {blocks[0] / blocks[1]:.2f} bytes an edge in the blocks"},
        {"job": "load them to a CSR graph", "ours": graph["from_store"], "peer": "scan, intern and build from the text",
         "theirs": graph["from_text"], "goal": "≤ 0.1", "note": "equal graphs"},
    ]


def scan(work: str, size: dict) -> list[dict]:
    path = os.path.join(work, f"tweets-{size['tweets']}.jsonl")
    if not os.path.exists(path):
        script("generate_tweets.py", size["tweets"], 1, path)
    timing = json.loads(
        subprocess.run([TIMINGS, "scan", path, "--runs", str(size["runs"])], check=True, stdout=subprocess.PIPE).stdout)
    assert timing["posts"] == size["tweets"]
    whole = [import_with_repartee(path, os.path.join(work, "tweets.repartee"))[0] for _ in range(size["runs"])]
    rate = timing["bytes"] / statistics.median(timing["scan"]) / 1e9
    end_to_end = timing["bytes"] / statistics.median(whole) / 1e9
    return [
        {"job": f"scan {timing['bytes'] / 1e6:.0f} MB of v1.1 JSONL into records", "ours": timing["scan"],
         "goal": "≥ 1 GB/s", "note": f"{rate:.2f} GB/s before the store, {end_to_end:.2f} GB/s end to end into it"}
    ]


def table(rows: list[dict]) -> str:
    lines = ["| job | Repartee, s | against | s | ratio | goal | |", "| --- | --- | --- | --- | --- | --- | --- |"]
    for row in rows:
        ratio, theirs = "", ""
        if "theirs" in row:
            ratio = f"{statistics.median(a / b for a, b in zip(row['ours'], row['theirs'])):.3f}"
            theirs = f"{statistics.median(row['theirs']):.3f}"
        lines.append(
            f"| {row['job']} | {statistics.median(row['ours']):.3f} | {row.get('peer', '')} | {theirs} | {ratio} "
            f"| {row['goal']} | {row['note']} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--smoke", action="store_true", help="a small size, to see that everything runs and agrees")
    parser.add_argument("--work", default=os.path.join(ROOT, ".build/benchmark-data"))
    parser.add_argument("--record", action="store_true", help="write the run under Benchmarks/Runs")
    options = parser.parse_args()
    os.makedirs(options.work, exist_ok=True)
    threads = os.cpu_count() or 1
    size = (
        {"scale": 12, "edges": 100_000, "tweets": 2_000, "runs": 2} if options.smoke
        else {"scale": 19, "edges": 15_700_000, "tweets": 120_000, "runs": 5})
    rows = follow_import(options.work, size, threads) + scan(options.work, size)
    print(table(rows))
    if options.record:
        record(rows, threads)


def record(rows: list[dict], threads: int) -> None:
    model = "unknown"
    if os.path.exists("/proc/cpuinfo"):
        found = re.search(r"model name\s*: (.*)", open("/proc/cpuinfo", encoding="ascii", errors="replace").read())
        model = found.group(1) if found else model
    name = re.sub(r"[^a-z0-9]+", "-", f"{model} {threads} threads".lower()).strip("-")
    folder = os.path.join(ROOT, "Benchmarks/Runs", f"{datetime.date.today()}-{name}")
    os.makedirs(folder, exist_ok=True)
    commit = subprocess.run(["git", "-C", ROOT, "rev-parse", "HEAD"], stdout=subprocess.PIPE, text=True).stdout.strip()
    facts = {
        "machine": model, "threads": threads, "system": platform.platform(), "commit": commit,
        "command": "make bench", "duckdb": duckdb.__version__, "rows": rows}
    with open(os.path.join(folder, "results.json"), "w", encoding="utf-8") as file:
        json.dump(facts, file, indent=1, ensure_ascii=False)
    with open(os.path.join(folder, "README.md"), "w", encoding="utf-8") as file:
        file.write(f"# {datetime.date.today()}, {model}, {threads} threads\n\nCommit {commit}. Medians of the runs in "
                   f"`results.json`; ratios are the median of pairs run in turn.\n\n{table(rows)}")
    print(f"recorded in {folder}")


if __name__ == "__main__":
    main()
