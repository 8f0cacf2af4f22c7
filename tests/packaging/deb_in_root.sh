#!/bin/bash
# SPDX-License-Identifier: MIT
# Proves that the package is enough on a bare Debian 12: in the root DIR (made with debootstrap if it does not exist; it is
# changed either way) apt installs DEB and a compiler, and a user's project is built there, with CMake and with pkg-config
# alone. Needs root and debootstrap. FEARLESS_APT_OPTIONS are options for apt-get.
#
#   tests/packaging/deb_in_root.sh DIR DEB [MIRROR]
set -euo pipefail
if (($# < 2)) || ((EUID != 0)); then
  echo "usage, as root: $0 DIR DEB [MIRROR]" >&2
  exit 2
fi
checkout=$(cd "$(dirname "$0")/../.." && pwd)
root=$(realpath -m "$1")
deb=$(realpath "$2")

if [[ ! -x $root/usr/bin/apt-get ]]; then
  debootstrap --variant=minbase bookworm "$root" "${3:-http://deb.debian.org/debian}"
  cp /etc/apt/apt.conf.d/*prox* "$root/etc/apt/apt.conf.d/" 2>/dev/null || true # what this machine needs to get out
fi
rm -rf "$root/root/guest"
cp -r "$checkout/tests/consumer" "$root/root/guest"
cp "$deb" "$root/root/guest/fearless.deb"

# An empty environment: no locale, no variables of this machine.
env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root DEBIAN_FRONTEND=noninteractive \
  APT_OPTIONS="${FEARLESS_APT_OPTIONS:-}" chroot "$root" /bin/bash -euo pipefail -c '
  cd /root/guest
  if dpkg-query -W libexpected-dev >/dev/null 2>&1; then echo "the root is not bare: it has libexpected-dev" >&2; exit 1; fi
  apt-get -q $APT_OPTIONS update
  apt-get -q $APT_OPTIONS install -y --no-install-recommends ./fearless.deb g++ cmake make pkgconf

  echo "== with CMake"
  cmake -S . -B build -D EXPECTED_PREFIX=/usr
  cmake --build build
  ctest --test-dir build --output-on-failure --no-tests=error

  echo "== with pkg-config alone"
  g++ main.cpp other.cpp $(pkg-config --cflags --libs fearless) -o program
  ./program

  echo "== in the default language of g++"
  if g++ main.cpp 2>errors; then echo "main.cpp was accepted as C++17" >&2; exit 1; fi
  cat errors
  grep -q "fearless needs C++20 or newer" errors
  [ "$(wc -l <errors)" -le 3 ]

  echo "== what an error names"
  ls /usr/share/doc/fearless/docs/errors.md
  if g++ -std=c++20 -DCASE_job_with_an_rc -fsyntax-only cases.cpp 2>errors; then exit 1; fi
  fearless-explain-errors errors | grep "cannot be sent to another thread: its .shared. is .fearless::Rc<int>."
'
echo "the package is enough"
