#!/usr/bin/env bash
# Prints what CHANGELOG.md says of a version: packaging/changes.sh 0.2.0.
set -euo pipefail
awk -v version="$1" '
    /^## / { found = ($2 == version); next }
    found { print; lines++ }
    END { if (!lines) { print "CHANGELOG.md has no version " version > "/dev/stderr"; exit 1 } }
' "$(dirname "$0")/../CHANGELOG.md"
