"""Compares everything that is computed on threads with plain sets: see README.md. Exits 1 on any difference."""

import csv
import gzip
import itertools
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from datetime import datetime, timezone
from pathlib import Path

import networkx as nx

import conversing
import counted
from chance import FUNNEL, Calibration, HalfSamples, LostReplies, RedrawnThreads, adjusted, differing, holm, intervals, panel, sole_intervals, sole_points
from command import BINARY, REPOSITORY, Repartee
from talk import DAY, Network, Scope, below
from tweets import tweets

DATA = Path(os.environ.get("REPARTEE_DATA", REPOSITORY.parent / "shared/data"))
ADDED = [
    "audience_added", "response_rate_by_person", "response_minutes", "response_minutes_estimated", "conversation_rate",
    "conversation_rate_low", "conversation_rate_high", "active_weeks", "partner_retention", "conversation_index",
    "amplification", "outside_reach", "reach_without_largest", "one_off_share", "one_hour_share",
    "shared_repliers_share", "pile_on", "held_followers", "thin", "confirmed_partners",
]
NEXT = [f"{name}_next_{end}" for name in ("reply_reach", "score") for end in ("low", "high")]
PANEL = ["panel_percentile", "panel_borda", "reply_rank"]
LOTS = ["rank_low", "rank_high", "top_ten_share", "voice_share", "conversed_p", "conversed_q",
        *(f"rank_after_{percent}_percent_lost" for percent in (10, 20, 30))]
ENDS = [f"{name}_{end}" for name in ("repliers", "reciprocated", "conversed", "audience_reach") for end in ("low", "high")]


class Figure(float):
    """A printed number that knows its decimals."""

    def __new__(cls, text):
        number = super().__new__(cls, text)
        number.places = len(text.partition("e")[0].partition(".")[2])
        return number


def agree(found, expected, tolerance=0):
    if found is None or expected is None or isinstance(expected, str):
        return found == expected
    rounding = 0.5 * 10**-found.places if isinstance(found, Figure) else 0
    return abs(found - expected) <= rounding * (1 + 1e-6) + 1e-9 + tolerance


class Report:
    def __init__(self):
        self.compared, self.differences, self.started, self.groups = 0, [], time.time(), {}
        # Values that differ as README.md says.
        self.known = 0

    def check(self, group, holds, detail=""):
        self.compared += 1
        count = self.groups.setdefault(group, [0, 0])
        count[0] += 1
        if not holds:
            count[1] += 1
            self.differences.append(f"{group}: {detail() if callable(detail) else detail}")

    def same(self, group, found, expected, what, tolerance=0):
        self.check(group, agree(found, expected, tolerance), lambda: f"{what}: {found!r}, expected {expected!r}")

    def end(self):
        for group, (count, wrong) in self.groups.items():
            print(f"{group:40} {count:9,} values  " + ("agree" if not wrong else f"{wrong} DIFFERENCES"))
        if self.known:
            print(f"{self.known:,} values differ as is known: see README.md")
        for difference in self.differences[:40]:
            print(difference)
        print(f"{self.compared:,} values compared, {len(self.differences)} differ, {time.time() - self.started:.0f} s")


class Command(Repartee):
    def import_rows(self, rows, name):
        folder, store = self.folder / name, self.store(name)
        folder.mkdir(exist_ok=True)
        rows.write(folder)
        self.load(store, folder / "posts.csv")
        if rows.interactions:
            self.load(store, folder / "interactions.csv")
        if rows.roster:
            self.run("tag", folder / "roster.csv", "--into", store, "--quiet")
        return store

    def json(self, *arguments):
        text = self.run(*arguments, "--output-format", "json", "--quiet")
        return json.loads(text, parse_float=Figure)

    def rows(self, store, measures, options=()):
        columns = ["--columns", ",".join("+" + name for name in measures)] if measures else []
        return {row["voice"]: row for row in self.json("score", store, *columns, *options)}


def moment(seconds):
    return datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def window(rng):
    """A random window, open at either end now and then."""
    start = conversing.START + DAY * rng.randrange(25) + rng.randrange(DAY)
    end = start + DAY * rng.randrange(3, 25)
    side = rng.randrange(4)
    start, end = None if side == 0 else start, None if side == 1 else end
    options = (["--from", moment(start)] if start else []) + (["--to", moment(end)] if end else [])
    return options, dict(start=start, end=end)


