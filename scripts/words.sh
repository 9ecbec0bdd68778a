#!/bin/sh
# Say in words what has changed since a revision, and build the site as it would be.
#
#   scripts/words.sh HEAD^1 [FOLDER]
#
# The words go to the summary of a workflow's run where there is one, else to the terminal.
set -eu
cd "$(dirname "$0")/.."

url=$(scripts/site-url.sh)
set -- --base "$1" ${2:+--site "$2"}
[ -z "$url" ] || set -- "$@" --site-url "$url"
[ -z "${GITHUB_STEP_SUMMARY:-}" ] || set -- "$@" --summary "$GITHUB_STEP_SUMMARY"
.venv/bin/reviewlib changes "$@"
