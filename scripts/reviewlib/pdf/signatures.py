"""Active content found by its signature in the bytes of a PDF, without parsing it."""

# The second net beneath active_content.Walk. Parsers differ on objects that are damaged on purpose
# (a comment within "7 0 obj", odd tokens, a key twice). So an action is looked for as a key with
# its value, wherever it stands: in the file as it is, and in each stream that inflates. Both
# hardly ever stand in prose or in the bytes of a picture, a name alone does.

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections.abc import Callable, Iterator

from pypdf.filters import FlateDecode, LZWDecode, RunLengthDecode
from pypdf.generic import DictionaryObject, NameObject, NumberObject

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

UNSEEN = "a part that cannot be looked into"
_GAP = rb"(?:[\s\0]|%[^\r\n]*[\r\n])*"
_END = rb"(?![A-Za-z0-9_.-])"
_REFERENCE = rb"[0-9]+[\s\0]+[0-9]+[\s\0]+R"
_SHORT = ("/JS", "/AA", "/EF", "/AF", "/XFA")  # short enough to occur in random bytes
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM = re.compile(rb"(?<![A-Za-z])stream(?:\r\n|\r|\n)")
_PAIRS = re.compile(rb"(?:[\s\0]|%[^\r\n]*[\r\n])*[0-9]+[\s\0]+[0-9]+[\s\0]")
_FILTERS = re.compile(rb"/(?:Filter|F)" + _GAP + rb"(?:\[([^\]]*)\]|(/[A-Za-z0-9]+))")
_PREDICTOR = re.compile(rb"/(Predictor|Columns|Colors|BitsPerComponent)[\s\0]+([0-9]+)")
_EMPTY = re.compile(rb"/N[\s\0]+0(?![0-9])")
_PICTURE = re.compile(rb"/Subtype" + _GAP + rb"/Image" + _END)
_WINDOW = 4000  # bytes before "stream" in which its dictionary is looked for
_PIECE = 1 << 20
_OVERLAP = 300
_MOST_INFLATED = 400_000_000


_SCHEME = re.compile(r"([a-z][a-z0-9+.\-]*):(?!\d)", re.IGNORECASE)  # not the port of a host


def bad_link(address: str) -> str:
    r"""How an address begins that no report needs; "" for the web, e-mail and telephone.

    Two strokes, of either kind, name a computer of the reader's own network, to which some
    systems send the reader's name and password.

    >>> bad_link("https://example.org"), bad_link("www.example.org"), bad_link("FILE:///etc/passwd")
    ('', '', 'file:')
    >>> bad_link("www.example.org:8080/a"), bad_link("java\nscript:alert(1)")
    ('', 'javascript:')
    >>> bad_link(r"\\\\host\\share"), bad_link("//host/share")
    ('\\\\', '//')
    """
    plain = re.sub(r"[\x00-\x20]", "", address)
    if re.match(r"[\\/]{2}", plain):
        return plain[:2]
    match = _SCHEME.match(plain)
    scheme = match[1].casefold() if match else ""
    return "" if scheme in {"", "http", "https", "mailto", "tel"} else f"{scheme[:20]}:"


def _names(names: dict[str, str]) -> bytes:
    return b"|".join(re.escape(name[1:].encode()) for name in names if name not in _SHORT)


