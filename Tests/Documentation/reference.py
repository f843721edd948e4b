#!/usr/bin/env python3
"""Compares the generated parts of the guide with the code that defines what they say; UPDATE=1 writes them.

A generated part stands between `<!-- generated: NAME -->` and `<!-- end -->`. What it says comes from the command (its help,
its lists of measures and formats, the schema of its jobs, the tables that it prints of the sample) and, of measures, from
the comments that stand with their code; figures of speed, memory and coverage come from recorded runs. Missing is an option, key, measure or column without a sentence.
"""
import csv
import io
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import blocks
import columns
import command_help
import figures
import measures as beside

ROOT = pathlib.Path(__file__).resolve().parents[2]
GUIDE = ROOT / "Sources/Repartee/Repartee.docc"
BINARY = pathlib.Path(os.environ.get("REPARTEE", ROOT / ".build/release/repartee")).resolve()
PART = re.compile(r"(<!-- generated: ([\w-]+) -->\n).*?(<!-- end -->)", re.S)
problems: list[str] = []
counts: dict[str, int] = {}


def output(*arguments: str) -> str:
    return subprocess.run([BINARY, *arguments], capture_output=True, text=True, check=True).stdout


def counted(what: str, number: int = 1) -> None:
    counts[what] = counts.get(what, 0) + number


def sentence(text: str, of: str) -> str:
    """A text as a sentence; its lack is a problem."""
    if not (text or "").strip():
        problems.append(f"{of} has no sentence")
        return ""
    text = text.strip()
    text = text if re.match(r"[a-z]+_", text) or text.startswith("`") else text[0].upper() + text[1:]
    return text if text[-1] in ".…:?" else text + "."


def prose(text: str) -> str:
    """Text as Markdown: what would be markup is not, but code and emphasis of one or two stars."""
    parts = re.split(r"(`[^`]+`|<https?://[^>]+>|<doc:\w+>|\*{1,2}\w[^*]*\*{1,2})", text)
    return "".join(part if index % 2 else re.sub(r"(?<!\w)([<*_])", r"\\\1", part) for index, part in enumerate(parts))


# Commands.

def commands() -> str:
    _, subcommands = command_help.read(BINARY)
    lines = []
    for one in subcommands:
        counted("commands")
        lines += [f"### {one.name}", "", prose(one.abstract), "", "```", f"repartee {one.name} "
                  + " ".join(argument.usage for argument in one.arguments if argument.kind == "positional" or not argument.is_optional)
                  + " [options]", "```", ""]
        known = {name for argument in one.arguments for name in argument.names} | {"--help", "--version"}
        for kind, text in one.blocks:
            for example in re.findall(rf"^repartee {one.name} (?:[^|>&\n\\]|\\\n)*", text, re.M) if kind == "literal" else []:
                counted("examples of the help")
                if wrong := set(re.findall(r"(?<!\S)--[\w-]+", example)) - known:
                    problems.append(f"an example of {one.name} has {', '.join(wrong)}, which is no option")
            lines += [prose(text), ""] if kind == "text" else ["```", text, "```", ""]
        shown = [argument for argument in one.arguments if argument.names not in (["--version"], ["-h", "--help"])]
        for argument in shown:
            counted("options")
            lines.append(f"- `{argument.term}`: {prose(sentence(argument.text, f'{one.name} {argument.term}'))}")
        lines += [""] if shown else []
    return "\n".join(lines)


def exit_codes() -> str:
    root, _ = command_help.read(BINARY)
    rows = command_help.exit_codes(root)
    counted("exit codes", len(rows))
    return "\n".join(["| code | means |", "| --- | --- |", *(f"| {code} | {text} |" for code, text in rows)])


# Job keys.

def described(node: dict) -> str:
    """The description of a key, wherever its schema has it."""
    if "description" in node:
        return node["description"]
    return next((text for one in node.get("anyOf", []) if (text := described(one))), "") or (
        described(node["items"]) if isinstance(node.get("items"), dict) else "")


def alternatives(node: dict) -> list[dict]:
    """All that a key may hold, mappings and lists taken apart."""
    found = [node]
    for one in node.get("anyOf", []):
        found += alternatives(one)
    if isinstance(node.get("items"), dict):
        found += alternatives(node["items"])
    return found


