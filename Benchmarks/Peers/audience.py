"""Audience reach of every voice: against DuckDB's approx_count_distinct over the same joins.

DuckDB joins the people below every voice's posts with their followers: tens of billions of rows at the full size. So it
gets a growing share of the voices, chosen by a hash, until a share takes a third of its patience; the time of all voices
is the rows they join, which is counted exactly, at the rows a second of that share. Where it finishes the whole, that
time counts.
"""

import os
import threading
import time

import duckdb
import polars

import reply_reach
from processes import TIMINGS, fresh, generated_network, shown, timings

PAIRS = reply_reach.RECURSIVE.replace(
    "SELECT voice, count(DISTINCT person) AS reach FROM above WHERE person <> voice GROUP BY voice",
    "SELECT DISTINCT voice, person FROM above WHERE person <> voice")
assert "DISTINCT voice" in PAIRS

# The rows of an audience, with repeats: R, the followers of R, the followers of the voice. A share of 1000 parts.
MEMBERS = """
  SELECT voice, person AS member FROM reach WHERE hash(voice) % 1000 < $share
  UNION ALL
  SELECT voice, follower FROM reach JOIN follow ON followed = person
    WHERE hash(voice) % 1000 < $share AND follower <> voice
  UNION ALL
  SELECT followed, follower FROM follow WHERE hash(followed) % 1000 < $share
"""

# How many rows that are, without joining them.
COUNT = """
  SELECT coalesce(sum(1 + coalesce(followers, 0)), 0)::BIGINT
    + (SELECT count(*) FROM follow WHERE hash(followed) % 1000 < $share)
  FROM reach LEFT JOIN (SELECT followed, count(*) AS followers FROM follow GROUP BY 1) ON followed = person
  WHERE hash(voice) % 1000 < $share
"""


def rows(work: str, size: dict, threads: int) -> list[dict]:
    folder = generated_network(work, size["posts"], size["accounts"], size["follows"])
    answers = os.path.join(folder, "audience.csv")
    command = ["audience", os.path.join(folder, "network.repartee"), "--runs", 1, "--answers", answers]
    # So small a network would be counted exactly.
    command += ["--exact-limit", 0] if size["smoke"] else []
    ours, found = [], {}
    # Some runs before DuckDB's, some after: its one long run cannot be paired with each.
    for _ in range(size["runs"] // 2):
        ours += timings(*command)["seconds"]
    file = fresh(os.path.join(folder, "audience.duckdb"))
    settings = {"threads": threads, "temp_directory": work, "memory_limit": "12GB"}
    with duckdb.connect(file, config=settings) as connection:
        theirs, how = with_duckdb(connection, folder, size["patience"])
        compared = agree(connection, answers)
    fresh(file)
    for _ in range(size["runs"] - size["runs"] // 2):
        found = timings(*command)
        ours += found["seconds"]
    errors = found["errors"]
    assert errors["voices"] == 0 or abs(errors["mean"]) < 0.02 and errors["standard"] < 0.025, errors
    error = (
        f"standard error {errors['standard']:.2%}, mean {errors['mean']:+.2%} over {errors['voices']:,} voices"
        if errors["voices"] else "all exact")
    return [
        {"job": f"audience reach of every voice, {size['posts']:,} posts, {size['follows']:,} follows", "ours": ours,
         "peer": f"DuckDB {duckdb.__version__}, approx_count_distinct", "theirs": [theirs] * len(ours),
         "goal": "≥ 20× faster", "commands": [shown(TIMINGS, *command)],
         "note": f"{found['estimated']:,} of {found['voices']:,} voices estimated: {error}; {compared}; {how}"}]


def with_duckdb(connection: duckdb.DuckDBPyConnection, folder: str, patience: float) -> tuple[float, str]:
    """Seconds of all voices, and how they were come by."""
    connection.execute(
        "CREATE TABLE post AS SELECT id, author, parent FROM read_csv(?)", [os.path.join(folder, "posts.csv")])
    connection.execute(
        "CREATE TABLE follow AS SELECT DISTINCT * FROM read_csv(?, delim = ' ', header = false,"
        " columns = {'follower': 'BIGINT', 'followed': 'BIGINT'}) WHERE follower <> followed",
        [os.path.join(folder, "follows.txt")])
    start = time.monotonic()
    connection.execute(f"CREATE TABLE reach AS {PAIRS}")
    pairs = time.monotonic() - start
    total = connection.execute(COUNT, {"share": 1000}).fetchone()[0]
    share, held = 1, (0, 0.0, 1)
    while True:
        seconds = aggregate(connection, share, patience)
        if seconds is None:
            break
        held = (connection.execute(COUNT, {"share": share}).fetchone()[0], seconds, share)
        if share == 1000:
            return pairs + seconds, f"DuckDB joined all {total:,} rows"
        if seconds > patience / 3:
            break
        share = min(1000, share * 4)
    rows, seconds, share = held
    assert rows, f"DuckDB could not finish a thousandth of the voices in {patience} s"
    how = (f"DuckDB joined {rows:,} of {total:,} rows ({share / 10:g}% of the voices) in {seconds:.0f} s, the rest is "
           f"extrapolated by rows, after {pairs:.0f} s for the pairs of R")
    return pairs + seconds * total / rows, how


def aggregate(connection: duckdb.DuckDBPyConnection, share: int, patience: float) -> float | None:
    """Seconds of a share of the voices; nil where the time was not enough."""
    watch = threading.Timer(patience, connection.interrupt)
    watch.start()
    start = time.monotonic()
    try:
        connection.execute(
            "CREATE OR REPLACE TABLE audience AS SELECT voice, approx_count_distinct(member) AS people"
            f" FROM ({MEMBERS}) GROUP BY voice", {"share": share})
    except (duckdb.InterruptException, duckdb.OutOfMemoryException):
        return None
    finally:
        watch.cancel()
    return time.monotonic() - start


def agree(connection: duckdb.DuckDBPyConnection, answers: str) -> str:
    """Exact audiences are equal to exact counts by DuckDB, and estimates within five standard errors of them."""
    connection.execute("CREATE TABLE chosen AS SELECT DISTINCT voice FROM reach ORDER BY hash(voice) LIMIT 300")
    theirs = polars.DataFrame(connection.execute("""
      SELECT voice, count(DISTINCT member) AS theirs, max(is_follower) AS is_held FROM (
        SELECT voice, person AS member, 0 AS is_follower FROM reach SEMI JOIN chosen USING (voice)
        UNION ALL
        SELECT voice, follower, 1 FROM reach SEMI JOIN chosen USING (voice) JOIN follow ON followed = person
        UNION ALL
        SELECT followed, follower, 1 FROM follow JOIN chosen ON followed = voice)
      WHERE member <> voice GROUP BY voice""").fetchnumpy())
    both = theirs.join(polars.read_csv(answers), left_on="voice", right_on="id", how="left")
    # Where no follow edge is held, there is no audience.
    assert both.filter(polars.col("people").is_null() != (polars.col("is_held") == 0)).is_empty()
    exact = both.filter(~polars.col("estimated"))
    wrong = exact.filter(polars.col("people") != polars.col("theirs"))
    assert wrong.is_empty(), f"exact audiences differ:\n{wrong}"
    estimates = both.filter(polars.col("estimated"))
    far = estimates.filter((polars.col("people") / polars.col("theirs") - 1).abs() > 5 * 1.04 / 64)
    assert far.is_empty(), f"estimates are too far off:\n{far}"
    return f"{len(exact)} exact audiences equal, {len(estimates)} estimates within 5 standard errors"
