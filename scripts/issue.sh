#!/bin/sh
# Keep one issue that says which links lead nowhere: opened, kept up to date, closed when all lead
# somewhere again.
#
#   scripts/issue.sh FILE.md      an empty or missing file means that all is well
#
# `gh` is GitHub's own command, which its machines have; it reads its token from GH_TOKEN.
set -eu

title="Links that lead nowhere"
number=$(gh issue list --state open --limit 200 --json number,title,author \
    --jq "map(select(.title == \"$title\" and .author.is_bot)) | .[0].number // empty")

if [ ! -s "$1" ]; then
    [ -z "$number" ] || gh issue close "$number" --comment "All of them lead somewhere again."
elif [ -n "$number" ]; then
    gh issue edit "$number" --body-file "$1"
else
    gh issue create --title "$title" --body-file "$1"
fi