# Signs that end what was not begun, which lenient readers pass over.
_ODD = rb"(?:[\s\0\])}]|%[^\r\n]*[\r\n])*"
_ACTION = re.compile(
    rb"(?:/S|(?<![A-Za-z])obj)" + _ODD + rb"/(" + _names(ACTIONS) + rb")" + _END, re.DOTALL
)
_SUBTYPE = re.compile(
    rb"/Subtype" + _GAP + rb"/(RichMedia|Movie|Sound|Screen|3D|FileAttachment)" + _END
)
_KEY = re.compile(
    rb"/(" + _names(KEYS) + rb")" + _GAP + rb"(?:<<|\[[\s\0]*[<0-9]|" + _REFERENCE + rb")"
)
_SHORT_KEY = re.compile(
    rb"/(JS|AA|EF|AF|XFA)" + _GAP + rb"(?:<<|\[[\s\0]*[(<0-9]|" + _REFERENCE + rb")"
    rb"|(?<![A-Za-z0-9])/(JS)" + _GAP + rb"[(<]"
)  # fmt: skip
_ADDRESS = re.compile(
    rb"/URI" + _GAP + rb"(?:\(((?:[^()\\]|\\.)*)\)|<([0-9A-Fa-f\s]*)>)", re.DOTALL
)
_WORDS = re.compile(rb"\((?:[^()\\]|\\.)*+\)", re.DOTALL)
_WORDS_OR_REMARK = re.compile(rb"%[^\r\n]*|" + _WORDS.pattern, re.DOTALL)
_HEAD = re.compile(rb"(?<![A-Za-z])obj(?![A-Za-z])")
_XMP = re.compile(rb"[\s\0]*(?:\xef\xbb\xbf)?<\?xpacket|[\s\0]*<x:xmpmeta")
_OCTAL = re.compile(rb"\\(?:([0-7]{1,3})|\r?\n|(.))", re.DOTALL)
_PRINTED = re.compile(rb"[\t\n\r\x20-\x7e]*")


def _emptied(match: re.Match[bytes]) -> bytes:
    """A string without its words; a remark, or a string that may hold an object, as it is.

    A reader that mends a file takes whatever looks like the head of an object for one.
    """
    return match[0] if match[0][:1] == b"%" or _HEAD.search(match[0]) else b"()"


def _code(data: bytes) -> bytes:
    """What stands between streams without the words in it, such as a title or a bookmark."""
    return _WORDS_OR_REMARK.sub(_emptied, data)


def _drawing(data: bytes) -> bytes:
    """The data of a stream that is not packed, without the words of a page."""
    return _WORDS.sub(_emptied, data) if b"Tj" in data or b"TJ" in data else data


def _inner(data: bytes) -> bytes:
    """As `_drawing`, of a stream that was inflated: no reader looks for objects in there."""
    if _XMP.match(data):
        return b""
    return _WORDS.sub(b"()", data) if b"Tj" in data or b"TJ" in data else data


def _found(data: bytes, strip: Callable[[bytes], bytes] = bytes) -> Iterator[str]:
    """What acts in some bytes, hex escapes in names undone."""
    if b"#" in data:
        data = _ESCAPE.sub(lambda match: bytes([int(match[1], 16)]), data)
    for match in _ADDRESS.finditer(data):
        if begins := bad_link(_string(match[1], match[2])):
            yield f"a link that begins with {begins}"
    data = strip(data)
    for match in _ACTION.finditer(data):
        yield ACTIONS["/" + match[1].decode()]
    for match in _SUBTYPE.finditer(data):
        yield SUBTYPES["/" + match[1].decode()]
    for match in _KEY.finditer(data):
        yield KEYS["/" + match[1].decode()]
    for match in _SHORT_KEY.finditer(data):
        around = data[max(0, match.start() - 12) : match.end() + 4]
        if _PRINTED.fullmatch(around):
            yield KEYS["/" + (match[1] or match[2]).decode()]


def _string(literal: bytes | None, digits: bytes | None) -> str:
    """A string as it is written in a file (ISO 32000-1, 7.3.4)."""
    if literal is None:
        hexed = re.sub(rb"\s", b"", digits or b"").decode()
        return bytes.fromhex(hexed + "0" * (len(hexed) % 2)).decode("latin-1")
    plain = _OCTAL.sub(
        lambda one: bytes([int(one[1], 8) & 255]) if one[1] else (one[2] or b""), literal
    )
    return plain.decode("latin-1")


def _inflated(data: memoryview, most: int) -> Iterator[bytes]:
    """A deflated stream in pieces, as far as it inflates."""
    unpack = zlib.decompressobj()
    given, at = 0, 0
    waiting = b""
    while given < most and not unpack.eof:
        if not waiting:
            waiting = bytes(data[at : at + _PIECE])
            at += _PIECE
        if not waiting:
            return
        try:
            piece = unpack.decompress(waiting, _PIECE)
        except zlib.error:
            return
        waiting = unpack.unconsumed_tail
        if piece:
            given += len(piece)
            yield piece


