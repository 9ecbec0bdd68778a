"""Every object of a PDF, and what in it does more than show a page."""

# Which objects count is for each reader to decide: one follows the last table of contents,
# another the first, a third mends what it finds. So all of them are looked at: those the tables
# name, those that stand in the bytes and are named nowhere (an earlier version of the file,
# or something hidden), and those packed in object streams (ISO 32000-1, 7.5.6 to 7.5.8).
# Names come decoded (7.3.5: /J#61vaScript is /JavaScript).

from __future__ import annotations

import contextlib
import functools
import io
import re
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    PdfObject,
    StreamObject,
    read_object,
)

from reviewlib.pdf.model import ActiveContent

ACTIONS = {
    "/JavaScript": "JavaScript",
    "/Launch": "an action that starts a program",
    "/SubmitForm": "a form that sends what is filled in",
    "/ImportData": "an action that reads another file",
    "/GoToR": "a link to another file",
    "/GoToE": "a link into an attached file",
    "/Rendition": "an action that plays media",
    "/RichMediaExecute": "an action that runs rich media",
    "/Movie": "an action that plays a film",
    "/Sound": "an action that plays a sound",
    "/GoTo3DView": "a 3D view",
}
KEYS = {
    "/JS": "JavaScript",
    "/JavaScript": "JavaScript",
    "/AA": "additional actions",
    "/EmbeddedFiles": "an attached file",
    "/EF": "an attached file",
    "/AF": "an associated file",
    "/XFA": "an XFA form",
    "/RichMediaContent": "rich media",
    "/Renditions": "an action that plays media",
}
SUBTYPES = {
    "/RichMedia": "rich media",
    "/Movie": "a film",
    "/Sound": "a sound",
    "/Screen": "a screen for media",
    "/3D": "a 3D model",
    "/FileAttachment": "an attached file",
    "/PS": "a PostScript program",
}
_ACTION_KEYS = {
    "/JS",
    "/F",
    "/Win",
    "/Mac",
    "/Unix",
    "/URI",
    "/R",
    "/OP",
    "/TA",
    "/Sound",
    "/D",
    "/T",
}
_OBJECT = re.compile(rb"(?<![0-9])[0-9]{1,10}[\s\0]+[0-9]{1,5}[\s\0]+obj(?![a-zA-Z])")
_AFTER = re.compile(rb"(?:[\s\0]|%[^\r\n]*)*")
_SCHEME = re.compile(r"([a-z][a-z0-9+.\-]*):(?!\d)", re.IGNORECASE)  # not the port of a host
_MOST = 2_000_000


def bad_link(address: str) -> str:
    r"""The scheme of an address that no report needs; "" for the web, e-mail and telephone.

    >>> bad_link("https://example.org"), bad_link("www.example.org"), bad_link("FILE:///etc/passwd")
    ('', '', 'file')
    >>> bad_link("www.example.org:8080/a"), bad_link("java\nscript:alert(1)")
    ('', 'javascript')
    """
    plain = re.sub(r"[\x00-\x20]", "", address)
    match = _SCHEME.match(plain)
    scheme = match[1].casefold() if match else ""
    return "" if scheme in {"", "http", "https", "mailto", "tel"} else scheme[:20]


def _direct(value: Any) -> Any:
    """A value that stands elsewhere, looked up; None where there is nothing."""
    if isinstance(value, IndirectObject):
        with contextlib.suppress(Exception):
            return value.get_object()
        return None
    return value


