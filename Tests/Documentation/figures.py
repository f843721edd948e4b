"""Tables and sentences of the guide that quote recorded runs (`Benchmarks/Runs`), each with its date and machine."""
import csv
import hashlib
import json
import pathlib
import re
import statistics

RUNS = pathlib.Path(__file__).resolve().parents[2] / "Benchmarks/Runs"


# Runs of `Benchmarks/run`: a folder each, with machine and date.

def runs() -> list[dict]:
    """All recorded runs, the newest first."""
    found = []
    for path in RUNS.glob("*/results.json"):
        found.append({**json.loads(path.read_text()), "folder": path.parent.name})
    return sorted(found, key=lambda run: (run["date"], len(run["rows"])), reverse=True)


def newest(of: str) -> tuple[dict, list[dict]]:
    """The newest run that has rows whose job matches, and these."""
    for run in runs():
        if rows := [row for row in run["rows"] if re.search(of, row["job"])]:
            return run, rows
    raise LookupError(f"no recorded run has {of}")


def origin(run: dict) -> str:
    return f"Run of {run['date']} on {run['machine']}, {run['threads']} threads, {run['memory_gib']} GiB (`Benchmarks/Runs/{run['folder']}`)."


def short(number: float) -> str:
    return f"{number:,.0f}" if number >= 100 else f"{number:.2g}"


def growth() -> str:
    run = next(run for run in runs() if run["growth"])
    parts = {name: {one["posts"]: one for one in ones} for name, ones in run["growth"].items()}
    lines = [origin(run), "",
             "| posts | import posts | import follows | score | reply reach of every voice | peak of `score`, bytes a post |",
             "| ---: | ---: | ---: | ---: | ---: | ---: |"]
    for posts, scored in sorted(parts["score"].items()):
        cells = [short(parts[name][posts]["seconds"] / posts * 1e6)
                 for name in ("import posts", "import follows", "score", "reply reach")]
        lines.append(f"| {posts:,} | " + " | ".join(cells) + f" | {scored['peak_bytes'] / posts:,.0f} |")
    return "\n".join(lines)


def capacity() -> str:
    run = next(run for run in runs() if run["growth"])
    largest = max(run["growth"]["score"], key=lambda one: one["posts"])
    each = largest["peak_bytes"] / largest["posts"]
    lines = [f"At {each:.0f} bytes a post at the peak of `score`, as measured at {largest['posts']:,} posts with five follows a post and ten posts "
             f"an account, and if it goes on so. {origin(run)}", "",
             "| memory | posts | follows |", "| ---: | ---: | ---: |"]
    for memory in (8, 24, 64, 512):
        posts = memory * 2**30 / each
        lines.append(f"| {memory} GiB | {round(posts / 1e6, -1 if posts >= 1e8 else 0):,.0f} million "
                     f"| {round(5 * posts / 1e6, -1 if posts >= 1e8 else 0):,.0f} million |")
    return "\n".join(lines)


READ = {"follows": "follow lists", "posts": "sheets of posts", "texts": "sheets of texts", "interactions": "sheets of interactions",
        "mapped": "sheets by a mapping", "twarc-csv": "sheets of twarc", "x-v2": "X v2", "jetstream": "Jetstream",
        "mastodon": "Mastodon", "reddit": "Reddit", "convokit": "ConvoKit", "mapped-json": "JSON by a mapping", "youtube": "YouTube",
        "discourse": "Discourse", "wordpress": "blogs (WXR)", "graphml": "GraphML"}


def reading() -> str:
    run, rows = newest(r"^read [\d,]+ MB of ")
    lines = [origin(run), "", "| what | MB/s | peak of memory, MB |", "| --- | ---: | ---: |"]
    for row in sorted(rows, key=lambda row: -statistics.median(row["ours"])):
        peak = re.search(r"([\d,]+) MB at this size", row["note"]).group(1)
        lines.append(f"| {READ.get(row['job'].split(' of ')[1], row['job'].split(' of ')[1])} | {statistics.median(row['ours']):,.0f} | {peak} |")
    return "\n".join(lines)


