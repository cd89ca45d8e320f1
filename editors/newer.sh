#!/usr/bin/env bash
# Runs an editor of the newer release that install.sh unpacked, through that release's own loader; what the editor starts runs as always.
#   editors/newer.sh nvim|hx ARGUMENT…
set -euo pipefail
tree="$(cd "$(dirname "$0")/.." && pwd)/target/clients/newer/tree"
loader="$(echo "$tree"/usr/lib*/ld-linux-*.so.*)"
libraries="$(dirname "$(echo "$tree"/usr/lib/*-linux-gnu/libc.so.6)"):$tree/usr/lib"
case "$1" in
nvim)
    export VIMRUNTIME="$tree/usr/share/nvim/runtime"
    exec "$loader" --argv0 nvim --library-path "$libraries" "$tree/usr/bin/nvim" --cmd "set rtp+=$tree/usr/lib/nvim" "${@:2}"
    ;;
hx)
    export HELIX_RUNTIME="$tree/usr/lib/hx/runtime"
    for program in "$tree"/usr/lib/hx/hx "$tree"/usr/libexec/helix/hx "$tree"/usr/bin/hx; do
        [ -x "$program" ] && break
    done
    exec "$loader" --argv0 hx --library-path "$libraries" "$program" "${@:2}"
    ;;
esac
