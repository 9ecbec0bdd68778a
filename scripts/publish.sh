#!/bin/sh
# Build the site for the address at which GitHub Pages publishes it.
set -eu
cd "$(dirname "$0")/.."

# Readers must be able to write to somebody: the accessibility regulations ask for it.
if ! grep -Eq '^contact:[[:space:]]*[^[:space:]#]' content/programme.yml; then
    echo "Not published: content/programme.yml has no contact. Add the e-mail address that readers" >&2
    echo "write to, as in:  contact: library@example.org" >&2
    exit 1
fi

url=$(scripts/site-url.sh)
make site SITE_URL="$url" REPOSITORY="${GITHUB_REPOSITORY:+${GITHUB_SERVER_URL:-https://github.com}/$GITHUB_REPOSITORY}"
