"""A follow list as text: into a store and into DuckDB's own file; and from the store to a graph in memory."""

import os
import re
import sqlite3
import time

import duckdb

from processes import REPARTEE, TIMINGS, fresh, run, script, shown, timings


def rows(work: str, size: dict, threads: int) -> list[dict]:
    path = os.path.join(work, f"follows-{size['scale']}.txt")
    if not os.path.exists(path):
        script("generate_follows.py", size["scale"], size["edges"], 1, path)
    store, file = os.path.join(work, "follows.repartee"), os.path.join(work, "follows.duckdb")
    command = [REPARTEE, "import", path, "--into", store, "--kind", "follow"]
    ours, theirs, ledger = [], [], ""
    for _ in range(size["runs"]):
        fresh(store)
        finished = run(*command)
        ours.append(finished.seconds)
        ledger = finished.notes
        theirs.append(with_duckdb(path, fresh(file), threads))
    kept = int(re.search(r"= ([\d,]+) kept", ledger).group(1).replace(",", ""))
    with duckdb.connect(file, read_only=True) as connection:
        distinct = connection.execute(
            "SELECT count(*) FROM (SELECT DISTINCT follower, followed FROM follow WHERE follower <> followed)"
        ).fetchone()[0]
    assert kept == distinct, f"Repartee kept {kept} edges, DuckDB counts {distinct}"
    with sqlite3.connect(store) as connection:
        blocks = connection.execute("SELECT sum(length(data)), sum(edges) FROM follow_block").fetchone()
    graph = timings("follow-graph", path, store, "--runs", size["runs"])
    assert graph["edges"] == kept
    edges = f"{size['edges']:,} follow edges, {os.path.getsize(path) / 1e6:.0f} MB of text"
    return [
        {"job": f"import {edges}", "ours": ours, "peer": f"DuckDB {duckdb.__version__} read_csv", "theirs": theirs,
         "goal": "≤ 1×", "note": f"store {os.path.getsize(store) / 1e6:.1f} MB, DuckDB's file "
         f"{os.path.getsize(file) / 1e6:.1f} MB", "commands": [shown(*command)]},
        {"job": "the same edges, in the store's blocks", "ours": [blocks[0] / blocks[1]], "unit": "bytes an edge",
         "goal": "≤ 3 bytes"},
        {"job": "load them to a CSR graph", "ours": graph["from_store"], "peer": "scan, intern and build from the text",
         "theirs": graph["from_text"], "goal": "≤ 0.1×", "note": "equal graphs",
         "commands": [shown(TIMINGS, "follow-graph", path, store, "--runs", size["runs"])]},
    ]


def with_duckdb(path: str, file: str, threads: int) -> float:
    """Seconds inside a running DuckDB: from opening its file to closing it, checkpoint included."""
    start = time.monotonic()
    connection = duckdb.connect(file, config={"threads": threads})
    connection.execute(
        "CREATE TABLE follow AS SELECT * FROM read_csv(?, delim = ' ', header = false,"
        " columns = {'follower': 'BIGINT', 'followed': 'BIGINT'})", [path])
    connection.execute("CHECKPOINT")
    connection.close()
    return time.monotonic() - start
