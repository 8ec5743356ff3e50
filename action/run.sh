#!/usr/bin/env bash
# The step of action.yml: runs a scan, prints its report, writes SARIF and a job summary, and turns
# the exit status of the scan into that of the step. Inputs come as LOGSNITCH_* from the environment.
set -euo pipefail

fail() {
    echo "logsnitch: $1" >&2
    exit 2
}

case ${LOGSNITCH_FAIL_ON:=any} in
any | findings | never) ;;
*) fail "fail-on is \`$LOGSNITCH_FAIL_ON\`: one of any, findings, never" ;;
esac

# One a line: nothing is split at spaces, and nothing is expanded.
lines() {
    local line
    while IFS= read -r line || [ -n "$line" ]; do
        line=${line%$'\r'}
        [ -z "$line" ] || list+=("$line")
    done <<<"$1"
}
list=()
lines "${LOGSNITCH_PATHS:-.}"
paths=("${list[@]}")
list=()
lines "${LOGSNITCH_ARGS:-}"
args=(${list[@]+"${list[@]}"})

# A tool on the PATH is used as it is; else this action's own sources are built, which takes minutes.
if command -v logsnitch >/dev/null; then
    tool=logsnitch
else
    command -v cargo >/dev/null || fail 'neither logsnitch nor cargo is on the PATH'
    root=${RUNNER_TEMP:?}/logsnitch
    echo '::group::Build logsnitch'
    cargo install --locked --root "$root" --path "${GITHUB_ACTION_PATH:?}"
    echo '::endgroup::'
    tool=$root/bin/logsnitch
fi

sarif=${RUNNER_TEMP:?}/logsnitch.sarif
text=$RUNNER_TEMP/logsnitch.txt

# What a log says may be meant for the runner: no line of the report is a command to it.
stop=logsnitch-$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
echo "::stop-commands::$stop"
status=0
"$tool" scan --format "${LOGSNITCH_FORMAT:-text}" --report "sarif=$sarif" --report "text=$text" \
    ${args[@]+"${args[@]}"} -- "${paths[@]}" || status=$?
echo "::$stop::"

{
    echo "status=$status"
    # After a usage error there may be an empty file, which no reader takes.
    [ ! -s "$sarif" ] || echo "sarif-file=$sarif"
} >>"${GITHUB_OUTPUT:-/dev/null}"
if [ -s "$text" ]; then
    # Indented text is shown as it is, whatever is in it.
    { echo '### logsnitch' && echo && head -c 200000 "$text" | sed 's/^/    /'; } >>"${GITHUB_STEP_SUMMARY:-/dev/null}"
fi

case $status-$LOGSNITCH_FAIL_ON in
0-* | 1-never | 3-never | 3-findings) exit 0 ;;
*) exit "$status" ;;
esac
