#!/usr/bin/env bash
# Show that the wheel is complete: build it from the source distribution, install it with nothing
# but its own dependencies into a fresh venv elsewhere, and build from it the reference report and
# a new project.
set -euo pipefail
cd "$(dirname "$0")/.."

project=$PWD
project_python=$project/.venv/bin/python
expected=(report.zh.pdf report.en.pdf report.zh.docx report.en.docx)
export PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONNOUSERSITE=1
unset PYTHONPATH

work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
fail() { printf 'wheel-check: %s\n' "$@" >&2; exit 1; }

if ! "$project_python" -m build --no-isolation --outdir "$work/dist" . > "$work/log" 2>&1; then
  cat "$work/log" >&2
  fail 'the wheel could not be built'
fi

# The versions are those of requirements.lock, but what gets installed is what the wheel asks for.
sed -n '/^[A-Za-z0-9]/ s/ *\\$//p' requirements.lock > "$work/constraints.txt"
"$project_python" -m venv --without-pip "$work/venv"
"$project_python" -m pip --python "$work/venv/bin/python" install -qq --no-compile \
  --only-binary :all: --constraint "$work/constraints.txt" "$work"/dist/*.whl

cd "$work"
package=$("$work/venv/bin/python" -c 'import reportgen; print(*reportgen.__path__)')
[[ $package == "$work"/venv/* ]] || fail "reportgen was imported from $package, not from the wheel"
for folder in templates data/minimal data/ai-imaging-2022; do
  [[ -d $package/$folder ]] || fail "the wheel lacks reportgen/$folder"
done
for theme in journal report; do
  [[ -s $package/templates/$theme/starter.zh.docx ]] || fail "the wheel lacks the Word template of $theme"
done

# What is installed may belong to another user: a build must not write beside the data.
find "$package/templates" "$package/data" | sort > before
"$work/venv/bin/reportgen" build "$package/data/ai-imaging-2022" --output output > log 2>&1 ||
  { cat log >&2; fail 'the reference report could not be built from the wheel'; }
find "$package/templates" "$package/data" | sort > after
diff before after >&2 || fail 'building a report changed the installed package'

for file in "${expected[@]}"; do
  [[ -s output/$file ]] || { ls -l output >&2; fail "the build left no output/$file"; }
done

# A new project needs nothing but the program.
"$work/venv/bin/reportgen" init project > log 2>&1 &&
  "$work/venv/bin/reportgen" build project --output project/output > log 2>&1 ||
  { cat log >&2; fail 'a new project could not be built from the wheel'; }
for file in "${expected[@]}"; do
  [[ -s project/output/$file ]] || { ls -l project/output >&2; fail "the project has no $file"; }
done
printf 'wheel-check: %s builds the reference report and a new project\n' "$(basename "$work"/dist/*.whl)"
