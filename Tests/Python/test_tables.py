"""Tables of every kind come in and go out the same, and no wrong one does more than raise an error."""

from __future__ import annotations

import datetime
import random
import struct
from typing import Any

import duckdb
import pandas
import polars
import pyarrow as pa
import pytest

import replyreach
from replyreach import Conversations, ReplyReachError

Columns = dict[str, list[Any]]


def moments(toy: Columns) -> Columns:
    return toy | {"time": [datetime.datetime.fromtimestamp(second, datetime.timezone.utc) for second in toy["time"]]}


def kinds(toy: Columns) -> dict[str, Any]:
    timed = moments(toy)
    arrow = pa.table(timed)
    texts = timed | {name: [None if v is None else f"post-{v:030}" for v in timed[name]] for name in ("id", "parent")}
    large = pa.table(texts)
    view = pa.string_view()
    return {
        "dictionary of lists": timed,
        "list of dictionaries": [dict(zip(timed, row)) for row in zip(*timed.values())],
        "pyarrow": arrow,
        "pyarrow reader": arrow.to_reader(max_chunksize=3),
        "sliced chunks": pa.concat_tables([arrow.slice(0, 5), arrow.slice(5, 0), arrow.slice(5)]),
        "pandas": pandas.DataFrame(timed),
        "pandas with fractions": pandas.DataFrame(toy).astype({"parent": "float64"}),
        "pandas categories": pandas.DataFrame(timed).astype({"author": "category"}),
        "polars": polars.DataFrame(timed),
        "polars lazy": polars.DataFrame(timed).lazy(),
        "polars categories": polars.DataFrame(timed).with_columns(polars.col("author").cast(polars.Categorical)),
        "duckdb": duckdb.sql("SELECT * FROM arrow"),
        "text": large,
        "large text": large.cast(pa.schema([(f.name, pa.large_string() if f.type == pa.string() else f.type) for f in large.schema])),
        "views of text": pa.table({n: large[n].cast(view) if large[n].type == pa.string() else large[n] for n in texts}),
        "dictionary ids": large.set_column(0, "id", large["id"].dictionary_encode()),
        "small integers": arrow.set_column(0, "id", arrow["id"].cast(pa.uint8())),
        "seconds": arrow.set_column(3, "time", arrow["time"].cast(pa.timestamp("s", "UTC"))),
        "nanoseconds in Paris": arrow.set_column(3, "time", arrow["time"].cast(pa.timestamp("ns", "Europe/Paris"))),
        "time as text": timed | {"time": [moment.isoformat() for moment in timed["time"]]},
        "Unix seconds": toy,
    }


NAMES = [
    "dictionary of lists", "list of dictionaries", "pyarrow", "pyarrow reader", "sliced chunks", "pandas", "pandas with fractions",
    "pandas categories", "polars", "polars lazy", "polars categories", "duckdb", "text", "large text", "views of text",
    "dictionary ids", "small integers", "seconds", "nanoseconds in Paris", "time as text", "Unix seconds",
]


@pytest.mark.parametrize("name", NAMES)
def test_every_kind_of_table(toy: Columns, name: str) -> None:
    expected = Conversations.from_table(toy).score().to_pydict()
    tables = kinds(toy)
    assert set(tables) == set(NAMES)
    assert Conversations.from_table(tables[name]).score().to_pydict() == expected


def test_results_go_out(toy: Columns) -> None:
    score = Conversations.from_table(toy).score()
    rows = score.to_pydict()
    arrow = pa.table(score)
    assert arrow.to_pydict() == rows and score.to_arrow() == arrow
    arrow.validate(full=True)
    assert polars.DataFrame(score).to_dict(as_series=False) == rows
    assert score.to_polars().schema["score"] == polars.Int64
    assert duckdb.from_arrow(arrow).fetchall() == list(zip(*rows.values()))
    assert duckdb.sql("SELECT voice FROM arrow WHERE score = 4").fetchall() == [("A",)]
    frame = score.to_pandas()
    assert str(frame["rank"].dtype) == "Int64" and frame["voice"].tolist() == rows["voice"]
    assert pa.table(score) == arrow, "a table is handed over as often as somebody asks"
    assert "<th>score</th>" in score._repr_html_() and "score" in repr(score)
    # A capsule that nobody takes gives its stream back.
    score.__arrow_c_stream__()
    empty = Conversations.from_table({"id": [], "author": []}).score()
    assert len(empty) == 0 and pa.table(empty).num_rows == 0


