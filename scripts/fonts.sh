#!/bin/sh
# Make the fonts of the pages from those of the record sheets: the same letters, fewer of them,
# packed for the web. To be run after a font in theme/fonts/ was replaced, or where a page needs a
# sign that LETTERS leaves out (tests/theme/test_fonts.py tells).
set -eu
cd "$(dirname "$0")/.."

scripts/setup.sh test

# Latin with every accent of Europe's languages that use it, Gaelic's and Welsh's among them, and
# the marks that our pages set: dashes, quotation marks, dots, primes, a few signs.
LETTERS="U+20-7E,U+A0-17F,U+218-21B,U+1E80-1E85,U+1EF2,U+1EF3,U+2010-2015,U+2018-201E"
LETTERS="$LETTERS,U+2020-2022,U+2026,U+2030,U+2032,U+2033,U+2039,U+203A,U+2044,U+20AC,U+2116,U+2122"
# Kerning, accents that are put together, figures of one width for tables.
FEATURES="kern,mark,mkmk,ccmp,locl,liga,lnum,tnum"

for name in noto-sans-regular noto-sans-bold noto-serif-regular noto-serif-bold; do
    .venv/bin/python -m fontTools.subset "theme/fonts/$name.ttf" \
        --unicodes="$LETTERS" --layout-features="$FEATURES" --no-hinting \
        --flavor=woff2 --output-file="theme/assets/fonts/$name.woff2"
    echo "theme/assets/fonts/$name.woff2: $(wc -c < "theme/assets/fonts/$name.woff2") bytes"
done
