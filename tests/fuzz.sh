#!/usr/bin/env bash
# Runs each fuzz target for longer than the tests do: tests/fuzz.sh [SECONDS [TARGET]], a minute each unless given.
# Seeds start at ONRECORD_FUZZ_SEED, which is the clock unless given; a failure tells the seed that gives it again.
set -euo pipefail
cd "$(dirname "$0")/.."

export ONRECORD_FUZZ_SECONDS=${1:-60}
export ONRECORD_FUZZ_SEED=${ONRECORD_FUZZ_SEED:-$(date +%s)000000}
exec cargo test --test all "fuzz::${2:-}" -- --nocapture --test-threads=2
