"""Every object of a PDF, and what in it does more than show a page."""

# Which objects count is for each reader to decide: one follows the last table of contents,
# another the first, a third mends what it finds. So all of them are looked at: those the tables
# name, those that stand in the bytes and are named nowhere (an earlier version of the file,
# or something hidden), and those packed in object streams (ISO 32000-1, 7.5.6 to 7.5.8).
# Names come decoded (7.3.5: /J#61vaScript is /JavaScript). What does not come out, or stands
# beyond a limit, is not clean: nobody knows what another reader makes of it.

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
    NullObject,
    PdfObject,
    StreamObject,
    read_object,
)

from reviewlib.pdf.model import ActiveContent
from reviewlib.pdf.signatures import ACTIONS, KEYS, SUBTYPES, UNSEEN, bad_link, scan

_OF_ACTIONS = "/JS /F /Win /Mac /Unix /URI /R /OP /TA /Sound /D /T"
_ACTION_KEYS = frozenset(_OF_ACTIONS.split())
_SPACE = rb"(?:[\s\0]|%[^\r\n]*[\r\n])"
_OBJECT = re.compile(
    rb"(?<![0-9])([0-9]{1,40})" + _SPACE + rb"+([0-9]{1,40})" + _SPACE + rb"*obj(?![a-zA-Z])"
)
_AFTER = re.compile(rb"(?:[\s\0]|%[^\r\n]*)*")
_PACKED = re.compile(rb"/(?:O|#4[fF])(?:b|#62)(?:j|#6[aA])(?:S|#53)(?:t|#74)(?:m|#6[dD])")
_MOST = 2_000_000


def direct(value: Any) -> Any:
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
        self.raw = raw
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
        for number in sorted(self.reader.xref_objStm):
            self._add(self._resolved(number, 0), number)
        read: set[int] = set()
        for generation, table in list(self.reader.xref.items()):
            for number in sorted(table):
                value = self._resolved(number, generation)
                if value is not None and not isinstance(value, NullObject):
                    read.add(table[number])
                    self._add(value, number)
                elif not self._is_free(number, generation):
                    self._check_place(raw, table[number])
        for match in _OBJECT.finditer(raw):
            if match.start() not in read or _PACKED.search(raw, match.end(), match.end() + 400):
                self._hidden(raw, match)

    def _is_free(self, number: int, generation: int) -> bool:
        return bool(self.reader.xref_free_entry.get(generation, {}).get(number))

    def _check_place(self, raw: bytes, start: int) -> None:
        """Whether something stands at a place of the table that does not come out as an object."""
        there = raw[start : start + 200]
        if b"<<" in there and not _OBJECT.search(there[:100]):
            self.unreadable = True

    def _resolved(self, number: int, generation: int) -> Any:
        """An object that a table names; None where it does not come out as it is."""
        try:
            return IndirectObject(number, generation, self.reader).get_object()
        except Exception:  # it is tried again where it stands in the bytes
            self.unreadable = self.unreadable or number in self.reader.xref_objStm
            return None

    def _hidden(self, raw: bytes, match: re.Match[bytes]) -> None:
        """An object that no table names, that did not come out by its table, or holds others."""
        number = int(match[1])
        try:
            window = io.BytesIO(raw)
            after = _AFTER.match(raw, match.end())
            window.seek(after.end() if after else match.end())
            value = read_object(window, self.reader)
        except Exception:
            self.unreadable = True
            return
        self._add(value, number)
        if isinstance(value, StreamObject) and value.get("/Type") == "/ObjStm":
            self._packed(value)

    def _packed(self, stream: Any) -> None:
        try:
            data = stream.get_data()
            first = int(direct(stream["/First"]))
            heads = [int(word) for word in data[:first].split()]
            for number, offset in zip(heads[::2], heads[1::2], strict=False):
                window = io.BytesIO(data)
                window.seek(first + offset)
                self._add(read_object(window, self.reader), number)
        except Exception:
            self.unreadable = True

    def parts(self) -> Iterator[tuple[Any, int]]:
        """Every dictionary, however deep in others, with the number of the object that holds it."""
        todo: list[tuple[Any, int]] = list(zip(self.objects, self.owners, strict=True))
        seen = 0
        while todo:
            if seen >= _MOST:
                self.unreadable = True
                return
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
        seen = {what for what, _ in found}
        found |= {(what, 0) for what in scan(self.raw) if what not in seen}
        if self.unreadable:
            found.add((UNSEEN, 0))
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
                value = direct(one)
                if isinstance(value, ArrayObject):
                    todo.extend(value)
                elif isinstance(value, DictionaryObject):
                    todo.extend(
                        dict.get(value, key) for key in ("/A", "/AA", "/Next", "/FS", "/JS")
                    )
        return found


def opens_by_itself(action: Any) -> str:
    """What an action does that nobody asks for, such as one that runs when the file opens."""
    value = direct(action)
    if isinstance(value, DictionaryObject) and direct(dict.get(value, "/S")) == "/URI":
        return "an address that opens by itself"
    return ""


def _dangers(part: Any) -> Iterator[str]:
    for key in KEYS.keys() & part.keys():
        if key == "/AF" and not direct(dict.get(part, key)):
            continue
        yield KEYS[key]
    kind = direct(dict.get(part, "/S"))
    structure = "/P" in part and "/K" in part and not _ACTION_KEYS & part.keys()
    if isinstance(kind, str) and kind in ACTIONS and not structure:
        yield ACTIONS[kind]
    if kind == "/Thread" and "/F" in part:
        yield ACTIONS["/GoToR"]
    subtype = direct(dict.get(part, "/Subtype"))
    if isinstance(subtype, str) and subtype in SUBTYPES:
        yield SUBTYPES[subtype]
    if "/OpenAction" in part and (what := opens_by_itself(dict.get(part, "/OpenAction"))):
        yield what
    yield from _elsewhere(part)


def _elsewhere(part: Any) -> Iterator[str]:
    """Where a dictionary leads out of the file."""
    address = direct(dict.get(part, "/URI"))
    if isinstance(address, DictionaryObject):  # the address that relative ones go on from
        address = direct(dict.get(address, "/Base"))
    if isinstance(address, bytes):
        address = address.decode("latin-1")
    if isinstance(address, str) and (begins := bad_link(address)):
        yield f"a link that begins with {begins}"
    if isinstance(part, StreamObject):
        other = direct(dict.get(part, "/Ref"))
        if "/F" in part or (isinstance(other, DictionaryObject) and "/F" in other):
            yield "content kept in another file"
