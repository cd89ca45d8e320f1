#!/usr/bin/env bash
# Builds every package for this machine, installs each from its file into an empty place, and runs it there. Nothing is published and nothing of ours is
# asked of a registry; what builds and installs (maturin, pre-commit, vsce) comes from theirs.
#
#   packaging/test.sh [PROFILE] [OUT]    PROFILE of cargo, release unless given; OUT keeps the files
set -euo pipefail
cd "$(dirname "$0")/.."
root="$PWD"
profile="${1:-release}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
out="$(mkdir -p "${2:-$work/out}" && realpath "${2:-$work/out}")"
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$root/target}"
unset GITHUB_ACTIONS GITLAB_CI
version="$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)"
target="$(rustc -vV | sed -n 's/^host: //p')"
passed=0

ok() {
    passed=$((passed + 1))
    printf 'packaging: %s: ok\n' "$1"
}

die() {
    printf 'packaging: %s\n' "$1" >&2
    exit 1
}

# One article that is clean and one that is not, in a folder without a repository.
mkdir "$work/articles"
printf 'The ferry will stop, Marit Oru, the mayor of Vellmouth, said on Monday.\n' >"$work/articles/clean.txt"
printf 'The ferry cost TK crowns.\n' >"$work/articles/broken.txt"

# A program that was installed does what the program does: version, exit codes, a report.
works() {
    local code=0
    [ "$("$@" --version)" = "onrecord $version" ] || die "$* has another version"
    (cd "$work/articles" && "$@" check clean.txt --quiet) || die "$* fails on a clean article"
    (cd "$work/articles" && "$@" check broken.txt --format concise >"$work/told.txt") || code=$?
    [ "$code" = 1 ] && grep -q 'broken.txt:1:16: error\[placeholder\]' "$work/told.txt" || die "$* exits with $code and says: $(cat "$work/told.txt")"
    (printf 'It cost TK crowns.\n' | "$@" check - --quiet) && die "$* does not read standard input" || true
}

python3 -m venv "$work/tools"
"$work/tools/bin/pip" install --quiet --disable-pip-version-check 'maturin>=1.8,<2' pre-commit check-jsonschema
PATH="$work/tools/bin:$PATH"

# The versions that are written down say the same.
for place in packaging/install.sh packaging/pre-commit/pyproject.toml packaging/github/action.yml editors/vscode/package.json CHANGELOG.md; do
    grep -qF "$version" "$place" || die "$place does not name version $version"
done

packaging/wheel.sh "$out/wheels" "$profile" >"$work/wheel.log" 2>&1 || { tail -n 30 "$work/wheel.log"; exit 1; }
wheel="$(ls "$out"/wheels/onrecord-"$version"-*.whl)"
python3 -m venv "$work/empty"
"$work/empty/bin/pip" install --quiet --disable-pip-version-check --no-index "$wheel"
works "$work/empty/bin/onrecord"
ok "wheel"

binary="$work/empty/bin/onrecord"
archive="$(packaging/archive.sh "$out/release" "$target" "$binary")"
packaging/checksums.sh "$out/release"
tar -tzf "$archive" >"$work/names.txt"
grep -q "man/onrecord-check.1" "$work/names.txt" || die "the archive has no manual"
first="$(sha256sum <"$archive")"
packaging/archive.sh "$out/release" "$target" "$binary" >/dev/null
[ "$first" = "$(sha256sum <"$archive")" ] || die "the archive differs from run to run"
sh packaging/install.sh --from "$out/release" --to "$work/home/.local/bin" >/dev/null
works "$work/home/.local/bin/onrecord"
cp -r "$out/release" "$work/tampered"
printf 'x' >>"$work/tampered/$(basename "$archive")"
sh packaging/install.sh --from "$work/tampered" --to "$work/refused" 2>"$work/told.txt" && die "a changed archive was installed"
grep -q "is not what SHA256SUMS says" "$work/told.txt" && [ ! -e "$work/refused" ] || die "a changed archive was not refused as it should be"
for wrong in "--from $work" "--from http://onrecord.invalid" "--from $out/release --version 9" "--from" "--nonsense x" "--from $out/release --version ../x"; do
    # shellcheck disable=SC2086
    sh packaging/install.sh $wrong --to "$work/refused" >/dev/null 2>&1 && die "install.sh accepts $wrong"
done
[ ! -e "$work/refused" ] || die "something was installed all the same"
ok "archive and installer"