def compare_rows(report, group, what, scope, found):
    expected = scope.rows()
    report.check(group, set(found) == set(expected), f"{what}: other voices: {set(found) ^ set(expected)}")
    for voice, row in expected.items():
        for name, value in row.items():
            # Known, and the command's fault: partners of whom nothing says that they came back are 0, where C is empty.
            if name == "confirmed_partners" and row["basis"] == "arcs" and found.get(voice, {}).get(name) == 0:
                report.known += 1
            elif voice in found:
                report.same(group, found[voice].get(name), value, f"{what} {name} of {voice}")
    order = [row["rank"] for row in found.values() if row["section"] == "voices"]
    report.check(group, order == sorted(order), f"{what}: not in the order of ranks")
    return expected


def random_network(report, command, seed):
    rng, rows = random.Random(-seed - 1), conversing.network(seed)
    store, network = command.import_rows(rows, "random"), Network(rows)
    scope = Scope(network)
    found = command.rows(store, ADDED + PANEL)
    expected = compare_rows(report, "score", seed, scope, found)
    compare_panel(report, command, store, seed, expected, found)
    views = {
        "score in a window": lambda: (*window(rng), {}),
        "score --with-bots": lambda: (["--with-bots"], dict(bots=True), {}),
        "score --without-colleagues": lambda: (["--without-colleagues"], dict(colleagues=False), {}),
        "score --quotes-as-replies": lambda: (["--quotes-as-replies"], {}, dict(quotes_as_replies=True)),
        "score --kinds": lambda: (["--kinds", "channel,person,anonymous"], dict(kinds=("channel", "person", "anonymous")), {}),
    }
    for group in ["score in a window", rng.choice(list(views)), rng.choice(list(views))]:
        options, view, rules = views[group]()
        if group != "score in a window" and rng.random() < 0.3:
            more, bounds = window(rng)
            options, view = options + more, view | bounds
        seen = Scope(Network(rows, **rules), **view)
        compare_rows(report, group, f"{seed} {' '.join(options)}", seen, command.rows(store, ADDED, options))
    compare_conversations(report, command, store, seed, network, scope, rng)
    compare_choice(report, command, store, seed, scope, expected, rng)
    for voice in rng.sample(sorted(expected), min(2, len(expected))):
        options, bounds = window(rng) if rng.random() < 0.3 else ([], {})
        compare_explanation(report, command, store, seed, Scope(network, **bounds), voice, options)
    compare_pairs(report, command, store, seed, scope, expected, {}, rng)
    if seed % 4 == 0:
        compare_changes(report, command, store, seed, network, rng)
    if seed % 5 == 0:
        compare_intervals(report, command, store, seed, network, rng)
    if seed % 10 == 0:
        compare_weeks(report, command, store, seed)
    if seed % 8 == 0:
        compare_lots(report, command, store, seed, scope, expected)


def counted_network(report, command, seed):
    """The platform's counts of replies and followers, and follow lists that are declared complete."""
    rng, rows = random.Random(-seed - 1), counted.network(seed)
    if not rows.posts:
        return
    names = counted.write(rows, command.folder)
    store = command.store("counted")
    command.load(store, command.folder / "tweets.jsonl")
    if rows.interactions:
        command.load(store, command.folder / "follows.csv", *(["--complete-follows"] if hasattr(rows, "complete") else []))
    for options, bounds in (([], {}), window(rng)):
        scope = Scope(Network(rows), **bounds)
        full = ["reply_reach_full"] if command.has("reply_reach_full") else []
        found = command.rows(store, ADDED + full, options)
        expected = {names.get(voice, voice): row for voice, row in scope.rows().items()}
        report.check("counts", set(found) == set(expected), f"{seed} {options}: other voices: {set(found) ^ set(expected)}")
        for voice in set(found) & set(expected):
            for name, value in expected[voice].items():
                if name != "voice":
                    report.same("counts", found[voice][name], value, f"{seed} {options} {name} of {voice}")
        if not options:
            for voice in scope.voices if full else ():
                report.same("reach at full coverage", found[names.get(voice, voice)]["reply_reach_full"], scope.reach_at_full_coverage(voice),
                            f"{seed} reply_reach_full of {voice}")
            compare_pairs(report, command, store, f"counts {seed}", scope, scope.rows(), names, rng)


def compare_panel(report, command, store, seed, expected, found):
    if not expected:
        return
    scores, agreement = panel(expected, {voice: found[voice]["reply_rank"] for voice in expected})
    for voice in expected:
        percentile, points = scores.get(voice, (None, None))
        report.same("panel", found[voice]["panel_percentile"], percentile, f"{seed} percentile of {voice}")
        report.same("panel", found[voice]["panel_borda"], points, f"{seed} Borda of {voice}")
    if seed % 4:
        return
    figures = {row["measure"]: row["value"] for row in command.json("network", store)}
    report.same("panel", figures["panel_agreement"], agreement, f"{seed} agreement")


