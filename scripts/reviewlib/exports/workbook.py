"""The tables as one workbook (Office Open XML, ECMA-376), for spreadsheet programs."""

# A spreadsheet that opens a CSV file takes a cell such as 2022-08 for a date, and 1-2 for one too.
# In a workbook each cell says what it is, so that it is shown as it stands in the record.

from __future__ import annotations

import csv
import io
import itertools
import re
import zipfile
from collections.abc import Iterator, Sequence
from string import ascii_uppercase
from urllib.parse import urljoin
from xml.sax.saxutils import escape

from reviewlib.exports.tables import Table, unescape_formula
from reviewlib.models import Programme

_LONGEST = 32_767  # characters in a cell
_WIDEST = 60  # characters; longer texts are wrapped by whoever reads them
_NO_TIME = (1980, 1, 1, 0, 0, 0)  # the first that ZIP knows
_TEXT, _HEADING = 1, 2  # among the formats of cells in _STYLES
_ESCAPED = re.compile("(?=_x[0-9a-fA-F]{4}_)")  # ECMA-376 part 1, 22.4.2.4
_LETTERS = [*ascii_uppercase, *map("".join, itertools.product(ascii_uppercase, repeat=2))]

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_CORE = (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml")
_TYPES = f"""<Types xmlns="{_PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="{_TYPE}.worksheet+xml"/>
<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>
<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>
<Override PartName="/docProps/core.xml"
 ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>"""
_PROPERTIES = f"""<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{{}}</dc:title>
<dc:creator>{{}}</dc:creator>
<dcterms:created xsi:type="dcterms:W3CDTF">{{}}T00:00:00Z</dcterms:created></cp:coreProperties>"""
_BOOK = f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATION[:-1]}"><sheets>{{}}</sheets></workbook>'
_STYLES = f"""<styleSheet xmlns="{_MAIN}">
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>
<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill>
<fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>
<cellXfs count="3"><xf/><xf numFmtId="49" applyNumberFormat="1"/>
<xf numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"/></cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"""
_SHEET = f"""<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">
<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>
<cols>{{}}</cols><sheetData>{{}}</sheetData></worksheet>"""


def workbook(programme: Programme, tables: Sequence[tuple[Table, bytes]]) -> bytes:
    """Every table on a sheet of its own: text as text, whole numbers as numbers.

    The same tables give the same bytes: the file is dated by the library, not by the clock.

    Args:
        programme: whose tables they are.
        tables: each with the bytes of its CSV file.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        for name, text in _parts(programme, tables):
            info = zipfile.ZipInfo(name, _NO_TIME)
            info.create_system = 3  # or the same tables would differ between systems
            book.writestr(info, _XML + text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _parts(
    programme: Programme, tables: Sequence[tuple[Table, bytes]]
) -> Iterator[tuple[str, str]]:
    """Every file of the workbook: its name and its text."""
    titles = [escape(table.title) for table, _ in tables]
    sheets = [
        f'<sheet name="{title}" sheetId="{number}" r:id="rId{number}"/>'
        for number, title in enumerate(titles, start=1)
    ]
    yield "[Content_Types].xml", _TYPES
    yield "_rels/.rels", _relations(("officeDocument", "xl/workbook.xml"), _CORE)
    yield (
        "docProps/core.xml",
        _PROPERTIES.format(
            escape(programme.title),
            escape(programme.publisher),
            programme.recorded_up_to.isoformat(),
        ),
    )
    yield "xl/workbook.xml", _BOOK.format("".join(sheets))
    names = [f"worksheets/sheet{number}.xml" for number in range(1, len(tables) + 1)]
    found = [("worksheet", name) for name in names]
    yield "xl/_rels/workbook.xml.rels", _relations(*found, ("styles", "styles.xml"))
    yield "xl/styles.xml", _STYLES
    for name, (table, data) in zip(names, tables, strict=True):
        yield f"xl/{name}", _sheet(table, data)


def _relations(*targets: tuple[str, str]) -> str:
    found = "".join(
        f'<Relationship Id="rId{number}" Type="{urljoin(_RELATION, kind)}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{found}</Relationships>'


def _sheet(table: Table, data: bytes) -> str:
    csv.field_size_limit(max(csv.field_size_limit(), len(data)))
    lines = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    widths = [len(column.name) for column in table.columns]
    is_number = [column.type == "integer" for column in table.columns]
    rows = []
    for number, row in enumerate(lines, start=1):
        cells, style = [], _TEXT if number > 1 else _HEADING
        for place, cell in enumerate(row):
            where = f'<c r="{_LETTERS[place]}{number}"'
            if cell and is_number[place] and style == _TEXT:
                cells.append(f"{where}><v>{cell}</v></c>")
            elif words := unescape_formula(cell):
                widths[place] = max(widths[place], min(len(words), _WIDEST))
                cells.append(f'{where} s="{style}" t="inlineStr"><is>{_text(words)}</is></c>')
        rows.append(f'<row r="{number}">{"".join(cells)}</row>')
    columns = [
        f'<col min="{place}" max="{place}" width="{width + 2}" customWidth="1"/>'
        for place, width in enumerate(widths, start=1)
    ]
    return _SHEET.format("".join(columns), "".join(rows))


def _text(words: str) -> str:
    words = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
    words = _ESCAPED.sub("_x005F", words) if "_x" in words else words
    return f'<t xml:space="preserve">{escape(words)}</t>'
