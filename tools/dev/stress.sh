# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# ./dev stress: the long searches, and every primitive hammered.

# Runs the programs of build/gcc under one of valgrind's tools, with no suppression file: memcheck looks for errors and
# leaks in all of them. (helgrind and drd do not know the locks that are made of futexes and atomics: docs/stress.md.)
stress_valgrind() {
  local program name log=$LOGS/valgrind status=0 began=$SECONDS count=0
  if ! need valgrind=valgrind libc6-dbg; then
    echo "== valgrind: SKIPPED: it cannot be installed"
    RESULTS+=("valgrind|SKIPPED|it cannot be installed|0 s")
    return 0
  fi
  echo "== valgrind: memcheck"
  rm -f "$log".*
  for program in build/gcc/tests/*_test; do
    name=$(basename "$program")
    # The death tests end on purpose, with all that they hold. Some tests have an operator new of their own.
    FEARLESS_STRESS_SECONDS=1 timeout 900 valgrind -q --tool=memcheck --leak-check=full \
      --errors-for-leak-kinds=definite --error-exitcode=9 --fair-sched=yes \
      --soname-synonyms=somalloc=nouserintercepts "$program" --gtest_brief=1 --gtest_filter='-*Death*' \
      >"$log.$name" 2>&1 </dev/null || {
      status=1
      echo "$name FAILED:"
      tail -n 60 "$log.$name"
    }
    count=$((count + 1))
  done
  if ((status)); then
    RESULTS+=("valgrind|FAILED|$count programs|$((SECONDS - began)) s")
  else
    RESULTS+=("valgrind|ok|$count programs|$((SECONDS - began)) s")
  fi
  return $status
}

# The stress test of build/NAME for so many seconds. It prints the seed of its pauses.
stress_hammer() { # NAME SECONDS
  local log=$LOGS/stress.$1 began=$SECONDS result=ok
  echo "== the stress test, $1, $2 s"
  FEARLESS_STRESS_SECONDS=$2 timeout $(($2 * 3 + 600)) "build/$1/tests/stress_test" >"$log" 2>&1 </dev/null || result=FAILED
  if [[ $result != ok ]]; then cat "$log"; fi
  RESULTS+=("stress, $1|$result|$(sed -nE 's/^\[  PASSED  \] ([0-9]+) tests?\.$/\1 tests, 0 failed/p' "$log")|$((SECONDS - began)) s")
  [[ $result == ok ]]
}

dev_stress() {
  local minutes=${1:-10} status=0 began=$SECONDS times
  [[ $minutes =~ ^[1-9][0-9]*$ ]] || die "stress: '$minutes' is no number of minutes"
  times=$((minutes * 5))
  need "${TEST_TOOLS[@]}" || exit 1
  need_clang || exit 1
  need_oracle
  need_spin
  need_proc || die "there is no /proc, which ThreadSanitizer needs, and it cannot be mounted"
  # The searches with a random seed run far longer when they see this.
  export FEARLESS_STRESS=1
  stage gcc gcc || status=1
  stage tsan tsan -D CMAKE_CXX_COMPILER="clang++-$CLANG" || status=1
  stage asan asan -D CMAKE_CXX_COMPILER="clang++-$CLANG" || status=1
  stress_hammer gcc $((minutes * 30)) || status=1
  TSAN_OPTIONS=halt_on_error=1:second_deadlock_stack=1 stress_hammer tsan $((minutes * 30)) || status=1
  stress_valgrind || status=1
  echo "== the concurrency tests, $times times each"
  ctest --preset tsan -j "$JOBS" --repeat until-fail:"$times" --schedule-random --no-label-summary >$LOGS/stress 2>&1 ||
    status=1
  if ((status)); then grep -vE '^ *(Start +[0-9]+:|Test +#[0-9]+:|[0-9]+/[0-9]+ Test .* Passed )' $LOGS/stress || true; fi
  record "repeated, tsan" "$( ((status)) && echo FAILED || echo ok)" $((SECONDS - began)) $LOGS/stress
  table
  echo
  summary $LOGS/stress
  return $status
}