def compare_conversations(report, command, store, seed, network, scope, rng):
    options, bounds = window(rng) if rng.random() < 0.5 else ([], {})
    seen = Scope(network, **bounds)
    found = {(row["platform"], row["conversation"]): row for row in command.json("conversations", store, *options)}
    open_ended = not options
    expected = {post.key: post for post in network.posts.values()
                if post.parent is None and (open_ended or seen.inside(post.time) and not post.stub)}
    group = "conversations"
    report.check(group, set(found) == set(expected), f"{seed} {options}: {set(found) ^ set(expected)}")
    for name, root in expected.items():
        if name not in found:
            continue
        everything, levels = [root, *below(root)], Counter()
        for post in everything:
            levels[depth(post)] += 1
        speakers = Counter(post.author for post in everything if not post.stub and seen.person(post.author))
        tree = nx.Graph((id(post), id(post.parent)) for post in everything if post.parent)
        n, row = len(everything), found[name]
        figures = dict(
            posts=n, people=len(speakers), depth=max(levels), width=max(levels.values()),
            thread_index=max((i for i in levels if levels[i] >= i), default=0),
            structural_virality=nx.wiener_index(tree) / (n * (n - 1) / 2) if n > 1 else None,
            gini=gini(sorted(speakers.values())), author=root.author)
        for measure, value in figures.items():
            report.same(group, row[measure], value, f"{seed} {measure} of {name}")


def depth(post):
    steps = 0
    while post.parent is not None:
        post, steps = post.parent, steps + 1
    return steps


def gini(counts):
    """The mean difference between two people, over twice the mean."""
    if not counts:
        return None
    return sum(abs(a - b) for a in counts for b in counts) / (2 * len(counts) * sum(counts))


def compare_choice(report, command, store, seed, scope, expected, rng):
    over = rng.choice(["reply-reach", "reply-reach", "conversed", "audience"])
    pool = {voice: {"reply-reach": lambda: scope.people(scope.reach, voice), "audience": lambda: scope.audience(voice) or set(),
                    "conversed": lambda: scope.people(scope.conversed, voice)}[over]() for voice in expected}
    number, options, everybody = rng.randrange(1, 4), ["--over", over], pool
    those = rng.choice(["sound", "sound", "all", "among"])
    if those == "all":
        pool = {voice: people for voice, people in pool.items() if expected[voice]["kind"] in scope.kinds}
        options.append("--all")
    elif those == "among":
        pool = dict(rng.sample(sorted(pool.items()), min(len(pool), number + 2)))
        options += itertools.chain(*(("--among", voice) for voice in pool))
    else:
        # A voice to whom at most two came back, or whose replies look like a pile-on, is no candidate.
        pool = {voice: people for voice, people in pool.items()
                if expected[voice]["section"] == "voices" and expected[voice]["thin"] != "yes" and expected[voice]["pile_on"] != 1}
    if len(pool) < number and those != "sound":
        return
    picks = command.json("choose", store, "--voices", number, *options)
    report.check("choose", len(picks) <= number and (picks or not any(pool.values())), f"{seed} {options}: {picks}")
    number = min(number, len(pool))
    union = set()
    for row in picks:
        mine = everybody.get(row["voice"], set())
        gain = len(mine - union)
        union |= mine
        for name, value in dict(reached=len(mine), gain=gain, overlap=len(mine) - gain, joint_reach=len(union)).items():
            report.same("choose", row[name], value, f"{seed} {options} {name} of {row['voice']}")
    report.check("choose", len({row["voice"] for row in picks} & set(pool)) == len(picks), f"{seed} {options}: not candidates: {picks}, {set(pool)}")
    best = max(len(set().union(*(pool[v] for v in chosen))) for chosen in itertools.combinations(pool, number))
    report.check("choose", len(union) >= (1 - 1 / 2.718281828459045) * best, f"{seed} {options}: {len(union)} of {best}")
    report.optima.append(len(union) == best)


def compare_explanation(report, command, store, seed, scope, voice, options):
    told = command.json("explain", store, voice, *options)
    edges = scope.network.followers[voice]
    expected = dict(
        followers_held=set(edges), audience_reach=scope.audience(voice),
        amplification={actor for actor, target, time in scope.network.reposts
                       if target == voice and scope.inside(time) and scope.counts(actor, voice)},
        reply_reach=scope.people(scope.reach, voice), repliers=scope.people(scope.repliers, voice),
        reciprocated=scope.people(scope.mutual, voice), conversed=scope.people(scope.conversed, voice))
    figures = {figure["name"]: figure for figure in told["figures"]}
    for name, people in expected.items():
        figure = figures.get(name)
        if figure is None or figure["value"] is None:
            report.check("explain", not people, lambda: f"{seed} {name} of {voice}: absent, expected {people}")
            continue
        listed = [person["voice"] for person in figure["people"]]
        report.check("explain", len(listed) == len(set(listed)) == figure["value"] and set(listed) == set(people or ()),
                     lambda: f"{seed} {name} of {voice} {options}: {figure['value']} {listed}, expected {people}")
    by = scope.reach[voice]
    seen = Counter(p for people in by.values() for p in people)
    roots = {root: (len(by[root]), sum(seen[p] == 1 for p in by[root])) for root in scope.conversations(voice)}
    listed = {(c["platform"], c["conversation"]): (c["people"], c["only_there"]) for c in told["conversations"]}
    report.check("explain", listed == roots, lambda: f"{seed} conversations of {voice} {options}: {listed}, expected {roots}")


