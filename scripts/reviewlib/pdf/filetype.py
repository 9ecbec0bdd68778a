"""Whether a file is a PDF, and if not, what it is instead."""

from __future__ import annotations

import re

FIRST_BYTES = 1024  # in which a PDF must name itself (ISO 32000-1, annex H, note 13)
_SAVE = "Save the report again as PDF."
_KINDS = (
    (
        rb"version https://git-lfs",
        "a pointer of Git LFS",
        "Fetch the file itself with: git lfs pull. Reports are kept in the repository as they are.",
    ),
    (
        rb"\s*<(?:!doctype html|html|head|body|\?xml)",
        "a web page",
        "Open the address in a browser, and save the report itself.",
    ),
    (rb"PK\x03\x04", "a Word file or another packed file", _SAVE),
    (rb"\xd0\xcf\x11\xe0", "a file of an older Office program", _SAVE),
    (rb"\{\\rtf", "a text in RTF", _SAVE),
)


def not_a_pdf(head: bytes) -> tuple[str, str] | None:
    r"""What to say of a file that is no PDF, and what to do; None where it is one.

    Args:
        head: its first FIRST_BYTES bytes; before the PDF's own there may be others.

    >>> not_a_pdf(b"\xef\xbb\xbf%PDF-1.7")
    >>> not_a_pdf(b"")[0]
    'this is not a PDF, whatever its name says: it is empty.'
    """
    if b"%PDF-" in head:
        return None
    message = "this is not a PDF, whatever its name says"
    if not head.strip(b"\0\t\n\r "):
        return f"{message}: it is empty.", _SAVE
    plain = head.removeprefix(b"\xef\xbb\xbf")
    for pattern, kind, hint in _KINDS:
        if re.match(pattern, plain, re.IGNORECASE):
            return f"{message}: it is {kind}.", hint
    return f"{message}.", _SAVE
