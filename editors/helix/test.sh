#!/usr/bin/env bash
# Drives a real Helix in a terminal of its own (tmux) and compares what it shows with what is expected. ONRECORD names the server.
set -euo pipefail
cd "$(dirname "$0")/../.."
root="$PWD"
work="$(mktemp -d)"
terminal="onrecord-helix-$$"
trap 'tmux -L "$terminal" kill-server 2>/dev/null || true; rm -rf "$work"' EXIT

# The configuration of the page beside this file is what is tested; only the program's name is another.
mkdir -p "$work/config/helix" "$work/articles"
sed -n '/^```toml$/,/^```$/p' editors/helix/README.md | sed '/^```/d' | sed "s|^command = \"onrecord\"|command = \"$ONRECORD\"|" >"$work/config/helix/languages.toml"
cp editors/fixture/ferry.txt "$work/articles/ferry.txt"
touch "$work/articles/onrecord.toml"

tmux -L "$terminal" -f /dev/null new-session -d -x 120 -y 40 -c "$work/articles" \
    "env XDG_CONFIG_HOME=$work/config XDG_CACHE_HOME=$work/cache TERM=tmux-256color LANG=C.UTF-8 $root/editors/newer.sh hx ferry.txt"

screen() { tmux -L "$terminal" capture-pane -p; }
keys() { tmux -L "$terminal" send-keys "$@"; }
shows() {
    for _ in $(seq 200); do
        screen | grep -qF -- "$1" && return
        sleep 0.1
    done
    printf 'helix: “%s” is not shown\n' "$1"
    screen
    exit 1
}
# Right after Escape a key would be taken for one with Alt.
escape() { keys Escape; sleep 0.3; }
# The line and the column, as the status line has them.
at() { keys ":goto $1" Enter g h; [ "$2" = 1 ] || keys "$(($2 - 1))" l; shows "$1:$2"; }

shows NOR
shows 'Does the full name come too late?'
at 1 28
keys Space k
shows 'Marit Oru, mayor'
escape
keys g d
shows '3:1'
at 1 28
keys Space a
shows 'Write “Marit Oru” here'
keys Enter
shows 'The council dismissed Marit Oru on Monday.'
for _ in $(seq 100); do
    screen | grep -qF 'full name come too late' || break
    sleep 0.1
done
if screen | grep -qF 'full name come too late'; then
    echo 'helix: the finding did not go'
    exit 1
fi
keys Space r
shows 'rename-to:Marit Oru'
keys C-u 'Ada Berg' Enter
shows 'The council dismissed Ada Berg on Monday.'
shows 'Ada Berg, the mayor, had asked'
shows 'is shut,” Berg said.'
keys ':w' Enter
shows 'written'
diff - "$work/articles/ferry.txt" <<'END' || { echo 'helix: the article was saved otherwise'; exit 1; }
Ä 😀: The council dismissed Ada Berg on Monday. It gave no reason.

Ada Berg, the mayor, had asked for new pilots. She said the ferry had been sold.

“The quay’s café 👩🏽‍🚀 is shut,” Berg said. Critics say that the harbour is dying.
END
echo "$("$root/editors/newer.sh" hx --version): ok"