def pictures() -> str:
    run, rows = newest(r"diagram of ")
    lines = [origin(run), "", "| picture | seconds |", "| --- | ---: |"]
    for row in rows:
        lines.append(f"| {row['job']} | {statistics.median(row['ours']):.2g} |")
    note = next((row["note"] for row in rows if row["note"] and "read" in row["note"]), "")
    return "\n".join([*lines, "", f"From the scores of a network in memory to the finished picture; {note}."])


SETTINGS = {"numbers": "numbers, in order of ids", "numbers shuffled": "numbers, shuffled", "text": "ids of 70 characters, in order",
            "text shuffled": "ids of 70 characters, shuffled", "numbers join": "reply reach alone, numbers, by polars",
            "text join": "reply reach alone, ids of 70 characters, by polars"}


def python() -> str:
    run = json.loads((RUNS / "python.json").read_text())
    lines = [f"The package of {run['wheel_bytes'] / 1e6:.0f} MB takes {run['installed_bytes'] / 1e6:.0f} MB once installed. {run['rows']:,} posts "
             f"and a tenth as many accounts, seconds, and bytes a row beyond the table's own at the peak, with the result:", "",
             "| rows | read | read and scored | bytes a row at the peak |", "| --- | ---: | ---: | ---: |"]
    for one in run["runs"]:
        steps = one["steps"]
        read = f"{steps['read']['seconds']:.1f}" if "read" in steps else ""
        last = steps.get("read and scored") or steps["polars"]
        lines.append(f"| {SETTINGS[one['setting']]} | {read} | {last['seconds']:.1f} | {last['bytes']:.0f} |")
    return "\n".join([*lines, "", f"Run of {run['date']} on {run['machine']}, {run['threads']} threads, {run['memory_gib']} GiB, by "
                      "`Tests/Python/costs.py` (`Benchmarks/Runs/python.json`). polars joins posts to their parents, level by level; its answer is the same."])


def arrays() -> str:
    run, rows = newest(r"^memory of a ")
    return "\n".join([origin(run), "", "| what | bytes |", "| --- | ---: |",
                      *(f"| {row['job'].removeprefix('memory of ')} | {statistics.median(row['ours']):.1f} |" for row in rows)])


# Runs of `make bench-certainty`, `bench-foretelling`, `bench-gaming`: seeded, so the same on every machine.

def recorded(name: str) -> str:
    """When a file of figures was made; the file has to be the one that was."""
    for row in csv.DictReader((RUNS / "dates.csv").open()):
        if row["file"] == name:
            if hashlib.sha256((RUNS / name).read_bytes()).hexdigest() != row["sha256"]:
                raise ValueError(f"{name} is another one than Benchmarks/Runs/dates.csv has a date for")
            return f"Recorded {row['date']}, by `{row['command']}` (`Benchmarks/Runs/{name}`); seeded, so every machine gives the same."
    raise ValueError(f"Benchmarks/Runs/dates.csv has no {name}")


def span(values: list[float], places: int = 0) -> str:
    low, high = (f"{value:.{places}f}" for value in (min(values), max(values)))
    low, high = (text.removeprefix("0") if places and text.startswith("0.") else text for text in (low, high))
    return low if low == high else f"{low}–{high}"


GROUP = re.compile(r"([\d.]+) \(\s*\d+,\s*\d+\)\s+(\d+)")


def coverage_rows() -> list[dict]:
    rows = []
    for line in (RUNS / "coverage.txt").read_text().splitlines()[1:]:
        sizes, people, conversations, _ = line.split()[:4]
        groups = [(float(share), int(width)) for share, width in GROUP.findall(line)]
        rows.append({"sizes": sizes, "people": people, "T": int(conversations), "groups": groups})
    return rows


SIZES = {"pheme": "two events on X", "threads": "five forums and lists, a microblog", "lognormal": "lognormal",
         "pareto1.5": "Pareto, α = 1.5", "giants": "a giant once in 25"}
OLD, STUDENTISED, NEW, _, NEXT = range(5)


