#!/usr/bin/env bash
# Runs the action's scripts as GitHub would, with a `gh` that only writes down what it was asked: packaging/github/test.sh BINARY.
set -euo pipefail
binary="$(realpath "$1")"
here="$(realpath "$(dirname "$0")")"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin" "$work/temp" "$work/repository"

die() {
    printf 'the action: %s\n' "$1" >&2
    exit 1
}

cat >"$work/bin/gh" <<'GH'
#!/usr/bin/env bash
printf '%s\n' "$*" >>"$ASKED"
case "$*" in
    *--paginate*) [ -z "${LAST:-}" ] || echo "$LAST" ;;
    *) exit "${REFUSES:-0}" ;;
esac
GH
chmod +x "$work/bin/gh"
ln -s "$binary" "$work/bin/onrecord"
export PATH="$work/bin:$PATH" ASKED="$work/asked" RUNNER_TEMP="$work/temp" GITHUB_OUTPUT="$work/output" GITHUB_STEP_SUMMARY="$work/summary"
export GITHUB_ACTIONS=true GITHUB_EVENT_PATH="$work/event.json" GITHUB_REPOSITORY=courier/articles

cd "$work/repository"
git -c init.defaultBranch=main init --quiet
printf 'The ferry cost TK crowns.\n' >'a b.txt'
printf 'The ferry will stop, Marit Oru, the mayor of Vellmouth, said on Monday.\n' >clean.txt
mkdir news && printf 'It cost TK crowns, too.\n' >news/c.txt
git add -A && git -c user.name=Oru -c user.email=oru@quay.example commit --quiet -m "Articles"

value() { sed -n "s/^$1=//p" "$GITHUB_OUTPUT" | tail -n 1; }
run() {
    : >"$GITHUB_OUTPUT"
    : >"$GITHUB_STEP_SUMMARY"
    "$here/check.sh" >"$work/annotations" 2>"$work/messages"
}

echo '{"repository":{"private":false}}' >"$GITHUB_EVENT_PATH"
PATHS=$'a b.txt\nnews\n' run || die "it fails on findings"
[ "$(value code)" = 1 ] || die "its exit code is $(value code)"
grep -q '^::error file=a b.txt,line=1' "$work/annotations" && grep -q '^::error file=news/c.txt,' "$work/annotations" || die "it annotates $(cat "$work/annotations")"
! grep -q '“TK” marks' "$work/annotations" "$GITHUB_STEP_SUMMARY" "$(value sarif)" "$(value markdown)" && grep -q TK "$(value sheet)" || die "it quotes an article in public"
head -n 1 "$GITHUB_STEP_SUMMARY" | grep -q '^<!-- onrecord -->$' || die "it writes no summary"
echo '{"repository":{"private":true}}' >"$GITHUB_EVENT_PATH"
PATHS="news" run
grep -q '“TK” marks' "$work/annotations" || die "it does not quote where it may"
PATHS="clean.txt" run
[ "$(value code)" = 0 ] || die "its exit code on a clean article is $(value code)"
PATHS="none.txt" run
[ "$(value code)" = 2 ] || die "its exit code on a missing article is $(value code)"

# The base of a pull request is handed over, and a path is never an option.
rm "$work/bin/onrecord"
printf '#!/bin/sh\nprintf "%%s\\n" "$@" >"%s"\nexit 0\n' "$work/given" >"$work/bin/onrecord"
chmod +x "$work/bin/onrecord"
BASE="$(git rev-parse HEAD)" PATHS='--config=x' run
grep -qx -- --since "$work/given" && grep -qx "$(git rev-parse HEAD)" "$work/given" || die "the base is not handed over"
[ "$(tail -n 2 "$work/given" | head -n 1)" = -- ] || die "a path may be an option"
[ -z "$(value sarif)" ] || die "it tells of a report that is not there"
SINCE=none BASE=x PATHS=. run
! grep -qx -- --since "$work/given" || die "“none” is no revision"

page="$work/page.md"
printf '<!-- onrecord -->\nwords\n' >"$page"
export NUMBER=7 PAGE="$page"
: >"$ASKED"
"$here/comment.sh"
grep -q -- '--method POST repos/courier/articles/issues/7/comments --field body=@' "$ASKED" || die "it writes no comment: $(cat "$ASKED")"
: >"$ASKED"
LAST=42 "$here/comment.sh"
grep -q -- '--method PATCH repos/courier/articles/issues/comments/42 ' "$ASKED" && ! grep -q POST "$ASKED" || die "it does not replace its comment"
REFUSES=1 "$here/comment.sh" 2>"$work/messages" || die "a comment that is refused fails the run"
grep -q "could not be written" "$work/messages" || die "a comment that is refused is not told"
: >"$ASKED"
PAGE="$work/none.md" "$here/comment.sh"
[ ! -s "$ASKED" ] || die "it comments without a page"