case "$target" in x86_64-*) machine=x64 ;; *) machine=arm64 ;; esac
case "$target" in *-linux-gnu) platform="linux-$machine-gnu" ;; *-linux-musl) platform="linux-$machine-musl" ;; *) platform="darwin-$machine" ;; esac
node packaging/npm/build.mjs "$work/npm" platform "$platform" "$binary" >/dev/null
node packaging/npm/build.mjs "$work/npm" main >/dev/null
mkdir -p "$out/npm" "$work/project"
(cd "$out/npm" && npm pack --silent "$work/npm/$platform" "$work/npm/onrecord" >/dev/null)
(cd "$work/project" && echo '{"private":true}' >package.json \
    && npm install --offline --silent --no-audit --no-fund "$out/npm/onrecord-$platform-$version.tgz" "$out/npm/onrecord-$version.tgz")
works "$work/project/node_modules/.bin/onrecord"
mv "$work/project/node_modules/@onrecord" "$work/project/gone"
"$work/project/node_modules/.bin/onrecord" --version 2>"$work/told.txt" && die "the npm package says nothing when the program is missing"
grep -q "there is no program for" "$work/told.txt" || die "the npm package does not say what is missing: $(cat "$work/told.txt")"
ok "npm packages"

git_() { git -c user.name=Oru -c user.email=oru@quay.example -c init.defaultBranch=main -c commit.gpgsign=false "$@"; }
cp -r packaging/pre-commit "$work/mirror"
(cd "$work/mirror" && git_ init --quiet && git_ add -A && git_ commit --quiet -m "The hooks" && git_ tag "v$version")
pre-commit validate-manifest "$work/mirror/.pre-commit-hooks.yaml"
mkdir "$work/newsroom"
(
    cd "$work/newsroom"
    export PRE_COMMIT_HOME="$work/pre-commit" PIP_FIND_LINKS="$out/wheels" HOME="$work/home"
    git_ init --quiet
    printf 'repos:\n  - repo: %s\n    rev: v%s\n    hooks:\n      - id: onrecord-articles\n' "$work/mirror" "$version" >.pre-commit-config.yaml
    git_ add -A
    pre-commit install >/dev/null
    cp "$work/articles/clean.txt" . && git_ add clean.txt && git_ commit --quiet -m "A clean article" >"$work/hook.log" 2>&1 || { cat "$work/hook.log"; exit 1; }
    cp "$work/articles/broken.txt" . && git_ add broken.txt
    git_ commit -m "An article that is not" >"$work/hook.log" 2>&1 && { echo "the hook lets a placeholder through"; exit 1; }
    grep -q 'placeholder' "$work/hook.log" || { cat "$work/hook.log"; exit 1; }
) || die "the hooks of pre-commit do not hold"
ok "pre-commit"

packaging/github/test.sh "$binary"
ok "the action's scripts"
check-jsonschema --builtin-schema vendor.github-actions packaging/github/action.yml >/dev/null
check-jsonschema --builtin-schema vendor.github-workflows packaging/github/workflows/*.yml >/dev/null
sed '1,/^---$/d' packaging/gitlab/templates/onrecord.yml >"$work/component.yml"
check-jsonschema --builtin-schema vendor.gitlab-ci --data-transform gitlab-ci "$work/component.yml" >/dev/null
ok "the action, the workflows and the component have the shape that their hosts ask for"

if [ -d editors/vscode/node_modules ] || (cd editors/vscode && npm install --silent --no-audit --no-fund); then
    case "$target" in *-linux-*) vsce="linux-$machine" ;; *) vsce="darwin-$machine" ;; esac
    packaging/vscode/build.sh "$out/vscode" "$vsce" "$binary" >"$work/vsce.log" 2>&1 || { cat "$work/vsce.log"; exit 1; }
    mkdir "$work/vsix"
    (cd "$work/vsix" && python3 -m zipfile -e "$out/vscode/onrecord-$version-$vsce.vsix" .)
    grep -q "TargetPlatform=\"$vsce\"" "$work/vsix/extension.vsixmanifest" || die "the extension does not say for which platform it is"
    [ -e "$work/vsix/extension/INSTALL.md" ] || [ -e "$work/vsix/extension/install.md" ] || die "the page on how to get the program is missing"
    cmp "$work/vsix/extension/bin/onrecord" "$binary" || die "the extension has another program inside"
    ok "the extension for Visual Studio Code with the program inside"
fi

echo "$passed passed, 0 failed"