def compare_changes(report, command, store, seed, network, rng):
    cut = conversing.START + DAY * rng.randrange(10, 30)
    # Windows that overlap are refused.
    late = cut + DAY * rng.choice([0, 0, 6])
    scopes = [Scope(network, end=cut), Scope(network, start=late)]
    before, after = (scope.rows() for scope in scopes)
    found = {row["voice"]: row for row in command.json(
        "changes", store, "--before", f"..{moment(cut)}", "--after", f"{moment(late)}..")}
    ranked = {v for rows in (before, after) for v, row in rows.items() if row["rank"]}
    report.check("changes", set(found) == ranked, f"{seed}: {set(found) ^ ranked}")
    # A conversation that goes on is one in each window.
    p = holm({voice: differing(*(sole_points(scope, voice, tag) for tag, scope in enumerate(scopes)))
              for voice in ranked if before.get(voice) and after.get(voice)})
    for voice in ranked & set(found):
        row, was, now = found[voice], before[voice], after[voice]
        old, new = was["rank"], now["rank"]
        change = ("entered" if old is None else "left" if new is None else
                  "rose" if new < old else "fell" if new > old else "stayed")
        figures = dict(change=change, rank_before=old, rank_after=new)
        for name in ("score", "reply_reach", "conversed"):
            figures |= {f"{name}_before": was[name], f"{name}_after": now[name]}
        report.same("score_p", row["score_p"], p.get(voice), f"{seed} score_p of {voice}", 1e-3)
        if p.get(voice) is not None and abs(p[voice] - 0.05) > 1e-3:
            figures["score_change"] = (
                "too close to call" if p[voice] >= 0.05 else "more" if now["score"] > was["score"] else "less")
        elif p.get(voice) is None:
            figures["score_change"] = None
        for name, value in figures.items():
            report.same("changes", row[name], value, f"{seed} {name} of {voice}")
        bands = [row[f"rank_{end}_{when}"] for when in ("before", "after") for end in ("low", "high")]
        apart = None if None in bands else bands[0] > bands[3] or bands[2] > bands[1]
        said = {None: None, "yes": True, "no": False}.get(row["beyond_bands"], row["beyond_bands"])
        report.check("changes", said == apart, f"{seed} beyond_bands of {voice}: {row['beyond_bands']}, {bands}")


def compare_intervals(report, command, store, seed, network, rng):
    options, bounds = window(rng) if rng.random() < 0.2 else ([], {})
    found = command.rows(store, ENDS + NEXT, options)
    expected, scope = intervals(network, bounds), Scope(network, **bounds)
    calibration = Calibration(scope, seed)
    for voice, row in found.items():
        compare_next(report, f"{seed} {options}", row, sole_intervals(scope, voice), voice)
        compare_interval(report, f"{seed} {options}", row, expected.get(voice, {}), scope, voice, calibration)


def compare_interval(report, what, row, expected, scope, voice, calibration):
    """The wider, end by end, of the jackknife's interval and the calibrated one, where there is one."""
    for name in ("score", *FUNNEL, "audience_reach"):
        if expected and name not in expected:
            continue
        low, high, slack = expected.get(name, (None, None, 0))
        ends = {end: row.get(f"{name}_{end}") for end in ("low", "high")}
        if name == "conversed" and row["conversed"] is None:
            low, high = None, None
        known = calibration.ends(row["conversations"], name, row[name]) if low is not None and name != "audience_reach" else None
        if known is None:
            report.same("jackknife", ends["low"], low, f"{what} {name}_low of {voice}", slack)
            report.same("jackknife", ends["high"], high, f"{what} {name}_high of {voice}", slack)
            continue
        (lowest, low_most), (high_least, highest) = known
        between = (min(low, lowest) - slack - 0.005001, min(low, low_most) + slack + 0.005001)
        report.check("calibrated intervals", None not in ends.values() and between[0] <= ends["low"] <= between[1],
                     lambda: f"{what} {name}_low of {voice}: {ends}, jackknife {low}, may be {between}")
        # A quantile of 0 gives no upper end.
        least = high if high_least is None else max(high, high_least)
        most = float("inf") if highest is None else max(high, highest)
        report.check("calibrated intervals", None not in ends.values() and
                     min(least, high if highest is None else least) - slack - 0.005001 <= ends["high"] <= most + slack + 0.005001,
                     lambda: f"{what} {name}_high of {voice}: {ends}, jackknife {high}, may be {(least, most)}")


