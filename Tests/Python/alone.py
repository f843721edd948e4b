"""The wheel in an environment with nothing else: no package of Python, no library but those of every system."""

import importlib.util
import pathlib
import subprocess
import sys

import replyreach

for package in ("pyarrow", "pandas", "polars", "numpy"):
    assert importlib.util.find_spec(package) is None, package
library = pathlib.Path(replyreach.__file__).parent / "libReparteeC.so"
needed = subprocess.run(["ldd", library], capture_output=True, text=True, check=True).stdout
names = {line.split()[0].rpartition("/")[2].partition(".so")[0] for line in needed.splitlines()}
assert names <= {"linux-vdso", "libc", "libm", "libgcc_s", "libstdc++", "ld-linux-x86-64", "libdl", "libpthread"}, names
toy = {
    "id": [1, 2, 3, 4], "author": ["ann", "bob", "ann", "bob"], "parent": [None, 1, 2, 3],
    "time": ["2026-01-05T10:00:00Z", "2026-01-05T10:05:00Z", "2026-01-05T10:09:00Z", "2026-01-05T10:20:00Z"],
}
conversations = replyreach.Conversations.from_table(toy)
ranking = conversations.score()
assert ranking["voice"] == ["ann", "bob"] and ranking["score"] == [2, 1] and ranking["conversed"] == [1, 0], ranking
assert conversations.explain("ann").people_of("conversed") == ["bob"]
assert "<td>ann</td>" in ranking._repr_html_()
try:
    ranking.to_pandas()
except ImportError:
    pass
else:
    sys.exit("pandas is not here")
print(f"replyreach {replyreach.__version__} works alone, with {', '.join(sorted(names))}")
