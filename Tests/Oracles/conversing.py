"""Seeded random conversations as sheets, with every irregularity that the definitions have a rule for."""

import csv
import random
from dataclasses import dataclass, field

DAY = 86_400
# A Monday shortly before a turn of the year, so that ISO weeks cross it.
START = 1_702_857_600
KINDS = ["person", "person", "person", "channel", "anonymous", "bot", "unknown", ""]


@dataclass
class Rows:
    """The rows of three sheets; empty texts are absent values."""

    posts: list = field(default_factory=list)
    interactions: list = field(default_factory=list)
    roster: list = field(default_factory=list)

    def write(self, folder):
        sheets = {
            "posts": (self.posts, ["id", "author", "parent", "time", "conversation", "kind", "platform"]),
            "interactions": (self.interactions, ["kind", "actor", "target", "time", "count", "platform"]),
            "roster": (self.roster, ["platform", "id", "kind", "organisation", "voice", "followers", "from", "to"]),
        }
        for name, (rows, columns) in sheets.items():
            with open(folder / f"{name}.csv", "w", newline="") as out:
                sheet = csv.DictWriter(out, columns, lineterminator="\n", restval="")
                sheet.writeheader()
                sheet.writerows(rows)


def network(seed):
    return _Draw(seed).rows()


class _Draw:
    def __init__(self, seed):
        self.rng = rng = random.Random(seed)
        self.crowd = rng.random() < 0.25
        self.many = rng.random() < 0.4
        self.flat = rng.random() < 0.3
        self.untimed = rng.choice([0, 0, 0.05, 0.2])
        self.disorder = rng.choice([0, 0, 0.1])
        people = rng.randrange(14, 40) if self.crowd else rng.randrange(3, 14)
        self.accounts = [("local", f"u{number}") for number in range(people)]
        if rng.random() < 0.3:
            self.accounts += [("zone", f"v{number}") for number in range(rng.randrange(1, 5))]
        rng.shuffle(self.accounts)
        self.posts, self.next = [], rng.randrange(1, 50)

    def rows(self):
        self.talk()
        if self.rng.random() < 0.5:
            self.tangle()
        rows = Rows(posts=self.sheet())
        if self.rng.random() < 0.7:
            rows.interactions = self.interactions()
        if self.rng.random() < 0.75:
            rows.roster = self.roster()
        self.rng.shuffle(rows.posts)
        return rows

    def post(self, platform, author, parent, kind):
        rng = self.rng
        self.next += rng.randrange(1, 9)
        name = str(self.next) if rng.random() < 0.9 else f"t{self.next}"
        if parent is None:
            time = START + rng.randrange(40 * DAY)
        else:
            time = parent["time"] + int(rng.expovariate(1 / (DAY if rng.random() < 0.5 else 5 * DAY)))
            if rng.random() < self.disorder:
                time = parent["time"] - rng.randrange(2 * DAY)
            if rng.random() < 0.03:
                time = parent["time"] + rng.choice([0, 7 * DAY, 7 * DAY + 1])
        post = dict(
            platform=platform, id=name, author=author, parent=parent and parent["id"], above=parent, time=time, kind=kind,
            root=name if parent is None else parent["root"])
        self.posts.append(post)
        return post

    def talk(self):
        rng = self.rng
        platforms = sorted({platform for platform, _ in self.accounts})
        for _ in range(rng.randrange(10, 26) if self.many else rng.randrange(1, 8)):
            platform = rng.choice(platforms)
            here = [account for place, account in self.accounts if place == platform]
            host = here[0] if rng.random() < 0.5 else rng.choice(here)
            thread = [self.post(platform, host, None, "")]
            flat = self.flat and rng.random() < 0.6
            for _ in range(min(int(rng.expovariate(1 / (14 if self.crowd else 7))), 45)):
                if flat:
                    thread.append(self.comment(thread, here))
                    continue
                if self.crowd and rng.random() < 0.5:
                    above = thread[0]
                else:
                    above = thread[-1] if rng.random() < 0.6 else rng.choice(thread)
                author = rng.choice(here)
                if above["above"] and rng.random() < 0.5:
                    author = above["above"]["author"]
                thread.append(self.post(platform, author, above, rng.choice(["", "reply"])))

    def comment(self, thread, here):
        """Under the root or under a top comment; now and then, against the platform's habit, deeper."""
        rng = self.rng
        tops = [post for post in thread[1:] if post["above"] is thread[0]]
        above = thread[0] if not tops or rng.random() < 0.25 else rng.choice(tops)
        if rng.random() < 0.05:
            above = rng.choice(thread)
        author = rng.choice(here)
        if above is not thread[0] and rng.random() < 0.6:
            author = rng.choice([thread[0]["author"], above["author"]])
        return self.post(above["platform"], author, above, "comment")

    def somebody(self, beside):
        return self.rng.choice([post["author"] for post in self.posts if post["platform"] == beside["platform"]])

    def tangle(self):
        """Quotes, answers without a parent, cycles, answers to oneself by parent."""
        rng = self.rng
        for _ in range(rng.randrange(4)):
            quoted = rng.choice(self.posts)
            if quoted["kind"] == "comment":
                continue
            quote = self.post(quoted["platform"], self.somebody(quoted), quoted, "quote")
            quote["root"] = quote["id"]
            if rng.random() < 0.5:
                self.post(quoted["platform"], quoted["author"], quote, "")
        for _ in range(rng.randrange(3)):
            root = rng.choice([post for post in self.posts if post["above"] is None])
            bare = self.post(root["platform"], self.somebody(root), root, "reply")
            bare["parent"] = None
            bare["says"] = True
        for _ in range(rng.choice([0, 0, 1, 2])):
            last = rng.choice(self.posts)
            if last["kind"] == "comment" or last["kind"] == "quote":
                continue
            first, steps = last, rng.randrange(4)
            while steps and first["above"] is not None and first["above"]["kind"] != "comment":
                first, steps = first["above"], steps - 1
            if first["kind"] != "quote" and not first.get("says"):
                first["parent"] = last["id"]
                if first["kind"] == "":
                    first["kind"] = "reply"

    def sheet(self):
        rng = self.rng
        always = rng.random() < 0.3
        lost = {id(post) for post in self.posts if rng.random() < 0.07}
        nameless = {id(post) for post in self.posts if rng.random() < 0.04}
        rows = []
        for post in self.posts:
            if id(post) in lost:
                continue
            orphan = post["above"] is not None and id(post["above"]) in lost
            known = always or post.get("says") or orphan and rng.random() < 0.5
            row = dict(
                id=post["id"], author="" if id(post) in nameless else post["author"], parent=post["parent"] or "",
                time="" if rng.random() < self.untimed else str(post["time"]),
                conversation=post["root"] if known else "", kind=post["kind"], platform=post["platform"])
            rows.append(row)
            if rng.random() < 0.03:
                other = dict(row)
                if row["time"]:
                    other["time"] = str(int(row["time"]) + rng.randrange(3600))
                if row["parent"] and row["kind"] in ("", "reply") and row["parent"] != row["id"]:
                    other["parent"] = rng.choice([p["id"] for p in self.posts if p["platform"] == post["platform"]])
                rows.append(other)
        return rows

    def interactions(self):
        rng, rows = self.rng, []
        timed = rng.choice([1, 1, 0, 0.7])
        arcs = rng.random() < 0.5
        for place in sorted({platform for platform, _ in self.accounts}):
            here = [account for platform, account in self.accounts if platform == place]
            others = here + [f"{place[0]}g{number}" for number in range(5)]

            def row(kind, actor, target, time=""):
                rows.append(dict(kind=kind, actor=actor, target=target, time=str(time), platform=place))

            if arcs:
                for _ in range(rng.randrange(12)):
                    pair = [rng.choice(others), rng.choice(here)]
                    time = START + rng.randrange(40 * DAY)
                    for turn in range(rng.randrange(1, 5)):
                        row("reply", *pair, time if rng.random() < timed else "")
                        pair.reverse()
                        time += rng.randrange(4 * DAY)
            for _ in range(rng.randrange(8)):
                row("repost", rng.choice(others), rng.choice(here), START + rng.randrange(40 * DAY) if timed else "")
            row("mention", rng.choice(others), rng.choice(here), START)
            for _ in range(rng.choice([0, len(here), 6 * len(here)])):
                row("follow", rng.choice(others), rng.choice(here))
        return rows

    def roster(self):
        rng, rows = self.rng, []
        organisations = ["", "", "north", "south"]
        joined = {}
        for number in range(rng.randrange(3)):
            kind, organisation = rng.choice(KINDS), rng.choice(organisations)
            for account in rng.sample(self.accounts, min(2, len(self.accounts))):
                joined.setdefault(account, (f"voice {number}", kind, organisation))
        for account in self.accounts:
            voice, kind, organisation = joined.get(account, ("", rng.choice(KINDS), rng.choice(organisations)))
            if account not in joined and rng.random() < 0.3:
                continue
            row = dict(
                platform=account[0], id=account[1], kind=kind, organisation=organisation, voice=voice,
                followers=str(rng.randrange(12)) if rng.random() < 0.3 else "")
            if organisation and not voice and rng.random() < 0.2:
                row["from"] = str(START + rng.randrange(40) * DAY)
            rows.append(row)
        return rows
