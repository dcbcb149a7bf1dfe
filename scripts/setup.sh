#!/usr/bin/env bash
# Make this checkout ready to use: system packages, .venv, the locked Python packages, the project.
#
#   scripts/setup.sh report    for building reports
#   scripts/setup.sh test      for the tests too
#   scripts/setup.sh python    only print which Python a new .venv would get
#
# Every step looks at what is there and does what is missing. So it may be interrupted and started
# again at any time, and with nothing to do it takes a few hundredths of a second.
set -euo pipefail
cd "$(dirname "$0")/.."

purpose=${1:-report}
venv=.venv
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1

# Debian's names. Of `a|b` either will do, and a is what gets installed.
for_reports=(libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0)
for_tests=(poppler-utils ghostscript 'libreoffice-writer-nogui|libreoffice-writer' qpdf fontconfig chromium)
only_for_speed=libharfbuzz-subset0

say() { printf '%s\n' "$@" >&2; }
fail() { say '' "$@"; exit 1; }

quietly() { # run a command; show the end of what it printed only if it fails
  local log status=0
  log=$(mktemp)
  "$@" > "$log" 2>&1 < /dev/null || status=$?
  [[ $status -eq 0 ]] || tail -n 30 "$log" >&2
  rm -f "$log"
  return $status
}

# ------------------------------------------------------------------------------------- Python

is_new_enough() { "$1" -I -S -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2> /dev/null; }
can_make_venvs() { "$1" -I -S -c 'import ensurepip, venv' 2> /dev/null; }

find_python() { # prefer one that can make a venv as it is
  local candidate found=''
  for candidate in ${PYTHON:+"$PYTHON"} python3.11 python3.12 python3.13 python3; do
    is_new_enough "$candidate" || continue
    found=${found:-$candidate}
    can_make_venvs "$candidate" && found=$candidate && break
  done
  [[ $found ]] && "$found" -I -S -c 'import sys; print(sys.executable)'
}

no_python() {
  fail 'Python 3.11 or later is needed. None was found under the names python3.11, python3.12,' \
    'python3.13 and python3. Install one, or say where it is:' \
    '' '    make PYTHON=/path/to/python3.12 report'
}

venv_is_usable() { # its Python runs and is new enough, it was made for this folder, and has pip
  is_new_enough "$venv/bin/python" && [[ ! -e $venv/.begun ]] || return 1
  grep -qF -e "$PWD/$venv" -e "$(pwd -P)/$venv" "$venv/bin/activate" 2> /dev/null || return 1
  is_done packages requirements.lock ||
    "$venv/bin/python" -m pip --version > /dev/null 2>&1 ||
    "$venv/bin/python" -m ensurepip > /dev/null 2>&1
}

# A step leaves the digest of the file that it followed.
is_done() { [[ -f $venv/.done-$1 && $(< "$venv/.done-$1") == "$(sha256sum "$2")" ]]; }
mark_done() { sha256sum "$2" > "$venv/.done-$1"; }

# ---------------------------------------------------------------------------- system packages

missing_packages() { # print those of the arguments that are not installed
  local names installed wanted name
  IFS=' |' read -ra names <<< "$*"
  # shellcheck disable=SC2016  # the dollar is dpkg's
  installed=$(dpkg-query --show --showformat '${Package} ${db:Status-Status}\n' \
    "${names[@]}" 2> /dev/null || true)
  for wanted in "$@"; do
    for name in ${wanted//|/ }; do
      grep -qxF "$name installed" <<< "$installed" && continue 2
    done
    printf '%s\n' "${wanted%%|*}"
  done
}

install_packages() {
  local as_root=(env)
  if [[ $EUID -ne 0 ]]; then
    if ! sudo -n true 2> /dev/null; then
      if [[ $* == "$only_for_speed" ]]; then
        say "Note: PDF files are written faster where the system package $* is installed."
        return
      fi
      fail 'System packages are missing, and only root may install them. Ask the administrator of' \
        'this machine to run the following line, then start again:' \
        '' "    apt-get update && apt-get install --no-install-recommends $*"
    fi
    as_root=(sudo -n env)
  fi
  as_root+=(DEBIAN_FRONTEND=noninteractive)
  say "Installing system packages: $*"
  quietly "${as_root[@]}" apt-get update -qq || say 'The package lists were not updated; going on.'
  quietly "${as_root[@]}" apt-get install -qq --yes --no-install-recommends --no-remove \
    -o DPkg::Lock::Timeout=300 "$@" || fail "These system packages could not be installed: $*"
}

# ------------------------------------------------------------------------------------ the steps

case $purpose in
  report) packages=("${for_reports[@]}") ;;
  test) packages=("${for_reports[@]}" "${for_tests[@]}") ;;
  python) find_python || no_python; exit ;;
  *) fail "usage: scripts/setup.sh report|test|python" ;;
esac

python=''
if ! venv_is_usable; then
  python=$(find_python) || no_python
  if ! can_make_venvs "$python"; then
    version=$("$python" -I -S -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    packages+=("python$version-venv")
  fi
fi

if command -v dpkg-query > /dev/null; then
  mapfile -t missing < <(missing_packages "${packages[@]}")
  [[ ${#missing[@]} -eq 0 ]] || install_packages "${missing[@]}"
fi

if [[ $python ]]; then
  [[ ! -e $venv ]] || say "$venv is incomplete or was made for another place: making it anew."
  say "Making $venv with $python"
  quietly "$python" -m venv --clear "$venv" || fail "$venv could not be made."
fi

if ! is_done packages requirements.lock; then
  say "Installing the Python packages of requirements.lock into $venv (some minutes the first time)"
  rm -f "$venv"/.done-*
  touch "$venv/.begun" # should this be interrupted, packages may be left in pieces
  quietly "$venv/bin/python" -m pip install --require-hashes --no-deps --only-binary :all: \
    --requirement requirements.lock || fail 'The Python packages could not be installed.'
  mark_done packages requirements.lock
  rm "$venv/.begun"
fi

if ! is_done project pyproject.toml; then
  quietly "$venv/bin/python" -m pip install --no-deps --no-build-isolation --editable . ||
    fail 'The project itself could not be installed.'
  lacking=$("$venv/bin/python" -m pip check | grep '^reportgen-survey ' || true)
  [[ -z $lacking ]] ||
    fail "$lacking" 'requirements.lock does not fit pyproject.toml: run make lock.'
  mark_done project pyproject.toml
fi

if ! command -v dpkg-query > /dev/null &&
  ! "$venv/bin/python" -c 'import weasyprint' 2> /dev/null; then
  fail 'WeasyPrint does not find Pango. Install the Pango and HarfBuzz libraries of this system' \
    "(Debian's names: ${for_reports[*]})."
fi
