"""Long work: threads at once, progress, Ctrl-C, and nothing left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time

import pyarrow as pa
import pytest

from replyreach import Conversations


def large(rows: int) -> pa.Table:
    """Conversations of ten posts."""
    return pa.table({
        "id": pa.array(range(rows)), "author": pa.array([place * 7919 % (rows // 10 + 1) for place in range(rows)]),
        "parent": pa.array([None if place % 10 == 0 else place - 1 - place % 3 % (place % 10) for place in range(rows)]),
        "time": pa.array([1_700_000_000 + place for place in range(rows)]),
    })


def test_two_threads_score_at_once() -> None:
    conversations = Conversations.from_table(large(50_000))
    expected = conversations.score().to_pydict()
    results: list[object] = []

    def score(seed: int) -> None:
        for turn in range(3):
            # By the same rules, and by others meanwhile.
            if seed % 2:
                conversations.score(rank_by="reply-reach", seed=turn + 2)
            results.append(conversations.score().to_pydict() == expected)
            results.append(Conversations.from_table(large(5_000)).score()["voice"] != [])

    threads = [threading.Thread(target=score, args=(seed,)) for seed in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [True] * 24


def test_the_global_lock_is_released() -> None:
    table = large(300_000)
    turns = 0
    done = threading.Event()

    def count() -> None:
        nonlocal turns
        while not done.is_set():
            turns += 1
            time.sleep(0.001)

    counter = threading.Thread(target=count)
    counter.start()
    Conversations.from_table(table).score()
    done.set()
    counter.join()
    assert turns > 20


def test_progress_is_reported() -> None:
    shares: list[float] = []
    Conversations.from_table(large(300_000), progress=shares.append).score(progress=shares.append)
    assert shares.count(1.0) == 2 and all(0 <= share <= 1 for share in shares)


def test_an_error_in_progress_stops_the_work() -> None:
    def fail(share: float) -> None:
        raise RuntimeError("enough")

    table = large(1_000_000)
    with pytest.raises(RuntimeError, match="enough"):
        Conversations.from_table(table, progress=fail)
    assert Conversations.from_table(table).post_count == 1_000_000


def test_control_c_stops_the_work() -> None:
    script = """
import signal, sys, threading, time, os
sys.path.insert(0, sys.argv[1])
from test_work import large
from replyreach import Conversations
table = large(1_000_000)
print("ready", flush=True)
try:
    while True:
        Conversations.from_table(table).score()
except KeyboardInterrupt:
    print("stopped", flush=True)
    assert Conversations.from_table(table.slice(0, 1000)).post_count == 1000
    print("usable", flush=True)
"""
    process = subprocess.Popen(
        [sys.executable, "-c", script, os.path.dirname(__file__)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None and process.stdout.readline() == "ready\n"
    time.sleep(0.7)
    started = time.monotonic()
    process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=30)[0] == "stopped\nusable\n"
    assert process.returncode == 0
    assert time.monotonic() - started < 10


def test_work_may_be_stopped_at_any_moment() -> None:
    table = large(200_000)
    texts = table.set_column(0, "id", table["id"].cast(pa.string()))
    follows = {"follower": list(range(20_000)), "followed": list(range(1, 20_001))}
    expected = Conversations.from_table(table.slice(0, 1000)).score().to_pydict()
    stopped = 0
    for turn in range(40):
        left = [2]

        def interrupt(number: int, frame: object) -> None:
            left[0] -= 1
            # Once more while it stops.
            signal.setitimer(signal.ITIMER_REAL, 0.01 if left[0] else 0)
            raise KeyboardInterrupt

        signal.signal(signal.SIGALRM, interrupt)
        signal.setitimer(signal.ITIMER_REAL, 0.005 + 0.02 * (turn % 20))
        try:
            try:
                Conversations.from_table(texts if turn % 2 else table, follows).score()
                time.sleep(10)
            except KeyboardInterrupt:
                while left[0]:
                    time.sleep(0.001)
        except KeyboardInterrupt:
            pass
        stopped += left[0] == 0
    assert stopped == 40
    assert Conversations.from_table(table.slice(0, 1000)).score().to_pydict() == expected


def resident() -> int:
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))


def test_nothing_leaks_over_a_thousand_scores() -> None:
    table = large(2_000)
    texts = table.set_column(0, "id", table["id"].cast(pa.string())).set_column(2, "parent", table["parent"].cast(pa.string()))
    lists = table.slice(0, 50).to_pydict()
    bad = {"id": [1], "author": ["a"], "time": ["never"]}

    def turn() -> None:
        for posts in (table, texts, lists):
            conversations = Conversations.from_table(posts)
            score = conversations.score()
            pa.table(score), conversations.conversations(top=3).to_pydict()
            score.__arrow_c_stream__()
            try:
                Conversations.from_table(bad)
            except ValueError:
                pass

    for _ in range(100):
        turn()
    before, arrow = resident(), pa.total_allocated_bytes()
    for _ in range(334):
        turn()
    grown = resident() - before
    # Of a thousand networks of 2,000 posts one in a hundred would show.
    assert grown < 8_000, f"{grown} KB more after 1,000 scores"
    assert pa.total_allocated_bytes() <= arrow + 100_000
