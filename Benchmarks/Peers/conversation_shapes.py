"""Prints the shapes of conversations, real or generated, for the table of the guide GeneratedNetworks.

usage: conversation_shapes.py posts.csv            a generated network
       conversation_shapes.py tweets.jsonl.gz …    X v1.1 JSON, such as PHEME's threads
       conversation_shapes.py activity_time.txt.gz Higgs: A B time RE; people alone, since its replies name no posts

Of conversations, those with an answer count, and none whose first post answers a post that is not there. Parents stand
for the posts that a reply names; nothing of a person, a handle or a text is printed.
"""

import collections
import csv
import datetime
import gzip
import json
import math
import sys

POST = tuple[int, int | None, float, bool]


def tweets(path: str) -> dict[int, POST]:
    """Author, parent, time, and whether it answers something, by id."""
    posts: dict[int, POST] = {}
    with gzip.open(path, "rt") as lines:
        for line in lines:
            row = json.loads(line)
            time = datetime.datetime.strptime(row["created_at"], "%a %b %d %H:%M:%S %z %Y").timestamp()
            parent = row.get("in_reply_to_status_id")
            posts[row["id"]] = (row["user"]["id"], parent, time, parent is not None)
    return {id: (a, p if p in posts else None, t, answers) for id, (a, p, t, answers) in posts.items()}


def sheet(path: str) -> dict[int, POST]:
    with open(path, newline="") as lines:
        return {
            int(row["id"]): (
                int(row["author"]), int(row["parent"]) if row["parent"] else None, float(row["time"]),
                bool(row["parent"]))
            for row in csv.DictReader(lines)
        }


def quantiles(values: list[float], shares: tuple[float, ...] = (0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99)) -> str:
    values = sorted(values)
    picked = [values[min(len(values) - 1, math.ceil(share * len(values)) - 1)] for share in shares]
    return " ".join(f"{value:g}" for value in picked) + f"  mean {sum(values) / len(values):.4g}"


def people(pairs: list[tuple[int, int]]) -> None:
    """Who replies to whom, self-replies apart."""
    others = [pair for pair in pairs if pair[0] != pair[1]]
    arcs = set(others)
    print(f"self-replies {1 - len(others) / len(pairs):.3f}")
    print(f"arcs with an arc back {sum((b, a) in arcs for a, b in arcs) / len(arcs):.3f}")
    for name, side in (("replies a replier", 0), ("replies an answered account", 1)):
        counts = sorted(collections.Counter(pair[side] for pair in pairs).values(), reverse=True)
        hundredth = max(1, len(counts) // 100)
        tail = [math.log(count / counts[hundredth]) for count in counts[:hundredth]] if len(counts) > 1 else []
        print(
            f"{name}: mean {len(pairs) / len(counts):.3f}, once {counts.count(1) / len(counts):.3f}, most active"
            f" hundredth {sum(counts[:hundredth]) / len(pairs):.3f}, tail exponent"
            f" {len(tail) / sum(tail) if sum(tail) else math.nan:.2f}, most {counts[0]}")


def conversations(posts: dict[int, POST]) -> None:
    root: dict[int, int] = {}
    depth: dict[int, int] = {}
    for id in posts:
        path = []
        while id not in root and posts[id][1] is not None:
            path.append(id)
            id = posts[id][1]
        first = root.setdefault(id, id)
        level = depth.setdefault(id, 0)
        for below in reversed(path):
            level += 1
            root[below], depth[below] = first, level
    members = collections.defaultdict(list)
    for id in posts:
        if not posts[root[id]][3]:
            members[root[id]].append(id)
    answered = {first: ids for first, ids in members.items() if len(ids) > 1}
    without = 1 - len(answered) / len(members)
    print(f"conversations {len(members)}, answered {len(answered)}, without a reply {without:.3f}")
    groups = answered.values()
    print("posts   ", quantiles([len(ids) for ids in groups]))
    print("depth   ", quantiles([max(depth[id] for id in ids) for ids in groups]))
    print("width   ", quantiles([max(collections.Counter(depth[id] for id in ids).values()) for ids in groups]))
    print("people  ", quantiles([len({posts[id][0] for id in ids}) for ids in groups]))
    print(f"people a post {sum(len({posts[i][0] for i in ids}) / len(ids) for ids in groups) / len(groups):.3f}")
    replies = [id for ids in groups for id in ids if posts[id][1] is not None]
    author = {id: post[0] for id, post in posts.items()}
    parent = {id: post[1] for id, post in posts.items()}
    kept = {id for ids in groups for id in ids}
    parents = {parent[id] for id in replies}
    print(f"replies to the first post {sum(depth[id] == 1 for id in replies) / len(replies):.3f}")
    print(f"posts without a reply {len(kept - parents) / len(kept):.3f}")
    deep = [id for id in replies if depth[id] > 1]
    back = sum(author[id] == author[parent[parent[id]]] != author[parent[id]] for id in deep)
    print(f"deeper replies that come back {back / len(deep):.3f}")
    levels = collections.Counter(depth[id] for id in kept)
    print("posts by depth", " ".join(f"{levels[level] / len(kept):.3f}" for level in range(9)))
    delays = [max(1.0, posts[id][2] - posts[parent[id]][2]) for id in replies]
    print("seconds to a reply", quantiles(delays))
    people([(author[id], author[parent[id]]) for id in replies])


if __name__ == "__main__":
    first = sys.argv[1]
    if "activity" in first:
        with gzip.open(first, "rt") as lines:
            people([(int(a), int(b)) for a, b, _, kind in map(str.split, lines) if kind == "RE"])
    elif first.endswith(".csv"):
        conversations(sheet(first))
    else:
        conversations({id: post for path in sys.argv[1:] for id, post in tweets(path).items()})
