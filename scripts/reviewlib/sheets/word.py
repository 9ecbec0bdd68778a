"""A sheet as a Word file (Office Open XML, ECMA-376) that can be edited: the words of its PDF."""

from __future__ import annotations

import datetime
import io
import zipfile
from typing import TYPE_CHECKING, Any

from reviewlib.sheets.qr import qr_png

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

Row = dict[str, Any]

WORD_TEMPLATE = "sheets/meeting.docx"
_LANG, _VALUE = (
    f"{{http://schemas.openxmlformats.org/wordprocessingml/2006/main}}{name}"
    for name in ("lang", "val")
)
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # of a file in a ZIP archive
_LINES_TO_WRITE_ON = 4


def word_file(values: Row, timestamp: int, template: bytes) -> bytes:
    """A sheet as a Word file; the same sheet gives the same bytes.

    Args:
        values: as in `SheetData`; of blocks it knows findings, and space to write in.
        timestamp: as in `SheetData`.
        template: an empty Word file with the styles.
    """
    import docx  # slow to import, and wanted only where a file is made anew

    def small(words: str) -> None:
        document.add_paragraph().add_run(words, "Small")

    document = docx.Document(io.BytesIO(template))
    _properties(document, values, timestamp)
    small(f"{values['programme']} · {values['kind']}")
    document.add_heading(values["title"], 0)
    if values["lead"]:
        document.add_paragraph(values["lead"])
    notice = "".join(one["text"] for one in values["notice"])
    small(f"{notice} {values['note']}")
    for section in values["sections"]:
        document.add_heading("".join(one["text"] for one in section["heading"]), section["level"])
        if section["note"]:
            small(section["note"])
        for block in section["blocks"]:
            for one in block.get("items", ()):
                paragraph = document.add_paragraph(style="List Bullet")
                _inline(paragraph, one["inside"], one["lang"])
                paragraph.add_run(f" {one['meta']}", "Small")
            if block["kind"] == "space":
                for _ in range(_LINES_TO_WRITE_ON):
                    document.add_paragraph()
    _foot(document, values)
    return _dated(document)


def _properties(document: Document, values: Row, timestamp: int) -> None:
    found, day = document.core_properties, datetime.datetime.fromtimestamp(timestamp, datetime.UTC)
    title, author, subject = (values[one][:255] for one in ("title", "publisher", "kind"))
    found.title, found.author, found.subject = title, author, subject  # 255 letters at most
    found.language, found.comments, found.last_modified_by = "en-GB", "", ""
    found.created = found.modified = day.replace(tzinfo=None)


def _inline(paragraph: Paragraph, nodes: list[Row], lang: str, **style: bool) -> None:
    for node in nodes:
        if node["kind"] == "break":
            paragraph.add_run().add_break()
        elif "inside" in node:
            also = {node["kind"]: True} if node["kind"] != "link" else {}
            _inline(paragraph, node["inside"], lang, **style, **also)
        else:
            run = paragraph.add_run(node["text"])
            run.bold, run.italic = style.get("strong"), style.get("emphasis")
            if lang:
                marked = run._r.get_or_add_rPr()
                marked.append(marked.makeelement(_LANG, {_VALUE: lang}))


def _foot(document: Document, values: Row) -> None:
    """Whose it is, and the address as text and as a code."""
    from docx.shared import Cm

    document.add_paragraph().add_run(values["whose"], "Small")
    if values["qr"]:
        paragraph = document.add_paragraph()
        shape = paragraph.add_run().add_picture(qr_png(values["qr"]), width=Cm(2.2))
        shape._inline.docPr.set("descr", f"QR code of {values['qr']}")
        paragraph.add_run(f" {values['qr']}", "Small")


def _dated(document: Document) -> bytes:
    """The file, its parts at the earliest time that ZIP knows instead of the present."""
    written, out = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as made, zipfile.ZipFile(out, "w") as dated:
        for part in made.infolist():
            info = zipfile.ZipInfo(part.filename, _EARLIEST)
            dated.writestr(info, made.read(part), zipfile.ZIP_DEFLATED)
    return out.getvalue()
