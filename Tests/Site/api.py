"""API pages of the three products, from what the compiler says of their public declarations (symbol graphs)."""
import json
import pathlib
import re
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = ROOT / ".build/release"
# Product → what it is, and the modules that it adds to the product before it.
PRODUCTS = {
    "ReparteeCore": ("Networks, measures, ranking and explanations, without any library of the system.",
                     ["ReparteeCore", "ReparteeAnalysis", "ReparteeMeasures", "ReparteeGraph"]),
    "ReparteeData": ("What `ReparteeCore` has, and files and the store.", ["ReparteeData", "ReparteeStore", "ReparteeFormats"]),
    "Repartee": ("What `ReparteeData` has, and pictures, briefings and jobs.",
                 ["Repartee", "ReparteeJobs", "ReparteeBriefings", "ReparteeFigures", "ReparteeGenerator"]),
}
LIBRARIES = ["libgvc", "librsvg-2.0", "pangocairo", "sqlite3", "simdjson", "expat", "libcrypto", "libarchive", "libzstd", "zlib"]
# Protocols that each type has unless it is said otherwise.
IMPLIED = {"Copyable", "Escapable", "SendableMetatype", "BitwiseCopyable"}
# What the compiler derives: it has a comment only where somebody wrote one.
DERIVED = {"rawValue", "init(rawValue:)", "allCases", "AllCases", "RawValue", "description", "hash(into:)", "encode(to:)",
           "init(from:)", "errorDescription"}
TYPES = {"swift.struct", "swift.class", "swift.enum", "swift.protocol", "swift.actor", "swift.typealias"}


