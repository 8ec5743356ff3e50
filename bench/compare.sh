#!/usr/bin/env bash
# Whole runs of logsnitch, side by side with whichever other scanners are on this machine.
# bench/README.md says what is measured and how to read it.
set -euo pipefail

usage() {
    cat <<'TEXT'
usage: bench/compare.sh [--quick] [--large] [--publish] [--corpus DIR] [--out DIR] [--work DIR] [--runs N]

  --quick       small inputs, to see that it works; its figures mean nothing
  --large       a file of 4 GB instead of 1 GB for memory, and one of 10 GB more for growth
  --publish     also renew bench/speed.svg, the plot in the README
  --corpus DIR  make the log inputs from the lines of DIR/*.log, shuffled and with varied digits
  --out DIR     where the report goes (bench/runs; with --quick, the current directory)
  --work DIR    where inputs are made and deleted (a new directory in $TMPDIR)
  --runs N      measured runs of each command, of which the best counts (3)

LOGSNITCH names the binary; without it, `cargo build --release` makes one. GITLEAKS, BETTERLEAKS, KINGFISHER
and RIPGREP name the others; without, they are looked for on PATH, and one that is not there is left out.
LIMIT is the longest that a command may take, in seconds (900).
TEXT
}

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")
quick=0 large=0 publish=0 corpus=- out= work= runs=3 limit=${LIMIT:-900}
while [ $# -gt 0 ]; do
    case $1 in
        --quick) quick=1 ;;
        --large) large=1 ;;
        --publish) publish=1 ;;
        --corpus) corpus=${2:?--corpus needs a directory}; shift ;;
        --out) out=${2:?--out needs a directory}; shift ;;
        --work) work=${2:?--work needs a directory}; shift ;;
        --runs) runs=${2:?--runs needs a number}; shift ;;
        -h | --help) usage; exit 0 ;;
        *) usage >&2; exit 2 ;;
    esac
    shift
done
if [ "$corpus" != - ] && [ ! -d "$corpus" ]; then
    echo "compare.sh: $corpus: no such directory" >&2
    exit 2
fi

# Inputs in a directory of our own, which goes away with us.
if [ -n "$work" ]; then mkdir -p "$work"; fi
work=$(mktemp -d "${work:-${TMPDIR:-/tmp}}/compare.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

if [ "$quick" = 1 ]; then
    runs=1 mb=8 files=100 tiny=2000 same=2000 distinct=2000 many=20000 listed=5000
    line=16 bomb=32 whole=16 sizes='1 4 8' rule_mb=4
    keep=${out:-$PWD}
else
    mb=283 files=1000 tiny=100000 same=200000 distinct=120000 many=10000000 listed=1000000
    line=1000 bomb=2000 whole=1000 sizes='10 100 1000' rule_mb=100
    keep=${out:-$here/runs}
fi
if [ "$large" = 1 ]; then
    whole=4000
    [ "$quick" = 1 ] || sizes="$sizes 10000"
fi

tool() { # VALUE NAME: the path of a tool, or nothing
    if [ -n "$1" ]; then
        command -v "$1" || { echo "compare.sh: $1: cannot be run" >&2; exit 2; }
    else
        command -v "$2" || true
    fi
}
gitleaks=$(tool "${GITLEAKS:-}" gitleaks)
betterleaks=$(tool "${BETTERLEAKS:-}" betterleaks)
kingfisher=$(tool "${KINGFISHER:-}" kingfisher)
ripgrep=$(tool "${RIPGREP:-}" rg)
if [ -n "${LOGSNITCH:-}" ]; then
    ours=$(tool "$LOGSNITCH" logsnitch)
else
    (cd "$root" && cargo build --release --locked)
    ours=${CARGO_TARGET_DIR:-$root/target}/release/logsnitch
fi

cpu=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1)
[ -n "$cpu" ] || cpu=$(sysctl -n machdep.cpu.brand_string 2>/dev/null || uname -m)
slug=$(printf %s "$cpu" | tr '[:upper:]' '[:lower:]' | tr -cs 'a-z0-9' '-' | sed 's/^-*//; s/-*$//' | cut -c1-40)
name=$(date +%F)-$slug
table=$work/figures.tsv
version_of() { "$@" 2>/dev/null | head -n 1 | tr -dc '[:print:]'; }
{
    echo "date	$(date +%F)"
    echo "cpu	$cpu, $(getconf _NPROCESSORS_ONLN) cores"
    echo "system	$(uname -sr)"
    echo "load at the start	$(uptime | sed 's/.*load average[s]*: *//')"
    echo "logsnitch	$(version_of "$ours" --version) at $(git -C "$root" rev-parse --short HEAD 2>/dev/null || echo '?'), $("$ours" rules list | wc -l | tr -d ' ') rules"
    if [ -n "$gitleaks" ]; then echo "gitleaks	$(version_of "$gitleaks" version)"; fi
    if [ -n "$betterleaks" ]; then echo "betterleaks	$(version_of "$betterleaks" version)"; fi
    if [ -n "$kingfisher" ]; then echo "kingfisher	$(version_of "$kingfisher" --version), --turbo, its rules compiled before"; fi
    if [ -n "$ripgrep" ]; then echo "ripgrep	$(version_of "$ripgrep" --version), one pattern of a token"; fi
    if [ "$corpus" = - ]; then echo "log lines	made up, see inputs.py"; else echo "log lines	$(basename "$corpus"), shuffled and with varied digits"; fi
    echo "runs	best of $runs, page cache warm"
} >"$work/machine.tsv"
cat "$work/machine.tsv"

make() { python3 "$here/inputs.py" "$@"; }
bytes_of() { python3 -c 'import os, sys
size = lambda p: sum(map(size, (e.path for e in os.scandir(p)))) if os.path.isdir(p) else os.path.getsize(p)
print(size(sys.argv[1]))' "$1"; }

# The case that is measured: its name, bytes of text, and how many planted tokens it has.
case_name='' case_bytes=0 planted=-
measured() { case_name=$1 case_bytes=$2 planted=$3; echo "$case_name"; }
measure() { # TOOL THREADS REPORT COMMAND...
    local label=$1 threads=$2 report=$3
    shift 3
    python3 "$here/measure.py" "$table" "$case_name" "$label" "$threads" "$case_bytes" "$planted" \
        "$report" "$runs" "$limit" -- "$@"
}
run_ours() { # THREADS PATH [FLAG...]
    local threads=$1 path=$2
    shift 2
    measure logsnitch "$threads" "$work/report" \
        "$ours" scan --threads "$threads" -f jsonl -o "$work/report" "$@" "$path"
}
run_others() { # THREADS PATH
    local threads=$1 path=$2
    if [ -n "$ripgrep" ]; then
        measure ripgrep "$threads" - "$ripgrep" --no-config -uuu -z -c -a -j "$threads" 'ghp_[A-Za-z0-9]{36}' "$path"
    fi
    if [ -n "$kingfisher" ]; then
        measure kingfisher "$threads" "$work/report" "$kingfisher" scan --turbo --no-validate --no-update-check \
            --no-dedup --max-file-size 0 --jobs "$threads" --format json --output "$work/report" "$path"
    fi
    if [ -n "$betterleaks" ]; then
        measure betterleaks "$threads" "$work/report.json" env GOMAXPROCS="$threads" \
            "$betterleaks" --no-banner -s --jobs "$threads" -o "$work/report.json" "$path"
    fi
    if [ -n "$gitleaks" ]; then
        measure gitleaks "$threads" "$work/report" env GOMAXPROCS="$threads" \
            "$gitleaks" dir --no-banner --max-archive-depth 2 -f json -r "$work/report" "$path"
    fi
}

make rules 500 "$work/rules-500.toml"

# Speed on logs, in one file and in many.
make logs "$corpus" "$mb" "$work/logs.log" --plant 20
measured 'logs, one file' "$(bytes_of "$work/logs.log")" 20
for threads in 1 2; do
    run_ours "$threads" "$work/logs.log"
    run_others "$threads" "$work/logs.log"
done
measured 'logs, 500 more literals' "$case_bytes" 20
for threads in 1 2; do run_ours "$threads" "$work/logs.log" --rules "$work/rules-500.toml"; done

gzip -c "$work/logs.log" >"$work/logs.log.gz"
measured 'logs, gzip' "$case_bytes" 20
rm "$work/logs.log"
for threads in 1 2; do run_ours "$threads" "$work/logs.log.gz"; done
measure 'gzip -dc' 1 - gzip -dc "$work/logs.log.gz"
run_others 2 "$work/logs.log.gz"
mkdir "$work/several"
for nth in 1 2 3 4; do cp "$work/logs.log.gz" "$work/several/$nth.log.gz"; done
measured 'logs, four gzip files' $((4 * case_bytes)) 80
for threads in 1 2; do run_ours "$threads" "$work/several"; done
rm -r "$work/several" "$work/logs.log.gz"

make tree "$corpus" "$mb" "$files" "$work/tree"
measured "logs, $files files" "$(bytes_of "$work/tree")" -
for threads in 1 2; do run_ours "$threads" "$work/tree"; done
run_others 2 "$work/tree"
rm -r "$work/tree"

# Many small things.
make tiny "$tiny" "$work/tiny"
measured "$tiny tiny files" "$(bytes_of "$work/tiny")" -
for threads in 1 2; do run_ours "$threads" "$work/tiny"; done
run_others 2 "$work/tiny"
mv "$work/tiny/0000/0.log" "$work/one.log"
rm -r "$work/tiny"
measured 'one line (start-up)' "$(bytes_of "$work/one.log")" -
more=$runs
if [ "$quick" = 0 ]; then runs=10; fi
run_ours 2 "$work/one.log"
run_others 2 "$work/one.log"
runs=$more

# Many findings.
make same "$same" "$work/same.log"
measured "$same identical leaks" "$(bytes_of "$work/same.log")" -
for threads in 1 2; do run_ours "$threads" "$work/same.log"; done
run_others 2 "$work/same.log"
rm "$work/same.log"
make distinct "$distinct" "$work/distinct.log"
measured "$distinct distinct tokens" "$(bytes_of "$work/distinct.log")" "$distinct"
for threads in 1 2; do run_ours "$threads" "$work/distinct.log"; done
run_others 2 "$work/distinct.log"
rm "$work/distinct.log"

# Memory: one run each is enough.
runs=1
limits() { # FORMAT PATH
    measure "logsnitch -f $1" 2 - "$ours" scan --threads 2 -f "$1" -o "$work/report" "$2"
}
make logs "$corpus" "$((whole < 1000 ? whole : 1000))" "$work/part.log"
for _ in $(seq $((whole / (whole < 1000 ? whole : 1000)))); do cat "$work/part.log"; done >"$work/whole.log"
rm "$work/part.log"
measured "memory: a file of $whole MB" "$(bytes_of "$work/whole.log")" -
limits jsonl "$work/whole.log"
rm "$work/whole.log"
make line "$line" "$work/line.log"
measured "memory: a line of $line MB" "$(bytes_of "$work/line.log")" -
limits jsonl "$work/line.log"
rm "$work/line.log"
make bomb "$bomb" "$work/bomb.gz"
measured "memory: gzip of $bomb MB of zeros" "$((bomb * 1000000))" -
limits jsonl "$work/bomb.gz"
rm "$work/bomb.gz"
make passwords "$many" "$work/many.log"
measured "memory: $many findings" "$(bytes_of "$work/many.log")" -
limits jsonl "$work/many.log"
rm "$work/many.log"
make passwords "$listed" "$work/listed.log"
measured "memory: $listed findings at one place" "$(bytes_of "$work/listed.log")" -
for format in sarif json text; do limits "$format" "$work/listed.log"; done
make sites "$listed" "$work/listed.log"
measured "memory: $listed findings at many places" "$(bytes_of "$work/listed.log")" -
for format in sarif json text; do limits "$format" "$work/listed.log"; done
rm "$work/listed.log" "$work/report"

# How time grows with size and with rules.
runs=$more
for size in $sizes; do
    if [ "$size" -gt 1000 ]; then
        for _ in $(seq $((size / 1000))); do cat "$work/logs.log"; done >"$work/grown.log"
        mv "$work/grown.log" "$work/logs.log"
    else
        make logs "$corpus" "$size" "$work/logs.log"
    fi
    measured "size: $size MB" "$(bytes_of "$work/logs.log")" -
    for threads in 1 2; do run_ours "$threads" "$work/logs.log"; done
done
rm "$work/logs.log"
make logs "$corpus" "$rule_mb" "$work/logs.log"
for count in 10 30 100 300 1000; do
    make rules "$count" "$work/rules.toml"
    only=$(seq -s, -f 'made-%.0f' 1 "$count")
    measured "rules: $count" "$(bytes_of "$work/logs.log")" -
    for threads in 1 2; do
        run_ours "$threads" "$work/logs.log" --rules "$work/rules.toml" --only "$only"
    done
done

mkdir -p "$keep"
if [ "$quick" = 1 ]; then name=quick-$name publish=0; fi
cp "$table" "$keep/$name.tsv"
python3 "$here/plot.py" "$table" "$keep/$name.svg"
python3 "$here/report.py" "$work/machine.tsv" "$table" "$name.svg" >"$keep/$name.md"
if [ "$publish" = 1 ]; then cp "$keep/$name.svg" "$here/speed.svg"; fi
echo "$keep/$name.md"