def intervals() -> str:
    rows = coverage_rows()
    counts = sorted({row["T"] for row in rows})
    lines = [recorded("coverage.txt"), "", "| sizes of conversations | " + " | ".join(f"T = {T}" for T in counts) + " |",
             "| --- |" + " --- |" * len(counts)]
    for sizes, label in SIZES.items():
        before, now = [], []
        for T in counts:
            groups = [row["groups"] for row in rows if row["sizes"] == sizes and row["T"] == T]
            before.append(span([one[OLD][0] for one in groups if one[OLD][1]]))
            widths = [one[NEW][1] / one[OLD][1] for one in groups if one[OLD][1]]
            wider = f", {statistics.mean(widths):.1f}×" if widths else ""
            now.append(span([one[NEW][0] for one in groups]) + wider)
        lines += [f"| {label}, before | " + " | ".join(before) + " |", f"| {label}, now | " + " | ".join(now) + " |"]
    short = sorted((min(one["groups"][NEW][0] for one in rows if one["sizes"] == sizes and one["T"] == T), SIZES.get(sizes, sizes), T)
                   for sizes in {row["sizes"] for row in rows} for T in counts)
    below = [f"{label} at T = {T} ({share:.1f})" for share, label, T in short if share < 93]
    worst = [f"{int(min(row['groups'][STUDENTISED][0] for row in rows if row['T'] == T and row['groups'][STUDENTISED][1]))} at T = {T}"
             for T in counts]
    lines += ["", "Where it falls short of 93: " + ("; ".join(below) or "nowhere") + ". Without twenty other voices to learn from the interval "
              "is the jackknife's alone, and holds at worst, over all simulated settings, so many times in 100: " + ", ".join(worst) + ". Left out are settings in which everybody was met, where an interval has no width."]
    return "\n".join(lines)


def voice_rows() -> list[dict]:
    rows = []
    for line in (RUNS / "coverage-voices.txt").read_text().splitlines()[1:]:
        name, figure, conversations, voices, mean = line.split()[:5]
        groups = [float(share) for share, _ in GROUP.findall(line)]
        rows.append({"set": name, "figure": figure, "T": int(conversations), "voices": int(voices), "mean": float(mean), "groups": groups})
    return rows


def small_figures() -> str:
    rows = [row for row in voice_rows() if row["voices"] >= 5]
    lines = [recorded("coverage-voices.txt"), "", "| mean of the figure | settings | held of 100 |", "| --- | ---: | ---: |"]
    for low, high in [(0, 1), (1, 2), (2, 5), (5, 10), (10, 1e9)]:
        chosen = [row["groups"][NEW] for row in rows if low <= row["mean"] < high]
        if chosen:
            label = f"{low} and more" if high > 1e6 else f"below {high}" if low == 0 else f"{low} to {high}"
            lines.append(f"| {label} | {len(chosen)} | {span(chosen)} |")
    return "\n".join([*lines, "", "A setting is a set, a figure and a number of conversations, with five voices or more."])


