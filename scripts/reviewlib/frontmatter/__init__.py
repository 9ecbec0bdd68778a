"""From a file to its values, each with its line, and its body.

takes: the bytes of a .md or .yml file
gives: SourceFile (or None) and problems
independent of: reviews, or what any name means
"""

from __future__ import annotations

from reviewlib.frontmatter.lint import as_value, quote
from reviewlib.frontmatter.parser import (
    MAX_BYTES,
    MAX_DEPTH,
    Mapping,
    Scalar,
    Sequence,
    SourceFile,
    Value,
    forbidden,
    read_record,
    read_yaml,
)

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "Mapping",
    "Scalar",
    "Sequence",
    "SourceFile",
    "Value",
    "as_value",
    "forbidden",
    "quote",
    "read_record",
    "read_yaml",
]
