#!/bin/bash
# SPDX-License-Identifier: MIT
# Proves that a stranger's first two commands work on a bare Debian 12: in the root DIR (made with debootstrap if it
# does not exist; it is changed either way) a clean clone of this checkout's HEAD runs ./dev demo and ./dev test.
# Needs root, git and debootstrap.
#
#   tests/fresh_machine.sh DIR [MIRROR]
set -euo pipefail
if (($# < 1)) || ((EUID != 0)); then
  echo "usage, as root: $0 DIR [MIRROR]" >&2
  exit 2
fi
checkout=$(cd "$(dirname "$0")/.." && pwd)
root=$(realpath -m "$1")

if [[ ! -x $root/usr/bin/apt-get ]]; then
  debootstrap --variant=minbase bookworm "$root" "${2:-http://deb.debian.org/debian}"
fi

clone=$(mktemp -d)
trap 'rm -rf "$clone"' EXIT
git clone --quiet "$checkout" "$clone/fearless"
rm -rf "$root/root/fearless"
tar -c -C "$clone" fearless | tar -x --no-same-owner -C "$root/root"

# An empty environment: no locale, no variables of this machine; and no /proc, unless dev mounts it.
env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root chroot "$root" \
  /bin/bash -c 'cd /root/fearless && ./dev demo && ./dev test'
