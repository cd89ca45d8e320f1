#!/usr/bin/env bash
# Drives every editor that is installed against the program named by ONRECORD (target/debug/onrecord unless it is set). An editor that is
# not installed is skipped and said so; an answer that is not the expected one fails. With --install (as root, on Debian and its kin) what is
# missing is installed first, and a failure to do so fails.
set -euo pipefail
cd "$(dirname "$0")/.."

if [ "${1:-}" = --install ]; then
    editors/install.sh
fi
ONRECORD="$(realpath "${ONRECORD:-target/debug/onrecord}")"
export ONRECORD
installed="$PWD/target/clients"
failed=()

# drive NAME WHAT-MUST-BE-THERE COMMAND…: a failure is remembered, so that the other editors are driven all the same.
drive() {
    local name=$1 needed=$2
    if ! command -v "$needed" >/dev/null && [ ! -e "$needed" ]; then
        echo "$name: skipped, not installed"
        return
    fi
    timeout 600 "${@:3}" || failed+=("$name")
}


headless=(--headless --clean -n -S editors/neovim/test/headless.lua)
typing=(--headless --clean -n -S editors/neovim/test/typing.lua)
drive neovim nvim nvim "${headless[@]}"
drive "neovim of Debian testing" "$installed/newer/.done" editors/newer.sh nvim "${headless[@]}"
drive "neovim, typing" nvim nvim "${typing[@]}"
drive "neovim of Debian testing, typing" "$installed/newer/.done" editors/newer.sh nvim "${typing[@]}"
drive helix "$installed/newer/.done" editors/helix/test.sh
drive emacs emacs bash -c 'emacs --batch -l editors/emacs/test.el 2>/dev/null'
drive vim vim.nox bash -c 'vim.nox -Nu NONE -es -i NONE --not-a-term -S editors/vim/test.vim | cat; exit ${PIPESTATUS[0]}'
drive "client profiles" "$installed/profiles/bin/pytest" "$installed/profiles/bin/pytest" -q editors/profiles
drive "vscode" "$installed/server/.done" editors/vscode/test/run.sh "$installed"

if [ ${#failed[@]} -gt 0 ]; then
    printf 'failed: %s\n' "${failed[@]}"
    exit 1
fi
