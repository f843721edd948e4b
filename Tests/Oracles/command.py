"""Drives the released command, end to end, and reads what it prints."""

import csv
import json
import os
import subprocess
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
# The command under test: the release build, or what REPARTEE names.
BINARY = Path(os.environ.get("REPARTEE") or REPOSITORY / ".build/release/repartee").resolve()

VOICE_MEASURES = [
    "reply_rank", "follow_rank", "hits_hub", "hits_authority", "betweenness", "constraint", "effective_size",
    "participation", "core_number", "community", "clustering", "triangles",
]


class Printed(float):
    """A printed number that knows by how much its last decimal may have been rounded."""

    def __new__(cls, text):
        number = super().__new__(cls, text)
        places = len(text.partition("e")[0].partition(".")[2])
        # What has few decimals is printed in full, not rounded.
        number.rounding = 0.5 * 10**-places if places >= 8 and "e" not in text else 0.0
        return number


class Repartee:
    def __init__(self, binary, folder):
        self.binary, self.folder = str(binary), Path(folder)

    def run(self, *arguments):
        done = subprocess.run([self.binary, *map(str, arguments)], capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"repartee {' '.join(map(str, arguments))}: {done.returncode}\n{done.stderr}")
        return done.stdout

    def store(self, name):
        path = self.folder / f"{name}.repartee"
        path.unlink(missing_ok=True)
        return path

    def load(self, store, file, *options):
        self.run("import", file, "--into", store, "--quiet", *options)

    def load_rows(self, store, replies, follows=()):
        file = self.folder / "rows.csv"
        with open(file, "w", newline="") as out:
            sheet = csv.writer(out, lineterminator="\n")
            sheet.writerow(["kind", "actor", "target", "time"])
            for actor, target, *time in replies:
                sheet.writerow(["reply", actor, target, time[0] if time else ""])
            for follower, followed in follows:
                sheet.writerow(["follow", follower, followed, ""])
        self.load(store, file)

    def scores(self, store, measures=None):
        """Voice → its row."""
        columns = ",".join("+" + name for name in measures or VOICE_MEASURES)
        text = self.run("score", store, "--output-format", "json", "--columns", columns, "--quiet")
        return {row["voice"]: row for row in json.loads(text, parse_float=Printed)}

    def network(self, store):
        """Measure → its value."""
        text = self.run("network", store, "--output-format", "json", "--quiet")
        return {row["measure"]: row["value"] for row in json.loads(text, parse_float=Printed)}

    def has(self, measure):
        """Whether the command knows a measure of voices."""
        if not hasattr(self, "measures"):
            self.measures = {row["measure"] for row in json.loads(self.run("measures", "--output-format", "json"))}
        return measure in self.measures

    def table(self, *arguments):
        """The rows that a command prints."""
        return json.loads(self.run(*arguments, "--output-format", "json", "--quiet"), parse_float=Printed)
