"""The whole library in one ZIP, whose pages link to each other as files do; reproducible."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from pathlib import Path

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
_PACKED_ALREADY = (".pdf", ".png", ".jpg", ".webp", ".woff2")
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


class Bundle:
    """A ZIP in the making; to be used in a `with`, so that it is closed whatever happens.

    Args:
        folder: the one folder that everything stands in.
        title: what the library is called.
        url: where the site stands, or "".
    """

    def __init__(self, folder: str, title: str, url: str = "") -> None:
        self._folder = folder
        self._sums: dict[str, str] = {}
        self._buffer = io.BytesIO()
        self._zip = zipfile.ZipFile(self._buffer, "w")
        where = f"It was made from {url}\n\n" if url else ""
        self.add("README.txt", _README.format(title=title, url=where).encode())

    def __enter__(self) -> Bundle:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def add(self, address: str, data: bytes | Path) -> None:
        """Put a file in as it is."""
        whole = data.read_bytes() if isinstance(data, Path) else data
        self._sums[address] = hashlib.sha256(whole).hexdigest()
        self._write(address, whole)

    def add_page(self, address: str, html: str) -> None:
        """Put a page in, its links made such as lead from file to file."""
        self.add(address, offline(html).encode())

    def whole(self) -> bytes:
        """The file. Nothing can be added after that."""
        lines = (f"{digest}  {address}\n" for address, digest in sorted(self._sums.items()))
        self._write("SHA256SUMS", "".join(lines).encode())
        self._zip.close()
        return self._buffer.getvalue()

    def _write(self, address: str, data: bytes) -> None:
        info = zipfile.ZipInfo(f"{self._folder}/{address}", _NO_TIME)
        packed = address.endswith(_PACKED_ALREADY)
        info.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
        info.create_system = 3  # or the same library would differ between systems
        info.external_attr = 0o644 << 16
        self._zip.writestr(info, data)
