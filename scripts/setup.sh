# shellcheck shell=bash
# What scripts/run, scripts/test and scripts/dev share: packages, configuring, building.
# To be sourced. Everything it says goes to stderr, so that results on stdout can be piped.

root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
packages_file="$root/third_party/packages.txt"

say() { printf '%s\n' "$*" >&2; }
fail() {
  say "$@"
  exit 4
}

# packages_of GROUP…: the package names of these groups, one a line.
packages_of() {
  awk -v groups=" $* " '
    /^\[/ { group = substr($1, 2, length($1) - 2); next }
    /^[a-z0-9]/ && index(groups, " " group " ") { print $1 }' "$packages_file"
}

# why PACKAGE: the reason that packages.txt gives.
why() { sed -n "s/^$1[[:space:]]*#[[:space:]]*//p" "$packages_file"; }

# missing_packages NAME…: those that dpkg does not know as installed.
missing_packages() {
  local installed name
  installed=$(dpkg-query -W -f='${db:Status-Status} ${Package}\n' "$@" 2>/dev/null |
    sed -n 's/^installed //p' || true)
  for name in "$@"; do
    grep -qxF -- "$name" <<<"$installed" || printf '%s\n' "$name"
  done
}

# install_packages GROUP…: installs what is missing, after saying what and why.
install_packages() {
  local wanted missing name as_root=()
  mapfile -t wanted < <(packages_of "$@")
  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    local program absent=()
    for program in cmake ninja g++ pkg-config; do
      command -v "$program" >/dev/null || absent+=("$program")
    done
    if ((${#absent[@]} == 0)); then
      say "kinemote: no apt-get here; taking for granted that the libraries of" \
        "third_party/packages.txt are installed."
      return
    fi
    fail "kinemote: this needs ${absent[*]}, and only Debian's apt-get is known here: install" \
      "with your own package manager what these Debian packages hold: ${wanted[*]}"
  fi
  mapfile -t missing < <(missing_packages "${wanted[@]}")
  ((${#missing[@]} > 0)) || return 0

  local system
  # shellcheck source=/dev/null
  system=$(. /etc/os-release 2>/dev/null && printf '%s' "${ID:-} ${VERSION_ID:-}") || system=""
  [[ $system == "debian 12" ]] ||
    say "kinemote: made for Debian 12, this is \"$system\"; package names and versions may differ."

  if [[ $EUID -ne 0 ]]; then
    command -v sudo >/dev/null ||
      fail "kinemote: packages are missing and neither root rights nor sudo are at hand: run as" \
        "root: apt-get install --no-install-recommends ${missing[*]}"
    as_root=(sudo)
  fi

  say "kinemote: ${#missing[@]} Debian packages are missing and will be installed:"
  for name in "${missing[@]}"; do
    printf '  %-22s %s\n' "$name" "$(why "$name")" >&2
  done
  local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q)
  local install=(install -y --no-install-recommends)
  local is_fresh=no
  if ! apt-cache show "${missing[@]}" >/dev/null 2>&1; then
    "${apt[@]}" update >&2 || fail "kinemote: the package lists could not be fetched: is the" \
      "network reachable, and are /etc/apt/sources.list* right?"
    is_fresh=yes
  fi
  apt-get "${install[@]/-y/--assume-no}" "${missing[@]}" 2>/dev/null |
    sed -n -E 's/^(Need to get|After this operation)/  \1/p' >&2 || true
  if ! "${apt[@]}" "${install[@]}" "${missing[@]}" >&2; then
    [[ $is_fresh == no ]] || fail "kinemote: apt-get could not install the packages (see above)."
    say "kinemote: trying again with fresh package lists."
    if ! { "${apt[@]}" update >&2 && "${apt[@]}" "${install[@]}" "${missing[@]}" >&2; }; then
      fail "kinemote: apt-get could not install the packages (see above)."
    fi
  fi
}

# build_jobs: one job a core, but no more than the memory carries (a LibTorch file takes 1.2 GB).
build_jobs() {
  local cores memory_jobs
  cores=$(nproc)
  memory_jobs=$(awk '/^MemAvailable:/ { print int($2 / 1400000) }' /proc/meminfo)
  ((memory_jobs >= 1)) || memory_jobs=1
  echo $((memory_jobs < cores ? memory_jobs : cores))
}

# configure PRESET [OPTION…]: forgets a build folder that was made for another place first.
configure() {
  local preset=$1 folder="$root/build/$1"
  shift
  if [[ -f $folder/CMakeCache.txt ]] &&
    ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$folder/CMakeCache.txt"; then
    say "kinemote: build/$preset was made elsewhere; starting it afresh."
    rm -rf -- "$folder"
  fi
  (cd "$root" && cmake --preset "$preset" "$@") >&2 ||
    fail "kinemote: configuring failed (see above)."
}

# build PRESET [TARGET…]
build() {
  local folder="$root/build/$1"
  shift
  ninja -C "$folder" -j "$(build_jobs)" "$@" >&2 || fail "kinemote: the build failed (see above)."
}

# Only one script at a time may work in a build folder.
lock_build() {
  mkdir -p "$root/build"
  exec 9>"$root/build/.lock"
  if ! flock -n 9; then
    say "kinemote: another build is going on here; waiting for it."
    flock 9
  fi
}
unlock_build() { exec 9>&-; }
