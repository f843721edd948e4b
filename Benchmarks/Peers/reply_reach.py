"""Reply reach of every voice, exact: against DuckDB's recursive SQL, and against polars climbing level by level."""

import os
import time

import duckdb
import numpy
import polars

from processes import TIMINGS, fresh, generated_network, shown, timings

# Our part: reach alone, without the jackknife's intervals, which no peer gives.
COUNTS = ["--runs", 3, "--without-jackknife"]

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
    return [*generated(work, size, threads), *deep(work, size, threads)]


def generated(work: str, size: dict, threads: int) -> list[dict]:
    """Conversations as `repartee generate` fits them to real ones: half of the posts answer nobody and are not answered."""
    folder = generated_network(work, size["posts"], size["accounts"])
    answers = os.path.join(folder, "reach.csv")
    posts = polars.read_csv(os.path.join(folder, "posts.csv"), columns=["id", "author", "parent"])
    command = ["reach", "--store", os.path.join(folder, "network.repartee"), *COUNTS, "--answers", answers]
    return compare("generated", work, size, threads, lambda: (timings(*command), posts), command, answers)


def deep(work: str, size: dict, threads: int) -> list[dict]:
    """Conversations of heavy-tailed size and authors by Zipf's law: those of the stamp loop, with five visits a post."""
    forest, answers = os.path.join(work, "deep.bin"), os.path.join(work, "deep.csv")
    command = ["reach", "--posts", size["posts"], "--accounts", size["accounts"], *COUNTS,
               "--dump", forest, "--answers", answers]

    def run():
        found = timings(*command)
        return found, read(forest)

    rows = compare("deep", work, size, threads, run, command, answers)
    os.remove(forest)
    return rows


def read(forest: str) -> polars.DataFrame:
    """The posts that `Timings reach --dump` wrote, numbered as they stand."""
    with open(forest, "rb") as file:
        posts, _ = numpy.fromfile(file, "<u4", 2)
        authors, _, parents = (numpy.fromfile(file, "<u4", posts).astype(numpy.int64) for _ in range(3))
    frame = polars.DataFrame({"id": numpy.arange(posts), "author": authors, "parent": parents})
    return frame.with_columns(polars.when(polars.col("parent") != 2**32 - 1).then(polars.col("parent")).alias("parent"))


def compare(kind: str, work: str, size: dict, threads: int, run, command: list, answers: str) -> list[dict]:
    """Ours and both peers in turn on the posts that `run` gives beside our timing; counts alone, as the peers give."""
    file = fresh(os.path.join(work, "reach.duckdb"))
    ours, sql, levels = [], [], []
    with duckdb.connect(file, config={"threads": threads, "temp_directory": work}) as connection:
        for turn in range(size["runs"]):
            timing, posts = run()
            ours.append(min(timing["seconds"]))
            if turn == 0:
                arrays = {"id": posts["id"].to_numpy(), "author": posts["author"].to_numpy(),
                          "parent": posts["parent"].fill_null(-1).to_numpy()}
                connection.execute(
                    "CREATE TABLE post AS SELECT id, author, nullif(parent, -1) AS parent FROM arrays")
            start = time.monotonic()
            by_sql = polars.DataFrame(connection.execute(RECURSIVE).fetchnumpy())
            sql.append(time.monotonic() - start)
            start = time.monotonic()
            by_level = level_by_level(posts)
            levels.append(time.monotonic() - start)
    agree(answers, by_sql, "DuckDB")
    agree(answers, by_level, "polars")
    fresh(file)
    job = f"reply reach of every voice, {size['posts']:,} posts, {kind} conversations"
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
