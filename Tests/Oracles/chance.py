"""Statistics of what is computed on threads: the jackknife's formula, the panel, and own simulations of drawn measures."""

import random
from math import comb, exp
from collections import Counter, defaultdict

from scipy.stats import binom, rankdata, t as student

from talk import Network, Scope, above, order

FUNNEL = {"reply_reach": "reach", "repliers": "repliers", "reciprocated": "mutual", "conversed": "conversed"}


def interval(count, losses, largest):
    """The documented interval: from the losses of T conversations, each really taken out; and its tolerance, since
    the product's quantile is within 0.0003."""
    number = len(losses)
    if number < 5:
        return None, None, 0
    mean = sum(losses) / number
    square = max((number - 1) / number * sum((loss - mean) ** 2 for loss in losses), sum(losses))
    error = square ** 0.5 * number / (number - 1)
    width = student.ppf(0.975, number - 1) * error
    return max(count - width, largest), count + width + max(losses) - mean, 0.0003 * error


def next_range(count, losses):
    """Where the figure of a like window will lie: count · exp(±t √2 se / count), with the skew term above."""
    number = len(losses)
    if number < 5 or not count:
        return None, None, 0, 0
    mean = sum(losses) / number
    square = max((number - 1) / number * sum((loss - mean) ** 2 for loss in losses), sum(losses))
    width = (2 * square) ** 0.5 / count
    factor = exp(student.ppf(0.975, number - 1) * width)
    return count / factor, count * factor + max(losses) - mean, 0.0003 * width * count / factor, 0.0003 * width * count * factor


def without(network, root):
    """The network with one conversation deleted."""
    less = object.__new__(Network)
    less.__dict__.update(network.__dict__)
    less.posts = {name: post for name, post in network.posts.items() if post.root.key != root}
    return less


def only(network, root):
    """The network with one conversation and nothing else that anybody wrote."""
    more = object.__new__(Network)
    more.__dict__.update(network.__dict__)
    more.posts = {name: post for name, post in network.posts.items() if post.root.key == root}
    more.arcs = []
    return more


def sizes(scope, voice):
    found = {name: len(scope.people(getattr(scope, table), voice)) for name, table in FUNNEL.items()}
    found["audience_reach"] = len(scope.audience(voice) or ())
    found["score"] = found["reciprocated"] + found["conversed"]
    return found


def intervals(network, options):
    """Voice → measure → interval."""
    scope = Scope(network, **options)
    wanted = {v: roots for v in scope.authors for roots in [scope.conversations(v)] if len(roots) >= 5}
    roots = set().union(*wanted.values()) if wanted else set()
    less = {root: Scope(without(network, root), **options) for root in roots}
    alone = {root: Scope(only(network, root), **options) for root in roots}
    found = {}
    for voice, mine in wanted.items():
        whole = sizes(scope, voice)
        parts = [sizes(less[root], voice) for root in mine]
        singles = [single(alone[root], network, voice) for root in mine]
        found[voice] = {
            name: interval(count, [count - part[name] for part in parts], max(one[name] for one in singles))
            for name, count in whole.items()}
        if scope.audience(voice) is None:
            found[voice]["audience_reach"] = (None, None, 0)
    return found


def sole_intervals(scope, voice):
    """The same intervals of one voice, from what each conversation alone brings: for data too large to delete from."""
    roots, found = scope.conversations(voice), {}
    for name in (*FUNNEL, "score"):
        by = scope.points(voice) if name == "score" else getattr(scope, FUNNEL[name])[voice]
        times = Counter(p for people in by.values() for p in people)
        losses = [sum(times[p] == 1 for p in by.get(root, ())) for root in roots]
        found[name] = interval(len(times), losses, max((len(by.get(root, ())) for root in roots), default=0))
        found[f"{name}_next"] = next_range(len(times), losses)
    return found


# Where the product's classes of T begin, by the first T of which each is calibrated.
CLASSES = [5, 7, 10, 14, 20, 28, 40, 57, 80, 113, 160, 226]


