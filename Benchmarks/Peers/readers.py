"""How fast each kind of file becomes records, before any store, and whether memory stays flat with the file's size."""

import os
import statistics
import time

import duckdb
import igraph

from processes import TIMINGS, run, script, shown, timings

# Format → its goal in MB/s of unpacked input.
GOALS = {
    "follows": 400, "posts": 400, "texts": 400, "interactions": 400, "mapped": 400, "twarc-csv": 400,
    "x-v2": 200, "jetstream": 200, "mastodon": 200, "reddit": 200, "convokit": 200, "mapped-json": 200,
    "youtube": 200, "discourse": 200,
    "yt-dlp": 200, "discord": 200, "telegram": 200, "github": 200, "jetstream-segment": 400,
    "wordpress": 100, "graphml": 100,
}

# A file that is one JSON value, which is held as a whole: as large as such exports are.
ONE_VALUE = {"yt-dlp", "discord", "telegram", "github"}

SHEETS = {"posts", "texts", "interactions", "mapped", "twarc-csv"}

MAPPINGS = {
    "mapped": "platform: forum\nposts: {id: id, conversation: thread_id, parent: thread_id, author: author,"
    " handle: author, name: author_fullname, time: timestamp}\n",
    "mapped-json": "reads: json\nplatform: forum\nposts: {id: id, conversation: {path: data.thread},"
    " parent: {path: data.thread}, author: {path: data.user.id}, name: {path: data.user.name},"
    " time: {path: data.created}}\n",
}


def rows(work: str, size: dict, threads: int) -> list[dict]:
    found = []
    for name, goal in GOALS.items():
        largest = min(size["large_file"], 200_000_000) if name in ONE_VALUE else size["large_file"]
        small, large = (written(work, name, bytes) for bytes in (size["small_file"], largest))
        options = ["--kind", "follow"] if name == "follows" else []
        if name in MAPPINGS:
            mapping = os.path.join(work, f"{name}.yaml")
            with open(mapping, "w", encoding="utf-8") as file:
                file.write(MAPPINGS[name])
            options = ["--mapping", mapping]
        rates, theirs = [], []
        for _ in range(min(size["runs"], 3)):
            scan = timings("scan", large, "--runs", 1, *options)
            assert scan["records"] > 0
            # Of a packed format, what it unpacks to.
            unpacked = largest if name == "jetstream-segment" else scan["bytes"]
            rates.append(unpacked / scan["scan"][0] / 1e6)
            if name in SHEETS:
                theirs.append(with_duckdb(large, threads))
        peaks = [run(TIMINGS, "scan", path, "--runs", 1, *options).peak_bytes / 1e6 for path in (small, large)]
        note = f"peak memory {peaks[0]:.0f} MB at {os.path.getsize(small) / 1e6:,.0f} MB, {peaks[1]:.0f} MB at this size"
        if theirs:
            note += f"; DuckDB {duckdb.__version__} read_csv into a table {statistics.median(theirs):,.0f} MB/s"
        if name == "graphml":
            note += f"; igraph {igraph.__version__} {with_igraph(small):,.0f} MB/s, of the small file"
        found.append({
            "job": f"read {max(largest, os.path.getsize(large)) / 1e6:,.0f} MB of {name}", "ours": rates, "unit": "MB/s",
            "goal": f"≥ {goal} MB/s", "note": note, "commands": [shown(TIMINGS, "scan", large, *options)]})
        os.remove(large)
    return found


def written(work: str, name: str, size: int) -> str:
    path = os.path.join(work, f"channel-{name}-{size}")
    if not os.path.exists(path):
        script("generate_channels.py", name, size, path + ".part")
        os.rename(path + ".part", path)
    return path


def with_duckdb(path: str, threads: int) -> float:
    """MB/s inside a running DuckDB, into a table in memory."""
    with duckdb.connect(config={"threads": threads}) as connection:
        start = time.monotonic()
        connection.execute("CREATE TABLE read AS SELECT * FROM read_csv(?)", [path])
        return os.path.getsize(path) / (time.monotonic() - start) / 1e6


def with_igraph(path: str) -> float:
    start = time.monotonic()
    igraph.Graph.Read_GraphML(path)
    return os.path.getsize(path) / (time.monotonic() - start) / 1e6
