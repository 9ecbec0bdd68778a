"""A copy of a PDF that shows the same pages and does nothing else."""

# What draws the pages is copied byte for byte, but for words that no reader sees, and the tags with
# it. Left out is what acts, what is attached, and what tells who wrote it. The copy is made twice:
# only what can be reached from the pages is copied, so that the second copy has nothing of what the
# first let go.

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

from reviewlib.pdf.active_content import Walk, direct, opens_by_itself
from reviewlib.pdf.drawings import take_out_hidden
from reviewlib.pdf.examine import open_pdf
from reviewlib.pdf.model import Fault, FaultError
from reviewlib.pdf.pii import COMMENTS, PROPERTIES
from reviewlib.pdf.signatures import ACTIONS, KEYS, SUBTYPES, bad_link
from reviewlib.pdf.visibility import Box, marked_boxes

_ALWAYS = {
    **KEYS,
    "/Metadata": "data on who made it",
    "/PieceInfo": "data of the program that made it",
    "/Collection": "an attached file",
    "/LastModified": "data on who made it",
}
_IN_STREAMS = ("/F", "/FFilter", "/FDecodeParms", "/Ref")
_MOST = 3_000_000
_INLINE = re.compile(rb"(?<![^\s])BI\s")  # a picture within a content stream (ISO 32000-1, 8.9.7)


def _action_of(value: Any) -> str:
    """What an action does, where it does more than go to a place or to the web."""
    action = direct(value)
    if not isinstance(action, DictionaryObject):
        return ""
    kind = direct(dict.get(action, "/S"))
    if kind in ACTIONS:
        return ACTIONS[kind]
    address = direct(dict.get(action, "/URI"))
    address = address.decode("latin-1") if isinstance(address, bytes) else address
    begins = bad_link(address) if isinstance(address, str) else ""
    if kind == "/Thread" and "/F" in action:
        return ACTIONS["/GoToR"]
    return f"a link that begins with {begins}" if begins else ""


def _note(part: DictionaryObject) -> str:
    """What a note on a page is, where it is to be left out."""
    subtype = direct(dict.get(part, "/Subtype"))
    if "/Rect" not in part or not isinstance(subtype, str):
        return ""
    if subtype == "/Redact":
        return "marks for redaction, and what was under them"
    return SUBTYPES.get(subtype, "") or ("a comment" if subtype in COMMENTS else "")


def _clean_part(part: DictionaryObject) -> Iterator[str]:
    """Take out of one dictionary what is to be left out."""
    if note := _note(part):
        part.clear()  # whatever still points here, from the tags perhaps, finds nothing
        yield note
        return
    for key in _ALWAYS.keys() & part.keys():
        del part[NameObject(key)]
        yield _ALWAYS[key]
    for key in ("/A", "/OpenAction", "/Next", "/PA"):
        acts = _action_of(dict.get(part, key))
        if key == "/OpenAction":
            acts = acts or opens_by_itself(dict.get(part, key))
        if key in part and acts:
            del part[NameObject(key)]
            yield acts
    if "/FT" in part and "/V" in part:
        for key in ("/V", "/DV", "/AP"):
            part.pop(NameObject(key), None)
        yield "the value of a form field"
    if isinstance(part, StreamObject):
        for key in _IN_STREAMS:
            if part.pop(NameObject(key), None) is not None:
                yield "content kept in another file"
        if direct(dict.get(part, "/Subtype")) == "/PS":
            part.clear()
            yield SUBTYPES["/PS"]


def _without_holes(notes: ArrayObject) -> None:
    """Take the notes that were emptied off the list of a page's notes."""
    kept = [one for one in notes if not isinstance(found := direct(one), DictionaryObject) or found]
    if len(kept) != len(notes):
        notes.clear()
        notes.extend(kept)


