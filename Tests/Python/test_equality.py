"""Every figure equals the command's, to the digit."""

from __future__ import annotations

import csv
import gzip
import json
import os
import pathlib
from datetime import datetime

import pyarrow as pa
import pyarrow.compute
import pyarrow.csv
import pytest
from conftest import ROOT, Command, assert_equal

from replyreach import Conversations

SAMPLE = ROOT / "datasets/policy-engagement"
DATA = pathlib.Path(os.environ.get("REAL_DATA", ROOT / "../shared/data"))


def read(path: pathlib.Path, **types: pa.DataType) -> pa.Table:
    """A CSV file as an Arrow table; empty cells are nulls."""
    options = pa.csv.ConvertOptions(column_types=types, strings_can_be_null=True, timestamp_parsers=[pa.csv.ISO8601])
    return pa.csv.read_csv(path, convert_options=options)


def test_toy(toy: dict[str, list[object]], command: Command, tmp_path: pathlib.Path) -> None:
    sheet = tmp_path / "toy.csv"
    with sheet.open("w") as file:
        writer = csv.writer(file)
        writer.writerow(toy)
        writer.writerows(zip(*toy.values()))
    command.load(sheet)
    conversations = Conversations.from_table(toy)
    assert_equal(conversations.score(), command.table("score"))
    assert_equal(conversations.conversations(), [
        {name: text for name, text in row.items()} for row in command.table("conversations")])
    assert_equal(conversations.compare("A", "D").rows, command.table("compare", "A", "D"))
    assert_equal(conversations.compare("A", "D").tests, command.table("compare", "A", "D", "--pairs"))
    assert_equal(conversations.choose(2, all=True).rows, command.table("choose", "--voices", 2, "--all"))
    assert_equal(conversations.explain("A").people, command.table("explain", "A"))
    # By hand, from the definitions.
    score = conversations.score().to_pydict()
    assert dict(zip(score["voice"], score["score"])) == {"A": 4, "B": 1, "C": 1, "D": 0, "E": 0, "F": 0, "X": 0}
    assert dict(zip(score["voice"], score["reply_reach"])) == {"A": 4, "B": 2, "C": 2, "D": 3, "E": 1, "F": 0, "X": 0}


@pytest.mark.parametrize("ids", ["int64", "string"])
def test_sample(command: Command, ids: str) -> None:
    kind = pa.int64() if ids == "int64" else pa.string()
    posts = read(SAMPLE / "posts.csv", id=kind, author=kind, parent=kind, conversation=kind)
    follows = read(SAMPLE / "follows.csv", follower=kind, followed=kind)
    roster = read(SAMPLE / "roster.csv", id=kind)
    command.load(SAMPLE / "posts.csv", SAMPLE / "follows.csv", roster=SAMPLE / "roster.csv")
    conversations = Conversations.from_table(posts, follows, roster)
    assert_equal(conversations.score(), command.table("score"))
    window = {"start": "2026-01-12", "end": "2026-02-09"}
    options = ("--from", "2026-01-12", "--to", "2026-02-09")
    score = conversations.score(**window, without_colleagues=True, columns=["reply_rank", "active_weeks", "confirmed_partners"])
    assert_equal(
        score,
        command.table(
            "score", *options, "--without-colleagues", "--columns", "+reply_rank,+active_weeks,+confirmed_partners"))
    assert_equal(conversations.conversations(**window), command.table("conversations", *options))
    assert_equal(conversations.choose(5).rows, command.table("choose", "--voices", 5))
    best = conversations.score(top=2)["voice"]
    assert_equal(conversations.compare(*best).rows, command.table("compare", *best))
    assert_equal(conversations.compare(*best).tests, command.table("compare", *best, "--pairs"))
    assert conversations.compare(*best).sentences[0] in command.run("compare", command.store, *best)
    explanation = command.table("explain", best[0])
    mine = [row for row in conversations.explain(best[0]).people if row["figure"] != "amplification"]
    assert [row["voice"] for row in mine] == [row["voice"] for row in explanation if row["figure"] != "amplification"]
    assert conversations.score(**window).finding in command.run_error("score", *options)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_generated(command: Command, tmp_path: pathlib.Path, seed: int) -> None:
    network = tmp_path / "network"
    command.run(
        "generate", "--accounts", 2000, "--posts", 20_000, "--follows", 20_000, "--reposts", 0, "--seed", seed, "--output", network, "--quiet")
    files = {path.stem: path for path in network.glob("*.csv")}
    command.load(files["posts"], *([files["follows"]] if "follows" in files else []), roster=files.get("roster"))
    posts = read(files["posts"])
    follows = read(files["follows"]) if "follows" in files else None
    roster = read(files["roster"], kind=pa.string(), organisation=pa.string(), voice=pa.string()) if "roster" in files else None
    # In any order, in chunks, with ids as numbers and as text.
    import random

    places = list(range(len(posts)))
    random.Random(seed).shuffle(places)
    shuffled = posts.take(places)
    expected = command.table("score")
    for table in (posts, shuffled, pa.Table.from_batches(shuffled.to_batches(max_chunksize=777))):
        assert_equal(Conversations.from_table(table, follows, roster).score(), expected)
    # A letter before every post's id gives every one of them another key, and the same order.
    digits = 20
    renamed = shuffled
    for name in ("id", "parent", "conversation"):
        if name in renamed.column_names:
            column = [None if value is None else "p" + str(value).zfill(digits) for value in renamed[name].to_pylist()]
            renamed = renamed.set_column(renamed.column_names.index(name), name, pa.array(column))
    assert_equal(Conversations.from_table(renamed, follows, roster).score(), expected)