def limits_of(node: dict) -> str:
    values = next((one["enum"] for one in alternatives(node) if "enum" in one), None)
    parts = []
    if values:
        parts.append("One of: " + ", ".join(f"`{value}`" for value in values) + ".")
    number = next((one for one in alternatives(node) if one.get("type") == "integer"), None)
    if number:
        ends = [f"{number[end]:,}" for end in ("minimum", "maximum") if end in number]
        parts.append("A whole number" + (f" from {' to '.join(ends)}" if len(ends) == 2 else f" from {ends[0]} on" if ends else "")
                     + (f", {number['default']:,} by default" if "default" in number else "") + ".")
    if any(one.get("type") == "boolean" for one in alternatives(node)):
        parts.append("`true` or `false`.")
    if any(one.get("type") == "array" for one in alternatives(node)):
        parts.append("May be a list." if "anyOf" in node else "A list.")
    return " ".join(parts)


def keys() -> str:
    schema = json.loads(output("init", "--schema"))
    lines = []

    def add(name: str, node: dict, required: bool) -> None:
        counted("job keys")
        text = sentence(described(node), f"the key {name}")
        lines.append(" ".join(filter(None, [
            f"- `{name}`:", prose(text), limits_of(node), "**Required.**" if required else ""])))

    required = schema["required"]
    order = [*required, *(name for name in sorted(schema["properties"]) if name not in required)]
    for name in order:
        node = schema["properties"][name]
        lines += [f"### {name}", ""]
        add(name, node, name in required)
        seen = set()
        for one in alternatives(node):
            for inner in sorted(one.get("properties", {})):
                if inner not in seen:
                    seen.add(inner)
                    add(f"{name}.{inner}", one["properties"][inner], inner in one.get("required", []))
        lines.append("")
    return "\n".join(lines)


# Measures.

# Where a measure is not defined by the first commented type of the file that names it.
DEFINED_BY = {
    "voices_in_replies": "ReplyGraph", "reply_arcs": "ReplyGraph", "replies": "ReplyGraph",
    "self_repliers": "SelfRepliers", "self_repliers_alone": "SelfRepliers", "reciprocity": "Reciprocity",
    "weak_components": "Components", "largest_weak_component": "Components", "largest_weak_component_arcs": "Components",
    "strong_components": "StrongSearch", "largest_strong_component": "StrongSearch",
    "largest_strong_component_arcs": "StrongSearch", "triangles_total": "Triangles", "average_clustering": "Clustering",
    "transitivity": "Clustering", "communities": "Leiden", "modularity": "Modularity",
    "reply_follow_rank_correlation": "RankCorrelation", "betweenness_error": "SampleBound",
    "audience_reach_low": "FunnelIntervals", "audience_reach_high": "FunnelIntervals",
    "repliers_low": "FunnelIntervals", "repliers_high": "FunnelIntervals", "reciprocated_low": "FunnelIntervals",
    "reciprocated_high": "FunnelIntervals", "conversed_low": "FunnelIntervals", "conversed_high": "FunnelIntervals",
    "score_low": "FunnelIntervals", "score_high": "FunnelIntervals", "reply_reach_low": "FunnelIntervals",
    "reply_reach_high": "FunnelIntervals", "audience_reach_error": "HyperLogLog", "coverage": "Coverage",
    "community_stability": "CommunityStability", "section": "Sections", "followers": "HeldFollowers", "held_followers": "HeldFollowers",
}
# Definitions that others name.
METHODS = ["Jackknife", "Calibration", "VoiceDifference", "Holm", "PageRank", "ThreadRedraw", "ReplyDistances",
           "CommonNeighbours"]
DECLARATION = re.compile(
    r"((?:^ *///.*\n)+)(?:^ *@.*\n)*^ *(?:package |public |final |private |fileprivate )*(?:struct|enum|class) (\w+)", re.M)


def comments() -> dict[str, tuple[str, pathlib.Path]]:
    """Type → its comment, and the file, of all that measures are computed by."""
    found = {}
    for path in sorted((ROOT / "Sources/ReparteeMeasures").rglob("*.swift")):
        text = path.read_text()
        for comment, name in DECLARATION.findall(text):
            found.setdefault(name, (re.sub(r"^ */// ?", "", comment, flags=re.M).strip(), path))
        # An extension that opens a file speaks for the file.
        if opening := re.search(r"((?:^///.*\n)+)extension ", text, re.M):
            found.setdefault(path.stem, (re.sub(r"^/// ?", "", opening.group(1), flags=re.M).strip(), path))
    return found


