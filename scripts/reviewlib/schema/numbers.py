"""Whole numbers, decimal numbers and file sizes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from reviewlib.frontmatter import Scalar
from reviewlib.schema.base import (
    JsonSchema,
    OneValue,
    ReadContext,
    any_of,
    matching,
    whole_number,
)
from reviewlib.text import quoted

_AMOUNT = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,4})?")
_SIZE = re.compile(r"(?P<number>[0-9]{1,4}(?:\.[0-9]{1,2})?)\s*(?P<unit>KB|MB)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Number(OneValue[int]):
    """A whole number between two bounds, both included."""

    least: int = 0
    most: int = 100_000

    def _parse(self, scalar: Scalar, context: ReadContext) -> int | None:
        if re.fullmatch(r"[0-9]{1,9}", scalar.text) and self.least <= int(scalar.text) <= self.most:
            return int(scalar.text)
        message = f"{quoted(scalar.text)} is not {self.describe()}."
        context.report(
            "not-a-number", message, at=scalar, hint=f"Write digits alone, as in {self.most}."
        )
        return None

    def describe(self) -> str:
        """What to write."""
        if self.least == self.most:
            return str(self.least)
        return f"a whole number from {self.least:,} to {self.most:,}"

    def json_schema(self) -> JsonSchema:
        """Its JSON Schema."""
        return whole_number(self.least, self.most)


class Amount(OneValue[Decimal]):
    """A decimal number, kept exactly as written."""

    phrase = "a number such as 3 or 3.5"
    schema = any_of({"type": "number", "minimum": 0}, matching(_AMOUNT.pattern))

    def _parse(self, scalar: Scalar, context: ReadContext) -> Decimal | None:
        if _AMOUNT.fullmatch(scalar.text):
            return Decimal(scalar.text)
        context.report(
            "not-a-number", f"{quoted(scalar.text)} is not a number such as 3 or 3.5.", at=scalar
        )
        return None


@dataclass(frozen=True, slots=True)
class SizeValue:
    """A file's size as its publisher printed it."""

    text: str  # as printed, such as "162 KB"
    kilobytes: int  # the same as a number of kilobytes (1 MB = 1,000 KB)

    @property
    def bytes(self) -> int:
        """The same as a number of bytes."""
        return self.kilobytes * 1000

    @classmethod
    def of(cls, number: int) -> SizeValue:
        """The size of a file of so many bytes.

        >>> SizeValue.of(1_440_000).text, SizeValue.of(162_400).text, SizeValue.of(10).text
        ('1.4 MB', '162 KB', '1 KB')
        """
        kilobytes = max(1, round(number / 1000))
        megabytes = f"{kilobytes / 1000:.1f}".removesuffix(".0")
        text = f"{megabytes} MB" if kilobytes >= 1000 else f"{kilobytes} KB"
        return cls(text, kilobytes)


class Size(OneValue[SizeValue]):
    """A file's size, such as 162 KB or 1.4 MB."""

    phrase = "a size as in 162 KB or 1.4 MB"
    schema = matching(r"[0-9]{1,4}(?:\.[0-9]{1,2})?\s*(?:[Kk]|[Mm])[Bb]")

    def _parse(self, scalar: Scalar, context: ReadContext) -> SizeValue | None:
        match = _SIZE.fullmatch(scalar.text.strip())
        if not match:
            context.report(
                "bad-size",
                f"{quoted(scalar.text)} is not a size.",
                at=scalar,
                hint="Write it as in 162 KB or 1.4 MB.",
            )
            return None
        unit = match["unit"].upper()
        kilobytes = Decimal(match["number"]) * (1000 if unit == "MB" else 1)
        return SizeValue(f"{match['number']} {unit}", int(kilobytes))
