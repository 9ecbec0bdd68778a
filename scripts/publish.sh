#!/bin/sh
# Build the site for the address at which GitHub Pages publishes it.
set -eu
cd "$(dirname "$0")/.."

url=$(scripts/site-url.sh)
make site SITE_URL="$url" REPOSITORY="${GITHUB_REPOSITORY:+${GITHUB_SERVER_URL:-https://github.com}/$GITHUB_REPOSITORY}"