def test_any_order_and_repetition(toy: Columns) -> None:
    expected = Conversations.from_table(toy).score().to_pydict()
    places = [*range(len(toy["id"])), *range(5)]
    for seed in range(20):
        random.Random(seed).shuffle(places)
        for wrap in (lambda value: value, lambda value: None if value is None else f"x{value:05}"):
            table = {name: [values[place] for place in places] for name, values in toy.items()}
            table = table | {name: [wrap(value) for value in table[name]] for name in ("id", "parent")}
            conversations = Conversations.from_table(table)
            assert conversations.score().to_pydict() == expected
            figures = conversations.quality().to_pydict()
            assert dict(zip(figures["figure"], figures["value"]))["duplicates"] == 5


def test_missing_parents_are_stubs_and_unknown_authors_are_nobody() -> None:
    posts = {"id": ["b", "c", "d"], "author": ["ann", None, "[deleted]"], "parent": ["a", "b", "b"]}
    conversations = Conversations.from_table(posts)
    assert (conversations.post_count, conversations.stub_count, conversations.conversation_count) == (3, 1, 1)
    assert conversations.score().to_pydict()["voice"] == ["ann"]
    figures = conversations.quality().to_pydict()
    counts = dict(zip(figures["figure"], figures["value"]))
    assert counts["orphans"] == 1 and counts["unknown_authors"] == 2


def test_ids_of_numbers_and_text_meet() -> None:
    for ids, parents in (([1, 2], [None, "1"]), (["1", "2"], [None, 1]), ([2**63 + 5, -7], [None, str(2**63 + 5)])):
        conversations = Conversations.from_table({"id": ids, "author": ["a", "b"], "parent": parents})
        assert conversations.stub_count == 0 and conversations.conversation_count == 1


def test_names_of_posts_come_back_to_the_letter() -> None:
    names = ["007", "7", "at://did:plc:x/app.bsky.feed.post/3k", "é", "e\u0301", "-1"]
    table = Conversations.from_table({"id": names, "author": ["a"] * len(names)}).conversations().to_pydict()
    assert sorted(table["conversation"]) == sorted(names)


HOSTILE: list[tuple[Any, str]] = [
    (None, "posts or replies"), (5, "data frame"), ("posts.csv", "data frame"), ([1], "dictionaries"), ({}, "“id”"),
    ({"id": [1]}, "“author”"), ({"author": ["a"]}, "“id”"), ({"id": [1, 2], "author": ["a"]}, "one length"),
    ({"id": [True], "author": ["a"]}, "bool"), ({"id": [1.5], "author": ["a"]}, "rounded"),
    ({"id": [float(2**60)], "author": ["a"]}, "rounded"), ({"id": [float("inf")], "author": ["a"]}, "rounded"),
    ({"id": [object()], "author": ["a"]}, "object"), ({"id": [b"x"], "author": ["a"]}, "bytes"),
    ({"id": [1], "author": ["a"], "time": ["yesterday"]}, "row 1: expected a time"),
    ({"id": [1], "author": ["a"], "time": ["2026-02-30"]}, "expected a time"),
    ({"id": [1], "author": ["a"], "time": [20260105]}, "expected a time"),
    ({"id": [1], "author": ["a"], "kind": ["poem"]}, "post, reply, quote, comment"),
    ({"id": [1], "author": ["a"], "reply_count": [-1]}, "from 0 on"),
    ({"id": [1], "author": ["a"], "reply_count": ["many"]}, "whole numbers"),
    (pa.table({"id": [[1]], "author": ["a"]}), "lists"), (pa.table({"id": [1], "author": [{"a": 1}]}), "structures"),
    (pa.table({"id": pa.array([1]).cast(pa.timestamp("s")), "author": ["a"]}), "found times"),
    (pa.table({"id": pa.array([1.5]).cast(pa.decimal128(5, 2)), "author": ["a"]}), "decimals"),
    (pa.table([[1], [2], ["a"]], names=["id", "id", "author"]), "one column “id”"),
    (pa.table({"id": [True], "author": ["a"]}), "true or false"),
    (pa.chunked_array([[1, 2]]), "named columns"),
    (pandas.DataFrame({"id": [1, "x", object()], "author": ["a"] * 3}), "posts"),
]


@pytest.mark.parametrize("place", range(len(HOSTILE)))
def test_wrong_tables_are_refused(place: int) -> None:
    table, expected = HOSTILE[place]
    with pytest.raises(ReplyReachError, match=expected):
        Conversations.from_table(table)


