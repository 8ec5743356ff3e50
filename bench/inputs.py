#!/usr/bin/env python3
"""Makes the inputs of bench/compare.sh, each from a fixed seed; nothing that looks alive is kept in git.

    inputs.py logs CORPUS MB OUT [--plant N]   log lines of a directory, shuffled, with varied digits
    inputs.py tree CORPUS MB FILES DIR         the same, spread over files
    inputs.py tiny FILES DIR                   files of one line
    inputs.py same N OUT                       one leak, N times
    inputs.py distinct N OUT                   N different tokens with valid checksums
    inputs.py passwords N OUT                  N passwords at one place of the code
    inputs.py sites N OUT                      N findings at very many places of the code
    inputs.py line MB OUT                      one line without an end
    inputs.py bomb MB OUT                      gzip that unfolds to so much
    inputs.py rules N OUT                      N rules of made-up providers, with prefixes of 4 to 12 bytes
"""

import gzip
import os
import random
import string
import sys
import zlib

SEED = 20180503
ALNUM = string.digits + string.ascii_uppercase + string.ascii_lowercase


def token(rng):
    """A GitHub token of the form whose last six digits are a checksum."""
    body = "".join(rng.choices(ALNUM, k=30))
    crc, check = zlib.crc32(body.encode()), ""
    for _ in range(6):
        crc, digit = divmod(crc, 62)
        check = ALNUM[digit] + check
    return "ghp_" + body + check


def own_lines():
    """Lines of common formats, for when no corpus is at hand."""
    rng = random.Random(SEED)
    words = "request handler cache worker session started stopped block user node sync".split()
    for _ in range(20000):
        text = " ".join(rng.choices(words, k=rng.randint(4, 12)))
        head = rng.choice(
            [
                "2026-03-04 10:22:31,118 INFO  [main] app.Server - ",
                "Mar  4 10:22:31 web-1 sshd[2231]: ",
                '203.0.113.9 - - [04/Mar/2026:10:22:31 +0000] "GET /v1/items HTTP/1.1" 200 512 ',
                '{"level":"info","ts":1741083751,"msg":"',
            ]
        )
        yield f"{head}{text} id={rng.randint(0, 10**9)} took {rng.randint(1, 999)} ms".encode()


def corpus_lines(directory):
    if directory == "-":
        return list(own_lines())
    lines = []
    for name in sorted(os.listdir(directory)):
        if name.endswith(".log"):
            with open(os.path.join(directory, name), "rb") as file:
                lines += file.read().splitlines()
    if not lines:
        sys.exit(f"{directory}: no file ends with .log")
    return lines


def varied(lines, size, rng):
    """Lines in random order, the digits of each permuted, until there are `size` bytes."""
    digits = b"0123456789"
    tables = []
    for _ in range(256):
        order = list(digits)
        rng.shuffle(order)
        tables.append(bytes.maketrans(digits, bytes(order)))
    done = 0
    lines = list(lines)
    while done < size:
        rng.shuffle(lines)
        for line in lines:
            yield line.translate(rng.choice(tables))
            done += len(line) + 1
            if done >= size:
                return


def logs(corpus, megabytes, out, plant=0):
    rng = random.Random(SEED)
    size = int(float(megabytes) * 1e6)
    every = size // plant if plant else size + 1
    planted, written = 0, 0
    with open(out, "wb", buffering=1 << 20) as file:
        for line in varied(corpus_lines(corpus), size, rng):
            if written >= (planted + 1) * every - every // 2 and planted < plant:
                line = b"INFO client: upstream rejected " + token(rng).encode() + b" with 401"
                planted += 1
            file.write(line + b"\n")
            written += len(line) + 1


def tree(corpus, megabytes, files, directory):
    rng = random.Random(SEED)
    files = int(files)
    size = int(float(megabytes) * 1e6)
    lines = varied(corpus_lines(corpus), size, rng)
    for number in range(files):
        folder = os.path.join(directory, f"{number % 16:02}")
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, f"{number}.log"), "wb") as file:
            written = 0
            while written < size // files:
                line = next(lines, None)
                if line is None:
                    break
                file.write(line + b"\n")
                written += len(line) + 1


def tiny(files, directory):
    for number in range(int(files)):
        folder = os.path.join(directory, f"{number // 1000:04}")
        if number % 1000 == 0:
            os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, f"{number}.log"), "wb") as file:
            file.write(b"2026-03-04 10:22:31,118 INFO worker %d started\n" % number)


def write(out, lines):
    with open(out, "w", buffering=1 << 20) as file:
        for line in lines:
            file.write(line + "\n")


def same(n, out):
    leak = token(random.Random(SEED))
    head = "2026-03-04 10:22:31,118 INFO client: got "
    write(out, (f"{head}{leak}" for _ in range(int(n))))


def distinct(n, out):
    rng = random.Random(SEED)
    tail = "2026-03-04T10:22:31.118Z level=info msg=\"request to upstream rejected, trying again\" "
    filler = "host=web-1.example.com region=eu-west-1 attempt=1 status=401 service=checkout "
    write(out, (f"{tail}{filler}auth={token(rng)} ok" for _ in range(int(n))))


def passwords(n, out):
    rng = random.Random(SEED)
    pick = lambda: "".join(rng.choices(ALNUM + "!#%*+", k=12))
    write(out, (f"2026-03-04 INFO login user=u{i} password={pick()} ok" for i in range(int(n))))


def sites(n, out):
    rng = random.Random(SEED)
    pick = lambda k: "".join(rng.choices(string.ascii_lowercase, k=k))
    secret = lambda: "".join(rng.choices(ALNUM + "!#%*+", k=12))
    write(out, (f"{pick(8)} {pick(6)} login password={secret()} ok" for _ in range(int(n))))


def line(megabytes, out):
    text = b"user=u1 status=200 path=/v1/items took 12 ms; "
    with open(out, "wb", buffering=1 << 20) as file:
        for _ in range(int(float(megabytes) * 1e6) // len(text)):
            file.write(text)


def bomb(megabytes, out):
    with gzip.open(out, "wb", compresslevel=9) as file:
        for _ in range(int(megabytes)):
            file.write(bytes(1_000_000))


def rules(n, out):
    rng = random.Random(SEED)
    pick = lambda k: "".join(rng.choices(string.ascii_lowercase, k=k))
    seen = set()
    with open(out, "w") as file:
        while len(seen) < int(n):
            length = rng.randint(4, 12)
            first = rng.randint(2, length - 1)
            prefix = pick(first) + rng.choice("_-") + pick(length - first - 1)
            if prefix in seen:
                continue
            seen.add(prefix)
            file.write(
                f"""[[rule]]
id = "made-{len(seen)}"
summary = "Made-up token {len(seen)}"
severity = "low"
keywords = ["{prefix}"]
regex = '''{prefix}[A-Za-z0-9]{{32}}'''
risk = "None."
remedy = "None."
examples.hit = ["auth=«{prefix}{{alnum:32}}»"]
examples.miss = ["{prefix}short"]

"""
            )


def main(arguments):
    plant = 0
    if "--plant" in arguments:
        at = arguments.index("--plant")
        plant = int(arguments[at + 1])
        del arguments[at : at + 2]
    if not arguments or arguments[0] not in globals():
        sys.exit(__doc__)
    make = globals()[arguments[0]]
    make(*arguments[1:], **({"plant": plant} if plant else {}))


if __name__ == "__main__":
    main(sys.argv[1:])
