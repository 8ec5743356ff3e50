#!/usr/bin/env python3
"""Runs one command and adds a line to a table of figures.

    measure.py TABLE CASE TOOL THREADS BYTES EXPECTED REPORT RUNS LIMIT -- COMMAND...

The line has the best wall time and the best CPU time (user and system, with children) in seconds, the highest
resident memory in KiB, the least that can be measured so, the exit status, and how many of the EXPECTED planted
tokens the REPORT tells: `-` where none were planted or no report is made. LIMIT is in seconds; a command that takes
longer is stopped and has the status `timeout`. With more than one run, one that is not measured goes first, so that
caches are warm.
"""

import os
import re
import signal
import subprocess
import sys
import time

COLUMNS = "case tool threads bytes wall cpu rss_kib least_kib status expected found".split()
OURS = re.compile(rb'"rule_id":"github-pat"')
TOKEN = re.compile(rb"ghp_[0-9A-Za-z]{36}")


def once(command, limit):
    started = time.monotonic()
    child = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    late = False

    def stop(*_):
        nonlocal late
        late = True
        child.kill()

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(limit)
    while True:
        try:
            _, status, usage = os.wait4(child.pid, 0)
            break
        except InterruptedError:
            continue
    signal.alarm(0)
    wall = time.monotonic() - started
    child.returncode = os.waitstatus_to_exitcode(status)
    # Linux counts in KiB, macOS in bytes.
    rss = usage.ru_maxrss // (1024 if sys.platform == "darwin" else 1)
    code = "timeout" if late else str(child.returncode)
    return wall, usage.ru_utime + usage.ru_stime, rss, code


def tokens(report):
    """How many planted tokens a report tells: ours gives a line to each, others print them."""
    ours, seen, rest = 0, set(), b""
    try:
        with open(report, "rb") as file:
            while block := file.read(1 << 24):
                text = rest + block
                # A token may stand across two blocks; what was counted must not be counted again.
                cut = text.rfind(b"\n") + 1 or max(len(text) - 64, 0)
                ours += len(OURS.findall(text[:cut]))
                seen.update(TOKEN.findall(text[:cut]))
                rest = text[cut:]
            ours += len(OURS.findall(rest))
            seen.update(TOKEN.findall(rest))
    except FileNotFoundError:
        return 0
    return max(ours, len(seen))


def main():
    split = sys.argv.index("--")
    table, case, tool, threads, size, expected, report, runs, limit = sys.argv[1:split]
    command = sys.argv[split + 1 :]
    runs, limit = int(runs), int(limit)
    if report != "-" and os.path.exists(report):
        os.remove(report)
    taken = []
    for nth in range(runs + (runs > 1)):
        one = once(command, limit)
        if nth > 0 or runs == 1:
            taken.append(one)
        if one[3] == "timeout":
            taken.append(one)
            break
    # A process starts with the memory of the one that started it, which is this one.
    least = once(["true"], limit)[2]
    wall = min(one[0] for one in taken)
    cpu = min(one[1] for one in taken)
    rss = max(one[2] for one in taken)
    status = taken[-1][3]
    found = "-" if "-" in (expected, report) else str(tokens(report))
    line = [case, tool, threads, size, f"{wall:.4f}", f"{cpu:.4f}", str(rss), str(least), status, expected, found]
    fresh = not os.path.exists(table)
    with open(table, "a") as file:
        if fresh:
            file.write("\t".join(COLUMNS) + "\n")
        file.write("\t".join(line) + "\n")
    print(f"  {tool:12} {threads} threads  {wall:9.3f} s  CPU {cpu:9.3f} s  {rss / 1024:8.1f} MiB", end="")
    print(f"  status {status}" + ("" if found == "-" else f"  {found} of {expected} found"))
    if tool == "logsnitch" and found not in ("-", expected):
        sys.exit(f"{case}: logsnitch told {found} of {expected} planted tokens")


if __name__ == "__main__":
    main()
