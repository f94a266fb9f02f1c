#!/usr/bin/env bash
# Makes happen what can happen to a run: it is killed, interrupted, meets another run, a full or read-only disk, a folder
# that vanishes, pages that change while they are read. After each, every file must be the old or the new one whole,
# `check` must tell the truth, the next `generate` must mend everything, and nothing temporary may stay.
#
#   tests/faults.sh [BINARY] [ROUNDS]      default: the debug build, 300 rounds of kill -9
#
# Prints what was done with its count; exit status 1 with the first thing that is not as it should be. What needs a mount
# is left out, and said to be, where mounting is not allowed.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
bindery=$(realpath "${1:-target/debug/bindery}")
rounds=${2:-300}
work=$(mktemp -d)
mounted=
trap 'for mount in $mounted; do umount "$mount" 2>/dev/null; done; rm -rf "$work"' EXIT

fail() {
  printf 'FAIL %s\n' "$*"
  exit 1
}

# page WHICH: a page of 300 codes; A and B differ in text, order and one group.
page() {
  local word=$1 code
  printf '# Error codes\n\n## %s codes\n\n| Code | Description |\n|---|---|\n' "$word"
  for code in $(seq 1001 1300); do
    printf '| %s | The %s lid of box %s is open. Close it, then try again. |\n' "$code" "$word" "$code"
  done
}
# make_project FOLDER: a project that was generated from page A.
make_project() {
  mkdir -p "$1/pages"
  printf '%s\n' 'catalog: boxes' 'title: Boxes' 'version: 1.0.0' 'sources:' '  - {id: codes, path: pages/codes.md}' \
    'targets:' '  rust: {crate: box-codes}' '  markdown: {}' '  json-schema: {}' >"$1/bindery.yaml"
  cp "$work/A.md" "$1/pages/codes.md"
  (cd "$1" && "$bindery" generate >/dev/null 2>&1) || fail "the project cannot be generated"
}
run() { (cd "$1" && shift && "$bindery" "$@" >"$work/out" 2>"$work/err"); }
# state FOLDER: a line a generated file, with its hash, and the lock's.
state() { (cd "$1" && find generated names.lock.yaml -type f ! -name '.bindery-*.tmp' -exec sha256sum {} + 2>/dev/null | sort); }
temporaries() { find "$1" -name '.bindery-*.tmp' | wc -l; }
# whole FOLDER WHAT: each file is that of A or that of B; the manifest may announce both.
whole() {
  state "$1" | grep -v ' generated/manifest.json$' | sort >"$work/now"
  if comm -23 "$work/now" "$work/either" | grep -q .; then
    comm -23 "$work/now" "$work/either"
    fail "$2: a file is neither the old nor the new one"
  fi
}
# truthful FOLDER WHAT: check finds drift if there is some, and never takes our own work for a person's.
truthful() {
  run "$1" check --message-format json
  local status=$?
  [ $status -le 1 ] || { cat "$work/err"; fail "$2: check ended with $status"; }
  if grep -q '"rule":"\(hand-edited\|foreign\)"' "$work/out"; then
    grep '"rule":"\(hand-edited\|foreign\)"' "$work/out"
    fail "$2: check takes our own work for a person's"
  fi
  state "$1" >"$work/now"
  if cmp -s "$work/now" "$work/$3" && [ "$(temporaries "$1/generated")" = 0 ]; then
    [ $status = 0 ] || fail "$2: check finds drift where there is none"
  else
    [ $status = 1 ] || fail "$2: check finds no drift where there is some"
  fi
}
# mended FOLDER WHAT WHICH: generate ends well, and everything is that of WHICH.
mended() {
  run "$1" generate || { cat "$work/err"; fail "$2: generate does not mend it"; }
  grep -q 'edited by hand' "$work/err" && fail "$2: generate takes our own work for a person's"
  state "$1" >"$work/now"
  cmp -s "$work/now" "$work/$3" || { diff "$work/now" "$work/$3" | head -5; fail "$2: it is not mended"; }
  [ "$(temporaries "$1")" = 0 ] || fail "$2: a temporary file stays"
  run "$1" check || fail "$2: check finds drift after generate"
}
# turn FOLDER: the other page; sets which.
which=A
turn() {
  if [ $which = A ]; then which=B; else which=A; fi
  cp "$work/$which.md" "$1/pages/codes.md"
}