def compare_next(report, what, row, ends, voice):
    for name in ("reply_reach", "score"):
        low, high, below, above = ends[f"{name}_next"]
        if name == "score" and (row["score"] < 10 or row["conversations"] < 10):
            # Measured to hold in fewer than nine of ten, so it is left out.
            low = high = None
        report.same("the next window", row[f"{name}_next_low"], low, f"{what} {name}_next_low of {voice}", below)
        report.same("the next window", row[f"{name}_next_high"], high, f"{what} {name}_next_high of {voice}", above)


def compare_pairs(report, command, store, what, scope, expected, names, rng, number=3):
    """What `compare` says of every pair of so many voices: who has the higher score, by Holm."""
    chosen = rng.sample(sorted(expected), min(number, len(expected)))
    # Half of the time, such as can be told apart.
    if rng.random() < 0.7:
        often = [voice for voice in sorted(expected) if (expected[voice]["conversations"] or 0) >= 5]
        chosen = rng.sample(often, min(number, len(often)))
    if len(chosen) < 2:
        return
    done = subprocess.run([command.binary, "compare", store, *(names.get(v, v) for v in chosen), "--output-format", "csv"],
                          capture_output=True, text=True)
    said = [line for line in done.stderr.splitlines() if not line.startswith(("note", "warning"))]
    sole = {voice: sole_points(scope, voice) for voice in chosen}
    p = {}
    for pair in itertools.combinations(chosen, 2):
        coverages = [expected[voice]["coverage"] for voice in pair]
        like = None in coverages or abs(coverages[0] - coverages[1]) <= 0.1 + 1e-9
        # Untimed replies between accounts say nothing of conversations.
        known = all(expected[voice]["conversations"] is not None for voice in pair)
        p[pair] = differing(*(sole[voice] for voice in pair)) if like and known else None
    adjusted = holm(p)
    for pair in p:
        a, b = pair
        if expected[a]["score"] < expected[b]["score"]:
            a, b = b, a
        left, right = names.get(a, a), names.get(b, b)
        of_pair = [line for line in said if f"{left} (" in line and f"{right} (" in line]
        if pair not in adjusted or expected[a]["score"] == expected[b]["score"] == 0:
            right_words = [line for line in of_pair if "cannot be compared" in line]
        elif abs(adjusted[pair] - 0.05) < 1e-3:
            continue
        elif adjusted[pair] >= 0.05:
            right_words = [line for line in of_pair if line.startswith("Too close to call between")]
        else:
            right_words = [line for line in of_pair if line.startswith(f"{left} (") and f"a higher score than {right} (" in line]
        report.check("compare", len(right_words) == 1, lambda: f"{what} {pair}: p {adjusted.get(pair)}, said {said} {done.stderr[-300:]}")


def compare_weeks(report, command, store, seed):
    columns = ["--columns", "+active_weeks,+amplification,+rank_low,+one_off_share"]
    series = defaultdict(list)
    for row in command.json("score", store, "--every", "week", *columns):
        series[row.pop("window_start"), row.pop("window_end")].append(row)
    ends = sorted(series)
    report.check("every week", all(a[1] == b[0] for a, b in zip(ends, ends[1:])), f"{seed}: gaps: {ends}")
    for (start, end), rows in series.items():
        single = command.json("score", store, "--from", start, "--to", end, *columns)
        report.check("every week", rows == single, f"{seed}: {start}..{end} differs from the single window")
        days = datetime.fromisoformat(end) - datetime.fromisoformat(start)
        report.check("every week", days.days == 7 and datetime.fromisoformat(start).weekday() == 0, f"{seed}: {start}..{end}")