def homes() -> dict[str, str]:
    """Measure → the type that defines it."""
    found = {}
    for path in sorted((ROOT / "Sources/ReparteeMeasures").rglob("*.swift")):
        text = path.read_text()
        names = re.findall(r'"([a-z][a-z_0-9]+)", (?:of: |"|\\)', text) + re.findall(r'"([a-z][a-z_0-9]+)",\s*of: ', text)
        names += re.findall(r'(?:figure|full|next|end)\(\s*"([a-z_0-9]+)"', text)
        if "rank_after_" in text and path.stem == "LostReplies":
            names += [f"rank_after_{level}_percent_lost" for level in (10, 20, 30)]
        types = [name for comment, name in DECLARATION.findall(text)]
        for name in names:
            if types:
                found.setdefault(name, path.stem if path.stem in types else types[0])
            elif re.search(r"^///.*\nextension ", text, re.M):
                found.setdefault(name, path.stem)
    return {**found, **DEFINED_BY}


def taken_apart(comment: str) -> tuple[list[str], str, str]:
    """The paragraphs of a comment, its complexity and its sources."""
    paragraphs = [" ".join(block.split()) if not block.startswith("- ") else block for block in comment.split("\n\n")]
    text = "\n\n".join(paragraphs)
    sources = re.search(r"\bSources?(?:, neither with a DOI)?: (.*?)(?=\n\n|$)", text, re.S)
    text = text.replace(sources.group(0), "") if sources else text
    cost = re.search(r"\bComplexity: (.*?\.)(?=\s+[A-Z*]|\s*$)", text, re.S)
    text = text.replace(cost.group(0), "") if cost else text
    cleaned = [part.strip() for part in text.split("\n\n") if part.strip()]
    return cleaned, (cost.group(1) if cost else ""), (sources.group(1).strip() if sources else "")


def linked(text: str) -> str:
    return re.sub(r"(?<![<(])https?://[^\s,;]+?(?=[.,;]?(?:\s|$))", lambda found: f"<{found.group(0)}>", text)


GROUPS = [("voice", "Measures of a voice"), ("conversation", "Measures of a conversation"),
          ("network", "Measures of the network")]


def described_measures() -> list[dict]:
    return json.loads(output("measures", "--output-format", "json"))


def defined(home: str, found: dict[str, tuple[str, pathlib.Path]]) -> list[str]:
    """What a type says of what it defines, as paragraphs and a list; with its cost and source where no measure shows them."""
    lines = []
    for paragraph in taken_apart(found[home][0])[0]:
        lines += [prose(linked(paragraph)), ""]
    return lines


def method(home: str, found: dict[str, tuple[str, pathlib.Path]]) -> list[str]:
    """The same with cost, source and file: of what several measures use."""
    comment, path = found[home]
    _, cost, source = taken_apart(comment)
    lines = defined(home, found)
    if cost:
        lines.append(f"- **Cost**: {prose(cost)}")
    if source:
        lines.append(f"- **Source**: {linked(prose(source))}")
    return [*lines, f"- **Code**: `{path.relative_to(ROOT)}`", ""]


# What a measure's section has to have.
FIELDS = ["Formula", "Worked example", "Range", "Empty", "Cost", "Source", "As it is since", "Verified", "Limits", "Definition"]


def key_of(measure: dict) -> str:
    return measure["measure"] if measure["of"] == "voice" else f"{measure['of']}:{measure['measure']}"


