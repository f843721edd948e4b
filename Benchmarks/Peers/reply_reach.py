"""Reply reach of every voice, exact: against DuckDB's recursive SQL, and against polars climbing level by level."""

import os
import time

import duckdb
import numpy
import polars

from processes import TIMINGS, fresh, generated_network, shown, timings

# Every post with each author above it; then the distinct ones for each of these.
RECURSIVE = """
  WITH RECURSIVE above AS (
    SELECT post.author AS person, parent.author AS voice, parent.parent AS next
    FROM post JOIN post AS parent ON post.parent = parent.id
    UNION ALL
    SELECT above.person, parent.author, parent.parent FROM above JOIN post AS parent ON above.next = parent.id
  )
  SELECT voice, count(DISTINCT person) AS reach FROM above WHERE person <> voice GROUP BY voice
"""


def rows(work: str, size: dict, threads: int) -> list[dict]:
    folder = generated_network(work, size["posts"], size["accounts"])
    store, answers = os.path.join(folder, "network.repartee"), os.path.join(folder, "reach.csv")
    posts = polars.read_csv(os.path.join(folder, "posts.csv"), columns=["id", "author", "parent"])
    command = ["reach", "--store", store, "--runs", 3, "--answers", answers]
    file = fresh(os.path.join(folder, "reach.duckdb"))
    ours, sql, levels = [], [], []
    with duckdb.connect(file, config={"threads": threads, "temp_directory": work}) as connection:
        connection.execute(
            "CREATE TABLE post AS SELECT id, author, parent FROM read_csv(?)", [os.path.join(folder, "posts.csv")])
        for _ in range(size["runs"]):
            ours.append(min(timings(*command)["seconds"]))
            start = time.monotonic()
            by_sql = polars.DataFrame(connection.execute(RECURSIVE).fetchnumpy())
            sql.append(time.monotonic() - start)
            start = time.monotonic()
            by_level = level_by_level(posts)
            levels.append(time.monotonic() - start)
    agree(answers, by_sql, "DuckDB")
    agree(answers, by_level, "polars")
    fresh(file)
    job = f"reply reach of every voice, {size['posts']:,} posts"
    note = f"{min(ours) / size['posts'] * 1e9:.0f} ns a post; every voice equal"
    return [
        {"job": job, "ours": ours, "peer": f"DuckDB {duckdb.__version__}, recursive SQL", "theirs": sql,
         "goal": "≥ 25× faster", "note": note, "commands": [shown(TIMINGS, *command)]},
        {"job": job, "ours": ours, "peer": f"polars {polars.__version__}, level by level", "theirs": levels,
         "goal": "≥ 1× faster", "note": "every voice equal"},
    ]


def level_by_level(posts: polars.DataFrame) -> polars.DataFrame:
    """All posts climb one level at once by numpy; polars counts the distinct pairs. Ids are sorted, parents precede."""
    identity = posts["id"].to_numpy()
    authors = posts["author"].to_numpy().astype(numpy.uint32)
    held = posts["parent"].is_not_null().to_numpy()
    parents = numpy.full(len(identity), -1, dtype=numpy.int32)
    parents[held] = numpy.searchsorted(identity, posts["parent"].drop_nulls().to_numpy())
    people, above, pairs = numpy.flatnonzero(parents >= 0), parents[parents >= 0], []
    while len(above):
        pair = (authors[above].astype(numpy.uint64) << 32) | authors[people]
        pairs.append(pair[authors[above] != authors[people]])
        above = parents[above]
        people, above = people[above >= 0], above[above >= 0]
    distinct = polars.Series("pair", numpy.concatenate(pairs)).unique()
    return distinct.to_frame().group_by((polars.col("pair") // 2**32).alias("voice")).agg(polars.len().alias("reach"))


def agree(answers: str, theirs: polars.DataFrame, peer: str) -> None:
    """Both name the same voices, with the same reach."""
    ours = polars.read_csv(answers).select(polars.col("id").cast(polars.Int64), polars.col("reach").cast(polars.Int64))
    theirs = theirs.select(polars.col("voice").cast(polars.Int64), polars.col("reach").cast(polars.Int64))
    both = ours.join(theirs, left_on="id", right_on="voice", how="full", suffix="_theirs")
    wrong = both.filter(polars.col("reach").ne_missing(polars.col("reach_theirs")))
    assert wrong.is_empty(), f"reply reach differs from {peer}'s:\n{wrong}"
