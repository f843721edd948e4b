"""Reply reach against the plain stamp loop in C++, with and without its intervals, and in the worst shapes."""

import json
import os
import subprocess

from processes import HERE, TIMINGS, run, shown, timings


def rows(work: str, size: dict, threads: int) -> list[dict]:
    return [*stamp_loop(work, size), *without_jackknife(size), *worst_shapes(size)]


def stamp_loop(work: str, size: dict) -> list[dict]:
    """The loop runs on one thread, as anybody would write it; ours on all there are."""
    loop, forest = os.path.join(work, "stamp"), os.path.join(work, "forest.bin")
    subprocess.run(
        ["g++", "-O3", "-march=native", "-o", loop, os.path.join(HERE, "stamp.cpp")], check=True)
    posts = size["stamp_posts"]
    command = ["reach", "--posts", posts, "--accounts", size["stamp_accounts"], "--runs", 3, "--dump", forest]
    ours, theirs, found = [], [], {}
    for _ in range(size["runs"]):
        timing = timings(*command)
        ours.append(min(timing["seconds"]))
        found = json.loads(run(loop, forest, 3).output)
        assert found["sum"] == timing["sum"], f"the stamp loop counts {found['sum']}, Repartee {timing['sum']}"
        theirs.append(min(found["seconds"]))
    os.remove(forest)
    job = f"reply reach of every voice, {posts:,} posts, authors by Zipf's law"
    return [
        {"job": job, "ours": ours, "peer": "stamp loop in C++, -O3, one thread", "theirs": theirs,
         "goal": "≥ 1.5× faster", "note": f"{found['visits_a_post']:.1f} visits a post; equal sums",
         "commands": [shown(TIMINGS, *command), f"{shown(loop)} {shown(forest)} 3"]},
        {"job": "the same, for a post", "ours": [second / posts * 1e9 for second in ours], "unit": "ns",
         "goal": "≤ 60 ns"},
    ]


def without_jackknife(size: dict) -> list[dict]:
    """What the intervals of every voice cost on top of the counts."""
    command = ["reach", "--posts", size["stamp_posts"], "--accounts", size["stamp_accounts"], "--runs", 3]
    with_intervals, without = [], []
    for _ in range(size["runs"]):
        left, right = timings(*command), timings(*command, "--without-jackknife")
        assert left["sum"] == right["sum"]
        with_intervals.append(min(left["seconds"]))
        without.append(min(right["seconds"]))
    return [
        {"job": "reply reach with the jackknife of every voice", "ours": with_intervals,
         "peer": "Repartee without it", "theirs": without, "goal": "≤ 1.6×", "note": "equal sums",
         "commands": [shown(TIMINGS, *command, "--without-jackknife")]}]


def worst_shapes(size: dict) -> list[dict]:
    """One conversation of as many people as posts; what a quadratic path would never finish."""
    posts, found = size["shape_posts"], []
    ordinary = ["reach", "--posts", posts, "--accounts", max(1, posts // 10), "--runs", 3]
    for shape in ("chain", "star"):
        command = ["reach", "--shape", shape, "--posts", posts, "--runs", 3]
        ours, theirs = [], []
        for _ in range(size["runs"]):
            timing = timings(*command)
            # In a chain everybody reaches all who come later; in a star the first reaches the others.
            expected = posts * (posts - 1) // 2 if shape == "chain" else posts - 1
            assert timing["sum"] == expected, f"{shape}: {timing['sum']} instead of {expected}"
            ours.append(min(timing["seconds"]))
            theirs.append(min(timings(*ordinary)["seconds"]))
        found.append(
            {"job": f"reply reach of every voice, one {shape} of {posts:,}", "ours": ours,
             "peer": "as many ordinary posts", "theirs": theirs, "goal": "≤ 5×", "note": "sum as the formula has it",
             "commands": [shown(TIMINGS, *command)]})
    return found
