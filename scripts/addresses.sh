#!/bin/sh
# Add to addresses.txt what is published now, so that no later change can lose it unnoticed.
#
#   scripts/addresses.sh        adds to the list, and commits it here
#   scripts/addresses.sh push   brings that to main; where main is protected, to the branch
#                               "addresses", and says where to open the proposal
set -eu
cd "$(dirname "$0")/.."
. scripts/identity.sh

list=addresses.txt
if [ "${1:-}" = push ]; then
    git log -1 --format=%s | grep -q '^Add to the list of addresses$' || exit 0
    if scripts/push.sh main; then exit 0; fi
    scripts/push.sh --replace addresses
    where="${GITHUB_SERVER_URL:-https://github.com}/${GITHUB_REPOSITORY:-}/compare/main...addresses?expand=1"
    echo "::notice title=New addresses::main is protected. To add them to the list, open $where"
    {
        echo "# New addresses"
        echo
        echo "\`main\` is protected, so the longer list is on the branch \`addresses\`."
        echo "To propose it: $where"
    } >>"${GITHUB_STEP_SUMMARY:-/dev/null}"
    exit 0
fi

# What an earlier run added, and nobody has brought to main yet, is not forgotten.
if git fetch --quiet --depth=1 origin refs/heads/addresses 2>/dev/null; then
    git show "FETCH_HEAD:$list" >>"$list"
    LC_ALL=C sort -u -o "$list" "$list"
fi
.venv/bin/reviewlib urls --update
git add -- "$list"
if git diff --cached --quiet; then
    echo "The list is whole."
    exit 0
fi
git commit --quiet --message="Add to the list of addresses"
