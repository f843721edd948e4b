"""The pictures of a run, as SVG. Plain strings: two charts need no library, and the repository none of matplotlib's size."""

import math
from html import escape

import goals
import table

INK, QUIET, RULE, PAPER = "#1a1a1a", "#5c6670", "#e3e6e9", "#ffffff"
# Okabe and Ito's colours, which the colour-blind tell apart.
MET, MISSED = "#0072b2", "#d55e00"
LINES = ["#0072b2", "#d55e00", "#009e73", "#cc79a7"]
FONT = "font-family=\"system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif\""


class Drawing:
    def __init__(self, width: int, height: int, title: str, description: str) -> None:
        self.parts = [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
            f'role="img" {FONT}>', f"<title>{escape(title)}</title>", f"<desc>{escape(description)}</desc>",
            f'<rect width="{width}" height="{height}" fill="{PAPER}"/>']

    def text(self, x: float, y: float, text: str, size: float = 12, fill: str = INK, anchor: str = "start",
             weight: int = 400) -> None:
        self.parts.append(
            f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{fill}" text-anchor="{anchor}" '
            f'font-weight="{weight}">{escape(text)}</text>')

    def line(self, x1: float, y1: float, x2: float, y2: float, stroke: str = RULE, width: float = 1) -> None:
        self.parts.append(
            f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{stroke}" stroke-width="{width}"/>')

    def bar(self, x1: float, x2: float, y: float, height: float, fill: str) -> None:
        self.parts.append(
            f'<rect x="{min(x1, x2):.1f}" y="{y:.1f}" width="{max(1.5, abs(x2 - x1)):.1f}" height="{height}" '
            f'fill="{fill}" rx="2"/>')

    def curve(self, places: list[tuple[float, float]], stroke: str) -> None:
        path = " ".join(f"{'L' if index else 'M'}{x:.1f} {y:.1f}" for index, (x, y) in enumerate(places))
        self.parts.append(f'<path d="{path}" fill="none" stroke="{stroke}" stroke-width="2.5"/>')
        for x, y in places:
            self.parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{stroke}" stroke="{PAPER}" stroke-width="1.5"/>')

    def done(self) -> str:
        return "\n".join([*self.parts, "</svg>"]) + "\n"


def ratios(rows: list[dict], subtitle: str) -> str:
    """A bar a job: how many times as fast as the peer, on a logarithmic scale, with the goal as a mark."""
    shown = [row for row in rows if row.get("theirs")]
    width, left, right, top, step = 1040, 470, 90, 112, 46
    height = top + step * len(shown) + 64
    drawing = Drawing(width, height, "Repartee and its peers", "Bars: how many times as fast as the peer each job is.")
    drawing.text(28, 38, "How many times as fast as the peer", 20, weight=600)
    drawing.text(28, 60, f"Same data, same run, equal answers. {subtitle}", 12, QUIET)
    values = [1 / goals.ratio(row) for row in shown]
    bounds = [1 / limit for row in shown if (limit := goals.limit(row))]
    low = math.floor(math.log10(min([*values, *bounds, 0.5])) * 2) / 2
    high = math.ceil(math.log10(max([*values, *bounds, 10])) * 2) / 2

    def place(value: float) -> float:
        return left + (math.log10(value) - low) / (high - low) * (width - left - right)

    bottom = top + step * len(shown)
    for power in range(math.ceil(low), math.floor(high) + 1):
        for factor in (1, 2, 5):
            value = factor * 10**power
            if low <= math.log10(value) <= high:
                drawing.line(place(value), top - 10, place(value), bottom)
                drawing.text(place(value), top - 18, f"{value:g}×", 11, QUIET, "middle")
    drawing.line(place(1), top - 10, place(1), bottom, INK, 1.5)
    for index, (row, value) in enumerate(zip(shown, values)):
        y = top + index * step
        job, peer = row["job"], f"against {row['peer']}"
        drawing.text(left - 14, y + 17, shortened(job, 68), 12.5, INK, "end", 500)
        drawing.text(left - 14, y + 32, shortened(peer, 74), 11, QUIET, "end")
        colour = MISSED if goals.is_met(row) is False else MET
        drawing.bar(place(1), place(value), y + 8, 22, colour)
        bound = goals.limit(row)
        edge = max(place(value), place(1))
        if bound:
            drawing.line(place(1 / bound), y + 3, place(1 / bound), y + 35, INK, 2.5)
            if edge - 6 < place(1 / bound) < edge + 50:
                edge = place(1 / bound)
        drawing.text(edge + 8, y + 24, f"{table.number(value)}×", 12.5, INK, weight=600)
    key = bottom + 34
    drawing.bar(28, 46, key - 10, 12, MET)
    drawing.text(52, key, "goal met", 11.5, QUIET)
    drawing.bar(122, 140, key - 10, 12, MISSED)
    drawing.text(146, key, "goal missed", 11.5, QUIET)
    drawing.line(237, key - 13, 237, key + 4, INK, 2.5)
    drawing.text(245, key, "the goal", 11.5, QUIET)
    drawing.text(width - 28, key, "logarithmic scale; right of 1× Repartee is faster", 11.5, QUIET, "end")
    return drawing.done()


def shortened(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def growth(curves: dict, subtitle: str) -> str:
    """Two panels over the number of posts: microseconds a post, and bytes a post at the peak of memory."""
    width, height = 1040, 470
    drawing = Drawing(width, height, "How cost grows", "Cost of a post by the number of posts, in time and in memory.")
    drawing.text(28, 38, "What a post costs as the network grows", 20, weight=600)
    drawing.text(28, 60, f"Flat lines: cost grows with the number of posts. {subtitle}", 12, QUIET)
    time = {job: [(p["posts"], p["seconds"] / p["posts"] * 1e6) for p in points] for job, points in curves.items()}
    peak = {
        job: [(p["posts"], p["peak_bytes"] / p["posts"]) for p in points]
        for job, points in curves.items() if all("peak_bytes" in p for p in points)}
    colours = dict(zip(curves, LINES))
    panel(drawing, 84, 390, time, colours, "microseconds a post, on all threads")
    panel(drawing, 594, 900, peak, colours, "bytes a post at the peak, whole process")
    return drawing.done()


def panel(drawing: Drawing, left: int, right: int, curves: dict, colours: dict, title: str) -> None:
    top, bottom = 124, 408
    drawing.text(left - 44, 98, title, 13.5, INK, weight=600)
    sizes = sorted({posts for points in curves.values() for posts, _ in points})
    values = [value for points in curves.values() for _, value in points]
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    first, last = math.log10(sizes[0]), math.log10(sizes[-1])

    def place(posts: float, value: float) -> tuple[float, float]:
        x = left + (math.log10(posts) - first) / max(1e-9, last - first) * (right - left)
        return x, bottom - (math.log10(value) - low) / max(1, high - low) * (bottom - top)

    for power in range(low, high + 1):
        _, y = place(sizes[0], 10**power)
        drawing.line(left - 10, y, right + 10, y)
        drawing.text(left - 16, y + 4, f"{10**power:,g}", 11, QUIET, "end")
    for posts in sizes:
        drawing.text(place(posts, 10**low)[0], bottom + 22, spoken(posts), 11, QUIET, "middle")
    drawing.text((left + right) / 2, bottom + 44, "posts", 11.5, QUIET, "middle")
    ends = []
    for job, points in curves.items():
        places = [place(posts, value) for posts, value in points]
        drawing.curve(places, colours[job])
        ends.append([places[-1][1], job, points[-1][1]])
    # Labels that would touch are moved apart, downwards.
    ends.sort()
    for above, below in zip(ends, ends[1:]):
        below[0] = max(below[0], above[0] + 30)
    for y, job, value in ends:
        drawing.text(right + 16, y, job, 12, colours[job], weight=600)
        drawing.text(right + 16, y + 14, table.number(value), 11, QUIET)


def spoken(posts: int) -> str:
    for name, unit in (("M", 1_000_000), ("k", 1000)):
        if posts >= unit:
            return f"{posts // unit}{name}"
    return str(posts)