def _parts(root: Any) -> Iterator[DictionaryObject]:
    """Every dictionary that can be reached, each once, before what it holds."""
    todo, seen = [root], set[tuple[int, int]]()
    for _ in range(_MOST):
        if not todo:
            return
        raw = todo.pop()
        if isinstance(raw, IndirectObject):
            if (raw.idnum, raw.generation) in seen:
                continue
            seen.add((raw.idnum, raw.generation))
        value = direct(raw)
        if isinstance(value, DictionaryObject):
            yield value
            todo.extend(value.values())
        elif isinstance(value, ArrayObject):
            todo.extend(value)


def _copy(reader: PdfReader, title: str) -> PdfWriter:
    writer = PdfWriter(clone_from=reader)
    writer.pdf_header = reader.pdf_header
    writer.metadata = {NameObject("/Title"): TextStringObject(title)} if title else None
    return writer


def _with_black_boxes(writer: PdfWriter, marked: Sequence[Sequence[Box]]) -> None:
    """Paint a box at each mark for redaction."""
    for page, boxes in zip(writer.pages, marked, strict=True):
        if boxes:
            shown = page.get_contents()
            painted = "".join(
                f" {a:.2f} {b:.2f} {c - a:.2f} {d - b:.2f} re f" for a, b, c, d in boxes
            )
            stream = DecodedStreamObject()
            drawing = shown.get_data() if shown is not None else b""
            stream.set_data(b"q\n" + drawing + b"\nQ q 0 g" + painted.encode() + b" Q")
            page[NameObject("/Contents")] = writer._add_object(stream.flate_encode())


def _redacted_picture(reader: PdfReader) -> int:
    """The first page on which a mark for redaction may lie over a picture; 0 where there is none.

    A box painted over a picture would leave the picture whole in the file.
    """
    for number, page in enumerate(reader.pages, start=1):
        notes = direct(dict.get(page, "/Annots"))
        marked = isinstance(notes, ArrayObject) and any(
            isinstance(note := direct(one), DictionaryObject)
            and direct(dict.get(note, "/Subtype")) == "/Redact"
            for one in notes
        )
        if marked:
            resources = direct(page.get("/Resources"))
            named = isinstance(resources, DictionaryObject) and direct(
                dict.get(resources, "/XObject")
            )
            contents = page.get_contents()
            if named or (contents is not None and _INLINE.search(contents.get_data())):
                return number
    return 0


def clean(path: str, to: str) -> tuple[str, ...]:
    """Write a cleaned copy.

    Returns:
        What was left out, in words.

    Raises:
        FaultError: there can be none.
    """
    reader = open_pdf(path)
    if reader is None:
        raise FaultError(Fault("locked"))
    if number := _redacted_picture(reader):
        why = f"page {number} has a picture and marks for redaction, which may lie over it"
        raise FaultError(Fault("unreadable", f"{why}; ask for a copy in which they were applied"))
    info = reader.metadata
    title = str(info.title or "") if info else ""
    with open(path, "rb") as file:  # what stands in the bytes alone goes too, so it is named
        raw = file.read()
    removed = {danger.what for danger in Walk(reader, raw).dangers()}
    if raw.count(b"%%EOF") > 1:
        removed.add("earlier versions of it")
    if info and any(info.get(key) for key in ("/Author", "/Creator", *PROPERTIES)):
        removed.add("data on who made it")
    first = _copy(reader, title)
    marked = [marked_boxes(page) for page in first.pages]
    if take_out_hidden(first, marked):
        removed.add("words that no reader sees")
    if any(marked):
        removed.add("marks for redaction, and what was under them")
        _with_black_boxes(first, marked)
    for part in _parts(first.root_object):
        removed.update(_clean_part(part))
    for page in first.pages:
        if isinstance(notes := direct(dict.get(page, "/Annots")), ArrayObject):
            _without_holes(notes)
    between = io.BytesIO()
    first.write(between)
    second = _copy(PdfReader(between, strict=False), title)
    with open(to, "wb") as opened:
        second.write(opened)
    return tuple(sorted(removed))
