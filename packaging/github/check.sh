#!/usr/bin/env bash
# What the action runs: all reports at once. Its exit code is 0, so that the reports are sent; what onrecord exited with is the output `code`.
set -euo pipefail
paths=()
while IFS= read -r path; do
    [ -z "$path" ] || paths+=("$path")
done <<<"${PATHS:-.}"

since="${SINCE:-${BASE:-}}"
new=()
if [ -n "$since" ] && [ "$since" != none ]; then
    # A checkout has one commit unless it is told otherwise, and the base is another.
    if ! git cat-file -e "$since^{commit}" 2>/dev/null || [ "$(git rev-parse --is-shallow-repository)" = true ]; then
        git fetch --quiet --no-tags --unshallow origin 2>/dev/null || true
        git fetch --quiet --no-tags origin "$since" 2>/dev/null || echo "onrecord: $since could not be fetched" >&2
    fi
    new=(--since "$since")
fi

reports="$(mktemp -d "${RUNNER_TEMP:-/tmp}/onrecord-reports.XXXXXX")"
code=0
onrecord check --format github --fail-on "${FAIL_ON:-warning}" --quote "${QUOTE:-auto}" ${new[@]+"${new[@]}"} \
    --output-file "sarif=$reports/onrecord.sarif" --output-file "markdown=$reports/onrecord.md" --output-file "sheet=$reports/onrecord.html" \
    -- "${paths[@]}" || code=$?
{
    echo "code=$code"
    for report in sarif=onrecord.sarif markdown=onrecord.md sheet=onrecord.html; do
        # A run that was refused wrote none.
        [ ! -e "$reports/${report#*=}" ] || echo "${report%%=*}=$reports/${report#*=}"
    done
} >>"$GITHUB_OUTPUT"
