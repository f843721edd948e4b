"""X's v1.1 JSON lines: posts and accounts into a store, against DuckDB's read_json of the same columns into its file."""

import os
import sqlite3
import statistics
import time

import duckdb

from processes import REPARTEE, TIMINGS, fresh, run, script, shown, timings

# The fields that a store keeps, and nothing else: DuckDB skips what is not named.
COLUMNS = """{
    id: 'BIGINT', created_at: 'VARCHAR', in_reply_to_status_id: 'BIGINT', in_reply_to_user_id: 'BIGINT',
    user: 'STRUCT(id BIGINT, screen_name VARCHAR, name VARCHAR, followers_count BIGINT)',
    entities: 'STRUCT(user_mentions STRUCT(id BIGINT, screen_name VARCHAR)[])'
}"""

# One pass over the text, then posts, mentions and accounts (the latest record of each) from it.
STATEMENTS = [
    f"""CREATE TEMP TABLE raw AS SELECT id, strptime(created_at, '%a %b %d %H:%M:%S %z %Y') AS time,
      in_reply_to_status_id AS parent, in_reply_to_user_id AS parent_author, user AS author,
      entities.user_mentions AS mentions
    FROM read_json(?, format = 'newline_delimited', columns = {COLUMNS})""",
    "CREATE TABLE post AS SELECT id, author.id AS author, parent, parent_author, time FROM raw",
    """CREATE TABLE mention AS SELECT DISTINCT id, actor, mention.id AS target
    FROM (SELECT id, author.id AS actor, unnest(mentions) AS mention FROM raw) WHERE mention.id <> actor""",
    """CREATE TABLE account AS SELECT author.id AS id, arg_max(author.screen_name, time) AS handle,
      arg_max(author.name, time) AS name, arg_max(author.followers_count, time) AS followers FROM raw GROUP BY 1""",
    "DROP TABLE raw",
    "CHECKPOINT",
]


def rows(work: str, size: dict, threads: int) -> list[dict]:
    path = os.path.join(work, f"tweets-{size['tweets']}.jsonl")
    if not os.path.exists(path):
        script("generate_tweets.py", size["tweets"], 1, path)
    store, file = os.path.join(work, "tweets.repartee"), os.path.join(work, "tweets.duckdb")
    command = [REPARTEE, "import", path, "--into", store]
    ours, theirs, scans = [], [], []
    for _ in range(size["runs"]):
        fresh(store)
        ours.append(run(*command).seconds)
        theirs.append(with_duckdb(path, fresh(file), threads))
        scan = timings("scan", path, "--runs", 1)
        assert scan["posts"] == size["tweets"]
        scans.append(scan["bytes"] / scan["scan"][0] / 1e9)
    check(store, file)
    megabytes = os.path.getsize(path) / 1e6
    rate = megabytes / 1e3 / statistics.median(ours)
    return [
        {"job": f"import {megabytes:,.0f} MB of X's JSON lines, {size['tweets']:,} posts with their accounts",
         "ours": ours, "peer": f"DuckDB {duckdb.__version__} read_json of the same columns", "theirs": theirs,
         "goal": "≤ 0.7×", "note": f"{rate:.2f} GB/s; store {os.path.getsize(store) / 1e6:.0f} MB, DuckDB's file "
         f"{os.path.getsize(file) / 1e6:.0f} MB", "commands": [shown(*command)]},
        {"job": "scan the same lines into records, before the store", "ours": scans, "unit": "GB/s",
         "goal": "≥ 1 GB/s", "commands": [shown(TIMINGS, "scan", path)]},
    ]


def with_duckdb(path: str, file: str, threads: int) -> float:
    """Seconds inside a running DuckDB: from opening its file to closing it, checkpoint included."""
    start = time.monotonic()
    connection = duckdb.connect(file, config={"threads": threads})
    for statement in STATEMENTS:
        connection.execute(statement, [path] if "?" in statement else None)
    connection.close()
    return time.monotonic() - start


def check(store: str, file: str) -> None:
    """Both hold the same posts, the same answers to the same parents, and the same handles of authors."""
    statement = "SELECT count(*), count(DISTINCT author), count(parent) FROM {}"
    with sqlite3.connect(store) as ours, duckdb.connect(file, read_only=True) as theirs:
        left = ours.execute(statement.format("posts") + " WHERE stub = 0").fetchone()
        right = theirs.execute(statement.format("post")).fetchone()
        assert left == right, f"posts, authors and answers: Repartee has {left}, DuckDB {right}"
        left = ours.execute(
            "SELECT count(DISTINCT id), count(handle) FROM accounts WHERE id IN (SELECT author FROM posts WHERE stub = 0)"
        ).fetchone()
        right = theirs.execute("SELECT count(DISTINCT id), count(handle) FROM account").fetchone()
        assert left == right, f"authors and their handles: Repartee has {left}, DuckDB {right}"
