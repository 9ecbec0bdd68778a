#!/bin/sh
# Bring in what publishers' pages list and the library does not hold, and propose it.
#
#   scripts/collect.sh         commits what is new, on top of a proposal that is open
#   scripts/collect.sh push    brings that to the branch "collected", and opens its proposal
#
# `gh` is GitHub's own command, which its machines have; like git here, it reads GITHUB_TOKEN.
# COLLECT_OPTIONS holds more options, for trying it somewhere else.
set -eu
cd "$(dirname "$0")/.."
. scripts/identity.sh

branch=collected
words=collected.md
if [ "${1:-}" = push ]; then
    [ -s "$words" ] || exit 0
    scripts/push.sh "$branch"
    number=$(gh pr list --state open --head "$branch" --json number --jq '.[0].number // empty')
    if [ -n "$number" ]; then
        gh pr edit "$number" --body-file "$words"
    elif ! gh pr create --base main --head "$branch" --title "Reports collected" --body-file "$words"; then
        where="${GITHUB_SERVER_URL:-https://github.com}/${GITHUB_REPOSITORY:-}/compare/main...$branch?expand=1"
        echo "::notice title=Reports collected::Workflows may not open proposals here. To open it: $where"
    fi
    exit 0
fi

# What an earlier run proposed, and nobody has merged yet, is gone on with.
if git fetch --quiet origin "refs/heads/$branch" 2>/dev/null; then
    git merge --quiet --no-edit FETCH_HEAD || {
        echo "The branch $branch conflicts with main. Merge main into it, or delete it." >&2
        exit 1
    }
fi
said=$(mktemp)
trap 'rm -f "$said"' EXIT
code=0
# shellcheck disable=SC2086
.venv/bin/reviewlib collect --fetch ${COLLECT_OPTIONS:-} >"$said" 2>&1 || code=$?
cat "$said"
{
    cat .github/collected.md
    echo
    # Set in, a line is shown as it is: nothing in it is mark-up. GitHub takes 65,536 letters.
    head -n 400 "$said" | cut -c 1-150 | sed 's/^/    /'
} >"$words.new"
cat "$words.new" >>"${GITHUB_STEP_SUMMARY:-/dev/null}"
git add --all -- content reports
if git diff --cached --quiet; then
    echo "There is nothing new to propose."
    rm "$words.new"
else
    mv "$words.new" "$words"
    git commit --quiet --message="Collect reports, and complete their records"
    scripts/words.sh HEAD^1 || :
fi
[ "$code" -le 1 ]