def compare_lots(report, command, store, seed, scope, expected):
    by = random.Random(seed).choice(["score", "score", "reply_reach", "conversed", "repliers", "reciprocated"])
    found = command.rows(store, LOTS, ["--rank-by", by.replace("_", "-")])
    halves, redrawn = HalfSamples(scope, expected, seed, by), RedrawnThreads(scope, seed)
    ranked = [row for row in expected.values() if row["section"] == "voices"]
    for row in ranked:
        place = [(other[by] or 0, other["reply_reach"], other["repliers"]) for other in ranked]
        own = (row[by] or 0, row["reply_reach"], row["repliers"])
        report.same("score --rank-by", found[row["voice"]]["rank"], 1 + sum(o > own for o in place), f"{seed} {by} rank of {row['voice']}")
    for voice, row in found.items():
        banded = voice in halves.pool and voice in scope.authors and halves.whole > 1
        report.check("rank bands", banded == (row["rank_low"] is not None), f"{seed} band of {voice}: {row}")
        if banded and row["rank_low"] is not None:
            for end, place in (("low", 10), ("high", 190)):
                report.check("rank bands", halves.plausible_quantile(voice, row[f"rank_{end}"], place, row["rank"]),
                             f"{seed} {by} {end} of {voice}: {row[f'rank_{end}']}, rank {row['rank']}")
            for name, share in (("top_ten_share", halves.share(voice, 10)), ("voice_share", halves.returned[voice] / halves.DRAWS)):
                report.check("rank bands", halves.plausible_share(row[name], share), f"{seed} {by} {name} of {voice}: {row[name]}, {share}")
        report.check("conversed_p", (row["conversed_p"] is not None) == (voice in scope.authors), f"{seed} p of {voice}")
        if row["conversed_p"] is not None:
            report.check("conversed_p", redrawn.plausible(voice, row["conversed_p"]),
                         f"{seed} p of {voice}: {row['conversed_p']}, drawn {redrawn.hits.get(voice)} of {redrawn.DRAWS}")
    tested = {v: row["conversed_p"] for v, row in found.items() if row["conversed_p"] is not None and row["reciprocated"] >= 1}
    if seed % 40 == 0:
        for percent in (10, 20, 30):
            lost, name = LostReplies(scope.network, expected, seed, percent), f"rank_after_{percent}_percent_lost"
            for voice, row in found.items():
                held = row[name] is None if voice not in lost.draws else row[name] is not None and lost.plausible(voice, row[name])
                report.check("rank after losses", held, f"{seed} {name} of {voice}: {row[name]}, drawn {sorted(lost.draws[voice])[::15]}")
    q = adjusted(tested)
    for voice, row in found.items():
        report.same("conversed_q", row["conversed_q"], q.get(voice), f"{seed} q of {voice}")


TOY = """1 A - 0;2 B 1 5;3 A 2 9;4 B 3 20;5 E 2 30;6 C 1 15;7 A 6 25;8 C 7 60;9 F 8 90;10 A 1 2;11 C 10 200;21 D - 0;22 B 21 1;
23 X 21 2;24 X 21 3;25 E 21 4;26 B 25 5"""
TOY_FOLLOWERS = "A:B C g1;B:A g1 g2;C:A g3;D:B E X g1 g2 g3 g4 g5 g6;E:g4"
# The table of the definitions, worked by hand.
TOY_VALUES = {
    "repliers": dict(A=2, B=2, C=2, D=3, E=1, F=0, X=0),
    "reciprocated": dict(A=2, B=1, C=1, D=0, E=0, F=0, X=0),
    "conversed": dict(A=2, B=0, C=0, D=0, E=0, F=0, X=0),
    "reply_reach": dict(A=4, B=2, C=2, D=3, E=1, F=0, X=0),
    "reply_rank": dict(A=.2583, B=.1940, C=.1889, D=.1756, E=.0977, F=.0428, X=.0428),
    "audience_reach": dict(A=8, D=10, F=None, X=None), "audience_added": dict(A=5, D=1),
    "conversation_index": dict(A=2, D=1), "response_rate": dict(A=2 / 5, D=0),
    "response_rate_by_person": dict(A=1, D=0), "response_minutes": dict(A=7, D=None),
    "betweenness": dict(B=9, A=8, C=5, D=5), "constraint": dict(A=.5, C=.5, B=.5586, D=.5586, E=.8889),
    "reach_without_largest": dict(A=0), "largest_conversation_share": dict(A=1), "held_followers": dict(A=3, B=3, C=2, D=9, E=1, F=0),
    "score": dict(A=4, B=1, C=1, D=0, E=0, F=0, X=0), "rank": dict(A=1, B=None, D=None),
    "section": dict(A="voices", B="others", C="others", D="others", E="others", F="others", X="others"),
}
TOY_CONVERSATIONS = {
    "1": dict(posts=11, people=5, depth=4, width=4, thread_index=2, structural_virality=174 / 55, gini=.2909),
    "21": dict(posts=6, people=4, depth=2, width=4, thread_index=1, structural_virality=28 / 15, gini=.1667),
}