class _Scan:
    """One scan of a file, with what it may still unpack."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.view = memoryview(raw)
        self.left = _MOST_INFLATED
        self.found: set[str] = set()

    def run(self) -> None:
        kept = 0
        for match in _STREAM.finditer(self.raw):
            start = max(0, match.start() - _WINDOW)
            entries = self._entries(self.raw[start : match.start()])
            self.stream(entries, match.end())
            if self.left <= 0:
                self.found.add(UNSEEN)
                break
            end = self.raw.find(b"endstream", match.end())
            if b"/ObjStm" not in entries and match.end() >= kept and end >= 0:
                self.found.update(_found(self.raw[kept : match.end()], _code))
                self.found.update(_found(self.raw[match.end() : end], _drawing))
                kept = end
        self.found.update(_found(self.raw[kept:], _code))

    def _entries(self, head: bytes) -> bytes:
        """The dictionary before a stream and, should its start be in doubt, more."""
        before = head.rfind(b"endobj")
        head = head[before:] if before >= 0 and b"(" not in head[before:] else head
        return _ESCAPE.sub(lambda match: bytes([int(match[1], 16)]), head)

    def stream(self, entries: bytes, start: int) -> None:
        kept, packs = b"", False
        for number, piece in enumerate(_inflated(self.view[start:], self.left)):
            self.left -= len(piece)
            if not number:
                packs = bool(_PAIRS.match(piece))
                if _PICTURE.search(entries) and not packs:
                    return
            strip = bytes if packs or b"/ObjStm" in entries else _inner
            self.found.update(_found(kept + piece, strip))
            kept = piece[-_OVERLAP:]
        if b"/ObjStm" in entries and not packs:
            self.packed(entries, start)

    def packed(self, entries: bytes, start: int) -> None:
        """An object stream that does not simply inflate: each of its filters is undone."""
        end = self.raw.find(b"endstream", start)
        data = self.raw[start : end if end >= 0 else len(self.raw)]
        try:
            for name in _filters(entries):
                data = _undone(data, name, entries)[: self.left]
                self.left -= len(data)
        except Exception:  # whatever the decoder says: what is in it is not known
            self.found.add(UNSEEN)
            return
        if not _PAIRS.match(data) and not _EMPTY.search(entries):
            self.found.add(UNSEEN)
        self.found.update(_found(data))


def _filters(entries: bytes) -> list[str]:
    matches = _FILTERS.findall(entries)
    if not matches:
        return []
    listed, single = matches[-1]
    return [name.decode() for name in re.findall(rb"/[A-Za-z0-9]+", listed or single)]


def _undone(data: bytes, name: str, entries: bytes) -> bytes:
    """The data before one filter was applied.

    Raises:
        ValueError: nobody knows the filter.
    """
    if name in ("/FlateDecode", "/Fl"):
        given = {NameObject(f"/{key.decode()}"): NumberObject(int(value))
                 for key, value in _PREDICTOR.findall(entries)}  # fmt: skip
        return FlateDecode.decode(data.strip(b"\r\n"), DictionaryObject(given))
    if name in ("/ASCIIHexDecode", "/AHx"):
        digits = re.sub(rb"[^0-9A-Fa-f]", b"", data.split(b">")[0])
        return binascii.unhexlify(digits + b"0" * (len(digits) % 2))
    if name in ("/ASCII85Decode", "/A85"):
        return base64.a85decode(re.sub(rb"[\s\0]", b"", data.split(b"~")[0]))
    if name in ("/LZWDecode", "/LZW"):
        return bytes(LZWDecode.decode(data))
    if name in ("/RunLengthDecode", "/RL"):
        return bytes(RunLengthDecode.decode(data))
    if name == "/Crypt":  # with the identity filter; any other needs a key, and says "encryption"
        return data
    raise ValueError(name)


def scan(raw: bytes) -> set[str]:
    """What acts in the bytes of a file and in its streams, or cannot be looked into."""
    one = _Scan(raw)
    one.run()
    return one.found
