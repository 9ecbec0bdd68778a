#!/bin/sh
# Take in the PDFs that wait in reports/incoming/, and commit what comes of it.
#
#   scripts/incoming.sh         a PDF that cannot be taken in stays there, which is no failure yet
#   scripts/incoming.sh left    fails where one was left
set -eu
cd "$(dirname "$0")/.."
. scripts/identity.sh

if [ "${1:-}" = left ]; then
    left=$(git ls-files -- reports/incoming |
        grep -vE '(^|/)(\.gitkeep|\.DS_Store|README\.md|Thumbs\.db|desktop\.ini)$' || :)
    [ -z "$left" ] && exit 0
    echo "Still waiting; the summary of this run says why:"
    echo "$left"
    exit 1
fi

words=$(mktemp)
trap 'rm -f "$words"' EXIT
code=0
.venv/bin/reviewlib import --inbox >"$words" || code=$?
cat "$words"
[ "$code" -le 1 ] || exit "$code"

{
    echo "# What became of the files in reports/incoming/"
    echo
    # Set in, a line is shown as it is: nothing in it is mark-up.
    sed 's/^/    /' "$words"
    echo
} >>"${GITHUB_STEP_SUMMARY:-/dev/null}"

git add --all -- content reports
if git diff --cached --quiet; then
    echo "There is nothing to commit."
    exit 0
fi
{
    echo "Take in reports, and complete their records"
    echo
    cat "$words"
} | git commit --quiet --cleanup=whitespace --file=-