def toy(report, command):
    rows = conversing.Rows()
    for line in TOY.replace("\n", "").split(";"):
        name, author, parent, minute = line.split()
        rows.posts.append(dict(id=name, author=author, parent=parent.strip("-"), time=conversing.START + 60 * int(minute)))
    for line in TOY_FOLLOWERS.split(";"):
        voice, _, followers = line.partition(":")
        rows.interactions += [dict(kind="follow", actor=one, target=voice) for one in followers.split()]
    store = command.import_rows(rows, "toy")
    found = command.rows(store, ADDED + ["reply_rank", "betweenness", "constraint"])
    for name, values in TOY_VALUES.items():
        for voice, value in values.items():
            place = 5e-5 if isinstance(value, float) else 0
            printed = found[voice][name]
            near = printed == value if value is None or isinstance(value, str) else abs(printed - value) <= place + 1e-9
            report.check("the toy", near, f"{name} of {voice}: {printed!r}, expected {value!r}")
    for row in command.json("conversations", store):
        for name, value in TOY_CONVERSATIONS[row["conversation"]].items():
            report.check("the toy", abs(row[name] - value) <= 5.1e-5, f"{name} of {row['conversation']}: {row[name]!r}")
    picks = command.json("choose", store, "--voices", 2)
    report.check("the toy", picks == [], f"A is thin, and chosen: {picks}")
    picks = command.json("choose", store, "--voices", 2, "--all")
    report.check("the toy", [(row["voice"], row["joint_reach"]) for row in picks] == [("A", 4), ("D", 5)], f"{picks}")
    flags = command.json("explain", store, "A")["flags"]
    report.check("the toy", any("100%" in flag for flag in flags), f"one conversation is not flagged: {flags}")


def broadcasters(report, command):
    """Both sides of every threshold: repliers, of whom so many are answered and come back, with posts and without."""
    cases = {
        # repliers, answered, came back, kind: section with posts, section by untimed replies between accounts
        (10, 0, 0, "person"): ("broadcasters", "broadcasters"), (9, 0, 0, "person"): ("others", "others"),
        (20, 1, 1, "person"): ("broadcasters", "broadcasters"), (19, 1, 1, "person"): ("voices", "voices"),
        (20, 1, 0, "person"): ("broadcasters", "broadcasters"), (19, 1, 0, "person"): ("others", "voices"),
        (40, 2, 2, "channel"): ("broadcasters", "broadcasters"), (39, 2, 2, "channel"): ("excluded", "excluded"),
        (60, 3, 3, "person"): ("voices", "broadcasters"), (60, 3, 2, "person"): ("broadcasters", "broadcasters"),
        (20, 1, 1, "anonymous"): ("excluded", "excluded"), (20, 0, 0, "bot"): ("excluded", "excluded"),
    }
    rows, arcs = conversing.Rows(), conversing.Rows()
    for number, ((repliers, answered, returned, kind), _) in enumerate(cases.items()):
        host, post = f"host{number}", itertools.count(1000 * (number + 1))

        def write(author, parent, time):
            rows.posts.append(dict(id=str(next(post)), author=author, parent=parent, time=str(time), conversation="", kind="",
                                   platform="local"))
            return rows.posts[-1]["id"]

        root = write(host, "", conversing.START)
        for other in range(repliers):
            asked = write(f"p{number}x{other}", root, conversing.START + 60 + other)
            arcs.interactions.append(dict(kind="reply", actor=f"p{number}x{other}", target=host, time="", platform="local"))
            if other < answered:
                answer = write(host, asked, conversing.START + 600 + other)
                arcs.interactions.append(dict(kind="reply", actor=host, target=f"p{number}x{other}", time="", platform="local"))
                if other < returned:
                    write(f"p{number}x{other}", answer, conversing.START + 6000 + other)
        line = dict(platform="local", id=host, kind=kind, organisation="", voice="", followers="")
        rows.roster.append(line)
        arcs.roster.append(line)
    for way, data in enumerate((rows, arcs)):
        store = command.store("broadcasters")
        folder = command.folder / "broadcasters"
        folder.mkdir(exist_ok=True)
        data.write(folder)
        command.load(store, folder / ("posts.csv", "interactions.csv")[way])
        command.run("tag", folder / "roster.csv", "--into", store, "--quiet")
        found = command.rows(store, ADDED)
        compare_rows(report, "broadcasters", ("posts", "replies")[way], Scope(Network(data)), found)
        for number, (case, sections) in enumerate(cases.items()):
            report.same("broadcasters", found[f"host{number}"]["section"], sections[way], f"{way} {case}")


