"""The wheel in an environment with nothing else: no package of Python, no library but those of every system and its own.

What pictures need is missing: the folder of LD_LIBRARY_PATH has empty files in their place.
"""

import csv
import importlib.util
import pathlib
import subprocess
import sys
import tempfile
import time

started = time.monotonic()

import replyreach

imported = time.monotonic() - started
for package in ("pyarrow", "pandas", "polars", "numpy"):
    assert importlib.util.find_spec(package) is None, package
library = pathlib.Path(replyreach.__file__).parent / "libReparteeC.so"
needed = subprocess.run(["ldd", library], capture_output=True, text=True, check=True).stdout
own = library.parents[1] / "replyreach.libs"
places = {line.split()[0].rpartition("/")[2].partition(".so")[0]: line for line in needed.splitlines()}
names = {name for name, line in places.items() if own.name not in line}
assert names <= {
    "linux-vdso", "libc", "libm", "libgcc_s", "libstdc++", "ld-linux-x86-64", "libdl", "libpthread"}, names
toy = {
    "id": [1, 2, 3, 4], "author": ["ann", "bob", "ann", "bob"], "parent": [None, 1, 2, 3],
    "time": ["2026-01-05T10:00:00Z", "2026-01-05T10:05:00Z", "2026-01-05T10:09:00Z", "2026-01-05T10:20:00Z"],
}
started = time.monotonic()
conversations = replyreach.Conversations.from_table(toy)
ranking = conversations.score()
assert ranking["voice"] == ["ann", "bob"] and ranking["score"] == [2, 1] and ranking["conversed"] == [1, 0], ranking
first = time.monotonic() - started
assert conversations.explain("ann").people_of("conversed") == ["bob"]
assert "<td>ann</td>" in ranking._repr_html_()
try:
    ranking.to_pandas()
except ImportError:
    pass
else:
    sys.exit("pandas is not here")
with tempfile.TemporaryDirectory() as folder:
    sheet = pathlib.Path(folder, "posts.csv")
    with sheet.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(toy)
        writer.writerows(zip(*toy.values()))
    read = replyreach.Conversations.from_files(sheet, store=pathlib.Path(folder, "posts.repartee"))
    assert read.score().to_pydict() == ranking.to_pydict()
    assert read.imports.files["kept"] == [4]
    again = replyreach.Conversations.from_store(pathlib.Path(folder, "posts.repartee"))
    assert again.score().to_pydict() == ranking.to_pydict()
try:
    conversations.draw("network")
except replyreach.ReplyReachError as error:
    assert "libgvc" in str(error) and "apt-get install" in str(error), error
else:
    sys.exit("Graphviz is not here")
size = sum(path.stat().st_size for folder in (library.parent, own) for path in folder.rglob("*") if path.is_file())
print(f"replyreach {replyreach.__version__} works alone, with {', '.join(sorted(names))}: {size / 1e6:.0f} MB, imported in {imported:.2f} s, "
      f"first scored in {first:.2f} s")
