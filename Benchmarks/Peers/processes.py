"""Starts our commands, and says how long they took, what they said and how much memory they needed."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
REPARTEE = os.path.join(ROOT, ".build/release/repartee")
TIMINGS = os.path.join(ROOT, ".build/benchmarks/release/Timings")


@dataclass
class Finished:
    """A command that has run."""

    seconds: float
    peak_bytes: int
    output: str
    notes: str


def run(*command: object) -> Finished:
    """Runs a command from start to exit; fails if it does. The peak is of its own memory, as the system counts it."""
    words = [str(word) for word in command]
    with tempfile.TemporaryDirectory() as folder:
        result = os.path.join(folder, "result")
        launcher = [sys.executable, "-I", "-S", os.path.join(HERE, "measured.py"), result]
        child = subprocess.run([*launcher, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        if child.returncode != 0:
            raise RuntimeError(f"{shown(*words)} failed:\n{child.stderr}")
        with open(result, encoding="ascii") as file:
            seconds, peak = file.read().split()
    return Finished(float(seconds), int(peak), child.stdout, child.stderr)


def shown(*command: object) -> str:
    """A command as a reader would type it at the top of the repository."""
    return " ".join(str(word).removeprefix(ROOT + "/") for word in command)


def timings(*arguments: object) -> dict:
    """What a subcommand of Timings prints in its last line."""
    return json.loads(run(TIMINGS, *arguments).output.strip().splitlines()[-1])


def script(name: str, *arguments: object) -> None:
    subprocess.run([sys.executable, os.path.join(HERE, name), *map(str, arguments)], check=True)


def fresh(path: str) -> str:
    """The path, with nothing there."""
    for held in (path, path + ".wal", path + "-journal"):
        if os.path.isdir(held):
            shutil.rmtree(held)
        elif os.path.exists(held):
            os.remove(held)
    return path


def generated_network(work: str, posts: int, accounts: int, follows: int = 0) -> str:
    """A folder with a generated network as text, and the store into which it was imported."""
    folder = os.path.join(work, f"network-{posts}-{accounts}-{follows}")
    store = os.path.join(folder, "network.repartee")
    if os.path.exists(store):
        return folder
    run(REPARTEE, "generate", "--accounts", accounts, "--posts", posts, "--follows", follows, "--reposts", 0,
        "--seed", 1, "--output", folder, "--replace", "--quiet")
    building = fresh(store + ".building")
    run(REPARTEE, "import", os.path.join(folder, "posts.csv"), "--into", building)
    if follows:
        run(REPARTEE, "import", os.path.join(folder, "follows.txt"), "--kind", "follow", "--into", building)
    os.rename(building, store)
    return folder
