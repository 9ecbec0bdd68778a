#!/bin/sh
# Make .venv, the project's own Python with every package pinned by hash, or leave it alone
# where it is up to date.
#
#   scripts/setup.sh          what the site needs
#   scripts/setup.sh test     what the tests need as well
set -eu
cd "$(dirname "$0")/.."

# What is made here and trusted later is never taken from a checkout: it could hold anything.
tracked=$(git ls-files -- .cache .venv site 2>/dev/null | head -n 1)
if [ -n "$tracked" ]; then
    echo "$tracked is tracked by git, and is never read from there: it could hold anything." >&2
    echo "Take it out: git rm -r --cached ${tracked%%/*}" >&2
    exit 1
fi

venv=.venv
files="requirements.txt"
[ "${1:-}" = test ] && files="$files requirements-test.txt"

# Each list of packages has a stamp. The folder is part of it, because a virtual environment
# that was moved or copied no longer works.
signature() { { pwd; cat "$1" pyproject.toml scripts/setup.sh; } | cksum; }
fresh() {
    [ -x "$venv/bin/python" ] && [ "$(cat "$venv/$1.stamp" 2>/dev/null)" = "$(signature "$1")" ]
}

find_python() {
    # Either the one that was named, which may have spaces in its path, or the first that will do.
    if [ -n "${PYTHON:-}" ]; then set -- "$PYTHON"
    else set -- python3 python3.14 python3.13 python3.12 python3.11 python
    fi
    for name; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11, 5))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    found=$("$1" --version 2>/dev/null || echo "no Python at all")
    echo "Python 3.11.5 or later is needed; found here: $found." >&2
    echo "Install one from https://www.python.org/downloads/ or your system's packages," >&2
    echo "or name the one to use: PYTHON=/path/to/python3.12 make site" >&2
    return 1
}

make_venv() {
    python=$(find_python)
    echo "Setting up .venv with $("$python" --version) ..."
    rm -rf "$venv"
    if ! "$python" -m venv "$venv"; then
        rm -rf "$venv"
        echo "This Python cannot make a virtual environment." >&2
        echo "On Debian and Ubuntu: apt install python3-venv" >&2
        return 1
    fi
}

install() {
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check "$@"
}

fresh requirements.txt || make_venv
for file in $files; do
    fresh "$file" && continue
    echo "Installing what $file names ..."
    install --require-hashes --requirement "$file"
    if [ "$file" = requirements.txt ]; then
        # The package itself, from this folder, with the build backend just installed.
        install --no-deps --no-build-isolation --editable .
    fi
    signature "$file" >"$venv/$file.stamp"
done
