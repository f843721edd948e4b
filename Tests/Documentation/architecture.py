#!/usr/bin/env python3
"""Compares the modules and dependencies of the architecture guide with the package's manifest."""
import json
import pathlib
import re
import subprocess
import sys

root = pathlib.Path(__file__).resolve().parents[2]
page = (root / "Sources/Repartee/Repartee.docc/Architecture.md").read_text()
written = {
    name: set(re.findall(r"`(\w+)`", dependencies))
    for name, dependencies in re.findall(r"^\| `(Repartee\w*)` \| (.*?) \|", page, re.M)
}
manifest = json.loads(
    subprocess.run(["swift", "package", "dump-package"], cwd=root, capture_output=True, text=True, check=True).stdout)
built = {}
for target in manifest["targets"]:
    if target["type"] in ("regular", "executable") and target["name"].startswith("Repartee") and not target.get("path"):
        names = {(d.get("byName") or d.get("target") or [""])[0] for d in target["dependencies"]}
        built[target["name"]] = {name for name in names if name.startswith("Repartee")}
differences = [
    f"{name}: the guide says {sorted(written.get(name, []))}, the manifest {sorted(built.get(name, []))}"
    for name in sorted(written.keys() | built.keys()) if written.get(name) != built.get(name)
]
sources = "\n".join(path.read_text() for path in (root / "Sources").rglob("*.swift"))
for hop in re.findall(r"`(\w+(?:\.\w+)?)`", page[page.index("hop by hop"):]):
    name, _, member = hop.partition(".")
    declared = re.search(rf"\b(?:struct|class|enum|extension|protocol) {name}\b", sources) or name == "post"
    if not declared or member and not re.search(rf"\bfunc {member}\b|\bstatic func {member}\b", sources):
        differences.append(f"{hop}: a hop of the guide that the sources do not declare")
print("\n".join(differences) or f"The architecture guide has all {len(built)} modules and their dependencies.")
sys.exit(1 if differences else 0)
