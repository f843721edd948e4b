"""Seeded conversations as tweets of X's API v2, with the platform's own counts of direct replies and follow lists."""

import json
import random
from datetime import datetime, timezone

import conversing
from conversing import Rows


def network(seed):
    """The rows of a network whose posts bear counts; follow lists are declared complete in every second one."""
    rng, drawn = random.Random(7_000_000 + seed), conversing.network(seed)
    rows, seen = Rows(), set()
    rows.replies, rows.counts = {}, {}
    authors = {row["id"]: row["author"] for row in drawn.posts}
    for row in drawn.posts:
        # One platform, every post once, with author, time and a number as its id; quotes are left to other networks.
        if row["platform"] != "local" or not row["author"] or not row["time"] or row["kind"] == "quote" or row["id"] in seen:
            continue
        if not row["id"].isdigit() or row["parent"] and not row["parent"].isdigit() or row["parent"] == row["id"]:
            continue
        seen.add(row["id"])
        named = authors.get(row["parent"]) if rng.random() < 0.8 else None
        rows.posts.append(dict(
            id=row["id"], author=account(row["author"]), parent=row["parent"], time=row["time"],
            conversation=row["conversation"] if row["conversation"].isdigit() else "", kind="reply" if row["parent"] else "",
            platform="x", parent_author=account(named) if row["parent"] and named else None))
    below = {}
    for row in rows.posts:
        below.setdefault(row["parent"], []).append(row)
    share = rng.choice([0.3, 0.8, 1.0])
    for row in rows.posts:
        held = len(below.get(row["id"], ()))
        if rng.random() < share:
            # Some replies are not held, some that are were deleted since; zeros are no counts.
            rows.replies["x", row["id"]] = max(0, held + rng.choice([0, 0, 1, 3, -1]))
    people = sorted({row["author"] for row in rows.posts})
    if people and rng.random() < 0.7:
        rows.interactions = [
            dict(kind="follow", actor=rng.choice(people + ["900001", "900002"]), target=rng.choice(people), time="", platform="x")
            for _ in range(rng.choice([2, 6]) * len(people))]
        if seed % 2:
            rows.complete = {"x"}
    for person in people:
        if rng.random() < 0.3:
            rows.counts["x", person] = rng.randrange(1, 12)
    return rows


def account(name):
    return "1000" + name.strip("uv")


def write(rows, folder):
    """Tweets, one a line, and follow edges as a sheet."""
    known = set()
    with open(folder / "tweets.jsonl", "w") as out:
        for row in rows.posts:
            tweet = dict(id=row["id"], author_id=row["author"], text="",
                         created_at=datetime.fromtimestamp(int(row["time"]), timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.000Z"))
            if row["conversation"]:
                tweet["conversation_id"] = row["conversation"]
            if row["parent"]:
                tweet["referenced_tweets"] = [dict(type="replied_to", id=row["parent"])]
                if row["parent_author"]:
                    tweet["in_reply_to_user_id"] = row["parent_author"]
            if ("x", row["id"]) in rows.replies:
                tweet["public_metrics"] = dict(reply_count=rows.replies["x", row["id"]])
            if ("x", row["author"]) in rows.counts:
                tweet["author"] = dict(id=row["author"], username="n" + row["author"], name=row["author"],
                                       public_metrics=dict(followers_count=rows.counts["x", row["author"]]))
                known.add(row["author"])
            out.write(json.dumps(tweet) + "\n")
    with open(folder / "follows.csv", "w") as out:
        out.write("follower,followed,platform\n")
        for row in rows.interactions:
            out.write(f"{row['actor']},{row['target']},{row['platform']}\n")
    return {person: "n" + person for person in known}