def worked_values() -> dict[str, dict[str, dict]]:
    """Data set of the page → measure → what the command says: by voice or conversation, or of the network under an empty name."""
    page = (GUIDE / "MeasureReference.md").read_text().partition("<!-- generated: measures -->")[0]
    every, found = described_measures(), {}
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        (folder / "repartee").symlink_to(BINARY)
        environment = {**os.environ, "PATH": f"{folder}:{os.environ['PATH']}", "TZ": "UTC", "LC_ALL": "C.UTF-8"}
        for language, block in blocks.ANY.findall(page):
            if name := language == "yaml" and re.match(r"# ([\w-]+\.yaml)\b", block):
                (folder / name.group(1)).write_text(block)
            for command, _ in blocks.steps(block) if language == "console" else []:
                subprocess.run(["bash", "-c", command], cwd=folder, env=environment, check=True, capture_output=True)
        for store in sorted(folder.glob("*.repartee")):
            def table(*arguments: str) -> list[dict]:
                return json.loads(output(*arguments, "--output-format", "json", "--quiet"))

            standard = set(table("score", str(store))[0])
            extra = [one["measure"] for one in every if one["of"] == "voice" and one["measure"] not in standard]
            values: dict[str, dict] = {}
            for row in table("score", str(store), "--columns", ",".join(extra)):
                for name, value in row.items():
                    values.setdefault(name, {})[row["voice"]] = value
            for row in table("conversations", str(store)):
                for name, value in row.items():
                    values.setdefault(f"conversation:{name}", {})[row["conversation"]] = value
            for row in table("network", str(store)):
                values[f"network:{row['measure']}"] = {"": row["value"]}
            found[store.stem] = values
    return found


def is_as_worked(by_hand: str, value) -> bool:
    """Whether the command's value is that worked by hand, to the digits in which it is given."""
    if value is None or by_hand == "empty":
        return value is None and by_hand == "empty"
    if isinstance(value, str) or not re.fullmatch(r"-?[\d.]+", by_hand):
        return str(value) == by_hand
    digits = len(by_hand.partition(".")[2]) or 3
    return abs(float(value) - float(by_hand)) <= 0.5000001 * 10 ** -digits


def worked(key: str, values: dict[str, dict[str, dict]]) -> str:
    """The example of a measure, compared with the command."""
    data, listed, why = beside.MEASURES[key][1]
    for part in listed.split(", "):
        name, _, by_hand = part.rpartition(" ")
        at = values[data].get(key, {})
        if name not in at or not is_as_worked(by_hand, at[name]):
            problems.append(f"{key} of {data}: worked by hand {part}, the command says {at.get(name, 'nothing')}")
        counted("values worked by hand")
    return f"in `{data}`, {listed}: {why}."


def verified(key: str, home: str, found: dict[str, tuple[str, pathlib.Path]]) -> str:
    """How a measure is verified beside its example."""
    ways = ["the example by hand"]
    if home in found:
        path = found[home][1]
        if re.search(r"func (discrepancy|residual|isBroken)", path.read_text()):
            ways.append(f"a second computation in `{path.name}`, on random networks")
        suites = sorted(one.stem for one in (ROOT / "Tests").glob("Repartee*Tests/**/*Tests.swift")
                        if re.search(rf"\b{home}\b", one.read_text()))
        if suites:
            ways.append("the tests " + ", ".join(f"`{one}`" for one in suites[:3]))
    for script, (whose, keys) in beside.ORACLES.items():
        if key in keys:
            ways.append(f"{whose} (`Tests/Oracles/{script}`)")
    if len(ways) < 2:
        ways.append("`Tests/Oracles/threads.py`, which compares whole tables")
    return "; ".join(ways) + "."


def check_oracles() -> None:
    """Sees that each oracle that the page names speaks of the measure, or makes its name of parts."""
    for script, (_, keys) in beside.ORACLES.items():
        text = (ROOT / "Tests/Oracles" / script).read_text()
        for key in keys:
            name = key.rpartition(":")[2]
            if not (re.search(rf"\b{name}\b", text) or script in ("threads.py", "chance.py") and re.search(r"_(low|high|next|percent_lost)\b|wiener", text)):
                problems.append(f"{script} does not speak of {name}")


def emptiness(measure: dict) -> tuple[str, str]:
    """The range of a measure, and when it is empty, by what its range and its meaning say."""
    ways = [way for text in (measure["meaning"], measure["range"]) for way in re.findall(r"\bempty (.*?)(?=;|$)", text)]
    span = re.sub(r"[;,]? (?:and )?empty .*?(?=;|$)", "", measure["range"])
    return span, "; ".join(dict.fromkeys(ways)) or "never"


