"""Whole commands on a store of posts and follows, from start to exit, against DuckDB's own file of the same posts."""

import csv
import io
import os
import statistics
import time

import duckdb

from processes import REPARTEE, fresh, generated_network, run, shown

# The distinct people below a voice's posts, the voice left out.
BELOW = """
  WITH RECURSIVE below AS (
    SELECT id FROM post WHERE author = ?1
    UNION
    SELECT post.id FROM post JOIN below ON post.parent = below.id
  )
  SELECT count(DISTINCT author) FROM post JOIN below ON post.parent = below.id WHERE author <> ?1
"""


def rows(work: str, size: dict, threads: int) -> list[dict]:
    folder = generated_network(work, size["posts"], size["accounts"], 5 * size["posts"])
    store, file = os.path.join(folder, "network.repartee"), fresh(os.path.join(work, "posts.duckdb"))
    with duckdb.connect(file, config={"threads": threads}) as connection:
        connection.execute("CREATE TABLE post AS SELECT id, author, parent FROM read_csv(?)",
                           [os.path.join(folder, "posts.csv")])
    score = [REPARTEE, "score", store, "--top", 20]
    scores = [run(*score).seconds for _ in range(size["runs"])]
    drawing = [REPARTEE, "draw", store, "network", "--output", os.path.join(work, "network.svg")]
    drawings = [run(*drawing).seconds for _ in range(size["runs"])]
    voices = some_voices(store)
    reach = {row["voice"]: int(row["reply_reach"]) for row in voices}
    names = list(reach)
    ours, theirs, comparisons, of_both = [], [], [], []
    with duckdb.connect(file, read_only=True, config={"threads": threads}) as connection:
        for voice, people in reach.items():
            ours.append(run(REPARTEE, "explain", store, voice).seconds)
            start = time.monotonic()
            found = connection.execute(BELOW, [int(voice)]).fetchone()[0]
            theirs.append(time.monotonic() - start)
            assert found == people, f"voice {voice}: Repartee counts {people} people below it, DuckDB {found}"
        for place, pair in enumerate(zip(names, names[1:])):
            comparisons.append(run(REPARTEE, "compare", store, *pair).seconds)
            of_both.append(theirs[place] + theirs[place + 1])
    posts = f"{size['posts']:,} posts, {5 * size['posts']:,} follows"
    return [
        {"job": f"explain, {posts}, a voice", "ours": ours, "peer": f"DuckDB {duckdb.__version__}, people below it",
         "theirs": theirs, "goal": "≤ 1×", "note": f"{len(ours)} voices from rank 1 to 10,000; equal people; "
         f"{statistics.median(ours):.2f} s in the median", "commands": [shown(REPARTEE, "explain", store, "VOICE")]},
        {"job": f"compare, {posts}, two voices", "ours": comparisons,
         "peer": f"DuckDB {duckdb.__version__}, people below each", "theirs": of_both, "goal": "≤ 1×",
         "note": f"{len(comparisons)} pairs of neighbours among the same voices; "
         f"{statistics.median(comparisons):.2f} s in the median",
         "commands": [shown(REPARTEE, "compare", store, "VOICE", "VOICE")]},
        {"job": f"draw network, {posts}", "ours": drawings, "goal": "≤ 1 s", "commands": [shown(*drawing)]},
        {"job": f"score --top 20, {posts}", "ours": scores, "goal": "≤ 2.5 s", "commands": [shown(*score)]},
    ]


def some_voices(store: str) -> list[dict]:
    """20 voices whose ranks are spread evenly, by powers, from the first to the ten-thousandth, or to the last."""
    table = run(REPARTEE, "score", store, "--top", 10_000, "--output-format", "csv").output
    ranked = [row for row in csv.DictReader(io.StringIO(table)) if row["rank"]]
    places = sorted({round(len(ranked) ** (step / 19)) - 1 for step in range(20)})
    return [ranked[place] for place in places]
