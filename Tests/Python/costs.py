"""Records what the package costs: costs.py [ROWS]. Runs memory.py in every setting, and writes Benchmarks/Runs/python.json.

To be run on a machine that does nothing else, after `make wheel` and `Tests/Python/run`, by .build/python/bin/python.
"""

from __future__ import annotations

import datetime
import json
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
RUN = ROOT / "Benchmarks/Runs/python.json"
SETTINGS = [
    ["numbers"], ["numbers", "shuffled"], ["text"], ["text", "shuffled"], ["numbers", "join"], ["text", "join"],
]
LINE = re.compile(r"^(.*): ([\d.]+) s, ([\d.]+) bytes a row at the peak$", re.M)


def machine() -> str:
    found = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text(errors="replace"))
    return found[1] if found else os.uname().machine


def measured(setting: list[str], rows: int) -> dict[str, object]:
    text = subprocess.run(
        [sys.executable, str(ROOT / "Tests/Python/memory.py"), str(rows), *setting], check=True, text=True,
        stdout=subprocess.PIPE).stdout
    print(text, flush=True)
    total = re.search(r"^reply reach in all: ([\d,]+)$", text, re.M)
    assert total, text
    return {
        "setting": " ".join(setting), "reply_reach": int(total[1].replace(",", "")),
        "steps": {name: {"seconds": float(seconds), "bytes": float(size)} for name, seconds, size in LINE.findall(text)},
    }


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000_000
    runs = [measured(setting, rows) for setting in SETTINGS]
    # polars answers the same question, so that the times are of the same work.
    answers = {run["reply_reach"] for run in runs}
    assert len(answers) == 1, f"the answers differ: {answers}"
    wheel, = (ROOT / ".build/wheels").glob("*.whl")
    site = pathlib.Path(subprocess.run(
        [sys.executable, "-c", "import replyreach; print(replyreach.__path__[0])"], check=True, text=True,
        stdout=subprocess.PIPE).stdout.strip())
    installed = sum(
        path.stat().st_size for folder in (site, *site.parent.glob("replyreach.libs"))
        for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")
    RUN.write_text(json.dumps({
        "date": str(datetime.date.today()), "machine": machine(), "threads": os.cpu_count(),
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1), "rows": rows,
        "wheel_bytes": wheel.stat().st_size, "installed_bytes": installed, "runs": runs,
    }, indent=1) + "\n")
    print(RUN)


main()
