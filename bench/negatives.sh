#!/usr/bin/env bash
# Numbers that are no phone, card, account or id: 50 MB of them must give nothing by default, and
# with everything switched on fewer than one finding in 100,000 lines. Coordinates are places, so
# `geo-location` does not count; the lines hold no e-mail, IP or MAC addresses.
#
#   bench/negatives.sh LOGSNITCH [MB]
set -euo pipefail
tool=${1:?the binary to check}
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT

python3 "$here/inputs.py" negatives "${2:-50}" "$work/numbers.log"
lines=$(wc -l < "$work/numbers.log")
count() {
  "$tool" scan "$work/numbers.log" -f jsonl --exit-zero "$@" | grep -c '"type":"finding"' || true
}
default=$(count)
all=$(count --profile all --skip geo-location)
echo "$lines lines: $default findings by default, $all with --profile all"
[ "$default" -eq 0 ] && [ $((all * 100000)) -lt "$lines" ]
