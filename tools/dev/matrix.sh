# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# ./dev matrix: every compiler, C++ version and standard library; the newest ones in a root of Debian unstable; and the
# package, in a bare root of Debian 12.

readonly ROWS=(gcc clang-16 clang-19 clang-19-libc++
  g++-13 g++-14 g++-15 clang-21
  g++-16-c++20 g++-16-c++23 g++-16-c++26 clang-22-c++20 clang-22-c++26 deb)

# Rows with compilers that Debian 12 lacks run in a root of Debian unstable. Those between the oldest and the newest ones,
# and those of a newest one with an older language, answer for the facts and the refusals alone: what the library does at
# run time does not depend on them.
in_sid() { in_between "$1" || [[ $1 == g++-16-* || $1 == clang-22-* ]]; }
in_between() { [[ $1 =~ ^(g\+\+-1[345]|clang-21|g\+\+-16-c\+\+2[03]|clang-22-c\+\+20)$ ]]; }

# Runs one row on this machine (or, started by chroot, in the unstable root).
row() {
  local name=$1 flags=-D_GLIBCXX_ASSERTIONS
  # The long searches run in the rows of g++ 12 and Clang 19, and compile_fail's cases one by one in that of g++ 12.
  local batch=(-D FEARLESS_COMPILE_FAIL_BATCH=ON)
  local brief=("${batch[@]}" -D FEARLESS_TEST_BRIEF=ON)
  # In the unstable root a second rustc would be the largest package by far: there the oracle is skipped.
  in_sid "$name" || need_oracle
  case $name in
    gcc)
      need_spin
      need "${TEST_TOOLS[@]}" && stage gcc gcc -D FEARLESS_COMPILE_FAIL_BOTH_MODES=ON
      ;;
    clang-16) need "${TEST_TOOLS[@]}" "$name" && stage "$name" "$name" "${brief[@]}" -D FEARLESS_TEST_HEADERS_ALONE=ON ;;
    clang-19) need "${TEST_TOOLS[@]}" "$name" && stage "$name" "$name" "${batch[@]}" -D FEARLESS_TEST_HEADERS_ALONE=ON ;;
    clang-19-libc++)
      # Debian's GoogleTest is built against libstdc++, so compile it once more. So are Boost.Fiber and oneTBB, which are
      # left out: no exception comes back from them.
      need "${BUILD_TOOLS[@]}" clang-19 libc++-19-dev libc++abi-19-dev googletest &&
        stage "$name" clang-19 "${brief[@]}" -D CMAKE_CXX_FLAGS=-stdlib=libc++ \
          -D FEARLESS_GTEST_SOURCE=/usr/src/googletest -D CMAKE_DISABLE_FIND_PACKAGE_boost_fiber=ON \
          -D CMAKE_DISABLE_FIND_PACKAGE_TBB=ON
      ;;
    g++-1[3456]* | clang-21 | clang-22-c++*)
      local package=${name%-c++*} standard=20
      local compiler=${package/clang-/clang++-}
      [[ $name == "$package" ]] || standard=${name##*c++}
      if in_between "$name"; then
        # (The root's other libraries may need a newer libstdc++ than the one that comes with the compiler.)
        brief+=(-D CMAKE_EXE_LINKER_FLAGS=-Wl,--allow-shlib-undefined)
        brief+=(-D FEARLESS_BUILD_EXAMPLES=OFF -D FEARLESS_TEST_FACTS_ONLY=ON -D FEARLESS_TEST_HEADERS_ALONE=OFF)
      fi
      [[ $name != g++-16-c++26 ]] || flags+=" -freflection"
      # All of Python: Clang brings along a part of it, which the tests written in it would find, and fail.
      local packages=(g++-16 "$package")
      [[ $package != clang-22 ]] || packages+=(libc++-22-dev libc++abi-22-dev) # for the catalogue
      need "${BUILD_TOOLS[@]}" libgtest-dev libboost-dev python3 "${packages[@]}" &&
        stage "$name" gcc -D CMAKE_CXX_COMPILER="$compiler" -D CMAKE_CXX_STANDARD="$standard" \
          -D CMAKE_CXX_FLAGS="$flags" "${brief[@]}" -D FEARLESS_COMPILE_FAIL_BOTH_MODES=OFF
      ;;
    deb) need "${BUILD_TOOLS[@]}" g++=g++ debootstrap=debootstrap && deb_in_root ;;
    *) die "matrix: no row '$name'; the rows are: ${ROWS[*]}" ;;
  esac
}

