#!/usr/bin/env bash
# Installs what editors/test.sh drives, as root on Debian and its kin: editors from the distribution, the rest below target/clients, where a
# second run finds it. A part that fails is told and fails; only the newer editors, which come from a release that still moves, may be missing.
set -euo pipefail
cd "$(dirname "$0")/.."
installed="$PWD/target/clients"
mkdir -p "$installed"
export npm_config_loglevel=error npm_config_fund=false npm_config_audit=false

code_server=4.139.1

packages=()
need() { command -v "$1" >/dev/null || packages+=("${@:2}"); }
need nvim neovim
need emacs emacs-nox elpa-eglot
need vim.nox vim-nox vim-ale
need tmux tmux
need mmdebstrap mmdebstrap
need chromium chromium fonts-dejavu-core
need npm nodejs npm
python3 -c 'import ensurepip' 2>/dev/null || packages+=(python3-venv)
if [ ${#packages[@]} -gt 0 ]; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
fi

# Installs into a folder of its own unless that was done before; a folder that was left half done is made anew.
once() {
    local folder="$installed/$1"
    [ -e "$folder/.done" ] && return
    rm -rf "$folder" && mkdir -p "$folder"
    (cd "$folder" && "${@:2}") && touch "$folder/.done"
}

node() {
    echo '{"private":true}' >package.json
    npm install node@24 playwright-core@1
}
# Without the scripts nothing is compiled: the parts that would be are not needed to serve an editor.
server() {
    export PATH="$installed/node/node_modules/.bin:$PATH"
    echo '{"private":true}' >package.json
    npm install --ignore-scripts "code-server@$code_server"
    cd node_modules/code-server/lib/vscode && npm install --omit=dev --ignore-scripts
}
profiles() {
    python3 -m venv .
    bin/pip install -q 'pytest-lsp>=1.0,<2' 'pytest>=8' 'pytest-asyncio>=1'
}
# A newer release's editors, unpacked beside this one's, run through their own loader. The mirror is the one that this machine uses.
newer() {
    local release=$1 mirror
    mirror="$(apt-get indextargets --format '$(REPO_URI)' 'Identifier: Packages' 'Origin: Debian' 'Label: Debian' | head -n 1)"
    mmdebstrap --quiet --variant=extract --mode=root --aptopt='Acquire::Check-Valid-Until "false"' --include=neovim,hx "$release" tree "$mirror"
}

once node node
once server server
once profiles profiles
once newer newer testing || echo "neovim and helix of Debian testing: not installed, so they will be skipped"
(cd editors/vscode && npm install)