def test_strange_tables_are_read() -> None:
    for posts, posts_read in [
        ({"id": [], "author": []}, 0),
        ({"id": [None, None], "author": [None, "a"]}, 0),
        ({"id": [1, 1, 1], "author": ["a", "b", None]}, 1),
        ({"id": [1], "author": ["a"], "parent": [1]}, 1),
        ({"id": [1, 2], "author": ["a", "b"], "parent": [2, 1]}, 2),
        ({"id": [0, 1], "author": [0, 1], "parent": [-1, 0]}, 2),
        ({"id": ["", "x"], "author": ["", "\0"]}, 1),
        ({"id": ["\ud800", "y"], "author": ["z", "z"]}, 2),
        ({"id": [1], "author": ["a"], "time": [datetime.date(1, 1, 1)]}, 1),
        ({"id": [1], "author": ["a"], "time": [datetime.datetime(9999, 12, 31)]}, 1),
        (pa.table({"id": pa.nulls(3), "author": pa.nulls(3), "parent": pa.nulls(3)}), 0),
        (pa.table({"id": [1, 2], "author": ["a", "b"], "time": pa.array([-(2**63), None], pa.timestamp("ms"))}), 2),
    ]:
        conversations = Conversations.from_table(posts)
        assert conversations.post_count == posts_read
        conversations.score(), conversations.conversations(), conversations.coverage(), conversations.quality()
        conversations.choose(1)


def test_a_producer_that_fails_is_reported() -> None:
    def batches() -> Any:
        yield pa.record_batch({"id": [1], "author": ["a"]})
        raise OSError("the disk is gone")

    reader = pa.RecordBatchReader.from_batches(pa.schema([("id", pa.int64()), ("author", pa.string())]), batches())
    with pytest.raises(ReplyReachError, match="the disk is gone"):
        Conversations.from_table(reader)
    used = pa.table({"id": [1], "author": ["a"]}).to_reader()
    Conversations.from_table(used)
    with pytest.raises(ReplyReachError):
        for _ in range(2):
            Conversations.from_table(used.__arrow_c_stream__())


def test_random_tables_never_crash() -> None:
    values: list[Any] = [None, 0, 1, -1, 2**62, -(2**63), "", "1", "01", "x" * 70, "ü", "nan", "None", "[deleted]", "\t"]
    for seed in range(300):
        chance = random.Random(seed)
        rows = chance.randrange(12)
        table = {name: [chance.choice(values) for _ in range(rows)] for name in ("id", "author", "parent", "conversation")}
        table["time"] = [chance.choice([None, 1.7e9, 10**8, 2 * 10**9]) for _ in range(rows)]
        table["reply_count"] = [chance.choice([None, 0, 3, 2**40]) for _ in range(rows)]
        table["kind"] = [chance.choice([None, "post", "reply", "quote", "comment"]) for _ in range(rows)]
        names = [chance.choice(values) for _ in range(rows)]
        conversations = Conversations.from_table(
            table, {"follower": names, "followed": names[::-1]},
            {"id": names, "kind": ["bot"] * rows, "voice": [chance.choice(["v", None]) for _ in range(rows)]},
            replies={"actor": names, "target": names[::-1], "count": [chance.randrange(3) for _ in range(rows)]},
            complete_follows=chance.random() < 0.5, quotes_as_replies=chance.random() < 0.5)
        score = conversations.score(with_bots=chance.random() < 0.5)
        assert all(row["score"] <= 2 * row["repliers"] for row in score)
        conversations.conversations(), conversations.coverage(), conversations.choose(2, all=True)


def test_wrong_questions_are_refused(toy: Columns) -> None:
    conversations = Conversations.from_table(toy)
    for ask, expected in [
        (lambda: conversations.explain("zoe"), "no voice"), (lambda: conversations.compare("A"), "two voices"),
        (lambda: conversations.compare("A", "a"), "named twice"), (lambda: conversations.choose(0), "from 1"),
        (lambda: conversations.choose(1, over="money"), "reply-reach"), (lambda: conversations.score(rank_by="fame"), "fame"),
        (lambda: conversations.score(columns=["reply_rnk"]), "reply_rank"), (lambda: conversations.score(kinds=["cat"]), "cat"),
        (lambda: conversations.score(start="2026-02-01", end="2026-01-01"), "window"),
        (lambda: conversations.score(start="soon"), "ISO 8601"), (lambda: conversations.score(top=-1), "top"),
        (lambda: conversations.conversations(rank_by="beauty"), "beauty"), (lambda: conversations.explain("a\x1fb"), "control"),
        (lambda: conversations.choose(1, include=["A", "B"]), "more voices"),
        (lambda: Conversations.from_table(toy, columns={"author": "user"}), "“user”"),
        (lambda: Conversations.from_table(toy, columns={"colour": "red"}), "colour"),
        (lambda: Conversations.from_table(toy, roster={"kind": ["person"]}), "roster"),
        (lambda: Conversations.from_table(toy, roster={"id": ["A"], "kind": ["king"]}), "king"),
        (lambda: Conversations.from_table(toy, {"follower": ["A"]}), "followed"),
    ]:
        with pytest.raises(ReplyReachError, match=expected):
            ask()


