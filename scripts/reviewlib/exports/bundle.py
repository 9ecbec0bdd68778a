"""The library as data: the Frictionless data package, checksums, and everything in one ZIP."""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reviewlib.cache import Cache, code_hash, key_of
from reviewlib.exports.tables import WORKBOOK, WORKBOOK_TYPE, Table
from reviewlib.library import urls
from reviewlib.library.urls import OutputFile
from reviewlib.presentation.facts import Column, Source


def _field(column: Column, fit: Callable[[str], str]) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": column.type,
        "description": fit(column.help),
    }
    if column.type == "boolean":
        field |= {"trueValues": ["yes"], "falseValues": ["no"]}
    if column.enum:
        field["constraints"] = {"enum": list(column.enum)}
    return field


def _foreign(column: Column, table: Table) -> dict[str, Any]:
    name, other = column.refers
    resource = "" if name == table.name else name  # "" is the table itself
    return {"fields": [column.name], "reference": {"resource": resource, "fields": [other]}}


def _resource(table: Table, data: bytes, fit: Callable[[str], str]) -> dict[str, Any]:
    return {
        "name": table.name,
        "title": fit(table.title),
        "description": fit(table.help),
        "path": f"{table.name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        # Python's and R's name for UTF-8 after a byte order mark.
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "doubleQuote": True},
        "schema": {
            "fields": [_field(column, fit) for column in table.columns],
            "missingValues": [""],
            "primaryKey": list(table.key),
            "foreignKeys": [
                _foreign(column, table) for column in table.columns if column.refers[0]
            ],
        },
    }


_WORKBOOK = {
    "name": "workbook",
    "title": "The tables as one workbook",
    "description": "Each table on a sheet, for spreadsheet programs: its cells are text, so that "
    "none of them takes 2022-08 for a date.",
    "path": WORKBOOK,
    "profile": "data-resource",
    "format": "xlsx",
    "mediatype": WORKBOOK_TYPE,
}


def data_package(source: Source, files: Iterable[tuple[Table, bytes]]) -> bytes:
    """The description of the tables, for people and programs (Data Package, version 1)."""
    programme = source.library.programme
    package: dict[str, Any] = {
        "profile": "data-package",
        "name": "reviews",
        "id": source.library.programme.namespace,
        "title": programme.title,
        "description": programme.summary,
        "version": programme.recorded_up_to.isoformat(),
        "contributors": [{"title": programme.publisher, "role": "publisher"}],
    }
    if source.url:
        package["homepage"] = source.url
    if programme.licence:
        licence = {"title": programme.licence, "name": programme.licence.replace(" ", "-")}
        if programme.licence_link:
            licence["path"] = programme.licence_link
        package["licenses"] = [licence]
    tables = [_resource(table, data, programme.fit) for table, data in files]
    package["resources"] = [*tables, _WORKBOOK]
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()


