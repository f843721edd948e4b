"""What a goal demands, from its text: `≤ 0.7×` and `≥ 25× faster` speak of a ratio, `≤ 24 bytes` of a figure."""

import re
import statistics


def ratio(row: dict) -> float | None:
    """Ours divided by theirs, pair by pair, since a shared machine drifts; the median. Below 1 we are faster."""
    if not row.get("theirs"):
        return None
    return statistics.median(a / b for a, b in zip(row["ours"], row["theirs"]))


def limit(row: dict) -> float | None:
    """The largest ratio, or for a row without a peer the bound of the figure, with which the goal is met."""
    found = re.search(r"([≤≥])\s*([\d.]+)", row.get("goal", ""))
    if not found:
        return None
    bound = float(found.group(2))
    return 1 / bound if found.group(1) == "≥" and row.get("theirs") else bound


def is_met(row: dict) -> bool | None:
    bound, value = limit(row), ratio(row)
    if bound is None:
        return None
    if value is None:
        value = statistics.median(row["ours"])
        return value >= bound if "≥" in row["goal"] else value <= bound
    return value <= bound * 1.0005
