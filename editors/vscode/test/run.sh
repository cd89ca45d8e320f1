#!/usr/bin/env bash
# Packages the extension and the probe, and drives them: see run.mjs.
#   ONRECORD=/path/to/onrecord editors/vscode/test/run.sh INSTALLED
set -euo pipefail
installed="$(realpath "$1")"
cd "$(dirname "$0")/.."
export PATH="$installed/node/node_modules/.bin:$PATH"
npm run --silent package >/dev/null
(cd test/probe && ../../node_modules/.bin/vsce package --no-dependencies --allow-missing-repository --skip-license -o "$installed/probe.vsix" >/dev/null)
node test/run.mjs "$installed" "$installed/vscode" onrecord.vsix "$installed/probe.vsix"