def checksums(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Names with their SHA-256, as `sha256sum --check` reads them."""
    lines = (f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files))
    return "".join(lines).encode()


# ---------- the ZIP of the whole library, for use offline

# Within a tag only: text cannot hold "<" as it is. Addresses that leave the site, or the page
# for errors, begin otherwise.
_HREF = re.compile(r'(<(?:a|link|form)\b[^<>]*?\s(?:href|action)=")([^"]*)(")')
# Not every browser takes the files beside a file for its own: to some, a file has no host that
# could be the same. Pages from a server cannot reach file: addresses, so nothing is given away.
_POLICY = re.compile(r'(<meta http-equiv="Content-Security-Policy" content=")([^"]*)(")')
_PATH = re.compile("[?#]")
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|/|#", re.IGNORECASE)
# ZIP knows no time before this, and wants one.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_PACKED_ALREADY = (".pdf", ".xlsx", ".png", ".jpg", ".webp", ".woff2")
_README = """\
{title}

This is a copy of the whole library. Unpack it and open index.html in a browser; nothing is
fetched from anywhere. What needs a network, such as subscribing to a calendar, does not work here.

{url}The tables in data/ are described in data/datapackage.json. To see whether every file is as it
was made:

    sha256sum --check SHA256SUMS
"""


def _as_file(address: str) -> str:
    if _ELSEWHERE.match(address):
        return address
    path = _PATH.split(address, maxsplit=1)[0]
    return f"{path}index.html{address[len(path) :]}" if path.endswith("/") else address


def offline(html: str) -> str:
    """A page whose links name files, where a server would have found them.

    >>> offline('<a href="../themes/#inclusion">Themes</a> <a href="#top">Top</a>')
    '<a href="../themes/index.html#inclusion">Themes</a> <a href="#top">Top</a>'
    """
    html = _POLICY.sub(
        lambda found: found[1] + found[2].replace("'self'", "'self' file:") + found[3], html
    )
    return _HREF.sub(lambda found: found[1] + _as_file(found[2]) + found[3], html)


@dataclass(frozen=True, slots=True)
class _Member:
    """A member of a ZIP."""

    is_deflated: bool
    crc: int
    size: int
    sha256: str
    data: bytes

    @classmethod
    def stored(cls, data: bytes, sha256: str) -> _Member:
        return cls(False, zlib.crc32(data), len(data), sha256, data)

    @classmethod
    def deflated(cls, data: bytes) -> _Member:
        # Raw deflate, without zlib's own header (APPNOTE.TXT 4.4.5).
        packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
        packed = packer.compress(data) + packer.flush()
        return cls(True, zlib.crc32(data), len(data), hashlib.sha256(data).hexdigest(), packed)


class Bundle:
    """A ZIP in the making; to be used in a `with`, so that it is closed whatever happens.

    Args:
        folder: the top folder of the ZIP.
        title: what the library is called.
        url: the site's URL, or "".
        cache: keeps members as they are compressed, or None.
    """

    def __init__(self, folder: str, title: str, url: str = "", cache: Cache | None = None) -> None:
        self._folder = folder
        self._cache = cache or Cache()
        self._code = code_hash("exports/bundle.py")
        self._sums: dict[str, str] = {}
        self._place = tempfile.TemporaryDirectory(prefix="reviewlib-")
        self._path = Path(self._place.name) / urls.WHOLE_FILE
        self._zip = zipfile.ZipFile(self._path, "w")
        where = f"It was made from {url}\n\n" if url else ""
        self.add(OutputFile("README.txt", _README.format(title=title, url=where).encode()))

    def __enter__(self) -> Bundle:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()
        self._place.cleanup()

    def add(self, file: OutputFile) -> None:
        """Put a file in: as it is, but that the links of a page lead from file to file."""
        data = file.data.read_bytes() if isinstance(file.data, Path) else file.data
        if file.address.endswith(_PACKED_ALREADY):
            self._write(file.address, _Member.stored(data, file.digest))
            return
        is_page = file.address.endswith(".html")

        def deflated() -> _Member:
            return _Member.deflated(offline(data.decode()).encode() if is_page else data)

        key = key_of(self._code, is_page, file.digest)
        self._write(file.address, self._cache.cached("zip", key, deflated, _Member))

    def whole(self) -> Path:
        """The file, which is there until the `with` ends. Nothing can be added after that."""
        lines = (f"{digest}  {address}\n" for address, digest in sorted(self._sums.items()))
        self._write("SHA256SUMS", _Member.deflated("".join(lines).encode()))
        self._zip.close()
        return self._path

    def _write(self, address: str, member: _Member) -> None:
        file = self._zip.fp
        if file is None:
            raise ValueError("The ZIP is closed.")
        self._sums[address] = member.sha256
        info = zipfile.ZipInfo(f"{self._folder}/{address}", _NO_TIME)
        info.compress_type = zipfile.ZIP_DEFLATED if member.is_deflated else zipfile.ZIP_STORED
        info.create_system = 3  # or the same library would differ between systems
        info.external_attr = 0o644 << 16
        info.CRC, info.file_size, info.compress_size = member.crc, member.size, len(member.data)
        # zipfile has no call that takes what is compressed already; this is what its own does.
        info.header_offset = file.tell()
        file.write(info.FileHeader(zip64=False))
        file.write(member.data)
        self._zip.filelist.append(info)
        self._zip.NameToInfo[info.filename] = info
        self._zip.start_dir = file.tell()
