"""Time and memory from an Arrow table of many rows: memory.py ROWS [numbers|text] [shuffled] [join].

Text ids have 70 characters. Memory is what the process held at its peak above what it held when the table was there. With
`join` polars answers the same question instead: how many distinct others posted below each author's posts, by joining posts to
their parents level by level.
"""

from __future__ import annotations

import sys
import time

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc


def resident(which: str) -> int:
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith(which))


def table(rows: int, is_text: bool) -> pa.Table:
    """Threads of which three posts in ten are roots; a tenth as many accounts as posts, some far busier than others."""
    random = np.random.default_rng(1)
    ids = np.arange(1, rows + 1, dtype=np.int64) * 97 + 10**15
    author = (max(2, rows // 10) * random.random(rows) ** 2).astype(np.int64) + 1
    back = np.minimum(np.arange(rows), (random.exponential(3, rows) + 1).astype(np.int64))
    is_root = (random.random(rows) < 0.3) | (np.arange(rows) == 0)
    parent = pa.array(ids[np.arange(rows) - back], mask=is_root)
    times = (1_700_000_000_000 + np.arange(rows) * 250).astype("datetime64[ms]")

    def text(values: pa.Array, prefix: str) -> pa.ChunkedArray:
        return pa.chunked_array([
            pc.binary_join_element_wise(
                prefix, pc.utf8_lpad(pc.cast(values[start : start + 1_000_000], pa.string()), 70 - len(prefix), "0"), "")
            for start in range(0, len(values), 1_000_000)])

    columns = {"id": pa.array(ids), "author": pa.array(author), "parent": parent}
    if is_text:
        columns = {name: text(values, f"at://did:plc:{name}/") for name, values in columns.items()}
        columns["parent"] = text(parent, "at://did:plc:id/")
        columns["id"] = text(pa.array(ids), "at://did:plc:id/")
    return pa.table(columns | {"time": pa.array(times)})


def join(posts: pa.Table) -> int:
    """The sum of reply reach over all authors, by polars."""
    import polars

    frame = polars.DataFrame(posts.select(["id", "author", "parent"]))
    # Who posted, and the post above whose author is yet to be told; one level higher at every turn.
    level = frame.select(polars.col("author").alias("person"), polars.col("parent")).drop_nulls()
    pairs = []
    while len(level):
        above = level.join(frame.rename({"parent": "next"}), left_on="parent", right_on="id")
        pairs.append(above.filter(polars.col("person") != polars.col("author")).select("author", "person"))
        level = above.select("person", polars.col("next").alias("parent")).drop_nulls()
    return len(polars.concat(pairs).unique())


def main() -> None:
    rows, is_text = int(sys.argv[1]), "text" in sys.argv
    posts = table(rows, is_text)
    if "shuffled" in sys.argv:
        order = pa.array(np.random.default_rng(2).permutation(rows))
        posts = pa.Table.from_batches([batch for start in range(0, rows, 1_000_000) for batch in posts.take(
            order[start : start + 1_000_000]).combine_chunks().to_batches()])
    pa.default_memory_pool().release_unused()
    before = resident("VmRSS")
    with open("/proc/self/clear_refs", "w") as file:
        file.write("5")
    started = time.monotonic()

    def report(what: str) -> None:
        above = (resident("VmHWM") - before) / rows
        print(f"{what}: {time.monotonic() - started:.1f} s, {above:.1f} bytes a row at the peak", flush=True)

    print(f"{rows:,} rows of {posts.nbytes / rows:.0f} bytes, ids are {'text of 70 characters' if is_text else 'numbers'}")
    if "join" in sys.argv:
        total = join(posts)
        report("polars")
    else:
        from replyreach import Conversations

        conversations = Conversations.from_table(posts, progress=False)
        report("read")
        score = conversations.score(progress=False)
        report("read and scored")
        total = sum(score["reply_reach"])
    print(f"reply reach in all: {total:,}")


main()
