"""Holds jobs against the schema that `repartee init --schema` prints: what the command takes, the schema takes; what it
refuses by keys, choices and types, the schema refuses."""

import json
import pathlib
import subprocess
import sys
import tempfile

import jsonschema
import yaml

from command import BINARY

COMMAND = str(BINARY)
JOBS = sorted(pathlib.Path("datasets").glob("*/job.yaml"))

# Each in place of a line of a job that is right.
BROKEN = {
    "an unknown key": "rankin: {by: score}", "an unknown choice": "ranking: {by: fame}",
    "a number below 1": "briefing: {folder: out, voices: 0}", "a text where a list belongs": "diagrams: network.svg",
    "an unknown key of a diagram": "diagrams: [{file: a.svg, colour: red}]", "a diagram without a file": "diagrams: [{top: 3}]",
    "a number where yes or no belongs": "look: {links: 7}", "a span that is none": "window: {last: decade}",
}
RIGHT = {
    "every key": """
roster: [roster.csv]
window: {last: week, time_zone: Europe/London}
ranking: {by: score, kinds: [person], colleagues: leave-out, bots: count, quotes: as-replies, columns: [reply_rank], seed: 7}
look: {page: slide, theme: print-grey, lettering: outlines, links: true}
outputs: {csv: out/a.csv, json: out/a.json, diagram: out/a.svg, title: A}
diagrams: [{file: out/b.pdf, show: ego, of: 12, page: portrait, theme: light, title: B}, {file: out/c.png, top: 5}]
exports: out/n.graphml
briefing: {folder: out/briefing, title: C, voices: 3, picks: 2, changes: false}
retention: {days: 30, briefings: 4}
""", "a briefing's folder alone": "briefing: out/briefing", "ends of a window": "window: {from: 2026-01-01, to: 2026-02-01}",
}


class Texts(yaml.SafeLoader):
    """YAML whose dates stay texts, as JSON has them."""


Texts.yaml_implicit_resolvers = {
    first: [pair for pair in pairs if pair[0] != "tag:yaml.org,2002:timestamp"]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def main() -> int:
    schema = json.loads(subprocess.run([COMMAND, "init", "--schema"], check=True, capture_output=True, text=True).stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    failures = []

    def hold(name: str, text: str, folder: str) -> None:
        path = pathlib.Path(folder) / "job.yaml"
        path.write_text(text)
        taken = subprocess.run([COMMAND, "run", path, "--dry-run"], capture_output=True).returncode == 0
        fits = validator.is_valid(yaml.load(text, Texts))
        if taken != fits or taken != (name not in BROKEN):
            failures.append(f"{name}: the command {'takes' if taken else 'refuses'} it, the schema "
                            f"{'takes' if fits else 'refuses'} it")

    with tempfile.TemporaryDirectory() as folder:
        posts = pathlib.Path(folder) / "posts.csv"
        posts.write_text("id,author,parent,time\n1,a,,0\n2,b,1,1\n")
        (pathlib.Path(folder) / "roster.csv").write_text("handle,kind\na,person\n")
        start = "store: out/s.repartee\nsources: [posts.csv]\n"
        for name, text in {**BROKEN, **RIGHT}.items():
            hold(name, start + text, folder)
        subprocess.run([COMMAND, "init", folder, "--name", "drafted.yaml"], check=True, capture_output=True)
        hold("a drafted job", (pathlib.Path(folder) / "drafted.yaml").read_text(), folder)
    for path in JOBS:
        for error in validator.iter_errors(yaml.load(path.read_text(), Texts)):
            failures.append(f"{path}: {error.message}")
    for failure in failures:
        print(failure)
    print(f"{len(BROKEN)} broken jobs refused and {len(RIGHT) + 1 + len(JOBS)} right ones taken by the command and by its schema"
          if not failures else f"{len(failures)} jobs differ")
    return 1 if failures else 0


sys.exit(main())
