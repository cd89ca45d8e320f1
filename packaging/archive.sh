#!/usr/bin/env bash
# Packs a release file: packaging/archive.sh OUT TARGET BINARY writes OUT/onrecord-VERSION-TARGET.tar.gz with the program, its manual, completions and
# licences. RUNS names a program that runs here, where BINARY is for another system.
set -euo pipefail
out="$(mkdir -p "$1" && realpath "$1")"
target="$2"
binary="$(realpath "$3")"
runs="$(realpath "${RUNS:-$binary}")"
cd "$(dirname "$0")/.."
version="$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)"
name="onrecord-$version-$target"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/$name/completions"
cp "$binary" LICENSE-MIT LICENSE-APACHE NOTICE README.md CHANGELOG.md "$work/$name/"
"$runs" manual "$work/$name/man"
for shell in bash zsh fish elvish powershell; do
    "$runs" completions "$shell" >"$work/$name/completions/onrecord.$shell"
done
# The same files give the same bytes.
tar --sort=name --owner=0 --group=0 --numeric-owner --mtime=@0 -C "$work" -cf - "$name" | gzip -n >"$out/$name.tar.gz"
echo "$out/$name.tar.gz"
