#!/usr/bin/env bash
# Writes the page $PAGE as a comment on the pull request $NUMBER, over the one of an earlier run. Where that is not allowed, as from a fork, the run goes on:
# annotations and the step's summary say the same.
set -euo pipefail
[ -s "${PAGE:-}" ] || exit 0
comments="repos/$GITHUB_REPOSITORY/issues/$NUMBER/comments"
mine='map(select(.user.type == "Bot" and (.body | startswith("<!-- onrecord -->")))) | .[0].id // empty'
last="$(gh api --paginate "$comments" --jq "$mine" | sed -n 1p)" || last=
if [ -n "$last" ]; then
    gh api --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$last" --field "body=@$PAGE" --silent || refused=yes
else
    gh api --method POST "$comments" --field "body=@$PAGE" --silent || refused=yes
fi
[ -z "${refused:-}" ] || echo "onrecord: the comment could not be written; the summary of the step says the same" >&2