def graphs(folder: pathlib.Path) -> dict[str, list[dict]]:
    """Module → its symbols and relationships, by the modules that the release build left."""
    subprocess.run(["swift", "build", "-c", "release", "--target", "Repartee"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    maps = [*BUILD.glob("CRepartee*.build/module.modulemap"), *(ROOT / "Sources/System").rglob("*.modulemap"),
            *(ROOT / ".build/checkouts/Yams/Sources").rglob("*.modulemap"),
            *(ROOT / ".build/checkouts/GRDB.swift/Sources/GRDBSQLite").rglob("*.modulemap")]
    flags = subprocess.run(["pkg-config", "--cflags-only-I", *LIBRARIES], capture_output=True, text=True, check=True).stdout.split()
    target = json.loads(subprocess.run(
        ["swift", "-print-target-info"], capture_output=True, text=True, check=True).stdout)["target"]["triple"]
    found: dict[str, list[dict]] = {}
    folder.mkdir(parents=True, exist_ok=True)
    for module in (module for _, modules in PRODUCTS.values() for module in modules):
        arguments = ["swift", "symbolgraph-extract", "-module-name", module, "-I", BUILD / "Modules", "-target", target,
                     "-minimum-access-level", "public", "-skip-synthesized-members", "-output-dir", folder]
        for one in maps:
            arguments += ["-Xcc", f"-fmodule-map-file={one}"]
        for one in [*flags, *(f"-I{path}" for path in (ROOT / "Sources/System").glob("*/include"))]:
            arguments += ["-Xcc", one]
        run = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=False)
        files = [*folder.glob(f"{module}.symbols.json"), *folder.glob(f"{module}@*.symbols.json")]
        if run.returncode or not files:
            sys.exit(f"No symbols of {module}: {run.stderr[-2000:]}")
        found[module] = [json.loads(path.read_text()) for path in files]
    return found


def declaration(symbol: dict) -> str:
    return "".join(part["spelling"] for part in symbol["declarationFragments"])


def documentation(symbol: dict) -> list[str]:
    """What the comment of a symbol says, with its lists of parameters as they are and links to symbols as code."""
    text = "\n".join(line["text"] for line in symbol.get("docComment", {}).get("lines", []))
    return [re.sub(r"(?<!`)``([^`]+)``(?!`)", r"`\1`", text), ""] if text.strip() else []


def conformances(symbols: list[dict], relationships: list[dict]) -> dict[str, set[str]]:
    """Type → the protocols that it conforms to, without those that every type or error has by itself."""
    named = {symbol["identifier"]["precise"]: ".".join(symbol["pathComponents"]) for symbol in symbols}
    found: dict[str, set[str]] = {}
    for one in relationships:
        if one["kind"] in ("conformsTo", "inheritsFrom"):
            name = (one.get("targetFallback") or named.get(one["target"], "")).removeprefix("Swift.").removeprefix("Foundation.")
            if name and name not in IMPLIED:
                found.setdefault(one["source"], set()).add(name)
    for names in found.values():
        if {"Decodable", "Encodable"} <= names:
            names -= {"Decodable", "Encodable"}
            names.add("Codable")
    return found


def page(product: str, summary: str, symbols: list[dict], relationships: list[dict]) -> tuple[str, list[str]]:
    """The page of a product, and the public declarations without a comment."""
    by_id = {symbol["identifier"]["precise"]: symbol for symbol in symbols}
    parent = {one["source"]: one["target"] for one in relationships if one["kind"] in ("memberOf", "requirementOf")}
    conforms = conformances(symbols, relationships)
    lines = [f"# {product}", "", summary, "", "Generated from the public declarations and their comments.", ""]
    bare = []

    def members(of: str) -> list[dict]:
        inside = [by_id[one] for one, target in parent.items() if target == of and one in by_id]
        return sorted((one for one in inside if one["kind"]["identifier"] not in TYPES), key=order)

    def order(symbol: dict) -> tuple:
        kinds = ["swift.enum.case", "swift.init", "swift.type.property", "swift.property", "swift.subscript", "swift.type.method",
                 "swift.method", "swift.func.op"]
        kind = symbol["kind"]["identifier"]
        return (kinds.index(kind) if kind in kinds else len(kinds), symbol["names"]["title"])

    def added(symbol: dict, depth: int) -> None:
        comment = documentation(symbol)
        kind, title = symbol["kind"]["identifier"], symbol["names"]["title"]
        # The library's own comment of what the compiler derives says nothing of the type.
        is_inherited = symbol.get("docComment", {}).get("module") in ("Swift", "Foundation", "FoundationEssentials")
        if (not comment or is_inherited) and (title in DERIVED or "==" in title):
            return
        if kind == "swift.enum.case":
            lines.append(f"- `{declaration(symbol)}`: {' '.join(' '.join(comment).split())}")
            return
        if lines and lines[-1].startswith("- `"):
            lines.append("")
        lines.extend([f"{'#' * depth} {'.'.join(symbol['pathComponents']) if depth == 2 else title}", "", "```swift",
                      declaration(symbol), "```", "", *comment])
        if kind in TYPES and (protocols := conforms.get(symbol["identifier"]["precise"])):
            lines.extend([f"**Conforms to** {', '.join(f'`{name}`' for name in sorted(protocols))}", ""])
        if not comment:
            bare.append(f"{product}: {'.'.join(symbol['pathComponents'])}")

    tops = sorted((one for one in symbols if one["kind"]["identifier"] in TYPES), key=lambda one: one["pathComponents"])
    free = sorted((one for one in symbols if one["kind"]["identifier"] not in TYPES
                   and one["identifier"]["precise"] not in parent), key=order)
    for symbol in tops:
        added(symbol, 2)
        for member in members(symbol["identifier"]["precise"]):
            added(member, 3)
        lines.append("")
    # Members that a product adds to types of a smaller one.
    known = {symbol["identifier"]["precise"] for symbol in tops}
    elsewhere: dict[str, list[dict]] = {}
    for one, target in parent.items():
        if one in by_id and target not in known and by_id[one]["kind"]["identifier"] not in TYPES:
            elsewhere.setdefault(by_id[one]["pathComponents"][0], []).append(by_id[one])
    for name, found in sorted(elsewhere.items()):
        lines.extend([f"## {name}: what this product adds", ""])
        for member in sorted(found, key=order):
            added(member, 3)
    for symbol in free:
        added(symbol, 2)
    return "\n".join(lines) + "\n", bare


def check(symbols: pathlib.Path) -> None:
    """Sees that DocC takes the catalogue and the comments without a warning, as Xcode shows them."""
    docc = shutil.which("docc")
    if not docc:
        print("docc is not there: whether it takes the catalogue is not checked")
        return
    run = subprocess.run(
        [docc, "convert", ROOT / "Sources/Repartee/Repartee.docc", "--additional-symbol-graph-dir", symbols,
         "--fallback-display-name", "Repartee", "--fallback-bundle-identifier", "Repartee", "--warnings-as-errors",
         "--output-path", ROOT / ".build/site-docc"], cwd=ROOT, capture_output=True, text=True, check=False)
    if run.returncode or "warning:" in run.stderr + run.stdout:
        sys.exit(f"DocC warns of the catalogue or of comments: {run.stderr}{run.stdout}")


def write(folder: pathlib.Path, converted) -> list[str]:
    """Writes a page a product; the pages' names."""
    folder.mkdir(parents=True, exist_ok=True)
    found = graphs(ROOT / ".build/site-symbols")
    names, bare, count = [], [], 0
    for product, (summary, modules) in PRODUCTS.items():
        symbols = [symbol for module in modules for graph in found[module] for symbol in graph["symbols"]]
        relationships = [one for module in modules for graph in found[module] for one in graph["relationships"]]
        text, missing = page(product, summary, symbols, relationships)
        (folder / f"{product}.md").write_text(converted(text))
        names.append(f"api/{product}")
        bare += missing
        count += len(symbols)
    check(ROOT / ".build/site-symbols")
    if bare:
        sys.exit("Public declarations without a comment: " + ", ".join(bare))
    print(f"{count} public declarations of {len(PRODUCTS)} products")
    return names