@pytest.mark.skipif(not (DATA / "higgs").exists(), reason="the Higgs data are not here")
def test_higgs(command: Command) -> None:
    path = next((DATA / "higgs").glob("*activity*"), None)
    if path is None:
        pytest.skip("the Higgs activity is not here")
    table = pa.csv.read_csv(
        path, read_options=pa.csv.ReadOptions(column_names=["actor", "target", "time", "kind"]),
        parse_options=pa.csv.ParseOptions(delimiter=" "))
    replies = table.filter(pa.compute.equal(table["kind"], "RE"))
    score = Conversations.from_table(replies=replies).score(columns=[]).to_pydict()
    conversed = [value for value in score["conversed"] if value]
    assert (len(conversed), sum(conversed), sum(score["score"])) == (643, 678, 5934)
    assert score["voice"][:7] == ["9021", "52908", "67382", "9964", "28458", "20971", "6241"]
    command.load(path)
    assert_equal(Conversations.from_table(replies=replies).score(), command.table("score"))


@pytest.mark.parametrize("event", ["charliehebdo", "ferguson"])
@pytest.mark.skipif(not (DATA / "pheme").exists(), reason="the PHEME data are not here")
def test_pheme(command: Command, event: str) -> None:
    folder = DATA / "pheme" / event
    command.load(folder / "tweets.jsonl.gz")
    command.run("import", folder / "follows.txt.gz", "--into", command.store, "--kind", "follow", "--platform", "x", "--quiet")
    with gzip.open(folder / "tweets.jsonl.gz", "rt") as file:
        rows_of_tweets = [json.loads(line) for line in file]
    # Some stand twice with two counts of followers, of which the command takes the last row's, and a table, whose rows have no
    # order, the largest.
    tweets = list({tweet["id_str"]: tweet for tweet in rows_of_tweets}.values())
    posts: dict[str, list[object]] = {
        "id": [tweet["id_str"] for tweet in tweets], "author": [tweet["user"]["id_str"] for tweet in tweets],
        "parent": [tweet["in_reply_to_status_id_str"] for tweet in tweets],
        "parent_author": [tweet["in_reply_to_user_id_str"] for tweet in tweets],
        "time": [datetime.strptime(tweet["created_at"], "%a %b %d %H:%M:%S %z %Y") for tweet in tweets],
        "handle": [tweet["user"]["screen_name"] for tweet in tweets],
        "followers": [tweet["user"].get("followers_count") for tweet in tweets],
        "reply_count": [tweet.get("reply_count") for tweet in tweets],
    }
    posts["kind"] = [
        "reply" if tweet["in_reply_to_status_id_str"] else "quote" if tweet.get("quoted_status_id_str") else "post"
        for tweet in tweets]
    with gzip.open(folder / "follows.txt.gz", "rt") as file:
        rows = [line.split() for line in file if line.strip() and not line.startswith("#")]
    follows = {"follower": [row[0] for row in rows], "followed": [row[1] for row in rows]}
    conversations = Conversations.from_table(posts, follows, platform="x")
    assert_equal(conversations.score(), command.table("score"))
    assert_equal(conversations.conversations(), command.table("conversations"))
    assert_equal(conversations.coverage(), command.table("coverage"))
    assert_equal(conversations.choose(5).rows, command.table("choose", "--voices", 5))
