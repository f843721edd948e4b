"""The definitions of what is computed on threads, on plain sets: slow, short, and independent of the product."""

import math
from collections import Counter, defaultdict
from datetime import datetime, timezone

DAY = 86_400
WEEK = 7 * DAY


def order(name):
    """Ids in the product's order: numbers before texts."""
    return (0, int(name), "") if name.isdigit() and str(int(name)) == name else (1, 0, name)


class Post:
    def __init__(self, key, author=None, time=None, kind="", stub=False):
        self.key, self.author, self.time, self.kind, self.stub = key, author, time, kind, stub
        self.parent, self.answers, self.children, self.root = None, False, [], None


class Network:
    """Voices, posts and arcs after the rules that hold before any measure."""

    def __init__(self, rows, quotes_as_replies=False):
        # A roster line that names nobody held waits for its account.
        named = {(row["platform"], row["author"]) for row in rows.posts}
        named |= {(row["platform"], row[end]) for row in rows.interactions for end in ("actor", "target")}
        self.lines = {(row["platform"], row["id"]): row for row in rows.roster}
        self.lines = {account: row for account, row in self.lines.items() if account in named}
        self.accounts, self.counted = defaultdict(set), getattr(rows, "counts", {})
        # Platforms whose follow lists were declared complete, and what platforms count below posts.
        self.complete, self.replies = getattr(rows, "complete", set()), getattr(rows, "replies", {})
        self.build(rows, quotes_as_replies)
        self.cut_cycles()
        self.link()
        self.arcs, self.reposts, self.followers = [], [], defaultdict(set)
        seen = set()
        for row in rows.interactions:
            # The same row twice, time included, is one event; without a time, two.
            if row["time"] and tuple(row.values()) in seen:
                continue
            seen.add(tuple(row.values()))
            actor, target = self.voice(row["platform"], row["actor"]), self.voice(row["platform"], row["target"])
            time = int(row["time"]) if row["time"] else None
            if actor == target:
                continue
            if row["kind"] == "reply":
                self.arcs.append((actor, target, time))
            elif row["kind"] == "repost":
                self.reposts.append((actor, target, time))
            elif row["kind"] == "follow":
                self.followers[target].add(actor)
        for account in self.lines:
            self.voice(*account)

    def voice(self, platform, account):
        if not account:
            return None
        line = self.lines.get((platform, account))
        name = line["voice"] if line and line["voice"] else account
        self.accounts[name].add((platform, account))
        return name

    def build(self, rows, quotes_as_replies):
        held = {}
        for row in rows.posts:
            held.setdefault((row["platform"], row["id"]), []).append(row)
        self.posts, parents = {}, {}
        for key, versions in held.items():
            times = [int(row["time"]) for row in versions if row["time"]]
            row = versions[0]
            self.posts[key] = Post(
                key, self.voice(row["platform"], row["author"]), max(times) if times else None, row["kind"])
        stubs, authors = {}, {}
        for key, versions in held.items():
            post, place = self.posts[key], key[0]
            named = [row["parent"] for row in versions if row["parent"]]
            parent = min(named, key=order) if named else None
            conversation = versions[0]["conversation"]
            if not conversation or conversation == key[1]:
                conversation = None
            if post.kind == "quote" and not quotes_as_replies:
                continue
            if parent:
                parents[key], post.answers = (place, parent), True
                if (place, parent) not in held:
                    stubs.setdefault((place, parent), set()).add(conversation)
                    wrote = versions[0].get("parent_author")
                    if wrote:
                        authors.setdefault((place, parent), set()).add(wrote)
            elif post.kind in ("reply", "comment") and conversation:
                parents[key] = (place, conversation)
                if (place, conversation) not in held:
                    stubs.setdefault((place, conversation), set()).add(None)
        for (place, name), conversations in list(stubs.items()):
            known = [c for c in conversations if c and c != name]
            if known:
                root = (place, min(known, key=order))
                parents[place, name] = root
                if root not in held:
                    stubs.setdefault(root, set())
        for key in stubs:
            author = min(authors[key], key=order) if key in authors else None
            self.posts[key] = Post(key, self.voice(key[0], author), stub=True)
        for key, parent in parents.items():
            self.posts[key].parent = self.posts[parent]

    def cut_cycles(self):
        done = set()
        for post in self.posts.values():
            path, walk = [], post
            while walk is not None and walk not in done and walk not in path:
                path.append(walk)
                walk = walk.parent
            if walk in path:
                cycle = path[path.index(walk):]
                # A place under a root that a record named is a guess, and goes before anybody's own word.
                first = min(cycle, key=lambda p: (p.answers, p.time is None, p.time or 0, order(p.key[1])))
                first.parent, first.answers = None, False
            done.update(path)

    def link(self):
        for post in self.posts.values():
            if post.parent:
                post.parent.children.append(post)
        for post in self.posts.values():
            post.root = list(above(post))[-1] if post.parent else post

    def line(self, voice):
        """A roster line of the voice, if there is one."""
        lines = [self.lines[account] for account in sorted(self.accounts[voice]) if account in self.lines]
        return lines[0] if lines else None

    def kind(self, voice):
        line = self.line(voice)
        return line["kind"] or "unknown" if line else "unknown"

    def organisation(self, voice, start, end):
        line = self.line(voice)
        if not line or not line["organisation"]:
            return None
        begins = int(line["from"]) if line.get("from") else None
        return None if begins is not None and end is not None and begins >= end else line["organisation"]

    def count(self, voice):
        """The platforms' own follower counts of its accounts."""
        known = [int(self.lines[a]["followers"]) for a in self.accounts[voice]
                 if a in self.lines and self.lines[a]["followers"]]
        known = known or [self.counted[a] for a in self.accounts[voice] if a in self.counted]
        return sum(known) if known else None

    def declared(self, voice):
        """Whether its follow lists are whole, by the analyst's word."""
        return any(platform in self.complete for platform, _ in self.accounts[voice])