def check_emptiness(folder: pathlib.Path) -> None:
    """Sees that no measure of a voice that is never empty is empty in the sample, or in edges without times."""
    (folder / "edges.txt").write_text("1 2\n2 1\n3 1\n4 1\n")
    subprocess.run([BINARY, "import", folder / "edges.txt", "--kind", "reply", "--into", folder / "edges.repartee", "--quiet"],
                   check=True)
    listed = [one for one in described_measures() if one["of"] == "voice"]
    whole = {one["measure"] for one in listed if emptiness(one)[1] == "never"}
    further = sorted(one["measure"] for one in listed if one["source"] != "a column of the ranking")
    for store in ("campaign", "edges"):
        path = str(folder / f"{store}.repartee")
        standard = set(json.loads(output("score", path, "--output-format", "json", "--quiet"))[0])
        rows = json.loads(output("score", path, "--output-format", "json", "--quiet", "--columns",
                                 ",".join(name for name in further if name not in standard)))
        for name in sorted(whole):
            if any(row[name] is None for row in rows):
                problems.append(f"{name} says nowhere when it is empty, and is so of {store}")


def measures() -> str:
    found, home_of = comments(), homes()
    lines, told, values = [], {}, worked_values()
    every = described_measures()
    check_oracles()
    known = {key_of(one) for one in every}
    problems.extend(f"measures.py speaks of {key}, which there is not" for key in beside.MEASURES.keys() - known)
    lines += [f"Today's definitions are of version {max(one['since'] for one in every)}.", ""]
    for subject, title in GROUPS:
        lines += [f"## {title}", ""]
        sections: dict[str, list[dict]] = {}
        for measure in (one for one in every if one["of"] == subject):
            is_column = measure["source"] == "a column of the ranking"
            home = "" if key_of(measure) in beside.WITHOUT_TYPE else (DEFINED_BY if is_column else home_of).get(measure["measure"], "")
            sections.setdefault(home, []).append(measure)
        for home, group in sections.items():
            for measure in group:
                counted("measures")
                key, name = key_of(measure), measure["measure"]
                if home and home not in found:
                    problems.append(f"{name} is defined by {home}, which has no comment")
                if key not in beside.MEASURES:
                    problems.append(f"measures.py has no formula, example and limits of {key}")
                    continue
                formula, _, limits = beside.MEASURES[key]
                _, cost, source = taken_apart(found[home][0]) if home in found else ([], "", "")
                cost = cost or beside.COSTS.get(key) or beside.COSTS.get(home, "")
                source = beside.SOURCES.get(key) or source or beside.SOURCES.get(home, "") or (
                    beside.OWN if not re.search(r"\d{4}", measure["source"]) else measure["source"])
                span, empty = emptiness(measure)
                if re.search(r"\b1[5-9]\d\d\b|\b20\d\d\b", source) and not re.search(r"doi\.org/|arxiv\.org/|ISBN|https?://", source):
                    problems.append(f"{key} cites {source}, without DOI, ISBN or address")
                fields = {
                    "Formula": f"`{formula}`", "Worked example": prose(worked(key, values)), "Range": prose(span), "Empty": prose(empty),
                    "Cost": prose(sentence(cost, f"the cost of {key}")), "Source": linked(prose(sentence(source, f"the source of {key}"))),
                    "As it is since": f"version {measure['since']} of the definitions", "Verified": prose(verified(key, home, found)),
                    "Limits": prose(limits),
                    "Definition": f"see {told[home]}" if home in told else "below" if home in found else "the sentence above and the formula",
                }
                for field in FIELDS:
                    if not fields[field].strip("`. "):
                        problems.append(f"{key} has no {field.lower()}")
                    counted("fields of measures")
                lines += [f"### {name}" + ("" if subject == "voice" else f" (of {'a ' if subject == 'conversation' else 'the '}{subject})"), ""]
                lines += [prose(sentence(measure["meaning"], f"the measure {name}")), ""]
                lines += [f"- **{field}**: {fields[field]}" for field in FIELDS]
                if home in found:
                    lines.append(f"- **Code**: `{found[home][1].relative_to(ROOT)}`")
                lines.append("")
                if home in found and home not in told:
                    told[home] = f"`{name}`"
                    lines += defined(home, found)
    lines += ["## Methods that several measures use", ""]
    for one in METHODS:
        if one not in found:
            problems.append(f"the method {one} has no comment")
            continue
        lines += [f"### {re.sub(r'(?<=[a-z])(?=[A-Z])', ' ', one)}", "", *method(one, found)]
    return "\n".join(lines)


# Columns.

