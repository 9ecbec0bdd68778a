#!/bin/sh
# Compile requirements*.in to requirements*.txt: every package with its version and the hashes
# of its files for every platform and every Python from the oldest we support.
#
#   scripts/lock.sh                newest versions that fit what is pinned already
#   scripts/lock.sh --upgrade      newest versions of everything
set -eu
cd "$(dirname "$0")/.."

compile() {
    new="$1.txt.new"
    {
        echo "# Compiled from $1.in by \`make lock\`. Do not edit."
        echo
    } >"$new"
    # What is pinned stays pinned unless asked: the old file goes in as preferences.
    cp "$1.txt" "$1.txt.out" 2>/dev/null || :
    .venv/bin/python -m uv pip compile --quiet --no-config --universal --python-version 3.11.5 \
        --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links \
        --output-file "$1.txt.out" ${2:+"$2"} "$1.in" >/dev/null
    cat "$1.txt.out" >>"$new"
    rm -f "$1.txt.out"
    # Anyone must be able to install from it, from wherever they get their packages.
    if grep -n -i -E '://|--index|--find-links|^-e|^/' "$new"; then
        echo "$new names a place to fetch from; $1.txt is left as it was." >&2
        return 1
    fi
    mv "$new" "$1.txt"
}

compile requirements "${1:-}"
compile requirements-test "${1:-}"
