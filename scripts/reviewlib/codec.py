"""How values are written as bytes and read back, by msgspec: bytes, text, frozen dataclasses.

takes: a value of data; a type, by its annotations
gives: bytes; a value of that type. What is read is data and never decides what code runs
independent of: where the bytes are kept
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import msgspec

__all__ = ["dump", "load"]


def dump(value: object) -> bytes:
    """The bytes of a value.

    It may be made of dataclasses, msgspec's structs, StrEnums, dates, paths, tuples, sets,
    mappings, bytes, str, numbers, bool and None.

    Raises:
        TypeError: it is something else, such as an instance of a class below `str`, which would
            not come back as what it was.
    """
    return _ENCODER.encode(value)


def load(raw: bytes, kind: Any) -> Any:
    """The value of such bytes.

    >>> import datetime
    >>> load(dump(("a", datetime.date(2026, 11, 28))), tuple[str, datetime.date | None])
    ('a', datetime.date(2026, 11, 28))

    Args:
        kind: its type.

    Raises:
        ValueError: they are not those of a value of this type.
    """
    return _decoder(kind).decode(raw)


def _plain(value: object) -> object:
    if isinstance(value, Path):
        return str(value)
    raise TypeError(f"{type(value)} is not data.")


def _of_plain(kind: type, value: Any) -> Any:
    if kind is Path:
        return Path(value)
    raise ValueError(f"{kind} is not data.")


_ENCODER = msgspec.msgpack.Encoder(enc_hook=_plain)


@functools.cache
def _decoder(kind: Any) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(kind, dec_hook=_of_plain)
