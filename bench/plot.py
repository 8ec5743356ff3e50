#!/usr/bin/env python3
"""Draws the figures of bench/compare.sh: CPU time side by side, and growth with size and with rules.

    plot.py TABLE OUT.svg

Two threads in the first panel; axes are logarithmic, for the differences are.
"""

import csv
import math
import sys
from xml.sax.saxutils import escape

INK, PALE, GRID = "#24292f", "#57606a", "#d0d7de"
COLOURS = {"logsnitch": "#0a7d4b", "1": "#0a7d4b", "2": "#1f6feb"}
OTHER = "#8c959f"
WIDTH, LEFT, BAR, GAP = 760, 100, 15, 20


class Page:
    def __init__(self):
        self.parts, self.y = [], 0

    def text(self, x, y, text, size=12, colour=INK, anchor="start", weight="normal"):
        self.parts.append(
            f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{colour}" text-anchor="{anchor}"'
            f' font-weight="{weight}">{escape(text)}</text>'
        )

    def rect(self, x, y, width, height, colour):
        self.parts.append(f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height}" fill="{colour}"/>')

    def line(self, points, colour, width=1):
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        self.parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{width}"/>')

    def dot(self, x, y, colour):
        self.parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>')

    def svg(self):
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {self.y:.0f}" width="{WIDTH}"'
            f' height="{self.y:.0f}" font-family="system-ui, sans-serif">\n'
            f'<rect width="100%" height="100%" fill="#ffffff"/>\n' + "\n".join(self.parts) + "\n</svg>\n"
        )


def seconds(value):
    return f"{value:.0f} s" if value >= 10 else f"{value:.1f} s" if value >= 1 else f"{value * 1000:.0f} ms"


def scale(low, high, start, end):
    """From values to places, by their logarithms."""
    span = math.log10(high) - math.log10(low) or 1
    return lambda value: start + (math.log10(max(value, low)) - math.log10(low)) / span * (end - start)


def decades(low, high):
    return [10.0**n for n in range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)]


def bars(page, rows):
    """CPU seconds of every tool on every input that more than one tool read."""
    cases = {}
    for row in rows:
        if ":" not in row["case"] and row["threads"] == "2" and row["tool"] != "gzip -dc":
            cases.setdefault(row["case"], []).append(row)
    cases = {name: group for name, group in cases.items() if len({r["tool"] for r in group}) > 1}
    if not cases:
        return
    values = [max(float(row["cpu"]), 1e-3) for group in cases.values() for row in group]
    ticks = decades(min(values), max(values))
    place = scale(ticks[0], ticks[-1], LEFT, WIDTH - 70)
    page.y += 26
    page.text(16, page.y, "CPU time by input, two threads", 15, weight="bold")
    top = page.y + 24
    bottom = top + sum(len(group) * BAR + GAP + 16 for group in cases.values())
    for tick in ticks:
        page.line([(place(tick), top), (place(tick), bottom)], GRID)
        page.text(place(tick), top - 6, seconds(tick), 10, PALE, "middle")
    page.y = top
    for name, group in cases.items():
        page.y += 16
        page.text(16, page.y, name, 12, weight="bold")
        page.y += 5
        for row in group:
            value = max(float(row["cpu"]), 1e-3)
            late = " (stopped)" if row["status"] == "timeout" else ""
            page.text(LEFT - 8, page.y + BAR - 4, row["tool"], 11, PALE, "end")
            page.rect(LEFT, page.y + 1, place(value) - LEFT + 1, BAR - 3, COLOURS.get(row["tool"], OTHER))
            page.text(place(value) + 5, page.y + BAR - 4, seconds(value) + late, 10, PALE)
            page.y += BAR
        page.y += GAP - 5
    page.y = bottom + 10


def growth(page, rows, kind, title, unit):
    """Wall time of ours against what stands after the colon, for one and for two threads."""
    lines = {}
    for row in rows:
        if row["case"].startswith(kind + ": "):
            at = float(row["case"].split()[1])
            lines.setdefault(row["threads"], []).append((at, max(float(row["wall"]), 1e-3)))
    if not lines:
        return
    points = [point for line in lines.values() for point in line]
    across = scale(min(x for x, _ in points), max(x for x, _ in points), LEFT, WIDTH - 90)
    ticks = decades(min(y for _, y in points), max(y for _, y in points))
    page.y += 26
    page.text(16, page.y, title, 15, weight="bold")
    top, bottom = page.y + 20, page.y + 190
    up = scale(ticks[0], ticks[-1], bottom, top)
    for tick in ticks:
        page.line([(LEFT, up(tick)), (WIDTH - 90, up(tick))], GRID)
        page.text(LEFT - 8, up(tick) + 4, seconds(tick), 10, PALE, "end")
    for at in sorted({x for x, _ in points}):
        page.text(across(at), bottom + 16, f"{at:,.0f}{unit}", 10, PALE, "middle")
    for threads, line in sorted(lines.items()):
        colour = COLOURS.get(threads, OTHER)
        places = [(across(x), up(y)) for x, y in sorted(line)]
        page.line(places, colour, 2)
        for x, y in places:
            page.dot(x, y, colour)
        x, y = places[-1]
        page.text(x + 8, y + (12 if threads == "2" else -2), f"{threads} thread{'s' * (threads != '1')}", 11, colour)
    page.y = bottom + 34


def main():
    table, out = sys.argv[1:]
    with open(table, newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    page = Page()
    bars(page, rows)
    growth(page, rows, "size", "Wall time by size, all rules", " MB")
    growth(page, rows, "rules", "Wall time by number of rules", "")
    with open(out, "w") as file:
        file.write(page.svg())


if __name__ == "__main__":
    main()
