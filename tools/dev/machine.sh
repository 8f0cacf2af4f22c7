# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# What is on the machine: installs what a command of ./dev lacks, and says so.

have() { command -v "$1" >/dev/null; }
die() {
  echo "dev: $*" >&2
  exit 1
}

as_root() {
  if ((EUID == 0)); then
    "$@"
  elif have sudo; then
    sudo "$@"
  else
    return 1
  fi
}

installed() { dpkg-query -W -f '${db:Status-Status}\n' "$1" 2>/dev/null | grep -x installed >/dev/null; }

apt() {
  local log=$LOGS/apt options=()
  read -ra options <<<"${FEARLESS_APT_OPTIONS:-}"
  mkdir -p $LOGS
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 "${options[@]}" "$@" \
    >$log 2>&1 </dev/null || {
    tail -n 15 $log >&2
    return 1
  }
}

# Each argument is a package; package=command where any such command will do, package@file where any such file will. Fails, having said what is missing, if
# it cannot be installed.
need() {
  local item missing=() began=$SECONDS
  for item in "$@"; do
    if [[ $item == *@* ]]; then
      [[ -e ${item#*@} ]] || missing+=("${item%%@*}")
      continue
    fi
    if [[ " ${missing[*]} " == *" ${item%%=*} "* ]]; then continue; fi
    if [[ $item == *=* ]] && have "${item#*=}"; then continue; fi
    if have dpkg-query; then
      installed "${item%%=*}" || missing+=("${item%%=*}")
    elif [[ $item == *=* ]]; then
      missing+=("${item#*=}") # not a Debian: commands are checked here, libraries by CMake
    fi
  done
  ((${#missing[@]})) || return 0
  if ! have apt-get; then
    echo "missing: ${missing[*]} (there is no apt-get here: please install them)" >&2
    return 1
  elif ! as_root true; then
    echo "missing packages: ${missing[*]} (not root and no sudo: please install them)" >&2
    return 1
  fi
  echo "installing: ${missing[*]}"
  if ! apt update || ! apt install -y --no-install-recommends "${missing[@]}"; then
    echo "missing packages: ${missing[*]} (apt-get could not install them)" >&2
    return 1
  fi
  echo "installed in $((SECONDS - began)) s"
}

# shellcheck disable=SC2191 # package=command, not an index
readonly BUILD_TOOLS=(cmake=cmake ninja-build=ninja libexpected-dev)
# shellcheck disable=SC2191
# (Debian's plain libboost-dev is too old for Boost.Describe.)
# shellcheck disable=SC2191
readonly TEST_TOOLS=("${BUILD_TOOLS[@]}" g++=g++ libgtest-dev libboost1.81-dev@/usr/include/boost/describe.hpp
  libtbb-dev@/usr/include/oneapi/tbb.h libboost-fiber1.81-dev@/usr/include/boost/fiber/all.hpp
  libuv1-dev@/usr/include/uv.h libglib2.0-dev@/usr/include/glib-2.0/glib.h)

# What the oracle asks (docs/oracle.md). Where it cannot be had, that one test is skipped.
need_oracle() { need python3=python3 rustc=rustc || echo "no rustc: the test 'oracle' will be SKIPPED"; }

# What searches the models of the blocking protocols (docs/models.md). Where it cannot be had, those tests are skipped.
need_spin() { need spin=spin gcc=gcc python3=python3 || echo "no spin: the tests 'models' will be SKIPPED"; }

# Clang 19, or else 16, with its sanitizers' run-time library, and its standard library, whose names the catalogue has to
# know; its version in CLANG.
need_clang() {
  for CLANG in 19 16; do
    if need clang-$CLANG libclang-rt-$CLANG-dev libc++-$CLANG-dev libc++abi-$CLANG-dev; then return 0; fi
    echo "clang-$CLANG cannot be had"
  done
  return 1
}

# The sanitizers read their options and look for leaks through /proc, and rustc finds itself there. A bare chroot may lack
# it: mounts it until the end of the run.
need_proc() {
  [[ ! -e /proc/self/task ]] || return 0
  as_root mount -t proc proc /proc 2>/dev/null || return 1
  trap 'as_root umount /proc' EXIT
  echo "mounted /proc for this run: the sanitizers and rustc need it"
}
