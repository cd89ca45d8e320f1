#!/usr/bin/env bash
# Packages the extension for Visual Studio Code with the program inside: packaging/vscode/build.sh OUT TARGET BINARY, where TARGET is one of vsce's, such as
# linux-x64, alpine-arm64, darwin-arm64 or win32-x64.
set -euo pipefail
out="$(mkdir -p "$1" && realpath "$1")"
target="$2"
binary="$(realpath "$3")"
cd "$(dirname "$0")/../../editors/vscode"
[ -d node_modules ] || npm install --no-audit --no-fund
case "$target" in win32-*) name=onrecord.exe ;; *) name=onrecord ;; esac
trap 'rm -rf bin' EXIT
mkdir -p bin
cp "$binary" "bin/$name"
chmod 755 "bin/$name"
npm run --silent check
npm run --silent bundle
cat ../../LICENSE-MIT ../../LICENSE-APACHE >LICENSE.txt
version="$(node -p 'require("./package.json").version')"
npx --no-install vsce package --no-dependencies --allow-missing-repository --target "$target" -o "$out/onrecord-$version-$target.vsix"
