#!/bin/sh
# Make the pictures that stand for the library elsewhere: the one shown where a page is shared,
# with the title and the summary of content/programme.yml, and the icon as a PNG. To be run after
# one of those was changed (tests/theme/test_sharing.py tells).
#
#   scripts/pictures.sh            into theme/assets/
#   scripts/pictures.sh FOLDER     elsewhere
set -eu
cd "$(dirname "$0")/.."

python=.venv/bin/python
[ -n "${PYTHON:-}" ] && python=$PYTHON || scripts/setup.sh

"$python" - "${1:-theme/assets}" <<'PY'
import json
import pathlib
import sys

import typst

from reviewlib.library import load
from reviewlib.sheets.content import library_picture

root, out = pathlib.Path("."), pathlib.Path(sys.argv[1])
words = {"data": json.dumps(library_picture(load(root).checked()).values)}
for name, template, data in (("share.png", "picture", words), ("icon.png", "icon", {})):
    picture = typst.compile(
        f"theme/share/{template}.typ",
        root="theme",
        font_paths=["theme/fonts"],
        ignore_system_fonts=True,
        format="png",
        ppi=72,
        sys_inputs=data,
    )
    (out / name).write_bytes(picture)
    print(f"{out / name}: {len(picture)} bytes")
PY