def next_window() -> str:
    rows = coverage_rows()
    counts = sorted({row["T"] for row in rows})
    lines = [recorded("coverage.txt"), "", "| sizes of conversations | " + " | ".join(f"T = {T}" for T in counts) + " |",
             "| --- |" + " ---: |" * len(counts)]
    for sizes, label in SIZES.items():
        cells = [span([row["groups"][NEXT][0] for row in rows if row["sizes"] == sizes and row["T"] == T]) for T in counts]
        lines.append(f"| {label} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


SETS = {"pheme/charliehebdo": "an event on X", "pheme/ferguson": "another event on X", "usrp": "a mailing list of engineers",
        "cypher1990": "a mailing list", "delving": "a forum of engineers", "forums4": "a forum of political debate",
        "usenet20": "newsgroups", "weibo": "a microblog"}


def table_rows(name: str) -> list[list[str]]:
    return [re.split(r"\s{2,}", line.strip()) for line in (RUNS / name).read_text().splitlines()[1:] if line.strip()]


def fetch() -> str:
    lines = [recorded("fetch.txt"), "", "| set | nothing fetched | this order | largest first | any order |",
             "| --- | ---: | ---: | ---: | ---: |"]
    for name, budget, *values in table_rows("fetch.txt"):
        if budget == "10%":
            lines.append(f"| {SETS[name]} | " + " | ".join(f"{float(value):.2f}" for value in values[:4]) + " |")
    return "\n".join(lines)


def missing() -> str:
    lines = [recorded("missing-replies.txt"), "", "| set | R left | M | C | `reply_reach_full` | its interval holds |",
             "| --- | ---: | ---: | ---: | ---: | --- |"]
    for line in (RUNS / "missing-replies.txt").read_text().splitlines()[1:]:
        cells = line.split()
        if cells[1] == "50%":
            held = " ".join(cells[9:]) or "of no voice"
            lines.append(f"| {SETS[cells[0]]} | " + " | ".join(cells[4:8]) + f" | {held} |")
    return "\n".join(lines)


def differences() -> str:
    text = (RUNS / "differences.txt").read_text()
    halves, alike, power = re.split(r"\n\n", text)[:3]
    sets: dict[str, list[tuple[float, float]]] = {}
    for line in halves.splitlines()[2:]:
        cells = line.split()
        sets.setdefault(cells[1], []).append((float(cells[4]), float(cells[5])))
    lines = [recorded("differences.txt"), "",
             "| figure | halves by a coin, share with p < .05 | halves of equal number |", "| --- | ---: | ---: |"]
    for figure, values in sets.items():
        lines.append(f"| {figure.replace('-', ' ')} | {span([one[0] for one in values], 3)} | {span([one[1] for one in values], 3)} |")
    tries = [[float(value) for value in line.split()[3:]] for line in alike.splitlines()[2:]]
    lines += ["", f"Among 100 or 500 voices that are all alike, against one more: a single test in {span([one[0] for one in tries], 3)} of tries; "
              f"the one with most points, untouched, up to {max(one[1] for one in tries):.2f}; any of them after Holm's correction "
              f"{span([one[2] for one in tries], 3)}.", ""]
    found: dict[str, dict[int, list[list[float]]]] = {}
    for line in power.splitlines()[2:]:
        spread, conversations, _, single, smallest, among = line.split()
        found.setdefault(spread, {}).setdefault(int(conversations), []).append([float(single), float(smallest), float(among)])
    counts = sorted(next(iter(found.values())))
    lines += ["| points per conversation | " + " | ".join(f"T = {T}" for T in counts)
              + " | smallest difference that could be shown (" + ", ".join(f"T = {T}" for T in counts) + ") |",
              "| --- |" + " --- |" * (len(counts) + 1)]
    for spread, by_count in found.items():
        shares = [", ".join(f"{one[0]:.2f}".removeprefix("0") for one in by_count[T]) for T in counts]
        smallest = [span([one[1] for one in by_count[T]]) for T in counts]
        label = {"poisson": "Poisson", "lognormal": "lognormal", "pareto1.5": "Pareto, α = 1.5"}[spread]
        lines.append(f"| {label} | " + " | ".join(shares) + " | " + ", ".join(smallest) + " |")
    every = [one[2] for by_count in found.values() for ones in by_count.values() for one in ones]
    lines += ["", f"One such voice among 100 alike ones is found after Holm's correction in at most {max(every):.2f} of tries."]
    return "\n".join(lines)


def chance() -> str:
    rows = table_rows("chance.txt")
    def of(found: bool, column: int) -> list[float]:
        return [float(row[column]) for row in rows if (row[1] == "as found") == found]
    return (f"{recorded('chance.txt')} Conversations whose parents were drawn by the model itself, evenly, or as the post before come out at "
            f"p ≤ .05 in {span([100 * one for one in of(False, 3)])}% of the voices that answered anybody, and at q ≤ .05 in "
            f"{span([100 * one for one in of(False, 4)])}%. Of the conversations as they are, {span([100 * one for one in of(True, 3)])}% do, "
            f"and {span([100 * one for one in of(True, 4)])}% at q ≤ .05.")


def gaming() -> str:
    text = (RUNS / "gaming.txt").read_text()
    ranks: dict[tuple[str, str, str], list[str]] = {}
    for line in text.splitlines():
        cells = re.split(r"\s{2,}", line.strip())
        if len(cells) == 6 and cells[0] != "set":
            ranks[cells[0], cells[1], cells[2]] = cells[3:]
    chosen = [("score", "returning", "score, each comes back"), ("conversed", "returning", "conversed, each comes back"),
              ("reciprocated", "thanked", "reciprocated, each is thanked"), ("repliers", "one-off", "repliers, each answers once"),
              ("former score √(R·C)", "returning", "√(R·C), each comes back"), ("confirmed_partners", "returning", "confirmed partners")]
    sets = ["pheme/charliehebdo", "usrp", "forums4"]
    lines = [recorded("gaming.txt"), "", "| by | " + " | ".join(SETS[name] for name in sets) + " |", "| --- | --- | --- | --- |"]
    for measure, way, label in chosen:
        cells = []
        for name in sets:
            three = ranks[name, measure, way]
            accounts = [one.split(" ")[0] for one in three]
            posts = re.search(r"\((\d+)\)", three[0])
            cells.append("not with 100,000" if accounts[0] == "-" else " / ".join(accounts) + f" ({posts.group(1)} posts for rank 1)")
        lines.append(f"| {label} | " + " | ".join(cells) + " |")
    flags = re.findall(r"^(.*?)\s*(no confirmed partner of three or more|pile-on)  +(?:[\d.]+ \((\d+) of (\d+)\))?\s+[\d.]+ \((\d+) of (\d+)\)", text, re.M)
    lines += ["", "| flag | data | of the planted | of the others |", "| --- | --- | ---: | ---: |"]
    for where, flag, hit, planted, others, of in flags:
        name, _, kind = where.partition(", ")
        planted_kind = {"puppet-master": "voices with puppets", "ring": "mutual rings", "pile-on-target": "targets of pile-ons"}.get(kind, kind)
        label = f"a generated network, {planted_kind}" if name == "generated" else SETS[name]
        lines.append(f"| {flag} | {label} | {f'{hit} of {planted}' if planted else ''} | {others} of {of} |")
    return "\n".join(lines)


def foretelling() -> str:
    rows = {row["measure"]: row for row in csv.DictReader((RUNS / "foretelling/foretelling.csv").open())}
    names = {"score": "score, M + C", "reciprocated": "reciprocated, M", "posts": "posts", "repliers": "repliers, R1",
             "former_score": "√(R·C), the former score", "conversed": "conversed, C", "reply_reach": "reply reach, R",
             "reply_rank": "PageRank of replies", "response_rate": "response rate"}

    def decimal(text: str, signed: bool = False) -> str:
        value = round(float(text), 3) + 0.0
        return (("−" if value < 0 else "+" if signed else "") + f"{abs(value):.3f}").replace("0.", ".", 1)

    lines = [recorded("foretelling/foretelling.csv"), "", "| measure of one window | NDCG@20 of the next conversed | against the score, 95% interval | next reply reach |",
             "| --- | ---: | --- | ---: |"]
    for name, label in names.items():
        row = rows[name]
        against = "" if name == "score" else (f"{decimal(row['conversed_difference'])} [{decimal(row['conversed_low'])}, "
                                              f"{decimal(row['conversed_high'])}]")
        lines.append(f"| {label} | {decimal(row['conversed'])} | {against} | {decimal(row['reply_reach'])} |")
    return "\n".join(lines)


MAKERS = {
    "run-growth": growth, "run-capacity": capacity, "run-reading": reading, "run-pictures": pictures, "run-arrays": arrays,
    "run-python": python,
    "run-intervals": intervals, "run-small-figures": small_figures, "run-next-window": next_window, "run-fetch": fetch,
    "run-missing": missing, "run-differences": differences, "run-chance": chance, "run-gaming": gaming, "run-foretelling": foretelling,
}

if __name__ == "__main__":
    for name, make in MAKERS.items():
        print(f"== {name}\n{make()}\n")
