# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# One build directory, from nothing to tested, and the table of the results.

# The lines of ctest's output that say how it went.
summary() {
  if grep 'tests passed, ' "$1" >/dev/null; then
    sed -n '/tests passed, /,$p' "$1"
  else
    tail -n 5 "$1"
  fi
}

RESULTS=() # "name|result|tests|seconds", a line each of the table at the end

record() { # name result seconds log
  local tests=''
  if [[ -r $4 ]]; then tests=$(sed -nE 's/^[0-9]+% tests passed, ([0-9]+) tests failed out of ([0-9]+)$/\2 tests, \1 failed/p' "$4"); fi
  RESULTS+=("$1|$2|${tests:--}|$3 s")
}

table() {
  local line name result tests seconds
  echo
  for line in "${RESULTS[@]}"; do
    IFS='|' read -r name result tests seconds <<<"$line"
    printf '%-18s %-8s %-22s %8s\n' "$name" "$result" "$tests" "$seconds"
  done
}

# stage NAME PRESET [CMAKE-ARGUMENT…]: configures, builds and tests in build/NAME as PRESET says. What does not build is
# not tested: the programs of an earlier build would answer for it.
stage() {
  local name=$1 preset=$2 began=$SECONDS log=$LOGS/$1 result=ok
  shift 2
  local configure=(cmake --preset "$preset" "$@")
  local build=(cmake --build --preset "$preset")
  local check=(ctest --preset "$preset")
  if [[ $name != "$preset" ]]; then
    configure+=(-B "build/$name")
    build=(cmake --build "build/$name")
    check=(ctest --test-dir "build/$name" --output-on-failure --no-tests=error)
  fi
  mkdir -p $LOGS
  rm -f "$log".*

  printf '== %s: configure' "$name"
  local step=$SECONDS
  # The second try is for a directory made with another compiler, or by a checkout that was moved.
  if ! "${configure[@]}" >"$log.configure" 2>&1 </dev/null &&
    ! "${configure[@]}" --fresh >"$log.configure" 2>&1 </dev/null; then
    echo " FAILED"
    cat "$log.configure"
    record "$name" FAILED $((SECONDS - began)) /dev/null
    return 1
  fi
  printf ' %d s, build' $((SECONDS - step))
  step=$SECONDS
  if ! "${build[@]}" --parallel "$JOBS" -- -k 0 >"$log.build" 2>&1 </dev/null; then
    echo " FAILED"
    # without ninja's progress
    sed '/^\[[0-9]*\/[0-9]*\] /d' "$log.build" | head -n 300
    echo "== $name: FAILED, $((SECONDS - began)) s"
    record "$name" FAILED $((SECONDS - began)) /dev/null
    return 1
  fi
  printf ' %d s, test' $((SECONDS - step))
  step=$SECONDS
  "${check[@]}" -j "$JOBS" --no-label-summary >"$log.test" 2>&1 </dev/null || result=FAILED
  printf ' %d s\n' $((SECONDS - step))
  if [[ $result == ok ]]; then
    grep 'tests passed, ' "$log.test"
  else
    grep -vE '^ *(Start +[0-9]+:|[0-9]+/[0-9]+ Test +#[0-9]+: .* Passed |Test project |Internal ctest)' "$log.test" || true
  fi
  echo "== $name: $result, $((SECONDS - began)) s"
  record "$name" $result $((SECONDS - began)) "$log.test"
  [[ $result == ok ]]
}