class Walk:
    """All objects of one file.

    Args:
        reader: the open file.
        raw: its bytes.
    """

    def __init__(self, reader: PdfReader, raw: bytes) -> None:
        self.reader = reader
        self.owners: list[int] = []
        self.objects: list[Any] = []
        self.unreadable = False
        self._gather(raw)

    def _add(self, value: Any, owner: int) -> None:
        if isinstance(value, DictionaryObject | ArrayObject):
            self.objects.append(value)
            self.owners.append(owner)

    def _gather(self, raw: bytes) -> None:
        self._add(self.reader.trailer, 0)
        numbers = {number for table in self.reader.xref.values() for number in table}
        numbers |= set(self.reader.xref_objStm)
        for number in sorted(numbers):
            value = _direct(IndirectObject(number, 0, self.reader))
            self._add(value, number)
        known = {start for table in self.reader.xref.values() for start in table.values()}
        for match in _OBJECT.finditer(raw):
            if match.start() not in known or b"ObjStm" in raw[match.end() : match.end() + 400]:
                self._hidden(raw, match)

    def _hidden(self, raw: bytes, match: re.Match[bytes]) -> None:
        """An object that no table names, or that holds others."""
        number = int(match[0].split()[0])
        value: Any = None
        with contextlib.suppress(Exception):  # most are no objects at all, but bytes of a picture
            window = io.BytesIO(raw)
            after = _AFTER.match(raw, match.end())
            window.seek(after.end() if after else match.end())
            value = read_object(window, self.reader)
        self._add(value, number)
        if isinstance(value, StreamObject) and value.get("/Type") == "/ObjStm":
            self._packed(value, number)

    def _packed(self, stream: Any, owner: int) -> None:
        try:
            data = stream.get_data()
            count, first = int(_direct(stream["/N"])), int(_direct(stream["/First"]))
            heads = [int(word) for word in data[:first].split()][: 2 * count]
        except Exception:
            self.unreadable = True
            return
        for number, offset in zip(heads[::2], heads[1::2], strict=False):
            with contextlib.suppress(Exception):
                window = io.BytesIO(data)
                window.seek(first + offset)
                self._add(read_object(window, self.reader), number)

    def parts(self) -> Iterator[tuple[Any, int]]:
        """Every dictionary, however deep in others, with the number of the object that holds it."""
        todo: list[tuple[Any, int]] = list(zip(self.objects, self.owners, strict=True))
        seen = 0
        while todo and seen < _MOST:
            value, owner = todo.pop()
            seen += 1
            if isinstance(value, DictionaryObject):
                yield value, owner
                todo.extend((one, owner) for one in value.values() if isinstance(one, PdfObject))
            elif isinstance(value, ArrayObject):
                todo.extend((one, owner) for one in value)

    def dangers(self) -> tuple[ActiveContent, ...]:
        """What was found, each kind once a page."""
        found = {(what, owner) for part, owner in self.parts() for what in _dangers(part)}
        if self.unreadable:
            found.add(("a part that cannot be looked into", 0))
        if self.reader.is_encrypted:
            found.add(("encryption", 0))
        if not found:
            return ()
        pages = self.pages
        named = {ActiveContent(what, pages.get(owner, 0)) for what, owner in found}
        placed = {danger.what for danger in named if danger.page}
        kept = [one for one in named if one.page or one.what not in placed]
        return tuple(sorted(kept, key=lambda one: (one.page, one.what)))

    @functools.cached_property
    def pages(self) -> dict[int, int]:
        """The page to which each object belongs: the page itself, its notes and their actions."""
        found: dict[int, int] = {}
        for number, page in enumerate(self.reader.pages, start=1):
            if page.indirect_reference is not None:
                found[page.indirect_reference.idnum] = number
            todo = [dict.get(page, "/Annots"), dict.get(page, "/AA")]
            for _ in range(2000):
                if not todo:
                    break
                one = todo.pop()
                if isinstance(one, IndirectObject):
                    if one.idnum in found:
                        continue
                    found[one.idnum] = number
                value = _direct(one)
                if isinstance(value, ArrayObject):
                    todo.extend(value)
                elif isinstance(value, DictionaryObject):
                    todo.extend(
                        dict.get(value, key) for key in ("/A", "/AA", "/Next", "/FS", "/JS")
                    )
        return found


def _dangers(part: Any) -> Iterator[str]:
    for key in KEYS.keys() & part.keys():
        if key == "/AF" and not _direct(dict.get(part, key)):
            continue
        yield KEYS[key]
    kind = _direct(dict.get(part, "/S"))
    structure = "/P" in part and "/K" in part and not _ACTION_KEYS & part.keys()
    if isinstance(kind, str) and kind in ACTIONS and not structure:
        yield ACTIONS[kind]
    subtype = _direct(dict.get(part, "/Subtype"))
    if isinstance(subtype, str) and subtype in SUBTYPES:
        yield SUBTYPES[subtype]
    address = _direct(dict.get(part, "/URI"))
    if isinstance(address, bytes):
        address = address.decode("latin-1")
    if isinstance(address, str) and bad_link(address):
        yield f"a link that begins with {bad_link(address)}:"
    if isinstance(part, StreamObject) and "/F" in part:
        yield "content kept in another file"
