"""Reads tweets (version 1.1 of the interface) into the rows that `talk.Network` takes."""

import gzip
import json
from datetime import datetime

from conversing import Rows


def tweets(folder):
    """The rows of a folder of PHEME, and account → its printed name."""
    rows, seen, users = Rows(), set(), {}
    rows.counts = {}
    for file in ("tweets", "retweets"):
        path = folder / f"{file}.jsonl.gz"
        if path.exists():
            with gzip.open(path, "rt") as lines:
                for line in lines:
                    _tweet(json.loads(line), rows, seen, users)
    with gzip.open(folder / "follows.txt.gz", "rt") as lines:
        for line in lines:
            follower, followed = line.split()[:2]
            rows.interactions.append(dict(kind="follow", actor=follower, target=followed, time="", platform="x"))
    names = {}
    for account, (_, user) in users.items():
        names[account] = user["screen_name"]
        rows.counts["x", account] = user["followers_count"]
    return rows, names


def _tweet(tweet, rows, seen, users, copied=0):
    """A tweet that another holds a copy of was `copied` when that one was written, and so were its author's counts."""
    author, time = tweet["user"]["id_str"], int(datetime.strptime(tweet["created_at"], "%a %b %d %H:%M:%S %z %Y").timestamp())
    if author not in users or users[author][0] < max(time, copied):
        users[author] = (max(time, copied), tweet["user"])
    original, quoted = tweet.get("retweeted_status"), tweet.get("quoted_status")
    if original:
        _tweet(original, rows, seen, users, time)
    if tweet["id_str"] in seen:
        return
    seen.add(tweet["id_str"])
    if original:
        rows.interactions.append(dict(
            kind="repost", actor=author, target=original["user"]["id_str"], time=str(time), platform="x",
            post=tweet["id_str"]))
        return
    if quoted:
        _tweet(quoted, rows, seen, users, max(time, copied))
    parent, answered = tweet["in_reply_to_status_id_str"], tweet["in_reply_to_user_id_str"]
    kind = "reply" if parent else "quote" if quoted else "post"
    rows.posts.append(dict(
        id=tweet["id_str"], author=author, parent=parent or (quoted["id_str"] if quoted else ""), time=str(time),
        conversation="", kind=kind, platform="x", parent_author=answered if parent else None))
    if answered and not parent:
        rows.interactions.append(dict(
            kind="reply", actor=author, target=answered, time=str(time), platform="x", post=tweet["id_str"]))