def header(command: str, folder: pathlib.Path) -> list[str]:
    environment = {**os.environ, "PATH": f"{folder / 'bin'}:{os.environ['PATH']}", "TZ": "UTC", "LC_ALL": "C.UTF-8"}
    run = subprocess.run(["bash", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if not run.stdout:
        problems.append(f"{command} prints nothing: {run.stderr}")
        return []
    return next(csv.reader(io.StringIO(run.stdout)))


def meaning(table: str, name: str, of_measures: dict[tuple[str, str], str], used: set) -> str:
    if name in columns.OWN.get(table, {}):
        used.add((table, name))
        return columns.OWN[table][name]
    base = re.sub(r"_(before|after)$", "", name)
    for subject in (["conversation", "voice"] if table == "conversations" else ["voice", "conversation"]):
        if (subject, base) in of_measures and not (table in columns.VIEWS and table != "scores"):
            text = of_measures[(subject, base)].rstrip(".")
            if table == "forget":
                return text + (", before the accounts were forgotten" if base != name else "")
            return text + {"_before": " (first window)", "_after": " (second window)"}.get(name[len(base):], "")
    if base in columns.COMMON:
        used.add(("", base))
        return columns.COMMON[base]
    if ("voice", base) in of_measures:
        return of_measures[("voice", base)]
    return ""


def tables() -> str:
    lines, used = [], set()
    of_measures = {(one["of"], one["measure"]): one["meaning"] for one in described_measures()}
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        shutil.copytree(ROOT / "datasets/policy-engagement", folder / "p", ignore=shutil.ignore_patterns("output"))
        (folder / "bin").mkdir()
        (folder / "bin/repartee").symlink_to(BINARY)
        subprocess.run(
            f"{BINARY} import p/posts.csv p/follows.csv p/interactions.csv --into campaign.repartee --quiet && "
            f"{BINARY} tag p/roster.csv --into campaign.repartee --quiet && {BINARY} run p/job.yaml --quiet >/dev/null",
            shell=True, cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        check_emptiness(folder)
        found = {name: header(command, folder) for name, command in columns.TABLES.items()}
        store = next((folder / "p/output").glob("*.repartee"))
        views = {}
        for view in columns.VIEWS:
            run = subprocess.run(["sqlite3", store, f"SELECT name FROM pragma_table_info('{view}')"],
                                 capture_output=True, text=True, check=True)
            views[view] = run.stdout.split()
        listed = subprocess.run(
            ["sqlite3", store, "SELECT name FROM sqlite_master WHERE type = 'view' AND name NOT LIKE '%\\_%' ESCAPE '\\'"],
            capture_output=True, text=True, check=True).stdout.split()
        for view in set(listed) - set(columns.VIEWS):
            if view + "s" not in columns.VIEWS and view not in ("roster",):
                problems.append(f"the view {view} has no place in columns.py")
    standard = found["score"]
    for table, names in found.items():
        lines += [f"### {table}", ""]
        if table != "score" and set(standard) <= set(names):
            new = [name for name in names if name not in standard]
            lines += [("These, and the columns" if new else "The columns") + " of `score`.", ""]
            names = new
        for name in names:
            counted("columns")
            lines.append(f"- `{name}`: {prose(sentence(meaning(table, name, of_measures, used), f'the column {name} of {table}'))}")
        lines.append("")
    lines += ["## The views of a store", ""]
    for view, names in views.items():
        lines += [f"### {view}", "", columns.VIEWS[view], ""]
        for name in names:
            if view == "scores" and name in standard:
                continue
            counted("columns")
            text = sentence(meaning(view, name, of_measures, used), f"the column {name} of the view {view}")
            kind = "" if re.match("[A-Z]+[.]", text) else "INTEGER. " if name in columns.NUMBERS else "TEXT. "
            lines.append(f"- `{name}`: {kind}{prose(text)}")
        lines.append("")
    for table, own in columns.OWN.items():
        for name in own:
            if (table, name) not in used:
                problems.append(f"columns.py speaks of {name} of {table}, which there is not")
    for name in columns.COMMON:
        if ("", name) not in used:
            problems.append(f"columns.py speaks of {name}, which no table has")
    return "\n".join(lines)


# Formats and limits.

def formats() -> str:
    rows = json.loads(output("formats", "--output-format", "json"))
    lines = []
    for use, title in [("import", "Read as they are"), ("import --mapping", "Read by an included mapping"), ("export", "Written by `export`")]:
        chosen = [row for row in rows if row["use"] == use]
        lines += [f"### {title}", ""]
        for row in chosen:
            counted("formats")
            platform = f" Platform: `{row['platform']}`." if row["platform"] else ""
            lines.append(f"- `{row['format']}`: {prose(sentence(row['what it is'], row['format']))}{platform}")
        lines.append("")
    if {row["use"] for row in rows} - {"import", "import --mapping", "export"}:
        problems.append("the list of formats has a use that the reference does not show")
    return "\n".join(lines)


def limits() -> str:
    limits = json.loads(output("init", "--schema"))["properties"]["limits"]["properties"]
    order = ["row", "columns", "unpacked", "ratio", "entries", "names", "platforms"]
    rows = ["| key of `limits` | what | at most |", "| --- | --- | ---: |"]
    for key in [*order, *(key for key in limits if key not in order)]:
        counted("limits")
        what = limits[key]["description"].removeprefix("The most ").rstrip(".")
        rows.append(f"| `{key}` | {what} | {limits[key]['default']:,} |")
    return "\n".join(rows)


# Options of other programs that the guide's texts name.
ELSEWHERE = {"--archive"}


def check_inline() -> None:
    """Sees that each option that the texts of README and guide name is one, of the command beside it if there is one."""
    root, subcommands = command_help.read(BINARY)
    of = {one.name: {name for argument in one.arguments for name in argument.names} for one in subcommands}
    every = set().union(*of.values(), {"--help", "--version", "--generate-completion-script"})
    for page in blocks.PAGES:
        text = re.sub(r"<!-- generated.*?<!-- end -->|^```.*?^```", "", page.read_text(), flags=re.M | re.S)
        for code in re.findall(r"`([^`]+)`", text):
            command = re.match(r"(?:repartee )?(\w+) ", code)
            known = of.get(command.group(1), every) | {"--help", "--version"} if command else every
            for option in re.findall(r"(?<![\w-])--[a-z][\w-]*", code) if not re.match(r"wsl|git|pip|(\w+=\S+ )?swift|Benchmarks/|Tests/", code) else []:
                counted("options in texts")
                if option not in known | ELSEWHERE:
                    problems.append(f"{page.name}: `{code}` has {option}, which is no option")


def main() -> None:
    check_inline()
    makers = {"commands": commands, "exit-codes": exit_codes, "job-keys": keys, "measures": measures, "columns": tables,
              "formats": formats, "limits": limits, **figures.MAKERS}
    used = set()
    for page in sorted(GUIDE.glob("*.md")):
        text = page.read_text()

        def made(part: re.Match) -> str:
            used.add(part.group(2))
            if part.group(2) not in makers:
                problems.append(f"{page.name} asks for {part.group(2)}, which nothing makes")
                return part.group(0)
            if part.group(2) in figures.MAKERS:
                counted("parts from recorded runs")
            return part.group(1) + makers[part.group(2)]().strip("\n") + "\n" + part.group(3)

        new = PART.sub(made, text)
        if new != text:
            if os.environ.get("UPDATE"):
                page.write_text(new)
            else:
                problems.append(f"{page.name} is not what the code says; UPDATE=1 {pathlib.Path(__file__).relative_to(ROOT)} writes it")
    version = output("--version").strip()
    for page, pattern in [("CITATION.cff", r"^version: (.*)$"), ("Sources/Repartee/Repartee.docc/Citing.md", r"version = \{(.*)\}")]:
        if re.search(pattern, (ROOT / page).read_text(), re.M).group(1) != version:
            problems.append(f"{page} has another version than the command, {version}")
    brewed = re.search(r"brew install ([^)\n]*)", (ROOT / "Makefile").read_text()).group(1).split()
    if brewed != re.search(r"brew install (.*)", (GUIDE / "Installing.md").read_text()).group(1).split():
        problems.append(f"Installing.md installs other packages on macOS than the Makefile names: {' '.join(brewed)}")
    problems.extend(f"no page has the part {name}" for name in makers.keys() - used)
    print("\n".join(problems) or "The reference says what the code says: "
          + ", ".join(f"{number} {what}" for what, number in counts.items()) + ".")
    sys.exit(1 if problems else 0)


main()
