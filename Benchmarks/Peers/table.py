"""Rows as a table in Markdown."""

import statistics

import goals

HEAD = "| job | Repartee | against | peer | ratio | goal | met | |\n| --- | ---: | --- | ---: | ---: | --- | --- | --- |\n"


def number(value: float) -> str:
    """Three digits that count."""
    if value == 0 or value >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}" if value < 1 else f"{value:.{3 - len(str(int(value)))}f}"


def compared(value: float) -> str:
    """A ratio of times in words."""
    return f"{number(1 / value)}× faster" if value < 1 else f"{number(value)}× as long"


def markdown(rows: list[dict]) -> str:
    lines = []
    for row in rows:
        unit, value = row.get("unit", "s"), goals.ratio(row)
        theirs = f"{number(statistics.median(row['theirs']))} {unit}" if row.get("theirs") else ""
        met = {True: "yes", False: "**no**", None: ""}[goals.is_met(row)]
        lines.append(
            f"| {row['job']} | {number(statistics.median(row['ours']))} {unit} | {row.get('peer', '')} | {theirs} "
            f"| {compared(value) if value else ''} | {row.get('goal', '')} | {met} | {row.get('note', '')} |\n")
    return HEAD + "".join(lines)
