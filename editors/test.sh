#!/usr/bin/env bash
# Drives every editor that is installed against the program named by ONRECORD (target/debug/onrecord unless it is set). An editor that is
# not installed is skipped and said so; an answer that is not the expected one fails. With --install (as root, on Debian and its kin) the
# editors that are missing are installed first, and a failure to do so fails.
set -euo pipefail
cd "$(dirname "$0")/.."

if [ "${1:-}" = --install ] && ! { command -v nvim && command -v emacs && command -v vim.nox; } >/dev/null; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends neovim emacs-nox elpa-eglot vim-nox vim-ale >/dev/null
fi
ONRECORD="$(realpath "${ONRECORD:-target/debug/onrecord}")"
export ONRECORD

installed() {
    command -v "$1" >/dev/null || { echo "$2: skipped, not installed"; return 1; }
}

if installed nvim neovim; then
    timeout 120 nvim --headless --clean -n -S editors/neovim/test/headless.lua
fi
if installed emacs emacs; then
    timeout 120 emacs --batch -l editors/emacs/test.el 2>/dev/null
fi
if installed vim.nox vim; then
    timeout 120 vim.nox -Nu NONE -es -i NONE --not-a-term -S editors/vim/test.vim | cat
fi
