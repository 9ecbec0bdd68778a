#!/bin/sh
# Where GitHub Pages publishes this repository: SITE_URL if it is set, else as GitHub derives it
# from the repository's name; nothing outside GitHub.
set -eu

if [ -n "${SITE_URL:-}" ]; then
    echo "$SITE_URL"
elif [ -n "${GITHUB_REPOSITORY:-}" ]; then
    owner=$(printf %s "${GITHUB_REPOSITORY%%/*}" | tr '[:upper:]' '[:lower:]')
    name=${GITHUB_REPOSITORY#*/}
    if [ "$(printf %s "$name" | tr '[:upper:]' '[:lower:]')" = "$owner.github.io" ]; then
        echo "https://$owner.github.io/"
    else
        echo "https://$owner.github.io/$name/"
    fi
fi
