"""Takes words that no reader sees out of what draws the pages of a PDF."""

# PDFium tells which letters of which piece of text are hidden, not where they are in the file. But
# it makes one piece of text of each operation that shows any, in the order of drawing, and one
# letter of each code in it, where a font has no ligatures. What cannot be matched so stays; the
# copy is read again, and refused if there are hidden words left in it.

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
from pypdf import PageObject, PdfWriter
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    ContentStream,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

from reviewlib.pdf.active_content import direct
from reviewlib.pdf.visibility import DEEPEST_FORM, Box, hidden_words, page_content

_OF_DATA = ("/Length", "/Filter", "/DecodeParms")
_SHOWS = (b"Tj", b"TJ", b"'", b'"')  # ISO 32000-1, 9.4.3


def _strings(operands: Any, operator: bytes) -> list[bytes | None]:
    """The codes that an operation shows, in pieces; None for what is none."""
    shown = operands[0] if operator == b"TJ" else operands[-1:]
    texts = (ByteStringObject, TextStringObject)
    return [one.original_bytes if isinstance(one, texts) else None for one in shown]


@dataclass(frozen=True, slots=True)
class _Shown:
    """An operation that shows text."""

    drawing: _Drawing  # it is in
    place: int  # its place there
    size: int  # of a code of its font, in bytes
    count: int  # of codes that it shows


class _Drawing:
    """What draws a page or a form."""

    def __init__(self, holder: Any, resources: Any) -> None:
        self.holder = holder
        self.resources = direct(dict.get(holder, "/Resources")) or direct(resources) or {}
        content = holder.get_contents() if isinstance(holder, PageObject) else holder
        self.stream = ContentStream(None, None)
        self.stream.set_data(bytes(content.get_data()) if content is not None else b"")
        # for each operation that shows text which of its codes were not hidden wherever it is drawn
        self.seen: dict[_Shown, set[int]] = {}

    def resource(self, kind: str, name: Any) -> Any:
        """An entry of its resources as it stands there, perhaps a reference."""
        entries = direct(dict.get(self.resources, kind))
        return dict.get(entries, name) if isinstance(entries, DictionaryObject) else None

    def steps(self) -> Iterator[_Shown | Any]:
        """Its operations that show text, and the references of what it draws."""
        size, outer = 1, list[int]()
        for place, (operands, operator) in enumerate(self.stream.operations):
            if operator == b"q":
                outer.append(size)
            elif operator == b"Q" and outer:
                size = outer.pop()
            elif operator == b"Tf":
                font = direct(self.resource("/Font", operands[0]))
                size = 2 if font and direct(font.get("/Subtype")) == "/Type0" else 1
            elif operator == b"Do":
                yield self.resource("/XObject", operands[0])
            elif operator in _SHOWS:
                codes = b"".join(filter(None, _strings(operands, operator)))
                if codes:
                    yield _Shown(self, place, size, -(-len(codes) // size))

    def take_out(self, writer: PdfWriter) -> bool:
        """Take out the codes that were never seen; whether there are any."""
        hidden = False
        for shown, seen in self.seen.items():
            if len(seen) < shown.count:
                hidden = True
                self._edit(shown, seen)
        if hidden:
            stream = DecodedStreamObject()
            stream.set_data(self.stream.get_data())
            packed = stream.flate_encode()
            if isinstance(self.holder, PageObject):
                self.holder[NameObject("/Contents")] = writer._add_object(packed)
            else:
                entries = self.holder.items()
                packed.update({key: value for key, value in entries if key not in _OF_DATA})
                writer._replace_object(self.holder.indirect_reference, packed)
        return hidden

    def _edit(self, shown: _Shown, seen: set[int]) -> None:
        operands, operator = self.stream.operations[shown.place]
        kept: list[Any] = []
        number = 0
        for at, codes in enumerate(_strings(operands, operator)):
            if codes is None:
                kept.append(operands[0][at])
                continue
            pieces = [codes[n : n + shown.size] for n in range(0, len(codes), shown.size)]
            left = (piece for n, piece in enumerate(pieces, number) if n in seen)
            kept.append(ByteStringObject(b"".join(left)))
            number += len(pieces)
        operands = [ArrayObject(kept)] if operator == b"TJ" else [*operands[:-1], *kept]
        self.stream.operations[shown.place] = (operands, operator)


def _shown(drawing: _Drawing, forms: dict[int, _Drawing], depth: int) -> Iterator[_Shown]:
    """What a page or form shows, what forms show in their place, in order."""
    for step in drawing.steps():
        form = direct(step)
        if isinstance(step, _Shown):
            yield step
        elif isinstance(form, StreamObject) and direct(form.get("/Subtype")) == "/Form" and depth:
            inner = forms.setdefault(step.idnum, _Drawing(form, drawing.resources))
            yield from _shown(inner, forms, depth - 1)


def take_out_hidden(writer: PdfWriter, marked: Iterable[Iterable[Box]]) -> bool:
    """Take words that no reader sees off the pages.

    Args:
        marked: the boxes on each page whose words count as hidden.

    Returns:
        Whether there were any.
    """
    out = io.BytesIO()
    writer.write(out)
    forms: dict[int, _Drawing] = {}
    pages = [_Drawing(page, page.get("/Resources")) for page in writer.pages]
    for drawing, page, boxes in zip(
        pages, pypdfium2.PdfDocument(out.getvalue()), marked, strict=True
    ):
        content = page_content(page, page.get_textpage())
        hidden = {letter.place for word in hidden_words(content, boxes) for letter in word}
        operations = list(_shown(drawing, forms, DEEPEST_FORM))
        letters: list[list[bool]] = [[] for _ in operations]
        if len(content.texts) == len(operations):
            for letter in content.letters:
                letters[letter.text].append(letter.place in hidden)
        for shown, gone in zip(operations, letters, strict=True):
            seen = {number for number, is_gone in enumerate(gone) if not is_gone}
            if len(gone) != shown.count:
                seen = set(range(shown.count)) if seen or not gone else set()
            shown.drawing.seen.setdefault(shown, set()).update(seen)
    taken = [drawing.take_out(writer) for drawing in (*pages, *forms.values())]
    return any(taken)
