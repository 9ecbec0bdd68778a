"""From a file to its values, each with its line, and its body.

takes: the bytes of a .md or .yml file
gives: SourceFile (or None) and problems
knows nothing of: reviews, or what any name means
"""

from __future__ import annotations

from reviewlib.source.compose import MAX_DEPTH
from reviewlib.source.line import PLEASE_CHECK, as_value, quote
from reviewlib.source.records import MAX_HEADER_LINES, read_record, read_yaml
from reviewlib.source.text import MAX_BYTES
from reviewlib.source.values import Mapping, Scalar, Sequence, SourceFile, Value

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "MAX_HEADER_LINES",
    "PLEASE_CHECK",
    "Mapping",
    "Scalar",
    "Sequence",
    "SourceFile",
    "Value",
    "as_value",
    "quote",
    "read_record",
    "read_yaml",
]
