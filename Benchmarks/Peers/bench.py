"""Runs Repartee and its peers on the same generated data, in turn, and writes a table of ratios and its pictures.

Every job checks that the answers agree before a time counts. See ../README.md for how to read the result.
"""

import argparse
import os
import sys

import audience
import commands
import diagrams
import growth
import imports
import memory
import network
import readers
import recording
import reply_reach
import stamp
import table
import tweets
from processes import ROOT

JOBS = {
    "imports": imports.rows, "tweets": tweets.rows, "reply-reach": reply_reach.rows, "stamp": stamp.rows,
    "audience": audience.rows, "ranks": network.ranks, "communities": network.communities, "paths": network.paths,
    "shapes": network.shapes, "memory": memory.rows, "diagrams": diagrams.rows,
    "readers": readers.rows, "commands": commands.rows,
}

FULL = {
    "smoke": False, "runs": 5, "scale": 19, "edges": 15_700_000, "tweets": 480_000,
    "posts": 10_000_000, "accounts": 1_000_000, "follows": 100_000_000, "patience": 600,
    "stamp_posts": 20_000_000, "stamp_accounts": 2_000_000, "shape_posts": 1_000_000, "drawn_posts": 8_000_000,
    "drawn_accounts": 5_000_000, "small_file": 10_000_000, "large_file": 1_000_000_000,
    "growth": [10_000, 100_000, 1_000_000, 10_000_000],
}

MEDIUM = FULL | {
    "runs": 3, "scale": 16, "edges": 2_000_000, "tweets": 120_000, "posts": 1_000_000, "accounts": 100_000,
    "follows": 10_000_000, "patience": 60, "stamp_posts": 2_000_000, "stamp_accounts": 200_000,
    "drawn_posts": 800_000, "drawn_accounts": 500_000, "small_file": 10_000_000, "large_file": 100_000_000,
    "growth": [10_000, 100_000, 1_000_000],
}

SMOKE = {
    "smoke": True, "runs": 2, "scale": 12, "edges": 100_000, "tweets": 2_000, "posts": 20_000, "accounts": 5_000,
    "follows": 200_000, "patience": 5, "stamp_posts": 50_000, "stamp_accounts": 5_000, "shape_posts": 20_000,
    "drawn_posts": 20_000, "drawn_accounts": 10_000, "small_file": 100_000, "large_file": 1_000_000,
    "growth": [1_000, 10_000],
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--smoke", action="store_true", help="a size that shows that everything runs and agrees")
    parser.add_argument("--medium", action="store_true", help="a tenth of the full size, for a first impression")
    parser.add_argument("--full", action="store_true", help="let growth go on to 100 million posts; takes hours")
    parser.add_argument("--only", action="append", choices=[*JOBS, "growth"], help="one job; may be repeated")
    parser.add_argument("--work", default=os.path.join(ROOT, ".build/benchmark-data"), help="where data are kept")
    parser.add_argument("--record", action="store_true", help="keep the run under Benchmarks/Runs")
    options = parser.parse_args()
    os.makedirs(options.work, exist_ok=True)
    threads = os.cpu_count() or 1
    if options.record and options.smoke:
        parser.error("a smoke run says nothing of speed, so it is not kept")
    size = SMOKE if options.smoke else MEDIUM if options.medium else FULL
    if options.full:
        size = size | {"growth": [*size["growth"], 100_000_000]}

    rows: list[dict] = []
    for name, job in JOBS.items():
        if not options.only or name in options.only:
            print(f"{name} …", flush=True)
            found = job(options.work, size, threads)
            # Goals are set for the full size, and so small a run is not judged by them.
            rows += [row | {"goal": ""} for row in found] if options.smoke else found
            print(table.markdown(rows), flush=True)
            keep(rows, {}, threads, options)
    curves = growth.points(options.work, size) if not options.only or "growth" in options.only else {}
    print(recording.page(keep(rows, curves, threads, options), ""))


def keep(rows: list[dict], curves: dict, threads: int, options: argparse.Namespace) -> dict:
    """After every job, so that a run that is cut short leaves what it has found."""
    facts = recording.facts(rows, curves, threads, " ".join(["Benchmarks/run", *sys.argv[1:]]))
    print("kept in", recording.keep(facts, None if options.record else os.path.join(options.work, "last-run")))
    return facts


if __name__ == "__main__":
    main()