def pheme(report, command):
    """Tweets with stubs, follower counts, reposts and account-level replies, in full and in a window."""
    for collection in ("charliehebdo", "ferguson"):
        folder = DATA / "pheme" / collection
        rows, names = tweets(folder)
        store = command.store(collection)
        for file in ("tweets", "retweets"):
            if (folder / f"{file}.jsonl.gz").exists():
                command.load(store, folder / f"{file}.jsonl.gz")
        command.load(store, folder / "follows.txt.gz", "--kind", "follow", "--platform", "x")
        network = Network(rows)
        times = sorted(post.time for post in network.posts.values() if post.time is not None)
        start, end = times[len(times) // 5], times[4 * len(times) // 5]
        for options, bounds in (([], {}), (["--from", moment(start), "--to", moment(end)], dict(start=start, end=end))):
            scope = Scope(network, **bounds)
            expected = {names.get(voice, voice): row for voice, row in scope.rows().items()}
            found, calibration = command.rows(store, ADDED + ENDS + NEXT, options), Calibration(scope, 1)
            report.check("PHEME", set(found) == set(expected), f"{collection}: {len(set(found) ^ set(expected))} other voices")
            for voice in set(found) & set(expected):
                for name, value in expected[voice].items():
                    if name != "voice":
                        report.same("PHEME", found[voice][name], value, f"{collection} {options} {name} of {voice}")
            for account in scope.voices:
                voice, ends = names.get(account, account), sole_intervals(scope, account)
                if voice in found:
                    compare_interval(report, f"{collection} {options}", found[voice], ends, scope, account, calibration)
                    compare_next(report, f"{collection} {options}", found[voice], ends, account)


def higgs(report, command):
    """The figures of the definitions for a day of acts without post ids."""
    store = command.store("higgs")
    command.load(store, DATA / "higgs/higgs-activity_time.txt.gz")
    rows = command.json("score", store)
    totals = dict(
        conversing=sum((row["conversed"] or 0) >= 1 for row in rows), conversed=sum(row["conversed"] or 0 for row in rows),
        score=sum(row["score"] for row in rows), broadcasters=sum(row["section"] == "broadcasters" for row in rows))
    report.check("Higgs activity", totals == dict(conversing=643, conversed=678, score=5934, broadcasters=165), f"{totals}")
    first = [(row["voice"], row["score"], row["reply_reach"]) for row in rows[:8]]
    published = [("9021", 22, 37), ("52908", 16, None), ("67382", 12, None), ("9964", 9, 47), ("28458", 9, 12), ("20971", 9, 8),
                 ("6241", 8, 22), ("33833", 8, 14)]
    for found, expected in zip(first, published):
        report.check("Higgs activity", all(e is None or f == e for f, e in zip(found, expected)), f"{found}, published {expected}")
    report.check("Higgs activity", [(row["section"], row["repliers"]) for row in rows if row["voice"] == "1276"] == [("broadcasters", 27)],
                 "1276 is no broadcaster with 27 repliers")


def archives(report, command):
    """A mailing list and a forum over years, with dozens of voices of many conversations."""
    for name in ("usrp", "delving"):
        file, rows = DATA / "threads" / f"{name}.csv.gz", conversing.Rows()
        with gzip.open(file, "rt", newline="") as sheet:
            rows.posts = [dict(row, conversation="", kind="", platform="local") for row in csv.DictReader(sheet)]
        store = command.store(name)
        command.load(store, file)
        scope = Scope(Network(rows))
        expected = scope.rows()
        found, calibration = command.rows(store, ADDED + ENDS + NEXT), Calibration(scope, 1)
        report.check("archives", set(found) == set(expected), f"{name}: {len(set(found) ^ set(expected))} other voices")
        for voice in set(found) & set(expected):
            for measure, value in expected[voice].items():
                report.same("archives", found[voice][measure], value, f"{name} {measure} of {voice}")
            ends = sole_intervals(scope, voice)
            compare_interval(report, name, found[voice], ends, scope, voice, calibration)
            compare_next(report, name, found[voice], ends, voice)
        for turn in range(20):
            compare_pairs(report, command, store, f"{name} {turn}", scope, expected, {}, random.Random(turn), 2 + turn % 3)


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    report = Report()
    report.optima = []
    with tempfile.TemporaryDirectory(prefix="repartee-threads-") as folder:
        command = Command(BINARY, folder)
        toy(report, command)
        broadcasters(report, command)
        for seed in range(count):
            random_network(report, command, seed)
            if seed % 2 == 0:
                counted_network(report, command, seed // 2)
        found = sum(report.optima)
        if not command.has("reply_reach_full"):
            print("this command has no reply_reach_full: it is skipped")
        report.check("choose", found >= 0.95 * len(report.optima), f"the optimum in only {found} of {len(report.optima)}")
        if DATA.is_dir():
            pheme(report, command)
            archives(report, command)
            higgs(report, command)
        else:
            print(f"{DATA} is absent: PHEME, Higgs and the archives are skipped")
    print(f"{count} random networks; choose found the optimum in {found} of {len(report.optima)}")
    report.end()
    sys.exit(1 if report.differences else 0)


if __name__ == "__main__":
    main()
