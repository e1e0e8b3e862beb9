#!/usr/bin/env bash
# shellcheck disable=SC2016,SC2317  # quoted scripts are for other shells; expect calls functions
# What scripts/setup.sh decides and says, with made-up dpkg-query, apt-get and sudo in its way.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

# A copy in a place that every user may read, with a blank in its name.
place=$(mktemp -d)
trap 'rm -rf -- "$place"' EXIT
tree="$place/a tree"
bin="$place/bin"
mkdir -p "$tree/scripts" "$tree/third_party" "$bin"
cp scripts/setup.sh "$tree/scripts/"
cp third_party/packages.txt "$tree/third_party/"
chmod -R a+rX "$place"
for program in bash awk sed grep dirname readlink env nproc; do
  ln -s "$(command -v "$program")" "$bin/$program"
done

# fake NAME BODY: a program of that name for the next case.
fake() {
  printf '#!/usr/bin/env bash\n%s\n' "$2" >"$bin/$1"
  chmod 755 "$bin/$1"
}
failures=0
expect() { # expect WHAT CONDITION…
  local what=$1
  shift
  if ! "$@"; then
    printf 'FAILED: %s\nstdout: %s\nstderr: %s\n' "$what" "$stdout" "$stderr" >&2
    failures=$((failures + 1))
  fi
}
# install AS…: install_packages in a fresh shell; fills code, stdout, stderr.
install() {
  code=0
  stdout=$(PATH="$bin" "$@" bash -c '. "$1/scripts/setup.sh"; install_packages runtime' _ "$tree" \
    2>"$place/stderr") || code=$?
  stderr=$(<"$place/stderr")
}
as_root=(env)
as_user=(env)
if [[ $EUID -eq 0 ]]; then
  ln -s "$(command -v setpriv)" "$bin/setpriv"
  as_user=(setpriv --reuid 65534 --clear-groups)
else
  # Not root: a made-up sudo stands for root's rights.
  fake sudo 'exec "$@"'
fi
contains() { [[ $1 == *"$2"* ]]; }
lacks() { [[ $1 != *"$2"* ]]; }

# Neither apt-get nor a compiler: says what is needed, in one sentence, and stops.
install "${as_root[@]}"
expect "no apt-get: exit 4" test "$code" -eq 4
expect "no apt-get: names the compiler" contains "$stderr" "g++"
expect "no apt-get: names the packages" contains "$stderr" "fonts-inter"

all_installed='for name; do case $name in -*) ;; *) echo "installed $name" ;; esac; done'
fake apt-get 'echo "apt-get $*"'
fake apt-cache 'exit 0'
fake dpkg-query "$all_installed"
install "${as_root[@]}"
expect "all installed: exit 0" test "$code" -eq 0
expect "all installed: says nothing" test -z "$stdout$stderr"

# One is missing: named with its reason before apt-get is called; nothing on stdout.
fake dpkg-query "$all_installed | grep -v fonts-inter"
install "${as_root[@]}"
expect "one missing: exit 0" test "$code" -eq 0
expect "one missing: stdout stays free" test -z "$stdout"
expect "one missing: reason" contains "${stderr%%apt-get -q install*}" "the studio's type"
expect "one missing: installs just that" contains "$stderr" "--no-install-recommends fonts-inter"
expect "one missing: lists are not fetched" lacks "$stderr" "update"

# Package lists are empty: fetched first.
fake apt-cache 'exit 100'
install "${as_root[@]}"
expect "no lists: exit 0" test "$code" -eq 0
expect "no lists: fetched before installing" contains "${stderr%%install -y*}" "-q update"

# apt-get fails: once more with fresh lists, then a sentence.
fake apt-cache 'exit 0'
fake apt-get 'echo "apt-get $*"; [[ $* != *install* ]]'
install "${as_root[@]}"
expect "failing: exit 4" test "$code" -eq 4
expect "failing: tried with fresh lists" contains "$stderr" "-q update"
expect "failing: says so" contains "$stderr" "could not install the packages"

# Neither root nor sudo.
rm -f "$bin/sudo"
fake apt-get 'echo "apt-get $*"'
install "${as_user[@]}"
expect "no rights: exit 4" test "$code" -eq 4
expect "no rights: the command to type" contains "$stderr" \
  "run as root: apt-get install --no-install-recommends fonts-inter"

exit "$((failures > 0))"