page red >"$work/A.md"
page blue >"$work/B.md"
project=$work/project
make_project "$project"
# Names are given by the first page; both states have the same lock but for the groups.
for round in 1 2; do
  turn "$project"
  run "$project" generate || { cat "$work/err"; fail "the second page cannot be generated"; }
  state "$project" >"$work/$which"
done
sort -u "$work/A" "$work/B" >"$work/either"
start=$(date +%s%N)
turn "$project"; run "$project" generate
took=$((($(date +%s%N) - start) / 1000000 + 1))

mixed=0 left=0
for ((round = 0; round < rounds; round++)); do
  turn "$project"
  (cd "$project" && exec "$bindery" generate >/dev/null 2>&1) &
  # Anywhere from the start to a little after the end; every other time late, where files are put at their places.
  delay=$((RANDOM * took * 12 / 10 / 32768))
  if ((round % 2)); then delay=$((took * 7 / 10 + RANDOM * took * 4 / 10 / 32768)); fi
  sleep "$(printf '%d.%03d' $((delay / 1000)) $((delay % 1000)))"
  kill -9 $! 2>/dev/null
  wait $! 2>/dev/null
  whole "$project" "kill -9, round $round"
  [ "$(temporaries "$project")" = 0 ] || left=$((left + 1))
  if ! cmp -s <(state "$project") "$work/A" && ! cmp -s <(state "$project") "$work/B"; then mixed=$((mixed + 1)); fi
  truthful "$project" "kill -9, round $round" $which
  # Not every time: what several runs leave behind must be mended as well.
  if ((round % 3 == 2)); then mended "$project" "kill -9, round $round" $which; fi
done 2>/dev/null
mended "$project" "kill -9" $which
printf 'ok   kill -9: %d moments within %d ms, %d between old and new, %d with temporary files\n' "$rounds" "$took" "$mixed" "$left"

count=$((rounds / 6 + 1)) interrupted=0
for ((round = 0; round < count; round++)); do
  turn "$project"
  delay=$((RANDOM * took / 32768 + 1))
  (cd "$project" && timeout --preserve-status -s INT "$(printf '%d.%03d' $((delay / 1000)) $((delay % 1000)))" "$bindery" generate >/dev/null 2>&1)
  status=$?
  case $status in
    0) ;;
    130) interrupted=$((interrupted + 1)) ;;
    *) fail "an interrupted run ended with $status" ;;
  esac
  whole "$project" "Ctrl-C, round $round"
  truthful "$project" "Ctrl-C, round $round" $which
  mended "$project" "Ctrl-C, round $round" $which
done
printf 'ok   Ctrl-C: %d runs, %d of them interrupted with status 130\n' "$count" "$interrupted"

for ((round = 0; round < count; round++)); do
  turn "$project"
  jobs=()
  for _ in 1 2 3; do
    (cd "$project" && exec "$bindery" generate >/dev/null 2>&1) &
    jobs+=($!)
  done
  for job in "${jobs[@]}"; do
    wait "$job" || fail "one of three runs at once ended with $?"
  done
  cmp -s <(state "$project") "$work/$which" || fail "three runs at once, round $round: the tree is not of one run"
  [ "$(temporaries "$project")" = 0 ] || fail "three runs at once, round $round: a temporary file stays"
done
printf 'ok   three runs at once: %d times\n' "$count"

gone=0
for ((round = 0; round < count; round++)); do
  turn "$project"
  (cd "$project" && exec "$bindery" generate >"$work/gone" 2>&1) &
  delay=$((RANDOM * took / 32768))
  sleep "$(printf '%d.%03d' $((delay / 1000)) $((delay % 1000)))"
  case $((round % 3)) in
    0) mv "$project/generated" "$work/vanished" ;;
    1) mv "$project/generated/markdown" "$work/vanished" ;;
    *) mv "$project/pages" "$work/vanished" ;;
  esac
  wait $!
  status=$?
  [ $status -le 2 ] || { cat "$work/gone"; fail "a folder vanished: status $status"; }
  [ $status = 0 ] || gone=$((gone + 1))
  if [ $((round % 3)) = 2 ]; then mv "$work/vanished" "$project/pages"; else rm -rf "$work/vanished"; fi
  whole "$project" "a vanished folder, round $round"
  mended "$project" "a vanished folder, round $round" $which
