"""How values are written as bytes and read back: text, JSON, files, frozen dataclasses.

takes: a type, by its annotations
gives: a `Codec`; what is read is data and never decides what code runs
independent of: where the bytes are kept
"""

from __future__ import annotations

import dataclasses
import datetime
import decimal
import functools
import json
import types
import typing
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Generic, TypeVar

__all__ = ["BYTES", "FILES", "JSON", "TEXT", "Codec", "codec_of"]

T = TypeVar("T")
_Convert = Callable[[Any], Any]
_PLAIN = (str, int, bool, float)


@dataclass(frozen=True, slots=True)
class Codec(Generic[T]):
    """How a value is written as bytes and read back."""

    # the bytes of a value, or None for one that is not to be kept
    dump: Callable[[T], bytes | None]
    load: Callable[[bytes], T]  # the value of such bytes


BYTES: Codec[bytes] = Codec(bytes, bytes)
TEXT: Codec[str] = Codec(str.encode, bytes.decode)
JSON: Codec[Any] = Codec(
    lambda value: json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), json.loads
)


def _dump_files(files: Sequence[tuple[str, bytes]]) -> bytes:
    head = json.dumps([[name, len(data)] for name, data in files]).encode()
    return b"".join([b"%d\n" % len(head), head, *(data for _, data in files)])


def _load_files(raw: bytes) -> Sequence[tuple[str, bytes]]:
    length, _, _ = raw[:20].partition(b"\n")
    at = len(length) + 1 + int(length)
    files = []
    for name, size in json.loads(raw[len(length) + 1 : at]):
        files.append((str(name), raw[at : at + size]))
        at += size
    return files


FILES: Codec[Sequence[tuple[str, bytes]]] = Codec(_dump_files, _load_files)


@functools.cache
def codec_of(kind: Any) -> Codec[Any]:
    """The codec of a type.

    It may be made of dataclasses, StrEnums, dates, paths, tuples, sets, mappings by str, str,
    numbers and bool. A value that is not exactly what the annotations say, such as an enum's
    member where they say str, has no bytes: it would come back as something else.

    >>> codec = codec_of(tuple[str, datetime.date | None])
    >>> codec.dump(("a", datetime.date(2026, 11, 28)))
    b'["a","2026-11-28"]'
    >>> codec.load(b'["a",null]'), codec.dump((1, None))
    (('a', None), None)
    """
    dump, load = _converters(kind)

    def to_bytes(value: Any) -> bytes | None:
        try:
            return JSON.dump(dump(value))
        except TypeError:
            return None

    def from_bytes(raw: bytes) -> Any:
        return load(JSON.load(raw)) if load else JSON.load(raw)

    return Codec(to_bytes, from_bytes)


@functools.cache
def _converters(kind: Any) -> tuple[_Convert, _Convert | None]:
    """What makes a value JSON, and what makes it of that; None where it is the same.

    Raises:
        TypeError: a value of this type cannot be kept.
    """
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if kind in _PLAIN:
        return functools.partial(_exactly, kind), None
    if (
        origin in (typing.Union, types.UnionType)
        and len(arguments) == 2
        and type(None) in arguments
    ):
        return _optional(*(one for one in arguments if one is not type(None)))
    if origin is tuple and arguments[1:] == (...,):
        return _many(arguments[0])
    if origin is tuple:
        return _row(arguments)
    if origin is frozenset:
        dump, load = _many(arguments[0])
        return lambda values: dump(tuple(sorted(values))), lambda rows: frozenset(load(rows))
    if origin in (Mapping, dict) and arguments[0] is str:
        return _mapping(arguments[1])
    if kind in (Path, decimal.Decimal):
        return str, kind
    if kind is datetime.date:
        return datetime.date.isoformat, datetime.date.fromisoformat
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return lambda value: _exactly(kind, value).value, kind
    if dataclasses.is_dataclass(kind):
        return _fields(kind)
    raise TypeError(f"{kind} cannot be kept.")


def _exactly(kind: type, value: Any) -> Any:
    if type(value) is not kind:
        raise TypeError(f"{value!r} is not of {kind}.")
    return value


def _optional(kind: Any) -> tuple[_Convert, _Convert | None]:
    dump, load = _converters(kind)
    return (
        lambda value: None if value is None else dump(value),
        load and (lambda row: None if row is None else load(row)),
    )


def _many(kind: Any) -> tuple[_Convert, _Convert]:
    dump, load = _converters(kind)
    return (
        lambda values: [dump(one) for one in _exactly(tuple, values)],
        (lambda rows: tuple(map(load, rows))) if load else tuple,
    )


def _row(kinds: Sequence[Any]) -> tuple[_Convert, _Convert]:
    dumps, loads = zip(*map(_converters, kinds), strict=True)

    def load(row: Any) -> Any:
        pairs = zip(loads, row, strict=True)
        return tuple(read(one) if read else one for read, one in pairs)

    return lambda values: [one(value) for one, value in zip(dumps, values, strict=True)], load


def _mapping(kind: Any) -> tuple[_Convert, _Convert]:
    dump, load = _converters(kind)
    return (
        lambda values: {_exactly(str, name): dump(one) for name, one in values.items()},
        (lambda rows: {name: load(one) for name, one in rows.items()}) if load else dict,
    )


def _fields(cls: Any) -> tuple[_Convert, _Convert]:
    """A dataclass as the list of its values, of which defaults at the end are left out."""
    fields = [field for field in dataclasses.fields(cls) if field.init]
    names, defaults = [one.name for one in fields], [one.default for one in fields]
    by_name = any(one.kw_only for one in fields)

    @functools.cache  # not at once: a class may hold others of itself
    def converters() -> tuple[tuple[_Convert, ...], tuple[_Convert | None, ...]]:
        hints = typing.get_type_hints(cls)
        dumps, loads = zip(*(_converters(hints[name]) for name in names), strict=True)
        return dumps, loads

    def dump(value: Any) -> list[Any]:
        values = [getattr(_exactly(cls, value), name) for name in names]
        while values and values[-1] == defaults[len(values) - 1]:
            values.pop()
        return [one(part) for one, part in zip(converters()[0], values, strict=False)]

    def load(row: Any) -> Any:
        pairs = zip(converters()[1], row, strict=False)
        values = [read(one) if read else one for read, one in pairs]
        return cls(**dict(zip(names, values, strict=False))) if by_name else cls(*values)

    return dump, load
