"""A year of weekly runs: 52 exports of a rolling file, each run of the job as of its Monday, and every figure of each page
computed again from the exports alone, by the definitions.

The file rolls over two weeks; a tenth of a week's posts comes a week late; the clocks of London change twice; one account is
renamed, one row is corrected, one week has no file, one week's export holds half the usual posts, and the ranking changes half way.
Each of these is to be noted in its own week and in no other. With a folder as argument the job, the log and the pages stay there.
"""

import collections
import csv
import datetime
import pathlib
import random
import subprocess
import sys
import tempfile
import zoneinfo

from command import BINARY

LONDON = zoneinfo.ZoneInfo("Europe/London")
WEEKS = 52
FIRST = datetime.date(2025, 3, 3)
WITHOUT_FILE, CORRECTED, RENAMED, HALF, OTHER_RANKING = 4, 9, 15, 20, 26
JOB = """store: out/c.repartee
sources: [latest.csv]
window: {last: week, time_zone: Europe/London}
outputs: {csv: out/ranking.csv}
briefing: out/briefing
"""

Post = collections.namedtuple("Post", "id author parent time")


def start(week: int) -> int:
    day = FIRST + datetime.timedelta(weeks=week)
    return int(datetime.datetime(day.year, day.month, day.day, tzinfo=LONDON).timestamp())


def written(week: int) -> list[Post]:
    draws = random.Random(week)
    posts = []
    for talk in range(6 if week == HALF else 15):
        time = start(week) + 1800 + draws.randrange(6 * 86_400)
        for place in range(2 + draws.randrange(6)):
            above = place - 1 if place == 1 or draws.random() < 0.75 else place - 2
            parent = f"w{week}t{talk}p{above}" if place else ""
            posts.append(Post(f"w{week}t{talk}p{place}", 100 + draws.randrange(9 if place else 4), parent, time))
            time += 60 + draws.randrange(4000)
    return posts


def export(week: int) -> list[Post]:
    on_time = [post for place, post in enumerate(written(week)) if place % 10 != 9]
    rows = (written(week - 1) if week else []) + on_time
    if week == CORRECTED:
        rows = [post._replace(author=108) if post.id == f"w{week - 1}t0p1" else post for post in rows]
    return rows


def handle(author: int, week: int) -> str:
    return "renamed" if author == 101 and week >= RENAMED else f"u{author}"


def figures(posts: dict[str, Post], first: int, end: int) -> dict[int, dict[str, int]]:
    """Posts, repliers, reply reach and those who came back, of each author, in a window."""
    own, repliers, below, returned = (collections.defaultdict(set) for _ in range(4))
    inside = {post.id for post in posts.values() if first <= post.time < end}
    for name in inside:
        post = posts[name]
        own[post.author].add(name)
        parent = posts.get(post.parent)
        if parent and parent.author != post.author:
            repliers[parent.author].add(post.author)
        above = parent
        while above:
            if above.author != post.author:
                below[above.author].add(post.author)
            above = posts.get(above.parent)
        # A post closes an exchange with the author of what it answers: person, voice, person below a post of the voice.
        if not parent or parent.author == post.author or parent.id not in inside:
            continue
        opening = posts.get(parent.parent)
        opened = posts.get(opening.parent) if opening else None
        if opening and opening.author == post.author and opened and opened.author == parent.author:
            returned[parent.author].add(post.author)
    return {
        author: {"posts": len(own[author]), "repliers": len(repliers[author]), "reply_reach": len(below[author]),
                 "conversed": len(returned[author])}
        for author in range(100, 109)
    }