class Calibration:
    """How far the figures of so many conversations, picked from voices with four times as many, lie from their
    expectation: E = Σ over people 1 − C(N − n, T) / C(N, T), a person being in n of N conversations."""

    CHOICES = 12_000
    PRODUCT_CHOICES = 2000

    def __init__(self, scope, seed):
        self.rng, self.ratios, self.large = random.Random(seed), {}, []
        for voice in scope.authors:
            roots = sorted(scope.conversations(voice))
            if len(roots) >= 20:
                tables = {name: getattr(scope, table)[voice] for name, table in FUNNEL.items()} | {"score": scope.points(voice)}
                self.large.append((len(roots), {name: [by.get(root, set()) for root in roots] for name, by in tables.items()}))

    def ratio(self, number, name):
        """The sorted ratios for a class, or None below twenty voices with four times the conversations and a figure."""
        if (number, name) not in self.ratios:
            those = [tables[name] for count, tables in self.large if count >= 4 * number and any(tables[name])]
            drawn = []
            for meetings in those if len(those) >= 20 else ():
                times, all_of = Counter(p for people in meetings for p in people), len(meetings)
                expected = sum(1 - comb(all_of - n, number) / comb(all_of, number) for n in times.values())
                for _ in range(self.CHOICES // len(those)):
                    drawn.append(len(set().union(*self.rng.sample(meetings, number))) / expected)
            self.ratios[number, name] = (sorted(drawn), len(those)) if drawn else None
        return self.ratios[number, name]

    def ends(self, conversations, name, count):
        """Where the calibrated low end may lie, and where the high one, given so few choices; None where there is none."""
        number = max((first for first in CLASSES if first <= conversations), default=None)
        found = self.ratio(number, name) if number else None
        if found is None:
            return None

        def at(share):
            ratios = found[0]
            return ratios[min(len(ratios) - 1, max(0, round(share * len(ratios))))]

        def over(ratio):
            return count / ratio if ratio else None

        spread = 6 * (0.025 * 0.975 / self.PRODUCT_CHOICES) ** 0.5
        return (over(at(0.975 + spread)), over(at(0.975 - spread))), (over(at(0.025 + spread)), over(at(0.025 - spread)))


def single(scope, network, voice):
    """The counts of one conversation alone; its audience is its people with their held followers."""
    found = sizes(scope, voice)
    people = scope.people(scope.reach, voice)
    seen = set(people)
    for q in people:
        seen |= {f for f in scope.held_followers(q) if scope.counts(f, voice)}
    found["audience_reach"] = len(seen)
    return found


def differing(conversations, other):
    """The p of two scores being alike: for each, its conversation's points that no other conversation of it brings,
    summed over both with opposite signs, deleted jointly. None below five conversations of either."""
    if min(len(conversations[1]), len(other[1])) < 5:
        return None
    signed = defaultdict(int)
    for sign, (_, only) in ((1, conversations), (-1, other)):
        for root, points in only.items():
            signed[root] += sign * points
    apart = conversations[0] - other[0]
    if apart == 0:
        return 1.0
    # Two figures differ by no less than one.
    square = max(1, sum(f * f for f in signed.values()), sum(abs(f) for f in signed.values()))
    return 2 * student.sf(abs(apart) / square ** 0.5, len(signed) - 1)


def sole_points(scope, voice, tag=None):
    """The score, and conversation → points of the score that it alone brings."""
    points = scope.points(voice)
    return len(set().union(*points.values())), {
        (tag, root): len(points[root] - set().union(*(p for other, p in points.items() if other != root)))
        for root in scope.conversations(voice)}


def holm(p):
    """Holm's adjustment, what has no p left out."""
    ordered, most, adjusted = sorted((v for v in p if p[v] is not None), key=p.get), 0.0, {}
    for place, one in enumerate(ordered):
        most = max(most, min(1.0, p[one] * (len(ordered) - place)))
        adjusted[one] = most
    return adjusted


def panel(rows, reply_rank):
    """Voice → (mean percentile, Borda points) over the ranked, and Kendall's W."""
    pool = [v for v, row in rows.items() if row["section"] == "voices"]
    n = len(pool)
    # Where replies have no times, nobody came back that one knew of.
    values = [[rows[v][name] or 0 for v in pool] for name in FUNNEL]
    values.append([-1 if reply_rank[v] is None else round(reply_rank[v], 9) for v in pool])
    ranks = [rankdata(column) for column in values] if n else []
    scores = {v: (sum((column[i] - 0.5) / n for column in ranks) / 5, sum(column[i] - 1 for column in ranks))
              for i, v in enumerate(pool)}
    if n < 2:
        return scores, None
    ties = sum(count**3 - count for column in values for count in {x: column.count(x) for x in column}.values())
    sums = [sum(column[i] for column in ranks) for i in range(n)]
    spread = sum((s - sum(sums) / n) ** 2 for s in sums)
    below = 25 * (n**3 - n) - 5 * ties
    return scores, 12 * spread / below if below else None


def adjusted(p):
    """Benjamini–Hochberg, voice by voice."""
    ordered, least, q = sorted(p, key=p.get), 1.0, {}
    for place in range(len(ordered), 0, -1):
        least = min(least, p[ordered[place - 1]] * len(ordered) / place)
        q[ordered[place - 1]] = least
    return q


class HalfSamples:
    """Ranks of the ranked voices by what they are ranked by, with half of the conversations left out."""

    DRAWS = 3000

    def __init__(self, scope, rows, seed, by="score"):
        rng = random.Random(seed)
        self.pool = [v for v, row in rows.items() if row["section"] == "voices"]
        roots = sorted({post.root.key for post in scope.network.posts.values()})
        self.whole, self.draws, self.returned = len(roots), defaultdict(list), dict.fromkeys(self.pool, 0)
        tables = [getattr(scope, FUNNEL[name]) for name in ("reply_reach", "repliers", "reciprocated", "conversed")]
        if len(roots) < 2:
            return
        for _ in range(self.DRAWS):
            half = set(rng.sample(roots, len(roots) // 2)) | {None}
            keys = []
            for voice in self.pool:
                reach, repliers, mutual, conversed = (
                    len(set().union(*(p for root, p in table[voice].items() if root in half))) for table in tables)
                self.returned[voice] += conversed >= 1
                first = dict(score=mutual + conversed, reply_reach=reach, repliers=repliers, reciprocated=mutual, conversed=conversed)
                keys.append((first[by], reach, repliers))
            for voice, mine in zip(self.pool, keys):
                self.draws[voice].append(1 + sum(other > mine for other in keys))

    def share(self, voice, rank):
        return sum(drawn <= rank for drawn in self.draws[voice]) / self.DRAWS

    def plausible_quantile(self, voice, rank, place, own):
        """Whether the `place`-th smallest of 200 ranks, widened to hold the voice's own rank, may be this one."""
        if rank == own:
            # Whatever lies on its other side is widened to it.
            if place < 100:
                return binom.sf(199 - place + 1, 200, bounds(1 - self.share(voice, rank - 1), self.DRAWS)[1]) > 1e-6
            return binom.sf(place - 1, 200, bounds(self.share(voice, rank), self.DRAWS)[1]) > 1e-6
        if (rank > own) != (place > 100):
            return False
        at, under = bounds(self.share(voice, rank), self.DRAWS), bounds(self.share(voice, rank - 1), self.DRAWS)
        return binom.sf(place - 1, 200, at[1]) > 1e-6 and binom.cdf(place - 1, 200, under[0]) > 1e-6

    def plausible_share(self, share, expected):
        """Whether 200 draws may give this share where it is as expected over many."""
        low, high = bounds(expected, self.DRAWS)
        hits = round(share * 200)
        return binom.cdf(hits, 200, low) > 1e-6 and binom.sf(hits - 1, 200, high) > 1e-6


def bounds(share, draws):
    """A generous interval of a probability seen as a share of draws."""
    error = 5 * (max(share * (1 - share), 1 / draws) / draws) ** 0.5
    return max(0.0, share - error), min(1.0, share + error)


def plausible_place(share_below, share_at, place, of):
    """Whether the `place`-th smallest of so many draws may lie at a value: of shares below it and up to it."""
    return binom.sf(place - 1, of, share_at) > 1e-6 and binom.cdf(place - 1, of, share_below) > 1e-6


class LostReplies:
    """Ranks by the score after losing replies at random."""

    DRAWS = 150
    PRODUCT_DRAWS = 25

    def __init__(self, network, rows, seed, percent):
        rng, replies = random.Random(seed), [post for post in network.posts.values() if post.parent and post.answers]
        pool = [v for v, row in rows.items() if row["section"] == "voices"]
        total = len(replies) + len(network.arcs)
        self.draws = defaultdict(list)
        for _ in range(self.DRAWS):
            gone = set(rng.sample(range(total), (total * percent + 50) // 100))
            less = object.__new__(Network)
            less.__dict__.update(network.__dict__)
            less.arcs = [arc for number, arc in enumerate(network.arcs, len(replies)) if number not in gone]
            scope = Scope(less, lost={replies[number] for number in gone if number < len(replies)})
            keys = [(len(scope.people(scope.mutual, v)) + len(scope.people(scope.conversed, v)),
                     len(scope.people(scope.reach, v)), len(scope.people(scope.repliers, v))) for v in pool]
            for voice, mine in zip(pool, keys):
                self.draws[voice].append(1 + sum(other > mine for other in keys))

    def plausible(self, voice, rank):
        """Whether the median of 25 draws may be this rank."""
        at = bounds(sum(drawn <= rank for drawn in self.draws[voice]) / self.DRAWS, self.DRAWS)[1]
        under = bounds(sum(drawn < rank for drawn in self.draws[voice]) / self.DRAWS, self.DRAWS)[0]
        return plausible_place(under, at, 13, self.PRODUCT_DRAWS)


def distances(observed):
    """How likely a reply with m possible parents answers the d-th latest: w_d / (w_1 + … + w_m), fitted by maximum
    likelihood to (d, m); distances are single up to 16, and share bins that widen by a quarter from there."""
    longest = max((m for _, m in observed), default=0)
    starts = [1]
    while starts[-1] <= longest:
        starts.append(starts[-1] + 1 if starts[-1] < 16 else starts[-1] + starts[-1] // 4)
    place = {d: b for b, (first, after) in enumerate(zip(starts, starts[1:])) for d in range(first, after)}
    weights, hits, sizes = [1.0] * len(starts), Counter(place[d] for d, _ in observed), Counter(m for _, m in observed)
    for _ in range(200 if observed else 0):
        offered = [0.0] * len(starts)
        for m, count in sizes.items():
            total = sum(weights[place[d]] for d in range(1, m + 1))
            for d in range(1, m + 1):
                offered[place[d]] += count / total
        weights = [hits[b] / offered[b] if offered[b] else 0.0 for b in range(len(starts))]
    return lambda m: [weights[place[d]] if d in place else 0.0 for d in range(1, m + 1)]


class RedrawnThreads:
    """How often as many come back where replies fall on whoever spoke lately, as far back as these data reach."""

    DRAWS = 1500

    def __init__(self, scope, seed):
        rng = random.Random(seed)
        posts = scope.network.posts.values()
        threads = defaultdict(list)
        for post in posts:
            threads[post.root.key].append(post)
        fixed, self.seen = self.lasting(scope), {v: len(scope.people(scope.conversed, v)) for v in scope.voices}
        choices = {}
        for post in posts:
            if post.stub or not post.answers or post.time is None or post.kind == "comment" or not post.author:
                continue
            if post.parent is post.root or post.parent.author == post.author:
                continue
            earlier = [other for other in threads[post.root.key]
                       if other is not post.root and not other.stub and other.time is not None
                       and other.kind != "comment" and other.time < post.time and other.author != post.author]
            if earlier:
                choices[post] = sorted(earlier, key=lambda other: (other.time, order(other.key[1])), reverse=True)
        weigh = distances([(1 + earlier.index(post.parent), len(earlier))
                           for post, earlier in choices.items() if post.parent in earlier])
        weights = {post: weigh(len(earlier)) for post, earlier in choices.items()}
        weights = {post: found if sum(found) > 0 else None for post, found in weights.items()}
        self.hits = dict.fromkeys(scope.voices, 0)
        answers = [post for post in posts if post.answers]
        for _ in range(self.DRAWS):
            drawn = {post: rng.choices(earlier, weights[post])[0] for post, earlier in choices.items()}
            partners = {voice: set(people) for voice, people in fixed.items()}
            for z in answers:
                y = drawn.get(z, z.parent)
                if not y.answers or not scope.within(z) or not scope.within(y):
                    continue
                x = drawn.get(y, y.parent)
                if not x.answers:
                    continue
                a, p = y.author, z.author
                if a and p and p == x.author and drawn.get(x, x.parent).author == a:
                    if scope.counts(p, a) and scope.person(a):
                        partners.setdefault(a, set()).add(p)
            for voice, seen in self.seen.items():
                self.hits[voice] += len(partners.get(voice, ())) >= seen

    @staticmethod
    def lasting(scope):
        """Partners from account-level replies and flat branches, whom no draw takes away."""
        return {voice: scope.branch_partners[voice] | scope.conversed[voice].get(None, set()) for voice in scope.voices}

    def plausible(self, voice, p):
        low, high = bounds(self.hits[voice] / self.DRAWS, self.DRAWS)

        def may_be(hits, draws):
            return binom.cdf(hits, draws, low) > 1e-6 and binom.sf(hits - 1, draws, high) > 1e-6

        hits = round(p * 1000) - 1
        if hits >= 1 and abs(p * 1000 - hits - 1) < 1e-6 and may_be(hits, 999):
            return True
        # Whom none of 999 reached was drawn further: until the tenth hit, or 99,999 times.
        return may_be(0, 999) and (may_be(10, round(10 / p)) or p <= 0.0001 + 1e-9 and may_be(round(p * 100_000) - 1, 99_999))
