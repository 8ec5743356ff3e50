#!/usr/bin/env python3
"""Turns the figures of bench/compare.sh into a page.

    report.py MACHINE TABLE PLOT        writes Markdown to standard output
"""

import csv
import sys


def rows(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def number(value):
    return f"{value:.3f}" if value < 10 else f"{value:.1f}"


def speed(row):
    """MB/s of wall time, where the input is large enough for that to mean something."""
    size, wall = int(row["bytes"]), float(row["wall"])
    return f"{size / wall / 1e6:,.0f}" if size > 1e6 and wall > 0 else ""


def peak(row):
    """MiB; a process that took less than could be measured is told as that."""
    rss, least = int(row["rss_kib"]), int(row["least_kib"])
    return f"{rss / 1024:.0f}" if rss > least + 512 else f"≤ {rss / 1024:.0f}"


def ratio(row, base):
    ours = float(base["cpu"]) if base else 0
    if row is base or not ours or row["tool"].startswith("logsnitch"):
        return ""
    return f"{float(row['cpu']) / ours:.1f} ×"


def comparison(table):
    print("| input | tool | threads | wall s | CPU s | MB/s | peak MiB | CPU, ours = 1 | planted tokens told |")
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    seen = None
    for row in table:
        same = [r for r in table if r["case"] == row["case"] and r["tool"] == "logsnitch"]
        base = next((r for r in same if r["threads"] == row["threads"]), same[0] if same else None)
        told = "" if row["found"] == "-" else f"{row['found']} of {row['expected']}"
        # Scanners end with a status of their own where they find something.
        late = " (stopped)" if row["status"] == "timeout" else ""
        cells = [
            row["case"] if row["case"] != seen else "",
            row["tool"] + late,
            row["threads"],
            number(float(row["wall"])),
            number(float(row["cpu"])),
            speed(row),
            peak(row),
            ratio(row, base),
            told,
        ]
        seen = row["case"]
        print("| " + " | ".join(cells) + " |")
    print()


def memory(table):
    print("| input | tool | wall s | CPU s | peak MiB |\n| --- | --- | ---: | ---: | ---: |")
    for row in table:
        name = row["case"].removeprefix("memory: ")
        wall, cpu = number(float(row["wall"])), number(float(row["cpu"]))
        print(f"| {name} | {row['tool']} | {wall} | {cpu} | {peak(row)} |")
    print()


def threads(table):
    """One thread against two, where both ran."""
    print("| input | 1 thread, wall s | 2 threads, wall s | gain |\n| --- | ---: | ---: | ---: |")
    for row in table:
        if row["tool"] != "logsnitch" or row["threads"] != "1":
            continue
        two = [r for r in table if r["case"] == row["case"] and r["tool"] == "logsnitch" and r["threads"] == "2"]
        if two:
            one, both = float(row["wall"]), float(two[0]["wall"])
            print(f"| {row['case']} | {number(one)} | {number(both)} | {one / both:.2f} × |")
    print()


def main():
    machine, table, plot = sys.argv[1:]
    table = rows(table)
    kind = lambda row: row["case"].split(":")[0] if ":" in row["case"] else ""
    with open(machine) as file:
        facts = dict(line.rstrip("\n").split("\t", 1) for line in file)
    print(f"# {facts.pop('date')}, {facts['cpu']}\n")
    print("Made by `bench/compare.sh`; [../README.md](../README.md) says how to read it.\n")
    for name, value in facts.items():
        print(f"- {name}: {value}")
    print("\n## Side by side\n")
    comparison([row for row in table if not kind(row)])
    print("## Two threads\n")
    threads(table)
    print("## Memory\n\nTwo threads, one run each.\n")
    memory([row for row in table if kind(row) == "memory"])
    print("## Growth\n\nBy size with all rules, and by the number of rules.\n")
    print(f"![wall time by size and by rules]({plot})\n")
    comparison([row for row in table if kind(row) in ("size", "rules")])


if __name__ == "__main__":
    main()
