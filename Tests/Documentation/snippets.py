#!/usr/bin/env python3
"""Compiles every Swift block of README and guide, without a warning.

Each block becomes a file of a package of its own: one that imports Repartee's products sees what a user sees; one that
does not (a page on the inside) sees what a file of the module sees. Blocks that are parts of a list are left to
the tests that compare them with the code.
"""
import pathlib
import re
import subprocess
import sys

root = pathlib.Path(__file__).resolve().parents[2]
folder = root / ".build" / "snippets"
pages = [root / "README.md", *sorted((root / "Sources/Repartee/Repartee.docc").glob("*.md"))]
outside, inside = [], []
for page in pages:
    for block in re.findall(r"^```swift\n(.*?)^```", page.read_text(), re.M | re.S):
        if re.match(r"\s*\.", block):
            continue
        (outside if "import Repartee" in block else inside).append((page.name, block))

# Manifests of packages that the guide shows are read as ones.
manifests = 0
for page in pages:
    for block in re.findall(r"^```\n(// swift-tools-version.*?)^```", page.read_text(), re.M | re.S):
        place = root / ".build" / "shown-manifest"
        place.mkdir(parents=True, exist_ok=True)
        (place / "Package.swift").write_text(block)
        subprocess.run(["swift", "package", "--package-path", str(place), "dump-package"], check=True, stdout=subprocess.DEVNULL)
        manifests += 1

manifest = f"""// swift-tools-version: 6.1
import PackageDescription
let package = Package(
  name: "snippets", platforms: [.macOS(.v15)],
  dependencies: [.package(name: "repartee", path: "{root}")],
  targets: [
    %s
  ],
  swiftLanguageModes: [.v6])
"""
targets = []
for number, (page, block) in enumerate(outside):
    name = f"Snippet{number}"
    place = folder / "Sources" / name
    place.mkdir(parents=True, exist_ok=True)
    imports = "".join(line + "\n" for line in block.splitlines() if line.startswith("import "))
    body = "".join(line + "\n" for line in block.splitlines() if not line.startswith("import "))
    if not re.search(r"^func ", body, re.M):
        body = "func snippet() throws {\n" + body + "}\n"
    (place / "Snippet.swift").write_text(f"// {page}\n{imports}{body}")
    product = re.search(r"^import (Repartee\w*)", imports, re.M).group(1)
    targets.append(f'.target(name: "{name}", dependencies: [.product(name: "{product}", package: "repartee")])')
if inside:
    place = folder / "Sources" / "Inside"
    place.mkdir(parents=True, exist_ok=True)
    # As a file of the module would see it.
    text = "import ReparteeGraph\n@testable import ReparteeMeasures\n\n" + "\n".join(block for _, block in inside)
    # The page shows a measure that exists: under another name it can be compiled beside it.
    text = re.sub(r"\b(A|a)mplification\b", r"\1mplificationOfTheGuide", text)
    (place / "Inside.swift").write_text(text)
    identity = re.sub(r"^\d", "_", re.sub(r"\W", "_", root.name.lower()))
    targets.append(
        '.target(name: "Inside", dependencies: [.product(name: "ReparteeCore", package: "repartee")], '
        f'packageAccess: false, swiftSettings: [.unsafeFlags(["-package-name", "{identity}"])])'
    )
(folder / "Package.swift").write_text(manifest % ",\n    ".join(targets))
run = subprocess.run(
    ["swift", "build", "--package-path", str(folder), "--scratch-path", str(root / ".build/examples")],
    capture_output=True, text=True, check=False)
output = run.stdout + run.stderr
print("\n".join(line for line in output.splitlines() if "error:" in line or "warning:" in line))
if run.returncode or "warning:" in output:
    print(output[-2000:])
    sys.exit("A Swift block of README or guide does not compile, or not without a warning.")
print(f"{len(outside) + len(inside)} Swift blocks of README and guide compile, and {manifests} manifest is read.")