done
printf 'ok   a folder vanishes: %d times, %d runs told so\n' "$count" "$gone"

refused=0
for ((round = 0; round < count; round++)); do
  (
    for _ in 1 2 3 4 5 6 7 8; do
      cat "$work/A.md" >"$project/pages/codes.md"
      head -c 20000 "$work/B.md" >"$project/pages/codes.md"
      tail -c +20001 "$work/B.md" >>"$project/pages/codes.md"
    done
  ) &
  writer=$!
  run "$project" generate
  status=$?
  [ $status -le 2 ] || { cat "$work/err"; fail "a page that changes: status $status"; }
  [ $status = 0 ] || refused=$((refused + 1))
  wait $writer
  [ "$(temporaries "$project")" = 0 ] || fail "a page that changes: a temporary file stays"
  which=B
  run "$project" generate --accept-removals || fail "a page that changed is not mended"
  cmp -s <(state "$project" | grep -v ' names.lock') <(grep -v ' names.lock' "$work/B") || fail "a page that changed: not mended"
done
printf 'ok   a page changes while it is read: %d times, %d runs refused it\n' "$count" "$refused"

small=$work/small
mkdir "$small"
if mount -t tmpfs -o size=4m tmpfs "$small" 2>/dev/null; then
  mounted=$small
  make_project "$small/project"
  full=0 went=0
  used=$(df --output=used -k "$small" | tail -1)
  need=$(du -sk "$small/project/generated" | cut -f1)
  for ((step = 0; step <= 40; step++)); do
    turn "$small/project"
    mount -o "remount,size=$((used + 8 + need * step / 30))k" "$small"
    if run "$small/project" generate; then
      went=$((went + 1))
      cmp -s <(state "$small/project") "$work/$which" || fail "a full disk, step $step: the tree is not the new one"
    else
      full=$((full + 1))
      grep -q 'no space left' "$work/err" || { cat "$work/err"; fail "a full disk, step $step: it is not said"; }
      whole "$small/project" "a full disk, step $step"
      [ "$(temporaries "$small")" = 0 ] || fail "a full disk, step $step: a temporary file stays"
      mount -o remount,size=8m "$small"
      truthful "$small/project" "a full disk, step $step" $which
      mended "$small/project" "a full disk, step $step" $which
    fi
    mount -o remount,size=8m "$small"
  done
  printf 'ok   a disk that fills up: %d sizes too small, %d large enough\n' "$full" "$went"

  turn "$small/project"
  mount -o remount,ro "$small"
  run "$small/project" generate && fail "a read-only disk is written"
  grep -q 'read-only' "$work/err" || { cat "$work/err"; fail "a read-only disk is not said"; }
  whole "$small/project" "a read-only disk"
  truthful "$small/project" "a read-only disk" $which
  mount -o remount,rw "$small"
  mended "$small/project" "a read-only disk" $which
  printf 'ok   a read-only disk: 1 time\n'
else
  printf 'left out: a disk that fills up, a read-only disk: mounting is not allowed here\n'
fi

turn "$project"
chmod -R a+rX "$work"
chmod a-w "$project/generated" "$project/generated/markdown"
as_nobody=()
[ "$(id -u)" = 0 ] && as_nobody=(setpriv --reuid=65534 --regid=65534 --clear-groups)
if (cd "$project" && "${as_nobody[@]}" "$bindery" --version >/dev/null 2>&1); then
  (cd "$project" && "${as_nobody[@]}" "$bindery" generate >"$work/out" 2>"$work/err") && fail "a read-only folder is written"
  grep -q 'permission denied' "$work/err" || { cat "$work/err"; fail "a read-only folder is not said"; }
  whole "$project" "a read-only folder"
  chmod u+w "$project/generated" "$project/generated/markdown"
  mended "$project" "a read-only folder" $which
  printf 'ok   a read-only folder: 1 time\n'
else
  printf 'left out: a read-only folder: another user cannot run %s\n' "$bindery"
fi
