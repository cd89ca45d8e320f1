#!/bin/sh
# Installs onrecord from a release: its archive is checked against SHA256SUMS before anything of it is used.
#
#   sh install.sh --from FOLDER-OR-ADDRESS [--to FOLDER] [--version VERSION]
#
# FOLDER-OR-ADDRESS holds onrecord-VERSION-TARGET.tar.gz and SHA256SUMS; an address is read by https alone. Without --to the program goes to
# ~/.local/bin.
set -eu

version=0.2.0
from="${ONRECORD_RELEASE:-}"
to="${HOME:-}/.local/bin"

fail() {
    printf 'onrecord: %s\n' "$1" >&2
    exit 1
}

while [ $# -gt 0 ]; do
    case "$1" in
        --from | --to | --version) [ $# -gt 1 ] || fail "$1 needs a value" ;;
        -h | --help) sed -n '2,7s/^#$//;2,7s/^# //p' "$0"; exit 0 ;;
        *) fail "unknown argument: $1" ;;
    esac
    case "$1" in
        --from) from="$2" ;;
        --to) to="$2" ;;
        --version) version="$2" ;;
    esac
    shift 2
done
[ -n "$from" ] || fail "say where the release is: --from FOLDER-OR-ADDRESS"
case "$version" in *[!0-9A-Za-z.+-]*) fail "no version: $version" ;; esac

case "$(uname -s)" in
    Linux) system=unknown-linux-gnu; ldd --version 2>&1 | grep -qi musl && system=unknown-linux-musl ;;
    Darwin) system=apple-darwin ;;
    *) fail "there is no release for $(uname -s); on Windows use the wheel or the npm package" ;;
esac
case "$(uname -m)" in
    x86_64 | amd64) machine=x86_64 ;;
    aarch64 | arm64) machine=aarch64 ;;
    *) fail "there is no release for $(uname -m)" ;;
esac
name="onrecord-$version-$machine-$system"

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT INT TERM
for file in "$name.tar.gz" SHA256SUMS; do
    case "$from" in
        https://*)
            if command -v curl >/dev/null 2>&1; then
                curl --proto '=https' --tlsv1.2 -fsSL -o "$work/$file" "${from%/}/$file" || fail "$file could not be fetched from $from"
            else
                wget -q --https-only -O "$work/$file" "${from%/}/$file" || fail "$file could not be fetched from $from"
            fi
            ;;
        *://*) fail "a release is fetched by https alone: $from" ;;
        *) cp "$from/$file" "$work/$file" 2>/dev/null || fail "$file is not in $from" ;;
    esac
done

wanted="$(awk -v name="$name.tar.gz" '$2 == name || $2 == "*" name { print $1 }' "$work/SHA256SUMS")"
[ -n "$wanted" ] || fail "SHA256SUMS does not name $name.tar.gz"
if command -v sha256sum >/dev/null 2>&1; then
    found="$(sha256sum "$work/$name.tar.gz")"
else
    found="$(shasum -a 256 "$work/$name.tar.gz")"
fi
[ "${found%% *}" = "$wanted" ] || fail "$name.tar.gz is not what SHA256SUMS says; nothing was installed"

tar -xzf "$work/$name.tar.gz" -C "$work"
mkdir -p "$to"
# Put in place whole: a program that runs meanwhile keeps its own file.
cp "$work/$name/onrecord" "$to/.onrecord-new-$$"
chmod 755 "$to/.onrecord-new-$$"
mv -f "$to/.onrecord-new-$$" "$to/onrecord"
"$to/onrecord" --version
case ":${PATH:-}:" in
    *":$to:"*) ;;
    *) printf 'Add %s to your PATH, or call %s/onrecord.\n' "$to" "$to" ;;
esac
