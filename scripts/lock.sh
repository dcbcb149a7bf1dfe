#!/usr/bin/env bash
# Resolve the dependencies of pyproject.toml, dev group included, into requirements.lock.
#
# One file for every platform and for Python 3.11 and later: markers say what applies where, and
# hashes cover each published file. Versions already locked stay unless pyproject.toml forbids
# them; `scripts/lock.sh --upgrade` takes the newest.
set -euo pipefail
cd "$(dirname "$0")/.."

resolver=$(mktemp -d)
trap 'rm -rf "$resolver"' EXIT
scripts/setup.sh python > "$resolver/python"
"$(cat "$resolver/python")" -m venv "$resolver/venv"
"$resolver/venv/bin/python" -m pip install --quiet --disable-pip-version-check 'uv>=0.9'

"$resolver/venv/bin/uv" pip compile pyproject.toml --group dev \
  --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
  --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' \
  --quiet --output-file requirements.lock "$@"
