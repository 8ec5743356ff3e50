#!/usr/bin/env bash
# Runs action/run.sh as a runner would: `action/test.sh path/to/logsnitch`.
set -euo pipefail
cd "$(dirname "$0")/.."

tool=$(realpath "$1")
temp=$(mktemp -d)
trap 'rm -rf "$temp"' EXIT
mkdir "$temp/bin" "$temp/work" "$temp/work/a dir"
ln -s "$tool" "$temp/bin/logsnitch"
printf 'user=bob password=swordfish-%s ok\n' 7 >"$temp/work/a dir/leak.log"
printf 'started\nstopped\n' >"$temp/work/clean.log"
printf '\x28\xb5\x2f\xfd not scanned' >"$temp/work/packed.zst"
passed=0 failed=0

# expect STATUS FAIL_ON PATHS [ARGS]
expect() {
    local status=0
    : >"$temp/output"
    : >"$temp/summary"
    rm -f "$temp"/logsnitch.*
    (
        cd "$temp/work"
        PATH=$temp/bin:$PATH RUNNER_TEMP=$temp GITHUB_OUTPUT=$temp/output GITHUB_STEP_SUMMARY=$temp/summary \
            LOGSNITCH_FAIL_ON=$2 LOGSNITCH_PATHS=$3 LOGSNITCH_ARGS=${4:-} "$OLDPWD/action/run.sh"
    ) >"$temp/log" 2>&1 || status=$?
    if [ "$status" -eq "$1" ] && ! grep -rq swordfish "$temp/log" "$temp/output" "$temp/summary"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "fail-on $2, paths \`$3\`, args \`${4:-}\`: status $status, not $1" >&2
        cat "$temp/log" >&2
    fi
}

expect 0 any 'clean.log'
grep -qx 'status=0' "$temp/output"
grep -q '^sarif-file=' "$temp/output"
expect 1 any $'clean.log\na dir'
grep -q '^    .*leak.log' "$temp/summary"
grep -q '"ruleId"' "$temp/logsnitch.sarif"
expect 1 findings 'a dir'
expect 0 never 'a dir'
grep -qx 'status=1' "$temp/output"
expect 3 any $'clean.log\npacked.zst'
expect 0 findings $'clean.log\npacked.zst'
expect 0 never $'clean.log\npacked.zst'
expect 2 never 'missing.log'
expect 0 any '.' $'--exclude\n*.zst\n--exclude\na dir'
expect 2 any '.' '--no-such-flag'
expect 2 sometimes '.'
echo "action: $passed runs as they should be, $failed not"
[ "$failed" -eq 0 ]
