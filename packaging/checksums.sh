#!/usr/bin/env bash
# Writes SHA256SUMS of the files of a release: packaging/checksums.sh OUT.
set -euo pipefail
cd "$1"
find . -maxdepth 1 -type f ! -name SHA256SUMS -printf '%P\0' | sort -z | xargs -0 sha256sum >SHA256SUMS
