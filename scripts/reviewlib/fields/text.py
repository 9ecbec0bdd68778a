"""Text on one line, and text of several lines."""

from __future__ import annotations

from dataclasses import dataclass

from reviewlib.fields.here import Here, expect_text
from reviewlib.fields.shape import Shape, plain_text
from reviewlib.problems import shown
from reviewlib.source import Value

__all__ = ["Text"]


@dataclass(frozen=True, slots=True)
class Text:
    """Plain text on one line. Markup in it stays as written and is shown as written.

    Args:
        limit: the most characters it may have.
    """

    limit: int = 300

    def read(self, value: Value, here: Here) -> str | None:
        """The text with its runs of spaces made one, or None and a problem."""
        scalar = expect_text(value, here)
        if scalar is None:
            return None
        text = " ".join(scalar.text.split())
        if len(text) > self.limit:
            here.say(
                "text-too-long",
                f"{shown(text)} has {len(text)} characters; this field takes {self.limit} at most.",
                at=scalar,
                hint="Sentences belong in the text below the header.",
            )
            return None
        return text

    def describe(self) -> str:
        """What to write."""
        return "text on one line" if self.limit <= 300 else f"text, up to {self.limit:,} characters"

    def shape(self) -> Shape:
        """Its shape."""
        return plain_text(self.limit)
