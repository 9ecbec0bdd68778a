"""lunr.js 2.3.9 as a module, from the package that brings it.

takes: nothing
gives: the bytes of search/lunr.js, with its licence
knows nothing of: the library, indexes
"""

from __future__ import annotations

import functools
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

from reviewlib.problems import BuildError

__all__ = ["lunr_js"]

_FILE = "contrib/search/templates/search/lunr.js"
_VERSION = "2.3.9"
# It is written for scripts of any kind; a module has neither of what it looks for.
_BEFORE = "const module = { exports: {} }\nconst exports = module.exports\n"
_AFTER = "export default module.exports\n"


def _without_comments(text: str) -> str:
    """The script without the comments that have lines of their own; licences (/*!) stay.

    Only whole lines go, so that nothing within a string can be taken for a comment.
    """
    kept: list[str] = []
    inside = False
    for line in map(str.strip, text.splitlines()):
        # The first comment is the licence of the whole, and does not begin with /*!.
        opens = bool(kept) and line.startswith("/*") and not line.startswith("/*!")
        if inside or opens:
            inside = "*/" not in line
        elif line and not line.startswith("//"):
            kept.append(line)
    return "\n".join(kept) + "\n"


@functools.cache
def lunr_js() -> bytes:
    """The script.

    Raises:
        BuildError: none of the packages that bring it is installed, or it is another version.
    """
    try:
        found = [file for file in files("mkdocs") or () if file.as_posix().endswith(_FILE)]
    except PackageNotFoundError:
        found = []
    if not found:
        raise BuildError("lunr.js is missing; install mkdocs again.")
    text = Path(str(found[0].locate())).read_text("utf-8")
    if _VERSION not in text[:400]:
        raise BuildError(f"mkdocs brings another lunr.js than {_VERSION}.")
    return f"{_BEFORE}{_without_comments(text)}{_AFTER}".encode()