def above(post):
    while post.parent is not None:
        post = post.parent
        yield post


def below(post):
    for child in post.children:
        yield child
        yield from below(child)


def week(time):
    """The Monday, in days, of the ISO week in UTC."""
    return time // DAY - datetime.fromtimestamp(time, timezone.utc).weekday()


class Scope:
    """A network in a window, seen with the options of `score`."""

    def __init__(self, network, start=None, end=None, bots=False, colleagues=True, kinds=("person", "unknown"), lost=()):
        self.network, self.start, self.end = network, start, end
        # Lost posts count for nobody and pass reach on, as posts outside the window do.
        self.bots, self.colleagues, self.kinds, self.lost = bots, colleagues, kinds, lost
        posts = network.posts.values()
        arcs = {voice for arc in network.arcs for voice in arc[:2]}
        self.authors = {post.author for post in posts if post.author}
        self.voices = self.authors | arcs
        self.group = {voice: network.organisation(voice, start, end) for voice in self.voices | set(network.accounts)}
        self.held = [post for post in posts if self.within(post)]
        self.of = defaultdict(list)
        for post in posts:
            self.of[post.author].append(post)
        self.funnel()

    def inside(self, time):
        if self.start is None and self.end is None:
            return True
        if time is None:
            return False
        return (self.start is None or time >= self.start) and (self.end is None or time < self.end)

    def within(self, post):
        return not post.stub and self.inside(post.time) and post not in self.lost

    def person(self, voice):
        return voice is not None and (self.bots or self.network.kind(voice) != "bot")

    def counts(self, other, voice):
        """Whether `other` may be a member of a set of `voice`."""
        if other == voice or not self.person(other):
            return False
        return self.colleagues or self.group[other] is None or self.group[other] != self.group[voice]

    # The funnel

    def funnel(self):
        """reach, repliers, mutual, conversed: voice → conversation (None for arcs) → people."""
        def table():
            return defaultdict(lambda: defaultdict(set))

        self.reach, self.repliers, self.mutual, self.conversed = table(), table(), table(), table()
        self.exchanges, self.branch_partners = defaultdict(list), defaultdict(set)
        pairs = set()
        for post in self.held:
            p = post.author
            if not p:
                continue
            for ancestor in above(post):
                if ancestor.author and self.counts(p, ancestor.author):
                    self.reach[ancestor.author][post.root.key].add(p)
            a = self.answered(post)
            if a and a != p:
                pairs.add((p, a, post.root.key))
                if self.counts(p, a):
                    self.repliers[a][post.root.key].add(p)
        for p, a, root in pairs:
            if (a, p, root) in pairs and self.counts(p, a) and self.person(a):
                self.mutual[a][root].add(p)
        for z in self.held:
            y = z.parent
            x = y.parent if y else None
            if x is None or not (z.answers and y.answers and x.answers) or not self.within(y):
                continue
            p, a = z.author, y.author
            if p and a and p != a and x.author == p and x.parent.author == a:
                self.exchange(a, p, z.time, z.root.key)
        self.flat_branches()
        self.timed_arcs()
        self.targets = defaultdict(set)
        for voice in self.voices:
            for p in self.people(self.repliers, voice):
                self.targets[p].add(voice)

    @staticmethod
    def answered(post):
        """Whom a post answers, where that is known."""
        return post.parent.author if post.parent and post.answers else None

    def exchange(self, a, p, time, root):
        if self.counts(p, a) and self.person(a):
            self.conversed[a][root].add(p)
            self.exchanges[a].append((time, p))

    def flat_branches(self):
        tops = [post for post in self.network.posts.values()
                if post.kind == "comment" and (post.parent is None or post.parent.kind != "comment")]
        for top in tops:
            branch = [post for post in [top, *below(top)] if post.kind == "comment"]
            for x in branch:
                a, p = self.answered(x), x.author
                if not a or not p or a == p or x.time is None and x is not top:
                    continue
                for y in branch:
                    if y.author != a or not self.within(y) or not self.later(y, x, top):
                        continue
                    for z in branch:
                        if z.author == p and self.within(z) and self.later(z, y, top):
                            self.exchange(a, p, z.time, z.root.key)
                            if self.counts(p, a) and self.person(a):
                                self.branch_partners[a].add(p)
                                for sets in (self.mutual, self.repliers, self.reach):
                                    sets[a][z.root.key].add(p)

    @staticmethod
    def later(post, than, top):
        """After the other in the branch, whose top comes before all of it; equal times by id."""
        if post is top or post.time is None:
            return False
        return than is top or (post.time, order(post.key[1])) > (than.time, order(than.key[1]))

    def timed_arcs(self):
        arcs = self.network.arcs
        timed = [arc for arc in arcs if arc[2] is not None]
        now = {arc[:2] for arc in arcs if self.inside(arc[2])}
        for p, a in now:
            if self.counts(p, a):
                self.repliers[a][None].add(p)
                self.reach[a][None].add(p)
                if (a, p) in now and self.person(a):
                    self.mutual[a][None].add(p)
        times = defaultdict(list)
        for p, a, time in timed:
            times[p, a].append(time)
        for (p, a), asked in times.items():
            for z in asked:
                if self.inside(z) and any(
                        x < y < z and self.inside(y) for x in asked for y in times.get((a, p), [])):
                    self.exchange(a, p, z, None)

    def people(self, sets, voice):
        return set().union(*sets[voice].values())

    def held_followers(self, voice):
        return {q for q in self.network.followers[voice] if self.person(q)}

    def audience(self, voice):
        circle = {voice} | self.people(self.reach, voice)
        if not any(self.network.followers[q] for q in circle):
            return None
        seen = self.people(self.reach, voice)
        for q in circle:
            seen |= {f for f in self.held_followers(q) if self.counts(f, voice)}
        return seen

    # A row

    def conversations(self, voice):
        return {root for post in self.of[voice] for root in [post.root.key]
                if self.within(post) or any(self.within(other) for other in below(post))}

    def basis(self, voice):
        kinds = {"arcs" if arc[2] is None else "timed-arcs" for arc in self.network.arcs if voice in arc[:2]}
        if voice in self.authors:
            kinds.add("threads")
        return kinds.pop() if len(kinds) == 1 else "mixed"

    def section(self, row):
        kind = row["kind"]
        quiet = (row["conversed"] or 0) <= 2 and 20 * row["reciprocated"] <= row["repliers"]
        if kind not in ("anonymous", "bot") and row["repliers"] >= 10 and quiet:
            return "broadcasters"
        if kind not in self.kinds:
            return "excluded"
        # Untimed replies do not say who came back.
        returned = row["reciprocated"] if row["conversed"] is None else row["conversed"]
        return "voices" if returned >= 1 else "others"

    def points(self, voice):
        """Conversation → the points of the score that it brings: one for everybody answered, one for every return."""
        found = defaultdict(set)
        for name, sets in (("answered", self.mutual), ("came back", self.conversed)):
            for root, people in sets[voice].items():
                found[root] |= {(name, p) for p in people}
        return found

    def confirmed(self, voice):
        """Partners whom somebody else answered too, who is no partner or is answered by one who is none."""
        partners = self.people(self.conversed, voice)
        circle = partners | {voice}

        def outside(b):
            return b != voice and (self.group[b] is None or self.group[b] != self.group[voice])

        return {p for p in partners if any(
            outside(b) and (b not in partners or self.people(self.repliers, b) - circle - {b})
            for b in self.people(self.repliers, p))}

    def reach_at_full_coverage(self, voice):
        """R if no reply were missing, by Good and Toulmin from how many posts people have below the voice's."""
        under = {post for top in self.of[voice] for post in below(top)}
        share = self.coverage(under | set(self.of[voice]))
        if not share:
            return None
        reach = len(self.people(self.reach, voice))
        missing = (1 - share) / share
        if missing <= 0:
            return reach
        posts = Counter(p.author for p in under if self.within(p) and p.author and self.counts(p.author, voice))
        seen = Counter(posts.values())
        number = sum(posts.values())
        if not number or missing > math.log(number):
            return None
        kept = dict.fromkeys(seen, 1.0)
        if missing > 1:
            # Efron and Thisted's weights: the chance of at least k successes.
            trials = max(1, int(0.5 * math.log2(number * missing**2 / (missing - 1))))
            chance = 1 / (1 + missing)
            kept = {k: sum(math.comb(trials, i) * chance**i * (1 - chance) ** (trials - i) for i in range(k, trials + 1))
                    for k in seen}
        return max(reach, reach - sum((-missing) ** k * kept[k] * people for k, people in seen.items()))

    def coverage(self, posts):
        """Of the direct replies that platforms counted at these posts, the share that is held, whatever the window."""
        counted = [(self.network.replies[post.key], sum(c.answers and not c.stub for c in post.children))
                   for post in posts if self.network.replies.get(post.key, 0) >= 1]
        return sum(min(n, held) for n, held in counted) / sum(n for n, _ in counted) if counted else None

    def row(self, voice):
        reach = self.people(self.reach, voice)
        row = dict(voice=voice, kind=self.network.kind(voice), organisation=self.group[voice])
        row["reply_reach"] = len(reach)
        row["basis"] = self.basis(voice)
        row["conversed"] = None if row["basis"] == "arcs" else len(self.people(self.conversed, voice))
        row["repliers"] = len(self.people(self.repliers, voice))
        row["reciprocated"] = len(self.people(self.mutual, voice))
        row["score"] = row["reciprocated"] + (row["conversed"] or 0)
        audience = self.audience(voice)
        row["audience_reach"] = None if audience is None else len(audience)
        own = {f for f in self.held_followers(voice) if self.counts(f, voice)}
        row["audience_added"] = None if audience is None else len(audience) - len(own)
        count, edges = self.network.count(voice), len(self.network.followers[voice])
        declared = self.network.declared(voice)
        row["followers"] = count if count is not None else edges if declared else None
        row["held_followers"] = edges if any(self.network.followers.values()) else None
        row["section"] = self.section(row)
        row["thin"] = None
        if row["section"] == "voices" and row["conversed"] is not None:
            row["thin"] = "yes" if row["conversed"] <= 2 else "no"
        row["confirmed_partners"] = None if row["conversed"] is None else len(self.confirmed(voice))
        row["coverage"] = self.coverage(self.of[voice])
        row["rank"] = None
        row["amplification"] = len({
            actor for actor, target, time in self.network.reposts
            if target == voice and self.inside(time) and self.counts(actor, voice)})
        enough = declared or count is not None and edges >= 0.9 * count
        row["outside_reach"] = (
            len(reach - self.network.followers[voice]) / len(reach) if reach and enough else None)
        self.threads(voice, row, reach)
        self.pile_on(voice, row)
        return row

    def threads(self, voice, row, reach):
        roots = self.conversations(voice)
        has = voice in self.authors
        row["conversations"] = len(roots) if has else None
        mine = [post for post in self.of[voice] if self.within(post)]
        row["posts"] = len(mine) if has else None
        by = {root: self.reach[voice][root] for root in roots}
        times = Counter(p for root, people in self.reach[voice].items() for p in people)
        only = {root: {p for p in people if times[p] == 1} for root, people in by.items()}
        losses = [len(people) for people in only.values()]
        row["largest_conversation_share"] = max(losses, default=0) / len(reach) if reach and has else None
        row["reach_without_largest"] = len(reach) - max(losses, default=0) if roots else None
        self.answering(voice, row)
        answered = sum(any(self.within(c) and c.answers and c.author and self.counts(c.author, voice)
                           for c in post.children) for post in mine)
        low, high = wilson(answered, len(mine))
        enough = len(mine) >= 10
        row["conversation_rate"] = answered / len(mine) if enough else None
        row["conversation_rate_low"], row["conversation_rate_high"] = (low, high) if enough else (None, None)
        sizes = sorted((len({o.author for o in below(post) if self.within(o) and o.author and self.counts(o.author, voice)})
                        for post in mine), reverse=True)
        row["conversation_index"] = sum(size >= place for place, size in enumerate(sizes, 1))
        self.weeks(voice, row)

    def last_moment(self):
        if self.end is not None:
            return self.end
        times = [post.time for post in self.held if post.time is not None]
        return max(times, default=None)

    def answering(self, voice, row):
        """Incoming replies, and the first answer to each."""
        judged, minutes, waits, people, happy = [], [], [], set(), set()
        last = self.last_moment()
        for post in self.held:
            if self.answered(post) != voice or not post.author or not self.counts(post.author, voice):
                continue
            if post.time is None:
                continue
            answers = [c.time - post.time for c in post.children
                       if c.author == voice and c.answers and c.time is not None and not c.stub]
            first = min(answers, default=None)
            if first is None or first >= 0:
                if first is not None and post.time + first <= last and self.inside_end(post.time + first):
                    waits.append((first / 60, True))
                else:
                    waits.append(((last - post.time) / 60, False))
            if self.end is not None and self.end - post.time < WEEK:
                continue
            answered = first is not None and first <= WEEK
            judged.append(answered)
            people.add(post.author)
            if answered:
                happy.add(post.author)
                if first >= 0:
                    minutes.append(first / 60)
        row["response_rate"] = sum(judged) / len(judged) if judged else None
        row["response_rate_by_person"] = len(happy) / len(people) if people else None
        row["response_minutes"] = median(minutes)
        row["response_minutes_estimated"] = kaplan_meier(waits)

    def inside_end(self, time):
        return self.end is None or time < self.end

    def weeks(self, voice, row):
        partners = defaultdict(set)
        for time, p in self.exchanges[voice]:
            if time is not None:
                partners[week(time)].add(p)
        row["active_weeks"] = len(partners)
        last = self.last_week()
        shares = [len(people & partners.get(monday + 7, set())) / len(people)
                  for monday, people in list(partners.items()) if monday < last]
        row["partner_retention"] = sum(shares) / len(shares) if shares else None

    def last_week(self):
        if self.end is not None:
            return week(self.end - 1)
        times = [post.time for post in self.held if post.time is not None]
        times += [arc[2] for arc in self.network.arcs if arc[2] is not None and self.inside(arc[2])]
        return week(max(times)) if times else 0

    def incoming(self, voice):
        """(replier, time) of every direct reply, account-level ones included."""
        for post in self.held:
            if self.answered(post) == voice and post.author and self.counts(post.author, voice):
                yield post.author, post.time
        for p, a, time in self.network.arcs:
            if a == voice and self.inside(time) and self.counts(p, voice):
                yield p, time

    def pile_on(self, voice, row):
        replies = list(self.incoming(voice))
        often = Counter(p for p, _ in replies)
        repliers = self.people(self.repliers, voice)
        # Whoever conversed in a flat branch spoke there twice.
        once = [p for p in repliers if often[p] == 1 and p not in self.branch_partners[voice]]
        row["one_off_share"] = len(once) / len(repliers) if repliers else None
        times = [time for _, time in replies if time is not None]
        row["one_hour_share"] = max(
            (sum(start <= time < start + 3600 for time in times) for start in times), default=0) / len(times) if times else None
        shared = [p for p in repliers if self.targets[p] - {voice}]
        row["shared_repliers_share"] = len(shared) / len(repliers) if repliers else None
        row["pile_on"] = None
        if len(repliers) >= 10:
            signs = (row["one_off_share"] >= 0.9, (row["one_hour_share"] or 0) >= 0.8,
                     row["shared_repliers_share"] >= 0.5)
            row["pile_on"] = int(sum(signs) >= 2)

    def rows(self):
        rows = {voice: self.row(voice) for voice in sorted(self.voices)}
        ranked = [row for row in rows.values() if row["section"] == "voices"]
        for row in ranked:
            row["rank"] = 1 + sum(key(other) > key(row) for other in ranked)
        return rows


def key(row):
    return (row["score"], row["reply_reach"], row["repliers"])


def wilson(hits, n, z=1.959963984540054):
    if n == 0:
        return None, None
    share, centre = hits / n, hits / n + z * z / (2 * n)
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return (centre - half) / (1 + z * z / n), (centre + half) / (1 + z * z / n)


def median(values):
    if not values:
        return None
    values, half = sorted(values), len(values) // 2
    return values[half] if len(values) % 2 else (values[half - 1] + values[half]) / 2


def kaplan_meier(waits):
    """The first time at which the share still waiting is one half or less."""
    waiting = 1.0
    for time in sorted({time for time, event in waits if event}):
        at_risk = sum(wait >= time for wait, _ in waits)
        waiting *= 1 - sum(event and wait == time for wait, event in waits) / at_risk
        if waiting <= 0.5 + 1e-12:
            return time
    return None
