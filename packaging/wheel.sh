#!/usr/bin/env bash
# Builds the Python wheel that carries the program: packaging/wheel.sh OUT [PROFILE] [more for maturin, such as --target].
set -euo pipefail
out="$(mkdir -p "$1" && realpath "$1")"
profile="${2:-release}"
cd "$(dirname "$0")/python"
# A wheel may only take licences that lie beside its own file.
cp ../../LICENSE-MIT ../../LICENSE-APACHE ../../NOTICE .
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$(realpath ../..)/target}"
maturin build --profile "$profile" --out "$out" "${@:3}"