def test_columns_may_be_called_otherwise(toy: Columns) -> None:
    expected = Conversations.from_table(toy).score().to_pydict()
    renamed = {"tweet": toy["id"], "user": toy["author"], "parent": toy["parent"], "when": toy["time"]}
    names = {"id": "tweet", "author": "user", "time": "when"}
    for table in (renamed, polars.DataFrame(renamed), pandas.DataFrame(renamed), pa.table(renamed)):
        assert Conversations.from_table(table, columns=names).score().to_pydict() == expected


def test_platforms_keep_ids_apart() -> None:
    posts = {
        "id": [1, 2, 1, 2], "author": ["ann", "bob", "ann", "cat"], "parent": [None, 1, None, 1],
        "platform": ["x", "x", "forum", "forum"],
    }
    score = Conversations.from_table(posts).score().to_pydict()
    assert dict(zip(score["voice"], score["reply_reach"])) == {"forum:ann": 1, "x:ann": 1, "bob": 0, "cat": 0}
    joined = Conversations.from_table(posts, roster={"handle": ["ann", "ann"], "platform": ["x", "forum"], "voice": ["Ann", "Ann"]})
    score = joined.score().to_pydict()
    assert dict(zip(score["voice"], score["reply_reach"])) == {"Ann": 2, "bob": 0, "cat": 0}


def test_coverage_says_what_is_missing() -> None:
    posts = {"id": [1, 2, 3], "author": ["a", "b", "c"], "parent": [None, 1, None], "reply_count": [5, 0, None]}
    coverage = Conversations.from_table(posts).coverage(budget=3)
    rows = coverage.to_pydict()
    assert (rows["missing"], rows["to_fetch"], rows["coverage"]) == ([4], [3], [0.2])
    assert "20%" in coverage.sentence


def test_package_is_typed_and_described() -> None:
    for name in replyreach.__all__:
        if name != "__version__":
            assert getattr(replyreach, name).__doc__


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_times_beyond_all_years_are_refused(unit: str) -> None:
    for time in (2**63 - 1, -(2**63) + 1):
        times = pa.array([0, time, 5], pa.timestamp(unit))
        if unit == "ns":
            # All of these are of the years 1677 to 2262.
            posts = pa.table({"id": [1, 2, 3], "author": ["a", "b", "a"], "parent": pa.array([None, 1, 2]), "time": times})
            Conversations.from_table(posts).score(columns=["response_minutes", "active_weeks"])
            continue
        with pytest.raises(ReplyReachError, match="row 2: expected a time of the years 1 to 9999"):
            Conversations.from_table(pa.table({"id": [1, 2, 3], "author": ["a", "b", "a"], "time": times}))
        with pytest.raises(ReplyReachError, match="row 2: expected a time of the years 1 to 9999"):
            Conversations.from_table(replies=pa.table({"actor": ["a", "b", "a"], "target": ["b", "a", "b"], "time": times}))


def test_damaged_tables_are_refused() -> None:
    data = pa.py_buffer(b"abcdef")
    author = pa.array(["a", "b"])
    falling = pa.Array.from_buffers(pa.string(), 2, [None, pa.py_buffer(struct.pack("<3i", 0, 5, 2)), data])
    large = pa.Array.from_buffers(pa.large_string(), 2, [None, pa.py_buffer(struct.pack("<3q", 0, 5, 2)), data])
    outside = pa.DictionaryArray.from_arrays(pa.array([0, 7]), pa.array(["a", "b"]), safe=False)
    view = pa.Array.from_buffers(
        pa.string_view(), 2, [None, pa.py_buffer(struct.pack("<iiiiiiii", 20, 0, 9, 0, 20, 0, 0, 0)), data])
    for array in (falling, large, outside, view):
        with pytest.raises(ReplyReachError, match="damaged"):
            Conversations.from_table(pa.table({"id": array, "author": author}))
        with pytest.raises(ReplyReachError, match="damaged"):
            Conversations.from_table(pa.table({"id": author, "author": array}))


def test_offsets_and_validity_of_slices() -> None:
    # Every slice of a chunk, whose bits of validity begin anywhere in a byte.
    ids = pa.array([None if place % 5 == 3 else f"p{place}" for place in range(40)])
    numbers = pa.array([None if place % 5 == 3 else place for place in range(40)])
    for start in range(0, 20, 3):
        for length in (0, 1, 7, 8, 9, 20):
            expected = sum(value is not None for value in ids[start : start + length].to_pylist())
            for column in (ids, numbers, ids.dictionary_encode(), ids.cast(pa.string_view())):
                sliced = pa.table({"id": column, "author": column}).slice(start, length)
                assert Conversations.from_table(sliced).post_count == expected
                batch = pa.record_batch({"id": column, "author": column}).slice(start, length)
                assert Conversations.from_table(batch).post_count == expected