# Makes the package and takes it to a bare Debian 12.
deb_in_root() {
  local began=$SECONDS root=.cache/bookworm log=$LOGS/deb.test result=ok
  if ! as_root true || [[ -z $(mirror) ]]; then
    RESULTS+=("deb|SKIPPED|needs root and a Debian mirror|0 s")
    return 0
  fi
  mkdir -p $LOGS .cache
  as_root rm -rf $root build/packages
  printf '== deb: '
  {
    cmake --preset demo && cpack --config build/demo/CPackConfig.cmake -G DEB -B build/packages &&
      as_root tests/packaging/deb_in_root.sh $root build/packages/*.deb "$(mirror)"
  } >$log 2>&1 </dev/null || result=FAILED
  [[ $result == ok ]] || tail -n 40 $log
  echo "$result, $((SECONDS - began)) s"
  record deb $result $((SECONDS - began)) $log
  [[ $result == ok ]]
}

# The address of the Debian mirror that apt is set up with.
mirror() {
  local codename
  # shellcheck disable=SC1091
  codename=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
  # shellcheck disable=SC2016 # apt's variables, not the shell's
  apt-get indextargets --format '$(RELEASE) $(COMPONENT) $(REPO_URI)' 'Identifier: Packages' |
    awk -v release="$codename" '$1 == release && $2 == "main" { print $3; exit }'
}

# Makes the unstable root if there is none. SID is its path; or SKIP says why there is none.
SID='' SKIP=''
prepare_sid() {
  local from log=$LOGS/debootstrap began=$SECONDS
  [[ -z $SID && -z $SKIP ]] || return 0
  local wanted=${FEARLESS_SID_CHROOT:-$ROOT/.cache/sid}
  mkdir -p $LOGS
  if ! have apt-get; then
    SKIP="this is no Debian"
  elif ! as_root true; then
    SKIP="not root, and there is no sudo"
  elif ! as_root test -x "$wanted/usr/bin/apt-get"; then
    from=$(mirror)
    if [[ -z $from ]]; then
      SKIP="apt is set up with no Debian mirror"
    elif ! need debootstrap=debootstrap; then
      SKIP="debootstrap cannot be installed"
    else
      echo "making a root of Debian unstable in $wanted, from $from"
      as_root rm -rf "$wanted.partial"
      as_root mkdir -p "$wanted.partial"
      if as_root debootstrap --variant=minbase sid "$wanted.partial" "$from" >$log 2>&1 </dev/null; then
        as_root mv "$wanted.partial" "$wanted"
        echo "made in $((SECONDS - began)) s"
      else
        tail -n 5 $log
        as_root rm -rf "$wanted.partial"
        SKIP="debootstrap failed"
      fi
    fi
  fi
  [[ -n $SKIP ]] || SID=$wanted
}

# Copies the sources into the unstable root (mounting may be forbidden) and runs a row there.
row_in_sid() {
  local name=$1 began=$SECONDS copy result=ok namespace=()
  prepare_sid
  if [[ -n $SKIP ]]; then
    echo "== $name: SKIPPED: $SKIP"
    RESULTS+=("$name|SKIPPED|$SKIP|0 s")
    return 0
  fi
  copy=/srv/fearless-$(printf '%s' "$ROOT" | cksum | cut -d ' ' -f 1) # checkouts may share a root
  as_root mkdir -p "$SID$copy"
  as_root find "$SID$copy" -mindepth 1 -maxdepth 1 ! -name build -exec rm -rf {} +
  tar -c --exclude=./build --exclude=./.cache --exclude=./.git . | as_root tar -x --no-same-owner -C "$SID$copy"
  # A mount namespace of its own, so that /proc is there and goes with the process.
  if as_root unshare -m true 2>/dev/null; then namespace=(unshare -m); fi
  # shellcheck disable=SC2016 # the inner shell's variables
  as_root env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root FEARLESS_JOBS="$JOBS" \
    FEARLESS_APT_OPTIONS='-o Acquire::Check-Valid-Until=false' "${namespace[@]}" /bin/sh -c '
      if [ -n "$3" ]; then mount -t proc proc "$1/proc" 2>/dev/null; fi
      exec chroot "$1" "$2/dev" row "$0"' "$name" "$SID" "$copy" "${namespace[*]}" || result=FAILED
  record "$name" $result $((SECONDS - began)) "$SID$copy/$LOGS/$name.test"
  [[ $result == ok ]]
}

dev_matrix() {
  local rows=("$@") name status=0
  ((${#rows[@]})) || rows=("${ROWS[@]}")
  for name in "${rows[@]}"; do
    [[ " ${ROWS[*]} " == *" $name "* ]] || die "matrix: no row '$name'; the rows are: ${ROWS[*]}"
  done
  for name in "${rows[@]}"; do
    if in_sid "$name"; then
      row_in_sid "$name" || status=1
    else
      local before=${#RESULTS[@]}
      row "$name" || status=1
      ((${#RESULTS[@]} > before)) || RESULTS+=("$name|FAILED|packages are missing|0 s")
    fi
  done
  table
  local verdict=ok
  [[ ${RESULTS[*]} != *"|SKIPPED|"* ]] || verdict="ok, but rows were SKIPPED"
  ((status == 0)) || verdict=FAILED
  echo "matrix: $verdict, $SECONDS s"
  return $status
}