def run(folder: pathlib.Path, week: int) -> subprocess.CompletedProcess:
    moment = datetime.datetime.fromtimestamp(start(week + 1) + 6 * 3600, datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    ranking = "conversed" if week >= OTHER_RANKING else "score"
    command = [str(BINARY.resolve()), "run", "job.yaml", "--as-of", moment, "--set", f"ranking.by={ranking}"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)


def main(folder: pathlib.Path) -> int:
    (folder / "job.yaml").write_text(JOB)
    seen, before, failures, compared = {}, {}, [], 0
    log, notices = [], collections.defaultdict(list)
    for week in range(WEEKS):
        source = folder / "latest.csv"
        if week == WITHOUT_FILE:
            source.unlink()
        else:
            rows = export(week)
            before = dict(seen)
            source.write_text("id,author,parent,time,platform,handle\n" + "".join(
                f"{p.id},{p.author},{p.parent},{p.time},x,{handle(p.author, week)}\n" for p in rows))
            seen.update((post.id, post) for post in rows)
        outcome = run(folder, week)
        day = FIRST + datetime.timedelta(weeks=week + 1)
        log.append(f"--- {day}, exit code {outcome.returncode}\n{outcome.stderr}{outcome.stdout}")
        notices[week] = outcome.stderr.splitlines()
        # Late posts may make somebody else the first of the week before: where nobody had come back there, it has to be said.
        revised = any(line.startswith("attention: changed finding") for line in notices[week])
        span = (start(week - 1), start(week))
        then, now = (
            {author for author, values in figures(posts, *span).items() if values["conversed"]} for posts in (before, seen))
        if week not in (0, WITHOUT_FILE, OTHER_RANKING) and (bool(then) != bool(now)) and not revised:
            failures.append(f"week {week}: nothing is said of what the briefing of the week before had found")
        expected_code = 10 if revised or week in (WITHOUT_FILE, HALF, OTHER_RANKING) else 0
        if outcome.returncode != expected_code:
            failures.append(f"week {week}: exit code {outcome.returncode}: {outcome.stderr}")
        wanted = figures(seen, start(week), start(week + 1))
        rows = {row["voice"]: row for row in csv.DictReader((folder / "out/ranking.csv").open())}
        page = folder / "out/briefing" / str(day) / "tables/voices.csv"
        shown = {row["voice"]: row for row in csv.DictReader(page.open())} if page.exists() else {}
        for author, values in wanted.items():
            name = handle(author, week)
            for table, row in (("ranking", rows.get(name)), ("page", shown.get(name))):
                if row is None:
                    if table == "ranking" and any(values.values()):
                        failures.append(f"week {week}: {name} has no row")
                    continue
                for figure, value in values.items():
                    if figure in row:
                        compared += 1
                        if row[figure] != str(value):
                            failures.append(f"week {week}, {table}: {figure} of {name} is {row[figure]}, not {value}")

    def weeks_that_say(text: str) -> list[int]:
        return [week for week in range(WEEKS) if any(text in line for line in notices[week])]

    for text, weeks in [
        ("missing source", [WITHOUT_FILE]), ("no data", [WITHOUT_FILE]), ("fewer posts", [HALF]),
        ("attention: changed rules", [OTHER_RANKING]), ("is rank-by=conversed", [OTHER_RANKING]), ("schema", []),
        ("holds 1 row with another author, parent or time than before", [CORRECTED]),
        ("1 account has another handle than before: x:101 is now renamed, and was u101", [RENAMED]),
    ]:
        if weeks_that_say(text) != weeks:
            failures.append(f"“{text}” is said in weeks {weeks_that_say(text)}, not {weeks}")
    (folder / "log.txt").write_text("\n".join(log))
    for failure in failures:
        print(failure)
    print(f"a year of {WEEKS} runs: {compared} figures compared, {len(failures)} differ")
    return 1 if failures or compared < 30 * WEEKS else 0


if __name__ == "__main__":
    if len(sys.argv) > 1:
        place = pathlib.Path(sys.argv[1])
        place.mkdir(parents=True, exist_ok=True)
        sys.exit(main(place))
    with tempfile.TemporaryDirectory() as temporary:
        sys.exit(main(pathlib.Path(temporary)))
