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
    inputs.py negatives MB OUT                 lines full of numbers that are no phone, card or person
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


def check_digit(digits):
    """The Luhn digit: identifiers of devices, orders and accounts have one as well."""
    double = lambda n: n * 2 // 10 + n * 2 % 10
    total = sum(double(int(d)) if i % 2 == 0 else int(d) for i, d in enumerate(reversed(digits)))
    return digits + str(-total % 10)


def numbers(rng):
    """One function for each kind of number of logs that is no phone, card, account or person."""
    digits = lambda n: str(rng.randint(1, 9)) + "".join(rng.choices(string.digits, k=n - 1))
    hexa = lambda n: "".join(rng.choices("0123456789abcdef", k=n))
    epoch = lambda: rng.randint(1_300_000_000, 1_900_000_000)
    word = lambda: rng.choice("cart user job node shard batch item pod rack host lane".split())
    day = lambda: f"20{rng.randint(10, 38)}{rng.randint(1, 12):02}{rng.randint(1, 28):02}"
    clock = lambda: f"{rng.randint(0, 23):02}:{rng.randint(0, 59):02}:{rng.randint(0, 59):02}"
    choose = rng.choice
    return [
        lambda: f"ts={epoch()} offset={digits(rng.randint(6, 12))} partition={rng.randint(0, 64)}",
        lambda: f"epoch_ms={epoch()}{rng.randint(0, 999):03} took {rng.random() * 900:.3f} ms",
        lambda: f'{{"ts":{epoch()}.{rng.randint(0, 999999):06},"dur":{rng.random():.9f},"n":{digits(9)}}}',
        lambda: f"Receiving block blk_{choose(['', '-'])}{digits(rng.randint(18, 19))} size {digits(8)}",
        lambda: f"order {digits(rng.randint(9, 17))} shipped, tracking {choose(['1Z', '', 'JD', '94'])}{digits(rng.randint(10, 20))}",
        lambda: f"order_id={check_digit(digits(15))} {word()}_id={check_digit(digits(rng.randint(9, 17)))}",
        lambda: f"invoice {digits(4)}-{digits(4)}-{digits(4)} total={digits(5)}.{rng.randint(0, 99):02}",
        lambda: f"isbn={choose(['978', '979'])}{digits(10)} ean {digits(13)} sku={digits(8)}-{digits(3)}",
        lambda: f"position {rng.uniform(-90, 90):.6f},{rng.uniform(-180, 180):.6f} alt={rng.random() * 900:.1f}",
        lambda: f"imei={check_digit('35' + digits(12))} iccid={check_digit('8944' + digits(14))}",
        lambda: f"sha={hexa(40)} rev {hexa(7)} build {day()}.{rng.randint(1, 99)}",
        lambda: f"trace={hexa(32)} span={hexa(16)} request {hexa(8)}-{hexa(4)}-4{hexa(3)}-a{hexa(3)}-{hexa(12)}",
        lambda: f"request_id={hexa(8)}-{digits(4)}-{digits(4)}-{digits(4)}-{digits(12)} status=200",
        lambda: f"v{rng.randint(0, 20)}.{rng.randint(0, 99)}.{rng.randint(0, 9999)} version {rng.randint(1, 9)}.{rng.randint(0, 30)}.{rng.randint(0, 9)}.{digits(4)}",
        lambda: f"pid={rng.randint(2, 99999)} tid={digits(15)} port {rng.randint(1024, 65535)} fd={rng.randint(3, 4096)}",
        lambda: f"heap {digits(10)}/{digits(10)} bytes, free={digits(9)}, gc {digits(3)}.{digits(3)} ms",
        lambda: f"lsn={digits(4)}/{hexa(8).upper()} txid={digits(9)} wal {hexa(24).upper()}",
        lambda: f"{day()}T{clock().replace(':', '')}Z seq={digits(16)} crc={hexa(8)}",
        lambda: f"{day()}{clock().replace(':', '')}{rng.randint(0, 999):03} {word()}-{digits(10)} done",
        lambda: f"metric.{word()}.count {digits(12)} {epoch()}",
        lambda: f"[{digits(6)}.{digits(6)}] {word()}{rng.randint(0, 9)}: addr 0x{hexa(16)} irq {rng.randint(1, 99)}",
        lambda: f"GET /v1/{word()}s/{digits(rng.randint(8, 19))}?page={rng.randint(1, 99)}&_={epoch()}{rng.randint(0, 999):03} 200 {digits(5)}",
        lambda: f'{{"id":{digits(16)},"{word()}_id":"{digits(18)}","account":"{digits(12)}","version":{digits(13)}}}',
        lambda: f"session {digits(19)} for {word()} {digits(11)} closed after {clock()} ({digits(7)} B)",
        lambda: f"payment {check_digit(digits(15))} charge id {digits(14)} refund={check_digit(digits(12))} ok",
        lambda: f"card id {hexa(24)} last4={digits(4)} bin={digits(6)} amount={digits(4)} ref {check_digit(digits(15))}",
        lambda: f"call {digits(10)} of {digits(5)} took {digits(3)} us; call_id={digits(10)}",
        lambda: f"telemetry {digits(10)} mobile_sdk={digits(9)} phone_id={digits(10)} cell {digits(9)}",
        lambda: f"{word()} {digits(3)}-{digits(2)}-{digits(4)} moved to slot {digits(3)}.{digits(3)}.{digits(3)}",
        lambda: f"user {digits(11)} item {digits(8)} id={digits(9)} uid={digits(8)} no {digits(10)}",
        lambda: f"wallet shard seed={digits(10)} bank {digits(2)} row {digits(8)} account rows={digits(9)}",
    ]


def negatives(megabytes, out):
    rng = random.Random(SEED)
    kinds = numbers(rng)
    heads = ["2026-03-04 10:22:31,118 INFO  ", "Mar  4 10:22:31 web-1 app[2231]: ", "level=info msg=", ""]
    size, written = int(float(megabytes) * 1e6), 0
    with open(out, "w", buffering=1 << 20) as file:
        while written < size:
            text = rng.choice(heads) + rng.choice(kinds)()
            file.write(text + "\n")
            written += len(text) + 1


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
